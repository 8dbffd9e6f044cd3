"""The list of an article’s cards, with an editor that opens in place of one."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from flashcards.ui import theme
from flashcards.ui.deck_from_article.card_delegate import CardDelegate
from flashcards.ui.deck_from_article.card_model import CardModel, Index
from flashcards.ui.deck_from_article.lazy_list import LazyList
from flashcards.ui.words import tr

_KEPT_KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown,
              Qt.Key.Key_Home, Qt.Key.Key_End)  # fmt: skip


class CardList(LazyList):
    """Shows the cards; which one is selected is told with its key."""

    turned = Signal()
    """Another card is selected, or none."""
    toggled = Signal(int)
    """The sign of a card was clicked."""
    opened = Signal(int)
    """A card was clicked twice."""
    menu_asked = Signal(QPoint)
    """The menu of the selected card, at a point of the screen."""

    def __init__(self) -> None:
        super().__init__()
        self._empty_words = ""
        self.cards = CardModel()
        self.cards.setParent(self)
        self.setModel(self.cards)
        self.delegate = CardDelegate(self, self.cards)
        self.setItemDelegate(self.delegate)
        self.setAccessibleName(tr("Cards of the article"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._editor: QWidget | None = None

    # What is selected

    def currentChanged(self, now: Index, before: Index) -> None:
        """Tell that another card is selected."""
        super().currentChanged(now, before)
        self.turned.emit()

    def key(self) -> int | None:
        """Return the card selected."""
        return self.cards.key_at(self.currentIndex().row())

    def select(self, key: int | None) -> None:
        """Select a card and bring it into sight."""
        row = -1 if key is None else self.cards.row_of(key)
        if row < 0:
            self.setCurrentIndex(QModelIndex())
            return
        index = self.cards.index(row, 0)
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def neighbour(self, key: int, step: int) -> int | None:
        """Return the card shown so many rows further."""
        keys = self.cards.keys()
        try:
            at = keys.index(key) + step
        except ValueError:
            return keys[0] if keys else None
        return keys[at] if 0 <= at < len(keys) else None

    def reset(self) -> None:
        """Show other cards."""
        super().reset()
        self.say_empty(self._empty_words)

    # Drawing

    def row_height(self, row: int) -> int:
        """Return how high a card is, or the editor in its place."""
        return self.delegate.height(row)

    def dataChanged(self, first: Index, last: Index, roles: Iterable[int] = ()) -> None:
        """Draw anew, and measure anew what is in sight."""
        QAbstractItemView.dataChanged(self, first, last, list(roles))
        self.forget_heights(all_rows=False)

    def remeasure(self) -> None:
        """Give every card the height it needs now."""
        self.delegate.forget()
        self.forget_heights()

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew when the font changes."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.remeasure()

    def say_empty(self, words: str) -> None:
        """Say what stands here where there is no card."""
        self._empty_words = words
        self.setAccessibleDescription("" if self.cards.rowCount() else words)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the cards in sight, or say what goes here."""
        super().paintEvent(event)
        if self.cards.rowCount():
            return
        with QPainter(self.viewport()) as painter:
            painter.setPen(theme.color("muted"))
            edge = theme.SPACE.around
            box = self.viewport().rect().adjusted(edge, edge, -edge, -edge)
            flags = int(Qt.AlignmentFlag.AlignHCenter) | int(Qt.TextFlag.TextWordWrap)
            painter.drawText(box, flags, self._empty_words)

    # The editor

    def open_editor(self, key: int, editor: QWidget) -> None:
        """Put an editor in the place of a card, as high as it wants to be."""
        row = self.cards.row_of(key)
        if row < 0:
            return
        self._editor = editor
        self.delegate.editing = (key, editor.sizeHint().height())
        self.setIndexWidget(self.cards.index(row, 0), editor)
        self.fit_editor()
        self.scrollTo(self.cards.index(row, 0))

    def fit_editor(self) -> None:
        """Give the editor the height it wants by now."""
        if self._editor is None or self.delegate.editing is None:
            return
        height = self._editor.sizeHint().height()
        if height != self.delegate.editing[1]:
            self.delegate.editing = (self.delegate.editing[0], height)
        QTimer.singleShot(0, self._fit)

    def _fit(self) -> None:
        self.forget_heights(all_rows=False)
        if self.delegate.editing is not None:
            self.scrollTo(self.cards.index(self.cards.row_of(self.delegate.editing[0]), 0))

    def close_editor(self) -> None:
        """Show the card again."""
        if self.delegate.editing is None:
            return
        row = self.cards.row_of(self.delegate.editing[0])
        self.delegate.editing = None
        editor, self._editor = self._editor, None
        if row >= 0:
            at = self.cards.index(row, 0)
            self.setIndexWidget(at, None)  # type: ignore[arg-type]  # Qt takes none, its stub not
        if editor is not None:
            editor.hide()
            editor.deleteLater()
        self.forget_heights(all_rows=False)

    # The mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Toggle a card whose sign is pressed."""
        index = self.indexAt(event.position().toPoint())
        super().mousePressEvent(event)
        key = self.cards.key_at(index.row())
        if key is None or event.button() != Qt.MouseButton.LeftButton:
            return
        if (
            self.delegate.sign_box(self.visualRect(index))
            .adjusted(-6, -6, 6, 6)
            .contains(event.position())
        ):
            self.toggled.emit(key)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Edit the card clicked twice."""
        index = self.indexAt(event.position().toPoint())
        key = self.cards.key_at(index.row())
        sign = self.delegate.sign_box(self.visualRect(index)).adjusted(-6, -6, 6, 6)
        if key is not None and not sign.contains(event.position()):
            self.opened.emit(key)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the card."""
        if self.key() is not None:
            self.menu_asked.emit(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with the arrow keys; letters are commands, not a search."""
        if event.key() in _KEPT_KEYS:
            super().keyPressEvent(event)
        else:
            event.ignore()
