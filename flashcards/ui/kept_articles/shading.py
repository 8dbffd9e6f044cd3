"""How well a passage is known, as it is drawn and named: a tint, a kind of line, and a word."""

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from flashcards.model.articles import Knowledge, SectionProgress
from flashcards.ui import theme
from flashcards.ui.hints import set_hint
from flashcards.ui.words import numeral, plural, tr

SHADES = (Knowledge.STRONG, Knowledge.WEAK, Knowledge.NEW)
"""Best known first, as bars have them from left to right."""
_TINTS = {Knowledge.NEW: "accent", Knowledge.WEAK: "hard", Knowledge.STRONG: "good"}
_WASH = {Knowledge.NEW: 0.10, Knowledge.WEAK: 0.20, Knowledge.STRONG: 0.28}
"""How much of the tint lies behind the words, 0 to 1; text stays readable on it."""
_DASHES: dict[Knowledge, list[float]] = {Knowledge.NEW: [1.0, 1.6], Knowledge.WEAK: [4.0, 2.4]}
_PALE = 0.24
LINE_PX, BAR_PX = 2.0, 8
_SAMPLE = QSize(26, 15)


def knowledge_word(knowledge: Knowledge) -> str:
    """Return what a degree of knowledge is called."""
    return {
        Knowledge.NONE: tr("no card"),
        Knowledge.NEW: tr("new"),
        Knowledge.WEAK: tr("weak"),
        Knowledge.STRONG: tr("strong"),
    }[knowledge]


def knowledge_title(knowledge: Knowledge) -> str:
    """Return what a degree of knowledge is called where a line begins with it."""
    return {
        Knowledge.NONE: tr("No card"),
        Knowledge.NEW: tr("New"),
        Knowledge.WEAK: tr("Weak"),
        Knowledge.STRONG: tr("Strong"),
    }[knowledge]


def wash(knowledge: Knowledge) -> QColor | None:
    """Return the colour behind a passage; None behind what no card is about."""
    if knowledge is Knowledge.NONE:
        return None
    colour = theme.color(_TINTS[knowledge])
    colour.setAlphaF(_WASH[knowledge])
    return colour


def pen_for(knowledge: Knowledge) -> QPen:
    """Return the line beneath a passage: dots, dashes or whole, so that no colour is needed."""
    pen = QPen(theme.color(_TINTS[knowledge]), LINE_PX)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if knowledge in _DASHES:
        pen.setDashPattern(_DASHES[knowledge])
    return pen


def draw_shade(painter: QPainter, box: QRectF, knowledge: Knowledge) -> None:
    """Draw the line of a shade along the foot of a box."""
    if knowledge is not Knowledge.NONE:
        painter.setPen(pen_for(knowledge))
        y = box.bottom()
        painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))


def draw_bar(painter: QPainter, box: QRectF, notes: Mapping[Knowledge, int]) -> None:
    """Draw how many passages are strong, weak and new, one beside the other."""
    total = sum(notes.get(each, 0) for each in SHADES)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    outline = QPainterPath()
    outline.addRoundedRect(box, box.height() / 2, box.height() / 2)
    painter.fillPath(outline, theme.color("border"))
    painter.setClipPath(outline)
    left = box.left()
    for knowledge in SHADES:
        width = box.width() * notes.get(knowledge, 0) / max(1, total)
        if width > 0:
            _part(painter, QRectF(left, box.top(), width, box.height()), knowledge)
        left += width
    painter.restore()


def _part(painter: QPainter, part: QRectF, knowledge: Knowledge) -> None:
    """Draw one part of a bar: whole, striped, or pale, each in its tint."""
    colour = theme.color(_TINTS[knowledge])
    if knowledge is Knowledge.STRONG:
        painter.fillRect(part, colour)
    else:
        faint = QColor(colour)
        faint.setAlphaF(_PALE)
        painter.fillRect(part, faint)
        if knowledge is Knowledge.WEAK:
            painter.fillRect(part, QBrush(colour, Qt.BrushStyle.BDiagPattern))
    painter.setPen(QPen(theme.color("surface"), 1.5))
    painter.drawLine(part.topRight(), part.bottomRight())


def counts_words(notes: Mapping[Knowledge, int]) -> str:
    """Return the same in words: ``3 strong, 1 weak, 2 new``; shades without any are left out."""
    parts = [
        tr("{count} {word}", count=numeral(notes[each]), word=knowledge_word(each))
        for each in SHADES
        if notes.get(each)
    ]
    return ", ".join(parts) if parts else tr("no card")


def progress_words(section: SectionProgress) -> str:
    """Return how far a section is, as a list or a screen reader says it."""
    if not section.total:
        return tr("no card")
    cards = plural(section.total, "{count} passage", "{count} passages")
    return tr("{passages}: {counts}", passages=cards, counts=counts_words(section.notes))


class ShadeBar(QWidget):
    """The bar of one section or of the whole."""

    def __init__(self) -> None:
        super().__init__()
        self._notes: Mapping[Knowledge, int] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_notes(self, notes: Mapping[Knowledge, int]) -> None:
        """Show other counts."""
        self._notes = notes
        self.setAccessibleName(counts_words(notes))
        set_hint(self, counts_words(notes))
        self.update()

    def sizeHint(self) -> QSize:
        """Return a line's height and any width."""
        return QSize(160, BAR_PX)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the bar."""
        with QPainter(self) as painter:
            draw_bar(painter, QRectF(self.rect()), self._notes)


class Sample(QWidget):
    """A few letters' worth of a shade, for the legend."""

    def __init__(self, knowledge: Knowledge = Knowledge.NONE) -> None:
        super().__init__()
        self._knowledge = knowledge
        self.setFixedSize(_SAMPLE)

    def show_shade(self, knowledge: Knowledge) -> None:
        """Show another shade."""
        self._knowledge = knowledge
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the shade as the article has it."""
        with QPainter(self) as painter:
            box = QRectF(self.rect()).adjusted(1, 1, -1, -2)
            behind = wash(self._knowledge)
            if behind is None:
                painter.setPen(QPen(theme.color("outline"), 1))
                painter.drawRect(box.adjusted(0.5, 0.5, -0.5, 0.5))
                return
            painter.fillRect(box, behind)
            draw_shade(painter, box, self._knowledge)


class WordsSample(QWidget):
    """A few letters of words that are highlighted, or not read yet, for the legend."""

    def __init__(self, *, highlight: bool) -> None:
        super().__init__()
        self._highlight = highlight
        self.setFixedSize(_SAMPLE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the words as the article has them."""
        with QPainter(self) as painter:
            box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            if self._highlight:
                painter.fillRect(box, theme.color("highlight"))
            painter.setPen(theme.color("text" if self._highlight else "muted"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "abc")
