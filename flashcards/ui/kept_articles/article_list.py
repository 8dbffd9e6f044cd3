"""The list of kept articles: title, where it came from, how much of it is known."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from flashcards.model.articles import ArticleRow, SectionProgress
from flashcards.model.reading import UnderWay
from flashcards.ui import theme
from flashcards.ui.hints import as_hint
from flashcards.ui.kept_articles.shading import BAR_PX, counts_words, draw_bar
from flashcards.ui.kept_articles.words import percent, row_words
from flashcards.ui.row_list import (
    ROW,
    Index,
    RowDelegate,
    RowList,
    RowModel,
    small_font,
    two_lines,
)
from flashcards.ui.words import tr

SHARE, ABOUT = ROW + 1, ROW + 2
SIDE_SHARE, SIDE_PX = 0.28, 240
"""Room for the bar at the right: a share of the width, and at most so many pixels."""
_EDGE = theme.SPACE.between


class ArticleModel(RowModel[ArticleRow]):
    """Rows of articles; how much is known of each arrives later."""

    def __init__(self) -> None:
        super().__init__()
        self.shares: dict[int, SectionProgress] = {}
        self.read: dict[int, UnderWay] = {}
        """How far the articles under way are read."""

    def tell(self, source_id: int, share: SectionProgress) -> None:
        """Learn how much is known of an article."""
        self.shares[source_id] = share
        for number, row in enumerate(self.rows):
            if row.id == source_id:
                self.dataChanged.emit(self.index(number), self.index(number))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what is shown of an article."""
        row = self.rows[index.row()]
        share = self.shares.get(row.id)
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == ABOUT:
            return self._about(row)
        if role == ROW:
            return row
        if role == SHARE:
            return share
        if role == Qt.ItemDataRole.ToolTipRole:
            return as_hint(row.address)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            known = counts_words(share.notes) if share is not None else ""
            return ", ".join(filter(None, (row.title, self._about(row), known)))
        return None

    def _about(self, row: ArticleRow) -> str:
        """Return the small line beneath a title."""
        read = self.read.get(row.id)
        if read is None:
            return row_words(row)
        share = tr("{share} read", share=percent(read.share))
        away = tr("put away") if read.finished else ""
        return "  ·  ".join(filter(None, (share, away, row_words(row))))


class _Row(RowDelegate):
    """Draws two lines and a bar."""

    EDGES = 4

    def write(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, share, rect = index.data(ROW), index.data(SHARE), option.rect
        assert isinstance(row, ArticleRow)
        inner = rect.adjusted(_EDGE, 0, -_EDGE, 0)
        side = min(SIDE_PX, int(inner.width() * SIDE_SHARE))
        words = QRect(inner.x(), inner.y(), inner.width() - side - _EDGE, inner.height())
        bar = QRect(inner.right() - side, inner.y(), side, inner.height())
        if option.direction == Qt.LayoutDirection.RightToLeft:
            words.moveLeft(inner.x() + side + _EDGE)
            bar.moveLeft(inner.x())
        two_lines(painter, option, words, row.title, index.data(ABOUT))
        if share is not None:
            _share(painter, option, bar, share)


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


class OpeningList(RowList):
    """A list whose Enter opens a row, and whose letters belong to the commands."""

    opened = Signal()
    menu_asked = Signal(object)
    """Where, on the screen."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(
            lambda at: self.menu_asked.emit(self.viewport().mapToGlobal(at))
        )
        self.doubleClicked.connect(lambda _: self.opened.emit())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters belong to the commands: the list is not searched by typing."""
        if event.text().isprintable() and event.text():
            event.ignore()
            return
        super().keyPressEvent(event)


class ArticleList(OpeningList):
    """The kept articles."""

    def __init__(self) -> None:
        super().__init__(tr("Articles"))
        self.articles = ArticleModel()
        self.setItemDelegate(_Row(self))
        self.follow(self.articles)

    def article(self) -> ArticleRow | None:
        """Return the article the keyboard is on."""
        return self.articles.rows[self.row()] if self.row() >= 0 else None

    def show_rows(self, rows: Sequence[ArticleRow], read: Sequence[UnderWay] = ()) -> None:
        """Show these; the keyboard stays on its article, or where it was."""
        self.articles.read = {each.source_id: each for each in read}
        before, place = self.article(), self.row()
        self.articles.show(rows)
        at = [n for n, row in enumerate(rows) if before is not None and row.id == before.id]
        if rows:
            self.go_to(at[0] if at else min(max(0, place), len(rows) - 1))
