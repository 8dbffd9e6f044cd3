"""Cards drawn as text."""

import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.cli.card_text import card_lines
from flashcards.cli.terminal import Terminal
from flashcards.cli.wording import crop, encodable, pad, safe, width
from flashcards.text.markdown import to_html
from flashcards.text.sanitise import sanitise

OURS = re.compile(r"\x1b\[[0-9;]*m")


def terminal(*, colour: bool) -> Terminal:
    """A terminal that writes nowhere."""
    made = Terminal(io.StringIO())
    made.colour = colour
    return made


def drawn(markdown: str, columns: int = 40, *, colour: bool = False) -> list[str]:
    """The lines of a Markdown text."""
    return card_lines(to_html(markdown), terminal(colour=colour), columns)


def test_emphasis_is_drawn_where_the_terminal_can() -> None:
    assert drawn("a **b** *c* `d`", colour=True) == [
        "a \x1b[1mb\x1b[0m \x1b[3mc\x1b[0m \x1b[36md\x1b[0m"
    ]
    assert drawn("a **b** *c* `d`") == ["a b c `d`"]


def test_lists_are_indented_and_numbered() -> None:
    text = "- one that goes on for more than a line\n- two\n  1. first\n  2. second\n\nafter"
    assert drawn(text, 24) == [
        "• one that goes on for", "  more than a line", "• two", "  1. first", "  2. second", "",
        "after",
    ]  # fmt: skip


def test_a_list_may_start_at_another_number() -> None:
    assert drawn("3. three\n4. four") == ["3. three", "4. four"]


@pytest.mark.parametrize(
    ("opening", "signs"),
    [
        ('<ol type="a" start="26">', ["z. x", "aa. y"]),
        ('<ol type="A">', ["A. x", "B. y"]),
        ('<ol type="I" start="8">', ["VIII. x", "IX. y"]),
        ('<ol style="color: red; list-style-type: lower-roman" start="3999">',
         ["mmmcmxcix. x", "4000. y"]),
        ('<ol style="list-style: lower-latin inside">', ["a. x", "b. y"]),
        ('<ol type="a" start="0">', ["0. x", "a. y"]),
        ("<ol>", ["1. x", "2. y"]),
        ('<ul type="a">', ["• x", "• y"]),
    ],
)  # fmt: skip
def test_lists_count_in_letters_and_roman_numerals_as_on_screen(
    opening: str, signs: list[str]
) -> None:
    html = sanitise(f"{opening}<li>x<li>y")
    assert card_lines(html, terminal(colour=False), 40) == signs


def test_the_letter_of_an_item_that_is_a_table_stands_before_it() -> None:
    html = sanitise('<ol type="a"><li><table><tr><td>1</td><td>2</td></tr></table><li>y</ol>')
    first, second = card_lines(html, terminal(colour=False), 40)
    assert first.startswith("a. ")
    assert second == "b. y"


def test_tables_line_up_and_wrap() -> None:
    assert drawn("| word | meaning |\n|---|--:|\n| 日本 | Japan, the country |\n| a | b |", 20) == [
        "word │       meaning",
        "─────┼──────────────",
        "日本 │    Japan, the",
        "     │       country",
        "a    │             b",
    ]


def test_code_keeps_its_lines_and_spaces() -> None:
    assert drawn("text\n\n```python\nif x:\n    y = 1  # two  spaces\n```") == [
        "text", "", "    if x:", "        y = 1  # two  spaces",
    ]  # fmt: skip


def test_quotes_pictures_links_and_small_digits_are_told() -> None:
    assert drawn("> quoted\n\n![a cat](cat.png)") == ["│ quoted", "", "[picture: a cat]"]
    assert drawn("[here](https://example.org)", 60) == ["here (https://example.org)"]
    assert drawn("H<sub>2</sub>O, x<sup>y</sup>") == ["H₂O, x^y"]


def test_wide_signs_count_twice_when_lines_break() -> None:
    assert drawn("日本語の単語を覚える", 10) == ["日本語の単", "語を覚える"]


def test_words_longer_than_a_line_are_cut() -> None:
    assert drawn("a " + "x" * 25, 10) == ["a", "x" * 10, "x" * 10, "x" * 5]


@given(st.text(max_size=200), st.integers(8, 80), st.booleans())
def test_no_text_controls_the_terminal_or_leaves_its_width(
    text: str, columns: int, colour: bool
) -> None:
    for line in drawn(text, columns, colour=colour):
        plain = OURS.sub("", line)
        assert "\x1b" not in plain
        assert all(
            sign.isprintable() or sign in "\u200c\u200d\u200e\u200f\u061c\u3000" for sign in plain
        )


@given(
    st.lists(
        st.sampled_from(
            [
                "| a | ",
                "|---|",
                "\n",
                "- ",
                "> ",
                "```",
                "x ",
                "1. ",
                "<sup>",
                "</table>",
                "<td>",
                "<table>",
            ]
        ),
        max_size=40,
    )
)
def test_broken_structure_is_drawn_all_the_same(pieces: list[str]) -> None:
    assert isinstance(drawn("".join(pieces), 20), list)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[31mb", "a\\x1b[31mb"),
        ("line\nend\ttab", "line end tab"),
        ("\u202egnp", "\\u202egnp"),
        ("soft\u00adhyphen\u200b", "softhyphen"),
        ("tag\U000e0041", "tag\\U000e0041"),
        ("half\udcff", "half\\udcff"),
        ("עברית می\u200cخواهم 日本", "עברית می\u200cخواهم 日本"),
    ],
)
def test_invisible_characters_are_spelled_out(text: str, shown: str) -> None:
    assert safe(text) == shown


@given(st.text(max_size=30), st.integers(1, 20))
def test_a_cell_has_exactly_its_columns(text: str, columns: int) -> None:
    assert width(pad(crop(safe(text), columns), columns)) == columns


@given(st.text(max_size=50), st.sampled_from(["ascii", "latin-1", "cp1252", "utf-8"]))
def test_anything_safe_can_be_written_in_any_encoding(text: str, encoding: str) -> None:
    encodable(safe(text), encoding).encode(encoding)
