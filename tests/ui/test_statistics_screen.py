"""The statistics screen as a learner uses it: choose, point, read."""

from functools import partial
from typing import TYPE_CHECKING, Literal, cast

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from flashcards import Rating
from flashcards.settings import Settings
from flashcards.ui.main_window import MainWindow
from flashcards.ui.statistics import card_figures
from flashcards.ui.statistics.bars import BarChart
from flashcards.ui.statistics.parts import Panel
from flashcards.ui.statistics.screen import StatisticsScreen
from flashcards.ui.theme import Theme
from tests.conftest import FixedClock
from tests.qtbot import QtBot

if TYPE_CHECKING:
    from flashcards.api import Collection


@pytest.fixture
def studied(collection: "Collection", fixed_clock: FixedClock) -> None:
    """Two decks; four cards of the first answered over three days, the second untouched."""
    for place in range(6):
        deck = "Physics" if place < 4 else "French::Verbs"
        collection.add_note(fields={"Front": f"Question {place}", "Back": "x"}, deck=deck)
    for _ in range(3):
        session = collection.study("Physics")
        for rating in (Rating.GOOD, Rating.AGAIN, Rating.GOOD, Rating.EASY, Rating.GOOD):
            if session.next() is not None:
                session.answer(rating, taken_ms=6_000)
        session.close()
        fixed_clock.advance(days=1)
    fixed_clock.advance(days=-1)


def _open(window: MainWindow, **arguments: str) -> StatisticsScreen:
    return cast(StatisticsScreen, window.go("statistics", **arguments))


def _panel(screen: StatisticsScreen, name: str) -> Panel:
    return cast(Panel, screen.board.panels[name])


def _words(widget: QWidget) -> str:
    return " | ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_an_empty_collection_says_what_will_stand_here(window: MainWindow, qtbot: QtBot) -> None:
    screen = _open(window)
    assert "Nothing to count yet" in _words(screen)
    assert not screen.board.isVisible()


def test_cards_without_answers_explain_each_chart(
    window: MainWindow, collection: "Collection"
) -> None:
    collection.add_note(fields={"Front": "Q", "Back": "A"}, deck="Deck")
    screen = _open(window)
    words = _words(screen)
    assert "Nothing was answered in this period." in words
    assert "A card gets its interval with your first answer." in words
    assert screen.board.cards.isVisible()
    assert not screen.board.work.isVisible()


def test_cards_that_are_asked_again_today_are_told_where_days_to_come_are(
    window: MainWindow, collection: "Collection"
) -> None:
    for question in "ab":
        collection.add_note(fields={"Front": question, "Back": "A"}, deck="Deck")
    session = collection.study()
    for rating in (Rating.AGAIN, Rating.HARD):
        assert session.next() is not None
        session.answer(rating)
    words = _words(_panel(_open(window), "forecast"))
    assert "2 to repeat today · 2 tomorrow · 2 in the next 7 days" in words
    session.next()
    session.answer(Rating.GOOD)
    words = _words(_panel(_open(window), "forecast"))
    assert "1 to repeat today · 2 tomorrow" in words


@pytest.mark.usefixtures("studied")
def test_answers_of_cards_deleted_since_are_told_apart_where_they_count(
    window: MainWindow, collection: "Collection"
) -> None:
    assert "deleted" not in _words(_panel(_open(window), "answers"))
    every = collection.review_count()
    card = collection.card_rows(collection.search("deck:Physics"))[0]
    collection.delete_notes([card.note_id])
    left = sum(row.reviews for row in collection.card_rows(collection.search("")))
    assert 0 < left < every == collection.review_count()
    words = _words(_panel(_open(window), "answers"))
    assert f"{every} reviews" in words
    assert f"{every - left} of cards deleted since" in words
    words = _words(_panel(_open(window, deck="Physics"), "answers"))
    assert f"{left} reviews" in words
    assert "deleted" not in words


