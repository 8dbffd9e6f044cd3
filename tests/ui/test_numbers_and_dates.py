"""Numbers, dates and times are written, and read, as the language of the window has them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QWidget

from flashcards.languages.catalogue import Translated
from flashcards.ui import dates
from flashcards.ui.answering.phrases import when_words
from flashcards.ui.deck_options.edits import NumberEdit
from flashcards.ui.deck_options.option_kinds import Kind, OptionRow
from flashcards.ui.deck_options.option_words import weekday_names
from flashcards.ui.deck_options.weekdays_edit import WeekdaysEdit
from flashcards.ui.main_window import MainWindow
from flashcards.ui.planning.day_field import DayField
from flashcards.ui.widgets.fields import number_field
from tests.languages.speaking import spoken_by
from tests.qtbot import QtBot

if TYPE_CHECKING:
    from tests.conftest import FixedClock

GERMAN = Translated(
    "de", {"{count} cards a day": ("{count} Karte am Tag", "höchstens {count} Karten am Tag")}
)
ROW = OptionRow("", "", "", Kind.NUMBER, "{count} card a day", "{count} cards a day", 0, 9_999)
DAY = date(2026, 3, 5)


@contextmanager
def language_of(locale: str) -> Iterator[None]:
    """Write numbers and dates as a locale does until the end of the block."""
    before = QLocale()
    QLocale.setDefault(QLocale(locale))
    try:
        with spoken_by(GERMAN, locale):
            yield
    finally:
        QLocale.setDefault(before)


@pytest.mark.parametrize(
    ("locale", "short", "long", "weekday"),
    [
        ("en_GB", "5 Mar 2026", "5 March 2026", "Thu 5 Mar"),
        ("en_US", "Mar 5, 2026", "March 5, 2026", "Thu, Mar 5"),
        ("de_DE", "5. März 2026", "5. März 2026", "Do., 5. März"),
        ("fr_FR", "5 mars 2026", "5 mars 2026", "jeu. 5 mars"),
        ("es_ES", "5 mar 2026", "5 de marzo de 2026", "jue, 5 mar"),
    ],
)
def test_a_date_has_the_order_and_names_of_its_language(
    qtbot: QtBot, locale: str, short: str, long: str, weekday: str
) -> None:
    with language_of(locale):
        assert dates.day_words(DAY) == short
        assert dates.day_words(DAY, dates.LONG_DAY_OF_YEAR) == long
        assert dates.day_words(DAY, dates.WEEKDAY).replace("Do,", "Do.,") == weekday


def test_a_time_has_twelve_hours_where_the_system_says_so(
    qtbot: QtBot, fixed_clock: "FixedClock"
) -> None:
    afternoon = datetime(2026, 3, 2, 15, 5, tzinfo=fixed_clock.now.tzinfo)
    with language_of("de_DE"):
        assert when_words(afternoon, fixed_clock.now, 0) == "today at 15:05"
    with language_of("en_US"):
        assert when_words(afternoon, fixed_clock.now, 0).replace("\u202f", " ") == (
            "today at 3:05 PM"
        )


def test_weekdays_are_named_in_the_language(qtbot: QtBot) -> None:
    with language_of("de_DE"):
        assert weekday_names()[:2] == ["Montag", "Dienstag"]


def test_a_day_can_be_typed_as_the_language_writes_it(qtbot: QtBot) -> None:
    with language_of("de_DE"):
        field = DayField("Tag")
        qtbot.addWidget(field)
        field.show_day(DAY)
        assert field.text().startswith("5. März 2026")
        qtbot.keyClick(field, Qt.Key.Key_Up)
        assert field.day() == date(2026, 3, 6)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1.500", 1_500),
        ("1500", 1_500),
        ("höchstens 1.500 Karten am Tag", 1_500),
        ("1 Karte am Tag", 1),
        ("20 Karten", 20),
    ],
)
def test_a_number_is_understood_as_the_language_writes_it(
    qtbot: QtBot, typed: str, number: int
) -> None:
    with language_of("de_DE"):
        field = NumberEdit(ROW)
        qtbot.addWidget(field)
        state = field.validate(typed, len(typed))[0]
        assert (state, field.valueFromText(typed)) == (QValidator.State.Acceptable, number)


@pytest.mark.parametrize("typed", ["viele", "12 Zorfe", "höchstens", "-3", "1 2 3 Karten x"])
def test_what_is_no_number_is_not_taken(qtbot: QtBot, typed: str) -> None:
    with language_of("de_DE"):
        field = NumberEdit(ROW)
        qtbot.addWidget(field)
        assert field.validate(typed, len(typed))[0] is not QValidator.State.Acceptable


def test_a_number_shows_its_unit_in_the_language(qtbot: QtBot) -> None:
    with language_of("de_DE"):
        field = NumberEdit(ROW)
        qtbot.addWidget(field)
        field.put(1_500)
        assert field.text() == "höchstens 1.500 Karten am Tag"


@pytest.mark.parametrize(
    ("one", "many", "number"),
    [
        ("{count} card", "{count} cards", 99_999),
        ("{count}-mal vergessen", "{count}-mal vergessen", 9_999),
        ("{count} Tag(e)", "{count} Tag(e)", 36_500),
    ],
)
def test_an_option_shows_its_number_whole(
    window: MainWindow, qtbot: QtBot, one: str, many: str, number: int
) -> None:
    field = NumberEdit(OptionRow("", "", "", Kind.NUMBER, one, many, 0, 99_999))
    field.put(number)
    _show(field, window, qtbot)
    assert _wide(field) <= _room(field)


def test_a_weekday_shows_its_share_whole(window: MainWindow, qtbot: QtBot) -> None:
    edit = WeekdaysEdit(ROW)
    edit.put((100,) * 7)
    _show(edit, window, qtbot)
    assert [_wide(field) <= _room(field) for field in edit.fields] == [True] * 7


def test_a_field_as_wide_as_it_wishes_shows_its_largest_number(
    window: MainWindow, qtbot: QtBot
) -> None:
    field = number_field("Days", 9_999, suffix=" days")
    day = DayField("Day")
    day.show_day(date(2026, 11, 28))
    for each in (field, day):
        _show(each, window, qtbot)
        each.resize(each.sizeHint())
        QApplication.processEvents()
        assert _wide(each) <= _room(each)


def _show(made: QWidget, window: MainWindow, qtbot: QtBot) -> None:
    """Show a part by itself, in the window's style."""
    assert window.isVisible()
    qtbot.addWidget(made)
    made.show()
    QApplication.processEvents()


def _wide(field: QAbstractSpinBox) -> int:
    return field.fontMetrics().horizontalAdvance(field.text())


def _room(field: QAbstractSpinBox) -> int:
    """Return how wide a text can be seen: Qt leaves two pixels free on each side."""
    line = field.lineEdit()
    return line.contentsRect().width() - line.textMargins().left() - 4
