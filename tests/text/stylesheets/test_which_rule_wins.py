"""Text looks as the rule says that wins by the rules of CSS."""

import pytest

from flashcards.text.stylesheets.colours import Colour
from flashcards.text.stylesheets.colours import colour as read_colour
from flashcards.text.stylesheets.drawn import Page
from tests.text.stylesheets.dressed import PAGE, dressed, looks_of

RED, BLUE = "#ff0000", "#0000ff"


def colour_of(looks: dict[str, str]) -> Colour:
    found = read_colour(looks["color"])
    assert found is not None
    return found


def colour(css: str, html: str = "<div class='a b' id=c title=t><p><b>x</b></p></div>") -> str:
    return looks_of("x", html, f".card {{ color: #123456 }} {css}")["color"]


@pytest.mark.parametrize(
    "selector",
    [
        "b", "*", "#c b", ".a b", ".a.b b", "div > p > b", ".a p > b", "[title] b", "[title=t] b",
        "[title^=t] b", "[class~=b] b", "[class*='a b'] b", "p b:first-child", "b:only-child",
        "b:nth-child(2n+1)", "b:not(.z)", ":is(i, b)", "p:empty, b", "html body b", ".card b",
        ".card1 b", ".linux b", "div:not(.z) b:last-of-type", "i, b, u", "b/* c */",
    ],
)  # fmt: skip
def test_a_selector_finds_its_elements(selector: str) -> None:
    html = '<div class="a b" id="c"><span class="a"></span><p><b>x</b></p></div>'
    if "title" in selector:
        selector = selector.replace("title=t", "class='a b'").replace("title^=t", "class^=a")
        selector = selector.replace("[title]", "[class]")
    assert looks_of("x", html, f"{selector} {{ color: red }}")["color"] == RED


@pytest.mark.parametrize(
    "selector",
    ["i", "#d b", ".z b", "div > b", "[title] b", "p b:nth-child(2)", "b:not(b)", "b:hover", "b:",
     ".card2 b", ".nightMode b", ".mac b", "b + b", "b ~ b", "p:first-child b", "b::first-letter"],
)  # fmt: skip
def test_a_selector_finds_nothing_else(selector: str) -> None:
    html = '<div class="a b" id="c"><span class="a">y</span><p><b>x</b></p></div>'
    assert looks_of("x", html, f"{selector} {{ color: red }}")["color"] == "#000000"


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ("b { color: red } b { color: blue }", BLUE),
        (".a b { color: red } b { color: blue }", RED),
        ("#c b { color: red } .a.b p b { color: blue }", RED),
        ("b { color: red !important } #c b { color: blue }", RED),
        ("div { color: red }", RED),
        ("div { color: red } p { color: blue }", BLUE),
        ("div { color: red } p { color: inherit }", RED),
        ("div { color: red } p { color: no-such-colour }", RED),
        ("b { color: rgb(255 0 0) }", RED),
        ("b { color: hsl(0, 100%, 50%) }", RED),
        ("b { color: red; color: }", RED),
        ("broken { color: blue; b { } b { color: red }", "#123456"),
        ("@import 'x'; b { color: red }", RED),
        ("@media (min-width: 500px) { b { color: red } }", RED),
        ("@media print { b { color: red } }", "#123456"),
        ("@media (max-width: 500px) { b { color: red } }", "#123456"),
        ("@supports (display: grid) { b { color: red } }", RED),
        (":root { --x: red } b { color: var(--x) }", RED),
        ("b { color: var(--none, blue) }", BLUE),
        ("b { color: var(--none) }", "#123456"),
        (":root { --x: var(--y); --y: var(--x) } b { color: var(--x) }", "#123456"),
    ],
)
def test_the_stronger_declaration_wins(css: str, expected: str) -> None:
    assert colour(css) == expected


def test_an_own_style_outdoes_a_sheet_and_an_old_attribute_does_not() -> None:
    css = "b, font { color: blue }"
    assert looks_of("x", '<b style="color:red">x</b>', css)["color"] == RED
    assert looks_of("x", '<font color="red">x</font>', css)["color"] == BLUE
    assert looks_of("x", '<font color="red">x</font>', ".a { color: blue }")["color"] == RED