@pytest.mark.usefixtures("studied")
def test_the_day_is_told_in_large_numbers(window: MainWindow, collection: "Collection") -> None:
    screen = _open(window)
    found = collection.statistics()
    numbers = [tile.number.text() for tile in screen.board.today]
    assert numbers[0] == str(found.today.answers)
    assert numbers[3] == "3 days"


def test_a_card_asked_again_on_the_day_of_a_weak_answer_is_told_as_repeated(
    window: MainWindow, collection: "Collection"
) -> None:
    collection.add_note(fields={"Front": "Q", "Back": "A"}, deck="Deck")
    session = collection.study("Deck")
    for rating in (Rating.AGAIN, Rating.GOOD):
        assert session.next() is not None
        session.answer(rating, taken_ms=2_000)
    session.close()
    screen = _open(window)
    assert "1 new · 1 repeated today" in _words(screen)
    strips = card_figures.answers(collection.statistics()).rows
    assert [strip.name for strip in strips] == ["New", "Repeated"]


@pytest.mark.usefixtures("studied")
def test_another_deck_shows_other_numbers(window: MainWindow, qtbot: QtBot) -> None:
    screen = _open(window)
    assert _panel(screen, "cards").readout.text() == "6 cards"
    screen.decks.setFocus()
    qtbot.keyClicks(screen.decks, "Phy")
    assert _panel(screen, "cards").readout.text() == "4 cards"
    qtbot.keyClick(screen.decks, Qt.Key.Key_Home)
    assert _panel(screen, "cards").readout.text() == "6 cards"


@pytest.mark.usefixtures("studied")
def test_it_can_be_opened_for_a_deck(window: MainWindow) -> None:
    screen = _open(window, deck="French")
    assert screen.decks.currentText() == "French"
    assert _panel(screen, "cards").readout.text() == "2 cards"
    assert "Nothing was answered in this period." in _words(screen)


@pytest.mark.usefixtures("studied")
def test_a_deck_that_goes_away_gives_way_to_all_decks(
    window: MainWindow, collection: "Collection"
) -> None:
    screen = _open(window, deck="French")
    collection.delete_deck("French")
    assert screen.decks.currentText() == "All decks"
    assert _panel(screen, "cards").readout.text() == "4 cards"


@pytest.mark.usefixtures("studied")
def test_a_period_is_chosen_by_key_and_remembered(
    window: MainWindow, qtbot: QtBot, fixed_clock: FixedClock, saved_settings: list[Settings]
) -> None:
    fixed_clock.advance(days=60)
    screen = _open(window)
    assert screen.board.work.isVisible()
    qtbot.keyClick(screen, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: not screen.board.work.isVisible())
    assert [made.isChecked() for made in screen.periods.values()] == [True, False, False, False]
    assert saved_settings[-1].lists["statistics"] == "30"
    qtbot.mouseClick(screen.periods[None], Qt.MouseButton.LeftButton)
    assert screen.board.work.isVisible()
    assert saved_settings[-1].lists["statistics"] == "all"


@pytest.mark.usefixtures("studied")
def test_arrow_keys_walk_along_a_chart_and_read_it_out(window: MainWindow, qtbot: QtBot) -> None:
    screen = _open(window)
    chart = screen.board.work
    readout = _panel(screen, "work").readout
    gist = readout.text()
    chart.setFocus()
    qtbot.keyClick(chart, Qt.Key.Key_End)
    assert readout.text().startswith("Today: ")
    assert chart.accessibleDescription() == readout.text()
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    assert readout.text().startswith("Yesterday: ")
    qtbot.keyClick(chart, Qt.Key.Key_Home)
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    assert chart.current == 0
    screen.decks.setFocus()
    assert readout.text() == gist
    assert chart.accessibleDescription() == gist


