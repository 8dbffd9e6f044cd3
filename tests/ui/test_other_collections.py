"""Other collections are opened and begun from the window, each in a window of its own."""

import os
import signal
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel

import flashcards
from flashcards.handing_over import bell
from flashcards.store import locking
from flashcards.ui.main_window import MainWindow
from flashcards.ui.preferences.screen import PreferencesScreen
from tests.qtbot import QtBot


def _asked(window: MainWindow, command: str) -> QFileDialog:
    window.commands.trigger(command)
    dialog = window.findChild(QFileDialog)
    assert dialog is not None
    return dialog


def _settle(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.jobs.running())


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_a_new_collection_is_begun_in_a_window_of_its_own(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    window.go("today")
    place = tmp_path / "Of my child.flashcards"
    dialog = _asked(window, "collection.new")
    dialog.fileSelected.emit(str(place))
    dialog.reject()
    assert window.toasts.text.text() == "Of my child.flashcards opens in a window of its own"
    qtbot.waitUntil(bell(place).exists)
    found = locking.holder(place)
    assert found is not None
    os.kill(found.process, signal.SIGTERM)
    os.waitpid(found.process, 0)
    with flashcards.open(place) as begun:
        assert begun.search("") == []
    assert window.front() == "today"


def test_the_open_one_is_not_opened_twice(window: MainWindow, qtbot: QtBot) -> None:
    window.go("today")
    dialog = _asked(window, "collection.open")
    dialog.fileSelected.emit(str(window.collection.path))
    dialog.reject()
    _settle(window, qtbot)
    assert not window.toasts.isVisible()
    assert window.front() == "today"


def test_a_collection_chosen_for_import_is_opened_instead(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window.go("today")
    dialog = _asked(window, "file.import")
    dialog.filesSelected.emit([str(tmp_path / "gone.flashcards")])
    dialog.reject()
    _settle(window, qtbot)
    told = QApplication.activeModalWidget()
    assert isinstance(told, QDialog)
    assert any("There is no collection" in each.text() for each in told.findChildren(QLabel))
    told.reject()


def test_preferences_lead_to_both(window: MainWindow, qtbot: QtBot) -> None:
    screen = window.go("preferences", section="collection")
    assert isinstance(screen, PreferencesScreen)
    _settle(window, qtbot)
    for button in (screen.file.other, screen.file.new):
        assert button.isVisible()
        qtbot.mouseClick(button)
        dialog = window.findChild(QFileDialog)
        assert dialog is not None
        dialog.reject()
        dialog.deleteLater()
        QApplication.processEvents()