def test_a_sheet_within_the_card_comes_behind_that_of_its_type() -> None:
    html = "<style>b { color: blue }</style><b>x</b>"
    assert looks_of("x", html, "b { color: red }")["color"] == BLUE


@pytest.mark.parametrize(
    ("css", "pixels"),
    [
        ("b { font-size: 30px }", 30),
        (".card { font-size: 20px } b { font-size: 1.5em }", 30),
        (".card { font-size: 20px } p { font-size: 150% } b { font-size: 1em }", 30),
        ("b { font-size: 1.5rem }", 24),
        ("b { font-size: 15pt }", 20),
        ("b { font-size: x-large }", 24),
        ("b { font-size: calc(10px + 2 * 1em) }", 42),
        ("b { font-size: clamp(10px, 5vw, 30px) }", 30),
        ("b { font: italic bold 21px/1.5 'Some Font', serif }", 21),
        ("b { font-size: 99999px }", 400),
        ("b { font-size: -3px }", 16),
    ],
)
def test_text_has_the_size_that_is_asked_for(css: str, pixels: int) -> None:
    html = "<p><b>x</b></p>"
    assert looks_of("x", html, css)["font-size"] == f"{pixels}px"
    larger = Page(800, 600, scale=1.5)
    if "vw" not in css:
        assert looks_of("x", html, css, larger)["font-size"] == f"{pixels * 3 / 2:.0f}px"


def test_night_and_platform_have_their_rules() -> None:
    css = ".nightMode b { color: #eeffee } .mac b { color: #ffeeee }"
    night = Page(800, 600, dark=True)
    assert looks_of("x", "<b>x</b>", css, night)["color"] == "#eeffee"
    assert looks_of("x", "<b>x</b>", css, Page(800, 600, platform="mac"))["color"] == "#ffeeee"
    assert looks_of("x", "<b>x</b>", ".card3 b { color: red }", Page(1, 1, number=3))[
        "color"
    ] == RED  # fmt: skip


def test_dark_text_on_the_page_by_night_becomes_readable() -> None:
    night = Page(800, 600, dark=True)
    assert looks_of("x", "<b>x</b>", "b { color: blue }", PAGE)["color"] == BLUE
    assert looks_of("x", "<b>x</b>", "b { color: blue }", night)["color"] != BLUE
    boxed = "b { color: white } p { background: #22aa77 }"
    assert looks_of("x", "<p><b>x</b></p>", boxed, night)["color"] == "#ffffff"
    pale = Colour(0xDD, 0xFF, 0xDD)
    found = colour_of(looks_of("x", "<p>x</p>", "p { background: #ddffdd; color: #eee }", night))
    assert found.contrast(pale) >= 4.5


def test_fonts_that_are_not_here_are_passed_over() -> None:
    page = Page(800, 600, has_font=lambda name: name == "Here")
    css = "b { font-family: Gone, 'Here', sans-serif }"
    assert looks_of("x", "<b>x</b>", css, page)["font-family"] == "'Here', 'sans-serif'"


def test_helvetica_is_arial_where_it_is_not_here_as_in_browsers() -> None:
    page = Page(800, 600, has_font=lambda name: name == "Arial")
    said = looks_of("x", "<b>x</b>", "b { font-family: Helvetica, serif }", page)
    assert said["font-family"] == "'Arial', 'serif'"


def test_a_link_has_the_colour_that_any_rule_of_the_author_gives_it() -> None:
    link = "<a href=http://a.b/c>x</a>"
    assert looks_of("x", link, "p { color: red }")["color"] == "#2563eb"
    assert looks_of("x", link, "a { color: red }")["color"] == RED
    elsewhere = "<a href=plecoapi://x>x</a>"
    assert looks_of("x", elsewhere, "p { color: blue }")["color"] == "#000000"
    assert looks_of("x", elsewhere, "a { color: red }")["color"] == RED
    assert "plecoapi" not in dressed(elsewhere, "a { color: red }").html
