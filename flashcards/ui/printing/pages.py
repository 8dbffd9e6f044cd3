"""Puts cards on pages: in a grid with the answers behind or beside them, or as a list."""

from collections.abc import Generator, Iterator, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from PySide6.QtCore import QLineF, QMarginsF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from flashcards.study.printed import PrintedCard
from flashcards.ui.printing.choices import Layout, PrintChoices, Turned
from flashcards.ui.printing.faces import PIXELS_PER_MM, Face, Faces, Laid
from flashcards.ui.tokens import LIGHT

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

_SIDE_MM: Final = 10.0
_TOP_MM: Final = 12.0
"""Around the cards: alike on both sides, so that fronts and backs meet."""
_INSIDE_MM: Final = 4.0
"""Between the edge of a card and its text."""
_ROW_MM: Final = 2.5
_ASKED: Final = 0.38
"""How much of the width of a study sheet the questions have."""
_SMALL_MM: Final = 2.6
_LINE_MM: Final = 0.1

Steps = Iterator[bool]
"""True where a step only waits for pictures."""


class Target(Protocol):
    """What pages are drawn on."""

    def page(self) -> QPainter:
        """Begin a page and return a painter that counts in millimetres from its top left."""

    @property
    def full(self) -> bool:
        """Whether no further page is wanted."""


class _Unit(NamedTuple):
    """A card to cut out, one of several where a card is too long for one."""

    asked: tuple[Face, Laid]
    answered: tuple[Face, Laid]
    part: int
    parts: int


