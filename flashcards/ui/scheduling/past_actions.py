"""What one does to a line of a card's past; each is one step that undo takes back."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from flashcards.model.history import HistoryLine
from flashcards.ui.browser.columns import Today
from flashcards.ui.scheduling.history_list import HistoryList, in_sight
from flashcards.ui.scheduling.history_model import can_correct
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow


def open_ratings(window: "MainWindow") -> None:
    """Offer the ratings that the line chosen could have had."""
    shown = in_sight(window)
    if shown is not None:
        shown.setFocus(Qt.FocusReason.ShortcutFocusReason)
        shown.open_menu()


def correct(window: "MainWindow", number: int) -> None:
    """Give the answer chosen another rating."""
    shown = in_sight(window)
    line = shown.line() if shown is not None else None
    if shown is None or line is None or not can_correct(line):
        return
    row = next((each for each in shown.ratings if each.number == number), None)
    if row is None:
        return
    scheduling, card, review = window.collection.scheduling, shown.card_id, line.review.id
    _do(
        window,
        shown,
        lambda: scheduling.correct(card, review, row.rating),
        tr("Corrected to {word}", word=tr(row.word)),
    )


def strike(window: "MainWindow") -> None:
    """Leave the line chosen out of the reckoning."""
    found = _chosen(window)
    if found is not None and found[1].standing:
        shown, line = found
        scheduling, card = window.collection.scheduling, shown.card_id
        _do(window, shown, lambda: scheduling.strike(card, line.review.id), tr("Review ignored"))


def restore(window: "MainWindow") -> None:
    """Let the line chosen count again."""
    found = _chosen(window)
    if found is not None and not found[1].standing:
        shown, line = found
        scheduling, card = window.collection.scheduling, shown.card_id
        _do(window, shown, lambda: scheduling.restore(card, line.review.id), tr("Review restored"))


def copy(window: "MainWindow") -> None:
    """Put the whole past into the clipboard, a line each."""
    shown = in_sight(window)
    if shown is not None:
        QGuiApplication.clipboard().setText(shown.text())
        window.toast(tr("Copied the history"))


def _chosen(window: "MainWindow") -> tuple[HistoryList, HistoryLine] | None:
    shown = in_sight(window)
    line = shown.line() if shown is not None else None
    return None if shown is None or line is None else (shown, line)


def _do(window: "MainWindow", shown: HistoryList, work: Callable[[], object], said: str) -> None:
    card_id = shown.card_id

    def then(_: object) -> None:
        if shown.card_id == card_id and shown.isVisible():
            shown.show_card(card_id)
        words = tr("{action}. {due}", action=said, due=_due_words(window, card_id))
        window.toast(words, tr("Undo"), window.undo_in_collection)

    window.writes.do(work, then)


def _due_words(window: "MainWindow", card_id: int) -> str:
    collection = window.collection
    due = collection.card(card_id).due_at
    if due is None:
        return tr("The card is new again.")
    start = collection.presets()[0].options.day_start_minutes
    return tr("The card is due {day}.", day=Today(collection.clock(), start).words(due))
