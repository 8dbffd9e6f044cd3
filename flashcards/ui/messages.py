"""What the program says when something must be asked, mended or reported."""

import sys
import threading
import traceback
from collections.abc import Callable
from functools import partial
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from flashcards.files import complain
from flashcards.model.errors import UserError
from flashcards.ui.menu_letters import plain
from flashcards.ui.widgets import button, column, label, row
from flashcards.ui.words import tr, worded

DIALOG_WIDTH = 440


def bare_dialog(parent: QWidget | None, title: str) -> QDialog:
    """Return a dialog with nothing in it yet; it is gone once it is closed."""
    dialog = QDialog(parent)
    dialog.setWindowTitle(title)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setModal(True)
    dialog.setMinimumWidth(DIALOG_WIDTH)
    return dialog


def _default(push: QPushButton) -> QPushButton:
    push.setAutoDefault(True)
    push.setDefault(True)
    return push


def closing_button(dialog: QDialog, text: str = "") -> QPushButton:
    """Return the button that closes a dialog in which there is nothing to decide."""
    return _default(button(text or tr("Close"), dialog.accept, kind="primary"))


def show_error(parent: QWidget | None, error: UserError) -> QDialog:
    """Show what the learner can mend, in its own words, with the next step."""
    dialog = bare_dialog(parent, tr("Flashcards"))
    what = label(worded(error.what), "heading", wrap=True)
    hint = label(worded(error.hint), "muted", wrap=True)
    if not error.hint:
        hint.hide()
    close = closing_button(dialog)
    column(dialog, what, hint, row(None, None, close), gap="between", margins="around")
    dialog.setAccessibleName(worded(error.what))
    dialog.open()
    return dialog


def ask(
    parent: QWidget | None,
    what: str,
    hint: str = "",
    *,
    action: str,
    on_yes: Callable[[], object],
    on_no: Callable[[], object] | None = None,
    danger: bool = False,
) -> QDialog:
    """Ask before something undo could not repair; returns at once and answers by call.

    What is dangerous is never what Enter does unless the learner has gone to its button.
    """
    dialog = bare_dialog(parent, tr("Flashcards"))
    title = label(what, "heading", wrap=True)
    text = label(hint, "muted", wrap=True)
    if not hint:
        text.hide()
    no = button(tr("Cancel"), dialog.reject)
    yes = button(action, dialog.accept, kind="danger" if danger else "primary")
    _default(no if danger else yes)
    column(dialog, title, text, row(None, None, no, yes), gap="between", margins="around")
    dialog.setAccessibleName(what)
    dialog.accepted.connect(on_yes)
    if on_no is not None:
        dialog.rejected.connect(on_no)
    (no if danger else yes).setFocus()
    dialog.open()
    return dialog


def choose(
    parent: QWidget | None, what: str, hint: str, *choices: tuple[str, Callable[[], object]]
) -> QDialog:
    """Ask which way to go; the last one is what Enter does, and Esc goes none of them."""
    dialog = bare_dialog(parent, tr("Flashcards"))
    title, text = label(what, "heading", wrap=True), label(hint, "muted", wrap=True)
    pressed: list[Callable[[], object]] = []

    def end(done: Callable[[], object]) -> None:
        pressed.append(done)
        dialog.accept()

    buttons = [
        button(words, partial(end, done), kind="primary" if at == len(choices) else "")
        for at, (words, done) in enumerate(choices, 1)
    ]
    _default(buttons[-1])
    column(dialog, title, text, row(None, None, *buttons), gap="between", margins="around")
    dialog.setAccessibleName(what)
    dialog.accepted.connect(lambda: pressed[0]())
    buttons[-1].setFocus()
    dialog.open()
    return dialog


