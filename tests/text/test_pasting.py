"""What is copied elsewhere and comes into a field: its words, and what they look like."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.text.pasted_html import LONGEST, read
from flashcards.text.pasted_source import is_formatted, table_of, written
from tests.effort import calls, never_for_ever

DOCS = (
    '<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1"><p dir="ltr">'
    '<span style="font-weight:700;">Bold</span><span style="font-weight:400"> and plain</span></p>'
    '<ul><li><p><span>one</span></p></li><li><p><span style="font-style:italic">two</span></p></li>'
    "</ul></b>"
)
WORD = """<html><head><style>p{color:red}</style></head><body><!--StartFragment-->
<p class=MsoNormal>A <b>bold</b> word<o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]>
<span style='mso-list:Ignore'>·<span style='font:7pt'>&nbsp;&nbsp;</span></span><![endif]>first</p>
<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'>
<span style='mso-list:Ignore'>1.<span>&nbsp;</span></span>second</p><!--EndFragment--></body></html>
"""
WEB = """<h2>Title</h2>
<p>See <a href="https://e.org/x">this *star*</a>, snake_case and <code>x = 1</code>.</p>
<ol><li>one<ul><li>in</li></ul></li><li>two</li></ol><pre>a
  b</pre><blockquote><p>said</p></blockquote><p style="display:none">unseen</p>"""

WEB_WRITTEN = """## Title

See [this \\*star\\*](https://e.org/x), snake_case and `x = 1`.

1. one
   - in
2. two

```
a
  b
```

> said"""


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        (DOCS, "**Bold** and plain\n\n- one\n- *two*"),
        (WORD, "A **bold** word\n\n- first\n   1. second"),
        (WEB, WEB_WRITTEN),
        ("<table><tr><td>a|b</td><td>x<br>y</td></tr></table>",
         "| a\\|b | x<br>y |\n| --- | --- |"),
        ("<p>so \\(x_1*y_2\\) and <b>$a_b$</b></p>", "so \\(x_1*y_2\\) and **$a_b$**"),
        ("H<sub>2</sub>O <u>x</u> <s>y</s>", "H<sub>2</sub>O <u>x</u> ~~y~~"),
        ("<b> a </b>b", "**a** b"),
        ("<p># no heading</p><p>1. no list</p><b>x</b>", "\\# no heading\n\n1\\. no list\n\n**x**"),
        ('<a href="javascript:x()">a</a><a href="file:///etc">b</a><b>c</b>', "ab**c**"),
        ('<img src="file:///etc/passwd"><img src="https://e.org/a.png"><i>x</i>', "*x*"),
        ('<img src="0a1b.png">', "![](0a1b.png)"),
        ('<img src="~~My_20cat_20_26_20_C3_A9.PNG">', "![](<My cat & \u00e9.PNG>)"),
        ('<img src="~~Cat.png?q1.abc">', "![](Cat.png)"),
        ('<img src="~~_2E_2E_2Fx.png"><i>x</i>', "*x*"),
    ],
)  # fmt: skip
def test_what_was_copied_is_written_in_markdown(html: str, markdown: str) -> None:
    assert is_formatted(read(html))
    assert written(read(html), "markdown") == markdown


@pytest.mark.parametrize(
    ("html", "source"),
    [
        (DOCS, "<b>Bold</b> and plain<ul><li>one</li><li><i>two</i></li></ul>"),
        ("<p>a &lt; b</p><p><b>c</b></p>", "a &lt; b<br><b>c</b>"),
        ('<b>x</b><img src="~~My_20cat_20_26_20_C3_A9.PNG">',
         '<b>x</b><img src="My cat &amp; \u00e9.PNG">'),
        ("<table><tr><th>a</th><td>b</td></tr></table>",
         "<table><tr><td>a</td><td>b</td></tr></table>"),
    ],
)  # fmt: skip
def test_a_note_in_html_gets_a_few_tags_and_no_more(html: str, source: str) -> None:
    assert written(read(html), "html") == source


def test_words_alone_are_nothing_to_keep() -> None:
    assert not is_formatted(read("<div style='color:red'>one<br>two</div><pre>three</pre>"))


def test_rows_of_a_spreadsheet_are_told_from_text_with_tabs() -> None:
    assert written(table_of("a\tb\nc\td\n"), "markdown") == "| a | b |\n| --- | --- |\n| c | d |"
    assert table_of("a\tb\nc") == []
    assert table_of("one line") == []


_HOSTILE = (
    "<b> </b> <p> </p> <ul> <li> </ul> <table> <tr> <td> </table> <pre> </pre> <br> <a <!-- -->"
    " <script> </script> text &amp; * _ ` | < > <span style='mso-list:Ignore'> </span>"
)
_PIECES = st.sampled_from(_HOSTILE.split(" "))


@given(st.lists(_PIECES, max_size=25).map("".join))
def test_anything_copied_can_be_pasted(html: str) -> None:
    for markup in ("markdown", "html"):
        assert "<script" not in written(read(html), markup)


@pytest.mark.parametrize("piece", ["<b>", "<", "<!--", "<td>", "<ul><li>", "<a href='", "&nbsp;x"])
def test_copied_text_is_read_in_time(piece: str) -> None:
    small = calls(lambda: written(read(piece * 300), "markdown"))
    assert calls(lambda: written(read(piece * 3_000), "markdown")) < 15 * small + 3_000
    with never_for_ever():
        written(read((piece * LONGEST)[:LONGEST]), "markdown")
    assert read(piece * (LONGEST + 1)) == []
