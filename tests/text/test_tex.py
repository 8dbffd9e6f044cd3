r"""TeX as learners write it, and what is drawn of it."""

from dataclasses import replace
from typing import Any

import pytest

from flashcards import children
from flashcards.model.note_types import CLOZE
from flashcards.text.formula_source import MARKED, of_source, read
from flashcards.text.render import render_card
from flashcards.text.tex import macros
from flashcards.text.tex.chemistry import with_chemistry
from flashcards.text.tex.drawing import draw
from flashcards.text.tex.drawn import GAP_COLOUR, UNKNOWN_COLOUR, read_drawing
from flashcards.text.tex.macros import Macro
from flashcards.text.tex.preparing import of_document, prepared
from flashcards.text.tex.problems import PROBLEMS, FormulaError, words
from flashcards.text.tex.process import request
from tests.effort import PATIENCE_S

R = Macro(r"\mathbb{R}")


@pytest.mark.parametrize(
    ("tex", "expected"),
    [
        (r"\newcommand{\R}{\mathbb{R}}x\in\R", r"x\in{\mathbb{R}}"),
        (r"\newcommand\R{\mathbb{R}}\R n", r"{\mathbb{R}} n"),
        (r"\newcommand{\v}[2]{#1_{#2}}\v{x}i", "x_{i}"),
        (r"\newcommand{\v}[2][x]{#1_{#2}}\v{i}+\v[y]{i}", "x_{i}+y_{i}"),
        (r"\def\v#1{(#1)}\v{a}", "(a)"),
        (r"\renewcommand{\a}{\b}\newcommand{\b}{c}\a", "{{c}}"),
        (r"\DeclareMathOperator{\sgn}{sgn}\sgn x", r"{\operatorname{sgn}} x"),
        (r"\newcommand{\l}{\left(}\l x\right)", r"\left( x\right)"),
        (r"\newcommand{\x}[1]{#1\cdot}\x{a}b", r"a\cdot b"),
        (r"\newcommand{\x}", r"\newcommand{\x}"),
    ],
)
def test_commands_that_a_formula_defines_are_replaced(tex: str, expected: str) -> None:
    rest, found = macros.read(tex)
    assert macros.expanded(rest, found) == expected


@pytest.mark.parametrize(
    "tex",
    [
        r"\newcommand{\a}{\a}\a",
        r"\newcommand{\a}{\b}\newcommand{\b}{\a}\a",
        r"\newcommand{\a}[1]{#1#1#1#1}" + r"\a{" * 8 + "x" + "}" * 8,
        r"\def\a{\a\a}\a",
    ],
)
def test_commands_that_call_each_other_for_ever_are_refused(tex: str) -> None:
    with pytest.raises(FormulaError, match="macros"):
        prepared(tex, {})


def test_a_formula_asks_for_the_commands_it_uses_alone() -> None:
    known = {"R": R, "f": Macro(r"\R^#1", 1), "unused": Macro("x")}
    assert set(macros.used(r"\f{n}", known)) == {"f", "R"}
    assert macros.used("x", known) == {}


@pytest.mark.parametrize(
    ("tex", "expected"),
    [
        (r"\ce{H2O}", r"{\mathrm{H}_{2}\mathrm{O}}"),
        (r"\ce{2H2}", r"{2\,\mathrm{H}_{2}}"),
        (r"\ce{SO4^2-}", r"{\mathrm{SO}_{4}^{2-}}"),
        (r"\ce{Na+}", r"{\mathrm{Na}^{+}}"),
        (r"\ce{A + B}", r"{\mathrm{A}\  + \ \mathrm{B}}"),
        (r"\ce{A -> B}", r"{\mathrm{A}\  \longrightarrow \ \mathrm{B}}"),
        (r"\ce{A <=> B}", r"{\mathrm{A}\  \rightleftharpoons \ \mathrm{B}}"),
        (r"\ce{A ->[{heat}] B}", r"{\mathrm{A}\  \xrightarrow{\text{heat}} \ \mathrm{B}}"),
        (r"\ce{A ->[a][b] B}", r"{\mathrm{A}\  \xrightarrow[\mathrm{b}]{\mathrm{a}} \ \mathrm{B}}"),
        (r"\ce{Fe(OH)3}", r"{\mathrm{Fe}(\mathrm{OH})_{3}}"),
        (r"\ce{^{14}_{6}C}", r"{^{14}_{6}\mathrm{C}}"),
        (r"\ce{CO2 ^}", r"{\mathrm{CO}_{2}\ \uparrow }"),
        (r"\ce{CuSO4.5H2O}", r"{\mathrm{CuSO}_{4}\cdot 5\,\mathrm{H}_{2}\mathrm{O}}"),
        (r"x + \ce{O2} = y", r"x + {\mathrm{O}_{2}} = y"),
        (r"\ce{open", r"\ce{open"),
    ],
)
def test_chemistry_is_written_as_mhchem_does(tex: str, expected: str) -> None:
    assert with_chemistry(tex) == expected


