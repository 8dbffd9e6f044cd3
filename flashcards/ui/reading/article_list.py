"""The list of kept articles: title, where it came from, how much of it is known."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from flashcards.model.articles import ArticleRow, SectionProgress
from flashcards.ui import theme
from flashcards.ui.reading.shading import BAR_PX, counts_words, draw_bar
from flashcards.ui.reading.words import percent, row_words
from flashcards.ui.words import tr

ROW = Qt.ItemDataRole.UserRole + 1
SHARE = Qt.ItemDataRole.UserRole + 2
SIDE_SHARE, SIDE_PX = 0.28, 240
"""Room for the bar at the right: a share of the width, and at most so many pixels."""
_EDGE = theme.SPACE.between
Index = QModelIndex | QPersistentModelIndex


class ArticleModel(QAbstractListModel):
    """Rows of articles; how much is known of each arrives later."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[ArticleRow] = []
        self.shares: dict[int, SectionProgress] = {}

    def show(self, rows: Sequence[ArticleRow]) -> None:
        """Show these articles."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def tell(self, source_id: int, share: SectionProgress) -> None:
        """Learn how much is known of an article."""
        self.shares[source_id] = share
        for number, row in enumerate(self.rows):
            if row.id == source_id:
                self.dataChanged.emit(self.index(number), self.index(number))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's signature)
        """Return how many articles are kept."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what is shown of an article."""
        row = self.rows[index.row()]
        share = self.shares.get(row.id)
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == ROW:
            return row
        if role == SHARE:
            return share
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.address or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            known = counts_words(share.notes) if share is not None else ""
            return ", ".join(filter(None, (row.title, row_words(row), known)))
        return None


class _Row(QStyledItemDelegate):
    """Draws two lines and a bar."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        small = QFontMetrics(small_font(option.font))
        return QSize(200, option.fontMetrics.height() + small.height() + 4 * theme.SPACE.inside)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, share, rect = index.data(ROW), index.data(SHARE), option.rect
        assert isinstance(row, ArticleRow)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_ground(painter, option)
        inner = rect.adjusted(_EDGE, 0, -_EDGE, 0)
        side = min(SIDE_PX, int(inner.width() * SIDE_SHARE))
        words = QRect(inner.x(), inner.y(), inner.width() - side - _EDGE, inner.height())
        bar = QRect(inner.right() - side, inner.y(), side, inner.height())
        if option.direction == Qt.LayoutDirection.RightToLeft:
            words.moveLeft(inner.x() + side + _EDGE)
            bar.moveLeft(inner.x())
        two_lines(painter, option, words, row.title, row_words(row))
        if share is not None:
            _share(painter, option, bar, share)
        painter.restore()


def _share(
    painter: QPainter, option: QStyleOptionViewItem, box: QRect, share: SectionProgress
) -> None:
    half = box.height() // 2
    top = QRectF(box.x(), box.y() + half - 2 * BAR_PX, box.width(), BAR_PX)
    draw_bar(painter, top, share.notes)
    font = small_font(option.font)
    painter.setFont(theme.number_font(font))
    painter.setPen(theme.color("muted"))
    below = QRect(box.x(), box.y() + half, box.width(), half)
    words = tr("{share} known", share=percent(share.strong))
    painter.drawText(below, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, words)


def draw_ground(painter: QPainter, option: QStyleOptionViewItem) -> None:
    """Draw what lies behind a row, and show where the keyboard is."""
    whole = option.rect.adjusted(1, 1, -1, -1)
    state = option.state
    chosen = bool(state & QStyle.StateFlag.State_Selected)
    if chosen or state & QStyle.StateFlag.State_MouseOver:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("selection" if chosen else "hover"))
        painter.drawRoundedRect(whole, theme.RADIUS, theme.RADIUS)
    if chosen and state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(QPen(theme.color("accent"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(whole, theme.RADIUS, theme.RADIUS)


def two_lines(
    painter: QPainter, option: QStyleOptionViewItem, box: QRect, first: str, second: str
) -> None:
    """Write a line and a small one beneath it, both in the middle of a box."""
    head, small = QFont(option.font), small_font(option.font)
    head.setWeight(QFont.Weight.DemiBold)
    high, low = QFontMetrics(head), QFontMetrics(small)
    top = box.y() + (box.height() - high.height() - low.height() - theme.SPACE.hair) // 2
    lead = Qt.AlignmentFlag.AlignLeft
    if option.direction == Qt.LayoutDirection.RightToLeft:
        lead = Qt.AlignmentFlag.AlignRight
    lines = ((head, high, "text", first), (small, low, "muted", second))
    for font, metrics, token, text in lines:
        painter.setFont(font)
        painter.setPen(theme.color(token))
        shown = metrics.elidedText(" ".join(text.split()), Qt.TextElideMode.ElideRight, box.width())
        line = QRect(box.x(), top, box.width(), metrics.height())
        painter.drawText(line, lead | Qt.AlignmentFlag.AlignVCenter, shown)
        top += metrics.height() + theme.SPACE.hair


def small_font(font: QFont) -> QFont:
    """Return a font for the words beneath."""
    result = QFont(font)
    result.setPointSizeF(font.pointSizeF() * 0.92)
    return result


class RowList(QListView):
    """A list whose Enter opens a row."""

    turned = Signal()
    opened = Signal()
    menu_asked = Signal(object)
    """Where, on the screen."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(
            lambda at: self.menu_asked.emit(self.viewport().mapToGlobal(at))
        )
        self.doubleClicked.connect(lambda _: self.opened.emit())

    def follow(self, model: QAbstractListModel) -> None:
        """Show a model."""
        self.setModel(model)
        self.selectionModel().currentChanged.connect(lambda *_: self.turned.emit())

    def row(self) -> int:
        """Return the row the keyboard is on; -1 for none."""
        return self.currentIndex().row()

    def go_to(self, row: int) -> None:
        """Put the keyboard on a row."""
        if 0 <= row < self.model().rowCount():
            self.setCurrentIndex(self.model().index(row, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters belong to the commands: the list is not searched by typing."""
        if event.text().isprintable() and event.text():
            event.ignore()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Measure the rows anew in another font."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.scheduleDelayedItemsLayout()


class ArticleList(RowList):
    """The kept articles."""

    def __init__(self) -> None:
        super().__init__(tr("Articles"))
        self.articles = ArticleModel()
        self.setItemDelegate(_Row(self))
        self.follow(self.articles)

    def article(self) -> ArticleRow | None:
        """Return the article the keyboard is on."""
        return self.articles.rows[self.row()] if self.row() >= 0 else None

    def show_rows(self, rows: Sequence[ArticleRow]) -> None:
        """Show these; the keyboard stays on its article, or where it was."""
        before, place = self.article(), self.row()
        self.articles.show(rows)
        at = [n for n, row in enumerate(rows) if before is not None and row.id == before.id]
        if rows:
            self.go_to(at[0] if at else min(max(0, place), len(rows) - 1))
