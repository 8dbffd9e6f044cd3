"""Commands for the line chosen in a card's past, in force wherever such a past is in sight."""

from functools import partial
from typing import TYPE_CHECKING

from flashcards.model.messages import Translatable
from flashcards.ui.answering.ratings import NUMBERS
from flashcards.ui.commands import Command
from flashcards.ui.words import midway, tr

if TYPE_CHECKING:
    from flashcards.model.history import HistoryLine
    from flashcards.ui.main_window import MainWindow
    from flashcards.ui.scheduling.history_list import HistoryList

_WITH_HISTORY = ("study", "browse")
"""The screens where a past can be in sight; while another is in front nothing is imported."""


def history_commands(window: "MainWindow") -> list[Command]:
    """Return every row."""
    seen = partial(_sees_history, window)
    return [
        Command("history.correct", "Correct r&ating…", partial(_open_ratings, window),
                ("Ctrl+R",), "edit", "Card", section=6, offered_when=seen,
                places=_WITH_HISTORY,
                enabled_when=partial(_can_correct, window),
                keywords=("history", "past", "mistake", "wrong")),
        Command("history.strike", "Ignore this revie&w", partial(_strike, window),
                ("Ctrl+Shift+X",), "close", "Card", section=6, offered_when=seen,
                places=_WITH_HISTORY,
                enabled_when=partial(_stands, window, True),
                keywords=("history", "past", "remove", "undo")),
        Command("history.restore", "Restore this revie&w", partial(_restore, window),
                ("Ctrl+Shift+R",), "undo", "Card", section=6, offered_when=seen,
                places=_WITH_HISTORY,
                enabled_when=partial(_stands, window, False),
                keywords=("history", "past", "restore", "struck")),
        Command("history.copy", "Cop&y the history", partial(_copy, window), (), "copy",
                offered_when=seen, places=_WITH_HISTORY, keywords=("past", "why", "clipboard")),
        *(_rate(window, number) for number in NUMBERS),
    ]  # fmt: skip


_CORRECT: tuple[Translatable, ...] = (
    "Correct to &0: blackout",
    "Correct to &1: again",
    "Correct to &2: hard / almost",
    "Correct to &3: good / hard",
    "Correct to &4: easy / good",
    "Correct to &5: easy",
)
"""What a number stands for: its word among four buttons, and its word among six."""


def _rate(window: "MainWindow", number: int) -> Command:
    return Command(
        f"history.rate{number}",
        _CORRECT[number],
        partial(_correct, window, number),
        offered_when=partial(_has_rating, window, number),
        checked_when=partial(_is_rated, window, number),
        text_when=partial(_rate_words, window, number),
        keywords=("history", "past", "mistake"),
        places=_WITH_HISTORY,
    )


def _open_ratings(window: "MainWindow") -> None:
    from flashcards.ui.scheduling import past_actions

    past_actions.open_ratings(window)


def _strike(window: "MainWindow") -> None:
    from flashcards.ui.scheduling import past_actions

    past_actions.strike(window)


def _restore(window: "MainWindow") -> None:
    from flashcards.ui.scheduling import past_actions

    past_actions.restore(window)


def _copy(window: "MainWindow") -> None:
    from flashcards.ui.scheduling import past_actions

    past_actions.copy(window)


def _correct(window: "MainWindow", number: int) -> None:
    from flashcards.ui.scheduling import past_actions

    past_actions.correct(window, number)


def _shown(window: "MainWindow") -> "HistoryList | None":
    if window.front() not in _WITH_HISTORY:
        return None
    from flashcards.ui.scheduling.history_list import in_sight

    return in_sight(window)


def _line(window: "MainWindow") -> "HistoryLine | None":
    shown = _shown(window)
    return None if shown is None else shown.line()


def _sees_history(window: "MainWindow") -> bool:
    return _line(window) is not None


def _can_correct(window: "MainWindow") -> bool:
    line = _line(window)
    if line is None:
        return False
    from flashcards.ui.scheduling.history_model import can_correct

    return can_correct(line)


def _stands(window: "MainWindow", standing: bool) -> bool:
    line = _line(window)
    return line is not None and line.standing is standing


def _has_rating(window: "MainWindow", number: int) -> bool:
    return bool(_row_words(window, number)) and _can_correct(window)


def _row_words(window: "MainWindow", number: int) -> str:
    shown = _shown(window)
    rows = () if shown is None else shown.ratings
    return next((tr(row.word) for row in rows if row.number == number), "")


def _is_rated(window: "MainWindow", number: int) -> bool:
    line = _line(window)
    if line is None:
        return False
    from flashcards.ui.answering.ratings import word_of

    return word_of(line.review.quality) == _row_words(window, number)


def _rate_words(window: "MainWindow", number: int) -> str:
    word = midway(_row_words(window, number))
    return tr("Correct to &{number}: {word}", number=number, word=word).rstrip(": ")
