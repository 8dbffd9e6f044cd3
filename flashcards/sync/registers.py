"""What every copy of a row says of each of its fields, and which of two copies is right.

A register is the last write of one field: its stamp, the device, the value. The newer stamp wins,
whatever order the writes arrive in, so all copies come to the same state. Stamps are
``ms << COUNTER_BITS | counter``: a write is later than what it replaced whatever the clock says, so
a clock that is years ahead spoils the fields it wrote and no others.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple, TypeAlias

COUNTER_BITS: Final = 14
_EARLIEST_MS: Final = 1 << 34
"""In July 1970: stamps of later moments are larger than any moment up to the year 9999."""
_LAST: Final = 1 << 62
"""Stamps above this are nobody's clock; they are not gone beyond."""

GONE: Final = "gone"
"""The field that says whether a row was deleted."""

TEXT: Final = "text."
"""Begins the names of the fields that hold what a note says."""


class Register(NamedTuple):
    """One write of a field."""

    stamp: int
    device: int
    """The number made from the uid of the device that wrote it; 0 where the row came with it."""
    value: Any
    base: int = 0
    """The stamp of the write it replaced; 0 for none."""


State: TypeAlias = dict[str, Register]
"""What is known of a row, by field."""


def stamp_of(ms: int) -> int:
    """Return the first stamp of a moment, given in UTC ms; a clock before 1970 says July 1970."""
    return max(ms, _EARLIEST_MS + 1) << COUNTER_BITS


def ms_of(stamp: int) -> int:
    """Return the moment of a stamp, in UTC ms; the stamps of untouched rows are moments."""
    return stamp >> COUNTER_BITS if stamp >> COUNTER_BITS > _EARLIEST_MS else stamp


def later(now: int, before: int) -> int:
    """Return the stamp of a write made now that replaces one of another stamp."""
    return max(now, min(before, _LAST) + 1)


def text_of(value: Any) -> str:
    """Return a value in the one form by which values are compared."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


def beats(one: Register, other: Register) -> bool:
    """Whether one write of a field stands and the other does not."""
    first, second = one[:2], other[:2]
    return first > second if first != second else text_of(one.value) > text_of(other.value)


def _stands(name: str, came: Register, here: Register) -> bool:
    """Whether what came stands.

    A text stands over the emptiness of a note that was made without any, however late that was: a
    field that a note type got elsewhere is empty in notes that are younger than the texts in it.
    """
    if name.startswith(TEXT) and (silent := _is_bare(here)) != _is_bare(came):
        return silent
    return beats(came, here)


def _is_bare(register: Register) -> bool:
    return register.device == 0 and register.value in ("", None)


@dataclass(slots=True)
class Merged:
    """What became of the state of a row."""

    state: State
    won: set[str] = field(default_factory=set)
    """The fields in which what came in stands now."""
    lost: list[tuple[str, Register]] = field(default_factory=list)
    """Writes that came in and do not stand, nor were replaced knowingly."""
    beaten: list[tuple[str, Register]] = field(default_factory=list)
    """Writes that stood here and were replaced by somebody who had not seen them."""


def merge(ours: Mapping[str, Register], theirs: Mapping[str, Register]) -> Merged:
    """Take in what another copy says of a row."""
    found = Merged(dict(ours))
    for name, came in theirs.items():
        here = ours.get(name)
        if here is None:
            found.state[name] = came
            found.won.add(name)
        elif _stands(name, came, here):
            found.state[name] = came
            found.won.add(name)
            if here.value != came.value and came.base != here.stamp:
                found.beaten.append((name, here))
        elif here.value != came.value and here.base != came.stamp:
            found.lost.append((name, came))
    return found


def is_gone(state: Mapping[str, Register]) -> bool:
    """Whether a row is deleted: it was, and no text was written since."""
    mark = state.get(GONE)
    if mark is None or not mark.value:
        return False
    return not any(
        register.stamp > mark.stamp for name, register in state.items() if name.startswith(TEXT)
    )


def latest(state: Iterable[Register]) -> int:
    """Return the newest stamp of some registers; 0 for none."""
    return max((register.stamp for register in state), default=0)
