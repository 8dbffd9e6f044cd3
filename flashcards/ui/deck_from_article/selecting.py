"""Selects words of an article by keys: by paragraphs and sentences, word by word at both ends."""

import re
from collections.abc import Callable

from flashcards.collection.articles.places import sentences_around

Span = tuple[int, int]
Step = Callable[[str, Span], Span]
"""From a text and what is selected in it to what is selected next."""
_WORD = re.compile(r"\S+")


def sentence_at(text: str, place: int) -> Span | None:
    """Return the sentence that stands at a place or is the next one; None behind the last."""
    found = _WORD.search(text, place)
    return None if found is None else sentences_around(text, found.start(), found.start() + 1)


def sentence_starting_at(text: str, place: int) -> Span | None:
    """Return the first sentence that begins at a place or behind it; the last one otherwise."""
    found = sentence_at(text, place)
    if found is None or found[0] >= place:
        return found
    return sentence_at(text, found[1]) or found


def sentence_before(text: str, span: Span) -> Span:
    """Return the sentence before a selection; its own where there is none."""
    end = _end_before(text, span[0])
    return sentences_around(text, end - 1, end) if end else span


def sentence_more(text: str, span: Span) -> Span:
    """Return a selection with the next sentence, or the rest of its last one."""
    more = sentence_at(text, span[1])
    return span if more is None else (span[0], more[1])


def sentence_less(text: str, span: Span) -> Span:
    """Return a selection without its last sentence; of one sentence, the one before it."""
    last = sentences_around(text, span[1] - 1, span[1])[0]
    if last > span[0]:
        return span[0], _end_before(text, last)
    return sentence_before(text, span)


def paragraph_on(text: str, span: Span) -> Span:
    """Return the first sentence of the next paragraph or item; the same span behind the last."""
    end = text.find("\n", span[1])
    found = None if end < 0 else sentence_at(text, end)
    return span if found is None else found


def paragraph_back(text: str, span: Span) -> Span:
    """Return the first sentence of a selection's paragraph or item; of that, of the one before."""
    found = _first_of_line(text, span[0])
    if found[0] < span[0]:
        return found
    end = _end_before(text, text.rfind("\n", 0, span[0]) + 1)
    return _first_of_line(text, end - 1) if end else span


def _first_of_line(text: str, place: int) -> Span:
    """Return the first sentence of the line a place stands in, which has words up to there."""
    found = sentence_at(text, text.rfind("\n", 0, place) + 1)
    assert found is not None
    return found


def end_moved(text: str, span: Span, by: int) -> Span:
    """Return a selection with one word more at its end (``by`` 1), or one less (-1)."""
    start, stop = span
    if by > 0:
        more = _WORD.search(text, stop)
        return span if more is None else (start, more.end())
    words = list(_WORD.finditer(text, start, stop))
    return (start, words[-2].end()) if len(words) > 1 else span


def start_moved(text: str, span: Span, by: int) -> Span:
    """Return a selection that begins one word later (``by`` 1), or earlier (-1)."""
    start, stop = span
    if by < 0:
        end = _end_before(text, start)
        return (_word_start(text, end), stop) if end else span
    words = list(_WORD.finditer(text, start, stop))
    return (words[1].start(), stop) if len(words) > 1 else span


def _end_before(text: str, place: int) -> int:
    """Return where the last word before a place ends; 0 where there is none."""
    while place > 0 and text[place - 1].isspace():
        place -= 1
    return place


def _word_start(text: str, end: int) -> int:
    while end > 0 and not text[end - 1].isspace():
        end -= 1
    return end
