"""What goes wrong is told in plain words, once, and never in silence."""

import sys
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from flashcards import Collection
from flashcards.model.changes import Changes
from flashcards.model.errors import UserError
from flashcards.model.messages import message
from flashcards.ui import messages
from flashcards.ui.jobs import Jobs
from flashcards.ui.widgets import label
from tests.qtbot import QtBot

HOSTILE = "<img src='file:///dev/zero'><b>bold</b>"


def _texts(dialog: QDialog) -> list[str]:
    return [found.text() for found in dialog.findChildren(QLabel)]


def _button(dialog: QDialog, text: str) -> QPushButton:
    return next(found for found in dialog.findChildren(QPushButton) if text in found.text())


@pytest.fixture
def reporter(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[messages.Reporter]:
    made = messages.Reporter()
    before = sys.excepthook, threading.excepthook
    monkeypatch.setattr(sys, "stderr", sys.stdout)
    made.install()
    yield made
    made.uninstall()
    assert (sys.excepthook, threading.excepthook) == before
    for dialog in _reports():
        dialog.close()


def _reports() -> list[QDialog]:
    return [
        widget
        for widget in QApplication.topLevelWidgets()
        if isinstance(widget, QDialog) and widget.isVisible() and widget.findChild(QPlainTextEdit)
    ]


def _raise(text: str) -> None:
    try:
        raise RuntimeError(text)
    except RuntimeError as error:
        sys.excepthook(type(error), error, error.__traceback__)


def test_a_fault_shows_a_report_that_can_be_copied(
    reporter: messages.Reporter, qtbot: QtBot
) -> None:
    _raise("a screw came loose")
    qtbot.waitUntil(lambda: len(_reports()) == 1)
    (dialog,) = _reports()
    report = dialog.findChild(QPlainTextEdit)
    assert isinstance(report, QPlainTextEdit)
    assert "a screw came loose" in report.toPlainText()
    assert any("Your work is saved" in text for text in _texts(dialog))
    _button(dialog, "Copy").click()
    assert QApplication.clipboard().text() == report.toPlainText()


def test_fifty_faults_make_one_dialog(reporter: messages.Reporter, qtbot: QtBot) -> None:
    for number in range(50):
        _raise(f"fault {number}")
    qtbot.waitUntil(lambda: len(_reports()) == 1 and "fault 49" in _report_text())
    assert "fault 0" in _report_text()
    assert len(_reports()) == 1


def _report_text() -> str:
    report = _reports()[0].findChild(QPlainTextEdit)
    assert isinstance(report, QPlainTextEdit)
    return report.toPlainText()


class _Bad(QObject):
    rung = Signal()

    def answer(self) -> None:
        raise RuntimeError("the slot gave way")


def test_a_fault_in_a_slot_is_reported(reporter: messages.Reporter, qtbot: QtBot) -> None:
    bad = _Bad()
    with qtbot.captureExceptions() as caught:
        bad.rung.connect(bad.answer)
        bad.rung.emit()
    for kind, error, trace in caught:
        reporter._hook(kind, error, trace)
    qtbot.waitUntil(lambda: bool(_reports()) and "the slot gave way" in _report_text())


def test_a_fault_of_a_listener_in_a_thread_is_reported_and_what_was_written_stands(
    reporter: messages.Reporter, collection: Collection, qtbot: QtBot
) -> None:
    def follows_badly(_changes: Changes) -> None:
        raise RuntimeError("the listener tripped")

    collection.subscribe(follows_badly)
    jobs = Jobs()
    failed: list[object] = []
    jobs.failed.connect(lambda _job, error: failed.append(error))
    with qtbot.waitSignal(jobs.finished):
        jobs.run("Work", lambda _: collection.add_note({"Front": "one", "Back": "two"}, "A"))
    jobs.stop_all()
    qtbot.waitUntil(lambda: bool(_reports()) and "the listener tripped" in _report_text())
    assert "in follows_badly" in _report_text()
    assert "in shield" in _report_text()
    assert len(collection.search()) == 1
    assert failed == []


def test_a_fault_that_ends_a_thread_is_reported_and_the_thread_s_own_end_is_not(
    reporter: messages.Reporter, qtbot: QtBot
) -> None:
    def leaves() -> None:
        sys.exit(3)

    def breaks() -> None:
        raise RuntimeError("the thread tore")

    for work in (leaves, breaks):
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
    qtbot.waitUntil(lambda: bool(_reports()) and "the thread tore" in _report_text())
    assert "SystemExit" not in _report_text()


def test_what_the_learner_can_mend_is_told_without_a_report(
    reporter: messages.Reporter, qtbot: QtBot
) -> None:
    error = UserError(message("The disk is full."), message("Make room and try again."))
    reporter.report(error)

    def shown() -> list[QDialog]:
        return [
            widget
            for widget in QApplication.topLevelWidgets()
            if isinstance(widget, QDialog) and "The disk is full." in _texts(widget)
        ]

    qtbot.waitUntil(lambda: len(shown()) == 1)
    (dialog,) = shown()
    assert "Make room and try again." in _texts(dialog)
    assert _reports() == []
    dialog.close()


def test_names_are_shown_as_they_are_written(qtbot: QtBot) -> None:
    dialog = messages.show_error(None, UserError(message(HOSTILE), message(HOSTILE)))
    for found in dialog.findChildren(QLabel):
        assert found.textFormat() == Qt.TextFormat.PlainText
    assert _texts(dialog).count(HOSTILE) == 2
    assert label(HOSTILE).textFormat() == Qt.TextFormat.PlainText
    dialog.close()


def test_a_question_is_answered_by_its_button_or_by_escape(qtbot: QtBot) -> None:
    answers: list[str] = []

    def ask() -> QDialog:
        return messages.ask(
            None,
            "Replace the file?",
            "It cannot be brought back.",
            action="Replace",
            on_yes=lambda: answers.append("yes"),
            on_no=lambda: answers.append("no"),
        )

    _button(ask(), "Replace").click()
    assert answers == ["yes"]
    qtbot.keyClick(ask(), Qt.Key.Key_Escape)
    assert answers == ["yes", "no"]


def test_a_name_is_asked_for_and_cannot_be_empty(qtbot: QtBot) -> None:
    given: list[str] = []
    dialog = messages.ask_text(None, "New deck", "Name", action="Create", on_done=given.append)
    create = _button(dialog, "Create")
    field = dialog.findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    assert not create.isEnabled()
    qtbot.keyClicks(field, "  French ")
    assert create.isEnabled()
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert given == ["French"]


def test_dialogs_leave_nothing_behind(qtbot: QtBot) -> None:
    dialog = messages.ask(None, "Sure?", action="Yes", on_yes=lambda: None)
    gone: list[bool] = []
    dialog.destroyed.connect(lambda: gone.append(True))
    dialog.reject()
    QTimer.singleShot(0, lambda: None)
    qtbot.waitUntil(lambda: gone == [True])


def test_helpers_name_what_they_make(qtbot: QtBot) -> None:
    from flashcards.ui.widgets import choice_field, icon_button, number_field, text_field

    made: list[QWidget] = [
        icon_button("more", "More"),
        text_field("Front"),
        number_field("New a day", 20),
        choice_field("Order", [("Due", 1)]),
    ]
    for widget in made:
        qtbot.addWidget(widget)
        assert widget.accessibleName()
