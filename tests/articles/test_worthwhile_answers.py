"""Answers say what is to be learnt; what says less, or too much, is not selected."""

import pytest

from flashcards.articles.candidates import Candidate, CandidateKind
from flashcards.articles.checking import weaknesses
from flashcards.articles.choosing import decided
from flashcards.articles.finders.entries import without_pointers
from flashcards.articles.finding import find
from flashcards.articles.reading import read


def card(back: str, kind: CandidateKind = CandidateKind.TERM, sure: float = 0.9) -> Candidate:
    return Candidate(kind, "crumb", "What is it?", back, sure, (), 0, 1, "c")


@pytest.mark.parametrize(
    ("back", "said"),
    [
        ("The soft part of a loaf. See Chapter .", "The soft part of a loaf."),
        ("The soft part of a loaf. See Figure 3.", "The soft part of a loaf."),
        ("*See also* Crust. The soft part of a loaf.", "The soft part of a loaf."),
        ("See Chapter 3.", "See Chapter 3."),
        ("See the light of the oven.", "See the light of the oven."),
    ],
)  # fmt: skip
def test_an_answer_does_not_send_the_reader_elsewhere(back: str, said: str) -> None:
    assert without_pointers(back) == said


def test_an_abbreviation_is_answered_by_the_words_it_stands_for() -> None:
    text = "# Networks\n\nNetwork address translation (NAT) hides hosts. Many routers use NAT.\n"
    (found,) = [c for c in find(read(text, "a.md")) if "stand for" in c.front]
    assert found.back == "Network address translation."


@pytest.mark.parametrize(
    ("back", "weak"),
    [
        ("There are several types of breast cancer.", True),
        ("There are several types: ductal and lobular.", False),
        ("The setup is shown in fig. 2.", True),
        ("The setup is shown to work at night.", False),
        ("A part " + "of a loaf " * 19, False),
        ("A part " + "of a loaf " * 20, True),
    ],
)
def test_an_answer_that_says_nothing_or_too_much_is_weak(back: str, weak: bool) -> None:
    assert bool(weaknesses(card(back.strip()))) is weak


def test_of_two_cards_with_one_answer_only_the_surer_is_selected() -> None:
    two = [card("The soft part.", sure=0.6), card("The soft part.", sure=0.7)]
    assert [each.chosen for each in decided(two)] == [False, True]
