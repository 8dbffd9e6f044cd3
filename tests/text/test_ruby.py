"""Readings above words, code in its colours, and what readings leave alone."""

from dataclasses import replace

import pytest

from flashcards.model.note_types import BASIC
from flashcards.text.markdown import to_html
from flashcards.text.render import render_card
from flashcards.text.ruby import MOST, Ruby, rubies


def question(text: str, template: str = "{{furigana:Front}}", markup: str = "markdown") -> str:
    made = replace(BASIC.templates[0], question=template)
    note_type = replace(BASIC, markup=markup, templates=(made,))
    return render_card(note_type, [text, "b"], made.uid, 0).question_html


def found(html: str) -> list[Ruby]:
    read: list[Ruby] = []

    def keep(ruby: Ruby) -> str:
        read.append(ruby)
        return ""

    rubies(html, keep)
    return read


@pytest.mark.parametrize("markup", ["markdown", "html"])
def test_words_keep_their_readings(markup: str) -> None:
    ruby = found(question("これは 日本語[にほんご]です", markup=markup))
    assert ruby == [Ruby((("日本語", "にほんご"),), is_gap=False)]
    assert ruby[0].source == "日本語[にほんご]"


def test_several_words_of_one_ruby_are_read_in_turn() -> None:
    (ruby,) = found(to_html("<ruby>漢<rt>かん</rt>字<rp>(</rp><rt>じ</rt><rp>)</rp>x</ruby>"))
    assert ruby.pairs == (("漢", "かん"), ("字", "じ"), ("x", ""))


def test_beyond_a_limit_readings_stand_beside_their_words() -> None:
    html = "<ruby>字<rt>じ</rt></ruby>" * (MOST + 1)
    assert rubies(html, lambda _ruby: "") == "字<sup>じ</sup>"


@pytest.mark.parametrize("markup", ["markdown", "html"])
@pytest.mark.parametrize(
    "literal", [r"\(\sqrt[3]{x}\)", "[latex]a[b][/latex]", r"\[ x[y] \]", "<code>a[b]</code>"]
)
def test_brackets_in_formulas_and_code_are_no_readings(literal: str, markup: str) -> None:
    for name in ("furigana", "kana", "kanji"):
        html = question(f"{literal} 字[じ]", f"{{{{{name}:Front}}}}", markup)
        assert "[3]" in html or "[b]" in html or "[y]" in html
        assert "字[" not in html


def test_brackets_in_marks_of_code_are_no_readings() -> None:
    assert "<code>a[0]</code>" in question("`a[0]` 字[じ]")
    assert "a[0]" in question("```\na[0]\n```\n字[じ]")


def test_a_reading_at_the_beginning_of_a_line_leaves_headings_and_lists_alone() -> None:
    assert question("# 字[じ]").startswith("<h1><ruby>")
    assert question("- 字[じ]\n- 字[じ]").count("<li><ruby>") == 2
    assert question("1. 字[じ]").startswith("<ol>")


def test_many_signs_take_no_longer() -> None:
    for text in ("\\(" * 40_000, "<code>" * 20_000, "`" * 40_000 + "a[b]", "a[b " * 40_000):
        for markup in ("markdown", "html"):
            assert question(text, markup=markup)


@pytest.mark.parametrize("markup", ["markdown", "html"])
@pytest.mark.parametrize("tag", ["code", "pre"])
def test_code_that_names_its_language_is_coloured(tag: str, markup: str) -> None:
    html = question(f'<{tag} class="language-python">import x</{tag}>', "{{Front}}", markup)
    assert '<span class="tok-k">import</span>' in html


def test_code_of_html_keeps_its_lines_and_its_own_tags() -> None:
    code = '<pre><code class="hljs lang-js">let a<br>&nbsp;let b &lt; c</code></pre>'
    html = question(code, "{{Front}}", "html")
    assert html.count('<span class="tok-k">let</span>') == 2
    assert "\n" in html
    own = question('<code class="language-js">let <b>a</b></code>', "{{Front}}", "html")
    assert "<code>let <b>a</b></code>" in own.replace(' class="language-js"', "")
    assert "let a" in question('<code class="language-nothing">let a</code>', "{{Front}}", "html")


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ('<b>a<div style="display:none">secret</b> too</div>b', "<b>ab</b>"),
        ('<div>a<span style="display:none">secret</div>b', "<div>a</div>b"),
        ('<b>a<span style="display:none">secret</b> b', "<b>a</b> b"),
        ("<i>a<p hidden>secret</i> too</p>b", "<i>ab</i>"),
    ],
)
def test_a_stray_end_tag_does_not_show_what_is_hidden(html: str, shown: str) -> None:
    assert question(html, "{{Front}}", "html") == shown


def test_a_section_that_is_unknown_says_so_outside_of_attributes_alone() -> None:
    html = question("x", '<a href="{{#Nothing}}y{{/Nothing}}">{{Front}}</a>', "html")
    assert "Nothing" not in html
    assert "Nothing" in question("x", "{{#Nothing}}y{{/Nothing}}{{Front}}", "html")
