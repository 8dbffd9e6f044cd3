"""Kept articles: their list, and each shaded by how well it is known."""

from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QToolButton

from flashcards.model.articles import Knowledge
from flashcards.ui.browser.screen import BrowserScreen
from flashcards.ui.kept_articles.articles_screen import ArticlesScreen
from flashcards.ui.kept_articles.map_screen import MapScreen
from flashcards.ui.kept_articles.section_list import section_name
from flashcards.ui.main_window import MainWindow
from tests.qtbot import QtBot
from tests.ui.letters import doubled_letters
from tests.ui.named import unnamed
from tests.ui.reading_articles import HEBREW, LAMPS, LIGHTS, NEWER, keep, learn, press

if TYPE_CHECKING:
    from flashcards.api import Collection
    from tests.conftest import FixedClock

K = Qt.Key


@pytest.fixture
def source_id(collection: "Collection") -> int:
    """The id of an article of which every card is new."""
    return keep(collection)


def articles(window: MainWindow, qtbot: QtBot) -> ArticlesScreen:
    screen = window.go("articles")
    assert isinstance(screen, ArticlesScreen)
    rows = screen.list.articles
    qtbot.waitUntil(lambda: set(rows.shares) >= {row.id for row in rows.rows})
    return screen


def article(window: MainWindow, qtbot: QtBot, source_id: int) -> MapScreen:
    screen = window.go("article_map", source_id=source_id)
    assert isinstance(screen, MapScreen)
    qtbot.waitUntil(lambda: screen.opened is not None)
    return screen


def spoken(screen: ArticlesScreen) -> list[str]:
    model = screen.list.articles
    role = Qt.ItemDataRole.AccessibleTextRole
    return [model.data(model.index(row), role) for row in range(model.rowCount())]


# The list


def test_without_articles_the_one_next_step_is_offered(window: MainWindow, qtbot: QtBot) -> None:
    screen = articles(window, qtbot)
    assert screen.empty.isVisible()
    assert screen.empty.title.text() == "No articles yet"


def test_the_list_tells_title_place_day_notes_and_what_is_known(
    window: MainWindow, collection: "Collection", source_id: int, qtbot: QtBot
) -> None:
    keep(collection, LIGHTS.replace("Lights", "Lamps"), LAMPS)
    screen = articles(window, qtbot)
    assert spoken(screen) == [
        "Lamps of the shore, https://example.org/lamps.md  ·  read 2 Mar 2026  ·  4 notes, 4 new",
        "Lights of the shore, https://example.org/lights.md  ·  read 2 Mar 2026  ·  4 notes, 4 new",
    ]
    assert screen.count.text() == "2 articles"
    assert unnamed(window) == []
    qtbot.waitUntil(lambda: doubled_letters(window) == [])


def test_enter_opens_the_article_and_escape_comes_back_to_it(
    window: MainWindow, collection: "Collection", source_id: int, qtbot: QtBot
) -> None:
    keep(collection, LIGHTS.replace("Lights", "Lamps"), LAMPS)
    screen = articles(window, qtbot)
    press(window, qtbot, K.Key_Down, K.Key_Return)
    assert window.front() == "article_map"
    shown = window.built("article_map")
    assert isinstance(shown, MapScreen)
    qtbot.waitUntil(lambda: shown.title() == "Lights of the shore")
    press(window, qtbot, K.Key_Escape)
    assert window.front() == "articles"
    assert screen.list.row() == 1
    assert screen.list.hasFocus()


def test_forgetting_an_article_keeps_its_notes_and_can_be_undone(
    window: MainWindow, collection: "Collection", source_id: int, qtbot: QtBot
) -> None:
    screen = articles(window, qtbot)
    before = collection.search("")
    press(window, qtbot, K.Key_Delete)
    assert window.toasts.text.text() == "Removed “Lights of the shore”; its 4 notes stay"
    assert screen.empty.isVisible()
    assert collection.search("") == before
    press(window, qtbot, K.Key_Z)
    assert [row.title for row in screen.list.articles.rows] == ["Lights of the shore"]
    assert collection.articles.passage(collection.card(1).note_id) is not None


