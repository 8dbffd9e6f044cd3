"""Presets and the scheduler versions made from them."""

import json
from collections.abc import Collection
from dataclasses import asdict, fields
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Connection

from flashcards.files import parsed_object
from flashcards.model.cards import MINUTES_PER_DAY
from flashcards.model.ids import PresetId, VersionId, new_uid
from flashcards.model.presets import Options, Preset, SchedulerVersion
from flashcards.scheduling.registry import scheduler_for
from flashcards.store.schema import STAMPED

_DAY_START: Final = "day_start_minutes"
"""The option that is the learner's, not a preset's: it is the same wherever options are read."""

_OFFER: Final = "offer_siblings"
"""Beside the options until it is decided; set by ``migrations.step_0007_siblings``."""


def day_start(conn: Connection) -> int:
    """Return when the learner's day begins, in minutes after midnight: one for all decks."""
    row = conn.exec_driver_sql("SELECT day_start_minutes FROM learner WHERE id = 1").fetchone()
    if row is None or not 0 <= row[0] < MINUTES_PER_DAY:  # all days rest on it
        return Options().day_start_minutes
    return int(row[0])


def options_to_json(options: Options) -> str:
    """Return the stored form of ``options``, as far as they belong to a preset."""
    values = asdict(options)
    del values[_DAY_START]
    return json.dumps(values, sort_keys=True)


def options_from_json(text: str, day_start_minutes: int) -> Options:
    """Read stored options; unknown keys are passed over.

    What is missing takes its default, and so does what does not fit: ``misfits`` names it.
    """
    return Options(**{**_read(text)[0], _DAY_START: day_start_minutes})


def _read(text: str) -> tuple[dict[str, Any], list[str]]:
    """Return the options in a stored text that fit, and the names of those that do not."""
    stored = parsed_object(text.encode())
    if stored is None:
        return {}, [known.name for known in fields(Options)]
    found, misfits = {}, []
    for known in fields(Options):
        if known.name in stored and known.name != _DAY_START:
            try:
                found[known.name] = _fitted(stored[known.name], known.default)
            except (TypeError, ValueError):
                misfits.append(known.name)
    return found, misfits


def _fitted(value: Any, default: Any) -> Any:
    """Return a stored value as one of the kind of ``default``; raise ValueError if it is none."""
    kind = type(default)
    if kind is tuple:
        wanted = (int,) if default else (int, float)
        if type(value) is not list or not all(_is_number(each, *wanted) for each in value):
            raise ValueError(value)
    elif kind is int:
        if not _is_number(value, int):
            raise ValueError(value)
    elif kind is bool and type(value) is not bool:
        raise ValueError(value)
    return kind(value)


def _is_number(value: Any, *kinds: type) -> bool:
    return type(value) in kinds and abs(value) < 1 << 31


def misfits(conn: Connection) -> list[tuple[str, str]]:
    """Return (preset, option) for every stored option that does not fit, by name."""
    rows = conn.exec_driver_sql("SELECT name, options FROM presets ORDER BY id").fetchall()
    return [(name, option) for name, text in rows for option in _read(text)[1]]


def can_be_studied(text: str) -> bool:
    """Whether stored options are some at all, with a scheduler that is known here."""
    return parsed_object(text.encode()) is not None and "scheduler" not in _read(text)[1]


def _unknown(text: str) -> tuple[tuple[str, str], ...]:
    """Return the stored options whose value only a later version knows, each with its value."""
    stored, kinds = parsed_object(text.encode()) or {}, Options.__dataclass_fields__
    return tuple(
        (name, stored[name])
        for name in _read(text)[1]
        if isinstance(stored.get(name), str) and isinstance(kinds[name].default, StrEnum)
    )


def all_presets(conn: Connection) -> list[Preset]:
    """Return every preset by name."""
    start = day_start(conn)
    rows = conn.exec_driver_sql(
        "SELECT id, uid, name, options, version_id FROM presets ORDER BY name COLLATE NOCASE, id"
    ).fetchall()
    return [
        Preset(
            PresetId(number),
            uid,
            name,
            options_from_json(text, start),
            VersionId(version),
            _unknown(text),
        )
        for number, uid, name, text, version in map(tuple, rows)
    ]


def all_versions(conn: Connection) -> dict[VersionId, SchedulerVersion]:
    """Return every scheduler version, a replaced one as what replaces it."""
    rows = conn.exec_driver_sql(
        "SELECT id, scheduler, parameters, day_start_minutes, replaced_by FROM scheduler_versions"
    ).fetchall()
    stored = {row[0]: row for row in rows}
    found: dict[VersionId, SchedulerVersion] = {}
    for row in rows:
        standing = row
        while standing[4] is not None and standing[4] in stored:
            standing = stored[standing[4]]
        found[VersionId(row[0])] = SchedulerVersion(
            VersionId(row[0]), standing[1], standing[2], standing[3]
        )
    return found


def known_version(conn: Connection, options: Options) -> VersionId | None:
    """Return the scheduler version these options ask for; None when there is none yet."""
    row = conn.exec_driver_sql(_FIND_VERSION, _version_key(options)).fetchone()
    return None if row is None else VersionId(row[0])


