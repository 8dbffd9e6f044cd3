"""Studying with the keyboard: question, answer, rating, the next card."""

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from flashcards.model.enums import Quality
from flashcards.ui.main_window import MainWindow
from flashcards.ui.reviewer.screen import ReviewerScreen
from tests.qtbot import QtBot
from tests.ui.named import unnamed
from tests.ui.studying import (
    RETURN,
    add_cards,
    card_text,
    is_asking,
    offered,
    press,
    press_with,
    question_place,
    study,
    study_new,
)

if TYPE_CHECKING:
    from flashcards.api import Collection

STORY = "\n\n".join(f"Paragraph {n}. " + "The generator makes samples. " * 20 for n in range(12))

MORE = "There is more below: Space"
FIRST_DAYS = "SM-2’s first two intervals are 1 and 6 days, even for Easy."


def _last_line(screen: ReviewerScreen) -> QRect:
    """Return where the card ends, in pixels of what is seen of it."""
    end = QTextCursor(screen.page.pane.document())
    end.movePosition(QTextCursor.MoveOperation.End)
    return screen.page.pane.cursorRect(end)


def _qualities(collection: "Collection") -> list[Quality]:
    rows = [row for card in collection.search("") for row in collection.history(card)]
    return [row.quality for row in sorted(rows, key=lambda row: row.id)]