@pytest.mark.parametrize(
    "tex",
    [
        r"\frac{a}{b}", "a<b>c&d", r"a \\ b", r"a &= b \\ &= c", r"\binom{n}{\frac{a}{b}}",
        r"\begin{eqnarray}a&=&b\\c&=&d\end{eqnarray}", r"\begin{gather}a\\b\end{gather}",
        r"\begin{aligned}a&=b\\&=c\end{aligned}", r"\begin{cases}a & b\\c & d\end{cases}",
        r"\begin{pmatrix}a&b\\c&d\end{pmatrix}^{-1}", r"\left.\frac12\right|_0^1",
        r"\begin{array}{c|c}a&b\\\hline c&d\end{array}", r"\text{für $x$}", r"\mbox{a b}",
        r"\sqrt[3]{x}", r"\cancel{x}\boxed{y}", r"\overbrace{abc}^x\underbrace{d}_y",
        r"\xrightarrow{abc}", r"\label{a}x\nonumber", r"a\tag{1}", r"\require{x}y", "x % why",
        r"\ce{2H2 + O2 -> 2H2O}", r"\SI{5}{m}", r"\'e \"{a}", "漢字", "é",
        r"\displaystyle\sum_{i=1}^{n}", r"\mathbb{R}\mathcal{L}\mathfrak{g}", "f'(x)''",
    ],
)  # fmt: skip
def test_what_learners_write_is_drawn(tex: str) -> None:
    for displayed in (True, False):
        drawn = draw(tex, displayed, {})
        assert drawn.width > 0.2
        assert drawn.ascent + drawn.descent > 0.2
        assert UNKNOWN_COLOUR not in drawn.svg
        assert read_drawing([drawn.svg, drawn.width, drawn.ascent, drawn.descent]) == drawn


@pytest.mark.parametrize(
    ("tex", "code"),
    [
        ("", "empty"),
        (r"\newcommand{\x}{y}", "empty"),
        (r"\frac{a}{", "braces"),
        ("a}", "braces"),
        (r"\frac", "argument"),
        ("x^", "argument"),
        ("x^2^3", "script"),
        (r"\left( x", "left"),
        (r"\begin{cases} x", "environment"),
        ("{" * 61 + "x" + "}" * 61, "large"),
        ("x" * 30_000, "large"),
        ("x" * 3_000, "large"),
    ],
)
def test_what_cannot_be_drawn_says_why(tex: str, code: str) -> None:
    with pytest.raises(FormulaError) as refused:
        draw(tex, True, {})
    assert refused.value.code == code
    assert str(words(code))


@pytest.mark.parametrize(
    ("tex", "bare"),
    [
        (r"n \mathbin{/} 2", "n / 2"),
        (r"n \mathbin{\mathbin{/}} 2", "n / 2"),
        (r"n \mathord{/} 2", "n / 2"),
        (r"f\mathopen{(}x\mathclose{)}", "f(x)"),
        (r"n \mathrel{R} m", "n R m"),
        (r"x \mathrel{\overset{!}{=}} y", r"x \overset{!}{=} y"),
        (r"\mathop{\mathrm{lcm}}_k", r"\mathrm{lcm}_k"),
    ],
)
def test_a_sign_is_drawn_also_where_it_is_told_what_kind_it_is(tex: str, bare: str) -> None:
    shapes = draw(tex, False, {}).svg.count("<path")
    assert shapes == draw(bare, False, {}).svg.count("<path")


def test_operators_keep_their_distance() -> None:
    def width(tex: str) -> float:
        return draw(tex, False, {}).width

    assert width(r"n \mathbin{/} m") > width("n / m") + 0.3
    assert width(r"a \mathrel{R} b") > width("a R b") + 0.3
    assert width(r"a \bmod b") > width(r"a \mathrm{mod} b") + 0.3


def test_an_unknown_command_stands_out_in_what_is_drawn() -> None:
    assert UNKNOWN_COLOUR in draw(r"\foo x", True, {}).svg


def test_nothing_but_shapes_is_drawn() -> None:
    for tex in (
        r"\href{javascript:alert(1)}{y}", r"\color{url(#a)}{x}", r"\textcolor{x:y}{a}",
        r"\text{<script>x</script>}", r"\includegraphics{/etc/passwd}", r"\input{a}",
        r"\style{background:url(x)}{y}", r"\text{<image href='a'/>}",
    ):  # fmt: skip
        drawn = draw(tex, True, {})
        assert read_drawing([drawn.svg, drawn.width, drawn.ascent, drawn.descent]) is not None
        assert "href" not in drawn.svg
        assert "url" not in drawn.svg


