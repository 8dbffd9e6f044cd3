"""A change of a note that takes cards away says so beforehand, and asks where one was answered."""

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from flashcards import Rating
from flashcards.model.ids import NoteId
from flashcards.ui.editor.add_window import AddWindow
from flashcards.ui.editor.edit_window import EditWindow
from flashcards.ui.editor.window import add_note, edit_note
from flashcards.ui.main_window import MainWindow
from tests.qtbot import QtBot
from tests.ui.browsing import open_browser, search, shown
from tests.ui.test_deleting import asked, press

if TYPE_CHECKING:
    from flashcards.api import Collection

CTRL = Qt.KeyboardModifier.ControlModifier


def _editing(window: MainWindow, qtbot: QtBot, note_id: int) -> EditWindow:
    opened = edit_note(window, note_id)
    assert opened is not None
    qtbot.waitUntil(opened.isActiveWindow)
    return opened


def _choose_type(opened: EditWindow | AddWindow, uid: str) -> None:
    opened.type_field.setCurrentIndex(opened.type_field.findData(uid))
    opened.type_field.activated.emit(opened.type_field.currentIndex())


def _answer_all(collection: "Collection") -> None:
    for _ in range(2):
        session = collection.study()
        while session.next() is not None:
            session.answer(Rating.EASY)
        collection.unbury()  # siblings


@pytest.fixture
def both_ways(collection: "Collection") -> NoteId:
    """A note of two cards, each answered once."""
    note = collection.add_note({"Front": "chien", "Back": "dog"}, "French", [], "basic-reverse")
    _answer_all(collection)
    return note


def _words() -> str:
    return " ".join(part.text() for part in asked().findChildren(QLabel))


def test_changing_to_basic_says_what_goes_and_asks_before_an_answered_card_does(
    both_ways: NoteId, window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    first, second = collection.note_cards(both_ways)
    past = len(collection.history(second))
    opened = _editing(window, qtbot, both_ways)
    _choose_type(opened, "basic")
    qtbot.waitUntil(opened.notice.isVisible)
    assert opened.notice.text().startswith("Saving removes 1 card")
    opened.form.edits[0].setFocus()
    opened.deck_field.setFocus()
    assert collection.note_cards(both_ways) == [first, second]
    qtbot.keyClick(opened.form.edits[0], Qt.Key.Key_S, CTRL)
    assert f"remove 1 card with {past} review" in _words()
    press(asked(), "Save and remove")
    assert collection.note_cards(both_ways) == [first]
    window.undo_in_collection()
    assert collection.note_cards(both_ways) == [first, second]
    assert len(collection.history(second)) == past
    assert collection.check() == []


def test_a_removal_that_is_not_wanted_keeps_card_and_text(
    both_ways: NoteId, window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    cards = collection.note_cards(both_ways)
    opened = _editing(window, qtbot, both_ways)
    qtbot.keyClicks(opened.form.edits[0], "un ")
    _choose_type(opened, "basic")
    opened.close()
    press(asked(), "Cancel")
    assert collection.note_cards(both_ways) == cards
    assert collection.note(both_ways).fields == ("chien", "dog")
    assert "kept as a draft" in window.toasts.text.text()
    again = _editing(window, qtbot, both_ways)
    assert again.form.texts()[0] == "un chien"
    assert again.form.note_type is not None
    assert again.form.note_type.uid == "basic"


def test_a_cloze_taken_out_asks_in_browse_when_the_learner_turns_to_another_note(
    window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    note = collection.add_note(
        {"Text": "{{c1::zinc}} is {{c2::grey}}"}, "Animals", note_type="cloze"
    )
    _answer_all(collection)
    before = collection.note_cards(note)
    screen = open_browser(window, qtbot)
    search(screen, qtbot, "zinc or ant")
    questions = shown(screen)
    screen.view.select_row(next(row for row, text in enumerate(questions) if "zinc" in text))
    screen.detail.edit()
    edit = screen.detail.form.edits[0]
    edit.selectAll()
    qtbot.keyClicks(edit, "{{c1::zinc}} is grey")
    screen.view.setFocus()
    assert collection.note_cards(note) == before
    assert screen.detail.notice.text() == "Saving removes 1 card with 1 review."
    screen.view.selectAll()
    assert "1 card with 1 review" in _words()
    press(asked(), "Save and remove")
    assert collection.note_cards(note) == before[:1]


def test_cards_never_answered_go_without_a_question_but_not_unsaid(
    window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    note = collection.add_note({"Front": "chien", "Back": "dog"}, "French", [], "basic-reverse")
    opened = _editing(window, qtbot, note)
    _choose_type(opened, "basic")
    qtbot.waitUntil(opened.notice.isVisible)
    assert opened.notice.text() == "Saving removes 1 card."
    opened.close()
    assert QApplication.activeModalWidget() is None
    assert len(collection.note_cards(note)) == 1


def test_a_change_of_type_that_keeps_every_card_says_nothing(
    window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    note = collection.add_note({"Front": "chien", "Back": "dog"}, "French")
    _answer_all(collection)
    opened = _editing(window, qtbot, note)
    _choose_type(opened, "basic-reverse")
    opened.close()
    assert QApplication.activeModalWidget() is None
    assert len(collection.note_cards(note)) == 2
    assert len(collection.history(collection.note_cards(note)[0])) == 1


def test_another_kind_of_note_keeps_no_card_and_says_so(
    window: MainWindow, collection: "Collection"
) -> None:
    note = collection.add_note({"Front": "chien", "Back": "dog"}, "French")
    _answer_all(collection)
    going = collection.cards_going(note, {"Text": "{{c1::chien}}", "Extra": ""}, "cloze")
    assert (going.cards, going.reviews) == (1, 1)
    assert collection.cards_going(note, {"Front": ""}).cards == 0


def test_a_note_without_an_answer_is_not_added_and_its_text_stays(
    window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    adding = add_note(window)
    qtbot.waitUntil(adding.isActiveWindow)
    qtbot.keyClicks(adding.form.edits[0], "chien")
    qtbot.keyClick(adding.form.edits[0], Qt.Key.Key_Return, CTRL)
    assert adding.notice.text() == "The note has no answer yet. Fill in “Back”."
    assert adding.form.edits[1].hasFocus()
    assert adding.form.texts() == ["chien", ""]
    assert collection.search() == []
    qtbot.keyClicks(adding.form.edits[1], "dog")
    qtbot.keyClick(adding.form.edits[1], Qt.Key.Key_Return, CTRL)
    assert len(collection.search()) == 1
    _choose_type(adding, "cloze")
    qtbot.keyClicks(adding.form.edits[0], "{{c1::zinc}}")
    qtbot.keyClick(adding.form.edits[0], Qt.Key.Key_Return, CTRL)
    assert len(collection.search()) == 2
