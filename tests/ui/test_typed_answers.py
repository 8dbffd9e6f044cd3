"""Answers that are typed while studying: the box, the comparison, the rating that is proposed."""

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from flashcards.model.enums import Quality
from flashcards.ui.editor.edit_window import EditWindow
from flashcards.ui.kept_articles.answer_screen import AnswerScreen
from flashcards.ui.main_window import MainWindow
from flashcards.ui.reviewer.screen import ReviewerScreen
from tests.qtbot import QtBot
from tests.ui.reading_articles import keep
from tests.ui.studying import RETURN, card_text, is_asking, press, study

if TYPE_CHECKING:
    from flashcards.api import Collection

CAPITALS = [("Capital of France?", "Paris"), ("Capital of Norway?", "Oslo")]


def _study_capitals(window: MainWindow, collection: "Collection") -> ReviewerScreen:
    for front, back in CAPITALS:
        collection.add_note({"Front": front, "Back": back}, deck="French", note_type="type-answer")
    return study(window)


def _type(window: MainWindow, qtbot: QtBot, words: str) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClicks(focused, words)


def _enter(qtbot: QtBot) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, RETURN)


def _said(screen: ReviewerScreen) -> list[str]:
    """Return the lines of the card."""
    return [line.replace("\u00a0", " ") for line in card_text(screen).splitlines() if line.strip()]


def _proposed(screen: ReviewerScreen) -> list[str]:
    return [
        each.text()
        for each in screen.page.foot.rating_buttons
        if each.proposed and each.isVisible()
    ]


def _qualities(collection: "Collection") -> list[Quality]:
    rows = [row for card in collection.search("") for row in collection.history(card)]
    return [row.quality for row in sorted(rows, key=lambda row: row.id)]


