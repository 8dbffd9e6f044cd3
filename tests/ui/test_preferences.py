"""The preferences as a learner sets them: applied at once, kept for the next start."""

from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QApplication, QDialog, QFormLayout, QLabel, QLineEdit, QWidget
from shiboken6 import delete

import flashcards
from flashcards import identity, settings
from flashcards.settings import Settings
from flashcards.ui import focus_in_sight, theme
from flashcards.ui.main_window import MainWindow
from flashcards.ui.preferences.about import LIBRARIES, libraries
from flashcards.ui.preferences.appearance import SizeSlider
from flashcards.ui.preferences.screen import NAMES, PreferencesScreen
from tests.qtbot import QtBot
from tests.ui.letters import doubled_letters, press_letter
from tests.ui.named import unnamed

if TYPE_CHECKING:
    from flashcards.api import Collection

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


def _open(window: MainWindow, section: str | None = None) -> PreferencesScreen:
    return cast(PreferencesScreen, window.go("preferences", section=section))


def _in_sight(part: QWidget) -> bool:
    return part.visibleRegion().boundingRect() == part.rect()


def _words(widget: QWidget) -> str:
    return " | ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_the_sample_card_is_shown_whole_at_every_size(window: MainWindow, qtbot: QtBot) -> None:
    card = _open(window, "appearance").appearance.card
    heights = []
    for scale in (0.7, 1.0, 2.0):
        window.change_settings(text_scale=scale)
        qtbot.waitUntil(lambda: card.verticalScrollBar().maximum() == 0)
        heights.append(card.height())
    assert heights == sorted(set(heights))


# Pages


def test_the_key_for_preferences_opens_them_on_the_theme(window: MainWindow, qtbot: QtBot) -> None:
    window.go("today")
    qtbot.keyClick(window, Qt.Key.Key_Comma, CTRL)
    screen = cast(PreferencesScreen, window.built("preferences"))
    assert window.front() == "preferences"
    assert screen.section() == "appearance"
    assert screen.appearance.modes[1].hasFocus()


def test_pages_are_turned_by_key_and_by_letter(window: MainWindow, qtbot: QtBot) -> None:
    screen = _open(window, "appearance")
    qtbot.keyClick(window, Qt.Key.Key_PageDown, CTRL)
    assert screen.section() == "study"
    qtbot.keyClick(window, Qt.Key.Key_PageUp, CTRL)
    qtbot.keyClick(window, Qt.Key.Key_PageUp, CTRL)
    assert screen.section() == "about"
    assert screen.about.copy.hasFocus()
    qtbot.keyClick(window, Qt.Key.Key_L, ALT)
    assert screen.section() == "collection"


def test_a_field_that_is_reached_by_its_letter_comes_into_sight(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.resize(900, 600)
    screen = _open(window, "appearance")
    page = screen.appearance
    qtbot.waitUntil(page.modes[2].isVisible)
    page.modes[2].setFocus()
    assert page.language.visibleRegion().isEmpty()
    qtbot.keyClick(window, Qt.Key.Key_A, Qt.KeyboardModifier.AltModifier)
    assert page.language.hasFocus()
    qtbot.waitUntil(lambda: _in_sight(page.language))
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: _in_sight(page.modes[2]))


def test_a_field_that_is_gone_before_it_is_scrolled_to_is_no_error(
    window: MainWindow, qtbot: QtBot
) -> None:
    page = _open(window, "appearance").appearance
    qtbot.waitUntil(page.modes[2].isVisible)
    page.modes[2].setFocus()
    dialog = QDialog(window)
    field, form = QLineEdit(), QFormLayout(dialog)
    form.addRow("", QLineEdit())
    form.addRow("&Name", field)
    dialog.show()
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClick(dialog, Qt.Key.Key_N, ALT)
    assert field.hasFocus()
    delete(dialog)
    focus_in_sight._scroll_to(field)  # as where that was under way already
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    press_letter(qtbot, window, "Language of the window")
    qtbot.waitUntil(lambda: _in_sight(page.language))


