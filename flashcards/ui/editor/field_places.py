"""Draws what stands in a field in place of its source: pictures, recordings, numbers of gaps."""

from math import ceil
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontInfo, QFontMetricsF, QImage, QPainter, QTextBlock, QTextLine

from flashcards.model import clozes
from flashcards.text.file_names import reference
from flashcards.text.formulas import is_displayed
from flashcards.text.line_looks import Span
from flashcards.ui import icons, theme
from flashcards.ui.editor.field_formats import room_font
from flashcards.ui.formulas import Colours
from flashcards.ui.style import BETWEEN, HAIR, INSIDE

if TYPE_CHECKING:
    from flashcards.ui.editor.field_edit import FieldEdit

FORMULA_SCALE = 1.1
LIFTED_PX = 4
"""So far a formula may stand above its place, lest its line grows too high."""
HIGHEST_PX = 160
"""How high a picture is at most while its field is edited."""
HIGHEST_SIZED_PX = 320
"""Likewise of a picture that was given a width, and is shown in it."""
NARROWEST_PX = 60
_ICON_PX = 14
_LONGEST_NAME = 40


class FieldPlaces:
    """Knows how much room each thing takes in one field, and draws it there."""

    def __init__(self, edit: "FieldEdit") -> None:
        self._edit = edit
        self._widest = 0
        self.waits = False
        """Whether a formula is shown as it is written since it is not drawn yet."""

    def size(self, span: Span) -> QSize | None:
        """Return the room something takes, in pixels; None for what is shown as it is written."""
        if span.look == "picture":
            image = self._image(span.data)
            return (
                self._chip(self._edit.title_of(span.data))
                if image is None
                else self._within(image, span.width)
            )
        if span.look == "sound":
            return self._chip(self._edit.title_of(span.data))
        if span.look == "number":
            width = QFontMetricsF(self._edit.font()).horizontalAdvance(span.data)
            return QSize(round(width) + 3 * HAIR, 1)
        if span.look == "formula":
            drawn = self._formula(span.data)
            return None if drawn is None else self._room_for(*drawn)
        if span.look == "divider":
            return QSize(HAIR, 1)
        if span.look == "bar":
            return QSize(BETWEEN, 1)
        return None

    def refit(self) -> bool:
        """Settle how wide pictures can be; return whether that is another width than before.

        A field that becomes wider by no more than scroll bars take keeps its pictures as they are:
        with larger ones it would be higher, bring a scroll bar, be narrower again, and so on until
        the program is gone. The room of its own bar is left out also where there is none.
        """
        bar = self._edit.verticalScrollBar().sizeHint().width()
        room = self._edit.maximumViewportSize().width() - bar - 2 * INSIDE
        if self._widest <= room <= self._widest + 2 * bar:
            return False
        self._widest = room
        return True

    def widest(self) -> int:
        """Return how wide something in its place can be, in pixels."""
        if not self._widest:
            self.refit()
        return self._widest

    def _within(self, image: QImage, width: int) -> QSize:
        """Return the room of a picture that is to be ``width`` pixels wide, 0 for its own."""
        own = image.deviceIndependentSize()
        wanted = min(width, max(self.widest(), NARROWEST_PX)) / own.width() if width else 1.0
        share = min(wanted, (HIGHEST_SIZED_PX if width else HIGHEST_PX) / own.height())
        return QSize(max(1, round(own.width() * share)), max(1, round(own.height() * share)))

    def item_width(self) -> int:
        """Return how wide the dot before an item of a list is, in pixels."""
        return BETWEEN - HAIR

    def _chip(self, words: str) -> QSize:
        metrics = QFontMetricsF(self._edit.font())
        width = metrics.horizontalAdvance(words[-_LONGEST_NAME:])
        return QSize(round(width) + _ICON_PX + 3 * INSIDE, round(metrics.height()))

    def _image(self, name: str) -> QImage | None:
        """Return a picture of the collection; None for none that can be shown."""
        pictures = self._edit.pictures
        name = reference(name.strip())
        if pictures is None or not name:
            return None
        widest = max(NARROWEST_PX, self.widest())
        found = pictures.find(name, widest, self._edit.devicePixelRatioF(), theme.color("code"))
        return None if found.isNull() or found.width() <= 1 else found

    def _formula(self, source: str) -> tuple[QImage, float] | None:
        """Return a formula as a picture, and how far it reaches below the line of writing."""
        formulas = self._edit.formulas
        if formulas is None or clozes.SIGN in source:
            return None
        tokens = theme.tokens()
        colours = Colours(tokens.text, tokens.accent, tokens.warning)
        em = QFontInfo(self._edit.font()).pixelSize() * FORMULA_SCALE
        found = formulas.image(
            source, is_displayed(source), em, colours, self._edit.devicePixelRatioF()
        )
        self.waits |= found is None
        if found is None or isinstance(found, str):
            return None
        return found if found[0].deviceIndependentSize().width() <= self.widest() else None

    def _room_for(self, image: QImage, below: float) -> QSize:
        """Return a place whose line is as high above the writing as a formula, and below nearly."""
        metrics, size = QFontMetricsF(self._edit.font()), image.deviceIndependentSize()
        above = (size.height() - below) / metrics.ascent()
        beneath = (below - LIFTED_PX) / metrics.descent()
        own = metrics.ascent() + metrics.descent()
        share = max(1.0, above, beneath, size.height() / own)
        return QSize(ceil(size.width()) + 2, round(own * share))

    # Drawing

    def paint(self, painter: QPainter, block: QTextBlock, at: QPointF) -> None:
        """Draw what stands in a line that begins at a place of the screen."""
        layout = block.layout()
        for span, start, _ in self._edit.looks.places(block):
            line = layout.lineForTextPosition(start)
            if not line.isValid():
                continue
            if span.look == "rule":
                self._rule(painter, line, at)
            elif span.look == "bullet":
                self._dot(painter, _box(line, start, at), line, at)
            elif (box := self._box_of(span, start, line, at)) is not None:
                self._draw(painter, span, box)

    def _box_of(self, span: Span, start: int, line: QTextLine, at: QPointF) -> QRectF | None:
        """Return where on the screen something stands; None for what is shown as written."""
        size = self.size(span)
        if size is None:
            return None
        box = _box(line, start, at)
        # As the room's font has it: the picture stands as far below the line of writing.
        below = QFontMetricsF(room_font(size.height(), self._edit.font())).descent()
        box.setBottom(at.y() + line.y() + line.ascent() + below)
        box.setTop(box.bottom() - size.height())
        return box

    def picture_at(self, point: QPointF, around_px: int) -> "tuple[Span, int, QRectF] | None":
        """Return the picture at a point of the screen, or so near it; with its place and box."""
        edit = self._edit
        block = edit.cursorForPosition(point.toPoint()).block()
        at = block.layout().position()
        at -= QPointF(edit.horizontalScrollBar().value(), edit.verticalScrollBar().value())
        for span, start, _ in edit.looks.places(block):
            line = block.layout().lineForTextPosition(start)
            if span.look != "picture" or not line.isValid() or self.picture(span) is None:
                continue
            box = self._box_of(span, start, line, at)
            near = (-around_px, -around_px, around_px, around_px)
            if box is not None and box.adjusted(*near).contains(point):
                return span, block.position() + start, box
        return None

    def picture(self, span: Span) -> QImage | None:
        """Return the picture that is drawn for something; None where it is only named."""
        return self._image(span.data) if span.look == "picture" else None

    def _draw(self, painter: QPainter, span: Span, box: QRectF) -> None:
        if span.look == "number":
            self._pill(painter, span.data, box)
        elif span.look == "bar":
            height = QFontMetricsF(self._edit.font()).height()
            bar = QRectF(box.left() + 1, box.bottom() - height, 3, height)
            painter.fillRect(bar, theme.color("outline"))
        elif span.look == "picture" and (image := self._image(span.data)) is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(box, image)
        elif span.look == "formula" and (drawn := self._formula(span.data)) is not None:
            image, below = drawn
            height = image.deviceIndependentSize().height()
            room = QFontMetricsF(room_font(round(box.height()), self._edit.font())).descent()
            top = box.bottom() - room + min(below, room) - height
            painter.drawImage(QPointF(box.left() + 1, top), image)
        elif span.look in ("picture", "sound"):
            self._draw_chip(painter, span, box)

    def _pill(self, painter: QPainter, words: str, box: QRectF) -> None:
        font = self._edit.font()
        height = QFontMetricsF(font).height()
        pill = QRectF(box.left() + 1, box.bottom() - height + 1, box.width() - HAIR, height - 2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent"))
        painter.drawRoundedRect(pill, HAIR, HAIR)
        painter.setPen(theme.color("on_accent"))
        painter.setFont(font)
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, words)

    def _draw_chip(self, painter: QPainter, span: Span, box: QRectF) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("code"))
        painter.drawRoundedRect(box.adjusted(1, 0, -1, 0), HAIR, HAIR)
        name = "play" if span.look == "sound" else "image"
        drawn = icons.pixmap(name, "muted", _ICON_PX, self._edit.devicePixelRatioF())
        middle = box.center().y() - _ICON_PX / 2
        painter.drawPixmap(QPointF(box.left() + INSIDE, middle), drawn)
        painter.setPen(theme.color("muted"))
        painter.setFont(self._edit.font())
        text = box.adjusted(_ICON_PX + INSIDE + HAIR, 0, -HAIR, 0)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(text, flags, self._edit.title_of(span.data)[-_LONGEST_NAME:])

    def _dot(self, painter: QPainter, box: QRectF, line: QTextLine, at: QPointF) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("text"))
        radius = max(2.0, box.height() / 9)
        middle = at.y() + line.y() + line.ascent() * 0.68
        painter.drawEllipse(QPointF(box.center().x(), middle), radius, radius)

    def _rule(self, painter: QPainter, line: QTextLine, at: QPointF) -> None:
        painter.setPen(QColor(theme.color("outline")))
        middle = at.y() + line.y() + line.height() / 2
        width = self._edit.viewport().width() - 2 * INSIDE
        painter.drawLine(QPointF(at.x(), middle), QPointF(at.x() + width, middle))


def _box(line: QTextLine, start: int, at: QPointF) -> QRectF:
    """Return where on the screen the character at ``start`` of a line stands."""
    one, other = _x(line, start), _x(line, start + 1)
    left, right = min(one, other), max(one, other)
    return QRectF(at.x() + left, at.y() + line.y(), right - left, line.height())


def _x(line: QTextLine, place: int) -> float:
    found: Any = line.cursorToX(place)  # its stub tells of one number only
    return float(found[0])
