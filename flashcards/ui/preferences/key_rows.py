"""The keys of every command as rows of a table, and what may be said of a new one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QObject, Qt
from PySide6.QtGui import QKeySequence

from flashcards.model.messages import Translatable
from flashcards.ui import theme
from flashcards.ui.commands import Command, Commands
from flashcards.ui.editor.shortcuts import WRITING
from flashcards.ui.hints import as_hint
from flashcards.ui.menu_letters import plain
from flashcards.ui.occlusion.shortcuts import DRAWING
from flashcards.ui.platform_keys import key_words
from flashcards.ui.screens import SCREENS
from flashcards.ui.widgets import PlainModel, TableIndex
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

COMMAND, WHERE, KEYS = range(3)
HEADINGS: tuple[Translatable, ...] = ("Command", "Where", "Keys")


@dataclass(frozen=True, slots=True)
class KeyRow:
    """One command with its keys in the system's own writing."""

    id: str
    text: str
    where: str
    keys: str
    first_keys: str
    """The program's own."""
    changed: bool
    """Whether the keys are the learner's."""
    found_by: str


def listed(keys: Sequence[str]) -> str:
    """Return keys one after the other, as keyboards name them."""
    return ", ".join(dict.fromkeys(map(key_words, keys)))


def key_rows(commands: Commands) -> list[KeyRow]:
    """Return every command known, those of one place together."""
    names = _place_names()
    order = {name: at for at, name in enumerate(names)}

    def place(row: Command) -> int:
        return order[_places(commands, row)[0]]

    return [
        _row(row, commands.shortcuts(row.id), commands.first_keys(row.id), where(commands, row))
        for row in sorted(commands.rows(), key=lambda row: (place(row), name_of(row).casefold()))
    ]


def name_of(command: Command) -> str:
    """Return what a command is called, whatever is in front."""
    return plain(tr(command.text)).rstrip("…")


def where(commands: Commands, command: Command) -> str:
    """Return the names of the screens a command works on."""
    names = _place_names()
    return ", ".join(names[place] for place in _places(commands, command))


def _places(commands: Commands, command: Command) -> tuple[str, ...]:
    return command.places or (commands.screen_of(command.id),)


def _place_names() -> dict[str, str]:
    names = {screen.name: plain(tr(screen.text)) for screen in SCREENS}
    return {
        "": tr("Everywhere"),
        **names,
        WRITING: tr("Writing a note"),
        DRAWING: tr("Drawing masks"),
    }


def _row(command: Command, keys: Sequence[str], first: tuple[str, ...], where: str) -> KeyRow:
    text = name_of(command)
    words = (text, where, listed(keys), *keys, command.menu, *command.keywords)
    return KeyRow(
        command.id,
        text,
        where,
        listed(keys),
        listed(first),
        tuple(keys) != first,
        " ".join(words).casefold(),
    )


def matching(rows: Sequence[KeyRow], typed: str) -> list[KeyRow]:
    """Return the rows in which every word typed occurs, in text, place, keys or other names."""
    words = typed.casefold().split()
    return [row for row in rows if all(word in row.found_by for word in words)]


def menu_of(window: "MainWindow", key: str) -> str:
    """Return the name of the menu that opens on a key; empty when none does."""
    wanted = QKeySequence(key)
    for action in window.menuBar().actions():
        if QKeySequence.mnemonic(action.text()) == wanted:
            return plain(action.text())
    return ""


class KeysModel(PlainModel):
    """Commands, where they work, and their keys."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(HEADINGS, parent)
        self.rows: list[KeyRow] = []

    def show_rows(self, rows: list[KeyRow]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def place_of(self, command_id: str) -> int:
        """Return the row of a command; -1 when it is not shown."""
        return next((at for at, row in enumerate(self.rows) if row.id == command_id), -1)

    def rowCount(self, parent: TableIndex = QModelIndex()) -> int:
        """Return how many commands are shown."""
        return 0 if parent.isValid() else len(self.rows)

    def cell(self, index: TableIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell; keys the learner chose stand out and name what they replace."""
        row, column = self.rows[index.row()], index.column()
        if role == Qt.ItemDataRole.ForegroundRole:
            if column == KEYS and row.changed:
                return theme.color("accent")
            return theme.color("muted") if column == WHERE else None
        if role == Qt.ItemDataRole.DisplayRole:
            return (row.text, row.where, _keys_words(row))[column]
        if role == Qt.ItemDataRole.ToolTipRole:
            return as_hint((row.text, row.where, _keys_words(row))[column])
        return None


def _keys_words(row: KeyRow) -> str:
    if not row.changed:
        return row.keys
    return tr("{keys} (was {first})", keys=row.keys or "–", first=row.first_keys or "–")