def test_space_shows_the_answer_below_the_question(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    screen = study_new(window, collection, 2)
    assert card_text(screen) == "front 1"
    assert is_asking(screen)
    press(window, qtbot, " ")
    assert card_text(screen).startswith("front 1")
    assert card_text(screen).endswith("back 1")
    assert not is_asking(screen)


def test_each_rating_shows_its_word_and_what_follows(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    screen = study_new(window, collection, 1)
    assert offered(screen) == []
    press(window, qtbot, " ")
    assert offered(screen) == [
        ("Again", "today, then 1 d"),
        ("Hard", "today, then 1 d"),
        ("Good", "1 d"),
        ("Easy", "1 d"),
    ]
    assert screen.page.foot.rating_buttons[2].accessibleDescription().startswith("3. ")


def test_ratings_whose_day_a_holiday_moves_say_so(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    add_cards(collection, 1)
    today = collection.clock().date()
    collection.planning.add_holiday(today, today + timedelta(days=8))
    screen = study(window)
    press(window, qtbot, " ")
    assert offered(screen)[2:] == [("Good", "9 d"), ("Easy", "9 d")]
    assert screen.page.notice.text() == "Some days are moved out of your holiday."
    good = screen.page.foot.rating_buttons[2]
    assert good.toolTip() == "Good: 9 d, moved out of your holiday (3)"
    press(window, qtbot, "1 ")
    assert offered(screen)[2] == ("Good", "9 d")


@pytest.mark.parametrize(
    ("key", "quality"),
    [("1", Quality.WRONG), ("2", Quality.HARD), ("3", Quality.GOOD), ("4", Quality.PERFECT)],
)
def test_a_number_rates_and_the_next_question_is_there(
    window: MainWindow, collection: "Collection", qtbot: QtBot, key: str, quality: Quality
) -> None:
    screen = study_new(window, collection, 2)
    press(window, qtbot, " " + key)
    assert _qualities(collection) == [quality]
    assert card_text(screen) == "front 2"
    assert is_asking(screen)


def test_a_number_does_nothing_before_the_answer_is_shown(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    screen = study_new(window, collection, 1)
    press(window, qtbot, "1234")
    assert collection.review_count() == 0
    assert card_text(screen) == "front 1"


def test_space_and_enter_rate_good_once_the_answer_is_shown(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    screen = study_new(window, collection, 3)
    press(window, qtbot, "  ")
    qtbot.keyClick(screen.page.pane, RETURN)
    qtbot.keyClick(screen.page.pane, RETURN)
    assert _qualities(collection) == [Quality.GOOD, Quality.GOOD]
    assert card_text(screen) == "front 3"


def test_the_buttons_do_what_the_keys_do(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    screen = study_new(window, collection, 2)
    qtbot.mouseClick(screen.page.foot.show_button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(screen.page.foot.rating_buttons[1], Qt.MouseButton.LeftButton)
    assert _qualities(collection) == [Quality.HARD]
    assert card_text(screen) == "front 2"


def test_a_key_held_down_does_not_rate_one_card_after_the_other(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    study_new(window, collection, 3)
    for name in ("study.next", "study.rate3"):
        assert not window.commands.action(name).autoRepeat()


def test_six_qualities_can_be_given_where_the_deck_asks_for_them(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    add_cards(collection, 7)
    collection.set_options("French", six_qualities=True)
    screen = study(window)
    press(window, qtbot, " ")
    words = [word for word, _ in offered(screen)]
    assert words == ["Blackout", "Again", "Almost", "Hard", "Good", "Easy"]
    press(window, qtbot, "0 1 2 3 4 5")
    assert _qualities(collection) == list(Quality)
    press(window, qtbot, "  ")
    assert _qualities(collection)[-1] is Quality.GOOD


@pytest.mark.parametrize(("six", "keys"), [(False, "1234"), (True, "012345")])
def test_help_and_menu_tell_only_of_the_ratings_the_deck_asks_for(
    window: MainWindow, collection: "Collection", six: bool, keys: str
) -> None:
    add_cards(collection, 1)
    collection.set_options("French", six_qualities=six)
    study(window)
    window.open_help()
    assert window.help_page is not None
    told = [found.text() for found in window.help_page.findChildren(QLabel)]
    assert [text[5] for text in told if text.startswith("Rate ")] == list(keys)
    actions = [window.commands.action(f"study.rate{number}") for number in range(6)]
    assert [each.text()[5] for each in actions if each.isVisible()] == list(keys)


def test_six_ratings_fit_into_the_smallest_window(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    add_cards(collection, 1)
    collection.set_options("French", six_qualities=True)
    window.resize(900, 600)
    screen = study(window)
    press(window, qtbot, " ")
    for made in screen.page.foot.rating_buttons:
        right = made.mapTo(screen, made.rect().bottomRight())
        assert screen.rect().contains(right)
    assert (
        screen.page.foot.small_button("more").geometry().right()
        < screen.page.foot.rating_buttons[0].mapTo(screen.page.foot, made.rect().topLeft()).x()
    )


def test_six_ratings_after_a_card_with_four_stand_side_by_side_in_sight(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    screen = study_new(window, collection, 1)
    press(window, qtbot, " ")
    assert len(offered(screen)) == 4
    collection.set_options("French", six_qualities=True)
    qtbot.waitUntil(lambda: len(offered(screen)) == 6)
    foot = screen.page.foot
    qtbot.waitUntil(lambda: all(not made.visibleRegion().isEmpty() for made in foot.rating_buttons))
    places = [made.mapTo(foot, made.rect().topLeft()).x() for made in foot.rating_buttons]
    assert places == sorted(set(places))
    for made in foot.rating_buttons:
        assert made.visibleRegion().boundingRect() == made.rect()


@pytest.mark.parametrize("size", [(900, 600), (1024, 700), (1600, 1000)])
@pytest.mark.parametrize("back", ["short", STORY, "| a | b |\n|---|---|\n| 1 | 2 |"])
def test_the_question_stays_where_it_was_when_the_answer_appears(
    window: MainWindow,
    collection: "Collection",
    qtbot: QtBot,
    size: tuple[int, int],
    back: str,
) -> None:
    collection.add_note({"Front": "What **is** it?", "Back": back}, deck="French")
    window.resize(*size)
    screen = study(window)
    before = question_place(screen), screen.page.pane.viewport().size()
    press(window, qtbot, " ")
    assert (question_place(screen), screen.page.pane.viewport().size()) == before


def test_space_reads_on_to_the_end_of_a_long_answer_before_it_rates(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    collection.add_note({"Front": "Tell all.", "Back": STORY}, deck="French")
    window.resize(900, 600)
    screen = study(window)
    press(window, qtbot, " ")
    pane, space = screen.page.pane, window.commands.action("study.next")
    bar, page = pane.verticalScrollBar(), pane.viewport().height()
    tops = [bar.value()]
    while _last_line(screen).bottom() > page:
        assert (space.text(), screen.page.notice.text()) == ("Read on", MORE)
        press(window, qtbot, " ")
        assert tops[-1] < bar.value() < tops[-1] + page, "nothing is passed over"
        tops.append(bar.value())
        assert collection.review_count() == 0
    assert len(tops) > 3
    assert (space.text(), screen.page.notice.text()) == ("Rate good", FIRST_DAYS)
    press(window, qtbot, " ")
    assert _qualities(collection) == [Quality.GOOD]
    assert bar.value() == tops[-1]


def test_a_number_rates_a_long_answer_without_reading_on(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    collection.add_note({"Front": "Tell all.", "Back": STORY}, deck="French")
    study(window)
    press(window, qtbot, " 3")
    assert collection.review_count() == 1


def test_the_arrow_and_page_keys_scroll_the_card(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    collection.add_note({"Front": STORY, "Back": "x"}, deck="French")
    screen = study(window)
    bar = screen.page.pane.verticalScrollBar()
    press_with(window, qtbot, Qt.Key.Key_PageDown, Qt.KeyboardModifier.NoModifier)
    paged = bar.value()
    assert paged > 0
    press_with(window, qtbot, Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier)
    assert bar.value() > paged
    press_with(window, qtbot, Qt.Key.Key_PageUp, Qt.KeyboardModifier.NoModifier)
    assert bar.value() < paged


def test_the_next_card_begins_at_its_top(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    for _ in range(2):
        collection.add_note({"Front": STORY, "Back": "x"}, deck="French")
    screen = study(window)
    press_with(window, qtbot, Qt.Key.Key_PageDown, Qt.KeyboardModifier.NoModifier)
    press(window, qtbot, " 3")
    assert screen.page.pane.verticalScrollBar().value() == 0


def test_progress_deck_and_kind_of_card_are_told(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    add_cards(collection, 2, "Languages::French")
    screen = study(window, None)
    assert screen.page.path.text() == "Languages › French  ·  new"
    assert screen.page.count.text() == "0 of 2"
    press(window, qtbot, " 4")
    assert screen.page.count.text() == "1 of 2"
    assert (screen.page.bar.value(), screen.page.bar.maximum()) == (1, 2)
    press(window, qtbot, " 1")
    assert screen.page.count.text() == "1 of 2"
    assert screen.page.path.text() == "Languages › French  ·  repeat"


def test_the_window_says_which_deck_is_studied(
    window: MainWindow, collection: "Collection"
) -> None:
    add_cards(collection, 1, "Languages::French")
    study(window, "Languages::French")
    assert window.windowTitle() == "Study: Languages › French – Flashcards"


def test_what_was_done_and_the_key_that_takes_it_back_are_told(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    screen = study_new(window, collection, 3)
    press(window, qtbot, " 3")
    assert screen.page.notice.text() == "Rated Good: due in 1 d. Z to undo."
    press(window, qtbot, " 1")
    assert screen.page.notice.text() == "Rated Again: due today. Z to undo."


def test_the_source_is_named_with_the_answer_unless_that_is_not_wished(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    collection.add_note({"Front": "a", "Back": "b"}, deck="French", source="A grammar")
    screen = study(window)
    assert screen.page.source.text() == ""
    press(window, qtbot, " ")
    assert screen.page.source.text() == "Source: A grammar  S"
    window.commands.trigger("study.source_line")
    assert screen.page.source.text() == ""
    assert window.settings.lists["study.source"] == "hidden"
    window.commands.trigger("study.source_line")
    assert screen.page.source.text() == "Source: A grammar  S"


def test_the_card_is_drawn_anew_in_another_theme_and_size_without_turning_over(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    screen = study_new(window, collection, 1)
    press(window, qtbot, " ")
    window.change_settings(theme="dark", text_scale=2.0, serif=True)
    assert card_text(screen).endswith("back 1")
    assert offered(screen) != []


def test_the_question_names_itself_to_a_screen_reader_and_so_does_every_button(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    study_new(window, collection, 1)
    assert unnamed(window) == []
    press(window, qtbot, " W")
    assert unnamed(window) == []
    press(window, qtbot, "3")
    assert unnamed(window) == []


def test_every_row_of_the_screen_is_in_the_palette_and_has_a_key(
    window: MainWindow, collection: "Collection"
) -> None:
    study_new(window, collection, 1)
    rows = window.commands.screen_rows()
    assert len(rows) > 20
    for each in rows:
        assert window.commands.shortcuts(each.id), each.id
        for key in window.commands.shortcuts(each.id):
            assert window.commands.conflicts(each.id, key) == [], (each.id, key)


def test_the_keypad_rates_too(window: MainWindow, collection: "Collection", qtbot: QtBot) -> None:
    screen = study_new(window, collection, 1)
    press(window, qtbot, " ")
    QTest.keyClick(screen.page.pane, Qt.Key.Key_2, Qt.KeyboardModifier.KeypadModifier)
    assert _qualities(collection) == [Quality.HARD]
