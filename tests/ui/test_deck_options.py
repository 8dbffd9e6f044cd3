"""The deck options as a learner sets them: by keys, at once, and with a way back."""

from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QWidget

from flashcards.model.enums import NewMix, NewOrder, Profile, ReviewOrder
from flashcards.model.presets import Options
from flashcards.ui.deck_options.edits import ReadingsEdit
from flashcards.ui.deck_options.option_line import OptionLine
from flashcards.ui.deck_options.screen import DeckOptionsScreen
from flashcards.ui.main_window import MainWindow
from tests.qtbot import QtBot
from tests.ui.letters import doubled_letters

if TYPE_CHECKING:
    from flashcards.api import Collection

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def decks(collection: "Collection") -> None:
    """French with Verbs below it, and Zoology; all use the preset the collection began with."""
    for deck in ("French::Verbs", "Zoology"):
        collection.add_note({"Front": f"front of {deck}", "Back": "back"}, deck=deck)


@pytest.fixture
def screen(window: MainWindow, decks: None) -> DeckOptionsScreen:
    """The options of French, in front."""
    return cast(DeckOptionsScreen, window.go("options", deck="French"))


def _line(screen: DeckOptionsScreen, name: str) -> OptionLine:
    return screen.board.lines[name]


def _told(line: OptionLine) -> str:
    return line.explanation.text().replace("\u00a0", " ")


def _type(qtbot: QtBot, field: QWidget, text: str) -> None:
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_A, CTRL)
    qtbot.keyClicks(field, text)


def _options(window: MainWindow, deck: str = "French") -> Options:
    return window.collection.options(deck)


def _dialog(window: MainWindow) -> QDialog:
    return next(found for found in window.findChildren(QDialog) if found.isVisible())


def _sample(screen: DeckOptionsScreen, which: int = 0) -> list[int]:
    return [step.days for step in screen.board.sample.strips[which].steps]


def _words(widget: QWidget) -> str:
    return " | ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_without_a_deck_the_screen_says_what_goes_here(window: MainWindow) -> None:
    screen = cast(DeckOptionsScreen, window.go("options"))
    assert "There is no deck yet" in _words(screen)
    assert not window.commands.enabled("options.new_preset")


def test_the_title_says_whose_options_they_are(
    window: MainWindow, screen: DeckOptionsScreen
) -> None:
    assert window.windowTitle() == "Options for French – Flashcards"
    assert screen.panel.decks.hasFocus()


def test_every_option_says_what_it_does_and_what_its_default_is(screen: DeckOptionsScreen) -> None:
    assert set(screen.board.lines) == set(Options.__dataclass_fields__)
    for line in screen.board.lines.values():
        what, _, default = _told(line).partition(" Default: ")
        assert what.endswith(".")
        assert default.endswith(".")
        assert line.edit.accessibleName()
        assert line.edit.accessibleDescription() == what
    assert "Default: 20 cards." in _told(_line(screen, "new_per_day"))


def test_a_number_is_stored_once_when_enter_is_pressed_and_not_while_typing(
    window: MainWindow, screen: DeckOptionsScreen, qtbot: QtBot
) -> None:
    field = _line(screen, "new_per_day").edit
    _type(qtbot, field, "35")
    assert _options(window).new_per_day == 20
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert _options(window).new_per_day == 35
    assert window.toasts.text.text() == "New cards a day: 35 cards"
    window.undo()
    assert _options(window).new_per_day == 20
    assert _line(screen, "new_per_day").value() == 20
    assert str(window.collection.undo_name) == "Add note"


def test_a_number_is_stored_when_the_keyboard_moves_on_and_undo_takes_it_back(
    window: MainWindow, screen: DeckOptionsScreen, qtbot: QtBot
) -> None:
    field = _line(screen, "reviews_per_day").edit
    _type(qtbot, field, "90")
    qtbot.keyClick(field, Qt.Key.Key_Tab)
    assert _options(window).reviews_per_day == 90
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Z, CTRL)
    assert _options(window).reviews_per_day == 200
    assert _line(screen, "reviews_per_day").value() == 200


