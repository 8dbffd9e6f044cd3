"""What a long day is made of: each function does one thing a learner could do, by chance."""

import gc
from collections.abc import Callable, Iterator
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from flashcards.ui import screens
from flashcards.ui.reading import opening
from tests.soak.keyboard import NO_SHIFT, press
from tests.soak.making import walk
from tests.soak.stuff import Files

if TYPE_CHECKING:
    from tests.soak.living import Day

Key = Qt.Key
KEYS = (
    *(Key.Key_Space, Key.Key_Return, Key.Key_Escape, Key.Key_Tab, Key.Key_Backtab),
    *(Key.Key_Up, Key.Key_Down, Key.Key_Left, Key.Key_Right, Key.Key_Home, Key.Key_End),
    *(Key.Key_PageUp, Key.Key_PageDown, Key.Key_Delete, Key.Key_Backspace, Key.Key_F2),
    *(Key.Key_1, Key.Key_2, Key.Key_3, Key.Key_4, Key.Key_F1, Key.Key_F5, Key.Key_Insert),
    *(Key.Key_A, Key.Key_B, Key.Key_E, Key.Key_M, Key.Key_N, Key.Key_R, Key.Key_S, Key.Key_T),
    *(Key.Key_W, Key.Key_X, Key.Key_Z, Key.Key_Question, Key.Key_Menu),
)
READING_KEYS = (
    *(Key.Key_Space, Key.Key_Down, Key.Key_Down, Key.Key_Up, Key.Key_Right, Key.Key_H, Key.Key_C),
    *(Key.Key_N, Key.Key_T, Key.Key_M, Key.Key_Period, Key.Key_Comma, Key.Key_Return, Key.Key_Z),
    *(Key.Key_Plus, Key.Key_Minus, Key.Key_F, Key.Key_A, Key.Key_End, Key.Key_Escape, Key.Key_K),
)
RATINGS = (Key.Key_1, Key.Key_2, Key.Key_3, Key.Key_4)
TEXTS = (
    *("tide", "is:due", "deck:bio", "(a OR", 'tag:"x y"', "שלום", "naïve 🌊", "<b>x</b>"),
    *("{{c1::gap}}", "a" * 300, "2026-05-01", "15", "-1", "\\(x\\)", "[sound:x]"),
)
LEFT_OUT = ("window.quit",)
SIZES = ((900, 600), (1024, 700), (1280, 860), (1400, 940))
CTRL = Qt.KeyboardModifier.ControlModifier


def command(day: "Day") -> str:
    """Ask for any command that is possible now."""
    rows = [
        row
        for row in day.window.commands.in_force()
        if row.id not in LEFT_OUT and (row.enabled_when is None or row.enabled_when())
    ]
    chosen = day.chance.choice(rows)
    day.note(f"(command {chosen.id})")
    day.window.commands.trigger(chosen.id)
    return f"command {chosen.id}"


def go(day: "Day") -> str:
    """Go to a screen by its place in the table of screens."""
    name = day.chance.choice([row.name for row in screens.SCREENS if row.in_rail or row.shortcut])
    day.window.go(name)
    return f"go {name}"


def key(day: "Day") -> str:
    """Press a key on whatever has the keyboard."""
    pressed = day.chance.choice(KEYS)
    held = CTRL if day.chance.random() < 0.1 else NO_SHIFT
    target = day.keyboard.focus()
    day.note(f"(key {pressed.name} on {type(target).__name__})")
    press(target, pressed, held)
    return f"key {pressed.name}"


def keys(day: "Day") -> str:
    """Press the same key several times, as an impatient learner does."""
    pressed = day.chance.choice(KEYS)
    for _ in range(day.chance.randint(2, 6)):
        press(day.keyboard.focus(), pressed)
        QApplication.processEvents()
    return f"keys {pressed.name}"


def write(day: "Day") -> str:
    """Type words where the keyboard is."""
    text = day.chance.choice(TEXTS)
    target = day.keyboard.focus()
    day.note(f"(write {text[:12]!r} on {type(target).__name__})")
    if text.isascii():
        QTest.keyClicks(target, text)
    else:  # no key of the keyboard writes it
        composed = QInputMethodEvent()
        composed.setCommitString(text)
        QApplication.sendEvent(target, composed)
    return f"write {text[:12]!r}"


def _inside(front: QWidget) -> Iterator[QWidget]:
    """Yield what lies in a widget; ``findChildren`` would hang all of it beneath the widget."""
    for child in front.children():
        if isinstance(child, QWidget):
            yield child
            yield from _inside(child)


