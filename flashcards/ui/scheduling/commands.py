"""Commands about the schedule: the past of a card, due dates by hand, rules for the past."""

from functools import partial
from typing import TYPE_CHECKING

from flashcards.ui.commands import Command
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.model.history import HistoryLine
    from flashcards.ui.main_window import MainWindow

_NUMBERS = range(6)


def commands(window: "MainWindow") -> list[Command]:
    """Return every row."""
    return [*_history(window), *(_rate(window, number) for number in _NUMBERS)]


def _history(window: "MainWindow") -> list[Command]:
    seen = partial(_sees_history, window)
    return [
        Command("history.correct", "&Correct this rating…", partial(_deed, window, "open_ratings"),
                ("Ctrl+R",), "edit", "Card", section=6, offered_when=seen,
                enabled_when=partial(_can_correct, window),
                keywords=("history", "past", "mistake", "wrong")),
        Command("history.strike", "Stri&ke this review", partial(_deed, window, "strike"),
                ("Ctrl+Shift+X",), "close", "Card", section=6, offered_when=seen,
                enabled_when=partial(_stands, window, True),
                keywords=("history", "past", "remove", "undo")),
        Command("history.restore", "Let this review count a&gain",
                partial(_deed, window, "restore"), ("Ctrl+Shift+R",), "undo", "Card", section=6,
                offered_when=seen, enabled_when=partial(_stands, window, False),
                keywords=("history", "past", "restore", "struck")),
        Command("history.copy", "Cop&y the history", partial(_deed, window, "copy"), (), "copy",
                offered_when=seen, keywords=("past", "why", "clipboard")),
    ]  # fmt: skip


def _rate(window: "MainWindow", number: int) -> Command:
    return Command(
        f"history.rate{number}",
        f"Correct to &{number}",
        partial(_deed, window, "correct", number),
        offered_when=partial(_has_rating, window, number),
        checked_when=partial(_is_rated, window, number),
        text_when=partial(_rate_words, window, number),
        keywords=("history", "past", "mistake"),
    )


def _deed(window: "MainWindow", name: str, *values: object) -> None:
    from flashcards.ui.scheduling import past_deeds

    getattr(past_deeds, name)(window, *values)


def _line(window: "MainWindow") -> "HistoryLine | None":
    if not _may_see_history(window):
        return None
    from flashcards.ui.scheduling.history_list import in_sight

    shown = in_sight(window)
    return None if shown is None else shown.line()


def _may_see_history(window: "MainWindow") -> bool:
    """Whether a screen that has a history was built at all; nothing is imported to ask."""
    return window.front() in ("browse", "study")


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
    if not _may_see_history(window):
        return False
    from flashcards.ui.scheduling.history_list import in_sight

    shown = in_sight(window)
    ratings = () if shown is None else shown.ratings
    return _can_correct(window) and any(row.number == number for row in ratings)


def _row_words(window: "MainWindow", number: int) -> str:
    from flashcards.ui.scheduling.history_list import in_sight

    shown = in_sight(window)
    rows = () if shown is None else shown.ratings
    return next((tr(row.word) for row in rows if row.number == number), "")


def _is_rated(window: "MainWindow", number: int) -> bool:
    line = _line(window)
    if line is None:
        return False
    from flashcards.ui.reviewer.ratings import word_of

    return word_of(line.review.quality) == _row_words(window, number)


def _rate_words(window: "MainWindow", number: int) -> str:
    word = _row_words(window, number) if _may_see_history(window) else ""
    return tr("Correct to &{number}: {word}", number=number, word=word.lower()).rstrip(": ")
