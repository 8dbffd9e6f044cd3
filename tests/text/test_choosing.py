"""Multiple choice: where options stand, in which order, what is shown once one was chosen."""

from flashcards.model.note_types import CHOICE
from flashcards.text.comparing import Verdict
from flashcards.text.render import RenderedCard, render_card
from flashcards.text.tasks import Choosing
from flashcards.text.templates import card_ordinals
from tests.text.card_html import problems
from tests.text.face_words import words

WRONG = "- Lyon\n- *Nice*\n- Metz"


def _card(answer: str = "Paris", wrong: str = WRONG, explanation: str = "") -> RenderedCard:
    texts = ("Capital?", answer, wrong, explanation)
    assert card_ordinals(CHOICE, texts) == [("choice-1", 0)]
    return render_card(CHOICE, texts, "choice-1", 0)


def _task(card: RenderedCard) -> Choosing:
    assert isinstance(card.task, Choosing)
    return card.task


def test_options_of_both_fields_stand_together_with_a_key_each() -> None:
    task = _task(_card())
    asked = task.asked((3, 0, 2, 1), {2})
    assert problems(asked) == []
    assert words(asked) == "Capital? 1 ○ Metz 2 ○ Paris 3 ● Nice 4 ○ Lyon"
    assert "<em>Nice</em>" in asked


def test_the_answer_says_what_is_right_and_what_was_chosen() -> None:
    task = _task(_card(explanation="Since 987."))
    html = task.answered((0, 1, 2, 3), {1})
    assert problems(html) == []
    said = "Capital? 1 ✓ Paris right, not chosen 2 ✗ Lyon wrong 3 Nice 4 Metz Since 987."
    assert words(html) == said
    assert words(task.answered((0, 1, 2, 3), {0})).startswith("Capital? 1 ✓ Paris right 2 Lyon")
    assert words(task.answered((0, 1, 2, 3))).startswith("Capital? 1 ✓ Paris 2 Lyon")


def test_several_may_be_right() -> None:
    task = _task(_card("- Oslo\n- Bern"))
    assert task.right == {0, 1}
    assert words(task.asked((0, 1, 2, 3, 4), {0})).startswith(
        "Capital? Choose all that are right. 1 ☑ Oslo 2 ☐ Bern"
    )
    verdicts = [task.verdict(chosen) for chosen in ({0, 1}, {0}, {0, 2}, {0, 1, 2}, set[int]())]
    assert verdicts == [
        Verdict.RIGHT, Verdict.NEAR, Verdict.WRONG, Verdict.WRONG, Verdict.WRONG,
    ]  # fmt: skip


def test_the_order_follows_the_seed_alone() -> None:
    task = _task(_card())
    assert task.order(7) == task.order(7)
    assert len({task.order(seed) for seed in range(50)}) > 10
    assert sorted(task.order(3)) == [0, 1, 2, 3]


def test_an_option_said_twice_stands_once_and_right_wins() -> None:
    task = _task(_card(wrong="Lyon\nParis\nLyon"))
    assert [(option.html, option.right) for option in task.options] == [
        ("Paris", True), ("Lyon", False),
    ]  # fmt: skip


def test_without_wrong_or_right_options_nothing_is_to_be_chosen_and_nothing_given_away() -> None:
    for answer, wrong in (("Paris", ""), ("", WRONG)):
        card = _card(answer, wrong)
        assert card.task is None
        assert words(card.question_html) == "Capital?"
    assert words(_card("Paris", "").answer_html) == "Capital? Paris"


def test_options_of_ones_own_in_html_are_told_apart_by_line() -> None:
    task = _task(_card("Paris", "1. a\n2. b\n3. c"))
    assert [option.html for option in task.options] == ["Paris", "a", "b", "c"]
