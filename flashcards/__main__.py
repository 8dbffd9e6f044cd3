"""Where the program starts: alone it opens the window, with a command it does that."""

import gc
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from flashcards import children, streams
from flashcards.files import complain
from flashcards.languages import choosing, speaking
from flashcards.model.errors import UserError

SELF_TEST = "--self-test"
"""Tests the program itself; ``--self-test=FILE`` also writes what was found to a file."""
_REFUSED = 2
_INTERRUPTED = 130
"""The exit code after Ctrl+C, as of the command line."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Open the window or hand a command to the command line; return the exit code.

    The window opens for no arguments and for ``--collection FILE`` alone.
    """
    streams.hold_places()
    given = list(sys.argv[1:] if arguments is None else arguments)
    if len(given) == 2 and given[0] == children.ARGUMENT:
        return _work(given[1])
    if len(given) == 1 and given[0].partition("=")[0] == SELF_TEST:
        from flashcards.self_test.running import main as test

        return test(given[0].partition("=")[2])
    try:
        given = choosing.without_option(given)
    except UserError as error:
        said = speaking.worded(error.said)
        complain(said)
        if streams.has_none():
            _show(said)
        return _REFUSED
    asked, collection = _window_asked(given)
    if asked:
        # Nothing made while starting is garbage, so looking for some only delays the window.
        gc.disable()
        from flashcards.app import run

        return run(collection)
    try:
        return _told_in_a_window(given) if streams.has_none() else _commanded(given)
    except KeyboardInterrupt:  # while it was being loaded; afterwards the command line says so
        return _INTERRUPTED


def _commanded(given: list[str]) -> int:
    from flashcards.cli import main as command

    return command(given)


def _told_in_a_window(given: list[str]) -> int:
    """Run a command and show what it says, since there is no terminal to say it in."""
    from flashcards.cli.start import opens_window

    with streams.gathered() as said:
        silent = opens_window(given)
        code = None if silent else _commanded(given)
    if code is None:
        return _commanded(given)
    if text := said.getvalue().strip():
        _show(text)
    return code


def _show(text: str) -> None:
    from flashcards.ui.no_terminal import show

    show(text)


def _work(name: str) -> int:
    """Do the work named, as a process that a frozen program began; return the exit code."""
    if name not in children.WORKS:
        return 2
    from importlib import import_module

    work: Callable[[], int] = import_module(name).main
    return work()


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
