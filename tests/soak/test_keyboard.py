"""The keys of a long day reach what a person's would reach."""

import gc

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QWidget

from tests.qtbot import QtBot
from tests.soak.keyboard import Keyboard, press


@pytest.mark.window
@pytest.mark.qt_log_ignore("does not support", extend=True)
def test_keys_reach_the_list_that_pops_up_from_a_choice(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    choice = QComboBox(window)
    choice.addItems(["first", "second"])
    with qtbot.waitExposed(window):
        window.show()
    keyboard = Keyboard(window)
    choice.showPopup()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return):
        target = keyboard.focus()
        gc.collect()
        press(target, key)
    qtbot.waitUntil(lambda: choice.currentText() == "second")
