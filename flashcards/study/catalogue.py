"""Note types, presets and schedulers of the open collection, read once and kept until changed."""

import threading
import weakref
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from flashcards.model.changes import Changes
from flashcards.model.errors import UserError
from flashcards.model.ids import PresetId, VersionId
from flashcards.model.messages import message
from flashcards.model.notes import NoteType
from flashcards.model.presets import Options, Preset
from flashcards.scheduling.protocol import Scheduler
from flashcards.scheduling.registry import scheduler_for, unknown_scheduler
from flashcards.store import notes, plans, presets
from flashcards.store.decks import Deck
from flashcards.store.notes import StoredTypes
from flashcards.store.store import Connection, Store

if TYPE_CHECKING:
    from flashcards.study.active_plans import Heeded
    from flashcards.study.session import StudySession


class _Presets(dict[PresetId, Preset]):
    """Presets by id; one that has just come from another computer is read when it is asked for."""

    def __init__(self, read: "Callable[[], dict[PresetId, Preset]]") -> None:
        super().__init__(read())
        self._read = read

    def __missing__(self, key: PresetId) -> Preset:
        return self._read()[key]


class Catalogue:
    """Lends the note types and presets, reading them again after an operation changed them.

    Any thread may ask, also while another one writes.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._turn = threading.Lock()
        self._changes = 0
        """How many operations there were; what was read before one of them is not kept."""
        self._types: StoredTypes | None = None
        self._presets: dict[PresetId, Preset] | None = None
        self._schedulers: dict[VersionId, Scheduler] = {}
        self._heeded: tuple[Heeded, ...] | None = None
        self.sessions: weakref.WeakSet[StudySession] = weakref.WeakSet()
        """The sessions somebody holds: undo and redo tell them what came back or went."""
        store.subscribe(self._changed)

    def _changed(self, changes: Changes) -> None:
        with self._turn:
            self._changes += 1
            if changes.notes:
                self._types = None
            if changes.presets or changes.decks:
                self._presets = None
            if changes.plans or changes.decks:
                self._heeded = None

    @property
    def types(self) -> StoredTypes:
        """All note types."""
        found, before = self._types, self._changes
        if found is None:
            with self._store.reading() as conn:
                found = notes.note_types(conn)
            with self._turn:
                self._types = found if self._changes == before else None
        return found

    def note_type(self, key: int | str) -> NoteType:
        """Return a note type by id, uid or name; raise UserError when there is none."""
        for found in self.types.by_id.values():
            if key in (found.id, found.uid, found.name):
                return found
        raise UserError(message("There is no note type called “{key}”.", key=key))

    @property
    def presets(self) -> dict[PresetId, Preset]:
        """All presets by id."""
        found, before = self._presets, self._changes
        if found is None:
            found = _Presets(self._read_presets)
            with self._turn:
                self._presets = found if self._changes == before else None
        return found

    def _read_presets(self) -> dict[PresetId, Preset]:
        with self._store.reading() as conn:
            return {preset.id: preset for preset in presets.all_presets(conn)}

    def options_of(self, decks: Iterable[Deck]) -> dict[int, Options]:
        """Return the options of these decks by the ids of their presets."""
        known = self.presets
        return {int(deck.preset_id): known[deck.preset_id].options for deck in decks}

    @property
    def day_start_minutes(self) -> int:
        """When the learner's day begins, in minutes after midnight; the same for every preset."""
        return next(iter(self.presets.values())).options.day_start_minutes

    @property
    def heeded(self) -> "tuple[Heeded, ...]":
        """The plans for days ahead that answers are to heed; mostly none."""
        found, before = self._heeded, self._changes
        if found is None:
            with self._store.reading() as conn:
                found = _heeded(conn) if plans.any_plan(conn) else ()
            with self._turn:
                self._heeded = found if self._changes == before else None
        return found

    def scheduler_of(self, preset: Preset) -> Scheduler:
        """Return the scheduler a preset asks for; raise UserError where it is not known here."""
        if preset.unknown_scheduler:
            raise unknown_scheduler(preset.unknown_scheduler)
        found = self._schedulers.get(preset.version_id)
        if found is None:
            found = self._schedulers[preset.version_id] = scheduler_for(preset.options)
        return found


def _heeded(conn: Connection) -> "tuple[Heeded, ...]":
    # Late: where there is no plan, the first card does not wait for it.
    from flashcards.study.active_plans import heeded_plans

    return heeded_plans(conn)