def test_undo_while_typing_takes_the_typing_back_and_nothing_else(
    window: MainWindow, screen: DeckOptionsScreen, qtbot: QtBot
) -> None:
    field = _line(screen, "new_per_day").edit
    _type(qtbot, field, "7")
    qtbot.keyClick(field, Qt.Key.Key_Z, CTRL)
    assert _line(screen, "new_per_day").value() == 20
    assert window.collection.deck_names() == ["French", "French::Verbs", "Zoology"]


def test_arrow_keys_count_and_are_stored_as_one_step(
    window: MainWindow, screen: DeckOptionsScreen, qtbot: QtBot
) -> None:
    field = _line(screen, "new_per_day").edit
    field.setFocus()
    for _ in range(5):
        qtbot.keyClick(field, Qt.Key.Key_Up)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert _options(window).new_per_day == 25
    window.undo()
    assert _options(window).new_per_day == 20


def test_escape_brings_the_stored_number_back_before_it_leaves(
    window: MainWindow, screen: DeckOptionsScreen, qtbot: QtBot
) -> None:
    window.go("today")
    window.go("options", deck="French")
    field = _line(screen, "new_per_day").edit
    _type(qtbot, field, "99")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert window.front() == "options"
    assert _line(screen, "new_per_day").value() == 20
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert window.front() == "today"
    assert _options(window).new_per_day == 20


def test_what_was_typed_is_kept_when_the_learner_goes_elsewhere(
    window: MainWindow, screen: DeckOptionsScreen, qtbot: QtBot
) -> None:
    _type(qtbot, _line(screen, "new_per_day").edit, "12")
    qtbot.keyClick(window, Qt.Key.Key_1, CTRL)
    assert window.front() == "today"
    assert _options(window).new_per_day == 12


@pytest.mark.parametrize(
    ("name", "typed", "why"),
    [
        ("maximum_interval_days", "0", "Must lie between 1 day and 36,500 days."),
        ("maximum_interval_days", "40000", "Must lie between 1 day and 36,500 days."),
        ("new_per_day", "10000", "Must lie between 0 cards and 9,999 cards."),
        ("answer_cap_s", "4", "Must lie between 5 seconds and 3,600 seconds."),
    ],
)
def test_a_number_that_does_not_fit_is_refused_in_plain_words(
    window: MainWindow, screen: DeckOptionsScreen, qtbot: QtBot, name: str, typed: str, why: str
) -> None:
    line = _line(screen, name)
    before = getattr(_options(window), name)
    _type(qtbot, line.edit, typed)
    qtbot.keyClick(line.edit, Qt.Key.Key_Return)
    assert line.trouble.isVisible()
    assert line.trouble.text().startswith(why)
    assert "It stays at" in line.trouble.text()
    assert line.value() == before == getattr(_options(window), name)
    _type(qtbot, line.edit, "30")
    assert not line.trouble.isVisible()


@pytest.mark.parametrize("typed", ["-5", "1.5", "1,5", "x", "+"])
def test_what_is_no_whole_number_cannot_be_typed(
    window: MainWindow, screen: DeckOptionsScreen, qtbot: QtBot, typed: str
) -> None:
    field = _line(screen, "new_per_day").edit
    _type(qtbot, field, typed)
    assert not set("-.,+x") & set(cast(QLineEdit, field.findChild(QLineEdit)).text())


def test_choices_are_stored_as_they_are_made(
    window: MainWindow, screen: DeckOptionsScreen, qtbot: QtBot
) -> None:
    for name, stored in (
        ("new_order", NewOrder.RANDOM),
        ("review_order", ReviewOrder.RANDOM),
        ("new_mix", NewMix.AFTER),
        ("six_qualities", True),
    ):
        field = _line(screen, name).edit
        field.setFocus()
        qtbot.keyClick(field, Qt.Key.Key_End)
        value = getattr(_options(window), name)
        assert value == stored
        assert type(value) is type(stored)


