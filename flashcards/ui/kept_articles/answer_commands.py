"""The commands of an article that is read and answered, one row each."""

from typing import TYPE_CHECKING

from flashcards.ui.answering.sitting_commands import sitting_rows
from flashcards.ui.commands import Command
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.kept_articles.answer_screen import AnswerScreen

PREFIX = "reading"
"""The first part of each command's id."""


def rows(screen: "AnswerScreen") -> list[Command]:
    """Return every row of the screen."""
    sitting = screen.sitting

    def asking() -> bool:
        return sitting.card is not None

    return [
        Command(f"{PREFIX}.next", "Sho&w", sitting.go_on, ("Space", "Return", "Enter"), "eye",
                "Card", enabled_when=sitting.can_go_on,
                text_when=lambda: sitting.go_on_words(tr("Sho&w")),
                keywords=("reveal", "answer")),
        *sitting_rows(PREFIX, sitting),
        Command(f"{PREFIX}.edit", "&Edit note", screen.edit, ("E",), "edit", "Card", section=2,
                enabled_when=asking, keywords=("change", "correct")),
        Command(f"{PREFIX}.map", "&Show how well it is known", screen.open_article, ("M",),
                "articles", "Card", section=2, keywords=("coverage", "map", "article")),
    ]  # fmt: skip
