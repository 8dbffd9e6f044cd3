"""Messages of D-Bus survive the way, and nothing that comes can harm."""

import struct
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.desktop.wire import (
    DEEPEST,
    LARGEST,
    BusMessage,
    Kind,
    Typed,
    WireError,
    packed,
    parts,
    size_of,
    unpacked,
)

_TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20)


def _sent(signature: str, *values: Any) -> Any:
    message = BusMessage(Kind.CALL, "/a", "org.a", "M", "org.b", signature, values, 3)
    data = packed(message)
    assert size_of(data[:16]) == len(data)
    found = unpacked(data)
    assert (found.path, found.interface, found.member, found.serial) == ("/a", "org.a", "M", 3)
    return found.values


@given(st.lists(_TEXT, max_size=5), st.integers(0, 2**32 - 1), st.booleans(), _TEXT)
def test_values_come_as_they_went(texts: list[str], number: int, yes: bool, key: str) -> None:
    hints = {key: Typed("u", number), "b": Typed("b", yes), "as": Typed("as", texts)}
    found = _sent("asubsa{sv}i", texts, number, yes, key, hints, -1)
    expected = {key: number, "b": yes, "as": texts}
    expected[key] = {"b": yes, "as": texts}.get(key, number)
    assert found == (texts, number, yes, key, expected, -1)


@given(st.binary(max_size=200))
def test_no_bytes_do_more_than_be_refused(data: bytes) -> None:
    for order in (b"l", b"B", b""):
        try:
            unpacked(order + data)
        except WireError:
            continue


@pytest.mark.parametrize("signature", ["a()", "()", "a", "(s", "z", "{", "a" * 60 + "s"])
def test_signatures_that_would_never_end_are_refused(signature: str) -> None:
    with pytest.raises(WireError):
        parts(signature)


def test_values_within_values_have_a_depth() -> None:
    def wrapped(times: int) -> Typed:
        made = Typed("y", 1)
        for _ in range(times):
            made = Typed("v", made)
        return made

    _sent("v", wrapped(DEEPEST - 3))
    with pytest.raises(WireError):
        _sent("v", wrapped(DEEPEST + 3))


class _ListAsKey(dict[str, str]):
    """One entry whose key is a list, which no dictionary of ours can hold."""

    def items(self) -> Any:
        return [(["x"], "y")]


def test_lists_as_keys_are_refused() -> None:
    signal = BusMessage(Kind.SIGNAL, "/a", "b.c", "D", "", "a{ass}", [_ListAsKey()], 1)
    with pytest.raises(WireError):
        unpacked(packed(signal))


@pytest.mark.parametrize(("code", "said"), [(1, b"o"), (3, b"s"), (8, b"g")])
def test_a_field_that_is_no_text_is_refused(code: int, said: bytes) -> None:
    data = packed(BusMessage(Kind.SIGNAL, "/aaa", "b.c", "Mem", "", "s", ["x"], 1))
    field = bytes([code, 1]) + said + b"\0"
    assert data.count(field) == 1
    number = {b"g": b"y"}.get(said, b"u")
    with pytest.raises(WireError):
        unpacked(data.replace(field, bytes([code, 1]) + number + b"\0"))


def test_a_message_has_a_size() -> None:
    with pytest.raises(WireError):
        size_of(b"l\1\0\1" + struct.pack("<III", LARGEST, 1, 0))
    with pytest.raises(WireError):
        size_of(b"?" * 16)
