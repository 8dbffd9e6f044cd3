"""The sections of an article beside it, each with how far the learner is."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from flashcards.model.articles import Knowledge, SectionProgress
from flashcards.ui import theme
from flashcards.ui.reading.article_list import Index, RowList, draw_ground, small_font
from flashcards.ui.reading.shading import draw_bar, progress_words
from flashcards.ui.words import tr

SECTION = Qt.ItemDataRole.UserRole + 1
_BAR_PX = 5
_INDENT_PX, _DEEPEST = 12, 4


class _Sections(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.sections: list[SectionProgress] = []

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's signature)
        return 0 if parent.isValid() else len(self.sections)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        section = self.sections[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return section_name(section)
        if role == SECTION:
            return section
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{section_name(section)}\n{progress_words(section)}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{section_name(section)}, {progress_words(section)}"
        return None


def section_name(section: SectionProgress) -> str:
    """Return a section's own heading."""
    return section.heading[-1] if section.heading else tr("Beginning")


class _Row(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        high = QFontMetrics(option.font).height()
        return QSize(120, high + _BAR_PX + 3 * theme.SPACE.inside)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        section = index.data(SECTION)
        assert isinstance(section, SectionProgress)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_ground(painter, option)
        level = min(_DEEPEST, max(0, len(section.heading) - 1))
        edge, high = theme.SPACE.inside, QFontMetrics(option.font).height()
        box = option.rect.adjusted(edge, edge, -edge, 0)
        leftward = option.direction == Qt.LayoutDirection.RightToLeft
        box.adjust(0 if leftward else level * _INDENT_PX, 0, -level * _INDENT_PX * leftward, 0)
        _words(painter, option, QRect(box.x(), box.y(), box.width(), high), section)
        bar = QRectF(box.x(), box.y() + high + theme.SPACE.hair, box.width(), _BAR_PX)
        draw_bar(painter, bar, section.notes)
        painter.restore()


def _words(
    painter: QPainter, option: QStyleOptionViewItem, box: QRect, section: SectionProgress
) -> None:
    """Write a section's name, and how many of its passages are known well."""
    figures = theme.number_font(small_font(option.font))
    count = f"{section.notes.get(Knowledge.STRONG, 0)} / {section.total}" if section.total else "–"
    room = QFontMetrics(figures).horizontalAdvance(count)
    middle = Qt.AlignmentFlag.AlignVCenter
    lead, trail = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
    name = box.adjusted(0, 0, -room - theme.SPACE.inside, 0)
    if option.direction == Qt.LayoutDirection.RightToLeft:
        lead, trail = trail, lead
        name = box.adjusted(room + theme.SPACE.inside, 0, 0, 0)
    painter.setFont(figures)
    painter.setPen(theme.color("muted"))
    painter.drawText(box, trail | middle, count)
    font = QFont(option.font)
    if len(section.heading) <= 1:
        font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
    painter.setPen(theme.color("text" if section.total else "muted"))
    elided = QFontMetrics(font).elidedText(
        section_name(section), Qt.TextElideMode.ElideRight, name.width()
    )
    painter.drawText(name, lead | middle, elided)


class SectionList(RowList):
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
        self.model_.beginResetModel()
        self.model_.sections = list(sections)
        self.model_.endResetModel()
        self.go_to(min(max(0, place), len(sections) - 1))
        self._quiet = False

    def section(self) -> SectionProgress | None:
        """Return the section the keyboard is on."""
        return self.model_.sections[self.row()] if self.row() >= 0 else None

    def follow_place(self, place: int) -> None:
        """Mark the section a place of the text is in, without leading anybody there."""
        found = -1
        for number, each in enumerate(self.model_.sections):
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
