"""Blocks, lists, tables and what a sheet hides are written as they are to be drawn."""

import re

import pytest

from flashcards.text.stylesheets.drawn import Page
from tests.text.stylesheets.dressed import PAGE, dressed, looks_of, shown


@pytest.mark.parametrize(
    "css",
    [
        ".a { display: none }", ".a { display: none !important }", ".a { visibility: hidden }",
        ".a { opacity: 0 }", ".a { font-size: 0 }", "div > .a { display: none }",
        "div .a { visibility: collapse }",
    ],
)  # fmt: skip
def test_what_a_sheet_hides_is_not_shown_and_is_told(css: str) -> None:
    html = "<div>seen <span class=a>secret</span></div>"
    assert shown(html, css) == "seen"
    assert dressed(html, css).hides
    assert not dressed("<div>seen</div>", css).hides


def test_what_is_visible_within_something_hidden_is_shown() -> None:
    css = ".a { visibility: hidden } .b { visibility: visible }"
    assert shown("<div class=a>no <b class=b>yes</b></div>", css) == "yes"


def test_a_sheet_can_put_words_before_and_behind() -> None:
    css = (
        'b::before { content: "\\201C" } b::after { content: attr(class) " !" } i::after { top: 0 }'
    )
    assert shown("<b class=x>y</b><i>z</i>", css) == "“ y x ! z"


def test_a_box_has_its_colours_and_lies_where_it_is_told() -> None:
    css = (
        ".a { background: #eee; border-left: 3px solid red; padding: 8px 12px; margin: 10px auto; "
        "width: 300px; border-radius: 6px }"
    )
    (box,) = dressed("<p>before</p><div class=a>one<p>two</p></div>after", css).boxes
    assert (box.first, box.last) == (1, 2)
    assert box.background is not None
    assert box.background.css == "#eeeeee"
    assert [edge is not None for edge in box.edges] == [False, False, False, True]
    assert box.radius == 6
    outer = 300 + 2 * 12 + 3
    assert box.width - box.left - box.right == pytest.approx(outer)
    assert box.left == pytest.approx(box.right)
    assert (box.above, box.below) == (8, 8 + 16)


def test_gaps_merge_and_padding_keeps_them_apart() -> None:
    def above(css: str) -> int:
        html = dressed("<p>a</p><div><p>b</p></div>", f"p {{ margin: 20px 0 }} {css}").html
        found = re.findall(r"margin:(\d+)px", html)
        return int(found[1])

    assert above("") == 20
    assert above("div { margin: 30px }") == 30
    assert above("div { padding-top: 5px }") == 20 + 5 + 20


def test_items_stand_to_the_left_in_centred_text_and_are_numbered() -> None:
    css = ".card { text-align: center }"
    html = dressed("<p>c</p><ol start=3><li>x<li>y</ol>", css).html
    assert '<p align="center"' in html
    assert re.findall(r'<ol start="(\d)".*?<li align="(\w+)"', html) == [
        ("3", "left"),
        ("4", "left"),
    ]
    assert "list-style-type:lower-alpha" in dressed("<ol type=a><li>x</ol>", css).html
    assert "<ul" not in dressed("<ul><li>x</ul>", "ul { list-style: none }").html


def test_the_letter_of_an_item_that_begins_with_a_table_stands_before_the_table() -> None:
    table = "<table><tr><td>cell</table>"
    html = dressed(f"<ol type=A><li>{table}<li>y<li>{table}after</ol>", "p { color: red }").html
    signs = [(one.start(), one[1]) for one in re.finditer(r'<ol start="(\d)"', html)]
    assert [sign for _, sign in signs] == ["1", "2", "3"]
    tables = [one.start() for one in re.finditer("<table", html)]
    assert signs[0][0] < tables[0] < signs[1][0] < signs[2][0] < tables[1] < html.index("after")


def test_a_table_keeps_its_cells_and_what_they_look_like() -> None:
    css = (
        "table { border-collapse: collapse } td { border: 1px solid #999; padding: 4px } "
        "tr { background: #eef } th { color: red }"
    )
    html = dressed("<table><tr><th>h</th></tr><tr><td colspan=2>c</td></tr></table>", css).html
    assert html.count("<tr>") == 2
    assert 'colspan="2"' in html
    assert "border-top:1px solid #999999" in html
    assert html.count("background-color:#eeeeff") == 2
    assert looks_of("h", "<table><tr><th>h</th></tr></table>", css)["color"] == "#ff0000"


def test_elements_of_a_row_stand_side_by_side() -> None:
    html = "<div class=r><div>l</div><div>r</div></div>"
    assert dressed(html, ".r { display: flex }").html.count("<td") == 2
    assert "<td" not in dressed(html, ".r { display: flex; flex-direction: column }").html


