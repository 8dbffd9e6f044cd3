"""The bin: a list of deletions, each brought back by one key, or let go for good when asked."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStackedWidget, QStyleOptionViewItem, QWidget

from flashcards.model.binned import BinEntry, Restored
from flashcards.model.binning import DAYS_KEPT
from flashcards.model.changes import Changes
from flashcards.ui import messages, theme
from flashcards.ui.bin.words import held_words, time_words, title_words
from flashcards.ui.commands import Command
from flashcards.ui.home.words import cards_words
from flashcards.ui.kept_articles.article_list import OpeningList
from flashcards.ui.row_list import (
    ROW,
    Index,
    RowDelegate,
    RowModel,
    sides,
    small_font,
    two_lines,
    write_line,
)
from flashcards.ui.screen import Screen
from flashcards.ui.widgets import EmptyState, button, column, label, row
from flashcards.ui.words import plural, tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

_EDGE = theme.SPACE.between
_SIDE_SHARE = 0.55


class _Model(RowModel[BinEntry]):
    """The deletions, newest first."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__()
        self._window = window

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return title_words(entry)
        if role == ROW:
            return entry
        if role == ROW + 1:
            return time_words(entry, self._window.collection.clock())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            now = self._window.collection.clock()
            return ", ".join((title_words(entry), held_words(entry), time_words(entry, now)))
        return None


