"""Note types: those there are, and those of one's own: ``collection.note_types``."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from flashcards.store.operation import Progress
from flashcards.store.store import Store
from flashcards.study.catalogue import Catalogue

if TYPE_CHECKING:
    from flashcards.model.binned import Revision
    from flashcards.model.ids import NoteId, NoteTypeId
    from flashcards.model.notes import NoteType
    from flashcards.model.type_effects import Part, TypeEffect, TypeMap


class NoteTypes:
    """Note types are edited as whole values: take one, ``replace`` what is to change, save it."""

    def __init__(self, store: Store, catalogue: Catalogue) -> None:
        self._store = store
        self._catalogue = catalogue

    def all(self) -> list["NoteType"]:
        """Return every note type."""
        return list(self._catalogue.types.by_id.values())

    def counts(self) -> dict["NoteTypeId", int]:
        """Return how many notes each type has; types without notes are left out."""
        from flashcards.collection.note_types import managing

        return managing.counts(self._store)

    def of_notes(self, note_ids: Sequence[int], progress: Progress | None = None) -> dict[str, int]:
        """Return how many of these notes are of each type, by its uid."""
        from flashcards.collection.note_types import managing

        return managing.of_notes(self._store, note_ids, progress)

    def clozes_of(self, note_ids: Sequence[int], progress: Progress | None = None) -> list[int]:
        """Return the numbers of the clozes that these notes have cards of, the first fifty."""
        from flashcards.collection.note_types import managing

        return managing.clozes_of(self._store, note_ids, progress)

    def effect_of(self, edited: "NoteType", progress: Progress | None = None) -> "TypeEffect":
        """Return what saving an edited type would do to notes and cards, for a thread of its own.

        Raises UserError where ``save`` would refuse the type.
        """
        from flashcards.collection.note_types import saving

        return saving.effect_of(self._store, edited, progress)

    def save(
        self,
        edited: "NoteType",
        agreed: "TypeEffect | None" = None,
        progress: Progress | None = None,
    ) -> "NoteType":
        """Save an edited type and return it as it is kept; one undo step.

        Fields stand in the order the learner wants them and are known by their uids, "" for a new
        one; templates likewise. Raises UnagreedError (a UserError with the ``effect``) where
        answered cards or texts would go that ``agreed``, from ``effect_of``, does not tell of.
        """
        from flashcards.collection.note_types import saving

        return saving.save(self._store, edited, agreed, progress)

    def new(self, name: str, *, cloze: bool = False) -> "NoteType":
        """Return a type with two fields and one template to begin with, for ``create``."""
        from flashcards.collection.note_types import managing

        return managing.plain_type(name, cloze=cloze)

    def create(self, note_type: "NoteType") -> "NoteType":
        """Add a type and return it as it is kept; raise UserError where it cannot be so."""
        from flashcards.collection.note_types import managing

        return managing.create(self._store, note_type)

    def create_of_columns(self, name: str, columns: "Sequence[str]") -> "NoteType":
        """Add a type with a field for each column of a table, and return it as it is kept."""
        from flashcards.collection.note_types import of_columns

        return of_columns.create(self._store, name, columns)

    def duplicate(self, note_type_id: int, name: str = "") -> "NoteType":
        """Add a copy of a type, named like it with a number where no name is given."""
        from flashcards.collection.note_types import managing

        return managing.duplicate(self._store, note_type_id, name)

    def rename(self, note_type_id: int, name: str) -> None:
        """Give a type another name; raise UserError where it is empty or taken."""
        from flashcards.collection.note_types import managing

        managing.rename(self._store, note_type_id, name)

    def delete(self, note_type_id: int) -> None:
        """Delete a type; raise UserError while it has notes, and for a built-in one."""
        from flashcards.collection.note_types import managing

        managing.delete(self._store, note_type_id)

    def original(self, note_type_id: int) -> "NoteType":
        """Return a built-in type as it was at first, to be saved; UserError for any other."""
        from flashcards.collection.note_types import managing

        return managing.original(self._store, note_type_id)

    def revisions(self, note_type_id: int) -> list["Revision"]:
        """Return what the templates and the style of a type said before, the last first."""
        from flashcards.collection.note_types import managing

        return managing.revisions_of(self._store, note_type_id)

    # Notes that become others ----------------------------------------------------------

    def suggested_map(self, old: "NoteType", new: "NoteType") -> "TypeMap":
        """Return which fields and cards of two types are likely the same, for ``change_type``."""
        from flashcards.collection.note_types import changing

        return changing.suggested(old, new)

    def effect_of_change(
        self,
        note_ids: Sequence[int],
        to_type: str,
        mapped: "TypeMap | None" = None,
        progress: Progress | None = None,
    ) -> "TypeEffect":
        """Return what ``change_type`` would do, for a thread of its own."""
        from flashcards.collection.note_types import changing

        return changing.effect_of_change(self._store, note_ids, to_type, mapped, progress)

    def change_type(
        self,
        note_ids: Sequence[int],
        to_type: str,
        mapped: "TypeMap | None" = None,
        agreed: "TypeEffect | None" = None,
        progress: Progress | None = None,
    ) -> "TypeEffect":
        """Make notes those of a type, given by its uid; return what that did. One undo step.

        With a map all notes must be of one type; without, each type's suggested one serves. Cards
        the map leads to one of the new type keep their history. Raises UnagreedError like ``save``.
        """
        from flashcards.collection.note_types import changing

        return changing.change_type(self._store, note_ids, to_type, mapped, agreed, progress)

    def proposed_split(self, note_id: int) -> list["Part"]:
        """Return a note for each card of a note, each with the history of its card."""
        from flashcards.collection.note_types import proposing

        return proposing.proposed_split(self._store, note_id)

    def proposed_merge(self, note_ids: Sequence[int]) -> "Part":
        """Return one note that says what these say, with as much of their history as it can."""
        from flashcards.collection.note_types import proposing

        return proposing.proposed_merge(self._store, note_ids)

    def effect_of_parts(self, note_ids: Sequence[int], parts: Sequence["Part"]) -> "TypeEffect":
        """Return what ``split`` (of one note) or ``merge`` (into one part) would do to cards."""
        from flashcards.collection.note_types import recasting

        return recasting.effect_of(self._store, note_ids, parts)

    def split(
        self, note_id: int, parts: Sequence["Part"], agreed: "TypeEffect | None" = None
    ) -> list["NoteId"]:
        """Make several notes of one and return them; the first is the note itself, changed.

        Cards go, with all that was learnt, to the part that inherits them. Raises UnagreedError
        where answered cards would go that ``agreed`` does not tell of. One undo step.
        """
        from flashcards.collection.note_types import recasting

        return recasting.split(self._store, note_id, parts, agreed)

    def merge(
        self, note_ids: Sequence[int], part: "Part", agreed: "TypeEffect | None" = None
    ) -> "NoteId":
        """Make one note of several and return it: the first, changed; the others go to the bin.

        Raises what ``split`` does. One undo step.
        """
        from flashcards.collection.note_types import recasting

        return recasting.merge(self._store, note_ids, part, agreed)
