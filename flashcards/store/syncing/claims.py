"""Cards that became others of their note, or of another note: their log goes with them.

A machine that hears of it has the rows under the former name. The field ``was`` of a card says what
it was called before, and how far each device's rows had got by then.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection

from flashcards.scheduling.replay import DEVICE_BITS
from flashcards.store.connections import raw_of
from flashcards.store.syncing import log_rows
from flashcards.store.syncing.kinds import CARDS, WAS
from flashcards.store.syncing.loading import card_name

_SEQUENCE: Final = (1 << DEVICE_BITS) - 1


def reached(conn: Connection, card_id: int) -> dict[str, int]:
    """Return the last number of each device (by its uid) in the log of a card."""
    return dict(
        raw_of(conn).execute(
            f"SELECT d.uid, max(r.id & {_SEQUENCE}) FROM reviews r JOIN devices d "
            f"ON d.id = r.id >> {DEVICE_BITS} WHERE r.card_id = ? GROUP BY 1",
            (card_id,),
        )
    )


@dataclass(frozen=True, slots=True)
class Claim:
    """A card says that it was another."""

    stamp: int
    uid: str
    former: str
    reached: dict[str, int]


def all_claims(conn: Connection) -> dict[str, list[Claim]]:
    """Return all claims, by the former name, the newest of each last."""
    execute = raw_of(conn).execute
    found: dict[str, list[Claim]] = {}
    living = execute(
        "SELECT n.guid || '/' || t.uid || '/' || c.ordinal, s.stamp, s.value FROM sync_stamps s "
        "JOIN cards c ON c.id = s.row JOIN notes n ON n.id = c.note_id "
        "JOIN templates t ON t.id = c.template_id "
        "WHERE s.kind = ? AND s.field = ? AND s.value IS NOT NULL",
        (CARDS.number, WAS),
    ).fetchall()
    rows = [(uid, stamp, json.loads(value)) for uid, stamp, value in living]
    for uid, body in execute(
        "SELECT uid, body FROM sync_states WHERE kind = ? AND instr(body, ?)",
        (CARDS.number, f'"{WAS}":'),
    ):
        register = json.loads(body).get(WAS)
        if register:
            rows.append((uid, register[0], register[2]))
    for uid, stamp, value in rows:
        for former, numbers in _pairs(value):
            found.setdefault(former, []).append(Claim(stamp, uid, former, numbers))
    for claims in found.values():
        claims.sort(key=lambda claim: (claim.stamp, claim.uid))
    return found


def _pairs(value: Any) -> Iterable[tuple[str, dict[str, int]]]:
    for each in value if isinstance(value, list) else ():
        former, numbers = each
        yield str(former), {str(uid): int(number) for uid, number in numbers.items()}


def follow(conn: Connection, claims: dict[str, list[Claim]]) -> set[int]:
    """Move the rows of the log that belong to cards which were others; return the cards concerned.

    What was answered under a former name that no card bears any more goes to the card as well.
    """
    changed: set[int] = set()
    for former, some in claims.items():
        names = [card_name(each.uid) for each in some]
        living = log_rows.living_ids(conn, [*names, card_name(former)])
        chosen = [each for each in some if card_name(each.uid) in living] or some
        winner = chosen[-1]
        to = log_rows.ids_of_cards(conn, [card_name(winner.uid)])[0]
        known = log_rows.known_ids(conn, [card_name(former), *names])
        for claim in some:
            number = known.get(card_name(claim.uid))
            if number is not None and number != to:
                changed |= _move(conn, number, to, claim.reached)
        number = known.get(card_name(former))
        if number is not None and number != to:
            alone = card_name(former) not in living
            changed |= _move(conn, number, to, None if alone else winner.reached)
    return changed


def _move(conn: Connection, number: int, to: int, reached: dict[str, int] | None) -> set[int]:
    execute = raw_of(conn).execute
    if reached is None:
        moved = execute(
            "UPDATE OR REPLACE reviews SET card_id = ? WHERE card_id = ?", (to, number)
        ).rowcount
    else:
        moved = 0
        for uid, last in reached.items():
            moved += execute(
                "UPDATE OR REPLACE reviews SET card_id = ?1 WHERE card_id = ?2 AND "
                f"id >> {DEVICE_BITS} = (SELECT id FROM devices WHERE uid = ?3) "
                f"AND id & {_SEQUENCE} <= ?4",
                (to, number, uid, last),
            ).rowcount
    return {number, to} if moved else set()