def test_a_switch_is_stored_at_once_and_the_toast_takes_it_back(
    window: MainWindow, screen: DeckOptionsScreen, qtbot: QtBot
) -> None:
    field = _line(screen, "drill").edit
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Space)
    assert not _options(window).drill
    assert window.toasts.text.text() == "Repeat weak answers the same day: off"
    qtbot.mouseClick(window.toasts.action, Qt.MouseButton.LeftButton)
    assert _options(window).drill
    assert _line(screen, "drill").value() is True


def test_the_readings_of_sm2_are_chosen_by_arrow_and_explained(
    window: MainWindow, screen: DeckOptionsScreen, qtbot: QtBot
) -> None:
    line = _line(screen, "profile")
    assert "a forgotten card keeps its ease" in _words(line)
    assert "a forgotten card loses ease" in _words(line)
    text, code = cast(ReadingsEdit, line.edit).radios()
    text.setFocus()
    qtbot.keyClick(text, Qt.Key.Key_Down)
    assert _options(window).profile is Profile.SOURCE
    qtbot.keyClick(code, Qt.Key.Key_Up)
    assert _options(window).profile is Profile.PAPER


def test_an_underlined_letter_leads_to_each_option(
    window: MainWindow, screen: DeckOptionsScreen, qtbot: QtBot
) -> None:
    qtbot.keyClick(window, Qt.Key.Key_N, ALT)
    assert _line(screen, "new_per_day").edit.hasFocus()
    qtbot.keyClick(window, Qt.Key.Key_L, ALT)
    assert _line(screen, "maximum_interval_days").edit.hasFocus()
    qtbot.waitUntil(lambda: doubled_letters(window) == [])


def test_each_option_has_a_way_back_to_its_default_that_shows_only_when_needed(
    window: MainWindow, screen: DeckOptionsScreen, qtbot: QtBot
) -> None:
    line = _line(screen, "new_per_day")
    assert not line.reset.isVisible()
    window.collection.set_options("French", new_per_day=3)
    assert line.reset.isVisible()
    assert line.reset.accessibleName() == "New cards a day: back to the default, 20 cards"
    line.reset.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(line.reset, Qt.Key.Key_Space)
    assert _options(window).new_per_day == 20
    assert not line.reset.isVisible()
    assert line.edit.hasFocus()


def test_all_options_go_back_in_one_step_but_the_day_which_is_not_the_decks(
    window: MainWindow, screen: DeckOptionsScreen
) -> None:
    window.collection.set_options(
        "French", new_per_day=3, profile="source", day_start_minutes=300, six_qualities=True
    )
    window.commands.trigger("options.reset_all")
    assert _options(window) == Options(day_start_minutes=300)
    window.undo()
    assert _options(window).new_per_day == 3
    assert _options(window).profile is Profile.SOURCE


def test_the_time_the_day_begins_is_set_for_every_preset(
    window: MainWindow, screen: DeckOptionsScreen, qtbot: QtBot
) -> None:
    window.collection.assign_preset("Zoology", window.collection.add_preset("Slow"))
    assert "Applies to all decks" in _words(screen)
    line = _line(screen, "day_start_minutes")
    line.edit.setFocus()
    qtbot.keyClicks(line.edit, "2")
    qtbot.keyClick(line.edit, Qt.Key.Key_Return)
    assert _options(window).day_start_minutes == 120
    assert _options(window, "Zoology").day_start_minutes == 120
    assert window.toasts.text.text() == "Time the day starts: 2:00"


def test_the_sample_card_is_worked_out_by_the_scheduler(
    window: MainWindow, screen: DeckOptionsScreen, qtbot: QtBot
) -> None:
    assert _sample(screen)[:5] == [1, 6, 1, 1, 6]
    assert _sample(screen, 1) == [1, 6, 15, 36, 89, 219]
    window.collection.set_options("French", profile="source")
    assert _sample(screen) == [1, 6, 1, 1, 6, 12]
    assert _sample(screen, 1) == [1, 6, 15, 35, 83, 204]
    assert "late or early changes nothing" in screen.board.sample.notes.text()


