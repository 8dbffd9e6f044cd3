"""The icon in the tray, the menu it has, and what becomes of the program without its window."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QImage, QWindow
from PySide6.QtWidgets import QApplication, QDialog, QPushButton

from flashcards.settings import Settings
from flashcards.ui import theme
from flashcards.ui.everyday.presence import Presence
from flashcards.ui.everyday.tray import KEYBOARD_TAKER, Tray
from flashcards.ui.everyday.tray_picture import SIZES, number, picture
from flashcards.ui.main_window import MainWindow
from tests.effort import PATIENCE_S
from tests.qtbot import QtBot
from tests.ui.studying import add_cards

if TYPE_CHECKING:
    from flashcards.api import Collection


@pytest.fixture(autouse=True)
def _ends_with_its_window(qapp: QApplication) -> Iterator[None]:
    """Leave to other tests what closing a window does."""
    yield
    qapp.setQuitOnLastWindowClosed(True)


def _nowhere() -> bool:
    return False


def _here() -> bool:
    return True


@pytest.fixture
def presence(window: MainWindow, collection: "Collection") -> Presence:
    """A desktop with a tray, seven cards, and a learner who has not chosen anything yet."""
    add_cards(collection, 7)
    window.go("today")
    return Presence(window, _here)


@pytest.fixture
def tray(presence: Presence, window: MainWindow, qtbot: QtBot) -> Tray:
    """The icon, turned on and counted."""
    window.change_settings(tray=True)
    assert presence.tray is not None
    found = presence.tray
    qtbot.waitUntil(lambda: found.count == 7)
    return found


def _item(tray: Tray, text: str) -> Callable[[], None]:
    tray.menu.aboutToShow.emit()
    return next(
        each for each in tray.menu.actions() if each.text().replace("&", "") == text
    ).trigger


def _question(window: MainWindow) -> QDialog | None:
    return next((each for each in window.findChildren(QDialog) if each.isVisible()), None)


def _press(window: MainWindow, text: str) -> None:
    dialog = _question(window)
    assert dialog is not None
    buttons = dialog.findChildren(QPushButton)
    next(each for each in buttons if each.text().replace("&", "") == text).click()


def test_there_is_no_icon_until_it_is_wanted(presence: Presence, window: MainWindow) -> None:
    assert presence.tray is None
    window.close()
    assert not window.isVisible()
    assert _question(window) is None


def test_the_icon_says_how_many_cards_wait_and_follows(
    tray: Tray, collection: "Collection", qtbot: QtBot
) -> None:
    assert tray.icon.toolTip() == "Flashcards: 7 cards to study"
    add_cards(collection, 2, "Zoology")
    qtbot.waitUntil(lambda: tray.count == 9)
    for deck in collection.deck_names():
        collection.suspend([int(card) for card in collection.search(f'deck:"{deck}"')])
    qtbot.waitUntil(lambda: tray.icon.toolTip() == "Flashcards: Nothing to study now")


def test_the_icon_leaves_the_keyboard_to_the_window(
    tray: Tray, window: MainWindow, qtbot: QtBot
) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    taker = QWindow()
    taker.setObjectName(KEYBOARD_TAKER)  # as an older X11 tray makes of it
    taker.show()
    assert tray.icon.isVisible()
    if not taker.isActive():
        with qtbot.waitSignal(taker.activeChanged):
            taker.requestActivate()
    qtbot.waitUntil(window.isActiveWindow)
    assert not taker.isActive()
    taker.destroy()


def test_its_menu_leads_into_the_window(tray: Tray, window: MainWindow, qtbot: QtBot) -> None:
    tray.menu.aboutToShow.emit()
    texts = [each.text().replace("&", "") for each in tray.menu.actions() if each.text()]
    assert texts == ["Open Flashcards", "Study 5 minutes now", "Add note", "Quit"]
    window.hide()
    _item(tray, "Open Flashcards")()
    assert window.isVisible()
    window.hide()
    _item(tray, "Study 5 minutes now")()
    qtbot.waitUntil(lambda: window.front() == "study")
    assert window.isVisible()


def test_closing_asks_once_and_then_leaves_the_icon(
    tray: Tray, window: MainWindow, saved_settings: list[Settings]
) -> None:
    window.close()
    assert window.isVisible(), "Esc would still go back to it"
    _press(window, "Keep it in the tray")
    assert not window.isVisible()
    assert not QApplication.quitOnLastWindowClosed()
    assert saved_settings[-1].on_close == "tray"
    tray.icon.activated.emit(tray.icon.ActivationReason.Trigger)
    assert window.isVisible()
    window.close()
    assert not window.isVisible()
    assert _question(window) is None


def test_who_wants_to_quit_is_not_asked_again(
    tray: Tray, window: MainWindow, saved_settings: list[Settings]
) -> None:
    window.close()
    _press(window, "Quit")
    assert not window.isVisible()
    assert saved_settings[-1].on_close == "quit"


def test_quitting_from_menu_or_icon_never_asks(tray: Tray, window: MainWindow) -> None:
    window.commands.trigger("window.quit")
    assert not window.isVisible()
    assert window.leaving
    assert _question(window) is None


def test_turning_the_icon_off_brings_the_window_back(
    tray: Tray, presence: Presence, window: MainWindow
) -> None:
    window.hide()
    window.change_settings(tray=False)
    assert presence.tray is None
    assert window.isVisible()
    assert QApplication.quitOnLastWindowClosed()


def test_where_the_desktop_has_no_tray_closing_ends_as_ever(window: MainWindow) -> None:
    presence = Presence(window, _nowhere)
    window.change_settings(tray=True, on_close="tray")
    assert presence.tray is None
    window.close()
    assert not window.isVisible()
    assert QApplication.quitOnLastWindowClosed()


def test_numbers_have_their_room_on_the_icon(qapp: QApplication) -> None:
    assert [number(count) for count in (0, 1, 42, 99, 100, 9999)] == ["", "1", "42", "99", "99+",
                                                                      "99+"]  # fmt: skip
    for size in SIZES:
        for count in (8, 42, 100):
            image = picture(count, size).toImage().convertToFormat(QImage.Format.Format_RGB32)
            on_accent = theme.color("on_accent")
            written = [
                (x, y)
                for x in range(size)
                for y in range(size)
                if abs(image.pixelColor(x, y).lightness() - on_accent.lightness()) < 60
            ]
            inner = [(x, y) for x, y in written if 0 < x < size - 1 and 0 < y < size - 1]
            assert len(inner) >= size, f"{count} cannot be read at {size} pixels"


_QUIT_BY_THE_SYSTEM = """
import sys
from PySide6.QtCore import QTimer
import flashcards
from flashcards.settings import Settings
from flashcards.ui.arriving.application import made_application
from flashcards.ui.everyday.presence import Presence
from flashcards.ui.main_window import MainWindow

application = made_application()
with flashcards.open(sys.argv[1]) as collection:
    window = MainWindow(collection, Settings(tray=True, on_close="tray"))
    presence = Presence(window, lambda: True)
    window.go("today")
    window.show()
    QTimer.singleShot(0, window.close)
    QTimer.singleShot(200, lambda: print(window.isVisible(), flush=True))
    QTimer.singleShot(400, application.quit)
    code = application.exec()
    window.jobs.stop_all()
print("ended", flush=True)
"""


def test_the_system_ends_the_program_also_where_it_goes_on_in_the_tray(
    collection_path: Path,
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _QUIT_BY_THE_SYSTEM, str(collection_path)],
        stdout=subprocess.PIPE,
        text=True,
        check=False,
        timeout=PATIENCE_S,
        env=os.environ
        | {
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        },
    )
    assert done.stdout.split() == ["False", "ended"]
