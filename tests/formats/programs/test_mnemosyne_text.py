"""What Mnemosyne writes in its fields is shown here as it is there."""

import pytest

from flashcards.formats.programs.mnemosyne_text import (
    as_html,
    files_in,
    with_clozes,
    without_clozes,
)
from tests.effort import never_for_ever


@pytest.mark.parametrize(
    ("there", "here"),
    [
        ("one\ntwo", "one<br>two"),
        ("a < b", "a &lt; b"),
        ("<ul>\n<li>x</li>\n</ul>\ny", "<ul>\n<li>x</li>\n</ul><br>y"),
        ("<$>a<b</$>", r"\(a&lt;b\)"),
        ("<$$>a & b\n</$$>", "\\[a &amp; b\n\\]"),
        (r"<latex>\LaTeX{}</latex>", r"[latex]\LaTeX{}[/latex]"),
        ("<$>never closed", "&lt;$>never closed"),
        (r'<img src="figs\a b.png">', '<img src="figs_a b.png">'),
        ("<IMG SRC='./a.png' width=3>", '<IMG src="a.png" width=3>'),
        ('<img src="http://a.invalid/b.png">', '<img src="http://a.invalid/b.png">'),
        ('<audio src="s/a.ogg"></audio>', "[sound:s_a.ogg]"),
        ('<sound src="a.ogg">', "[sound:a.ogg]"),
        ('x<card style="answerbox: overlay"/>', "x"),
    ],
)
def test_markup_becomes_that_of_fields_here(there: str, here: str) -> None:
    assert as_html(there) == here


def test_gaps_are_numbered_in_order_and_keep_their_hints() -> None:
    text = "La [casa:house] es [grande]"
    assert with_clozes(text) == "La {{c1::casa::house}} es {{c2::grande}}"
    assert without_clozes(text) == "La casa es grande"


def test_brackets_of_formulas_are_no_gaps_where_tex_says_so() -> None:
    assert with_clozes(r"<$>\left[ x \right]</$> [a]") == r"<$>\left[ x \right]</$> {{c1::a}}"
    assert with_clozes("<$>x_[1]</$>") == "<$>x_{{c1::1}}</$>"
    assert with_clozes("[never closed") == "[never closed"


def test_the_files_of_a_text_are_found() -> None:
    text = r'<img src="a\b.png"> <audio src=c.mp3> src="d.png"'
    assert list(files_in(text)) == ["a/b.png", "c.mp3"]


def test_no_text_takes_longer_than_its_length() -> None:
    with never_for_ever():
        for part in ("<latex>", "<$>", "[", "<img src=", "<a '", "<", "[]", "</$>", "\\left["):
            as_html(part * 100_000)
            with_clozes(part * 100_000)
            list(files_in(part * 100_000))
