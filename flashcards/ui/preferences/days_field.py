"""Which days of the week: a box to tick for each, Monday first."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from flashcards.settings import EVERY_DAY
from flashcards.ui.deck_options.option_words import weekday_names
from flashcards.ui.widgets import check_field, row


class DaysField(QWidget):
    """Tells ``chosen`` with the days ticked, as ``Settings.reminder_days`` has them."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self.boxes: list[QCheckBox] = []
        for short, whole in zip(weekday_names(short=True), weekday_names(), strict=True):
            made = check_field(short.replace("&", "&&"))
            made.setAccessibleName(whole)
            made.clicked.connect(lambda: self.chosen.emit(self.days()))
            self.boxes.append(made)
        row(self, *self.boxes, gap="inside")
        self.setFocusProxy(self.boxes[0])

    def days(self) -> str:
        """Return the days ticked."""
        ticked = zip(EVERY_DAY, self.boxes, strict=True)
        return "".join(day for day, each in ticked if each.isChecked())

    def show_days(self, days: str) -> None:
        """Tick these days."""
        for day, each in zip(EVERY_DAY, self.boxes, strict=True):
            each.setChecked(day in days)
