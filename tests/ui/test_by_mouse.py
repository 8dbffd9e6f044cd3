"""Everything can be done by the mouse alone: no command has keys and nothing to click."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QMenu, QToolButton, QWidget

from flashcards.ui.browser.screen import BrowserScreen
from flashcards.ui.commands import Command, Commands
from flashcards.ui.editor.shortcuts import DONE, SAVE, words_of, writing_rows
from flashcards.ui.editor.window import add_note, edit_note
from flashcards.ui.main_window import MainWindow
from flashcards.ui.occlusion.opening import add_occlusion
from flashcards.ui.occlusion.shortcuts import drawing_rows
from flashcards.ui.palette import Palette
from flashcards.ui.screens import SCREENS
from flashcards.ui.style import TARGET_PX
from flashcards.ui.widgets.splitter import Handle, Splitter
from tests.qtbot import QtBot
from tests.ui.masked import picture
from tests.ui.planned import idle
from tests.ui.studying import add_cards

if TYPE_CHECKING:
    from flashcards.api import Collection

LEFT = Qt.MouseButton.LeftButton


def _palette_opened_by_mouse(window: MainWindow, qtbot: QtBot) -> Palette:
    """Click what stands at the end of the search box."""
    (push,) = [
        each
        for each in window.header.field.findChildren(QToolButton)
        if each.defaultAction() is window.commands.action("palette.open")
    ]
    qtbot.mouseClick(push, LEFT)
    (palette,) = [each for each in window.findChildren(Palette) if each.isVisible()]
    return palette


@pytest.mark.parametrize("name", [row.name for row in SCREENS])
def test_every_command_of_a_screen_stands_in_a_menu_or_in_the_palette(
    window: MainWindow, qtbot: QtBot, collection: "Collection", name: str
) -> None:
    add_cards(collection, 3)
    window.go(name, **({"deck": "French"} if name == "options" else {}))
    idle(window, qtbot)
    asked_for = [row for row in window.commands.in_force() if window.commands.enabled(row.id)]
    in_menus = {
        str(action.data())
        for menu in window.menuBar().actions()
        if menu.isVisible()
        for action in _actions(menu)
    }
    palette = _palette_opened_by_mouse(window, qtbot)
    listed = set(palette.found())
    assert [row.id for row in asked_for if not _is_met(row, in_menus, listed)] == []


def _actions(action: QAction) -> Iterator[QAction]:
    """Yield what a menu holds, what stands in menus within it included."""
    menu = cast(QMenu | None, action.menu())
    if menu is None:
        yield action
        return
    for each in menu.actions():
        yield from _actions(each)


def _is_met(row: Command, in_menus: set[str], listed: set[str]) -> bool:
    return row.id in in_menus or row.plain_text in listed


def _told(*tops: QWidget) -> str:
    """Return what stands on all that is seen of some windows, and under the pointer there."""
    parts = [part for top in tops for part in top.findChildren(QWidget) if part.isVisible()]
    said = [part.toolTip() for part in parts]
    said += [part.text() for part in parts if isinstance(part, QLabel)]
    return "\n".join(said)


def _listed(push: QToolButton, window: QWidget) -> set[str]:
    """Click a button that opens a menu; return the commands that can be chosen there."""
    push.click()
    (menu,) = [each for each in window.findChildren(QMenu) if each.isVisible()]
    found = {str(action.data()) for action in menu.actions()}
    found |= {action.text() for action in menu.actions()}
    menu.close()
    return found


def _without_a_place(
    commands: Commands, rows: list[Command], told: str, listed: set[str]
) -> list[str]:
    told += "\n".join(listed)

    def first_key(row: Command) -> str:
        return words_of(commands, row.id).split(", ", maxsplit=1)[0]

    return [row.id for row in rows if row.id not in listed and first_key(row) not in told]


def test_whatever_keys_do_in_the_windows_for_notes_has_a_place_to_click(
    window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    add_cards(collection, 3)
    adding = add_note(window)
    note = collection.add_note({"Front": "one", "Back": "two"}, "French")
    editing = edit_note(window, note)
    assert editing is not None
    idle(window, qtbot)
    told = _told(adding, editing)
    listed = _listed(adding.form.bar.more, adding) | _listed(editing.form.bar.more, editing)
    rows = [row for row in writing_rows() if row.id not in (DONE, SAVE)]
    assert _without_a_place(window.commands, rows, told, listed) == []
    adding.close()
    editing.close()


def test_whatever_keys_do_on_a_picture_has_a_place_to_click(
    window: MainWindow, qtbot: QtBot, collection: "Collection"
) -> None:
    drawing = add_occlusion(window, "French", collection.import_media(picture()))
    qtbot.waitUntil(lambda: not drawing.canvas.image.isNull())
    listed = _listed(drawing.tool_bar.more, drawing)
    assert _without_a_place(window.commands, drawing_rows(), _told(drawing), listed) == []
    drawing.canvas.take_tool("rect")
    drawing.tool_bar.more.click()
    (menu,) = [each for each in drawing.findChildren(QMenu) if each.isVisible()]
    (place,) = [each for each in menu.actions() if each.data() == "draw.place"]
    qtbot.mouseClick(menu, LEFT, pos=menu.actionGeometry(place).center())
    assert len(drawing.canvas.board.places) == 1
    drawing.close()


@pytest.fixture
def line(window: MainWindow, qtbot: QtBot, collection: "Collection") -> Handle:
    """The line between the cards and their detail."""
    add_cards(collection, 3)
    screen = window.go("browse", query="")
    assert isinstance(screen, BrowserScreen)
    window.resize(1400, 800)
    idle(window, qtbot)
    screen.select_all()
    idle(window, qtbot)
    lines = [each for each in screen.splitter.findChildren(Handle) if each.isVisible()]
    return [each for each in lines if each.parent() is screen.splitter][-1]


def _choose(line: Handle, qtbot: QtBot, word: str) -> None:
    """Click a row of the menu that a click on the line opens."""
    assert line.menu is not None
    assert line.menu.isVisible()
    (row,) = [each for each in line.menu.actions() if word in each.text().replace("&", "")]
    qtbot.mouseClick(line.menu, LEFT, pos=line.menu.actionGeometry(row).center())


def test_the_line_between_two_parts_is_easily_met_and_moved_without_dragging(
    line: Handle, qtbot: QtBot
) -> None:
    splitter = line.splitter()
    grip = line.grip()
    assert min(grip.width(), grip.height()) >= TARGET_PX
    assert line.mask().contains(grip.topLeft())
    before = splitter.sizes()
    qtbot.mouseClick(line, LEFT, pos=grip.topLeft() + QPoint(1, 1))
    _choose(line, qtbot, "right")
    moved = splitter.sizes()
    assert moved[-1] < before[-1]
    _choose(line, qtbot, "left")  # the menu comes back, since one step is seldom enough
    assert splitter.sizes()[-1] > moved[-1]
    _choose(line, qtbot, "Same room")
    one, other = splitter.sizes()[-2:]
    assert abs(one - other) <= 2
    assert line.menu is not None
    line.menu.close()


def test_the_line_is_dragged_as_ever(line: Handle, qtbot: QtBot) -> None:
    splitter = line.splitter()
    before, at = splitter.sizes(), line.grip().center()
    qtbot.mousePress(line, LEFT, pos=at)
    qtbot.mouseMove(line, at - QPoint(20, 0))
    qtbot.mouseMove(line, at - QPoint(40, 0))
    qtbot.mouseRelease(line, LEFT, pos=line.grip().center())
    assert splitter.sizes() != before
    assert line.menu is None or not line.menu.isVisible()


def test_the_line_takes_no_more_room_than_a_line(qtbot: QtBot) -> None:
    both = Splitter(Qt.Orientation.Horizontal)
    qtbot.addWidget(both)
    both.addWidget(QWidget())
    both.addWidget(QWidget())
    both.resize(400, 300)
    both.show()
    assert sum(both.sizes()) >= 398
