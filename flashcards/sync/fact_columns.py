"""Facts as columns of JSON: what many have in common stands there once."""

import itertools
import operator
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from flashcards.model.messages import message
from flashcards.sync import bounded
from flashcards.sync.refusals import DamagedError
from flashcards.sync.values import Fact

PART_BYTES: Final = 4 << 20
"""About so many bytes of JSON go into one part."""
_PART_FACTS: Final = 50_000
_AT_ONCE: Final = 5_000
"""So many are looked at or written before another thread may go on: more would take too long."""
LONGEST_NAME: Final = 20_000
"""Characters of a uid, a field or a base; what is longer stays where it is, and nobody is told."""
_LONGEST_KIND: Final = 40
_LARGEST_STAMP: Final = (1 << 63) - 1
_SIMPLE: Final = {str, bool, type(None)}
"""Types of which any value may be that of a fact."""
_FIELD: Final = operator.attrgetter("field")
_COLUMNS: Final = ("bases", "counts", "devices", "fields", "kind", "names", "stamps", "uids")


def in_order(facts: Iterable[Fact], devices: int) -> list[Fact]:
    """Return facts in the order in which a segment has them, which depends on nothing else.

    Raises SegmentError for one that could not be read again.
    """
    facts = list(facts)
    refuse_impossible(facts, devices)
    # Row by row: one long sort would let no other thread go on meanwhile.
    rows: dict[tuple[str, str], list[Fact]] = {}
    for fact in facts:
        rows.setdefault(fact[:2], []).append(fact)
    return [fact for row in sorted(rows) for fact in _row_in_order(rows[row])]


def _row_in_order(facts: list[Fact]) -> list[Fact]:
    if len({fact.field for fact in facts}) == len(facts):
        return sorted(facts, key=_FIELD)
    return sorted(facts, key=_place)


def refuse_impossible(facts: list[Fact], devices: int) -> None:
    """Raise SegmentError for a fact that could not be read again; ``devices``: how many there are.

    A million of them in a moment.
    """
    for start in range(0, len(facts), _AT_ONCE):
        kinds, uids, fields, values, stamps, places, bases = zip(
            *facts[start : start + _AT_ONCE], strict=True
        )
        for kind in set(kinds):
            _name(kind, _LONGEST_KIND)
        for name in {*uids, *fields}:
            _name(name)
        _refuse_beyond(stamps, _LARGEST_STAMP)
        _refuse_beyond(places, devices - 1)
        _refuse_odd(values, bases)


def _place(fact: Fact) -> tuple[str, int, int, str, bytes]:
    _, _, field, value, stamp, device, base = fact
    return field, stamp, device, base, bounded.to_json(value)


def packed(facts: list[Fact]) -> Iterator[bytes]:
    """Yield texts of JSON that hold the facts, which are in order."""
    for kind, group in itertools.groupby(facts, lambda fact: fact.kind):
        batch: list[Fact] = []
        size = 0
        for fact in group:
            if batch and (size > PART_BYTES or len(batch) >= _PART_FACTS):
                yield _text(kind, batch)
                batch, size = [], 0
            batch.append(fact)
            size += 40 + _size(fact.value)
        yield _text(kind, batch)


def _size(value: Any) -> int:
    """Return about how many bytes of JSON a value takes."""
    if isinstance(value, list | dict):
        return len(bounded.to_json(value))
    return len(value) if isinstance(value, str) else 20


def _text(kind: str, facts: list[Fact]) -> bytes:
    """Return facts of one kind as one text."""
    names = sorted({fact.field for fact in facts})
    places = {name: place for place, name in enumerate(names)}
    uids, counts = [], []
    for uid, group in itertools.groupby(facts, lambda fact: fact.uid):
        uids.append(uid)
        counts.append(sum(1 for _ in group))
    stamps = [0, *(fact.stamp for fact in facts)]
    found: dict[str, list[Any] | str] = {
        "kind": kind,
        "uids": uids,
        "counts": counts,
        "names": names,
        "fields": [places[fact.field] for fact in facts],
        "values": [fact.value for fact in facts],
        "stamps": [later - earlier for earlier, later in itertools.pairwise(stamps)],
        "devices": [fact.device for fact in facts],
        "bases": [fact.base for fact in facts],
    }
    columns = (f'"{name}":'.encode() + _column(found[name]) for name in sorted(found))
    return b"{" + b",".join(columns) + b"}"


def _column(values: list[Any] | str) -> bytes:
    """Return ``bounded.to_json`` of these, written piece by piece."""
    if isinstance(values, str):
        return bounded.to_json(values)
    pieces = (values[start : start + _AT_ONCE] for start in range(0, len(values), _AT_ONCE))
    return b"[" + b",".join(bounded.to_json(piece)[1:-1] for piece in pieces) + b"]"


def unpacked(data: bytes, devices: int, budget: bounded.Budget) -> list[Fact]:
    """Return the facts in a text of ``packed``; raises SegmentError for what it never writes."""
    found = bounded.from_json(data, budget)
    if not isinstance(found, dict) or set(found) != {*_COLUMNS, "values"}:
        raise _impossible()
    kind = _name(found.pop("kind"), _LONGEST_KIND)
    if not all(isinstance(column, list) for column in found.values()):
        raise _impossible()
    count = len(found["values"])
    if any(len(found[column]) != count for column in ("fields", "stamps", "devices", "bases")):
        raise _impossible()
    names, uids = (list(map(_name, found[column])) for column in ("names", "uids"))
    _refuse_beyond(found["counts"], count)
    if len(found["counts"]) != len(uids) or sum(found["counts"]) != count:
        raise _impossible()
    stamps = _stamps(found["stamps"])
    _refuse_beyond(found["fields"], len(names) - 1)
    _refuse_beyond(found["devices"], devices - 1)
    _refuse_odd(found["values"], found["bases"])
    fields = map(names.__getitem__, found["fields"])
    repeated = itertools.chain.from_iterable(map(itertools.repeat, uids, found["counts"]))
    columns = repeated, fields, found["values"], stamps, found["devices"], found["bases"]
    return list(map(Fact._make, zip(itertools.repeat(kind), *columns, strict=False)))


def _stamps(differences: list[Any]) -> list[int]:
    if set(map(type, differences)) - {int}:
        raise _impossible()
    found = list(itertools.accumulate(differences))
    _refuse_beyond(found, _LARGEST_STAMP)
    return found


def _refuse_beyond(column: Sequence[Any], most: int) -> None:
    """Refuse what is no whole number from 0 to ``most``; a million of them in a moment."""
    if set(map(type, column)) - {int} or (column and not 0 <= min(column) <= max(column) <= most):
        raise _impossible()


def _refuse_odd(values: Sequence[Any], bases: Sequence[Any]) -> None:
    if set(map(type, bases)) - {str}:
        raise _impossible()
    for base in set(bases) - {""}:
        _name(base)
    if set(map(type, values)) - _SIMPLE:
        values = [value for value in values if type(value) not in _SIMPLE]
        if not all(map(bounded.is_value, values)):
            raise _impossible()


def _name(value: Any, most: int = LONGEST_NAME) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= most or "\0" in value:
        raise _impossible()
    return value


def _impossible() -> DamagedError:
    return DamagedError(message("what it says about a change cannot be right"))
