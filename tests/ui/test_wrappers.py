"""What finds a misplaced hold of Python on Qt's objects finds it, and passes over nothing else."""

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from flashcards.ui.editor.tag_field import TagField
from tests.qtbot import QtBot
from tests.ui.wrappers import misplaced


def test_a_field_hung_beneath_its_neighbour_is_told(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    lines = QVBoxLayout(window)
    first, second = QLineEdit(), QLineEdit()
    second.setObjectName("second")
    lines.addWidget(first)
    lines.addWidget(second)
    assert misplaced() == []
    assert first.nextInFocusChain() is second
    assert misplaced() == ["QLineEdit second hangs beneath PySide6.QtWidgets.QLineEdit"]


def test_the_list_a_completer_shows_hangs_beneath_it_and_goes_with_it(qtbot: QtBot) -> None:
    field = TagField()
    qtbot.addWidget(field)
    shown = field.offers.popup()
    assert shown is not None
    assert shown.parent() is None
    assert misplaced() == []
    gone: list[bool] = []
    shown.destroyed.connect(lambda: gone.append(True))
    with qtbot.waitSignal(field.destroyed):
        field.deleteLater()
    qtbot.waitUntil(lambda: gone == [True])
