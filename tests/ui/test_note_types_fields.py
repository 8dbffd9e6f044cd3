"""Fields of a note type: added, named, moved and removed by keys, told before, undone after."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication

from flashcards.model.notes import Field, FieldSettings
from flashcards.ui.editor.drafts import Drafts
from flashcards.ui.main_window import MainWindow
from flashcards.ui.note_types.screen import NoteTypesScreen
from tests.qtbot import QtBot
from tests.ui.named import unnamed
from tests.ui.type_screen import (
    ALT,
    CONTROL,
    SHIFT,
    answer,
    idle,
    names,
    open_types,
    press,
    stored,
    told,
)


@pytest.fixture
def screen(window: MainWindow, qtbot: QtBot) -> NoteTypesScreen:
    window.collection.add_note({"Front": "sun", "Back": "Sonne"}, "German")
    window.collection.add_note({"Front": "moon", "Back": "Mond"}, "German")
    return open_types(window, qtbot)


def test_the_palette_key_opens_a_list_of_types_with_their_notes(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.collection.add_note({"Front": "sun", "Back": "Sonne"}, "German")
    window.go("today")
    qtbot.keyClick(window, Qt.Key.Key_Y, CONTROL | SHIFT)
    shown = window.built("note_types")
    assert isinstance(shown, NoteTypesScreen)
    idle(window, qtbot)
    role = Qt.ItemDataRole.AccessibleTextRole
    model = shown.list.types
    said = [model.data(model.index(number), role) for number in range(model.rowCount())]
    assert said[0] == "Basic, 1 note, A question and its answer."
    assert "Cloze, No notes, Hides parts of a text and asks for each of them." in said
    assert shown.list.hasFocus()
    assert unnamed(window) == []


def test_a_field_is_added_named_and_saved_as_one_step(
    screen: NoteTypesScreen, window: MainWindow, qtbot: QtBot
) -> None:
    press(qtbot, Qt.Key.Key_Return)
    assert screen.fields.list.hasFocus()
    press(qtbot, Qt.Key.Key_I, CONTROL | SHIFT)
    assert screen.fields.name.hasFocus()
    qtbot.keyClicks(screen.fields.name, "Hint")
    assert names(screen) == ["Front", "Hint", "Back"]
    assert stored(window).fields == ("Front", "Back")
    assert told(screen, window, qtbot) == "No cards come or go."
    press(qtbot, Qt.Key.Key_S, CONTROL)
    idle(window, qtbot)
    now = stored(window)
    assert [now.fields[place] for place in now.shown_places] == ["Front", "Hint", "Back"]
    assert screen.told.text() == "All changes are saved"
    assert window.toasts.text.text() == "Saved “Basic”"
    press(qtbot, Qt.Key.Key_Z, CONTROL)
    idle(window, qtbot)
    assert stored(window).fields == ("Front", "Back")
    assert names(screen) == ["Front", "Back"]


def test_a_renamed_field_keeps_its_texts_and_its_place_in_templates(
    screen: NoteTypesScreen, window: MainWindow, qtbot: QtBot
) -> None:
    press(qtbot, Qt.Key.Key_Return)
    screen.fields.rename()
    qtbot.keyClicks(screen.fields.name, "Question")
    assert screen.cards.front.edit.toPlainText() == "{{Question}}"
    press(qtbot, Qt.Key.Key_S, CONTROL)
    idle(window, qtbot)
    now = stored(window)
    assert now.fields == ("Question", "Back")
    assert now.templates[0].question == "{{Question}}"
    assert len(window.collection.search("Question:sun")) == 1


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("", "A field needs a name."),
        ("back", "Another field has this name."),
        ("Tags", "Templates use this name for something else."),
        ("a:b", 'A name cannot hold : " { or }, nor begin with #, ^ or /.'),
    ],
)
def test_a_name_that_cannot_be_says_so_at_once_and_is_not_saved(
    screen: NoteTypesScreen, window: MainWindow, qtbot: QtBot, name: str, words: str
) -> None:
    press(qtbot, Qt.Key.Key_Return)
    screen.fields.rename()
    press(qtbot, Qt.Key.Key_Delete)
    qtbot.keyClicks(screen.fields.name, name)
    assert screen.fields.trouble.text() == words
    press(qtbot, Qt.Key.Key_S, CONTROL)
    idle(window, qtbot)
    assert stored(window).fields == ("Front", "Back")
    assert screen.told.property("role") == "error"


def test_removing_a_field_with_text_is_told_and_asked(window: MainWindow, qtbot: QtBot) -> None:
    basic = window.collection.note_type("basic")
    hinted = basic.with_fields([*basic.field_list(), Field("Hint")])
    card = replace(basic.templates[0], answer="{{Back}} {{Hint}}")
    window.collection.note_types.save(replace(hinted, templates=(card,)))
    for front, back in (("sun", "Sonne"), ("moon", "Mond")):
        window.collection.add_note({"Front": front, "Back": back, "Hint": "sky"}, "German")
    screen = open_types(window, qtbot)
    press(qtbot, Qt.Key.Key_Return)
    press(qtbot, Qt.Key.Key_Down)
    press(qtbot, Qt.Key.Key_Down)
    press(qtbot, Qt.Key.Key_Delete, CONTROL | SHIFT)
    assert names(screen) == ["Front", "Back"]
    assert "{{Hint}}" not in screen.cards.back.edit.toPlainText()
    assert told(screen, window, qtbot) == "Saving: 2 notes lose text"
    press(qtbot, Qt.Key.Key_S, CONTROL)
    idle(window, qtbot)
    words = answer("Cancel")
    assert "2 notes lose text" in words
    assert "“sun”" in words
    assert stored(window).fields == ("Front", "Back", "Hint")
    press(qtbot, Qt.Key.Key_S, CONTROL)
    answer("Save and remove")
    idle(window, qtbot)
    assert stored(window).fields == ("Front", "Back")
    window.undo_in_collection()
    idle(window, qtbot)
    assert len(window.collection.search("Hint:sky")) == 2


def test_fields_are_moved_by_keys_and_by_the_mouse(
    screen: NoteTypesScreen, window: MainWindow, qtbot: QtBot
) -> None:
    press(qtbot, Qt.Key.Key_Return)
    press(qtbot, Qt.Key.Key_Down, ALT)
    assert names(screen) == ["Back", "Front"]
    assert screen.fields.list.row() == 1
    model = screen.fields.list.names
    dragged = model.mimeData([model.index(1)])
    model.dropMimeData(dragged, Qt.DropAction.MoveAction, 0, 0, QModelIndex())
    qtbot.waitUntil(lambda: names(screen) == ["Front", "Back"])
    press(qtbot, Qt.Key.Key_Down, ALT)
    press(qtbot, Qt.Key.Key_S, CONTROL)
    idle(window, qtbot)
    now = stored(window)
    assert [now.fields[place] for place in now.shown_places] == ["Back", "Front"]
    assert len(window.collection.search("Front:sun")) == 1


def test_steps_are_taken_back_one_by_one_before_anything_is_saved(
    screen: NoteTypesScreen, window: MainWindow, qtbot: QtBot
) -> None:
    press(qtbot, Qt.Key.Key_Return)
    press(qtbot, Qt.Key.Key_Down, ALT)
    press(qtbot, Qt.Key.Key_I, CONTROL | SHIFT)
    assert names(screen) == ["Back", "Front", "New field"]
    screen.fields.list.setFocus()
    assert window.commands.row("edit.undo").plain_text == "Undo add field"
    press(qtbot, Qt.Key.Key_Z, CONTROL)
    assert names(screen) == ["Back", "Front"]
    press(qtbot, Qt.Key.Key_Z, CONTROL)
    assert names(screen) == ["Front", "Back"]
    press(qtbot, Qt.Key.Key_Y, CONTROL)
    assert names(screen) == ["Back", "Front"]
    assert stored(window).fields == ("Front", "Back")


def test_settings_of_a_field_are_kept_with_its_type(
    screen: NoteTypesScreen, window: MainWindow, qtbot: QtBot
) -> None:
    press(qtbot, Qt.Key.Key_Return)
    press(qtbot, Qt.Key.Key_Down)
    fields = screen.fields
    fields.backwards.setFocus()
    qtbot.keyClick(fields.backwards, Qt.Key.Key_Space)
    fields.font_name.setFocus()
    qtbot.keyClicks(fields.font_name, "Amiri")
    fields.language.setFocus()
    qtbot.keyClicks(fields.language, "Persian")
    fields.points.setFocus()
    qtbot.keyClick(fields.points, Qt.Key.Key_Up)
    window.commands.trigger("types.save")
    idle(window, qtbot)
    expected = FieldSettings(True, "Amiri", 1, "fa")
    assert stored(window).settings_at(1) == expected
    assert stored(window).settings_at(0) == FieldSettings()
    assert fields.list.names.rows[1] == ("Back", "Persian · right to left · Amiri")


def test_unsaved_changes_survive_leaving_and_a_restart(
    screen: NoteTypesScreen, window: MainWindow, qtbot: QtBot
) -> None:
    press(qtbot, Qt.Key.Key_Return)
    press(qtbot, Qt.Key.Key_I, CONTROL | SHIFT)
    qtbot.keyClicks(screen.fields.name, "Hint")
    window.go("today")
    window.drafts.finish()
    assert "note type basic" in Drafts(window.collection.path)._read()
    window.put_screens_away()
    again = open_types(window, qtbot)
    assert names(again) == ["Front", "Hint", "Back"]
    assert again.draft_note.text() == "This is your draft; it is not saved yet."
    assert again.list.types.rows[0].drafted
    window.commands.trigger("types.discard")
    assert names(again) == ["Front", "Back"]
    window.go("today")
    window.drafts.finish()
    assert Drafts(window.collection.path)._read() == {}


def test_esc_goes_to_the_list_and_then_away(
    screen: NoteTypesScreen, window: MainWindow, qtbot: QtBot
) -> None:
    press(qtbot, Qt.Key.Key_F6)
    assert QApplication.focusWidget() is screen.fields.list
    press(qtbot, Qt.Key.Key_Escape)
    assert screen.list.hasFocus()
    press(qtbot, Qt.Key.Key_Escape)
    assert window.front() == "today"
