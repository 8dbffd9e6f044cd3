"""The letters of D-Bus: values into bytes and back, as far as notifications need them.

Written after the D-Bus specification, "Message protocol". Values come and go in little endian,
the order of every machine this runs on; what a service sends in the other one is understood, too.
"""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, Final

LARGEST: Final = 1 << 20
"""Bytes of a message; what notifications say takes a few hundred."""
DEEPEST: Final = 16
"""Containers within each other; D-Bus itself allows 64."""

_FIXED: Final[Mapping[str, tuple[str, int]]] = {
    "y": ("B", 1),
    "b": ("I", 4),
    "n": ("h", 2),
    "q": ("H", 2),
    "i": ("i", 4),
    "u": ("I", 4),
    "x": ("q", 8),
    "t": ("Q", 8),
    "d": ("d", 8),
    "h": ("I", 4),
}
_PATH, _INTERFACE, _MEMBER, _ERROR, _REPLY_TO, _DESTINATION, _SENDER, _SIGNATURE = range(1, 9)
_FIELDS: Final = {
    _PATH: "o",
    _INTERFACE: "s",
    _MEMBER: "s",
    _ERROR: "s",
    _REPLY_TO: "u",
    _DESTINATION: "s",
    _SIGNATURE: "g",
}

_NAMED: Final = frozenset((*_FIELDS, _SENDER))


class WireError(ValueError):
    """What came is no message of D-Bus, or is too large."""


class Kind(IntEnum):
    """What a message is for."""

    CALL = 1
    RETURN = 2
    ERROR = 3
    SIGNAL = 4


@dataclass(frozen=True, slots=True)
class Typed:
    """A value whose type has to be said, as in a dictionary of anything (``a{sv}``)."""

    signature: str
    value: Any


@dataclass(frozen=True, slots=True)
class BusMessage:
    """One message. ``signature`` says what the ``values`` are."""

    kind: Kind
    path: str = ""
    interface: str = ""
    member: str = ""
    destination: str = ""
    signature: str = ""
    values: Sequence[Any] = field(default=())
    serial: int = 0
    reply_to: int = 0
    """The serial of the call that this answers."""
    error: str = ""
    """The name of an error; "" where it is none."""
    sender: str = ""


def packed(message: BusMessage) -> bytes:
    """Return a message as it goes over the bus."""
    body = _Writer()
    for each, value in zip(parts(message.signature), message.values, strict=True):
        body.put(each, value)
    given = {
        _PATH: message.path,
        _INTERFACE: message.interface,
        _MEMBER: message.member,
        _ERROR: message.error,
        _REPLY_TO: message.reply_to,
        _DESTINATION: message.destination,
        _SIGNATURE: message.signature,
    }
    fields = [(code, Typed(_FIELDS[code], value)) for code, value in given.items() if value]
    head = _Writer()
    for each, value in zip(
        "yyyyuu", (ord("l"), message.kind, 0, 1, len(body.data), message.serial), strict=True
    ):
        head.put(each, value)
    head.put("a(yv)", fields)
    head.align(8)
    return bytes(head.data + body.data)


