"""Sentences of prose that define a term, in their many wordings, and those that only look so."""

import pytest

from flashcards.articles.candidates import Candidate, CandidateKind
from flashcards.articles.finding import find
from flashcards.articles.reading import read

_SURE = "A lathe is a machine that turns a piece of wood against a cutting tool.\n\n"
"""An article that defines nothing else surely is taken for a tale."""


def found_in(text: str) -> dict[str, Candidate]:
    terms = [c for c in find(read(_SURE + text, "a.txt")) if c.kind is CandidateKind.TERM]
    return {c.term.lower(): c for c in terms if c.term != "lathe"}


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("The gap between two warp threads is known among weavers as a dent.", "dent"),
        ("The hem that is turned twice goes by the name of a double hem.", "double hem"),
        ("The ruin of common land by overuse is called the tragedy of the commons.", "tragedy of"),
        ("A tile that curves in one direction only is a pantile, and barns have many.", "pantile"),
        ("The small circle in the middle, at which everybody aims, is the bull.", "bull"),
        ("The result of the glazing is a slip: a thin coat that melts in the kiln.", "slip"),
        ("A debt arises when one person owes money to another person.", "debt"),
        ("We saw last week that an easement is a right over the land of another.", "easement"),
    ],
)
def test_a_term_is_found_in_many_wordings(text: str, term: str) -> None:
    assert [name for name in found_in(text) if name.startswith(term)], found_in(text)


def test_two_terms_of_one_sentence_have_answers_of_their_own() -> None:
    text = (
        "The sum that is repaid at the end is called the face value, and the day on which "
        "that happens is the maturity date."
    )
    found = found_in(text)
    assert "the day" not in found["face value"].back
    assert "The sum" not in found["maturity date"].back


def test_sections_below_questions_still_define_their_terms() -> None:
    filler = "Nobody much likes to read about it, and few people ever do so with any pleasure. " * 5
    text = (
        f"# Cover\n\n## What do you pay?\n\n{filler}The sum due each year is called the premium.\n"
        f"\n## Why do they ask?\n\n{filler}A peril is an event against which one is covered.\n"
    )
    terms = {c.term.lower() for c in find(read(text, "a.md"))}
    assert {"premium", "peril", "what do you pay?"} <= terms


def test_the_question_of_a_title_does_not_swallow_the_article() -> None:
    filler = "It has been so for a long time, and it will be so for a good while yet. " * 40
    text = (
        f"What is a trust for?\n\n{filler}\n\nThe person who is to benefit is called the donee.\n"
    )
    assert {c.term for c in find(read(text, "a.txt"))} == {"donee"}


@pytest.mark.parametrize(
    "text",
    [
        "A player lets go of the handle with a slight turn of the wrist.",
        "Registration takes some weeks, and mistakes in the form take longer.",
        "Fishing fleets have it, and so do most advertisers in the country.",
        "Cold fronts travel faster than warm ones, as everybody knows.",
        "A low value therefore indicates that it binds rather tightly.",
        "Rights of way are the commonest, but there are many others.",
        "Carbon taxes are the example everybody gives in such a debate.",
        "The first way is to forbid it altogether. This is a blunt instrument.",
        "The sleeper was a lamp turned down, or so it was believed.",
        "On the contrary, this bonding of grains that are merely touching, which is odd, goes on.",
        "Although they vary from small ones to those at Panama, the principle has hardly changed.",
        "It was a game of players, a set of rules for each of them, and a payoff for all.",
        "Only then does it deserve to be called a soil, or so they say.",
        "Theirs is the greatest of all, as you will have guessed by now.",
        "The flavour wheel was a stroke of genius, and it sold very well.",
        "A brood frame carries the",
        "Families of directors are the usual recipients of such payments.",
    ],
)
def test_what_tells_judges_or_compares_defines_nothing(text: str) -> None:
    assert found_in(text) == {}
