"""What a note said before can be seen beside what it says now, and brought back by a key."""

import pytest
from PySide6.QtCore import Qt

from flashcards import Rating
from flashcards.ui.editor.edit_window import EditWindow
from flashcards.ui.editor.note_history import NoteHistory
from flashcards.ui.editor.window import edit_note
from flashcards.ui.main_window import MainWindow
from tests.conftest import FixedClock
from tests.qtbot import QtBot
from tests.ui.test_deleting import asked, press

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def editing(window: MainWindow, qtbot: QtBot, fixed_clock: FixedClock) -> EditWindow:
    """The window of a note whose back was changed twice, on two days."""
    note = window.collection.add_note({"Front": "tides", "Back": "the sun"}, "D")
    for text in ("the sun and the moon", "the moon"):
        fixed_clock.advance(days=1)
        window.collection.update_note(note, {"Back": text})
    fixed_clock.advance(days=1)
    opened = edit_note(window, note)
    assert opened is not None
    qtbot.waitUntil(opened.isActiveWindow)
    return opened


def _history(editing: EditWindow, qtbot: QtBot) -> NoteHistory:
    qtbot.keyClick(editing.form.edits[0], Qt.Key.Key_H, CONTROL | ALT)
    assert editing.history is not None
    qtbot.waitUntil(editing.history.isVisible)
    return editing.history


def test_former_texts_are_listed_the_last_first_beside_the_present_one(
    editing: EditWindow, qtbot: QtBot
) -> None:
    history = _history(editing, qtbot)
    model = history.list.model()
    said = [model.index(at, 2).data() for at in range(model.rowCount())]
    assert said == ["the sun and the moon", "the sun"]
    assert [model.index(at, 1).data() for at in range(2)] == ["Back", "Back"]
    assert model.index(0, 0).data().startswith("Yesterday, ")
    assert model.index(1, 0).data()[:3] in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    before, now = history.texts.panes
    assert (before.text.toPlainText(), now.text.toPlainText()) == (
        "the sun and the moon",
        "the moon",
    )
    marked = [each.cursor.selectedText() for each in before.text.extraSelections()]
    assert "sun and the" in " ".join(marked)
    history.reject()


def test_a_former_text_is_brought_back_by_keys_and_undone(
    editing: EditWindow, window: MainWindow, qtbot: QtBot
) -> None:
    history = _history(editing, qtbot)
    qtbot.keyClick(history.list, Qt.Key.Key_Down)
    qtbot.keyClick(history, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: editing.form.texts() == ["tides", "the sun"])
    note_id = editing.note_id()
    assert note_id is not None
    assert window.collection.note(note_id).fields == ("tides", "the sun")
    window.undo()
    qtbot.waitUntil(lambda: editing.form.texts() == ["tides", "the moon"])


def test_what_is_being_typed_is_saved_first_and_part_of_the_history(
    editing: EditWindow, qtbot: QtBot
) -> None:
    editing.form.edits[1].setFocus()
    qtbot.keyClicks(editing.form.edits[1], "yes, ")
    history = _history(editing, qtbot)
    assert history.texts.panes[1].text.toPlainText() == "yes, the moon"
    assert history.list.model().index(0, 2).data() == "the moon"
    history.reject()


def test_a_note_that_was_never_changed_says_so(window: MainWindow, qtbot: QtBot) -> None:
    note = window.collection.add_note({"Front": "q", "Back": "a"}, "D")
    opened = edit_note(window, note)
    assert opened is not None
    qtbot.waitUntil(opened.isActiveWindow)
    opened.open_history()
    assert opened.history is None
    assert not any(each.isVisible() for each in opened.findChildren(NoteHistory))


def test_browse_opens_the_history_of_the_note_by_the_same_key(
    window: MainWindow, qtbot: QtBot, fixed_clock: FixedClock
) -> None:
    note = window.collection.add_note({"Front": "tides", "Back": "the sun"}, "D")
    fixed_clock.advance(days=1)
    window.collection.update_note(note, {"Back": "the moon"})
    window.go("browse")
    focused = window.focusWidget()
    qtbot.keyClick(focused, Qt.Key.Key_Down)
    qtbot.keyClick(window.focusWidget() or focused, Qt.Key.Key_H, CONTROL | ALT)
    (history,) = [each for each in window.findChildren(NoteHistory) if each.isVisible()]
    assert history.list.model().index(0, 2).data() == "the sun"
    history.reject()


def test_a_former_text_takes_an_answered_card_only_after_a_question(
    window: MainWindow, qtbot: QtBot, fixed_clock: FixedClock
) -> None:
    collection = window.collection
    note = collection.add_note({"Text": "zinc is {{c2::grey}}"}, "D", note_type="cloze")
    fixed_clock.advance(days=1)
    now = "{{c1::zinc}} is {{c2::grey}}"
    collection.update_note(note, {"Text": now})
    for _ in range(2):
        session = collection.study()
        while session.next() is not None:
            session.answer(Rating.EASY)
        collection.unbury()
    cards = collection.note_cards(note)
    opened = edit_note(window, note)
    assert opened is not None
    qtbot.waitUntil(opened.isActiveWindow)
    _history(opened, qtbot).accept()
    press(asked(), "Cancel")
    assert collection.note_cards(note) == cards
    assert collection.note(note).fields[0] == now
    _history(opened, qtbot).accept()
    press(asked(), "Save and remove")
    assert len(collection.note_cards(note)) == 1
    assert window.toasts.action.text() == "Undo"
    window.toasts.action.click()
    assert collection.note_cards(note) == cards


def test_lists_are_shown_without_the_numbers_of_their_items(
    window: MainWindow, qtbot: QtBot, fixed_clock: FixedClock
) -> None:
    fields = {"Question": "Planets", "Items": "Mars\nVenus"}
    note = window.collection.add_note(fields, "D", note_type="list")
    fixed_clock.advance(days=1)
    window.collection.update_note(note, {"Items": "Mars\nVenus\nEarth"})
    opened = edit_note(window, note)
    assert opened is not None
    qtbot.waitUntil(opened.isActiveWindow)
    history = _history(opened, qtbot)
    assert history.list.model().index(0, 2).data() == "Mars Venus"
    said = [pane.text.toPlainText() for pane in history.texts.panes]
    assert said == ["Mars\nVenus", "Mars\nVenus\nEarth"]
    history.reject()
