"""How a table was imported is remembered by its shape, and nothing odd is taken from there."""

import json
from dataclasses import fields, replace

import pytest

from flashcards.formats.csv_table import FOUND_OUT, CsvChoices, sniff
from flashcards.model.tables import Existing, KnownBy
from flashcards.ui.importing.shapes import (
    MOST_KEPT,
    kept_choices,
    shape_of,
    with_choices,
)

EVERYTHING = CsvChoices(
    "cp1252", ";", "'", True, 2, 1, 3, "basic", ("front", "", "tags"), False, ("x",),
    Existing.KEEP, KnownBy.TYPE,
)  # fmt: skip


def test_every_choice_comes_back() -> None:
    assert all(getattr(EVERYTHING, each.name) is not None for each in fields(CsvChoices))
    kept = with_choices({}, "x", EVERYTHING)
    assert kept_choices(json.loads(json.dumps(kept)), "x") == EVERYTHING
    assert kept_choices(kept, "y") is None


def test_a_table_is_known_by_its_columns_whatever_its_rows() -> None:
    one, two = sniff(b"front;back\na;b\n", "a.csv"), sniff(b"front;back\nc;d\n", "b.csv")
    other, bare = sniff(b"front,back\na,b\n", "a.csv"), sniff(b"a;b\n", "a.csv")
    assert shape_of(one) == shape_of(two)
    assert len({shape_of(each) for each in (one, other, bare)}) == 3


def test_without_names_of_columns_only_the_way_of_reading_is_kept() -> None:
    named, bare = sniff(b"front;back\na;b\n", "a.csv"), sniff(b"a;b\n", "a.csv")
    kept = with_choices({}, shape_of(named), EVERYTHING)
    kept = with_choices(kept, shape_of(bare), EVERYTHING)
    assert kept_choices(kept, shape_of(named)) == EVERYTHING
    without = replace(EVERYTHING, added_tags=None, existing=None)
    assert kept_choices(kept, shape_of(bare)) == without
    assert with_choices({}, shape_of(bare), CsvChoices(added_tags=("unit1",))) == {}


def test_nothing_chosen_is_forgotten_and_so_are_the_oldest() -> None:
    kept = {f"s{number}": "{}" for number in range(MOST_KEPT)}
    more = with_choices(kept, "new", EVERYTHING)
    assert len(more) == MOST_KEPT
    assert "s0" not in more
    assert "new" not in with_choices(more, "new", FOUND_OUT)


@pytest.mark.parametrize(
    "stored",
    ["", "null", "[]", "{", "[" * 100_000, '{"delimiter": "::"}', '{"encoding": "klingon"}',
     '{"existing": "burn"}'],
)  # fmt: skip
def test_what_is_no_choice_is_passed_over(stored: str) -> None:
    assert kept_choices({"x": stored}, "x") is None


def test_values_of_odd_kinds_are_as_if_nothing_was_chosen() -> None:
    stored = '{"has_header": 1, "meanings": [1], "note_type": 5, "front_column": true}'
    assert kept_choices({"x": stored}, "x") == FOUND_OUT
