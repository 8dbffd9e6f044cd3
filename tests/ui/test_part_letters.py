"""In no language do two things of a window answer to one letter."""

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication, QMainWindow, QPushButton, QTabBar, QVBoxLayout, QWidget

import flashcards
from flashcards.languages import choosing, speaking
from flashcards.ui.language import put_in_force
from flashcards.ui.main_window import MainWindow
from flashcards.ui.menu_letters import letter, with_own_letters
from flashcards.ui.preferences.screen import NAMES, PreferencesScreen
from flashcards.ui.theme import Theme
from tests.qtbot import QtBot
from tests.ui import test_menus as menus
from tests.ui.letters import doubled_letters
from tests.ui.opened import opened_window

ALT = Qt.KeyboardModifier.AltModifier
source_id = menus.source_id
"""Cards with a past and an article."""


@pytest.fixture(autouse=True)
def _german(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.delenv(choosing.VARIABLE, raising=False)
    locale, spoken = QLocale(), speaking.spoken()
    put_in_force(qapp, "de")
    yield
    put_in_force(qapp, "en")
    QLocale.setDefault(locale)
    speaking.speak(*spoken)


class _Window(QMainWindow):
    """A menu and three buttons, of which the last is hidden."""

    def __init__(self) -> None:
        super().__init__()
        self.menuBar().addMenu("&Datei")
        page = QWidget()
        self.buttons = [QPushButton(text) for text in ("&Dauer", "&Drei", "&Dr")]
        self.pressed: list[int] = []
        lay = QVBoxLayout(page)
        for at, button in enumerate(self.buttons):
            lay.addWidget(button)
            button.clicked.connect(lambda _checked=False, at=at: self.pressed.append(at))
        self.buttons[2].hide()
        self.setCentralWidget(page)

    def texts(self) -> list[str]:
        """Return what the buttons say."""
        return [button.text() for button in self.buttons]


@pytest.fixture
def small(qtbot: QtBot) -> _Window:
    """The window, in front."""
    window = _Window()
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.buttons[0].setFocus()
    qtbot.waitUntil(lambda: window.texts()[:2] == ["D&auer", "D&rei"])
    return window


@pytest.mark.usefixtures("source_id")
@pytest.mark.parametrize("screen", menus.SCREENS)
@pytest.mark.parametrize("language", ["de", "en"])
def test_no_letter_is_used_twice_on_a_screen(
    qapp: QApplication, window: MainWindow, qtbot: QtBot, screen: str, language: str
) -> None:
    put_in_force(qapp, language)
    menus.SCREENS[screen][0](window, qtbot)
    qtbot.waitUntil(lambda: doubled_letters(window) == [])


def test_letters_lead_to_what_they_stand_for(small: _Window, qtbot: QtBot) -> None:
    qtbot.keyClick(small, Qt.Key.Key_R, ALT)
    qtbot.keyClick(small, Qt.Key.Key_A, ALT)
    qtbot.waitUntil(lambda: small.pressed == [1, 0])


def test_what_has_no_free_letter_marks_none_until_one_is_free(small: _Window, qtbot: QtBot) -> None:
    small.buttons[2].show()
    qtbot.waitUntil(lambda: small.texts() == ["D&auer", "D&rei", "Dr"])
    small.buttons[1].hide()
    qtbot.waitUntil(lambda: small.texts()[2] == "D&r")


def test_a_text_that_changes_keeps_its_letter(small: _Window, qtbot: QtBot) -> None:
    small.buttons[0].setText("&Dauer 2")
    qtbot.waitUntil(lambda: small.texts()[:2] == ["D&auer 2", "D&rei"])
    small.buttons[0].setText("&Weiter")
    qtbot.waitUntil(lambda: doubled_letters(small) == [])
    assert small.texts()[:2] == ["&Weiter", "D&rei"]


def test_in_english_each_has_a_letter_of_its_own_too(qapp: QApplication, qtbot: QtBot) -> None:
    put_in_force(qapp, "en")
    window = _Window()
    window.menuBar().clear()
    window.menuBar().addMenu("&File")
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.buttons[0].setFocus()
    qtbot.waitUntil(lambda: window.texts() == ["&Dauer", "D&rei", "&Dr"])
    window.buttons[2].show()
    qtbot.waitUntil(lambda: doubled_letters(window) == [])
    assert window.texts()[0] == "&Dauer", "the letter it was given by hand stays"


def test_whoever_asks_for_a_figure_has_it(small: _Window, qtbot: QtBot) -> None:
    small.buttons[0].setText("&1  first")
    small.buttons[2].setText("&Dr")
    small.buttons[2].show()
    qtbot.waitUntil(lambda: doubled_letters(small) == [])
    qtbot.keyClick(small, Qt.Key.Key_1, ALT)
    qtbot.waitUntil(lambda: small.pressed == [0])


def test_a_letter_is_marked_where_it_stands_also_behind_a_sharp_s() -> None:
    assert with_own_letters(["&G", "&Größe ändern"], "rö") == ["&G", "Größe &ändern"]
    assert with_own_letters(["ß"]) == ["&ß"]


def test_a_tab_has_its_letter_though_a_button_wants_it_too(small: _Window, qtbot: QtBot) -> None:
    tabs = QTabBar()
    tabs.addTab("&Start")
    small.buttons[0].setText("&Speichern")
    middle = small.centralWidget()
    assert middle is not None
    page = middle.layout()
    assert page is not None
    page.addWidget(tabs)
    qtbot.waitUntil(lambda: letter(small.texts()[0]) not in ("", "s"))
    assert tabs.tabText(0) == "&Start"


def _letters_of_tabs(window: MainWindow, qtbot: QtBot, first: str) -> list[str]:
    """Show every page, ``first`` first, and return which letter leads to each."""
    qtbot.waitUntil(window.isActiveWindow)
    screen = cast(PreferencesScreen, window.go("preferences", section=first))
    for name in (first, *NAMES):
        window.go("preferences", section=name)
        window.grab()  # painted, with the letters it has then
    return [letter(screen.tabs.tabText(at)) for at in range(screen.tabs.count())]


def test_the_letters_of_the_pages_are_the_same_whichever_was_opened_first(
    window: MainWindow, qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    found = [_letters_of_tabs(window, qtbot, "appearance")]
    for first in ("sync", "about"):
        with (
            flashcards.open(tmp_path / f"{first}.flashcards") as other,
            opened_window(qtbot, other, theme, lambda _: None) as again,
        ):
            found.append(_letters_of_tabs(again, qtbot, first))
    assert "" not in found[0]
    assert found == [found[0]] * 3
