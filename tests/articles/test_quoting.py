"""Cards made of sentences quote one stretch of the article, and say which of them are taken."""

import re

import pytest

from flashcards.articles.candidates import Candidate, CandidateKind
from flashcards.articles.choosing import decided
from flashcards.articles.finders.context import without_context
from flashcards.articles.finding import find
from flashcards.articles.reading import read
from tests.bench import article_quality as bench

_GAP = re.compile(r"\{\{c1::(.*?)\}\}")
_AGAIN = "\n\nMuch more could be said about the {} and what became of it."


def terms(text: str) -> list[Candidate]:
    found = find(read(text.encode(), "a.md"))
    return [card for card in found if card.kind is CandidateKind.TERM]


def words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def test_what_a_card_says_stands_in_the_article_in_one_piece() -> None:
    for article, _ in bench.own_articles(bench.PROSE):
        document = read(article.read_bytes(), article.name)
        whole = words(document.text)
        for card in find(document):
            if card.kind is CandidateKind.TERM and "stand for" not in card.front:
                said = _GAP.sub(r"\1", without_context(card.cloze)) or card.back
                assert words(said) in whole, (article.name, said)


@pytest.mark.parametrize(
    ("sentence", "cloze"),
    [
        (
            "The gap between two warp threads is called a dent.",
            "The gap between two warp threads is called a {{c1::dent}}.",
        ),
        (
            "Fittings that let water through one way are known as *check valves*.",
            "Fittings that let water through one way are known as {{c1::*check valves*}}.",
        ),
        (
            "Warm air may lie on top of cold air. This is called an inversion.",
            "Warm air may lie on top of cold air. This is called an {{c1::inversion}}.",
        ),
    ],
)
def test_what_is_only_named_is_hidden_in_its_own_sentence(sentence: str, cloze: str) -> None:
    (card,) = terms(sentence)
    assert (card.front, card.cloze) == ("", cloze)


@pytest.mark.parametrize(
    "sentence",
    [
        "Instead of being called a tariff, the charge that ships paid was hidden in the price.",
        "A tariff is not a fine that somebody pays for breaking a rule.",
        "If a tariff is a tax that importers pay, then prices rise.",
        "He said that a tariff would be called a tax that importers pay.",
        "Howard Gleckman is a senior fellow at a centre that studies taxes.",
        "They are called even if there is an unhandled exception during dispatch.",
        "This kind of curve is called an inverse demand curve.",
        "The longest is a street that runs along the river.",
        "Using a mouse is a habit that slows people down.",
    ],
)
def test_what_denies_supposes_or_names_nobody_s_term_makes_no_likely_card(sentence: str) -> None:
    assert [card.front or card.cloze for card in terms(sentence) if card.confidence >= 0.5] == []


def test_a_term_that_is_used_once_and_not_set_apart_is_offered_and_not_taken() -> None:
    said = "A tiltmeter is a device that records how far a slope leans."
    assert [card.chosen for card in terms(said)] == [False]
    for text in (
        said + _AGAIN.format("tiltmeter"),
        said.replace("tiltmeter", "**tiltmeter**"),
        f"# Tiltmeters\n\n{said}",
    ):
        assert [card.chosen for card in terms(text)] == [True], text


def test_a_weak_or_unlikely_card_is_not_taken() -> None:
    long = " ".join(f"Word {number} follows the words before it." for number in range(40))
    cards = [
        Candidate(CandidateKind.TERM, "word", "What is a word?", back, sure, (), 0, 1, "w")
        for back, sure in (("It is a sound that means.", 0.5), (long, 0.9), ("It is a sound.", 0.4))
    ]
    assert [card.chosen for card in decided(cards)] == [True, False, False]
