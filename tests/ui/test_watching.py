"""A watched folder in the window: begun, kept in step, and conflicts decided by keyboard."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from flashcards.settings import Settings
from flashcards.ui.main_window import MainWindow
from flashcards.ui.watching.beginning import offer
from flashcards.ui.watching.folder_watch import FolderWatch, watch_of
from flashcards.ui.watching.screen import WatchedScreen
from tests.qtbot import QtBot
from tests.ui.letters import doubled_letters
from tests.ui.named import unnamed
from tests.ui.type_screen import ALT, answer, idle

if TYPE_CHECKING:
    from flashcards.api import Collection

DECK = "---\ndeck: Birds\nid: birds\n---\n## auk {#auk}\na bird\n\n## owl {#owl}\nat night\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "decks"
    root.mkdir()
    (root / "birds.md").write_text(DECK)
    return root


@pytest.fixture
def watch(window: MainWindow, qtbot: QtBot, folder: Path) -> FolderWatch:
    """The folder, watched as a learner begins to, and shown."""
    window.go("today")
    qtbot.waitUntil(window.isActiveWindow)
    offer(window, folder)
    idle(window, qtbot)
    assert "1 Markdown file is there." in answer("Watch")
    idle(window, qtbot)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return watch_of(window)


def _screen(window: MainWindow) -> WatchedScreen:
    screen = window.built("watched")
    assert isinstance(screen, WatchedScreen)
    return screen


def _fields(collection: "Collection", front: str) -> tuple[str, ...]:
    (note_id,) = collection.notes_of(collection.search(front))
    return collection.note(note_id).fields


def _both_sides(window: MainWindow, qtbot: QtBot, folder: Path, watch: FolderWatch) -> None:
    (note_id,) = window.collection.notes_of(window.collection.search("auk"))
    window.collection.update_note(note_id, {"Back": "from here"})
    (folder / "birds.md").write_text(DECK.replace("a bird", "from the file"))
    watch.look_now()
    idle(window, qtbot)


def test_a_folder_is_chosen_from_the_menu_and_remembered(
    watch: FolderWatch, window: MainWindow, folder: Path, saved_settings: list[Settings]
) -> None:
    assert list(saved_settings[-1].watched_folders.values()) == [str(folder)]
    screen = _screen(window)
    assert window.front() == "watched"
    above, below = screen.folders.rows.lines(screen.folders.rows.rows[0])
    assert (above, below) == (f"decks · {folder}", "1 file · 2 notes · in step")
    assert screen.waiting.text() == "Nothing waits for you"
    assert window.collection.deck_names() == ["Birds"]
    assert unnamed(screen) == []


def test_an_empty_folder_gets_the_decks_that_are_here(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, collection: "Collection"
) -> None:
    root = tmp_path / "empty"
    root.mkdir()
    collection.add_note({"Front": "fox", "Back": "red"}, "Mammals: wild")
    window.go("today")
    offer(window, root)
    idle(window, qtbot)
    answer("Write decks and watch")
    idle(window, qtbot)
    idle(window, qtbot)
    assert "## fox {#" in (root / "Mammals- wild.md").read_text()
    assert _screen(window).waiting.text() == "Nothing waits for you"
    assert len(collection.search("")) == 1


def test_edits_go_both_ways_and_undo_is_offered(
    watch: FolderWatch, window: MainWindow, qtbot: QtBot, folder: Path
) -> None:
    (folder / "birds.md").write_text(DECK.replace("at night", "in the dark"))
    window.commands.trigger("file.check_watched")
    idle(window, qtbot)
    assert _fields(window.collection, "owl")[1] == "in the dark"
    assert window.toasts.text.text() == "Took over 1 note from decks"
    (note_id,) = window.collection.notes_of(window.collection.search("auk"))
    window.collection.update_note(note_id, {"Back": "a seabird"})
    watch.look()
    idle(window, qtbot)
    assert "a seabird" in (folder / "birds.md").read_text()


def test_a_change_in_the_folder_is_noticed_without_asking(
    watch: FolderWatch, window: MainWindow, qtbot: QtBot, folder: Path
) -> None:
    (folder / "birds.md").write_text(DECK.replace("at night", "in the dark"))
    qtbot.waitUntil(lambda: _fields(window.collection, "owl")[1] == "in the dark")
    idle(window, qtbot)
    assert watch.open_matters() == 0


def test_a_conflict_is_decided_by_keyboard(
    watch: FolderWatch, window: MainWindow, qtbot: QtBot, folder: Path
) -> None:
    _both_sides(window, qtbot, folder, watch)
    assert window.toasts.text.text() == "1 note of decks waits for your decision"
    screen = _screen(window)
    assert screen.waiting.text() == "1 note waits for you"
    field = screen.pane.fields[0]
    shown = (field.name.text(), field.file.toPlainText(), field.here.toPlainText())
    assert shown == ("Back", "from the file", "from here")
    assert unnamed(screen) == []
    qtbot.waitUntil(lambda: doubled_letters(window) == [])
    field.choice.setFocus()
    qtbot.keyClick(field.choice, Qt.Key.Key_Down)
    qtbot.keyClick(window, Qt.Key.Key_Y, ALT)
    qtbot.waitUntil(lambda: not watch.open_matters())
    assert _fields(window.collection, "auk")[1] == "from here\n\nfrom the file"
    assert "## auk {#auk}\nfrom here\n\nfrom the file\n" in (folder / "birds.md").read_text()
    assert screen.waiting.text() == "Nothing waits for you"


def test_a_check_says_what_still_waits(
    watch: FolderWatch, window: MainWindow, qtbot: QtBot, folder: Path
) -> None:
    _both_sides(window, qtbot, folder, watch)
    window.toasts.text.setText("")
    qtbot.mouseClick(_screen(window).check_button, Qt.MouseButton.LeftButton)
    idle(window, qtbot)
    assert window.toasts.text.text() == "1 note of decks waits for your decision"


def test_files_that_are_no_decks_are_counted(
    watch: FolderWatch, window: MainWindow, qtbot: QtBot, folder: Path
) -> None:
    (folder / "README.md").write_text("## Install\nrun it\n")
    (folder / "vault.md").write_text("#flashcards\n\na::b\n")
    window.commands.trigger("file.check_watched")
    idle(window, qtbot)
    screen = _screen(window)
    assert screen.folders.rows.lines(screen.folders.rows.rows[0])[1] == (
        "1 file · 2 notes · in step · 2 other Markdown files left alone: no decks of this "
        "program, links or copies"
    )


@pytest.mark.parametrize(
    ("command", "text"),
    [("watched.all_file", "from the file"), ("watched.all_here", "from here")],
)
def test_all_conflicts_are_decided_at_once(
    watch: FolderWatch, window: MainWindow, qtbot: QtBot, folder: Path, command: str, text: str
) -> None:
    _both_sides(window, qtbot, folder, watch)
    window.commands.trigger(command)
    idle(window, qtbot)
    assert _fields(window.collection, "auk")[1] == text
    assert f"{{#auk}}\n{text}\n" in (folder / "birds.md").read_text()


def test_a_note_gone_from_its_file_is_deleted_only_when_confirmed(
    watch: FolderWatch, window: MainWindow, qtbot: QtBot, folder: Path
) -> None:
    (folder / "birds.md").write_text(DECK.replace("\n## owl {#owl}\nat night\n", ""))
    watch.look_now()
    idle(window, qtbot)
    screen = _screen(window)
    assert "was deleted there" in screen.pane.told.text()
    qtbot.waitUntil(lambda: doubled_letters(window) == [])
    assert len(window.collection.search("")) == 2
    qtbot.keyClick(window, Qt.Key.Key_O, ALT)
    qtbot.waitUntil(lambda: not watch.open_matters())
    assert len(window.collection.search("")) == 1
    window.undo_in_collection()
    idle(window, qtbot)
    assert len(window.collection.search("")) == 2


def test_a_folder_that_is_gone_is_told_once_and_nothing_is_lost(
    watch: FolderWatch, window: MainWindow, qtbot: QtBot, folder: Path
) -> None:
    folder.rename(folder.with_name("away"))
    watch.look_now()
    idle(window, qtbot)
    assert "cannot be found" in window.toasts.text.text()
    screen = _screen(window)
    assert "cannot be found" in screen.folders.rows.lines(screen.folders.rows.rows[0])[1]
    assert len(window.collection.search("")) == 2


def test_watching_ends_when_asked_and_nothing_goes(
    watch: FolderWatch, window: MainWindow, qtbot: QtBot, folder: Path
) -> None:
    screen = _screen(window)
    screen.folders.setFocus()
    window.commands.trigger("watched.stop")
    assert "Stop watching “decks”?" in answer("Stop watching")
    idle(window, qtbot)
    assert dict(window.settings.watched_folders) == {}
    assert screen.begin_button.isVisible()
    assert (folder / "birds.md").read_text() == DECK
    assert len(window.collection.search("")) == 2


def test_nothing_is_looked_into_while_the_collection_is_closed(
    watch: FolderWatch, window: MainWindow
) -> None:
    window.put_screens_away()
    window.collection.close()
    watch.look()
    assert not window.jobs.running()


def test_the_menu_asks_for_a_folder(window: MainWindow, qtbot: QtBot) -> None:
    window.go("today")
    window.commands.trigger("file.watch")
    (dialog,) = window.findChildren(QFileDialog)
    assert dialog.fileMode() == QFileDialog.FileMode.Directory
    dialog.reject()
