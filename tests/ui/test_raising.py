"""A second launch brings the first window forward, through a file and no socket."""

import os
import stat
import subprocess
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from flashcards.ui import display
from flashcards.ui.raising import RaiseWatch, call_first_window, raise_file
from tests.effort import PATIENCE_S
from tests.qtbot import QtBot

_SECOND = """
import sys
import flashcards.ui
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from flashcards.ui.raising import call_first_window
app = QCoreApplication([])
sys.exit(0 if call_first_window(Path(sys.argv[1]), 20_000) else 1)
"""


def test_the_first_window_comes_forward_and_answers(collection_path: Path, qtbot: QtBot) -> None:
    came: list[bool] = []
    watch = RaiseWatch(collection_path, lambda: came.append(True))
    second = subprocess.Popen([sys.executable, "-c", _SECOND, str(collection_path)])
    qtbot.waitUntil(lambda: second.poll() is not None)
    assert second.returncode == 0
    assert came == [True]
    watch.end()
    assert not raise_file(collection_path).exists()


def test_nobody_answers_where_no_window_is_open(collection_path: Path, qapp: QApplication) -> None:
    assert not call_first_window(collection_path)


def test_what_a_crash_left_behind_answers_nobody(collection_path: Path, qapp: QApplication) -> None:
    raise_file(collection_path).write_text("shown")
    assert not call_first_window(collection_path, within_ms=50)


def test_the_file_belongs_to_its_owner_alone(collection_path: Path, qtbot: QtBot) -> None:
    watch = RaiseWatch(collection_path, lambda: None)
    if os.name != "nt":
        assert stat.S_IMODE(raise_file(collection_path).stat().st_mode) == 0o600
    watch.end()


def _launch(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    cleared = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    }
    return subprocess.run(
        [sys.executable, "-m", "flashcards", *arguments],
        env=cleared | environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )


def test_without_a_display_one_sentence_is_said(collection_path: Path) -> None:
    if not sys.platform.startswith("linux"):
        return
    done = _launch("--collection", str(collection_path))
    assert done.returncode == 2
    assert done.stderr.strip() == display.NO_DISPLAY
    assert not collection_path.exists()


def test_a_display_that_does_not_answer_is_no_display(collection_path: Path) -> None:
    if not sys.platform.startswith("linux"):
        return
    for environment in ({"DISPLAY": ":987"}, {"DISPLAY": ":987", "QT_QPA_PLATFORM": "xcb"}):
        done = _launch("--collection", str(collection_path), **environment)
        assert done.returncode == 2
        assert done.stderr.strip() == display.NO_DISPLAY


def test_a_missing_library_is_named_with_the_line_that_installs_it() -> None:
    said = display.missing_library_words(
        "libxcb-cursor.so.0: cannot open shared object file: No such file or directory"
    )
    assert "libxcb-cursor.so.0" in said
    assert "apt install" in said
    assert "libxcb-cursor0" in said


def test_an_offscreen_platform_needs_no_display() -> None:
    assert display.problem({"QT_QPA_PLATFORM": "offscreen"}) is None
