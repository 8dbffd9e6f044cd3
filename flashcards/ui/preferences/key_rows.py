"""The keys of every command as rows of a table, and what may be said of a new one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QObject, Qt
from PySide6.QtGui import QKeySequence

from flashcards.ui import theme
from flashcards.ui.commands import Command, Commands
from flashcards.ui.hints import as_hint
from flashcards.ui.menu_letters import plain
from flashcards.ui.screens import SCREENS
from flashcards.ui.widgets import PlainModel, TableIndex
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

COMMAND, WHERE, KEYS = range(3)
HEADINGS = ("Command", "Where", "Keys")


@dataclass(frozen=True, slots=True)
class KeyRow:
    """One command with its keys in the system's own writing."""

    id: str
    text: str
    where: str
    keys: str
    first_keys: str
    """The program's own."""
    found_by: str

    @property
    def changed(self) -> bool:
        """Whether the keys are the learner's."""
        return self.keys != self.first_keys


def native(key: str) -> str:
    """Return a key in the system's own writing."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


def listed(keys: Sequence[str]) -> str:
    """Return keys one after the other."""
    return ", ".join(map(native, keys))


def key_rows(commands: Commands) -> list[KeyRow]:
    """Return every command known, those of one place together."""
    rows = [_row(command, commands.shortcuts(command.id)) for command in commands.rows()]
    places = {tr("Everywhere"): 0}
    places |= {plain(tr(screen.text)): at for at, screen in enumerate(SCREENS, 1)}
    return sorted(rows, key=lambda row: (places.get(row.where, 99), row.text.casefold()))


def _row(command: Command, keys: Sequence[str]) -> KeyRow:
    screens = {screen.name: plain(tr(screen.text)) for screen in SCREENS}
    where = screens.get(command.id.partition(".")[0], tr("Everywhere"))
    text = plain(tr(command.text)).rstrip("…")
    words = (text, where, listed(keys), *keys, command.menu, *command.keywords)
    return KeyRow(
        command.id, text, where, listed(keys), listed(command.shortcuts), " ".join(words).casefold()
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

    def data(self, index: TableIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
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
