"""What is done to filters: tags are counted, renamed, merged, moved; searches saved and ordered."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from shiboken6 import isValid

from flashcards.model.changes import Changes
from flashcards.ui import messages
from flashcards.ui.browser.filter_tree import CHANGEABLE
from flashcards.ui.jobs import TOLD_AFTER_MS
from flashcards.ui.words import plural, tr

if TYPE_CHECKING:
    from flashcards.model.filter_counts import FilterCounts
    from flashcards.ui.browser.screen import BrowserScreen
    from flashcards.ui.jobs import Progress

MENU = (
    *("browse.filter_rename", "browse.filter_delete", None),
    *("browse.search_up", "browse.search_down"),
)
"""What the menu of a filter holds."""


class FilterActions:
    """Each is one undo step."""

    def __init__(self, screen: "BrowserScreen") -> None:
        self._screen = screen
        self._window = screen.window_
        self._sidebar = screen.sidebar
        self._stale = True
        sidebar = screen.sidebar
        sidebar.delete_asked.connect(self.delete)
        sidebar.searched.connect(screen.ask)
        sidebar.tag_dropped.connect(self.move_tag)
        sidebar.selectionModel().currentChanged.connect(lambda *_: self._window.commands.refresh())
        sidebar.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        sidebar.customContextMenuRequested.connect(self._open_menu)

    # Showing

    def forget(self) -> None:
        """Read everything again when it is shown next."""
        self._stale = True

    def changed(self, changes: Changes) -> None:
        """Count again after a change of notes, and show searches that were saved."""
        if changes.notes:
            self._stale = True
        if changes.plans:
            self.fill()
            self._sidebar.mark(self._screen.results.query)

    def fill(self) -> None:
        """Show the searches, decks and tags there are, and how many notes each tag has."""
        collection = self._window.collection
        self._sidebar.fill(
            collection.deck_names(), collection.tags(), collection.browsing.searches()
        )
        if not self._stale:
            return
        self._stale = False
        counts = collection.browsing.filter_counts_if_few()
        if counts is not None:
            self._sidebar.show_counts(counts)
            return
        self._window.jobs.run(
            tr("Counting…"), collection.browsing.filter_counts, on_done=self._show, quiet=True
        )

    def _show(self, counts: "FilterCounts") -> None:
        if isValid(self._sidebar):
            self._sidebar.show_counts(counts)

    def _open_menu(self, at: QPoint) -> None:
        if not self.can_change():
            return
        menu = self._window.commands.context_menu(MENU, self._screen)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._sidebar.viewport().mapToGlobal(at))

    # Changing

    def can_change(self) -> bool:
        """Whether the keyboard is, or was last, on a filter that can be renamed."""
        return self._sidebar.isVisible() and self._sidebar.current_name()[0] in CHANGEABLE

    def rename(self) -> None:
        """Ask for another name of the tag or the search."""
        kind, tag = self._sidebar.current_name()
        if kind == "search":
            self._rename_search(tag)
            return
        messages.ask_text(
            self._window,
            tr("Rename tag"),
            tr("&Name; a::b nests b under a"),
            tag,
            action=tr("Rename"),
            on_done=partial(self.rename_tag, tag),
        )

    def rename_tag(self, tag: str, name: str) -> None:
        """Give a tag another name; where that is taken, ask whether to make one of the two."""
        if name == tag:
            return
        taken = f"{name.casefold()}::"
        known = any(f"{each.casefold()}::".startswith(taken) for each in self._sidebar.known()[1])
        if not known or name.casefold() == tag.casefold():
            self._rename(tag, name, tr("Renamed the tag to {tag}", tag=name))
            return
        messages.ask(
            self._window,
            tr("Merge “{tag}” into “{name}”?", tag=tag, name=name),
            tr("There is already a tag of this name. Its notes and these will share it."),
            action=tr("Merge"),
            on_yes=partial(self._rename, tag, name, tr("Merged the tag into {tag}", tag=name)),
        )

    def _rename(self, tag: str, name: str, done: str) -> None:
        browsing = self._window.collection.browsing
        self._run(lambda progress: browsing.rename_tag(tag, name, progress), done, name)

    def move_tag(self, tag: str, parent: str) -> None:
        """Put a tag below another, or at the top for ""."""
        last = tag.rpartition("::")[2]
        self.rename_tag(tag, f"{parent}::{last}" if parent else last)

    def delete(self) -> None:
        """Take the tag off every note, or keep the search no longer; nothing else can go."""
        if not self.can_change():
            self._window.toast(tr("Only tags and saved searches can be deleted here"))
            return
        kind, tag = self._sidebar.current_name()
        browsing = self._window.collection.browsing
        if kind == "search":
            self._do(lambda: browsing.delete_search(tag), tr("Deleted the saved search"))
            return
        self._run(
            lambda progress: browsing.delete_tag(tag, progress),
            tr("Deleted the tag {tag}", tag=tag),
            tag.rpartition("::")[0],
        )

    def _run(self, work: "Callable[[Progress], int]", done: str, then: str) -> None:
        """Do some work, say what was done to how many notes, and go to the tag ``then``."""
        window, had_focus = self._window, self._sidebar.hasFocus()

        def say(count: int) -> None:
            notes = plural(count, "{count} note", "{count} notes")
            window.toast(
                tr("{done} ({notes})", done=done, notes=notes),
                tr("Undo"),
                window.undo_in_collection,
            )
            self._sidebar.go_to("tag", then)
            if had_focus:
                self._sidebar.setFocus()

        self._screen.detail.keeper.save()
        window.jobs.run(
            tr("Changing tags"), work, on_done=say, writes=True, told_after_ms=TOLD_AFTER_MS
        )

    # Saved searches

    def can_save(self) -> bool:
        """Whether what was searched for last can be kept."""
        return bool(self._screen.results.query.strip())

    def save_search(self) -> None:
        """Ask for a name and keep what was searched for last."""
        query, browsing = self._screen.results.query.strip(), self._window.collection.browsing

        def named(name: str) -> None:
            self._do(
                lambda: browsing.save_search(name, query),
                tr("Saved the search “{name}”", name=name),
            )

        messages.ask_text(
            self._window,
            tr("Save search"),
            tr("&Name of the search"),
            action=tr("Save"),
            on_done=named,
        )

    def _rename_search(self, uid: str) -> None:
        browsing, before = (
            self._window.collection.browsing,
            str(self._sidebar.currentIndex().data()),
        )

        def named(name: str) -> None:
            self._do(
                lambda: browsing.rename_search(uid, name),
                tr("Renamed the search to “{name}”", name=name),
            )

        messages.ask_text(
            self._window,
            tr("Rename search"),
            tr("&Name of the search"),
            before,
            action=tr("Rename"),
            on_done=named,
        )

    def can_move(self) -> bool:
        """Whether the keyboard is on a saved search."""
        return self.can_change() and self._sidebar.current_name()[0] == "search"

    def move_search(self, by: int) -> None:
        """Move the search up (-1) or down (1)."""
        _, uid = self._sidebar.current_name()
        self._window.writes.do(lambda: self._window.collection.browsing.move_search(uid, by))

    def _do(self, work: Callable[[], object], done: str) -> None:
        """Do a small write and say so."""
        window = self._window
        window.writes.do(
            work, then=lambda _: window.toast(done, tr("Undo"), window.undo_in_collection)
        )
