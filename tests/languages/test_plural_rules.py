"""Counts choose the form that Qt Linguist's own rules choose."""

import pytest

from flashcards.languages import plural_rules

# What `lrelease` and QTranslator of Qt 6.10 choose for 0 to 119, by place of the form.
_TENS = "2222222222"
_RULES = [
    ("en", 2, "10" + "1" * 118),
    ("de", 2, "10" + "1" * 118),
    ("es", 2, "10" + "1" * 118),
    ("pt_PT", 2, "10" + "1" * 118),
    ("fr", 2, "00" + "1" * 118),
    ("pt_BR", 2, "00" + "1" * 118),
    ("ja", 1, "0" * 120),
    ("zh_CN", 1, "0" * 120),
    ("ga", 3, "201" + "2" * 117),
    ("cs", 3, "20111" + "2" * 115),
    ("ru", 3, "2011122222" + _TENS + "2011122222" * 8 + "2011122222" + _TENS),
    ("pl", 3, "2011122222" + _TENS + "2211122222" * 8 + "2211122222" + _TENS),
    ("is", 2, "1011111111" + "1" * 10 + "1011111111" * 9 + "1" * 10),
    ("lt", 3, "2011111111" + _TENS + "2011111111" * 9 + _TENS),
    ("lv", 3, "2011111111" + "1" * 10 + "1011111111" * 9 + "1" * 10),
    ("mk", 3, "2012222222" * 12),
    ("ro", 3, "10" + "1" * 18 + "2" * 81 + "1" * 19),
    ("sl", 4, "3012233333" + "3" * 90 + "3012233333" + "3" * 10),
    ("mt", 4, "10" + "1" * 9 + "2" * 9 + "3" * 81 + "1" * 10 + "2" * 9),
    ("cy", 5, "0122223" + "4" * 113),
    ("gd", 4, "3012222222" + "2012222222" + "3" * 100),
    ("ar", 6, "012" + "3" * 8 + "4" * 89 + "555" + "3" * 8 + "4" * 9),
]


@pytest.mark.parametrize(("language", "forms", "chosen"), _RULES)
def test_a_count_has_the_form_that_qt_chooses(language: str, forms: int, chosen: str) -> None:
    assert plural_rules.forms(language) == forms
    found = "".join(str(plural_rules.form(language, count)) for count in range(120))
    assert found == chosen


def test_a_country_changes_nothing_where_it_has_no_rule_of_its_own() -> None:
    assert plural_rules.form("fr_CA", 0) == plural_rules.form("fr", 0) == 0


def test_fewer_than_nothing_is_counted_like_more() -> None:
    assert [plural_rules.form("ru", count) for count in (-1, -3, -5)] == [0, 1, 2]
