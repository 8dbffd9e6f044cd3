"""The commands of the study screen, one row each: key, menu, palette and help are drawn from it."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from flashcards.model.messages import Translatable
from flashcards.ui.answering.sitting_commands import option_rows, sitting_rows
from flashcards.ui.commands import Command
from flashcards.ui.reviewer import card_actions as actions
from flashcards.ui.sound.study import sound_rows

if TYPE_CHECKING:
    from flashcards.ui.reviewer.screen import ReviewerScreen

PREFIX = "study"
"""The first part of each command's id."""


def rows(screen: "ReviewerScreen") -> list[Command]:
    """Return every row of the screen."""
    go_on = Command(
        f"{PREFIX}.next",
        "Show &answer",
        screen.go_on,
        ("Space", "Return", "Enter"),
        "eye",
        "Card",
        enabled_when=screen.sitting.can_go_on,
        text_when=screen.go_on_words,
        keywords=("reveal", "flip", "turn"),
    )
    answering = sitting_rows(PREFIX, screen.sitting)
    return [
        go_on,
        *option_rows(PREFIX, screen.sitting),
        *answering,
        *sound_rows(screen, PREFIX),
        *_looking(screen),
        *_card(screen),
        *_flags(screen),
    ]


def _looking(screen: "ReviewerScreen") -> list[Command]:
    row = partial(_row, screen)
    return [
        row("edit", "&Edit note", actions.edit, ("E",), "edit", 2, "change correct"),
        row("why", "&Why this interval?", actions.toggle_why, ("W",), "help", 2, "history explain"),
        row(
            "fields",
            "&All fields of the note",
            actions.toggle_fields,
            ("A",),
            "list",
            2,
            "hidden script whole everything",
            menu="View",
        ),
        row(
            "source",
            "Show &source",
            actions.open_source,
            ("S",),
            "source",
            2,
            "origin article place",
        ),
        Command(
            f"{PREFIX}.source_line",
            "Show the source &with answers",
            partial(actions.toggle_source, screen),
            ("Ctrl+Alt+S",),
            "",
            "Card",
            section=2,
            checked_when=partial(actions.source_shown, screen),
            keywords=("origin", "from", "hide"),
        ),
        Command(
            f"{PREFIX}.zoom",
            "&Zoom picture",
            partial(actions.zoom, screen),
            ("I",),
            "zoom-in",
            "Card",
            section=2,
            enabled_when=partial(actions.has_picture, screen),
            keywords=("image", "enlarge", "larger", "full"),
        ),
        row("browse", "Show in &Browse", actions.browse, ("Shift+B",), "browse", 2, "find note"),
        row(
            "options",
            "&Options for this deck",
            actions.deck_options,
            ("O",),
            "settings",
            8,
            "preset limits",
            menu="Deck",
        ),
        row("more", "&More", actions.open_more, ("M",), "more", 2, "menu", menu=""),
    ]


def _card(screen: "ReviewerScreen") -> list[Command]:
    row = partial(_row, screen)
    bury_note = partial(actions.bury, whole_note=True)
    suspend_note = partial(actions.suspend, whole_note=True)
    suspend_keys = ("Shift+S", "@")
    return [
        row("bury", "&Bury card until tomorrow", actions.bury, ("B", "-"), "bury", 3, "later skip"),
        row("bury_note", "Bury &note until tomorrow", bury_note, ("=",), "bury", 3, "siblings"),
        row("suspend", "S&uspend card", actions.suspend, suspend_keys, "suspend", 3, "stop hide"),
        row("suspend_note", "Suspend n&ote", suspend_note, ("!",), "suspend", 3, "siblings"),
        row(
            "reset",
            "Reset card (&make new)",
            actions.reset,
            ("Ctrl+Alt+N",),
            "reset",
            4,
            "reset again",
        ),
        row("delete", "&Delete note", actions.delete, ("Del",), "delete", 4, "remove"),
    ]


def _flags(screen: "ReviewerScreen") -> list[Command]:
    return [
        _row(
            screen,
            "flag_menu",
            "&Flag…",
            actions.open_flags,
            ("F",),
            "flag",
            3,
            "mark",
            menu="Card/Flag",
        ),
        *(
            Command(
                f"{PREFIX}.flag{number}",
                actions.FLAGS[number],
                partial(actions.flag, screen, number),
                (f"Alt+{number}",),
                "",
                "Card/Flag",
                section=3,
                enabled_when=screen.has_card,
                checked_when=partial(actions.has_flag, screen, number),
                keywords=("mark", "colour"),
            )
            for number in (1, 2, 3, 4, 0)
        ),
    ]


def _row(
    screen: "ReviewerScreen",
    name: str,
    text: Translatable,
    action: "Callable[[ReviewerScreen], None]",
    keys: tuple[str, ...],
    icon: str,
    section: int,
    keywords: str,
    *,
    menu: str = "Card",
) -> Command:
    """Return the row of something done to the card in front."""
    return Command(
        f"{PREFIX}.{name}",
        text,
        partial(action, screen),
        keys,
        icon,
        menu,
        section=section,
        enabled_when=screen.has_card,
        keywords=tuple(keywords.split()),
    )
