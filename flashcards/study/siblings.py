"""Lays the cards of a note, where several are asked on one day, as far apart as the day allows."""

from collections.abc import Iterable, Sequence


def kept_apart(cards: Sequence[tuple[int, int]]) -> list[int]:
    """Return the cards of (card, note), their siblings spread evenly over the whole.

    Notes keep their order, and so do the cards of each. Two cards of a note follow one another only
    where there is nothing to put between them. What would gain nothing stays as it is.
    """
    notes: dict[int, list[int]] = {}
    for card, note in cards:
        notes.setdefault(note, []).append(card)
    if len(notes) == len(cards):
        return [card for card, _ in cards]
    placed: list[tuple[float, int, int]] = []
    for rank, (note, siblings) in enumerate(notes.items()):
        first = (rank + 0.5) / len(notes)
        placed += [((at + first) / len(siblings), rank, note) for at in range(len(siblings))]
    placed.sort()
    spread = _parted([note for _, _, note in placed])
    if _least_gap(spread) <= _least_gap(note for _, note in cards):
        return [card for card, _ in cards]
    waiting = {note: iter(siblings) for note, siblings in notes.items()}
    return [next(waiting[note]) for note in spread]


def _least_gap(notes: Iterable[int]) -> int:
    """Return how many places lie at least between two cards of one note."""
    last: dict[int, int] = {}
    least = 1 << 62
    for place, note in enumerate(notes):
        if note in last:
            least = min(least, place - last[note])
        last[note] = place
    return least


def _parted(row: list[int]) -> list[int]:
    """Part two of one note that touch, where something can come between them."""
    for at in range(1, len(row)):
        note = row[at - 1]
        if row[at] != note:
            continue
        other = next((place for place in range(at, len(row)) if row[place] != note), None)
        if other is not None:
            row.insert(at, row.pop(other))
            continue
        gaps = (
            place
            for place in range(at - 1, -1, -1)
            if row[place] != note and (place == 0 or row[place - 1] != note)
        )
        gap = next(gaps, None)
        if gap is not None:
            row.insert(gap, row.pop(at))
    return row
