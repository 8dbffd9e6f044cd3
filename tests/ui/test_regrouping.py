"""Notes are split and merged: what comes out is written, histories go where the learner says."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel

from flashcards import Rating
from flashcards.model.messages import message
from flashcards.ui.browser.screen import BrowserScreen
from flashcards.ui.editor.drafts import Drafts
from flashcards.ui.editor.edit_window import EditWindow
from flashcards.ui.editor.window import edit_note
from flashcards.ui.main_window import MainWindow
from flashcards.ui.regrouping.dialog import MergeDialog, RegroupDialog, SplitDialog
from flashcards.ui.regrouping.opening import merge_notes, split_note
from tests.conftest import FixedClock
from tests.qtbot import QtBot
from tests.ui.browsing import search
from tests.ui.named import unnamed
from tests.ui.type_screen import ALT, CONTROL, answer, idle


@pytest.fixture
def both_ways(window: MainWindow) -> int:
    """A note asked both ways, of which the first card was answered."""
    collection = window.collection
    note = collection.add_note({"Front": "chien", "Back": "dog"}, "French", ["a"], "basic-reverse")
    session = collection.study("French")
    session.next()
    session.answer(Rating.GOOD)
    session.close()
    return note


@pytest.fixture
def splitting(window: MainWindow, both_ways: int, qtbot: QtBot) -> Iterator[SplitDialog]:
    """What asks how to split that note."""
    split_note(window, both_ways)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, SplitDialog)
    yield dialog
    idle(window, qtbot)


def told(dialog: RegroupDialog) -> str:
    """Return what would be done."""
    dialog.settle()
    return dialog.told.text()


def listed(dialog: RegroupDialog) -> list[str]:
    """Return the notes that come out."""
    return [name for name, _ in dialog.list.names.rows]


def histories(dialog: RegroupDialog) -> dict[str, str]:
    """Return which history each card of the note shown goes on with."""
    return {each.accessibleName(): each.currentText() for each in dialog.histories.choices}


def choose(field: QComboBox, text: str) -> None:
    """Choose a row by what it says."""
    field.setCurrentIndex(field.findText(text))
    field.activated.emit(field.currentIndex())


def test_each_card_becomes_a_note_and_keeps_its_history(
    splitting: SplitDialog, window: MainWindow, qtbot: QtBot, both_ways: int
) -> None:
    collection = window.collection
    first, second = collection.note_cards(both_ways)
    assert listed(splitting) == ["chien", "dog"]
    assert histories(splitting) == {"Card 1": "Card 1 (1 review)"}
    assert told(splitting) == "Keeps 2 cards with their history"
    assert unnamed(window) == []
    splitting.finish_up()
    notes = collection.search_notes("deck:French")
    assert len(notes) == 2
    assert {collection.notes_of([first])[0], collection.notes_of([second])[0]} == set(notes)
    assert window.toasts.text.text() == "Split the note into 2 notes"
    window.undo_in_collection()
    assert collection.search_notes("deck:French") == [both_ways]
    assert collection.note_cards(both_ways) == [first, second]


def test_what_is_typed_goes_into_the_note_shown(
    splitting: SplitDialog, window: MainWindow, qtbot: QtBot
) -> None:
    splitting.list.setFocus()
    qtbot.keyClick(splitting.list, Qt.Key.Key_Down)
    edit = splitting.form.edits[0]
    edit.setFocus()
    qtbot.keyClick(edit, Qt.Key.Key_End, CONTROL)
    qtbot.keyClicks(edit, "gy")
    assert listed(splitting) == ["chien", "doggy"]
    splitting.finish_up()
    assert len(window.collection.search("doggy")) == 1


def test_a_history_goes_to_one_card_and_the_one_left_over_is_asked_for(
    splitting: SplitDialog, window: MainWindow, qtbot: QtBot, both_ways: int
) -> None:
    collection = window.collection
    first, _ = collection.note_cards(both_ways)
    splitting.list.go_to(1)
    choose(splitting.histories.choices[0], "Card 1 (1 review)")
    splitting.list.go_to(0)
    assert histories(splitting) == {"Card 1": "Begins as new"}
    assert told(splitting).startswith("Makes 1 new card · Removes 1 card")
    splitting.finish_up()
    owner = collection.notes_of([first])[0]
    assert collection.note(owner).fields == ("dog", "chien")


def test_answered_cards_that_no_note_goes_on_with_are_asked_for(
    splitting: SplitDialog, window: MainWindow, both_ways: int
) -> None:
    choose(splitting.histories.choices[0], "Begins as new")
    assert "1 of them answered" in told(splitting)
    splitting.finish_up()
    assert "1 of them answered" in answer("Cancel")
    assert window.collection.search_notes("deck:French") == [both_ways]
    splitting.finish_up()
    answer("Split")
    assert len(window.collection.search_notes("deck:French")) == 2


def test_a_note_without_an_answer_says_so_and_nothing_is_written(
    splitting: SplitDialog, window: MainWindow, qtbot: QtBot, both_ways: int
) -> None:
    edit = splitting.form.edits[1]
    edit.setFocus()
    qtbot.keyClick(edit, Qt.Key.Key_A, CONTROL)
    qtbot.keyClick(edit, Qt.Key.Key_Delete)
    assert "no answer" in told(splitting)
    assert not splitting.done_button.isEnabled()
    splitting.finish_up()
    assert window.collection.search_notes("deck:French") == [both_ways]


def test_what_was_written_is_a_draft_when_it_is_left(
    splitting: SplitDialog, window: MainWindow, qtbot: QtBot, both_ways: int
) -> None:
    qtbot.keyClicks(splitting.form.edits[1], "gy")
    written = splitting.form.edits[1].toPlainText()
    qtbot.keyClick(splitting, Qt.Key.Key_Escape)
    window.drafts.finish()
    assert Drafts(window.collection.path)._read()
    split_note(window, both_ways)
    again = QApplication.activeModalWidget()
    assert isinstance(again, SplitDialog)
    assert again.form.edits[1].toPlainText() == written
    assert again.draft_note.text() == "This is your draft; it is not saved yet."
    again.start_over()
    assert again.form.edits[1].toPlainText() == "dog"
    again.finish_up()
    window.drafts.finish()
    assert Drafts(window.collection.path)._read() == {}


def test_a_draft_says_that_its_note_was_changed_since(
    splitting: SplitDialog,
    window: MainWindow,
    qtbot: QtBot,
    both_ways: int,
    fixed_clock: FixedClock,
) -> None:
    qtbot.keyClicks(splitting.form.edits[1], "gy")
    qtbot.keyClick(splitting, Qt.Key.Key_Escape)
    fixed_clock.advance(days=1)
    window.collection.update_note(both_ways, {"Front": "cat"})
    split_note(window, both_ways)
    again = QApplication.activeModalWidget()
    assert isinstance(again, SplitDialog)
    assert again.draft_note.text() == (
        "This is your draft; the note has been changed elsewhere since."
    )
    again.start_over()


def test_one_card_with_two_facts_becomes_two_notes(window: MainWindow, qtbot: QtBot) -> None:
    collection = window.collection
    note = collection.add_note({"Front": "sun", "Back": "hot\n\nbright"}, "Sky")
    opened = edit_note(window, note)
    assert isinstance(opened, EditWindow)
    qtbot.waitUntil(opened.isActiveWindow)
    qtbot.keyClick(opened.form.edits[0], Qt.Key.Key_X, CONTROL | ALT)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, SplitDialog)
    assert listed(dialog) == ["sun", "sun"]
    assert [part.texts["Back"] for part in dialog.parts] == ["hot", "bright"]
    dialog.add()
    assert listed(dialog) == ["sun", "sun", "sun"]
    dialog.remove()
    assert told(dialog) == "Makes 1 new card · Keeps 1 card with its history"
    dialog.finish_up()
    assert len(collection.search_notes("deck:Sky")) == 2
    opened.close()


def test_another_type_is_chosen_for_a_note_that_comes_out(
    splitting: SplitDialog, window: MainWindow
) -> None:
    choose(splitting.type_field, "Term and definition")
    assert [each.accessibleName() for each in splitting.form.edits][:2] == ["Term", "Definition"]
    assert histories(splitting)["Asks for the definition"] == "Card 1 (1 review)"
    splitting.finish_up()
    assert len(window.collection.search_notes('note:"Term and definition"')) == 1


def test_notes_selected_in_browse_are_merged_by_key(
    browse: BrowserScreen, window: MainWindow, qtbot: QtBot
) -> None:
    collection = window.collection
    one = collection.add_note({"Text": "The {{c1::sun}} shines."}, "Sky", ["a"], "cloze")
    other = collection.add_note({"Text": "The {{c1::moon}} does not."}, "Sky", ["b"], "cloze")
    cards = [*collection.note_cards(one), *collection.note_cards(other)]
    search(browse, qtbot, "deck:Sky")
    browse.view.setFocus()
    browse.view.selectAll()
    qtbot.keyClick(browse.view, Qt.Key.Key_M, CONTROL | ALT)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, MergeDialog)
    assert dialog.heading.text() == "Merge 2 notes into one"
    assert dialog.side.isHidden()
    said = histories(dialog)
    assert list(said) == ["Cloze 1", "Cloze 2"]
    assert "sun" not in said["Cloze 1"]  # a question hides what it asks for
    assert told(dialog) == "Keeps 2 cards with their history"
    dialog.finish_up()
    notes = collection.search_notes("deck:Sky")
    assert len(notes) == 1
    assert set(collection.note_cards(notes[0])) == set(cards)
    assert set(collection.note(notes[0]).tags) == {"a", "b"}
    window.undo_in_collection()
    assert len(collection.search_notes("deck:Sky")) == 2
    idle(window, qtbot)


def test_notes_that_cannot_be_merged_say_why(window: MainWindow) -> None:
    collection = window.collection
    plain = collection.add_note({"Front": "a", "Back": "b"}, "D")
    gaps = collection.add_note({"Text": "{{c1::a}}"}, "D", (), "cloze")
    merge_notes(window, [plain, gaps])
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    words = " ".join(part.text() for part in dialog.findChildren(QLabel))
    assert "Cloze notes and other notes cannot be merged." in words
    dialog.close()


def test_a_split_that_waits_for_other_work_is_made_once(
    splitting: SplitDialog, window: MainWindow, qtbot: QtBot
) -> None:
    told(splitting)
    with window.collection._store.writing(message("Import")):
        splitting.done_button.click()
        splitting.done_button.click()
        assert splitting.told.text() == "This is done as soon as other work has ended."
    qtbot.waitUntil(lambda: not window.writes.pending())
    assert len(window.collection.search_notes()) == 2


def test_a_split_that_waits_is_not_made_once_it_is_cancelled(
    splitting: SplitDialog, window: MainWindow, qtbot: QtBot
) -> None:
    told(splitting)
    with window.collection._store.writing(message("Import")):
        splitting.done_button.click()
        qtbot.keyClick(splitting, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.writes.pending())
    assert len(window.collection.search_notes()) == 1
