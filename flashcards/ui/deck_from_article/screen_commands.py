"""The commands of the review: what can be done to a card, to all shown, and to the article."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from flashcards.model.messages import Translatable
from flashcards.ui.commands import Command
from flashcards.ui.deck_from_article.selecting_commands import selecting_rows

if TYPE_CHECKING:
    from flashcards.ui.deck_from_article.screen import ArticleScreen

DECIDING = (
    "choose",
    "leave_out",
    "edit",
    "merge",
    "split",
    "write",
    "undo",
    "read",
    "choose_shown",
    "leave_out_shown",
)
"""Shown with their keys beneath article and cards."""
MENU = ("choose", "leave_out", None, "edit", "merge", "split", "write")


def command_id(name: str) -> str:
    """Return the id of a command by its short name."""
    return f"article.{name}"


def rows(screen: "ArticleScreen") -> list[Command]:
    """Return every row of the screen."""
    return [
        *_one_card(screen),
        *_many(screen),
        *selecting_rows("article", screen.card_actions.select_by, screen.has_article),
        *_article(screen),
    ]


def _row(
    name: str,
    text: Translatable,
    action: Callable[[], object],
    keys: tuple[str, ...],
    icon: str,
    section: int,
    when: Callable[[], bool],
    words: str = "",
) -> Command:
    return Command(
        command_id(name),
        text,
        action,
        keys,
        icon,
        "Card",
        section=section,
        enabled_when=when,
        keywords=tuple(words.split()),
    )


def _one_card(screen: "ArticleScreen") -> list[Command]:
    actions = screen.card_actions
    can = screen.can_decide
    return [
        _row("choose", "&Choose", actions.choose, ("Space",), "check", 0, can, "accept take yes"),
        _row(
            "leave_out", "&Leave out", actions.leave_out, ("X",), "close", 0, can, "reject drop no"
        ),
        _row("edit", "&Edit", actions.edit, ("E", "Return", "F2"), "edit", 0, can, "change write"),
        _row("merge", "&Merge", actions.merge, ("M",), "subdeck", 0, screen.can_merge, "join one"),
        _row("split", "&Split", actions.split, ("S",), "cloze", 0, can, "divide two facts"),
        _row("write", "&New card", actions.write, ("N",), "add", 0, screen.has_article, "own mark"),
    ]


def _many(screen: "ArticleScreen") -> list[Command]:
    def row(
        name: str, text: Translatable, action: Callable[[], object], key: str, icon: str, word: str
    ) -> Command:
        return _row(name, text, action, (key,), icon, 1, screen.has_cards, word)

    actions = screen.card_actions
    return [
        row("choose_shown", "Choose &all", actions.choose_shown, "A", "check", "accept"),
        row(
            "leave_out_shown",
            "Lea&ve all out",
            actions.leave_out_shown,
            "Shift+X",
            "close",
            "reject",
        ),
        row("next_kind", "Next &kind", lambda: screen.page.next_kind(), "K", "filter", "show"),
        row(
            "kind_before",
            "Previous kin&d",
            lambda: screen.page.kind_before(),
            "Shift+K",
            "filter",
            "show",
        ),
    ]


def _article(screen: "ArticleScreen") -> list[Command]:
    has, cards, read = screen.has_article, screen.has_cards, "scroll page article"
    down, up = (lambda: screen.page.read_on(1)), (lambda: screen.page.read_on(-1))
    return [
        _row("undo", "Und&o", screen.undo, ("Z",), "undo", 2, screen.can_undo, "back"),
        _row("redo", "&Redo", screen.redo, ("Shift+Z",), "redo", 2, screen.can_redo),
        _row("down", "Scroll dow&n", down, ("Ctrl+Down",), "chevron-down", 4, has, read),
        _row("up", "Scroll &up", up, ("Ctrl+Up",), "", 4, has, read),
        _row(
            "second_opinion",
            "Ask for a second o&pinion",
            screen.second_opinion.ask,
            ("Shift+O",),
            "info",
            3,
            screen.second_opinion.can_ask,
            "model check review language llm",
        ),
        _row(
            "read", "&Read first", screen.read_first, ("R",), "articles", 4, has, "highlight keep"
        ),
        _row("deck", "Into &deck…", screen.focus_deck, ("D",), "deck", 4, cards, "name where"),
        _row(
            "add",
            "Add the cards c&hosen",
            screen.add_or_finish,
            ("Ctrl+Return", "Ctrl+Enter"),
            "add",
            4,
            cards,
            "import accept finish make deck",
        ),
    ]
