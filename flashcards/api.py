"""What scripts, the command line and the window hold: the open collection."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from flashcards import paths
from flashcards.later import later
from flashcards.model.cards import Card
from flashcards.model.changes import Changes
from flashcards.model.errors import UserError
from flashcards.model.ids import CardId, DeckId, NoteId, PresetId
from flashcards.model.messages import Message, message
from flashcards.model.note_types import BASIC
from flashcards.model.notes import Note, NoteType
from flashcards.model.presets import Options, Preset
from flashcards.model.reviews import Review
from flashcards.scheduling.days import from_ms
from flashcards.store import cards, decks, notes, reviews
from flashcards.store.history import Together
from flashcards.store.operation import Progress
from flashcards.store.store import Clock, Store, system_clock
from flashcards.study.catalogue import Catalogue
from flashcards.study.clock import today_of
from flashcards.subjects.loading import Subjects

if TYPE_CHECKING:
    from flashcards.collection.decks import editing, organising
    from flashcards.collection.syncing.report import Report
    from flashcards.model.rows import CardRow
    from flashcards.model.statistics import Statistics
    from flashcards.store import read_only as reading_alone
    from flashcards.store import restoring
    from flashcards.study.overview import Overview
    from flashcards.study.session import StudySession
    from flashcards.study.tree import DeckTree
else:
    editing, organising = (
        later(f"flashcards.collection.decks.{name}") for name in ("editing", "organising")
    )
    restoring = later("flashcards.store.restoring")
    reading_alone = later("flashcards.store.read_only")


def open(  # noqa: A001  (read as flashcards.open)
    path: Path | str | None = None, clock: Clock | None = None, *, read_only: bool = False
) -> "Collection":
    """Open the collection at ``path`` (the learner's own by default), made if absent.

    ``read_only``: nothing can be changed through it, and it opens also while another process has
    the collection, which goes on writing meanwhile. ``clock`` gives the learner's present moment
    as an aware datetime. Raises CollectionInUseError when another process holds it, UserError when
    the file is no collection, is damaged or newer than this program.
    """
    chosen = paths.default_collection_path() if path is None else Path(path)
    return Collection(chosen, clock or system_clock, read_only=read_only)


def restore(
    backup: Path | str, path: Path | str | None = None, clock: Clock | None = None
) -> Path | None:
    """Put a backup in the place of the collection at ``path``, which must not be open.

    The present state is backed up first; returns where, so that restoring can be taken back.
    """
    target = paths.default_collection_path() if path is None else Path(path)
    return restoring.restore(Path(backup), target, (clock or system_clock)())


class Collection(Subjects):
    """An open collection. Use it in a ``with`` block, or call ``close``."""

    def __init__(self, path: Path, clock: Clock, *, read_only: bool = False) -> None:
        from flashcards.store import location

        location.ensure_private_folder(path.resolve().parent)
        opened = reading_alone.open_for_reading if read_only else Store
        self._store = opened(path, clock)
        self.path = self._store.path
        self.clock = clock
        self._catalogue = Catalogue(self._store)
        self._closed = False
        if not read_only:
            self._tidy_bin_at_opening()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    def close(self, *, back_up: bool = True) -> None:
        """Close the collection; a backup is made when it changed and the last one is old.

        Not before restoring (``back_up=False``): that makes its own, and no backup may go now.
        """
        if self._closed:
            return
        self._store.refuse_closing()
        self._closed = True
        try:
            if back_up:
                self.back_up_if_due()
        finally:
            self._store.close()

    def subscribe(self, listener: Callable[[Changes], None]) -> Callable[[], None]:
        """Call ``listener`` after each change, in the thread that made it; returns the way out."""
        return self._store.subscribe(listener)

    @property
    def busy(self) -> bool:
        """Whether a write is going on, so that another would have to wait."""
        return self._store.busy

    # Studying -------------------------------------------------------------------

    def study(self, deck: str | None = None) -> "StudySession":
        """Return a session over a deck with its subdecks, or over all decks for None."""
        from flashcards.study.session import StudySession

        return StudySession(self._store, self._catalogue, deck)

    def undo(self) -> Message | None:
        """Take back the last operation and return its name; None when there is none."""
        step = self._store.undo()
        if step is None:
            return None
        for session in list(self._catalogue.sessions):
            for part in reversed(step.parts):
                session.restored(part)
        return step.label

    def redo(self) -> Message | None:
        """Do the last undone operation again and return its name; None when there is none."""
        step = self._store.redo()
        if step is None:
            return None
        for session in list(self._catalogue.sessions):
            for part in step.parts:
                session.repeated(part)
        return step.label

    def together(self, label: Callable[[int], Message]) -> AbstractContextManager[Together]:
        """Let what this thread does in the block be one step of undo, named by how much it is.

        Only changes count that follow each other: what another thread does meanwhile stays its own.
        """
        return self._store.together(label)

    @property
    def undo_name(self) -> Message | None:
        """Name of what undo would take back; None when there is nothing."""
        return self._store.undo_name

    @property
    def redo_name(self) -> Message | None:
        """Name of what redo would do again; None when there is nothing."""
        return self._store.redo_name

    def rows_ahead(self, *, redo: bool = False) -> int:
        """Return how many rows undo (or redo) would change, to know long work beforehand."""
        return self._store.rows_ahead(redo=redo)

    @property
    def _day_start(self) -> int:
        return self._catalogue.day_start_minutes

    def deck_tree(self) -> "DeckTree":
        """Return the decks with their counts; a deck's counts include its subdecks."""
        from flashcards.study.tree import deck_tree

        today = today_of(self._store.now(), self._day_start)
        with self._store.reading() as conn:
            all_decks = decks.all_decks(conn)
            return deck_tree(conn, all_decks, self._catalogue.options_of(all_decks), today)

    def overview(self, tree: "DeckTree | None" = None) -> "Overview":
        """Return the day at a glance; pass the deck tree when it is at hand."""
        from flashcards.study.overview import overview

        now = self._store.now()
        found = self.deck_tree() if tree is None else tree
        with self._store.reading() as conn:
            today = today_of(now, self._day_start)
            known = self._catalogue.presets
            options = {
                int(deck.id): known[deck.preset_id].options for deck in decks.all_decks(conn)
            }
            return overview(conn, found, options, today, now, self._day_start)

    def clock_warning(self) -> Message | None:
        """Say what is odd about the clock before scheduling by it; None when nothing is."""
        from flashcards.study import clock

        with self._store.reading() as conn:
            last_ms = reviews.last_answer_ms(conn)
        last = None if last_ms is None else from_ms(last_ms)
        return clock.warning(self._store.now(), last)

    def location_warning(self) -> Message | None:
        """Say when the file lies where others may change or lock it; None when all is well."""
        return self._store.place_warning()

    # Cards and notes --------------------------------------------------------------

    def search(
        self,
        query: str = "",
        order: str = "due",
        descending: bool = False,
        progress: Progress | None = None,
    ) -> list[CardId]:
        """Return the cards a query means (see docs/search.md); "" means all cards.

        Raises CancelledError soon after ``progress`` answered False, where it takes long.
        """
        from flashcards.collection.decks import searching

        day_start = self._day_start
        return searching.cards(self._store, day_start, query, order, descending, progress)

    def search_notes(
        self,
        query: str = "",
        order: str = "created",
        descending: bool = False,
        progress: Progress | None = None,
    ) -> list[NoteId]:
        """Return the notes a query means, each where its first card stands."""
        from flashcards.collection.decks import searching

        day_start = self._day_start
        return searching.notes(self._store, day_start, query, order, descending, progress)

    def card_rows(self, card_ids: Sequence[int], strengths: bool = False) -> list["CardRow"]:
        """Return what a table shows of these cards, in their order.

        ``strengths``: also how well each is remembered, which takes longer.
        """
        from flashcards.store.find_scope import FindContext
        from flashcards.store.pages import card_rows, with_strengths

        context = FindContext.at(self._store.now(), self._day_start)
        with self._store.reading() as conn:
            rows = card_rows(conn, card_ids, context.day)
            return with_strengths(conn, rows, context) if strengths else rows

    def card(self, card_id: int) -> Card:
        """Return a card; raise UserError when it does not exist."""
        types = self._catalogue.types
        with self._store.reading() as conn:
            found = cards.get_cards(conn, [card_id], types.template_uids)
        if not found:
            raise UserError(message("This card does not exist any more."))
        return found[0]

    def note(self, note_id: int) -> Note:
        """Return a note; raise UserError when it does not exist."""
        with self._store.reading() as conn:
            found = notes.get_notes(conn, [note_id])
        if not found:
            raise UserError(message("This note does not exist any more."))
        return found[0]

    def note_cards(self, note_id: int) -> list[CardId]:
        """Return the cards of a note."""
        with self._store.reading() as conn:
            return [CardId(row[1]) for row in cards.cards_of_notes(conn, [note_id])]

    def notes_of(self, card_ids: Sequence[int]) -> list[NoteId]:
        """Return the notes these cards belong to, each once."""
        with self._store.reading() as conn:
            return [NoteId(number) for number in cards.notes_of(conn, card_ids)]

    def note_type(self, note_type: int | str) -> NoteType:
        """Return a note type by id, uid or name; raise UserError when there is none."""
        return self._catalogue.note_type(note_type)

    def preview_note(
        self,
        note_type: NoteType,
        fields: Mapping[str, str],
        tags: Sequence[str] = (),
        deck: str = "",
    ) -> "editing.Previewed":
        """Return the cards a note would make with these tags in a deck, ready to show."""
        return editing.preview(note_type, fields, tags, deck)

    def add_note(
        self,
        fields: Mapping[str, str],
        deck: str,
        tags: Sequence[str] = (),
        note_type: str = BASIC.uid,
        source: str = "",
    ) -> NoteId:
        """Add a note with its cards and return its id; a missing deck is added."""
        chosen = self.note_type(note_type)
        types = self._catalogue.types
        return editing.add_note(self._store, types, chosen, fields, deck, tags, source)

    def update_note(
        self,
        note_id: int,
        fields: Mapping[str, str] | None = None,
        tags: Sequence[str] | None = None,
        note_type: str | None = None,
        *,
        keep_former: bool = False,
    ) -> None:
        """Change a note; what is not given stays. ``keep_former`` is for text of someone else."""
        chosen = None if note_type is None else self.note_type(note_type)
        types = self._catalogue.types
        editing.update_note(self._store, types, note_id, fields, tags, chosen, keep_former)

    def delete_notes(self, note_ids: Sequence[int]) -> None:
        """Delete notes with their cards."""
        editing.delete_notes(self._store, note_ids)

    def duplicates(self, text: str, note_type: int | str | None = BASIC.uid) -> list[NoteId]:
        """Return notes of a type, or of any for None, whose first field reads like ``text``."""
        chosen = None if note_type is None else self.note_type(note_type).id
        with self._store.reading() as conn:
            return notes.notes_like(conn, text, chosen)

    def similar_notes(self, text: str, progress: Progress | None = None) -> list[NoteId]:
        """Return notes whose first field asks nearly the same as ``text``; for any thread."""
        from flashcards.collection.decks.similar import similar_notes

        return similar_notes(self._store, text, progress)

    def add_tags(self, note_ids: Sequence[int], tags: Sequence[str]) -> None:
        """Add tags to notes."""
        editing.retag(self._store, note_ids, add=tags)

    def remove_tags(self, note_ids: Sequence[int], tags: Sequence[str]) -> None:
        """Remove tags, and their subtags, from notes."""
        editing.retag(self._store, note_ids, remove=tags)

    def tags(self) -> list[str]:
        """Return every tag in use."""
        with self._store.reading() as conn:
            return notes.all_tags(conn)

    def suspend(self, card_ids: Sequence[int], suspended: bool = True) -> None:
        """Suspend cards until they are released, or release them."""
        organising.suspend(self._store, card_ids, suspended)

    def bury(self, card_ids: Sequence[int]) -> None:
        """Put cards away until tomorrow."""
        organising.bury(self._store, card_ids, self._day_start)

    def unbury(self, deck: str | None = None) -> int:
        """Bring buried cards back today; return how many."""
        return organising.unbury(self._store, deck, self._day_start)

    def flag(self, card_ids: Sequence[int], flag: int) -> None:
        """Set a flag: 0 none, 1 red, 2 orange, 3 green, 4 blue."""
        organising.flag(self._store, card_ids, flag)

    def move_cards(self, card_ids: Sequence[int], deck: str) -> None:
        """Move cards to a deck; a missing one is added."""
        organising.move_cards(self._store, card_ids, deck)

    def reset_cards(self, card_ids: Sequence[int]) -> None:
        """Make cards new again; their past stays in the log."""
        version = next(iter(self._catalogue.presets.values())).version_id
        organising.reset(self._store, card_ids, version)

    def history(self, card_id: int) -> list[Review]:
        """Return every row of the log about a card, undone ones included."""
        with self._store.reading() as conn:
            return reviews.of_cards(conn, [card_id])

    def why(self, card_id: int) -> list[Message]:
        """Tell in plain words how a card's interval came about."""
        from flashcards.study.history import why

        return why(self.scheduling.history(card_id))

    # Decks and options --------------------------------------------------------------

    def add_deck(self, name: str) -> DeckId:
        """Add a deck and return its id."""
        return organising.add_deck(self._store, name)

    def rename_deck(self, name: str, new_name: str) -> None:
        """Give a deck another full name; its subdecks go with it."""
        organising.rename_deck(self._store, name, new_name)

    def move_deck(self, name: str, new_parent: str | None) -> None:
        """Put a deck under another one, or at the top for None."""
        organising.move_deck(self._store, name, new_parent)

    def delete_deck(self, name: str) -> int:
        """Delete a deck with its subdecks and cards; return how many cards went."""
        return organising.delete_deck(self._store, name)

    def deck_names(self) -> list[str]:
        """Return the full name of every deck."""
        with self._store.reading() as conn:
            return [deck.name for deck in decks.all_decks(conn)]

    def deck_ids(self) -> dict[str, DeckId]:
        """Return the id of every deck by its full name; a deck keeps it when it is renamed."""
        with self._store.reading() as conn:
            return {deck.name: deck.id for deck in decks.all_decks(conn)}

    def preset_of(self, deck: str) -> Preset:
        """Return the preset a deck uses."""
        with self._store.reading() as conn:
            found = organising.required_deck(conn, deck)
        return self._catalogue.presets[found.preset_id]

    def options(self, deck: str) -> Options:
        """Return a deck's options."""
        return self.preset_of(deck).options

    def set_options(self, deck: str, **changes: Any) -> None:
        """Change options of the preset a deck uses; other decks using it follow."""
        organising.set_options(self._store, deck, **changes)

    def presets(self) -> list[Preset]:
        """Return every preset."""
        return list(self._catalogue.presets.values())

    def add_preset(self, name: str, copy_of: PresetId | None = None, deck: str = "") -> PresetId:
        """Add a preset, a copy of another or with defaults, for ``deck`` with subdecks to use."""
        return organising.add_preset(self._store, name, copy_of, deck)

    def rename_preset(self, preset_id: PresetId, name: str) -> None:
        """Give a preset another name."""
        organising.rename_preset(self._store, preset_id, name)

    def delete_preset(self, preset_id: PresetId) -> None:
        """Delete a preset; its decks use another one. Raises UserError for the last one."""
        organising.delete_preset(self._store, preset_id)

    def assign_preset(self, deck: str, preset_id: PresetId) -> None:
        """Let a deck and its subdecks use another preset."""
        organising.assign_preset(self._store, deck, preset_id)

    # Looking back and after -------------------------------------------------------------

    def review_count(self) -> int:
        """Return how many rows of the log count as answers; undone ones don't."""
        with self._store.reading() as conn:
            return reviews.count_answers(conn)

    def statistics(self, deck: str | None = None, days: int | None = 365) -> "Statistics":
        """Return the numbers of a deck with its subdecks (or of all) over the last ``days``."""
        from flashcards.statistics.report import statistics

        if days is not None and days < 1:
            raise UserError(
                message("Statistics need at least one day."), message("Give None for all time.")
            )
        now, start = self._store.now(), self._day_start
        today, zone = today_of(now, start), now.tzinfo or UTC
        with self._store.reading() as conn:
            chosen = None
            if deck is not None:
                organising.required_deck(conn, deck)
                chosen = [found.id for found in decks.subtree(conn, deck)]
            return statistics(conn, chosen, today, days, zone=zone, day_start_minutes=start)

    def sync(self, place: Path | str, passphrase: str = "") -> "Report":
        """Keep in step with other computers over a folder or a hub; see ``collection.syncing``."""
        return self.syncing.sync(place, passphrase)

    def check(self, repair: bool = False, progress: Progress | None = None) -> list[Message]:
        """Return what is wrong with the collection in plain words; empty when it is well.

        ``repair`` recomputes what is derived; what the learner wrote is never touched.
        """
        from flashcards.collection.files.checking import check

        found = check(self._store, repair, progress)
        if repair and found:
            self._store.forget_undo()
        return found

    def rest(self) -> None:
        """Do what is best done while the learner does nothing: tidy the bin, fold the log in."""
        self.tidy_bin()
        self.media.tidy()
        self._store.rest()
