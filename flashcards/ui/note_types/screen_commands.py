"""The commands that are in force while the note types are in front."""

from functools import partial
from typing import TYPE_CHECKING

from flashcards.model.messages import Translatable
from flashcards.ui.commands import Command
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.note_types.screen import NoteTypesScreen

MENU = ("types.rename", "types.duplicate", "types.reset", None, "types.notes", None, "types.delete")
"""What the menu of a type holds."""


def rows(screen: "NoteTypesScreen") -> list[Command]:
    """Return every row."""
    return [*_types(screen), *_parts(screen), *_about(screen)]


def _types(screen: "NoteTypesScreen") -> list[Command]:
    one, own, act = screen.has_one, screen.is_own, screen.type_actions
    return [
        Command("types.save", "&Save note type", screen.saving.save, ("Ctrl+S", "Ctrl+Return"),
                "check", "Edit", section=3, enabled_when=screen.is_dirty, keywords=("keep",)),
        Command("types.discard", "Discard &changes", screen.discard, (), "undo", "Edit",
                section=3, enabled_when=screen.is_dirty, keywords=("revert", "draft")),
        Command("types.edit", "&Edit", screen.edit, ("Return",), "edit", "Edit", section=4,
                enabled_when=one, keywords=("change", "enter")),
        Command("types.new", "&New note type…", act.new, ("Ctrl+T",), "add", "Edit",
                section=4, keywords=("create", "add")),
        Command("types.rename", "&Rename note type…", act.rename, ("F2",), "edit", "Edit",
                section=4, enabled_when=one, keywords=("name",)),
        Command("types.duplicate", "D&uplicate note type", act.duplicate, ("Ctrl+D",), "copy",
                "Edit", section=4, enabled_when=one, keywords=("copy", "clone")),
        Command("types.reset", "Reset to &first form", act.reset, (), "reset", "Edit",
                section=4, enabled_when=screen.is_built_in, keywords=("default", "original")),
        Command("types.notes", "S&how its notes", act.show_notes, ("Ctrl+Shift+F",), "browse",
                "Edit", section=4, enabled_when=one, keywords=("browse", "find")),
        Command("types.delete", "De&lete note type", act.delete, ("Ctrl+Delete",), "delete",
                "Edit", section=4, enabled_when=own, keywords=("remove",)),
    ]  # fmt: skip


def _parts(screen: "NoteTypesScreen") -> list[Command]:
    can = screen.has_part
    return [
        Command("types.add", "Add fi&eld or card", screen.add_part, ("Ctrl+Shift+I",), "add",
                "Edit", section=5, enabled_when=screen.can_add_part, keywords=("template", "new"),
                text_when=lambda: _of_page(screen, "Add fi&eld", "Add c&ard")),
        Command("types.rename_part", "Rena&me field or card", screen.rename_part, ("Shift+F2",),
                "edit", "Edit", section=5, enabled_when=can, keywords=("template", "name"),
                text_when=lambda: _of_page(screen, "Rena&me field", "Rena&me card…")),
        Command("types.remove", "Remo&ve field or card", screen.remove_part,
                ("Ctrl+Shift+Delete",), "delete", "Edit", section=5, enabled_when=can,
                keywords=("template", "delete"),
                text_when=lambda: _of_page(screen, "Remo&ve field", "Remo&ve card")),
        Command("types.up", "Move field or card u&p", partial(screen.move_part, -1), ("Alt+Up",),
                "chevron-up", "Edit", section=5, enabled_when=can, keywords=("order", "template"),
                text_when=lambda: _of_page(screen, "Move field u&p", "Move card u&p")),
        Command("types.down", "Move field or card do&wn", partial(screen.move_part, 1),
                ("Alt+Down",), "chevron-down", "Edit", section=5, enabled_when=can,
                keywords=("order", "template"),
                text_when=lambda: _of_page(screen, "Move field do&wn", "Move card do&wn")),
        Command("types.problem", "Next pro&blem", screen.next_problem, ("F8",), "warning", "Edit",
                section=5, enabled_when=screen.has_one, keywords=("error", "mistake", "template")),
    ]  # fmt: skip


def _of_page(screen: "NoteTypesScreen", field: Translatable, card: Translatable) -> str:
    """Return which of two names a row has for the page in front."""
    return tr(card if screen.on_cards() else field)


def _about(screen: "NoteTypesScreen") -> list[Command]:
    one, example = screen.has_one, screen.example
    return [
        Command("types.next_page", "Next &page", partial(screen.turn, 1), ("Ctrl+PgDown",), "",
                "View", section=3, enabled_when=one, keywords=("fields", "cards", "style", "tab")),
        Command("types.previous_page", "Previous pa&ge", partial(screen.turn, -1), ("Ctrl+PgUp",),
                "", "View", section=3, enabled_when=one, keywords=("tab",)),
        Command("types.next_part", "Next part of the &screen", screen.next_part, ("F6",), "",
                "View", section=3, enabled_when=one, keywords=("jump", "focus")),
        Command("types.next_card", "Next c&ard", partial(screen.turn_card, 1), ("Alt+PgDown",), "",
                "View", section=4, enabled_when=one, keywords=("template",)),
        Command("types.previous_card", "Pre&vious card", partial(screen.turn_card, -1),
                ("Alt+PgUp",), "", "View", section=4, enabled_when=one, keywords=("template",)),
        Command("types.next_note", "Preview with n&ext note", partial(example.step, 1),
                ("Alt+Right",), "chevron-right", "View", section=4,
                enabled_when=screen.has_notes, keywords=("example",)),
        Command("types.previous_note", "Preview with previous no&te", partial(example.step, -1),
                ("Alt+Left",), "chevron-left", "View", section=4,
                enabled_when=screen.has_notes, keywords=("example",)),
        Command("types.choose_note", "Preview with a&nother note…", screen.type_actions.choose_note,
                ("Ctrl+Alt+N",), "", "View", section=4, enabled_when=screen.has_notes,
                keywords=("example", "find")),
    ]  # fmt: skip
