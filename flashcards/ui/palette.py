"""The command palette: a few letters find every command, deck, screen and setting."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QIcon, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from flashcards.ui import icons, theme
from flashcards.ui.fuzzy import score
from flashcards.ui.platform_keys import key_words
from flashcards.ui.widgets import line
from flashcards.ui.widgets.overlay import Overlay
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

WIDTH, HEIGHT = 620, 420
ROW_HEIGHT = 34
MOST_ROWS = 60
"""Of decks, and of what is found; who does not type sees every command."""
_COMMAND = 2
"""How much more a command weighs than a deck."""
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the palette."""

    text: str
    action: Callable[[], object]
    icon: str = ""
    keys: str = ""
    keywords: str = ""
    weight: int = 0


class _Entries(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.entries: list[Entry] = []

    def show(self, entries: list[Entry]) -> None:
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{entry.text}, {entry.keys}" if entry.keys else entry.text
        return None


class _Row(QStyledItemDelegate):
    """Draws icon, text and keys of one entry."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(100, max(ROW_HEIGHT, option.fontMetrics.height() + 14))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        model = index.model()
        assert isinstance(model, _Entries)
        entry = model.entries[index.row()]
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("selection"))
            painter.drawRoundedRect(rect.adjusted(0, 1, 0, -1), 6, 6)
        edge, way = theme.SPACE.inside, option.direction
        if entry.icon:
            spot = QRect(rect.x() + edge, rect.y() + (rect.height() - 18) // 2, 18, 18)
            spot = QStyle.visualRect(way, rect, spot)
            icons.icon(entry.icon, "muted").paint(painter, spot, mode=QIcon.Mode.Normal)
        painter.setPen(theme.color("muted"))
        right = QStyle.visualRect(way, rect, rect.adjusted(0, 0, -edge - 4, 0))
        centre = Qt.AlignmentFlag.AlignVCenter
        end = QStyle.visualAlignment(way, Qt.AlignmentFlag.AlignRight)
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # keys are read so everywhere
        painter.drawText(right, end | centre, entry.keys)
        painter.setLayoutDirection(way)
        used = painter.fontMetrics().horizontalAdvance(entry.keys) + 2 * edge
        painter.setPen(theme.color("text"))
        room = QStyle.visualRect(way, rect, rect.adjusted(18 + 3 * edge, 0, -used - edge, 0))
        text = painter.fontMetrics().elidedText(
            entry.text, Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | centre, text)
        painter.restore()


class Palette(Overlay):
    """Ctrl+K: type, Enter, done."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window, WIDTH, HEIGHT)
        self._window = window
        self._all: list[Entry] = []
        self.setAccessibleName(tr("Command palette"))
        self.field = QLineEdit()
        self.field.setProperty("kind", "plain")
        self.field.setPlaceholderText(tr("Find a command, a deck or a setting"))
        self.field.setAccessibleName(tr("Find a command, a deck or a setting"))
        self.field.installEventFilter(self)
        self.list = QListView()
        self.list.setAccessibleName(tr("Found"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._model = _Entries(self)
        self.list.setModel(self._model)
        self.list.setItemDelegate(_Row(self.list))
        for part in (self.field, line(), self.list):
            self.body.addWidget(part)
        self.field.textChanged.connect(self._find)
        self.list.clicked.connect(lambda index: self._take(index.row()))

    def open_palette(self) -> None:
        """Show with nothing typed and everything that is possible now."""
        self._all = [*self._commands(), *self._decks()]
        self.field.clear()
        self._find("")
        self.open_over(self.field)

    def found(self) -> list[str]:
        """Return the texts shown now, best first."""
        return [entry.text for entry in self._model.entries]

    def _commands(self) -> list[Entry]:
        commands = self._window.commands
        entries = []
        for row in commands.in_force():
            if row.id == "palette.open" or not commands.enabled(row.id):
                continue
            keys = commands.shortcuts(row.id)
            entries.append(
                Entry(
                    row.plain_text,
                    partial(commands.trigger, row.id),
                    row.icon,
                    key_words(keys[0]) if keys else "",
                    " ".join((row.menu.replace("/", " "), *row.keywords)),
                    _COMMAND,
                )
            )
        return entries

    def _decks(self) -> list[Entry]:
        window = self._window
        names = [(name, name.replace("::", " › ")) for name in window.collection.deck_names()]
        study = [
            Entry(tr("Study: {deck}", deck=shown), partial(window.study, name), "deck", "", name)
            for name, shown in names
        ]
        options = [
            Entry(
                tr("Deck options: {deck}", deck=shown),
                partial(window.go, "options", deck=name),
                "settings",
                keywords=name,
                weight=-30,
            )
            for name, shown in names
        ]
        return [*study, *options]

    def _find(self, typed: str) -> None:
        wanted = typed.strip()
        if not wanted:
            shown = [entry for entry in self._all if entry.weight >= _COMMAND]
            shown += [entry for entry in self._all if 0 <= entry.weight < _COMMAND][:MOST_ROWS]
        else:
            ranked = []
            for order, entry in enumerate(self._all):
                points = score(wanted, entry.text)
                if points is None and entry.keywords:
                    points = score(wanted, f"{entry.text} {entry.keywords}")
                    points = None if points is None else points - 40
                if points is not None:
                    ranked.append((-(points + entry.weight), order, entry))
            shown = [entry for _, _, entry in sorted(ranked, key=lambda it: it[:2])[:MOST_ROWS]]
            shown.append(
                Entry(
                    tr("Search cards for “{query}”", query=wanted),
                    lambda: self._window.search(wanted),
                    "search",
                )
            )
        self._model.show(shown)
        rest = self.field.sizeHint().height() + 5 * theme.SPACE.inside
        each = max(1, self.list.sizeHintForRow(0))
        room = (HEIGHT - rest) // each  # whole rows alone
        self.set_height(each * min(len(shown), room) + rest)
        self.list.setCurrentIndex(self._model.index(0))
        self._tell()

    def _tell(self) -> None:
        """Let a screen reader say the row that Enter would take: the field keeps the keyboard."""
        said = self.list.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
        if self.isVisible() and said:
            self._window.announcer.forget()  # the row before, if it was not said yet
            self._window.announcer.say(said, at_once=True)

    def _take(self, at: int) -> None:
        if not 0 <= at < len(self._model.entries):
            return
        entry = self._model.entries[at]
        self.close_over()
        entry.action()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows move in the list while the field keeps the keyboard; Enter takes the row."""
        if watched is self.field and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.KeyPress:
                return self._key(event)
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: 8,
            Qt.Key.Key_PageUp: -8,
        }
        key = Qt.Key(event.key())
        if key in steps:
            count = len(self._model.entries)
            at = max(0, min(count - 1, self.list.currentIndex().row() + steps[key]))
            self.list.setCurrentIndex(self._model.index(at))
            self._tell()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(self.list.currentIndex().row())
        elif key == Qt.Key.Key_Escape:
            self.close_over()
        elif key not in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            return False
        return True
