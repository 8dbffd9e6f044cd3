"""The commands of the Browse screen, as rows of the menus."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from flashcards.model.messages import Translatable
from flashcards.ui.browser.columns import COLUMNS
from flashcards.ui.commands import Command

if TYPE_CHECKING:
    from flashcards.ui.browser.screen import BrowserScreen

CONTEXT = (
    *("browse.edit", "browse.edit_window", "browse.source", None),
    *("browse.move", "browse.tags_add", "browse.tags_remove", None),
    *("browse.change_type", "browse.split", "browse.merge", None),
    *("browse.suspend", "browse.release", "browse.bury", None),
    *("scheduling.set_due", "browse.reset", "scheduling.reposition", None),
    *(f"browse.flag{number}" for number in (1, 2, 3, 4, 0)),
    None,
    "browse.delete",
    "go.bin",
)
"""What the menu of the selected rows holds."""
TITLES = ("browse.columns", None, *(f"browse.column.{each.name}" for each in COLUMNS))
"""What the menu of the columns' titles holds."""


def rows(screen: "BrowserScreen") -> list[Command]:
    """Return every row."""
    return [
        *_edit(screen),
        *_filters(screen),
        *_card(screen),
        *_flags(screen),
        *_view(screen),
        *_columns(screen),
    ]


def _edit(screen: "BrowserScreen") -> list[Command]:
    some, one = screen.has_selection, screen.has_current
    return [
        Command("browse.search", "Focus &search field", screen.focus_search, ("/",), "search"),
        Command("browse.help", "Sea&rch help", screen.open_search_help, ("Shift+F1",), "help",
                "Help", keywords=("query", "syntax", "find")),
        Command("browse.all", "Select &all", screen.select_all, ("Ctrl+A",), "check",
                "Edit", section=3),
        Command("browse.edit", "&Edit", screen.edit_current, ("Return", "Enter"), "edit",
                "Edit", section=3, enabled_when=one, keywords=("note", "change")),
        Command("browse.edit_window", "Edit in a &window", screen.edit_in_window,
                ("Shift+Return",), "", "Edit", section=3, enabled_when=one),
        Command("browse.source", "Show so&urce", screen.open_source, ("S",), "source",
                "Edit", section=3, enabled_when=one,
                keywords=("origin", "from", "article", "paragraph")),
        Command("browse.change_type", "Change note t&ype…", screen.change_type,
                ("Ctrl+Alt+Y",), "list", "Edit", section=4, enabled_when=some,
                keywords=("convert", "template", "model")),
        Command("browse.split", "S&plit note…", screen.split, ("Ctrl+Alt+X",), "", "Edit",
                section=4, enabled_when=one, keywords=("divide", "several", "facts")),
        Command("browse.merge", "&Merge notes…", screen.merge, ("Ctrl+Alt+M",), "", "Edit",
                section=4, enabled_when=screen.has_several, keywords=("join", "combine", "one")),
        Command("browse.replace", "Find and rep&lace…", partial(_replace, screen),
                ("Ctrl+Alt+F",), "", "Edit", section=4,
                enabled_when=lambda: screen.rows_hold() and bool(screen.results.table.ids),
                keywords=("substitute", "regular expression", "regex", "text")),
        Command("browse.note_history", "&History of the note…", screen.note_history,
                ("Ctrl+Alt+H",), "history", "Edit", section=4, enabled_when=one,
                keywords=("former", "versions", "restore", "before", "revisions")),
        Command("browse.delete", "&Delete notes", screen.delete, ("Delete",), "delete",
                "Edit", section=3, enabled_when=some, keywords=("remove", "cards")),
    ]  # fmt: skip


def _replace(screen: "BrowserScreen") -> None:
    from flashcards.ui.browser.replace_dialog import find_and_replace

    find_and_replace(screen)


def _card(screen: "BrowserScreen") -> list[Command]:
    some, bulk = screen.has_selection, screen.bulk
    return [
        Command("browse.move", "&Move to deck…", bulk.move, ("Ctrl+M",), "move", "Card",
                enabled_when=some),
        Command("browse.tags_add", "Add &tags…", partial(bulk.ask_tags, True), ("Ctrl+T",), "tag",
                "Card", enabled_when=some, keywords=("label",)),
        Command("browse.tags_remove", "Remove ta&gs…", partial(bulk.ask_tags, False),
                ("Ctrl+Shift+T",), "", "Card", enabled_when=some, keywords=("untag",)),
        Command("browse.suspend", "&Suspend", partial(bulk.suspend, True), ("Ctrl+J",), "suspend",
                "Card", section=1, enabled_when=some, keywords=("pause", "set aside")),
        Command("browse.release", "&Unsuspend", partial(bulk.suspend, False), ("Ctrl+Shift+J",), "",
                "Card", section=1, enabled_when=some, keywords=("unsuspend",)),
        Command("browse.bury", "&Bury until tomorrow", bulk.bury, ("Ctrl+Shift+B",), "bury",
                "Card", section=1, enabled_when=some, keywords=("put away",)),
        Command("browse.reset", "Reset to &new", bulk.reset, ("Ctrl+Alt+N",), "reset",
                "Card", section=4, enabled_when=some,
                keywords=("reset", "again", "schedule")),
    ]  # fmt: skip


