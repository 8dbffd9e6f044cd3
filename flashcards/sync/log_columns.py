"""The review log as planes of bytes: the lowest byte of every row's number, then the next one.

A column is written as what cannot be told from the others: a moment as the time since the last
answer that the answer itself does not account for, a card as how many others came new since it
did, an interval among those of its card. Such numbers are small, and pack to few bytes.
"""

import struct
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from flashcards.model.messages import message
from flashcards.sync.refusals import DamagedError
from flashcards.sync.values import Column

if TYPE_CHECKING:
    import numpy as np

    from flashcards.sync.values import Rows

    Numbers = np.ndarray[tuple[int], np.dtype[np.int64]]

PART_ROWS: Final = 1 << 17
FIRST_MS, LAST_MS = -62_135_596_800_000, 253_402_300_799_999
"""The years 1 to 9999."""
DAY: Final = 24 * 60
BOUNDS: Final = {
    Column.SEQUENCE: (0, (1 << 40) - 1),
    Column.AT_MS: (FIRST_MS, LAST_MS),
    Column.OFFSET_MINUTES: (-DAY + 1, DAY - 1),
    Column.KIND: (0, 127),
    Column.QUALITY: (0, 5),
    Column.TAKEN_MS: (0, 1 << 40),
    Column.INTERVAL_MINUTES: (0, 9999 * 366 * DAY),
}
"""What a row may hold, beside places in lists."""

_COUNT: Final = struct.Struct("<I")
_STEADY: Final = (Column.DEVICE, Column.VERSION, Column.OFFSET_MINUTES)
"""Mostly as in the row before."""
_OF_CARDS: Final = (Column.KIND, Column.QUALITY, Column.INTERVAL_MINUTES)
"""Like those of the same card before."""
_ORDER: Final = (*_STEADY, Column.TAKEN_MS, Column.AT_MS, Column.SEQUENCE, Column.CARD, *_OF_CARDS)


def in_order_of_coming(column: "Numbers", cards: int) -> "Numbers":
    """Return the new place of each of ``cards`` when they stand as the rows first name them."""
    import numpy as np

    named, first = np.unique(column, return_index=True)
    places = np.full(cards, -1, np.int64)
    places[named[np.argsort(first)]] = np.arange(len(named))
    never = places < 0
    places[never] = np.arange(len(named), cards)
    return places


def with_cards_after(rows: "Rows", cards: int, versions: int) -> "Rows":
    """Return rows as they are when so many cards and versions stand before theirs."""
    if cards or versions:
        rows[:, Column.CARD] += cards
        rows[:, Column.VERSION] += (rows[:, Column.VERSION] >= 0) * versions
    return rows


def packed(rows: "Rows", came: int, timed: Sequence[bool]) -> bytes:
    """Return rows as bytes.

    ``came``: how many cards the rows before these named; those that are new follow in order.
    ``timed``: by device, whether its numbers follow from the time, as those from elsewhere do.
    """
    import numpy as np

    at, taken, card = rows[:, Column.AT_MS], rows[:, Column.TAKEN_MS], rows[:, Column.CARD]
    highest = np.maximum.accumulate(np.concatenate([[came - 1], card]))[:-1]
    columns = {column: _changes(rows[:, column]) for column in _STEADY}
    columns[Column.TAKEN_MS] = taken
    columns[Column.AT_MS] = _changes(at) - taken
    columns[Column.SEQUENCE] = _changes(rows[:, Column.SEQUENCE] - _time(rows, timed))
    columns[Column.CARD] = highest + 1 - card
    by_card = np.argsort(card, kind="stable")
    for column in _OF_CARDS:
        columns[column] = rows[by_card, column]
    planes = [_planes(columns[column]) for column in _ORDER]
    widths = bytes(len(each) // len(rows) for each in planes)
    return b"".join([_COUNT.pack(len(rows)), widths, *planes])


def unpacked(data: bytes, came: int, timed: Sequence[bool], lists: tuple[int, int]) -> "Rows":
    """Return the rows in bytes of ``packed``; raises DamagedError for what it never writes.

    ``lists``: how many cards and versions there are.
    """
    import numpy as np

    columns = _columns(data)
    rows = np.empty((len(columns[0]), len(Column)), np.int64)
    found = dict(zip(_ORDER, columns, strict=True))
    for column in _STEADY:
        rows[:, column] = np.cumsum(found[column])
    _refuse_beyond(rows, {Column.DEVICE: (0, len(timed) - 1)})
    rows[:, Column.TAKEN_MS] = found[Column.TAKEN_MS]
    rows[:, Column.AT_MS] = np.cumsum(found[Column.AT_MS] + found[Column.TAKEN_MS])
    rows[:, Column.SEQUENCE] = np.cumsum(found[Column.SEQUENCE]) + _time(rows, timed)
    new = found[Column.CARD] == 0
    rows[:, Column.CARD] = came + np.cumsum(new) - new - found[Column.CARD]
    by_card = np.argsort(rows[:, Column.CARD], kind="stable")
    for column in _OF_CARDS:
        rows[by_card, column] = found[column]
    refuse_impossible(rows, len(timed), *lists)
    return rows


def refuse_impossible(rows: "Rows", devices: int, cards: int, versions: int) -> None:
    """Raise DamagedError where a row holds what none can, or names what is not there."""
    _refuse_beyond(
        rows,
        {
            Column.CARD: (0, cards - 1),
            Column.DEVICE: (0, devices - 1),
            Column.VERSION: (-1, versions - 1),
            **BOUNDS,
        },
    )


def _refuse_beyond(rows: "Rows", bounds: dict[Column, tuple[int, int]]) -> None:
    for column, (least, most) in bounds.items():
        numbers = rows[:, column]
        if len(numbers) and (numbers.min() < least or numbers.max() > most):
            raise impossible()


def _time(rows: "Rows", timed: Sequence[bool]) -> "Numbers":
    """Return what the numbers of rows follow from: their moment, or nothing."""
    import numpy as np

    return np.where(np.array(timed, bool)[rows[:, Column.DEVICE]], rows[:, Column.AT_MS], 0)


def _changes(numbers: "Numbers") -> "Numbers":
    import numpy as np

    return np.diff(numbers, prepend=np.int64(0))


def _planes(numbers: "Numbers") -> bytes:
    """Return numbers as bytes, with the sign in the lowest bit."""
    import numpy as np

    folded = ((numbers << 1) ^ (numbers >> 63)).astype("<u8")
    width = (int(folded.max()).bit_length() + 7) // 8
    return folded.view(np.uint8).reshape(len(numbers), 8)[:, :width].T.tobytes()


def _columns(data: bytes) -> "list[Numbers]":
    import numpy as np

    start = _COUNT.size + len(Column)
    if len(data) < start:
        raise impossible()
    (count,) = _COUNT.unpack(data[: _COUNT.size])
    widths = data[_COUNT.size : start]
    if not 0 < count <= PART_ROWS or max(widths) > 8 or len(data) != start + count * sum(widths):
        raise impossible()
    columns = []
    for width in widths:
        folded = np.zeros((count, 8), np.uint8)
        planes = np.frombuffer(data, np.uint8, width * count, start)
        folded[:, :width] = planes.reshape(width, count).T
        numbers = folded.view("<u8").reshape(count)
        signs = -(numbers & np.uint64(1)).view(np.int64)
        columns.append((numbers >> np.uint64(1)).view(np.int64) ^ signs)
        start += width * count
    return columns


def impossible() -> DamagedError:
    """Return what to say of a log that no program wrote."""
    return DamagedError(message("what it says about a review cannot be right"))
