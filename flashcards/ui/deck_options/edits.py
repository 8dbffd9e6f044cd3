"""What one option is set with: a number, a switch, a choice or a time, each with one manner.

Each tells ``edited`` while it changes and ``settled`` when the learner is done with it; typing is
done at Enter or when the keyboard moves on, so that a number typed is one step and not three.
"""

import re

from PySide6.QtCore import QEvent, Qt, QTime, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QValidator, QWheelEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QRadioButton,
    QSpinBox,
    QTimeEdit,
    QWidget,
)

from flashcards.ui import theme
from flashcards.ui.deck_options.field_setup import (
    NUMBER_WIDTH_EM,
    calm,
    claims_undo,
    give_room,
)
from flashcards.ui.deck_options.option_kinds import ChoiceRow, OptionRow
from flashcards.ui.menu_letters import plain
from flashcards.ui.widgets import column, label
from flashcards.ui.words import numeral, plural, tr

MOST = 9_999_999
"""Larger than any limit, so that too large a number can be refused in words."""
_MOST_FIGURES = 7
_USUAL_MOST = 99_999
"""Numbers up to this one are whole in their fields."""
_GROUPING = ",.’'\u00a0\u202f "
"""What may stand between thousands, in one language or another."""
_FIGURES = re.compile(
    rf"([^0-9]*?)\s*([0-9](?:[0-9{_GROUPING}]*[0-9{_GROUPING.strip()}])?|)\s*([^0-9]*)"
)
"""What stands before the figures, they themselves, and what follows with its space."""
_UNGROUPED = str.maketrans("", "", _GROUPING)


