"""Tags as a tree: counted, renamed, merged, moved and deleted with all below, in one step."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import flashcards
from flashcards import Collection, UserError
from tests.conftest import FixedClock


@pytest.fixture
def collection(collection_path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    with flashcards.open(collection_path, fixed_clock) as opened:
        for front, tags in (
            ("one", ["science::physics::light", "leech"]),
            ("two", ["Science::Physics", "science::biology"]),
            ("three", ["art", "sciences"]),
        ):
            opened.add_note({"Front": front, "Back": "b"}, "D", tags)
        yield opened


def test_a_note_counts_once_for_all_its_tags_below_one(collection: Collection) -> None:
    counts = collection.browsing.filter_counts().tags
    assert collection.browsing.filter_counts() == collection.browsing.filter_counts_if_few()
    assert counts["science"] == 2
    assert counts["science::physics"] == 2
    assert counts["science::physics::light"] == 1
    assert counts["sciences"] == 1


def test_a_renamed_tag_takes_those_below_along(collection: Collection) -> None:
    before = collection.tags()
    assert collection.browsing.rename_tag("science", "Nature") == 2
    assert collection.tags() == [
        "art", "leech", "Nature::biology", "Nature::Physics", "Nature::physics::light", "sciences",
    ]  # fmt: skip
    assert len(collection.search("tag:nature")) == 2
    assert collection.check() == []
    collection.undo()
    assert collection.tags() == before


def test_a_name_that_is_taken_makes_one_of_two(collection: Collection) -> None:
    assert collection.browsing.rename_tag("science::biology", "SCIENCE::physics") == 1
    assert collection.browsing.filter_counts().tags["science::physics"] == 2
    assert "science::biology" not in collection.browsing.filter_counts().tags
    assert collection.check() == []


def test_a_tag_moves_below_another_and_back_to_the_top(collection: Collection) -> None:
    collection.browsing.move_tag("science::physics", "art")
    assert collection.browsing.filter_counts().tags["art::physics::light"] == 1
    collection.browsing.move_tag("art::physics", "")
    assert collection.browsing.filter_counts().tags["physics"] == 2
    assert collection.browsing.filter_counts().tags["art"] == 1


def test_the_case_of_a_tag_can_be_changed(collection: Collection) -> None:
    assert collection.browsing.rename_tag("leech", "Leech") == 1
    assert "Leech" in collection.tags()


def test_a_deleted_tag_goes_with_those_below_and_no_other(collection: Collection) -> None:
    assert collection.browsing.delete_tag("science") == 2
    assert collection.tags() == ["art", "leech", "sciences"]
    collection.undo()
    assert len(collection.tags()) == 6


@pytest.mark.parametrize(
    ("tag", "name", "told"),
    [
        ("art", "two words", "no spaces"),
        ("art", "  ", "empty"),
        ("art", "a::::b", "empty"),
        ("science", "Science::new", "below itself"),
        ("gone", "other", "No note has the tag"),
    ],
)
def test_what_is_no_tag_is_refused(collection: Collection, tag: str, name: str, told: str) -> None:
    before = collection.tags()
    with pytest.raises(UserError, match=told):
        collection.browsing.rename_tag(tag, name)
    assert collection.tags() == before
