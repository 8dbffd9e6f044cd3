"""Catch-up, holiday and exam: from the preview to the plan, to undo, and after a restart."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QLineEdit

import flashcards
from flashcards.settings import Settings
from flashcards.study.custom import CustomKind, CustomStudy
from flashcards.ui.main_window import MainWindow
from flashcards.ui.menu_letters import plain
from flashcards.ui.planning.catch_up_page import CatchUpPage
from flashcards.ui.planning.exam_page import ExamPage
from flashcards.ui.planning.holiday_page import HolidayPage
from flashcards.ui.planning.kept_list import KeptList
from flashcards.ui.planning.plan_page import PlanPage
from flashcards.ui.theme import Theme, ui_font
from tests.conftest import FixedClock
from tests.qtbot import QtBot
from tests.ui.planned import (
    CONTROL,
    ESCAPE,
    RETURN,
    dues,
    idle,
    learn,
    open_page,
    press_undo_in_toast,
    settled,
    type_name,
    use,
    words,
)

if TYPE_CHECKING:
    from flashcards.api import Collection


@pytest.fixture
def learned(collection: "Collection", fixed_clock: FixedClock) -> "Collection":
    """Cards with a past; seven of them wait since a break."""
    learn(collection, fixed_clock)
    return collection


def _plan_page(window: MainWindow, qtbot: QtBot, key: str, **more: object) -> "PlanPage[Any]":
    page = open_page(window, qtbot, key, **more).page
    assert isinstance(page, PlanPage)
    return page


def _catch_up(window: MainWindow, qtbot: QtBot) -> CatchUpPage:
    page = _plan_page(window, qtbot, "catch_up", deck="French")
    assert isinstance(page, CatchUpPage)
    return page


def _type(window: MainWindow, qtbot: QtBot, field: QLineEdit | QAbstractSpinBox, text: str) -> None:
    use(window, qtbot, field)
    field.selectAll()
    qtbot.keyClicks(field, text)


def _make(window: MainWindow, qtbot: QtBot, page: "PlanPage[Any]") -> None:
    settled(page, qtbot)
    qtbot.keyClick(window, RETURN, CONTROL)
    idle(window, qtbot)


def _names(kept: KeptList) -> list[str]:
    return [row.name for row in kept.rows()]


def test_a_catch_up_is_told_made_undone_and_removed_by_keys(
    window: MainWindow, qtbot: QtBot, learned: "Collection"
) -> None:
    before, undo = dues(learned), learned.undo_name
    page = _catch_up(window, qtbot)
    assert "No catch-ups yet" in words(page)
    _type(window, qtbot, page.days, "3")
    settled(page, qtbot)
    assert page.verdict.text().startswith("7 cards over 3 days, at most ")
    assert "You are likely to forget " in page.told.text()
    assert "At 200 reviews a day, this takes 1 day or more." in page.told.text()
    (chart,) = page.charts()
    assert chart.count() == 3
    assert "Most on one day: " in chart.accessibleDescription()
    assert (dues(learned), learned.undo_name) == (before, undo)
    _make(window, qtbot, page)
    moved = dues(learned)
    assert moved != before
    assert _names(page.plans) == ["Catch-up over 3 days"]
    assert page.plans.rows()[0].note == "2 days left"
    assert "Spread 7 cards over 3 days" in window.toasts.text.text()
    press_undo_in_toast(window, qtbot)
    assert dues(learned) == before
    qtbot.waitUntil(lambda: _names(page.plans) == [])
    _make(window, qtbot, page)
    assert dues(learned) == moved
    use(window, qtbot, page.plans)
    qtbot.keyClick(page.plans, Qt.Key.Key_Delete)
    idle(window, qtbot)
    assert dues(learned) == before
    assert "fall due as without it" in window.toasts.text.text()
    press_undo_in_toast(window, qtbot)
    assert dues(learned) == moved
    assert learned.check() == []


@pytest.mark.parametrize("key", ["catch_up", "holiday", "exam"])
def test_text_nearly_twice_as_large_leaves_no_part_of_a_page_outside(
    window: MainWindow,
    qtbot: QtBot,
    learned: "Collection",
    theme: Theme,
    monkeypatch: pytest.MonkeyPatch,
    key: str,
) -> None:
    large = ui_font()
    large.setPointSizeF(1.8 * large.pointSizeF())
    with monkeypatch.context() as patched:
        patched.setattr("flashcards.ui.theme.ui_font", lambda: large)
        theme.apply()
        window.resize(1024, 700)
        area = open_page(window, qtbot, key, deck="French").area
        QApplication.processEvents()
        page = area.widget()
        assert page is not None
        assert area.horizontalScrollBar().maximum() == 0
        assert area.viewport().rect().right() >= page.geometry().right()
    theme.apply()


def test_a_toast_goes_with_the_page_it_was_said_on(
    window: MainWindow, qtbot: QtBot, learned: "Collection"
) -> None:
    _catch_up(window, qtbot)
    window.toast("Spread 7 cards over 3 days", "Undo", lambda: None)
    QApplication.processEvents()
    open_page(window, qtbot, "exam")
    assert not window.toasts.isVisible()


def test_a_catch_up_takes_as_many_days_as_the_limits_ask_unless_told_otherwise(
    window: MainWindow, qtbot: QtBot, learned: "Collection"
) -> None:
    learned.set_options("French", reviews_per_day=3)
    page = _catch_up(window, qtbot)
    assert page.within_limits.hasFocus()
    assert plain(page.within_limits.text()) == "Within limits: 3 days"
    assert page.verdict.text() == "7 cards over 3 days, at most 3 on one day"
    assert page.told.text().endswith("At 3 reviews a day, this takes 3 days.")
    qtbot.keyClick(page.within_limits, Qt.Key.Key_Down)
    assert page.counted.hasFocus()
    settled(page, qtbot)
    assert page.verdict.text().startswith("7 cards over 7 days")
    assert plain(page.within_limits.text()) == "Within limits: 3 days"
    qtbot.keyClick(page.counted, Qt.Key.Key_Up)
    _make(window, qtbot, page)
    assert _names(page.plans) == ["Catch-up over 3 days"]
    assert "Spread 7 cards over 3 days" in window.toasts.text.text()


@pytest.mark.usefixtures("learned")
def test_where_today_has_room_for_all_a_catch_up_says_so(window: MainWindow, qtbot: QtBot) -> None:
    page = _catch_up(window, qtbot)
    assert page.verdict.text() == "7 cards on one day"
    assert "there is room for all of them today" in page.told.text()
    assert not page.act_button.isEnabled()
    _type(window, qtbot, page.days, "1")
    settled(page, qtbot)
    assert not page.act_button.isEnabled()
    _type(window, qtbot, page.days, "2")
    settled(page, qtbot)
    assert page.counted.isChecked()
    assert page.act_button.isEnabled()


def test_where_no_limit_leaves_room_a_number_of_days_still_does(
    window: MainWindow, qtbot: QtBot, learned: "Collection"
) -> None:
    learned.set_options("French", reviews_per_day=0)
    page = _catch_up(window, qtbot)
    assert "give a number of days" in page.problem.text()
    assert plain(page.within_limits.text()) == "Within limits"
    assert not page.act_button.isEnabled()
    _type(window, qtbot, page.days, "4")
    qtbot.waitUntil(lambda: page.up_to_date)
    assert page.verdict.text().startswith("7 cards over 4 days")
    assert page.act_button.isEnabled()


def test_where_nothing_is_due_a_catch_up_cannot_be_made(
    window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    collection.add_deck("French")
    page = _plan_page(window, qtbot, "catch_up")
    assert "nothing to catch up on" in page.verdict.text()
    assert not page.act_button.isEnabled()
    qtbot.keyClick(window, RETURN, CONTROL)
    assert collection.planning.plans() == []


@pytest.mark.usefixtures("learned")
def test_each_day_of_the_chart_says_what_it_has(window: MainWindow, qtbot: QtBot) -> None:
    page = _plan_page(window, qtbot, "catch_up")
    (chart,) = page.charts()
    use(window, qtbot, chart)
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert page.chart_panel.readout.text().startswith("Today: ")
    qtbot.keyClick(window, ESCAPE)
    assert chart.current is None
    assert window.front() == "planning"


def test_a_holiday_keeps_days_free_and_is_renamed_and_removed(
    window: MainWindow, qtbot: QtBot, learned: "Collection", fixed_clock: FixedClock
) -> None:
    before = dues(learned)
    page = _plan_page(window, qtbot, "holiday", deck="French")
    assert "are due on these days" in page.verdict.text()
    assert "earlier" in page.told.text()
    _type(window, qtbot, page.name, "Norway")
    _make(window, qtbot, page)
    qtbot.waitUntil(lambda: page.verdict.text() == "“Norway” keeps these days free")
    assert not page.act_button.isEnabled()
    first = fixed_clock().date() + timedelta(days=1)
    (plan,) = learned.planning.holidays()
    assert (plan.name, plan.first, plan.deck) == ("Norway", first, "French")
    assert plan.last == first + timedelta(days=6)
    free = {first + timedelta(days=ahead) for ahead in range(7)}
    assert not any(due is not None and due.date() in free for due in dues(learned).values())
    assert page.name.text() == ""
    assert page.plans.rows()[0].note == "tomorrow"
    use(window, qtbot, page.plans)
    qtbot.keyClick(page.plans, Qt.Key.Key_F2)
    type_name(qtbot, "Sweden")
    assert _names(page.plans) == ["Sweden"]
    use(window, qtbot, page.plans)
    qtbot.keyClick(page.plans, Qt.Key.Key_Delete)
    idle(window, qtbot)
    assert learned.planning.holidays() == []
    assert dues(learned) == before
    press_undo_in_toast(window, qtbot)
    qtbot.waitUntil(lambda: _names(page.plans) == ["Sweden"])


def test_a_plan_just_made_is_taken_back_or_removed_at_once(
    window: MainWindow, qtbot: QtBot, learned: "Collection"
) -> None:
    page = _plan_page(window, qtbot, "holiday", deck="French")
    assert isinstance(page, HolidayPage)
    use(window, qtbot, page.first)
    qtbot.keyClick(page.first, Qt.Key.Key_Up)
    settled(page, qtbot)
    qtbot.keyClick(page.first, RETURN)
    idle(window, qtbot)
    assert len(learned.planning.holidays()) == 1
    assert page.plans.hasFocus()
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Z, CONTROL)
    idle(window, qtbot)
    assert learned.planning.holidays() == []
    use(window, qtbot, page.first)
    settled(page, qtbot)
    qtbot.keyClick(page.first, RETURN)
    idle(window, qtbot)
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Delete)
    idle(window, qtbot)
    assert learned.planning.holidays() == []


@pytest.mark.parametrize("key", ["catch_up", "holiday", "exam"])
def test_undo_is_not_swallowed_by_the_fields_of_a_plan(
    window: MainWindow, qtbot: QtBot, learned: "Collection", key: str
) -> None:
    page = _plan_page(window, qtbot, key, deck="French")
    for field in page.fields()[:-1]:
        learned.add_note({"Front": f"undone {key}", "Back": "x"}, deck="French")
        use(window, qtbot, field)
        qtbot.keyClick(field, Qt.Key.Key_Z, CONTROL)
        idle(window, qtbot)
        assert not learned.search("undone"), field.accessibleName()


def test_a_holiday_that_ends_before_it_begins_is_refused_on_the_page(
    window: MainWindow, qtbot: QtBot, learned: "Collection"
) -> None:
    page = _plan_page(window, qtbot, "holiday")
    first, last = page.fields()[:2]
    use(window, qtbot, last)
    for _ in range(7):
        qtbot.keyClick(last, Qt.Key.Key_Down)
    qtbot.waitUntil(page.problem.isVisible)
    assert page.problem.text() == "The holiday ends before it begins. Swap the two dates."
    assert not page.act_button.isEnabled()
    qtbot.keyClick(last, RETURN)
    assert learned.planning.holidays() == []
    use(window, qtbot, first)
    qtbot.keyClick(first, Qt.Key.Key_PageUp)
    settled(page, qtbot)
    qtbot.waitUntil(lambda: not page.problem.isVisible())


def test_an_exam_says_of_how_many_cards_it_speaks_where_some_are_new(
    window: MainWindow, qtbot: QtBot, learned: "Collection"
) -> None:
    learned.add_note({"Front": "neuf", "Back": "new"}, deck="French::Words")
    page = _plan_page(window, qtbot, "exam", deck="French::Words")
    count = len(learned.search("deck:French::Words -is:new"))
    assert page.verdict.text().startswith(f"Of the {count} cards learned so far, ")
    assert "1 new card is not counted" in page.told.text()


def test_an_exam_is_planned_for_and_taken_back(
    window: MainWindow, qtbot: QtBot, learned: "Collection", fixed_clock: FixedClock
) -> None:
    before = dues(learned)
    page = _plan_page(window, qtbot, "exam", deck="French::Words")
    assert "remembered on the day" in page.verdict.text()
    assert "Of the" not in page.verdict.text()
    (chart,) = page.charts()
    assert chart.count() == 7
    _type(window, qtbot, cast(QAbstractSpinBox, page.fields()[2]), "97")
    settled(page, qtbot)
    assert "remembered on the day, instead of" in page.verdict.text()
    assert "extra review" in page.told.text()
    _make(window, qtbot, page)
    (plan,) = learned.planning.exams()
    expected = (fixed_clock().date() + timedelta(days=30), 97, "French::Words")
    assert (plan.first, plan.retention, plan.deck) == expected
    assert page.plans.rows()[0].note == "in 30 days"
    assert "97%" in page.plans.rows()[0].detail
    press_undo_in_toast(window, qtbot)
    assert learned.planning.exams() == []
    assert dues(learned) == before
    qtbot.waitUntil(lambda: _names(page.plans) == [])


@pytest.mark.usefixtures("learned")
def test_a_date_in_the_past_is_refused_on_the_page(window: MainWindow, qtbot: QtBot) -> None:
    page = _plan_page(window, qtbot, "exam", deck="French")
    day = page.fields()[1]
    use(window, qtbot, day)
    for _ in range(30):
        qtbot.keyClick(day, Qt.Key.Key_Down)
    qtbot.waitUntil(page.problem.isVisible)
    assert page.problem.text() == "The exam must lie ahead. Choose a day after today."


@pytest.mark.usefixtures("learned")
def test_days_that_nobody_chose_follow_today(
    window: MainWindow, qtbot: QtBot, fixed_clock: FixedClock
) -> None:
    screen = open_page(window, qtbot, "holiday")
    page = screen.page
    assert isinstance(page, HolidayPage)
    first, last = page.first.day(), page.last.day()
    fixed_clock.advance(days=3)
    window.go("today")
    open_page(window, qtbot, "holiday")
    assert (page.first.day() - first, page.last.day() - last) == (timedelta(3), timedelta(3))
    page.last.setFocus()
    qtbot.keyClick(page.last, Qt.Key.Key_Up)
    chosen = page.first.day(), page.last.day()
    exam = open_page(window, qtbot, "exam").page
    assert isinstance(exam, ExamPage)
    before = exam.day.day()
    fixed_clock.advance(days=1)
    window.go("today")
    open_page(window, qtbot, "exam")
    assert exam.day.day() - before == timedelta(1)
    open_page(window, qtbot, "holiday")
    assert (page.first.day(), page.last.day()) == chosen


@pytest.mark.usefixtures("learned")
def test_the_deck_chosen_goes_along_from_page_to_page(window: MainWindow, qtbot: QtBot) -> None:
    screen = open_page(window, qtbot, "minutes")
    decks = screen.minutes.deck_field
    use(window, qtbot, decks)
    qtbot.keyClicks(decks, "Zoo")
    assert screen.current_deck() == "Zoology"
    screen.show_page("catch_up")
    assert screen.catch_up.deck_field.deck() == "Zoology"
    settled(screen.catch_up, qtbot)
    assert "nothing to catch up on" in screen.catch_up.verdict.text()


@pytest.mark.usefixtures("learned")
def test_what_is_written_elsewhere_is_taken_in(window: MainWindow, qtbot: QtBot) -> None:
    page = _plan_page(window, qtbot, "catch_up")
    assert page.verdict.text().startswith("7 cards")
    window.collection.suspend(window.collection.search("tag:verbs"))
    qtbot.waitUntil(lambda: not page.verdict.text().startswith("7 cards"))


def test_plans_survive_a_restart_and_can_be_removed_then(
    qtbot: QtBot,
    collection_path: Any,
    fixed_clock: Callable[[], Any],
    theme: Theme,
    saved_settings: list[Settings],
) -> None:
    clock = cast(FixedClock, fixed_clock)
    with flashcards.open(collection_path, clock=clock) as first:
        learn(first, clock)
        before = dues(first)
        first.planning.apply_catch_up("French", 4)
        today: date = clock().date()
        first.planning.add_holiday(today + timedelta(days=9), today + timedelta(days=12))
        first.planning.add_exam("French", today + timedelta(days=40), name="Finals")
    with flashcards.open(collection_path, clock=clock) as again:
        window = MainWindow(again, Settings(theme="light"), saved_settings.append, theme)
        qtbot.addWidget(window)
        window.show()
        for key, name in (("exam", "Finals"), ("holiday", "Holiday"),
                          ("catch_up", "Catch-up over 4 days")):  # fmt: skip
            page = _plan_page(window, qtbot, key)
            assert _names(page.plans) == [name]
            use(window, qtbot, page.plans)
            qtbot.keyClick(page.plans, Qt.Key.Key_Delete)
            idle(window, qtbot)
            assert _names(page.plans) == []
        assert dues(again) == before
        idle(window, qtbot)
        window.close()


def test_a_cancelled_plan_changes_nothing_and_can_be_made_then(
    window: MainWindow, qtbot: QtBot, learned: "Collection"
) -> None:
    before = dues(learned)
    page = _catch_up(window, qtbot)
    _type(window, qtbot, page.days, "7")
    settled(page, qtbot)
    qtbot.keyClick(page.act_button, Qt.Key.Key_Space)
    assert not page.act_button.isEnabled()
    assert window.progress.isVisible()
    qtbot.keyClick(window.progress.cancel, Qt.Key.Key_Space)
    idle(window, qtbot)
    assert learned.planning.plans() == []
    assert dues(learned) == before
    _make(window, qtbot, page)
    assert len(learned.planning.plans()) == 1


@pytest.mark.usefixtures("learned")
def test_looking_ahead_can_be_stopped_and_is_taken_up_by_enter(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.go("today")
    page = _plan_page(window, qtbot, "exam", deck="French")
    page.run_soon()
    page.run()
    assert page.work.cancel.isVisible()
    qtbot.keyClick(window, ESCAPE)
    assert window.front() == "planning"
    assert "Stopped." in page.work.text.text()
    idle(window, qtbot)
    assert not page.act_button.isEnabled()
    use(window, qtbot, page.name)
    qtbot.keyClick(page.name, RETURN)
    settled(page, qtbot)
    assert page.act_button.isEnabled()
    assert window.collection.planning.plans() == []


@pytest.mark.usefixtures("learned")
def test_a_plan_whose_deck_is_gone_says_so(
    window: MainWindow, qtbot: QtBot, collection: "Collection", fixed_clock: FixedClock
) -> None:
    first = fixed_clock().date() + timedelta(days=3)
    collection.planning.add_holiday(first, first, "Zoology", name="Zoo")
    page = _plan_page(window, qtbot, "holiday")
    assert page.plans.rows()[0].detail.startswith("Zoology · ")
    collection.delete_deck("Zoology")
    qtbot.waitUntil(lambda: page.plans.rows()[0].detail.startswith("The deck is gone · "))


@pytest.mark.usefixtures("learned")
@pytest.mark.parametrize("right_to_left", [False, True])
def test_nothing_is_wider_than_the_smallest_window(
    window: MainWindow, qtbot: QtBot, right_to_left: bool
) -> None:
    if right_to_left:
        window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    window.collection.planning.save_session("A name " * 20, CustomStudy(CustomKind.AHEAD))
    window.resize(window.minimumSize())
    for key in ("minutes", "custom", "catch_up", "holiday", "exam"):
        screen = open_page(window, qtbot, key)
        inner = screen.area.widget()
        assert inner is not None
        assert inner.minimumSizeHint().width() <= screen.area.viewport().width(), key
