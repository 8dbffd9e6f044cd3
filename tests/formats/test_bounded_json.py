"""JSON of strangers is read within bounds, and all that is read can be kept and written."""

import json
import tracemalloc
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.formats.bounded_json import DEEPEST, TooMuchJsonError, loads

_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda each: st.lists(each) | st.dictionaries(st.text(), each),
    max_leaves=30,
)  # fmt: skip


@given(_VALUES)
def test_what_json_holds_comes_back(value: Any) -> None:
    assert loads(json.dumps(value)) == value
    assert loads(json.dumps(value, ensure_ascii=False).encode()) == value


@given(st.text('[]{}:,"\\u0d89aeE+-.tfn 1', max_size=60) | st.text())
def test_any_text_is_json_that_can_be_kept_or_is_refused(text: str) -> None:
    try:
        found = loads(text)
    except ValueError:
        return
    json.dumps(found, allow_nan=False, ensure_ascii=False).encode()


@pytest.mark.parametrize("text", ["9" * 5_000, "-9223372036854775809", "1e999", "NaN", "-Infinity"])
def test_a_number_that_nothing_can_keep_is_none(text: str) -> None:
    assert loads(f'{{"a": {text}, "b": 1}}') == {"a": None, "b": 1}


def test_half_a_character_is_replaced() -> None:
    assert loads('["\\ud800", "\\ud83d\\ude00", "a\ud800"]') == ["\ufffd", "\U0001f600", "a\ufffd"]


def test_brackets_are_counted_outside_texts_alone() -> None:
    assert loads(json.dumps({"css": "{[" * 300_000}))["css"].startswith("{[")
    assert loads("[" * DEEPEST + "]" * DEEPEST)
    with pytest.raises(TooMuchJsonError):
        loads("[" * (DEEPEST + 1) + "]" * (DEEPEST + 1))


@pytest.mark.parametrize("text", ["[" + "[]," * 900_000 + "[]]", "[" * 900_000, '{"a":' * 400_000])
def test_many_values_are_refused_before_they_are_made(text: str) -> None:
    tracemalloc.start()
    try:
        with pytest.raises(TooMuchJsonError):
            loads(text)
        assert tracemalloc.get_traced_memory()[1] < 4 << 20
    finally:
        tracemalloc.stop()
