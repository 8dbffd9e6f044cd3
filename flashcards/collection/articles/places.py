"""Where in an article's text a passage stands: its paragraph, its sentences, what to hide of it."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise

from flashcards.model.articles import Heading
from flashcards.model.clozes import cloze_numbers
from flashcards.model.enums import NoteKind
from flashcards.text.cloze import pieces
from flashcards.text.plain import plain_text

LONGEST_AROUND = 800
"""Characters shown before and after a passage at most, in whole lines or words."""

_LONGEST_QUOTE = 20_000
"""Characters of a passage in which an answer is looked for."""
_LATEST_QUESTION = 200
"""Where in a passage its question begins at the latest; it may have a label or a number."""
_MOST_WORDS = 60
"""Words by which an answer is looked for in its passage."""
_MOST_COMPARED = 4_000_000
"""Pairs of words, of a cloze and its passage, that are compared with one another."""
_WIDEST_GAP = 9
"""Marks and spaces between two words of it."""
_SENTENCE_END = re.compile(
    r"(?:[!?]|(?<!\be\.g)(?<!\bi\.e)(?<!\bcf)(?<!\bvs)[.…](?!['\"”’)\]]{0,3}[ \t]+[a-zß-öø-ÿ]))"
    r"['\"”’)\]]{0,3}(?=\s)|[。！？][」』）]{0,2}|\n"
)
"""A stop before a small letter ends an abbreviation, no sentence."""
_WORD = re.compile(r"\w+")


def paragraph_around(text: str, start: int, stop: int) -> tuple[int, int]:
    """Return the span of the paragraphs that ``text[start:stop]`` lies in.

    Paragraphs of an article are separated by blank lines; of a very long one, such as a glossary
    of hundreds of lines, the part around the passage.
    """
    lowest, highest = max(0, start - LONGEST_AROUND), min(len(text), stop + LONGEST_AROUND)
    before = text.rfind("\n\n", lowest, start)
    after = text.find("\n\n", stop, highest)
    low, high = lowest if before < 0 else before + 2, highest if after < 0 else after
    if before < 0 < lowest:
        line, word = text.find("\n", lowest, start), text.find(" ", lowest, start)
        low = line + 1 if line >= 0 else word + 1 if word >= 0 else start
    if after < 0 and highest < len(text):
        line, word = text.rfind("\n", stop, highest), text.rfind(" ", stop, highest)
        high = line if line >= 0 else word if word >= 0 else stop
    return low, high


def sentences_around(text: str, start: int, stop: int) -> tuple[int, int]:
    """Return the span of the whole sentences that ``text[start:stop]`` takes up."""
    low, high = paragraph_around(text, start, stop)
    first = low
    for end in _SENTENCE_END.finditer(text, low, start):
        first = end.end()
    while first < start and text[first].isspace():
        first += 1
    # A passage that ends with its sentence needs no more.
    closing = _SENTENCE_END.search(text, max(start, stop - 4), high)
    last = high if closing is None else max(stop, closing.end())
    while last > stop and text[last - 1].isspace():
        last -= 1
    return first, last


def heading_path(headings: Sequence[Heading], place: int) -> tuple[str, ...]:
    """Return the headings above ``place`` in the text, outermost first."""
    path: list[Heading] = []
    for heading in headings:
        if heading.start > place:
            break
        while path and path[-1].level >= heading.level:
            path.pop()
        path.append(heading)
    return tuple(heading.title for heading in path)


def hidden_in(
    text: str,
    span: tuple[int, int],
    kind: str,
    term: str,
    note_kind: NoteKind,
    fields: Sequence[str],
    ordinal: int,
) -> tuple[tuple[int, int], ...]:
    """Return what of a passage to hide while it is read, so that one card is asked.

    Of a term its own name, wherever the passage has it; of a question all but the question; of a
    cloze what the card asks for; of others the answer. Nothing where that is not in it.
    """
    start, stop = span
    quote = text[start:stop]
    if note_kind is NoteKind.CLOZE:
        found = _gaps(quote, pieces(fields[0], ordinal))
    elif kind == "term":
        found = _places(quote, term)
    elif kind == "faq":
        found = _after(quote, term)
    else:
        answer = fields[1].partition("\n\n")[0] if len(fields) > 1 else ""
        found = _places(quote, answer)[:1] or _after(quote, term)
    return tuple((start + low, start + high) for low, high in found if low < high)


def lacks_gap(quote: str, cloze: str) -> bool:
    """Whether a passage lacks what some gap of a cloze hides, so that it cannot be hidden there."""
    span = 0, len(quote)
    return not all(
        hidden_in(quote, span, "", "", NoteKind.CLOZE, (cloze, ""), number)
        for number in cloze_numbers(cloze)
    )


def _gaps(quote: str, said: Sequence[str]) -> list[tuple[int, int]]:
    """Return where a passage has what stands in gaps, every second one of the pieces ``said``.

    The words around a gap tell where it is, so that it is found where the learner has written
    something else since, in the gap or beside it.
    """
    words: list[str] = []
    gaps: list[tuple[int, int]] = []
    for number, piece in enumerate(said):
        start = len(words)
        words += [word.casefold() for word in _WORD.findall(plain_text(piece))]
        if number % 2 and len(words) > start:
            gaps.append((start, len(words)))
    _, places = _words_of(quote[:_LONGEST_QUOTE])
    changes = _changes(tuple(words), quote[:_LONGEST_QUOTE])
    found: list[tuple[int, int]] = []
    for start, stop in gaps if any(kind == "equal" for kind, *_ in changes) else ():
        there = [
            (low if kind != "equal" else low + max(0, start - one),
             high if kind != "equal" else high - max(0, two - stop))
            for kind, one, two, low, high in changes
            if one < stop and two > start and low < high
        ]  # fmt: skip
        if there:
            found.append((places[there[0][0]][0], places[there[-1][1] - 1][1]))
    return found


@lru_cache(maxsize=4)
def _changes(words: tuple[str, ...], quote: str) -> Sequence[tuple[str, int, int, int, int]]:
    """Return how the words of a note become those of its passage; its cards share the work."""
    said, _ = _words_of(quote)
    if len(words) * len(said) > _MOST_COMPARED:
        return []
    return SequenceMatcher(None, words, said, autojunk=False).get_opcodes()


def _places(quote: str, wanted: str) -> list[tuple[int, int]]:
    """Return where a passage says some words, whatever their case, marks and spaces."""
    words = [word.casefold() for word in _WORD.findall(plain_text(wanted))]
    if not words or len(words) > _MOST_WORDS:
        return []
    said, places = _words_of(quote[:_LONGEST_QUOTE])
    found: list[tuple[int, int]] = []
    free = 0
    for first in (place for place, word in enumerate(said) if word == words[0]):
        last = first + len(words) - 1
        if first < free or said[first : last + 1] != words:
            continue
        gaps = pairwise(places[first : last + 1])
        if all(other[0] - one[1] <= _WIDEST_GAP for one, other in gaps):
            found.append((places[first][0], places[last][1]))
            free = last + 1
    return found


@lru_cache(maxsize=4)
def _words_of(quote: str) -> tuple[list[str], list[tuple[int, int]]]:
    """Return the words of a passage, case folded, and their places; cards of a note share them."""
    found = [*_WORD.finditer(quote)]
    return [match[0].casefold() for match in found], [match.span() for match in found]


def _after(quote: str, question: str) -> list[tuple[int, int]]:
    """Return what follows the question a passage begins with."""
    found = _places(quote, question)
    if not found or found[0][0] > _LATEST_QUESTION:
        return []
    end = found[0][1]
    begin = re.compile(r"\W*").match(quote, end)
    low = end if begin is None else begin.end()
    return [(low, len(quote))] if low < len(quote) else []
