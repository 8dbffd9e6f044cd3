"""Cards below each other, each as high as its text."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from flashcards.ui.editor.card_stack import CardStack
from flashcards.ui.main_window import MainWindow
from tests.qtbot import QtBot

WIDE = "Extraordinarily long words in narrow columns"
TABLE = "<p>Which?</p><table>{}</table>".format(
    "".join(f"<tr><td>{at}</td><td>○</td><td>{WIDE} {at}</td></tr>" for at in range(4))
)


class Resizes(QObject):
    """Counts how often a part got another size."""

    count = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Count, and let everything pass."""
        self.count += event.type() == QEvent.Type.Resize
        return False


def test_a_card_with_words_too_wide_for_it_comes_to_rest(window: MainWindow, qtbot: QtBot) -> None:
    window.change_settings(text_scale=3.0)
    stack = CardStack(window, 1.0, lambda _words: None)
    qtbot.addWidget(stack)
    stack.resize(394, 500)
    stack.set_count(2)
    stack.show()
    for at, section in enumerate(stack.sections):
        section.show_card(TABLE, "", at + 1)
    for _ in range(20):
        QApplication.processEvents()
    resizes = Resizes()
    stack.sections[0].view.viewport().installEventFilter(resizes)
    for _ in range(20):
        QApplication.processEvents()
    view = stack.sections[0].view
    assert resizes.count == 0
    assert view.height() >= view.document().size().height() - 1
    assert view.document().size().width() <= view.viewport().width()
