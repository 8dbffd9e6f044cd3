"""Another language is chosen in Preferences, and everything is in it at once, nothing lost."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QToolButton

from flashcards.languages import choosing, speaking
from flashcards.settings import Settings
from flashcards.ui.editor.add_window import AddWindow
from flashcards.ui.editor.edit_window import EditWindow
from flashcards.ui.editor.floating import FloatingWindow
from flashcards.ui.editor.window import add_note, edit_note
from flashcards.ui.language import put_in_force
from flashcards.ui.main_window import MainWindow
from flashcards.ui.menu_letters import plain
from flashcards.ui.planning.screen import PlanningScreen
from flashcards.ui.preferences.screen import PreferencesScreen
from flashcards.ui.reviewer.screen import ReviewerScreen
from flashcards.ui.words import plural, tr
from tests.effort import PATIENCE_S
from tests.qtbot import QtBot

if TYPE_CHECKING:
    from flashcards.api import Collection


@pytest.fixture(autouse=True)
def _english_afterwards(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the settings decide, and leave the next test in the language it began in."""
    monkeypatch.delenv(choosing.VARIABLE, raising=False)
    locale, spoken = QLocale(), speaking.spoken()
    yield
    put_in_force(qapp, "en")
    QLocale.setDefault(locale)
    speaking.speak(*spoken)


def choose(window: MainWindow, qtbot: QtBot, code: str) -> PreferencesScreen:
    """Choose a language in Preferences by keys, and wait until the window is in it."""
    window.go("preferences", section="appearance")
    field = built(window).appearance.language
    at = field.findData(code)
    assert at >= 0
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Home)
    for _ in range(at):
        qtbot.keyClick(field, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: built(window).appearance.language is not field)
    qtbot.waitUntil(lambda: built(window).appearance.language.currentData() == code)
    return built(window)


def built(window: MainWindow) -> PreferencesScreen:
    """Return the preferences as they are now."""
    return cast(PreferencesScreen, window.built("preferences"))


def rail_words(window: MainWindow) -> list[str]:
    """Return what stands in the rail."""
    return [each.text().strip() for each in window.rail.findChildren(QToolButton)]


def menu_words(window: MainWindow) -> list[str]:
    """Return the menus of the bar."""
    return [plain(each.text()) for each in window.menuBar().actions() if each.isVisible()]


def beside(window: MainWindow, kind: type[FloatingWindow]) -> list[FloatingWindow]:
    """Return the open windows of a kind."""
    return [each for each in window.findChildren(kind) if each.isVisible()]


def test_everything_in_the_window_is_in_the_language_that_was_chosen(
    window: MainWindow, qtbot: QtBot
) -> None:
    assert rail_words(window)[:3] == ["Today", "Study", "Browse"]
    choose(window, qtbot, "de")
    assert window.windowTitle() == "Einstellungen – Flashcards"
    assert rail_words(window)[:3] == ["Heute", "Lernen", "Durchsuchen"]
    assert menu_words(window)[:2] == ["Datei", "Bearbeiten"]
    assert window.commands.action("collection.backup").text() == tr("Back &up now")
    assert plural(1_234, "{count} card", "{count} cards") == "1.234 Karten"
    window.go("today")
    assert window.screen_title() == "Heute"


def test_the_language_can_be_changed_back_and_is_kept_each_time(
    window: MainWindow, qtbot: QtBot, saved_settings: list[Settings]
) -> None:
    choose(window, qtbot, "de")
    assert saved_settings[-1].language == "de"
    choose(window, qtbot, "en")
    assert saved_settings[-1].language == "en"
    assert rail_words(window)[:3] == ["Today", "Study", "Browse"]
    assert menu_words(window)[:2] == ["File", "Edit"]


def test_the_keyboard_stays_where_the_language_was_chosen(window: MainWindow, qtbot: QtBot) -> None:
    page = choose(window, qtbot, "de").appearance
    assert page.language.hasFocus()
    qtbot.waitUntil(lambda: not page.language.visibleRegion().isEmpty())


def test_buttons_and_menus_of_qt_itself_are_in_the_language_too(
    window: MainWindow, qtbot: QtBot
) -> None:
    def of_qt() -> str:
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        return plain(box.buttons()[0].text())

    choose(window, qtbot, "de")
    assert of_qt() == "Abbrechen"
    choose(window, qtbot, "en")
    assert of_qt() == "Cancel"


def test_a_note_that_is_being_written_is_there_again_in_the_other_language(
    window: MainWindow, qtbot: QtBot
) -> None:
    adding = add_note(window, "Bio")
    qtbot.keyClicks(adding.form.edits[0], "Was ist ein Zorf?")
    choose(window, qtbot, "de")
    (again,) = beside(window, AddWindow)
    assert isinstance(again, AddWindow)
    assert again is not adding
    assert again.form.edits[0].toPlainText() == "Was ist ein Zorf?"
    assert again.deck_field.deck() == "Bio"
    assert again.push.text() == tr("&Add") == "&Hinzufügen"


