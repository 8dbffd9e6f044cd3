"""Which stretches of a text were read: put together, and carried over to a newer text."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flashcards.model.reading import Span

_WORDS = 40
"""Characters by which a place is known again."""
_JOINS = 2
"""Characters, such as line ends, that may lie between two stretches which are read as one."""


def joined(spans: Sequence["Span"], start: int, stop: int) -> tuple["Span", ...]:
    """Return the stretches read with ``text[start:stop]`` added, in order, without overlaps."""
    found: list[Span] = []
    for low, high in sorted((*spans, (start, stop))):
        if low >= high:
            continue
        if found and low <= found[-1][1] + _JOINS:
            found[-1] = found[-1][0], max(found[-1][1], high)
        else:
            found.append((low, high))
    return tuple(found)


def size(spans: Sequence["Span"]) -> int:
    """Return how many characters were read."""
    return sum(stop - start for start, stop in spans)


def unread(spans: Sequence["Span"], length: int) -> tuple["Span", ...]:
    """Return the stretches of a text of ``length`` characters that were not read."""
    found: list[Span] = []
    at = 0
    for start, stop in (*spans, (length, length)):
        if at < start:
            found.append((at, start))
        at = stop
    return tuple(found)


def carried(
    before: str, now: str, spans: Sequence["Span"], places: Sequence[int]
) -> tuple[tuple["Span", ...], tuple[int, ...]]:
    """Return what was read, and where one stood, in the newer text of an article.

    A line counts as read where it is word for word one that was. A place is where the words that
    follow it are now; where they are gone, the next line before it stands for it.
    """
    lines = _lines(now)
    first = {now[start:stop]: start for start, stop in reversed(lines)}
    old = _lines(before)
    was_read = {
        before[start:stop]
        for start, stop in old
        if any(low <= start and stop <= high for low, high in spans)
    }
    found: tuple[Span, ...] = ()
    for start, stop in lines:
        if now[start:stop] in was_read:
            found = joined(found, start, stop)
    return found, tuple(_carried_place(before, now, first, old, place) for place in places)


def _carried_place(
    before: str, now: str, first: dict[str, int], old: Sequence["Span"], place: int
) -> int:
    from flashcards.store.articles import nearest  # late: Today asks only how much was read

    words = before[place : place + _WORDS].partition("\n")[0].rstrip()
    found = nearest(now, words, place)
    if found is not None:
        return found
    for start, stop in reversed(old):
        if start <= place and before[start:stop] in first:
            return first[before[start:stop]] + (place - start if place < stop else 0)
    return 0


def _lines(text: str) -> list["Span"]:
    """Return the lines of a text that say something."""
    found: list[Span] = []
    at = 0
    for line in text.split("\n"):
        if line.strip():
            found.append((at, at + len(line)))
        at += len(line) + 1
    return found
