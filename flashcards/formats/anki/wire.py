"""The binary messages in which newer Anki collections keep options (protocol buffers).

Only what Anki's tables hold is known here: whole numbers, texts, floats, lists of them and messages
inside messages. See the encoding's specification at protobuf.dev.
"""

import struct
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from math import isfinite
from typing import Any, NamedTuple, TypeAlias

Raw: TypeAlias = int | bytes

_VARINT, _EIGHT_BYTES, _BYTES, _FOUR_BYTES = 0, 1, 2, 5
_SIGN, _WRAP = 1 << 63, 1 << 64
_LARGEST_REAL = struct.unpack("<f", b"\xff\xff\x7f\x7f")[0]
MOST_FIELDS = 100_000
"""Of one message, those of messages in it not counted."""


class WireError(ValueError):
    """Bytes are not such a message."""


class Kind(NamedTuple):
    """How a value is written: its wire type, how it is read and written, and what it is unset."""

    wire: int
    read: Callable[[list[Raw]], Any]
    write: Callable[[Any], Iterable[Raw]]
    unset: Any


class Entry(NamedTuple):
    """A field of a message: its number, where its value goes (``"new.perDay"``), and its kind."""

    number: int
    key: str
    kind: Kind


def fields(data: bytes) -> Iterator[tuple[int, int, Raw]]:
    """Yield (number, wire type, value) of each field; raises WireError for anything else."""
    at, end = 0, len(data)
    while at < end:
        tag, at = _varint(data, at)
        wire = tag & 7
        if wire == _VARINT:
            value, at = _varint(data, at)
            yield tag >> 3, wire, value
            continue
        if wire == _BYTES:
            size, at = _varint(data, at)
        elif wire in (_EIGHT_BYTES, _FOUR_BYTES):
            size = 8 if wire == _EIGHT_BYTES else 4
        else:
            raise WireError("unknown wire type")
        if size > end - at:
            raise WireError("a value is cut off")
        yield tag >> 3, wire, data[at : at + size]
        at += size


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for shift in range(0, 70, 7):
        if at >= len(data):
            raise WireError("a number is cut off")
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        if byte < 128:
            return value & (_WRAP - 1), at
    raise WireError("a number is too long")


def decoded(data: bytes, entries: Sequence[Entry], most: int = MOST_FIELDS) -> dict[str, Any]:
    """Return the values of a message by their keys, dotted ones as objects in objects.

    Unset ones have the value their kind has for that; fields not among ``entries`` are left out.
    Raises WireError, also where there are more than ``most`` fields.
    """
    found: dict[int, list[Raw]] = {}
    for count, (number, _, raw) in enumerate(fields(data)):
        if count >= most:
            raise WireError("too many values")
        values = found.setdefault(number, [])
        values.append(raw)
    made: dict[str, Any] = {}
    for number, key, kind in entries:
        place(made, key, kind.read(found[number]) if number in found else _fresh(kind.unset))
    return made


def encoded(values: Mapping[str, Any], entries: Sequence[Entry]) -> bytes:
    """Return the message ``decoded`` reads; what is unset or missing is not written."""
    parts: list[bytes] = []
    for number, key, kind in sorted(entries):
        value = value_at(values, key)
        if value is not None and value != kind.unset:
            parts += [_field(number, kind.wire, raw) for raw in kind.write(value)]
    return b"".join(parts)


def place(made: dict[str, Any], key: str, value: Any) -> None:
    """Put a value where a dotted key says."""
    *outer, last = key.split(".")
    for name in outer:
        made = made.setdefault(name, {})
    made[last] = value


def value_at(values: Mapping[str, Any], key: str) -> Any:
    """Return the value a dotted key names, None where there is none."""
    found: Any = values
    for name in key.split("."):
        found = found.get(name) if isinstance(found, Mapping) else None
    return found


def _fresh(unset: Any) -> Any:
    return unset.copy() if isinstance(unset, list | dict) else unset


