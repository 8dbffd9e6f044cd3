"""On each system every command has a key that reaches it and that keyboards there have."""

from collections.abc import Iterator
from typing import get_args

import pytest
from PySide6.QtGui import QKeySequence

from flashcards.ui.commands import Commands
from flashcards.ui.editor.shortcuts import WRITING, writing_rows
from flashcards.ui.main_window import MainWindow
from flashcards.ui.occlusion.shortcuts import DRAWING, drawing_rows
from flashcards.ui.platform_keys import (
    RESERVED,
    Platform,
    key_words,
    keys_for,
    offers_key,
    types_text,
)
from flashcards.ui.screens import SCREENS

PLATFORMS: tuple[Platform, ...] = get_args(Platform)
NOT_ON_A_MAC = {"Ins", "Del", "Menu", "Print", "Pause", "ScrollLock"}
"""What a Mac's own keyboard lacks."""


def _every_command(window: MainWindow, platform: Platform) -> Commands:
    """Every command of the program, with the keys it has on a system."""
    known = window.commands
    made = Commands(window, {}, platform)
    for home in ("", *(screen.name for screen in SCREENS)):
        rows = [row for row in known.rows() if known.screen_of(row.id) == home]
        made.add_screen(home, rows) if home else made.add(rows)
    made.add_elsewhere(WRITING, writing_rows())
    made.add_elsewhere(DRAWING, drawing_rows())
    return made


def _written(key: str) -> str:
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText)


def _lost(commands: Commands, platform: Platform) -> Iterator[str]:
    """Yield what is wrong with the keys of a system's commands."""
    taken = {_written(key): what for key, what in RESERVED[platform].items()}
    for row in commands.rows():
        keys = [_written(key) for key in commands.shortcuts(row.id)]
        if keys and keys[0] in taken:  # others may work on some desktops and not on others
            yield f"{row.id}: {keys[0]} {taken[keys[0]]}"
        for key in keys:
            if platform == "macos" and "Alt" in key.split("+") and types_text(key, platform):
                yield f"{row.id}: {key} writes a sign"
            for other in commands.conflicts(row.id, key):
                yield f"{row.id}: {key} is of {other.id}, too"
        lacking = NOT_ON_A_MAC if platform == "macos" else set()
        if keys and all(key.split("+")[-1] in lacking for key in keys):
            yield f"{row.id}: no keyboard has {keys}"


def test_every_command_has_a_key_that_reaches_it_on_each_system(window: MainWindow) -> None:
    window.collection.add_deck("French")
    for screen in SCREENS:
        window.go(screen.name, **({"deck": "French"} if screen.name == "options" else {}))
    for platform in PLATFORMS:
        commands = _every_command(window, platform)
        assert len(commands.rows()) > 250
        assert list(_lost(commands, platform)) == [], platform
        assert _written(offers_key(platform)) not in map(_written, RESERVED[platform])
        heard = {
            key.toString() for row in commands.rows() for key in commands.action(row.id).shortcuts()
        }
        assert ("Ctrl+M" in heard) == (platform != "macos")
        assert ("Meta+M" in heard) == (platform == "macos")


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("Ctrl+Shift+Z", "⇧⌘Z"),
        ("Ctrl+Alt+Shift+C", "⌥⇧⌘C"),
        ("Meta+Ctrl+F", "⌃⌘F"),
        ("Ctrl++", "⌘+"),
        ("+", "+"),
        ("Ctrl+-", "⌘-"),
        ("Ctrl+Return", "⌘↩"),
        ("Delete", "⌦"),
        ("Alt+PgDown", "⌥⇟"),
        ("Shift+Space", "⇧Space"),
        ("F5", "F5"),
    ],
)
def test_keys_are_named_as_a_mac_does(key: str, words: str) -> None:
    assert key_words(key, "macos") == words


def test_keys_are_named_as_other_keyboards_do() -> None:
    assert key_words("Ctrl+Return", "linux") == key_words("Ctrl+Return", "windows") == "Ctrl+Enter"


def test_what_writes_into_a_text_is_known_on_each_system() -> None:
    for each in PLATFORMS:
        assert types_text("a", each)
        assert types_text("Shift+A", each)
        assert types_text("Backspace", each)
        assert types_text("+", each)
        assert not types_text("Ctrl++", each)
        assert not types_text("F5", each)
        assert not types_text("Alt+Up", each)
        assert types_text("Alt+L", each) == (each == "macos")
        assert types_text("Alt+Shift+1", each) == (each == "macos")


def test_a_key_of_the_learners_own_stays_as_it_was_chosen(window: MainWindow) -> None:
    made = Commands(window, {"today.move": "Ctrl+M"}, "macos")
    row = window.commands.row("edit.undo")
    made.add([row])
    assert made.first_keys("edit.undo") == keys_for("edit.undo", row.shortcuts, "macos")
    made.set_shortcuts("edit.undo", ("Ctrl+M",))
    assert made.shortcuts("edit.undo") == ("Ctrl+M",)
    made.reset_shortcuts("edit.undo")
    assert made.shortcuts("edit.undo") == ("Ctrl+Z",)
