"""Each of the ten frequent jobs of docs/frequent-jobs.md, done by the keys that stand there."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from flashcards.ui.main_window import MainWindow
from tests.qtbot import QtBot
from tests.ui.browsing import open_browser
from tests.ui.studying import add_cards, study

if TYPE_CHECKING:
    from flashcards.api import Collection

_ROW = re.compile(r"\| ([^|]+) \| [^|]+ \| ([^|]+) \| (\d) \| [^|]+ \| (\d) \|")


@pytest.fixture
def keys(repository: Path) -> Callable[[str], list[QKeyCombination]]:
    """The keys of a job, as the page has them, and that they are no more than it says."""
    text = (repository / "docs" / "frequent-jobs.md").read_text(encoding="utf-8")
    rows = {
        job: (pressed.split(", "), int(own), int(anki))
        for job, pressed, own, anki in _ROW.findall(text)
    }
    assert len(rows) == 10

    def of(job: str) -> list[QKeyCombination]:
        pressed, own, anki = rows[job]
        assert len(pressed) == own <= anki
        written = [QKeySequence(each.replace("Enter", "Return")) for each in pressed]
        return [each[0] for each in written]  # type: ignore[index]  # its stub knows no places

    return of


def press(key: QKeyCombination, on: QWidget | None = None) -> None:
    """Press one key where the keyboard is."""
    target = on or QApplication.focusWidget()
    assert target is not None
    QTest.keyClick(target, key.key(), key.keyboardModifiers())
    QApplication.processEvents()


def write(text: str) -> None:
    """Type a text where the keyboard is."""
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClicks(target, text)


Keys = Callable[[str], list[QKeyCombination]]


def test_all_that_is_due_is_studied(
    window: MainWindow, collection: "Collection", keys: Keys
) -> None:
    add_cards(collection, 1)
    window.go("today")
    (start,) = keys("Study all that is due")
    press(start)
    assert window.front() == "study"


def test_a_card_is_answered_and_taken_back(
    window: MainWindow, collection: "Collection", keys: Keys
) -> None:
    add_cards(collection, 1)
    (card,) = collection.search()
    study(window)
    for key in keys("Show the answer and rate it Good"):
        press(key)
    assert len(collection.history(card)) == 1
    (back,) = keys("Take back the last answer")
    press(back)
    assert collection.card_rows([card])[0].reviews == 0


def test_the_card_in_front_is_corrected(
    window: MainWindow, collection: "Collection", keys: Keys, qtbot: QtBot
) -> None:
    add_cards(collection, 1)
    study(window)
    edit, close = keys("Correct the card in front")
    press(edit)
    write("x")
    press(close)
    qtbot.waitUntil(lambda: "x" in collection.card_rows(collection.search())[0].question)


@pytest.mark.parametrize(
    ("job", "found"),
    [("Bury the card until tomorrow", "is:buried"), ("Suspend the note", "is:suspended")],
)
def test_a_card_is_set_aside(
    window: MainWindow, collection: "Collection", keys: Keys, job: str, found: str
) -> None:
    add_cards(collection, 1)
    study(window)
    (key,) = keys(job)
    press(key)
    assert len(collection.search(found)) == 1


def test_a_note_is_added(window: MainWindow, collection: "Collection", keys: Keys) -> None:
    window.go("today")
    add, on, done = keys("Add a note with front and back")
    press(add)
    write("front")
    press(on)
    write("back")
    press(done)
    assert [row.answer for row in collection.card_rows(collection.search())] == ["back"]
    for top in QApplication.topLevelWidgets():
        if top is not window and top.isVisible():
            top.close()


def test_cards_are_found(
    window: MainWindow, collection: "Collection", keys: Keys, qtbot: QtBot
) -> None:
    add_cards(collection, 3)
    window.go("today")
    search, go = keys("Find cards by a word")
    press(search)
    write("2")
    press(go)
    browse: Any = window.built("browse")
    qtbot.waitUntil(lambda: window.front() == "browse" and browse.results.table.rowCount() == 1)


def test_notes_are_moved_and_deleted(
    window: MainWindow, collection: "Collection", keys: Keys, qtbot: QtBot
) -> None:
    browse = open_browser(window, qtbot)
    before = len(collection.search())
    move, done = keys("Move notes to another deck")
    QTest.keyClick(browse.view, Qt.Key.Key_Down)  # the first note is selected
    press(move, browse.view)
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    write("Elsewhere")
    press(done)
    qtbot.waitUntil(lambda: len(collection.search("deck:Elsewhere")) == 1)
    (delete,) = keys("Delete notes")
    window.activateWindow()  # no window manager does it here
    qtbot.waitUntil(window.isActiveWindow)
    press(delete, browse.view)
    qtbot.waitUntil(lambda: len(collection.search()) == before - 1)
