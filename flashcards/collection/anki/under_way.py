"""What an import from Anki needs to know while it is under way."""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, NamedTuple

import numpy as np

from flashcards.collection.anki import own_types, types
from flashcards.collection.anki.bringing_types import with_note_types
from flashcards.collection.anki.days import buried_on, elapsed_days, in_zone_of, rollover_hour
from flashcards.collection.anki.deck_options import limits_of, options_of, plans_by_fsrs
from flashcards.collection.anki.decks import DEFAULT, Decks, Wanted, preset_id
from flashcards.collection.anki.logs import Logs, Numbers
from flashcards.collection.anki.merging import Theirs, placed_in
from flashcards.collection.anki.standing import Source
from flashcards.collection.cleaning import clean_field, free_name
from flashcards.collection.files.incoming import Tally
from flashcards.collection.past.counting import Totals
from flashcards.formats.anki.collection import AnkiCard, AnkiCollection, AnkiNote
from flashcards.formats.wording import Problems
from flashcards.model.anki import ImportChoices
from flashcards.model.ids import PresetId
from flashcards.scheduling.columns import Integers
from flashcards.scheduling.days import LATEST_MS, from_ms, learner_day, offset_minutes_of
from flashcards.store import devices, notes, origins, presets, reviews
from flashcards.store.notes import StoredTypes
from flashcards.store.operation import Operation, operation
from flashcards.store.store import Connection

_HOUR_MS: Final = 3_600_000
_HOURS: Final = 1_200_000
"""Until the year 2106; what is later is looked up each time."""
_UNKNOWN: Final = -(1 << 15)


class Owned(NamedTuple):
    """A note of Anki's with its type here and its cards there."""

    note: AnkiNote
    theirs: Theirs
    cards: Sequence[AnkiCard]


class Known(NamedTuple):
    """A card of Anki's with its place here."""

    card: AnkiCard
    template_uid: str
    ordinal: int


@dataclass(slots=True)
class Back:
    """What was deleted here and is here again, to be taken out of the bin."""

    notes: list[str] = field(default_factory=list)
    """By their guids."""
    cards: list[int] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    """Of cards, as the bin has them."""


@dataclass(slots=True)
class UnderWay:
    """An import under way."""

    conn: Connection
    work: Operation
    source: Source
    decks: Decks
    types: StoredTypes
    theirs: Mapping[int, Theirs]
    """Note types by Anki's ids."""
    device: int
    numbers: Numbers
    version_id: int
    logs: Logs
    names: Mapping[str, str]
    """Media that have another name here than there."""
    choices: ImportChoices
    problems: Problems
    whole: bool
    """Whether it is all of a collection, with the answers to cards that are gone."""
    from_others: bool = False
    """Whether it comes from another program than Anki."""
    memories: list[tuple[int, str]] = field(default_factory=list)
    """What rows of the logs of new cards keep, gathered to be written in the order of the rows."""
    totals: Totals = field(default_factory=Totals)
    """What the logs of new cards come to so far."""
    first_note: int = 0
    """The id here of the first note that this import adds."""
    came_again: set[int] = field(default_factory=set)
    """The notes here, by their ids, that came again so far."""
    renamed: dict[str, dict[str, str]] = field(default_factory=dict)
    """Of notes (by guid) the names of their files there, by those here, where they differ."""
    back: Back = field(default_factory=Back)
    tally: Tally = field(default_factory=Tally)
    words: list[tuple[int, str]] = field(default_factory=list)
    met: "array[int]" = field(default_factory=lambda: array("q"))
    """The cards met so far, by their ids there."""
    tagged: list[tuple[int, str]] = field(default_factory=list)
    """What is to be indexed of new notes, gathered while it is at hand."""


