"""Fields whose text stays when a note was added, for the next one: chosen per note type."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QToolButton

from flashcards.model.notes import NoteType
from flashcards.ui.editor.shortcuts import PIN, words_of
from flashcards.ui.hints import set_hint
from flashcards.ui.stored_names import field_name
from flashcards.ui.widgets import icon_button
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

_ICON_PX = 14


class Pins:
    """Remembers in the settings which fields keep their text."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window

    def places(self, note_type: NoteType) -> set[int]:
        """Return the places of the fields that keep their text."""
        kept = self._window.settings.lists.get(_key(note_type), "").split("\n")
        return {place for place in range(len(note_type.fields)) if _name(note_type, place) in kept}

    def turn(self, note_type: NoteType, place: int) -> bool:
        """Let a field keep its text, or no more; return which of the two."""
        places = self.places(note_type) ^ {place}
        names = "\n".join(_name(note_type, each) for each in sorted(places))
        lists = {**self._window.settings.lists, _key(note_type): names}
        self._window.change_settings(lists=lists)
        return place in places

    def button(self, note_type: NoteType, place: int, on: Callable[[], object]) -> QToolButton:
        """Return the button that stands beside a field's name."""
        field = field_name(note_type.uid, note_type.fields[place])
        push = icon_button("pin", tr("Keep “{field}” after adding", field=field), on)
        keys = words_of(self._window.commands, PIN)
        if keys:
            hint = tr("Keep “{field}” after adding ({keys})", field=field, keys=keys)
            set_hint(push, hint)
        push.setCheckable(True)
        push.setChecked(place in self.places(note_type))
        push.setIconSize(QSize(_ICON_PX, _ICON_PX))  # no higher than the name beside it
        push.setProperty("size", "small")
        push.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab goes from field to field; a key does it
        return push


def _key(note_type: NoteType) -> str:
    return f"editor.pinned.{note_type.uid}"


def _name(note_type: NoteType, place: int) -> str:
    uids = note_type.field_uids
    return (uids[place] if place < len(uids) else "") or note_type.fields[place]
