"""The review log as planes of bytes: the first byte of every row's change, then the second.

A row is written as what it has more or less than the row before, column by column. The numbers
that come of it are small, and alike at the same place, so that they pack to a few bytes a row.
"""

import struct
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from flashcards.model.messages import message
from flashcards.sync import bounded
from flashcards.sync.refusals import DamagedError
from flashcards.sync.values import Column, LogBlock

if TYPE_CHECKING:
    from flashcards.sync.values import Rows

PART_ROWS: Final = 1 << 18
_PART_NAMES: Final = 100_000
_FIRST_MS, _LAST_MS = -62_135_596_800_000, 253_402_300_799_999
"""The years 1 to 9999."""
_DAY: Final = 24 * 60
LONGEST_NAME: Final = 1_000
"""Characters of a guid or uid."""
LONGEST_JSON: Final = 1 << 20
"""Characters of a memory, or of a scheduler's parameters."""

BOUNDS: Final = {
    Column.SEQUENCE: (0, (1 << 40) - 1),
    Column.AT_MS: (_FIRST_MS, _LAST_MS),
    Column.OFFSET_MINUTES: (-_DAY + 1, _DAY - 1),
    Column.KIND: (0, 127),
    Column.QUALITY: (0, 5),
    Column.TAKEN_MS: (0, 1 << 40),
    Column.INTERVAL_MINUTES: (0, 9999 * 366 * _DAY),
}
"""What a row may hold, beside the places in lists."""
_COUNT: Final = struct.Struct("<I")


def packed(log: LogBlock, devices: int) -> Iterator[tuple[str, bytes]]:
    """Yield the parts of a log, each with its name.

    Raises SegmentError for one that could not be read again.
    """
    _refuse_impossible(log, devices)
    versions = [list(version) for version in log.versions]
    yield "versions", bounded.to_json(versions)
    for start in range(0, len(log.cards), _PART_NAMES):
        yield "cards", _cards(log.cards[start : start + _PART_NAMES])
    for start in range(0, len(log.rows), PART_ROWS):
        yield "rows", _planes(log.rows[start : start + PART_ROWS])
    if log.targets or log.plans or log.memories:
        yield "marks", _marks(log)


def _cards(cards: list[tuple[str, str, int]]) -> bytes:
    templates = sorted({template for _, template, _ in cards})
    places = {template: place for place, template in enumerate(templates)}
    found = {
        "guids": [guid for guid, _, _ in cards],
        "templates": templates,
        "template": [places[template] for _, template, _ in cards],
        "ordinals": [ordinal for _, _, ordinal in cards],
    }
    return bounded.to_json(found)


def _marks(log: LogBlock) -> bytes:
    found = {
        "targets": [[row, *log.targets[row]] for row in sorted(log.targets)],
        "plans": [[row, log.plans[row]] for row in sorted(log.plans)],
        "memories": [[row, log.memories[row]] for row in sorted(log.memories)],
    }
    return bounded.to_json(found)


def _planes(rows: "Rows") -> bytes:
    import numpy as np

    widths, planes = [], []
    for column in rows.T:
        change = np.diff(column, prepend=np.int64(0))
        folded = ((change << 1) ^ (change >> 63)).astype("<u8")
        width = (int(folded.max()).bit_length() + 7) // 8
        widths.append(width)
        planes.append(folded.view(np.uint8).reshape(len(rows), 8)[:, :width].T.tobytes())
    return b"".join([_COUNT.pack(len(rows)), bytes(widths), *planes])


def unpacked(parts: list[tuple[str, bytes]], devices: int) -> LogBlock:
    """Return the log in parts of ``packed``; raises SegmentError for what it never writes."""
    import numpy as np

    log = LogBlock()
    blocks: list[Rows] = []
    marks: list[bytes] = []
    for name, data in parts:
        if name == "versions":
            log.versions += _read_versions(bounded.from_json(data))
        elif name == "cards":
            log.cards += _read_cards(bounded.from_json(data))
        elif name == "rows":
            blocks.append(_read_planes(data))
        else:
            marks.append(data)
    if blocks:
        log.rows = np.concatenate(blocks)
    _refuse_impossible(log, devices)
    for data in marks:
        _read_marks(bounded.from_json(data), log, devices)
    return log


