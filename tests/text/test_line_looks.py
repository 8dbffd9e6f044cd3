"""What a line of source looks like while it is edited."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.text.line_looks import LONGEST, START, Look, State
from flashcards.text.line_reading import looks
from tests.effort import calls
from tests.text.test_field_units import SOURCES


def _seen(text: str, look: Look, before: State = START, markup: str = "markdown") -> list[str]:
    return [text[each.start : each.end] for each in looks(text, before, markup).spans
            if each.look == look]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "look", "seen"),
    [
        ("a **bold** word", "bold", ["bold"]),
        ("***both***", "italic", ["**both**"]),
        ("***both***", "bold", ["both"]),
        ("2 * 3 * 4", "italic", []),
        ("snake_case_name", "italic", []),
        ("_so_ and *so*", "italic", ["so", "so"]),
        ("~~no~~", "strike", ["no"]),
        ("`a*b*`", "code", ["a*b*"]),
        ("`a*b*`", "italic", []),
        (r"\*plain\*", "italic", []),
        ("## Title", "heading", ["## Title"]),
        ("#tag", "heading", []),
        ("> said", "quote", ["> said"]),
        ("- item", "bullet", ["-"]),
        ("2. item", "count", ["2. "]),
        ("---", "rule", ["---"]),
        ("| a | b |", "table", ["| a | b |"]),
        ("[words](https://example.org)", "link", ["words"]),
        ("[*so*](https://example.org)", "italic", ["so"]),
        ("![alt](a.png)", "picture", ["![alt](a.png)"]),
        ("[sound:a.mp3]", "sound", ["[sound:a.mp3]"]),
        (r"so \(x_1 * x_2\) is", "formula", [r"\(x_1 * x_2\)"]),
        ("so $x_1$ costs $5 or $6", "formula", ["$x_1$"]),
        ("it costs $5 and *more* $", "italic", ["more"]),
        ("[$]x[/$] [latex]y[/latex]", "formula", ["[$]x[/$]", "[latex]y[/latex]"]),
        ("{{c1::Paris::city}} x", "gap", ["Paris"]),
        ("{{c1::Paris::city}} x", "hint", ["city"]),
        ("{{c2::a {{c3::b}}}}", "gap", ["b", "a {{c3::b}}"]),
        ("a :: b }}", "mark", []),
        ("<b>so</b>", "bold", ["so"]),
        ("<span style='font-weight: bold'>so</span>", "bold", ["so"]),
        ("<span style='color:red; font-weight:700'>so</span>", "colour", ["so"]),
        ("<span style='color:red; font-weight:700'>so</span>", "bold", ["so"]),
        ('<font color="#00f">so</font>', "colour", ["so"]),
        ("<span style='background-color:red'>so</span>", "colour", []),
        ("List<String> a < b", "mark", []),
        ('<img src="a.png">', "picture", ['<img src="a.png">']),
        ("H<sub>2</sub>O", "sub", ["2"]),
    ],
)  # fmt: skip
def test_marks_make_the_letters_between_them_look_so(
    text: str, look: Look, seen: list[str]
) -> None:
    assert _seen(text, look) == seen


def test_stars_mean_nothing_in_html() -> None:
    assert _seen("a **b** <b>c</b>", "bold", markup="html") == ["c"]


def test_what_a_line_opens_goes_on_in_the_next_one() -> None:
    code = looks("```python").after
    assert _seen("a = **b**", "fence", code) == ["a = **b**"]
    assert looks("```", code).after == START
    bold = looks("<b>one", START, "html").after
    assert _seen("two</b> three", "bold", bold, "html") == ["two"]
    formula = looks("$$ a").after
    assert _seen("b $$ *c*", "source", formula) == ["b $$"]
    gap = looks("{{c1::one").after
    assert _seen("two}} three", "gap", gap) == ["two"]


@given(SOURCES.filter(lambda source: "\n" not in source), st.sampled_from(["markdown", "html"]))
def test_every_part_of_any_line_lies_within_it(source: str, markup: str) -> None:
    for span in looks(source, START, markup).spans:
        assert 0 <= span.start < span.end <= len(source)
    for element in looks(source, START, markup).elements:
        assert element.open[0] < element.open[1] <= element.close[0] < element.close[1]


@pytest.mark.parametrize(
    "piece", ["*a", "`a``b", "[a](", "{{c1::", "<b>", r"\(", "<a ", "}}", "_a*b "]
)
def test_the_work_grows_as_the_line_does(piece: str) -> None:
    small = calls(lambda: looks(piece * 120))
    assert calls(lambda: looks(piece * 1_200)) < 14 * small + 2_000


def test_a_line_of_a_book_is_left_as_it_is_written() -> None:
    assert looks("**a** " * LONGEST).spans == []
