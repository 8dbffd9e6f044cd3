"""Where the program starts: alone it opens the window, with a command it does that."""

import sys
from collections.abc import Sequence
from pathlib import Path


def main(arguments: Sequence[str] | None = None) -> int:
    """Open the window or hand a command to the command line; return the exit code.

    The window opens for no arguments and for ``--collection FILE`` alone.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    asked, collection = _window_asked(given)
    if asked:
        from flashcards.app import run

        return run(collection)
    from flashcards.cli import main as command

    return command(given)


def _window_asked(given: list[str]) -> tuple[bool, Path | None]:
    """Whether the arguments ask for the window, and on which collection."""
    if not given:
        return True, None
    if len(given) == 1 and given[0].startswith("--collection="):
        return True, Path(given[0].partition("=")[2])
    if len(given) == 2 and given[0] == "--collection":
        return True, Path(given[1])
    return False, None


if __name__ == "__main__":
    sys.exit(main())
