"""Which words of a line are checked: those a card shows, whatever stands around and within them."""

import pytest

from flashcards.text.line_reading import looks
from flashcards.text.spelling.words import LONGEST_WORD, Word, around, words
from tests.effort import never_for_ever


def _words(text: str, markup: str = "markdown") -> list[Word]:
    return list(words(text, looks(text, markup=markup)))


def _texts(text: str, markup: str = "markdown") -> list[str]:
    return [each.text for each in _words(text, markup)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The cell, its wall.", ["The", "cell", "its", "wall"]),
        ("don’t it's l’homme 'quoted'", ["don’t", "it's", "l’homme", "quoted"]),
        ("a well-known -dash- I", ["well-known", "dash"]),
        ("# Heading\u00adline", ["Headingline"]),
        ("> quoted", ["quoted"]),
        ("- item", ["item"]),
        ("3. third", ["third"]),
        ("**bo**ld and _it_", ["bold", "and", "it"]),
        ("`code` and ``more`` text", ["and", "text"]),
        (r"then $E=mc^2$ and \(alpha\) so", ["then", "and", "so"]),
        ("un{{c1::happy}} {{c2::sad::mood}}ness", ["unhappy", "sad", "mood", "ness"]),
        ("{{c1::open gap", ["open", "gap"]),
        ("[words](https://example.org/pathh) here", ["words", "here"]),
        ("see https://exmaple.org/a?b=c or www.exmaple.org", ["see", "or"]),
        ("mail teh@exmaple.org, now", ["mail", "now"]),
        ("H2O x1 2nd snake_case v2", []),
        ("either/or", ["either", "or"]),
        ("/usr/shrae/dict and C:\\Usrs\\me", ["and"]),
        ("e.g. file.txt", []),
        ("![](pictre.png) [sound:sond.mp3] said", ["said"]),
        ("caf&eacute; a&nbsp;b R&D", ["café"]),
        ("H<sub>a</sub>llo<br>Welt", ["Hallo", "Welt"]),
        ("<div class='klass'>text</div>", ["text"]),
        ("моло́ко пье́т", ["моло́ко", "пье́т"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("שָׁלוֹם עולם", ["שָׁלוֹם", "עולם"]),
        ("x" * (LONGEST_WORD + 1), []),
        ("😀 smile", ["smile"]),
    ],
)  # fmt: skip
def test_the_words_that_a_card_shows_are_checked(text: str, found: list[str]) -> None:
    assert _texts(text) == found


def test_tags_of_html_divide_words_where_they_divide_lines() -> None:
    assert _texts("<b>H</b>allo<div>Welt</div><i>a</i>b", "html") == ["Hallo", "Welt", "ab"]


def test_a_word_knows_where_its_letters_stand() -> None:
    (word,) = _words("**bo**ld.")
    assert word == Word("bold", ((2, 4), (6, 8)), dotted=True)
    assert (word.start, word.end, word.letters) == (2, 8, "bold.")
    entity = _words("ein caf&eacute;")[1]
    assert entity.pieces == ((4, 15),)


def test_the_word_at_a_place_is_the_one_it_touches() -> None:
    found = tuple(_words("one two"))
    assert [word.text if (word := around(found, at)) else "" for at in (0, 3, 4, 7)] == [
        "one", "one", "two", "two",
    ]  # fmt: skip
    assert around(tuple(_words("a  word")), 1) is None


def test_long_lines_are_read_in_linear_time() -> None:
    for text in ("a@" * 4_000, "/a" * 4_000, "&amp" * 2_000, "a." * 4_000, "'-" * 4_000):
        with never_for_ever():
            _words(text)
