"""Sentences that state a fact and define nothing: which become a card, and what is hidden."""

import re

import pytest

from flashcards.articles.candidates import Candidate, CandidateKind
from flashcards.articles.finding import find
from flashcards.articles.reading import read

_AROUND = (
    "# The glacier\n\nA glacier is a large body of ice that moves slowly down a valley. {}\n\n"
    "Much else could be told of the people who walk there in summer and of their dogs.\n"
)
_GAP = re.compile(r"\{\{c1::(.*?)\}\}")


def statements(text: str, around: str = _AROUND) -> list[Candidate]:
    found = find(read(around.replace("{}", text).encode(), "a.md"))
    return [card for card in found if card.kind is CandidateKind.STATEMENT]


def hidden(text: str) -> list[str]:
    return [gap for card in statements(text) for gap in _GAP.findall(card.cloze)]


@pytest.mark.parametrize(
    ("text", "gap"),
    [
        ("A glacier turns blue because of dense ice crystals.", "dense ice crystals"),
        ("Glaciers store about 69 percent of all fresh water on land.", "69 percent"),
        ("Glaciers are found on every continent except Australia.", "Australia"),
        ("A map of the lower glacier was published in 1842.", "1842"),
        ("A glacier depends on heavy winter snowfall.", "heavy winter snowfall"),
        ("A retreating glacier leads to sudden summer floods.", "sudden summer floods"),
    ],
)
def test_the_news_of_a_sentence_is_hidden(text: str, gap: str) -> None:
    assert hidden(text) == [gap]


@pytest.mark.parametrize(
    "text",
    [
        "It leads to sudden summer floods in the valley below.",
        "This glacier leads to sudden summer floods in many villages.",
        "We think that glaciers depend on heavy winter snowfall.",
        "As figure 3 shows, a glacier depends on heavy winter snowfall.",
        "Does a glacier depend on heavy winter snowfall?",
        "A glacier melts.",
        "The guide said he had crossed the glacier because of heavy snowfall.",
    ],
)
def test_a_sentence_that_leans_on_others_is_not_asked(text: str) -> None:
    assert hidden(text) == []


def test_an_opening_that_leans_is_cut_off() -> None:
    (card,) = statements("However, glaciers of any size depend on heavy winter snowfall.")
    assert card.cloze == "Glaciers of any size depend on {{c1::heavy winter snowfall}}."
    assert card.quote == "glaciers of any size depend on heavy winter snowfall."


def test_only_a_sentence_about_the_title_is_chosen() -> None:
    (about,) = statements("Glaciers store 69 percent of all fresh water on land.")
    (beside,) = statements("Most alpine villages store 69 percent of all winter hay on land.")
    assert about.chosen
    assert about.confidence >= 0.55
    assert not beside.chosen
    assert 0.3 <= beside.confidence <= 0.45


@pytest.mark.parametrize(
    ("text", "gap"),
    [
        ("Der Gletscher ist wegen starker Lawinen seit dem Winter gesperrt.", "starker Lawinen"),
        ("Les glaciers de la vallée ont perdu 30 % de leur surface depuis un siècle.", "30 %"),
        ("Los glaciares del valle han perdido 30 % de su superficie desde el siglo.", "30 %"),
    ],
)  # fmt: skip
def test_numbers_and_causes_are_hidden_in_other_languages(text: str, gap: str) -> None:
    found = statements(f"# G\n\n{text} {text[:-1]} {text}\n\n{text}\n\n{text}\n\n" * 9, "{}")
    assert gap in [card.term for card in found]


def test_a_range_and_its_second_number_are_one_gap_or_none() -> None:
    assert hidden("Glaciers move between 3 and 30 metres in every single year.") == [
        "3 and 30 metres"
    ]


def test_praise_is_never_hidden() -> None:
    assert hidden("A glacier provides an ideal place for long walks in summer.") != ["ideal place"]


def test_what_another_card_asks_is_not_asked_again() -> None:
    cards = find(read(_AROUND.replace("{}", "").encode(), "a.md"))
    assert [card.kind for card in cards] == [CandidateKind.TERM]


def test_an_article_bears_one_statement_for_a_hundred_and_twenty_words() -> None:
    text = "\n\n".join(
        f"Glaciers of the south lost {n} percent of their ice in that dry year." for n in range(60)
    )
    assert 2 <= len(statements(text)) <= len(text.split()) // 100


def test_what_an_article_says_twice_is_asked_for_once() -> None:
    once = "A retreating glacier leads to sudden summer floods."
    other = "Much else could be told of the people who walk there, as was said before."
    assert hidden(f"{once}\n\n{other}\n\n{once}") == ["sudden summer floods"]


def test_words_of_the_title_are_never_hidden() -> None:
    assert "glacier" not in " ".join(hidden("Sudden summer floods are caused by a glacier."))


def test_a_short_note_that_defines_nothing_has_no_statement() -> None:
    note = "The raffle of our club raised 214 pounds because of good weather on both days."
    assert statements(note, "{}") == []