def test_the_palette_finds_each_page(window: MainWindow) -> None:
    window.go("today")
    for page in NAMES:
        window.commands.trigger(f"go.preferences-{page}")
        screen = cast(PreferencesScreen, window.built("preferences"))
        assert screen.section() == page


def test_without_a_page_the_last_one_is_shown_again(window: MainWindow) -> None:
    _open(window, "about")
    window.go("today")
    assert _open(window).section() == "about"


@pytest.mark.parametrize("section", NAMES)
@pytest.mark.parametrize("size", [(900, 600), (1600, 1000)])
def test_every_page_fits_and_everything_on_it_has_a_name(
    window: MainWindow, qtbot: QtBot, section: str, size: tuple[int, int]
) -> None:
    window.collection.add_deck("French")
    window.resize(*size)
    screen = _open(window, section)
    qtbot.waitUntil(lambda: (window.width(), window.height()) == size)
    assert unnamed(screen) == []
    assert screen.minimumSizeHint().width() <= screen.width()


@pytest.mark.parametrize("section", NAMES)
def test_no_two_things_on_a_page_answer_to_one_letter(
    window: MainWindow, qtbot: QtBot, section: str
) -> None:
    window.collection.add_deck("French")
    _open(window, section)
    qtbot.waitUntil(lambda: doubled_letters(window) == [])


# Appearance


def test_a_theme_takes_effect_at_once_and_is_kept(
    window: MainWindow, qtbot: QtBot, saved_settings: list[Settings]
) -> None:
    screen = _open(window, "appearance")
    qtbot.keyClick(screen.appearance.modes[1], Qt.Key.Key_Right)
    assert theme.tokens().name == "dark"
    assert saved_settings[-1].theme == "dark"
    qtbot.keyClick(screen.appearance.modes[2], Qt.Key.Key_Left)
    assert theme.tokens().name == "light"
    assert window.commands.action("theme.light").isChecked()


def test_a_theme_chosen_in_the_menu_is_shown_here(window: MainWindow) -> None:
    screen = _open(window, "appearance")
    window.commands.trigger("theme.dark")
    assert screen.appearance.modes[2].isChecked()
    window.commands.trigger("theme.system")
    assert screen.appearance.modes[0].isChecked()


def test_the_text_size_is_seen_on_the_sample_card_while_it_changes(
    window: MainWindow, qtbot: QtBot, saved_settings: list[Settings]
) -> None:
    page = _open(window, "appearance").appearance
    before = QFontInfo(page.card.document().defaultFont()).pixelSize()
    page.slider.setFocus()
    for _ in range(4):
        qtbot.keyClick(page.slider, Qt.Key.Key_Right)
    assert saved_settings[-1].text_scale == 1.2
    assert page.percent.text() == "120%"
    after = QFontInfo(page.card.document().defaultFont()).pixelSize()
    assert after == pytest.approx(before * 1.2, abs=1)
    qtbot.mouseClick(page.normal, Qt.MouseButton.LeftButton)
    assert window.settings.text_scale == 1.0
    assert not page.normal.isVisible()


def test_the_text_size_stays_within_its_limits(window: MainWindow, qtbot: QtBot) -> None:
    slider: SizeSlider = _open(window, "appearance").appearance.slider
    slider.setFocus()
    qtbot.keyClick(slider, Qt.Key.Key_End)
    assert window.settings.text_scale == 3.0
    qtbot.keyClick(slider, Qt.Key.Key_Home)
    assert window.settings.text_scale == 0.7


def test_a_text_size_from_the_keyboard_moves_the_slider_without_being_changed_by_it(
    window: MainWindow, qtbot: QtBot
) -> None:
    page = _open(window, "appearance").appearance
    window.change_settings(text_scale=1.33)
    assert page.percent.text() == "133%"
    assert window.settings.text_scale == 1.33


