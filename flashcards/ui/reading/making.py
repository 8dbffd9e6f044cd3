"""The card that a selection becomes: words hidden in their sentence, an answer, or a term."""

import re

from flashcards.collection.articles.places import sentences_around
from flashcards.model import clozes
from flashcards.model.articles import DraftCard
from flashcards.model.reading import Span

_BEHIND_TERM = re.compile(r"[ \t]*(?:[:–—]|\n(?!\n))[ \t]*")
_LONGEST_TERM = 80
_OPENS = re.compile(r"\{\{|\}\}")


def cloze_card(text: str, span: Span) -> DraftCard | None:
    """Return a card that hides ``text[start:stop]`` in its sentences; None where nothing is left.

    Braces that the article has itself would begin or end a gap, and are set apart.
    """
    start, stop = trimmed(text, span)
    first, last = sentences_around(text, start, stop)
    before, hidden, behind = text[first:start], text[start:stop], text[stop:last]
    if not hidden or not re.search(r"\w", before + behind):
        return None
    gap = clozes.written(1, _apart(hidden).replace("::", ": :"))
    return DraftCard(cloze=f"{_apart(before)}{gap}{_apart(behind)}", span=(first, last))


def question_card(text: str, span: Span) -> DraftCard:
    """Return a card whose answer is ``text[start:stop]``; the question is still to be written."""
    start, stop = trimmed(text, span)
    first, last = sentences_around(text, start, stop)
    return DraftCard(back=text[start:stop], span=(first, last))


def term_card(text: str, span: Span) -> DraftCard:
    """Return a card that asks for what ``text[start:stop]`` means, in the article's words.

    That is what stands behind it where it is set apart, as in a glossary; else its sentence. Of
    whole sentences the term is still to be written.
    """
    start, stop = trimmed(text, span)
    first, last = sentences_around(text, start, stop)
    behind = _BEHIND_TERM.match(text, stop)
    set_apart = first == start and stop - start <= _LONGEST_TERM
    if set_apart and behind is not None and text[behind.end() :].strip():
        begin = behind.end()
        last = sentences_around(text, begin, begin + 1)[1]
        return DraftCard(text[start:stop], text[begin:last], span=(start, last))
    term = "" if (start, stop) == (first, last) else text[start:stop]
    return DraftCard(term, text[first:last], span=(first, last))


def trimmed(text: str, span: Span) -> Span:
    """Return a selection without the spaces around it."""
    start, stop = span
    while start < stop and text[start].isspace():
        start += 1
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    return start, stop


def _apart(words: str) -> str:
    return _OPENS.sub(lambda found: " ".join(found[0]), words)
