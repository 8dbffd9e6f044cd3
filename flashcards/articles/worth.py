"""Reads an article and finds what in it is worth a card: all that is done before a collection."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from flashcards.articles.candidates import Candidate
from flashcards.articles.tree import Document
from flashcards.model.messages import Message, message

MOST_CANDIDATES = 20_000
"""More cards than this nobody looks through; the article is better read in parts."""
WHOLE = 100
"""What progress is counted up to."""

_READ, _FOUND, _STEP = 60, 90, 500


@dataclass(frozen=True, slots=True)
class Worth:
    """An article with what in it is worth a card."""

    document: Document
    candidates: tuple[Candidate, ...]
    weaknesses: tuple[tuple[Message, ...], ...]
    """Of each candidate, in plain words."""


def worth_of(data: bytes | str, name: str, tell: Callable[[int], object]) -> Worth:
    """Return an article with what in it is worth a card; see ``reading.read``.

    ``tell`` is called again and again with how much is done of ``WHOLE``, and may raise.
    """
    from flashcards.articles.reading import read

    document = read(data, name, tell=lambda done, total: tell(done * _READ // max(total, 1)))
    return worth_in(document, tell)


def worth_in(document: Document, tell: Callable[[int], object]) -> Worth:
    """Return what in an article that was read already is worth a card; ``tell`` is likewise."""
    from flashcards.articles.checking import weaknesses
    from flashcards.articles.finding import found_in
    from flashcards.articles.unread import unread

    tell(_READ)
    found, left_out = found_in(document)
    if (not_read := unread(document)) is not None:
        document = replace(document, problems=(*document.problems, not_read))
    if left_out:
        told = message(
            "Lists left out, since they are of whole sentences or too long to learn as one: "
            "{lists:,}, with {items:,} items.",
            lists=len(left_out),
            items=sum(left_out),
        )
        document = replace(document, problems=(*document.problems, told))
    if len(found) > MOST_CANDIDATES:
        told = message(
            "{all:,} cards could be made of this article; only the first {kept:,} are shown. "
            "Save its parts as files of their own to get the others.",
            all=len(found),
            kept=MOST_CANDIDATES,
        )
        document = replace(document, problems=(*document.problems, told))
        del found[MOST_CANDIDATES:]
    weak: list[tuple[Message, ...]] = []
    for number, candidate in enumerate(found):
        if number % _STEP == 0:
            tell(_FOUND + number * (WHOLE - _FOUND) // len(found))
        weak.append(tuple(weaknesses(candidate)))
    tell(WHOLE)
    return Worth(document, tuple(found), tuple(weak))
