"""Which columns stand where and how wide: by the room there is, until the learner arranges them."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication

from flashcards.ui.browser.columns import BY_NAME, COLUMNS
from flashcards.ui.browser.list_state import ListState
from flashcards.ui.browser.results import Results

_ALL = tuple(column.name for column in COLUMNS if column.shown)
_BY_WIDTH = ((900, _ALL), (640, ("question", "deck", "due", "interval")))
_NARROW = ("question", "deck", "due")
_QUESTION_SHARE = 0.56
_DECK_SHARE = 0.36
"""So much of what question and deck have together does the deck get, up to its widest."""
_WIDEST_DECK_PX = 260
_AROUND_PX = 22
"""What a cell needs beside its text."""
_NARROWEST_TEXT_PX = 120
_TEXTS = ("question", "answer", "deck")
"""They share what room the others leave."""


class Arrangement(QObject):
    """Arranges the columns of one table."""

    def __init__(self, results: Results, state: ListState) -> None:
        view = results.view
        super().__init__(view)
        self._results = results
        self._view = view
        self._at_work = False
        self.chosen = bool(state.columns)
        """Whether the learner has arranged the columns."""
        if self.chosen:
            self._arrange(state.columns, state.widths)
        titles = view.horizontalHeader()
        titles.sectionMoved.connect(self._choose)
        titles.sectionResized.connect(self._resized)
        titles.sectionHandleDoubleClicked.connect(self._choose)
        view.resized.connect(self.fit)
        self.fit()

    def _choose(self, *_: object) -> None:
        if not self._at_work:
            self.chosen = True

    def _resized(self, *_: object) -> None:
        # The last column is also resized by the window; only a hand on the mouse is a choice.
        if QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            self._choose()

    def fit(self) -> None:
        """Choose columns and widths for the room there is, unless the learner has chosen."""
        if self.chosen:
            return
        room = self._view.viewport().width()
        names = next((names for least, names in _BY_WIDTH if room >= least), _NARROW)
        widths = {name: self._width(name) for name in names if name not in _TEXTS}
        text = max(2 * _NARROWEST_TEXT_PX, room - sum(widths.values()))
        deck = max(_NARROWEST_TEXT_PX, min(round(text * _DECK_SHARE), _WIDEST_DECK_PX))
        text -= deck
        question = round(text * _QUESTION_SHARE) if "answer" in names else text
        widths |= {"question": question, "answer": text - question, "deck": deck}
        self._arrange(names, widths)

    def _width(self, name: str) -> int:
        """Return how wide a column is at first, in the font of the moment."""
        column = BY_NAME[name]
        return max(
            column.width, self._view.fontMetrics().horizontalAdvance(column.holds) + _AROUND_PX
        )

    def _arrange(self, names: tuple[str, ...], widths: Mapping[str, int]) -> None:
        self._at_work = True
        titles = self._view.horizontalHeader()
        for number, column in enumerate(COLUMNS):
            hidden = column.name not in names
            if self._view.isColumnHidden(number) != hidden:
                self._view.setColumnHidden(number, hidden)
            if not hidden:
                self._view.setColumnWidth(number, widths.get(column.name, column.width))
        for place, name in enumerate(names):
            now = titles.visualIndex(COLUMNS.index(BY_NAME[name]))
            if now != place:
                titles.moveSection(now, place)
        self._at_work = False
        self._ask_for_strengths()

    def _ask_for_strengths(self) -> None:
        self._results.show_strengths(any(BY_NAME[name].strength for name in self.shown()))

    def arrange(self, names: tuple[str, ...]) -> None:
        """Show these columns in this order; those that were there keep their width."""
        widths = self.widths()
        self.chosen = True
        self._arrange(names, {name: self._width(name) for name in names} | widths)

    def forget(self) -> None:
        """Show what fits the room there is again, until the learner arranges it anew."""
        self.chosen = False
        self.fit()

    def shown(self) -> tuple[str, ...]:
        """Return the columns shown, from left to right."""
        titles = self._view.horizontalHeader()
        order = [titles.logicalIndex(place) for place in range(titles.count())]
        return tuple(COLUMNS[at].name for at in order if not self._view.isColumnHidden(at))

    def widths(self) -> dict[str, int]:
        """Return how wide the columns shown are, in pixels."""
        return {name: self._view.columnWidth(COLUMNS.index(BY_NAME[name])) for name in self.shown()}

    def toggle(self, name: str) -> None:
        """Show or hide a column; the last one stays."""
        shown = self.shown()
        number = COLUMNS.index(BY_NAME[name])
        if name in shown and len(shown) == 1:
            return
        self.chosen = True
        self._view.setColumnHidden(number, name in shown)
        if name not in shown and self._view.columnWidth(number) < self._width(name):
            self._view.setColumnWidth(number, self._width(name))
        self._ask_for_strengths()

    def show_order(self) -> None:
        """Show by which column the table is sorted."""
        order = self._results.order
        at = next(number for number, each in enumerate(COLUMNS) if each.order == order)
        down, up = Qt.SortOrder.DescendingOrder, Qt.SortOrder.AscendingOrder
        self._view.horizontalHeader().setSortIndicator(at, down if self._results.descending else up)
