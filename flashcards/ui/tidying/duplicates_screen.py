"""Duplicates: notes that say the same, group by group, to be merged, deleted, tagged or opened."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QStackedWidget, QWidget
from shiboken6 import isValid

from flashcards.model.changes import Changes
from flashcards.model.duplicates import DuplicateGroup, Duplicates, Sought
from flashcards.model.errors import UserError
from flashcards.ui import messages, theme
from flashcards.ui.browser.bulk import Bulk, Chosen
from flashcards.ui.browser.columns import Today
from flashcards.ui.browser.showing_notes import show_notes
from flashcards.ui.commands import Command
from flashcards.ui.jobs import TOLD_AFTER_MS
from flashcards.ui.screen import Screen
from flashcards.ui.tidying.lists import MOST_NOTES, GroupList, NoteList, told_notes
from flashcards.ui.widgets import (
    EmptyState,
    FlowRow,
    beside,
    button,
    check_field,
    choice_field,
    column,
    label,
)
from flashcards.ui.widgets.splitter import Splitter
from flashcards.ui.words import numeral, plural, tr

if TYPE_CHECKING:
    from flashcards.ui.jobs import Job
    from flashcards.ui.main_window import MainWindow

LIST_PX, NOTES_PX = 380, 620
MENU = (
    *("duplicates.edit", "duplicates.browse", None),
    *("duplicates.merge", "duplicates.keep", "duplicates.tags", None, "duplicates.delete"),
)
"""What the menu of the lists holds."""


class DuplicatesScreen(Screen):
    """Looks in the background; what was found stays until something newer is."""

    name = "duplicates"
    search_box = False
    rail_name = "browse"

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._job: Job | None = None
        self.found = Duplicates()
        self._listed: dict[int, set[int]] = {}
        """The notes of a group, known by its first one, that were there when it was shown first."""
        self.field = choice_field(tr("Field"), [(tr("First field"), None)])
        self.across = check_field(tr("&Across note types"))
        self.near = check_field(tr("&Nearly the same too"))
        self.count = label("", "muted")
        self.groups = GroupList()
        self.notes = NoteList()
        self.bulk = Bulk(window, self._chosen)
        self._build()
        for box in (self.across, self.near):
            box.toggled.connect(self.search)
        self.field.activated.connect(self.search)
        self.groups.turned.connect(self._show_notes)
        for each in (self.groups, self.notes):
            each.opened.connect(self.open)
        self.notes.turned.connect(self._refresh)
        self.notes.selectionModel().selectionChanged.connect(lambda *_: self._refresh())
        for each in (self.groups, self.notes):
            each.menu_asked.connect(self._open_menu)

    def title(self) -> str:
        """Name the screen."""
        return tr("Duplicates")

    # Laying out

    def _build(self) -> None:
        self._stack = QStackedWidget()
        both = Splitter()
        both.setChildrenCollapsible(False)
        both.addWidget(self.groups)
        both.addWidget(self.notes)
        both.setSizes([LIST_PX, NOTES_PX])
        full = QWidget()
        full.setProperty("role", "bare")
        full.setContentsMargins(theme.SPACE.inside, 0, theme.SPACE.inside, 0)
        column(full, both, self._foot(), gap="inside").setStretch(0, 1)
        self._stack.addWidget(full)
        self._nothing = EmptyState("check", tr("No duplicates"), "")
        self._stack.addWidget(self._nothing)
        edge = theme.SPACE
        head = column(None, self._sought_row(), gap="inside")
        head.setContentsMargins(edge.around, 0, edge.around, edge.inside)
        layout = column(self, head, self._stack, gap="none")
        layout.setContentsMargins(0, 0, 0, edge.inside)
        layout.setStretch(1, 1)

    def _foot(self) -> QWidget:
        show = button(tr("Show in &Browse"), self.browse, icon="browse")
        tag = button(tr("Add &tags…"), partial(self.bulk.ask_tags, True), icon="tag")
        merge = button(tr("&Merge notes…"), self.bulk.merge, kind="primary")
        self._for_one = (
            button(tr("&Delete notes"), self.delete, icon="delete"),
            button(tr("&Keep only this note…"), self.keep),
        )
        return FlowRow(show, tag, *self._for_one, merge, last_at_end=True)

    def _sought_row(self) -> QWidget:
        caption = label(tr("&Field"))
        caption.setBuddy(self.field)
        return FlowRow(
            beside(caption, self.field),
            self.across,
            self.near,
            self.count,
            last_at_end=True,
            gap=theme.SPACE.between,
        )

    # Coming and going

    def first_focus(self) -> QWidget | None:
        """Return the groups, or the field while there are none."""
        return self.groups if self.groups.rows.rows else self.field

    def reload(self) -> None:
        """Offer the fields there are, and look again."""
        before = self.field.currentData()
        types = self.collection.note_types.all()
        names = dict.fromkeys(name for each in types for name in each.fields)
        self.field.clear()
        self.field.addItem(tr("First field"), None)
        for name in names:
            self.field.addItem(name, name)
        self.field.setCurrentIndex(max(0, self.field.findData(before)))
        self.search()

    def changed(self, changes: Changes) -> None:
        """Look again after a change of notes; those that are gone go at once."""
        if changes.notes or changes.cards:
            self._show_notes()
            self.search()

    def step_back(self) -> bool:
        """Go from the notes to the groups."""
        if not self.notes.hasFocus():
            return False
        self.groups.setFocus()
        return True

    # Looking

    def sought(self) -> Sought:
        """Return what counts as the same."""
        return Sought(self.field.currentData(), self.across.isChecked(), self.near.isChecked())

    def search(self, *_: object) -> None:
        """Look in the background."""
        if self._job is not None:
            self.window_.jobs.give_up(self._job)
        collection, sought = self.collection, self.sought()
        self._job = self.window_.jobs.run(
            tr("Looking for duplicates"),
            lambda progress: collection.browsing.duplicates(sought, progress),
            on_done=self._show,
            on_error=self._refuse,
            told_after_ms=TOLD_AFTER_MS,
        )

    def _refuse(self, error: UserError) -> None:
        if not isValid(self):
            return
        self._job = None
        if self.field.currentIndex() > 0:  # no note type may have that field any more
            self.field.setCurrentIndex(0)
            self.reload()
        else:
            messages.show_error(self.window_, error)

    def _show(self, found: Duplicates) -> None:
        if not isValid(self):  # the screen was taken down meanwhile
            return
        self._job, self.found = None, found
        self._listed.clear()
        had_focus = self.groups.hasFocus() or self.notes.hasFocus()
        before, place = self.groups.group(), self.groups.row()
        same = _place_of(before, found.groups)
        on_notes = self.notes.hasFocus() and same is not None
        self.groups.rows.show(found.groups)
        groups = plural(found.found, "{count} group", "{count} groups")
        notes = plural(found.notes, "{count} note", "{count} notes")
        words = tr("{groups}, {notes}", groups=groups, notes=notes)
        if found.found > len(found.groups):
            words = tr("{found}; the first {count} listed", found=words,
                       count=numeral(len(found.groups)))  # fmt: skip
        self.count.setText(words)
        self._nothing.text.setText(
            tr("No two notes say the same in this field.")
            if not self.near.isChecked()
            else tr("No two notes say the same or nearly the same in this field.")
        )
        self._stack.setCurrentIndex(0 if found.groups else 1)
        self.groups.go_to(min(max(0, place), len(found.groups) - 1) if same is None else same)
        self._show_notes()
        if had_focus:
            (self.notes if on_notes and self.notes.rows.rows else self.groups).setFocus()
        if not found.groups and had_focus:
            self.field.setFocus()

    def _show_notes(self) -> None:
        group, place = self.groups.group(), self.notes.row()
        minutes = self.collection.presets()[0].options.day_start_minutes
        today = Today(self.collection.clock(), minutes)
        before = [note.id for note in self.notes.rows.rows]
        shown = told_notes(self.collection, group.note_ids, today) if group else []
        if group is not None:
            now = {note.id for note in shown}
            gone = self._listed.setdefault(group.note_ids[0], now) - now
            if len(group.note_ids) - len(gone) < 2:
                shown = []  # one note is no duplicate: it is not offered to be deleted as well
        self.notes.rows.show(shown)
        if shown and before and place >= 0 and {note.id for note in shown} & set(before):
            self.notes.go_to(min(place, len(shown) - 1))
        self._refresh()

    def _refresh(self) -> None:
        for push in self._for_one:
            push.setEnabled(self.has_note())
        self.window_.commands.refresh()

    # Doing

    def commands(self) -> list[Command]:
        """Return what can be done with the group, or the notes selected."""
        one, some = self.has_note, self.has_group
        return [
            Command("duplicates.edit", "&Edit note", self.open, ("Return", "Enter"), "edit",
                    "Edit", section=3, enabled_when=some, keywords=("open", "change")),
            Command("duplicates.browse", "Show in &Browse", self.browse, ("Ctrl+Return",),
                    "browse", "Edit", section=3, enabled_when=some, keywords=("open", "cards")),
            Command("duplicates.merge", "&Merge notes…", self.bulk.merge, ("Ctrl+Alt+M",), "",
                    "Edit", section=3, enabled_when=some, keywords=("join", "combine", "one")),
            Command("duplicates.keep", "&Keep only this note…", self.keep, ("Shift+Delete",),
                    "", "Edit", section=3, enabled_when=one, keywords=("delete", "others")),
            Command("duplicates.tags", "Add &tags…", partial(self.bulk.ask_tags, True),
                    ("Ctrl+T",), "tag", "Edit", section=3, enabled_when=some,
                    keywords=("label",)),
            Command("duplicates.delete", "&Delete notes", self.delete, ("Delete",), "delete",
                    "Edit", section=3, enabled_when=one, keywords=("remove",)),
        ]  # fmt: skip

    def has_group(self) -> bool:
        """Whether there is a group to act on."""
        return self.groups.group() is not None

    def has_note(self) -> bool:
        """Whether a note of the group is selected."""
        return bool(self.notes.selected())

    def _chosen(self) -> Chosen:
        """Return the notes selected, or all of the group where not several are."""
        selected, group = self.notes.selected(), self.groups.group()
        if len(selected) > 1:
            return Chosen([note.id for note in selected], by_note=True)
        return Chosen(group.note_ids if group else (), by_note=True)

    def open(self) -> None:
        """Go from a group to its notes; from there edit the one the keyboard is on in a window."""
        note = self.notes.current()
        if not self.notes.hasFocus():
            self.notes.setFocus()
            self.notes.go_to(max(0, self.notes.row()))
        elif note is not None:
            self.window_.edit_note(note.id)

    def browse(self) -> None:
        """Show the notes of the group in Browse."""
        show_notes(self.window_, self._chosen().ids)

    def delete(self) -> None:
        """Delete the notes selected, never the whole group by itself."""
        ids = [note.id for note in self.notes.selected()]
        Bulk(self.window_, lambda: Chosen(ids, by_note=True)).delete()

    def keep(self) -> None:
        """Delete all notes of the group but the one the keyboard is on, when asked."""
        note, group = self.notes.current(), self.groups.group()
        if note is None or group is None:
            return
        ids = [each for each in group.note_ids if each != note.id]
        rows = told_notes(self.collection, ids, Today(self.collection.clock(), 0))
        reviews = sum(each.reviews for each in rows)
        bulk = Bulk(self.window_, lambda: Chosen(ids, by_note=True))
        if not reviews and len(ids) <= MOST_NOTES:
            bulk.delete()
            return
        learnt = plural(
            reviews,
            "Its {count} review goes along. Merging keeps what was learnt.",
            "Their {count} reviews go along. Merging keeps what was learnt.",
        )
        messages.ask(
            self.window_,
            plural(len(ids), "Delete the other note?", "Delete the {count} other notes?"),
            learnt if len(ids) <= MOST_NOTES else tr("All that was learnt of them goes along."),
            action=tr("Delete"),
            on_yes=partial(bulk.delete),  # or nothing would hold it until then
            danger=True,
        )

    def _open_menu(self, at: QPoint) -> None:
        menu = self.window_.commands.context_menu(MENU, self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at)


def _place_of(before: DuplicateGroup | None, groups: Sequence[DuplicateGroup]) -> int | None:
    """Return where the group is that has most of another one's notes; None where none has any."""
    known = set(before.note_ids) if before is not None else set()
    shared = [sum(map(known.__contains__, group.note_ids)) for group in groups]
    most = max(shared, default=0)
    return shared.index(most) if most else None