def test_serifs_are_seen_on_the_sample_card(window: MainWindow, qtbot: QtBot) -> None:
    page = _open(window, "appearance").appearance
    page.serif.setFocus()
    qtbot.keyClick(page.serif, Qt.Key.Key_Space)
    assert window.settings.serif
    assert "serif" in page.card.document().defaultFont().families()
    window.commands.trigger("text.serif")
    assert not page.serif.isChecked()


def test_the_rail_is_made_slim_from_here(window: MainWindow, qtbot: QtBot) -> None:
    page = _open(window, "appearance").appearance
    wide = window.rail.width()
    qtbot.keyClick(window, Qt.Key.Key_B, ALT)
    qtbot.waitUntil(lambda: window.settings.rail_collapsed)
    qtbot.waitUntil(lambda: window.rail.width() < wide)
    assert page.rail.isChecked()


def test_what_was_chosen_survives_a_restart(
    qtbot: QtBot, collection: "Collection", theme: theme.Theme, tmp_path: Path
) -> None:
    file = tmp_path / "settings.json"
    first = MainWindow(collection, settings.load(file), lambda now: settings.save(file, now), theme)
    qtbot.addWidget(first)
    first.show()
    page = _open(first, "appearance").appearance
    page.modes[2].click()
    page.slider.setValue(30)
    page.serif.click()
    _open(first, "study").study.source.click()
    first.commands.set_shortcuts("palette.open", ["Ctrl+J"])
    first.close()
    second = MainWindow(
        collection, settings.load(file), lambda now: settings.save(file, now), theme
    )
    qtbot.addWidget(second)
    second.show()
    screen = _open(second, "appearance")
    assert screen.appearance.modes[2].isChecked()
    assert screen.appearance.percent.text() == "150%"
    assert screen.appearance.serif.isChecked()
    assert not screen.study.source.isChecked()
    assert second.commands.shortcuts("palette.open") == ("Ctrl+J",)
    second.close()
    theme.set_mode("light")


# Study


