"""The program starts, closes and starts again, as processes of their own."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import flashcards
from flashcards import paths, settings
from flashcards.handing_over import bell
from flashcards.languages import choosing
from flashcards.store import locking
from tests.effort import PATIENCE_S
from tests.qtbot import QtBot
from tests.ui.packages import package

# Runs the window until the test closes the pipe, then closes it as a learner would. Dialogs that
# nobody is there to read are sent away, their words printed.
_WINDOW = """
import sys
import flashcards.ui
from pathlib import Path
from PySide6.QtCore import QSocketNotifier, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMainWindow
from flashcards import app

if "--no-wait" in sys.argv:
    app.SETTLING_S = 0
if "--long-wait" in sys.argv:
    app.SETTLING_S = 100
    sleep = app.time.sleep
    app.time.sleep = lambda seconds: (print("waits", flush=True), sleep(seconds))

application = QApplication(sys.argv[:1])
quit_by_test = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
quit_by_test.activated.connect(lambda *_: (quit_by_test.setEnabled(False), read(),
                                           application.closeAllWindows()))

def read():
    for dialog in application.topLevelWidgets():
        if isinstance(dialog, QDialog) and dialog.isVisible():
            print(" | ".join(label.text() for label in dialog.findChildren(QLabel)), flush=True)
            dialog.accept() if "--accept" in sys.argv else dialog.reject()
        elif "--accept" in sys.argv and isinstance(dialog, QMainWindow) and dialog.isVisible():
            dialog.close()

reader = QTimer()
reader.timeout.connect(read)
reader.start(20)
code = app.run(Path(sys.argv[1]))
print("closed", flush=True)
sys.exit(code)
"""


def _start(collection: Path, *arguments: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", _WINDOW, str(collection), *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )


def _end(process: "subprocess.Popen[str]") -> tuple[int, str, str]:
    try:
        said, complained = process.communicate(timeout=PATIENCE_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        raise
    return process.returncode, said, complained


def test_a_second_launch_raises_the_first_window_and_ends(
    collection_path: Path, qtbot: QtBot
) -> None:
    first = _start(collection_path)
    qtbot.waitUntil(bell(collection_path).exists)
    code, _, complained = _end(_start(collection_path))
    assert code == 0
    assert "open already" in complained
    assert first.poll() is None
    code, said, complained = _end(first)
    assert code == 0, complained
    assert said.strip() == "closed"
    assert not bell(collection_path).exists()


def test_a_second_launch_speaks_the_language_of_the_settings(
    collection_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(choosing.VARIABLE, "")
    settings.save(paths.settings_path(), settings.Settings(language="de"))
    first = _start(collection_path)
    qtbot.waitUntil(bell(collection_path).exists)
    code, _, complained = _end(_start(collection_path))
    assert (code, complained.strip()) == (
        0,
        "Flashcards ist schon offen; das Fenster wurde nach vorn geholt.",
    )
    assert _end(first)[0] == 0


def test_a_collection_another_program_holds_is_left_alone(collection_path: Path) -> None:
    with flashcards.open(collection_path):
        code, said, complained = _end(_start(collection_path, "--no-wait"))
    assert code == 2
    assert complained.strip()
    assert complained.split(".")[0] in said
    assert "Traceback" not in complained


def test_a_collection_that_closes_just_now_is_waited_for(
    collection_path: Path, qtbot: QtBot
) -> None:
    with flashcards.open(collection_path):
        start = _start(collection_path, "--long-wait")
        assert start.stdout is not None
        assert start.stdout.readline() == "waits\n"
    qtbot.waitUntil(bell(collection_path).exists)
    code, said, complained = _end(start)
    assert code == 0, complained
    assert said.splitlines()[-1] == "closed"


def test_a_file_that_is_no_collection_is_refused_in_words_and_untouched(
    collection_path: Path,
) -> None:
    collection_path.write_bytes(b"a shopping list" * 100)
    code, _, complained = _end(_start(collection_path))
    assert code == 2
    assert "Traceback" not in complained
    assert collection_path.read_bytes() == b"a shopping list" * 100


def _damage(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(100)
        file.write(b"\xa5" * 3000)


@pytest.fixture
def damaged(collection_path: Path) -> Path:
    """A collection with one backup, then written over in the middle."""
    with flashcards.open(collection_path) as collection:
        collection.add_note(fields={"Front": "chat", "Back": "cat"}, deck="French")
        collection.backup()
    _damage(collection_path)
    return collection_path


def test_a_damaged_collection_is_told_about_with_its_newest_backup(damaged: Path) -> None:
    before = damaged.read_bytes()
    code, said, _ = _end(_start(damaged))
    assert code == 2
    assert "newest backup" in said
    assert "1 note and 0 reviews" in said
    assert damaged.read_bytes() == before


def test_the_newest_backup_is_restored_when_asked_for(damaged: Path) -> None:
    code, said, complained = _end(_start(damaged, "--accept"))
    assert code == 0, complained
    assert "newest backup" in said
    with flashcards.open(damaged) as collection:
        assert len(collection.search("")) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_another_collection_opens_in_a_window_of_its_own(
    collection_path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    other = tmp_path / "other words.flashcards"
    flashcards.open(other).close()
    first = _start(collection_path)
    qtbot.waitUntil(bell(collection_path).exists)
    second = [sys.executable, "-m", "flashcards", "--collection", str(collection_path), str(other)]
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    subprocess.run(second, check=True, timeout=PATIENCE_S, env=environment, capture_output=True)
    qtbot.waitUntil(bell(other).exists)
    found = locking.holder(other)
    assert found is not None
    os.kill(found.process, signal.SIGTERM)
    qtbot.waitUntil(lambda: not Path(f"/proc/{found.process}").exists())
    code, said, _ = _end(first)
    assert (code, said.strip()) == (0, "closed")


_WITH_A_FILE = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from flashcards.__main__ import main
from flashcards.ui.importing.preview_page import PreviewPage
from flashcards.ui.main_window import MainWindow

application = QApplication(sys.argv[:1])

def read():
    for window in application.topLevelWidgets():
        pages = window.findChildren(PreviewPage) if isinstance(window, MainWindow) else []
        if pages and pages[0].isVisible():
            print(pages[0].name.text(), pages[0].details.text(), flush=True)
            timer.stop()
            window.close()

timer = QTimer()
timer.timeout.connect(read)
timer.start(20)
sys.exit(main(sys.argv[1:]))
"""


