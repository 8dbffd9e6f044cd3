"""A study session at a real terminal: single keys, Ctrl+C, the terminal left as it was."""

import os
import select
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import flashcards
from tests.cli.said import Run
from tests.effort import PATIENCE_S

NO_TERMINALS = "Windows has no such terminals"
pty = pytest.importorskip("pty", reason=NO_TERMINALS)
termios = pytest.importorskip("termios", reason=NO_TERMINALS)

AGAIN_S = 5
"""After which a key is pressed again that seems not to have been heard."""


class Terminal:
    """A terminal with the program at its other end."""

    def __init__(self, *arguments: str) -> None:
        self.seen = ""
        self._read_to = 0
        self._process, self._file = pty.fork()
        if not self._process:
            environment = {**os.environ, "COLUMNS": "80", "LINES": "40", "TERM": "xterm"}
            os.execve(sys.executable, [sys.executable, "-m", "flashcards", *arguments], environment)

    def press(self, keys: str) -> None:
        """Press keys one after the other."""
        os.write(self._file, keys.encode())

    def expect(self, text: str) -> str:
        """Read until ``text`` comes up; return what came before it since the last time."""
        end = time.monotonic() + PATIENCE_S
        while (found := self.seen.find(text, self._read_to)) < 0:
            if not self._more(end):
                raise AssertionError(f"{text!r} did not come: {self.seen[self._read_to :]!r}")
        before = self.seen[self._read_to : found]
        self._read_to = found + len(text)
        return before

    def _more(self, end: float) -> bool:
        if not select.select([self._file], [], [], max(0.0, end - time.monotonic()))[0]:
            return False
        try:
            came = os.read(self._file, 65536)
        except OSError:  # how Linux says that the other end was closed
            return False
        self.seen += came.decode("utf-8", "replace")
        return bool(came)

    def interrupt(self) -> None:
        """Press Ctrl+C until something comes of it.

        Whoever presses it just as the program begins to read has to press it once more.
        """
        end = time.monotonic() + PATIENCE_S
        self.press("\x03")
        while time.monotonic() < end and not select.select([self._file], [], [], AGAIN_S)[0]:
            self.press("\x03")

    def settings(self) -> Any:
        """How the terminal is set."""
        return termios.tcgetattr(self._file)

    def code(self) -> int:
        """Wait for the program's end; return its exit code."""
        end = time.monotonic() + PATIENCE_S
        while self._more(end):
            pass
        process, self._process = self._process, 0
        return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])

    def close(self) -> None:
        """Let go of the terminal, and of the program if it still runs."""
        if self._process:
            os.kill(self._process, signal.SIGKILL)
            os.waitpid(self._process, 0)
        os.close(self._file)


@pytest.fixture
def terminal(
    filled: Run, collection_path: Path, monkeypatch: pytest.MonkeyPatch, repository: Path
) -> Iterator[Callable[..., Terminal]]:
    """Start the program in a terminal, on the filled collection."""
    monkeypatch.setenv("PYTHONPATH", str(repository))
    monkeypatch.setenv("PYTHONUTF8", "1")
    monkeypatch.delenv("NO_COLOR", raising=False)
    opened: list[Terminal] = []

    def opening(*arguments: str) -> Terminal:
        opened.append(Terminal("--collection", str(collection_path), *arguments))
        return opened[-1]

    yield opening
    for one in opened:
        one.close()


def test_single_keys_show_rate_undo_and_quit(
    terminal: Callable[..., Terminal], collection_path: Path
) -> None:
    at = terminal("study")
    at.expect("What do \x1b[1mpenguins\x1b[0m eat?")
    at.expect("q quit")
    at.press(" ")
    at.expect("Fish and krill.")
    at.expect("4 Easy")
    at.press("3")
    at.expect("Good: 1 d")
    at.expect("q quit")
    at.press("u")
    at.expect("Undid: Answer card.")
    at.expect("eat?")
    at.expect("q quit")
    at.press("\x1b[A")  # an arrow means nothing here, and no letter of it is taken for a key
    at.expect("digits rate")
    at.expect("q quit")
    at.press("\n")
    at.expect("4 Easy")
    at.press("2")
    at.expect("q quit")
    at.press("q")
    at.expect("1 answer in ")
    assert at.code() == 0
    with flashcards.open(collection_path) as collection:
        assert collection.review_count() == 1


