"""Draws what Qt’s text cannot of a card that has a sheet of its own: boxes, and the card’s colour.

``text.stylesheets`` writes the text and says where boxes begin and end; this paints them behind it.
"""

import re
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QFontDatabase,
    QFontInfo,
    QPainter,
    QPainterPath,
    QPen,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextTable,
)
from PySide6.QtWidgets import QTextEdit

from flashcards.model.errors import CancelledError
from flashcards.text.file_names import REFERENCE, referred
from flashcards.ui.card_pictures import room_beside_bar
from flashcards.ui.card_style import program_sheet
from flashcards.ui.inline_boxes import InlineBoxes
from flashcards.ui.pictures import measured
from flashcards.ui.root_frame import root_frame

if TYPE_CHECKING:
    from flashcards.text.stylesheets.colours import Colour
    from flashcards.text.stylesheets.drawn import Box, Drawn, Edge, InlineBox, Page
    from flashcards.ui.tokens import Tokens

_LINES = {
    "dashed": Qt.PenStyle.DashLine,
    "dotted": Qt.PenStyle.DotLine,
}
_PLATFORMS = {"darwin": "mac", "win32": "win"}
_FIXED = QTextBlockFormat.LineHeightTypes.FixedHeight.value
_HIGH_LINES = (_FIXED, QTextBlockFormat.LineHeightTypes.MinimumHeight.value)
_NARROWEST, _WIDEST = 80, 16_384
"""Pixels of the page, and of a picture."""
_MOST_FONTS = 40
LARGEST_AHEAD, LARGEST_SHEET_AHEAD = 8_000, 16_000
"""Letters of a side that is prepared, and of a sheet that is read for that: 15 ms and less."""
MOST_AHEAD_S = 0.03
"""Seconds of the processor for one side that is prepared."""
SizeOf = Callable[[str], tuple[float, float] | None]
"""Gives the size of a picture by its name, in pixels of CSS."""
Ready = dict[tuple[str, str, "Page"], "Drawn | None"]
"""How sides look that may be shown soon: what was asked, and what came out."""
_families: dict[str, str] = {}
"""The fonts of the collection read so far, by file: only one collection is open at a time."""
_MEDIA = re.compile(REFERENCE)
_REPLACED = frozenset(
    {"arial", "helvetica", "times", "times new roman", "courier", "courier new", "calibri",
     "cambria", "georgia"}
)  # fmt: skip
_SAME_MEASURES = ("liberation", "arimo", "tinos", "cousine", "carlito", "caladea", "gelasio")
"""Fonts drawn to stand in for others, letter by letter as wide."""


def as_color(colour: "Colour") -> QColor:
    """Return a colour of CSS as one of Qt's."""
    return QColor(colour.red, colour.green, colour.blue, round(colour.alpha * 255))


def page_for(
    view: QTextEdit,
    height: int,
    tokens: "Tokens",
    scale: float,
    number: int,
    font: Callable[[str], bytes | None],
) -> "Page":
    """Return what a view gives a card to be drawn on; ``scale`` enlarges everything on it.

    ``font`` reads a font of the collection by the name of its file.
    """
    from flashcards.text.stylesheets.drawn import Page

    return Page(
        _room(view),
        max(1, height),
        scale,
        tokens.dark,
        _PLATFORMS.get(sys.platform, "linux"),
        number,
        program_sheet(tokens),
        has_font,
        lambda name: _family_of(name, font),
    )


def _family_of(name: str, font: Callable[[str], bytes | None]) -> str:
    """Return the family of a font of the collection, which is read once."""
    if name not in _families and len(_families) < _MOST_FONTS:
        data = font(name)
        number = QFontDatabase.addApplicationFontFromData(data) if data is not None else -1
        found = QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
        _families[name] = found[0] if found else ""
    return _families.get(name, "")


def _room(view: QTextEdit) -> float:
    """Return how wide a card may be, whether it is scrolled or not."""
    return float(max(_NARROWEST, room_beside_bar(view)))


def sizes_of(path_of: Callable[[str], Path]) -> SizeOf:
    """Return what tells the size of a picture by its name, from its first bytes."""

    @cache
    def size_of(name: str) -> tuple[float, float] | None:
        file = name.partition("?")[0]
        if not _MEDIA.fullmatch(file):
            return None
        picture = measured(path_of(referred(file)), _WIDEST)
        if picture is None:
            return None
        return float(picture.shown.width()), float(picture.shown.height())

    return size_of


def show(
    document: QTextDocument,
    html: str,
    css: str,
    page: "Page",
    size_of: SizeOf,
    ready: "Ready",
) -> "StyledText | None":
    """Show safe HTML in a document as its sheet says; None where it is too much for that."""
    from flashcards.text.stylesheets.dressing import dress

    if (html, css, page) in ready:
        drawn = ready[html, css, page]
    else:
        drawn = dress(html, css, page, size_of)
    return None if drawn is None else StyledText(document, drawn, page)


