r"""Where formulas begin and end, in Markdown and in HTML, and how they stand on cards."""

import re
from dataclasses import replace
from html import unescape

import pytest

from flashcards.model.note_types import BASIC, CLOZE
from flashcards.text.formula_html import mark
from flashcards.text.formulas import in_markdown
from flashcards.text.markdown import to_html
from flashcards.text.plain import plain_text
from flashcards.text.render import render_card
from flashcards.text.sanitise import sanitise

FOUND = [
    (r"\(a^2\)", [r"\(a^2\)"]),
    (r"a \(b\) c \[d\] e", [r"\(b\)", r"\[d\]"]),
    ("$x$", ["$x$"]),
    ("$x_1*y$ and $z$", ["$x_1*y$", "$z$"]),
    ("$5$", ["$5$"]),
    ("$2 + 2 = 4$", ["$2 + 2 = 4$"]),
    ("$\\text{if it rains}$", ["$\\text{if it rains}$"]),
    ("($n$)", ["($n$)"[1:-1]]),
    ("**$n$**", ["$n$"]),
    ("値$x$は", ["$x$"]),
    ("$a\nb$", ["$a\nb$"]),
    ("$$a\n\nb$$", ["$$a\n\nb$$"]),
    (r"$a\$b$", [r"$a\$b$"]),
    ("- $a$\n- $b$", ["$a$", "$b$"]),
    ("|a|b|\n|-|-|\n|$\\|x\\|$|$y$|", ["$\\|x\\|$", "$y$"]),
    ("[$]x[/$] [$$]y[/$$]", ["[$]x[/$]", "[$$]y[/$$]"]),
    ("[latex]\\begin{a}\n$x$\\end{a}[/latex]", ["[latex]\\begin{a}\n$x$\\end{a}[/latex]"]),
    # money and other dollars
    ("$5 and $10", []),
    ("costs $5", []),
    ("costs 5$ or 10$", []),
    ("from $5 to 10$ more", []),
    ("US$5 and CA$6", []),
    ("$5, $6 or $7", []),
    ("($5/month) or ($6/month)", []),
    (r"\$5 and \$6", []),
    (r"\$x$", []),
    ("$ x $", []),
    ("$HOME and $PATH", []),
    ("$HOME/$PATH", []),
    ("pays $my dear friend$", []),
    ("costs $$ and $$ more", []),
    ("$a\n\nb$", []),
    ("$$$$", []),
    ("$$", []),
    ("$x", []),
    # code, tags, addresses
    ("`$x$` and ``\\(a\\)``", []),
    ("```\n$x$\n```\n$y$", ["$y$"]),
    ("~~~\n\\(x\\)", []),
    ('<a title="$x$">$y$</a>', ["$y$"]),
    ("[a](b$x$c) $y$", ["$y$"]),
    ("<https://a.b/$x$>", []),
    ("` $x$", ["$x$"]),
    # brackets that are none
    (r"\(open", []),
    (r"\[1\] and \[2, 3\]", []),
    (r"\[not a link\](x)", []),
    ("\\(a\n\nb\\)", []),
    (r"\\(a\\)", []),
    ("\\(\\)", []),
]


@pytest.mark.parametrize(("text", "found"), FOUND)
def test_formulas_are_told_from_money_code_and_addresses(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in in_markdown(text)] == found


def marked(html: str) -> list[str]:
    """Return the formulas that are marked in HTML, as they were written."""
    inside = re.findall(
        r'<span class="formula">((?:[^<]|<span class="cloze">[^<]*</span>)*)</span>', html
    )
    assert html.count('<span class="formula">') == len(inside)
    return [unescape(one) for one in inside]


def html_card(text: str, question: str = "{{Front}}") -> str:
    template = replace(BASIC.templates[0], question=question)
    note_type = replace(BASIC, markup="html", templates=(template,))
    return render_card(note_type, [text, "b"], template.uid, 0).question_html


