"""The view of the deck tree: columns of figures, what is open, and the keys."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from flashcards.ui.home.deck_model import DECK, HEADINGS, NEXT, DeckModel
from flashcards.ui.row_list import draw_ring
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.study.tree import DeckNode

FEW_DECKS = 40
"""Up to so many decks all branches are open at first."""
ROOM_PX = 28
_WIDEST_NEXT = "Wednesday "
_EDITING_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape, Qt.Key.Key_Delete)


class _Names(QStyledItemDelegate):
    """Edits a name in place; the keys that end editing are the field's, not the window's."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        # The tree shows for the whole row where the keyboard is.
        option.state &= ~QStyle.StateFlag.State_HasFocus

    def createEditor(
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QWidget:
        editor = super().createEditor(parent, option, index)
        editor.setAccessibleName(tr("Deck name"))
        editor.setAutoFillBackground(True)
        return editor

    def updateEditorGeometry(
        self,
        editor: QWidget,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        editor.setGeometry(option.rect.adjusted(0, 1, 0, -1))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() in _EDITING_KEYS:
                event.accept()
                return True
            return False
        return super().eventFilter(watched, event)


class DeckTree(QTreeView):
    """Shows the decks; a click beside them or Escape chooses none."""

    chosen = Signal(str)
    """The deck chosen now, by full name; empty for none."""
    opened = Signal(str)
    """A deck was double-clicked."""

    def __init__(self, model: DeckModel) -> None:
        super().__init__()
        self._decks = model
        self._closed: set[str] = set()
        self._open: set[str] = set()
        self._restoring = False
        self.setModel(model)
        self.setItemDelegate(_Names(self))
        self.setAccessibleName(tr("Decks"))
        self.setUniformRowHeights(True)
        self.setIndentation(22)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setExpandsOnDoubleClick(False)
        self.setAutoExpandDelay(600)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        # Decks are sorted by name, so there is no "between two decks" to drop at.
        self.setDragDropOverwriteMode(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._size_columns()
        self.expanded.connect(lambda index: self._note_open(index, True))
        self.collapsed.connect(lambda index: self._note_open(index, False))
        self.selectionModel().selectionChanged.connect(lambda *_: self.chosen.emit(self.deck()))

    def _size_columns(self) -> None:
        header = self.header()
        header.setSectionsMovable(False)
        header.setSectionsClickable(False)
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(40)
        header.setSectionResizeMode(DECK, QHeaderView.ResizeMode.Stretch)
        metrics = self.fontMetrics()
        for column in range(DECK + 1, NEXT + 1):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            widest = _WIDEST_NEXT if column == NEXT else "99,999"
            words = max(widest, tr(HEADINGS[column]), key=metrics.horizontalAdvance)
            header.resizeSection(column, metrics.horizontalAdvance(words) + ROOM_PX)

    def drawRow(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw a row, with the line round it that shows where the keyboard is."""
        super().drawRow(painter, option, index)
        current = self.currentIndex()
        here = index.row() == current.row() and index.parent() == current.parent()
        if self.hasFocus() and here:
            box = QRect(0, option.rect.y(), self.viewport().width(), option.rect.height())
            draw_ring(painter, box.adjusted(0, 0, -1, -1))

    def changeEvent(self, event: QEvent) -> None:
        """Fit the columns to another font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self.model() is not None:
            self._size_columns()

    # What is open and chosen

    def show_nodes(self, nodes: Sequence["DeckNode"], choose: str | None = None) -> None:
        """Show decks; what was open and chosen stays so, by name, unless ``choose`` says else."""
        kept = self.deck() if choose is None else choose
        before, place = self._decks.names(), self.verticalScrollBar().value()
        self._decks.set_nodes(nodes)
        if self._decks.names() != before:
            self._restore()
            self.verticalScrollBar().setValue(place)
        if kept != self.deck():
            self.choose(kept)

    def arrangement(self) -> dict[str, list[str]]:
        """Return which decks the learner opened and closed, to be kept."""
        known = set(self._decks.names())
        return {"open": sorted(self._open & known), "closed": sorted(self._closed & known)}

    def arrange(self, kept: object) -> None:
        """Take over what ``arrangement`` gave earlier; anything else is ignored."""
        if isinstance(kept, dict):
            self._open = _names(kept.get("open"))
            self._closed = _names(kept.get("closed"))

    def _restore(self) -> None:
        self._restoring = True
        names = self._decks.names()
        for name in names:
            if name in self._open or (name not in self._closed and len(names) <= FEW_DECKS):
                self.setExpanded(self._decks.index_of(name), True)
        self._restoring = False

    def _note_open(self, index: QModelIndex, is_open: bool) -> None:
        if self._restoring:
            return
        name = self._decks.node(index).name
        (self._open if is_open else self._closed).add(name)
        (self._closed if is_open else self._open).discard(name)

    def deck(self) -> str:
        """Return the chosen deck's full name, empty when none is chosen."""
        rows = self.selectionModel().selectedRows()
        return self._decks.node(rows[0]).name if rows else ""

    def choose(self, name: str) -> None:
        """Choose a deck and bring it into sight; an empty or unknown name chooses none."""
        index = self._decks.index_of(name)
        if index.isValid():
            above = index.parent()
            while above.isValid():
                self.setExpanded(above, True)
                above = above.parent()
            self.setCurrentIndex(index)
            self.scrollTo(index)
        else:
            self.clearSelection()

    def edit_name(self) -> None:
        """Let the learner type another name in place."""
        index = self._decks.index_of(self.deck())
        if index.isValid() and self.state() != QAbstractItemView.State.EditingState:
            self.scrollTo(index)
            self.edit(index)

    def deck_at(self, spot: QPoint) -> str:
        """Return the deck at a place of the viewport, empty when there is none."""
        index = self.indexAt(spot)
        return self._decks.node(index).name if index.isValid() else ""

    # Keys and mouse

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Who comes by Tab sees where the keyboard is: the first deck is chosen."""
        super().focusInEvent(event)
        by_key = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        if event.reason() in by_key and not self.deck():
            self._choose_first()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """An arrow with no deck chosen chooses the first one."""
        arrows = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Home)
        if event.key() in arrows and not self.deck():
            self._choose_first()
            return
        super().keyPressEvent(event)

    def _choose_first(self) -> None:
        names = self._decks.names()
        if names:
            self.choose(names[0])

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the decks chooses none."""
        if not self.indexAt(event.position().toPoint()).isValid():
            self.clearSelection()
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click on a deck opens it; on the arrow before it, it is two clicks."""
        spot = event.position().toPoint()
        index = self.indexAt(spot)
        if index.isValid() and spot.x() >= self.visualRect(index).left():
            self.opened.emit(self._decks.node(index).name)
        else:
            super().mouseDoubleClickEvent(event)

    def on_menu(self, show: Callable[[QPoint], object]) -> None:
        """Call ``show`` with a place on the screen when a deck's menu is asked for."""

        def ask(spot: QPoint) -> None:
            name = self.deck_at(spot)
            if name:
                self.choose(name)
            if self.deck():
                show(self.viewport().mapToGlobal(spot))

        self.customContextMenuRequested.connect(ask)


def _names(found: object) -> set[str]:
    return {name for name in found if isinstance(name, str)} if isinstance(found, list) else set()
