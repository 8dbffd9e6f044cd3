"""Keeps the table on what was searched for: new results, same selection, old ones on an error."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shiboken6 import isValid

from flashcards.model.errors import CancelledError, UserError
from flashcards.model.messages import message
from flashcards.ui.browser.card_table import CardTable
from flashcards.ui.browser.columns import Today
from flashcards.ui.browser.finding import rows_of
from flashcards.ui.browser.table_view import CardTableView
from flashcards.ui.jobs import TOLD_AFTER_MS
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from array import array

    from flashcards.api import Collection
    from flashcards.model.rows import CardRow
    from flashcards.ui.jobs import Job, Progress
    from flashcards.ui.main_window import MainWindow


LARGE = 30_000
"""In a collection with so many cards, searches are done in the background."""


_Asked = tuple[str, str, bool, bool]
"""Query, order, whether descending, and whether notes are wanted."""
Then = Callable[["UserError | None"], object]


class SearchStoppedError(UserError):
    """The learner stopped a search."""


@dataclass(frozen=True, slots=True)
class _Question:
    """What is asked of the collection, and of what is found."""

    number: int
    query: str
    order: str
    descending: bool
    by_note: bool
    shown: Sequence[int] = ()
    """What the table shows until then."""
    selected: Sequence[int] = ()
    current: int = 0

    @property
    def asked(self) -> "_Asked":
        """What there is to look for."""
        return (self.query, self.order, self.descending, self.by_note)

    def find(self, collection: "Collection", progress: "Progress | None" = None) -> "_Found":
        """Look for it, also for a million cards while the window has its turns."""
        ids = collection.browsing.found(*self.asked, progress)
        pairs = zip(ids, self.shown, strict=False)
        same = len(ids) == len(self.shown) and all(one == other for one, other in pairs)
        return _Found(ids, same, *_places(ids, self.selected, self.current))


@dataclass(frozen=True, slots=True)
class _Found:
    """What was found, and where in it is what was selected."""

    ids: "array[int]"
    same: bool
    """Whether it is what was shown."""
    rows: list[int]
    now: int


@dataclass(frozen=True, slots=True)
class _Aside:
    """What was selected when a search left all of it out; another one may find it again."""

    selected: list[int]
    current: int
    stand_in: int
    """What the keyboard is on meanwhile; once it is on anything else, that is meant."""


def _places(ids: Sequence[int], selected: Sequence[int], current: int) -> tuple[list[int], int]:
    """Return the rows of what is selected, and that of the current one; -1 where it is gone."""
    wanted = set(selected)
    if not wanted and not current:
        return [], -1
    rows: list[int] = []
    now = -1
    for row, number in enumerate(ids):
        if number in wanted:
            rows.append(row)
        if number == current:
            now = row
    return rows, now


def _attempt(
    question: _Question, collection: "Collection", progress: "Progress"
) -> "_Found | UserError":
    try:
        return question.find(collection, progress)
    except CancelledError:
        return SearchStoppedError(message("The search was stopped."))
    except UserError as error:
        return error


def _broken() -> UserError:
    return UserError(
        message("The search could not be finished."),
        message("Try it again, or search for something else."),
    )


def _takes_long(question: _Question) -> bool:
    from flashcards.search.lasting import takes_long
    from flashcards.search.parser import parse

    try:
        return takes_long(parse(question.query), question.order)
    except UserError:
        return False


class Results:
    """What was found last, and how it was asked for."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window
        self.query = ""
        self.order = "due"
        self.descending = False
        self.by_note = False
        self.strengths = False
        """Whether rows tell how well their cards are remembered."""
        self._aside: _Aside | None = None
        self._number = 0
        self._searching: Job | None = None
        self._waiting: tuple[_Question, Then] | None = None
        self.table = CardTable(self._fetch, self.today)
        self.view = CardTableView(self.table)

    def today(self) -> Today:
        """Return the learner's day."""
        collection = self._window.collection
        minutes = collection.presets()[0].options.day_start_minutes
        return Today(collection.clock(), minutes)

    def _fetch(self, ids: Sequence[int]) -> "Sequence[CardRow | None]":
        return rows_of(self._window.collection, ids, self.by_note, self.strengths)

    def search(self, query: str | None = None, by_note: bool | None = None) -> UserError | None:
        """Search again, for something else if given; the error of a query that means nothing.

        What was found before then stays. The selection stays with its cards, and where they are
        gone it goes to what now stands in their place.
        """
        return self._at_once(self._question(query, by_note))

    def _at_once(self, question: "_Question") -> UserError | None:
        self._number = question.number
        self._waiting = None
        self._stop()
        try:
            found = question.find(self._window.collection)
        except UserError as error:
            return error
        self._show(question, found)
        return None

    def ask(
        self,
        then: Then,
        query: str | None = None,
        by_note: bool | None = None,
        order: tuple[str, bool] | None = None,
    ) -> None:
        """Search as ``search`` does and tell ``then``; in the background where it takes long."""
        question = self._question(query, by_note, order)
        few = self._window.collection.browsing.largest_card() < LARGE
        if few and not _takes_long(question):
            then(self._at_once(question))
            return
        self._number = question.number
        self._waiting = (question, then)
        if self._searching is None:
            self._start()
        else:
            self._stop()

    def _asked(self) -> _Asked:
        """Return what was asked last: what is still looked for counts, though not shown yet."""
        return self._waiting[0].asked if self._waiting else self._shown()

    def _shown(self) -> _Asked:
        return (self.query, self.order, self.descending, self.by_note)

    def is_behind(self) -> bool:
        """Whether something else is looked for than what the table shows."""
        return self._asked() != self._shown()

    def _question(
        self, query: str | None, by_note: bool | None, order: tuple[str, bool] | None = None
    ) -> "_Question":
        last, name, descending, notes = self._asked()
        name, descending = order or (name, descending)
        wanted = last if query is None else query
        asked = (wanted, name, descending, notes if by_note is None else by_note)
        selected = (self.table.ids, *self._chosen())
        return _Question(self._number + 1, *asked, *selected)

    def _stop(self) -> None:
        """End the search that is under way: nobody waits for what it finds."""
        if self._searching is not None:
            self._window.jobs.cancel(self._searching)

    def _start(self) -> None:
        """Search for what was asked last; what was asked in between is passed over."""
        if self._waiting is None:
            return
        question, then = self._waiting
        collection = self._window.collection
        self._searching = self._window.jobs.run(
            tr("Searching"),
            lambda progress: _attempt(question, collection, progress),
            on_done=lambda found: self._arrived(question, found, then),
            on_broken=lambda: self._arrived(question, _broken(), then),
            told_after_ms=TOLD_AFTER_MS,
        )

    def _arrived(
        self,
        question: "_Question",
        found: "_Found | UserError",
        then: Then,
    ) -> None:
        self._searching = None
        if not isValid(self.view):  # the screen was taken down meanwhile
            return
        if question.number != self._number:
            self._start()
            return
        self._waiting = None
        if isinstance(found, UserError):
            then(found)
            return
        self._show(question, found)
        then(None)

    def _show(self, question: "_Question", found: "_Found") -> None:
        turned = question.by_note != self.by_note
        asked_anew = question.query != self.query
        selected, current = self._chosen()
        place = next(iter(self.view.selected_rows()), self.view.current_row())
        if turned:
            selected, current = self._counterparts(selected, current, question.by_note)
        self.query, self.order, self.descending, self.by_note = question.asked
        if not turned and found.same and question.shown is self.table.ids:
            self.table.refetch()
            return
        rows, now = found.rows, found.now
        if (selected, current) != (question.selected, question.current):
            rows, now = _places(found.ids, selected, current)
        scrolled = self.view.verticalScrollBar().value()
        blocked = self.view.blockSignals(True)
        self.table.set_ids(found.ids)
        self._select(rows, now, place if selected else -1)
        self.view.verticalScrollBar().setValue(scrolled)
        self.view.blockSignals(blocked)
        if selected and not rows and (asked_anew or self._aside is not None):
            self._aside = _Aside(selected, current, self.current_id())
        else:
            self._aside = None
        if self.view.current_row() >= 0 and (turned or asked_anew):
            self.view.scrollTo(self.view.currentIndex())

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

    def _select(self, rows: list[int], now: int, place: int) -> None:
        if not rows and place >= 0 and self.table.ids:
            rows = [min(place, len(self.table.ids) - 1)]
        if now < 0 and rows:
            now = rows[0]
        self.view.select_rows(rows, now)

    def sort_by(self, order: str, then: Then) -> None:
        """Sort by another column, or the other way round by the same one."""
        _, last, descending, _ = self._asked()
        self.sort(order, last == order and not descending, then)

    def sort(self, order: str, descending: bool, then: Then) -> None:
        """Sort by a column, either way round."""
        self.ask(then, order=(order, descending))

    def show_strengths(self, shown: bool) -> None:
        """Let rows tell how well their cards are remembered, or not."""
        if shown != self.strengths:
            self.strengths = shown
            self.table.refetch()

    def selected_ids(self) -> list[int]:
        """Return the ids of the selected rows."""
        ids = self.table.ids
        return [ids[row] for row in self.view.selected_rows() if row < len(ids)]

    def _chosen(self) -> tuple[list[int], int]:
        """Return what the learner selected, and what they were on last."""
        selected, current, aside = self.selected_ids(), self.current_id(), self._aside
        if aside is not None and current == aside.stand_in and selected in ([], [current]):
            return aside.selected, aside.current
        return selected, current

    def put_selection_aside(self) -> None:
        """Select nothing while a search makes no sense; the next one selects the same again."""
        selected, current = self._chosen()
        if selected:
            self._aside = _Aside(selected, current, self.current_id())
        self.view.clearSelection()

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
