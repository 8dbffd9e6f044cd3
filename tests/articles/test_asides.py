"""Cards made of comparisons name both sides, and are offered rather than chosen."""

import pytest

from flashcards.articles.candidates import Candidate, CandidateKind
from flashcards.articles.finding import find
from flashcards.articles.reading import read

K = CandidateKind


def cards(text: str, kind: CandidateKind) -> list[Candidate]:
    return [card for card in find(read(text, "a.md")) if card.kind is kind]


def contrast(text: str) -> tuple[str, str]:
    (card,) = cards(text, K.CONTRAST)
    return card.front, card.back


@pytest.mark.parametrize(
    ("text", "front"),
    [
        (
            "In contrast to wheat bread, rye bread keeps for a week.",
            "How does wheat bread differ from rye bread?",
        ),
        (
            "Bread flours make strong dough, while cake flours make weak dough.",
            "How do bread flours differ from cake flours?",
        ),
        (
            "Proofing means letting the dough rise. Fermented dough, on the other hand, is sour.",
            "How does proofing differ from fermented dough?",
        ),
        (
            "We like bread. Bread is a food, whereas toast is a pleasure.",
            "How does bread differ from toast?",
        ),
    ],
)
def test_both_sides_of_a_comparison_are_named_as_one_would_within_a_sentence(
    text: str, front: str
) -> None:
    assert contrast(text)[0] == front


def test_a_name_that_is_also_a_word_keeps_its_capital() -> None:
    text = "We use Loaf daily and like a loaf. Unlike Toaster, Loaf keeps the crumbs."
    assert contrast(text)[0] == "How does Toaster differ from Loaf?"


def test_an_opener_that_only_ties_sentences_together_is_left_off() -> None:
    text = "To put it simply, rye is a grain, whereas sourdough is a culture of yeast."
    assert contrast(text)[1] == "Rye is a grain, whereas sourdough is a culture of yeast."


@pytest.mark.parametrize(
    "text",
    [
        "A peel is a shovel of wood that stays cool, while the oven heats around it.",
        "The dough rests for an hour, so that both rye and wheat are soft.",
    ],
)
def test_what_happens_at_the_same_time_is_no_comparison(text: str) -> None:
    assert cards(text, K.CONTRAST) == []


# Tables --------------------------------------------------------------------------


def test_each_row_of_a_table_that_compares_asks_how_the_things_differ_in_it() -> None:
    text = (
        "# Ovens\n\n| | Wood oven | Electric oven |\n|---|---|---|\n"
        "| Heat | falls slowly | stays the same |\n| Fuel | logs | `230 V` |\n"
    )
    first, second = cards(text, K.CONTRAST)
    assert first.front == "How do Wood oven and Electric oven differ in *Heat*?"
    assert first.back == "- Wood oven: falls slowly\n- Electric oven: stays the same"
    assert second.back == "- Wood oven: logs\n- Electric oven: `230 V`"


@pytest.mark.parametrize(
    "table",
    [
        "| Year | Loaves | Rolls |\n|---|---|---|\n| 2019 | 12 | 15 |\n| 2020 | 13 | 11 |\n",
        "| | 2019 | 2020 |\n|---|---|---|\n| Loaves | 12 | 15 |\n| Rolls | 13 | 11 |\n",
        "| Name | Job | Town |\n|---|---|---|\n| Ada | baker | Ulm |\n| Ben | miller | Bonn |\n",
    ],
)
def test_other_tables_compare_nothing(table: str) -> None:
    assert cards(f"# Bread\n\n{table}", K.CONTRAST) == []


def test_a_row_in_which_all_is_alike_is_left_out() -> None:
    text = (
        "# Rye vs wheat\n\n| Grain | Rye | Wheat |\n|---|---|---|\n"
        "| Family | grass | grass |\n| Crumb | dense | light |\n"
    )
    assert [card.front for card in cards(text, K.CONTRAST)] == [
        "How do Rye and Wheat differ in *Crumb*?"
    ]


def test_each_row_of_a_table_of_dates_asks_what_happened_then() -> None:
    text = (
        "# The year of the loaf\n\n| Date | Event |\n|---|---|\n"
        "| 3 June 1901 | The first bakery opens. |\n| 1911 | The bakery burns down. |\n"
    )
    found = [card for card in find(read(text, "a.md")) if card.kind is K.LIST]
    assert [card.front.split("\n")[0] for card in found] == [
        "What happened on *3 June 1901*?",
        "What happened in *1911*?",
    ]
    assert found[0].back == "The first bakery opens."


def test_two_things_in_the_plural_are_compared_in_the_plural() -> None:
    text = "# Bread\n\n## Rolls vs. Loaves\n\nThe first are small and eaten on the day.\n"
    assert cards(text, K.CONTRAST)[0].front == "How do Rolls differ from Loaves?"
