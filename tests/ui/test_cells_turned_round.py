"""In a window from right to left, text from left to right is cut at its own end."""

import pytest
from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QStyleOptionViewItem

from flashcards.ui.right_to_left import CellDelegate
from tests.qtbot import QtBot

LEFT, RIGHT = Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft


@pytest.mark.parametrize(
    ("window", "text", "direction", "stands_right"),
    [
        (RIGHT, "Why does ice float?", LEFT, True),
        (RIGHT, "שלום", RIGHT, False),
        (LEFT, "Why does ice float?", LEFT, False),
        (LEFT, "שלום", RIGHT, False),
    ],
)
def test_a_cell_runs_as_its_text_does(
    qtbot: QtBot,
    window: Qt.LayoutDirection,
    text: str,
    direction: Qt.LayoutDirection,
    stands_right: bool,
) -> None:
    model, delegate = QStringListModel([text]), CellDelegate()
    option = QStyleOptionViewItem()
    option.direction = window
    option.displayAlignment = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    delegate.initStyleOption(option, model.index(0))
    assert option.direction == direction
    assert bool(option.displayAlignment & Qt.AlignmentFlag.AlignRight) is stands_right
