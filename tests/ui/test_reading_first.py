"""Reading first: the column, highlights, cards made on the way, and where one stopped."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel

from flashcards.model.articles import DraftCard
from flashcards.model.reading import CHARACTERS_A_MINUTE, Priority
from flashcards.settings import Settings
from flashcards.ui.deck_from_article.deciding import Choice
from flashcards.ui.deck_from_article.screen import ArticleScreen
from flashcards.ui.home.screen import HomeScreen
from flashcards.ui.kept_articles.articles_screen import ArticlesScreen
from flashcards.ui.kept_articles.map_screen import MapScreen
from flashcards.ui.main_window import MainWindow
from flashcards.ui.menu_letters import plain
from flashcards.ui.reading.arranging import PORTIONS
from flashcards.ui.reading.screen import ReadingScreen
from flashcards.ui.theme import Theme
from tests.qtbot import QtBot
from tests.ui.first_reading import (
    LONG,
    TIDES,
    here,
    kept,
    marks,
    reading,
)
from tests.ui.letters import doubled_letters
from tests.ui.named import unnamed
from tests.ui.opened import opened_window
from tests.ui.reading_articles import ADDRESS, LIGHTS, keep, press, press_with

if TYPE_CHECKING:
    from flashcards.api import Collection

K = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
# Opening


def test_pasted_text_is_opened_to_be_read_and_nothing_becomes_a_card(
    window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    QGuiApplication.clipboard().setText(LIGHTS)
    window.commands.trigger("read.paste")
    qtbot.waitUntil(lambda: window.front() == "reading")
    screen = window.built("reading")
    assert isinstance(screen, ReadingScreen)
    qtbot.waitUntil(lambda: screen.opened is not None)
    assert window.screen_title() == "Lights of the shore"
    assert collection.search() == []
    assert [each.title for each in collection.reading.under_way()] == ["Lights of the shore"]


def test_a_kept_article_is_opened_from_the_list_by_a_key(
    window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    source_id = keep(collection, LIGHTS)
    window.go("articles", source_id=source_id)
    press(window, qtbot, K.Key_G)
    assert window.front() == "reading"


# Going on


def test_down_goes_sentence_by_sentence_and_the_end_is_summed_up(
    window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    source_id = kept(collection)
    screen = reading(window, qtbot, source_id)
    assert here(screen) == "Tides"
    press(window, qtbot, K.Key_Down, K.Key_Down)
    assert here(screen) == "The moon draws it."
    press(window, qtbot, K.Key_Up)
    assert here(screen) == "The water rises twice a day."
    press(window, qtbot, K.Key_Down, K.Key_H, K.Key_Down, K.Key_Down)
    assert screen.end.isVisible()
    assert screen.end.state.title.text() == "100% of “Tides” read"
    assert "1 highlight, 0 cards made" in screen.end.state.text.text()
    assert collection.reading.progress(source_id).share == 1


def test_an_abbreviation_ends_no_sentence(
    window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    text = "# Tides\n\nA tide, e.g. Spring tide, is high. It is, approx. speaking, high. Really?\n"
    screen = reading(window, qtbot, kept(collection, text))
    press(window, qtbot, K.Key_Down)
    assert here(screen) == "A tide, e.g. Spring tide, is high."
    press(window, qtbot, K.Key_Down)
    assert here(screen) == "It is, approx. speaking, high."


def test_pages_count_as_read_and_what_was_jumped_over_does_not(
    window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    screen = reading(window, qtbot, kept(collection, LONG))
    press(window, qtbot, K.Key_Space, K.Key_Space)
    first = here(screen)
    press(window, qtbot, K.Key_End)
    screen.left()
    found = collection.reading.progress(screen.source_id or 0)
    ((start, stop),) = found.read
    assert start == 0
    assert screen.text()[stop:].startswith(first)
    assert 0 < found.share < 0.5


def test_the_line_one_stopped_at_is_there_after_a_restart(
    window: MainWindow, qtbot: QtBot, collection: "Collection", theme: Theme
) -> None:
    source_id = kept(collection, LONG)
    screen = reading(window, qtbot, source_id)
    press(window, qtbot, *[K.Key_Space] * 3, K.Key_Down, K.Key_Down)
    sentence, top = screen.page.view.here, screen.page.view.first_row_place()
    window.go("today")
    saved: list[Settings] = []
    with opened_window(qtbot, collection, theme, saved.append) as other:
        again = reading(other, qtbot, source_id)
        assert again.page.view.here == sentence
        assert again.page.view.first_row_place() == top
        assert again.page.view.shows(sentence[0] if sentence else 0)


def test_the_size_of_the_text_is_its_own_and_kept(
    window: MainWindow, qtbot: QtBot, collection: "Collection", saved_settings: list[Settings]
) -> None:
    screen = reading(window, qtbot, kept(collection, LONG))
    before = screen.page.view.fonts.base.pointSizeF()
    letters = screen.page.view.flow.width / screen.page.view.fonts.letter_px
    assert letters == pytest.approx(65, abs=1)
    press(window, qtbot, K.Key_Plus)
    assert screen.page.view.fonts.base.pointSizeF() > before
    assert (saved_settings[-1].reading_scale, saved_settings[-1].text_scale) == (1.1, 1.0)
    press(window, qtbot, K.Key_0)
    assert screen.page.view.fonts.base.pointSizeF() == before


# Highlights


def test_h_highlights_the_sentence_or_the_selection_and_takes_it_away_again(
    window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    source_id = kept(collection)
    screen = reading(window, qtbot, source_id)
    press(window, qtbot, K.Key_Down, K.Key_H)
    assert marks(collection, source_id) == ["The water rises twice a day."]
    assert screen.page.view.highlights
    press(window, qtbot, K.Key_H)
    assert marks(collection, source_id) == []
    press(window, qtbot, K.Key_Z)
    assert marks(collection, source_id) == ["The water rises twice a day."]
    press(window, qtbot, K.Key_Down)
    press_with(window, qtbot, K.Key_Down, SHIFT)
    press_with(window, qtbot, K.Key_Left, SHIFT)
    press(window, qtbot, K.Key_H)
    assert marks(collection, source_id)[-1] == "The moon draws"
    assert screen.page.view.selected_span() is None


# Around


def test_s_leads_from_a_card_to_its_place_in_the_article(
    window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    keep(collection, LIGHTS)
    window.study()
    press(window, qtbot, K.Key_Space, K.Key_S)
    assert window.front() == "reading"
    screen = window.built("reading")
    assert isinstance(screen, ReadingScreen)
    qtbot.waitUntil(lambda: screen.opened is not None)
    assert "glazed top" in here(screen) or here(screen) == "Lantern room"
    window.back()
    assert window.front() == "study"


def test_an_article_that_was_removed_leads_back_to_the_others(
    window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    source_id = kept(collection)
    reading(window, qtbot, source_id)
    collection.articles.forget(source_id)
    qtbot.waitUntil(lambda: window.front() == "articles")


def test_a_newer_text_is_shown_with_its_highlights(
    window: MainWindow, qtbot: QtBot, collection: "Collection", tmp_path: Path
) -> None:
    file = tmp_path / "tides.md"
    file.write_text(TIDES, encoding="utf-8")
    source_id = collection.reading.keep(collection.articles.read(file))
    screen = reading(window, qtbot, source_id)
    press(window, qtbot, K.Key_Down, K.Key_Down, K.Key_H)
    file.write_text(
        TIDES.replace("The water", f"{'Much is told here. ' * 6}Sea water"), encoding="utf-8"
    )
    collection.reading.keep(collection.articles.read(file))
    qtbot.waitUntil(lambda: screen.opened is not None and "Sea water" in screen.text())
    assert marks(collection, source_id) == ["The moon draws it."]
    assert here(screen) == "The moon draws it."


def test_undoing_an_update_brings_back_the_place_in_the_older_text(
    window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    older = TIDES.replace("The moon", "The moon pulls. It")
    source_id = collection.reading.keep(collection.articles.read(older, ADDRESS))
    screen = reading(window, qtbot, source_id)
    press(window, qtbot, K.Key_Down, K.Key_Down)
    assert here(screen) == "The moon pulls."
    window.go("today")
    newer = collection.articles.read("# Tides\n\nWhat follows is new.\n", ADDRESS)
    collection.articles.accept(newer, [DraftCard("What is new?", "What follows")])
    reading(window, qtbot, source_id)
    qtbot.waitUntil(lambda: screen.opened is not None and "What follows" in screen.text())
    press(window, qtbot, K.Key_End)
    assert here(screen) == "What follows is new."
    window.undo()
    qtbot.waitUntil(lambda: screen.opened is not None and "moon" in screen.text())
    assert here(screen) == "The moon pulls."
    window.redo()
    qtbot.waitUntil(lambda: screen.opened is not None and "What follows" in screen.text())
    window.undo()
    qtbot.waitUntil(lambda: screen.opened is not None and "moon" in screen.text())
    assert here(screen) == "The moon pulls."
    assert collection.check() == []


# Today, the list and the map


def test_today_offers_to_go_on_with_what_waits_and_how_much_is_read(
    window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    today = window.go("today")
    assert isinstance(today, HomeScreen)
    assert not today.go_on.isVisible()
    source_id, other = kept(collection, LONG), kept(collection, TIDES)
    collection.reading.note_place(source_id, 0, 0, [(0, 3_000)])
    collection.reading.set_priority(source_id, Priority.HIGH)
    assert today.go_on.isVisible()
    assert [each.text() for each in today.go_on.titles[:2]] == ["The sea", "Tides"]
    assert today.go_on.shares[0].text() == "high priority, 31% read"
    collection.reading.put_away(other)
    assert [each.title for each in today.go_on.shown_articles()] == ["The sea"]
    today.go_on.buttons[0].click()
    assert window.front() == "reading"
    collection.reading.set_portion(source_id, 5_000)
    window.go("today")
    assert "2 min left this week" in today.go_on.shares[0].text()
    collection.reading.set_portion(source_id, 1_000)
    assert not today.go_on.isVisible()


def test_going_on_opens_the_article_that_comes_first(
    window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    window.commands.trigger("read.resume")
    assert window.front() == "articles"
    kept(collection, LONG)
    window.commands.trigger("read.resume")
    assert window.front() == "reading"


def test_the_list_says_how_much_of_an_article_is_read(
    window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    source_id = kept(collection)
    collection.reading.note_place(source_id, 0, 0, [(0, len(TIDES) // 2)])
    screen = window.go("articles")
    assert isinstance(screen, ArticlesScreen)
    model = screen.list.articles
    said = model.data(model.index(0), Qt.ItemDataRole.AccessibleTextRole)
    assert "% read" in said
    assert "0 notes" in said


def test_priority_and_weekly_portion_have_keys_and_each_step_is_undone(
    window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    source_id = kept(collection)
    screen = reading(window, qtbot, source_id)
    press(window, qtbot, K.Key_P, K.Key_W, K.Key_W)
    found = collection.reading.progress(source_id)
    assert (found.priority, found.portion) == (Priority.HIGH, 10 * CHARACTERS_A_MINUTE)
    assert window.toasts.text.text() == "10 min a week"
    assert screen.page.share.text() == "High priority  ·  10 min a week  ·  0% read"
    press(window, qtbot, K.Key_Z, K.Key_Z)
    assert screen.page.share.text() == "High priority  ·  0% read"
    press(window, qtbot, K.Key_P)
    assert collection.reading.progress(source_id).priority is Priority.LOW
    press(window, qtbot, K.Key_Z, K.Key_Z)
    assert screen.page.share.text() == "0% read"
    press(window, qtbot, *[K.Key_W] * len(PORTIONS))
    assert collection.reading.progress(source_id).portion == 0


def test_the_keys_of_priority_and_portion_stand_in_the_help(
    window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    reading(window, qtbot, kept(collection))
    window.open_help()
    assert window.help_page is not None
    said = [each.text() for each in window.help_page.findChildren(QLabel)]
    assert {"Change priority", "Change weekly portion"} <= set(said)


def test_putting_away_leads_to_today_and_can_be_undone(
    window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    kept(collection)
    reading(window, qtbot, collection.reading.under_way()[0].source_id)
    press(window, qtbot, K.Key_A)
    assert window.front() == "today"
    assert collection.reading.under_way() == []
    window.toasts.action.click()
    assert len(collection.reading.under_way()) == 1


def test_the_map_shows_highlights_and_what_is_unread(
    window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    source_id = kept(collection, LONG)
    screen = window.go("article_map", source_id=source_id)
    assert isinstance(screen, MapScreen)
    qtbot.waitUntil(lambda: screen.opened is not None)
    assert not screen.marked.isVisible()
    assert not screen.unread.isVisible()
    before = screen.view.grab().toImage()
    collection.reading.note_place(source_id, 0, 0, [(0, 60)])
    collection.reading.highlight(source_id, 10, 40)
    qtbot.waitUntil(screen.marked.isVisible)
    assert screen.unread.isVisible()
    assert screen.view.grab().toImage() != before
    press(window, qtbot, K.Key_G)
    assert window.front() == "reading"


def test_a_review_of_cards_leads_to_reading_first_and_keeps_what_was_decided(
    window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    screen = window.go("article", text=LIGHTS)
    assert isinstance(screen, ArticleScreen)
    qtbot.waitUntil(screen.has_cards)
    press(window, qtbot, K.Key_X, K.Key_R)
    assert window.front() == "reading"
    assert collection.search() == []
    window.back()
    assert window.front() == "article"
    assert screen.page.review is not None
    assert any(each.choice is Choice.LEFT_OUT for each in screen.page.review.cards)
    assert any(each.choice is Choice.CHOSEN for each in screen.page.review.cards)


@pytest.mark.parametrize("size", [(900, 600), (1024, 700), (1400, 900)])
@pytest.mark.parametrize("scale", [0.7, 1.0, 2.0])
def test_the_sentence_at_hand_is_in_sight_in_every_window(
    window: MainWindow, qtbot: QtBot, collection: "Collection", size: tuple[int, int], scale: float
) -> None:
    window.resize(*size)
    window.change_settings(reading_scale=scale)
    screen = reading(window, qtbot, kept(collection, LONG))
    for key in (K.Key_Space, K.Key_Down, K.Key_Right, K.Key_Space, K.Key_PageUp, K.Key_Down):
        press(window, qtbot, key)
        span = screen.page.view.here
        assert span is not None
        assert screen.page.view.shows(span[0])
        assert screen.page.keys["read.next"].isVisible()


def test_everything_on_the_page_has_a_name_and_no_letter_is_taken_twice(
    window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    screen = reading(window, qtbot, kept(collection))
    assert unnamed(window) == []
    qtbot.waitUntil(lambda: doubled_letters(window) == [])
    press(window, qtbot, K.Key_N)
    assert unnamed(window) == []
    qtbot.waitUntil(lambda: doubled_letters(window) == [])
    window.back()
    press(window, qtbot, K.Key_F)
    assert screen.end.isVisible()
    assert unnamed(window) == []
    qtbot.waitUntil(lambda: doubled_letters(window) == [])


def test_what_is_read_grows_while_one_reads(
    window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    screen = reading(window, qtbot, kept(collection))
    assert screen.page.share.text() == "0% read"
    press(window, qtbot, K.Key_Down, K.Key_Down)
    assert screen.page.share.text() not in ("", "0% read")


def test_who_only_looks_up_a_card_does_not_begin_to_read(
    window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    source_id = keep(collection, LIGHTS)
    screen = window.go("reading", source_id=source_id, place=100)
    assert isinstance(screen, ReadingScreen)
    qtbot.waitUntil(lambda: screen.opened is not None)
    window.go("today")
    assert collection.reading.under_way() == []
    reading(window, qtbot, source_id)
    press(window, qtbot, K.Key_Down, K.Key_Down)
    window.go("today")
    assert [each.source_id for each in collection.reading.under_way()] == [source_id]


def test_what_was_put_away_stays_so_until_it_is_taken_up_again(
    window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    source_id = kept(collection)
    collection.reading.put_away(source_id)
    screen = reading(window, qtbot, source_id)
    press(window, qtbot, K.Key_Down)
    assert collection.reading.under_way() == []
    press(window, qtbot, K.Key_A)
    assert window.front() == "reading"
    assert len(collection.reading.under_way()) == 1
    assert not screen.is_away()


def test_an_article_without_anything_to_find_is_read_all_the_same(
    window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    screen = window.go("article", text="A morning.\n\nWe went down early.\n\nNobody spoke.\n")
    assert isinstance(screen, ArticleScreen)
    qtbot.waitUntil(screen.start.third.isVisible)
    qtbot.waitUntil(lambda: plain(screen.start.third.text()) == "Open it anyway")
    screen.start.read.click()
    assert window.front() == "reading"
    assert len(collection.reading.under_way()) == 1


def test_what_was_highlighted_is_seen_while_cards_are_chosen(
    window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    source_id = collection.reading.keep(collection.articles.read(LIGHTS))
    collection.reading.highlight(source_id, 5, 25)
    screen = window.go("article", text=LIGHTS)
    assert isinstance(screen, ArticleScreen)
    qtbot.waitUntil(screen.has_cards)
    assert screen.page.article.highlights == ((5, 25),)
    assert screen.page.review is not None
    assert screen.page.review.chosen()
