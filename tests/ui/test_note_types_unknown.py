"""A note type that only a newer version can write is listed and left as it is."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import flashcards
from flashcards.settings import Settings
from flashcards.ui.editor.window import add_note
from flashcards.ui.note_types.screen import NoteTypesScreen
from flashcards.ui.theme import Theme
from tests.qtbot import QtBot
from tests.store import older
from tests.ui.opened import opened_window
from tests.ui.type_screen import idle


def test_it_is_listed_said_to_be_newer_and_offered_nowhere(
    collection_path: Path, fixed_clock: Callable[[], Any], qtbot: QtBot, theme: Theme
) -> None:
    with flashcards.open(collection_path, clock=fixed_clock) as collection:
        collection.note_types.create(collection.note_types.new("Puzzle"))
    older.change(collection_path, "UPDATE note_types SET kind = 'puzzle' WHERE name = 'Puzzle'")
    kept: list[Settings] = []
    with (
        flashcards.open(collection_path, clock=fixed_clock) as collection,
        opened_window(qtbot, collection, theme, kept.append) as window,
    ):
        uid = collection.note_type("Puzzle").uid
        shown = window.go("note_types", uid=uid)
        assert isinstance(shown, NoteTypesScreen)
        idle(window, qtbot)
        assert shown.list.types.rows[-1].note_type.name == "Puzzle"
        assert not shown.tabs.isVisible()
        assert not shown.has_one()
        for command in shown.commands():
            if command.id != "types.new":
                window.commands.trigger(command.id)
        assert collection.note_type("Puzzle").uid == uid
        window.go("note_types", uid="basic")
        assert shown.tabs.isVisible()
        opened = add_note(window)
        assert opened.type_field.findText("Puzzle") < 0
        opened.close()
        idle(window, qtbot)