def test_the_sample_shows_a_longest_interval_while_it_is_typed(
    window: MainWindow, screen: DeckOptionsScreen, qtbot: QtBot
) -> None:
    line = _line(screen, "maximum_interval_days")
    _type(qtbot, line.edit, "10")
    assert max(_sample(screen, 1)) == 10
    assert _options(window).maximum_interval_days == 36_500
    qtbot.keyClick(line.edit, Qt.Key.Key_Escape)
    assert max(_sample(screen, 1)) == 219


def test_the_sample_says_which_answers_come_again_today_and_can_be_heard(
    window: MainWindow, screen: DeckOptionsScreen
) -> None:
    strip = screen.board.sample.strips[0]
    assert [step.drill for step in strip.steps] == [False, False, True, False, False, False]
    assert "Again: today again, then 1 day" in strip.accessibleName()
    window.collection.set_options("French", drill=False, six_qualities=True)
    assert not any(step.drill for step in strip.steps)
    assert strip.steps[2].word == "1 Again"


def test_who_else_uses_the_preset_is_said_plainly(
    window: MainWindow, screen: DeckOptionsScreen
) -> None:
    assert screen.panel.sharing.text() == (
        "Also used by “French › Verbs” and “Zoology”. Changes here apply to them too."
    )
    for number in range(4):
        window.collection.add_deck(f"More {number}")
    assert "and 3 more decks. " in screen.panel.sharing.text()
    window.collection.assign_preset("Zoology", window.collection.add_preset("Slow"))
    screen.show_deck("Zoology")
    assert screen.panel.sharing.text() == "No other deck uses this preset."
    assert not screen.panel.own.isVisible()


def test_a_preset_of_its_own_changes_this_deck_alone(
    window: MainWindow, screen: DeckOptionsScreen, qtbot: QtBot
) -> None:
    screen.show_deck("Zoology")
    qtbot.mouseClick(screen.panel.own, Qt.MouseButton.LeftButton)
    dialog = _dialog(window)
    field = dialog.findChild(QLineEdit)
    assert field is not None
    assert field.text() == "Zoology"
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert window.collection.preset_of("Zoology").name == "Zoology"
    assert screen.panel.presets.currentText() == "Zoology"
    _type(qtbot, _line(screen, "new_per_day").edit, "5")
    qtbot.keyClick(_line(screen, "new_per_day").edit, Qt.Key.Key_Return)
    assert _options(window, "Zoology").new_per_day == 5
    assert _options(window, "French").new_per_day == 20


def test_a_new_preset_is_taken_back_with_its_use_from_the_toast(
    window: MainWindow, screen: DeckOptionsScreen, qtbot: QtBot
) -> None:
    before = window.collection.preset_of("French")
    window.commands.trigger("options.new_preset")
    field = _dialog(window).findChild(QLineEdit)
    assert field is not None
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert window.collection.preset_of("French::Verbs").name == "French"
    qtbot.mouseClick(window.toasts.action, Qt.MouseButton.LeftButton)
    assert window.collection.presets() == [before]
    assert window.collection.preset_of("French") == before
    window.redo()
    assert window.collection.preset_of("French::Verbs").name == "French"
    window.undo()
    assert window.collection.presets() == [before]


def test_a_name_that_is_taken_is_refused_in_plain_words(
    window: MainWindow, screen: DeckOptionsScreen, qtbot: QtBot
) -> None:
    window.collection.add_preset("Slow")
    qtbot.keyClick(window, Qt.Key.Key_F2)
    field = _dialog(window).findChild(QLineEdit)
    assert field is not None
    _type(qtbot, field, "slow")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "already a preset called “Slow”" in _words(_dialog(window)))
    assert sorted(preset.name for preset in window.collection.presets()) == ["Default", "Slow"]


