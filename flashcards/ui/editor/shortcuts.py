"""The keys that work while a note is written, in windows and fields of their own."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QPushButton

from flashcards.model.messages import Translatable
from flashcards.ui.commands import Command, Commands
from flashcards.ui.editor.formats import FORMATS
from flashcards.ui.hints import set_hint
from flashcards.ui.platform_keys import key_words, keys_for, types_text
from flashcards.ui.text_keys import is_sign

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

WRITING = "writing"
"""The place these commands belong to, as others belong to a screen."""
DONE, SAVE, CLOSE, HELP = "editor.done", "editor.save", "editor.close", "editor.keys"
CHANGE_TYPE, SPLIT = "editor.change_type", "editor.split"
NEXT_CARD, PREVIOUS_CARD, SIDES = "editor.next_card", "editor.previous_card", "editor.sides"
PLAY = "editor.play"
PIN, DUPLICATES = "editor.pin", "editor.duplicates"
CHECKS, MEND, HISTORY = "editor.checks", "editor.mend", "editor.history"


def format_id(name: str) -> str:
    """Return the id of the command that marks text."""
    return f"format.{name}"


def writing_rows() -> list[Command]:
    """Return the rows by which the learner chooses these keys; each window does them itself."""
    windows: tuple[tuple[str, Translatable, tuple[str, ...]], ...] = (
        (DONE, "Add the note, or save it and close", ("Ctrl+Return", "Ctrl+Enter")),
        (SAVE, "Save the note", ("Ctrl+S",)),
        (CLOSE, "Close the window", ("Escape", "Ctrl+W")),
        (CHANGE_TYPE, "Change the note’s type", ("Ctrl+Alt+Y",)),
        (SPLIT, "Split the note", ("Ctrl+Alt+X",)),
        (HELP, "Keyboard shortcuts of the window", ("F1",)),
        (NEXT_CARD, "Preview: next card", ("Ctrl+PgDown",)),
        (PREVIOUS_CARD, "Preview: previous card", ("Ctrl+PgUp",)),
        (SIDES, "Preview: question only, or both sides", ("Ctrl+Shift+P",)),
        (PLAY, "Preview: play the sounds", ("F5",)),
        (PIN, "Keep the field after adding", ("F8",)),
        (CHECKS, "Check cards while writing, or not", ("F7",)),
        (MEND, "Do what is suggested for the card", ("Ctrl+.",)),
        (HISTORY, "History of the note", ("Ctrl+Alt+H",)),
        (DUPLICATES, "Show notes with the same question", ("Ctrl+Shift+D",)),
    )
    formats = ((format_id(each.name), each.text, (each.keys,)) for each in FORMATS)
    return [
        Command(command_id, text, lambda: None, keys, keywords=("write", "edit", "note", "format"))
        for command_id, text, keys in (*windows, *formats)
    ]


def first_keys(command_id: str) -> tuple[str, ...]:
    """Return the program's own keys of a row; KeyError when there is none of that id."""
    keys = {each.id: each.shortcuts for each in writing_rows()}[command_id]
    return keys_for(command_id, keys)


def words_of(commands: Commands, command_id: str) -> str:
    """Return the keys of a row as keyboards name them; empty for none."""
    return ", ".join(dict.fromkeys(map(key_words, commands.shortcuts(command_id))))


def done_by_keys(dialog: QDialog, commands: Commands, push: QPushButton) -> None:
    """Let the keys that add or save a note press a button of a dialog, which says so on hover."""
    for keys in commands.shortcuts(DONE):
        QShortcut(QKeySequence(keys), dialog).activated.connect(push.click)
    words = words_of(commands, DONE)
    name = push.text().replace("&", "")
    set_hint(push, f"{name} ({words})" if words else name)


def format_of(commands: Commands, event: QKeyEvent) -> str:
    """Return the name of the format a key asks for; empty for a key that types or means nothing."""
    if is_sign(event):
        return ""
    pressed = QKeySequence(event.keyCombination())
    for each in FORMATS:
        keys = commands.shortcuts(format_id(each.name))
        if any(QKeySequence(key) == pressed for key in keys):
            return "" if types_text(pressed.toString()) else each.name
    return ""


def first_key(window: "MainWindow", command_id: str, *, writing: bool = False) -> str:
    """Return a command's first key in the system's own writing; empty when it has none.

    ``writing``: keys that would put a letter into a text do not count.
    """
    keys = window.commands.shortcuts(command_id)
    if writing:
        keys = tuple(each for each in keys if not types_text(each))
    return key_words(keys[0]) if keys else ""
