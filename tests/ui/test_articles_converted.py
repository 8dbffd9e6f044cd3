"""Cards of articles with the form of a list or of a multiple choice are offered another type."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from flashcards.ui.kept_articles.articles_screen import ArticlesScreen
from flashcards.ui.kept_articles.convert_dialog import ConvertDialog, open_conversions
from flashcards.ui.main_window import MainWindow
from tests.collection.test_articles_converted import ARTICLE
from tests.qtbot import QtBot
from tests.ui.named import unnamed
from tests.ui.type_screen import CONTROL, idle, press


@pytest.fixture
def source(window: MainWindow) -> int:
    """An article with all its cards."""
    articles = window.collection.articles
    draft = articles.read(ARTICLE)
    articles.accept(draft, draft.above(0))
    return articles.sources()[0].id


@pytest.fixture
def screen(window: MainWindow, qtbot: QtBot, source: int) -> Iterator[ArticlesScreen]:
    """The articles, once all is known of them."""
    shown = window.go("articles")
    assert isinstance(shown, ArticlesScreen)
    idle(window, qtbot)
    yield shown
    idle(window, qtbot)


def offered(window: MainWindow, qtbot: QtBot) -> ConvertDialog:
    """Return what offers the notes, once its effect is known."""
    idle(window, qtbot)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ConvertDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.settle()
    idle(window, qtbot)
    return dialog


def types(window: MainWindow) -> set[str]:
    """Return the names of the types that notes have."""
    collection = window.collection
    notes = [collection.note(note) for note in collection.search_notes("")]
    return {collection.note_type(note.note_type_id).name for note in notes}


def test_the_page_of_articles_offers_them_with_what_they_would_be(
    screen: ArticlesScreen, window: MainWindow, qtbot: QtBot
) -> None:
    assert screen.fitting.text() == "2 notes could be lists or multiple choice"
    screen.fitting.click()
    dialog = offered(window, qtbot)
    rows = [tuple(dialog.model.index(row, at).data() for at in (0, 1)) for row in range(2)]
    assert [name for _, name in rows] == ["Multiple choice", "List"]
    assert dialog.told.text() == "Changes 2 notes · Keeps 4 cards with their history"
    assert "Which bird is extinct?" in dialog.now.view.toPlainText()
    assert "The guillemot" in dialog.then.view.toPlainText()
    assert unnamed(window) == []
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CONTROL)
    idle(window, qtbot)
    assert {"List", "Multiple choice"} <= types(window)
    assert screen.fitting.isHidden()
    window.undo_in_collection()
    idle(window, qtbot)
    assert "List" not in types(window)
    assert not screen.fitting.isHidden()


def test_only_notes_that_are_ticked_change(window: MainWindow, qtbot: QtBot, source: int) -> None:
    open_conversions(window, source)
    dialog = offered(window, qtbot)
    press(qtbot, Qt.Key.Key_Space)
    press(qtbot, Qt.Key.Key_Down)
    assert "puffins" in dialog.then.view.toPlainText()
    dialog.settle()
    idle(window, qtbot)
    assert dialog.told.text().startswith("Changes 1 note ·")
    dialog.all_button.click()
    assert len(dialog.model.chosen()) == 2
    dialog.all_button.click()
    assert not dialog.done_button.isEnabled()
    dialog.table.setCurrentIndex(dialog.model.index(0, 0))
    dialog.table.setFocus()
    press(qtbot, Qt.Key.Key_Space)
    press(qtbot, Qt.Key.Key_Return)
    idle(window, qtbot)
    assert "Multiple choice" in types(window)
    assert "List" not in types(window)


def test_notes_left_as_they_are_are_offered_no_more_by_themselves(
    screen: ArticlesScreen, window: MainWindow, qtbot: QtBot
) -> None:
    screen.fitting.click()
    offered(window, qtbot).leave_button.click()
    screen.reload()
    idle(window, qtbot)
    assert screen.fitting.isHidden()
    window.commands.trigger("article.convert")
    assert len(offered(window, qtbot).model.rows) == 2


def test_where_nothing_has_the_form_it_says_so(window: MainWindow, qtbot: QtBot) -> None:
    window.commands.trigger("article.convert")
    idle(window, qtbot)
    assert window.toasts.text.text().startswith("No card of an article has the form")
