"""Several facts in one text are told apart, and one is left whole."""

import pytest

from flashcards.text.facts import MOST_FACTS, facts


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", [""]),
        ("one fact", ["one fact"]),
        ("- hot\n- bright", ["hot", "bright"]),
        ("* hot\n\n* bright\n  and far", ["hot", "bright\nand far"]),
        ("1. first\n2) second\n10. third", ["first", "second", "third"]),
        ("hot\n\n \nbright", ["hot", "bright"]),
        ("two lines\nof one fact", ["two lines\nof one fact"]),
        ("It is:\n- hot\n- bright", ["It is:\n- hot\n- bright"]),
        ("- only one", ["- only one"]),
        ("-5 degrees", ["-5 degrees"]),
        ("```\na\n\nb\n```", ["```\na\n\nb\n```"]),
    ],
)
def test_lists_and_paragraphs_are_divided(text: str, found: list[str]) -> None:
    assert facts(text) == found


def test_a_long_text_is_no_answer_of_many_facts() -> None:
    most = [f"fact {number}" for number in range(MOST_FACTS)]
    assert facts("\n\n".join(most)) == most
    many = "\n\n".join([*most, "more"])
    assert facts(many) == [many]
