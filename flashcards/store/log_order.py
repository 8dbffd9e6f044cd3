"""The order in which the log's rows count where several devices wrote it: kept, and as SQL.

Within a device the running number decides, across devices time: see ``scheduling.replay.in_order``,
which says the same of the rows of one card.
"""

import json
from collections.abc import Iterable

from sqlalchemy import Connection

from flashcards.model.enums import ReviewKind
from flashcards.scheduling.days import offset_minutes_of
from flashcards.scheduling.replay import DEVICE_BITS
from flashcards.store.connections import bulk, raw_of
from flashcards.store.operation import operation

_CORRECTS = f"{{row}}.kind = {ReviewKind.ANSWER:d} AND {{row}}.target IS NOT NULL"

PLACE = f"CASE WHEN {_CORRECTS.format(row='r')} THEN r.target ELSE r.id END"
"""Where a row ``r`` of the log stands: a corrected answer in the place of what it corrects."""

MARKED_MS = f"""(
    SELECT max(e.at_ms) FROM reviews e WHERE e.card_id = {{mark}}.card_id
    AND e.id BETWEEN {{mark}}.id >> {DEVICE_BITS} << {DEVICE_BITS} AND {{mark}}.id
    AND NOT ({_CORRECTS.format(row="e")})
)"""
"""When a row ``mark`` that strikes another, or puts it back, counts from among other devices' rows:
the latest moment that its device had shown by then."""

_STANDS = f"""
coalesce((SELECT s.kind FROM reviews s WHERE s.card_id = {{row}}.card_id AND s.target = {{row}}.id
    AND s.kind IN ({ReviewKind.STRUCK:d}, {ReviewKind.UNSTRUCK:d})
    ORDER BY {MARKED_MS.format(mark="s")} DESC, s.id DESC LIMIT 1
), {ReviewKind.UNSTRUCK:d}) = {ReviewKind.UNSTRUCK:d}
"""

_WRITTEN_MS = f"coalesce({MARKED_MS.format(mark='{row}')}, {{row}}.at_ms)"
_SINCE_MS = f"""coalesce(
    max({_WRITTEN_MS}, (
        SELECT max({MARKED_MS.format(mark="b")}) FROM reviews b WHERE b.card_id = {{row}}.card_id
        AND b.target = {{row}}.id AND b.kind = {ReviewKind.UNSTRUCK:d}
    )),
    {_WRITTEN_MS}
)"""
"""Since when a row counts: since it was written or put back, as a moment its device had shown."""

_SUPERSEDED = f"""
{{row}}.kind = {ReviewKind.ANSWER:d} AND EXISTS (
    SELECT 1 FROM reviews o WHERE o.card_id = {{row}}.card_id AND o.id <> {{row}}.id
    AND o.kind = {ReviewKind.ANSWER:d}
    AND coalesce(o.target, o.id) = coalesce({{row}}.target, {{row}}.id)
    AND {_STANDS.format(row="o")}
    AND ({_SINCE_MS.format(row="o")}, o.id) > ({_SINCE_MS.format(row="{row}")}, {{row}}.id)
)
"""

STANDING = f"({_STANDS.format(row='r')} AND NOT ({_SUPERSEDED.format(row='r')}))"
"""Whether a row ``r`` of the log counts, for looking at few cards: ``STRUCK`` looks at many."""

STRUCK = f"""
SELECT target FROM (
    SELECT r.target, r.kind, row_number() OVER (
        PARTITION BY r.target ORDER BY {MARKED_MS.format(mark="r")} DESC, r.id DESC
    ) AS place
    FROM reviews r {{join}}
    WHERE r.kind IN ({ReviewKind.STRUCK:d}, {ReviewKind.UNSTRUCK:d}) AND r.target IS NOT NULL
) WHERE place = 1 AND kind = {ReviewKind.STRUCK:d}
UNION ALL
SELECT x.id FROM reviews r {{join}}
CROSS JOIN reviews x ON x.card_id = r.card_id AND coalesce(x.target, x.id) = r.target
WHERE r.kind = {ReviewKind.ANSWER:d} AND r.target IS NOT NULL
AND {_SUPERSEDED.format(row="x")}
"""
"""The ids of the rows that don't count: the newest mark of each decides, and in the place of an
answer that several devices corrected what came to stand there last counts alone."""

_AHEAD = f"""
SELECT card_id, max(version_id),
    max(max(CASE WHEN device <> ?2 THEN at_ms ELSE ?3 - 1 END), until_ms) AS ahead_ms
FROM (
    SELECT r.card_id, r.version_id, r.at_ms, {PLACE} >> {DEVICE_BITS} AS device,
        coalesce(c.past_until_ms, ?3 - 1) AS until_ms
    FROM cards c JOIN reviews r ON r.card_id = c.id
    WHERE c.id IN (SELECT value FROM json_each(?1))
) GROUP BY card_id HAVING ahead_ms >= max(?3, max(CASE WHEN device = ?2 THEN at_ms ELSE ?3 END))
"""
_CAN_BE_AHEAD = """
SELECT 1 FROM reviews WHERE card_id {cards} AND at_ms >= ?2
AND EXISTS (SELECT 1 FROM devices LIMIT 1 OFFSET 1)
UNION ALL SELECT 1 FROM cards WHERE id {cards} AND past_until_ms >= ?2 LIMIT 1
"""
_ONE_CAN = _CAN_BE_AHEAD.format(cards="= ?1")
_SOME_CAN = _CAN_BE_AHEAD.format(cards="IN (SELECT value FROM json_each(?1))")
_INSERT = f"INSERT INTO reviews VALUES (?, ?, ?, ?, {ReviewKind.UNSTRUCK:d}, 0, 0, ?, 0, NULL)"


def stand_last(conn: Connection, card_ids: Iterable[int], at_ms: int) -> None:
    """See to it that what is appended next to these cards' logs, at ``at_ms``, counts last.

    Where another device's clock was ahead, or this one's was set back, rows of that device would
    come after what is done now, and a replay would tell another story than the learner lived; the
    same goes for a past that is judged by other rules up to a moment that now is not after. A mark
    that strikes nothing and shows a later moment then goes before. To be called before the numbers
    of the rows are asked for.
    """
    some = list(card_ids)
    if len(some) == 1:
        can = raw_of(conn).execute(_ONE_CAN, (some[0], at_ms)).fetchone()
    else:
        can = raw_of(conn).execute(_SOME_CAN, (json.dumps(some), at_ms)).fetchone()
    if can is None:
        return
    cards = json.dumps(some)
    work = operation(conn)
    device = work.next_review_id(conn) >> DEVICE_BITS
    ahead = conn.exec_driver_sql(_AHEAD, (cards, device, at_ms)).fetchall()
    offset = offset_minutes_of(work.now)
    bulk(
        conn,
        _INSERT,
        [
            (card, work.next_review_id(conn), ahead_ms + 1, offset, version)
            for card, version, ahead_ms in ahead
        ],
    )
