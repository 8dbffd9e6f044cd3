"""Note types made for tables: every heading becomes a name that a field may have."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import flashcards
from flashcards.api import Collection
from flashcards.collection.note_types.completing import could_name_field
from flashcards.collection.note_types.of_columns import field_names
from flashcards.model.errors import UserError


@pytest.fixture
def collection(collection_path: Path) -> Iterator[Collection]:
    with flashcards.open(collection_path) as opened:
        yield opened


@pytest.mark.parametrize(
    ("columns", "fields"),
    [
        (["Word", "word", "WORD"], ("Word", "word 2", "WORD 3")),
        (["", "  "], ("Field 1", "Field 2")),
        (["Tags", "FrontSide", "c1"], ("Field Tags", "Field FrontSide", "Field c1")),
        (["#no", "a: b", '{{x}} "y"'], ("no", "a b", "x y")),
    ],
)
def test_headings_become_names_of_fields(columns: list[str], fields: tuple[str, ...]) -> None:
    assert field_names(columns) == fields


@given(st.lists(st.text(max_size=120), min_size=1, max_size=12))
def test_any_headings_become_names_of_their_own(columns: list[str]) -> None:
    fields = field_names(columns)
    assert len({name.casefold() for name in fields}) == len(columns)
    assert all(could_name_field(name) for name in fields)


def test_a_type_of_columns_asks_for_the_first_and_is_undone_in_one_step(
    collection: Collection,
) -> None:
    first = collection.note_types.create_of_columns("Basic", ["A", "B", "C"])
    assert first.fields == ("A", "B", "C")
    assert first.name not in ("Basic", "basic")
    assert collection.note_types.create_of_columns(first.name, ["A"]).name != first.name
    collection.add_note({"A": "one", "B": "two", "C": "three"}, "D", note_type=first.uid)
    (card,) = collection.search("")
    assert collection.card_rows([card])[0].question == "one"
    for _ in range(3):
        collection.undo()
    assert first.uid not in [each.uid for each in collection.note_types.all()]
    with pytest.raises(UserError):
        collection.note_types.create_of_columns("wide", ["x"] * 101)
