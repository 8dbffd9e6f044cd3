"""No sheet, however made, takes long or fails: work is counted and bounded."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.text.sanitise import sanitise
from flashcards.text.stylesheets.drawn import Page
from flashcards.text.stylesheets.dressing import dress
from flashcards.text.stylesheets.hiding import without_hidden
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


HIDING = [
    (".secret{display:none}", True),
    ("b.secret.deep{display:NONE}", True),
    ("#it{display:none}", True),
    ("b{display:none} .secret{display:inline}", False),
    (".secret{display:inline} b{display:none !important}", True),
    (".secret{display:none} .deep{display:block}", False),
    ("@media (min-width: 5px) {.secret{display:none}}", False),
    (".secret{display:none;display:inline}", False),
    (".secret{visibility:hidden}", True),
    (".secret{visibility:hidden} u{visibility:inherit}", True),
    (".secret{font-size:0}", True),
    (".secret{font-size:0} u{font-size:2em}", True),
    (".secret{font:0/0 a}", True),
    (".secret{opacity:0.0}", True),
    (".secret{opacity:0} u{opacity:1}", True),
    (".secret{color:transparent}", True),
    (".secret{color:#11223300}", True),
    (".secret{color:rgb(1 2 3 / 0%)} b{color:red}", True),
    (".secret{color:red; font-size:9px; opacity:.5; visibility:visible}", False),
    ("".join(f".a{n}{{display:block}}" for n in range(900)) + ".secret{display:none}", True),
]


@pytest.mark.parametrize(("css", "hides"), HIDING)
def test_a_side_too_much_for_its_sheet_still_hides_what_plain_rules_hide(
    css: str, hides: bool
) -> None:
    html = "<i>seen</i><b id=it class='secret deep'>told<u>too</u></b><i>after</i>" * 3
    shown = without_hidden(sanitise(html, browser=True), css)
    assert shown.count("seen") == shown.count("after") == 3
    assert ("told" in shown, "too" in shown) == (not hides, not hides)


def test_what_is_shown_within_what_is_hidden_is_kept() -> None:
    html = sanitise("<div class=row>told<b>seen</b></div>after", browser=True)
    pairs = {"font-size:0": "font-size:12px", "visibility:hidden": "visibility:visible"}
    for hidden, shown in {**pairs, "color:transparent": "color:red"}.items():
        words = without_hidden(html, f".row{{{hidden}}} b{{{shown}}}")
        assert "told" not in words
        assert "<b>seen</b>" in words
        assert "after" in words


def test_a_tag_that_ends_nothing_uncovers_nothing() -> None:
    html = '<i>a</i><b class="secret">told</i>too</u></p>again</b>seen'
    assert without_hidden(html, ".secret{display:none}") == "<i>a</i>seen"
    html = '<i>a<b class="secret">told</i>too</b>seen'
    assert without_hidden(html, ".secret{display:none}") == "<i>a</i>seen"


def test_rules_that_all_share_a_word_take_time_in_step_with_the_text() -> None:
    css = "".join(f".a{n % 54}.b{n // 54}{{display:block}}" for n in range(2_900))
    shares = " ".join(f"a{n} b{n + 30}" for n in range(15))
    html = "".join(f'<b class="{shares}" id="i{n}">x</b>' for n in range(20_000))
    begun = time.process_time()
    shown = without_hidden(html, css)
    assert time.process_time() - begun < GENEROUS_S
    assert shown.startswith(html[:1_000])
    assert 'id="i19999"' not in shown  # what is not known counts as hidden


def test_a_style_of_its_own_hides_an_element_without_any_sheet() -> None:
    html = '<p>seen <span style="color:red; display:none">told</span></p>'
    assert "told" not in without_hidden(sanitise(html, browser=True), "")


def test_where_matching_ends_early_plain_rules_still_hide() -> None:
    html = "<b>x</b>" * 2_400 + "<b class=secret>told</b><b>seen</b>"
    css = "b ~ b:nth-child(2n+1):not(.q) {color:red}" * 2_000 + ".secret{display:none}"
    drawn = dress(sanitise(html, browser=True), css, PAGE)
    assert drawn is not None
    assert "seen" in drawn.html
    assert "told" not in drawn.html


def test_finding_what_is_hidden_takes_time_in_step_with_the_text() -> None:
    css = "".join(f".a{n}.b{{display:none}}" for n in range(2_900))
    html = sanitise("<b class=b>x</b>" * 20_000, browser=True)
    begun = time.process_time()
    assert "x" in without_hidden(html, css)
    assert time.process_time() - begun < GENEROUS_S