def prepare(
    html: str,
    css: str,
    page: "Page",
    size_of: SizeOf,
    ready: "Ready",
) -> None:
    """Keep in ``ready`` how a side looks that may be shown soon; for a thread of its own."""
    from flashcards.text.stylesheets.dressing import dress

    if (html, css, page) not in ready:
        ready[html, css, page] = dress(html, css, page, size_of)


def prepare_if_quick(
    html: str,
    css: str,
    page: "Page",
    size_of: SizeOf,
    ready: "Ready",
    clock: Callable[[], float] = time.thread_time,
) -> None:
    """Do the same in the window's thread, and give up what would let the next key wait.

    How long a side takes follows from its rules and elements together, so it is measured.
    """
    from flashcards.text.stylesheets.dressing import dress
    from flashcards.text.stylesheets.sheets import is_read

    if len(html) > LARGEST_AHEAD or (html, css, page) in ready:
        return
    if len(css) > LARGEST_SHEET_AHEAD and not is_read(css):
        return
    end = clock() + MOST_AHEAD_S
    with suppress(CancelledError):
        ready[html, css, page] = dress(html, css, page, size_of, lambda: clock() < end)


@dataclass(frozen=True, slots=True)
class _Placed:
    """A box, and the paragraphs it begins and ends with."""

    box: "Box"
    first: QTextBlock
    last: QTextBlock


class StyledText:
    """One side of a card with a sheet of its own, in a document."""

    def __init__(self, document: QTextDocument, drawn: "Drawn", page: "Page") -> None:
        """Put the text into ``document``, whose default font stands where the sheet names none."""
        self._document = document
        self.drawn = drawn
        self._page = page
        document.setDefaultStyleSheet("")
        document.setHtml(drawn.html)
        at_once = QTextCursor(document)
        at_once.beginEditBlock()  # so that the text is laid out once
        self.set_margins(page.width)
        self._paragraphs = self._read_paragraphs()
        self._boxes = self._placed() if drawn.boxes else []
        self._within_lines = InlineBoxes(document, drawn.inline_boxes)
        at_once.endEditBlock()

    @property
    def background(self) -> QColor | None:
        """The colour of the whole card; None where that is the window's."""
        found = self.drawn.background
        return None if found is None else as_color(found)

    @property
    def column_width(self) -> int:
        """How wide text runs, in pixels of the window."""
        _, right, _, left = self.drawn.margins
        return max(1, round(self._page.width - left - right))

    def is_for_other_width(self, view: QTextEdit) -> bool:
        """Whether the text was made for a view of another width."""
        return _room(view) != self._page.width

    def set_margins(self, width: float) -> None:
        """Keep the text in the middle of ``width`` pixels, more or less what it was made for."""
        top, right, bottom, left = self.drawn.margins
        over = width - self._page.width
        self._left = left = left + over / 2
        right += over / 2
        frame = root_frame(self._document)
        form = frame.frameFormat()
        form.setTopMargin(top)
        form.setRightMargin(right)
        form.setBottomMargin(bottom)
        form.setLeftMargin(left)
        frame.setFrameFormat(form)

    def _read_paragraphs(self) -> dict[int, QTextBlock]:
        """Return the paragraphs by their numbers; flatten those that Qt puts beside tables."""
        blocks: dict[int, QTextBlock] = {}
        block = self._document.begin()
        while block.isValid():
            if block.userState() >= 0:
                blocks.setdefault(block.userState(), block)
            elif not block.text():
                _flatten(block)
            block = block.next()
        return blocks

    def _placed(self) -> list[_Placed]:
        blocks = self._paragraphs
        placed = [
            _Placed(box, blocks[box.first], blocks[box.last])
            for box in self.drawn.boxes
            if box.first in blocks and box.last in blocks
        ]
        # An outer box ends after those in it, so it comes later in the list and is painted first.
        placed.reverse()
        return placed

    def paint_behind(self, view: QTextEdit) -> None:
        """Paint the colour of the card and its boxes, while the view is being painted."""
        area = view.viewport()
        with QPainter(area) as painter:
            if self.background is not None:
                painter.fillRect(area.rect(), self.background)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            across, down = view.horizontalScrollBar(), view.verticalScrollBar()
            painter.translate(-across.value(), -down.value())
            for placed in self._boxes:
                _paint_box(painter, placed.box, self._rect(placed))
            self._within_lines.paint(_paint_box, painter)

    def _rect(self, placed: _Placed) -> QRectF:
        layout, box = self._document.documentLayout(), placed.box
        table = QTextCursor(placed.first).currentTable() if box.of_table else None
        if table is not None:
            top, right, bottom, left = (edge.width if edge else 0.0 for edge in box.edges)
            return _table_rect(table, layout).adjusted(-left, -top, right, bottom)
        first = layout.blockBoundingRect(placed.first)
        left, width = self._left, box.width
        if box.in_cell and QTextCursor(placed.first).currentTable() is not None:
            left, width = first.left(), _cell_width(placed.first)
        top = first.top() - box.above
        right = left + width - box.right
        bottom = top + box.height if box.height else _bottom(placed.last, layout) + box.below
        return QRectF(QPointF(left + box.left, top), QPointF(right, bottom))


