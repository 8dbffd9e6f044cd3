"""What a table of notes and a collection have to know of each other."""

from dataclasses import dataclass
from enum import StrEnum

from flashcards.model.enums import NoteKind


class Existing(StrEnum):
    """What becomes of a note that the collection has already when a table brings it again."""

    UPDATE = "update"
    KEEP = "keep"
    ADD = "add"


class KnownBy(StrEnum):
    """By what, besides its guid, a row is known to be a note that is there already."""

    GUID = "guid"
    """Nothing else."""
    DECK = "deck"
    """The same first field in a note of the same type with a card in the same deck."""
    TYPE = "type"
    """The same first field in a note of the same type, wherever its cards are."""


@dataclass(frozen=True, slots=True)
class TableType:
    """A note type as far as a table needs to know it."""

    uid: str
    name: str
    fields: tuple[str, ...]
    """Names of its fields in files, in the order the learner sees them."""
    labels: tuple[str, ...] = ()
    """What the learner calls them, in the same order."""
    kind: NoteKind = NoteKind.NORMAL

    def field_called(self, name: str) -> str:
        """Return the field that a name means, in any case of letters; "" where none does."""
        wanted = name.strip().casefold()
        for names in (self.fields, self.labels):
            for name_there, field in zip(names, self.fields, strict=False):
                if name_there.casefold() == wanted:
                    return field
        return ""
