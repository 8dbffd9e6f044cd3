"""Numbers are written as the language writes them, wherever they stand."""

import pytest
from PySide6.QtCore import QLocale

from flashcards.languages import numbers
from flashcards.languages.catalogue import Translated
from flashcards.languages.speaking import filled, numeral, percent, worded
from flashcards.model.messages import message, plural_message
from tests.languages.speaking import spoken_by

CURLY = {"de_CH", "de_LI", "fr_CH", "it_CH"}
"""Where versions of Qt have different signs between thousands."""


@pytest.mark.parametrize(
    ("locale", "whole", "exact", "share"),
    [
        ("en", "1,234,567", "-1,234.50", "12%"),
        ("de", "1.234.567", "-1.234,50", "12\u00a0%"),
        ("de_AT", "1\u00a0234\u00a0567", "-1\u00a0234,50", "12\u00a0%"),
        ("de_CH", "1’234’567", "-1’234.50", "12%"),
        ("fr", "1\u202f234\u202f567", "-1\u202f234,50", "12\u202f%"),
        ("es", "1.234.567", "-1234,50", "12\u00a0%"),
        ("es_MX", "1,234,567", "-1,234.50", "12%"),
        ("it", "1.234.567", "-1234,50", "12%"),
        ("pl", "1\u00a0234\u00a0567", "-1234,50", "12%"),
        ("xx", "1,234,567", "-1,234.50", "12%"),
    ],
)
def test_a_number_has_the_signs_of_its_language(
    locale: str, whole: str, exact: str, share: str
) -> None:
    with spoken_by(locale=locale):
        assert (numeral(1_234_567), numeral(-1_234.5, 2), percent(0.12)) == (whole, exact, share)


@pytest.mark.parametrize("code", sorted(set(numbers.BY_LANGUAGE) - CURLY))
def test_signs_and_groups_are_those_that_qt_has(code: str) -> None:
    signs, locale = numbers.figures_of(code), QLocale(code)
    assert signs.decimal == locale.decimalPoint()
    assert signs.group == locale.groupSeparator()
    for number in (999, 1_000, 9_999, 10_000, 1_234_567):
        assert signs.number(number) == locale.toString(number)


def test_what_a_text_says_of_its_numbers_holds_in_every_language() -> None:
    text = "{days:,} days, {ease:.2f}, {share:.1%} since {year}"
    values = {"days": 12_345, "ease": 2.5, "share": 0.456, "year": 2026}
    with spoken_by(locale="en"):
        assert filled(text, values) == "12,345 days, 2.50, 45.6% since 2026"
    with spoken_by(locale="de"):
        assert filled(text, values) == "12.345 days, 2,50, 45,6\u00a0% since 2026"


def test_the_count_of_a_message_from_below_is_written_in_the_language_too() -> None:
    cards = plural_message(12_345, "{count} card", "{count} cards")
    said = message("{cards} in {name}", cards=cards, name="1,000 words")
    texts = {
        "{count} cards": ("{count} Karte", "{count} Karten"),
        "{cards} in {name}": ("{name}: {cards}",),
    }
    with spoken_by(Translated("de", texts), "de"):
        assert worded(said) == "1,000 words: 12.345 Karten"
    assert str(said) == "12,345 cards in 1,000 words"


@pytest.mark.parametrize(
    ("locale", "typed", "plain"),
    [
        ("de", "1.234,5", "1234.5"),
        ("de", " 0,9 ", "0.9"),
        ("fr", "1 234,5", "1234.5"),
        ("fr", "1\u202f234,5", "1234.5"),
        ("en", "1,234.5", "1234.5"),
        ("de", "viel", "viel"),
    ],
)
def test_a_number_typed_as_the_language_writes_it_is_understood(
    locale: str, typed: str, plain: str
) -> None:
    assert numbers.figures_of(locale).read(typed) == plain
