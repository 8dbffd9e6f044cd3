"""Lists that are asked item by item: each item has a number of its own, which keeps its card.

In the note an item is a cloze of one line, ``{{c3::Mars}}``; the learner writes and sees ``Mars``.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from flashcards.model import clozes
from flashcards.model.clozes import Cloze, cloze_numbers, without_clozes
from flashcards.model.notes import NoteType
from flashcards.text.items import items
from flashcards.text.template_language import list_fields

_APART = "\u2060"
"""Stands unseen between two signs that would mean something in a cloze."""
_SIGNS = re.compile(r"(?<=:)(?=:)|(?<=\{)(?=\{)|(?<=\})(?=\}|$)")
_ALIKE = 0.5
"""How alike an item is at least to what it said before, where its place does not tell."""
_SENTENCES_ALIKE = 0.65
"""The same for longer ones: any two share the pairs of signs that are usual in their language."""
_SHORT = 30
"""Signs of an item that is no sentence yet."""
_MOST_COMPARED = 40
"""Items compared with each other by what they say."""
_SIGNS_COMPARED = 200
"""Signs of an item that are compared; time grows with them and no faster, whatever they are."""


@dataclass(frozen=True, slots=True)
class Item:
    """One item; ``number`` is 0 while it has none."""

    text: str
    """What its learner writes: the item alone, or a line with a gap or a hint as it stands."""
    number: int = 0
    has_gap: bool = False
    """Whether its learner wrote a cloze."""


def read_items(text: str, markup: str) -> list[Item]:
    """Return the items of a list, numbered as far as they are; each number is kept once."""
    found: list[Item] = []
    taken: set[int] = set()
    for line in items(text, markup):
        item = _item(line)
        if item.number in taken:
            item = Item(without_clozes(line))
        taken.add(item.number)
        found.append(item)
    return found


def _item(line: str) -> Item:
    numbers = cloze_numbers(line)
    if not numbers:
        return Item(line)
    first, *inside = clozes.parse(line)
    words = [each for each in inside[:-1] if isinstance(each, str)]
    whole = isinstance(first, Cloze) and first.hint is None and len(first.numbers) == 1
    if whole and inside[-1] is None and len(words) == len(inside) - 1:
        return Item("".join(words).replace(_APART, ""), numbers[0])
    return Item(line, numbers[0], has_gap=True)


def written(found: Sequence[Item], markup: str) -> str:
    """Return items as they stand in a note."""
    return _joined(map(_written, found), markup)


def _written(item: Item) -> str:
    if item.has_gap:
        return item.text
    return clozes.written(item.number, _SIGNS.sub(_APART, item.text))


def _joined(lines: Iterable[str], markup: str) -> str:
    between = "<br>" if markup == "html" else "\n"
    return between.join(line.replace("\n", "\n  ") for line in lines)


def as_lines(text: str, markup: str) -> str:
    """Return a list as its learner writes it: the items alone, a line each."""
    if clozes.SIGN not in text:
        return text
    return _joined((each.text for each in read_items(text, markup)), markup)


def shown_fields(note_type: NoteType, fields: Sequence[str]) -> list[str]:
    """Return a note's fields as its learner writes them: lists without numbers."""
    lists = list_fields(note_type.templates)
    return [
        as_lines(text, note_type.markup) if name in lists else text
        for name, text in zip(note_type.fields, fields, strict=False)
    ]


def with_numbers(
    note_type: NoteType,
    fields: Sequence[str],
    before: Mapping[str, str],
    gone: Mapping[int, str] | None = None,
) -> list[str]:
    """Return a note's fields with every item of its lists numbered.

    ``before`` is what fields said so far, by name: items keep the numbers they had. ``gone`` are
    the numbers of cards that the note lost; see ``numbered``.
    """
    lists = list_fields(note_type.templates)
    return [
        numbered(text, before.get(name, ""), note_type.markup, gone) if name in lists else text
        for name, text in zip(note_type.fields, fields, strict=True)
    ]