def test_the_time_the_day_begins_is_the_learners_and_counts_for_all_decks(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.collection.add_deck("French")
    window.collection.assign_preset("French", window.collection.add_preset("Slow"))
    window.collection.add_deck("Zoology")
    page = _open(window, "study").study
    assert page.day.edit.hasFocus()
    qtbot.keyClicks(page.day.edit, "5")
    qtbot.keyClick(page.day.edit, Qt.Key.Key_Return)
    for deck in ("French", "Zoology"):
        assert window.collection.options(deck).day_start_minutes == 300
    window.undo()
    assert page.day.value() == 240
    assert window.collection.options("Zoology").day_start_minutes == 240


def test_escape_takes_a_time_being_typed_back_first(window: MainWindow, qtbot: QtBot) -> None:
    window.collection.add_deck("French")
    window.go("today")
    page = _open(window, "study").study
    qtbot.keyClicks(page.day.edit, "7")
    qtbot.keyClick(page.day.edit, Qt.Key.Key_Escape)
    assert window.front() == "preferences"
    assert page.day.value() == 240
    qtbot.keyClick(page.day.edit, Qt.Key.Key_Escape)
    assert window.front() == "today"


def test_a_decks_own_options_are_one_step_away(window: MainWindow, qtbot: QtBot) -> None:
    window.collection.add_deck("French")
    window.collection.add_deck("Zoology")
    page = _open(window, "study").study
    page.decks.setFocus()
    qtbot.keyClicks(page.decks, "Zo")
    qtbot.keyClick(window, Qt.Key.Key_J, ALT)
    qtbot.waitUntil(lambda: window.front() == "options")
    assert window.screen_title() == "Options for Zoology"
    window.back()
    assert window.front() == "preferences"


def test_without_decks_nothing_is_offered_for_them(window: MainWindow) -> None:
    page = _open(window, "study").study
    assert not page.decks.isVisible()
    assert not page.day.isVisible()
    assert page.source.hasFocus()
    window.collection.add_deck("French")
    assert page.decks.isVisible()


# Collection


def test_where_the_collection_is_and_what_it_holds_is_said(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.collection.add_note({"Front": "Q", "Back": "A"}, deck="French")
    page = _open(window, "collection").file
    path = page.texts["file"]
    assert path.text() == str(window.collection.path)
    qtbot.waitUntil(lambda: page.texts["holds"].text() == "1 note, 1 card, 0 reviews")
    assert page.texts["last"].text() == "None yet"
    assert page.texts["size"].text() not in ("", "…")
    assert page.texts["folder"].text().startswith(str(window.collection.path.parent))
    assert isinstance(path, QLineEdit)
    path.setFocus()
    path.selectAll()
    qtbot.keyClick(path, Qt.Key.Key_C, CTRL)
    assert QApplication.clipboard().text() == str(window.collection.path)
    qtbot.keyClicks(path, "x")
    assert path.text() == str(window.collection.path)


def test_a_backup_made_here_is_seen_here(window: MainWindow, qtbot: QtBot) -> None:
    window.collection.add_deck("French")
    page = _open(window, "collection").file
    assert page.backup.hasFocus()
    qtbot.waitUntil(lambda: page.texts["last"].text() == "None yet")
    qtbot.keyClick(page.backup, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.texts["last"].text() == "2 March 2026, 10:00; 1 backup in all")
    assert len(window.collection.backups()) == 1


def test_checking_and_restoring_start_from_here(window: MainWindow, qtbot: QtBot) -> None:
    page = _open(window, "collection").file
    qtbot.waitUntil(lambda: not window.jobs.running())
    press_letter(qtbot, window, "Check the collection")
    qtbot.waitUntil(lambda: window.toasts.text.text() == "No problems found")
    press_letter(qtbot, window, "Restore a backup…")
    qtbot.waitUntil(lambda: window.toasts.text.text() == "There are no backups yet")
    qtbot.waitUntil(lambda: not window.jobs.running())
    assert page.isVisible()


# About


def test_version_license_and_libraries_are_told(window: MainWindow, qtbot: QtBot) -> None:
    page = _open(window, "about").about
    assert page.version.text() == f"Flashcards {flashcards.__version__}, from source"
    words = _words(page)
    assert "MIT License" in words
    assert identity.HOME_PAGE in words
    for name, _, terms in libraries():
        assert name.removesuffix("-Essentials") in words
        assert terms in words
    qtbot.keyClick(page.copy, Qt.Key.Key_Space)
    assert (
        QApplication.clipboard()
        .text()
        .startswith(f"Flashcards {flashcards.__version__} (source)\n")
    )


def test_the_libraries_told_are_those_the_program_asks_for(repository: Path) -> None:
    import tomllib

    project = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    needs = [*project["dependencies"], *extras["audio"], *extras["sync"], *extras["postgres"]]
    asked = {need.split(">")[0].removesuffix("[binary]").casefold() for need in needs}
    told = {name.casefold() for name, _, _ in LIBRARIES}
    assert asked == told


def test_what_debian_has_in_place_of_a_library_is_told_with_its_own_license(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = {"zstandard": "0.23.0", "PySide6": "6.8.2.1", "hunspell": "0.5.5", "chunspell": "2.0"}

    def version(name: str) -> str:
        if name not in there:
            raise metadata.PackageNotFoundError(name)
        return there[name]

    monkeypatch.setattr(metadata, "version", version)
    words = _words(_open(window, "about").about)
    assert "zstandard" in words
    assert "0.23.0" in words
    assert "backports.zstd" not in words
    assert "chunspell" in words  # which is there, so that nothing stands in for it
    assert "ziamath" in words  # for which there is nothing else
