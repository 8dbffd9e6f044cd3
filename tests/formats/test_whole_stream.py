"""A collection's file is read piece by piece, and nothing in it is trusted."""

import json
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.formats.whole import stream
from flashcards.formats.whole.embedded import closed, is_sound, opened
from flashcards.formats.whole.stream import JsonStream
from flashcards.model.errors import UserError

_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(1 << 63), (1 << 63) - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text("abc"), inner),
    max_leaves=8,
)


class Slow:
    """Gives a few bytes at a time, whatever is asked for."""

    def __init__(self, data: bytes, step: int) -> None:
        self._stream, self._step = BytesIO(data), step

    def __call__(self, _size: int) -> bytes:
        return self._stream.read(self._step)


def read(data: bytes, step: int = 1 << 20) -> dict[str, Any]:
    return {
        name: list(value) if isinstance(value, Iterator) else value
        for name, value in JsonStream(Slow(data, step), "file.json").members()
    }


@given(
    st.dictionaries(st.text(max_size=4), _VALUES, max_size=4),
    st.integers(1, 40),
    st.sampled_from([None, 1]),
)
@settings(max_examples=60)
def test_whatever_json_there_is_reads_as_python_reads_it(
    value: dict[str, Any], step: int, indent: int | None
) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    assert read(text.encode(), step) == json.loads(text)


@given(_VALUES, st.sampled_from(["spaced", "close", "shown", "spaced shown"]))
@settings(max_examples=60)
def test_what_is_kept_as_text_comes_back_to_the_letter(value: Any, way: str) -> None:
    for text in (
        json.dumps(value),
        json.dumps(value, indent=2),
        closed([value], way),
        "",
        "{",
        "1",
    ):
        assert closed(json.loads(json.dumps(opened(text, way))), way) == text


_ODD = {
    "nothing": b"",
    "no object": b"[1]",
    "cut off": b'{"a": [1, 2',
    "cut in a text": b'{"a": "bc',
    "cut in a sign": '{"a": "é'.encode()[:-1],
    "more behind": b'{"a": 1} {"b": 2}',
    "a name twice": b'{"a": 1, "a": 2}',
    "a name twice inside": b'{"a": [{"b": 1, "b": 2}]}',
    "no number": b'{"a": NaN}',
    "infinity": b'{"a": [-Infinity]}',
    "a number without end": b'{"a": ' + b"9" * 5_000 + b"}",
    "brackets without end": b'{"a": ' + b"[" * 100_000,
    "objects without end": b'{"a": ' + b'{"a":' * 100_000,
    "no comma": b'{"a": 1 "b": 2}',
    "a comma too many": b'{"a": [1,]}',
    "another comma": b'{"a": 1,}',
    "a name that is none": b"{1: 2}",
    "Latin-1": b'{"a": "\xe9"}',
    "UTF-16": '{"a": 1}'.encode("utf-16"),
    "a control character": b'{"a": "\x01"}',
    "a comment": b'{"a": 1} // so',
}


@pytest.mark.parametrize("name", _ODD)
def test_what_is_no_json_is_refused_in_words(name: str) -> None:
    for step in (7, 1 << 20):
        with pytest.raises(UserError) as refused:
            read(_ODD[name], step)
        assert "file.json" in str(refused.value)


def test_a_byte_order_mark_is_read_over() -> None:
    assert read(b'\xef\xbb\xbf{"a": 1}') == {"a": 1}


def test_an_item_larger_than_any_is_refused_before_it_is_read_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(stream, "LARGEST_ITEM", 1 << 20)
    given_out = 0

    def endless(size: int) -> bytes:
        nonlocal given_out
        given_out += size
        return b'{"a": "' + b"x" * size if given_out == size else b"x" * size

    with pytest.raises(UserError, match="larger than any"):
        list(JsonStream(endless, "file.json").members())
    assert given_out < 8 << 20


def test_an_item_of_more_parts_than_any_is_refused() -> None:
    with pytest.raises(UserError, match="larger than any"):
        read(b'{"a": [[' + b"[]," * (stream.MOST_MEMORY // 100) + b"[]]]}")


def test_many_small_items_are_no_large_one() -> None:
    assert len(read(b'{"a": [' + b"[0,1]," * 100_000 + b"[]]}")["a"]) == 100_001


@pytest.mark.parametrize(
    "value",
    ["\ud800", float("inf"), {"a": "\udfff"}, {"\ud800": 1}, json.loads("[" * 60 + "]" * 60)],
)
def test_half_characters_endless_numbers_and_depths_are_found(value: Any) -> None:
    assert not is_sound(value)
    assert is_sound(["é", 1.5, {"a": [None]}])
