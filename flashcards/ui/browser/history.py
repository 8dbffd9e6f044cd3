"""A card's past: its numbers, every answer, and why the interval is what it is."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtWidgets import QAbstractItemView, QGridLayout, QHeaderView, QTableView, QWidget

from flashcards.model.enums import Quality, ReviewKind
from flashcards.model.reviews import Review
from flashcards.scheduling.days import interval_words
from flashcards.ui import theme
from flashcards.ui.browser.columns import BY_NAME, Today, short_date
from flashcards.ui.widgets import column, label
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.model.rows import CardRow
    from flashcards.ui.main_window import MainWindow

_TITLES = ("When", "Answer", "Took", "Interval")
_ANSWERS = {
    Quality.BLACKOUT: "Blackout",
    Quality.WRONG: "Again",
    Quality.WRONG_EASY: "Wrong",
    Quality.HARD: "Hard",
    Quality.GOOD: "Good",
    Quality.PERFECT: "Easy",
}
_KINDS = {ReviewKind.MANUAL: "Set by hand", ReviewKind.IMPORTED: "Imported"}
_TINTS = {
    Quality.BLACKOUT: "again",
    Quality.WRONG: "again",
    Quality.WRONG_EASY: "again",
    Quality.HARD: "hard",
    Quality.GOOD: "good",
    Quality.PERFECT: "easy",
}
_FACTS = ("deck", "state", "due", "interval", "ease", "reviews", "lapses", "created", "changed")
Role = Qt.ItemDataRole
Index = QModelIndex | QPersistentModelIndex


class _Answers(QAbstractTableModel):
    """The rows of the log that count, newest first."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[Review] = []
        self._today: Today | None = None

    def show(self, rows: list[Review], today: Today) -> None:
        self.beginResetModel()
        self._rows, self._today = rows, today
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(_TITLES)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Role.DisplayRole:
            return tr(_TITLES[section])
        if role == Role.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        review = self._rows[index.row()]
        if role == Role.DisplayRole:
            return self._words(review)[index.column()]
        if role == Role.ForegroundRole:
            answered = review.kind in (ReviewKind.ANSWER, ReviewKind.DRILL)
            if index.column() == 1 and answered:
                return theme.color(_TINTS[review.quality])
            return theme.color("muted")
        return None

    def _words(self, review: Review) -> tuple[str, str, str, str]:
        at = review.at if self._today is None else review.at.astimezone(self._today.now.tzinfo)
        when = f"{short_date(at)} {at:%H:%M}"
        took = QLocale().toString(review.taken_ms / 1000, "f", 1) + " s"
        interval = interval_words(review.interval_minutes)
        if review.kind in _KINDS:
            return when, tr(_KINDS[review.kind]), "", interval
        answer = tr(_ANSWERS[review.quality])
        if review.kind is ReviewKind.DRILL:
            return when, tr("{answer}, repeated", answer=answer), took, ""
        return when, answer, took, interval


class History(QWidget):
    """Shows the past of one card."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._window = window
        self._why: list[str] = []
        self._facts = {name: label("") for name in _FACTS}
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.SPACE.inside)
        grid.setVerticalSpacing(theme.SPACE.hair)
        for number, (name, value) in enumerate(self._facts.items()):
            down, side = (0, 0) if name == "deck" else divmod(number + 1, 2)
            caption = label(tr(BY_NAME[name].title), "caption")
            grid.addWidget(caption, down, side * 2)
            grid.addWidget(value, down, side * 2 + 1, 1, 3 if name == "deck" else 1)
            value.setWordWrap(name == "deck")
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        self._answers = _Answers()
        self.table = self._table()
        self.heading = label(tr("Why this interval"), "muted")
        self.why = label("", wrap=True)
        self.why.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column(
            self, grid, self.heading, self.why, self.table, gap="inside", margins="inside"
        ).setStretch(3, 1)

    def _table(self) -> QTableView:
        table = QTableView()
        table.setModel(self._answers)
        table.setAccessibleName(tr("Answers"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(table.fontMetrics().height() + 10)
        titles = table.horizontalHeader()
        titles.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        titles.setStretchLastSection(True)
        titles.setHighlightSections(False)
        titles.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        table.selectionModel().currentRowChanged.connect(self._explain)
        return table

    def show_card(self, row: "CardRow", today: Today) -> None:
        """Show the past of a card."""
        from flashcards.study.history import standing

        for name, value in self._facts.items():
            value.setText(BY_NAME[name].text(row, today) or "–")
        collection = self._window.collection
        reviews = standing(collection.history(row.id))
        reviews.reverse()
        self._why = collection.why(row.id)[::-1]
        self._answers.show(reviews, today)
        self.table.setVisible(bool(reviews))
        if reviews:
            self.table.selectRow(0)
        self._explain(self.table.currentIndex())

    def _explain(self, index: QModelIndex, _before: QModelIndex | None = None) -> None:
        at = max(0, index.row())
        self.heading.setText(tr("Why this interval") if at == 0 else tr("What this answer did"))
        self.why.setText(self._why[at] if at < len(self._why) else "")
