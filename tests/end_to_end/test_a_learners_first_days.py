"""The program as a learner meets it: its own process, its own screen, keys that are pressed."""

import ctypes.util
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO

import pytest

import flashcards
from flashcards.formats import markdown_deck
from flashcards.model.enums import ReviewKind
from flashcards.paths import decks_dir
from tests.effort import PATIENCE_S
from tests.end_to_end.desktop import Desktop, started

_COUNTED = (
    f"SELECT count(*) FILTER (WHERE kind IN ({ReviewKind.ANSWER}, {ReviewKind.DRILL}))"
    f" - count(*) FILTER (WHERE kind = {ReviewKind.STRUCK}) FROM reviews"
)
"""Nothing is done again in this test, so that every struck answer stays struck."""
RATINGS = "31423334133323433313"
"""Which key each of the first twenty cards is answered with."""


def _lacking() -> str:
    """What this machine lacks for the test, in words; in CI nothing may be lacking."""
    wanted = {"Xvfb": shutil.which("Xvfb"), "libXtst": ctypes.util.find_library("Xtst")}
    return " and ".join(name for name, found in wanted.items() if not found)


pytestmark = [
    pytest.mark.window,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs an X server"),
    pytest.mark.skipif(bool(_lacking()) and not os.environ.get("CI"), reason=f"needs {_lacking()}"),
]


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[Desktop]:
    """A screen with nothing on it."""
    with started(tmp_path) as found:
        yield found


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Where the learner's files go; nothing is there yet."""
    return tmp_path / "home"


def _collection(home: Path) -> Path:
    return home / "collection.flashcards"


@contextmanager
def _opened(desktop: Desktop, home: Path) -> Iterator["subprocess.Popen[str]"]:
    """Start the program and wait for its window; it has to end by itself, without a fault."""
    own = {"DISPLAY": desktop.name, "QT_QPA_PLATFORM": "xcb", "FLASHCARDS_HOME": str(home)}
    program = subprocess.Popen(
        [sys.executable, "-m", "flashcards"],
        env=os.environ | own | {"LANG": "C.UTF-8", "WAYLAND_DISPLAY": ""},
        cwd=decks_dir().parent,
        stderr=subprocess.PIPE,
        text=True,
    )
    said: IO[str] | None = program.stderr
    assert said is not None

    def alive() -> None:
        assert program.poll() is None, f"The program has ended: {said.read()}"

    try:
        desktop.alive = alive
        desktop.wait_for_keyboard("Today")
        yield program
        desktop.alive = lambda: None
        program.wait(PATIENCE_S)
        assert (program.returncode, said.read()) == (0, "")
    finally:
        desktop.alive = lambda: None
        program.kill()
        program.wait()
        said.close()


def _asked(home: Path, question: str, *values: object) -> int:
    """Look into the collection from outside while the program holds it."""
    with closing(sqlite3.connect(f"file:{_collection(home)}?mode=ro", uri=True)) as found:
        return int(found.execute(question, values).fetchone()[0])


def _wait_for_answers(desktop: Desktop, home: Path, count: int) -> None:
    desktop.wait(f"{count} answers on disk", lambda: _asked(home, _COUNTED) == count)


def _add_the_shipped_decks(desktop: Desktop, home: Path) -> None:
    files = [markdown_deck.read_bytes(path.read_bytes(), path.name) for path in _shipped()]
    notes = sum(len(parsed.notes) for parsed in files)
    desktop.wait_until_still()
    desktop.press("Return")
    desktop.wait("the decks", lambda: _asked(home, "SELECT count(*) FROM notes") == notes)
    desktop.wait_until_still()


def _shipped() -> Sequence[Path]:
    return sorted(decks_dir().glob("*.md"))


def _study(desktop: Desktop, home: Path) -> None:
    desktop.press("Return")
    desktop.wait_for_window("Study")
    for done, rating in enumerate(RATINGS, 1):
        desktop.press("space")
        desktop.press(rating)
        _wait_for_answers(desktop, home, done)


