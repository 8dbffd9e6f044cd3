"""Note types: those there are, and those of one's own: ``collection.note_types``."""

from typing import TYPE_CHECKING

from flashcards.store.operation import Progress
from flashcards.store.store import Store
from flashcards.study.catalogue import Catalogue

if TYPE_CHECKING:
    from flashcards.model.binned import Revision
    from flashcards.model.ids import NoteTypeId
    from flashcards.model.notes import NoteType
    from flashcards.model.type_effects import TypeEffect


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