def numbered(
    text: str, before: str, markup: str = "markdown", gone: Mapping[int, str] | None = None
) -> str:
    """Return a list with a number for each item, those of ``before`` where they are still there.

    An item is the same that says the same, that stands alone between the same neighbours, or that
    says nearly the same. Others have new numbers: one that is ``gone`` is used again only for an
    item that says what its item said, where that is known, since its past comes back with it.
    """
    gone = gone or {}
    found = read_items(text, markup)
    if all(each.number for each in found):
        return written(found, markup) if found else text
    was = [each for each in read_items(before, markup) if each.number]
    used = cloze_numbers(text)
    free = {each.number for each in was}.difference(used)
    chosen = [each.number for each in found]
    taken = {*used, *(each.number for each in was)}
    past = [Item(said, number) for number, said in gone.items() if said and number not in taken]
    free.update(each.number for each in past)
    _take_same(found, [*was, *past], chosen, free)
    _take_neighbours(was, chosen, free)
    _take_alike(found, was, chosen, free)
    newest = max([*chosen, *used, *cloze_numbers(before), *gone], default=0)
    for place, number in enumerate(chosen):
        if not number:
            newest += 1
            chosen[place] = newest
    numbers = zip(found, chosen, strict=True)
    return written([replace(each, number=number) for each, number in numbers], markup)


def _take_same(
    found: Sequence[Item], was: Sequence[Item], chosen: list[int], free: set[int]
) -> None:
    """Give items the numbers of those that said the same, the first of several first."""
    numbers: dict[str, list[int]] = {}
    for each in reversed(was):
        if each.number in free:
            numbers.setdefault(each.text, []).append(each.number)
    for place, each in enumerate(found):
        if not chosen[place] and numbers.get(each.text):
            chosen[place] = numbers[each.text].pop()
            free.discard(chosen[place])


def _take_neighbours(was: Sequence[Item], chosen: list[int], free: set[int]) -> None:
    """Let items reworded in their place keep their numbers: as many as stood there before."""
    places = {each.number: place for place, each in enumerate(was)}
    place = 0
    while place < len(chosen):
        if chosen[place]:
            place += 1
            continue
        end = place
        while end < len(chosen) and not chosen[end]:
            end += 1
        low = places.get(chosen[place - 1], -1) if place else -1
        high = places.get(chosen[end], len(was)) if end < len(chosen) else len(was)
        between = [each.number for each in was[low + 1 : high] if each.number in free]
        if len(between) == end - place:
            chosen[place:end] = between
            free.difference_update(between)
        place = end


def _take_alike(
    found: Sequence[Item], was: Sequence[Item], chosen: list[int], free: set[int]
) -> None:
    """Give items the numbers of those that said nearly the same."""
    left = [place for place, number in enumerate(chosen) if not number][:_MOST_COMPARED]
    old = [each for each in was if each.number in free][:_MOST_COMPARED]
    pairs_before = [_pairs(each.text) for each in old]
    scored = []
    for place in left:
        pairs = _pairs(found[place].text)
        scored += [
            (2 * len(pairs & before) / (len(pairs) + len(before)), place, each)
            for each, before in zip(old, pairs_before, strict=True)
        ]
    for score, place, each in sorted(scored, key=lambda row: -row[0]):
        least = _ALIKE if len(found[place].text) <= _SHORT else _SENTENCES_ALIKE
        if score >= least and not chosen[place] and each.number in free:
            chosen[place] = each.number
            free.discard(each.number)


def _pairs(text: str) -> set[tuple[str, str, int]]:
    """Return the pairs of signs that follow each other in a text, each with how often it did so."""
    signs = f" {text[:_SIGNS_COMPARED].casefold()} "
    met: dict[tuple[str, str], int] = {}
    pairs = set()
    for pair in pairwise(signs):
        met[pair] = met.get(pair, 0) + 1
        pairs.add((*pair, met[pair]))
    return pairs
