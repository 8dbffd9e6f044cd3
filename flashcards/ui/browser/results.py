"""Keeps the table on what was searched for: new results, same selection, old ones on an error."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from flashcards.model.errors import UserError
from flashcards.ui.browser.card_table import CardTable
from flashcards.ui.browser.columns import Today
from flashcards.ui.browser.finding import found_ids, rows_of
from flashcards.ui.browser.table_view import CardTableView

if TYPE_CHECKING:
    from flashcards.model.rows import CardRow
    from flashcards.ui.main_window import MainWindow


class Results:
    """What was found last, and how it was asked for."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window
        self.query = ""
        self.order = "due"
        self.descending = False
        self.by_note = False
        self.table = CardTable(self._fetch, self.today)
        self.view = CardTableView(self.table)

    def today(self) -> Today:
        """Return the learner's day."""
        collection = self._window.collection
        minutes = collection.presets()[0].options.day_start_minutes
        return Today(collection.clock(), minutes)

    def _fetch(self, ids: Sequence[int]) -> "Sequence[CardRow | None]":
        return rows_of(self._window.collection, ids, self.by_note)

    def search(self, query: str | None = None, by_note: bool | None = None) -> UserError | None:
        """Search again, for something else if given; the error of a query that means nothing.

        What was found before then stays. The selection stays with its cards, and where they are
        gone it goes to what now stands in their place.
        """
        wanted = self.query if query is None else query
        notes = self.by_note if by_note is None else by_note
        try:
            ids = found_ids(self._window.collection, wanted, self.order, self.descending, notes)
        except UserError as error:
            return error
        same_list = notes == self.by_note and ids == self.table.ids
        turned = notes != self.by_note
        current = self.current_id()
        rows = self.view.selected_rows()
        selected: Sequence[int] = [self.table.ids[row] for row in rows]
        place = rows[0] if rows else self.view.current_row()
        if turned:
            selected, current = self._counterparts(selected, current, notes)
        self.query, self.by_note = wanted, notes
        if same_list:
            self.table.refetch()
            return None
        scrolled = self.view.verticalScrollBar().value()
        blocked = self.view.blockSignals(True)
        self.table.set_ids(ids)
        self._select(selected, current, place)
        self.view.verticalScrollBar().setValue(scrolled)
        self.view.blockSignals(blocked)
        if self.view.current_row() >= 0 and (turned or query is not None):
            self.view.scrollTo(self.view.currentIndex())
        return None

    def _counterparts(
        self, selected: Sequence[int], current: int, notes: bool
    ) -> tuple[list[int], int]:
        """Return the notes of selected cards, or the first card of selected notes."""
        collection = self._window.collection
        few = [number for number in (current, *selected[:500]) if number]
        if not few:
            return [], 0
        cards = collection.card_rows(few) if notes else rows_of(collection, few, by_note=True)
        found = [int(row.note_id if notes else row.id) for row in cards if row is not None]
        return found, found[0] if found else 0

    def _select(self, selected: Iterable[int], current: int, place: int) -> None:
        wanted = set(selected)
        rows: list[int] = []
        now = -1
        if wanted or current:
            for row, number in enumerate(self.table.ids):
                if number in wanted:
                    rows.append(row)
                if number == current:
                    now = row
        if wanted and not rows and place >= 0 and self.table.ids:
            rows = [min(place, len(self.table.ids) - 1)]
        if now < 0 and rows:
            now = rows[0]
        self.view.select_rows(rows, now)

    def sort_by(self, order: str) -> UserError | None:
        """Sort by another column, or the other way round by the same one."""
        self.descending = self.order == order and not self.descending
        self.order = order
        return self.search()

    def selected_ids(self) -> list[int]:
        """Return the ids of the selected rows."""
        ids = self.table.ids
        return [ids[row] for row in self.view.selected_rows() if row < len(ids)]

    def current_id(self) -> int:
        """Return the id of the row the keyboard is on; 0 when there is none."""
        row = self.view.current_row()
        return self.table.ids[row] if 0 <= row < len(self.table.ids) else 0

    def current_card(self) -> "CardRow | None":
        """Return the card of the row the keyboard is on."""
        return self.table.card(self.view.current_row())

    def select_id(self, number: int) -> bool:
        """Select the row of an id; False when it is not there."""
        for row, other in enumerate(self.table.ids):
            if other == number:
                self.view.select_row(row)
                return True
        return False
