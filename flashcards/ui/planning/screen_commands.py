"""The commands of the screen for plans, each one row."""

from functools import partial
from typing import TYPE_CHECKING

from flashcards.ui.commands import Command
from flashcards.ui.planning.custom_page import CustomPage
from flashcards.ui.planning.plan_page import PlanPage
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.planning.screen import PlanningScreen


def rows(screen: "PlanningScreen") -> list[Command]:
    """Return the rows that are in force while the screen is in front."""
    return [*_pages(screen), *_actions(screen)]


def _pages(screen: "PlanningScreen") -> list[Command]:
    return [
        Command("planning.next", "Ne&xt page", partial(screen.step_page, 1), ("Ctrl+PgDown",),
                "chevron-right", "View", section=5),
        Command("planning.previous", "&Previous page", partial(screen.step_page, -1),
                ("Ctrl+PgUp",), "chevron-left", "View", section=5),
    ]  # fmt: skip


def _actions(screen: "PlanningScreen") -> list[Command]:
    def act() -> None:
        screen.page.act()

    def can_act() -> bool:
        return not screen.is_empty and screen.page.can_act()

    def on_custom() -> bool:
        return isinstance(screen.page, CustomPage)

    return [
        Command("planning.act", "Start, or make the plan", act, ("Ctrl+Return", "Ctrl+Enter"),
                "play", "Deck", section=5, enabled_when=can_act,
                text_when=lambda: tr(screen.page.act_text),
                keywords=("begin", "apply", "add", "study")),
        Command("planning.save", "Sa&ve this session…", screen.custom.save, ("Ctrl+S",), "add",
                "Deck", section=5, enabled_when=on_custom, keywords=("session", "keep")),
        Command("planning.change", "Ad&just the saved session", screen.custom.saved.change,
                ("F4",), "settings", "Deck", section=6,
                enabled_when=lambda: on_custom() and chosen(screen)),
        Command("planning.rename", "&Rename…", partial(rename, screen), ("F2",), "edit", "Deck",
                section=6, enabled_when=partial(chosen, screen)),
        Command("planning.remove", "De&lete or remove", partial(remove, screen), ("Del",), "delete",
                "Deck", section=6,
                text_when=lambda: tr("De&lete the session") if on_custom() else tr("Remove p&lan"),
                enabled_when=partial(chosen, screen), keywords=("plan",)),
    ]  # fmt: skip


def chosen(screen: "PlanningScreen") -> bool:
    """Whether a row of the page's list is chosen and the keyboard is there."""
    kept = screen.page.list()
    return kept is not None and kept.in_use and kept.chosen() is not None


def rename(screen: "PlanningScreen") -> None:
    """Rename the saved session or plan that is chosen."""
    page = screen.page
    if isinstance(page, CustomPage):
        page.saved.rename()
    elif isinstance(page, PlanPage):
        page.rename()


def remove(screen: "PlanningScreen") -> None:
    """Delete the saved session, or remove the plan, that is chosen."""
    page = screen.page
    if isinstance(page, CustomPage):
        page.saved.delete()
    elif isinstance(page, PlanPage):
        page.remove()
