"""A card's past as rows of a list, the newest first."""

from collections.abc import Iterator, Sequence
from typing import Any

from PySide6.QtCore import Qt

from flashcards.model.enums import CardState, ReviewKind
from flashcards.model.history import HistoryLine
from flashcards.model.messages import Message
from flashcards.scheduling.days import interval_words
from flashcards.ui.answering.ratings import kind_of, word_of
from flashcards.ui.dates import time_words
from flashcards.ui.row_list import ROW, Index, RowModel
from flashcards.ui.words import numeral, tr, worded

Role = Qt.ItemDataRole
DETAILS = ROW + 1
"""Under this role a row gives the rule and the numbers."""

_ANSWERS = (ReviewKind.ANSWER, ReviewKind.DRILL)


class HistoryModel(RowModel[HistoryLine]):
    """Holds the lines of one card."""

    def __init__(self) -> None:
        super().__init__()
        self._details: tuple[str, ...] = ()

    def show(self, rows: Sequence[HistoryLine]) -> None:
        """Hold other lines, given oldest first."""
        newest_first = rows[::-1]
        self._details = tuple(_details(newest_first))
        super().show(newest_first)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Return a line, or all of it in words."""
        line = self.rows[index.row()]
        if role == ROW:
            return line
        if role == DETAILS:
            return self._details[index.row()]
        if role in (Role.DisplayRole, Role.AccessibleTextRole):
            return f"{_head(line)}. {self._details[index.row()]}"
        return None


def answer_words(line: HistoryLine) -> str:
    """Return what was done, in as few words as a heading has."""
    review = line.review
    if review.kind is ReviewKind.ANSWER:
        return word_of(review.quality)
    if review.kind is ReviewKind.DRILL:
        return tr("{answer}, repeated", answer=word_of(review.quality))
    if review.kind is ReviewKind.MOVED:
        return tr("Due date moved")
    if review.kind is ReviewKind.IMPORTED:
        return tr("Imported")
    if line.standing and line.memory.state is CardState.NEW:
        return tr("Made new")
    return tr("Set by hand")


def tint(line: HistoryLine) -> str:
    """Return the colour of the heading."""
    if not line.standing:
        return "muted"
    return kind_of(line.review.quality) if line.review.kind in _ANSWERS else "text"


def interval(line: HistoryLine) -> str:
    """Return what the line made of the interval; empty where it made nothing of it."""
    if not line.standing or line.review.kind in (ReviewKind.DRILL, ReviewKind.MOVED):
        return ""
    minutes = line.memory.interval_minutes
    return worded(interval_words(minutes)) if minutes else tr("new")


def when(line: HistoryLine) -> str:
    """Return the moment, and how long the answer took."""
    moment = f"{line.day} {time_words(line.at)}"
    if line.review.kind not in _ANSWERS:
        return moment
    seconds = numeral(line.review.taken_ms / 1000, 1)
    return tr("{moment} · {seconds} s", moment=moment, seconds=seconds)


def _details(lines: Sequence[HistoryLine]) -> Iterator[str]:
    """Yield the rule and the numbers of each line; what many in a row share is said once."""
    said: Message | None = None
    for line in lines:
        if not line.standing or line.remark in (None, said):
            yield worded(line.words)
        else:
            yield f"{worded(line.words)} {worded(line.remark)}"
        said = line.remark if line.standing else said


def _head(line: HistoryLine) -> str:
    head = f"{when(line)}: {answer_words(line)}"
    return head if line.standing else tr("{line} (ignored)", line=head)


def can_correct(line: HistoryLine | None) -> bool:
    """Whether a line is an answer that counts for the schedule."""
    return line is not None and line.standing and line.review.kind is ReviewKind.ANSWER
