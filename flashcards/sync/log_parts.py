"""The log of a segment in parts: scheduler versions, names of cards, rows, and what marks them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from flashcards.sync import bounded, log_columns
from flashcards.sync.bounded import Budget
from flashcards.sync.log_columns import DAY, FIRST_MS, LAST_MS, PART_ROWS, impossible
from flashcards.sync.values import Column, LogBlock

NAMES: Final = ("versions", "cards", "rows", "marks")
LONGEST_NAME: Final = 20_000
"""Characters of a guid or uid."""
LONGEST_JSON: Final = 1 << 20
"""Characters of a memory, or of a scheduler's parameters."""
_PART_NAMES: Final = 50_000
_PART_MARKS: Final = 50_000
_KINDS: Final = ("targets", "plans", "memories")


def packed(log: LogBlock, timed: Sequence[bool]) -> Iterator[tuple[str, bytes]]:
    """Yield the parts of a log, each with its name; see ``log_columns`` for ``timed``.

    Raises DamagedError for a log that could not be read again.
    """
    log_columns.refuse_impossible(log.rows, len(timed), len(log.cards), len(log.versions))
    log = _renumbered(_in_order(log))
    yield "versions", bounded.to_json([list(version) for version in log.versions])
    for start in range(0, len(log.cards), _PART_NAMES):
        yield "cards", _cards(log.cards[start : start + _PART_NAMES])
    marks, came = _marks(log), 0
    for start in range(0, len(log.rows), PART_ROWS):
        rows = log.rows[start : start + PART_ROWS]
        yield "rows", log_columns.packed(rows, came, timed)
        came = max(came, int(rows[:, Column.CARD].max()) + 1)
        own = [(kind, [place - start, *what]) for kind, place, what in marks
               if start <= place < start + PART_ROWS]  # fmt: skip
        for first in range(0, len(own), _PART_MARKS):
            yield "marks", _mark_text(own[first : first + _PART_MARKS])


def _in_order(log: LogBlock) -> LogBlock:
    """Return the log with its rows in order of device and number, in which they pack best."""
    import numpy as np

    order = np.lexsort((log.rows[:, Column.SEQUENCE], log.rows[:, Column.DEVICE]))
    if (order[1:] > order[:-1]).all():
        return log
    places = np.empty_like(order)
    places[order] = np.arange(len(order))
    return replace(
        log,
        rows=log.rows[order],
        targets={int(places[row]): target for row, target in log.targets.items()},
        plans={int(places[row]): uid for row, uid in log.plans.items()},
        memories={int(places[row]): memory for row, memory in log.memories.items()},
    )


def _renumbered(log: LogBlock) -> LogBlock:
    """Return the log with its cards in the order in which rows first name them."""
    if not len(log.rows):
        return log
    places = log_columns.in_order_of_coming(log.rows[:, Column.CARD], len(log.cards))
    rows = log.rows.copy()
    rows[:, Column.CARD] = places[rows[:, Column.CARD]]
    cards = [card for _, card in sorted(zip(places.tolist(), log.cards, strict=True))]
    return replace(log, cards=cards, rows=rows)


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


def _marks(log: LogBlock) -> list[tuple[str, int, list[Any]]]:
    """Return what marks rows: kind, place and content, in order of place."""
    marks: list[tuple[str, int, list[Any]]]
    marks = [("targets", place, list(target)) for place, target in log.targets.items()]
    marks += [("plans", place, [uid]) for place, uid in log.plans.items()]
    marks += [("memories", place, [memory]) for place, memory in log.memories.items()]
    return sorted(marks, key=lambda mark: mark[1])


def _mark_text(marks: list[tuple[str, list[Any]]]) -> bytes:
    found: dict[str, list[list[Any]]] = {kind: [] for kind in _KINDS}
    for kind, mark in marks:
        found[kind].append(mark)
    return bounded.to_json(found)