def size_of(start: bytes) -> int:
    """Return how long a message is, told by its first 16 bytes. Raises WireError."""
    order = _order(start)
    body, fields = (
        struct.unpack_from(order + "I", start, 4)[0],
        struct.unpack_from(order + "I", start, 12)[0],
    )
    whole: int = 16 + -(-fields // 8) * 8 + body
    if whole > LARGEST:
        raise WireError(f"{whole} bytes")
    return whole


def unpacked(data: bytes) -> BusMessage:
    """Return the message that came as these bytes. Raises WireError."""
    try:
        return _read(data)
    except (struct.error, IndexError, UnicodeDecodeError, KeyError, TypeError) as error:
        raise WireError(str(error)) from error


def _read(data: bytes) -> BusMessage:
    reader = _Reader(data, _order(data))
    _, kind, _, _, _, serial, fields = (reader.take(each) for each in (*"yyyyuu", "a(yv)"))
    reader.align(8)
    found = dict(fields)
    for code in found.keys() & _NAMED:
        if not isinstance(found[code], int if code == _REPLY_TO else str):
            raise WireError(f"the field {code}")
    signature = found.get(_SIGNATURE, "")
    try:
        kind = Kind(kind)
    except ValueError as error:
        raise WireError(str(error)) from error
    return BusMessage(
        kind,
        path=found.get(_PATH, ""),
        interface=found.get(_INTERFACE, ""),
        member=found.get(_MEMBER, ""),
        destination=found.get(_DESTINATION, ""),
        signature=signature,
        values=tuple(reader.take(each) for each in parts(signature)),
        serial=serial,
        reply_to=found.get(_REPLY_TO, 0),
        error=found.get(_ERROR, ""),
        sender=found.get(_SENDER, ""),
    )


def parts(signature: str) -> list[str]:
    """Return the single types that a signature is made of. Raises WireError."""
    found, at = [], 0
    while at < len(signature):
        end = _end(signature, at)
        found.append(signature[at:end])
        at = end
    return found


def _end(signature: str, at: int, depth: int = 0) -> int:
    """Return where the type ends that begins at ``at``."""
    if depth > DEEPEST or at >= len(signature):
        raise WireError(f"the signature {signature!r}")
    sign = signature[at]
    if sign == "a":
        return _end(signature, at + 1, depth + 1)
    closing = {"(": ")", "{": "}"}.get(sign)
    if closing is None:
        if sign in _FIXED or sign in "sogv":
            return at + 1
        raise WireError(f"the signature {signature!r}")
    at = _end(signature, at + 1, depth + 1)  # at least one: a list of nothings would never end
    while signature[at : at + 1] != closing:
        at = _end(signature, at, depth + 1)
    return at + 1


def _alignment(signature: str) -> int:
    sign = signature[0]
    if sign in _FIXED:
        return _FIXED[sign][1]
    return {"s": 4, "o": 4, "a": 4, "(": 8, "{": 8}.get(sign, 1)


def _order(data: bytes) -> str:
    order = {b"l": "<", b"B": ">"}.get(data[:1])
    if order is None:
        raise WireError("no message")
    return order


class _Writer:
    """Puts values one after the other, each at its place."""

    def __init__(self) -> None:
        self.data = bytearray()

    def align(self, to: int) -> None:
        self.data += bytes(-len(self.data) % to)

    def put(self, signature: str, value: Any) -> None:
        sign = signature[0]
        self.align(_alignment(signature))
        if sign in _FIXED:
            self.data += struct.pack("<" + _FIXED[sign][0], value)
        elif sign in "so":
            text = value.encode()
            self.data += struct.pack("<I", len(text)) + text + b"\0"
        elif sign == "g":
            self.data += bytes([len(value)]) + value.encode("ascii") + b"\0"
        elif sign == "v":
            self.put("g", value.signature)
            self.put(value.signature, value.value)
        elif sign == "a":
            self._put_all(signature[1:], value)
        else:  # a struct, or one entry of a dictionary
            for each, inner in zip(parts(signature[1:-1]), value, strict=True):
                self.put(each, inner)

    def _put_all(self, inner: str, values: Any) -> None:
        at = len(self.data)
        self.data += bytes(4)
        self.align(_alignment(inner))
        start = len(self.data)
        for value in values.items() if inner[0] == "{" else values:
            self.put(inner, value)
        struct.pack_into("<I", self.data, at, len(self.data) - start)


class _Reader:
    """Takes values one after the other, each from its place."""

    def __init__(self, data: bytes, order: str) -> None:
        self._data, self._order, self._at, self._depth = data, order, 0, 0

    def align(self, to: int) -> None:
        self._at += -self._at % to

    def take(self, signature: str) -> Any:
        sign = signature[0]
        self.align(_alignment(signature))
        if sign in _FIXED:
            code, size = _FIXED[sign]
            value = struct.unpack_from(self._order + code, self._data, self._at)[0]
            self._at += size
            return bool(value) if sign == "b" else value
        if sign in "so":
            return self._text(self.take("u"))
        if sign == "g":
            return self._text(self.take("y"))
        self._depth += 1
        if self._depth > DEEPEST:
            raise WireError("too deep")
        try:
            return self._take_container(sign, signature)
        finally:
            self._depth -= 1

    def _take_container(self, sign: str, signature: str) -> Any:
        if sign == "v":
            found = parts(self.take("g"))
            if len(found) != 1:
                raise WireError("a value of several types")
            return self.take(found[0])
        if sign != "a":
            return tuple(self.take(each) for each in parts(signature[1:-1]))
        inner, size = signature[1:], self.take("u")
        self.align(_alignment(inner))
        end = self._at + size
        if end > len(self._data):
            raise WireError("a list longer than its message")
        values = []
        while self._at < end:
            values.append(self.take(inner))
        return dict(values) if inner[0] == "{" else values

    def _text(self, size: int) -> str:
        end = self._at + size
        if end >= len(self._data):
            raise WireError("a text longer than its message")
        text = self._data[self._at : end].decode()
        self._at = end + 1
        return text
