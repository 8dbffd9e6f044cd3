"""The commands of every sitting: rate, take back, pause; one row each."""

from functools import partial
from typing import TYPE_CHECKING

from flashcards.model.messages import Translatable
from flashcards.ui.answering.ratings import NUMBERS
from flashcards.ui.commands import Command
from flashcards.ui.editor.shortcuts import first_key
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.answering.sitting import Sitting


_RATE: tuple[Translatable, ...] = (
    "Rate 0: blackout",
    "Rate 1: again",
    "Rate 2: hard / almost",
    "Rate 3: good / hard",
    "Rate 4: easy / good",
    "Rate 5: easy",
)
"""What a number stands for: its word among four buttons, and its word among six."""


_CHOOSE: tuple[Translatable, ...] = (
    "Choose option 1", "Choose option 2", "Choose option 3", "Choose option 4", "Choose option 5",
    "Choose option 6", "Choose option 7", "Choose option 8", "Choose option 9",
    "Choose option 10", "Choose option 11", "Choose option 12", "Choose option 13",
    "Choose option 14", "Choose option 15", "Choose option 16", "Choose option 17",
    "Choose option 18", "Choose option 19", "Choose option 20", "Choose option 21",
    "Choose option 22", "Choose option 23", "Choose option 24", "Choose option 25",
    "Choose option 26",
)  # fmt: skip
_HELD = ("", "Ctrl+Shift+", "Alt+Shift+")
"""What is held for the first ten options, the next ten and the others."""


def option_rows(prefix: str, sitting: "Sitting") -> list[Command]:
    """Return what chooses an option; the same keys rate once the answer is shown."""
    tasks = sitting.tasks

    def key_name(number: int) -> str:
        return first_key(sitting.window, f"{prefix}.choose{number}") or str(number)

    tasks.key_name = key_name
    return [
        Command(f"{prefix}.choose{number}", text, partial(tasks.choose, number),
                (f"{_HELD[(number - 1) // 10]}{number % 10}",), "", "Card",
                enabled_when=partial(tasks.can_choose, number),
                offered_when=partial(tasks.has_option, number),
                never_with=f"{prefix}.rate",
                keywords=("multiple", "choice", "pick"))
        for number, text in enumerate(_CHOOSE, 1)
    ]  # fmt: skip


def sitting_rows(prefix: str, sitting: "Sitting") -> list[Command]:
    """Return what a sitting itself does; ``prefix`` is the screen's part of each command's id."""
    collection, rating = sitting.window.collection, sitting.rating
    rate = [
        Command(f"{prefix}.rate{number}",
                _RATE[number],
                partial(rating.rate, number), (str(number),), "", "Card",
                enabled_when=partial(rating.can_rate, number),
                offered_when=partial(rating.has_rating, number),
                text_when=partial(rating.rate_words, number),
                keywords=("again", "hard", "good", "easy", "answer"))
        for number in NUMBERS
    ]  # fmt: skip
    return [
        *rate,
        Command(f"{prefix}.undo", "&Undo", sitting.undo, ("Z",), "undo", "Card", section=1,
                enabled_when=lambda: collection.undo_name is not None,
                keywords=("back", "take back")),
        Command(f"{prefix}.redo", "&Redo", sitting.redo, ("Shift+Z",), "redo", "Card", section=1,
                enabled_when=lambda: collection.redo_name is not None),
        Command(f"{prefix}.advance", "&Auto-advance", sitting.advance.toggle, ("Shift+A",), "",
                "Card", section=1, enabled_when=lambda: sitting.advance.is_offered,
                offered_when=lambda: sitting.advance.is_offered,
                checked_when=lambda: not sitting.advance.stopped,
                keywords=("automatic", "hands", "timer")),
        Command(f"{prefix}.pause", "&Pause", sitting.toggle_pause, ("P",), "pause", "Card",
                section=1, enabled_when=lambda: sitting.card is not None,
                text_when=lambda: tr("Continue") if sitting.pacing.paused else tr("&Pause"),
                keywords=("break", "stop", "timer")),
    ]  # fmt: skip
