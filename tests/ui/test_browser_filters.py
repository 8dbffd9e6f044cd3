"""The filters beside the table: note types with their cards, articles, and what Delete does."""

import pytest
from PySide6.QtCore import QModelIndex, Qt

from flashcards.ui.browser.filter_tree import COUNT, KIND
from flashcards.ui.browser.screen import BrowserScreen
from flashcards.ui.main_window import MainWindow
from tests.qtbot import QtBot
from tests.ui.browsing import search, shown
from tests.ui.reading_articles import LIGHTS, keep
from tests.ui.type_screen import idle


@pytest.fixture
def filters(browse: BrowserScreen, window: MainWindow) -> BrowserScreen:
    """Browse with its filters, on six Basic notes and one that is asked both ways."""
    fields = {"Front": "gnu", "Back": "GNU"}
    window.collection.add_note(fields, "Animals", note_type="basic-reverse")
    if not browse.shows_sidebar():
        browse.toggle_sidebar()
    browse.sidebar.setFocus()
    return browse


def _below(screen: BrowserScreen, title: str) -> list[tuple[str, int]]:
    """Return (name, number) of all rows below a heading, those below rows as well."""
    model = screen.sidebar.model()
    found: list[tuple[str, int]] = []

    def walk(above: QModelIndex) -> None:
        for row in range(model.rowCount(above)):
            index = model.index(row, 0, above)
            found.append((str(index.data()), int(index.data(COUNT) or 0)))
            walk(index)

    for row in range(model.rowCount()):
        if model.index(row, 0).data() == title:
            walk(model.index(row, 0))
    return found


def test_note_types_stand_with_their_cards_and_numbers(
    filters: BrowserScreen, qtbot: QtBot
) -> None:
    assert _below(filters, "Note types") == [
        ("Basic", 6), ("Basic with reverse", 1), ("Card 1", 1), ("Card 2", 1)
    ]  # fmt: skip
    sidebar = filters.sidebar
    assert sidebar.go_to("type", "Basic with reverse")
    said = sidebar.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Basic with reverse, 1 note"
    qtbot.keyClick(sidebar, Qt.Key.Key_Return)
    assert filters.search.text() == 'note:"Basic with reverse"'
    assert sorted(shown(filters)) == ["GNU", "gnu"]
    assert sidebar.selectionModel().isSelected(sidebar.currentIndex())
    assert sidebar.go_to("template", "Basic with reverse::Card 2")
    qtbot.keyClick(sidebar, Qt.Key.Key_Return)
    assert shown(filters) == ["GNU"]
    assert sidebar.selectionModel().isSelected(sidebar.currentIndex())
    assert sidebar.go_to("type", "Basic")
    qtbot.keyClick(sidebar, Qt.Key.Key_Return)
    assert filters.search.text() == "note:Basic"
    qtbot.keyClick(sidebar, Qt.Key.Key_Return)
    assert filters.search.text() == ""


def test_a_type_comes_with_its_first_note_and_goes_with_its_last(
    filters: BrowserScreen, window: MainWindow, qtbot: QtBot
) -> None:
    search(filters, qtbot, "is:new")
    note = window.collection.add_note({"Text": "{{c1::a}}"}, "A", note_type="cloze")
    assert ("Cloze", 1) in _below(filters, "Note types")
    assert filters.sidebar.selectionModel().selectedIndexes()[0].data() == "New"
    window.collection.delete_notes([note])
    assert "Cloze" not in dict(_below(filters, "Note types"))


def test_kept_articles_stand_with_how_many_notes_they_have(
    filters: BrowserScreen, window: MainWindow, qtbot: QtBot
) -> None:
    assert _below(filters, "Articles") == []
    keep(window.collection, LIGHTS)
    window.go("today")
    window.go("browse")
    found = _below(filters, "Articles")
    assert len(found) == 1
    (source,) = window.collection.articles.sources()
    assert found == [(source.title, source.notes)]
    assert filters.sidebar.go_to("article", str(source.id))
    qtbot.keyClick(filters.sidebar, Qt.Key.Key_Return)
    assert len(window.collection.search_notes(filters.search.text())) == source.notes


@pytest.mark.parametrize("kind", ["deck", "type", "", "template"])
def test_delete_on_a_filter_never_deletes_the_selected_notes(
    filters: BrowserScreen, window: MainWindow, qtbot: QtBot, kind: str
) -> None:
    filters.select_all()
    sidebar = filters.sidebar
    sidebar.setFocus()
    model = sidebar.model()
    every = Qt.MatchFlag.MatchRecursive | Qt.MatchFlag.MatchExactly
    (index, *_) = model.match(model.index(0, 0), KIND, kind, -1, every) if kind else [
        model.index(0, 0, model.index(0, 0))
    ]  # fmt: skip
    sidebar.setCurrentIndex(index)
    qtbot.keyClick(sidebar, Qt.Key.Key_Delete)
    idle(window, qtbot)
    assert len(window.collection.search_notes("")) == 7
    assert window.toasts.text.text() == "Only tags and saved searches can be deleted here"
