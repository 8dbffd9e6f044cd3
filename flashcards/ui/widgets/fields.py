"""Fields to fill in, each with its accessible name."""

from collections.abc import Iterable
from typing import cast

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QSizePolicy,
    QSpinBox,
    QStyle,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QStylePainter,
    QToolButton,
    QWidget,
)

from flashcards.model.messages import Translatable
from flashcards.ui.menu_letters import plain
from flashcards.ui.roles import pass_over
from flashcards.ui.style import TARGET_PX
from flashcards.ui.words import numeral, plural, tr

_LINE_PX = 2
"""Between the edge of a line that is written in and its text."""
_ENDLESS = 10_000
"""More pixels than any text is long or high."""
_BROKEN = (
    Qt.AlignmentFlag.AlignLeft.value
    | Qt.AlignmentFlag.AlignVCenter.value
    | Qt.TextFlag.TextWordWrap.value
    | Qt.TextFlag.TextShowMnemonic.value
)
TEXT_INSET_PX = 6
"""How far a number field's text is inset.

The style sheet insets it in Qt 6.8, and again by the width of its buttons; 6.11 lays the text at
the very edge whatever the style sheet says. So the style sheet says nothing of it.
"""


class ChoiceField(QComboBox):
    """Offers some choices; a name without room has an ellipsis."""

    def sizeHint(self) -> QSize:
        """Return room for the longest choice; Qt forgets how the style sheet insets it."""
        hint = super().sizeHint()
        as_few = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        if self.sizeAdjustPolicy() == as_few:
            return hint
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        option.rect = QRect(QPoint(), hint)
        words = (self.fontMetrics().horizontalAdvance(self.itemText(at))
                 for at in range(self.count()))  # fmt: skip
        lacking = max(words, default=0) + _LINE_PX - self._room(option)
        return QSize(hint.width() + max(0, lacking), hint.height())

    def _room(self, option: QStyleOptionComboBox) -> int:
        """Return how wide a choice may be to be shown whole."""
        complex_control = QStyle.ComplexControl.CC_ComboBox
        part = QStyle.SubControl.SC_ComboBoxEditField
        return self.style().subControlRect(complex_control, option, part, self).width() - _LINE_PX

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Leave the middle of a long name out: of names alike the ends tell them apart."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        complex_control = QStyle.ComplexControl.CC_ComboBox
        option.currentText = self.fontMetrics().elidedText(
            option.currentText, Qt.TextElideMode.ElideMiddle, self._room(option)
        )
        with QStylePainter(self) as begun:
            painter = cast(QStylePainter, begun)
            painter.drawComplexControl(complex_control, option)
            painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)


def with_inset(hint: QSize) -> QSize:
    """Return Qt's hint for a number field with the room that its text is inset by."""
    return QSize(hint.width() + TEXT_INSET_PX + 2 * _LINE_PX, hint.height())


class LongCheck(QCheckBox):
    """A tick box whose words go on in another line where there is no room."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """Where it is narrow, there are more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return how high the box and its words are."""
        hint = super().sizeHint()
        beside = hint.width() - self._words(QRect(0, 0, _ENDLESS, _ENDLESS)).width()
        words = self._words(QRect(0, 0, max(1, width - beside), _ENDLESS))
        return hint.height() - self.fontMetrics().height() + words.height()

    def minimumSizeHint(self) -> QSize:
        """Return room for the longest word."""
        hint = super().sizeHint()
        longest = max(plain(self.text()).split(), key=len, default="")
        beside = hint.width() - self._words(QRect(0, 0, _ENDLESS, _ENDLESS)).width()
        return QSize(beside + self.fontMetrics().horizontalAdvance(longest), hint.height())

    def _words(self, room: QRect) -> QRect:
        return self.fontMetrics().boundingRect(room, int(_BROKEN), self.text())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the box in the middle of its lines."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        room = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxContents, option, self)
        option.text = ""
        with QStylePainter(self) as begun:
            painter = cast(QStylePainter, begun)
            painter.drawControl(QStyle.ControlElement.CE_CheckBox, option)
            group = QPalette.ColorGroup.Normal if self.isEnabled() else QPalette.ColorGroup.Disabled
            painter.setPen(self.palette().color(group, QPalette.ColorRole.WindowText))
            painter.drawText(room, int(_BROKEN), self.text())


class NumberField(QSpinBox):
    """Holds a whole number."""

    def sizeHint(self) -> QSize:
        """Return room for the longest number."""
        return with_inset(super().sizeHint())

    def minimumSizeHint(self) -> QSize:
        """Return the same, as no number may be cut."""
        return with_inset(super().minimumSizeHint())


class RestingLine(QLineEdit):
    """A line that has an ellipsis for what has no room, until it is written in."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Leave the middle of a long name out: of names alike the ends tell them apart."""
        room = self.rect().marginsRemoved(self.textMargins()).adjusted(_LINE_PX, 0, -_LINE_PX, 0)
        words = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideMiddle, room.width()
        )
        if self.hasFocus() or words == self.text():
            super().paintEvent(event)
            return
        with QPainter(self) as painter:
            painter.setPen(self.palette().color(QPalette.ColorRole.Text))
            painter.drawText(
                room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words
            )


