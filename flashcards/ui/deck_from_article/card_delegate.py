"""Paints a card in the list: its choice, what it asks and answers, what is weak about it."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QPainter,
    QPen,
    QPixmap,
    QTextCharFormat,
    QTextLayout,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from flashcards.ui import icons, theme
from flashcards.ui.deck_from_article.card_model import CARD, CardModel, Index
from flashcards.ui.deck_from_article.clamped import draw_clamped, line_count, line_step
from flashcards.ui.deck_from_article.deciding import Choice, ReviewCard
from flashcards.ui.deck_from_article.signs import draw_choice, draw_underline
from flashcards.ui.deck_from_article.thumbnails import Thumbnails
from flashcards.ui.deck_from_article.words import caption, card_words, notes

SIGN_PX = 18
FRONT_LINES, CLOZE_LINES, BACK_LINES, NOTE_LINES = 3, 6, 4, 3
_SMALL = 0.88
_KIND_PX = 22


@dataclass(frozen=True, slots=True)
class _Shape:
    """How many lines of each part a card shows."""

    front: int
    back: int
    notes: int
    height: int
    picture: int = 0
    """Pixels that its picture takes above the question."""


class CardDelegate(QStyledItemDelegate):
    """Gives each card the height it needs, measured once for a width."""

    def __init__(self, view: QAbstractItemView, model: CardModel) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self._shapes: dict[int, tuple[ReviewCard, _Shape]] = {}
        self._width = -1
        self._dress()
        self.thumbnails = Thumbnails()
        self.editing: tuple[int, int] | None = None
        """The card whose editor is open, and how high that is."""

    def _dress(self) -> None:
        font = self._view.font()
        self._bold = QFont(font)
        self._bold.setWeight(QFont.Weight.DemiBold)
        self._plain = QFont(font)
        self._small = theme.number_font(font)
        self._small.setPointSizeF(font.pointSizeF() * _SMALL)

    def forget(self) -> None:
        """Measure all anew, in the fonts of now."""
        self._shapes.clear()
        self._dress()

    def height(self, row: int) -> int:
        """Return the height a row needs in the width of the view, in pixels."""
        width = self._view.viewport().width()
        if width != self._width:
            self._width = width
            self._shapes.clear()
        card = self._model.card_at(row)
        if card is None:
            return round(QFontMetricsF(self._small).height()) + int(theme.SPACE.around)
        if self.editing is not None and self.editing[0] == card.key:
            return int(self.editing[1])
        return self._shape(card).height

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, _index: Index
    ) -> None:
        """Let an editor take the whole row."""
        editor.setGeometry(option.rect)

    def _room(self) -> float:
        return float(self._width - SIGN_PX - 3 * theme.SPACE.inside - theme.SPACE.hair)

    def _shape(self, card: ReviewCard) -> _Shape:
        kept = self._shapes.get(card.key)
        if kept is not None:
            before = kept[0]
            if before is card or (
                before.card is card.card
                and before.weaknesses is card.weaknesses
                and before.alike is card.alike
                and before.duplicates == card.duplicates
            ):
                return kept[1]
        shape = self._measured(card)
        self._shapes[card.key] = (card, shape)
        return shape

    def _measured(self, card: ReviewCard) -> _Shape:
        front, gaps, back = card_words(card.card)
        said = notes(card)
        most = CLOZE_LINES if card.card.cloze else FRONT_LINES
        face = self._plain if card.card.cloze else self._bold
        parts = (
            self._lines(front, face, most, _gap_looks(gaps, False)),
            self._lines(back, self._plain, BACK_LINES),
            self._lines(said, self._small, NOTE_LINES, less=theme.SPACE.between),
        )
        line, small = line_step(self._plain), line_step(self._small)
        found = self._picture(card)
        picture = round(found.deviceIndependentSize().height()) if found else 0
        height = (
            (picture + theme.SPACE.hair if picture else 0)
            + (parts[0] + parts[1]) * line
            + (1 + parts[2]) * small
            + (theme.SPACE.hair if parts[1] else 0)
            + (theme.SPACE.hair if parts[2] else 0)
            + theme.SPACE.hair
            + 2 * theme.SPACE.inside
            + theme.SPACE.hair
        )
        return _Shape(*parts, round(height), picture)

    def _picture(self, card: ReviewCard) -> QPixmap | None:
        return self.thumbnails.of(card.card, self._view.devicePixelRatioF())

    def _lines(
        self,
        text: str,
        font: QFont,
        most: int,
        looks: list[QTextLayout.FormatRange] | None = None,
        *,
        less: int = 0,
    ) -> int:
        if not text:
            return 0
        room = max(40.0, self._room() - less)
        return line_count(text, font, room, most, looks)

    # Painting

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        card = index.data(CARD)
        if card is None:
            self._heading(painter, option.rect)
            return
        if self.editing is not None and self.editing[0] == card.key:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, option)
        self._card(painter, option, card)
        painter.restore()

    def _heading(self, painter: QPainter, rect: QRect) -> None:
        painter.save()
        painter.setFont(self._small)
        painter.setPen(theme.color("muted"))
        box = rect.adjusted(theme.SPACE.inside, 0, -theme.SPACE.inside, -theme.SPACE.hair)
        flags = int(Qt.AlignmentFlag.AlignBottom) | int(Qt.AlignmentFlag.AlignLeading)
        painter.drawText(box, flags, self._model.heading())
        painter.restore()

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        rect, edge = option.rect, theme.SPACE.inside
        whole = QRectF(rect).adjusted(1, 1, -1, -2)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("selection" if chosen else "hover"))
            painter.drawRoundedRect(whole, theme.RADIUS, theme.RADIUS)
        else:
            painter.setPen(QPen(theme.color("border"), 1))
            y = rect.bottom() + 0.5
            painter.drawLine(QPointF(rect.left() + edge, y), QPointF(rect.right() - edge, y))
        if chosen and self._view.hasFocus():
            painter.setPen(QPen(theme.color("accent"), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(whole, theme.RADIUS, theme.RADIUS)

    def sign_box(self, rect: QRect) -> QRectF:
        """Return where in a row its choice is drawn and clicked."""
        edge, line = theme.SPACE.inside, QFontMetricsF(self._plain).height()
        x = rect.left() + edge
        if self._view.isRightToLeft():
            x = rect.right() - edge - SIGN_PX
        return QRectF(x, rect.top() + edge + (line - SIGN_PX) / 2, SIGN_PX, SIGN_PX)

    def _card(self, painter: QPainter, option: QStyleOptionViewItem, card: ReviewCard) -> None:
        shape, rect = self._shape(card), option.rect
        draw_choice(painter, self.sign_box(rect), card.choice, known=card.known)
        front, gaps, back = card_words(card.card)
        out = card.choice is Choice.LEFT_OUT or card.known
        edge, hair = theme.SPACE.inside, theme.SPACE.hair
        x = rect.left() + edge + (0 if self._view.isRightToLeft() else SIGN_PX + edge)
        y = float(rect.top() + edge)
        picture = self._picture(card) if shape.picture else None
        if picture is not None:
            wide = picture.deviceIndependentSize().width()
            left = x + self._room() - wide if self._view.isRightToLeft() else float(x)
            painter.drawPixmap(QPointF(left, y), picture)
            y += shape.picture + hair
        line = line_step(self._plain)
        face = QFont(self._plain if card.card.cloze else self._bold)
        face.setStrikeOut(card.choice is Choice.LEFT_OUT)
        painter.setPen(theme.color("muted" if out else "text"))
        looks = _gap_looks(gaps, out)
        draw_clamped(painter, front, face, QPointF(x, y), self._room(), shape.front, looks)
        y += shape.front * line
        if shape.back:
            y += hair
            painter.setPen(theme.color("muted" if out else "text"))
            draw_clamped(painter, back, self._plain, QPointF(x, y), self._room(), shape.back)
            y += shape.back * line
        self._foot(painter, card, shape, QPointF(x, y + hair))

    def _foot(self, painter: QPainter, card: ReviewCard, shape: _Shape, at: QPointF) -> None:
        small, step = QFontMetricsF(self._small), line_step(self._small)
        middle = at.y() + step / 2
        room, x = self._room(), at.x()
        text_x = x + _KIND_PX + theme.SPACE.inside
        if self._view.isRightToLeft():
            x, text_x = x + room - _KIND_PX, x
        draw_underline(painter, x, x + _KIND_PX, middle + 1, card.kind)
        painter.setFont(self._small)
        painter.setPen(theme.color("muted"))
        box = QRectF(text_x, at.y(), room - _KIND_PX - theme.SPACE.inside, step)
        flags = int(Qt.AlignmentFlag.AlignLeading) | int(Qt.AlignmentFlag.AlignVCenter)
        words = small.elidedText(caption(card), Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, flags, words)
        if shape.notes:
            y = at.y() + step + theme.SPACE.hair
            sign = icons.pixmap("warning", "warning", 14, icons.ratio_of(painter))
            painter.drawPixmap(QPointF(at.x(), y + (step - 14) / 2), sign)
            painter.setPen(theme.color("warning"))
            inset = float(theme.SPACE.between + theme.SPACE.hair)
            start = QPointF(at.x() + inset, y)
            draw_clamped(painter, notes(card), self._small, start, room - inset, shape.notes)


def _gap_looks(gaps: list[tuple[int, int]], out: bool) -> list[QTextLayout.FormatRange]:
    """Return how the gaps of a cloze stand out."""
    found = []
    for start, stop in gaps:
        looks = QTextCharFormat()
        looks.setFontWeight(QFont.Weight.DemiBold)
        looks.setForeground(theme.color("muted" if out else "accent"))
        part = QTextLayout.FormatRange()
        part.start, part.length, part.format = start, stop - start, looks
        found.append(part)
    return found