class NumberEdit(QSpinBox):
    """A whole number; what lies outside the limits can be typed and is then refused in words."""

    edited = Signal()
    settled = Signal()

    def __init__(self, row: OptionRow) -> None:
        super().__init__()
        self._row = row
        self._kept = 0
        self.setRange(0, MOST)
        self.setSingleStep(row.by)
        calm(self)
        give_room(self, self.textFromValue(_USUAL_MOST), NUMBER_WIDTH_EM)
        self.valueChanged.connect(self.edited)
        self.editingFinished.connect(self.settled)

    def textFromValue(self, value: int) -> str:
        """Show the number with its unit."""
        return plural(value, self._row.one, self._row.many)

    def valueFromText(self, text: str) -> int:
        """Read the figures and pass over the rest."""
        found = _FIGURES.fullmatch(text)
        return int(found[2].translate(_UNGROUPED) or 0) if found else 0

    def validate(self, text: str, place: int) -> tuple[QValidator.State, str, int]:
        """Let figures be typed and nothing else; the unit may be left out.

        Signs that group no thousands, as while a number is edited, are dropped.
        """
        found = _FIGURES.fullmatch(text)
        if found is None or not self._is_unit(found[1], found[3]):
            return QValidator.State.Invalid, text, place
        figures = found[2].translate(_UNGROUPED)
        if len(figures) > _MOST_FIGURES:
            return QValidator.State.Invalid, text, place
        if found[2].strip() not in (figures, numeral(int(figures or 0))):
            begin, end = found.span(2)
            place -= len(text[begin:place]) - len(text[begin:place].translate(_UNGROUPED))
            text = text[:begin] + figures + text[end:]
        state = QValidator.State.Acceptable if figures else QValidator.State.Intermediate
        return state, text, place

    def _is_unit(self, before: str, after: str) -> bool:
        """Whether what stands around the figures is the unit or a part of it, in any number."""
        counts = (0, 1, 2, 3, 5, 11, 100)
        around = (plural(count, self._row.one, self._row.many) for count in counts)
        split = (_FIGURES.fullmatch(text) for text in around)
        return any(
            unit is not None and before.strip() in unit[1] and after.strip() in unit[3]
            for unit in split
        )

    def choice(self) -> object:
        """Return the number."""
        return self.value()

    def put(self, value: object) -> None:
        """Show a stored number."""
        assert isinstance(value, int)
        self._kept = value
        self.setValue(value)

    def keep_aside(self, value: object) -> None:
        """Take in what is stored by now, and go on showing what is typed."""
        assert isinstance(value, int)
        self._kept = value

    def revert(self) -> None:
        """Show the stored number again."""
        self.setValue(self._kept)

    def pending(self) -> bool:
        """Whether the number shown is not yet the stored one."""
        return self.value() != self._kept

    def event(self, event: QEvent) -> bool:
        """Leave undo to the collection unless a number is being typed."""
        return claims_undo(self.pending(), event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Undo of a number being typed brings the stored one back."""
        if event.matches(QKeySequence.StandardKey.Undo):
            self.setValue(self._kept)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the page, not the number under the mouse."""
        event.ignore()


class TimeEdit(QTimeEdit):
    """A time of day, in minutes after midnight."""

    edited = Signal()
    settled = Signal()

    def __init__(self, _row: OptionRow) -> None:
        super().__init__()
        self._kept = 0
        # Turned round, Qt would show the parts in reverse: 00:18 for six in the evening.
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setDisplayFormat("H:mm")
        self.setWrapping(True)
        calm(self)
        self.timeChanged.connect(self.edited)
        self.editingFinished.connect(self.settled)

    def choice(self) -> object:
        """Return the minutes after midnight."""
        return self.time().hour() * 60 + self.time().minute()

    def put(self, value: object) -> None:
        """Show a stored time."""
        assert isinstance(value, int)
        self._kept = value
        self.setTime(QTime(value // 60, value % 60))

    def keep_aside(self, value: object) -> None:
        """Take in what is stored by now, and go on showing what is typed."""
        assert isinstance(value, int)
        self._kept = value

    def pending(self) -> bool:
        """Whether the time shown is not yet the stored one."""
        return self.choice() != self._kept

    def event(self, event: QEvent) -> bool:
        """Leave undo to the collection unless a time is being typed."""
        return claims_undo(self.pending(), event) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Undo of a time being typed brings the stored one back."""
        if event.matches(QKeySequence.StandardKey.Undo):
            self.put(self._kept)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the page, not the time under the mouse."""
        event.ignore()


class ChoiceEdit(QComboBox):
    """One of some."""

    edited = Signal()
    settled = Signal()

    def __init__(self, row: OptionRow) -> None:
        super().__init__()
        for choice in row.choices:
            self.addItem(tr(choice.text), choice.value)
        calm(self)
        self.activated.connect(lambda _place: self.settled.emit())

    def choice(self) -> object:
        """Return the value chosen."""
        return self.currentData()

    def put(self, value: object) -> None:
        """Show a stored value."""
        values = [self.itemData(place) for place in range(self.count())]
        self.setCurrentIndex(values.index(value))

    def keep_aside(self, value: object) -> None:
        """Show what is stored by now: nothing is ever typed here."""
        self.put(value)

    def pending(self) -> bool:
        """Never: a choice is stored as it is made."""
        return False

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the page, not the choice under the mouse."""
        event.ignore()


class SwitchEdit(QCheckBox):
    """On or off."""

    edited = Signal()
    settled = Signal()

    def __init__(self, row: OptionRow) -> None:
        super().__init__(tr(row.text))
        self.clicked.connect(lambda _checked: self.settled.emit())

    def choice(self) -> object:
        """Return whether it is on."""
        return self.isChecked()

    def put(self, value: object) -> None:
        """Show the stored state."""
        self.setChecked(bool(value))

    def keep_aside(self, value: object) -> None:
        """Show what is stored by now: nothing is ever typed here."""
        self.put(value)

    def pending(self) -> bool:
        """Never: a switch is stored as it is thrown."""
        return False


class ReadingsEdit(QWidget):
    """One of some, each told in a sentence."""

    edited = Signal()
    settled = Signal()

    def __init__(self, row: OptionRow) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._values = [choice.value for choice in row.choices]
        self._group = QButtonGroup(self)
        parts = [self._reading(place, choice, row) for place, choice in enumerate(row.choices)]
        column(self, *parts, gap="inside").setContentsMargins(0, theme.SPACE.inside, 0, 0)
        self.setFocusProxy(self._group.button(0))
        self._group.idToggled.connect(self._toggled)

    def _reading(self, place: int, choice: ChoiceRow, row: OptionRow) -> QWidget:
        radio = QRadioButton(tr(choice.text))
        radio.setAccessibleName(f"{plain(tr(row.text))}: {tr(choice.text)}")
        radio.setAccessibleDescription(tr(choice.explanation))
        self._group.addButton(radio, place)
        part = QWidget()
        part.setProperty("role", "bare")
        words = label(tr(choice.explanation), "muted", wrap=True)
        words.setIndent(theme.SPACE.around + theme.SPACE.hair)
        column(part, radio, words, gap="none")
        return part

    def _toggled(self, place: int, checked: bool) -> None:
        if checked:
            self.setFocusProxy(self._group.button(place))
            self.settled.emit()

    def radios(self) -> list[QRadioButton]:
        """Return the buttons in their order."""
        buttons = (self._group.button(place) for place in range(len(self._values)))
        return [button for button in buttons if isinstance(button, QRadioButton)]

    def choice(self) -> object:
        """Return the value chosen."""
        return self._values[max(0, self._group.checkedId())]

    def put(self, value: object) -> None:
        """Show the stored value."""
        place = self._values.index(value)
        self._group.blockSignals(True)
        self._group.button(place).setChecked(True)
        self._group.blockSignals(False)
        self.setFocusProxy(self._group.button(place))

    def keep_aside(self, value: object) -> None:
        """Show what is stored by now: nothing is ever typed here."""
        self.put(value)

    def pending(self) -> bool:
        """Never: a choice is stored as it is made."""
        return False