@pytest.mark.parametrize(
    "svg",
    [
        '<svg width="1"><image href="x"/></svg>',
        '<svg width="1"><path style="fill:url(x)"/></svg>',
        '<svg width="1"><use d="1"/></svg>',
        '<!DOCTYPE x><svg width="1"></svg>',
        '<svg width="1"><path d="&a;"/></svg>',
        '<svg width="1"><path fill="x:y"/></svg>',
    ],
)
def test_a_file_that_is_no_drawing_is_not_shown(svg: str) -> None:
    assert read_drawing(['<svg width="1"><path d="M 1 2"/></svg>', 1.0, 1.0, 0.0]) is not None
    assert read_drawing([svg, 1.0, 1.0, 0.0]) is None


@pytest.mark.parametrize("stored", [None, {}, [1, 2, 3, 4], ["<svg></svg>", 1e9, 1, 1], "slow"])
def test_odd_answers_are_no_drawings(stored: object) -> None:
    assert read_drawing(stored) is None


@pytest.mark.parametrize(
    ("source", "tex"),
    [
        ("$x$", "{x}"),
        (r"\begin{align*}a&=b\end{align*}", r"{\begin{align*}a&=b\end{align*}}"),
        ("Let $x$ be", r"\text{Let }{x}\text{ be}"),
        (r"a \\ $b$", r"\begin{array}{l}\text{a }\\{b}\end{array}"),
        (r"\frac12", r"\frac12"),
        (r"\documentclass{a}\begin{document}$x$\end{document}", "{x}"),
    ],
)
def test_latex_of_whole_documents_is_read(source: str, tex: str) -> None:
    assert of_document(source) == tex
    assert of_source(f"[latex]{source}[/latex]").tex == tex


def test_gaps_of_a_formula_have_a_colour_and_words_for_what_is_hidden() -> None:
    asked = read(r'\(a^<span class="cloze">[...]</span>+b\)')
    assert asked.tex == rf"a^{{\textcolor{{{GAP_COLOUR}}}{{\text{{[...]}}}}}}+b"
    assert asked.source == r"\(a^[...]+b\)"
    told = read(r'\(a^<span class="cloze">2 &lt; 3</span>\)')
    assert told.tex == rf"a^{{\textcolor{{{GAP_COLOUR}}}{{2 < 3}}}}"
    assert told.bare_tex == "a^2 < 3"
    for cut in ("b}{c", r"b & c", r"\left( b"):
        drawn = read(rf'\[\frac{{a<span class="cloze">{cut}</span>}}\]')
        assert drawn.source == rf"\[\frac{{a{cut}}}\]".replace("&", "&")
    whole = read(r'<span class="cloze">\(x\)</span>')
    assert (whole.tex, whole.is_gap) == ("x", True)


HOSTILE = (
    r"\left(" * 300,
    r"\sqrt" * 3_000,
    "&" * 300,
    "\\" * 5_001,
    r"\newcommand{\a}[9]{#1#2#3#4#5#6#7#8#9}" + r"\a" * 500,
    r"\ce{" * 6 + "}" * 6,
    r"\text{" + "\U0001f600" * 2_000 + "}",
    "\x00\ud800\uffff",
    r"\rule{99999999em}{99999999em}",
    r"\hspace{1e308cm}x",
    r"\begin{array}{" + "c" * 2_000 + "}" + "&" * 2_000 + r"\end{array}",
)


def test_no_formula_keeps_or_ends_the_process_that_draws() -> None:
    asked = [request(tex, tex, True, ()) for tex in (*HOSTILE, "x")]
    answers: list[Any] = []
    helper = children.Helper(children.FORMULAS, asked, answers.append)
    helper.wait(PATIENCE_S)
    helper.stop()
    assert helper.ending is children.Ending.DONE
    assert len(answers) == len(asked)
    for (answer,) in answers:
        assert read_drawing(answer) is not None or answer in PROBLEMS
    assert read_drawing(answers[-1][0]) is not None


@pytest.mark.parametrize("markup", ["markdown", "html"])
def test_a_gap_that_is_not_asked_is_drawn_with_its_formula(markup: str) -> None:
    field = r"\(a^2 = {{c1::b^2}} + d\) says {{c2::Pythagoras}}"
    card = render_card(replace(CLOZE, markup=markup), (field, ""), "cloze-1", 2)
    (marked,) = MARKED.finditer(card.question_html)
    assert read(marked[1]).tex == "a^2 = b^2 + d"
