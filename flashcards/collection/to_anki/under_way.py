"""What an export to Anki needs to know while it is under way."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any, Final

from flashcards.collection.anki.days import elapsed_days, in_zone_of, rollover_hour
from flashcards.collection.to_anki.came_logs import CameLogs
from flashcards.collection.to_anki.cards import Target
from flashcards.collection.to_anki.decks import Decks, above
from flashcards.collection.to_anki.media import Media
from flashcards.collection.to_anki.note_types import Going
from flashcards.collection.to_anki.numbers import Numbers
from flashcards.model.enums import SchedulerKind
from flashcards.model.exporting import ExportChoices
from flashcards.model.presets import Preset
from flashcards.scheduling.days import LATEST_MS, from_ms, learner_day, moment_ms, offset_minutes_of
from flashcards.store import decks as stored_decks
from flashcards.store import exports, origins, presets
from flashcards.store.decks import Deck
from flashcards.store.foreign_writing import AnkiFile
from flashcards.store.notes import StoredTypes
from flashcards.store.operation import Course, course
from flashcards.store.store import Connection

_HOUR_MS: Final = 3_600_000
_KIND: Final = "anki"
_USUAL: Final[Mapping[str, Any]] = {
    "activeDecks": [1], "addToCur": True, "collapseTime": 1200, "curDeck": 1,
    "dayLearnFirst": False, "dueCounts": True, "estTimes": True, "newSpread": 0, "nextPos": 1,
    "sched2021": True, "schedVer": 2, "sortBackwards": False, "sortType": "noteFld", "timeLim": 0,
}  # fmt: skip
"""The settings that every collection of Anki's has."""
_OF_PACKAGES: Final = ("creationOffset",)
"""Those of a learner's own settings that a package needs."""


@dataclass(slots=True)
class UnderWay:
    """An export under way."""

    conn: Connection
    work: Course
    file: AnkiFile
    types: StoredTypes
    came: Mapping[str, Mapping[str, Any]]
    """Note types from Anki by uid, as they came."""
    decks: Decks
    chosen: Sequence[int]
    media: Media
    choices: ExportChoices
    target: Target
    created_s: int
    config: dict[str, Any]
    shifts: Mapping[int, int]
    """Devices that stand for collections of Anki's, with what is added to the days of each."""
    now_ms: int
    notes: Numbers
    cards: Numbers
    logs: CameLogs
    """Those that go back as they came."""
    names: Mapping[str, Mapping[str, str]]
    """Of notes from Anki (by guid) the names of their files there, by those here."""
    kinds: dict[int, Going] = field(default_factory=dict)
    """Note types by their ids here."""
    tags: set[str] = field(default_factory=set)
    next_position: int = 1


def begun(
    conn: Connection,
    types: StoredTypes,
    file: AnkiFile,
    chosen: Sequence[Deck],
    media: Media,
    choices: ExportChoices,
    now: datetime,
    *,
    whole: bool,
) -> UnderWay:
    """Begin to write the decks ``chosen``; ``whole``: with all settings that came from Anki."""
    now_ms, start = moment_ms(now), presets.day_start(conn)
    sources = origins.options(conn, "collection")
    devices = exports.origin_devices(conn, _KIND)
    offset_at = _offsets(now)
    created_s, config = _settings(conn, sources, devices, start, offset_at, whole=whole)
    today = elapsed_days(created_s, config, now)
    shifts = {
        device: today - _today_of(uid, sources.get(uid), created_s, config, now)
        for device, uid in devices.items()
    }
    every = presets.all_presets(conn)
    decks = _decks(conn, every, config, now_ms, with_options=choices.learning)
    decks.take(chosen, above(chosen, stored_decks.all_decks(conn)))
    if whole and choices.learning and "fsrs" not in config:
        config["fsrs"] = any(each.options.scheduler is SchedulerKind.FSRS for each in every)
    target = Target(today, learner_day(now, start), start, offset_at, choices.learning)
    return UnderWay(
        conn, course(conn), file, types, origins.options(conn, "note type"), decks,
        [deck.id for deck in chosen], media, choices, target, created_s, config, shifts, now_ms,
        Numbers(now_ms), Numbers(now_ms),
        CameLogs(exports.rows_in_log(conn) if choices.learning else 0),
        origins.options(conn, "names") if choices.media else {},
    )  # fmt: skip


def _decks(
    conn: Connection,
    every: Sequence[Preset],
    config: Mapping[str, Any],
    now_ms: int,
    *,
    with_options: bool,
) -> Decks:
    return Decks(
        origins.options(conn, "deck"),
        origins.options(conn, "preset"),
        {preset.id: preset for preset in every},
        next((each.id for each in every if each.uid == "default"), every[0].id),
        config,
        Numbers(now_ms),
        with_options,
    )


def _settings(
    conn: Connection,
    sources: Mapping[str, Mapping[str, Any]],
    devices: Mapping[int, str],
    start: int,
    offset_at: Callable[[int], int],
    *,
    whole: bool,
) -> tuple[int, dict[str, Any]]:
    """Return from when (UTC s) a collection counts its days, and its settings."""
    known = {uid: sources.get(uid, {}) for uid in devices.values()}
    own = min(known, key=lambda uid: (not known[uid].get("whole"), uid), default=None)
    if own is None:
        return _made_settings(conn, start, offset_at, whole=whole)
    came = known[own].get("config") or {}
    config = {**_USUAL, **{key: came[key] for key in came if whole or key in _OF_PACKAGES}}
    if whole and rollover_hour(config) * 60 != start:
        config["rollover"] = start // 60
    config.update(schedVer=2, sched2021=True)
    return _created(own), config


def _made_settings(
    conn: Connection, start: int, offset_at: Callable[[int], int], *, whole: bool
) -> tuple[int, dict[str, Any]]:
    first = exports.first_moment(conn)
    offset = offset_at(first)
    local = from_ms(first).astimezone(UTC) + timedelta(minutes=offset - start)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    created = midnight + timedelta(minutes=start - offset)
    config = {**_USUAL, "creationOffset": -offset}
    if whole:
        config["rollover"] = start // 60
    return int(created.timestamp()), config


def _today_of(
    uid: str,
    source: Mapping[str, Any] | None,
    created_s: int,
    config: Mapping[str, Any],
    now: datetime,
) -> int:
    created, came = _created(uid), (source or {}).get("config")
    if created == created_s and came is not None and came.get("schedVer") == 2:
        came = config
    return elapsed_days(created, came or config, now)


def _created(uid: str) -> int:
    number = uid.rpartition(":")[2]
    return int(number) if number.lstrip("-").isdigit() else 0


def _offsets(now: datetime) -> Callable[[int], int]:
    """Return how to find the learner's UTC offset at a moment, looked up once an hour."""

    @cache
    def of_hour(hour: int) -> int:
        return offset_minutes_of(in_zone_of(now, from_ms(hour * _HOUR_MS)))

    return lambda at_ms: of_hour(min(max(at_ms, 0), LATEST_MS) // _HOUR_MS)
