"""The frame around the screens: going about, Escape, titles, stale screens, settings."""

import pytest
from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QApplication, QToolButton, QWidget

from flashcards.model.changes import Changes
from flashcards.settings import Settings
from flashcards.ui.main_window import MainWindow
from flashcards.ui.widgets import fitting
from tests.conftest import FixedClock
from tests.qtbot import QtBot
from tests.ui.demo_screens import Demo, go, show_demo_screens


@pytest.fixture(autouse=True)
def _demo_screens(monkeypatch: pytest.MonkeyPatch) -> None:
    show_demo_screens(monkeypatch)


def test_a_screen_is_built_when_it_is_first_shown(window: MainWindow) -> None:
    assert window.built("browse") is None
    go(window, "browse")
    assert window.built("browse") is not None


def test_the_title_tells_where_one_is(window: MainWindow) -> None:
    go(window, "today")
    assert window.windowTitle() == "First – Flashcards"
    assert window.header.title.text() == "First"
    go(window, "browse")
    assert window.windowTitle() == "Second – Flashcards"


def test_a_click_in_the_rail_goes_there(window: MainWindow, qtbot: QtBot) -> None:
    go(window, "today")
    button = next(
        b for b in window.rail.findChildren(QToolButton) if b.accessibleName() == "Second"
    )
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert window.front() == "browse"
    assert button.isChecked()


def test_escape_goes_exactly_one_step_back(window: MainWindow, qtbot: QtBot) -> None:
    first = go(window, "today")
    second = go(window, "browse")
    second.steps = 1
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert window.front() == "browse"
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert window.front() == "today"
    assert first.happened[-1] == "shown"


def test_escape_on_the_first_screen_stays(window: MainWindow, qtbot: QtBot) -> None:
    go(window, "today")
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert window.front() == "today"


def test_escape_leaves_the_search_box_before_the_screen(window: MainWindow, qtbot: QtBot) -> None:
    go(window, "today")
    go(window, "browse")
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert window.header.field.hasFocus()
    qtbot.keyClick(window.header.field, Qt.Key.Key_Escape)
    assert window.front() == "browse"
    assert window.header.field.text() == ""
    assert not window.header.field.hasFocus()


def test_what_is_typed_into_the_search_box_is_looked_for(window: MainWindow, qtbot: QtBot) -> None:
    go(window, "today")
    window.focus_search()
    qtbot.keyClicks(window.header.field, "t")
    screen = _built(window, "browse")
    assert "shown {'query': 't', 'typing': True}" in screen.happened
    assert window.header.field.text() == ""


def test_the_search_box_is_emptied_by_its_button_once_something_is_in_it(
    window: MainWindow, qtbot: QtBot
) -> None:
    field = window.header.field

    def clear() -> list[QToolButton]:
        return [
            each for each in field.findChildren(QToolButton) if each.accessibleName() == "Clear"
        ]

    assert clear() == []
    for words in ("tree", "leaf"):
        field.setText(words)
        (button,) = clear()
        qtbot.waitUntil(button.isVisible)
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert field.text() == ""


def _built(window: MainWindow, name: str) -> Demo:
    screen = window.built(name)
    assert isinstance(screen, Demo)
    return screen


def test_a_hidden_screen_reads_again_when_it_is_shown(window: MainWindow) -> None:
    first = go(window, "today")
    second = go(window, "browse")
    first.happened.clear()
    second.happened.clear()
    window.changes.tell(Changes(cards=True))
    assert second.happened == ["reload"]
    assert first.happened == []
    go(window, "today")
    assert first.happened == ["reload", "shown"]


def test_a_screen_that_is_left_is_told(window: MainWindow) -> None:
    first = go(window, "today")
    go(window, "browse")
    assert first.happened[-1] == "left"


def test_the_window_is_never_smaller_than_what_it_shows(window: MainWindow) -> None:
    assert (window.minimumWidth(), window.minimumHeight()) == (900, 600)