def test_the_cards_of_an_article_are_shown_in_the_browser(
    window: MainWindow, collection: "Collection", source_id: int, qtbot: QtBot
) -> None:
    collection.add_note({"Front": "other", "Back": "b"}, deck="Other")
    articles(window, qtbot)
    press(window, qtbot, K.Key_B)
    qtbot.waitUntil(lambda: window.front() == "browse")
    browse = cast(BrowserScreen, window.built("browse"))
    found = browse.results.table
    qtbot.waitUntil(lambda: found.rowCount() == 6)
    assert browse.search.text() == 'article:"Lights of the shore"'


def test_articles_whose_titles_tell_too_little_are_searched_for_by_number(
    window: MainWindow, collection: "Collection", source_id: int, qtbot: QtBot
) -> None:
    keep(collection, LIGHTS.replace("# Lights", "# More lights"), LAMPS)
    screen = articles(window, qtbot)
    screen.list.go_to([int(row.id) for row in screen.list.articles.rows].index(source_id))
    press(window, qtbot, K.Key_B)
    qtbot.waitUntil(lambda: window.front() == "browse")
    browse = cast(BrowserScreen, window.built("browse"))
    qtbot.waitUntil(lambda: browse.results.table.rowCount() == 6)


def test_the_search_for_an_article_without_cards_says_so(
    window: MainWindow, collection: "Collection", source_id: int, qtbot: QtBot
) -> None:
    collection.delete_notes(collection.search_notes(f"article:{source_id}"))
    articles(window, qtbot)
    press(window, qtbot, K.Key_B)
    assert window.toasts.text.text() == "No card comes from this article"
    assert window.front() == "articles"