def begun(
    conn: Connection, found: AnkiCollection, names: Mapping[str, str], choices: ImportChoices
) -> UnderWay:
    """Begin to bring ``found`` in: its note types are there afterwards, and it has a device."""
    work = operation(conn)
    if choices.day_start:
        presets.set_day_start(conn, rollover_hour(found.config) * 60, work.now_ms)
    start = presets.day_start(conn)
    decks = Decks(conn, found, work.now_ms, choices.below)
    today = elapsed_days(found.created_s, found.config, work.now, whole=found.whole)
    source = Source(
        today,
        learner_day(work.now, start),
        work.now_ms,
        start,
        _Offsets(work.now).at,
        decks.steps_of,
        old_scheduler=found.config.get("schedVer", 1) != 2,
        still_buried=not found.whole or buried_on(found.config, today),
    )
    if choices.presets:
        decks.wanted = _asked_as_there(conn, found, source)
    _keep_options(conn, found, work.now_ms)
    stored = with_note_types(conn, found, work.now_ms)
    theirs = {
        identity: home
        for identity, body in found.note_types.items()
        if (home := _home(stored, identity, body)) is not None
    }
    logs = Logs(found)
    device = devices.enter_origin(conn, collection_uid(found), found.program)
    numbers = Numbers(device, logs.moments, reviews.numbers_of(conn, device))
    return UnderWay(
        conn, work, source, decks, stored, theirs, device, numbers,
        presets.all_presets(conn)[0].version_id, logs, names, choices, found.problems, found.whole,
        from_others=bool(found.origin),
        first_note=notes.next_id(conn, "notes"),
    )  # fmt: skip


def _home(stored: StoredTypes, identity: int, body: Mapping[str, Any]) -> Theirs | None:
    """Return the type here of one of Anki's; None where there is none."""
    own = own_types.home(stored, body)
    mine = stored.by_uid.get(types.uid_of(identity))
    return own or (placed_in(mine, body) if mine is not None else None)


def _keep_options(conn: Connection, found: AnkiCollection, now_ms: int) -> None:
    """Keep what has no use here and is to go back: settings, presets, decks without cards."""
    if found.origin:
        return
    uid = collection_uid(found)
    before = origins.options(conn, "collection").get(uid, {})
    if found.whole or not before.get("whole"):  # a package drops most of the settings
        body = {"config": found.config, "whole": found.whole}
        origins.keep_options(conn, "collection", uid, body, now_ms)
    for identity, preset in found.presets.items():
        origins.keep_options(conn, "preset", f"anki-{identity}", preset, now_ms)
    for identity, deck in found.decks.items():
        if deck.get("dyn") or identity == DEFAULT:
            origins.keep_options(conn, "deck", f"anki-{identity}", deck, now_ms)


def collection_uid(found: AnkiCollection) -> str:
    """Return what names a collection of Anki's in every copy."""
    return found.origin or f"anki:{found.created_s}"


def _asked_as_there(conn: Connection, found: AnkiCollection, source: Source) -> Wanted:
    """Add the presets that decks have there, or bring those up to date that came before."""
    now_ms, config = source.now_ms, found.config
    fsrs = plans_by_fsrs(config, (card.data for card in found.cards()))
    used = {preset_id(deck) for deck in found.decks.values() if not deck.get("dyn")}
    there = {preset.uid: preset for preset in presets.all_presets(conn)}
    taken = [preset.name for preset in there.values()]
    came = origins.options(conn, "preset")
    made: dict[int, PresetId] = {}
    for identity in sorted(used & found.presets.keys()):
        each, uid = found.presets[identity], f"anki-{identity}"
        options = options_of(each, config, source.day_start_minutes, fsrs=fsrs)
        if uid in there:
            before = options_of(came.get(uid, {}), config, source.day_start_minutes, fsrs=fsrs)
            if there[uid].options == before != options:
                presets.set_options(conn, there[uid], options, now_ms)
            made[identity] = there[uid].id
        else:
            name = free_name(clean_field(str(each.get("name") or "Anki")[:100]), taken)
            made[identity] = presets.add_preset(conn, name, options, now_ms, uid)
            taken.append(name)
        origins.keep_options(conn, "preset", uid, each, now_ms)
    limits = {
        identity: limits_of(deck, source.today, source.learner_today)
        for identity, deck in found.decks.items()
    }
    return Wanted(made, limits, presets.all_presets(conn)[0].id)


class _Offsets:
    """Finds the learner's UTC offset at many moments, looked up once an hour."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._known = np.full(_HOURS, _UNKNOWN, np.int16)
        """By hours since 1970."""

    def at(self, at_ms: Integers) -> Integers:
        """Return the offset (minutes) at each moment (UTC ms)."""
        hours = at_ms.clip(0, LATEST_MS) // _HOUR_MS
        near = hours.clip(max=_HOURS - 1)
        missing = np.unique(near[self._known[near] == _UNKNOWN])
        self._known[missing] = [self._of(hour) for hour in missing.tolist()]
        found: Integers = self._known[near].astype(np.int64)
        for place in (hours > near).nonzero()[0].tolist():
            found[place] = self._of(int(hours[place]))
        return found

    def _of(self, hour: int) -> int:
        return offset_minutes_of(in_zone_of(self._now, from_ms(hour * _HOUR_MS)))
