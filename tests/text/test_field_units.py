"""A field taken apart for the editor is, put together again, the same field."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from flashcards.text.field_units import BREAK, LONGEST, units

_PIECES = st.sampled_from(
    [
        *("<br>", "<BR/>", "<div>", "</div>", "<ul>", "</ul>", "<li>", "</li>", "<td>", "</td>"),
        *("<b", "x>", "<b>", "</b>", "<style>", "</style>", "[latex]", "[/latex]", "<!-- ", "-->"),
        *("\\(", "\\)", "\\[", "\\]", "$$", "{{c1::", "}}", "**", "- ", "# ", "`", "a", " ", "<"),
        *(
            "\n",
            "\r",
            "\t",
            "\u2028",
            "\u2029",
            "\ufdd0",
            "\ufdd1",
            "\ufeff",
            "\ufffe",
            "\ufffc",
            "\u200b",
            "\xa0",
        ),
        *("&amp;", "&lt;", "&nbsp;", "&#x1F600;", "&#10;", "&nope;", "•", "😀", "é", "\x00"),
    ]
)
SOURCES = st.lists(_PIECES, max_size=20).map("".join) | st.text(max_size=60)


@given(SOURCES, st.booleans())
@example("<br>" * 3, True)
@example("<div></div>", True)
@example("x<li>", True)
def test_the_sources_of_all_units_are_the_field(source: str, html: bool) -> None:
    found = units(source, html=html)
    assert "".join(unit.source for unit in found) == source
    for unit in found:
        assert unit.shown == unit.source.replace("\n", BREAK) or len(unit.shown) == 1


def _shown(source: str) -> str:
    return "".join(unit.shown for unit in units(source, html=True)).replace(BREAK, "\n")


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("one<br>two", "one\ntwo"),
        ("<div>one</div><div>two</div>", "\u200bone\ntwo\u200b"),
        ("one<div><br></div><div>two</div>", "one\n\ntwo\u200b"),
        ("one<br><div>two", "one\ntwo"),
        ("one\n  two", "one two"),
        ("a &lt; b &amp; c", "a < b & c"),
        ("<ul><li>one</li><li>two</li></ul>three", "\u200b•one\n•two\nthree"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "\u200ba\tb\u200b"),
        (r"\(a &lt; b\)<br>c", "\\(a &lt; b\\)\nc"),
    ],
)
def test_lines_and_signs_of_html_are_shown_as_on_a_card(source: str, shown: str) -> None:
    assert _shown(source) == shown


def test_a_field_of_html_that_is_very_long_is_shown_as_it_is_written() -> None:
    source = "a<br>" * (LONGEST // 5 + 1)
    assert _shown(source) == source
