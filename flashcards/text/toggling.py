"""Puts marks around part of a line of source, or takes them away: bold, code, gaps and the like.

Where part of a bold piece is made plain the rest stays bold; pieces that touch become one. A mark
never stands at white space, where Markdown would not read it.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flashcards.text.line_looks import Element, Line, Look

PREFIX = re.compile(r"[ \t]*(?:>[ \t]?)*[ \t]*(?:(?:[-+*]|[0-9]{1,9}[.)])[ \t]+|#{1,6}[ \t]+)?")
"""What stands at the beginning of a line of Markdown and belongs to the line as a whole."""


@dataclass(frozen=True, slots=True)
class Edit:
    """``removed`` characters at a place give way to others."""

    at: int
    removed: int
    inserted: str = ""


@dataclass(frozen=True, slots=True)
class Marks:
    """How a piece looks and what it stands between."""

    look: Look
    open: str
    close: str


def toggled(text: str, line: Line, start: int, end: int, marks: Marks) -> list[Edit]:
    """Return what changes in a line to make part of it look so, or plain where it all does.

    Without a part (``start`` is ``end``) it is the word around that place; without a word the
    marks are put there with nothing between them, or taken away again.
    """
    if start == end:
        return _at_a_place(text, line, start, marks)
    start, end = _trimmed(text, start, end)
    if start >= end:
        return []
    return _toggled(text, line, start, end, marks)


def _toggled(text: str, line: Line, start: int, end: int, marks: Marks) -> list[Edit]:
    touched = [
        each
        for each in line.elements
        if each.look == marks.look and each.open[0] < end and each.close[1] > start
    ]
    if touched and _covers(text, line, touched, start, end):
        return _plain(text, line, touched, (start, end), marks)
    first = min([start, *(each.open[0] for each in touched)])
    last = max([end, *(each.close[1] for each in touched)])
    edits = [Edit(first, 0, marks.open), *_without(touched), Edit(last, 0, marks.close)]
    return _in_order(edits)


def cleared(line: Line, start: int, end: int, looks: Sequence[Look]) -> list[Edit]:
    """Return what changes in a line to take the marks of these looks away from part of it."""
    touched = [
        each
        for each in line.elements
        if each.look in looks and each.open[0] <= max(start, end - 1) and each.close[1] > start
    ]
    return _in_order(_without(touched))


def applied(text: str, edits: Iterable[Edit]) -> str:
    """Return a text after changes, which are in order."""
    for edit in reversed(list(edits)):
        text = text[: edit.at] + edit.inserted + text[edit.at + edit.removed :]
    return text


def selected(start: int, end: int, edits: Sequence[Edit], marks: Marks) -> tuple[int, int]:
    """Return where a selection begins and ends after what ``toggled`` changes."""
    if start == end and len(edits) == 1 and edits[0].at == start:
        return start + len(marks.open), start + len(marks.open)
    first = _moved(start, edits, stays=False)
    return first, max(first, _moved(end, edits, stays=True))


def _moved(place: int, edits: Iterable[Edit], *, stays: bool) -> int:
    shift = 0
    for edit in edits:
        if edit.at + edit.removed <= place and edit.removed:
            shift -= edit.removed
        elif edit.at < place < edit.at + edit.removed:
            shift -= place - edit.at
        if edit.at < place or (edit.at == place and not stays):
            shift += len(edit.inserted)
    return place + shift


def _at_a_place(text: str, line: Line, place: int, marks: Marks) -> list[Edit]:
    before, after = len(marks.open), len(marks.close)
    if text[:place].endswith(marks.open) and text.startswith(marks.close, place):
        doubled = marks.look == "italic" and text[:place].endswith("**")
        if not doubled or text[:place].endswith("***"):
            return [Edit(place - before, before), Edit(place, after)]
    if 0 < place < len(text) and text[place - 1].isalnum() and text[place].isalnum():
        start, end = place, place
        while start and (text[start - 1].isalnum() or text[start - 1] == "'"):
            start -= 1
        while end < len(text) and (text[end].isalnum() or text[end] == "'"):
            end += 1
        return _toggled(text, line, start, end, marks)
    return [Edit(place, 0, marks.open + marks.close)]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _covers(text: str, line: Line, touched: list[Element], start: int, end: int) -> bool:
    """Whether every letter of a part is inside one of these; marks are no letters."""
    inside: set[int] = set()
    for each in touched:
        inside.update(range(*each.inside))
    letters = _letters(text, line, start, end)
    return bool(letters) and inside.issuperset(letters)


def _letters(text: str, line: Line, start: int, end: int) -> list[int]:
    """Return the places in a part of a line where neither marks nor white space stand."""
    marks: set[int] = set()
    for each in line.spans:
        if each.look in ("mark", "number"):
            marks.update(range(max(each.start, start), min(each.end, end)))
    return [
        place for place in range(start, end) if place not in marks and not text[place].isspace()
    ]


def _plain(
    text: str, line: Line, touched: list[Element], part: tuple[int, int], marks: Marks
) -> list[Edit]:
    edits: list[Edit] = []
    for each in touched:
        first, last = each.inside
        left = _letters(text, line, first, max(first, part[0]))
        right = _letters(text, line, min(last, part[1]), last)
        if left:
            ends = first + len(text[first : part[0]].rstrip())
            edits.append(Edit(ends, 0, marks.close))
        else:
            edits.append(Edit(each.open[0], each.open[1] - each.open[0]))
        if right:
            begins = last - len(text[part[1] : last].lstrip())
            edits.append(Edit(begins, 0, marks.open))
        else:
            edits.append(Edit(each.close[0], each.close[1] - each.close[0]))
    return _in_order(edits)


def _without(touched: Iterable[Element]) -> list[Edit]:
    return [Edit(start, end - start) for each in touched for start, end in (each.open, each.close)]


def _in_order(edits: list[Edit]) -> list[Edit]:
    """Put changes in order; what is put in where something goes takes its place."""
    return sorted(edits, key=lambda each: (each.at, bool(each.removed)))