def click(day: "Day") -> str:
    """Click somewhere into what lies in front, with either button, once or twice."""
    front = day.keyboard.in_front()
    parts = [each for each in _inside(front) if _can_be_hit(each)]
    target = day.chance.choice(parts or [front])
    at = QPoint(
        day.chance.randrange(max(1, target.width())), day.chance.randrange(max(1, target.height()))
    )
    right = day.chance.random() < 0.15
    button = Qt.MouseButton.RightButton if right else Qt.MouseButton.LeftButton
    day.note(f"(click {type(target).__name__} {target.objectName()} {target.accessibleName()!r})")
    if day.chance.random() < 0.1:
        QTest.mouseDClick(target, button, NO_SHIFT, at)
    else:
        QTest.mouseClick(target, button, NO_SHIFT, at)
    return f"click {type(target).__name__}"


def study(day: "Day") -> str:
    """Answer a few cards by keys."""
    day.window.study(None)
    day.settle()
    for _ in range(day.chance.randint(1, 8)):
        press(day.keyboard.focus(), Key.Key_Space)
        QApplication.processEvents()
        press(day.keyboard.focus(), day.chance.choice((*RATINGS, Key.Key_Z)))
        day.settle()
        day.now += timedelta(seconds=day.chance.randint(1, 40))
    return "study"


def overlay(day: "Day") -> str:
    """Open what lies over the window: keys, palette, search help."""
    chosen = day.chance.choice((day.window.open_help, day.window.open_palette))
    chosen()
    return chosen.__name__


def collect(day: "Day") -> str:
    """Look for garbage at a moment nobody expects."""
    gc.collect()
    return "gc"


def time(day: "Day") -> str:
    """Let minutes, hours or days pass."""
    step = day.chance.choice((timedelta(minutes=12), timedelta(hours=7), timedelta(days=3)))
    day.pass_time(step)
    return f"{step} later"


def undo(day: "Day") -> str:
    """Take back or bring back a few steps of the collection."""
    for _ in range(day.chance.randint(1, 4)):
        if day.chance.random() < 0.7:
            day.window.undo_in_collection()
        else:
            day.window.redo()
        day.settle()
    return "undo and redo"


def bring_in(day: "Day") -> str:
    """Look at a file, or read an article."""
    if day.chance.random() < 0.5:
        path = day.chance.choice(day.files.decks)
        day.window.go("import", path=path)
    else:
        path = day.chance.choice(day.files.articles)
        day.window.go("article", path=path)
    return f"bring in {path.name}"


def read(day: "Day") -> str:
    """Read an article first, and mark or ask for something on the way."""
    opening.read_new(day.window, day.chance.choice(day.files.articles))
    day.settle()
    for _ in range(day.chance.randint(1, 12)):
        pressed = day.chance.choice(READING_KEYS)
        day.note(f"(reading {pressed.name})")
        press(day.keyboard.focus(), pressed)
        day.settle()
    return "read"


def look(day: "Day") -> str:
    """Change how the window looks: size, theme, size of text."""
    if day.chance.random() < 0.6:
        day.window.resize(*day.chance.choice(SIZES))
        return "resize"
    if day.chance.random() < 0.5:
        day.window.change_settings(theme=day.chance.choice(("light", "dark", "system")))
        return "theme"
    day.window.change_settings(text_scale=day.chance.choice((0.8, 1.0, 1.5, 2.0)))
    return "text scale"


def back(day: "Day") -> str:
    """Go a step back."""
    day.window.back()
    return "back"


def wait(day: "Day") -> str:
    """Do nothing for a moment, so that what waits for rest begins."""
    QTest.qWait(day.chance.choice((20, 120, 260)))
    return "rest"


def answer_file_dialog(dialog: QFileDialog, files: Files, chance: Random) -> None:
    """Choose a file in a dialog, or leave it; never press keys there, which could delete files."""
    opens = dialog.acceptMode() == QFileDialog.AcceptMode.AcceptOpen
    if opens and chance.random() < 0.5:
        dialog.setDirectory(str(files.folder))
        dialog.selectFile(str(chance.choice(files.decks + files.articles)))
        dialog.accept()
    else:
        dialog.reject()


def _can_be_hit(part: QWidget) -> bool:
    return part.isVisible() and part.isEnabled() and not part.visibleRegion().isEmpty()


ACTIONS: tuple[Callable[["Day"], str], ...] = (
    *(command, go, key, keys, write, click, study, overlay, collect, time, undo, bring_in),
    *(look, back, wait, read, walk),
)
WEIGHTS = (14, 6, 18, 4, 6, 22, 4, 4, 3, 2, 4, 2, 3, 4, 2, 4, 12)
