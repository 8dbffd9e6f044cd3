"""What a sitting came to, in numbers and as one bar; every ending shows it alike."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget

from flashcards.ui.answering import phrases
from flashcards.ui.answering.split_bar import SplitBar, split_words
from flashcards.ui.answering.tally import Tally
from flashcards.ui.statistics.phrases import recall_words
from flashcards.ui.widgets import column, label, panel, row
from flashcards.ui.words import numeral, plural, tr


def numbers_row(tally: Tally, *more: tuple[str, str]) -> QLayout:
    """Return the numbers of a sitting side by side, then ``more``: a value and its caption each."""
    numbers = (
        (numeral(tally.cards), plural(tally.cards, "card", "cards")),
        (phrases.clock_words(tally.time_ms), tr("time")),
        (recall_words(tally.recall), tr("correct")),
        *more,
    )
    return row(None, *(_number(*each) for each in numbers), gap="around")


def ratings_panel(tally: Tally) -> QWidget:
    """Return how often each rating was given."""
    split = tally.by_quality()
    return panel(SplitBar(split), label(split_words(split), "muted"))


def _number(value: str, caption: str) -> QWidget:
    box = QWidget()
    box.setProperty("role", "bare")
    parts = (label(value, "big"), label(caption, "muted"))
    for part in parts:
        part.setAlignment(Qt.AlignmentFlag.AlignCenter)
    column(box, *parts, gap="none")
    box.setAccessibleName(f"{value} {caption}")
    return box
