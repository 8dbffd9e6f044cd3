"""Pictures in the source of fields: found, and written so that other programs read them."""

import pytest

from flashcards.text.markdown import to_html
from flashcards.text.picture_source import PictureSource, picture_near, pictures_in


def _one(source: str) -> PictureSource:
    (found,) = pictures_in(source)
    return found


def _written(source: str, markup: str = "markdown", **changes: object) -> str:
    found = _one(source)
    values = {"name": found.name, "words": found.words, "width": found.width} | changes
    now = found.written(markup=markup, **values)  # type: ignore[arg-type]  # of one kind each
    return source[: found.start] + now + source[found.end :]


def test_pictures_of_both_kinds_are_found_in_their_order() -> None:
    source = 'a ![one](x.png) b <img src="y.jpg" alt="two" width="30"> ![](z.gif)'
    assert [(each.name, each.words, each.width) for each in pictures_in(source)] == [
        ("x.png", "one", 0),
        ("y.jpg", "two", 30),
        ("z.gif", "", 0),
    ]


def test_a_width_makes_a_tag_that_a_card_shows_so() -> None:
    now = _written('see ![a "b" & c](x.png)!', width=300)
    assert now == 'see <img src="x.png" alt="a &quot;b&quot; &amp; c" width="300">!'
    assert 'width="300"' in to_html(now)
    assert _one(now).words == 'a "b" & c'


def test_markdown_without_a_width_stays_markdown() -> None:
    now = _written("![](x.png)", words="[a] \\b")
    assert now == r"![\[a\] \\b](x.png)"
    assert _one(now).words == "[a] \\b"


def test_a_width_is_taken_away_again() -> None:
    assert _written('<img src="x.png" width="30">', width=0) == '<img src="x.png">'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<img src=x.png class=big>", '<img src=x.png class=big width="40">'),
        ('<IMG alt="" SRC=\'x.png\' />', '<img alt="" SRC=\'x.png\' width="40">'),
        ('<img src="x.png" width=30 height=20 data-width="1">',
         '<img src="x.png" width="40" data-width="1">'),
        ('<img width="30px" src="x.png">', '<img width="40" src="x.png">'),
    ],
)  # fmt: skip
def test_what_else_a_tag_says_stays(before: str, after: str) -> None:
    assert _written(before, "html", width=40) == after


def test_nothing_changes_where_nothing_is_changed() -> None:
    for source in ("![a](x.png)", '<img alt=\'a\' src="x.png" width=40 style="float: left">'):
        assert _written(source) == source


def test_the_picture_nearest_to_the_caret_is_meant() -> None:
    source = "![](a.png) and ![](b.png)"
    assert [getattr(picture_near(source, at), "name", "") for at in (0, 11, 20, 25)] == [
        "a.png", "a.png", "b.png", "b.png",
    ]  # fmt: skip
    assert picture_near("no picture", 3) is None


def test_a_long_row_of_openings_takes_no_time() -> None:
    assert pictures_in("![" * 50_000) == []
    assert pictures_in("<img " * 50_000) == []
