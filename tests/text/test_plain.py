"""Fields as plain words."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.text.plain import cjk_spaced, first_field_key, plain_text, search_text
from tests.effort import calls, never_for_ever


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("plain words", "plain words"),
        (" two\n lines\t here  ", "two lines here"),
        ("a **bold** and *slanted* _one_, __two__ ~~gone~~", "a bold and slanted one, two gone"),
        ("***both***", "both"),
        ("`a*b*c` and ``x_y_z``", "a*b*c and x_y_z"),
        ("# Head\n\n- one\n- two\n\n> said", "Head one two said"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "a b 1 2"),
        ("```python\nx = y[1](2)  # *z*\n```", "x = y[1](2) # *z*"),
        ("[link](https://a.b) <https://c.d>", "link https://c.d"),
        ("![a cat](x.png)", "a cat"),
        ("![](x.png)", "[x.png]"),
        ("<img src='x.png'>", "[x.png]"),
        ("a<br>b <b>c</b>d<script>x</script>", "a b cd"),
        ("List<String> &lt;b&gt; AT&amp;T", "List<String> <b> AT&T"),
        ("A {{c1::GAN::hint}} has {{c2::two {{c3::nets}}}}", "A GAN has two nets"),
        (r"\*not slanted\*", "*not slanted*"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("a > b -> c", "a > b -> c"),
        ("> a > b", "a > b"),
        ("snake_case_name", "snake_case_name"),
        ("+", "+"),
        ("---", "---"),
        ("1945.", "1945."),
        ("a\0b", "ab"),
        ("", ""),
    ],
)
def test_marks_go_and_words_stay(field: str, expected: str) -> None:
    assert plain_text(field) == expected


def test_the_index_keeps_case_and_spaces_cjk_characters() -> None:
    assert search_text(("The **Cat**", "", "日本語 text")) == "The Cat 日 本 語 text"


def test_each_cjk_character_is_a_word_of_its_own() -> None:
    assert cjk_spaced("GAN生成 モデルx") == "GAN 生 成 モ デ ル x"
    assert cjk_spaced("한국어") == "한 국 어"
    assert cjk_spaced("naïve café") == "naïve café"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("What is a GAN?", "what is  a gan?"),
        ("**What** is a GAN?", "What is a <b>GAN</b>?"),
        ("A {{c1::GAN}}", "a gan"),
        ("café", unicodedata.normalize("NFD", "CAFÉ")),
        ("Straße", "STRASSE"),
        ("a\u00a0b", "a b"),
    ],
)
def test_the_same_question_has_the_same_key(one: str, other: str) -> None:
    assert first_field_key(one) == first_field_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("C", "C++"), ("C", "C#"), ("+", "-"), ("![](a.png)", "![](b.png)")]
)
def test_different_questions_have_different_keys(one: str, other: str) -> None:
    assert first_field_key(one) != first_field_key(other)


@given(st.text(max_size=60))
def test_plain_text_is_one_trimmed_line(text: str) -> None:
    plain = plain_text(text)
    assert plain == " ".join(plain.split())
    assert "\0" not in search_text([text])


@given(st.text(alphabet=st.characters(categories=["L", "N"]), min_size=1, max_size=40))
def test_letters_are_kept(text: str) -> None:
    assert plain_text(text) == text
    assert "".join(search_text([text]).split()) == text


@given(st.text(alphabet='abC1 *_`<>/="&;[](){}:!|\\~$#\né日\u0301.-', max_size=60))
def test_what_stands_together_in_a_field_stands_so_in_a_word_of_the_index(text: str) -> None:
    words = search_text([text, "b"]).lower().split()
    for run in re.findall("[0-9a-z]{3,}", text.lower()):
        assert any(run in word for word in words)


def test_what_is_not_seen_is_kept_apart_at_the_end() -> None:
    fields = ('<b class="big">Word</b>', "{{c1::gap::hint}}")
    assert search_text(fields) == "Word gap \ue000big \ue000class \ue000hint"


@pytest.mark.parametrize(
    "unit",
    [
        *("<", "<a ", "<!--", "<script>", "&", "&a;", "*", "*a ", "_a", "`", "``a", "[", "[a]("),
        *("{{c1::", "{{c1::a}}", "- ", "> ", "#", "|", "|-", "~~a", "\\", "\n", "<http://a"),
        *("![](", "```\n"),
    ],
)
def test_hostile_text_takes_linear_time(unit: str) -> None:
    text = (unit * 200_000)[:200_000]
    with never_for_ever():
        search_text([text])
        first_field_key(text)


def test_plain_notes_are_indexed_without_reading_markdown() -> None:
    answer = "It is a plain answer, as most are. " * 8
    assert calls(lambda: search_text(("What is this?", answer))) < 20
    assert calls(lambda: search_text(("What is *this*?", answer))) > 30