def test_the_keyboard_does_not_leave_for_a_note_that_comes_back(
    window: MainWindow, qtbot: QtBot
) -> None:
    adding = add_note(window, "Bio")
    qtbot.keyClicks(adding.form.edits[0], "Was ist ein Zorf?")
    window.activateWindow()
    choose(window, qtbot, "de")
    (again,) = beside(window, AddWindow)
    assert isinstance(again, AddWindow)
    assert window.isActiveWindow()
    # What Qt asks of desktops that would hand the keyboard to any window that opens.
    assert again.windowHandle().property("_q_showWithoutActivating")
    assert again.form.edits[0].textCursor().atEnd()
    assert again.last_added.text() == ""  # it was open all the time, so it says of no draft


def test_a_note_that_is_being_edited_is_saved_and_shown_again(
    window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    note = collection.add_note({"Front": "Zorf", "Back": "Plim"}, "Bio")
    editing = edit_note(window, note)
    assert editing is not None
    editing.form.edits[1].setPlainText("Glim")
    choose(window, qtbot, "de")
    (again,) = beside(window, EditWindow)
    assert isinstance(again, EditWindow)
    assert again.form.edits[1].toPlainText() == "Glim"
    assert again.windowTitle() == tr("Edit note") != "Edit note"


def test_work_under_way_is_waited_for(window: MainWindow, qtbot: QtBot) -> None:
    go_on = Event()
    window.jobs.run("Zorf", lambda _progress: go_on.wait(PATIENCE_S))
    window.go("preferences", section="appearance")
    built(window).appearance.chosen.emit({"language": "de"})
    qtbot.waitUntil(lambda: "under way" in window.toasts.text.text())
    assert rail_words(window)[0] == "Today"
    go_on.set()
    qtbot.waitUntil(lambda: rail_words(window)[0] == "Heute")


def test_what_is_typed_in_a_plan_and_as_an_answer_is_still_there(
    window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    collection.add_note({"Front": "Zorf", "Back": "Plim"}, "Bio")
    collection.add_note({"Front": "Glim?", "Back": "Plom"}, "Typed", note_type="type-answer")
    plans = cast(PlanningScreen, window.go("planning", page="exam"))
    qtbot.keyClicks(plans.exam.name, "Finals")
    window.study("Typed")
    screen = cast(ReviewerScreen, window.built("study"))
    qtbot.waitUntil(lambda: screen.page.pane.box.is_open)
    qtbot.keyClicks(screen.page.pane.box.edit, "Plo")
    way = [*window.way(), "study"]
    choose(window, qtbot, "de")
    assert window.way() == way
    window.back()
    assert window.front() == "study"
    assert cast(ReviewerScreen, window.built("study")).page.pane.box.edit.text() == "Plo"
    window.back()
    assert cast(PlanningScreen, window.built("planning")).exam.name.text() == "Finals"
    plans.exam.name.clear()
    window.go("today")
    assert window.go("planning") is not plans
    assert window.screen_title() == tr("Plans") != "Plans"


def test_who_went_elsewhere_meanwhile_is_not_disturbed(window: MainWindow, qtbot: QtBot) -> None:
    go_on = Event()
    window.jobs.run("Zorf", lambda _progress: go_on.wait(PATIENCE_S))
    window.go("preferences", section="appearance")
    built(window).appearance.chosen.emit({"language": "de"})
    screen = window.go("browse")
    go_on.set()
    qtbot.waitUntil(lambda: not window.jobs.running())
    qtbot.waitUntil(lambda: bool(window.property("languageOwed")))
    assert window.built("browse") is screen
    assert rail_words(window)[0] == "Today"
    window.go("preferences")
    qtbot.waitUntil(lambda: rail_words(window)[0] == "Heute")
    assert window.front() == "preferences"


def test_an_open_dialog_is_waited_for(window: MainWindow, qtbot: QtBot) -> None:
    adding = add_note(window, "Bio")
    dialogs = [QDialog(adding), QDialog(window)]
    window.go("preferences", section="appearance")
    for dialog in dialogs:
        dialog.show()
    built(window).appearance.chosen.emit({"language": "de"})
    for dialog in dialogs:
        enough = int(window.property("languageWaits") or 0) + 2
        qtbot.waitUntil(lambda: int(window.property("languageWaits") or 0) >= enough)  # noqa: B023  (waited for before the next one)
        assert dialog.isVisible()
        assert beside(window, AddWindow) == [adding]
        assert rail_words(window)[0] == "Today"
        dialog.close()
    qtbot.waitUntil(lambda: rail_words(window)[0] == "Heute")


def test_a_language_whose_file_is_gone_leaves_english(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(choosing, "resources_dir", lambda: tmp_path)
    before = window.go("preferences", section="appearance")
    window.change_settings(language="de")
    qtbot.waitUntil(lambda: window.built("preferences") is not before)
    assert rail_words(window)[0] == "Today"


def test_a_language_from_right_to_left_turns_the_window_round(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.go("preferences")
    window.change_settings(language=choosing.MIRRORED)
    qtbot.waitUntil(lambda: window.layoutDirection() == Qt.LayoutDirection.RightToLeft)
    qtbot.waitUntil(lambda: window.rail.x() > window.progress.x() + window.stack.width() // 2)
    window.change_settings(language="en")
    qtbot.waitUntil(lambda: window.layoutDirection() == Qt.LayoutDirection.LeftToRight)