def ask_text(
    parent: QWidget | None,
    title: str,
    text_label: str,
    text: str = "",
    *,
    action: str,
    on_done: Callable[[str], object],
) -> QDialog:
    """Ask for one line of text, such as a deck's name; empty text cannot be handed in."""
    dialog = bare_dialog(parent, title)
    field = QLineEdit(text)
    field.setAccessibleName(plain(text_label))
    field.selectAll()
    caption = label(text_label)
    caption.setBuddy(field)
    done = _default(button(action, dialog.accept, kind="primary"))
    buttons = row(None, None, button(tr("Cancel"), dialog.reject), done)
    column(dialog, caption, field, buttons, gap="between", margins="around")
    done.setEnabled(bool(text.strip()))
    field.textChanged.connect(lambda now: done.setEnabled(bool(now.strip())))
    dialog.accepted.connect(lambda: on_done(field.text().strip()))
    field.setFocus()
    dialog.open()
    return dialog


def report_text(error: BaseException) -> str:
    """Return the report of an unexpected error, without any card text of our own adding."""
    import platform

    import PySide6

    import flashcards

    lines = [
        f"Flashcards {flashcards.__version__}",
        f"Python {platform.python_version()}, Qt {PySide6.__version__}",
        f"{platform.system()} {platform.release()}",
        "",
        *traceback.format_exception(error),
    ]
    return "\n".join(line.rstrip("\n") for line in lines)


def show_failed_start(error: BaseException) -> QDialog:
    """Show why the program cannot be used at all, with a report to pass on."""
    what = tr(
        "The collection is as it was. Install Flashcards again; if that does not help, the report "
        "below helps us fix the problem."
    )
    title = tr("Flashcards could not start")
    dialog, _ = _report(None, title, what, report_text(error), tr("Close"))
    dialog.open()
    return dialog


def _report(
    parent: QWidget | None, title: str, what: str, report: str, done: str
) -> tuple[QDialog, QPlainTextEdit]:
    """Return a dialog with a report that can be copied, and the field it stands in."""
    dialog = bare_dialog(parent, title)
    text = QPlainTextEdit(report)
    text.setReadOnly(True)
    text.setAccessibleName(tr("Report"))
    text.setMinimumHeight(200)
    copy = button(tr("&Copy report"), lambda: QApplication.clipboard().setText(text.toPlainText()))
    column(
        dialog,
        label(title, "heading", wrap=True),
        label(what, "muted", wrap=True),
        text,
        row(None, copy, None, closing_button(dialog, done)),
        gap="between",
        margins="around",
    )
    return dialog, text


class Reporter(QObject):
    """Catches what nobody expected and tells it once, in one dialog, never in silence."""

    _happened = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._dialog: QDialog | None = None
        self._text: QPlainTextEdit | None = None
        self._before = sys.excepthook, threading.excepthook
        # Queued: the exception may come from a paint event or from another thread.
        self._happened.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take over Python's last resort for uncaught exceptions, of every thread."""
        sys.excepthook, threading.excepthook = self._hook, self._hook_of_threads

    def uninstall(self) -> None:
        """Give the last resort back to whoever had it before."""
        sys.excepthook, threading.excepthook = self._before

    def report(self, error: BaseException) -> None:
        """Tell about an error, from any thread; ``UserError`` is told in its own words."""
        self._happened.emit(error)

    def _hook(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        complain("".join(traceback.format_exception(kind, error, trace)))
        self.report(error)

    def _hook_of_threads(self, what: threading.ExceptHookArgs) -> None:
        if what.exc_value is not None and not isinstance(what.exc_value, SystemExit):
            self._hook(what.exc_type, what.exc_value, what.exc_traceback)

    def _show(self, error: BaseException) -> None:
        parent = QApplication.activeWindow()
        if isinstance(error, UserError):
            show_error(parent, error)
            return
        report = report_text(error)
        if self._dialog is not None and self._text is not None:
            self._text.appendPlainText("\n" + report)
            return
        what = tr(
            "Your work is saved. You can continue; the report below helps us fix the problem."
        )
        dialog, text = _report(parent, tr("Something went wrong"), what, report, tr("Continue"))
        self._dialog, self._text = dialog, text
        dialog.finished.connect(self._forget)
        dialog.open()

    def _forget(self) -> None:
        self._dialog = self._text = None
