"""One key shows where a card comes from, and gives no answer away."""

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from flashcards.ui.browser.screen import BrowserScreen
from flashcards.ui.kept_articles.source_panel import SourcePanel
from flashcards.ui.main_window import MainWindow
from flashcards.ui.reading.screen import ReadingScreen
from flashcards.ui.reviewer.screen import ReviewerScreen
from tests.qtbot import QtBot
from tests.ui.first_reading import here, kept, reading, select
from tests.ui.named import unnamed
from tests.ui.painted import painted
from tests.ui.reading_articles import ADDRESS, LANTERN, LIGHTS, keep, press, runs

if TYPE_CHECKING:
    from flashcards.api import Collection

K = Qt.Key


@pytest.fixture
def source_id(collection: "Collection") -> int:
    """The id of an article of which every card is new."""
    return keep(collection)


def study(window: MainWindow, card: int) -> ReviewerScreen:
    """Study until a card is asked."""
    window.study(None)
    screen = window.built("study")
    assert isinstance(screen, ReviewerScreen)
    while screen.card is not None and screen.card.id != card:
        screen.go_on()
        screen.go_on()
    assert screen.card is not None
    return screen


def panel(window: MainWindow) -> SourcePanel:
    found = window.findChild(SourcePanel)
    assert isinstance(found, SourcePanel)
    assert found.isVisible()
    return found


def no_panel(window: MainWindow) -> bool:
    found = window.findChild(SourcePanel)
    return found is None or not found.isVisible()


def paragraph(shown: SourcePanel) -> str:
    return shown.view.seen(0, len(shown.view.flow.text))


def words(shown: SourcePanel) -> str:
    labels = [each for each in shown.findChildren(QLabel) if each.isVisible()]
    return "\n".join(each.text() for each in labels)


def looked_up(window: MainWindow, qtbot: QtBot) -> ReadingScreen:
    """Return the reading view with the card's place in it."""
    assert window.front() == "reading"
    found = window.built("reading")
    assert isinstance(found, ReadingScreen)
    qtbot.waitUntil(lambda: found.opened is not None)
    return found


def seen(screen: ReadingScreen) -> str:
    """Return what can be read of the article."""
    return screen.page.view.covers.seen(0, len(screen.text())) or screen.text()


def test_s_goes_to_the_place_in_the_article_and_back_to_the_card_with_its_answer(
    window: MainWindow, source_id: int, qtbot: QtBot
) -> None:
    study_screen = study(window, 1)
    press(window, qtbot, K.Key_Space, K.Key_S)
    screen = looked_up(window, qtbot)
    assert screen.title() == "Lights of the shore"
    assert "Lantern room" in here(screen)
    assert LANTERN in seen(screen)
    assert screen.page.told.text() == "Your card comes from here."
    assert screen.page.back_button.isVisible()
    assert unnamed(window) == []
    press(window, qtbot, K.Key_Escape)
    assert window.front() == "study"
    assert study_screen.card is not None
    assert study_screen.card.id == 1
    assert study_screen.is_answered()


def test_before_the_answer_is_shown_it_is_covered_and_said_so(
    window: MainWindow, source_id: int, qtbot: QtBot
) -> None:
    study_screen = study(window, 1)
    press(window, qtbot, K.Key_S)
    screen = looked_up(window, qtbot)
    assert "glazed top" not in seen(screen)
    assert "Stripes let sailors" in seen(screen)
    assert "glazed top" not in screen.page.view.accessibleDescription()
    assert screen.page.told.text() == "The answer is covered until you show it."
    covered = screen.page.view.grab().toImage()
    press(window, qtbot, K.Key_S)
    assert window.front() == "study"
    assert not study_screen.is_answered()
    press(window, qtbot, K.Key_Space, K.Key_S)
    assert "glazed top" in seen(looked_up(window, qtbot))
    assert screen.page.view.grab().toImage() != covered