def test_a_window_begins_no_larger_than_the_screen_has_room_for(window: MainWindow) -> None:
    room, other = window.screen().availableSize(), QWidget()
    begun = fitting(other, QSize(9_000, 9_000))
    assert room.width() - 60 < begun.width() < room.width()
    assert room.height() - 60 < begun.height() < room.height()
    assert fitting(other, QSize(500, 400)) == QSize(500, 400)
    other.setMinimumSize(room)
    assert fitting(other, QSize(9_000, 9_000)) == QSize(9_000, 9_000)


def test_a_narrow_rail_is_remembered(
    window: MainWindow, saved_settings: list[Settings], qtbot: QtBot
) -> None:
    go(window, "today")
    wide = window.rail.width()
    qtbot.keyClick(window, Qt.Key.Key_Backslash, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.rail.width() < wide)
    assert saved_settings[-1].rail_collapsed


def test_the_size_is_remembered_when_the_window_closes(
    window: MainWindow, saved_settings: list[Settings]
) -> None:
    go(window, "today")
    window.close()
    assert saved_settings[-1].geometry


def test_a_new_day_refreshes_the_screen_in_front(
    window: MainWindow, fixed_clock: FixedClock
) -> None:
    first = go(window, "today")
    first.happened.clear()
    fixed_clock.advance(hours=20)
    window.day_watch.look()
    assert first.happened == ["reload"]
    window.day_watch.look()
    assert first.happened == ["reload"]


def test_text_can_be_made_larger_and_normal_again(window: MainWindow) -> None:
    go(window, "today")
    window.commands.trigger("text.larger")
    assert window.settings.text_scale > 1.0
    window.commands.trigger("text.normal")
    assert window.settings.text_scale == 1.0
    for _ in range(20):
        window.commands.trigger("text.larger")
    assert window.settings.text_scale == 3.0


def test_a_toast_is_as_wide_as_its_words_whatever_was_said_before(window: MainWindow) -> None:
    window.go("today")
    toast = window.toasts
    window.toast("Short")
    window.toast("A very long text that has to be wrapped. " * 5, "Undo", lambda: None)
    assert toast.width() < window.width()
    assert toast.text.height() >= toast.text.heightForWidth(toast.text.width())
    toast.say("4 cards added", "Undo", lambda: None, ("Study now", lambda: None))
    for text in ("Nothing falls due 27 Nov to 3 Dec", "Kept"):
        window.toast(text, "Undo", lambda: None)
        QApplication.processEvents()
        assert toast.text.width() >= toast.text.sizeHint().width()
        assert toast.size() == toast.sizeHint()
        centres = {toast.text.geometry().center().y(), toast.action.geometry().center().y()}
        assert max(centres) - min(centres) <= 1


def test_a_toast_that_is_as_large_as_it_should_be_lets_the_window_rest(
    window: MainWindow,
) -> None:
    window.go("today")
    for text in ("Kept", "A very long text that has to be wrapped. " * 5):
        window.toast(text, "Undo", lambda: None)
        layouts = QEvent.Type.LayoutRequest.value
        for _ in range(4):
            QApplication.sendPostedEvents(None, layouts)
        asked = _Asked(window.toasts)
        QApplication.sendPostedEvents(None, layouts)
        assert not asked.layouts


class _Asked(QObject):
    """Notes that a widget is asked to lay its parts out."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self.layouts = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note it, and let it happen."""
        self.layouts += event.type() == QEvent.Type.LayoutRequest
        return False


@pytest.mark.parametrize("action", ["", "Undo"])
def test_a_toast_goes_with_its_screen(window: MainWindow, action: str) -> None:
    window.go("today")
    window.toast("Deleted 3 notes", action, lambda: None)
    window.go("browse")
    assert window.toasts.isVisible()  # said in the same breath
    QApplication.processEvents()
    window.go("today")
    assert not window.toasts.isVisible()
