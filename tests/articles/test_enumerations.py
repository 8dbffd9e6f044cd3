"""Sentences of running prose that name the parts or kinds of something, and how they are asked."""

import pytest

from flashcards.articles.candidates import Candidate, CandidateKind
from flashcards.articles.finding import find
from flashcards.articles.reading import read


def enumerated(text: str, title: str = "The weaving of wool") -> list[Candidate]:
    found = find(read(f"# {title}\n\n{text}\n".encode(), "a.md"))
    return [card for card in found if card.kind is CandidateKind.LIST]


@pytest.mark.parametrize(
    ("text", "cloze"),
    [
        (
            "There are three kinds of loom: table looms, floor looms and pit looms.",
            (
                "There are three kinds of loom: {{c1::table looms}}, {{c2::floor looms}}, "
                "{{c3::pit looms}}."
            ),
        ),
        (
            "The possible weaves of a cloth are plain, twill and satin.",
            "The possible weaves of a cloth are {{c1::plain}}, {{c2::twill}} and {{c3::satin}}.",
        ),
        (
            "The wool of a fleece is divided into four grades: fine, medium, long and coarse.",
            (
                "The wool of a fleece is divided into four grades: {{c1::fine}}, {{c2::medium}}, "
                "{{c3::long}}, {{c4::coarse}}."
            ),
        ),
        (
            "Knots are divided into hitches, bends and loops.",
            "Knots are divided into {{c1::hitches}}, {{c2::bends}} and {{c3::loops}}.",
        ),
        (
            "A pattern for weaving consists of: threading, tie-up and treadling.",
            (
                "A pattern for weaving consists of: {{c1::threading}}, {{c2::tie-up}}, "
                "{{c3::treadling}}."
            ),
        ),
    ],
)
def test_each_thing_that_a_sentence_names_is_a_gap(text: str, cloze: str) -> None:
    (card,) = enumerated(text)
    assert card.cloze.removesuffix(" (The weaving of wool)") == cloze
    assert card.chosen


@pytest.mark.parametrize(
    ("title", "text", "gaps"),
    [
        (
            "Das Weben der Wolle",
            (
                "Die drei Bindungen von Stoffen sind Leinwand, Köper und Atlas. Die Weberin wählt "
                "zwischen ihnen, wenn sie die Kette auf den Baum gebracht hat."
            ),
            "Leinwand",
        ),
        (
            "Le tissage de la laine",
            (
                "Les trois armures du tissage sont la toile, le sergé et le satin. Le tisserand en "
                "choisit une pour chaque pièce avant de monter la chaîne sur le métier."
            ),
            "le sergé",
        ),
        (
            "El tejido de la lana",
            (
                "Los tres ligamentos de los tejidos son el tafetán, la sarga y el raso. El tejedor "
                "elige uno de ellos para cada pieza antes de montar la urdimbre en el telar."
            ),
            "la sarga",
        ),
    ],
)
def test_other_languages_name_things_too(title: str, text: str, gaps: str) -> None:
    (card,) = enumerated(text, title)
    assert f"::{gaps}}}}}" in card.cloze
    assert card.cloze.count("{{c") == 3


@pytest.mark.parametrize(
    "text",
    [
        "The main looms are in the hall, the yard and wherever they find room.",
        "The possible weaves of a cloth are many, of course, and hard to count.",
        "The main reasons for dyeing are that it sells, that it lasts and that it shines.",
        "In this chapter we will look at three kinds of loom: table, floor and pit looms.",
    ],
)
def test_what_names_no_things_is_no_enumeration(text: str) -> None:
    assert enumerated(text) == []


def test_a_sentence_that_names_fewer_than_it_counts_is_left_out() -> None:
    said = "There are four kinds of loom: table looms, floor looms and pit looms."
    assert enumerated(said) == []


@pytest.mark.parametrize(
    ("text", "cloze"),
    [
        (
            "There are three kinds of flag: black and white, red, and green.",
            "There are three kinds of flag: {{c1::black and white}}, {{c2::red}}, {{c3::green}}.",
        ),
        (
            "The main colours of the flags are red, green, and black and white.",
            (
                "The main colours of the flags are {{c1::red}}, {{c2::green}}, and "
                "{{c3::black and white}}."
            ),
        ),
        (
            "The guild is divided into spinning and dyeing, weaving and fulling.",
            (
                "The guild is divided into {{c1::spinning and dyeing}}, {{c2::weaving}} and "
                "{{c3::fulling}}."
            ),
        ),
    ],
)
def test_where_commas_part_the_things_and_parts_only_the_last_two(text: str, cloze: str) -> None:
    (card,) = enumerated(text)
    assert card.cloze.removesuffix(" (The weaving of wool)") == cloze


def test_of_more_than_five_things_each_card_hides_some() -> None:
    one, two = enumerated(
        "There are six stages of dyeing: scouring, rinse, mordant, steeping, airing and drying."
    )
    assert one.cloze.count("{{c") == two.cloze.count("{{c") == 3
    assert "{{c1::steeping}}, {{c2::airing}}, {{c3::drying}}" in two.cloze


def test_what_there_are_is_taken_where_the_sentence_says_of_what() -> None:
    (clear,) = enumerated("There are two looms that a weaver knows: upright looms and pit looms.")
    assert clear.chosen
