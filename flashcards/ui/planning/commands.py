"""The ways to study beyond the daily queue and to plan days ahead, which exist everywhere."""

from functools import partial
from typing import TYPE_CHECKING

from flashcards.model.messages import Translatable
from flashcards.ui.commands import Command
from flashcards.ui.scheduling import current_selection
from flashcards.ui.words import plural

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

MINUTES, CUSTOM, CATCH_UP, HOLIDAY, EXAM = "minutes", "custom", "catch_up", "holiday", "exam"
"""The pages of the screen."""
FEW_MINUTES = 5
"""What there is time for between two other things."""
_MENU = "Go/More ways to study"


def commands(window: "MainWindow") -> list[Command]:
    """Return the rows of this folder that stay in force for good."""
    return [
        Command("planning.some_minutes", "Study for some &minutes", partial(start_now, window),
                ("Ctrl+Shift+M",), "clock", _MENU, section=3,
                text_when=partial(minutes_words, window),
                keywords=("time", "short", "quick", "minutes first", "I have")),
        Command("planning.five_minutes", "Study &5 minutes now", partial(five_minutes, window),
                (), "clock", _MENU, section=3,
                keywords=("time", "short", "quick", "break", "all decks")),
        Command("planning.more_new", "More &new cards today", partial(more_new, window),
                ("Ctrl+L",), "add", _MENU, section=3,
                keywords=("learn", "limit", "extra", "increase", "another")),
        _way(window, "go.minutes", "Choose how ma&ny minutes", MINUTES, "clock",
             ("time", "short", "minutes first")),
        _way(window, "go.custom", "&Custom study", CUSTOM, "study",
             ("ahead", "forgotten", "cram", "preview", "filtered", "tag", "search"),
             "Ctrl+Shift+S"),
        _way(window, "go.catch_up", "Catch &up after a break", CATCH_UP, "history",
             ("backlog", "overdue", "spread", "behind")),
        _way(window, "go.holiday", "&Holiday", HOLIDAY, "calendar",
             ("vacation", "away", "pause", "break", "free")),
        _way(window, "go.exam", "&Exam date", EXAM, "flag",
             ("test", "deadline", "retention")),
    ]  # fmt: skip


def _way(
    window: "MainWindow", command: str, text: Translatable, page: str, icon: str,
    keywords: tuple[str, ...], key: str = "",
) -> Command:  # fmt: skip
    return Command(
        command,
        text,
        partial(open_page, window, page),
        (key,) if key else (),
        icon,
        _MENU,
        section=3,
        keywords=(*keywords, "plans", "plan"),
    )


def open_page(window: "MainWindow", page: str) -> None:
    """Open a page for the deck that the screen in front is about, if it is about one."""
    deck = current_selection.deck(window)
    if deck is None:
        window.go("planning", page=page)
    else:
        window.go("planning", page=page, deck=deck)


def start_now(window: "MainWindow") -> None:
    """Study at once for as many minutes as the last time, the deck at hand or all."""
    from flashcards.ui.planning.starting import kept_minutes, start_minutes

    start_minutes(window, kept_minutes(window), current_selection.deck(window))


def five_minutes(window: "MainWindow") -> None:
    """Study five minutes at once, whatever screen is in front: the best of all decks."""
    from flashcards.ui.planning.starting import start_minutes

    start_minutes(window, FEW_MINUTES, None)


def more_new(window: "MainWindow") -> None:
    """Let in more new cards for today, of the deck at hand or of all."""
    from flashcards.ui.planning.starting import ask_more_new

    ask_more_new(window, current_selection.deck(window))


def minutes_words(window: "MainWindow") -> str:
    """Return what studying for some minutes is called, with their number."""
    from flashcards.ui.planning.starting import kept_minutes

    return plural(kept_minutes(window), "Study for {count} &minute", "Study for {count} &minutes")
