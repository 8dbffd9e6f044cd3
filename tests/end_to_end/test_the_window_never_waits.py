"""While a big file is read and imported, the window answers every key, and stops when asked to.

How long a key waits at most is measured by ``tests/bench/window_import.py``.
"""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QTimer

import flashcards
from flashcards.settings import Settings
from flashcards.ui.importing.screen import ImportScreen
from flashcards.ui.main_window import MainWindow
from flashcards.ui.theme import Theme
from tests.qtbot import QtBot

NOTES = 40_000
BEAT_MS = 5
PRESSES = 3
"""So many times keys are pressed, as the work tells that it has come further."""


class Heart(QObject):
    """Beats in the window's own thread; between two beats no key is heard."""

    def __init__(self) -> None:
        super().__init__()
        self._begun = time.process_time()
        self._last = time.thread_time()
        self._worst = 0.0
        self._timer = QTimer(self, interval=BEAT_MS)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now = time.thread_time()
        self._worst = max(self._worst, now - self._last)
        self._last = now

    def worst_share(self) -> float:
        """Return the most that the window's thread did between two beats, as a share of all work.

        Both are processor time, which other processes do not lengthen.
        """
        self._beat()
        return self._worst / (time.process_time() - self._begun)


class Typist(QObject):
    """Presses keys each time work says how far it is, and looks whether they do something."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        super().__init__()
        self.answered = 0
        self._window, self._qtbot = window, qtbot
        window.jobs.progressed.connect(self._press)

    def _press(self, _job: object, _done: int, _total: int) -> None:
        if self.answered == PRESSES:
            return
        self._qtbot.keyClick(self._window, Qt.Key.Key_F1)
        page = self._window.help_page
        assert page is not None
        assert page.isVisible()
        self._qtbot.keyClick(page, Qt.Key.Key_Escape)
        assert not page.isVisible()
        self.answered += 1


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A table of many notes."""
    path = tmp_path / "words.tsv"
    rows = (
        f"What is word number {number}, and how is it used?\tMeaning {number} of it\tt{number % 40}"
        for number in range(NOTES)
    )
    path.write_text("front\tback\ttags\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    """The window on an empty collection, painted and at rest."""
    theme = Theme("light")
    theme.apply()
    with flashcards.open(tmp_path / "collection.flashcards") as collection:
        opened = MainWindow(collection, Settings(theme="light"), None, theme)
        with qtbot.waitExposed(opened):
            opened.show()
        opened.go("import")
        yield opened
        opened.jobs.stop_all()
        opened.close()
        opened.deleteLater()


def _wait_for_the_end(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.jobs.running())


def _looked_at(window: MainWindow, qtbot: QtBot, table: Path) -> ImportScreen:
    screen = window.go("import", paths=[table])
    assert isinstance(screen, ImportScreen)
    _wait_for_the_end(window, qtbot)
    assert screen.preview.isVisible()
    return screen


def test_no_key_waits_while_a_file_is_looked_at_and_imported(
    window: MainWindow, qtbot: QtBot, table: Path
) -> None:
    heart = Heart()
    screen = _looked_at(window, qtbot, table)
    looking, heart = heart.worst_share(), Heart()
    typist = Typist(window, qtbot)
    qtbot.keyClick(screen.preview.go, Qt.Key.Key_Return)
    _wait_for_the_end(window, qtbot)
    importing = heart.worst_share()
    assert looking < 1 / 2
    assert importing < 1 / 2
    assert typist.answered == PRESSES
    assert screen.report.isVisible()
    assert len(window.collection.search("")) == NOTES


@pytest.mark.parametrize("share", [0.2, 0.5])
def test_an_import_stops_when_it_is_asked_to_and_keeps_nothing(
    window: MainWindow, qtbot: QtBot, table: Path, share: float
) -> None:
    screen = _looked_at(window, qtbot, table)
    asked: list[int] = []

    def cancel(_job: object, done: int, total: int) -> None:
        if not asked and total and done >= share * total:
            asked.append(done)
            qtbot.mouseClick(window.progress.cancel)

    window.jobs.progressed.connect(cancel)
    qtbot.keyClick(screen.preview.go, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(asked))
    _wait_for_the_end(window, qtbot)
    assert window.collection.search("") == []
    assert window.collection.deck_names() == []
    assert screen.preview.isVisible(), "what was shown before is there to try again"
