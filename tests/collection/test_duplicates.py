"""Notes that say the same in a field, or nearly: which are found, and in bounded work."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import flashcards
from flashcards.api import Collection
from flashcards.model.duplicates import Sought
from flashcards.model.errors import CancelledError, UserError
from flashcards.text.alike_texts import MOST_KEPT, gathered
from flashcards.text.likeness import telling_words
from tests.conftest import FixedClock


@pytest.fixture
def collection(collection_path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    """An empty collection."""
    with flashcards.open(collection_path, fixed_clock) as opened:
        yield opened


def _add(collection: Collection, front: str, back: str = "b", note_type: str = "basic") -> int:
    return collection.add_note({"Front": front, "Back": back}, "A", note_type=note_type)


def _found(collection: Collection, sought: Sought) -> list[tuple[int, ...]]:
    return [group.note_ids for group in collection.browsing.duplicates(sought).groups]


def test_marks_case_and_spaces_make_no_other_note(collection: Collection) -> None:
    _add(collection, "What is **RAM**?")
    _add(collection, "what  is ram?")
    _add(collection, "What is ROM?")
    found = collection.browsing.duplicates(Sought())
    (group,) = found.groups
    assert (group.text, group.note_ids, group.near) == ("What is RAM?", (1, 2), False)
    assert (found.found, found.notes) == (1, 2)


def test_note_types_are_kept_apart_until_asked_otherwise(collection: Collection) -> None:
    _add(collection, "RAM")
    _add(collection, "RAM", note_type="basic-reverse")
    assert _found(collection, Sought()) == []
    assert _found(collection, Sought(across_types=True)) == [(1, 2)]


def test_a_field_can_be_chosen_and_empty_ones_say_nothing(collection: Collection) -> None:
    for front, back in (("a", "same"), ("b", "Same"), ("c", "other")):
        _add(collection, front, back)
    collection.add_note({"Text": "{{c1::d}}", "Extra": ""}, "A", note_type="cloze")
    collection.add_note({"Text": "{{c1::e}}", "Extra": ""}, "A", note_type="cloze")
    assert _found(collection, Sought(field="back")) == [(1, 2)]
    assert _found(collection, Sought(field="Extra")) == []
    assert _found(collection, Sought(field="Extra", near=True, across_types=True)) == []


@pytest.mark.parametrize(
    ("field", "hint"), [("Frnt", "Did you mean “Front”?"), ("Wibble", "flashcards types")]
)
def test_a_field_that_no_note_type_has_is_told(
    collection: Collection, field: str, hint: str
) -> None:
    _add(collection, "RAM")
    with pytest.raises(UserError, match=f"No note type has a field “{field}”") as refused:
        collection.browsing.duplicates(Sought(field=field))
    assert hint in str(refused.value)


def test_masks_over_pictures_are_not_the_same_text(collection: Collection) -> None:
    mask = "{{c1::image-occlusion:rect:left=.1:top=.2:width=.3:height=.4}}"
    mask += "{{c0::image-occlusion:text:left=.1:top=.2:text=Heart}}"
    for picture in ("a.png", "b.png"):
        fields = {"Occlusion": mask, "Image": f"![]({picture})"}
        collection.add_note(fields, "A", note_type="image-occlusion")
    assert _found(collection, Sought()) == []


def test_near_ones_join_those_that_are_the_same(collection: Collection) -> None:
    for front in (
        "When did the French Revolution begin?",
        "When did the french revolution begin?",
        "When did the French Revoluton begin?",
        "What is the capital of France?",
        "What is the capital of Spain?",
    ):
        _add(collection, front)
    assert _found(collection, Sought()) == [(1, 2)]
    (group,) = collection.browsing.duplicates(Sought(near=True)).groups
    assert (group.note_ids, group.near) == ((1, 2, 3), True)


def test_the_largest_group_comes_first(collection: Collection) -> None:
    for front in ("a", "b", "b", "a", "b"):
        _add(collection, front)
    assert _found(collection, Sought()) == [(2, 3, 5), (1, 4)]


def test_the_search_can_be_stopped(collection: Collection) -> None:
    _add(collection, "a")
    with pytest.raises(CancelledError):
        collection.browsing.duplicates(Sought(near=True), lambda _done, _total: False)


class Counted(list[str]):
    """A text whose looks are counted."""

    looks = 0

    def __len__(self) -> int:
        Counted.looks += 1
        return super().__len__()


def _looks(count: int) -> int:
    """Return how often texts are looked at where each has a word that all have, and a rare one."""
    Counted.looks = 0
    words = [["shared", f"half{place % 2}", f"rare{place // 2}"] for place in range(count)]
    assert gathered([Counted(each) for each in words]) == []
    return Counted.looks


def test_work_grows_with_the_number_of_texts_and_not_with_its_square() -> None:
    assert 0 < _looks(4_000) <= 2.5 * _looks(2_000)
    asked: list[int] = []
    gathered([["a"]] * 2_500, asked.append)
    assert asked == [0, 1_000, 2_000]
    assert _looks(4_000) <= 4_000 * MOST_KEPT


def test_every_text_of_a_group_is_like_its_first() -> None:
    texts = ["red green blue", "red green blue black", "red green blue black white", "one two"]
    groups = gathered([telling_words(text) for text in texts])
    assert groups == [[0, 1]]
