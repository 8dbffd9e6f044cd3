"""Rows copied from a spreadsheet become notes, with the same choices as those of a file."""

import threading
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from flashcards.ui.home.screen import HomeScreen
from flashcards.ui.importing.copied import as_table
from flashcards.ui.importing.pasting import is_table, take_text
from flashcards.ui.importing.screen import ImportScreen
from flashcards.ui.main_window import MainWindow
from tests.qtbot import QtBot

if TYPE_CHECKING:
    from flashcards.api import Collection

EXCEL = 'sea\tMeer\nsky\t"Him\nmel"\nair\t"say ""Luft"""\n'


def _pasted(window: MainWindow, qtbot: QtBot, text: str) -> ImportScreen:
    QApplication.clipboard().setText(text)
    qtbot.keyClick(window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not window.jobs.running())
    (screen,) = window.findChildren(ImportScreen)
    assert window.front() == screen.name
    return screen


def _notes(collection: "Collection") -> set[tuple[str, ...]]:
    return {collection.note(note).fields for note in collection.notes_of(collection.search(""))}


def test_rows_of_a_spreadsheet_are_pasted_as_notes_and_undone(
    window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    window.go("browse")
    screen = _pasted(window, qtbot, EXCEL)
    assert screen.preview.name.text() == "Pasted notes"
    assert not screen.preview.as_article.isVisible()
    screen.preview.part.columns.setFocus()
    qtbot.keyClick(screen.preview.part.columns, Qt.Key.Key_B)
    qtbot.waitUntil(lambda: not window.jobs.running())
    screen.start()
    qtbot.waitUntil(lambda: not window.jobs.running())
    assert _notes(collection) == {("Meer", "sea"), ("Him\nmel", "sky"), ('say "Luft"', "air")}
    assert collection.deck_names() == ["Pasted notes"]
    assert collection.undo_name is not None
    collection.undo()
    assert _notes(collection) == set()


def test_rows_go_into_the_deck_that_is_chosen_on_today(
    window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    collection.add_note({"Front": "a", "Back": "b"}, "French")
    home = window.go("today")
    assert isinstance(home, HomeScreen)
    home.choose_deck("French")
    screen = _pasted(window, qtbot, "sea\tmer\nsky\tciel\n")
    assert screen.preview.deck.currentText() == "French"
    screen.preview.settings.header.click()
    qtbot.waitUntil(lambda: not window.jobs.running())
    assert screen.preview.deck.currentText() == "French"
    screen.preview.settings.header.click()
    qtbot.waitUntil(lambda: not window.jobs.running())
    screen.start()
    qtbot.waitUntil(lambda: not window.jobs.running())
    assert collection.deck_names() == ["French"]
    assert len(collection.search("deck:French")) == 3


def test_a_set_of_quizlet_can_be_pasted_as_it_was_copied(
    window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    window.go("today")
    screen = _pasted(window, qtbot, "auk---a bird\nowl---another, larger bird\nelk---a deer\n")
    assert screen.preview.details.text().startswith("3 notes")
    screen.start()
    qtbot.waitUntil(lambda: not window.jobs.running())
    assert ("owl", "another, larger bird") in _notes(collection)
    assert collection.deck_names() == ["Pasted notes"]


def test_rows_that_are_dropped_become_notes_too(window: MainWindow, qtbot: QtBot) -> None:
    window.go("today")
    data = QMimeData()
    data.setText("sea\tMeer\nsky\tHimmel\n")
    actions, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(50, 50), actions, data, button, none)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    drop = QDropEvent(QPointF(50, 50), actions, data, button, none)
    QApplication.sendEvent(window, drop)
    qtbot.waitUntil(lambda: not window.jobs.running())
    (screen,) = window.findChildren(ImportScreen)
    assert (window.front(), screen.preview.details.text()[:6]) == ("import", "2 rows")
    assert not is_table("A sentence.\nAnother one.")
    assert not is_table("a\tb\nprose\n")


def test_nothing_copied_is_told_and_files_are_looked_at(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    window.go("today")
    QApplication.clipboard().clear()
    window.commands.trigger("file.paste_notes")
    assert "nothing to paste" in window.toasts.text.text()
    assert window.front() == "today"
    path = tmp_path / "words.csv"
    path.write_text("a;b\n")
    copied = QMimeData()
    copied.setUrls([QUrl.fromLocalFile(str(path))])
    QApplication.clipboard().setMimeData(copied)
    window.commands.trigger("file.paste_notes")
    qtbot.waitUntil(lambda: not window.jobs.running())
    (screen,) = window.findChildren(ImportScreen)
    assert screen.preview.name.text() == "words.csv"


class Copied(str):
    """A text that notes in which threads all of it is gone through."""

    threads: ClassVar[set[int]] = set()

    def strip(self, signs: str | None = None, /) -> str:
        self.threads.add(threading.get_ident())
        return super().strip(signs)

    def encode(self, encoding: str = "utf-8", errors: str = "strict") -> bytes:
        self.threads.add(threading.get_ident())
        return super().encode(encoding, errors)


def test_what_was_copied_is_turned_into_a_table_outside_of_the_windows_thread(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.go("today")
    Copied.threads.clear()
    take_text(window, Copied("a\tb\nc\td\n"))
    qtbot.waitUntil(lambda: not window.jobs.running())
    assert Copied.threads
    assert threading.get_ident() not in Copied.threads


def test_what_is_pasted_into_a_field_stays_there(window: MainWindow, qtbot: QtBot) -> None:
    window.go("today")
    QApplication.clipboard().setText("a\tb")
    field = window.header.field
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert window.front() != "import"
    assert window.findChildren(ImportScreen) == []


@pytest.mark.parametrize(
    ("text", "table"),
    [
        ("| a | b \\| c |\n|---|:-:|\n| d | e |\n", "a\tb | c\nd\te\n"),
        ("a | b\n-|-\nc | d", "a\tb\nc\td\n"),
        ("a\tb\n", "a\tb\n"),
        ("| a | b |\n| c | d |\n", "| a | b |\n| c | d |\n"),
    ],
)
def test_a_table_drawn_in_markdown_is_one_with_tabs(text: str, table: str) -> None:
    assert as_table(text).decode() == table