def test_no_card_of_the_margin_is_at_hand_while_one_is_looked_up(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    screen = reading(window, qtbot, kept(collection, LIGHTS))
    select(screen, "glazed")
    press(window, qtbot, K.Key_C, K.Key_M)
    qtbot.waitUntil(lambda: screen.found.draft is not None)
    screen.page.view.go_to_place(screen.text().index("The glazed"))
    assert screen.found.at_hand() is not None
    study(window, 1)
    press(window, qtbot, K.Key_S)
    assert "glazed" in here(looked_up(window, qtbot))
    assert screen.found.at_hand() is None
    assert "Enter adds" not in screen.page.told.text()
    press(window, qtbot, K.Key_S)
    window.commands.trigger("read.resume")
    assert screen.found.at_hand() is not None


def test_covered_words_cannot_be_read_by_selecting_them(
    window: MainWindow, source_id: int, qtbot: QtBot
) -> None:
    study(window, 1)
    press(window, qtbot, K.Key_S)
    view = looked_up(window, qtbot).page.view
    place = view.flow.text.index(LANTERN)
    view.select(place, place + len(LANTERN))
    unseen = [each.format.foreground().color().alpha() for each in view.selection_on(
        view.flow.line_of(place)
    )]  # fmt: skip
    assert unseen[-1] == 0


def test_of_a_cloze_only_what_it_asks_for_is_covered(
    window: MainWindow, source_id: int, qtbot: QtBot
) -> None:
    deck = window.collection.deck_names()[0]
    window.collection.set_options(deck, bury_new=False, bury_reviews=False)
    study(window, 5)
    press(window, qtbot, K.Key_S)
    screen = looked_up(window, qtbot)
    assert "wind the clockwork" not in seen(screen)
    assert "trim the wicks" in seen(screen)


def test_the_clock_stands_while_the_source_is_read(
    window: MainWindow, source_id: int, qtbot: QtBot
) -> None:
    screen = study(window, 1)
    assert runs(screen)
    press(window, qtbot, K.Key_S)
    assert not runs(screen)
    press(window, qtbot, K.Key_Escape)
    assert runs(screen)


def test_looking_a_card_up_leaves_the_place_where_one_stopped_reading(
    window: MainWindow, collection: "Collection", source_id: int, qtbot: QtBot
) -> None:
    screen = reading(window, qtbot, source_id)
    press(window, qtbot, K.Key_Down)
    stopped = here(screen)
    study(window, 1)
    press(window, qtbot, K.Key_S)
    assert here(looked_up(window, qtbot)) != stopped
    press(window, qtbot, K.Key_Down, K.Key_S)
    window.commands.trigger("read.resume")
    assert here(screen) == stopped
    assert not screen.page.back_button.isVisible()
    place = collection.reading.progress(source_id).position
    assert screen.text()[place:].startswith(stopped)


def test_a_card_made_on_the_way_leaves_the_card_asked_in_front(
    window: MainWindow, source_id: int, qtbot: QtBot
) -> None:
    study_screen = study(window, 1)
    press(window, qtbot, K.Key_S)
    screen = looked_up(window, qtbot)
    before = len(window.collection.articles.passages(source_id))
    select(screen, "sailors")
    press(window, qtbot, K.Key_C)
    assert len(window.collection.articles.passages(source_id)) == before + 1
    press(window, qtbot, K.Key_K)
    assert window.front() == "article_map"
    window.back()
    press(window, qtbot, K.Key_S)
    assert window.front() == "study"
    assert study_screen.card is not None
    assert study_screen.card.id == 1
    press(window, qtbot, K.Key_Escape)
    assert window.front() == "today"


def test_of_a_passage_gone_from_the_article_the_panel_shows_what_was_kept(
    window: MainWindow, collection: "Collection", source_id: int, qtbot: QtBot
) -> None:
    newer = collection.articles.read(LIGHTS.replace(f"Lantern room\n: {LANTERN}\n", ""), ADDRESS)
    change = collection.articles.change_of(newer)
    assert change is not None
    collection.articles.apply_update(change)
    screen = study(window, 1)
    press(window, qtbot, K.Key_Space, K.Key_S)
    assert window.front() == "study"
    shown = panel(window)
    assert LANTERN in paragraph(shown)
    assert "no longer in the article" in words(shown)
    assert "https://example.org/lights.md" in words(shown)
    press(window, qtbot, K.Key_Space)  # meant for the study screen, but that lies beneath
    assert not runs(screen)
    press(window, qtbot, K.Key_S)
    assert not shown.isVisible()
    assert runs(screen)


def test_s_shows_the_source_in_the_browser_too(
    window: MainWindow, collection: "Collection", source_id: int, qtbot: QtBot
) -> None:
    window.search("glazed")
    screen = window.built("browse")
    assert isinstance(screen, BrowserScreen)
    qtbot.waitUntil(screen.has_current)
    screen.view.setFocus()
    press(window, qtbot, K.Key_S)
    shown = panel(window)
    assert LANTERN in paragraph(shown)
    assert "Lights of the shore › Words" in words(shown)
    assert "https://example.org/lights.md  ·  read 2 Mar 2026" in words(shown)
    assert unnamed(window) == []
    press(window, qtbot, K.Key_Escape)
    assert screen.view.hasFocus()
    press(window, qtbot, K.Key_S, K.Key_O)
    assert here(looked_up(window, qtbot)) == "Lantern room"


def test_what_was_highlighted_is_seen_in_the_panel_over_the_passage_of_the_card(
    window: MainWindow, collection: "Collection", source_id: int, qtbot: QtBot
) -> None:
    screen = window.go("browse", query="glazed")
    assert isinstance(screen, BrowserScreen)
    qtbot.waitUntil(screen.has_current)
    screen.view.setFocus()
    press(window, qtbot, K.Key_S)
    assert painted(panel(window).view, "highlight") == 0
    press(window, qtbot, K.Key_Escape)
    place = collection.articles.source(source_id).text.index(LANTERN)
    collection.reading.highlight(source_id, place, place + len(LANTERN))
    press(window, qtbot, K.Key_S)
    assert painted(panel(window).view, "highlight") > 500


def test_a_note_from_elsewhere_names_its_source_or_says_that_it_has_none(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    collection.add_note({"Front": "a", "Back": "b"}, deck="French", source="A grammar")
    collection.add_note({"Front": "c", "Back": "d"}, deck="French")
    screen = study(window, 1)
    press(window, qtbot, K.Key_S)
    assert window.toasts.text.text().startswith("From “A grammar”. ")
    assert "make a deck from the article" in window.toasts.text.text()
    assert window.toasts.action.text() == "New deck from article…"
    assert no_panel(window)
    assert screen.sitting.pacing.stopwatch.running
    press(window, qtbot, K.Key_Space, K.Key_3, K.Key_S)
    assert window.toasts.text.text().startswith("This card names no source.")
    assert no_panel(window)
    assert window.toasts.action.text() == "Edit note"


def test_escape_takes_away_what_was_said_of_the_source_and_the_session_stays(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    collection.add_note({"Front": "a", "Back": "b"}, deck="French")
    screen = study(window, 1)
    press(window, qtbot, K.Key_S)
    assert window.toasts.text.text().startswith("This card names no source.")
    press(window, qtbot, K.Key_Escape)
    assert not window.toasts.isVisible()
    assert window.front() == "study"
    assert screen.card is not None
    assert screen.sitting.pacing.stopwatch.running
    window.toast("Something else")
    press(window, qtbot, K.Key_Escape)
    assert window.front() == "today"


def test_escape_takes_it_away_in_the_browser_too_and_the_search_stays(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    collection.add_note({"Front": "a", "Back": "b"}, deck="French")
    screen = window.go("browse", query="deck:French")
    assert isinstance(screen, BrowserScreen)
    qtbot.waitUntil(lambda: screen.results.current_card() is not None)
    screen.view.setFocus()
    press(window, qtbot, K.Key_S, K.Key_Escape)
    assert not window.toasts.isVisible()
    assert screen.search.text() == "deck:French"
    press(window, qtbot, K.Key_Escape)
    assert screen.search.text() == ""


def test_once_the_article_is_forgotten_the_heading_is_still_told(
    window: MainWindow, collection: "Collection", source_id: int, qtbot: QtBot
) -> None:
    collection.articles.forget(source_id)
    study(window, 1)
    press(window, qtbot, K.Key_Space, K.Key_S)
    assert "Words" in window.toasts.text.text()
    assert no_panel(window)
