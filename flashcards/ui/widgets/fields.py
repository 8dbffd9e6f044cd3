"""Fields to fill in, each with its accessible name."""

from collections.abc import Iterable

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QSpinBox

TEXT_INSET_PX = 6
"""The style sheet cannot inset a number field's text; 6.12 lays it at the very edge."""


def text_field(name: str, text: str = "", hint: str = "") -> QLineEdit:
    """Return a one-line field; ``name`` is its accessible name, ``hint`` stands in it empty."""
    field = QLineEdit(text)
    field.setAccessibleName(name)
    field.setPlaceholderText(hint)
    return field


def number_field(
    name: str, value: int, smallest: int = 0, largest: int = 9_999, suffix: str = ""
) -> QSpinBox:
    """Return a field for a whole number within limits."""
    field = QSpinBox()
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
    field = QComboBox()
    field.setAccessibleName(name)
    for text, value in choices:
        field.addItem(text, value)
    at = field.findData(current)
    if at >= 0:
        field.setCurrentIndex(at)
    return field


def check_field(text: str, checked: bool = False) -> QCheckBox:
    """Return a tick box."""
    field = QCheckBox(text)
    field.setChecked(checked)
    return field
