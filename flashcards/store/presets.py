"""Presets and the scheduler versions made from them."""

import json
from dataclasses import asdict, fields
from typing import Any

from sqlalchemy import Connection

from flashcards.files import parsed_object
from flashcards.model.cards import MINUTES_PER_DAY
from flashcards.model.ids import PresetId, VersionId, new_uid
from flashcards.model.presets import Options, Preset, SchedulerVersion
from flashcards.scheduling.registry import scheduler_for
from flashcards.store.schema import STAMPED


def options_to_json(options: Options) -> str:
    """Return the stored form of ``options``."""
    return json.dumps(asdict(options), sort_keys=True)


def options_from_json(text: str) -> Options:
    """Read stored options; unknown keys are passed over.

    What is missing takes its default, and so does what does not fit: ``misfits`` names it.
    """
    return Options(**_read(text)[0])


def _read(text: str) -> tuple[dict[str, Any], list[str]]:
    """Return the options in a stored text that fit, and the names of those that do not."""
    stored = parsed_object(text.encode())
    if stored is None:
        return {}, [known.name for known in fields(Options)]
    found, misfits = {}, []
    for known in fields(Options):
        if known.name in stored:
            try:
                found[known.name] = _fitted(stored[known.name], known.default)
            except (TypeError, ValueError):
                misfits.append(known.name)
    if not 0 <= found.get("day_start_minutes", 0) < MINUTES_PER_DAY:  # all days rest on it
        del found["day_start_minutes"]
        misfits.append("day_start_minutes")
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


def all_presets(conn: Connection) -> list[Preset]:
    """Return every preset by name."""
    rows = conn.exec_driver_sql(
        "SELECT id, uid, name, options, version_id FROM presets ORDER BY name COLLATE NOCASE, id"
    ).fetchall()
    return [
        Preset(PresetId(row[0]), row[1], row[2], options_from_json(row[3]), VersionId(row[4]))
        for row in rows
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


def set_options(conn: Connection, preset_id: PresetId, options: Options, now_ms: int) -> None:
    """Give a preset other options; intervals follow them from the next answer on."""
    conn.exec_driver_sql(
        "UPDATE presets SET options = ?, version_id = ?, changed_ms = ? WHERE id = ?",
        (options_to_json(options), version_for(conn, options), now_ms, preset_id),
    )


def offers_siblings(conn: Connection) -> list[PresetId]:
    """Return the presets from before siblings were kept apart, of which nothing is decided yet."""
    rows = conn.exec_driver_sql(
        f"SELECT id FROM presets WHERE json_valid(options) AND options ->> '{_OFFER}'"
    ).fetchall()
    return [PresetId(row[0]) for row in rows]


def decide_siblings(conn: Connection, *, apart: bool, now_ms: int) -> None:
    """Keep siblings apart in the presets that ``offers_siblings`` names, or leave them as is."""
    kept = "options"
    if apart:
        kept = "json_set(options, '$.bury_new', json('true'), '$.bury_reviews', json('true'))"
    conn.exec_driver_sql(
        f"UPDATE presets SET options = json_remove({kept}, '{_OFFER}'), changed_ms = ? "
        f"WHERE json_valid(options) AND options ->> '{_OFFER}'",
        (now_ms,),
    )


_OFFER = "$.offer_siblings"
"""Set by the seventh layout; see ``migrations.step_0007_siblings``."""


def add_preset(
    conn: Connection, name: str, options: Options, now_ms: int, uid: str = ""
) -> PresetId:
    """Add a preset and return its id; ``uid`` names one that was there before."""
    version = version_for(conn, options)
    row = conn.exec_driver_sql(
        "INSERT INTO presets (uid, name, options, version_id, changed_ms) "
        "VALUES (?, ?, ?, ?, ?) RETURNING id",
        (uid or new_uid(), name, options_to_json(options), version, now_ms),
    ).fetchone()
    assert row is not None
    return PresetId(row[0])


def rename_preset(conn: Connection, preset_id: PresetId, name: str, now_ms: int) -> None:
    """Give a preset another name."""
    conn.exec_driver_sql(
        "UPDATE presets SET name = ?, changed_ms = ? WHERE id = ?", (name, now_ms, preset_id)
    )


def delete_preset(conn: Connection, preset_id: PresetId, instead: PresetId, now_ms: int) -> None:
    """Delete a preset; its decks use ``instead`` from now on."""
    conn.exec_driver_sql(
        f"UPDATE decks SET preset_id = ?, {STAMPED} WHERE preset_id = ?",
        (instead, now_ms, preset_id),
    )
    conn.exec_driver_sql("DELETE FROM presets WHERE id = ?", (preset_id,))
