"""Fields of foreign decks that would grow without bound as they are drawn."""

from dataclasses import replace

from flashcards.model.note_types import BASIC, TYPE_ANSWER
from flashcards.text.filters import BOX
from flashcards.text.render import render_card
from flashcards.text.tasks import Typing

TWICE_AS_LONG = 1_000_000
"""A side never comes near it: what it reads is cut, and so is what it writes."""


def test_signs_of_a_box_in_a_field_do_not_repeat_the_answer() -> None:
    card = render_card(TYPE_ANSWER, [BOX * 2_000, "b" * 2_000], "type-answer-1", 0)
    assert isinstance(card.task, Typing)
    for side in (card.task.with_box(), card.task.answered()):
        assert len(side) < 20_000
        assert BOX not in side


def test_formulas_on_lines_of_their_own_do_not_repeat_the_styles_around_them_for_ever() -> None:
    html = replace(BASIC, markup="html")
    fonts = f"color:red;font-family:{'a' * 400}"
    opened = "".join(f'<span class="k{n}" style="{fonts}">' for n in range(49))
    card = render_card(html, [opened + r"a\[x\]" * 1_000, "b"], "basic-1", 0)
    assert len(card.question_html) < TWICE_AS_LONG
    assert card.question_html.count(r"\[x\]") > 900