def test_the_box_has_the_keyboard_and_stands_on_the_card(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    screen = _study_capitals(window, collection)
    box = screen.page.pane.box
    assert box.edit.hasFocus()
    assert screen.page.pane.viewport().rect().contains(box.edit.geometry())
    _type(window, qtbot, "1 par e")
    assert box.edit.text() == "1 par e"
    assert is_asking(screen)


@pytest.mark.parametrize(
    ("typed", "shown", "proposed", "quality"),
    [
        ("Paris", ["✓ Paris"], "Good", Quality.GOOD),
        ("paris", ["✓ paris", "Paris"], "Good", Quality.GOOD),
        ("Pariss", ["✗ Pariss", "Paris"], "Hard", Quality.HARD),
        ("London", ["✗ London", "Paris"], "Again", Quality.WRONG),
    ],
)
def test_enter_compares_and_enter_takes_the_rating_proposed(
    window: MainWindow,
    collection: "Collection",
    qtbot: QtBot,
    typed: str,
    shown: list[str],
    proposed: str,
    quality: Quality,
) -> None:
    screen = _study_capitals(window, collection)
    _type(window, qtbot, typed)
    _enter(qtbot)
    assert _said(screen)[-len(shown) :] == shown
    assert _proposed(screen) == [proposed]
    assert screen.page.pane.hasFocus()
    _enter(qtbot)
    assert _qualities(collection) == [quality]


def test_only_keys_that_work_now_are_named_while_letters_go_into_the_box(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    screen = _study_capitals(window, collection)
    foot = screen.page.foot
    keys = [foot.small_button(name).accessibleDescription() for name in ("undo", "edit", "why")]
    assert keys == ["", "", ""]
    screen.page.pane.setFocus()
    assert foot.small_button("edit").accessibleDescription() == "E"
    screen.page.pane.box.edit.setFocus()
    assert foot.small_button("edit").accessibleDescription() == ""
    _enter(qtbot)
    assert foot.small_button("edit").accessibleDescription() == "E"
    press(window, qtbot, "3")
    assert "Ctrl+Z to undo" in screen.page.notice.text()
    assert screen.card is not None
    second = screen.card.id
    qtbot.keyClick(screen.page.pane.box.edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: screen.card is not None and screen.card.id != second)


def test_another_rating_can_be_given_than_the_one_proposed(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    screen = _study_capitals(window, collection)
    _type(window, qtbot, "London")
    _enter(qtbot)
    press(window, qtbot, "4")
    assert _qualities(collection) == [Quality.PERFECT]
    assert _proposed(screen) == []


def test_nothing_typed_shows_the_answer_and_proposes_nothing(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    screen = _study_capitals(window, collection)
    _enter(qtbot)
    assert _said(screen)[-1] == "Paris"
    assert _proposed(screen) == []


def test_an_answer_taken_back_brings_back_what_was_typed(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    screen = _study_capitals(window, collection)
    _type(window, qtbot, "Pariss")
    _enter(qtbot)
    press(window, qtbot, "3")
    assert screen.page.pane.box.edit.text() == ""
    screen.page.pane.setFocus()
    press(window, qtbot, "Z")
    assert "France" in card_text(screen)
    assert screen.page.pane.box.edit.text() == "Pariss"


def test_a_card_that_is_asked_again_the_same_day_has_an_empty_box(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    collection.add_note(
        dict(zip(("Front", "Back"), CAPITALS[0], strict=True)),
        deck="French",
        note_type="type-answer",
    )
    screen = study(window)
    _type(window, qtbot, "London")
    _enter(qtbot)
    press(window, qtbot, "1")
    assert "France" in card_text(screen)
    assert is_asking(screen)
    assert screen.page.pane.box.edit.text() == ""


def test_escape_leaves_the_box_so_that_single_keys_are_commands(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    screen = _study_capitals(window, collection)
    _type(window, qtbot, "Par")
    qtbot.keyClick(screen.page.pane.box.edit, Qt.Key.Key_Escape)
    assert window.front() == "study"
    press(window, qtbot, "B")
    assert "Norway" in card_text(screen)


def test_what_was_typed_outlives_another_screen_and_an_edit_of_the_card(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    screen = _study_capitals(window, collection)
    _type(window, qtbot, "Par")
    window.go("today")
    card = screen.card
    assert card is not None
    collection.update_note(card.note_id, {"Front": "Capital of la France?"})
    window.go("study")
    qtbot.waitUntil(lambda: "la France" in card_text(screen))
    assert screen.page.pane.box.edit.text() == "Par"
    assert screen.page.pane.box.edit.hasFocus()
    _type(window, qtbot, "is")
    _enter(qtbot)
    assert _said(screen)[-1] == "✓ Paris"


@pytest.mark.parametrize(("any_accents", "proposed"), [(True, "Good"), (False, "Hard")])
def test_accents_count_unless_the_deck_says_otherwise(
    window: MainWindow,
    collection: "Collection",
    qtbot: QtBot,
    any_accents: bool,
    proposed: str,
) -> None:
    fields = {"Front": "City of Joan of Arc?", "Back": "Orléans"}
    collection.add_note(fields, deck="French", note_type="type-answer")
    collection.set_options("French", typed_any_accents=any_accents)
    screen = study(window)
    _type(window, qtbot, "Orleans")
    _enter(qtbot)
    assert _proposed(screen) == [proposed]


def test_the_deck_says_what_does_not_count(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    collection.add_deck("French")
    collection.set_options("French", typed_any_case=False)
    screen = _study_capitals(window, collection)
    _type(window, qtbot, "paris")
    _enter(qtbot)
    assert _said(screen)[-2:] == ["✗ paris", "Paris"]


def test_six_qualities_have_a_proposal_too(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    collection.add_deck("French")
    collection.set_options("French", six_qualities=True)
    screen = _study_capitals(window, collection)
    _type(window, qtbot, "London")
    _enter(qtbot)
    assert _proposed(screen) == ["Again"]
    _enter(qtbot)
    assert _qualities(collection) == [Quality.WRONG]


def test_the_box_moves_with_a_long_card_and_comes_into_sight_when_typed_in(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    long = "\n\n".join("Many words of a story. " * 30 for _ in range(6))
    collection.add_note({"Front": long, "Back": "Paris"}, deck="French", note_type="type-answer")
    screen = study(window)
    box, view = screen.page.pane.box.edit, screen.page.pane.viewport()
    assert not view.rect().intersects(box.geometry())
    _type(window, qtbot, "P")
    assert view.rect().contains(box.geometry())


def test_words_covered_in_an_article_can_be_typed(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    source_id = keep(collection)
    for card in collection.card_rows(collection.search("Stripes")):
        collection.update_note(card.note_id, note_type="type-answer")
    screen = window.go("article_reading", source_id=source_id)
    assert isinstance(screen, AnswerScreen)
    qtbot.waitUntil(lambda: screen.sitting.card is not None)
    for _ in range(2):  # of words whose cards are ordinary
        assert screen.page.edit.isHidden()
        press(window, qtbot, " 4")
    assert screen.page.edit.hasFocus()
    _type(window, qtbot, "Stripes let sailors tell one tower from another by dya.")
    _enter(qtbot)
    assert screen.page.verdict.text() == "✗ nearly right"
    assert [b.text() for b in screen.page.foot.rating_buttons if b.proposed] == ["Hard"]
    assert screen.page.view.hasFocus()
    _enter(qtbot)
    assert _qualities(collection)[2:] == [Quality.HARD]
    assert screen.page.verdict.isHidden()


def test_a_preview_shows_a_box_that_takes_no_words(
    window: MainWindow, collection: "Collection", qtbot: QtBot
) -> None:
    front, back = CAPITALS[0]
    note_id = collection.add_note(
        {"Front": front, "Back": back}, deck="French", note_type="type-answer"
    )
    window.edit_note(note_id)
    opened = window.findChildren(EditWindow)[0]
    said = [line.strip() for line in opened.preview.view.toPlainText().splitlines()]
    assert [line for line in said if line] == [front, "Type the answer", back]
