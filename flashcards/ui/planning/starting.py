"""Begins a session for some minutes: its cards are chosen in the background, then asked."""

from functools import partial
from typing import TYPE_CHECKING

from flashcards.ui.jobs import TOLD_AFTER_MS
from flashcards.ui.words import numeral, plural, tr

if TYPE_CHECKING:
    from flashcards.study.session import StudySession
    from flashcards.ui.main_window import MainWindow

USUAL_MINUTES = 15
_KEPT_AS = "planning"


def kept_minutes(window: "MainWindow") -> int:
    """Return how many minutes the learner had the last time."""
    kept = window.settings.lists.get(_KEPT_AS, "")
    return int(kept) if kept.isdecimal() and 0 < int(kept) <= 24 * 60 else USUAL_MINUTES


def keep_minutes(window: "MainWindow", minutes: int) -> None:
    """Remember how many minutes the learner has, for the next time."""
    if kept_minutes(window) != minutes:
        window.change_settings(lists={**window.settings.lists, _KEPT_AS: str(minutes)})


def more_new_words(count: int) -> str:
    """Return what a button says that lets in so many more new cards."""
    return plural(count, "{count} more &new card", "{count} more &new cards")


def ask_more_new(window: "MainWindow", deck: str | None) -> None:
    """Raise today's limits of a deck, or of all, by what its options have for a day."""
    planning = window.collection.planning

    def told(count: int) -> None:
        if count:
            said = plural(
                count, "{count} more new card for today", "{count} more new cards for today"
            )
            window.toast(said, tr("Undo"), window.undo)
        else:
            window.toast(tr("All new cards that today allows are still to come, or there are none"))

    window.writes.do(lambda: planning.ask_more_new(deck), told)


def start_minutes(window: "MainWindow", minutes: int, deck: str | None) -> None:
    """Study those of today's cards that are worth most for so many minutes."""
    planning = window.collection.planning
    window.jobs.run(
        tr("Choosing cards"),
        lambda progress: planning.minutes_first(minutes, deck, progress),
        partial(open_minutes, window),
        told_after_ms=TOLD_AFTER_MS,
    )


def open_minutes(window: "MainWindow", session: "StudySession") -> None:
    """Ask the cards that were chosen, and say how many are left for tomorrow."""
    asked, left = session.remaining.total, session.left_for_tomorrow.total
    if not asked:
        session.close()
        window.toast(
            tr("Nothing is due now"),
            tr("More ways to study"),
            lambda: window.go("planning", page="custom"),
        )
        return
    window.go("study", session=session)
    if left:
        words = plural(asked, "{count} card", "{count} cards")
        window.toast(tr("{cards}; {left} are left for tomorrow", cards=words, left=numeral(left)))
