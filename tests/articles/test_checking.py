"""The card check names what makes a card hard to learn."""

from dataclasses import replace

import pytest

from flashcards.articles.candidates import Candidate, CandidateKind
from flashcards.articles.checking import LONGEST_ANSWER_WORDS, LONGEST_MEANING_WORDS, weaknesses

GOOD = Candidate(
    CandidateKind.TERM, "crumb", "What is the crumb?", "The soft part inside a loaf.", 0.9, (),
    0, 5, "crumb",
)  # fmt: skip


def said(candidate: Candidate) -> list[str]:
    """Return what is weak about a card, in English."""
    return [str(weakness) for weakness in weaknesses(candidate)]


def test_a_short_plain_card_has_no_weakness() -> None:
    assert said(GOOD) == []


def test_a_question_that_holds_its_answer_is_named() -> None:
    leaking = replace(GOOD, front="Is the crumb the soft part inside a loaf?")
    assert said(leaking) == ["The question already holds the answer."]


def test_two_questions_in_one_are_named() -> None:
    double = replace(GOOD, front="What is the crumb? Who eats it?")
    assert said(double) == ["It asks two things at once."]


def test_a_very_long_answer_is_named_with_its_length() -> None:
    long = replace(GOOD, back="bread and butter " * 60)
    assert "The answer is very long (180 words)." in said(long)


def test_an_answer_is_very_long_from_one_word_more_than_the_longest() -> None:
    for kind, longest in (
        (CandidateKind.TERM, LONGEST_MEANING_WORDS),
        (CandidateKind.FAQ, LONGEST_ANSWER_WORDS),
    ):
        long = replace(GOOD, kind=kind, back="bread " * longest)
        assert not any("long" in str(said) for said in weaknesses(long))
        longer = replace(long, back=long.back + "butter")
        assert any("long" in str(said) for said in weaknesses(longer))


def test_several_paragraphs_about_one_term_are_named() -> None:
    part = "This paragraph says one of the things there are to say about it."
    assert "several facts" in said(replace(GOOD, back=f"{part}\n\n{part}"))[0]


def test_a_question_without_an_answer_is_named() -> None:
    assert said(replace(GOOD, back=" ")) == ["The question has no answer."]


@pytest.mark.parametrize(("gaps", "weak"), [(3, False), (9, True)])
def test_a_cloze_with_many_gaps_is_named(gaps: int, weak: bool) -> None:
    cloze = "Parts: " + ", ".join(f"{{{{c{n}::crumb}}}}" for n in range(1, gaps + 1))
    card = replace(GOOD, kind=CandidateKind.LIST, front="", cloze=cloze)
    assert bool(said(card)) is weak


def test_a_statement_behind_a_question_is_no_second_question() -> None:
    assert said(replace(GOOD, front="Why spaces? I prefer tabs.")) == []


def test_the_context_under_a_question_is_no_second_question() -> None:
    front = "What does *yeast* do?\n\n> Why does dough rise? – It depends on the following: …"
    assert said(replace(GOOD, front=front, back="Makes gas.")) == []


@pytest.mark.parametrize(
    "front",
    [
        "What are the crumb, the crust and the score?",
        "What are the strengths and the limitations of rye?",
    ],
)
def test_a_question_for_several_things_is_named(front: str) -> None:
    assert said(replace(GOOD, front=front)) == ["It asks two things at once."]


def test_a_question_for_a_difference_asks_one_thing() -> None:
    front = "What are the differences between crumb, crust and score?"
    assert said(replace(GOOD, front=front)) == []


def test_a_gap_whose_words_stand_beside_it_is_named() -> None:
    cloze = "Bread of rye and of wheat: {{c1::rye bread}}, {{c2::white bread}}"
    card = replace(GOOD, kind=CandidateKind.LIST, front="", cloze=cloze)
    assert said(card) == ["The text around a gap already holds what it hides."]


def test_a_gap_that_hides_a_whole_paragraph_is_named() -> None:
    cloze = "Bread needs: {{c1::" + "much patience and warmth " * 9 + "}}, {{c2::flour}}"
    card = replace(GOOD, kind=CandidateKind.LIST, front="", cloze=cloze)
    assert said(card) == ["A gap hides 36 words; hide only what is to be remembered."]
