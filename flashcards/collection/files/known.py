"""Finds the notes that a file's notes are already here: by guid, or by what they ask."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from flashcards.collection.files.incoming import Homes, Incoming
from flashcards.model.notes import Note
from flashcards.model.tables import KnownBy
from flashcards.store import cards, decks, notes
from flashcards.store.notes import StoredTypes
from flashcards.store.store import Connection


@dataclass(slots=True)
class Known:
    """Knows the notes of a collection again; each is taken for one of the file's at most."""

    conn: Connection
    types: StoredTypes
    homes: Homes
    by: KnownBy
    of_any_kind: bool = False
    """Whether a note of another type counts that has the same fields, as where no type is named."""
    first_new: int = 0
    """The id from which on notes come from this very file."""
    _taken: set[int] = field(default_factory=set)
    _decks: dict[str, int | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.first_new = notes.next_id(self.conn, "notes")

    def among(self, batch: Sequence[Incoming]) -> dict[str, Note]:
        """Return the notes that are here already, by the guids they have in the file."""
        if self.first_new <= 1:
            return {}
        found = notes.notes_with_guids(self.conn, {each.guid for each in batch})
        self._taken.update(note.id for note in found.values())
        if self.by is not KnownBy.GUID:
            rest = [each for each in batch if each.guid not in found]
            found |= self._by_first_field(rest)
        return found

    def _by_first_field(self, batch: Sequence[Incoming]) -> dict[str, Note]:
        keys = {each.guid: _words(each.fields[0]) for each in batch if each.fields[0]}
        numbers = {notes.first_key(each.fields[0]) for each in batch}
        alike: dict[str, list[Note]] = {}
        for note in notes.notes_with_keys(self.conn, numbers):
            if note.id < self.first_new and note.id not in self._taken:
                alike.setdefault(_words(note.fields[0]), []).append(note)
        ids = [note.id for several in alike.values() for note in several]
        homes = cards.decks_of_notes(self.conn, ids) if self.by is KnownBy.DECK and ids else {}
        found: dict[str, Note] = {}
        for each in batch:
            meant = self._meant(each, alike.get(keys.get(each.guid, ""), ()), homes)
            if meant is not None:
                self._taken.add(meant.id)
                found[each.guid] = meant
        return found

    def _meant(
        self, read: Incoming, alike: Iterable[Note], homes: dict[int, set[int]]
    ) -> Note | None:
        for note in alike:
            if note.id in self._taken or not self._of_same_kind(note, read):
                continue
            if self.by is KnownBy.TYPE or self._deck(read.deck) in homes.get(note.id, ()):
                return note
        return None

    def _of_same_kind(self, note: Note, read: Incoming) -> bool:
        if note.note_type_id == read.note_type_id:
            return True
        one, other = (self.types.by_id[each] for each in (note.note_type_id, read.note_type_id))
        return self.of_any_kind and (one.kind, one.fields) == (other.kind, other.fields)

    def _deck(self, name: str) -> int | None:
        if name not in self._decks:
            deck = decks.deck_named(self.conn, name)
            self._decks[name] = None if deck is None else deck.id
        return self._decks[name]


def _words(first_field: str) -> str:
    """Return what two first fields share that ask the same; *essen* and *Essen* do not.

    White space makes no difference, nor what only sets words off; but a small raised 2, a gap and
    where a link leads do.
    """
    words = first_field
    if "<" in words or "&" in words:
        words = _INLINE.sub("", _SPACING.sub(" ", words))
    if "*" in words or "_" in words:
        words = _EMPHASIS.sub(r"\2", words)
    words = " ".join(words.split())
    return words if words.isascii() else unicodedata.normalize("NFC", words)


_SPACING: Final = re.compile(r"<(?:br|/?(?:div|p))(?:[ /][^<>]*)?>|&nbsp;", re.IGNORECASE)
_INLINE: Final = re.compile(r"</?(?:b|i|u|em|strong|span|font)(?: [^<>]*)?>", re.IGNORECASE)
_EMPHASIS: Final = re.compile(
    r"(?<![\w\\*])(\*{1,3}|_{1,3})(?=[^\s*_])([^*_\n]+)(?<=[^\s\\])\1(?![\w*])"
)
"""Whole words set off; between letters, a sign may be one of a formula."""
