"""Marks put around part of a line, and taken away again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.text.line_reading import looks
from flashcards.text.plain import plain_text
from flashcards.text.toggling import Marks, applied, cleared, selected, toggled

BOLD = Marks("bold", "**", "**")
ITALIC = Marks("italic", "*", "*")
HTML_BOLD = Marks("bold", "<b>", "</b>")


def _after(marked: str, marks: Marks, markup: str = "markdown") -> str:
    """Toggle what stands between ``⟦`` and ``⟧``, and show the selection likewise."""
    start = marked.index("⟦")
    end = marked.replace("⟦", "").index("⟧")
    text = marked.replace("⟦", "").replace("⟧", "")
    edits = toggled(text, looks(text, markup=markup), start, end, marks)
    changed = applied(text, edits)
    first, last = selected(start, end, edits, marks)
    return changed[:first] + "⟦" + changed[first:last] + "⟧" + changed[last:]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("one ⟦two⟧ three", "one **⟦two⟧** three"),
        ("one **⟦two⟧** three", "one ⟦two⟧ three"),
        ("one ⟦**two**⟧ three", "one ⟦two⟧ three"),
        ("**one ⟦two⟧ three**", "**one** ⟦two⟧ **three**"),
        ("**⟦one⟧ two**", "⟦one⟧ **two**"),
        ("**one** ⟦two⟧", "**one** **⟦two⟧**"),
        ("⟦**one** two⟧", "**⟦one two⟧**"),
        ("⟦**one** **two**⟧", "⟦one two⟧"),
        ("*⟦one⟧*", "***⟦one⟧***"),
        ("w⟦or⟧d", "w**⟦or⟧**d"),
        ("wo⟦⟧rd here", "**wo⟦⟧rd** here"),
        ("**wo⟦⟧rd** here", "wo⟦⟧rd here"),
        ("end ⟦⟧", "end **⟦⟧**"),
        ("end **⟦⟧**", "end ⟦⟧"),
    ],
)
def test_bold_is_put_on_and_taken_off(before: str, after: str) -> None:
    assert _after(before, BOLD) == after


def test_white_space_at_the_ends_of_a_selection_stays_outside() -> None:
    text = "one two three"
    edits = toggled(text, looks(text), 3, 8, BOLD)
    assert applied(text, edits) == "one **two** three"


def test_italic_and_bold_live_side_by_side() -> None:
    assert _after("**⟦word⟧**", ITALIC) == "***⟦word⟧***"
    assert _after("***⟦word⟧***", ITALIC) == "**⟦word⟧**"
    assert _after("***⟦word⟧***", BOLD) == "*⟦word⟧*"


def test_html_gets_tags() -> None:
    assert _after("one ⟦two⟧", HTML_BOLD, "html") == "one <b>⟦two⟧</b>"
    assert _after("<b>one ⟦two⟧</b>", HTML_BOLD, "html") == "<b>one</b> ⟦two⟧"
    assert _after("<strong>⟦two⟧</strong>", HTML_BOLD, "html") == "⟦two⟧"


def test_formatting_is_cleared_where_the_selection_touches_it() -> None:
    text = "**one** `two` *three*"
    edits = cleared(looks(text), 4, 12, ("bold", "italic", "code"))
    assert applied(text, edits) == "one two *three*"


_TEXTS = st.text(alphabet="ab c*", max_size=12)


@given(_TEXTS, st.data())
def test_toggling_changes_no_word(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    changed = applied(text, toggled(text, looks(text), start, end, BOLD))
    assert changed.replace("*", "").split() == text.replace("*", "").split()
    assert isinstance(plain_text(changed), str)


@given(st.text(alphabet="ab c", min_size=1, max_size=12), st.data())
def test_what_was_made_bold_is_plain_again_after_the_second_time(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    edits = toggled(text, looks(text), start, end, BOLD)
    once = applied(text, edits)
    if not edits:
        assert not text[start:end].strip()
        return
    first, last = selected(start, end, edits, BOLD)
    assert applied(once, toggled(once, looks(once), first, last, BOLD)) == text