def test_another_preset_is_chosen_by_key_and_counts_for_the_subdecks_too(
    window: MainWindow, screen: DeckOptionsScreen, qtbot: QtBot
) -> None:
    window.collection.set_options("French", new_per_day=9)
    window.collection.add_preset("Slow")
    qtbot.keyClick(window, Qt.Key.Key_U, ALT)
    assert screen.panel.presets.hasFocus()
    qtbot.keyClicks(screen.panel.presets, "Sl")
    assert window.collection.preset_of("French::Verbs").name == "Slow"
    assert window.collection.preset_of("Zoology").name == "Default"
    assert _line(screen, "new_per_day").value() == 20
    assert window.toasts.text.text() == "“French” uses the preset “Slow”, and so does its subdeck"
    window.undo()
    assert screen.panel.presets.currentText() == "Default"
    assert _line(screen, "new_per_day").value() == 9


def test_a_preset_is_renamed(window: MainWindow, screen: DeckOptionsScreen, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F2)
    field = _dialog(window).findChild(QLineEdit)
    assert field is not None
    _type(qtbot, field, "Calm")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert screen.panel.presets.currentText() == "Calm"


def test_a_deleted_preset_gives_its_decks_to_another_one_and_comes_back_with_undo(
    window: MainWindow, screen: DeckOptionsScreen
) -> None:
    assert not window.commands.enabled("options.delete_preset")
    window.collection.assign_preset("French", window.collection.add_preset("Slow"))
    assert window.commands.enabled("options.delete_preset")
    window.commands.trigger("options.delete_preset")
    assert screen.panel.presets.currentText() == "Default"
    assert window.toasts.text.text() == ("Deleted the preset “Slow”; its 2 decks use “Default”")
    window.undo()
    assert screen.panel.presets.currentText() == "Slow"


def test_decks_are_changed_by_choice_and_by_key(
    window: MainWindow, screen: DeckOptionsScreen, qtbot: QtBot
) -> None:
    qtbot.keyClicks(screen.panel.decks, "Zoo")
    assert screen.deck() == "Zoology"
    assert window.header.title.text() == "Options for Zoology"
    qtbot.keyClick(window, Qt.Key.Key_PageUp, CTRL)
    assert screen.deck() == "French::Verbs"
    qtbot.keyClick(window, Qt.Key.Key_PageDown, CTRL)
    qtbot.keyClick(window, Qt.Key.Key_PageDown, CTRL)
    assert screen.deck() == "Zoology"


def test_a_number_typed_for_one_deck_is_not_given_to_the_next(
    window: MainWindow, screen: DeckOptionsScreen, qtbot: QtBot
) -> None:
    window.collection.assign_preset("Zoology", window.collection.add_preset("Slow"))
    _type(qtbot, _line(screen, "new_per_day").edit, "44")
    screen.show_deck("Zoology")
    assert _options(window, "French").new_per_day == 44
    assert _options(window, "Zoology").new_per_day == 20
    assert _line(screen, "new_per_day").value() == 20


def test_a_deck_that_goes_away_gives_way_to_another(
    window: MainWindow, screen: DeckOptionsScreen
) -> None:
    screen.show_deck("Zoology")
    window.collection.delete_deck("Zoology")
    assert screen.deck() == "French"
    window.undo()
    assert screen.panel.decks.count() == 3


def test_a_change_from_elsewhere_is_shown_and_leaves_what_is_typed_alone(
    window: MainWindow, screen: DeckOptionsScreen, qtbot: QtBot
) -> None:
    field = _line(screen, "new_per_day").edit
    _type(qtbot, field, "31")
    window.collection.set_options("French", reviews_per_day=77)
    assert _line(screen, "reviews_per_day").value() == 77
    assert _line(screen, "new_per_day").value() == 31


def test_the_mouse_wheel_scrolls_and_changes_nothing(
    window: MainWindow, screen: DeckOptionsScreen
) -> None:
    for name in ("new_per_day", "new_order", "day_start_minutes"):
        field = _line(screen, name).edit
        before = _line(screen, name).value()
        none = Qt.MouseButton.NoButton
        where = QPointF(5, 5)
        turn = QWheelEvent(
            where, where, QPoint(), QPoint(0, -120), none,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(field, turn)
        assert _line(screen, name).value() == before
        assert not field.hasFocus()
