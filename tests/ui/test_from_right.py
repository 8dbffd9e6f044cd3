"""Read from right to left, charts, arrows and fields are turned round; numbers are not."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel, QSlider, QWidget

from flashcards.ui import icons, theme
from flashcards.ui.deck_options.edits import TimeEdit
from flashcards.ui.deck_options.option_kinds import Kind, OptionRow
from flashcards.ui.planning.day_field import DayField
from flashcards.ui.statistics.bars import BarChart
from flashcards.ui.statistics.chart import Chart
from flashcards.ui.statistics.parts import Keys
from flashcards.ui.statistics.series import Bar, Bars, Day, Key, Segment, Strip, Strips, Year
from flashcards.ui.statistics.strips import StripChart
from flashcards.ui.statistics.year import YearChart
from flashcards.ui.theme import Theme
from flashcards.ui.widgets import label
from tests.qtbot import QtBot
from tests.ui.opened import mirrored

TODAY = 739_677  # 2 March 2026


@pytest.fixture
def turned(qtbot: QtBot, theme: Theme) -> Iterator[None]:
    """Read everything from right to left."""
    with mirrored():
        theme.apply()
        yield
    theme.apply()


def bars() -> BarChart:
    """Three bars, a hundred at the start and next to nothing at the end."""
    chart = BarChart("cards")
    heights = (100, 50, 1)
    places = tuple(Bar((height,), f"bar {at}", str(at)) for at, height in enumerate(heights))
    chart.show_data(Bars((Key("cards", "accent"),), places, "three bars"))
    chart.resize(320, 160)
    return chart


def year() -> YearChart:
    """A year that ends today, nothing done but today."""
    chart = YearChart("year")
    days = tuple(Day(TODAY - ago, 4 if ago == 0 else 0, f"{ago} ago") for ago in range(364, -1, -1))
    chart.show_data(Year(days, "a year"))
    chart.resize(760, 150)
    return chart


def strips() -> StripChart:
    """Nearly all of one colour, and a little of another at the end."""
    chart = StripChart("ratings")
    parts = (Segment(90, "good", "good"), Segment(10, "again", "again"))
    chart.show_data(Strips((Strip("answers", parts, "100"),), "ratings"))
    chart.resize(320, 60)
    return chart


def part_at(chart: Chart, share: float, down: float = 0.5) -> int | None:
    """Return what lies at a share of the width, from the left."""
    return chart.part_at(QPointF(chart.width() * share, chart.height() * down))


def middle_of(widget: QWidget, token: str) -> float:
    """Return where a colour lies on average, as a share of the width from the left."""
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    wanted = theme.color(token).rgb()
    across = [
        x
        for x in range(image.width())
        for y in range(image.height())
        if image.pixel(x, y) == wanted
    ]
    assert across, token
    return sum(across) / len(across) / image.width()


def drawn(name: str) -> list[list[bool]]:
    """Return which dots of each line of an icon are inked."""
    image = icons.pixmap(name, size=40).toImage()
    return [[image.pixelColor(x, y).alpha() > 127 for x in range(40)] for y in range(40)]


@pytest.mark.usefixtures("theme")
def test_from_left_to_right_time_goes_to_the_right(qtbot: QtBot) -> None:
    chart = bars()
    qtbot.addWidget(chart)
    assert (part_at(chart, 0.2), part_at(chart, 0.95)) == (0, 2)
    assert middle_of(chart, "accent") < 0.5


@pytest.mark.usefixtures("turned")
def test_the_axis_of_time_goes_to_the_left(qtbot: QtBot) -> None:
    chart = bars()
    qtbot.addWidget(chart)
    assert (part_at(chart, 0.05), part_at(chart, 0.8)) == (2, 0)
    assert part_at(chart, 0.99) is None, "where the numbers stand"
    assert middle_of(chart, "accent") > 0.5


@pytest.mark.usefixtures("turned")
def test_in_the_year_today_is_at_the_left(qtbot: QtBot) -> None:
    chart = year()
    qtbot.addWidget(chart)
    chart.show()
    last = chart.count() - 1
    assert chart.words(last) == "0 ago"
    side = chart.width()
    found = {chart.part_at(QPointF(x, y)) for x in range(side // 10) for y in range(chart.height())}
    assert last in found
    chart.setFocus()
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert chart.current == last - 7, "a week ago lies to the right"
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    assert chart.current == last


@pytest.mark.usefixtures("turned")
def test_arrow_keys_move_as_the_bars_lie(qtbot: QtBot) -> None:
    chart = bars()
    qtbot.addWidget(chart)
    chart.show()
    qtbot.keyClick(chart, Qt.Key.Key_Home)
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    assert chart.current == 1
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert chart.current == 0


@pytest.mark.usefixtures("turned")
def test_the_parts_of_a_whole_begin_at_the_right(qtbot: QtBot) -> None:
    chart = strips()
    qtbot.addWidget(chart)
    assert middle_of(chart, "good") > middle_of(chart, "again")
    assert part_at(chart, 0.7) == 0


@pytest.mark.usefixtures("turned")
def test_a_colour_stands_before_its_word(qtbot: QtBot) -> None:
    keys = Keys()
    qtbot.addWidget(keys)
    keys.show_keys((Key("cards", "good"), Key("reviews", "again")))
    keys.resize(keys.sizeHint())
    assert middle_of(keys, "good") > 0.9
    assert 0.4 < middle_of(keys, "again") < 0.7


@pytest.mark.usefixtures("turned")
def test_numbers_and_latin_names_stand_at_the_right(qtbot: QtBot) -> None:
    for text in ("100%", "Basic", "עברית"):
        said: QLabel = label(text)
        qtbot.addWidget(said)
        said.resize(300, 20)
        assert middle_of(said, "text") > 0.8, text


@pytest.mark.usefixtures("turned")
def test_times_and_days_are_not_reversed(qtbot: QtBot) -> None:
    time = TimeEdit(OptionRow("start", "Day starts", "When", Kind.TIME))
    qtbot.addWidget(time)
    time.put(18 * 60)
    assert time.text() == "18:00"
    day = DayField("Day")
    qtbot.addWidget(day)
    forwards = day.day().strftime("%Y")
    assert forwards in day.text()
    assert day.displayFormat().endswith("ddd")


def test_arrows_point_where_reading_goes(qtbot: QtBot, theme: Theme) -> None:
    usual, clock = (drawn("undo"), drawn("clock"))
    with mirrored():
        assert drawn("undo")[20] == usual[20][::-1]
        assert drawn("undo") != usual
        assert drawn("clock") == clock, "time goes clockwise everywhere"
    assert drawn("undo") == usual


@pytest.mark.usefixtures("turned")
def test_a_slider_fills_from_the_right_and_a_closed_row_points_left(qtbot: QtBot) -> None:
    slider = QSlider(Qt.Orientation.Horizontal)
    qtbot.addWidget(slider)
    slider.setRange(0, 100)
    slider.setValue(30)
    slider.resize(200, 24)
    assert middle_of(slider, "accent") > 0.7
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    assert "-left" in app.styleSheet()
    assert "-right." not in app.styleSheet()
