"""Without a terminal, as a program for the desktop has none on Windows, all still ends in words."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.effort import PATIENCE_S

# Runs the program without outputs and without their descriptors. What stands in dialogs goes into
# a file, and the dialogs are closed as by someone who has read them.
_PROGRAM = """
import os, sys
told, broken, *given = sys.argv[1:]
os.closerange(0, 3)
sys.stdin = sys.stdout = sys.stderr = None
from flashcards import streams
streams.NO_TERMINAL = True
if broken:
    sys.modules[broken] = None
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QLabel, QMainWindow, QPlainTextEdit
from flashcards.ui.arriving.application import made_application

def read():
    for window in application.topLevelWidgets():
        if isinstance(window, QDialog) and window.isVisible():
            parts = [each.text() for each in window.findChildren(QLabel) if each.isVisible()]
            parts += [each.toPlainText() for each in window.findChildren(QPlainTextEdit)]
            with open(told, "a", encoding="utf-8") as file:
                file.write(" | ".join(parts))
            window.reject()
        elif isinstance(window, QMainWindow) and window.isVisible():
            window.close()

application = made_application()
timer = QTimer()
timer.timeout.connect(read)
timer.start(10)
from flashcards.__main__ import main
code = main(given)
lowest = os.open(os.devnull, os.O_RDONLY)
os._exit(code if lowest > 2 else 99)
"""


def _run(home: Path, *given: str, broken: str = "") -> tuple[int, str]:
    """Return the exit code and what dialogs said."""
    told = home / "told.txt"
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, str(told), broken, *given],
        env=os.environ | {"FLASHCARDS_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE_S,
    )
    assert done.stdout + done.stderr == ""
    return done.returncode, told.read_text(encoding="utf-8") if told.exists() else ""


@pytest.mark.parametrize(
    ("given", "code", "said"),
    [
        (("--help",), 0, "Exit codes"),
        (("--version",), 0, "flashcards 0."),
        (("stduy",), 2, "--help"),
        (("decks", "--collection", "none.flashcards"), 2, "There is no collection"),
        (("import", "none.csv"), 2, "There is no file"),
        (("none.flashcards",), 2, "There is no collection"),
        (("http://example.org/a.apkg",), 2, "is not on this computer"),
        (("--collection", "/proc/none/a.flashcards"), 2, "folder"),
        (("--language", "xx", "none.md"), 2, "xx"),
    ],
    ids=[
        "help",
        "version",
        "mistyped",
        "gone",
        "no file",
        "no collection",
        "elsewhere",
        "folder",
        "language",
    ],
)
def test_each_end_is_told_in_a_window(
    given: tuple[str, ...], code: int, said: str, tmp_path: Path
) -> None:
    ended, told = _run(tmp_path, *given)
    assert ended == code
    assert said in told
    assert "Traceback" not in told


def test_the_window_opens_and_closes_without_a_word(tmp_path: Path) -> None:
    assert _run(tmp_path) == (0, "")
    assert (tmp_path / "collection.flashcards").exists()


def test_a_damaged_program_says_so_with_a_report(tmp_path: Path) -> None:
    code, told = _run(tmp_path, broken="flashcards.ui.main_window")
    assert code == 1
    assert "could not start" in told
    assert "ModuleNotFoundError" in told or "ImportError" in told


def test_what_a_command_lists_is_shown_as_far_as_anyone_would_read(tmp_path: Path) -> None:
    from flashcards import streams

    with streams.gathered() as said:
        for _ in range(3):
            sys.stdout.write("x" * (streams.MOST_SAID - 1))
    assert len(said.getvalue()) == streams.MOST_SAID
