"""Shows what a command says where there is no terminal to say it in."""

import sys

from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from flashcards.ui import messages
from flashcards.ui.theme import Theme
from flashcards.ui.widgets import column, row
from flashcards.ui.words import tr

WIDTH_PX, HEIGHT_PX = 760, 420


def show(said: str) -> None:
    """Show what was said until the learner closes it."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    theme = Theme("system")
    theme.apply()
    dialog = messages.bare_dialog(None, tr("Flashcards"))
    text = QPlainTextEdit(said)
    text.setReadOnly(True)
    text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
    text.setAccessibleName(tr("What the command says"))
    close = messages.closing_button(dialog)
    column(dialog, text, row(None, None, close), gap="between", margins="around")
    dialog.resize(WIDTH_PX, HEIGHT_PX)
    dialog.finished.connect(app.quit)
    dialog.open()
    close.setFocus()
    app.exec()
