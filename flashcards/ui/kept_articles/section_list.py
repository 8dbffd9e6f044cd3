"""The sections of an article beside it, each with how far the learner is."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from flashcards.model.articles import Knowledge, SectionProgress
from flashcards.ui import theme
from flashcards.ui.hints import as_hint
from flashcards.ui.kept_articles.article_list import OpeningList
from flashcards.ui.kept_articles.shading import draw_bar, progress_words
from flashcards.ui.row_list import (
    ROW,
    Index,
    RowDelegate,
    RowModel,
    sides,
    small_font,
    strong_font,
    without_end,
    write_line,
)
from flashcards.ui.words import tr

_BAR_PX = 5
_INDENT_PX, _DEEPEST = 12, 4


class _Sections(RowModel[SectionProgress]):
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        section = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return section_name(section)
        if role == ROW:
            return section
        if role == Qt.ItemDataRole.ToolTipRole:
            return as_hint(f"{section_name(section)}\n{progress_words(section)}")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{section_name(section)}, {progress_words(section)}"
        return None


def section_name(section: SectionProgress) -> str:
    """Return a section's own heading."""
    return section.heading[-1] if section.heading else tr("Beginning")


class _Row(RowDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        high = QFontMetrics(option.font).height()
        return QSize(120, high + _BAR_PX + 3 * theme.SPACE.inside)

    def write(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        section = index.data(ROW)
        assert isinstance(section, SectionProgress)
        level = min(_DEEPEST, max(0, len(section.heading) - 1))
        edge, high = theme.SPACE.inside, QFontMetrics(option.font).height()
        box = option.rect.adjusted(edge, edge, -edge, 0)
        leftward = option.direction == Qt.LayoutDirection.RightToLeft
        box.adjust(0 if leftward else level * _INDENT_PX, 0, -level * _INDENT_PX * leftward, 0)
        _words(painter, option, QRect(box.x(), box.y(), box.width(), high), section)
        bar = QRectF(box.x(), box.y() + high + theme.SPACE.hair, box.width(), _BAR_PX)
        draw_bar(painter, bar, section.notes)


def _words(
    painter: QPainter, option: QStyleOptionViewItem, box: QRect, section: SectionProgress
) -> None:
    """Write a section's name, and how many of its passages are known well."""
    figures = theme.number_font(small_font(option.font))
    count = f"{section.notes.get(Knowledge.STRONG, 0)} / {section.total}" if section.total else "–"
    room = QFontMetrics(figures).horizontalAdvance(count) + theme.SPACE.inside
    begin, end = sides(option)
    write_line(painter, box, figures, "muted", end, count)
    font = strong_font(option.font) if len(section.heading) <= 1 else QFont(option.font)
    token = "text" if section.total else "muted"
    write_line(painter, without_end(option, box, room), font, token, begin, section_name(section))


class SectionList(OpeningList):
    """Up and Down go from section to section."""

    def __init__(self) -> None:
        super().__init__(tr("Sections"))
        self.model_ = _Sections()
        self.setItemDelegate(_Row(self))
        self.follow(self.model_)
        self._quiet = False

    def show_sections(self, sections: Sequence[SectionProgress]) -> None:
        """Show other sections; the keyboard stays where it was."""
        place = self.row()
        self._quiet = True
        self.model_.show(sections)
        self.go_to(min(max(0, place), len(sections) - 1))
        self._quiet = False

    def section(self) -> SectionProgress | None:
        """Return the section the keyboard is on."""
        return self.model_.rows[self.row()] if self.row() >= 0 else None

    def follow_place(self, place: int) -> None:
        """Mark the section a place of the text is in, without leading anybody there."""
        found = -1
        for number, each in enumerate(self.model_.rows):
            if each.start <= place:
                found = number
        if found >= 0 and found != self.row():
            self._quiet = True
            self.go_to(found)
            self._quiet = False

    @property
    def quiet(self) -> bool:
        """Whether the row changes without the learner having chosen it."""
        return self._quiet