class _Row(RowDelegate):
    """Draws what went in two lines, and when at the end."""

    EDGES = 4

    def write(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry, inner = index.data(ROW), option.rect.adjusted(_EDGE, 0, -_EDGE, 0)
        font = small_font(option.font)
        wanted = QFontMetrics(font).horizontalAdvance(index.data(ROW + 1)) + 1
        side = min(wanted, int(inner.width() * _SIDE_SHARE))
        words = QRect(inner.x(), inner.y(), inner.width() - side - _EDGE, inner.height())
        times = QRect(inner.right() - side, inner.y(), side, inner.height())
        if option.direction == Qt.LayoutDirection.RightToLeft:
            words.moveLeft(inner.x() + side + _EDGE)
            times.moveLeft(inner.x())
        two_lines(painter, option, words, title_words(entry), held_words(entry))
        _, end = sides(option)
        write_line(painter, times, font, "muted", end, index.data(ROW + 1))


class BinScreen(Screen):
    """What was deleted in the last 30 days."""

    name = "bin"
    search_box = False

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self.list = OpeningList(tr("Bin"))
        self.model = _Model(window)
        self.list.setItemDelegate(_Row(self.list))
        self.list.follow(self.model)
        self.list.opened.connect(self.restore)
        self.list.turned.connect(window.commands.refresh)
        self.list.menu_asked.connect(self._open_menu)
        self.restore_button = button(tr("&Restore"), self.restore, kind="primary", icon="reset")
        self.delete_button = button(tr("Delete for &good…"), self.delete, icon="delete")
        self.empty_button = button(tr("&Empty bin…"), self.empty)
        self.count = label("", "muted")
        self._stack = QStackedWidget()
        self._stack.addWidget(self._full())
        self._stack.addWidget(
            EmptyState(
                "delete",
                tr("The bin is empty"),
                tr(
                    "Deleted decks, notes and media files stay here for {days} days.",
                    days=DAYS_KEPT,
                ),
            )
        )
        column(self, self._stack, gap="none")

    def _full(self) -> QWidget:
        page = QWidget()
        page.setProperty("role", "bare")
        head = row(
            None, self.count, None, self.empty_button, self.delete_button, self.restore_button,
            gap="between",
        )  # fmt: skip
        edge = theme.SPACE
        head.setContentsMargins(edge.between, 0, edge.between, 0)
        layout = column(page, head, self.list, gap="inside")
        layout.setContentsMargins(edge.inside, 0, edge.inside, edge.inside)
        return page

    # The screen

    def title(self) -> str:
        """Name the screen."""
        return tr("Bin")

    def first_focus(self) -> QWidget | None:
        """Return the list."""
        return self.list if self.model.rows else None

    def reload(self) -> None:
        """Read the bin again; the keyboard stays about where it was."""
        place, had_focus = self.list.row(), self.list.hasFocus()
        entries = self.collection.bin()
        self.model.show(entries)
        self.count.setText(plural(len(entries), "{count} deletion", "{count} deletions"))
        self._stack.setCurrentIndex(0 if entries else 1)
        if entries:
            self.list.go_to(min(max(0, place), len(entries) - 1))
            if had_focus:
                self.list.setFocus()
        self.window_.commands.refresh()

    def changed(self, changes: Changes) -> None:
        """Follow what was deleted or came back."""
        if changes.bin:
            self.reload()

    def commands(self) -> list[Command]:
        """Return what can be done with the deletion the keyboard is on."""
        return [
            Command("bin.restore", "&Restore", self.restore, ("Return", "Enter"), "reset", "Edit",
                    section=3, enabled_when=self.has_one, keywords=("undelete", "bring back")),
            Command("bin.delete", "Delete for &good…", self.delete, ("Delete",), "delete", "Edit",
                    section=3, enabled_when=self.has_one, keywords=("remove", "forever")),
            Command("bin.empty", "&Empty bin…", self.empty, (), "", "Edit", section=3,
                    enabled_when=lambda: bool(self.model.rows), keywords=("all", "forever")),
        ]  # fmt: skip

    # Actions

    def has_one(self) -> bool:
        """Whether the keyboard is on a deletion."""
        return self.entry() is not None

    def entry(self) -> BinEntry | None:
        """Return the deletion the keyboard is on."""
        return self.model.rows[self.list.row()] if self.list.row() >= 0 else None

    def restore(self) -> None:
        """Bring back what the deletion took."""
        entry, collection = self.entry(), self.collection
        if entry is not None:
            self.window_.jobs.run(
                tr("Restoring"),
                lambda progress: collection.restore_from_bin(entry.id, progress),
                on_done=lambda came: self._restored(entry, came),
                writes=True,
            )

    def _restored(self, entry: BinEntry, came: Restored) -> None:
        held = cards_words(came.cards)
        if came.files:
            held = plural(came.files, "{count} media file", "{count} media files")
        self.window_.toast(
            tr("Restored “{what}” with {cards}", what=title_words(entry), cards=held),
            tr("Undo"),
            self.window_.undo,
        )

    def delete(self) -> None:
        """Let the deletion go for good, when asked."""
        entry = self.entry()
        if entry is not None:
            messages.ask(
                self.window_,
                tr("Delete “{what}” for good?", what=title_words(entry)),
                held_words(entry),
                action=tr("Delete for good"),
                on_yes=lambda: self._let_go([entry.id]),
                danger=True,
            )

    def empty(self) -> None:
        """Let all go for good, when asked."""
        entries = self.model.rows
        if entries:
            notes = sum(entry.notes for entry in entries)
            reviews = sum(entry.reviews for entry in entries)
            files = sum(entry.files for entry in entries)
            messages.ask(
                self.window_,
                tr("Empty the bin?"),
                tr(
                    "{notes} with {reviews} and {files} go for good.",
                    notes=plural(notes, "{count} note", "{count} notes"),
                    reviews=plural(reviews, "{count} review", "{count} reviews"),
                    files=plural(files, "{count} media file", "{count} media files"),
                )
                if files
                else tr(
                    "{notes} with {reviews} go for good.",
                    notes=plural(notes, "{count} note", "{count} notes"),
                    reviews=plural(reviews, "{count} review", "{count} reviews"),
                ),
                action=tr("Empty bin"),
                on_yes=lambda: self._let_go(None),
                danger=True,
            )

    def _let_go(self, entry_ids: list[int] | None) -> None:
        self.window_.writes.do(
            lambda: self.collection.empty_bin(entry_ids),
            lambda count: self.window_.toast(
                plural(count, "Deleted {count} thing for good", "Deleted {count} things for good"),
                tr("Undo"),
                self.window_.undo,
            ),
        )

    def _open_menu(self, at: Any) -> None:
        menu = self.window_.commands.context_menu(["bin.restore", "bin.delete"], self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at)
