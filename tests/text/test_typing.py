"""Cards whose answer is typed: where the box stands, what is right in it, what is shown then."""

import pytest

from flashcards.model.enums import NoteKind
from flashcards.model.ids import NoteTypeId
from flashcards.model.notes import NoteType, Template
from flashcards.text.comparing import STRICT, Leniency
from flashcards.text.render import RenderedCard, render_card
from flashcards.text.tasks import Typing
from tests.text.card_html import problems
from tests.text.face_words import words

_BACK = "{{Front}}\n\n<hr id=answer>\n\n{{type:Back}}"


def _card(
    front: str = "{{Front}} {{type:Back}}",
    back: str = _BACK,
    texts: tuple[str, str] = ("capital?", "Paris"),
    markup: str = "markdown",
    kind: NoteKind = NoteKind.NORMAL,
) -> RenderedCard:
    template = Template("t", "Card", front, back)
    note_type = NoteType(
        NoteTypeId(9), "own", "Own", kind, ("Front", "Back"), (template,), markup=markup
    )
    return render_card(note_type, texts, "t", 1)


def _task(card: RenderedCard) -> Typing:
    assert isinstance(card.task, Typing)
    return card.task


def _answered(card: RenderedCard, typed: str, lenient: Leniency = STRICT) -> str:
    task = _task(card)
    html = task.answered(task.compared(typed, lenient))
    assert problems(html) == []
    return words(html)


def test_a_front_that_asks_for_typing_has_a_box_in_a_preview_and_none_beside_the_real_one() -> None:
    card = _card()
    assert words(_task(card).with_box()) == "capital? Type the answer"
    assert words(card.question_html) == words(_task(card).without_box()) == "capital?"


def test_what_was_typed_stands_where_the_template_has_its_place() -> None:
    assert _answered(_card(), "Pariss") == "capital? ✗ Pariss Paris"
    assert _answered(_card(), "Paris") == "capital? ✓ Paris"
    assert _answered(_card(back="{{FrontSide}} end"), "Paris") == "capital? ✓ Paris end"
    assert _answered(_card(back="{{Back}}"), "Paris") == "Paris ✓ Paris"


def test_nothing_typed_shows_the_right_answer_alone() -> None:
    card = _card()
    assert words(card.answer_html) == words(_task(card).answered()) == "capital? Paris"


def test_letters_that_are_wrong_or_missing_differ_by_more_than_colour() -> None:
    card = _card()
    task = _task(card)
    html = task.answered(task.compared("Pa is", STRICT))
    assert '<s><span class="typed-wrong">␣</span></s>' in html
    assert '<u><span class="typed-missing">r</span></u>' in html


def test_what_does_not_count_is_right_and_shown_all_the_same() -> None:
    assert _answered(_card(), "paris", Leniency(case=True)) == "capital? ✓ paris Paris"
    accented = _card("{{type:nc:Back}}", texts=("?", "café"))
    assert _answered(accented, "cafe") == "? ✓ cafe café"


@pytest.mark.parametrize(
    ("text", "markup", "right"),
    [
        ("**Paris**, `France`", "markdown", "Paris, France"),
        ("two\n\nlines", "markdown", "two lines"),
        ("Paris [sound:a.mp3]", "markdown", "Paris"),
        ("Par<b>is</b><br>in&nbsp;France<div>now</div>", "html", "Paris in France now"),
        ("a &lt; b [sound:x.mp3]", "html", "a < b"),
    ],
)
def test_the_words_of_a_field_are_right_without_formatting_and_recordings(
    text: str, markup: str, right: str
) -> None:
    assert _task(_card(texts=("?", text), markup=markup)).right == right


def test_of_a_cloze_its_words_are_typed() -> None:
    front = "{{cloze:Front}} {{type:cloze:Front}}"
    text = "{{c1::Rome}} and {{c1::Paris}} but {{c2::Bonn}}"
    card = _card(front, front, (text, ""), kind=NoteKind.CLOZE)
    assert _task(card).right == "Rome, Paris"


@pytest.mark.parametrize("text", ["", "  ", "![](a.png)"])
def test_a_field_without_words_has_no_box(text: str) -> None:
    card = _card(texts=("capital?", text))
    assert card.task is None
    assert words(card.question_html) == "capital?"


def test_a_card_has_one_box() -> None:
    card = _card("{{type:Front}} {{type:Back}}", "{{type:Front}} {{type:Back}}", ("a", "b"))
    assert _task(card).right == "a"
    assert words(_task(card).with_box()) == "Type the answer"
    assert _answered(card, "x") == "✗ x a b"


def test_no_field_can_put_markup_into_a_comparison() -> None:
    card = _card(texts=("?", "`<b>x</b>`"))
    assert _answered(card, "<i>y</i>").startswith("? ✗ <i>y</i>")
