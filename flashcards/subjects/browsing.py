"""What is done to many notes at once, and searches that are kept: ``collection.browsing``."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from flashcards.store.operation import Progress
from flashcards.store.store import Store
from flashcards.study.catalogue import Catalogue

if TYPE_CHECKING:
    from array import array

    from flashcards.collection.decks.saved_searches import SavedSearch
    from flashcards.model.duplicates import Duplicates, Sought
    from flashcards.model.empty_cards import EmptyCard, EmptyCards
    from flashcards.model.filter_counts import FilterCounts
    from flashcards.model.replacing import Replacement, ReplacePlan


class Browsing:
    """Each change is one undo step."""

    def __init__(self, store: Store, catalogue: Catalogue) -> None:
        self._store = store
        self._catalogue = catalogue

    def found(
        self,
        query: str,
        order: str,
        descending: bool,
        by_note: bool,
        progress: Progress | None = None,
    ) -> "array[int]":
        """Return the ids of the cards (or notes) a query means, in order, eight bytes each.

        With ``progress`` nobody else who reads the collection waits, however long it takes.
        Raises UserError; CancelledError where ``progress`` answered False.
        """
        from flashcards.collection.decks import searching

        asked = (query, order, descending, by_note, progress)
        return searching.packed(self._store, self._catalogue.day_start_minutes, *asked)

    def largest_card(self) -> int:
        """Return the largest id of a card, which there are no more of; 0 where there is none."""
        from flashcards.collection.decks import searching

        return searching.largest_card(self._store)

    def cards_of_notes(self, note_ids: Sequence[int]) -> list[int]:
        """Return the cards of some notes, note by note."""
        from flashcards.collection.decks import searching

        return searching.cards_of_notes(self._store, list(note_ids))

    def field_names(self, note_ids: Sequence[int], progress: Progress | None = None) -> list[str]:
        """Return the names of the fields that these notes have."""
        from flashcards.collection.decks import replacing

        return replacing.field_names(self._store, note_ids, progress)

    def plan_replacement(
        self, note_ids: Sequence[int], what: "Replacement", progress: Progress | None = None
    ) -> "ReplacePlan":
        """Return what a replacement would change in these notes, for a thread of its own.

        Raises UserError for a regular expression that cannot be read or takes too long.
        """
        from flashcards.collection.decks import replacing

        return replacing.plan(self._store, note_ids, what, progress)

    def replace(self, plan: "ReplacePlan", progress: Progress | None = None) -> int:
        """Do what was planned, and return in how many notes; all that was learnt stays.

        Raises UserError, and changes nothing, where a note has been changed since.
        """
        from flashcards.collection.decks import replacing

        return replacing.carry_out(self._store, plan, progress)

    def duplicates(self, sought: "Sought", progress: Progress | None = None) -> "Duplicates":
        """Return the notes that say the same in a field, or nearly; for a thread of its own."""
        from flashcards.collection.decks import duplicates

        return duplicates.find(self._store, sought, progress)

    def empty_cards(self, progress: Progress | None = None) -> "EmptyCards":
        """Return cards that show nothing and notes without any; for a thread of its own."""
        from flashcards.collection.decks import empty_cards

        return empty_cards.find(self._store, progress)

    def texts_of(self, note_ids: Sequence[int]) -> "dict[int, tuple[str, ...]]":
        """Return the fields of these notes as they were written; those that are gone left out."""
        from flashcards.store import notes

        with self._store.reading() as conn:
            return {int(note.id): note.fields for note in notes.get_notes(conn, note_ids)}

    def delete_empty(
        self, chosen: "Sequence[EmptyCard]", progress: Progress | None = None
    ) -> tuple[int, int]:
        """Delete some of them as far as they are empty still; return how many cards and notes.

        A note whose last card goes, goes with it, to the bin. What was answered is deleted like
        the rest: the caller is to have told.
        """
        from flashcards.collection.decks import empty_cards

        return empty_cards.delete(self._store, chosen, progress)

    def make_missing_cards(self, note_ids: Sequence[int]) -> int:
        """Give notes without any card those their text makes, and return how many."""
        from flashcards.collection.decks import empty_cards

        return empty_cards.make(self._store, note_ids)

    # Tags

    def filter_counts(self, progress: Progress | None = None) -> "FilterCounts":
        """Return how many notes have each tag, note type and article, and cards each template."""
        from flashcards.collection.decks import filter_counts

        return filter_counts.counts(self._store, progress)

    def filter_counts_if_few(self) -> "FilterCounts | None":
        """Return what ``filter_counts`` does; None where that takes long."""
        from flashcards.collection.decks import filter_counts

        return filter_counts.counts_if_few(self._store)

    def rename_tag(self, tag: str, new_name: str, progress: Progress | None = None) -> int:
        """Give a tag, with all below it, another full name; return how many notes changed.

        Where the name is taken, the two become one. Raises UserError for a name that is none.
        """
        from flashcards.collection.decks import tagging

        return tagging.rename(self._store, tag, new_name, progress)

    def move_tag(self, tag: str, parent: str, progress: Progress | None = None) -> int:
        """Put a tag below another, or at the top for ""; return how many notes changed."""
        from flashcards.collection.decks import tagging

        return tagging.move(self._store, tag, parent, progress)

    def delete_tag(self, tag: str, progress: Progress | None = None) -> int:
        """Take a tag, with all below it, off every note; return how many changed."""
        from flashcards.collection.decks import tagging

        return tagging.delete(self._store, tag, progress)

    # Saved searches

    def searches(self) -> list["SavedSearch"]:
        """Return the searches that are kept, in the learner's order."""
        from flashcards.collection.decks import saved_searches

        return saved_searches.all_searches(self._store)

    def save_search(self, name: str, query: str) -> str:
        """Keep a search under a name and return its uid; raises UserError for a name taken."""
        from flashcards.collection.decks import saved_searches

        return saved_searches.save(self._store, name, query)

    def rename_search(self, uid: str, name: str) -> None:
        """Give a search that is kept another name; raises UserError for a name taken."""
        from flashcards.collection.decks import saved_searches

        saved_searches.rename(self._store, uid, name)

    def delete_search(self, uid: str) -> None:
        """Keep a search no longer."""
        from flashcards.collection.decks import saved_searches

        saved_searches.delete(self._store, uid)

    def move_search(self, uid: str, by: int) -> bool:
        """Move a search up (-1) or down (1); return whether there was a place to go to."""
        from flashcards.collection.decks import saved_searches

        return saved_searches.move(self._store, uid, by)
