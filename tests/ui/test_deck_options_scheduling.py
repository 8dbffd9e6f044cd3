"""The options that decide intervals: only those in use are shown, and their effect at once."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton

from flashcards.collection.decks.options import RANGES
from flashcards.model.enums import Rating, SchedulerKind
from flashcards.model.presets import Options
from flashcards.scheduling.fsrs_formulas import DEFAULT_PARAMETERS
from flashcards.ui.deck_options.edits import NumberEdit, ReadingsEdit
from flashcards.ui.deck_options.following import knows
from flashcards.ui.deck_options.option_kinds import Kind
from flashcards.ui.deck_options.option_line import OptionLine
from flashcards.ui.deck_options.option_rows import ROWS
from flashcards.ui.deck_options.option_words import (
    MisreadError,
    parameters_from,
    parameters_words,
    steps_from,
    steps_words,
)
from flashcards.ui.deck_options.sample import samples
from flashcards.ui.deck_options.screen import DeckOptionsScreen
from flashcards.ui.deck_options.typed_edits import ParametersEdit
from flashcards.ui.deck_options.weekdays_edit import WeekdaysEdit
from flashcards.ui.main_window import MainWindow
from tests.qtbot import QtBot

if TYPE_CHECKING:
    from flashcards.api import Collection

CTRL = Qt.KeyboardModifier.ControlModifier
FITTED = tuple(round(value * 1.01, 4) for value in DEFAULT_PARAMETERS)


@pytest.fixture
def screen(window: MainWindow, collection: "Collection") -> DeckOptionsScreen:
    """The options of French, in front."""
    collection.add_note({"Front": "chien", "Back": "dog"}, deck="French")
    return cast(DeckOptionsScreen, window.go("options", deck="French"))


def _line(screen: DeckOptionsScreen, name: str) -> OptionLine:
    return screen.board.lines[name]


def _options(window: MainWindow) -> Options:
    return window.collection.options("French")


def _type(qtbot: QtBot, field: QLineEdit, text: str) -> None:
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_A, CTRL)
    qtbot.keyClicks(field, text)


def _shown(screen: DeckOptionsScreen) -> set[str]:
    return {name for name, line in screen.board.lines.items() if not line.isHidden()}


def test_the_scheduler_is_chosen_by_arrow_and_only_what_it_uses_is_shown(
    window: MainWindow, screen: DeckOptionsScreen, qtbot: QtBot
) -> None:
    sm2_only, steps_only = {"profile", "drill"}, {"starting_ease", "lapse_multiplier"}
    fsrs_only = {"desired_retention", "fsrs_parameters"}
    assert sm2_only < _shown(screen)
    assert not _shown(screen) & (steps_only | fsrs_only | {"learning_steps"})
    sm2, steps, _ = cast(ReadingsEdit, _line(screen, "scheduler").edit).radios()
    sm2.setFocus()
    qtbot.keyClick(sm2, Qt.Key.Key_Down)
    assert _options(window).scheduler is SchedulerKind.STEPS
    assert steps_only | {"learning_steps"} < _shown(screen)
    assert not _shown(screen) & (sm2_only | fsrs_only)
    qtbot.keyClick(steps, Qt.Key.Key_Down)
    assert _options(window).scheduler is SchedulerKind.FSRS
    assert fsrs_only | {"learning_steps"} < _shown(screen)
    assert not _shown(screen) & (sm2_only | steps_only)
    window.undo()
    window.undo()
    assert _options(window).scheduler is SchedulerKind.SM2
    assert sm2_only < _shown(screen)


def test_a_hidden_option_keeps_its_value(window: MainWindow, screen: DeckOptionsScreen) -> None:
    window.collection.set_options("French", scheduler="sm2-steps", starting_ease=200)
    window.collection.set_options("French", scheduler="fsrs")
    window.collection.set_options("French", scheduler="sm2-steps")
    assert _line(screen, "starting_ease").value() == 200


def test_every_scheduler_is_explained_in_a_sentence(screen: DeckOptionsScreen) -> None:
    for choice in ROWS["scheduler"].choices:
        assert choice.explanation.endswith(".")


@pytest.mark.parametrize("name", [name for name, row in ROWS.items() if row.kind is Kind.NUMBER])
def test_the_screen_takes_every_number_the_collection_takes_and_no_other(
    window: MainWindow, screen: DeckOptionsScreen, qtbot: QtBot, name: str
) -> None:
    line = _line(screen, name)
    for value in RANGES[name]:
        field = line.edit
        assert isinstance(field, NumberEdit)
        _type(qtbot, field.lineEdit(), str(value))
        qtbot.keyClick(field, Qt.Key.Key_Return)
        assert getattr(_options(window), name) == value
        _type(qtbot, field.lineEdit(), f"{value + 1 if value else 9_999_999}")
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert line.trouble.text().startswith("Must lie between ")
    assert getattr(_options(window), name) == RANGES[name][1]


def test_large_numbers_are_grouped_and_read_with_or_without_their_commas(
    window: MainWindow, screen: DeckOptionsScreen, qtbot: QtBot
) -> None:
    field = _line(screen, "maximum_interval_days").edit
    assert isinstance(field, NumberEdit)
    assert field.text() == "36,500 days"
    for typed, shown in (("1,200", "1,200 days"), ("12000 days", "12,000 days")):
        _type(qtbot, field.lineEdit(), typed)
        qtbot.keyClick(field, Qt.Key.Key_Return)
        assert field.text() == shown
    field.lineEdit().setCursorPosition(len("12,000"))
    qtbot.keyClick(field, Qt.Key.Key_Backspace)
    assert field.text() == "1200 days"
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert _options(window).maximum_interval_days == 1_200


def test_learning_steps_are_typed_and_stored_once(
    window: MainWindow, screen: DeckOptionsScreen, qtbot: QtBot
) -> None:
    window.collection.set_options("French", scheduler="sm2-steps")
    field = cast(QLineEdit, _line(screen, "learning_steps").edit)
    assert field.text() == "1 min 10 min"
    _type(qtbot, field, "5m, 1h 1 day")
    assert _options(window).learning_steps == (1, 10)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert _options(window).learning_steps == (5, 60, 1440)
    assert field.text() == "5 min 1 h 1 d"
    assert window.toasts.text.text() == "Steps of a new card: 5 min 1 h 1 d"
    window.undo()
    assert field.text() == "1 min 10 min"


def test_no_steps_at_all_are_an_empty_field(
    window: MainWindow, screen: DeckOptionsScreen, qtbot: QtBot
) -> None:
    window.collection.set_options("French", scheduler="sm2-steps")
    field = cast(QLineEdit, _line(screen, "relearning_steps").edit)
    _type(qtbot, field, " ")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert _options(window).relearning_steps == ()
    assert field.placeholderText() == "none"
    qtbot.mouseClick(_line(screen, "relearning_steps").reset, Qt.MouseButton.LeftButton)
    assert _options(window).relearning_steps == (10,)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("10 foo", "“10 foo” is no time such as 10 min, 2 h or 1 d."),
        ("soon", "“soon” is no time such as 10 min, 2 h or 1 d."),
        ("1.5 min", "“1.5 min” is not a whole number of minutes."),
        ("0", "A step must lie between 1 min and 14 d."),
        ("15 d", "A step must lie between 1 min and 14 d."),
        ("1 " * 11, "There can be 10 steps at most."),
    ],
)
def test_steps_that_cannot_be_read_stay_to_be_mended_and_are_refused_in_plain_words(
    window: MainWindow, screen: DeckOptionsScreen, qtbot: QtBot, typed: str, why: str
) -> None:
    window.collection.set_options("French", scheduler="fsrs")
    line = _line(screen, "learning_steps")
    field = cast(QLineEdit, line.edit)
    _type(qtbot, field, typed)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert line.trouble.text() == f"{why} Nothing changes until it is corrected."
    assert field.text() == typed
    assert _options(window).learning_steps == (1, 10)
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == "1 min 10 min"
    assert not line.trouble.isVisible()


def test_steps_that_cannot_be_read_are_not_carried_to_the_next_deck(
    window: MainWindow, screen: DeckOptionsScreen, qtbot: QtBot
) -> None:
    window.collection.add_deck("Zoology")
    window.collection.set_options("French", scheduler="fsrs")
    field = cast(QLineEdit, _line(screen, "learning_steps").edit)
    _type(qtbot, field, "10 foo")
    screen.show_deck("Zoology")
    assert field.text() == "1 min 10 min"


def _read(reader: Callable[[str], tuple[Any, ...]], text: str) -> tuple[Any, ...] | str:
    try:
        return reader(text)
    except MisreadError as why:
        return str(why)


@given(st.lists(st.integers(1, 14 * 1440), max_size=10).map(tuple))
def test_steps_are_read_as_they_are_written(steps: tuple[int, ...]) -> None:
    assert steps_from(steps_words(steps)) == steps


@given(st.text(max_size=40))
def test_whatever_is_typed_as_steps_is_read_or_refused(text: str) -> None:
    steps = _read(steps_from, text)
    assert isinstance(steps, str) or steps_from(steps_words(steps)) == steps


@given(st.text(max_size=40))
def test_whatever_is_typed_as_parameters_is_read_or_refused(text: str) -> None:
    values = _read(parameters_from, text)
    assert isinstance(values, str) or len(values) in (0, 21)


def test_fsrs_parameters_can_be_pasted_and_given_up_again(
    window: MainWindow, screen: DeckOptionsScreen, qtbot: QtBot
) -> None:
    window.collection.set_options("French", scheduler="fsrs")
    edit = cast(ParametersEdit, _line(screen, "fsrs_parameters").edit)
    assert edit.field.placeholderText().startswith("The published numbers")
    assert edit.back.isHidden()
    _type(qtbot, edit.field, "[" + ", ".join(map(str, FITTED)) + "]")
    qtbot.keyClick(edit.field, Qt.Key.Key_Return)
    assert _options(window).fsrs_parameters == FITTED
    assert not edit.state.isHidden()
    qtbot.mouseClick(edit.back, Qt.MouseButton.LeftButton)
    assert _options(window).fsrs_parameters == ()
    assert edit.state.isHidden()
    window.undo()
    assert edit.field.text() == parameters_words(FITTED)


def test_looking_at_fitted_parameters_keeps_all_their_digits_and_writes_nothing(
    window: MainWindow, screen: DeckOptionsScreen, qtbot: QtBot
) -> None:
    exact = tuple(value * 1.000_01 + 0.000_001 for value in FITTED)
    window.collection.set_options("French", scheduler="fsrs", fsrs_parameters=exact)
    step = window.collection.undo_name
    edit = cast(ParametersEdit, _line(screen, "fsrs_parameters").edit)
    qtbot.waitUntil(lambda: edit.field.text() == parameters_words(exact))
    assert edit.choice() == exact
    assert not edit.pending()
    qtbot.keyClick(edit.field, Qt.Key.Key_Return)
    assert _options(window).fsrs_parameters == exact
    assert window.collection.undo_name == step


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("1 2 3", "FSRS-6 needs 21 numbers; these are 3."),
        ("1", "FSRS-6 needs 21 numbers; this is only 1."),
        ("x", "“x” is no number."),
        (" ".join(["nan"] * 21), "Number 1 must lie between 0.001 and 100."),
        (" ".join(["999"] * 21), "Number 1 must lie between 0.001 and 100."),
    ],
)
def test_parameters_that_do_not_fit_are_refused_in_plain_words(
    window: MainWindow, screen: DeckOptionsScreen, qtbot: QtBot, typed: str, why: str
) -> None:
    window.collection.set_options("French", scheduler="fsrs")
    line = _line(screen, "fsrs_parameters")
    field = cast(ParametersEdit, line.edit).field
    _type(qtbot, field, typed)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert line.trouble.text().startswith(why)
    assert _options(window).fsrs_parameters == ()


def test_the_published_parameters_typed_out_are_the_default() -> None:
    assert parameters_from(parameters_words(DEFAULT_PARAMETERS)) == ()


def test_easy_days_are_set_day_by_day_and_one_at_least_keeps_some_work(
    window: MainWindow, screen: DeckOptionsScreen, qtbot: QtBot
) -> None:
    line = _line(screen, "easy_days")
    days = cast(WeekdaysEdit, line.edit)
    assert [field.accessibleName() for field in days.fields][::6] == ["Monday", "Sunday"]
    sunday = days.fields[6]
    sunday.setFocus()
    qtbot.keyClick(sunday, Qt.Key.Key_Down)
    qtbot.keyClick(sunday, Qt.Key.Key_Down)
    qtbot.keyClick(sunday, Qt.Key.Key_Return)
    assert _options(window).easy_days == (100,) * 6 + (50,)
    assert window.toasts.text.text() == "Easy days: Sunday 50%"
    window.undo()
    assert sunday.value() == 100
    window.collection.set_options("French", easy_days=(0,) * 6 + (50,))
    sunday.setValue(0)
    qtbot.keyClick(sunday, Qt.Key.Key_Return)
    assert line.trouble.text().startswith("One weekday at least must have some work.")
    assert _options(window).easy_days == (0,) * 6 + (50,)


SM2, STEPS, FSRS = SchedulerKind.SM2, SchedulerKind.STEPS, SchedulerKind.FSRS


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        (SM2, {"profile": "source"}),
        (SM2, {"drill": False}),
        (SM2, {"fuzz": True}),
        (SM2, {"load_balance": True}),
        (SM2, {"easy_days": (100, 100, 100, 100, 100, 0, 0)}),
        (STEPS, {"learning_steps": (5, 60)}),
        (STEPS, {"learning_steps": ()}),
        (STEPS, {"relearning_steps": (30,)}),
        (STEPS, {"graduating_interval_days": 3}),
        (STEPS, {"easy_interval_days": 7}),
        (STEPS, {"starting_ease": 200}),
        (STEPS, {"hard_multiplier": 105}),
        (STEPS, {"easy_bonus": 150}),
        (STEPS, {"interval_modifier": 90}),
        (STEPS, {"lapse_multiplier": 50}),
        (STEPS, {"minimum_lapse_interval_days": 2}),
        (STEPS, {"maximum_interval_days": 5}),
        (STEPS, {"fuzz": True}),
        (FSRS, {"desired_retention": 85}),
        (FSRS, {"learning_steps": (5, 60)}),
        (FSRS, {"relearning_steps": ()}),
        (FSRS, {"fsrs_parameters": tuple(value * 1.2 for value in DEFAULT_PARAMETERS[:4])
                + DEFAULT_PARAMETERS[4:]}),
        (FSRS, {"maximum_interval_days": 5}),
        (FSRS, {"load_balance": True}),
    ],
)  # fmt: skip
def test_the_samples_show_the_effect_of_every_option_that_decides_intervals(
    window: MainWindow, screen: DeckOptionsScreen, kind: SchedulerKind, change: dict[str, Any]
) -> None:
    window.collection.set_options("French", scheduler=kind)
    before = [strip.steps for strip in screen.board.sample.strips]
    window.collection.set_options("French", **change)
    after = [strip.steps for strip in screen.board.sample.strips]
    assert before != after


def test_the_samples_count_minutes_in_the_learning_steps() -> None:
    forgotten = samples(Options(scheduler=STEPS))[0]
    assert [step.interval for step in forgotten] == [
        "10 min", "1 day", "3 days", "8 days", "10 min", "1 day", "3 days",
    ]  # fmt: skip


def test_the_samples_lead_past_the_learning_steps_however_many() -> None:
    steps = tuple(range(10, 110, 10))
    options = Options(scheduler=STEPS, learning_steps=steps, relearning_steps=steps)
    assert all(sample[-1].days >= 1 for sample in samples(options))
    assert [step.minutes for step in samples(options)[0][:9]] == list(steps[1:])


@pytest.mark.parametrize("kind", list(SchedulerKind))
def test_the_samples_say_what_being_late_does(
    window: MainWindow, screen: DeckOptionsScreen, kind: SchedulerKind
) -> None:
    window.collection.set_options("French", scheduler=kind)
    assert "late" in screen.board.sample.notes.text().lower()


def test_easy_days_are_told_in_the_samples_and_kept_free(screen: DeckOptionsScreen) -> None:
    screen.collection.set_options("French", easy_days=(100, 100, 100, 100, 100, 0, 0))
    spread = [
        step for strip in screen.board.sample.strips for step in strip.steps if step.days >= 3
    ]
    assert {step.weekday for step in spread} <= {"Mon", "Tue", "Wed", "Thu", "Fri"}
    assert f"Good: {spread[0].interval} ({spread[0].weekday})" in (
        screen.board.sample.strips[0].accessibleName()
    )


def test_a_number_being_typed_that_no_scheduler_takes_leaves_the_samples_alone(
    window: MainWindow, screen: DeckOptionsScreen, qtbot: QtBot
) -> None:
    window.collection.set_options("French", scheduler="sm2-steps")
    before = [strip.steps for strip in screen.board.sample.strips]
    line = _line(screen, "starting_ease")
    line.edit.setFocus()
    qtbot.keyClick(line.edit, Qt.Key.Key_A, CTRL)
    qtbot.keyClicks(line.edit, "2")
    assert [strip.steps for strip in screen.board.sample.strips] == before
    qtbot.keyClicks(line.edit, "00")
    assert [strip.steps for strip in screen.board.sample.strips] != before


def test_a_narrow_window_keeps_the_sample_that_moved_in_sight(
    window: MainWindow, screen: DeckOptionsScreen, qtbot: QtBot
) -> None:
    window.resize(1024, 700)
    qtbot.waitUntil(lambda: screen.dock.isVisible() and not screen.board.sample.isVisible())
    window.collection.set_options("French", scheduler="sm2-steps")
    assert screen.dock.strip.accessibleName().startswith("Forgotten once. Good: 10 min")
    window.collection.set_options("French", easy_interval_days=9)
    assert screen.dock.strip.accessibleName().startswith("Easy at first. Easy: 9 days")
    first = cast(QPushButton, screen.dock.titles.button(1))
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Space)
    assert screen.dock.strip.accessibleName().startswith("Sometimes hard.")
    window.resize(1600, 1000)
    qtbot.waitUntil(lambda: screen.board.sample.isVisible() and not screen.dock.isVisible())


def test_toasts_do_not_cover_the_sample_at_the_foot(
    window: MainWindow, screen: DeckOptionsScreen, qtbot: QtBot
) -> None:
    window.resize(1024, 700)
    qtbot.waitUntil(lambda: screen.foot_px > 0)
    window.collection.set_options("French", scheduler="fsrs")
    window.toast("Something was done")
    dock = screen.dock.mapTo(window, screen.dock.rect().topLeft()).y()
    toast = window.toasts.mapTo(window, window.toasts.rect().bottomLeft()).y()
    assert toast < dock


def test_after_a_change_of_intervals_it_is_said_from_when_they_count(
    window: MainWindow, screen: DeckOptionsScreen
) -> None:
    assert screen.following.isHidden()
    window.collection.set_options("French", new_per_day=3)
    assert screen.following.isHidden()
    window.collection.set_options("French", scheduler="fsrs")
    assert not screen.following.isHidden()
    window.undo()
    assert screen.following.isHidden()


def test_the_past_can_be_judged_anew_from_there_and_then_there_is_nothing_left_to_say(
    window: MainWindow, screen: DeckOptionsScreen, qtbot: QtBot
) -> None:
    session = window.collection.study("French")
    assert session.next() is not None
    session.answer(Rating.GOOD)
    window.collection.set_options("French", scheduler="fsrs")
    screen.following.apply.setFocus()
    qtbot.keyClick(screen.following.apply, Qt.Key.Key_Space)
    assert window.front() == "past"
    window.collection.scheduling.apply_replay("French")
    window.back()
    assert window.front() == "options"
    qtbot.waitUntil(lambda: screen.following.isHidden())


def test_fsrs_is_fitted_from_there(
    window: MainWindow, screen: DeckOptionsScreen, qtbot: QtBot
) -> None:
    window.collection.set_options("French", scheduler="fsrs")
    fit = cast(ParametersEdit, _line(screen, "fsrs_parameters").edit).fit
    fit.setFocus()
    qtbot.keyClick(fit, Qt.Key.Key_Space)
    dialog = next(found for found in window.findChildren(QDialog) if found.isVisible())
    assert dialog.windowTitle() == "Fit FSRS to my answers"
    dialog.reject()


def test_what_the_program_cannot_do_is_not_offered(
    window: MainWindow, screen: DeckOptionsScreen
) -> None:
    edit = cast(ParametersEdit, _line(screen, "fsrs_parameters").edit)
    edit.offer_fit(knows(window, "scheduling.of_no_such_name"))
    assert edit.fit.isHidden()
