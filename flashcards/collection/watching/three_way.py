"""Compares a note in a file with the same note here and with what both last agreed on.

Each side is compared with itself as it was, so what a file cannot hold (white space at the ends of
a field, the collection's own names of pictures) is never taken for an edit.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import NamedTuple


class State(NamedTuple):
    """What a note says on one side."""

    type: str
    """The uid of its note type."""
    fields: tuple[str, ...]
    tags: tuple[str, ...]


class Agreed(NamedTuple):
    """What each side said when they last agreed."""

    file: State
    here: State


class Course(Enum):
    """What is to be done about a note."""

    NOTHING = auto()
    AGREE = auto()
    """Both say the same by now; only that is to be noted."""
    TO_HERE = auto()
    TO_FILE = auto()
    BOTH = auto()
    """Each side has changed something the other has not."""
    CONFLICT = auto()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is to be done about a note, and what it says then, in terms of the collection."""

    course: Course
    merged: State
    differing: tuple[int, ...] = ()
    """Places of the fields in conflict."""


def compare(agreed: Agreed | None, file: State, file_here: State, here: State) -> Verdict:
    """Compare a note of a file with the one here.

    ``file_here`` is what the file says as the collection would keep it.
    """
    if _same(file_here, here):
        known = agreed is not None and _same(agreed.file, file) and _same(agreed.here, here)
        return Verdict(Course.NOTHING if known else Course.AGREE, here)
    if agreed is None:
        return _first_sight(file_here, here)
    in_file, in_here = not _same(agreed.file, file), not _same(agreed.here, here)
    if not in_file and not in_here:
        return Verdict(Course.NOTHING, here)
    if agreed.file.type != file.type or agreed.here.type != here.type:
        return _of_types(agreed, file_here, here, in_file, in_here)
    return _by_fields(agreed, file, file_here, here)


def _same(one: State, other: State) -> bool:
    return one.type == other.type and one.tags == other.tags and _texts_alike(one, other)


def _texts_alike(one: State, other: State) -> bool:
    return not _differing(one, other)


def _differing(one: State, other: State) -> tuple[int, ...]:
    most = max(len(one.fields), len(other.fields))
    return tuple(at for at in range(most) if text(one, at) != text(other, at))


def text(state: State, at: int) -> str:
    """Return a field's text, empty for one that a state knows nothing of."""
    return state.fields[at] if at < len(state.fields) else ""


def _first_sight(file_here: State, here: State) -> Verdict:
    """Return what to do where nothing was agreed: tags unite, texts are for the learner."""
    merged = here._replace(tags=_united(here.tags, file_here.tags))
    differing = _differing(file_here, here)
    if differing or file_here.type != here.type:
        return Verdict(Course.CONFLICT, merged, differing)
    return Verdict(Course.BOTH, merged)


def _united(one: Sequence[str], other: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted({*one, *other}, key=str.casefold))


def _of_types(
    agreed: Agreed, file_here: State, here: State, in_file: bool, in_here: bool
) -> Verdict:
    """Return what to do where a note changed its type: all of it counts as one."""
    if in_file and in_here:
        return Verdict(Course.CONFLICT, here, _differing(file_here, here))
    if in_file:
        kept = _tags(agreed, file_here, here)
        return Verdict(Course.TO_HERE, file_here._replace(tags=kept))
    return Verdict(Course.TO_FILE, here)


def _by_fields(agreed: Agreed, file: State, file_here: State, here: State) -> Verdict:
    merged: list[str] = []
    differing: list[int] = []
    to_here = to_file = False
    for at in range(max(len(file_here.fields), len(here.fields))):
        one, other = text(file_here, at), text(here, at)
        in_file = text(file, at) != text(agreed.file, at)
        in_here = other != text(agreed.here, at)
        if in_file and in_here and one != other:
            differing.append(at)
        if in_file and not in_here:
            to_here |= one != other
            merged.append(one)
        else:
            to_file |= in_here and one != other
            merged.append(other)
    tags = _tags(agreed, file_here, here)
    to_here |= tags != here.tags
    to_file |= tags != file_here.tags and here.tags != agreed.here.tags
    whole = State(here.type, tuple(merged), tags)
    if differing:
        return Verdict(Course.CONFLICT, whole, tuple(differing))
    if to_here and to_file:
        return Verdict(Course.BOTH, whole)
    if to_here:
        return Verdict(Course.TO_HERE, whole)
    return Verdict(Course.TO_FILE if to_file else Course.AGREE, whole)


def _tags(agreed: Agreed, file_here: State, here: State) -> tuple[str, ...]:
    """Return the tags here with what the file added, and without what it took away.

    A tag that is not here although the file has it and had it was taken away here, maybe long ago:
    one at the top of the file, which is for all its notes, is there to stay.
    """
    known = {tag.casefold() for tag in agreed.file.tags}
    there = {tag.casefold() for tag in file_here.tags}
    found: dict[str, str] = {}
    for tag in here.tags:
        if tag.casefold() in there or tag.casefold() not in known:
            found.setdefault(tag.casefold(), tag)
    for tag in file_here.tags:
        if tag.casefold() not in known:
            found.setdefault(tag.casefold(), tag)
    return tuple(found[key] for key in sorted(found))