def _bottom(block: QTextBlock, layout: QAbstractTextDocumentLayout) -> float:
    """Return where a paragraph ends; Qt itself leaves out how high its lines are to be at least."""
    rect, form, shape = layout.blockBoundingRect(block), block.blockFormat(), block.layout()
    kind = form.lineHeightType()
    if kind not in _HIGH_LINES or shape.lineCount() == 0:
        return rect.bottom()
    high, last = form.lineHeight(), shape.lineAt(shape.lineCount() - 1)
    end = last.y() + last.height()
    if kind == _FIXED:  # letters stand on four fifths of the line
        return rect.top() + last.y() + last.ascent() + high / 5
    return rect.top() + end


def _flatten(block: QTextBlock) -> None:
    cursor = QTextCursor(block)
    form = QTextBlockFormat()
    form.setLineHeight(1, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    cursor.setBlockFormat(form)
    small = QTextCharFormat()
    small.setFontPointSize(1)
    cursor.setBlockCharFormat(small)


@cache
def has_font(family: str) -> bool:
    """Whether a font is here, or one of the same measures that the system takes for it."""
    if QFontDatabase.hasFamily(family):
        return True
    if family.lower() not in _REPLACED:
        return False
    return QFontInfo(QFont(family)).family().lower().startswith(_SAME_MEASURES)


def _table_rect(table: QTextTable, layout: QAbstractTextDocumentLayout) -> QRectF:
    """Return where a table is, without its margins.

    Qt says how large it is with them, and begins it where the text of the first cell does.
    """
    form, whole = table.format(), layout.frameBoundingRect(table)
    left, top = whole.left(), whole.bottom()
    for column in range(table.columns()):
        cell = table.cellAt(0, column)
        own = cell.format().toTableCellFormat()
        corner = layout.blockBoundingRect(cell.firstCursorPosition().block()).topLeft()
        top = min(top, corner.y() - own.topPadding() - own.topBorder())
        if column == 0:
            left -= own.leftPadding() + own.leftBorder()
    left, top = left - form.cellSpacing(), top - form.cellSpacing()
    width = whole.width() - form.leftMargin() - form.rightMargin()
    return QRectF(left, top, width, whole.height() - form.topMargin() - form.bottomMargin())


def _cell_width(block: QTextBlock) -> float:
    """Return how wide the content of a cell is, from a paragraph in it."""
    form, line = block.blockFormat(), block.layout().lineAt(0)
    return form.leftMargin() + (line.width() if line.isValid() else 0.0) + form.rightMargin()


def _paint_box(painter: QPainter, box: "Box | InlineBox", rect: QRectF) -> None:
    radius = min(box.radius, rect.width() / 2, rect.height() / 2)
    path = QPainterPath()
    path.addRoundedRect(rect, radius, radius)
    if box.background is not None:
        painter.fillPath(path, as_color(box.background))
    edges = box.edges
    if not any(edges):
        return
    first = edges[0]
    if radius and first is not None and all(edge == first for edge in edges):
        half = first.width / 2
        painter.setPen(_pen(first))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), radius, radius)
        return
    painter.save()
    if radius:
        painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
    for side, edge in zip(("top", "right", "bottom", "left"), edges, strict=True):
        if edge is not None:
            _paint_edge(painter, edge, side, rect)
    painter.restore()


def _paint_edge(painter: QPainter, edge: "Edge", side: str, rect: QRectF) -> None:
    half = edge.width / 2
    inner = rect.adjusted(half, half, -half, -half)
    ends = {
        "top": (inner.topLeft(), inner.topRight()),
        "right": (inner.topRight(), inner.bottomRight()),
        "bottom": (inner.bottomLeft(), inner.bottomRight()),
        "left": (inner.topLeft(), inner.bottomLeft()),
    }[side]
    painter.setPen(_pen(edge))
    painter.drawLine(*ends)


def _pen(edge: "Edge") -> QPen:
    pen = QPen(as_color(edge.colour), edge.width, _LINES.get(edge.style, Qt.PenStyle.SolidLine))
    pen.setCapStyle(
        Qt.PenCapStyle.SquareCap if edge.style not in _LINES else Qt.PenCapStyle.FlatCap
    )
    return pen