@pytest.mark.usefixtures("studied")
def test_in_the_year_arrows_move_by_day_and_by_week(window: MainWindow, qtbot: QtBot) -> None:
    screen = _open(window)
    chart = screen.board.year
    readout = _panel(screen, "year").readout
    chart.setFocus()
    qtbot.keyClick(chart, Qt.Key.Key_Up)
    assert readout.text().startswith("Today: 1 review in 6 s")
    qtbot.keyClick(chart, Qt.Key.Key_Up)
    assert readout.text().startswith("Yesterday: ")
    last = chart.count() - 1
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    assert chart.current == last - 8


@pytest.mark.usefixtures("studied")
def test_escape_lets_go_of_what_is_pointed_at_before_it_leaves(
    window: MainWindow, qtbot: QtBot
) -> None:
    screen = _open(window)
    screen.board.work.setFocus()
    qtbot.keyClick(screen.board.work, Qt.Key.Key_Home)
    assert screen.step_back()
    assert screen.board.work.current is None
    assert not screen.step_back()


@pytest.mark.usefixtures("studied")
def test_the_mouse_points_at_what_lies_under_it(window: MainWindow, qtbot: QtBot) -> None:
    screen = _open(window)
    for chart in screen.board.charts():
        said: list[str] = []
        chart.pointed.connect(said.append)
        for x in range(0, chart.width(), 3):
            for y in range(0, chart.height(), 3):
                part = chart.part_at(QPoint(x, y).toPointF())
                assert part is None or 0 <= part < chart.count()
                chart.point(part)
        assert len(set(said)) > 1, chart.name


@pytest.mark.usefixtures("studied")
@pytest.mark.parametrize(("width", "columns"), [(900, 2), (1024, 2), (1600, 3)])
def test_panels_use_the_room_there_is(
    window: MainWindow, qtbot: QtBot, width: int, columns: int
) -> None:
    screen = _open(window)
    window.resize(width, 700)

    def most_side_by_side() -> int:
        tops = [panel.y() for panel in screen.board.panels.values()]
        return max(tops.count(top) for top in tops)

    qtbot.waitUntil(lambda: most_side_by_side() == columns)
    for panel in screen.board.panels.values():
        assert panel.geometry().right() <= screen.board.width()
        assert panel.width() >= panel.minimumSizeHint().width()


def _has_room(chart: QWidget) -> bool:
    return chart.height() >= chart.minimumSizeHint().height()


@pytest.mark.usefixtures("studied")
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_every_chart_paints_in_light_and_dark(
    window: MainWindow, qtbot: QtBot, theme: Theme, mode: Literal["light", "dark"]
) -> None:
    theme.set_mode(mode)
    screen = _open(window)
    for chart in screen.board.charts():
        qtbot.waitUntil(partial(_has_room, chart))
        image = chart.grab().toImage()
        colours = {
            image.pixelColor(x, y).name()
            for x in range(0, image.width(), 2)
            for y in range(0, image.height(), 2)
        }
        assert len(colours) > 2, chart.name
    theme.set_mode("light")


@pytest.mark.usefixtures("studied")
def test_everything_that_takes_the_keyboard_has_a_name(window: MainWindow) -> None:
    screen = _open(window)
    for widget in screen.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
            text = getattr(widget, "text", str)() if not isinstance(widget, QComboBox) else ""
            assert widget.accessibleName() or text, widget
    for chart in screen.board.charts():
        assert chart.accessibleName()
        assert chart.accessibleDescription()


@pytest.mark.usefixtures("studied")
def test_an_undo_elsewhere_is_seen_at_once(window: MainWindow, collection: "Collection") -> None:
    session = collection.study("French")
    session.next()
    session.answer(Rating.GOOD, taken_ms=1_000)
    screen = _open(window)
    before = int(screen.board.today[0].number.text())
    window.undo()
    assert int(screen.board.today[0].number.text()) == before - 1


def test_a_chart_with_nothing_in_it_can_still_be_drawn(qtbot: QtBot, theme: Theme) -> None:
    chart = BarChart("Nothing")
    qtbot.addWidget(chart)
    chart.resize(300, 150)
    chart.grab()
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert chart.current is None
