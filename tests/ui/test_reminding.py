"""The window reminds through the desktop: at the hour, once, and never the learner who is there."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtWidgets import QSystemTrayIcon

from flashcards import Rating
from flashcards.desktop import notifications
from flashcards.desktop.session_bus import SessionBus
from flashcards.ui.everyday.notifying import Notifier
from flashcards.ui.everyday.reminding import Reminding
from flashcards.ui.main_window import MainWindow
from tests.conftest import FixedClock
from tests.qtbot import QtBot
from tests.session_bus import VARIABLE, Desktop, desktop, session_bus
from tests.ui.planned import idle
from tests.ui.studying import add_cards

if TYPE_CHECKING:
    from flashcards.api import Collection

NINE = 9 * 60
"""In the test it is ten o'clock on a Monday."""


@pytest.fixture
def shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desktop]:
    """A desktop that shows notifications."""
    with session_bus(tmp_path / "bus") as address:
        monkeypatch.setenv(VARIABLE, address)
        with desktop(address) as running:
            yield running


@pytest.fixture
def in_front(window: MainWindow, collection: "Collection") -> Reminding:
    """A reminder for nine o'clock, seven cards, and a learner before the window."""
    add_cards(collection, 7)
    window.go("today")
    window.change_settings(reminder=True, reminder_minutes=NINE)
    return Reminding(window)


@pytest.fixture
def reminding(in_front: Reminding, window: MainWindow) -> Reminding:
    """The same, and a learner who looks elsewhere."""
    window.hide()
    return in_front


def _looks(reminding: Reminding, window: MainWindow, qtbot: QtBot) -> None:
    reminding.look()
    idle(window, qtbot)


def _next_title(shown: Desktop) -> Any:
    """Return the title of what was shown since the last time, ``END`` for nothing."""
    bus = SessionBus()
    notifications.show(bus, "END", "", "")
    found = [shown.said()["values"][3]]
    if found[-1] != "END":
        assert shown.said()["values"][3] == "END", "more than one was shown"
    bus.close()
    return found[0]


def test_a_click_on_the_reminder_brings_the_window_to_study(
    shown: Desktop, reminding: Reminding, window: MainWindow, qtbot: QtBot
) -> None:
    _looks(reminding, window, qtbot)
    title, body, actions = shown.said()["values"][3:6]
    assert (title, body) == ("Time to study", "7 cards to study, about 2 minutes.")
    assert actions[1] == "Study"
    shown.does("click")
    qtbot.waitUntil(lambda: window.front() == "study")
    assert window.isVisible()


def test_nobody_is_reminded_twice_a_day(
    shown: Desktop,
    reminding: Reminding,
    window: MainWindow,
    fixed_clock: FixedClock,
    qtbot: QtBot,
) -> None:
    _looks(reminding, window, qtbot)
    assert _next_title(shown) == "Time to study"
    fixed_clock.advance(hours=8)
    _looks(reminding, window, qtbot)
    assert _next_title(shown) == "END"
    fixed_clock.advance(hours=16)
    _looks(reminding, window, qtbot)
    assert _next_title(shown) == "Time to study"


def test_before_the_hour_and_on_other_days_nothing_is_said(
    shown: Desktop,
    reminding: Reminding,
    window: MainWindow,
    fixed_clock: FixedClock,
    qtbot: QtBot,
) -> None:
    for changes in ({"reminder_minutes": 601}, {"reminder_days": "234567"}, {"reminder": False}):
        window.change_settings(**{"reminder_minutes": NINE, **changes})
        _looks(reminding, window, qtbot)
        assert _next_title(shown) == "END"
    window.change_settings(reminder=True, reminder_minutes=601, reminder_days="1")
    fixed_clock.advance(minutes=1)
    _looks(reminding, window, qtbot)
    assert _next_title(shown) == "Time to study"


def test_who_has_studied_already_is_left_alone(
    shown: Desktop, reminding: Reminding, window: MainWindow, qtbot: QtBot
) -> None:
    session = window.collection.study()
    while session.next() is not None:
        session.answer(Rating.EASY)
    session.close()
    _looks(reminding, window, qtbot)
    assert _next_title(shown) == "END"


def test_who_sits_before_the_window_is_left_alone_for_the_day(
    shown: Desktop, in_front: Reminding, window: MainWindow, qtbot: QtBot
) -> None:
    qtbot.waitUntil(window.isActiveWindow)
    _looks(in_front, window, qtbot)
    window.hide()
    _looks(in_front, window, qtbot)
    assert _next_title(shown) == "END"


def test_the_icon_that_a_message_needs_goes_with_it(
    in_front: Reminding, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("isSystemTrayAvailable", "supportsMessages"):
        monkeypatch.setattr(QSystemTrayIcon, name, staticmethod(lambda: True))
    notifier, clicks = in_front.notifier, list[str]()
    notifier.clicked.connect(clicks.append)
    notifier._lasts.setInterval(1)
    notifier.show("Time to study", "7 cards", "Study")
    idle(window, qtbot)
    qtbot.waitUntil(lambda: not _icons(notifier))
    notifier._lasts.setInterval(60_000)
    notifier.show("Time to study", "7 cards", "Study")
    idle(window, qtbot)
    _icons(notifier)[0].messageClicked.emit()
    qtbot.waitUntil(lambda: not _icons(notifier))
    assert clicks == [""]


def _icons(notifier: Notifier) -> list[QSystemTrayIcon]:
    return [each for each in notifier.findChildren(QSystemTrayIcon) if each.isVisible()]


def test_without_a_desktop_the_window_says_it_itself(
    reminding: Reminding, window: MainWindow, qtbot: QtBot
) -> None:
    _looks(reminding, window, qtbot)
    window.come_to_front()
    assert window.toasts.text.text() == "7 cards to study, about 2 minutes."
    window.toasts.action.click()
    assert window.front() == "study"
