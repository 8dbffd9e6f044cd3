"""The commands of a changed article; where they do the same, with the keys of the review."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from flashcards.model.articles import Decision
from flashcards.model.messages import Translatable
from flashcards.ui.commands import Command
from flashcards.ui.kept_articles.commands import REDO_KEY, UNDO_KEY

if TYPE_CHECKING:
    from flashcards.ui.kept_articles.changed_screen import ChangedScreen

_FOR = (Decision.THEIRS, Decision.TAKE)
_AGAINST = (Decision.MINE, Decision.LEAVE)


def rows(screen: "ChangedScreen") -> list[Command]:
    """Return every row of the screen."""
    return [*_one(screen), *_many(screen), *_article(screen)]


def _one(screen: "ChangedScreen") -> list[Command]:
    def row(decision: Decision, text: Translatable, *keys: str) -> Command:
        return Command(f"changed.{decision.value}", text, partial(screen.decide, decision),
                       keys, "", "Card",
                       enabled_when=lambda: decision in screen.possible())  # fmt: skip

    return [
        row(Decision.MINE, "Keep &mine", "M"),
        row(Decision.THEIRS, "Take &theirs", "T"),
        row(Decision.SUSPEND, "&Suspend the cards", "S"),
        row(Decision.TAKE, "Take the ne&w card", "W"),
        row(Decision.LEAVE, "&Leave the new card out", "L", "X"),
        Command("changed.other", "The &other choice", screen.choose_other, ("Space",), "", "Card",
                enabled_when=lambda: bool(screen.possible()), keywords=("toggle",)),
    ]  # fmt: skip


def _many(screen: "ChangedScreen") -> list[Command]:
    def row(name: str, text: Translatable, action: Callable[[], object], key: str) -> Command:
        return Command(f"changed.{name}", text, action, (key,), "", "Card", section=1,
                       enabled_when=screen.is_open, keywords=("many", "triage"))  # fmt: skip

    decide = screen.decide_all
    return [
        row("all_for", "Take &all that are shown", partial(decide, _FOR), "Shift+T"),
        row("all_against", "Leave all that are shown as the&y are", partial(decide, _AGAINST),
            "Shift+M"),
        row("all_new", "Take all &new ones that are shown", partial(decide, (Decision.TAKE,)), "A"),
        row("no_new", "Lea&ve all new ones out that are shown",
            partial(decide, (Decision.LEAVE,)), "Shift+X"),
        row("take_suggested", "Take all new ones that a&re suggested",
            screen.take_suggested, "Shift+A"),
        row("next_kind", "Next &kind", partial(screen.next_state, 1), "K"),
        row("kind_before", "Previous kin&d", partial(screen.next_state, -1), "Shift+K"),
    ]  # fmt: skip


def _article(screen: "ChangedScreen") -> list[Command]:
    return [
        Command("changed.undo", "Un&do decision", screen.undo, (UNDO_KEY,), "undo", "Card",
                section=2, enabled_when=lambda: screen.choices.can_undo, keywords=("back",)),
        Command("changed.redo", "R&edo decision", screen.redo, (REDO_KEY,), "redo",
                "Card", section=2, enabled_when=lambda: screen.choices.can_redo),
        Command("changed.apply", "&Update the cards", screen.apply, ("Ctrl+Return",), "check",
                "Card", section=3, enabled_when=screen.is_open, keywords=("apply", "save")),
    ]  # fmt: skip
