"""The page of the preferences that says which language is checked and holds one's own words."""

from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from flashcards.paths import data_dir
from flashcards.ui.main_window import MainWindow
from flashcards.ui.preferences.screen import PreferencesScreen
from flashcards.ui.preferences.spelling import SpellingPage
from flashcards.ui.spelling.own_words import OwnWords
from flashcards.ui.spelling.spelling import LANGUAGE, NONE, SWITCH, usual_language
from tests.qtbot import QtBot
from tests.spelling import write_dictionary
from tests.ui.letters import doubled_letters
from tests.ui.named import unnamed


@pytest.fixture
def page(window: MainWindow) -> SpellingPage:
    """The page, with a dictionary of German and two words of one's own."""
    write_dictionary(data_dir() / "dictionaries", "de_DE", ["Zelle"])
    OwnWords().add("en", "krebs")
    OwnWords().add("de", "Cori")
    return cast(PreferencesScreen, window.go("preferences", section="spelling")).spelling


def _words(page: SpellingPage) -> list[str]:
    return [page.words.item(at).text() for at in range(page.words.count())]


def test_the_language_is_chosen_among_the_dictionaries(
    window: MainWindow, page: SpellingPage, qtbot: QtBot
) -> None:
    names = [page.language.itemText(at) for at in range(page.language.count())]
    assert "German (DE)" in names
    page.language.setFocus()
    page.language.setCurrentText("German (DE)")
    assert window.settings.lists[LANGUAGE] == "de-DE"
    page.language.setCurrentText("None")
    assert window.settings.lists[LANGUAGE] == NONE
    assert usual_language(window.settings.lists) == ""


def test_checking_is_switched_off_and_on(
    window: MainWindow, page: SpellingPage, qtbot: QtBot
) -> None:
    assert page.check.isChecked()
    qtbot.keyClick(page.check, Qt.Key.Key_Space)
    assert window.settings.lists[SWITCH]
    qtbot.keyClick(page.check, Qt.Key.Key_Space)
    assert not window.settings.lists[SWITCH]


def test_own_words_are_taken_out_by_key_and_put_back(
    window: MainWindow, page: SpellingPage, qtbot: QtBot
) -> None:
    assert _words(page) == ["Cori · German", "krebs · English"]
    page.words.setFocus()
    page.words.setCurrentRow(1)
    qtbot.keyClick(page.words, Qt.Key.Key_Delete)
    assert _words(page) == ["Cori"]
    assert OwnWords().words("en") == []
    back = [push for push in window.findChildren(QPushButton) if push.text() == "Put back"]
    qtbot.mouseClick(back[-1], Qt.MouseButton.LeftButton)
    assert OwnWords().words("en") == ["krebs"]
    assert _words(page) == ["Cori · German", "krebs · English"]


def test_what_is_missing_is_said(window: MainWindow, page: SpellingPage) -> None:
    assert not page.trouble.isVisible()
    window.change_settings(lists={**window.settings.lists, LANGUAGE: "hu"})
    assert "Hungarian" in page.trouble.text()
    assert str(data_dir() / "dictionaries") in page.trouble.text()


def test_every_part_has_a_name_and_a_letter_of_its_own(
    window: MainWindow, qtbot: QtBot, page: SpellingPage
) -> None:
    qtbot.waitUntil(lambda: doubled_letters(window) == [])
    assert unnamed(window) == []
