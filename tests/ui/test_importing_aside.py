"""What was decided of a file is there again when the file is looked at again."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from flashcards.ui.importing.screen import ImportScreen
from flashcards.ui.main_window import MainWindow
from flashcards.ui.menu_letters import plain
from tests.qtbot import QtBot
from tests.ui.packages import package

if TYPE_CHECKING:
    from flashcards.api import Collection


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "words & more.csv"
    path.write_text("Kopf/head, top\nHand/hand, paw\n", encoding="utf-8")
    return path


def _screen(window: MainWindow, qtbot: QtBot, *paths: Path) -> ImportScreen:
    screen = window.go("import", paths=paths)
    assert isinstance(screen, ImportScreen)
    qtbot.waitUntil(lambda: not window.jobs.running())
    return screen


def _settle(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.jobs.running())


def _separate_by_slash(window: MainWindow, qtbot: QtBot, screen: ImportScreen) -> None:
    field = screen.preview.settings.delimiter
    field.setFocus()
    while field.currentText() != "Slash (/)":
        qtbot.keyClick(field, Qt.Key.Key_Up if field.currentIndex() else Qt.Key.Key_End)
        _settle(window, qtbot)


def test_escape_keeps_how_a_table_is_read_and_where_it_goes(
    window: MainWindow, qtbot: QtBot, table: Path, collection: "Collection"
) -> None:
    screen = _screen(window, qtbot, table)
    _separate_by_slash(window, qtbot, screen)
    screen.preview.deck.setEditText("German")
    qtbot.keyClick(screen, Qt.Key.Key_Escape)
    assert screen.empty.isVisible()
    assert plain(screen.go_on.text()) == "Go on with words & more.csv"
    screen.go_on.setFocus()
    qtbot.keyClick(screen.go_on, Qt.Key.Key_Return)
    _settle(window, qtbot)
    assert screen.preview.settings.delimiter.currentText() == "Slash (/)"
    assert screen.preview.deck.currentText() == "German"
    screen.start()
    _settle(window, qtbot)
    assert len(collection.search("deck:German")) == 2


def test_another_file_in_between_changes_nothing_of_that(
    window: MainWindow, qtbot: QtBot, table: Path, tmp_path: Path
) -> None:
    screen = _screen(window, qtbot, table)
    _separate_by_slash(window, qtbot, screen)
    other = tmp_path / "other.csv"
    other.write_text("a,b\nc,d\n", encoding="utf-8")
    _screen(window, qtbot, other)
    assert screen.preview.settings.delimiter.currentText() != "Slash (/)"
    table.write_text("Kopf/head\nHand/hand\nFuß/foot\n", encoding="utf-8")
    _screen(window, qtbot, table)
    assert screen.preview.settings.delimiter.currentText() == "Slash (/)"
    assert screen.preview.details.text().startswith("3 rows")


def test_what_was_decided_of_a_package_is_kept_too(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    file = package(tmp_path / "given")
    screen = _screen(window, qtbot, file)
    boxes = screen.preview.anki.learning, screen.preview.anki.presets
    for box in boxes:
        box.click()
    wanted = [box.isChecked() for box in boxes]
    screen.preview.deck.setEditText("Shared")
    qtbot.keyClick(screen, Qt.Key.Key_Escape)
    _screen(window, qtbot, file)
    assert [box.isChecked() for box in boxes] == wanted
    assert screen.preview.deck.currentText() == "Shared"


def test_what_was_pasted_is_not_lost_by_escape(window: MainWindow, qtbot: QtBot) -> None:
    QApplication.clipboard().setText("sea\tMeer\nsky\tHimmel\n")
    qtbot.keyClick(window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    _settle(window, qtbot)
    screen = window.built("import")
    assert isinstance(screen, ImportScreen)
    screen.preview.deck.setEditText("German")
    QApplication.clipboard().clear()
    qtbot.keyClick(screen, Qt.Key.Key_Escape)
    screen.go_on.click()
    assert screen.preview.details.text().startswith("2 rows")
    assert screen.preview.deck.currentText() == "German"


def test_another_language_in_between_loses_nothing_and_what_waits_still_waits(
    window: MainWindow, qtbot: QtBot, table: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.csv"
    other.write_text("a,b\nc,d\n", encoding="utf-8")
    screen = _screen(window, qtbot, table)
    screen.preview.deck.setEditText("German")
    window.arrivals.take([other])
    _settle(window, qtbot)
    window.build_anew()
    again = _screen(window, qtbot)
    assert again is not screen
    assert window.arrivals.bar is not None
    assert window.arrivals.bar.banner.text.text() == "other.csv waits to be opened"
    qtbot.waitUntil(window.arrivals.bar.isVisible)
    again.go_on.click()
    _settle(window, qtbot)
    assert again.preview.deck.currentText() == "German"


def test_after_the_import_nothing_is_left_to_go_on_with(
    window: MainWindow, qtbot: QtBot, table: Path
) -> None:
    screen = _screen(window, qtbot, table)
    screen.preview.deck.setEditText("German")
    qtbot.keyClick(screen, Qt.Key.Key_Escape)
    screen.go_on.click()
    _settle(window, qtbot)
    screen.start()
    _settle(window, qtbot)
    _screen(window, qtbot, table)
    assert screen.preview.deck.currentText() != "German"
    assert screen.go_on.isHidden()
