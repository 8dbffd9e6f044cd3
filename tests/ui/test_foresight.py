"""The simulator and the scheduler trial as a learner uses them."""

from random import Random
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from flashcards import Rating
from flashcards.model.enums import SchedulerKind
from flashcards.ui.main_window import MainWindow
from flashcards.ui.scheduling.past_screen import PastScreen
from flashcards.ui.simulator.calibration_chart import CalibrationChart
from flashcards.ui.simulator.curve_chart import CurveChart
from flashcards.ui.simulator.screen import ForesightScreen
from flashcards.ui.simulator.setting_form import SettingForm
from flashcards.ui.simulator.simulator_page import SimulatorPage
from flashcards.ui.theme import Theme
from tests.conftest import FixedClock
from tests.qtbot import QtBot
from tests.ui.named import unnamed

if TYPE_CHECKING:
    from flashcards.api import Collection


@pytest.fixture
def studied(collection: "Collection", fixed_clock: FixedClock) -> None:
    """Thirty cards of one deck answered over two months, twenty of another untouched."""
    for number in range(30):
        collection.add_note({"Front": f"{number}", "Back": "back"}, deck="Physics")
    chance = Random(1)
    for _ in range(60):
        session = collection.study()
        while session.next() is not None:
            session.answer(chance.choices(tuple(Rating), (1, 1, 7, 1))[0], taken_ms=8_000)
        session.close()
        fixed_clock.advance(days=1)
    for number in range(20):
        collection.add_note({"Front": f"verb {number}", "Back": "back"}, deck="French::Verbs")


def _open(window: MainWindow, **arguments: str) -> ForesightScreen:
    return cast(ForesightScreen, window.go("foresight", **arguments))


def _simulated(window: MainWindow, qtbot: QtBot, **arguments: str) -> ForesightScreen:
    screen = _open(window, **arguments)
    qtbot.waitUntil(lambda: screen.simulator.up_to_date)
    return screen


def _tried(window: MainWindow, qtbot: QtBot, **arguments: str) -> ForesightScreen:
    screen = _open(window, page="trial", **arguments)
    qtbot.keyClick(screen.trial.start, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: screen.trial.report is not None)
    return screen


def _words(widget: QWidget) -> str:
    return " | ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def _forms(screen: ForesightScreen) -> tuple[SettingForm, SettingForm]:
    first, second = screen.simulator.forms
    return first, second


def test_without_decks_it_says_what_will_stand_here(window: MainWindow) -> None:
    screen = _open(window)
    for deck in window.collection.deck_names():
        window.collection.delete_deck(deck)
    screen.reload()
    assert "Nothing to simulate yet" in _words(screen)


def test_a_deck_without_cards_says_so(window: MainWindow, qtbot: QtBot) -> None:
    window.collection.add_deck("Empty")
    screen = _simulated(window, qtbot, deck="Empty")
    assert "no cards to simulate yet" in screen.simulator.verdict.text()


@pytest.mark.usefixtures("studied")
def test_two_settings_are_simulated_as_soon_as_it_is_opened(
    window: MainWindow, qtbot: QtBot
) -> None:
    screen = _simulated(window, qtbot)
    one, other = screen.simulator.found
    assert len(one.reviews) == len(other.reviews) == 365
    assert one != other
    words = _words(screen)
    assert "A: " in words
    assert "B takes" in words
    assert "over 365 days" in words
    assert "whichever scheduler plans" in words
    assert "8.0" in screen.simulator.method.text()
    for chart in screen.simulator.charts():
        assert chart.count() == 52
        assert chart.accessibleDescription()


def test_a_chart_without_numbers_shows_no_axis(theme: Theme, qtbot: QtBot) -> None:
    chart = CurveChart("Reviews a day")
    qtbot.addWidget(chart)
    chart.resize(320, 168)
    drawn = chart.grab().toImage()
    colours = {drawn.pixel(x, y) for x in range(drawn.width()) for y in range(drawn.height())}
    assert len(colours) == 1