class Pages:
    """Draws cards on a target, a little at each step."""

    def __init__(
        self, window: "MainWindow", target: Target, choices: PrintChoices, title: str
    ) -> None:
        self._faces = Faces(window, choices.size)
        self._target, self._choices, self._title = target, choices, title
        self._number = 0
        self._painter: QPainter | None = None
        self.done = 0
        """Cards drawn or laid out so far."""

    def close(self) -> None:
        """Let go of what draws."""
        self._faces.close()

    def draw(self, cards: Sequence[PrintedCard]) -> Steps:
        """Draw all cards; each step is short, and pictures come between them."""
        if self._choices.layout is Layout.SHEET:
            yield from self._sheet(cards)
        else:
            yield from self._grid(cards)

    # Cards to cut out --------------------------------------------------------------------

    @property
    def _across(self) -> int:
        across = self._choices.grid[0]
        return across // 2 if self._choices.layout is Layout.FOLD else across

    def _cell(self) -> tuple[float, float]:
        wide, high = self._choices.millimetres
        across, down = self._choices.grid
        return (wide - 2 * _SIDE_MM) / across, (high - 2 * _TOP_MM) / down

    def _grid(self, cards: Sequence[PrintedCard]) -> Steps:
        wide, high = (size - 2 * _INSIDE_MM for size in self._cell())
        room = self._across * self._choices.grid[1]
        units: list[_Unit] = []
        for card in cards:
            units += yield from self._units(card, wide, high)
            self.done += 1
            while len(units) >= room:
                yield from self._sheet_of_cards(units[:room])
                del units[:room]
                if self._target.full:
                    return
            yield False
        if units:
            yield from self._sheet_of_cards(units)

    def _units(
        self, card: PrintedCard, wide: float, high: float
    ) -> Generator[bool, None, list[_Unit]]:
        sides = []
        for html in (card.question, card.answer):
            face = Face(html, card.css, card.number)
            sides.append((face, (yield from self._faces.lay(face, wide, high))))
        parts = max(len(laid.parts) for _, laid in sides)
        return [_Unit(sides[0], sides[1], part, parts) for part in range(parts)]

    def _sheet_of_cards(self, units: Sequence[_Unit]) -> Steps:
        folded = self._choices.layout is Layout.FOLD
        painter = self._begin()
        self._lines(painter, folded)
        for at, unit in enumerate(units):
            row, column = divmod(at, self._across)
            place = 2 * column if folded else column
            yield from self._side(painter, unit, unit.asked, (row, place))
            if folded:
                yield from self._side(painter, unit, unit.answered, (row, place + 1))
        if folded or self._target.full:
            return
        painter = self._begin()
        for at, unit in enumerate(units):
            yield from self._side(painter, unit, unit.answered, self._behind(at))

    def _behind(self, at: int) -> tuple[int, int]:
        """Return (row, column) on the back of the sheet for a place on its front."""
        row, column = divmod(at, self._across)
        if self._choices.turned is Turned.LONG:
            return row, self._across - 1 - column
        return self._choices.grid[1] - 1 - row, column

    def _side(
        self, painter: QPainter, unit: _Unit, side: tuple[Face, Laid], place: tuple[int, int]
    ) -> Steps:
        (face, laid), (wide, high) = side, self._cell()
        cell = QRectF(_SIDE_MM + place[1] * wide, _TOP_MM + place[0] * high, wide, high)
        inside = cell.marginsRemoved(_margins(_INSIDE_MM))
        # A side that needs fewer cards than the other is repeated.
        part = min(unit.part, len(laid.parts) - 1)
        yield from self._faces.ready(face, laid.width)
        self._faces.paint(painter, inside, laid, part, middle=len(laid.parts) == 1)
        if unit.parts > 1:
            words = f"{unit.part + 1} / {unit.parts}"
            corner = cell.adjusted(0, 0, -_INSIDE_MM / 2, -0.8)
            _write(painter, corner, words, Qt.AlignmentFlag.AlignRight)
        yield False

    def _lines(self, painter: QPainter, folded: bool) -> None:
        """Draw where to cut, and where to fold."""
        (wide, high), (across, down) = self._cell(), self._choices.grid
        right, bottom = _SIDE_MM + across * wide, _TOP_MM + down * high
        for at in range(across + 1):
            x = _SIDE_MM + at * wide
            painter.setPen(_pen(dashed=folded and at % 2 == 1))
            painter.drawLine(QLineF(x, _TOP_MM, x, bottom))
        painter.setPen(_pen())
        for at in range(down + 1):
            y = _TOP_MM + at * high
            painter.drawLine(QLineF(_SIDE_MM, y, right, y))

    # The study sheet -----------------------------------------------------------------------

    def _sheet(self, cards: Sequence[PrintedCard]) -> Steps:
        wide, high = self._choices.millimetres
        wide, bottom = wide - 2 * _SIDE_MM, high - _TOP_MM
        widths = wide * _ASKED - _INSIDE_MM, wide * (1 - _ASKED)
        whole = bottom - _TOP_MM - _ROW_MM
        y = bottom
        for card in cards:
            sides = []
            for html, width in zip((card.question, card.answer), widths, strict=True):
                face = Face(html, card.css, card.number)
                laid = yield from self._faces.lay(face, width, whole, shrink=False)
                sides.append((face, laid))
            self.done += 1
            for part in range(max(len(laid.parts) for _, laid in sides)):
                need = max(_height(laid, part) for _, laid in sides)
                if y + need + _ROW_MM > bottom:
                    if self._target.full:
                        return
                    self._begin()
                    y = _TOP_MM
                yield from self._row(sides, part, (y, need), widths)
                y += need + 2 * _ROW_MM

    def _row(
        self,
        sides: Sequence[tuple[Face, Laid]],
        part: int,
        place: tuple[float, float],
        widths: tuple[float, float],
    ) -> Steps:
        (y, need), x = place, _SIDE_MM
        assert self._painter is not None
        for (face, laid), width in zip(sides, widths, strict=True):
            if part < len(laid.parts):
                yield from self._faces.ready(face, laid.width)
                area = QRectF(x, y, width, need)
                self._faces.paint(self._painter, area, laid, part, middle=False)
            x += width + _INSIDE_MM
        self._painter.setPen(_pen())
        y += need + _ROW_MM
        self._painter.drawLine(QLineF(_SIDE_MM, y, x - _INSIDE_MM, y))
        yield False

    def _begin(self) -> QPainter:
        """Begin a page, with the name of the deck and its number at the foot."""
        self._number += 1
        painter = self._painter = self._target.page()
        wide, high = self._choices.millimetres
        foot = QRectF(_SIDE_MM, high - _TOP_MM + 2, wide - 2 * _SIDE_MM, _TOP_MM - 5)
        _write(painter, foot, self._title, Qt.AlignmentFlag.AlignLeft)
        _write(painter, foot, str(self._number), Qt.AlignmentFlag.AlignRight)
        return painter


def _height(laid: Laid, part: int) -> float:
    """Return how high a part is, in mm; 0 where there are fewer."""
    if part >= len(laid.parts):
        return 0.0
    top, bottom = laid.parts[part]
    return (bottom - top) * laid.zoom / PIXELS_PER_MM


def _margins(every: float) -> QMarginsF:
    return QMarginsF(every, every, every, every)


def _pen(*, dashed: bool = False) -> QPen:
    pen = QPen(QColor(LIGHT.muted))
    pen.setWidthF(_LINE_MM)
    if dashed:
        pen.setDashPattern([20.0, 20.0])
    return pen


def _write(painter: QPainter, area: QRectF, words: str, side: Qt.AlignmentFlag) -> None:
    """Write small words at the lower edge of an area."""
    painter.save()
    font = QFont()
    font.setPixelSize(100)  # in the painter's own units, which are too large for letters
    painter.setFont(font)
    painter.setPen(QColor(LIGHT.muted))
    scale = _SMALL_MM / 100
    painter.translate(area.topLeft())
    painter.scale(scale, scale)
    inside = QRectF(0, 0, area.width() / scale, area.height() / scale)
    shown = painter.fontMetrics().elidedText(
        words, Qt.TextElideMode.ElideMiddle, int(inside.width() * 0.8)
    )
    painter.drawText(inside, side | Qt.AlignmentFlag.AlignBottom, shown)
    painter.restore()