def expected(html: str) -> str:
    """Return HTML with formulas for what stands in brackets: in the line, or by itself."""
    html = html.replace("⟪*", '<p align="center"><strong>⟦').replace("*⟫", "⟧</strong></p>")
    html = html.replace("⟪", '<p align="center">⟦').replace("⟫", "⟧</p>")
    return html.replace("⟦", '<span class="formula">').replace("⟧", "</span>")


@pytest.mark.parametrize("source", ["a_1*b_1*c", r"\{x\}", "a<b&c", r"a\\b", "x~~y~~z", "[a](b)"])
def test_markdown_changes_nothing_in_a_formula(source: str) -> None:
    for text in (
        f"\\({source}\\)",
        f"*See* ${source}$.",
        f"- \\({source}\\)\n- b",
        f"# \\({source}\\)",
    ):
        assert source in marked(to_html(text))[0]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a $$x$$ b", "<p>a</p>⟪$$x$$⟫<p>b</p>"),
        ("a\n$$x$$\nb", "<p>a</p>⟪$$x$$⟫<p>b</p>"),
        ("$$x$$", "⟪$$x$$⟫"),
        ("a\n\n\\[\nx\n\\]\n\nb", "<p>a</p>⟪\\[\nx\n\\]⟫<p>b</p>"),
        ("**a $$x$$ b**", "<p><strong>a</strong></p>⟪*$$x$$*⟫<p><strong>b</strong></p>"),
        ("- a $$x$$\n- b", "<ul><li>a⟪$$x$$⟫</li><li>b</li></ul>"),
        ("`a` **$n$** b", "<p><code>a</code> <strong>⟦$n$⟧</strong> b</p>"),
        ("**Note:**$n$", "<p><strong>Note:</strong>⟦$n$⟧</p>"),
    ],
)
def test_a_displayed_formula_has_a_line_of_its_own(text: str, html: str) -> None:
    assert to_html(text).replace("\n<", "<") == expected(html)


def test_bars_of_a_formula_are_no_cells_of_a_table() -> None:
    html = to_html("|a|b|\n|-|-|\n|$|x|$|y|")
    assert marked(html) == ["$|x|$"]
    assert html.count("<td") == 2


def test_a_formula_in_code_or_an_attribute_is_words() -> None:
    for text in ("<code>$x$</code>", "<pre>$x$ \\(y\\)</pre>", "    $x$\n"):
        html = to_html(text)
        assert not marked(html)
        assert "$x$" in html
    assert to_html("![$x$](a.png)") == '<p><img src="a.png" alt="$x$"></p>'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (r"\(a &lt; b\)", r"⟦\(a &lt; b\)⟧"),
        (r"\(a&nbsp;b\)", r"⟦\(a b\)⟧"),
        (r"\(a<br>b\)", "⟦\\(a\nb\\)⟧"),
        (r"\(x<sub>2</sub><b>y</b>\)", r"⟦\(x2y\)⟧"),
        (r"<b>\(x</b>y\)", r"<b>⟦\(xy\)⟧</b>"),
        ("<div>\\[</div><div>x</div><div>\\]</div>z", r"<div>⟪\[x\]⟫</div>z"),
        ("[$]x^2[/$] is [$$]y[/$$]", r"⟦[$]x^2[/$]⟧ is⟪[$$]y[/$$]⟫"),
        ("[latex]$x$[/latex]", "⟦[latex]$x$[/latex]⟧"),
        ("a<br>\\[x\\]<br>b", r"a⟪\[x\]⟫b"),
        ("<code>\\(x\\)</code>", "<code>\\(x\\)</code>"),
        ("$x$ costs $5", "$x$ costs $5"),
        ("\\(a", "\\(a"),
        ("\\(<br>\\)", "\\(<br>\\)"),
    ],
)
def test_formulas_of_html_are_found_across_its_tags(text: str, html: str) -> None:
    assert html_card(text) == expected(html)


def test_no_formula_reaches_from_one_cell_into_another() -> None:
    assert not marked(html_card("<table><tr><td>\\(a</td><td>b\\)</td></tr></table>"))


