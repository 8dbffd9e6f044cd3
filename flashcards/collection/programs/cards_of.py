"""Says which cards the notes of another program have, where its file names none."""

from collections.abc import Mapping, Sequence
from typing import Any

from flashcards.collection.anki.types import as_note_type
from flashcards.model.enums import NoteKind
from flashcards.model.notes import NoteType
from flashcards.text.templates import card_ordinals


class CardsOf:
    """Finds the cards of notes by the templates of their types, as Anki would make them."""

    def __init__(self, note_types: Mapping[int, Mapping[str, Any]]) -> None:
        self._types = {key: as_note_type(body, ()) for key, body in note_types.items()}
        self._places = {
            key: {each.uid: place for place, each in enumerate(found.templates)}
            for key, found in self._types.items()
        }

    def places(self, type_id: int, fields: Sequence[str]) -> list[int]:
        """Return the places of a note's cards: of templates, or of cloze numbers less one.

        A note that shows something and makes no card gets the first one, as it does in Anki.
        """
        note_type = self._types.get(type_id)
        if note_type is None:
            return []
        found = card_ordinals(note_type, _as_many(note_type, fields))
        if note_type.kind is NoteKind.CLOZE:
            places = sorted({ordinal - 1 for _, ordinal in found if ordinal > 0})
        else:
            places = [self._places[type_id][uid] for uid, _ in found]
        return places or ([0] if any(each.strip() for each in fields) else [])


def _as_many(note_type: NoteType, fields: Sequence[str]) -> Sequence[str]:
    count = len(note_type.fields)
    return (*fields[:count], *[""] * (count - len(fields)))
