"""Minutes first and custom study, as a learner presses keys for them."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

import flashcards
from flashcards.settings import Settings
from flashcards.study.custom import CustomKind, CustomStudy
from flashcards.ui.home.screen import HomeScreen
from flashcards.ui.main_window import MainWindow
from flashcards.ui.planning.custom_page import CustomPage
from flashcards.ui.planning.screen import PlanningScreen
from flashcards.ui.reviewer.screen import ReviewerScreen
from flashcards.ui.theme import Theme
from tests.conftest import FixedClock
from tests.qtbot import QtBot
from tests.ui.letters import doubled_letters
from tests.ui.named import unnamed
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

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def learned(collection: "Collection", fixed_clock: FixedClock) -> "Collection":
    """Cards with a past."""
    learn(collection, fixed_clock)
    return collection


def _custom(window: MainWindow, qtbot: QtBot) -> CustomPage:
    return open_page(window, qtbot, "custom").custom


def _choose(page: CustomPage, qtbot: QtBot, kind: CustomKind) -> None:
    made = page.form.kinds[kind]
    made.setFocus()
    qtbot.keyClick(made, Qt.Key.Key_Space)
    settled(page, qtbot)


def _studied(window: MainWindow, qtbot: QtBot) -> ReviewerScreen:
    qtbot.waitUntil(lambda: window.front() == "study")
    screen = cast(ReviewerScreen, window.built("study"))
    qtbot.waitUntil(screen.has_card)
    return screen


def _left(screen: ReviewerScreen) -> int:
    """Return how many cards the session still has."""
    assert screen.sitting.session is not None
    return screen.sitting.session.remaining.total


def _through(screen: ReviewerScreen, qtbot: QtBot) -> int:
    """Answer every card Good; return how many there were."""
    answered = 0
    while screen.has_card():
        screen.go_on()
        screen.sitting.rating.rate(3)
        answered += 1
    return answered


def test_without_decks_it_says_what_can_be_done_here(window: MainWindow) -> None:
    screen = cast(PlanningScreen, window.go("planning"))
    assert "Nothing to plan yet" in words(screen)


@pytest.mark.usefixtures("learned")
def test_minutes_say_what_fits_and_what_is_left_and_enter_starts(
    window: MainWindow, qtbot: QtBot
) -> None:
    screen = open_page(window, qtbot, "minutes")
    page = screen.minutes
    assert page.minutes.hasFocus()
    page.minutes.selectAll()
    qtbot.keyClicks(page.minutes, "1")
    qtbot.keyClick(page.minutes, RETURN)
    session = _studied(window, qtbot)
    asked = _left(session)
    assert 0 < asked < 10
    assert f"{10 - asked} are left for tomorrow" in window.toasts.text.text()
    _through(session, qtbot)
    assert "left" in words(session.ending)
    assert session.ending.title.startswith("1 minute: ")
    assert window.settings.lists["planning"] == "1"
    window.back()
    assert window.front() == "planning"


@pytest.mark.usefixtures("learned")
def test_a_number_of_minutes_is_chosen_by_one_button(window: MainWindow, qtbot: QtBot) -> None:
    page = open_page(window, qtbot, "minutes").minutes
    qtbot.keyClick(page.quick[-1], Qt.Key.Key_Space)
    assert page.minutes.value() == 60
    assert page.minutes.hasFocus()
    settled(page, qtbot)
    assert page.verdict.text() == "10 cards in 60 minutes"
    fits, by = "All that is due today fits. About", "Estimated from the times of your answers"
    assert page.told.text().startswith(f"3 new  ·  7 due\n{fits}")
    assert f"min. {by}" in page.told.text()
    page.minutes.selectAll()
    qtbot.keyClicks(page.minutes, "12")
    assert (page.minutes.value(), page.minutes.text()) == (12, "12 minutes")
    page.choose(1)
    settled(page, qtbot)
    assert page.verdict.text().endswith(" in 1 minute")
    assert "are left for tomorrow" in page.told.text()


def test_where_nothing_is_due_minutes_lead_on_to_custom_study(
    window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    collection.add_deck("French")
    page = open_page(window, qtbot, "minutes").minutes
    assert page.verdict.text() == "Nothing is due now"
    assert not page.act_button.isEnabled()
    window.commands.trigger("planning.some_minutes")
    qtbot.waitUntil(window.toasts.isVisible)
    assert window.toasts.action.text() == "More ways to study"


@pytest.mark.usefixtures("learned")
def test_today_leads_to_fifteen_minutes_and_to_more_ways(window: MainWindow, qtbot: QtBot) -> None:
    home = cast(HomeScreen, window.go("today"))
    assert home.hero.minutes.text().replace("&", "") == "15 minutes"
    qtbot.keyClick(home.hero.minutes, Qt.Key.Key_Space)
    _studied(window, qtbot)
    window.go("today")
    qtbot.keyClick(home.hero.more, Qt.Key.Key_Space)
    assert window.front() == "planning"
    assert cast(PlanningScreen, window.built("planning")).page.key == "custom"
    idle(window, qtbot)


@pytest.mark.usefixtures("learned")
def test_keys_lead_here_from_anywhere(window: MainWindow, qtbot: QtBot) -> None:
    window.go("today")
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_S, CONTROL | SHIFT)
    screen = cast(PlanningScreen, window.built("planning"))
    assert (window.front(), screen.page.key) == ("planning", "custom")
    for key in ("catch_up", "holiday", "exam", "minutes"):
        qtbot.keyClick(window, Qt.Key.Key_PageDown, CONTROL)
        assert screen.page.key == key
        focused = QApplication.focusWidget()
        assert focused is not None
        assert screen.page.isAncestorOf(focused)
    qtbot.keyClick(window, Qt.Key.Key_PageUp, CONTROL)
    assert screen.page.key == "exam"
    qtbot.keyClick(window, ESCAPE)
    assert window.front() == "today"


@pytest.mark.usefixtures("learned")
@pytest.mark.parametrize("page", ["minutes", "custom", "catch_up", "holiday", "exam"])
def test_everything_has_a_name_and_no_letter_is_used_twice(
    window: MainWindow, qtbot: QtBot, page: str
) -> None:
    window.collection.planning.save_session("Kept", CustomStudy(CustomKind.AHEAD))
    open_page(window, qtbot, page)
    assert unnamed(window) == []
    qtbot.waitUntil(lambda: doubled_letters(window) == [])


@pytest.mark.qt_log_ignore("This plugin does not support")
@pytest.mark.usefixtures("learned")
def test_the_count_follows_the_choice(window: MainWindow, qtbot: QtBot) -> None:
    page = _custom(window, qtbot)
    counts = {}
    for kind in CustomKind:
        _choose(page, qtbot, kind)
        counts[kind] = page.verdict.text()
        assert page.form.days.isVisible() is (kind in (CustomKind.AHEAD, CustomKind.FORGOTTEN))
    assert counts[CustomKind.PREVIEW] == "3 cards to study"
    assert counts[CustomKind.CRAM] == "15 cards to study"
    _choose(page, qtbot, CustomKind.SEARCH)
    page.form.search.setFocus()
    qtbot.keyClicks(page.form.search, "tag:verbs")
    settled(page, qtbot)
    assert page.verdict.text() == "4 cards to study"
    page.form.limit.setFocus()
    page.form.limit.selectAll()
    qtbot.keyClicks(page.form.limit, "3")
    qtbot.keyClick(page.form.limit, Qt.Key.Key_Tab)
    settled(page, qtbot)
    assert page.verdict.text() == "3 cards to study"


def _is_kind(page: CustomPage, kind: CustomKind) -> bool:
    return page.form.kind() is kind


@pytest.mark.usefixtures("learned")
def test_a_kind_is_chosen_by_its_number(window: MainWindow, qtbot: QtBot) -> None:
    page = _custom(window, qtbot)
    for number, kind in enumerate(page.form.kinds, 1):
        qtbot.keyClicks(page.form.search, f"{number}", Qt.KeyboardModifier.AltModifier)
        qtbot.waitUntil(partial(_is_kind, page, kind))


@pytest.mark.usefixtures("learned")
@pytest.mark.parametrize("page", ["minutes", "custom"])
@pytest.mark.parametrize("way", ["escape", "another page", "another screen"])
def test_a_session_about_to_begin_is_given_up(
    window: MainWindow, qtbot: QtBot, page: str, way: str
) -> None:
    screen = open_page(window, qtbot, page)
    qtbot.keyClick(screen.page.act_button, Qt.Key.Key_Space)
    assert screen.page.busy
    if way == "escape":
        qtbot.keyClick(window, ESCAPE)
    elif way == "another page":
        screen.step_page(1)
    else:
        window.go("browse")
    idle(window, qtbot)
    assert window.front() == ("browse" if way == "another screen" else "planning")
    assert screen.pages[page].can_act()


@pytest.mark.usefixtures("learned")
def test_a_search_that_cannot_be_read_is_explained_on_the_page(
    window: MainWindow, qtbot: QtBot
) -> None:
    page = _custom(window, qtbot)
    page.form.search.setFocus()
    qtbot.keyClicks(page.form.search, "is:wrong")
    qtbot.keyClick(page.form.search, RETURN)
    qtbot.waitUntil(page.problem.isVisible)
    assert window.front() == "planning"
    assert page.problem.text()
    page.form.search.setFocus()
    page.form.search.selectAll()
    qtbot.keyClicks(page.form.search, "nothing-like-it")
    settled(page, qtbot)
    qtbot.waitUntil(lambda: page.verdict.text() == "No card fits this choice")
    assert not page.problem.isVisible()
    assert not page.act_button.isEnabled()
    assert "Try another search" in page.told.text()


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_cramming_by_enter_leaves_the_schedule_alone(
    window: MainWindow, qtbot: QtBot, learned: "Collection"
) -> None:
    before = dues(learned)
    page = _custom(window, qtbot)
    _choose(page, qtbot, CustomKind.CRAM)
    page.form.search.setFocus()
    qtbot.keyClicks(page.form.search, "tag:verbs")
    qtbot.keyClick(page.form.search, RETURN)
    session = _studied(window, qtbot)
    assert _through(session, qtbot) == 4
    assert dues(learned) == before


def test_a_choice_is_saved_started_renamed_changed_and_deleted_by_keys(
    window: MainWindow, qtbot: QtBot, learned: "Collection"
) -> None:
    page = _custom(window, qtbot)
    assert "No saved sessions yet" in words(page.saved)
    _choose(page, qtbot, CustomKind.PREVIEW)
    qtbot.keyClick(page.save_button, Qt.Key.Key_Space)
    type_name(qtbot, "A first look")
    qtbot.waitUntil(lambda: window.focusWidget() is page.saved.sessions)
    (row,) = page.saved.sessions.rows()
    assert row.name == "A first look"
    qtbot.waitUntil(lambda: page.saved.sessions.rows()[0].note == "3 cards")
    kept = page.saved.sessions
    use(window, qtbot, kept)
    qtbot.keyClick(kept, Qt.Key.Key_F2)
    type_name(qtbot, "New words")
    assert [each.name for each in page.saved.sessions.rows()] == ["New words"]
    use(window, qtbot, kept)
    qtbot.keyClick(kept, Qt.Key.Key_F4)
    assert "Adjust “New words”" in words(page)
    qtbot.waitUntil(lambda: doubled_letters(window) == [])
    shown = [each for each in page.findChildren(QPushButton) if each.isVisible()]
    assert [each.text() for each in shown if each.width() < each.sizeHint().width()] == []
    assert [each.text() for each in shown if "&" not in each.text()] == []
    page.form.limit.setFocus()
    page.form.limit.selectAll()
    qtbot.keyClicks(page.form.limit, "2")
    qtbot.keyClick(page.save_button, Qt.Key.Key_Space)
    assert learned.planning.saved_sessions()[0].study.limit == 2
    assert "Adjust “New words”" not in words(page)
    qtbot.waitUntil(lambda: page.saved.sessions.rows()[0].note == "2 cards")
    use(window, qtbot, kept)
    qtbot.keyClick(kept, Qt.Key.Key_Delete)
    assert learned.planning.saved_sessions() == []
    assert "Deleted the session “New words”" in window.toasts.text.text()
    press_undo_in_toast(window, qtbot)
    qtbot.waitUntil(lambda: len(page.saved.sessions.rows()) == 1)
    use(window, qtbot, kept)
    qtbot.keyClick(kept, RETURN)
    session = _studied(window, qtbot)
    assert _left(session) == 2


@pytest.mark.qt_log_ignore("This plugin does not support")
@pytest.mark.usefixtures("learned")
def test_behind_tag_the_tags_in_use_are_offered(window: MainWindow, qtbot: QtBot) -> None:
    page = _custom(window, qtbot)
    field = page.form.search
    field.setFocus()
    popup = field.offers.popup()
    assert popup is not None
    qtbot.keyClicks(field, "verb")
    assert not popup.isVisible()
    field.clear()
    qtbot.keyClicks(field, "1 -tag:ve")
    assert popup.isVisible()
    qtbot.keyClick(popup, RETURN)
    assert field.text() == "1 -tag:verbs "
    assert not popup.isVisible()
    assert window.front() == "planning"
    settled(page, qtbot)
    assert page.form.study().query == "1 -tag:verbs"


@pytest.mark.usefixtures("learned")
def test_enter_on_a_kind_starts(window: MainWindow, qtbot: QtBot) -> None:
    page = _custom(window, qtbot)
    _choose(page, qtbot, CustomKind.PREVIEW)
    qtbot.keyClick(page.form.kinds[CustomKind.PREVIEW], RETURN)
    session = _studied(window, qtbot)
    assert session.card is not None
    assert session.card.deck == "Zoology"


@pytest.mark.usefixtures("learned")
def test_a_saved_session_whose_deck_is_gone_says_so(
    window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    collection.planning.save_session("Animals", CustomStudy(CustomKind.PREVIEW, "Zoology"))
    page = _custom(window, qtbot)
    qtbot.waitUntil(lambda: page.saved.sessions.rows()[0].note == "3 cards")
    collection.delete_deck("Zoology")
    qtbot.waitUntil(lambda: page.saved.sessions.rows()[0].note == "–")
    assert page.saved.sessions.rows()[0].detail == "There is no deck called “Zoology”."
    use(window, qtbot, page.saved.sessions)
    page.run_soon()
    qtbot.keyClick(page.saved.sessions, RETURN)
    qtbot.waitUntil(page.problem.isVisible)
    qtbot.waitUntil(lambda: page.up_to_date)
    assert "There is no deck called “Zoology”." in page.problem.text()
    assert window.front() == "planning"


@pytest.mark.usefixtures("learned")
def test_escape_leaves_a_saved_session_as_it_is(window: MainWindow, qtbot: QtBot) -> None:
    window.collection.planning.save_session("Kept", CustomStudy(CustomKind.CRAM))
    window.go("today")
    page = _custom(window, qtbot)
    use(window, qtbot, page.saved.sessions)
    page.saved.change()
    qtbot.keyClick(window, ESCAPE)
    assert window.front() == "planning"
    assert not page.cancel_button.isVisible()
    qtbot.keyClick(window, ESCAPE)
    assert window.front() == "today"


@pytest.mark.usefixtures("learned")
def test_a_session_being_adjusted_keeps_its_deck_whatever_is_written_meanwhile(
    window: MainWindow, qtbot: QtBot
) -> None:
    planning, deck = window.collection.planning, window.collection.deck_names()[0]
    planning.save_session("Kept", CustomStudy(CustomKind.CRAM, deck))
    page = _custom(window, qtbot)
    use(window, qtbot, page.saved.sessions)
    page.saved.change()
    window.collection.add_note({"Front": "new", "Back": "new"}, deck="Elsewhere")
    assert page.form.deck.deck() == deck
    page.save()
    assert planning.saved_sessions()[0].study.deck == deck


@pytest.mark.usefixtures("learned")
def test_delete_in_a_field_deletes_no_session(window: MainWindow, qtbot: QtBot) -> None:
    window.collection.planning.save_session("Kept", CustomStudy(CustomKind.CRAM))
    page = _custom(window, qtbot)
    for field in (page.form.search, page.form.days, page.form.kinds[CustomKind.AHEAD]):
        field.setFocus()
        qtbot.keyClick(field, Qt.Key.Key_Delete)
    assert len(window.collection.planning.saved_sessions()) == 1


def test_saved_sessions_survive_a_restart(
    qtbot: QtBot,
    collection_path: Any,
    fixed_clock: Callable[[], Any],
    theme: Theme,
    saved_settings: list[Settings],
) -> None:
    with flashcards.open(collection_path, clock=fixed_clock) as first:
        learn(first, cast(FixedClock, fixed_clock))
        first.planning.save_session("Verbs", CustomStudy(CustomKind.CRAM, query="tag:verbs"))
    with flashcards.open(collection_path, clock=fixed_clock) as again:
        window = MainWindow(again, Settings(theme="light"), saved_settings.append, theme)
        qtbot.addWidget(window)
        window.show()
        page = _custom(window, qtbot)
        qtbot.waitUntil(lambda: page.saved.sessions.rows()[0].note == "4 cards")
        assert page.saved.sessions.rows()[0].detail == "Cram · all decks · tag:verbs"
        idle(window, qtbot)
        window.close()
