"""Parts of an article that say again what matters: their points are asked for, each fact once."""

import pytest

from flashcards.articles.candidates import Candidate, CandidateKind
from flashcards.articles.finders.prose.recaps import names_recap
from flashcards.articles.finding import find
from flashcards.articles.reading import read

BODY = (
    "# The glacier\n\nA glacier is a large body of ice that moves slowly down a valley. {}\n\n"
    "Much else could be told of the people who walk there in summer and of their dogs.\n\n"
)
POINT = "Glaciers store 69 percent of all fresh water on land"


def statements(text: str) -> list[Candidate]:
    found = find(read(text.encode(), "a.md"))
    return [card for card in found if card.kind is CandidateKind.STATEMENT]


@pytest.mark.parametrize(
    "heading",
    [
        "Summary",
        "4.2 Chapter summary",
        "Key takeaways",
        "In this chapter you learned",
        "What we've learned",
        "Zusammenfassung",
        "Das Wichtigste in Kürze",
        "À retenir",
        "Ce que vous avez appris",
        "Puntos clave",
        "Lo que has aprendido",
    ],
)
def test_headings_of_recaps_are_known(heading: str) -> None:
    assert names_recap(heading)


@pytest.mark.parametrize(
    "heading",
    ["Summary of program changes", "Conclusions of law that bind", "The road highlights it"],
)
def test_headings_that_only_hold_such_a_word_are_none(heading: str) -> None:
    assert not names_recap(heading)


@pytest.mark.parametrize(
    "over", ["## Key points", "**Key points**", "In this chapter you learned:"]
)
def test_the_points_of_a_recap_become_statements(over: str) -> None:
    (card,) = statements(BODY.replace("{}", "") + f"{over}\n\n- {POINT}\n- Walk with care\n")
    assert card.cloze == "Glaciers store {{c1::69 percent}} of all fresh water on land."
    assert card.chosen


def test_points_under_another_heading_stay_a_list() -> None:
    text = BODY.replace("{}", "") + f"## Water\n\n- {POINT}\n- {POINT.replace('69', '70')}\n"
    assert statements(text) == []


def test_a_line_in_bold_ends_the_recap_above_it() -> None:
    text = BODY.replace("{}", "") + "**Recap**\n\nThat was all.\n\n**Walks**\n\n" + f"- {POINT}\n"
    assert statements(text) == []


def test_a_fact_that_is_said_again_gives_one_card() -> None:
    longer = f"{POINT}, as far as it has been measured in the north and in the south"
    (card,) = statements(BODY.replace("{}", f"{longer}.") + f"## Summary\n\n- {POINT}\n")
    assert card.quote == POINT
    (same,) = statements(BODY.replace("{}", f"{POINT}.") + f"## Summary\n\n- {POINT}\n")
    assert same.heading == ("The glacier",)


def test_a_definition_wins_over_the_point_that_says_it_again() -> None:
    again = "Glaciers are large bodies of ice which move slowly down a valley because of gravity"
    cards = find(read((BODY.replace("{}", "") + f"## Summary\n\n- {again}\n").encode(), "a.md"))
    assert [card.kind for card in cards if card.chosen] == [CandidateKind.TERM]
