"""Saved searches among the filters, by keys: saved, asked for, ordered, renamed and deleted."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from flashcards.ui.browser.screen import BrowserScreen
from flashcards.ui.main_window import MainWindow
from tests.qtbot import QtBot
from tests.ui.browsing import shown
from tests.ui.type_screen import ALT, CONTROL


def named(name: str, qtbot: QtBot) -> None:
    """Type into the question that stands, and press Enter."""
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    (line,) = dialog.findChildren(QLineEdit)
    line.selectAll()
    qtbot.keyClicks(line, name)
    qtbot.keyClick(line, Qt.Key.Key_Return)


def saved(browse: BrowserScreen, query: str, name: str, qtbot: QtBot) -> None:
    """Search and keep the search."""
    browse.ask(query)
    browse.window_.activateWindow()
    qtbot.waitUntil(browse.window_.isActiveWindow)
    browse.view.setFocus()
    qtbot.keyClick(browse.view, Qt.Key.Key_S, CONTROL | ALT)
    named(name, qtbot)


def kept(browse: BrowserScreen) -> list[str]:
    """Return what the filters show under their first heading, if that is saved searches."""
    model = browse.sidebar.model()
    head = model.index(0, 0)
    if head.data() != "Saved searches":
        return []
    return [str(model.index(row, 0, head).data()) for row in range(model.rowCount(head))]


def test_a_search_is_saved_asked_for_moved_renamed_and_deleted_by_keys(
    browse: BrowserScreen, window: MainWindow, qtbot: QtBot
) -> None:
    if not browse.shows_sidebar():
        browse.toggle_sidebar()
    saved(browse, "deck:Animals::Small", "Small ones", qtbot)
    saved(browse, "tag:c or tag:d", "Pets", qtbot)
    assert kept(browse) == ["Small ones", "Pets"]
    sidebar, uids = browse.sidebar, [each.uid for each in window.collection.browsing.searches()]
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    sidebar.setFocus()
    assert sidebar.go_to("search", uids[0])
    qtbot.keyClick(sidebar, Qt.Key.Key_Return)
    assert browse.search.text() == "deck:Animals::Small"
    assert shown(browse) == ["ant", "cat", "eel"]
    assert sidebar.selectionModel().isSelected(sidebar.currentIndex())
    qtbot.keyClick(sidebar, Qt.Key.Key_Down, ALT)
    assert kept(browse) == ["Pets", "Small ones"]
    assert sidebar.current_name() == ("search", uids[0])
    qtbot.keyClick(sidebar, Qt.Key.Key_F2)
    named("Tiny", qtbot)
    assert kept(browse) == ["Pets", "Tiny"]
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    sidebar.setFocus()
    qtbot.keyClick(sidebar, Qt.Key.Key_Delete)
    assert kept(browse) == ["Pets"]
    assert len(window.collection.search("")) == 6
    window.undo_in_collection()
    qtbot.waitUntil(lambda: kept(browse) == ["Pets", "Tiny"])
