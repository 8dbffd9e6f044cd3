"""Uses the installed program as a learner would, on a screen, and says what does not work.

``python3 try_installed.py FOLDER`` in a system it was just installed on; pictures of what it saw go
into the folder. Needs Xvfb, xdotool, xprop, xwd and xdg-utils with what these recommend, and from
Python nothing but itself.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import screen

COMMAND = "flashcards"
TITLE = "Flashcards"
TYPE = "application/vnd.flashcards.collection"
FEWEST_COLOURS = 20
"""A window that was not painted has one."""
FEWEST_MARKED = 12
"""Pixels that a tick takes at the least."""


class ProblemError(Exception):
    """What does not work, in a sentence."""


def main(arguments: list[str]) -> int:
    """Try everything and return the exit code."""
    (folder,) = map(Path, arguments)
    folder.mkdir(parents=True, exist_ok=True)
    with screen.shown():
        return _tried(folder)


def _tried(folder: Path) -> int:
    for name, trial in (
        ("every part of it", self_tested),
        ("the window is painted", lambda: painted(folder)),
        ("ticks are visible", lambda: ticked(folder)),
        ("it speaks German where the desktop does", lambda: translated(folder)),
        ("the window belongs to its menu entry", linked),
        ("a deck of Anki's opens with xdg-open", lambda: deck_opened(folder)),
        ("a deck in Markdown opens with xdg-open", lambda: text_opened(folder)),
        ("a collection opens with xdg-open", lambda: collection_opened(folder)),
    ):
        try:
            trial()
        except (ProblemError, subprocess.CalledProcessError) as error:
            print(f"{name}: NO: {error}", flush=True)
            return 1
        print(f"{name}: yes", flush=True)
    return 0


def self_tested() -> None:
    """Let the program test itself."""
    done = subprocess.run([COMMAND, "--self-test"], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise ProblemError((done.stdout + done.stderr).strip())


def painted(folder: Path) -> None:
    """Start the program without a word, as its menu entry does."""
    with _running([COMMAND], f"Today – {TITLE}"):
        seen = screen.settled()
        seen.save(folder / "today.png")
        colours = len(seen.colours())
        if colours < FEWEST_COLOURS:
            raise ProblemError(f"the screen has {colours} colours")


def ticked(folder: Path) -> None:
    """Switch something off and on again in the preferences, and look at its box."""
    with _running([COMMAND], f"Today – {TITLE}"):
        screen.press("ctrl+comma")
        _see(f"Preferences – {TITLE}")
        screen.press("alt+u")
        on = screen.settled()
        on.save(folder / "preferences.png")
        screen.press("alt+w")
        off = screen.settled()
        screen.press("alt+w")
        again = screen.settled()
    box = screen.changed(off, again)
    if box is None:
        raise ProblemError("pressing Alt+W changes nothing")
    _, top, _, bottom = box
    # The words beside the box may have got a frame, since they have the keyboard now.
    box = (box[0], top, box[0] + bottom - top, bottom)
    if (count := screen.marked(again, box)) < FEWEST_MARKED:
        raise ProblemError(f"of the tick {count} pixels can be seen in {box}")
    if screen.marked(off, box) >= FEWEST_MARKED:
        raise ProblemError("the box has a tick also where it is switched off")


def translated(folder: Path) -> None:
    """Start the program on a German desktop."""
    with _running([COMMAND], f"Heute – {TITLE}", LC_ALL="de_DE.UTF-8"):
        screen.settled().save(folder / "german.png")


def linked() -> None:
    """Look whether a desktop can tell whose icon and name the window has."""
    entries = Path("/usr/share/applications").glob("*.desktop")
    known = {
        line.partition("=")[2].strip()
        for entry in entries
        for line in entry.read_text("utf-8").splitlines()
        if line.startswith("StartupWMClass=")
    }
    with _running([COMMAND], f"Today – {TITLE}"):
        if not known & (found := screen.classes()):
            raise ProblemError(f"the window is one of {found}, the entry is for {known}")


def deck_opened(folder: Path) -> None:
    """Open a package of Anki's by the name of its type."""
    deck, package = folder / "cells.md", folder / "cells.apkg"
    deck.write_text("---\ndeck: Cells\n---\n## What is a cell?\nA unit.\n", encoding="utf-8")
    for words in (["import", deck], ["export", package]):
        subprocess.run([COMMAND, *map(str, words)], check=True, capture_output=True)
    _refuse_another_type(package, "application/x-apkg")
    with _running(["xdg-open", str(package)], f"Import – {TITLE}"):
        screen.settled().save(folder / "import.png")


def text_opened(folder: Path) -> None:
    """Open a deck in Markdown whose name says that it is one."""
    deck = folder / "rivers.cards.md"
    deck.write_text("## Which river flows through Cairo?\nThe Nile.\n", encoding="utf-8")
    _refuse_another_type(deck, "text/vnd.flashcards.deck")
    with _running(["xdg-open", str(deck)], f"Import – {TITLE}"):
        screen.settled().save(folder / "text.png")


def collection_opened(folder: Path) -> None:
    """Open a collection that is not the learner's own, whose name does not tell what it is."""
    own = Path.home() / ".local" / "share" / COMMAND / "collection.flashcards"
    other = folder / "other"
    other.write_bytes(own.read_bytes())
    _refuse_another_type(other, TYPE)
    named = other.rename(folder / "other.flashcards")
    _refuse_another_type(named, TYPE)
    with _running(["xdg-open", str(named)], f"Today – {TITLE}"):
        screen.settled().save(folder / "other.png")
        if not Path(f"{named}.lock").exists():
            raise ProblemError("another collection than that was opened")


def _refuse_another_type(path: Path, wanted: str) -> None:
    command = ["xdg-mime", "query", "filetype", str(path)]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    if told != wanted:
        raise ProblemError(f"{path.name} is taken for {told}")


@contextmanager
def _running(command: list[str], title: str, **more: str) -> Iterator[None]:
    """Run the program with a window of that title, then end it by its own key.

    ``more`` is put into its environment.
    """
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env={**os.environ, **more}
    ) as process:
        try:
            _see(title, process)
            yield
            screen.press("ctrl+q")
            if not screen.wait_until(lambda: not screen.titles()):
                raise ProblemError("the window does not close with Ctrl+Q")
        except ProblemError as error:
            process.kill()
            said = process.communicate()[0].decode(errors="replace").strip()
            raise ProblemError(f"{error}; it said: {said or 'nothing'}") from None
    if process.returncode != 0:
        raise ProblemError(f"it ended with {process.returncode}")


def _see(title: str, process: "subprocess.Popen[bytes] | None" = None) -> None:
    """Wait for a window of that title, but not for one of a process that has failed."""

    def over() -> bool:
        return title in screen.titles() or bool(process and process.poll())

    screen.wait_until(over)
    if title not in screen.titles():
        raise ProblemError(f"there is no window “{title}” but {screen.titles() or 'none'}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
