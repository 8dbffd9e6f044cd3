"""What was deleted or overwritten and can be had back: part of ``Collection``."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from flashcards.model.errors import UserError
from flashcards.model.ids import NoteId
from flashcards.scheduling.days import from_ms, moment_ms
from flashcards.store import notes, reviews
from flashcards.store.operation import Progress
from flashcards.store.store import Store
from flashcards.study.catalogue import Catalogue

if TYPE_CHECKING:
    from flashcards.model.binned import BinEntry, CardsGoing, DeckContents, Restored, Revision


class Deleted:
    """The bin, and what fields said before; a base of ``Collection``."""

    _store: Store
    _catalogue: Catalogue
    _media_let_go: Sequence[str]

    def bin(self) -> list["BinEntry"]:
        """Return the deletions of decks and notes that can be taken back, newest first.

        Each is kept for 30 days with its cards and their history.
        """
        from flashcards.collection.decks import binning

        return binning.entries(self._store)

    def deck_contents(self, deck: str) -> "DeckContents":
        """Return what would go if a deck were deleted; raise UserError when there is none."""
        from flashcards.collection.decks import binning

        return binning.deck_contents(self._store, deck)

    def cards_going(
        self, note_id: int, fields: Mapping[str, str], note_type: str | None = None
    ) -> "CardsGoing":
        """Return the cards that changing a note so would take away, with their answers.

        None where ``update_note`` would refuse. Raises UserError for a field that is not there.
        """
        from flashcards.collection.decks import editing

        types = self._catalogue.types
        chosen = None if note_type is None else self._catalogue.note_type(note_type)
        return editing.cards_going(self._store, types, note_id, fields, chosen)

    def cloze_numbers_gone(self, note_id: int) -> list[int]:
        """Return the numbers of cards that a note lost and that come back if it uses them again."""
        from flashcards.store import binned

        with self._store.reading() as conn:
            parts = list(binned.parts_of_notes(conn, [note_id]))
        return sorted({int(body["ordinal"]) for _, _, _, body in parts})

    def restore_from_bin(self, entry_id: int, progress: Progress | None = None) -> "Restored":
        """Bring back what one deletion took, and return how much came; one undo step.

        Decks come with their options, notes with tags, cards with what was learnt. What has been
        written or answered since stays. Raises UserError when the entry is gone.
        """
        from flashcards.collection.decks import binning

        return binning.restore(self._store, entry_id, progress)

    def bring_note_back(self, guid: str) -> NoteId:
        """Bring one note back from the bin, and return the id it has now; one undo step.

        Nothing is done where it is there. Raises UserError where the bin has it no more.
        """
        from flashcards.collection.decks import binning

        return binning.bring_back(self._store, guid)

    def note_with_guid(self, guid: str) -> NoteId | None:
        """Return the id of the note that is called so everywhere; None where there is none."""
        with self._store.reading() as conn:
            found = notes.ids_of(conn, [guid]).get(guid)
        return None if found is None else NoteId(found)

    def empty_bin(self, entry_ids: Sequence[int] | None = None) -> int:
        """Let these entries of the bin, or all, go for good; return how many. One undo step."""
        from flashcards.collection.decks import binning

        return binning.empty(self._store, entry_ids)

    def tidy_bin(self) -> None:
        """Let go for good what the bin has kept for 30 days, unless the clock is likely wrong."""
        from flashcards.collection.decks import bin_tidying
        from flashcards.store import binned
        from flashcards.study import clock

        now = self._store.now()
        with self._store.reading() as conn:
            if not binned.overdue(conn, moment_ms(now)):
                return  # before the log is looked through for its newest row
            last_ms = reviews.last_answer_ms(conn)
        last = None if last_ms is None else from_ms(last_ms)
        if clock.warning(now, last) is None:
            bin_tidying.tidy(self._store)

    def _tidy_bin_at_opening(self) -> None:
        """Tidy the bin whoever opens the collection; what refuses that refuses no opening."""
        from flashcards.store import media_care

        with suppress(UserError):
            with self._store.reading() as conn:
                self._media_let_go = list(media_care.let_go(conn))
            self.tidy_bin()

    def revisions(self, note_id: int) -> list["Revision"]:
        """Return what the fields of a note said before they were changed, the last first.

        What was typed in one sitting counts as one change. Raises UserError for no note.
        """
        from flashcards.collection.decks import binning

        return binning.revisions_of(self._store, note_id)