def test_a_template_may_hold_the_signs_of_a_formula() -> None:
    assert html_card("x<br>y", r"<b>\({{Front}}\)</b>") == expected("<b>⟦\\(x\ny\\)⟧</b>")
    assert marked(html_card("x", r"<div>\[ {{Front}} \]</div>")) == [r"\[ x \]"]
    loose = render_card(
        replace(BASIC, templates=(replace(BASIC.templates[0], question="<div class=a>{{Front}}"),)),
        ["$a<b$", ""],
        "basic-1",
        0,
    )
    assert marked(loose.question_html) == ["$a<b$"]


@pytest.mark.parametrize("markup", ["markdown", "html"])
@pytest.mark.parametrize(
    ("text", "question", "answer"),
    [
        (r"\(a^{{c1::2}}+b_1\)", r"\(a^<g>[...]</g>+b_1\)", r"\(a^<g>2</g>+b_1\)"),
        (r"\(\frac{{{c1::a}}}{b}\)", r"\(\frac{<g>[...]</g>}{b}\)", r"\(\frac{<g>a</g>}{b}\)"),
        (r"\(x={{c1::\frac{a}{b}}}\)", r"\(x=<g>[...]</g>\)", r"\(x=<g>\frac{a}{b}</g>\)"),
        (
            r"\(x={{c1::\frac{a}{b^{2}}+1}}\)",
            r"\(x=<g>[...]</g>\)",
            r"\(x=<g>\frac{a}{b^{2}}+1</g>\)",
        ),
        (r"\(x={{c1::a_{b_{c}}::hint}}\)", r"\(x=<g>[hint]</g>\)", r"\(x=<g>a_{b_{c}}</g>\)"),
    ],
)
def test_gaps_and_formulas_may_hold_each_other(
    text: str, question: str, answer: str, markup: str
) -> None:
    card = render_card(replace(CLOZE, markup=markup), [text, ""], "cloze-1", 1)

    def gaps(html: str) -> str:
        return html.replace("<g>", '<span class="cloze">').replace("</g>", "</span>")

    assert marked(card.question_html) == [gaps(question)]
    assert marked(card.answer_html) == [gaps(answer)]


@pytest.mark.parametrize("markup", ["markdown", "html"])
@pytest.mark.parametrize("source", [r"\(x_1*y*z\)", r"\(e^{x^{2}}\)", r"\[\{a\}\]"])
def test_a_whole_formula_may_be_hidden(source: str, markup: str) -> None:
    note_type = replace(CLOZE, markup=markup)
    card = render_card(note_type, [f"a {{{{c1::{source}}}}} b", ""], "cloze-1", 1)
    assert not marked(card.question_html)
    assert ">[...]</span> b" in card.question_html
    assert source in marked(card.answer_html)[0]
    assert card.answer_html.count('<span class="cloze">') == 1


def test_the_words_of_a_formula_survive_in_tables_and_previews() -> None:
    assert plain_text("is $a_1*b*c$ *so*") == "is $a_1*b*c$ so"
    assert plain_text("[latex]*a* b*[/latex] *c*") == "[latex]*a* b*[/latex] c"
    assert plain_text("costs $5 *or* $6") == "costs $5 or $6"


def test_marked_formulas_are_safe_html() -> None:
    for text in ('\\(<img src=x onerror="y">\\)', "$<script>x</script>$", '$"><b>$'):
        html = to_html(text)
        assert sanitise(html) == html
        assert "<img" not in html
        assert "<script" not in html


def test_signs_that_open_nothing_take_no_longer() -> None:
    for text in (
        "\\(" * 4_000,
        "$a " * 60_000,
        "$$ a\n\n" * 1_501,
        "[latex]" * 20_000,
        "$" * 190_000,
    ):
        assert to_html(text)
        assert html_card(text)


def test_an_empty_paragraph_the_author_made_stays_beside_a_formula() -> None:
    assert "<p>\u00a0</p>" in mark("<p>\\(a\\)</p><p>\u00a0</p>")