def _field(number: int, wire: int, raw: Raw) -> bytes:
    tag = _written(number << 3 | wire)
    if isinstance(raw, int):
        return tag + _written(raw)
    return tag + _written(len(raw)) + raw if wire == _BYTES else tag + raw


def _written(value: int) -> bytes:
    value &= _WRAP - 1
    parts = bytearray()
    while value > 127:
        parts.append(value & 127 | 128)
        value >>= 7
    parts.append(value)
    return bytes(parts)


def _number(values: list[Raw]) -> int:
    value = values[-1]
    if not isinstance(value, int):
        raise WireError("not a number")
    return value - _WRAP if value >= _SIGN else value


def _data(values: list[Raw]) -> bytes:
    value = values[-1]
    if not isinstance(value, bytes):
        raise WireError("not bytes")
    return value


def _text(values: list[Raw]) -> str:
    return _data(values).decode("utf-8", "replace")


def _real(values: list[Raw]) -> float:
    data = _data(values)
    if len(data) != struct.calcsize("<f"):
        raise WireError("not a float")
    return _finite(struct.unpack("<f", data)[0])


def shortest(value: float) -> float:
    """Return the number with the fewest digits that is the same in four bytes."""
    packed = struct.pack("<f", value)
    for digits in range(1, 9):
        short = float(f"{value:.{digits}g}")
        if abs(short) <= _LARGEST_REAL and struct.pack("<f", short) == packed:
            return short
    return value


def _reals(values: list[Raw]) -> list[float]:
    data = b"".join(map(_data, ([value] for value in values)))
    if len(data) % 4:
        raise WireError("not floats")
    return [_finite(value) for (value,) in struct.iter_unpack("<f", data)]


def _finite(value: float) -> float:
    """Return a float as it was meant, 0 where it is no number."""
    return shortest(value) if isfinite(value) else 0.0


def _numbers(values: list[Raw]) -> list[int]:
    found: list[int] = []
    for value in values:
        if isinstance(value, int):
            found.append(value)
            continue
        at = 0
        while at < len(value):
            number, at = _varint(value, at)
            found.append(number)
    return found


def _packed_reals(values: Sequence[float]) -> list[Raw]:
    return [struct.pack(f"<{len(values)}f", *values)] if values else []


def _packed_numbers(values: Sequence[int]) -> list[Raw]:
    return [b"".join(map(_written, values))] if values else []


NUMBER = Kind(_VARINT, _number, lambda value: [int(value)], 0)
MAYBE_NUMBER = NUMBER._replace(unset=None)
TRUTH = Kind(_VARINT, lambda values: _number(values) != 0, lambda value: [int(bool(value))], False)
TEXT = Kind(_BYTES, _text, lambda value: [str(value).encode("utf-8", "replace")], "")
BYTES = Kind(_BYTES, _data, lambda value: [value], b"")
REAL = Kind(_FOUR_BYTES, _real, lambda value: [struct.pack("<f", value)], 0.0)
MAYBE_REAL = REAL._replace(unset=None)
REALS = Kind(_BYTES, _reals, _packed_reals, [])
NUMBERS = Kind(_BYTES, _numbers, _packed_numbers, [])


def changed(kind: Kind, read: Callable[[Any], Any], write: Callable[[Any], Any]) -> Kind:
    """Return a kind whose values go through ``read`` after reading and ``write`` before writing."""
    return Kind(
        kind.wire,
        lambda values: read(kind.read(values)),
        lambda value: kind.write(write(value)),
        read(kind.unset),
    )


def nested(entries: Sequence[Entry]) -> Kind:
    """Return the kind of a message inside another one; None where there is none."""
    return Kind(
        _BYTES,
        lambda values: decoded(_data(values), entries),
        lambda value: [encoded(value, entries)],
        None,
    )


def list_of(entries: Sequence[Entry]) -> Kind:
    """Return the kind of a list of messages."""
    return Kind(
        _BYTES,
        lambda values: [decoded(_data([value]), entries) for value in values],
        lambda found: [encoded(value, entries) for value in found],
        [],
    )
