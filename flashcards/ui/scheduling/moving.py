"""Due dates and places given by hand to the cards at hand; undo takes each back."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from flashcards.model.enums import CardState
from flashcards.ui.browser.bulk import JOB_FROM
from flashcards.ui.jobs import TOLD_AFTER_MS, Progress
from flashcards.ui.scheduling import current_selection
from flashcards.ui.scheduling.due_dialog import DueDialog
from flashcards.ui.scheduling.place_dialog import PlaceDialog
from flashcards.ui.words import numeral, plural, tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

Days = int | tuple[int, int]
LAST_DAYS = "due days"
"""Key among the remembered lists under which the days given last are kept."""


def ask_due(window: "MainWindow") -> DueDialog | None:
    """Ask in how many days the cards at hand shall be due."""
    chosen = current_selection.cards(window)
    if not chosen:
        return None
    last = window.settings.lists.get(LAST_DAYS, "1")
    dialog = DueDialog(window, len(chosen), last, partial(_set_due, window, chosen))
    dialog.open()
    return dialog


def _set_due(window: "MainWindow", chosen: Sequence[int], days: Days, text: str) -> None:
    window.change_settings(lists={**window.settings.lists, LAST_DAYS: text})

    def work(progress: Progress | None = None) -> None:
        window.collection.scheduling.set_due(chosen, days, progress)

    if isinstance(days, tuple):
        when = tr(
            "{first} to {last} days from today", first=numeral(days[0]), last=numeral(days[1])
        )
    elif days > 1:
        when = plural(days, "in {count} day", "in {count} days")
    else:
        when = tr("today") if days == 0 else tr("tomorrow")
    said = plural(len(chosen), "1 card is due", "{count} cards are due")
    _do(window, len(chosen), tr("Setting due dates"), work, f"{said} {when}")


def ask_place(window: "MainWindow") -> PlaceDialog | None:
    """Ask where the new ones of the cards at hand shall stand among the new cards."""
    chosen = current_selection.cards(window)
    rows = window.collection.card_rows(chosen)
    new = sum(row.state is CardState.NEW for row in rows)
    if not new:
        window.toast(tr("Only new cards have a place, and none of these is new"))
        return None
    dialog = PlaceDialog(window, new, len(chosen), partial(_reposition, window, chosen, new))
    dialog.open()
    return dialog


def _reposition(
    window: "MainWindow", chosen: Sequence[int], new: int, start: int, step: int
) -> None:
    def work(_progress: Progress | None = None) -> None:
        window.collection.scheduling.reposition(chosen, start, step)

    said = plural(new, "1 new card has another place", "{count} new cards have another place")
    _do(window, len(chosen), tr("Repositioning cards"), work, said)


def _do(
    window: "MainWindow",
    count: int,
    doing: str,
    work: Callable[[Progress | None], None],
    said: str,
) -> None:
    def say(_: object) -> None:
        window.toast(said, tr("Undo"), window.undo_in_collection)

    if count > JOB_FROM:
        window.jobs.run(doing, work, on_done=say, writes=True, told_after_ms=TOLD_AFTER_MS)
    else:
        window.writes.do(partial(work, None), say)
