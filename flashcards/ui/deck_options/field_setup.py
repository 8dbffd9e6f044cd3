"""What all fields of the options have in common: how wide they are, and who gets undo."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QLineEdit

from flashcards.ui.widgets.fields import TEXT_INSET_PX

NUMBER_WIDTH_EM, CHOICE_WIDTH_EM = 12, 14
_BESIDE_PX = 36
"""What the buttons and the edges of a number field take of its width."""


def calm(field: QAbstractSpinBox | QComboBox | QLineEdit) -> None:
    """Give a field its width; the mouse wheel does not bring the keyboard to it."""
    field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    em = field.fontMetrics().height()
    if isinstance(field, QAbstractSpinBox):
        field.setFixedWidth(NUMBER_WIDTH_EM * em)
        field.lineEdit().setTextMargins(TEXT_INSET_PX, 0, 0, 0)
    elif isinstance(field, QComboBox):
        field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        field.setMinimumWidth(CHOICE_WIDTH_EM * em)
    else:
        field.setFixedWidth(CHOICE_WIDTH_EM * em)


def give_room(field: QAbstractSpinBox, words: str, wide_em: float) -> None:
    """Give a number field its usual width, or more where the unit is a long word."""
    needed = field.fontMetrics().horizontalAdvance(words) + TEXT_INSET_PX + _BESIDE_PX
    field.setFixedWidth(max(round(wide_em * field.fontMetrics().height()), needed))


def claims_undo(pending: bool, event: QEvent) -> bool:
    """Settle who gets undo: a number field would keep it even with nothing to take back."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    keys = QKeySequence.StandardKey
    if not event.matches(keys.Undo) and not event.matches(keys.Redo):
        return False
    event.setAccepted(pending and event.matches(keys.Undo))
    return True