class LogReader:
    """Puts the parts of a log together, in their order."""

    def __init__(self, timed: Sequence[bool], budget: Budget) -> None:
        self._timed = timed
        self._budget = budget
        self._block = LogBlock()
        self._came = 0

    def take(self, name: str, data: bytes) -> LogBlock | None:
        """Take a part; return the block that is complete with it, if one is.

        Blocks that belong together share their lists of cards and versions. Raises SegmentError
        for what ``packed`` never writes.
        """
        if name == "rows":
            return self._replace(self._rows(data))
        found = bounded.from_json(data, self._budget)
        if name == "versions":
            self._came = 0
            return self._replace(LogBlock(versions=_versions(found, self._budget)))
        if name == "cards":
            if len(self._block.rows):
                raise impossible()  # rows name what stands before them
            self._block.cards.extend(_read_cards(found))
        else:
            self._mark(found)
        return None

    def finish(self) -> LogBlock:
        """Return the last block."""
        return self._block

    def _replace(self, block: LogBlock) -> LogBlock | None:
        done, self._block = self._block, block
        is_first = len(block.rows) and not len(done.rows)
        return None if is_first or done == LogBlock() else done

    def _rows(self, data: bytes) -> LogBlock:
        cards, versions = self._block.cards, self._block.versions
        rows = log_columns.unpacked(data, self._came, self._timed, (len(cards), len(versions)))
        self._came = max(self._came, int(rows[:, Column.CARD].max()) + 1)
        return LogBlock(cards, versions, rows)

    def _mark(self, found: Any) -> None:
        if not isinstance(found, dict) or set(found) != set(_KINDS):
            raise impossible()
        log, last = self._block, len(self._block.rows) - 1
        for each in _list(found["targets"]):
            row, device, sequence, at_ms = _fields(each, 4)
            if type(at_ms) is not int or not FIRST_MS <= at_ms <= LAST_MS:
                raise impossible()
            named = _whole(device, len(self._timed) - 1), _whole(sequence, (1 << 40) - 1), at_ms
            log.targets[_whole(row, last)] = named
        for each in _list(found["plans"]):
            row, uid = _fields(each, 2)
            log.plans[_whole(row, last)] = _name(uid)
        for each in _list(found["memories"]):
            row, memory = _fields(each, 2)
            log.memories[_whole(row, last)] = _json(memory, self._budget)


def _versions(found: Any, budget: Budget) -> list[tuple[str, str, int]]:
    versions = []
    for each in _list(found):
        scheduler, parameters, day_start = _fields(each, 3)
        versions.append((_name(scheduler), _json(parameters, budget), _whole(day_start, DAY - 1)))
    return versions


def _read_cards(found: Any) -> list[tuple[str, str, int]]:
    if not isinstance(found, dict) or set(found) != {"guids", "templates", "template", "ordinals"}:
        raise impossible()
    templates = [_name(uid) for uid in _list(found["templates"])]
    guids, places, ordinals = (_list(found[name]) for name in ("guids", "template", "ordinals"))
    if not len(guids) == len(places) == len(ordinals):
        raise impossible()
    return [
        (_name(guid), templates[_whole(place, len(templates) - 1)], _whole(ordinal, 1 << 20))
        for guid, place, ordinal in zip(guids, places, ordinals, strict=True)
    ]


def _list(found: Any) -> list[Any]:
    if not isinstance(found, list):
        raise impossible()
    return found


def _fields(found: Any, count: int) -> list[Any]:
    if not isinstance(found, list) or len(found) != count:
        raise impossible()
    return found


def _whole(value: Any, most: int) -> int:
    if type(value) is not int or not 0 <= value <= most:
        raise impossible()
    return value


def _name(value: Any) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= LONGEST_NAME or "\0" in value:
        raise impossible()
    return value


def _json(value: Any, budget: Budget) -> str:
    """Return a text of JSON that is kept as text; raises SegmentError where it is none."""
    if not isinstance(value, str) or len(value) > LONGEST_JSON:
        raise impossible()
    bounded.from_json(value.encode(), budget)
    return value
