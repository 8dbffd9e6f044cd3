"""The commands that a note type defines for all its formulas stand in a comment of its style."""

import pytest

from flashcards.text.tex.macros import Macro
from flashcards.text.tex.preamble import commands, has_rules, preamble, with_preamble
from tests.effort import calls

ANKI = r"""\documentclass[12pt]{article}
\special{papersize=3in,5in}
\usepackage[utf8]{inputenc}
\usepackage{amssymb,amsmath}
\newcommand{\E}[1]{\mathbb{E}\left[#1\right]} % expectation
% \newcommand{\out}{x}
\DeclareMathOperator{\sgn}{sgn}
\pagestyle{empty}
\setlength{\parindent}{0in}
\begin{document}
"""


def test_of_the_head_of_a_document_what_it_defines_counts() -> None:
    style = with_preamble(".card { color: red }", ANKI)
    assert commands(style) == {
        "E": Macro(r"\mathbb{E}\left[#1\right]", 1),
        "sgn": Macro(r"\operatorname{sgn}"),
    }
    assert preamble(style) == ANKI.strip()
    assert style.endswith(".card { color: red }")


@pytest.mark.parametrize(
    ("style", "names"),
    [
        (r"/* TeX \def\a{b} */ p { } /*TeX: \def\b{c}*/", {"a", "b"}),
        (r"/* TeXture \def\a{b} */", set()),
        (r"/* see TeX \def\a{b} */", set()),
        (r"/* TeX \def\a{b}", set()),
        (r"p { content: '\def\a{b}' }", set()),
        ("", set()),
    ],
)
def test_a_comment_that_begins_with_tex_defines_commands(style: str, names: set[str]) -> None:
    assert set(commands(style)) == names


def test_tex_never_ends_its_comment_early() -> None:
    style = with_preamble("p { }", r"\def\a{x*/y}")
    assert style.count("*/") == 1
    assert commands(style) == {"a": Macro("x* /y")}
    assert with_preamble("p { }", " \n") == "p { }"


@pytest.mark.parametrize(
    ("style", "says"),
    [("", False), (" \n", False), ("/* a */ /* b */\n", False), ("/* a */ p { }", True),
     ("p { } /* a */", True), ("/* never closed", True)],
)  # fmt: skip
def test_a_style_of_comments_says_nothing_of_looks(style: str, says: bool) -> None:
    assert has_rules(style) == says


def test_comments_without_an_end_are_read_once() -> None:
    style = "/* TeX " * 10_000
    commands(style)
    assert calls(lambda: (commands(style), has_rules(style))) < 50
