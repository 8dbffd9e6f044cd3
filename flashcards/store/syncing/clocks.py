"""Moments that were written down while the clock was ahead, and that still lie ahead of now."""

from collections.abc import Mapping
from typing import Any, Final, cast

from sqlalchemy import Connection

from flashcards.store.connections import raw_of
from flashcards.store.syncing import records
from flashcards.store.syncing.setup import Setup

_MOMENTS: Final = frozenset(("missing_ms", "no_snapshot_ms", "snapshots", "odd_media", "heard"))
"""What the set-up keeps with moments in it; no other number there is as large as one."""
_LATE: Final = "seen_ms > ?"


def are_ahead(conn: Connection, now_ms: int) -> bool:
    """Whether anything is waited with, or was put off, from a moment that has not come yet."""
    setup = records.setup(conn) or {}
    waits = raw_of(conn).execute(
        f"SELECT EXISTS (SELECT 1 FROM sync_segments WHERE {_LATE})", (now_ms,)
    )
    return bool(waits.fetchone()[0]) or _known(setup, now_ms) != _known(setup, None)


def set_right(conn: Connection, now_ms: int) -> None:
    """Count all of it from ``now_ms`` (UTC) on: a week is a week from when the clock is right."""
    setup = records.setup(conn)
    if setup is not None:
        records.set_setup(conn, cast("Setup", {**setup, **_known(setup, now_ms)}))
    raw_of(conn).execute(
        f"UPDATE sync_segments SET seen_ms = ?1 WHERE {_LATE.replace('?', '?1')}", (now_ms,)
    )


def _known(setup: Mapping[str, Any], limit: int | None) -> dict[str, Any]:
    return {name: _limited(setup[name], limit) for name in _MOMENTS & setup.keys()}


def _limited(value: Any, limit: int | None) -> Any:
    """Return a value with no number in it above a limit; sizes and numbers lie far below one."""
    if isinstance(value, list):
        return [_limited(each, limit) for each in value]
    if isinstance(value, dict):
        return {name: _limited(each, limit) for name, each in value.items()}
    if limit is None or isinstance(value, bool) or not isinstance(value, int):
        return value
    return min(value, limit)
