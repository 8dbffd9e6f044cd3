"""Reads the learner's answers as a log that schedulers can be tried on."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from flashcards.model.enums import ReviewKind
from flashcards.scheduling.replay import DEVICE_BITS, effective
from flashcards.store import replays, verify
from flashcards.store.operation import course
from flashcards.store.store import Connection

if TYPE_CHECKING:
    from flashcards.scheduling.columns import AnswerLog, Integers

_CARD, _AT, _OFFSET, _QUALITY, _KIND = range(5)
_BATCH = 500
_ANSWERS = (int(ReviewKind.ANSWER), int(ReviewKind.DRILL))
_SNAPSHOTS = (int(ReviewKind.MANUAL), int(ReviewKind.IMPORTED))


def answer_log(
    conn: Connection,
    deck_ids: Collection[int] | None,
    day_start_minutes: int,
    only: Sequence[int] | None = None,
) -> "AnswerLog":
    """Return the answers that count to the cards of these decks, None for all; or to some cards
    ``only``, for which the rest of the log is not read.

    Struck answers are left out, corrected ones stand in the place of what they correct. Drills are
    in it, marked as such: those on the day of the answer before. A card is named by its
    id; the parts of a log that resets or imports divide by negative numbers, since each counts as
    a card of its own. An import whose log came with it divides nothing. ``conn`` is one of
    a long look or operation.
    """
    import numpy as np

    from flashcards.scheduling.columns import AnswerLog

    rows = replays.log_columns(conn, only)
    if deck_ids is not None:
        cards = replays.card_columns(conn)
        mine = cards[np.isin(cards[:, 1], list(deck_ids)), 0]
        rows = rows[np.isin(rows[:, _CARD], mine)]
    ask = course(conn).ask
    ask()
    odd = np.array(sorted(replays.odd_cards(conn, only)), dtype=np.int64)
    is_odd = np.isin(rows[:, _CARD], odd)
    found = rows[~is_odd]
    if is_odd.any():
        slow = _one_by_one(conn, np.unique(rows[is_odd, _CARD]))
        found = np.concatenate((found, slow))
    ask()
    owners, at_ms, qualities, offsets, kinds = (
        found[:, place] for place in (_CARD, _AT, _QUALITY, _OFFSET, _KIND)
    )
    drills = kinds == ReviewKind.DRILL
    return AnswerLog.of(owners, at_ms, qualities, offsets, day_start_minutes, drills)


def _sums_up(kind: int, interval: int, follows: bool) -> bool:
    """Whether a row only says where the log that came with it had led: nothing begins anew.

    It ``follows`` a row of its own device then, and the card is not new after it.
    """
    return kind == ReviewKind.IMPORTED and interval > 0 and follows


def _one_by_one(conn: Connection, card_ids: "Integers") -> "Integers":
    """Return the answers of cards whose log is more than answers row after row."""
    import numpy as np

    found: list[tuple[int, int, int, int, int]] = []
    part = 0
    for start in range(0, len(card_ids), _BATCH):
        course(conn).ask()
        for card_id, rows in verify.log_by_card(conn, card_ids[start : start + _BATCH].tolist()):
            owner, wrote = card_id, -1
            if any(row[3] in _SNAPSHOTS for row in rows):
                part -= 1
                owner = part
            for number, at_ms, offset, kind, quality, _, interval, _ in effective(rows):
                device = number >> DEVICE_BITS
                if kind in _SNAPSHOTS and not _sums_up(kind, interval, device == wrote):
                    part -= 1
                    owner = part
                elif kind in _ANSWERS:
                    found.append((owner, at_ms, offset, quality, kind))
                wrote = -1 if kind == ReviewKind.MANUAL else device
    return np.array(found, dtype=np.int64).reshape(-1, 5)
