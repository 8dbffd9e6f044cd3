"""Reading beside the window: the latest is shown in the end, and nothing older over it."""

import threading

from flashcards.model.errors import UserError
from flashcards.model.messages import message
from flashcards.ui.main_window import MainWindow
from flashcards.ui.read_beside import ReadBeside
from tests.effort import PATIENCE_S
from tests.qtbot import QtBot
from tests.ui.planned import idle


class _Slow:
    """Says what stood when the reading began, and in which thread; ends when it may."""

    def __init__(self) -> None:
        self.stands = "first"
        self.may_end = threading.Event()
        self.threads: list[threading.Thread] = []

    def read(self) -> str:
        found = self.stands
        self.threads.append(threading.current_thread())
        if threading.current_thread() is not threading.main_thread():
            assert self.may_end.wait(PATIENCE_S)
        return found


def test_what_comes_while_it_is_being_read_is_shown_in_the_end(
    window: MainWindow, qtbot: QtBot
) -> None:
    slow, shown = _Slow(), list[str]()
    beside = ReadBeside(window.go("today"), slow.read, shown.append)
    idle(window, qtbot)
    for said in ("second", "third", "last"):
        beside.soon()
        qtbot.waitUntil(lambda: len(slow.threads) > 0)
        slow.stands = said
    slow.may_end.set()
    qtbot.waitUntil(lambda: shown[-1:] == ["last"])
    idle(window, qtbot)
    assert shown == ["first", "last"]
    assert threading.main_thread() not in slow.threads


def test_what_the_window_read_itself_meanwhile_stays(window: MainWindow, qtbot: QtBot) -> None:
    slow, shown = _Slow(), list[str]()
    beside = ReadBeside(window.go("today"), slow.read, shown.append)
    idle(window, qtbot)
    beside.soon()
    qtbot.waitUntil(lambda: len(slow.threads) == 1)
    slow.stands = "typed"
    beside.now()
    slow.may_end.set()
    idle(window, qtbot)
    assert shown == ["typed"]


def test_what_could_not_be_read_because_something_came_is_read_again(
    window: MainWindow, qtbot: QtBot
) -> None:
    slow, shown = _Slow(), list[str]()

    def read() -> str:
        if slow.read() != "whole":
            raise UserError(message("It has gone."))
        return "whole"

    beside = ReadBeside(window.go("today"), read, shown.append)
    idle(window, qtbot)
    beside.soon()
    qtbot.waitUntil(lambda: len(slow.threads) == 1)
    beside.soon()
    slow.stands = "whole"
    slow.may_end.set()
    qtbot.waitUntil(lambda: shown == ["whole"])
