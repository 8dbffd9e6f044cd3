"""The subjects of an open collection, each loaded when first used."""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from flashcards.store.store import Store
from flashcards.study.catalogue import Catalogue
from flashcards.subjects.backups import Backups
from flashcards.subjects.deleted import Deleted
from flashcards.subjects.files import Files

if TYPE_CHECKING:
    from flashcards.subjects.articles import ArticlesFace
    from flashcards.subjects.browsing import Browsing
    from flashcards.subjects.hub import HubFace
    from flashcards.subjects.media import MediaFace
    from flashcards.subjects.note_types import NoteTypes
    from flashcards.subjects.planning import PlanningFace
    from flashcards.subjects.reading import Reading
    from flashcards.subjects.scheduling import SchedulingFace
    from flashcards.subjects.syncing import SyncingFace
    from flashcards.subjects.watching import Watching


class Subjects(Deleted, Files, Backups):
    """What a collection offers beyond the daily round; the base of ``Collection``."""

    _store: Store
    _catalogue: Catalogue
    _media_let_go: Sequence[str] = ()
    """Files that went from the bin for good in earlier sessions."""

    @cached_property
    def scheduling(self) -> "SchedulingFace":
        """Schedulers, the past and the log."""
        from flashcards.subjects.scheduling import SchedulingFace

        return SchedulingFace(self._store, self._catalogue)

    @cached_property
    def planning(self) -> "PlanningFace":
        """Study beyond the daily queue, and plans for the days ahead."""
        from flashcards.subjects.planning import PlanningFace

        return PlanningFace(self._store, self._catalogue)

    @cached_property
    def note_types(self) -> "NoteTypes":
        """Note types, built in and of one's own."""
        from flashcards.subjects.note_types import NoteTypes

        return NoteTypes(self._store, self._catalogue)

    @cached_property
    def hub(self) -> "HubFace":
        """A database that a family or a class shares."""
        from flashcards.subjects.hub import HubFace

        return HubFace(self._store)

    @cached_property
    def media(self) -> "MediaFace":
        """The files that notes show, those nothing shows and those that are missing."""
        from flashcards.subjects.media import MediaFace

        return MediaFace(self._store, self._catalogue, self._media_let_go)

    @cached_property
    def articles(self) -> "ArticlesFace":
        """Articles that decks are made from."""
        from flashcards.subjects.articles import ArticlesFace

        return ArticlesFace(self._store, self._catalogue)

    @cached_property
    def reading(self) -> "Reading":
        """Articles that are read first, and the cards made on the way."""
        from flashcards.subjects.reading import Reading

        return Reading(self._store, self._catalogue)

    @cached_property
    def watching(self) -> "Watching":
        """Folders of Markdown decks that are kept in step."""
        from flashcards.subjects.watching import Watching

        return Watching(self._store, self._catalogue)

    @cached_property
    def syncing(self) -> "SyncingFace":
        """Keeping in step with other computers."""
        from flashcards.subjects.syncing import SyncingFace

        return SyncingFace(self._store)

    @cached_property
    def browsing(self) -> "Browsing":
        """What is done to many notes at once, and searches that are kept."""
        from flashcards.subjects.browsing import Browsing

        return Browsing(self._store, self._catalogue)