def _filters(screen: "BrowserScreen") -> list[Command]:
    filters = screen.filters
    return [
        Command("browse.search_save", "&Save search…", filters.save_search, ("Ctrl+Alt+S",), "",
                "Edit/Filters", section=5, enabled_when=filters.can_save,
                keywords=("keep", "filter", "query", "favourite", "sidebar")),
        Command("browse.filter_rename", "&Rename tag or saved search…", filters.rename, ("F2",),
                "edit", "Edit/Filters", section=5, enabled_when=filters.can_change,
                keywords=("tag", "move", "merge", "nest", "sidebar")),
        Command("browse.filter_delete", "&Delete tag or saved search", filters.delete, (),
                "delete", "Edit/Filters", section=5, enabled_when=filters.can_change,
                keywords=("tag", "remove", "everywhere", "sidebar")),
        Command("browse.search_up", "Move saved search &up", partial(filters.move_search, -1),
                ("Alt+Up",), "", "Edit/Filters", section=5, enabled_when=filters.can_move,
                keywords=("order", "reorder")),
        Command("browse.search_down", "Move saved search d&own", partial(filters.move_search, 1),
                ("Alt+Down",), "", "Edit/Filters", section=5, enabled_when=filters.can_move,
                keywords=("order", "reorder")),
    ]  # fmt: skip


_FLAG_TEXTS: tuple[Translatable, ...] = (
    "&Remove flag",
    "Flag &red",
    "Flag &orange",
    "Flag &green",
    "Flag &blue",
)
_COLUMN_TEXTS: dict[str, Translatable] = {
    "question": "Column: question",
    "answer": "Column: answer",
    "deck": "Column: deck",
    "due": "Column: due",
    "state": "Column: state",
    "interval": "Column: interval",
    "ease": "Column: ease",
    "reviews": "Column: reviews",
    "lapses": "Column: lapses",
    "tags": "Column: tags",
    "flag": "Column: flag",
    "created": "Column: created",
    "changed": "Column: changed",
    "stability": "Column: stability",
    "difficulty": "Column: difficulty",
    "retrievability": "Column: retrievability",
    "card": "Column: card",
    "note_type": "Column: note type",
}


def _flags(screen: "BrowserScreen") -> list[Command]:
    return [
        Command(
            f"browse.flag{number}",
            _FLAG_TEXTS[number],
            partial(screen.bulk.flag, number),
            (f"Alt+{number}",),
            "flag" if number else "",
            "Card/Flag",
            section=2,
            enabled_when=screen.has_selection,
            keywords=("mark", "colour"),
        )
        for number in (1, 2, 3, 4, 0)
    ]


def _view(screen: "BrowserScreen") -> list[Command]:
    return [
        Command("browse.notes", "&Show notes", screen.toggle_notes, ("Ctrl+Alt+K",), "",
                "View", section=3, checked_when=screen.shows_notes,
                keywords=("cards", "notes", "switch")),
        Command("browse.sidebar", "F&ilters", screen.toggle_sidebar, ("Ctrl+Shift+F",), "filter",
                "View", section=3, checked_when=screen.shows_sidebar, keywords=("sidebar",)),
        Command("browse.detail", "&Details", screen.toggle_detail, ("Ctrl+Shift+D",), "",
                "View", section=3, checked_when=screen.shows_detail,
                keywords=("preview", "editor", "pane")),
        Command("browse.play", "&Play the sounds", screen.detail.play_sounds, ("R", "F5"), "play",
                "View", section=3, enabled_when=screen.detail.has_sounds,
                keywords=("sound", "audio", "video", "listen", "hear")),
    ]  # fmt: skip


def _arrange(screen: "BrowserScreen") -> None:
    from flashcards.ui.browser.column_chooser import choose_columns

    choose_columns(screen)


def _columns(screen: "BrowserScreen") -> list[Command]:
    shown: list[Callable[[], bool]] = [
        partial(screen.shows_column, column.name) for column in COLUMNS
    ]
    return [
        Command("browse.columns", "Choose col&umns…", partial(_arrange, screen), ("Ctrl+Alt+C",),
                "", "View", section=3,
                keywords=("table", "order", "arrange", "sort", "descending", "header")),
        *(
            Command(
                f"browse.column.{column.name}", _COLUMN_TEXTS[column.name],
                partial(screen.toggle_column, column.name), (), "", "View/Columns", section=3,
                checked_when=checked, keywords=("table", "show", "hide"),
            )
            for column, checked in zip(COLUMNS, shown, strict=True)
        ),
    ]  # fmt: skip