def test_ctrl_c_leaves_in_order_and_the_terminal_as_it_was(
    terminal: Callable[..., Terminal], collection_path: Path
) -> None:
    at = terminal("study")
    before = at.settings()
    at.expect("q quit")
    assert at.settings() != before
    at.press(" ")
    at.expect("4 Easy")
    at.press("4")
    at.expect("Easy: 1 d")
    at.expect("q quit")
    at.press("\x03")
    at.expect("2 cards left for today.")
    assert at.code() == 130
    assert "Traceback" not in at.seen
    with flashcards.open(collection_path) as collection:
        assert collection.review_count() == 1
        assert collection.check() == []


def test_answers_are_timed_from_question_to_rating(
    terminal: Callable[..., Terminal], collection_path: Path
) -> None:
    began = time.monotonic()
    at = terminal("study", "--json")
    at.expect("q quit")
    at.press(" ")
    at.expect("4 Easy")
    at.press("4")
    at.expect("q quit")
    at.press("q")
    assert at.code() == 0
    with flashcards.open(collection_path) as collection:
        (card,) = collection.search("-is:new")
        (row,) = collection.history(card)
    assert 0 < row.taken_ms < (time.monotonic() - began) * 1000


def test_a_restore_asks_first_and_shows_both_states(
    terminal: Callable[..., Terminal], filled: Run
) -> None:
    backup = filled("backup", "--json").json["file"]
    at = terminal("restore", backup)
    at.expect("Now: ")
    at.expect("3 notes, 4 cards, 0 answers")
    at.expect("Backup: ")
    at.expect("[y/N]")
    at.press("n\n")
    at.expect("Nothing was changed.")
    assert at.code() == 0


def test_a_long_import_draws_a_bar_and_ctrl_c_keeps_nothing(
    terminal: Callable[..., Terminal], filled: Run, deck_file: Path, tmp_path: Path
) -> None:
    long = tmp_path / "long.csv"
    long.write_text("".join(f"question {number},answer {number}\n" for number in range(100_000)))
    small = tmp_path / "small.csv"
    small.write_text("one,eins\n")
    at = terminal("import", str(small), str(long))
    at.expect("Importing long.csv \u2588")
    at.press("\x03")
    at.expect("Cancelled; nothing of it was kept.")
    assert at.code() == 130
    assert filled("search", "--json", "--limit", "1").json["count"] == 4
    assert filled("check").code == 0


@pytest.fixture
def protected(filled: Run, tmp_path: Path) -> Path:
    """A folder with a passphrase that the collection syncs over, and that was not kept."""
    folder, secret = tmp_path / "folder", tmp_path / "secret"
    folder.mkdir()
    secret.write_text("correct horse", encoding="utf-8")
    assert filled("sync", folder, "--passphrase-file", secret).code == 0
    assert filled("sync", "--leave").code == 0  # forgets it
    return folder


def test_a_passphrase_is_asked_for_unseen_and_kept_where_it_fits(
    terminal: Callable[..., Terminal], protected: Path, filled: Run
) -> None:
    for typed, code, said in (
        ("battery staple", 2, "The passphrase does not fit."),
        ("", 2, "The passphrase is empty."),
        ("correct horse", 0, "Synced: nothing new."),
    ):
        at = terminal("sync", str(protected))
        at.expect("Passphrase: ")
        at.press(f"{typed}\n")
        at.expect(said)
        assert at.code() == code
        assert not typed or typed not in at.seen
    assert filled("sync").code == 0


def test_a_passphrase_for_a_new_folder_is_typed_twice(
    terminal: Callable[..., Terminal], filled: Run, tmp_path: Path
) -> None:
    (folder := tmp_path / "folder").mkdir()
    for again, code, said in (
        ("correct house", 2, "The two passphrases differ. Nothing was synced."),
        ("correct horse", 0, "Synced: sent what is new here."),
    ):
        at = terminal("sync", str(folder), "--passphrase-file", "-")
        at.expect("Passphrase: ")
        at.press("correct horse\n")
        at.expect("Repeat the passphrase: ")
        at.press(f"{again}\n")
        at.expect(said)
        assert at.code() == code
        assert any(folder.glob("*.seg")) is (code == 0)
    assert filled("sync").code == 0


def test_ctrl_c_ends_the_question_for_a_passphrase(
    terminal: Callable[..., Terminal], protected: Path
) -> None:
    at = terminal("sync", "--passphrase-file", "-")
    at.expect("Passphrase: ")
    at.interrupt()
    assert at.code() == 130