def say_count(field: QSpinBox, one: Translatable, many: Translatable) -> None:
    """Let a field say what it counts, such as ``1 day`` and ``2 days``.

    The language decides whether its words stand before the number, behind it or on both sides.
    """

    def follow(count: int) -> None:
        before, _, behind = plural(count, one, many).partition(numeral(count))
        field.setPrefix(before)
        field.setSuffix(behind)

    field.valueChanged.connect(follow)
    follow(field.value())


def text_field(name: str, text: str = "", hint: str = "") -> QLineEdit:
    """Return a one-line field; ``name`` is its accessible name, ``hint`` stands in it empty."""
    field = QLineEdit(text)
    field.setAccessibleName(name)
    field.setPlaceholderText(hint)
    return field


def with_clear_button(field: QLineEdit, icon: QIcon | None = None) -> None:
    """Give a field a button that empties it once something is in it, and an icon before it.

    The button is made then: Qt looks through the icons of the desktop for it.
    """

    def offer(text: str) -> None:
        if not text or field.isClearButtonEnabled():
            return
        others = field.findChildren(QToolButton)
        field.setClearButtonEnabled(True)
        for made in field.findChildren(QToolButton):
            if made not in others:
                made.setAccessibleName(tr("Clear"))
        make_roomy(field)

    if icon is not None:
        field.addAction(icon, QLineEdit.ActionPosition.LeadingPosition)
        for made in field.findChildren(QToolButton):
            pass_over(made)
    make_roomy(field)
    field.textChanged.connect(offer)
    offer(field.text())


def make_roomy(field: QLineEdit) -> None:
    """Let the buttons within a field be met as well as any other: Qt makes them rather small."""
    for made in field.findChildren(QToolButton):
        if made.findChild(_Roomy) is None:
            made.installEventFilter(_Roomy(made))
            _grow(made)


class _Roomy(QObject):
    """Keeps a button at least as large as what is clicked has to be."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Grow the button again once Qt has put it in its place."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move) and isinstance(watched, QWidget):
            _grow(watched)
        return False


def _grow(push: QWidget) -> None:
    """Make a button as large as it has to be, round its middle."""
    box = QRect(push.geometry())
    if min(box.width(), box.height()) < TARGET_PX:
        middle = box.center()
        box.setSize(box.size().expandedTo(QSize(TARGET_PX, TARGET_PX)))
        box.moveCenter(middle)
        push.setGeometry(box)


def number_field(
    name: str, value: int, smallest: int = 0, largest: int = 9_999, suffix: str = ""
) -> QSpinBox:
    """Return a field for a whole number within limits."""
    field = NumberField()
    field.setRange(smallest, largest)
    field.setValue(value)
    field.setSuffix(suffix)
    field.setAccessibleName(name)
    field.setKeyboardTracking(False)
    field.lineEdit().setTextMargins(TEXT_INSET_PX, 0, 0, 0)
    return field


def choice_field(
    name: str, choices: Iterable[tuple[str, object]], current: object = None
) -> QComboBox:
    """Return a field to choose one of some; each choice is its text and the value it stands for."""
    field = ChoiceField()
    field.setAccessibleName(name)
    for text, value in choices:
        field.addItem(text, value)
    at = field.findData(current)
    if at >= 0:
        field.setCurrentIndex(at)
    return field


def check_field(text: str, checked: bool = False, *, wrap: bool = False) -> QCheckBox:
    """Return a tick box; with ``wrap`` its words may take several lines."""
    field = LongCheck(text) if wrap else QCheckBox(text)
    field.setChecked(checked)
    return field
