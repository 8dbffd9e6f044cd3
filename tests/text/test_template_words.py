"""Templates say what they say in Anki; what is wrong with one is said in words."""

from dataclasses import replace

import pytest

from flashcards.text.render import render_card
from tests.effort import never_for_ever
from tests.text import card_html
from tests.text.face_words import words
from tests.text.template_table import DIFFERENT, PROBLEMS, ROWS, SPECIAL, Row


def said(row: Row) -> tuple[str, str]:
    """Return the words of both sides."""
    card = render_card(row.note_type, row.fields, "t", row.cloze, SPECIAL)
    assert card_html.problems(card.question_html) == []
    assert card_html.problems(card.answer_html) == []
    return words(card.question_html), words(card.answer_html)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.question} {row.first}")
def test_a_template_says_what_it_says_in_anki(row: Row) -> None:
    assert said(row) == (row.asked, row.answered)


@pytest.mark.parametrize(("row", "asked", "answered"), DIFFERENT)
def test_where_words_differ_it_is_on_purpose(row: Row, asked: str, answered: str) -> None:
    assert said(row) == (asked, answered)
    assert said(row) != (row.asked, row.answered)


@pytest.mark.parametrize(("template", "shown"), PROBLEMS.items())
def test_what_is_wrong_with_a_template_is_said_beside_the_rest(template: str, shown: str) -> None:
    row = Row(template, "a", "", "")
    card = render_card(row.note_type, row.fields, "t", 0)
    assert card_html.words(card.question_html) == shown
    assert card_html.problems(card.question_html) == []


def _drawn(template: str, first: str = "a", markup: str = "html", cloze: int = 0) -> str:
    """Return the question of a template of any kind."""
    row = Row(template, first, "", "", cloze=cloze)
    note_type = replace(row.note_type, markup=markup)
    return render_card(note_type, row.fields, "t", cloze).question_html


@pytest.mark.parametrize("markup", ["html", "markdown"])
@pytest.mark.parametrize(
    ("template", "asked", "answered"),
    [
        ("{{cloze:text:Text}}", "a [...] c", "a b c"),
        ("{{text:cloze:Text}}", "a [...] c", "a b c"),
        ("{{cloze-only:text:Text}}", "...", "b"),
        ("{{text:cloze-only:Text}}", "...", "b"),
        ("{{cloze:kanji:text:Text}}", "a [...] c", "a b c"),
    ],
)
def test_bare_words_keep_their_gaps_in_any_order(
    markup: str, template: str, asked: str, answered: str
) -> None:
    row = Row(template, "a {{c1::b}} c", "", "", cloze=1)
    note_type = replace(row.note_type, markup=markup)
    card = render_card(note_type, row.fields, "t", 1)
    assert words(card.question_html) == asked
    assert words(card.answer_html) == answered


@pytest.mark.parametrize(
    ("template", "first", "cloze", "shown"),
    [
        ("{{Front}}", "", 0, "The front of this card is empty."),
        ("{{#Front}}x{{/Front}}", "", 0, "The front of this card is empty."),
        ("{{cloze:Text}}", "{{c1::a}}", 3, "The note has no cloze 3."),
        ("{{type:cloze:Text}}", "{{c1::a}}", 1, ""),
        ("{{type:Front}}", "a", 0, ""),
        ("{{tts en_US:Front}}", "a", 0, "Spoken text"),
        ("words", "", 0, "words"),
    ],
)
def test_a_front_that_shows_nothing_says_so(
    template: str, first: str, cloze: int, shown: str
) -> None:
    assert card_html.words(_drawn(template, first, cloze=cloze)) == shown


@pytest.mark.parametrize("markup", ["html", "markdown"])
@pytest.mark.parametrize(
    ("template", "first"),
    [
        ("{{#Front}}" * 20_000 + "x" + "{{/Front}}" * 20_000, "a"),
        ("{{#Front}}" * 20_000 + "x", "a"),
        ("{{/Front}}" * 20_000 + "x", "a"),
        ("".join(f"{{{{#a{n % 500}}}}}" for n in range(20_000)) + "{{/a0}}" * 20_000, "a"),
        ("{{" * 100_000, "a"),
        ("<!--" * 50_000, "a"),
        ("{{Front}} " * 20_000, "x" * 100_000),
        ("{{cloze:Front}}" * 20_000, "{{c2::x}} " * 20_000),
        ("{{kana:Front}}{{Back}}" * 20_000, "[" * 200_000),
        ("{{furigana:Front}}", "a[\n" * 60_000),
        ("{{furigana:Front}}", "a[b]" * 50_000),
        ("{{" + "text:" * 20_000 + "Front}}", "<b>x</b>" * 20_000),
        ("{{type:Front}}" * 20_000, "x" * 100_000),
        ("{{" + "x" * 200_000 + "}}{{#" + "y" * 200_000 + "}}", "a"),
        ("{{Front}}", "<b hidden>" * 20_000 + "</i>" * 20_000),
        ("<div " + "{{#Front}}a{{/Front}}" * 20_000 + ">", "a"),
        ("{{=<% %>=}}" + "<%#Front%>" * 20_000 + "<%Front%>", "a"),
    ],
    ids=range(17),
)
def test_no_template_takes_long_or_grows_without_bound(
    template: str, first: str, markup: str
) -> None:
    with never_for_ever():
        html = _drawn(template, first, markup)
    assert len(html) < 500_000
    assert card_html.problems(html) == []


@pytest.mark.parametrize(
    ("field", "shown"),
    [
        ("a <b hidden>b <i>c</i></b> d", "a d"),
        ("<p style='display:none'>a<p>b", "b"),
        ("<div><span hidden>a</div>b", "b"),
        ("<span hidden>a</i>b</span>c", "c"),
        ("<b style='display: block'>a</b> <i aria-hidden='true'>b</i>", "a b"),
        ("a <img hidden src=x.png>b", "a b"),
    ],
)
@pytest.mark.parametrize("markup", ["html", "markdown"])
def test_what_a_browser_hides_stays_hidden(markup: str, field: str, shown: str) -> None:
    assert card_html.words(_drawn("{{Front}}", field, markup)) == shown
