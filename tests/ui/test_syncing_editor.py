"""What is being written about a note while something about it comes from another computer."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from flashcards.model.note_types import BASIC, CLOZE
from flashcards.model.notes import NoteType
from flashcards.ui.editor.drafts import OF_NOTE
from flashcards.ui.editor.edit_window import EditWindow
from flashcards.ui.editor.window import add_note, edit_note
from flashcards.ui.main_window import MainWindow
from flashcards.ui.occlusion.opening import edit_masks
from tests.conftest import FixedClock
from tests.qtbot import QtBot
from tests.ui.masked import LEFT, RIGHT, picture
from tests.ui.two_computers import Pair, in_step

CTRL, TAB = Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Tab
MEANWHILE = (
    "Changed on laptop-2 meanwhile. Yours stands, the other text will be in the note’s history."
)


@pytest.fixture
def pair(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, fixed_clock: FixedClock
) -> Iterator[Pair]:
    """One note on both computers."""
    window.collection.add_note({"Front": "fox", "Back": "red"}, deck="Mammals", tags=["wild"])
    with in_step(window, qtbot, tmp_path, fixed_clock) as made:
        made.agree()
        fixed_clock.advance(minutes=1)
        yield made


@pytest.fixture
def editing(pair: Pair, window: MainWindow, qtbot: QtBot) -> EditWindow:
    """The window of that note, the keyboard in its answer."""
    found = edit_note(window, pair.here.notes_of(pair.here.search(""))[0])
    assert found is not None
    qtbot.waitUntil(found.isActiveWindow)
    qtbot.keyClick(found.form.edits[0], TAB)
    assert found.form.edits[1].hasFocus()
    return found


def _type(qtbot: QtBot, words: str) -> None:
    focused = QApplication.focusWidget()
    qtbot.keyClick(focused, Qt.Key.Key_End, CTRL)
    qtbot.keyClicks(focused, words)


def _fields(pair: Pair) -> list[tuple[str, ...]]:
    pair.agree()
    found = []
    for collection in (pair.here, pair.there):
        notes = collection.notes_of(collection.search(""))
        assert len(notes) == 1
        found.append(collection.note(notes[0]).fields)
    assert found[0] == found[1]
    return found


def _own_type(pair: Pair) -> NoteType:
    return pair.here.note_types.duplicate(pair.here.note_type(BASIC.uid).id, "Mine")


def _former(pair: Pair) -> list[str]:
    note = pair.here.notes_of(pair.here.search(""))[0]
    return [each.value for each in pair.here.revisions(note)]


def test_a_field_nobody_typed_in_shows_what_came_and_the_other_keeps_what_is_typed(
    pair: Pair, editing: EditWindow, qtbot: QtBot
) -> None:
    _type(qtbot, "dish")
    pair.there.update_note(pair.note_there("fox"), {"Front": "vixen"}, tags=["wild", "female"])
    pair.hear()
    assert editing.form.texts() == ["vixen", "reddish"]
    assert sorted(editing.form.tags()) == ["female", "wild"]
    assert not editing.notice.isVisible()
    _type(qtbot, " brown")
    qtbot.keyClick(editing.form.edits[1], Qt.Key.Key_Return, CTRL)
    assert _fields(pair)[0] == ("vixen", "reddish brown")


def test_the_same_field_changed_elsewhere_keeps_what_is_typed_and_says_where_the_other_text_is(
    pair: Pair, editing: EditWindow, qtbot: QtBot
) -> None:
    _type(qtbot, "dish")
    pair.there.update_note(pair.note_there("fox"), {"Back": "grey"})
    pair.hear()
    assert editing.form.texts() == ["fox", "reddish"]
    assert editing.notice.text() == MEANWHILE
    _type(qtbot, " brown")
    assert editing.notice.isVisible()
    qtbot.keyClick(editing.form.edits[1], Qt.Key.Key_Return, CTRL)
    assert _fields(pair)[0] == ("fox", "reddish brown")
    assert "grey" in _former(pair)


def test_a_note_nobody_writes_in_shows_what_came_and_leaves_the_caret(
    pair: Pair, editing: EditWindow, qtbot: QtBot
) -> None:
    _type(qtbot, "")
    pair.there.update_note(pair.note_there("fox"), {"Back": "russet"})
    pair.hear()
    assert editing.form.texts() == ["fox", "russet"]
    qtbot.keyClicks(editing.form.edits[1], "X")
    assert editing.form.texts()[1] == "rusXset"


def test_saving_brings_a_note_back_that_was_deleted_elsewhere(
    pair: Pair, editing: EditWindow, window: MainWindow, qtbot: QtBot
) -> None:
    _type(qtbot, "dish")
    pair.there.delete_notes([pair.note_there("fox")])
    pair.hear()
    assert pair.here.search("") == []
    assert editing.form.texts() == ["fox", "reddish"]
    assert editing.notice.text() == (
        "This note was deleted on another computer. Saving brings it back with what you wrote."
    )
    _type(qtbot, " brown")
    qtbot.keyClick(editing.form.edits[1], Qt.Key.Key_Return, CTRL)
    assert window.toasts.text.text() == "The note is back, with what you wrote"
    assert _fields(pair)[0] == ("fox", "reddish brown")
    window.undo_in_collection()
    pair.agree()
    assert pair.here.search("") == pair.there.search("") == []


def test_saving_masks_brings_their_note_back_that_was_deleted_elsewhere(
    pair: Pair, window: MainWindow, qtbot: QtBot
) -> None:
    name = pair.here.import_media(picture())
    fields = {"Occlusion": f"{LEFT}<br>{RIGHT}", "Image": f'<img src="{name}">'}
    note = pair.here.add_note(fields, "Anatomy", note_type="image-occlusion")
    pair.agree()
    opened = edit_masks(window, note)
    assert opened is not None
    qtbot.waitUntil(lambda: not opened.canvas.image.isNull() and opened.canvas.hasFocus())
    qtbot.keyClick(opened.canvas, TAB)
    qtbot.keyClick(opened.canvas, Qt.Key.Key_Right)
    there = pair.there.notes_of(pair.there.search("deck:Anatomy"))
    pair.there.delete_notes(there)
    pair.hear()
    assert opened.notice.text() == (
        "This note was deleted on another computer. Save to bring it back."
    )
    drawn = opened.now().masks
    qtbot.keyClick(opened.canvas, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: window.toasts.text.text() == "The note is back, with what you drew")
    pair.agree()
    for collection in (pair.here, pair.there):
        (found,) = collection.notes_of(collection.search("deck:Anatomy"))
        assert collection.note(found).fields[0] == drawn
    window.undo_in_collection()
    assert pair.here.search("deck:Anatomy") == []


def test_a_note_that_came_back_is_written_on(
    pair: Pair, editing: EditWindow, window: MainWindow, qtbot: QtBot
) -> None:
    _type(qtbot, "dish")
    pair.there.delete_notes([pair.note_there("fox")])
    pair.hear()
    qtbot.keyClick(editing.form.edits[1], Qt.Key.Key_S, CTRL)
    assert len(pair.here.search("")) == 1
    assert not editing.notice.isVisible()
    _type(qtbot, " brown")
    qtbot.keyClick(editing.form.edits[1], Qt.Key.Key_Return, CTRL)
    assert _fields(pair)[0] == ("fox", "reddish brown")


def test_a_deleted_note_nobody_wrote_in_stays_deleted(
    pair: Pair, editing: EditWindow, qtbot: QtBot
) -> None:
    pair.there.delete_notes([pair.note_there("fox")])
    pair.hear()
    assert "Its text can still be copied" in editing.notice.text()
    qtbot.keyClick(editing.form.edits[1], Qt.Key.Key_Return, CTRL)
    pair.agree()
    assert pair.here.search("") == pair.there.search("") == []


def test_what_is_typed_goes_into_the_fields_of_the_type_chosen_elsewhere(
    pair: Pair, editing: EditWindow, qtbot: QtBot
) -> None:
    _type(qtbot, "dish")
    note = pair.note_there("fox")
    pair.there.update_note(note, {"Text": "the {{c1::fox}}", "Extra": "red"}, note_type=CLOZE.uid)
    pair.hear()
    assert editing.form.note_type is not None
    assert editing.form.note_type.uid == CLOZE.uid
    assert editing.form.fields()["Extra"] == "reddish"
    qtbot.keyClick(editing.form.edits[1], Qt.Key.Key_Return, CTRL)
    assert _fields(pair)[0][:2] == ("the {{c1::fox}}", "reddish")


def test_a_draft_goes_on_from_what_came_while_nothing_was_open(
    pair: Pair, editing: EditWindow, window: MainWindow, qtbot: QtBot
) -> None:
    _type(qtbot, "dish")
    editing.keeper.keep_draft()
    name = f"{OF_NOTE}{pair.here.note(editing.note_id() or 0).guid}"
    draft = window.drafts.get(name)
    editing.keeper.discard()
    editing.close()
    pair.there.update_note(pair.note_there("fox"), {"Front": "vixen"}, tags=["female"])
    pair.hear()
    window.drafts.put(name, draft)  # as after the program was ended in the middle
    again = edit_note(window, pair.here.notes_of(pair.here.search(""))[0])
    assert again is not None
    assert again.form.texts() == ["vixen", "reddish"]
    assert again.form.tags() == ["female"]
    assert "changed elsewhere since" in again.notice.text()


def test_a_draft_whose_note_type_is_gone_keeps_what_was_typed(
    pair: Pair, window: MainWindow, qtbot: QtBot
) -> None:
    made = _own_type(pair)
    note = pair.here.add_note({"Front": "owl", "Back": "wise"}, deck="Birds", note_type=made.uid)
    pair.agree()
    editing = edit_note(window, note)
    assert editing is not None
    qtbot.waitUntil(editing.isActiveWindow)
    editing.form.edits[1].setFocus()
    _type(qtbot, "!")
    editing.keeper.keep_draft()
    name = f"{OF_NOTE}{pair.here.note(note).guid}"
    draft = window.drafts.get(name)
    editing.keeper.discard()
    editing.close()
    pair.there.update_note(pair.note_there("owl"), None, note_type=BASIC.uid)
    pair.there.note_types.delete(pair.there.note_type(made.uid).id)
    pair.hear()
    window.drafts.put(name, draft)
    again = edit_note(window, note)
    assert again is not None
    assert again.form.texts() == ["owl", "wise!"]


def test_a_new_note_being_written_keeps_its_text_when_its_type_goes_elsewhere(
    pair: Pair, window: MainWindow, qtbot: QtBot
) -> None:
    made = _own_type(pair)
    pair.agree()
    adding = add_note(window)
    qtbot.waitUntil(adding.isActiveWindow)
    adding.type_field.show_type(made.uid)
    adding.type_field.chosen.emit(made.uid)
    qtbot.keyClicks(adding.form.edits[0], "owl")
    qtbot.keyClicks(adding.form.edits[1], "wise")
    pair.there.note_types.delete(pair.there.note_type(made.uid).id)
    pair.hear()
    assert adding.form.texts()[:2] == ["owl", "wise"]
    qtbot.keyClick(adding.form.edits[1], Qt.Key.Key_Return, CTRL)
    assert len(pair.here.search('front:"owl"')) == 1


def test_a_new_note_being_written_goes_to_its_deck_that_was_renamed_elsewhere(
    pair: Pair, window: MainWindow, qtbot: QtBot
) -> None:
    adding = add_note(window, "Mammals")
    qtbot.waitUntil(adding.isActiveWindow)
    qtbot.keyClicks(adding.form.edits[0], "owl")
    pair.there.rename_deck("Mammals", "Beasts")
    pair.hear()
    assert adding.windowTitle() == "Add note to Beasts"
    qtbot.keyClicks(adding.form.edits[1], "wise")
    qtbot.keyClick(adding.form.edits[1], Qt.Key.Key_Return, CTRL)
    pair.agree()
    for collection in (pair.here, pair.there):
        assert collection.deck_names() == ["Beasts"]
        assert len(collection.search("deck:Beasts")) == 2
