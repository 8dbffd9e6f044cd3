"""A field for a day ahead."""

from datetime import date

from PySide6.QtCore import QDate, QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractSpinBox, QDateEdit, QWidget

from flashcards.ui.dates import DAY_OF_YEAR, pattern
from flashcards.ui.widgets.fields import TEXT_INSET_PX, with_inset

_PAGE = 10
"""So many steps at once does Qt ask for by the page keys."""


class DayField(QDateEdit):
    """Up and down change the day, page up and page down the month; days can be typed too."""

    day_changed = Signal()
    """Another day was chosen. Qt's own signal comes with every Enter as well."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._known = self.date()
        self.setAccessibleName(name)
        # Turned round, Qt would show the parts of a day in reverse.
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setDisplayFormat(f"{pattern(DAY_OF_YEAR)}, ddd")
        self.lineEdit().setTextMargins(TEXT_INSET_PX, 0, 0, 0)
        self.dateChanged.connect(self._follow)

    def sizeHint(self) -> QSize:
        """Return room for the longest day."""
        return with_inset(super().sizeHint())

    def minimumSizeHint(self) -> QSize:
        """Return the same, as no day may be cut."""
        return with_inset(super().minimumSizeHint())

    def _follow(self, day: QDate) -> None:
        if day != self._known:
            self._known = QDate(day)
            self.day_changed.emit()

    def day(self) -> date:
        """Return the day chosen."""
        found = self.date()
        return date(found.year(), found.month(), found.day())

    def show_day(self, day: date) -> None:
        """Show another day; no signal tells of it."""
        self.blockSignals(True)
        self.setDate(QDate(day.year, day.month, day.day))
        self._known = self.date()
        self.blockSignals(False)

    def stepBy(self, steps: int) -> None:
        """Change the part the cursor is in; a day goes on into the next month."""
        section, day = self.currentSection(), self.date()
        if section == QDateEdit.Section.YearSection:
            day = day.addYears(1 if steps > 0 else -1)
        elif section == QDateEdit.Section.MonthSection or abs(steps) == _PAGE:
            day = day.addMonths(1 if steps > 0 else -1)
        else:
            day = day.addDays(steps)
        self.setDate(day)
        self.setSelectedSection(section)

    def stepEnabled(self) -> QAbstractSpinBox.StepEnabledFlag:
        """Days go on in both directions."""
        either = QAbstractSpinBox.StepEnabledFlag
        return either.StepUpEnabled | either.StepDownEnabled

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab leaves the field at once; the arrow keys lead through its parts."""
        return QWidget.focusNextPrevChild(self, forward)
