"""In a window from right to left, text from left to right is cut at its own end."""

import pytest
from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QStyleOptionViewItem, QTableView

from flashcards.ui.right_to_left import CellDelegate
from flashcards.ui.widgets import choose_row, make_plain
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


@pytest.mark.parametrize("window", [LEFT, RIGHT])
def test_a_row_is_chosen_before_its_table_is_seen(qtbot: QtBot, window: Qt.LayoutDirection) -> None:
    table, model = QTableView(), QStringListModel(["first", "second"])
    qtbot.addWidget(table)
    table.setLayoutDirection(window)
    table.setModel(model)
    make_plain(table, "Texts")
    choose_row(table, 1)
    assert [index.row() for index in table.selectionModel().selectedRows()] == [1]
