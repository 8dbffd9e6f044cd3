r"""Formulas keep every sign that was typed; recordings are named."""

import pytest

from flashcards.model.note_types import BASIC, CLOZE
from flashcards.text.markdown import to_html
from flashcards.text.plain import first_field_key, plain_text, search_text
from flashcards.text.render import render_card

FORMULAS = (
    r"\(a^2\)",
    r"\(a_1 * b_2 * c_3\)",
    r"\[ \sum_{i=1}^n x_i \]",
    r"$$ a_b * c_d * e $$",
    r"$$a<b$$",
    r"\(a <b \& c\)",
    r"a\,b\;c\:d",
    r"\(\frac{a}{b}\) and \(\sqrt{x}\)",
    r"\( \{ x \mid x > 0 \} \)",
)


def _words(html: str) -> str:
    from html import unescape

    html = html.replace('<span class="formula">', "").replace("</span>", "")
    html = html.replace('</strong></p><p align="center">', "</strong> ").replace("</p><p>", " ")
    html = html.replace('<p align="center">', "").replace("<p>", "").replace("</p>", "")
    return unescape(html.replace("<br>", "\n"))


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_is_shown_as_it_was_typed(text: str) -> None:
    assert _words(to_html(text)).strip() == text
    assert _words(to_html(f"**Let** {text} be")) == f"<strong>Let</strong> {text} be"
    assert plain_text(text) == " ".join(text.split())


def test_a_formula_over_lines_is_no_heading_and_no_list() -> None:
    text = "Before\n$$\na + b\n= c\n- d\n\n+ e\n$$\nafter *it*"
    html = to_html(text)
    assert html == (
        '<p>Before</p><p align="center"><span class="formula">$$\na + b\n= c\n- d\n\n+ e\n$$'
        "</span></p><p>after <em>it</em></p>"
    )
    assert to_html("\\[\na_1\n\\]").endswith('<span class="formula">\\[\na_1\n\\]</span></p>')


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (r"1 \* 2 \_ 3", "<p>1 * 2 _ 3</p>"),
        (r"\# no heading", "<p># no heading</p>"),
        (r"\(open", "<p>(open</p>"),
        ("costs $5 and $6", "<p>costs $5 and $6</p>"),
        ("`\\(a\\)`", "<p><code>\\(a\\)</code></p>"),
        ("$$$$", "<p>$$$$</p>"),
        (r"\[not a link\](x)", "<p>[not a link](x)</p>"),
    ],
)
def test_what_is_no_formula_stays_markdown(text: str, html: str) -> None:
    assert to_html(text) == html


def test_a_gap_may_stand_in_a_formula() -> None:
    card = render_card(CLOZE, [r"\(a^{{c1::2}}+b_1\) *x*", ""], "cloze-1", 1)
    assert card.question_html == (
        '<p><span class="formula">\\(a^<span class="cloze">[...]</span>+b_1\\)</span>'
        " <em>x</em></p>"
    )
    whole = render_card(CLOZE, [r"{{c1::\(a_1*b_1*c\)}}", ""], "cloze-1", 1)
    assert r"\(a_1*b_1*c\)" in whole.answer_html


@pytest.mark.parametrize("markup", ["markdown", "html"])
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("hear [sound:a b.mp3] now", "Sound: a b.mp3"),
        ("hear [sound:a [b.mp3] now", "Sound: a [b.mp3"),
        ('<img src="x.wav">', "Sound: x.wav"),
        ('<img src="clip.MP4" alt="a clip">', "Video: clip.MP4"),
    ],
)
def test_a_recording_is_named(text: str, said: str, markup: str) -> None:
    from dataclasses import replace

    card = render_card(replace(BASIC, markup=markup), [text, "b"], "basic-1", 0)
    assert f'<span class="sound">\u00a0{said}\u00a0</span>' in card.question_html


def test_a_recording_shown_as_a_picture_does_not_vanish() -> None:
    card = render_card(BASIC, ["![](x.wav)", "b"], "basic-1", 0)
    assert "Sound: x.wav" in card.question_html
    assert "<img" not in card.question_html


def test_the_name_of_a_recording_writes_no_html() -> None:
    for text in (
        '[sound:<i onclick="x">]',
        "![[sound:a.mp3]](y.png)",
        '<img src="a&lt;b&gt;.mp3">',
    ):
        card = render_card(BASIC, [text, "b"], "basic-1", 0)
        assert "onclick" not in card.question_html
        assert "<b>" not in card.question_html
        assert card.question_html.count('"') % 2 == 0


def test_what_the_index_and_the_keys_of_notes_rest_on_has_not_changed() -> None:
    assert search_text([r"\(a^2\) x\,y"]) == "(a^2) x,y"
    assert first_field_key(r"\(A^2\)") == "(a^2)"


def test_many_signs_that_open_nothing_take_no_longer() -> None:
    assert to_html("\\(" * 4_000).count("(") == 4_000
    assert to_html("$$ a\n\n" * 1_501)
    assert len(plain_text("\\(" * 100_000)) == 100_000
