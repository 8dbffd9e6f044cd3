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
        ("The piece on which a jug stands is referred to as its foot ring.", "foot ring"),
        ("The gap between two warp threads is known among weavers as a dent.", "dent"),
        ("The hem that is turned twice goes by the name of a double hem.", "double hem"),
        ("The ruin of common land by overuse is called the tragedy of the commons.", "tragedy of"),
        ("A tile that curves in one direction only is a pantile, and barns have many.", "pantile"),
        ("Whatever is left in the pan after the gold is taken out is the gangue.", "gangue"),
        ("The small circle in the middle, at which everybody aims, is the bull.", "bull"),
        ("A rope may go twice round a post. One such loop is a round turn.", "round turn"),
        ("The result of the glazing is a slip: a thin coat that melts in the kiln.", "slip"),
        ("Next come sprigs: small ornaments that are pressed in a mould.", "sprigs"),
        ("The mitre joint, consisting of two ends cut at an angle, is weak.", "mitre joint"),
        ("It stands on plinths, small blocks of stone that keep it dry.", "plinths"),
        ("A company is insolvent if it cannot pay its debts as they fall due.", "insolvent"),
        ("We say that a beam is in pure bending if no force acts along it.", "pure bending"),
        ("By the nap, incidentally, weavers mean the side on which fibres stand up.", "nap"),
        ("What potters mean by leather-hard is clay that is stiff but still damp.", "leather-hard"),
        ("Add the rent to the wages and you arrive at the prime cost.", "prime cost"),
        ("If you stir it while it cools you get a fondant, and it is white.", "fondant"),
        ("The cost of finding a partner — search costs, in the jargon — is high.", "search costs"),
        ("A lodger has a licence, because a licence is no more than a permission.", "licence"),
        ("To lose the whip is to be expelled from the party in the House.", "lose the whip"),
        ("A debt arises when one person owes money to another person.", "debt"),
        ("We saw last week that an easement is a right over the land of another.", "easement"),
        ("The remedy of tracing allows a person to follow goods into other hands.", "remedy of"),
        ("In the raku process the pot is taken out of the kiln while it glows.", "raku process"),
        ("Screen printing, also called serigraphy, pushes ink through a mesh.", "screen printing"),
        ("It must not be confused with the weft, which runs from side to side.", "weft"),
        ("It is cut from inside a skin that growers call parchment.", "parchment"),
    ],
)
def test_a_term_is_found_in_many_wordings(text: str, term: str) -> None:
    assert [name for name in found_in(text) if name.startswith(term)], found_in(text)


def test_what_a_sentence_points_back_to_belongs_to_the_answer() -> None:
    text = "Air freezes on the snow in feathery blades. This is hoar, a sort of dew, and cold."
    assert "feathery blades" in found_in(text)["hoar"].back


def test_a_question_in_a_paragraph_asks_for_the_term_that_the_next_sentence_explains() -> None:
    text = (
        "We cut the cloth at last. And a toile? It's a trial version of a garment in cheap cloth."
    )
    assert "trial version" in found_in(text)["toile"].back


def test_a_pronoun_may_say_what_the_subject_before_it_is() -> None:
    text = "A covenant gives nobody a right to walk there. It is a promise that binds the owner."
    assert "promise that binds" in found_in(text)["covenant"].back


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
