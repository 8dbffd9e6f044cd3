"""What was wrong in a file, line by line, to be read and copied."""

from collections.abc import Sequence

from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from flashcards.model.parsed import Problem
from flashcards.ui.widgets import button, column, label, row
from flashcards.ui.words import numeral, plural, tr, worded

MOST_SHOWN = 1_000
SMALLEST_PX = 84


class ProblemList(QWidget):
    """Hidden while there is nothing to tell."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self.title = label("", "warning")
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setAccessibleName(tr("Problems"))
        self.text.setMinimumHeight(SMALLEST_PX)
        self.copy = button(tr("&Copy"), self._copy, kind="quiet", icon="copy")
        column(self, row(None, self.title, None, self.copy), self.text, gap="hair")
        self._all = ""
        self.hide()

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show problems as ``file:line: what is wrong``."""
        lines = [_line(problem) for problem in problems]
        self._all = "\n".join(lines)
        shown = lines[:MOST_SHOWN]
        if len(lines) > MOST_SHOWN:
            shown.append(tr("… and {count} more", count=numeral(len(lines) - MOST_SHOWN)))
        self.title.setText(plural(len(lines), "{count} problem", "{count} problems"))
        self.text.setPlainText("\n".join(shown))
        self.setVisible(bool(lines))

    def _copy(self) -> None:
        QApplication.clipboard().setText(self._all)


def _line(problem: Problem) -> str:
    where = f"{problem.file}:{problem.line}" if problem.line else problem.file
    return f"{where}: {worded(problem.message)}"
