"""How much work each weekday shall have: seven small fields that stand in as few lines as fit."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from flashcards.ui import theme
from flashcards.ui.deck_options.edits import NumberEdit
from flashcards.ui.deck_options.field_setup import give_room
from flashcards.ui.deck_options.option_kinds import Kind, OptionRow
from flashcards.ui.deck_options.option_words import weekday_names
from flashcards.ui.widgets import column, label

FIELD_WIDTH_EM = 5.2
_SHARE = OptionRow("", "", "", Kind.NUMBER, "{count}%", "{count}%", 0, 100, by=25)


class WeekdaysEdit(QWidget):
    """Per cent of a normal day's work, Monday first."""

    edited = Signal()
    settled = Signal()

    def __init__(self, _row: OptionRow) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self.fields: list[NumberEdit] = []
        self._cells: list[QWidget] = []
        self._per_line = 0
        for short, whole in zip(weekday_names(short=True), weekday_names(), strict=True):
            self._add(short, whole)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, theme.SPACE.inside, 0, 0)
        self._grid.setHorizontalSpacing(theme.SPACE.inside)
        self._grid.setVerticalSpacing(theme.SPACE.inside)
        self._lay_out(len(self._cells))
        self.setFocusProxy(self.fields[0])

    def _add(self, short: str, whole: str) -> None:
        field = NumberEdit(_SHARE)
        field.setRange(0, 100)
        give_room(field, field.textFromValue(100), FIELD_WIDTH_EM)
        field.setAccessibleName(whole)
        field.edited.connect(self.edited)
        field.settled.connect(self.settled)
        cell = QWidget()
        cell.setProperty("role", "bare")
        column(cell, label(short, "muted"), field, gap="hair")
        self.fields.append(field)
        self._cells.append(cell)

    def _lay_out(self, per_line: int) -> None:
        if per_line == self._per_line:
            return
        self._per_line = per_line
        for place, cell in enumerate(self._cells):
            self._grid.removeWidget(cell)
            self._grid.addWidget(cell, place // per_line, place % per_line)
        for place in range(len(self._cells) + 1):
            self._grid.setColumnStretch(place, int(place == per_line))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put as many in a line as there is room for."""
        super().resizeEvent(event)
        gap: int = theme.SPACE.inside
        fits = (event.size().width() + gap) // (self._cells[0].sizeHint().width() + gap)
        self._lay_out(7 if fits >= 7 else 4 if fits >= 4 else 2)

    def minimumSizeHint(self) -> QSize:
        """Two in a line are enough."""
        two = 2 * self._cells[0].sizeHint().width() + theme.SPACE.inside
        return QSize(two, super().minimumSizeHint().height())

    def choice(self) -> object:
        """Return the shares."""
        return tuple(field.value() for field in self.fields)

    def put(self, value: object) -> None:
        """Show stored shares."""
        assert isinstance(value, tuple)
        for field, share in zip(self.fields, value, strict=True):
            field.put(share)

    def keep_aside(self, value: object) -> None:
        """Take in what is stored by now, and go on showing what is typed."""
        assert isinstance(value, tuple)
        for field, share in zip(self.fields, value, strict=True):
            (field.keep_aside if field.pending() else field.put)(share)

    def pending(self) -> bool:
        """Whether a share shown is not yet the stored one."""
        return any(field.pending() for field in self.fields)