def test_a_file_is_read_again_from_the_list(
    window: MainWindow, collection: "Collection", tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "lights.md"
    file.write_text(LIGHTS, encoding="utf-8")
    draft = collection.articles.read(file)
    collection.articles.accept(draft, draft.above(0))
    articles(window, qtbot)
    press(window, qtbot, K.Key_F5)
    qtbot.waitUntil(lambda: "says the same as before" in window.toasts.text.text())
    file.write_text(NEWER, encoding="utf-8")
    press(window, qtbot, K.Key_F5)
    qtbot.waitUntil(lambda: window.front() == "article_changed")


# The map


def test_shades_follow_what_is_known(
    window: MainWindow, collection: "Collection", fixed_clock: "FixedClock", qtbot: QtBot
) -> None:
    source_id = keep(collection)
    screen = article(window, qtbot, source_id)
    assert {each.knowledge for each in screen.view.passages} == {Knowledge.NEW}
    assert screen.figures.text() == "0% known, 74% of the text on cards"
    learn(collection, fixed_clock)
    qtbot.waitUntil(lambda: screen.figures.text().startswith("100% known"))
    assert {each.knowledge for each in screen.view.passages} == {Knowledge.STRONG}
    assert screen.bar.accessibleName() == "4 strong"


def test_the_legend_names_every_shade(window: MainWindow, source_id: int, qtbot: QtBot) -> None:
    screen = article(window, qtbot, source_id)
    shown = {each.text() for each in screen.findChildren(QLabel) if each.isVisible()}
    assert {"strong", "weak", "new", "no card"} <= shown
    assert unnamed(window) == []
    qtbot.waitUntil(lambda: doubled_letters(window) == [])
    marked = [each for each in window.rail.findChildren(QToolButton) if each.isChecked()]
    assert [each.accessibleName() for each in marked] == ["Articles"]


def test_up_and_down_in_the_sections_go_to_them(
    window: MainWindow, source_id: int, qtbot: QtBot
) -> None:
    window.resize(900, 600)
    screen = article(window, qtbot, source_id)
    names = [section_name(each) for each in screen.sections.model_.rows]
    assert names == [
        "Lights of the shore", "Words", "Why do lighthouses have stripes?", "What a keeper did",
    ]  # fmt: skip
    screen.sections.setFocus()
    press(window, qtbot, K.Key_Down, K.Key_Down, K.Key_Down)
    section = screen.sections.section()
    assert section is not None
    assert section_name(section) == "What a keeper did"
    bar = screen.view.verticalScrollBar()
    assert bar.value() > 0
    index = screen.sections.currentIndex()
    said = screen.sections.model_.data(index, Qt.ItemDataRole.AccessibleTextRole)
    assert said == "What a keeper did, 1 passage: 1 new"


def test_arrows_go_from_passage_to_passage_and_enter_opens_its_cards(
    window: MainWindow, collection: "Collection", source_id: int, qtbot: QtBot
) -> None:
    screen = article(window, qtbot, source_id)
    press(window, qtbot, K.Key_Down)
    assert screen.told.asks.text() == "What does “lantern room” mean? (Lights of the shore)"
    assert screen.told.state.text() == "New  ·  1 card"
    press(window, qtbot, K.Key_Down, K.Key_Down, K.Key_Down)
    assert screen.told.state.text() == "New  ·  3 cards"
    press(window, qtbot, K.Key_Return)
    assert window.front() == "browse"
    browse = cast(BrowserScreen, window.built("browse"))
    qtbot.waitUntil(lambda: browse.results.table.rowCount() == 3)


def test_pointing_at_a_passage_tells_of_it(
    window: MainWindow, source_id: int, qtbot: QtBot
) -> None:
    screen = article(window, qtbot, source_id)
    assert screen.opened is not None
    view = screen.view
    passage = view.passages[1]
    point = next(
        QPoint(x, y)
        for y in range(0, view.viewport().height(), 4)
        for x in range(0, view.viewport().width(), 8)
        if view.passage_at(QPoint(x, y).toPointF()) == 1
    )
    qtbot.mouseMove(view.viewport(), QPoint(1, 1))
    qtbot.mouseMove(view.viewport(), point)
    qtbot.waitUntil(lambda: screen.told.asks.text() == "What does “occulting light” mean?")
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert view.passage() == passage


def test_the_article_is_read_and_answered_from_its_map(
    window: MainWindow, source_id: int, qtbot: QtBot
) -> None:
    screen = article(window, qtbot, source_id)
    assert screen.read.text().endswith("(6)")
    press(window, qtbot, K.Key_R)
    assert window.front() == "article_reading"


def test_a_map_of_a_forgotten_article_leads_back_to_the_list(
    window: MainWindow, collection: "Collection", source_id: int, qtbot: QtBot
) -> None:
    article(window, qtbot, source_id)
    press(window, qtbot, K.Key_Delete)
    qtbot.waitUntil(lambda: window.front() == "articles")
    assert window.toasts.action.text() == "Undo"


def test_the_widths_of_the_parts_are_remembered(
    window: MainWindow, source_id: int, qtbot: QtBot
) -> None:
    screen = article(window, qtbot, source_id)
    screen.splitter.setSizes([400, 500])
    sizes = screen.splitter.sizes()
    window.go("today")
    window.put_screens_away()
    again = article(window, qtbot, source_id)
    assert again is not screen
    assert again.splitter.sizes() == sizes


def test_an_article_whose_file_is_gone_asks_for_the_newer_text(
    window: MainWindow, collection: "Collection", tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "lights.md"
    file.write_text(LIGHTS, encoding="utf-8")
    draft = collection.articles.read(file)
    collection.articles.accept(draft, draft.above(0))
    file.rename(tmp_path / "moved.md")
    article(window, qtbot, collection.articles.sources()[0].id)
    press(window, qtbot, K.Key_F5)
    dialog = window.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    assert window.toasts.text.text().startswith("lights.md is not there any more")
    assert dialog.nameFilters()[0].startswith("Articles (*.txt ")
    (tmp_path / "moved.md").write_text(NEWER, encoding="utf-8")
    dialog.fileSelected.emit(str(tmp_path / "moved.md"))
    dialog.close()
    qtbot.waitUntil(lambda: window.front() == "article_changed")


def test_an_article_from_right_to_left_is_set_from_the_right(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    text = "# אורות\n\n## מילים\n\nמגדלור\n: מגדל עם אור חזק.\n\nמצוף\n: סימן צף במים.\n"
    screen = article(window, qtbot, keep(collection, text, HEBREW))
    flow = screen.view.flow
    assert all(flow.runs_left(line) for line in flow.lines)
    press(window, qtbot, K.Key_Down)
    assert "מגדלור" in screen.told.asks.text()
