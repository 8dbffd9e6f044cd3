"""What is done about a note that a file, the collection or both have changed."""

import pytest

from flashcards.collection.watching.three_way import Agreed, Course, State, compare


def _state(*fields: str, tags: str = "", kind: str = "basic") -> State:
    return State(kind, fields, tuple(tags.split()))


AGREED = Agreed(_state("q", "a", tags="t"), _state("q", "a", tags="t"))


@pytest.mark.parametrize(
    ("file", "here", "course", "merged"),
    [
        (("q", "a"), ("q", "a"), Course.NOTHING, ("q", "a")),
        (("q", "b"), ("q", "a"), Course.TO_HERE, ("q", "b")),
        (("q", "a"), ("q", "b"), Course.TO_FILE, ("q", "b")),
        (("p", "a"), ("q", "b"), Course.BOTH, ("p", "b")),
        (("q", "b"), ("q", "b"), Course.AGREE, ("q", "b")),
        (("q", ""), ("q", "a"), Course.TO_HERE, ("q", "")),
    ],
)
def test_a_change_on_one_side_goes_to_the_other(
    file: tuple[str, str], here: tuple[str, str], course: Course, merged: tuple[str, str]
) -> None:
    one, other = _state(*file, tags="t"), _state(*here, tags="t")
    verdict = compare(AGREED, one, one, other)
    assert (verdict.course, verdict.merged.fields) == (course, merged)


def test_a_field_changed_on_both_sides_is_a_conflict() -> None:
    one, other = _state("p", "b", tags="t"), _state("q", "c", tags="t")
    verdict = compare(AGREED, one, one, other)
    assert (verdict.course, verdict.differing) == (Course.CONFLICT, (1,))
    assert verdict.merged.fields == ("p", "c"), "the front changed in the file alone"


def test_tags_added_and_removed_on_either_side_unite() -> None:
    one, other = _state("q", "a", tags="new"), _state("q", "a", tags="mine t")
    verdict = compare(AGREED, one, one, other)
    assert (verdict.course, verdict.merged.tags) == (Course.BOTH, ("mine", "new"))


def test_a_tag_that_went_here_and_stays_in_the_file_does_not_come_back() -> None:
    agreed = Agreed(_state("q", "a", tags="all own"), _state("q", "a", tags="own"))
    edited, here = _state("q", "b", tags="all own"), _state("q", "a", tags="own")
    verdict = compare(agreed, edited, edited, here)
    assert (verdict.course, verdict.merged) == (Course.TO_HERE, _state("q", "b", tags="own"))
    again = _state("q", "a", tags="all own new")
    assert compare(agreed, again, again, here).merged.tags == ("new", "own")


def test_what_a_file_cannot_hold_is_no_edit() -> None:
    file, here = _state("q", "![](dog.png)"), _state("q", "![](0f3a.png) ")
    agreed = Agreed(file, here)
    as_here = _state("q", "![](0f3a.png)")
    assert compare(agreed, file, as_here, here).course is Course.NOTHING


@pytest.mark.parametrize("fields", [("q", "b"), ("p", "a")])
def test_texts_nobody_agreed_on_are_for_the_learner(fields: tuple[str, str]) -> None:
    one = _state(*fields, tags="x")
    verdict = compare(None, one, one, _state("q", "a", tags="y"))
    assert verdict.course is Course.CONFLICT
    same = _state("q", "a", tags="x")
    verdict = compare(None, same, same, _state("q", "a", tags="y"))
    assert (verdict.course, verdict.merged.tags) == (Course.BOTH, ("x", "y"))


def test_a_note_that_changed_its_type_on_one_side_follows_and_on_both_is_asked() -> None:
    cloze = _state("{{c1::q}}", "", tags="t", kind="cloze")
    assert compare(AGREED, cloze, cloze, AGREED.here).course is Course.TO_HERE
    assert compare(AGREED, AGREED.file, AGREED.file, cloze).course is Course.TO_FILE
    both = compare(AGREED, cloze, cloze, _state("q", "b", tags="t"))
    assert (both.course, both.differing) == (Course.CONFLICT, (0, 1))
