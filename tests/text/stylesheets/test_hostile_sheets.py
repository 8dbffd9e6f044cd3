"""No sheet, however made, takes long or fails: work is counted and bounded."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.text.sanitise import sanitise
from flashcards.text.stylesheets.drawn import Page
from flashcards.text.stylesheets.dressing import dress
from tests.text.card_html import pieces

PAGE = Page(800, 600)
GENEROUS_S = 3.0
"""Seconds of processor time; each takes a tenth of it."""

CASES = {
    "combinators": ("<div>" * 49 + "<b>x</b>", "div " * 11 + "b{color:red}"),
    "siblings": ("<b>x</b>" * 2_400, "b~b~b~b~b~i{color:red}"),
    "counted": ("<b>x</b>" * 2_400, "b:nth-of-type(2n+1){color:red}"),
    "every element": ("<b>x</b>" * 2_400, "*{color:red}" * 7_000),
    "selectors": ("<p>x</p>" * 100, ",".join(["p"] * 20_000) + "{color:red}"),
    "declarations": ("<p>x</p>" * 1_000, "p{" + "color:red;" * 9_000 + "}"),
    "brackets": ("x", "(" * 90_000),
    "nested values": ("x", "p{margin:" + "(" * 9_000 + ")" * 9_000 + "}"),
    "blocks": ("x", "a{" * 40_000),
    "comments": ("x", "/*" * 45_000),
    "quotes": ("x", "'\n" * 45_000),
    "escapes": ("x", "\\a" * 45_000),
    "negations": ("<p>x</p>", ":not(" * 5_000 + "b" + ")" * 5_000 + "{color:red}"),
    "media": ("x", "@media all{" * 5_000),
    "calc": ("<p>x</p>" * 500, "p{margin:" + "calc(" * 18 + "1px" + ")" * 18 + "}"),
    "sums": ("<p>x</p>" * 500, "p{margin:calc(" + "1px + " * 5_000 + "1px)}"),
    "variables": (
        "<p>x</p>" * 500,
        "*{--a:" + "x" * 400 + ";--b:" + "var(--a)" * 20 + ";--c:" + "var(--b)" * 20
        + ";font-family:var(--c)}",
    ),
    "boxes": ("<div class=b>" * 49 + "x", ".b{border:1px solid;padding:1px;display:inline-block}"),
    "rows": ("<div class=b><p>a</p>" * 24 + "x", ".b{display:flex}"),
    "sizes": ("<div class=b>" * 49 + "x", ".b{font-size:100em;margin:100%;padding:99999px}"),
    "styles": ("<p style='margin:1px 2px 3px;color:red'>x</p>" * 2_400, "p{margin:0}"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_hostile_sheet_ends_in_time(name: str) -> None:
    html, css = CASES[name]
    safe = sanitise(html, browser=True)
    begun = time.process_time()
    drawn = dress(safe, css, PAGE)
    assert time.process_time() - begun < GENEROUS_S
    assert drawn is not None
    assert "x" in drawn.html


def test_what_is_too_much_is_left_to_be_drawn_without_a_sheet() -> None:
    assert dress("<b>x</b>" * 5_001, "b{color:red}", PAGE) is None


def test_a_sheet_is_read_no_further_than_100_000_characters() -> None:
    css = "/*" + "x" * 99_990 + "*/ b { color: #ff0000 }"
    drawn = dress("<b>x</b>", css, PAGE)
    assert drawn is not None
    assert "#ff0000" not in drawn.html


_CSS = st.sampled_from(
    pieces(
        "{ } ( ) [ ] : ; , . # > + ~ * b p .a #i ::before :not( :is( :nth-child(2n) @media "
        "color red margin 1px -9e9px calc( var(--a) --a !important url(x) 'x \" \\ /* */ <!-- "
        "font-size 0 50% border solid display none flex content attr(class) @font-face src"
    )
) | st.text(max_size=3)


@given(st.lists(_CSS, max_size=60).map(" ".join))
def test_any_sheet_gives_the_words_of_the_card(css: str) -> None:
    drawn = dress(sanitise("<p class=a id=i>one <b>two</b></p>", browser=True), css, PAGE)
    assert drawn is not None
    assert drawn.hides or ("one" in drawn.html and "two" in drawn.html)
