"""Paints the boxes around words within a line, such as tags with round corners."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QTextBlock, QTextDocument, QTextLine

if TYPE_CHECKING:
    from flashcards.text.stylesheets.drawn import InlineBox


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the sign stands that a box begins or ends with."""

    block: QTextBlock
    at: int
    """Its place in the paragraph."""
    font: QFont


class InlineBoxes:
    """The boxes within the lines of one document."""

    def __init__(self, document: QTextDocument, boxes: list["InlineBox"]) -> None:
        self._document = document
        places = _places(document) if boxes else {}
        self._placed = [
            (box, places[box.begins], places[box.ends])
            for box in boxes
            if box.begins in places and box.ends in places
        ]

    def paint(
        self, draw: Callable[[QPainter, "InlineBox", QRectF], None], painter: QPainter
    ) -> None:
        """Paint each box with ``draw``, a piece for each line it goes over; outer ones first."""
        for box, begins, ends in self._placed:
            for rect in self._pieces(begins, ends, box.size):
                draw(painter, box, rect.adjusted(0, -box.above, 0, box.below))

    def _pieces(self, begins: _Place, ends: _Place, size: int) -> Iterator[QRectF]:
        """Yield where the text between two places is, in the document."""
        block, layout = begins.block, self._document.documentLayout()
        font = QFont(begins.font)
        font.setPixelSize(size)
        metrics = QFontMetricsF(font)
        while block.isValid() and block.position() <= ends.block.position():
            corner, shape = layout.blockBoundingRect(block).topLeft(), block.layout()
            start = begins.at if block == begins.block else 0
            end = ends.at if block == ends.block else block.length() - 1
            for number in range(shape.lineCount()):
                line = shape.lineAt(number)
                first, last = line.textStart(), line.textStart() + line.textLength()
                if start < last and end >= first and start < end:
                    left, right = _across(line, max(start, first), min(end, last))
                    top = line.y() + line.ascent() - metrics.ascent()
                    height = metrics.ascent() + metrics.descent()
                    yield QRectF(left, top, right - left, height).translated(corner)
            block = block.next()


def _places(document: QTextDocument) -> dict[str, _Place]:
    found: dict[str, _Place] = {}
    block = document.begin()
    while block.isValid():
        fragments = block.begin()
        while not fragments.atEnd():
            fragment = fragments.fragment()
            form = fragment.charFormat()
            for name in form.anchorNames():
                at = fragment.position() - block.position()
                found.setdefault(name, _Place(block, at, form.font()))
            fragments += 1
        block = block.next()
    return found


def _across(line: QTextLine, start: int, end: int) -> tuple[float, float]:
    """Return from where to where text goes on a line, without the space it ends with."""
    left, right = sorted((_x(line, start), _x(line, end)))
    return left, max(left, min(right, line.naturalTextRect().right()))


def _x(line: QTextLine, at: int) -> float:
    found: Any = line.cursorToX(at)  # one number by the types, two in truth
    return float(found[0] if isinstance(found, tuple) else found)
