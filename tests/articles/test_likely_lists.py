"""Which lists are taken at first, and what of their items is hidden."""

import pytest

from flashcards.articles.candidates import Candidate, CandidateKind
from flashcards.articles.finding import find
from flashcards.articles.reading import read


def lists(text: str) -> list[Candidate]:
    found = find(read(f"# Looms\n\nA loom is a frame that holds the warp.\n\n{text}\n", "a.md"))
    return [c for c in found if c.kind is CandidateKind.LIST and c.cloze]


def items(*words: str) -> str:
    return "\n".join(f"- {word}" for word in words)


def test_names_under_a_sentence_are_taken() -> None:
    (made,) = lists("A loom has three parts:\n\n" + items("the frame", "the reed", "the shuttle"))
    assert made.chosen


def test_rules_are_taken_as_they_are_ordered() -> None:
    (made,) = lists(
        "Four rules apply to any loom in use:\n\n"
        + items(
            "Oil the axle of the loom before the first day of frost",
            "Keep the reed dry",
            "Turn the warp beam once a week while the loom rests",
        )
    )
    assert made.chosen


@pytest.mark.parametrize(
    "text",
    [
        "A loom has a few parts:\n\n" + items("the frame", "the reed"),
        "A loom file has two keys:\n\n" + items("`warp`", "`weft`"),
        "The weaver saw these things in Ghent:\n\n" + items("red wool", "blue linen"),
        "In this chapter we will meet two looms:\n\n" + items("the treadle loom", "the draw loom"),
        "Looms need two things:\n\n"
        + items(
            "The weaver sits down and oils every axle", "Nobody touches the reed with wet hands"
        ),
        "## Exercise\n\nA loom has two parts:\n\n" + items("the frame", "the reed"),
        "Looms show two names:\n\n- the maker\n\n  Some also show the following:\n- the town",
    ],
)
def test_other_lists_are_offered_at_most(text: str) -> None:
    assert not any(made.chosen for made in lists(text))


@pytest.mark.parametrize("heading", ["Course plan", "Learning objectives", "Audience", "Topics"])
def test_what_an_article_is_about_to_do_is_no_list_to_learn(heading: str) -> None:
    assert lists(f"## {heading}\n\n" + items("warping a loom", "weaving a twill")) == []


def test_a_word_that_ties_the_sentence_to_the_one_before_is_left_out() -> None:
    (made,) = lists(
        "Moreover, each loom has two beams:\n\n" + items("the warp beam", "the cloth beam")
    )
    assert made.cloze.startswith("Each loom has two beams:")


def test_such_a_word_within_a_sentence_stays() -> None:
    (made,) = lists(
        "A loom has, however, two beams:\n\n" + items("the warp beam", "the cloth beam")
    )
    assert made.cloze.startswith("A loom has, however, two beams:")


def test_where_else_to_read_of_an_item_is_not_hidden() -> None:
    (made,) = lists(
        "Each loom should be:\n\n"
        + items("oiled with linseed oil", "kept dry as discussed in the section below")
    )
    assert "{{c2::kept dry}}" in made.cloze
    assert "discussed" not in made.cloze


def test_an_option_of_a_program_is_offered_and_not_taken() -> None:
    text = "- **`warp`**: the length of the warp threads\n- **`weft`**: the colour of the weft"
    found = find(read(f"# Loom files\n\nA loom file holds settings.\n\n{text}\n", "a.md"))
    assert not any(c.chosen for c in found if "`" in c.front)
