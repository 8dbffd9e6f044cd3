"""A small dialog that asks in how many days cards shall be due."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from flashcards.scheduling.days import learner_day
from flashcards.ui.statistics.phrases import day_within
from flashcards.ui.widgets import button, column, label, row, set_role, text_field
from flashcards.ui.words import plural, tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

WIDTH_PX = 440
LONGEST_DAYS = 36_500
Days = int | tuple[int, int]
_DAYS = re.compile(r"\s*(\d{1,6})\s*(?:(?:-|–|\.\.|to)\s*(\d{1,6}))?\s*(?:d|days?)?\s*")


def parse_days(text: str) -> Days | None:
    """Return the days that ``5`` or ``3-7`` means; None where it means none from 0 to 36,500."""
    found = _DAYS.fullmatch(text)
    if found is None:
        return None
    first, last = int(found[1]), int(found[2] or found[1])
    if not first <= last <= LONGEST_DAYS:
        return None
    return first if first == last else (first, last)


class DueDialog(QDialog):
    """One line for days, and beneath it what they mean on the calendar."""

    def __init__(
        self,
        window: "MainWindow",
        count: int,
        text: str,
        on_done: Callable[[Days, str], object],
    ) -> None:
        super().__init__(window)
        self.setWindowTitle(tr("Set due date"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.setMinimumWidth(WIDTH_PX)
        self._on_done = on_done
        self._count = count
        now = window.collection.clock()
        start = window.collection.presets()[0].options.day_start_minutes
        self._today = learner_day(now, start)
        self.field = text_field(tr("Days from today"), text, tr("a number, or a range such as 3-7"))
        self.field.selectAll()
        caption = label(tr("&Days from today"))
        caption.setBuddy(self.field)
        self.meaning = label("", "muted", wrap=True)
        self.meaning.setMinimumHeight(2 * self.meaning.fontMetrics().lineSpacing())
        self.meaning.setAlignment(Qt.AlignmentFlag.AlignTop)
        note = label(
            tr("Learning history is kept; the next answer continues from there. A new card "
"goes into review."), "caption", wrap=True,
        )  # fmt: skip
        self.done_button = button(tr("Set due date"), self.accept, kind="primary")
        self.done_button.setDefault(True)
        buttons = row(None, None, button(tr("Cancel"), self.reject), self.done_button)
        asked = column(None, caption, self.field, self.meaning)
        column(self, asked, note, buttons, gap="between", margins="around")
        self.field.textChanged.connect(self._weigh)
        self.accepted.connect(self._finish)
        self._weigh()
        self.field.setFocus()

    def days(self) -> Days | None:
        """Return the days typed; None where they are none."""
        return parse_days(self.field.text())

    def _weigh(self) -> None:
        days = self.days()
        self.done_button.setEnabled(days is not None)
        wrong = days is None and bool(self.field.text().strip())
        set_role(self.meaning, "error" if wrong else "muted")
        if days is not None:
            self.meaning.setText(self._meaning(days))
        elif wrong:
            self.meaning.setText(tr("Write a number of days, or two with a dash: 3-7."))
        else:
            self.meaning.setText(tr("0 is today, 1 tomorrow, 3-7 a day of its own for each card."))

    def _meaning(self, days: Days) -> str:
        cards = plural(self._count, "1 card", "{count} cards")
        if isinstance(days, tuple):
            first, last = (self._day(ahead) for ahead in days)
            said = tr("{cards}: each on a day from {first} to {last}.")
            if self._count == 1:
                said = tr("{cards}: on a day from {first} to {last}.")
            return said.format(cards=cards, first=first, last=last)
        return tr("{cards}: {day}.", cards=cards, day=self._day(days))

    def _day(self, ahead: int) -> str:
        return day_within(self._today + ahead, self._today)

    def _finish(self) -> None:
        days = self.days()
        if days is not None:
            self._on_done(days, self.field.text().strip())
