"""The commands of reading, one row each."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from flashcards.model.messages import Translatable
from flashcards.model.reading import Priority
from flashcards.ui.commands import Command
from flashcards.ui.deck_from_article.selecting_commands import selecting_rows
from flashcards.ui.kept_articles.commands import undo_row
from flashcards.ui.reading.arranging import PORTIONS
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.reading.screen import ReadingScreen

PREFIX = "read"
STRIP: tuple[tuple[str, Translatable], ...] = (
    ("read.next", "Read on"),
    ("read.highlight", "Highlight"),
    ("read.cloze", "Cloze§a key that makes one"),
    ("read.question", "Question"),
    ("read.term", "Term"),
    ("read.found", "Found"),
    ("read.end", "Finish"),
    ("read.undo", "Undo"),
)
"""Shown with their keys beneath the article."""
_PORTIONS: tuple[Translatable, ...] = (
    "No weekly portion",
    "5 minutes a week",
    "10 minutes a week",
    "20 minutes a week",
    "40 minutes a week",
)
_PRIORITIES: tuple[tuple[Priority, Translatable], ...] = (
    (Priority.HIGH, "Priority: &high"),
    (Priority.NORMAL, "Priority: &normal"),
    (Priority.LOW, "Priority: &low"),
)


def rows(screen: "ReadingScreen") -> list[Command]:
    """Return every row of the screen."""
    return [
        *_going(screen),
        *_making(screen),
        *_found(screen),
        *selecting_rows(PREFIX, screen.select_by, screen.is_open),
        *_article(screen),
        *_arranging(screen),
        *_size(screen),
        undo_row(PREFIX, screen.window_, "Card"),
    ]


def _going(screen: "ReadingScreen") -> list[Command]:
    one = screen.is_open
    return [
        Command("read.next", "Read &on", screen.next_page, ("Space",), "chevron-down", "Go",
                section=3, enabled_when=one, keywords=("page", "scroll", "next")),
        Command("read.back", "Read bac&k", screen.page_before, ("Shift+Space",), "", "Go",
                section=3, enabled_when=one, keywords=("page", "scroll")),
        Command("read.card", "Back to the &card", screen.lookup.go_back, ("S",), "chevron-left",
                "Go", section=3, enabled_when=screen.lookup.is_on,
                keywords=("study", "source", "review")),
        Command("read.end", "&Finish reading", screen.finish, ("F",), "check", "Go",
                section=3, enabled_when=one, keywords=("summary", "stop", "end")),
    ]  # fmt: skip


def _making(screen: "ReadingScreen") -> list[Command]:
    one = screen.can_make
    return [
        Command("read.highlight", "&Highlight", screen.highlight, ("H",), "flag", "Card",
                enabled_when=one, keywords=("mark", "underline"),
                text_when=lambda: tr("Remove &highlight") if screen.marked() else tr("&Highlight")),
        Command("read.cloze", "Make a &cloze", screen.making.cloze, ("C",), "cloze", "Card",
                enabled_when=one, keywords=("gap", "hide", "card")),
        Command("read.question", "&New question", screen.making.question, ("N",), "add", "Card",
                enabled_when=one, keywords=("ask", "answer", "card", "basic")),
        Command("read.term", "New &term", screen.making.term, ("T",), "tag", "Card",
                enabled_when=one, keywords=("definition", "meaning", "card")),
        Command("read.deck", "Into &deck…", screen.deck.focus, ("D",), "deck", "Card", section=1,
                enabled_when=screen.is_open, keywords=("name", "where")),
        Command("read.keep", "A&dd the card written", screen.making.keep,
                ("Ctrl+Return", "Ctrl+Enter"), "add", "Card",
                enabled_when=screen.making.is_writing, keywords=("save", "done")),
    ]  # fmt: skip


def _found(screen: "ReadingScreen") -> list[Command]:
    shown = screen.found.is_shown
    return [
        Command("read.found", "&Show found cards", screen.found.turn, ("M",), "eye", "Card",
                section=1, enabled_when=screen.is_open, checked_when=shown,
                keywords=("candidates", "margin", "suggestions")),
        Command("read.add_found", "&Add this card", screen.found.add, ("Return", "Enter"), "check",
                "Card", section=1, enabled_when=screen.found.can_add, keywords=("take", "accept")),
        Command("read.leave_found", "&Leave this card out", screen.found.leave_out, ("X",), "bury",
                "Card", section=1, enabled_when=screen.found.can_add, keywords=("drop", "reject")),
        Command("read.next_found", "N&ext found card", partial(screen.found.step, 1), (".",), "",
                "Card", section=1, enabled_when=shown),
        Command("read.found_before", "&Previous found card", partial(screen.found.step, -1),
                (",",), "", "Card", section=1, enabled_when=shown),
    ]  # fmt: skip


def _article(screen: "ReadingScreen") -> list[Command]:
    one = screen.is_open
    return [
        Command("read.map", "Show ho&w well it is known", screen.open_map, ("K",), "articles",
                "File", section=1, enabled_when=one, keywords=("coverage", "map")),
        Command("read.answer", "Read and answe&r", screen.answer, ("R",), "study", "File",
                section=1, enabled_when=one, keywords=("study", "review")),
        Command("read.put_away", "Put a&way", screen.put_away, ("A",), "bury", "File",
                section=1, enabled_when=one, keywords=("finished", "done", "archive"),
                text_when=lambda: tr("Take up ag&ain") if screen.is_away() else tr("Put a&way")),
    ]  # fmt: skip


def _arranging(screen: "ReadingScreen") -> list[Command]:
    one, to = screen.is_open, screen.arranging
    words = ("reading", "week", "order")
    found = [
        Command("read.priority", "Change &priority", to.next_priority, ("P",), "",
                "File/Reading priority", section=1, enabled_when=one, keywords=words)
    ]  # fmt: skip
    for priority, text in _PRIORITIES:
        found.append(
            _choice(screen, f"priority_{priority.name.lower()}", text,
                    partial(to.set_priority, priority), partial(to.has_priority, priority),
                    "File/Reading priority")
        )  # fmt: skip
    found.append(
        Command("read.portion", "Change &weekly portion", to.next_portion, ("W",), "",
                "File/Weekly portion", section=1, enabled_when=one, keywords=words)
    )  # fmt: skip
    for minutes, text in zip(PORTIONS, _PORTIONS, strict=True):
        found.append(
            _choice(screen, f"portion_{minutes}", text, partial(to.set_portion, minutes),
                    partial(to.has_portion, minutes), "File/Weekly portion")
        )  # fmt: skip
    return found


def _choice(
    screen: "ReadingScreen",
    name: str,
    text: Translatable,
    action: Callable[[], object],
    checked: Callable[[], bool],
    menu: str,
) -> Command:
    return Command(f"read.{name}", text, action, (), "", menu, section=1,
                   enabled_when=screen.is_open, checked_when=checked,
                   keywords=("reading", "week", "order"))  # fmt: skip


def _size(screen: "ReadingScreen") -> list[Command]:
    words = ("font", "size", "zoom", "text")
    return [
        Command("read.larger", "Lar&ger reading text", partial(screen.scale, 1), ("+", "="), "",
                "View", section=3, keywords=words),
        Command("read.smaller", "S&maller reading text", partial(screen.scale, -1), ("-",), "",
                "View", section=3, keywords=words),
        Command("read.normal", "Nor&mal reading text", partial(screen.scale, 0), ("0",), "",
                "View", section=3, keywords=words),
    ]  # fmt: skip
