"""Lets learning steps that end on another day fall due on that day: part of ``step_0007``.

Until now a step of less than a day was due to the minute, also at night, and a longer one after as
many whole days as it had hours for.
"""

import sqlite3
from collections.abc import Callable

_MINUTE = 60_000
_DAY = 1440 * _MINUTE

_AT_A_STEP = """
SELECT c.id, c.due_at, r.at_ms, c.interval_minutes, r.offset_minutes - v.day_start_minutes
FROM cards c
JOIN reviews r ON r.card_id = c.id AND r.at_ms = c.last_review_at AND r.kind = 0
JOIN scheduler_versions v ON v.id = r.version_id
WHERE c.state IN (1, 3) AND c.due_at IS NOT NULL
"""


def _put_on_their_days(raw: sqlite3.Connection) -> None:
    """Move what was due as planned; a moment set by hand or by a plan stays."""
    for card, due, at, minutes, shift_minutes in raw.execute(_AT_A_STEP).fetchall():
        shift = shift_minutes * _MINUTE
        began = (at + shift) // _DAY
        former = at + minutes * _MINUTE
        if minutes >= 1440:
            former = (began + minutes // 1440) * _DAY - shift + _DAY // 2
        day = (at + minutes * _MINUTE + shift) // _DAY
        if due == former and day > began:
            noon = day * _DAY - shift + _DAY // 2
            raw.execute("UPDATE cards SET due_at = ? WHERE id = ?", (noon, card))


STATEMENTS: tuple[str | Callable[[sqlite3.Connection], None], ...] = (_put_on_their_days,)
