"""Bringing files in, as a learner does it."""

import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog

from flashcards.settings import Settings
from flashcards.ui.importing.screen import ImportScreen
from flashcards.ui.main_window import MainWindow
from flashcards.ui.menu_letters import plain
from tests.qtbot import QtBot
from tests.ui.gone_to import recorded_ways

if TYPE_CHECKING:
    from flashcards.api import Collection

# Of dialogs Qt's offscreen platform complains that it has no window manager to tell their sizes.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

DECK = """---
deck: Physics::Waves
id: waves
---

Q: What is a wave? {#wave}
A: A disturbance that travels.

Q: No answer here

Q: What does light not need? {#light}
A: A medium.
"""


@pytest.fixture
def deck_file(tmp_path: Path) -> Path:
    path = tmp_path / "waves.md"
    path.write_text(DECK, encoding="utf-8")
    return path


@pytest.fixture
def table_file(tmp_path: Path) -> Path:
    path = tmp_path / "words.csv"
    rows = [f"mot {number};word {number};noun\n" for number in range(40)]
    path.write_text("front;back;tags\n" + "".join(rows), encoding="utf-8")
    return path


def _screen(window: MainWindow, qtbot: QtBot, *paths: Path) -> ImportScreen:
    screen = window.go("import", paths=paths)
    assert isinstance(screen, ImportScreen)
    qtbot.waitUntil(lambda: not window.jobs.running())
    return screen


def _import(window: MainWindow, screen: ImportScreen, qtbot: QtBot) -> None:
    qtbot.keyClick(screen.preview.go, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.jobs.running())


def test_what_is_imported_stands_under_the_title(
    window: MainWindow, qtbot: QtBot, table_file: Path
) -> None:
    page = _screen(window, qtbot, table_file).preview
    window.resize(1600, 760)
    title = window.header.title
    for part in (page.name, page.part.columns):
        assert part.mapTo(window, QPoint()).x() == title.mapTo(window, QPoint()).x()


def test_a_table_is_shown_before_anything_changes(
    window: MainWindow, qtbot: QtBot, table_file: Path, collection: "Collection"
) -> None:
    screen = _screen(window, qtbot, table_file)
    page = screen.preview
    assert page.isVisible()
    assert page.details.text().startswith("40 rows")
    assert page.settings.delimiter.currentText() == "Semicolon (;)"
    assert page.settings.encoding.currentText() == "UTF-8 · Unicode"
    assert page.settings.header.isChecked()
    model = page.table.model()
    headings = [model.headerData(at, Qt.Orientation.Horizontal) for at in range(3)]
    assert headings == ["front", "back", "tags"]
    assert model.index(1, 1).data() == "word 1"
    assert page.deck.currentText() == "words"
    assert plain(page.go.text()) == "Import 40 rows"
    assert collection.deck_names() == []


def test_enter_imports_what_is_shown_and_the_report_says_what_was_done(
    window: MainWindow, qtbot: QtBot, table_file: Path, collection: "Collection"
) -> None:
    text = table_file.read_text(encoding="utf-8").replace(";noun", "").replace(";tags", "")
    table_file.write_text(text, encoding="utf-8")
    screen = _screen(window, qtbot, table_file)
    assert screen.preview.go.hasFocus()
    _import(window, screen, qtbot)
    assert len(collection.search("deck:words")) == 40
    assert screen.report.isVisible()
    assert screen.report.title.text() == "Imported 40 notes"
    assert screen.report.numbers["added"].text() == "40"
    assert screen.report.study.hasFocus()


def test_another_deck_can_be_typed(
    window: MainWindow, qtbot: QtBot, table_file: Path, collection: "Collection"
) -> None:
    screen = _screen(window, qtbot, table_file)
    deck = screen.preview.deck
    deck.setFocus()
    written = deck.lineEdit()
    assert written is not None
    written.selectAll()
    qtbot.keyClicks(deck, "French::Nouns")
    _import(window, screen, qtbot)
    assert collection.deck_names() == ["French", "French::Nouns"]


def test_a_markdown_deck_tells_its_name_and_the_lines_that_are_wrong(
    window: MainWindow, qtbot: QtBot, deck_file: Path
) -> None:
    page = _screen(window, qtbot, deck_file).preview
    assert page.details.text().startswith("2 notes")
    assert page.deck.currentText() == "Physics › Waves"
    assert page.problems.isVisible()
    assert page.problems.text.toPlainText().startswith("waves.md:9: ")


