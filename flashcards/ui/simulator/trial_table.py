"""A table of the algorithms that were tried, the best first."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel

from flashcards.ui import theme
from flashcards.ui.simulator import trial_words
from flashcards.ui.widgets import label
from flashcards.ui.words import numeral, percent, tr

if TYPE_CHECKING:
    from flashcards.collection.plans.experiments import TrialReport

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop


class TrialTable(QFrame):
    """Name and meaning of each algorithm, its log loss and its error."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self._grid = QGridLayout(self)
        edge = theme.SPACE.between
        self._grid.setContentsMargins(edge, edge, edge, edge)
        self._grid.setHorizontalSpacing(edge)
        self._grid.setVerticalSpacing(theme.SPACE.hair)
        self._grid.setColumnStretch(0, 1)
        self.rows: list[str] = []
        """What stands in each row, for those who hear it."""

    def show_report(self, report: "TrialReport", *, own_parameters: bool) -> None:
        """Show how each did; ``own_parameters`` as in ``trial_words.used``."""
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        heads = (tr("Predicted by"), tr("Log loss"), tr("Error"))
        for place, text in enumerate(heads):
            self._put(label(text, "caption"), 0, place)
        self.rows = []
        metrics = report.trial.metrics
        order = sorted(metrics, key=lambda one: metrics[one].log_loss)
        for number, one in enumerate(order):
            name = trial_words.name_of(one)
            if one is trial_words.used(report, own_parameters=own_parameters):
                name = tr("{name} (in use)", name=name)
            loss, error = numeral(metrics[one].log_loss, 3), percent(metrics[one].rmse_bins, 1)
            row = 1 + 2 * number
            self._put(label(name, "heading" if number == 0 else "", wrap=True), row, 0)
            self._put(label(loss, "number"), row, 1)
            self._put(label(error, "number"), row, 2)
            about = label(tr(trial_words.ABOUT[one.value]), "muted", wrap=True)
            about.setContentsMargins(0, 0, 0, theme.SPACE.inside)
            self._grid.addWidget(about, row + 1, 0, 1, 3)
            self.rows.append(tr("{name}: log loss {loss}, error {error}",
                                name=name, loss=loss, error=error))  # fmt: skip
        self.setAccessibleName(tr("Schedulers tried, the best first"))
        self.setAccessibleDescription(". ".join(self.rows))

    def _put(self, part: QLabel, row: int, place: int) -> None:
        if place:
            part.setAlignment(_RIGHT)
        self._grid.addWidget(part, row, place)
