"""Note types where notes are written: offered with what each is for, and followed when changed."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from flashcards.ui.editor.add_window import AddWindow
from flashcards.ui.editor.edit_window import EditWindow
from flashcards.ui.editor.window import add_note, edit_note
from flashcards.ui.main_window import MainWindow
from flashcards.ui.note_types.screen import NoteTypesScreen
from tests.qtbot import QtBot
from tests.ui.type_screen import idle


@pytest.fixture
def adding(window: MainWindow, qtbot: QtBot) -> AddWindow:
    opened = add_note(window, "French")
    qtbot.waitUntil(opened.isActiveWindow)
    return opened


def offered(opened: AddWindow) -> list[str]:
    """Return what is read out of each type that is offered."""
    role, field = Qt.ItemDataRole.AccessibleTextRole, opened.type_field
    return [str(field.itemData(at, role)) for at in range(field.count()) if field.itemText(at)]


def rename_front(window: MainWindow, uid: str, name: str) -> None:
    """Give the first field of a type another name."""
    types = window.collection.note_types
    found = window.collection.note_type(uid)
    types.save(replace(found, fields=(name, *found.fields[1:])))


def test_each_type_says_what_it_is_for_and_own_ones_come_last(
    window: MainWindow, adding: AddWindow
) -> None:
    window.collection.note_types.create(window.collection.note_types.new("Alphabet"))
    said = offered(adding)
    assert said[0] == "Basic, A question and its answer."
    assert "Type the answer, You type the answer, and see where it differs." in said
    assert said[-2] == "Alphabet, Your own: Front, Back"
    assert said[-1] == "Note types…, Make one of your own, or change one"


def test_the_last_row_leads_to_the_screen_with_the_type_chosen(
    window: MainWindow, adding: AddWindow, qtbot: QtBot
) -> None:
    field = adding.type_field
    field.setFocus()
    qtbot.keyClicks(field, "Cloze")
    assert adding.form.note_type is not None
    assert adding.form.note_type.uid == "cloze"
    field.setCurrentIndex(field.count() - 1)
    field.activated.emit(field.count() - 1)
    shown = window.built("note_types")
    assert isinstance(shown, NoteTypesScreen)
    idle(window, qtbot)
    assert shown.heading.text() == "Cloze"
    assert field.currentText() == "Cloze"


def test_a_note_being_written_follows_its_type(
    window: MainWindow, adding: AddWindow, qtbot: QtBot
) -> None:
    qtbot.keyClicks(adding.form.edits[0], "chien")
    rename_front(window, "basic", "Question")
    assert adding.form.fields() == {"Question": "chien", "Back": ""}
    adding.close()
    window.drafts.finish()
    rename_front(window, "basic", "Prompt")
    again = add_note(window)
    assert "chien" in again.form.fields().values()


def test_an_open_note_follows_its_type_with_what_is_typed(window: MainWindow, qtbot: QtBot) -> None:
    note = window.collection.add_note({"Front": "chien", "Back": "dog"}, "French")
    opened = edit_note(window, note)
    assert isinstance(opened, EditWindow)
    qtbot.waitUntil(opened.isActiveWindow)
    rename_front(window, "basic", "Question")
    assert opened.form.fields() == {"Question": "chien", "Back": "dog"}
    assert not opened.keeper.is_dirty()
    opened.form.edits[1].setFocus()
    opened.form.edits[1].selectAll()
    qtbot.keyClicks(opened.form.edits[1], "hound")
    rename_front(window, "basic", "Prompt")
    assert opened.form.fields() == {"Prompt": "chien", "Back": "hound"}
    opened.close()
    assert window.collection.note(note).fields == ("chien", "hound")


def test_text_typed_into_a_field_that_is_removed_meanwhile_is_kept(
    window: MainWindow, qtbot: QtBot
) -> None:
    types = window.collection.note_types
    made = types.create(types.new("Mine"))
    wide = types.save(
        replace(
            made,
            fields=(*made.fields, "Hint"),
            field_uids=(*made.field_uids, ""),
            settings=(),
        )
    )
    note = window.collection.add_note({"Front": "a", "Back": "b"}, "D", (), wide.uid)
    opened = edit_note(window, note)
    assert isinstance(opened, EditWindow)
    qtbot.waitUntil(opened.isActiveWindow)
    opened.form.edits[2].setFocus()
    qtbot.keyClicks(opened.form.edits[2], "typed")
    narrow = replace(wide, fields=wide.fields[:2], field_uids=wide.field_uids[:2])
    types.save(narrow, types.effect_of(narrow))
    assert opened.form.fields() == {"Front": "a", "Back": "b\n\ntyped"}
    opened.close()
