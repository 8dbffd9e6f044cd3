"""The commands that are in force while the deck options are in front."""

from typing import TYPE_CHECKING

from flashcards.ui.commands import Command

if TYPE_CHECKING:
    from flashcards.ui.deck_options.screen import DeckOptionsScreen

MENU = ("options.new_preset", "options.rename_preset", None, "options.reset_all", None,
        "options.delete_preset")  # fmt: skip


def rows(screen: "DeckOptionsScreen") -> list[Command]:
    """Return every row."""
    here, several = screen.has_deck, screen.has_several_presets
    return [
        Command("options.new_preset", "New &preset for this deck…", screen.new_preset,
                ("Ctrl+P",), "add", "Deck", section=3, enabled_when=here,
                keywords=("copy", "own", "options")),
        Command("options.rename_preset", "&Rename preset…", screen.rename_preset, ("F2",), "edit",
                "Deck", section=3, enabled_when=here, keywords=("options", "name")),
        Command("options.delete_preset", "De&lete preset", screen.delete_preset,
                ("Ctrl+Delete",), "delete", "Deck", section=3, enabled_when=several,
                keywords=("options", "remove")),
        Command("options.reset_all", "&Back to the defaults", screen.reset_all,
                ("Ctrl+Backspace",), "reset", "Deck", section=4, enabled_when=here,
                keywords=("options", "reset", "standard")),
        Command("options.study", "&Study this deck", screen.study, ("Ctrl+Return",), "play",
                "Deck", section=4, enabled_when=here, keywords=("start",)),
        Command("options.next_group", "Next &group of options", screen.next_group, ("F6",),
                "", "Deck", section=5, enabled_when=here, keywords=("section", "jump")),
        Command("options.previous_group", "Pre&vious group of options", screen.previous_group,
                ("Shift+F6",), "", "Deck", section=5, enabled_when=here,
                keywords=("section", "jump")),
        Command("options.next_deck", "Ne&xt deck", screen.next_deck, ("Ctrl+PgDown",),
                "chevron-down", "Deck", section=6, enabled_when=here),
        Command("options.previous_deck", "Previo&us deck", screen.previous_deck, ("Ctrl+PgUp",),
                "", "Deck", section=6, enabled_when=here),
    ]  # fmt: skip