@pytest.mark.usefixtures("studied")
def test_a_is_the_deck_as_it_is_and_b_the_other_scheduler(
    window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    screen = _simulated(window, qtbot, deck="Physics")
    first, second = _forms(screen)
    assert first.options() == collection.scheduling.present_settings("Physics").options
    assert first.note.text() == "current settings"
    assert second.options().scheduler is SchedulerKind.FSRS
    assert not first.retention.isEnabled()
    assert second.retention.isEnabled()
    collection.set_options("Physics", scheduler=SchedulerKind.FSRS)
    screen.simulator.start_over()
    assert first.retention.value() == 90
    assert second.retention.value() == 85


@pytest.mark.usefixtures("studied")
def test_a_changed_number_is_simulated_after_a_pause_or_by_enter(
    window: MainWindow, qtbot: QtBot
) -> None:
    screen = _simulated(window, qtbot, deck="French")
    before = screen.simulator.found
    field = _forms(screen)[1].new
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "3")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert screen.simulator.work.running
    qtbot.waitUntil(lambda: screen.simulator.up_to_date)
    assert screen.simulator.found[0] == before[0]
    assert screen.simulator.found[1].new[:8] == (3, 3, 3, 3, 3, 3, 2, 0)
    field.stepUp()
    assert not screen.simulator.up_to_date
    qtbot.waitUntil(lambda: screen.simulator.up_to_date)
    assert screen.simulator.found[1].new[:6] == (4, 4, 4, 4, 4, 0)


@pytest.mark.usefixtures("studied")
def test_new_cards_may_never_run_out_and_the_period_can_be_chosen(
    window: MainWindow, qtbot: QtBot
) -> None:
    screen = _simulated(window, qtbot, deck="French")
    qtbot.keyClick(screen.simulator.days, Qt.Key.Key_Home)
    screen.simulator.endless.click()
    qtbot.waitUntil(lambda: screen.simulator.up_to_date)
    assert screen.simulator.found[0].new == (20,) * 30
    assert screen.simulator.charts()[0].count() == 30
    again = SimulatorPage(window)
    qtbot.addWidget(again)
    assert again.days.currentData() == 30
    assert again.endless.isChecked()


@pytest.mark.usefixtures("studied")
def test_an_edited_a_is_told_from_the_deck_as_it_is(window: MainWindow, qtbot: QtBot) -> None:
    screen = _simulated(window, qtbot, deck="Physics")
    first = _forms(screen)[0]
    first.new.stepUp()
    assert first.note.text() == "changed"
    qtbot.keyClick(screen.simulator.back, Qt.Key.Key_Space)
    assert first.note.text() == "current settings"


@pytest.mark.usefixtures("studied")
def test_where_limits_are_those_of_several_decks_it_is_said(
    window: MainWindow, qtbot: QtBot
) -> None:
    screen = _simulated(window, qtbot)
    first = _forms(screen)[0]
    assert first.note.text() == "current settings, combined limits of 2 decks"
    told = [label.text() for label in screen.simulator.findChildren(QLabel)]
    (time,) = [words for words in told if "busiest day" in words]
    assert time.endswith("; drawn by week")