def _undo_two(desktop: Desktop, home: Path) -> None:
    for left in (19, 18):
        desktop.press("z")
        _wait_for_answers(desktop, home, left)


def _edit(desktop: Desktop, home: Path) -> None:
    desktop.press("e")
    desktop.wait_for_window("Edit note")
    desktop.press("End", "Control_L")
    desktop.type(" Quokka.")
    desktop.press("Return", "Control_L")
    desktop.wait_until_gone("Edit note")
    desktop.wait("the edit on disk", lambda: _notes_with(home, "Quokka.") == 1)


def _notes_with(home: Path, word: str) -> int:
    return _asked(home, "SELECT count(*) FROM notes WHERE instr(fields, ?)", word)


def _write_a_note(desktop: Desktop, home: Path) -> None:
    desktop.wait_for_window("Study")
    desktop.press("n", "Control_L")
    desktop.wait_for_window("Add note")
    desktop.type("What lifts a Zeppelin?\tHydrogen, or better: helium.")
    desktop.press("Return", "Control_L")
    desktop.wait("the note on disk", lambda: _notes_with(home, "helium.") == 1)
    desktop.press("Escape")
    desktop.wait_until_gone("Add note")


def _find_and_flag(desktop: Desktop, home: Path, word: str, flag: int) -> None:
    """Search with the keyboard, go down to what was found, and give it a flag."""
    desktop.press("f", "Control_L")
    desktop.wait_for_window("Browse")
    desktop.type(word)
    desktop.press("Down")
    desktop.wait_until_still()
    desktop.press(str(flag), "Alt_L")
    wears = (
        "SELECT count(*) FROM cards JOIN notes ON notes.id = note_id"
        " WHERE flag = ? AND instr(lower(fields), ?)"
    )
    desktop.wait(f"the flag on “{word}”", lambda: _asked(home, wears, flag, word) == 1)
    everywhere = _asked(home, "SELECT count(*) FROM cards WHERE flag = ?", flag)
    assert everywhere == 1, "a card that was not searched for got the flag"


def _look_at_statistics(desktop: Desktop) -> None:
    desktop.press("5", "Control_L")
    desktop.wait_for_window("Statistics")
    desktop.wait_until_still()
    desktop.press("Escape")
    desktop.wait_for_window("Browse")


def _quit(desktop: Desktop) -> None:
    desktop.press("q", "Control_L")


def test_decks_answers_undo_an_edit_a_note_and_a_search_are_all_found_again_the_next_time(
    desktop: Desktop, home: Path
) -> None:
    with _opened(desktop, home):
        _add_the_shipped_decks(desktop, home)
        _study(desktop, home)
        _undo_two(desktop, home)
        _edit(desktop, home)
        _write_a_note(desktop, home)
        desktop.wait_for_window("Study")
        _find_and_flag(desktop, home, "zeppelin", 3)
        _look_at_statistics(desktop)
        _quit(desktop)
    _find_everything(home, answers=18)
    with _opened(desktop, home):
        desktop.wait_until_still()
        desktop.press("Return")
        desktop.wait_for_window("Study")
        desktop.press("space")
        desktop.press("3")
        _wait_for_answers(desktop, home, 19)
        _find_and_flag(desktop, home, "quokka", 4)
        _quit(desktop)
    _find_everything(home, answers=19)


def _find_everything(home: Path, answers: int) -> None:
    with flashcards.open(_collection(home)) as collection:
        assert collection.review_count() == answers
        assert collection.statistics().today.answers == answers
        [note] = collection.card_rows(collection.search("zeppelin"))
        assert note.question == "What lifts a Zeppelin?"
        assert note.answer == "Hydrogen, or better: helium."
        assert note.flag == 3
        assert len(collection.notes_of(collection.search("quokka"))) == 1
        names = {markdown_deck.read_bytes(p.read_bytes(), p.name).name for p in _shipped()}
        assert names <= set(collection.deck_names())
        assert collection.check() == []
        assert collection.backups(), "quitting left no backup"
