"""Names of pictures as texts write them, and as the HTML of cards says them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.text.file_names import REFERENCE, KnownFiles, reference, referred, ways
from flashcards.text.markdown import to_html
from flashcards.text.plain import plain_text
from flashcards.text.sanitise import sanitise

NAMES = [
    "cat.png",
    "Cat.PNG",
    "my cat.png",
    "my%20cat.png",
    "cat & dog.jpg",
    "cat &amp; dog.jpg",
    "it's 100% (new).png",
    "Bildschirmfoto 2024-01-01 um 1.00.00\u202fPM.png",
    "caf\u00e9.gif",
    "cafe\u0301.gif",
    "\u30ab\u30e1\u30e9.webp",
    "%E3%82%AB.webp",
    "a..b.png",
    "_under_20score.svg",
    "paste-0f.bmp",
    "#1.png",
    "~~x.png",
]


@pytest.mark.parametrize("name", NAMES)
def test_any_name_of_a_picture_has_a_plain_word_in_the_html_of_a_card(name: str) -> None:
    word = reference(name)
    assert re.fullmatch(REFERENCE, word)
    assert ".." not in word
    assert reference(word) == word  # what is safe already stays when it is made safe once more
    if not name.startswith("~~"):
        assert referred(word) == name


@pytest.mark.parametrize(
    "named",
    [
        "../x.png",
        "..%2fx.png",
        "..&#47;x.png",
        "%2e%2e%2fx.png",
        "a\\X.png",
        "a%5CX.png",
        "C:X.png",
        "C%3AX.png",
        "file:///tmp/X.png",
        "http://a.b/X.png",
        "//h/X.png",
        "data:image/png;base64,X.png",
        "X.png?y",
        "a\0X.png",
        "a%00X.png",
        "a\nX.png",
        "\ud800.png",
        ".X.png",
        "X.exe",
        "X",
        "",
        "X" * 700 + ".png",
    ],
)
def test_no_path_and_no_address_has_a_word(named: str) -> None:
    assert reference(named) == ""


@pytest.mark.parametrize(
    "word", ["~~_2E_2E_2Fx.png", "~~a_2Fb.png", "~~C_3Ax.png", "~~_252Fx.png", "~~_FF.png"]
)
def test_a_word_that_was_made_up_leads_nowhere(word: str) -> None:
    assert referred(word) == ""


@given(st.text(max_size=30))
def test_whatever_has_a_word_is_a_bare_name_however_it_is_read(name: str) -> None:
    named = f"{name}.png"
    word = reference(named)
    if word and not named.startswith("~~"):
        assert referred(word) == named
        assert not any(sign in way for way in ways(named) for sign in "/\\:?")


def test_pictures_with_such_names_stay_when_a_side_is_made_safe_once_more() -> None:
    once = sanitise('<img src="Cat &amp; dog%20%C3%A9.png" alt="two">')
    assert once == '<img src="~~Cat_20_26_20dog_2520_25C3_25A9.png" alt="two">'
    assert sanitise(once) == once
    assert referred("~~Cat_20_26_20dog_2520_25C3_25A9.png") == "Cat & dog%20%C3%A9.png"


def test_a_picture_of_a_field_in_markdown_is_named_likewise() -> None:
    (word,) = re.findall(r'src="([^"]*)"', to_html("![](<My cat & caf\u00e9.PNG>)"))
    assert "My cat & caf\u00e9.PNG" in ways(referred(word))
    assert plain_text('<img src="~~My_20cat.PNG">').strip() == "[My cat.PNG]"


@pytest.mark.parametrize("written", ["a.png", "a&#46;png", "a%2Epng", "a\\.png", "![](a.p%6Eg)"])
def test_a_name_is_found_whose_ending_is_written_by_other_signs(written: str) -> None:
    assert [*KnownFiles(["a.png", "b.mp3"]).named_in(f"see {written} there")][:1] == ["a.png"]


def test_an_ending_in_which_a_sign_stands_for_a_letter_is_found() -> None:
    assert [*KnownFiles(["map.K"]).named_in("map.\u212a")] == ["map.K"]