def test_a_deck_of_another_program_is_known_and_can_be_read_otherwise(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "page.md"
    path.write_text("# Words\n\n## Founded in {{c1::1913}}\n\n## One\ntwo\n", encoding="utf-8")
    page = _screen(window, qtbot, path).preview
    assert page.details.text().startswith("2 notes  ·  Headings as questions")
    assert page.deck.currentText() == "Words"
    assert page.program.currentText() == "Headings as questions"
    page.program.setFocus()
    qtbot.keyClick(page.program, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: not window.jobs.running())
    assert page.details.text().startswith("1 note  ·  Markdown deck")
    assert page.deck.currentText() == "page"
    assert page.program.currentText() == "Markdown deck"


def test_an_own_deck_that_can_be_read_in_one_way_offers_no_other(
    window: MainWindow, qtbot: QtBot, deck_file: Path
) -> None:
    assert not _screen(window, qtbot, deck_file).preview.program.isVisible()


def test_problems_can_be_copied(window: MainWindow, qtbot: QtBot, deck_file: Path) -> None:
    screen = _screen(window, qtbot, deck_file)
    _import(window, screen, qtbot)
    problems = screen.report.problems
    assert problems.title.text() == "1 problem"
    qtbot.mouseClick(problems.copy, Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text().startswith("waves.md:9: ")


ODD_ROWS = """front;back;tags
a;b;x
no back;;y
c;d;e;too;many
lonely
![](gone.png);e;
hidden \u202e sign;f;
"""
ODD_NOTES = """Q: a
A: ![](gone.png)

Q: no answer

C: no gap here
"""


@pytest.mark.parametrize(("name", "text"), [("a.csv", ODD_ROWS), ("a.md", ODD_NOTES)])
def test_the_preview_tells_of_the_same_problems_as_the_report(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, name: str, text: str
) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    screen = _screen(window, qtbot, path)
    before = screen.preview.problems.text.toPlainText().splitlines()
    _import(window, screen, qtbot)
    assert sorted(screen.report.problems.text.toPlainText().splitlines()) == sorted(before)
    assert any("gone.png" in line for line in before)


def test_a_second_import_of_the_same_file_changes_nothing(
    window: MainWindow, qtbot: QtBot, deck_file: Path
) -> None:
    screen = _screen(window, qtbot, deck_file)
    _import(window, screen, qtbot)
    screen = _screen(window, qtbot, deck_file)
    _import(window, screen, qtbot)
    assert screen.report.title.text() == "Nothing new"
    assert screen.report.numbers["unchanged"].text() == "2"
    assert not screen.report.undo.isEnabled()


def test_the_report_leads_to_studying_and_to_the_cards(
    window: MainWindow, qtbot: QtBot, deck_file: Path
) -> None:
    screen = _screen(window, qtbot, deck_file)
    _import(window, screen, qtbot)
    window.go("today")
    window.go("import", paths=())
    screen.report.show_imported(screen.report._imported)
    ways = recorded_ways(window)
    screen.report.study.click()
    screen.report.show_cards.click()
    assert ways == [
        ("study", {"deck": "Physics::Waves"}),
        ("browse", {"query": "deck:Physics::Waves"}),
    ]


def test_an_import_of_several_files_is_taken_back_by_one_press(
    window: MainWindow, qtbot: QtBot, deck_file: Path, table_file: Path, collection: "Collection"
) -> None:
    screen = _screen(window, qtbot, deck_file, table_file)
    assert screen.preview.files.isVisible()
    assert plain(screen.preview.go.text()) == "Import 42 notes"
    _import(window, screen, qtbot)
    assert screen.report.title.text() == "Imported 42 notes"
    assert str(collection.undo_name) == "Import 2 files"
    qtbot.mouseClick(screen.report.undo, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not screen.report.undo.isEnabled() and not window.jobs.running())
    assert collection.search("") == []
    assert collection.undo_name is None
    assert screen.report.title.text() == "The import was undone"
    assert window.toasts.text.text() == "Undid 2 imports"
    qtbot.mouseClick(window.toasts.action, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(collection.search("")) == 42)
    qtbot.waitUntil(lambda: screen.report.title.text() == "Imported 42 notes")


def test_a_long_import_is_taken_back_without_holding_up_the_window(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, collection: "Collection"
) -> None:
    file = tmp_path / "many.md"
    file.write_text("".join(f"Q: {at}?\nA: {at}\n\n" for at in range(100)), encoding="utf-8")
    screen = _screen(window, qtbot, file)
    _import(window, screen, qtbot)
    threads = list[threading.Thread]()
    collection.subscribe(lambda _changes: threads.append(threading.current_thread()))
    qtbot.mouseClick(screen.report.undo, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: screen.report.title.text() == "The import was undone")
    assert threads
    assert threading.main_thread() not in threads
    assert collection.search("") == []


def test_an_import_that_is_undone_by_key_is_told_of_as_such_until_it_is_redone(
    window: MainWindow, qtbot: QtBot, deck_file: Path, collection: "Collection"
) -> None:
    screen = _screen(window, qtbot, deck_file)
    _import(window, screen, qtbot)
    title = screen.report.title.text()
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: screen.report.title.text() == "The import was undone")
    assert {number.text() for number in screen.report.numbers.values()} == {"0"}
    assert not screen.report.study.isEnabled()
    assert screen.report.more.hasFocus()
    window.redo()
    qtbot.waitUntil(lambda: screen.report.title.text() == title)
    assert screen.report.study.isEnabled()
    assert screen.report.undo.isEnabled()


def test_undo_of_an_import_is_not_offered_once_something_else_was_done(
    window: MainWindow, qtbot: QtBot, deck_file: Path, collection: "Collection"
) -> None:
    screen = _screen(window, qtbot, deck_file)
    _import(window, screen, qtbot)
    assert screen.report.undo.isEnabled()
    collection.add_deck("Later")
    assert not screen.report.undo.isEnabled()


def test_each_of_several_files_keeps_the_deck_chosen_for_it(
    window: MainWindow, qtbot: QtBot, deck_file: Path, table_file: Path, collection: "Collection"
) -> None:
    page = _screen(window, qtbot, deck_file, table_file).preview
    page.files.setCurrentIndex(1)
    page.deck.setEditText("French")
    page.files.setCurrentIndex(0)
    assert page.deck.currentText() == "Physics › Waves"
    assert [each[:3] for each in page.wanted()] == [
        (deck_file, None, None),
        (table_file, "French", None),
    ]


def test_a_file_that_cannot_be_read_holds_up_no_other(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, deck_file: Path, collection: "Collection"
) -> None:
    empty = tmp_path / "empty.csv"
    empty.write_text("", encoding="utf-8")
    screen = _screen(window, qtbot, empty, deck_file)
    assert "holds no rows" in screen.preview.details.text()
    _import(window, screen, qtbot)
    assert collection.deck_names() == ["Physics", "Physics::Waves"]


def test_a_file_of_an_unknown_kind_is_refused_in_plain_words(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    other = tmp_path / "picture.png"
    other.write_bytes(b"\x89PNG")
    page = _screen(window, qtbot, other).preview
    assert "is not a file type this program can read" in page.details.text()
    assert not page.go.isEnabled()


def test_a_cancelled_import_keeps_nothing_and_can_be_started_again(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, collection: "Collection"
) -> None:
    large = tmp_path / "large.tsv"
    large.write_text("".join(f"front {n}\tback {n}\n" for n in range(60_000)), encoding="utf-8")
    screen = _screen(window, qtbot, large)
    qtbot.keyClick(screen.preview.go, Qt.Key.Key_Return)
    assert not screen.preview.go.isEnabled()
    window.jobs.cancel(window.jobs.running()[0])
    qtbot.waitUntil(lambda: not window.jobs.running())
    assert collection.search("") == []
    assert screen.preview.go.isEnabled()
    assert screen.preview.isVisible()


def test_an_import_that_ends_while_one_is_elsewhere_is_told(
    window: MainWindow, qtbot: QtBot, deck_file: Path
) -> None:
    screen = _screen(window, qtbot, deck_file)
    screen.start()
    window.go("today")
    qtbot.waitUntil(lambda: not window.jobs.running())
    assert window.toasts.text.text() == "Imported 2 notes"
    qtbot.mouseClick(window.toasts.action, Qt.MouseButton.LeftButton)
    assert window.front() == "import"


def test_escape_goes_back_to_choosing_before_it_leaves(
    window: MainWindow, qtbot: QtBot, deck_file: Path
) -> None:
    window.go("today")
    screen = _screen(window, qtbot, deck_file)
    qtbot.keyClick(screen, Qt.Key.Key_Escape)
    assert screen.empty.isVisible()
    qtbot.keyClick(screen, Qt.Key.Key_Escape)
    assert window.front() == "today"


def test_ctrl_o_asks_for_files_and_remembers_their_folder(
    window: MainWindow, qtbot: QtBot, deck_file: Path, saved_settings: list[Settings]
) -> None:
    window.go("today")
    qtbot.keyClick(window, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    dialog = window.findChild(QFileDialog)
    assert dialog is not None
    dialog.filesSelected.emit([str(deck_file)])
    dialog.reject()
    qtbot.waitUntil(lambda: not window.jobs.running())
    screen = window.built("import")
    assert isinstance(screen, ImportScreen)
    assert screen.preview.isVisible()
    assert saved_settings[-1].last_folder == str(deck_file.parent)


def _dragged(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def test_files_dropped_on_the_window_are_looked_at(
    window: MainWindow, qtbot: QtBot, deck_file: Path
) -> None:
    window.go("today")
    data = _dragged(deck_file)
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    middle = window.rect().center()
    enter = QDragEnterEvent(middle, Qt.DropAction.CopyAction, data, left, none)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    drop = QDropEvent(QPointF(middle), Qt.DropAction.CopyAction, data, left, none, QEvent.Type.Drop)
    QApplication.sendEvent(window, drop)
    qtbot.waitUntil(lambda: not window.jobs.running())
    screen = window.built("import")
    assert isinstance(screen, ImportScreen)
    assert screen.preview.name.text() == "waves.md"


def test_other_files_are_not_taken(window: MainWindow, tmp_path: Path) -> None:
    data = _dragged(tmp_path / "song.mp3")
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(window.rect().center(), Qt.DropAction.CopyAction, data, left, none)
    enter.ignore()
    QApplication.sendEvent(window, enter)
    assert not enter.isAccepted()
