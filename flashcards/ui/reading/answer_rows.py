"""The commands of an article that is read and answered, one row each."""

from functools import partial
from typing import TYPE_CHECKING

from flashcards.ui.commands import Command
from flashcards.ui.reviewer.ratings import NUMBERS
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.reading.answer_screen import AnswerScreen

PREFIX = "reading"


def rows(screen: "AnswerScreen") -> list[Command]:
    """Return every row of the screen."""
    collection = screen.collection

    def asking() -> bool:
        return screen.card is not None

    rate = [
        Command(f"{PREFIX}.rate{number}", f"Rate {number}", partial(screen.rating.rate, number),
                (str(number),), "", "Card", enabled_when=partial(screen.rating.can_rate, number),
                offered_when=partial(screen.rating.has_rating, number),
                text_when=partial(screen.rating.rate_words, number),
                keywords=("again", "hard", "good", "easy", "answer"))
        for number in NUMBERS
    ]  # fmt: skip
    return [
        Command(f"{PREFIX}.next", "Sho&w", screen.go_on, ("Space", "Return", "Enter"), "eye",
                "Card", enabled_when=screen.can_go_on, text_when=screen.go_on_words,
                keywords=("reveal", "answer")),
        *rate,
        Command(f"{PREFIX}.undo", "&Undo", screen.undo, ("Z",), "undo", "Card", section=1,
                enabled_when=lambda: collection.undo_name is not None,
                keywords=("back", "take back")),
        Command(f"{PREFIX}.redo", "&Redo", screen.redo, ("Shift+Z",), "redo", "Card", section=1,
                enabled_when=lambda: collection.redo_name is not None),
        Command(f"{PREFIX}.pause", "&Pause", screen.toggle_pause, ("P",), "pause", "Card",
                section=1, enabled_when=asking,
                text_when=lambda: tr("Go on") if screen.pacing.paused else tr("&Pause"),
                keywords=("break", "stop", "timer")),
        Command(f"{PREFIX}.edit", "&Edit note", screen.edit, ("E",), "edit", "Card", section=2,
                enabled_when=asking, keywords=("change", "correct")),
        Command(f"{PREFIX}.map", "&Show how well it is known", screen.open_article, ("M",),
                "articles", "Card", section=2, keywords=("coverage", "map", "article")),
    ]  # fmt: skip
