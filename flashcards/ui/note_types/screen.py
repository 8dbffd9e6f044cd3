"""The note types: which there are, and fields, cards and style of the one chosen."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QStackedWidget, QTabWidget, QWidget
from shiboken6 import isValid

from flashcards.model.changes import Changes
from flashcards.model.ids import NoteTypeId
from flashcards.model.note_types import BUILT_IN
from flashcards.model.notes import NoteType
from flashcards.ui import theme
from flashcards.ui.commands import Command
from flashcards.ui.jobs import Job
from flashcards.ui.note_types import kept_state
from flashcards.ui.note_types.cards_page import CardsPage, problems_of
from flashcards.ui.note_types.edited import can_be_changed
from flashcards.ui.note_types.example import Example
from flashcards.ui.note_types.fields_page import FieldsPage
from flashcards.ui.note_types.gaps import keep_apart
from flashcards.ui.note_types.keeper import TypeKeeper, draft_name
from flashcards.ui.note_types.saving import Saving
from flashcards.ui.note_types.screen_commands import MENU, rows
from flashcards.ui.note_types.style_page import StylePage
from flashcards.ui.note_types.type_actions import TypeActions
from flashcards.ui.note_types.type_field import in_order
from flashcards.ui.note_types.type_list import TypeList, TypeRow
from flashcards.ui.note_types.type_words import kind_words, purpose_words
from flashcards.ui.screen import Screen
from flashcards.ui.stored_names import type_name
from flashcards.ui.widgets import (
    ElidedLabel,
    EmptyState,
    button,
    column,
    icon_button,
    label,
    line,
    row,
    set_role,
    tab_through,
)
from flashcards.ui.widgets.splitter import Splitter
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

LIST_PX, PANE_PX = 210, 640


class NoteTypesScreen(Screen):
    """A list at the left; what is changed at the right is a draft until it is saved."""

    name = "note_types"
    search_box = False

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self.keeper = TypeKeeper(window)
        self.example = Example(window)
        self.saving = Saving(window, self.keeper)
        self._held: QWidget | None = None
        """What had the keyboard when a type began to be written."""
        self.type_actions = TypeActions(window, self.keeper, self.example)
        for each in (self.keeper, self.example, self.saving, self.type_actions):
            each.setParent(self)  # so that they go with the screen
        self._counting: Job | None = None
        self._fields_behind = False
        """Whether the fields were changed while another page was in front."""
        self.list = TypeList()
        self.fields = FieldsPage(self.keeper)
        self.cards = CardsPage(window, self.keeper, self.example)
        self.style_page = StylePage(window, self.keeper, self.example)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(tr("Parts of the note type"))
        self._counts: dict[NoteTypeId, int] = {}
        self._lay_out()
        self._connect()
        kept = kept_state.read(self.settings.lists.get(kept_state.NAME, ""))
        self._first_uid = kept.uid
        self.tabs.setCurrentIndex(kept_state.PAGES.index(kept.page))
        if len(kept.sizes) == self.splitter.count():
            self.splitter.setSizes(list(kept.sizes))

    def _connect(self) -> None:
        self.list.turned.connect(self._open_chosen)
        self.list.opened.connect(self._enter)
        self.list.menu_asked.connect(self._open_menu)
        self.keeper.opened.connect(self._opened)
        self.keeper.changed.connect(self._changed)
        self.keeper.draft_told.connect(self._tell_draft)
        self.saving.told.connect(self._tell)
        self.type_actions.added.connect(self._show_list)
        self.saving.saved.connect(lambda _uid: self._show_list())
        self.saving.busy.connect(self._hold)
        self.cards.turned.connect(self._turned_card)
        self.tabs.currentChanged.connect(self._turned_page)

    def _hold(self, busy: bool) -> None:
        """Take no changes while a type is written: they would be lost."""
        if busy:
            self._held = QApplication.focusWidget()
        self.splitter.setDisabled(busy)
        held = self._held
        if not busy and held is not None and isValid(held) and self.isAncestorOf(held):
            held.setFocus(Qt.FocusReason.OtherFocusReason)

    # Building

    def _lay_out(self) -> None:
        edge = theme.SPACE
        left = QWidget()
        left.setProperty("role", "bare")
        self.delete_button = icon_button("delete", tr("Delete note type"), self.type_actions.delete)
        self._type_buttons = (
            icon_button("add", tr("New note type"), self.type_actions.new),
            icon_button("copy", tr("Duplicate note type"), self.type_actions.duplicate),
            icon_button("edit", tr("Rename note type"), self.type_actions.rename),
            self.delete_button,
        )
        buttons = row(None, *self._type_buttons[:-1], None, self.delete_button, gap="hair")
        self.list.setProperty("role", "framed")
        column(left, self.list, buttons, gap="hair")
        # From the outside in: a widget that moves has all that is in it styled anew.
        both = self.splitter = Splitter(Qt.Orientation.Horizontal)
        whole = column(self, both, gap="none")
        whole.setContentsMargins(edge.inside, 0, edge.between, edge.inside)
        both.setChildrenCollapsible(False)
        both.addWidget(left)
        self._stack = QStackedWidget()
        both.addWidget(self._stack)
        self._add_pane()
        self._stack.addWidget(
            EmptyState(
                "list",
                tr("A newer version of Flashcards made this note type"),
                tr("Its cards can be studied. Update Flashcards to change it."),
            )
        )
        keep_apart(both)
        both.setStretchFactor(1, 1)
        both.setSizes([LIST_PX, PANE_PX])
        # The parts of a type come right behind its name, the buttons at the foot come last.
        tab_through(self.save_button, *self._type_buttons)

    def _add_pane(self) -> None:
        pane = QWidget()
        self._stack.addWidget(pane)
        pane.setProperty("role", "bare")
        self.heading = ElidedLabel("", "heading")
        self.about = ElidedLabel("", "muted")
        self.told = label("", "muted", wrap=True)
        self.draft_note = label("", "warning", wrap=True)
        self.draft_note.hide()
        self.save_button = button(tr("&Save"), self.saving.save, kind="primary")
        self.discard_button = button(tr("&Discard changes"), self.discard, kind="quiet")
        layout = column(pane, self.heading, self.about, self.tabs, gap="hair")
        layout.setStretch(2, 1)
        for page, text in (
            (self.fields, tr("&Fields")),
            (self.cards, tr("C&ards")),
            (self.style_page, tr("&Style")),
        ):
            page.setContentsMargins(0, theme.SPACE.inside, 0, 0)
            self.tabs.addTab(page, text)
        layout.addWidget(self.draft_note)
        layout.addWidget(line())
        foot = row(None, self.told, self.discard_button, self.save_button, gap="inside")
        foot.setStretch(0, 1)
        layout.addLayout(foot)

    # The screen

    def title(self) -> str:
        """Name the screen."""
        return tr("Note types")

    def first_focus(self) -> QWidget | None:
        """Return the list."""
        return self.list

    def shown(self, *, uid: str = "", page: str = "", **_arguments: Any) -> None:
        """Come to the front, with the type ``uid`` and one of its pages where they are named."""
        if uid:
            self._show_list(uid)
        if page in kept_state.PAGES:
            self.tabs.setCurrentIndex(kept_state.PAGES.index(page))
        self.saving.follow()
        self.example.follow(self.keeper.stored)

    def left(self) -> None:
        """Keep the draft and how the screen was left, and work nothing out for nobody."""
        self.keeper.keep_draft()
        self.saving.stop()
        self.example.stop()
        self._stop_counting()
        stored = self.keeper.stored
        kept = kept_state.write(
            kept_state.KeptState(
                stored.uid if stored is not None else "",
                kept_state.PAGES[self.tabs.currentIndex()],
                tuple(self.splitter.sizes()),
            )
        )
        if kept != self.settings.lists.get(kept_state.NAME):
            lists = {**self.settings.lists, kept_state.NAME: kept}
            self.window_.change_settings(lists=lists)

    def reload(self) -> None:
        """Read the types again; what is being edited stays."""
        self._show_list(self._first_uid)
        self._first_uid = ""
        stored = self.keeper.stored
        for each in self.collection.note_types.all():
            if stored is not None and each.uid == stored.uid:
                self.keeper.follow(each)
        self._count()

    def changed(self, changes: Changes) -> None:
        """Follow changes of types, and of the notes that are shown."""
        if changes.notes or changes.cards:
            self.reload()
            self.example.follow(self.keeper.stored)

    def step_back(self) -> bool:
        """Go from what is edited to the list."""
        focused = QApplication.focusWidget()
        if focused is not None and self.tabs.isAncestorOf(focused):
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return False

    def undo_name(self) -> str | None:
        """Return the last step that is not saved yet."""
        name = self.keeper.undo_name()
        return tr(name) if name is not None else None

    def redo_name(self) -> str | None:
        """Return the step that was taken back last."""
        name = self.keeper.redo_name()
        return tr(name) if name is not None else None

    def undo(self) -> None:
        """Take the last step back."""
        self.keeper.undo()

    def redo(self) -> None:
        """Bring it back."""
        self.keeper.redo()

    def commands(self) -> list[Command]:
        """Return what can be done here."""
        return rows(self)

    # What is shown

    def _show_list(self, uid: str = "") -> None:
        types = in_order(self.collection.note_types.all())
        drafts = self.window_.drafts.names()
        self.list.show_rows(
            [
                TypeRow(each, self._counts.get(each.id, 0), self._is_drafted(each, drafts))
                for each in types
            ],
            uid,
        )

    def _is_drafted(self, note_type: NoteType, drafts: set[str]) -> bool:
        """Whether something of a type is not saved; of the one open the draft comes later."""
        stored = self.keeper.stored
        if stored is not None and stored.uid == note_type.uid:
            return self.keeper.is_dirty()
        return draft_name(note_type.uid) in drafts

    def _count(self) -> None:
        collection = self.collection
        self._stop_counting()
        self._counting = self.window_.jobs.run(
            tr("Counting notes"),
            lambda _progress: collection.note_types.counts(),
            on_done=self._counted,
            quiet=True,
        )

    def _stop_counting(self) -> None:
        if self._counting is not None:
            self._counting.done = None
            self._counting = None

    def _counted(self, counts: dict[NoteTypeId, int]) -> None:
        self._counting = None
        if counts != self._counts:
            self._counts = counts
            self._show_list()

    def _open_chosen(self) -> None:
        chosen, stored = self.list.chosen(), self.keeper.stored
        if chosen is None:
            return
        known = can_be_changed(chosen.note_type)
        self._stack.setCurrentIndex(0 if known else 1)
        if not known:
            self.keeper.open(None)
            self.window_.commands.refresh()
        elif stored is None or stored.uid != chosen.note_type.uid:
            self.keeper.open(chosen.note_type)
            self.example.follow(chosen.note_type)

    def _opened(self) -> None:
        self.cards.place_first()
        self._changed()

    def _changed(self) -> None:
        if not self.keeper.is_open or self.keeper.stored is None:
            return
        value = self.keeper.value
        self.heading.set_text(type_name(value.name))
        kind = kind_words(self.keeper.stored)
        self.about.set_text(" · ".join(filter(None, (kind, purpose_words(self.keeper.stored)))))
        self._fields_behind = not self.on_fields()
        if not self._fields_behind:
            self.fields.show_type()
        self.cards.show_type()
        self.style_page.show_type()
        self.style_page.show_template(self.cards.place())
        dirty = self.keeper.is_dirty()
        shown = self.list.chosen()
        if shown is not None and shown.drafted != dirty:
            self._show_list()
        self.save_button.setEnabled(dirty)
        self.discard_button.setEnabled(dirty)
        self.delete_button.setEnabled(self.is_own())
        wrong = any(
            problem.forbids for each in value.templates for problem in problems_of(value, each)
        )
        self.tabs.setTabText(1, tr("C&ards (problems)") if wrong else tr("C&ards"))
        self.window_.commands.refresh()

    def _turned_page(self) -> None:
        if self._fields_behind and self.on_fields():
            self._fields_behind = False
            self.fields.show_type()
        self.window_.commands.refresh()

    def _turned_card(self) -> None:
        self.style_page.show_template(self.cards.place())
        self.window_.commands.refresh()

    def _tell(self, words: str, role: str) -> None:
        set_role(self.told, role)
        self.told.setText(words)

    def _tell_draft(self, words: str) -> None:
        self.draft_note.setText(words)
        self.draft_note.setVisible(bool(words))

    # Whether

    def stored(self) -> NoteType | None:
        """Return the type chosen, as it is stored."""
        return self.keeper.stored

    def has_one(self) -> bool:
        """Whether a type is chosen."""
        return self.keeper.is_open

    def is_dirty(self) -> bool:
        """Whether there is something to save."""
        return self.keeper.is_open and self.keeper.is_dirty()

    def is_built_in(self) -> bool:
        """Whether the type chosen comes with the program."""
        stored = self.stored()
        return stored is not None and stored.uid in BUILT_IN

    def is_own(self) -> bool:
        """Whether the type chosen is the learner's own."""
        return self.has_one() and not self.is_built_in()

    def has_notes(self) -> bool:
        """Whether there is a note to show cards with."""
        return self.example.count > 0

    def on_fields(self) -> bool:
        """Whether the fields are in front."""
        return self.has_one() and self.tabs.currentWidget() is self.fields

    def on_cards(self) -> bool:
        """Whether the cards are in front."""
        return self.has_one() and self.tabs.currentWidget() is self.cards

    def has_part(self) -> bool:
        """Whether fields or cards are in front."""
        return self.has_one() and self.tabs.currentWidget() is not self.style_page

    def can_add_part(self) -> bool:
        """Whether a field or a card can be added."""
        return self.on_fields() or (self.on_cards() and self.cards.can_add())

    # Going about

    def turn(self, by: int) -> None:
        """Bring the next or the previous page to the front, with the keyboard in it."""
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + by) % self.tabs.count())
        self._enter()

    def turn_card(self, by: int) -> None:
        """Show the next or the previous card."""
        self.cards.turn(by)

    def edit(self) -> None:
        """Put the keyboard into the page in front; from the list of fields into a field's name."""
        if self.fields.list.hasFocus():
            self.fields.rename()
        else:
            self._enter()

    def next_part(self) -> None:
        """Put the keyboard into the page, or back into the list."""
        if self.list.hasFocus():
            self._enter()
        else:
            self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _enter(self) -> None:
        page = self.tabs.currentWidget()
        reason = Qt.FocusReason.ShortcutFocusReason
        if page is self.fields:
            self.fields.list.setFocus(reason)
        elif page is self.cards:
            self.cards.front.edit.setFocus(reason)
        else:
            self.style_page.edit.setFocus(reason)

    def next_problem(self) -> None:
        """Go to what is wrong with the templates, also of another card."""
        self.tabs.setCurrentWidget(self.cards)
        if self.cards.next_problem():
            return
        value, here = self.keeper.value, self.cards.place()
        order = [*range(here + 1, len(value.templates)), *range(here)]
        for place in order:
            if problems_of(value, value.templates[place]):
                self.cards.go_to(place)
                self.cards.next_problem()
                return
        self.window_.toast(tr("The templates have no problems"))

    # Fields and cards, whichever are in front

    @property
    def _page(self) -> FieldsPage | CardsPage:
        return self.cards if self.on_cards() else self.fields

    def add_part(self) -> None:
        """Add a field or a card."""
        self._page.add()

    def rename_part(self) -> None:
        """Let the field or the card chosen have another name."""
        self._page.rename()

    def remove_part(self) -> None:
        """Remove the field or the card chosen."""
        self._page.remove()

    def move_part(self, by: int) -> None:
        """Move the field or the card chosen up or down."""
        self._page.step(by)

    # Actions

    def discard(self) -> None:
        """Give up what is not saved."""
        self.keeper.discard()

    def _open_menu(self, spot: QPoint) -> None:
        menu = self.window_.commands.context_menu(MENU, self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(spot)
