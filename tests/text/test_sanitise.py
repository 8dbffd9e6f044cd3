"""HTML from anywhere, and what is left of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.text.own_looks import split_sheets
from flashcards.text.sanitise import sanitise
from flashcards.text.tags import span
from tests.text.card_html import pieces, problems, read, words


def test_script_style_and_drawings_go_with_their_content() -> None:
    html = sanitise("a<script>alert('<b>')</script>b<STYLE>p{}</style >c<svg><p>x</svg>d")
    assert html == "<style>p{}</style>abcd"


def test_a_script_tag_in_a_sentence_is_only_text() -> None:
    assert words(sanitise("The <script> tag runs code")) == "The <script> tag runs code"


def test_event_attributes_go_and_looks_stay_for_the_sheet() -> None:
    html = '<p class="big" id="a" style="color:red">y</p>'
    assert sanitise(html.replace("<p ", '<p onclick="x" ')) == html


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ('<ol type="a">', "a"),
        ('<ol style="margin:0;list-style-type: upper-roman">', "I"),
        ('<ol type="a" style="list-style: inside lower-latin">', "a"),
        ('<ol type="evil">', ""),
        ("<ol>", ""),
        ('<ul type="a">', ""),
    ],
)
def test_lists_keep_how_they_count_where_no_sheet_is_read(written: str, kind: str) -> None:
    html = sanitise(f"{written}<li>x")
    assert (f' type="{kind}"' in html) == bool(kind)
    assert kind or ' type="' not in html


def test_old_attributes_of_looks_are_kept_out_of_sight_of_qt() -> None:
    html = sanitise('<font color="red" size=5>y</font><mark>z</mark>')
    font = '<span data-tag="font" data-color="red" data-size="5">y</span>'
    assert html == f'{font}<span class="mark" data-tag="mark">z</span>'
    assert sanitise(html) == html


def test_a_sheet_comes_first_and_holds_no_tag() -> None:
    html = sanitise("a<style><!-- b > i { color: red } <p> --></style>c")
    assert html == "<style>b > i { color: red }  p></style>ac"
    assert split_sheets(html) == ("ac", "b > i { color: red }  p>")


def test_too_many_sheets_are_left_out() -> None:
    sheet = "<style>" + "a{}" * 20_000 + "</style>"
    assert sanitise(sheet * 3).count("<style>") == 1


def test_alignment_is_the_one_style_that_stays() -> None:
    assert sanitise('<p style="text-align: CENTER">y</p>') == '<p align="center">y</p>'
    assert sanitise("<center>y</center>") == '<div align="center">y</div>'


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "&#106;avascript:alert(1)",
        "&#x6A;avascript&colon;alert(1)",
        " java\nscript:alert(1)",
        "file:///etc/passwd",
        "//host/share",
        "\\\\host\\share",
        "vbscript:x",
        "data:text/html,x",
        "http:/\\x",
        "https://",
        "",
    ],
)
def test_links_that_do_not_lead_to_the_web_are_only_text(address: str) -> None:
    assert sanitise(f'<a href="{address}">x</a>') == "x"


def test_a_web_link_stays() -> None:
    assert sanitise("<a href=http://a.b/c onclick=x>x</a>") == '<a href="http://a.b/c">x</a>'


@pytest.mark.parametrize(
    "source",
    [
        "file:///dev/zero",
        "/dev/zero",
        "..%2fx.png",
        "..\\x.png",
        "C:x.png",
        "http://h/x.png",
        "//h/x.png",
        "data:image/png;base64,x",
        "x.svgz",
        ".x.png",
        "a%2Fx.png",
        "a&#x2f;x.png",
        "http%3A//x.png",
        "a%00.png",
        "x.png?y",
        "qrc:/x.png",
        "x.png\\0",
    ],
)
def test_images_from_elsewhere_are_only_their_words(source: str) -> None:
    assert sanitise(f'<img src="{source}" alt="a & b">') == "a &amp; b"


def test_tables_are_at_most_three_deep() -> None:
    html = sanitise("<table><tr><td>" * 30 + "deep" + "</td></tr></table>" * 30 + "after")
    assert read(html).deepest_table == 3
    assert "deep" in words(html)
    assert html.endswith("after")


def test_other_nesting_is_at_most_fifty_deep() -> None:
    html = sanitise("<div>" * 200 + "deep" + "</div>" * 200)
    assert read(html).deepest == 50
    assert words(html) == "deep"


def test_elements_are_at_most_twenty_thousand() -> None:
    html = sanitise("<b>x</b>" * 24_000)
    assert read(html).elements == 20_000
    assert words(html).count("x") == 24_000


def test_a_table_cannot_grow_a_huge_grid() -> None:
    html = sanitise("<table>" + ("<tr>" + "<td colspan=20 rowspan=20>a" * 40) * 100)
    assert read(html).elements < 300
    assert problems(html) == []


def test_a_row_keeps_what_is_beyond_its_fifty_columns_as_text() -> None:
    html = sanitise("<table><tr>" + "<td>a</td>" * 70 + "</tr></table>")
    assert html.count("<td>") == 50
    assert words(html).count("a") == 70


@pytest.mark.parametrize(
    ("given", "kept"), [("0", 1), ("1", 1), ("3", 3), ("-2", 1), ("9999999", 1), ("two", 1)]
)
def test_a_cell_goes_over_one_column_at_least(given: str, kept: int) -> None:
    assert span({"colspan": given}, "colspan") == kept


def test_text_directly_in_a_table_gets_a_cell() -> None:
    assert "<tr><td>x</td></tr>" in sanitise("<table>x</table>")


def test_open_tags_are_closed_and_stray_ends_dropped() -> None:
    assert sanitise("</p><b>a<i>b</b>c</i></td>") == "<b>a<i>b</i></b>c"


def test_items_and_paragraphs_end_where_the_next_begins() -> None:
    assert sanitise("<ul><li>a<li>b</ul>") == "<ul><li>a</li><li>b</li></ul>"
    assert sanitise("<p>a<p>b<ul><li>c</ul>") == "<p>a</p><p>b</p><ul><li>c</li></ul>"


def test_entities_are_read_once() -> None:
    assert sanitise("&eacute;&amp;lt;&#60;&bogus;&") == "é&amp;lt;&lt;&amp;bogus;&amp;"


def test_very_long_words_can_be_broken() -> None:
    assert max(map(len, sanitise("x" * 5_000).split("\u200b"))) == 500


_PIECES = st.sampled_from(
    pieces(
        "<table> <tr> <td> </td> </tr> </table> <th/colspan=9> <p> </p> <b> </b> <li> <ul> </ul> "
        "<script> </script> <!-- --> <svg> </svg> <a/href=http://x> </a> <div> </div> <dl> <dt> "
        "<dd> <h1> <pre> </pre> <br> <img/src=x.png> <span/class=cloze> </span> <font> <T> ' & x"
    )
)


@given(st.lists(_PIECES | st.text(max_size=4), max_size=50).map("".join))
def test_sanitised_html_is_safe_and_stays_as_it_is(text: str) -> None:
    html = sanitise(text)
    assert problems(html) == []
    assert sanitise(html) == html


def test_a_tag_whose_name_has_a_quotation_mark_is_unknown_to_browsers() -> None:
    assert sanitise('a <b">c</b"> d', browser=True) == "a c d"
    assert sanitise('a <b">c', browser=False) == 'a &lt;b"&gt;c'
    assert sanitise('a <b"c > d', browser=True) == 'a &lt;b"c &gt; d'
