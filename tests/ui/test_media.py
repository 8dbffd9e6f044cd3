"""The media screen: unused files go to the bin, missing ones come back, by keys alone."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from flashcards.ui.bin.screen import BinScreen
from flashcards.ui.browser.screen import BrowserScreen
from flashcards.ui.main_window import MainWindow
from flashcards.ui.media.screen import MediaScreen
from tests.qtbot import QtBot
from tests.ui.masked import picture

if TYPE_CHECKING:
    from flashcards.api import Collection


@pytest.fixture
def names(collection: "Collection", tmp_path: Path) -> dict[str, str]:
    """Two pictures nothing shows, one that a note shows, and one that is missing."""
    kept = {}
    for title, colour in (
        ("sun.png", "#aa2222"), ("moon.png", "#22aa22"), ("shown.png", "#2222aa"),
        ("lost.png", "#aaaa22"),
    ):  # fmt: skip
        (tmp_path / title).write_bytes(picture(colour=colour))
        kept[title] = collection.import_media(tmp_path / title)
    for title in ("shown.png", "lost.png"):
        collection.add_note({"Front": f"{title} ![]({kept[title]})", "Back": "b"}, "Sky")
    collection.backup()
    collection.media_path(kept["lost.png"]).unlink()
    return kept


def look(window: MainWindow, qtbot: QtBot) -> MediaScreen:
    window.commands.trigger("go.media")
    screen = window.built("media")
    assert isinstance(screen, MediaScreen)
    qtbot.waitUntil(lambda: not screen.line.running)
    return screen


def said(screen: MediaScreen) -> list[str]:
    model, role = screen.list.model_, Qt.ItemDataRole.AccessibleTextRole
    return [model.data(model.index(number), role) for number in range(model.rowCount())]


def titles(screen: MediaScreen) -> list[str]:
    return [push.text() for push in screen.titles.buttons()]


@pytest.mark.usefixtures("names")
def test_unused_files_are_listed_with_their_size(window: MainWindow, qtbot: QtBot) -> None:
    screen = look(window, qtbot)
    assert sorted(line.split(",")[0] for line in said(screen)) == ["moon.png", "sun.png"]
    assert all("Picture · " in line for line in said(screen))
    assert titles(screen)[0].startswith("Unused (2, ")
    assert titles(screen)[1] == "Missing (1)"
    assert screen.summary.text().startswith("3 media files · ")
    assert screen.list.hasFocus()


def test_a_picture_is_seen_before_it_goes(
    window: MainWindow, qtbot: QtBot, names: dict[str, str]
) -> None:
    screen = look(window, qtbot)
    [chosen] = screen.list.chosen()
    assert f'src="{chosen.name}"' in screen.preview.html()
    qtbot.keyClick(screen.list, Qt.Key.Key_Down)
    [other] = screen.list.chosen()
    assert {chosen.name, other.name} == {names["sun.png"], names["moon.png"]}
    assert f'src="{other.name}"' in screen.preview.html()


@pytest.mark.usefixtures("names")
def test_delete_puts_all_selected_into_the_bin_and_undo_brings_them_back(
    window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    screen = look(window, qtbot)
    qtbot.keyClick(screen.list, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(screen.list.chosen()) == 2
    qtbot.keyClick(screen.list, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: window.toasts.text.text() == "Deleted 2 media files")
    qtbot.waitUntil(lambda: not screen.line.running and not said(screen))
    assert titles(screen)[0] == "Unused"
    [entry] = collection.bin()
    assert entry.files == 2
    window.undo()
    qtbot.waitUntil(lambda: not screen.line.running and len(said(screen)) == 2)
    assert collection.bin() == []


@pytest.mark.usefixtures("names")
def test_a_file_comes_back_from_the_screen_of_the_bin(
    window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    screen = look(window, qtbot)
    qtbot.keyClick(screen.list, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: bool(collection.bin()))
    shown = window.go("bin")
    assert isinstance(shown, BinScreen)
    [line] = [shown.model.data(shown.model.index(0), Qt.ItemDataRole.AccessibleTextRole)]
    assert line.split(",")[0] in ("sun.png", "moon.png")
    assert "1 media file · " in line
    qtbot.keyClick(shown.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "with 1 media file" in window.toasts.text.text())
    assert collection.bin() == []


@pytest.mark.usefixtures("names")
def test_m_shows_missing_files_and_enter_their_notes(window: MainWindow, qtbot: QtBot) -> None:
    screen = look(window, qtbot)
    qtbot.keyClick(screen.list, Qt.Key.Key_M)
    [line] = said(screen)
    assert line == "lost.png, Picture · named by 1 note · a backup has it"
    qtbot.keyClick(screen.list, Qt.Key.Key_Return)
    browse = window.built("browse")
    assert isinstance(browse, BrowserScreen)
    assert window.front() == "browse"
    qtbot.waitUntil(lambda: browse.search.text().startswith("nid:"))


def test_a_missing_file_comes_back_from_the_backups(
    window: MainWindow, qtbot: QtBot, collection: "Collection", names: dict[str, str]
) -> None:
    screen = look(window, qtbot)
    qtbot.keyClick(screen.list, Qt.Key.Key_M)
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    qtbot.keyClick(screen.list, Qt.Key.Key_B, held)
    qtbot.waitUntil(lambda: window.toasts.text.text() == "1 media file came back from the backups")
    qtbot.waitUntil(lambda: not screen.line.running and not said(screen))
    assert collection.media_path(names["lost.png"]).exists()
    assert titles(screen)[1] == "Missing"


@pytest.mark.usefixtures("names")
def test_the_screen_leaves_small_windows_small(window: MainWindow, qtbot: QtBot) -> None:
    screen = look(window, qtbot)
    screen.turn()
    assert screen.minimumSizeHint().width() <= 740


def test_where_nothing_is_unused_it_says_so(window: MainWindow, qtbot: QtBot) -> None:
    screen = look(window, qtbot)
    assert said(screen) == []
    assert screen._stack.currentWidget() is screen._nothing[0]