def version_for(conn: Connection, options: Options) -> VersionId:
    """Return the scheduler version these options ask for, writing it when it is new."""
    found = known_version(conn, options)
    if found is None:
        conn.exec_driver_sql(
            "INSERT INTO scheduler_versions (scheduler, parameters, day_start_minutes) "
            "VALUES (?, ?, ?)",
            _version_key(options),
        )
        found = known_version(conn, options)
    assert found is not None
    return found


_FIND_VERSION = (
    "SELECT id FROM scheduler_versions "
    "WHERE scheduler = ? AND parameters = ? AND day_start_minutes = ?"
)


def _version_key(options: Options) -> tuple[str, str, int]:
    scheduler = scheduler_for(options)
    return scheduler.name, scheduler.parameters(), options.day_start_minutes


def set_options(
    conn: Connection,
    preset: Preset,
    options: Options,
    now_ms: int,
    chosen: Collection[str] = (),
) -> None:
    """Give a preset other options; intervals follow them from the next answer on.

    Where the start of the day is another, it is so for every preset. What only a later version
    knows stays as it is, unless it is among the options named as ``chosen``.
    """
    if options.day_start_minutes != day_start(conn):
        set_day_start(conn, options.day_start_minutes, now_ms)
    row = conn.exec_driver_sql("SELECT options FROM presets WHERE id = ?", (preset.id,)).fetchone()
    unknown = dict(preset.unknown).keys() - chosen
    text = _beside(options, "{}" if row is None else row[0], unknown)
    version = preset.version_id if "scheduler" in unknown else version_for(conn, options)
    conn.exec_driver_sql(
        f"UPDATE presets SET options = ?, version_id = ?, {STAMPED} "
        "WHERE id = ? AND (options, version_id) <> (?, ?)",
        (text, version, now_ms, preset.id, text, version),
    )


def offers_siblings(conn: Connection) -> list[PresetId]:
    """Return the presets from before siblings were kept apart, of which nothing is decided yet."""
    rows = conn.exec_driver_sql(
        f"SELECT id FROM presets WHERE json_valid(options) AND options ->> '$.{_OFFER}'"
    ).fetchall()
    return [PresetId(row[0]) for row in rows]


def decide_siblings(conn: Connection, *, apart: bool, now_ms: int) -> None:
    """Keep siblings apart in the presets that ``offers_siblings`` names, or leave them as is."""
    kept = "options"
    if apart:
        kept = "json_set(options, '$.bury_new', json('true'), '$.bury_reviews', json('true'))"
    conn.exec_driver_sql(
        f"UPDATE presets SET options = json_remove({kept}, '$.{_OFFER}'), {STAMPED} "
        f"WHERE json_valid(options) AND options ->> '$.{_OFFER}'",
        (now_ms,),
    )


def _beside(options: Options, stored: str, unknown: Collection[str]) -> str:
    """Return the stored form of options, with what only a later version knows of those stored."""
    values = parsed_object(stored.encode()) or {}
    own = json.loads(options_to_json(options))
    kept = {name: values[name] for name in values if name in unknown or name not in _NAMES}
    if any(own[name] != values.get(name) for name in ("bury_new", "bury_reviews")):
        kept.pop(_OFFER, None)  # the learner has decided
    try:
        return json.dumps({**own, **kept}, sort_keys=True, allow_nan=False)
    except ValueError:  # a number beyond all bounds, which no version has written
        return json.dumps(own, sort_keys=True)


_NAMES = frozenset(known.name for known in fields(Options))


def set_day_start(conn: Connection, minutes: int, now_ms: int) -> None:
    """Let the learner's day begin at another time; the rules of every preset follow."""
    conn.exec_driver_sql(
        f"UPDATE learner SET day_start_minutes = ?, {STAMPED} WHERE id = 1", (minutes, now_ms)
    )
    for preset in all_presets(conn):
        if not preset.unknown_scheduler:
            conn.exec_driver_sql(
                "UPDATE presets SET version_id = ? WHERE id = ?",
                (version_for(conn, preset.options), preset.id),
            )


def add_preset(
    conn: Connection, name: str, options: Options, now_ms: int, uid: str = "", stored: str = "{}"
) -> PresetId:
    """Add a preset and return its id.

    ``uid`` names one that was there before, ``stored`` is what its options were then.
    """
    version = version_for(conn, options)
    text = _beside(options, stored, dict(_unknown(stored)))
    row = conn.exec_driver_sql(
        "INSERT INTO presets (uid, name, options, version_id, changed_ms) "
        "VALUES (?, ?, ?, ?, ?) RETURNING id",
        (uid or new_uid(), name, text, version, now_ms),
    ).fetchone()
    assert row is not None
    return PresetId(row[0])


def rename_preset(conn: Connection, preset_id: PresetId, name: str, now_ms: int) -> None:
    """Give a preset another name."""
    conn.exec_driver_sql(
        f"UPDATE presets SET name = ?, {STAMPED} WHERE id = ?", (name, now_ms, preset_id)
    )


def delete_preset(conn: Connection, preset_id: PresetId, instead: PresetId, now_ms: int) -> None:
    """Delete a preset; its decks use ``instead`` from now on."""
    conn.exec_driver_sql(
        f"UPDATE decks SET preset_id = ?, {STAMPED} WHERE preset_id = ?",
        (instead, now_ms, preset_id),
    )
    conn.exec_driver_sql("DELETE FROM presets WHERE id = ?", (preset_id,))