def test_a_card_has_a_colour_and_margins_of_its_own() -> None:
    drawn = dressed(
        "x", ".card { background: #fdf6e3; margin: 5px; padding: 10px; max-width: 400px }"
    )
    assert drawn.background is not None
    assert drawn.background.css == "#fdf6e3"
    assert drawn.margins == pytest.approx((15, 800 - 400 - 15, 15, 15))
    assert dressed("x", "p { color: red }").background is None


def test_pictures_are_no_wider_than_they_may_be() -> None:
    from flashcards.text.stylesheets.dressing import dress

    def size(css: str, attributes: str = "") -> tuple[str, ...]:
        drawn = dress(f'<img src="a.png"{attributes}>', css, PAGE, lambda _name: (400, 200))
        assert drawn is not None
        found = re.search(r'width="(\d+)" height="(\d+)"', drawn.html)
        assert found is not None
        return found.groups()

    assert size("img { max-width: 100px }") == ("100", "50")
    assert size("img { max-height: 50px }") == ("100", "50")
    assert size("img { width: 50% }") == ("380", "190")
    assert size("p { color: red }") == ("400", "200")
    assert size("p { color: red }", ' width="40"') == ("40", "20")


def test_nothing_is_loaded_from_anywhere() -> None:
    css = (
        "@import url(http://x/y.css); @font-face { font-family: F; src: url('_f.ttf') } "
        "@font-face { font-family: G; src: url('http://x/g.ttf') } "
        ".a { background: url(file:///etc/passwd); content: url(x); list-style: url(y) }"
    )
    asked: list[str] = []

    def font_from(name: str) -> str:
        asked.append(name)
        return ""

    page = Page(800, 600, font_from=font_from)
    assert "url" not in dressed("<div class=a>x</div>", css, page).html
    assert asked == ["_f.ttf"]


def test_a_font_the_sheet_brings_is_called_by_its_own_name() -> None:
    css = "@font-face { font-family: myfont; src: url('_f.ttf') } b { font-family: MyFont, Arial }"
    page = Page(800, 600, font_from=lambda name: {"_f.ttf": "Kai Ti"}.get(name, ""))
    assert looks_of("x", "<b>x</b>", css, page)["font-family"] == "'Kai Ti', 'Arial'"


def test_a_family_cannot_break_out_of_its_place() -> None:
    css = """.card { font-family: "a'; color: red; x: '", 'b"><script>'; letter-spacing: 1px }"""
    html = dressed("x", css).html
    assert "script" not in html
    assert html.count("<span") == 1


def test_text_is_written_as_text() -> None:
    assert "&lt;b&gt;" in dressed("&lt;b&gt; &amp;lt;", "b { color: red }").html
    css = '.a::after { content: "<script>x</script>" }'
    assert "&lt;script&gt;" in dressed("<b class=a>y</b>", css).html


def test_a_large_page_gives_a_large_card() -> None:
    drawn = dressed("<p>x</p>", "p { margin: 10px; color: red }", Page(800, 600, scale=2))
    assert drawn.margins[0] == 40


def test_a_side_has_a_bounded_number_of_boxes_within_lines() -> None:
    css = "b { background: red; border-radius: 2px }"
    drawn = dressed("<b>x</b> " * 1_000, css)
    assert len(drawn.inline_boxes) == 300
    assert drawn.html.count("background-color:#ff0000") == 700


def test_a_plain_background_within_a_line_needs_no_box() -> None:
    assert not dressed("<b>x</b>", "b { background: red }").inline_boxes
    assert not dressed("<b>x</b>", "b { border-radius: 9px; padding: 3px }").inline_boxes
    assert dressed("<b>x</b>", "b { border-bottom: 1px solid red }").inline_boxes


def test_a_box_that_stands_alone_in_its_line_keeps_others_off() -> None:
    css = "i { background: red; padding: 20px }"
    before = dressed("<i>x</i><p>y</p>", css)
    after = dressed("<i>x</i><p>y</p>", css + "i { display: inline-block }")
    assert [box.above for box in before.inline_boxes] == [20]
    assert "margin:16px" in before.html
    assert "margin:3" in after.html


@pytest.mark.parametrize(
    ("items", "place"), [("", "top"), ("stretch", "top"), ("center", "middle"), ("end", "bottom")]
)
def test_what_stands_side_by_side_begins_at_the_top(items: str, place: str) -> None:
    css = f"#row {{ display: flex; align-items: {items} }}"
    html = dressed("<div id=row><p>In [1]</p><pre>a\nb</pre></div>", css).html
    assert html.count(f'valign="{place}"') == 2


def test_a_cell_is_as_wide_as_it_must_be_at_least_with_its_padding() -> None:
    css = "#row { display: flex } b { min-width: 90px; padding: 5px }"
    row = "<div id=row><b></b><i>x</i></div>"
    assert '<td width="100"' in dressed(row, css).html
    assert '<td width="90"' in dressed(row, css + "b { box-sizing: border-box }").html
