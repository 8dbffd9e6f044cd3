"""Where notes and their types are made: each walk opens one place and works there by its keys."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QKeyCombination, QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from flashcards.ui.browser.screen import BrowserScreen
from flashcards.ui.occlusion.canvas import Canvas
from flashcards.ui.occlusion.opening import add_occlusion, edit_masks
from tests.soak.keyboard import NO_SHIFT, press

if TYPE_CHECKING:
    from tests.soak.living import Day

MOVES = ("Tab", "Shift+Tab", "Up", "Down", "Left", "Right", "Home", "End", "Space", "Return", "Esc")
DIALOG = (
    *MOVES,
    "Ctrl+Return",
    "Ctrl+Return",
    "F4",
    "Alt+G",
    "Alt+A",
    "Backspace",
    "Del",
    "Ctrl+A",
)
TYPE_KEYS = (
    *MOVES,
    *("F6", "Ctrl+PgDown", "Ctrl+PgDown", "Ctrl+PgUp", "Ctrl+Shift+I", "Shift+F2"),
    *("Ctrl+Shift+Del", "Alt+Up", "Alt+Down", "F8", "Ctrl+S", "Ctrl+S", "Ctrl+Z", "Ctrl+Z"),
    *("Ctrl+Y", "Ctrl+D", "F2", "Ctrl+T", "Alt+PgDown", "Alt+PgUp", "Alt+Right"),
    *("Ctrl+Alt+N", "Ctrl+Del", "Ctrl+A", "Backspace", "Ctrl+Return"),
)
WRITING_KEYS = (
    *MOVES,
    *("Tab", "Tab", "Ctrl+B", "Ctrl+I", "Ctrl+U", "Ctrl+Shift+C", "Ctrl+Alt+Shift+C", "Ctrl+K"),
    *("Ctrl+Shift+X", "Ctrl+Shift+V", "Ctrl+V", "Ctrl+V", "Ctrl+A", "Ctrl+C", "Ctrl+X", "Ctrl+Z"),
    *("Ctrl+Y", "Ctrl+Return", "Ctrl+Return", "Ctrl+S", "Ctrl+PgDown", "Ctrl+Shift+P", "F5", "F7"),
    *("F8", "Ctrl+.", "Ctrl+Alt+H", "Ctrl+Shift+D", "Ctrl+Shift+R", "Ctrl+Alt+I", "Ctrl+Alt+O"),
    *("Ctrl+Alt+Y", "Ctrl+Alt+X", "Alt+Y", "Alt+D", "Shift+Return", "Backspace", "Shift+Left"),
)
DRAWING_KEYS = (
    *("V", "R", "E", "P", "T", "Return", "Return", "Ctrl+Z", "Ctrl+Z", "Ctrl+Shift+Z", "Ctrl+D"),
    *("Del", "G", "Shift+G", "Ctrl++", "Ctrl+-", "Ctrl+0", "Ctrl+A", "N", "Shift+N", "]", "["),
    *("C", "H", "Ctrl+V", "Ctrl+Return", "F1", "Tab", "Up", "Down", "Left", "Right", "Shift+Right"),
    *("Alt+Right", "Ctrl+Right", "Space", "Esc"),
)
FILTER_KEYS = (
    *("Up", "Down", "Down", "Left", "Right", "Return", "F2", "Del", "Alt+Up", "Alt+Down"),
    *("Ctrl+Alt+S", "Esc", "Ctrl+Z", "Space"),
)
BROWSE_KEYS = ("Ctrl+A", "Shift+Down", "Shift+Down", "Down", "Down", "Ctrl+Alt+K", "End", "Home")
WORDS = (
    *("{{Front}}", "{{#Back}}x{{/Back}}", "{{cloze:Text}}", "{{type:Back}}", "{{", "</div>"),
    *(".card { color: red }", "@media", "Field", "a::b", "animal", "x", "s", "[a-z]+", "(", "\\1"),
    *("$x^2$", "\\(\\frac{a}{b}\\)", "{{c1::gap::hint}}", "[sound:a.wav]", "- one", "1. two"),
    *("**bold**", "![](cell.png)", "Mars", "tag:x", "deck:Made", "note:List", "1", "漢字[かんじ]"),
)


@dataclass(frozen=True, slots=True)
class Walk:
    """One place to work in for a while."""

    name: str
    begin: Callable[["Day"], None]
    keys: tuple[str, ...]
    most: int = 14
    """Steps at most."""


def walk(day: "Day") -> str:
    """Go to a place where notes or types are made, and work there."""
    chosen = day.chance.choice(WALKS)
    day.note(f"(walk {chosen.name})")
    if day.chance.random() < 0.8:
        day.back_to_rest()
        day.window.activateWindow()
    chosen.begin(day)
    day.settle()
    for _ in range(day.chance.randint(2, chosen.most)):
        if isinstance(day.keyboard.in_front(), QFileDialog):
            break
        what = day.chance.random()
        if what < 0.7:
            _press(day, day.chance.choice(chosen.keys))
        elif what < 0.9:
            _write(day, day.chance.choice(WORDS))
        else:
            _drag(day)
        if day.chance.random() < 0.5:
            day.settle()
    return f"walk {chosen.name}"


def _press(day: "Day", keys: str) -> None:
    pressed = _combination(keys)
    target = day.keyboard.focus()
    day.note(f"({keys} on {type(target).__name__})")
    press(target, pressed.key(), pressed.keyboardModifiers())
    QApplication.processEvents()


def _combination(keys: str) -> QKeyCombination:
    sequence: Any = QKeySequence(keys)
    found = sequence[0]
    assert isinstance(found, QKeyCombination)
    return found


def _write(day: "Day", text: str) -> None:
    target = day.keyboard.focus()
    day.note(f"({text!r} on {type(target).__name__})")
    for letter in text if text.isascii() else "word":
        QTest.keyClicks(target, letter)
        target = day.keyboard.focus()  # which the letter may have taken elsewhere
    QApplication.processEvents()


def _drag(day: "Day") -> None:
    """Draw over the canvas, where there is one in front."""
    target = day.keyboard.focus()
    if not isinstance(target, Canvas):
        return
    ends = [
        QPoint(day.chance.randrange(target.width()), day.chance.randrange(target.height()))
        for _ in range(2)
    ]
    day.note("(draw)")
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(target, left, NO_SHIFT, ends[0])
    QTest.mouseMove(target, ends[1])
    QTest.mouseRelease(target, left, NO_SHIFT, ends[1])


# Where a walk begins


def _types(day: "Day") -> None:
    types = day.window.collection.note_types.all()
    day.window.go("note_types", uid=day.chance.choice(types).uid)


def _browse(day: "Day") -> BrowserScreen:
    shown = day.window.go("browse")
    assert isinstance(shown, BrowserScreen)
    day.window.search(day.chance.choice(("", "deck:Made", "note:Cloze", "note:Basic", "is:new")))
    day.settle()
    shown.view.setFocus()
    for _ in range(day.chance.randint(1, 4)):
        _press(day, day.chance.choice(BROWSE_KEYS))
    return shown


def _asked_in_browse(keys: str) -> Callable[["Day"], None]:
    def begin(day: "Day") -> None:
        _browse(day)
        _press(day, keys)

    return begin


def _filters(day: "Day") -> None:
    shown = _browse(day)
    if not shown.sidebar.isVisible():
        _press(day, "Ctrl+Shift+F")
    shown.sidebar.setFocus()


def _copied(day: "Day") -> None:
    """Copy a picture, or words as a browser has them."""
    clipboard = QGuiApplication.clipboard()
    if day.chance.random() < 0.5:
        image = QImage(60, 40, QImage.Format.Format_RGB32)
        image.fill(QColor.fromHsv(day.chance.randrange(360), 200, 200))
        clipboard.setImage(image)
    else:
        clipboard.setText(day.chance.choice(WORDS))


def _new_note(day: "Day") -> None:
    _copied(day)
    day.window.add_note("Made")


def _some_note(day: "Day") -> int | None:
    found = day.window.collection.search_notes("deck:Made")
    return day.chance.choice(found) if found else None


def _old_note(day: "Day") -> None:
    _copied(day)
    found = _some_note(day)
    if found is not None:
        day.window.edit_note(found)


def _masks(day: "Day") -> None:
    _copied(day)
    found = day.window.collection.search_notes('note:"Image occlusion"')
    if found and day.chance.random() < 0.4:
        edit_masks(day.window, day.chance.choice(found))
    else:
        add_occlusion(day.window, "Made", day.picture)


def _asked(day: "Day") -> None:
    """Study the notes that ask for more than thinking."""
    day.window.study("Made")


STUDY_KEYS = (
    *("Return", "Return", "Space", "1", "2", "3", "4", "9", "0", "Ctrl+Shift+1", "Esc", "A", "R"),
    *("I", "V", "Z", "Ctrl+Z", "E", "Shift+A"),
)
WALKS = (
    Walk("note types", _types, TYPE_KEYS, 24),
    Walk("note types", _types, TYPE_KEYS, 24),
    Walk("change type", _asked_in_browse("Ctrl+Alt+Y"), DIALOG),
    Walk("split", _asked_in_browse("Ctrl+Alt+X"), DIALOG),
    Walk("merge", _asked_in_browse("Ctrl+Alt+M"), DIALOG),
    Walk("replace", _asked_in_browse("Ctrl+Alt+F"), (*DIALOG, "Alt+L", "Alt+G")),
    Walk("history", _asked_in_browse("Ctrl+Alt+H"), DIALOG, 6),
    Walk("filters", _filters, FILTER_KEYS),
    Walk("new note", _new_note, WRITING_KEYS, 24),
    Walk("old note", _old_note, WRITING_KEYS, 24),
    Walk("masks", _masks, DRAWING_KEYS, 24),
    Walk("answers", _asked, STUDY_KEYS, 20),
)