def _read_versions(found: Any) -> list[tuple[str, str, int]]:
    if not isinstance(found, list):
        raise _impossible()
    versions = []
    for each in found:
        scheduler, parameters, day_start = _fields(each, 3)
        _json(parameters)
        versions.append((_name(scheduler), parameters, _whole(day_start, _DAY - 1)))
    return versions


def _read_cards(found: Any) -> list[tuple[str, str, int]]:
    if not isinstance(found, dict) or set(found) != {"guids", "templates", "template", "ordinals"}:
        raise _impossible()
    if not all(isinstance(column, list) for column in found.values()):
        raise _impossible()
    templates = [_name(uid) for uid in found["templates"]]
    if not len(found["guids"]) == len(found["template"]) == len(found["ordinals"]):
        raise _impossible()
    return [
        (_name(guid), templates[_whole(place, len(templates) - 1)], _whole(ordinal, 1 << 20))
        for guid, place, ordinal in zip(
            found["guids"], found["template"], found["ordinals"], strict=True
        )
    ]


def _read_planes(data: bytes) -> "Rows":
    import numpy as np

    start = _COUNT.size + len(Column)
    if len(data) < start:
        raise _impossible()
    (count,) = _COUNT.unpack(data[: _COUNT.size])
    widths = data[_COUNT.size : start]
    if not 0 < count <= PART_ROWS or max(widths) > 8 or len(data) != start + count * sum(widths):
        raise _impossible()
    rows = np.empty((count, len(Column)), np.int64)
    for column, width in enumerate(widths):
        folded = np.zeros((count, 8), np.uint8)
        planes = np.frombuffer(data, np.uint8, width * count, start)
        folded[:, :width] = planes.reshape(width, count).T
        start += width * count
        numbers = folded.view("<u8").reshape(count)
        change = (numbers >> np.uint64(1)).view(np.int64) ^ -(numbers & np.uint64(1)).view(np.int64)
        rows[:, column] = np.cumsum(change)
    return rows


def _refuse_impossible(log: LogBlock, devices: int) -> None:
    if not len(log.rows):
        return
    bounds = {
        Column.CARD: (0, len(log.cards) - 1),
        Column.DEVICE: (0, devices - 1),
        Column.VERSION: (-1, len(log.versions) - 1),
        **BOUNDS,
    }
    low, high = log.rows.min(axis=0), log.rows.max(axis=0)
    for column, (least, most) in bounds.items():
        if low[column] < least or high[column] > most:
            raise _impossible()


def _read_marks(found: Any, log: LogBlock, devices: int) -> None:
    if not isinstance(found, dict) or set(found) != {"targets", "plans", "memories"}:
        raise _impossible()
    last = len(log.rows) - 1
    for each in _list(found["targets"]):
        row, device, sequence, at_ms = _fields(each, 4)
        if type(at_ms) is not int or not _FIRST_MS <= at_ms <= _LAST_MS:
            raise _impossible()
        device, sequence = _whole(device, devices - 1), _whole(sequence, (1 << 40) - 1)
        log.targets[_whole(row, last)] = (device, sequence, at_ms)
    for each in _list(found["plans"]):
        row, uid = _fields(each, 2)
        log.plans[_whole(row, last)] = _name(uid)
    for each in _list(found["memories"]):
        row, memory = _fields(each, 2)
        log.memories[_whole(row, last)] = _json(memory)


def _list(found: Any) -> list[Any]:
    if not isinstance(found, list):
        raise _impossible()
    return found


def _fields(found: Any, count: int) -> list[Any]:
    if not isinstance(found, list) or len(found) != count:
        raise _impossible()
    return found


def _whole(value: Any, most: int) -> int:
    if type(value) is not int or not 0 <= value <= most:
        raise _impossible()
    return value


def _name(value: Any) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= LONGEST_NAME or "\0" in value:
        raise _impossible()
    return value


def _json(value: Any) -> str:
    """Return a text of JSON that is kept as text; raises SegmentError where it is none."""
    if not isinstance(value, str) or len(value) > LONGEST_JSON:
        raise _impossible()
    bounded.from_json(value.encode(), 10_000)
    return value


def _impossible() -> DamagedError:
    return DamagedError(message("what it says about a review cannot be right"))
