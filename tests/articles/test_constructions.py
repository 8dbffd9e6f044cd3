"""Definitions are found however they are worded, and nothing is found in what looks like them."""

import re
from collections.abc import Iterator
from itertools import cycle

import pytest

from flashcards.articles.candidates import Candidate, CandidateKind
from flashcards.articles.finding import find
from flashcards.articles.reading import read
from tests.articles.constructions import CONSTRUCTIONS
from tests.articles.definitions import Construction, Sample
from tests.articles.definitions_none import NO_DEFINITIONS

ACCEPTED = 0.6
"""What ``flashcards article --accept`` takes unless told otherwise."""
MARKS = ("{}", "*{}*", "**{}**", "“{}”")
_TITLE = (
    "# Notes from the autumn\n\n"
    "The library closes at six on weekdays, and the café below it an hour later.\n\n"
)
_BEFORE = "Most of the second day went to the questions that were left over."
_AFTER = "Lunch was late again, and the afternoon went to smaller things."
PLACES = (
    "{} " + _AFTER + " Nobody minded.",
    _BEFORE + " {} " + _AFTER,
    "The talk lasted an hour. " + _BEFORE + " {}",
)
"""Paragraphs in which a sentence comes first, in the middle, last."""
RECURRING = (
    _BEFORE + " {} " + _AFTER + "\n\nThe third day began with a talk about {term}. "
    "Questions about {term} came up again in the evening."
)
"""An article that goes on about the term."""


def found_in(sentence: str, place: str, term: str = "") -> list[Candidate]:
    """Return the terms and questions found in an article with the sentence in it."""
    text = f"{_TITLE}{place.format(sentence, term=term)}\n\nThe rest of the week was quiet.\n"
    kinds = (CandidateKind.TERM, CandidateKind.FAQ)
    return [card for card in find(read(text.encode(), "a.md")) if card.kind in kinds]


def bare(text: str) -> str:
    """Return the words of a term or an answer, without marks, case or a leading article."""
    words = re.sub(r"[*_“”\"\\]", "", text).casefold()
    return re.sub(r"^(?:an?|the) ", "", " ".join(words.split()))


def is_of(card: Candidate, sample: Sample) -> bool:
    """Return whether a card asks for the sample's term and answers with its definition."""
    term = re.sub(r" \([^)]*\)$", "", bare(card.term))
    return (
        card.kind is CandidateKind.TERM
        and term == bare(sample.term)
        and bare(sample.key) in bare(card.back)
    )


def is_told(cards: list[Candidate], sample: Sample) -> bool:
    """Return whether the cards are one of the sample's term and none of what it does not define."""
    rest = [card for card in cards if not is_of(card, sample)]
    others = {bare(other) for other in sample.others}
    return len(cards) - len(rest) == 1 and all(bare(card.term) in others for card in rest)


def tried(construction: Construction) -> Iterator[tuple[Sample, str]]:
    """Yield the sentences of a construction, plain and marked, with a paragraph for each."""
    places = cycle((*PLACES, RECURRING))
    for mark in MARKS:
        yield from zip(construction.samples(mark), places, strict=False)


@pytest.mark.parametrize("construction", CONSTRUCTIONS, ids=lambda made: made.name)
def test_a_definition_gives_one_card_of_its_term(construction: Construction) -> None:
    failed = []
    for sample, place in tried(construction):
        cards = found_in(sample.text, place, sample.term)
        if not is_told(cards, sample):
            failed.append((sample.text, [(card.term, card.back) for card in cards]))
    assert failed == []


@pytest.mark.parametrize("place", PLACES, ids=["first", "middle", "last"])
@pytest.mark.parametrize("kind", NO_DEFINITIONS)
def test_what_defines_nothing_gives_no_card(kind: str, place: str) -> None:
    found = {
        sentence: [card.term for card in found_in(sentence, place) if card.confidence >= ACCEPTED]
        for sentence in NO_DEFINITIONS[kind]
    }
    assert {sentence: terms for sentence, terms in found.items() if terms} == {}