def test_a_file_alone_opens_the_window_on_what_it_would_bring(
    collection_path: Path, tmp_path: Path
) -> None:
    file = package(tmp_path / "given")
    done = subprocess.run(
        [sys.executable, "-c", _WITH_A_FILE, "--collection", str(collection_path), str(file)],
        capture_output=True,
        text=True,
        check=True,
        timeout=PATIENCE_S,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )
    assert done.stdout.startswith("biology.apkg 4 notes")


_FROM_THE_FINDER = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication
from flashcards import app
from flashcards.ui.arriving.application import made_application
from flashcards.ui.main_window import MainWindow

application = made_application()
early, late = sys.argv[2:]
QApplication.sendEvent(application, QFileOpenEvent(early))
QApplication.sendEvent(application, QFileOpenEvent(""))

def read():
    for window in application.topLevelWidgets():
        screen = window.built("import") if isinstance(window, MainWindow) else None
        if screen is None or not screen.preview.isVisible() or window.jobs.running():
            continue
        names = [path.name for path in screen.preview.paths()]
        waiting = [path.name for each in window.arrivals.waiting for path in each.paths]
        if not waiting:
            print(*names, flush=True)
            QApplication.sendEvent(application, QFileOpenEvent(late))
        else:
            print("waits", *waiting, flush=True)
            timer.stop()
            window.close()

timer = QTimer()
timer.timeout.connect(read)
timer.start(20)
sys.exit(app.run(Path(sys.argv[1])))
"""


def test_files_that_macos_opens_arrive_also_before_the_window_is_there(
    collection_path: Path, tmp_path: Path
) -> None:
    files = [tmp_path / "early & first.md", tmp_path / "late.md"]
    for file in files:
        file.write_text("Q: a\nA: b\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", _FROM_THE_FINDER, str(collection_path), *map(str, files)],
        capture_output=True,
        text=True,
        check=True,
        timeout=PATIENCE_S,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )
    said = done.stdout.splitlines()
    assert said[0] == "early & first.md"
    assert said[-1] == "waits late.md"