@pytest.mark.usefixtures("studied")
def test_each_place_of_a_chart_says_what_it_stands_for(window: MainWindow, qtbot: QtBot) -> None:
    screen = _simulated(window, qtbot, deck="Physics")
    panel = screen.simulator.panels["reviews"]
    chart = panel.chart
    chart.setFocus()
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert panel.readout.text().startswith("1 May – 7 May 2026: A ")
    assert panel.readout.text().endswith(" reviews a day")
    qtbot.keyClick(chart, Qt.Key.Key_Escape)
    assert panel.readout.text().startswith("On average A ")
    qtbot.mouseMove(chart, QPoint(chart.width() // 2, chart.height() // 2))
    assert chart.current is not None


@pytest.mark.usefixtures("studied")
def test_too_much_to_simulate_is_refused_in_plain_words(window: MainWindow, qtbot: QtBot) -> None:
    screen = _simulated(window, qtbot, deck="French")
    _forms(screen)[1].new.setValue(9_999)
    screen.simulator.endless.click()
    screen.run()
    work = screen.simulator.work
    qtbot.waitUntil(lambda: not work.running)
    assert "too many to simulate" in work.text.text()


@pytest.mark.usefixtures("studied")
def test_a_simulation_can_be_stopped_and_run_again(window: MainWindow, qtbot: QtBot) -> None:
    screen = _simulated(window, qtbot)
    screen.run()
    assert screen.simulator.work.cancel.isVisible()
    qtbot.keyClick(screen.simulator.work.cancel, Qt.Key.Key_Space)
    assert not screen.simulator.work.running
    assert "Stopped" in screen.simulator.work.text.text()
    screen.simulator.up_to_date = False
    window.commands.trigger("foresight.run")
    qtbot.waitUntil(lambda: screen.simulator.up_to_date)


@pytest.mark.usefixtures("studied")
def test_escape_stops_what_runs_before_it_goes_back(window: MainWindow, qtbot: QtBot) -> None:
    window.go("today")
    screen = _simulated(window, qtbot)
    screen.run()
    window.back()
    assert window.front() == "foresight"
    assert not screen.simulator.work.running
    window.back()
    assert window.front() == "today"


@pytest.mark.usefixtures("studied")
def test_leaving_stops_the_work_and_coming_back_takes_it_up(
    window: MainWindow, qtbot: QtBot
) -> None:
    screen = _open(window)
    window.go("today")
    assert not screen.simulator.work.running
    window.go("foresight")
    qtbot.waitUntil(lambda: screen.simulator.up_to_date)


@pytest.mark.usefixtures("studied")
def test_options_changed_elsewhere_are_taken_over(
    window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    screen = _simulated(window, qtbot, deck="French")
    window.go("today")
    collection.set_options("French", new_per_day=2)
    window.go("foresight")
    qtbot.waitUntil(lambda: screen.simulator.up_to_date)
    assert screen.simulator.found[0].new[0] == 2


@pytest.mark.usefixtures("studied")
def test_a_trial_says_which_scheduler_predicted_better(window: MainWindow, qtbot: QtBot) -> None:
    screen = _tried(window, qtbot, deck="Physics")
    report = screen.trial.report
    assert report is not None
    words = _words(screen)
    assert "log loss" in words
    assert f"moves {report.moved} cards" in words
    assert "SM-2 (in use)" in words
    assert len(screen.trial.table.rows) == len(report.trial.metrics)
    chart = screen.trial.plot.chart
    assert isinstance(chart, CalibrationChart)
    chart.setFocus()
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert " predicted, " in screen.trial.plot.readout.text()
    assert screen.trial.choose.isVisible()
    qtbot.keyClick(screen.trial.choose, Qt.Key.Key_Space)
    assert window.front() == "options"
    assert "Physics" in window.screen_title()


@pytest.mark.usefixtures("studied")
def test_a_trial_over_all_decks_asks_to_choose_one(window: MainWindow, qtbot: QtBot) -> None:
    screen = _tried(window, qtbot)
    assert "Choose a deck above" in screen.trial.meaning.text()
    assert not screen.trial.choose.isVisible()
    screen.decks.setFocus()
    qtbot.keyClicks(screen.decks, "Phy")
    assert screen.trial.report is None
    assert screen.trial.start.isVisible()


@pytest.mark.usefixtures("studied")
def test_a_trial_with_too_few_answers_says_how_many_are_missing(
    window: MainWindow, qtbot: QtBot
) -> None:
    screen = _open(window, page="trial", deck="French")
    screen.run()
    qtbot.waitUntil(lambda: not screen.trial.work.running)
    words = _words(screen)
    assert "too few answers to compare schedulers: 0 of 60" in words
    assert "60 more are needed" in words


@pytest.mark.usefixtures("studied")
@pytest.mark.parametrize("size", [(900, 600), (1440, 900)])
def test_the_trial_keeps_within_the_window(
    window: MainWindow, qtbot: QtBot, size: tuple[int, int]
) -> None:
    window.resize(*size)
    screen = _tried(window, qtbot, deck="Physics")
    shown = [screen.trial.choose, screen.trial.look, screen.trial.again, screen.trial.plot]
    qtbot.waitUntil(
        lambda: all(
            part.mapTo(screen, part.rect().topRight()).x() < screen.width() for part in shown
        )
    )


@pytest.mark.usefixtures("studied")
def test_what_switching_would_move_is_seen_and_done_from_the_trial(
    window: MainWindow, qtbot: QtBot
) -> None:
    screen = _tried(window, qtbot, deck="Physics")
    report = screen.trial.report
    assert report is not None
    assert report.switch is not None
    qtbot.keyClick(screen.trial.look, Qt.Key.Key_Space)
    assert window.front() == "past"
    past = cast(PastScreen, window.built("past"))
    qtbot.waitUntil(lambda: past.preview is not None)
    assert past.preview is not None
    assert past.preview.moved == report.moved
    assert "FSRS" in past.rules.text()
    assert window.collection.options("Physics").scheduler is SchedulerKind.SM2
    window.commands.trigger("past.apply")
    qtbot.waitUntil(lambda: window.front() == "foresight")
    assert window.collection.options("Physics") == report.switch
    window.undo()
    assert window.collection.options("Physics").scheduler is SchedulerKind.SM2


@pytest.mark.usefixtures("studied")
def test_statistics_and_options_lead_here_with_their_deck(window: MainWindow, qtbot: QtBot) -> None:
    window.go("statistics", deck="Physics")
    window.commands.trigger("go.foresight")
    assert window.front() == "foresight"
    screen = cast(ForesightScreen, window.built("foresight"))
    assert screen.current_deck() == "Physics"
    window.go("options", deck="French")
    window.commands.trigger("go.trial")
    assert screen.current_deck() == "French"
    assert window.screen_title() == "Scheduler trial"


@pytest.mark.usefixtures("studied")
def test_the_pages_are_changed_by_keyboard_and_keep_the_focus_inside(
    window: MainWindow, qtbot: QtBot
) -> None:
    screen = _simulated(window, qtbot)
    window.commands.trigger("foresight.trial")
    assert screen.trial.isVisible()
    assert not screen.simulator.isVisible()
    assert QApplication.focusWidget() is screen.trial.start
    window.commands.trigger("foresight.simulator")
    assert screen.simulator.isVisible()
    assert QApplication.focusWidget() is _forms(screen)[1].planner


@pytest.mark.usefixtures("studied")
def test_everything_has_a_name_on_both_pages(window: MainWindow, qtbot: QtBot) -> None:
    screen = _simulated(window, qtbot)
    assert unnamed(screen) == []
    _tried(window, qtbot, deck="Physics")
    assert unnamed(screen) == []


@pytest.mark.usefixtures("studied")
@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("width", [900, 1_600])
def test_it_can_be_drawn_in_each_look_and_width(
    window: MainWindow, qtbot: QtBot, theme: Theme, mode: str, width: int
) -> None:
    window.resize(width, 700)
    screen = _simulated(window, qtbot)
    theme.set_mode("dark" if mode == "dark" else "light")
    first, second = _forms(screen)
    assert not window.grab().isNull()
    assert first.x() == second.x()
    assert screen.simulator.charts()[0].width() >= 200


@pytest.mark.usefixtures("studied")
def test_with_large_letters_the_charts_go_below_the_forms(window: MainWindow, qtbot: QtBot) -> None:
    screen = _simulated(window, qtbot)
    forms, charts = _forms(screen)[0], screen.simulator.charts()[0]

    def left(widget: QWidget) -> int:
        return widget.mapTo(screen, QPoint(0, 0)).x()

    screen._place(wide=True)
    QApplication.processEvents()
    assert left(charts) > left(forms) + forms.width() / 2
    screen._place(wide=False)
    QApplication.processEvents()
    assert left(charts) < left(forms) + forms.width() / 2


@pytest.mark.usefixtures("studied")
@pytest.mark.parametrize("size", [(900, 600), (1024, 700), (1440, 900)])
def test_no_scheduler_is_cut_off_in_its_field(
    window: MainWindow, qtbot: QtBot, size: tuple[int, int]
) -> None:
    window.resize(*size)
    screen = _simulated(window, qtbot, deck="Physics")
    for form in _forms(screen):
        assert form.planner.findText("SM-2 (SuperMemo)") >= 0
        assert form.planner.width() >= form.planner.sizeHint().width()
