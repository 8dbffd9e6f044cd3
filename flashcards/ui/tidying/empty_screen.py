"""Empty cards: those that show nothing any more, and notes without any, each with its reason."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget
from shiboken6 import isValid

from flashcards.model.changes import Changes
from flashcards.model.empty_cards import EmptyCard, EmptyCards, Reason
from flashcards.ui import messages, theme
from flashcards.ui.browser.showing_notes import show_notes
from flashcards.ui.commands import Command
from flashcards.ui.jobs import TOLD_AFTER_MS
from flashcards.ui.screen import Screen
from flashcards.ui.tidying.empty_list import MOST_LISTED, EmptyList, ToldCard, told_cards
from flashcards.ui.widgets import EmptyState, button, column, label, row
from flashcards.ui.words import numeral, plural, tr

if TYPE_CHECKING:
    from flashcards.ui.jobs import Job, Progress
    from flashcards.ui.main_window import MainWindow

MENU = ("empty.edit", "empty.browse", "empty.make", None, "empty.delete")
"""What the menu of the list holds."""


class EmptyCardsScreen(Screen):
    """Looks in the background; nothing goes that was answered unless that is said."""

    name = "empty_cards"
    search_box = False
    rail_name = "browse"

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._job: Job | None = None
        self.found = EmptyCards()
        self.list = EmptyList()
        self.count = label("", "muted", wrap=True)
        self._build()
        self.list.opened.connect(self.edit)
        self.list.selectionModel().selectionChanged.connect(lambda *_: self._refresh())
        self.list.menu_asked.connect(self._open_menu)

    def title(self) -> str:
        """Name the screen."""
        return tr("Empty cards")

    # Laying out

    def _build(self) -> None:
        full = QWidget()
        full.setProperty("role", "bare")
        full.setContentsMargins(theme.SPACE.inside, 0, theme.SPACE.inside, 0)
        column(full, self.list, self._foot(), gap="inside").setStretch(0, 1)
        hint = tr("Every card shows something, and every note has a card.")
        self._stack = QStackedWidget()
        self._stack.addWidget(full)
        self._stack.addWidget(EmptyState("check", tr("No empty cards"), hint))
        edge = theme.SPACE
        head = column(None, self.count)
        head.setContentsMargins(edge.around, 0, edge.around, edge.inside)
        layout = column(self, head, self._stack, gap="none")
        layout.setContentsMargins(0, 0, 0, edge.inside)
        layout.setStretch(1, 1)

    def _foot(self) -> QHBoxLayout:
        self.show_button = button(tr("Show in &Browse"), self.browse, icon="browse")
        self.make_button = button(tr("Make &missing cards"), self.make)
        self.delete_button = button(tr("&Delete selected…"), self.delete, icon="delete")
        self.all_button = button(tr("Delete &all unanswered…"), self.delete_all, kind="primary")
        edge = theme.SPACE.inside
        foot = row(
            None, self.show_button, self.make_button, None, self.delete_button, self.all_button,
            gap="inside",
        )  # fmt: skip
        foot.setContentsMargins(edge, 0, edge, 0)
        return foot

    # Coming and going

    def first_focus(self) -> QWidget | None:
        """Return the list."""
        return self.list if self.list.rows.rows else None

    def reload(self) -> None:
        """Look in the background."""
        if self._job is not None:
            self.window_.jobs.give_up(self._job)
        collection = self.collection

        def look(progress: "Progress") -> tuple[EmptyCards, list[ToldCard]]:
            found = collection.browsing.empty_cards(progress)
            return found, told_cards(collection, found.found)

        self._job = self.window_.jobs.run(
            tr("Looking for empty cards"), look, on_done=self._show, told_after_ms=TOLD_AFTER_MS
        )

    def changed(self, changes: Changes) -> None:
        """Look again after a change of notes or cards."""
        if changes.notes or changes.cards:
            self.reload()

    def _show(self, came: tuple[EmptyCards, list[ToldCard]]) -> None:
        if not isValid(self):  # the screen was taken down meanwhile
            return
        self._job = None
        self.found, told = came
        place, had_focus = self.list.row(), self.list.hasFocus() or self.hasFocus()
        self.list.rows.show(told)
        self.count.setText(self._count_words())
        self.count.setVisible(bool(told))
        self._stack.setCurrentIndex(0 if told else 1)
        self.list.go_to(min(max(0, place), len(told) - 1))
        if told and had_focus:
            self.list.setFocus()
        self._refresh()

    def _count_words(self) -> str:
        found, parts = self.found, []
        if found.cards:
            words = plural(len(found.cards), "{count} empty card", "{count} empty cards")
            if found.answered:
                answered = plural(len(found.answered), "{count} answered", "{count} answered")
                words = tr("{cards}, {answered} among them", cards=words, answered=answered)
            parts.append(words)
        if found.notes:
            parts.append(
                plural(len(found.notes), "{count} note without a card",
                       "{count} notes without a card")
            )  # fmt: skip
        if len(found.found) > MOST_LISTED:
            parts.append(tr("the first {count} are listed", count=numeral(MOST_LISTED)))
        return " · ".join(parts)

    def _refresh(self) -> None:
        self.delete_button.setEnabled(self.can_delete())
        self.make_button.setEnabled(self.can_make())
        self.all_button.setEnabled(bool(self._unanswered()))
        self.window_.commands.refresh()

    # Doing

    def commands(self) -> list[Command]:
        """Return what can be done with those that are selected."""
        one = self.has_one
        return [
            Command("empty.edit", "&Edit note", self.edit, ("Return", "Enter"), "edit", "Edit",
                    section=3, enabled_when=one, keywords=("open", "change")),
            Command("empty.browse", "Show in &Browse", self.browse, ("Ctrl+Return",), "browse",
                    "Edit", section=3, enabled_when=one, keywords=("open",)),
            Command("empty.make", "Make &missing cards", self.make, (), "add", "Edit", section=3,
                    enabled_when=self.can_make, keywords=("repair", "notes", "without")),
            Command("empty.select", "&Select all", self.list.selectAll, ("Ctrl+A",), "check",
                    "Edit", section=3, enabled_when=one),
            Command("empty.delete", "&Delete selected…", self.delete, ("Delete",), "delete",
                    "Edit", section=3, enabled_when=self.can_delete, keywords=("remove",)),
            Command("empty.delete_all", "Delete &all unanswered…", self.delete_all, (), "delete",
                    "Edit", section=3, enabled_when=lambda: bool(self._unanswered()),
                    keywords=("remove", "clean")),
        ]  # fmt: skip

    def has_one(self) -> bool:
        """Whether the keyboard is on one."""
        return self.list.current() is not None

    def can_delete(self) -> bool:
        """Whether something is selected that can go: not notes that only want their cards."""
        return bool(_that_can_go(self.list.selected()))

    def can_make(self) -> bool:
        """Whether a note has no card though its text makes some."""
        return bool(self._missing())

    def _missing(self) -> list[int]:
        every = self.found.notes
        return [each.note_id for each in every if each.reason is Reason.CARDS_MISSING]

    def _unanswered(self) -> list[EmptyCard]:
        """Return what goes without anything learnt; a note stays for its answered cards."""
        return [each for each in _that_can_go(self.found.found) if not each.answers]

    def edit(self) -> None:
        """Edit the note in a window."""
        current = self.list.current()
        if current is not None:
            self.window_.edit_note(current.note_id)

    def browse(self) -> None:
        """Show the cards of the notes selected in Browse."""
        show_notes(self.window_, (each.note_id for each in self.list.selected()))

    def make(self) -> None:
        """Give notes the cards that their text makes."""
        collection, ids = self.collection, self._missing()
        self.window_.writes.do(
            lambda: collection.browsing.make_missing_cards(ids),
            then=lambda count: self.window_.toast(
                plural(count, "Made {count} card", "Made {count} cards"),
                *((tr("Undo"), self.window_.undo_in_collection) if count else ()),
            ),
        )

    def delete(self) -> None:
        """Delete those selected, when asked."""
        self._ask(_that_can_go(self.list.selected()))

    def delete_all(self) -> None:
        """Delete all that were never answered, when asked."""
        self._ask(self._unanswered())

    def _ask(self, going: Sequence[EmptyCard]) -> None:
        if not going:
            return
        answered = [each for each in going if each.answers]
        parts = []
        if answered:
            cards = plural(len(answered), "{count} card was answered",
                           "{count} cards were answered")  # fmt: skip
            reviews = sum(each.answers for each in answered)
            told = plural(reviews, "{count} review", "{count} reviews")
            parts.append(tr("{cards}, with {reviews}.", cards=cards, reviews=told))
        if notes := _notes_going(going, self.found.found):
            parts.append(
                plural(
                    notes,
                    "{count} note has no other card and goes to the bin.",
                    "{count} notes have no other card and go to the bin.",
                )
            )
        cards_going = sum(each.card_id > 0 for each in going)
        messages.ask(
            self.window_,
            plural(cards_going, "Delete {count} empty card?", "Delete {count} empty cards?")
            if cards_going
            else plural(notes, "Delete {count} note?", "Delete {count} notes?"),
            " ".join([*parts, tr("Undo brings everything back.")]),
            action=tr("Delete"),
            on_yes=partial(self._delete, going),
            danger=bool(answered),
        )

    def _delete(self, going: Sequence[EmptyCard]) -> None:
        collection = self.collection

        def done(came: tuple[int, int]) -> None:
            words = plural(came[0], "Deleted {count} empty card", "Deleted {count} empty cards")
            if came[1]:
                notes = plural(came[1], "{count} note", "{count} notes")
                words = tr("{deleted} and {notes}", deleted=words, notes=notes)
            self.window_.toast(
                words,
                tr("Undo"),
                self.window_.undo_in_collection,
            )

        self.window_.jobs.run(
            tr("Deleting empty cards"),
            lambda progress: collection.browsing.delete_empty(going, progress),
            on_done=done,
            writes=True,
            told_after_ms=TOLD_AFTER_MS,
        )

    def _open_menu(self, at: QPoint) -> None:
        menu = self.window_.commands.context_menu(MENU, self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at)


def _that_can_go(found: Sequence[EmptyCard]) -> list[EmptyCard]:
    return [each for each in found if each.reason is not Reason.CARDS_MISSING]


def _notes_going(going: Sequence[EmptyCard], found: Sequence[EmptyCard]) -> int:
    """Return how many notes have no card left but those that go."""
    gone = {(each.card_id, each.note_id) for each in going}
    staying = {each.note_id for each in found if (each.card_id, each.note_id) not in gone}
    return len({each.note_id for each in going if each.last} - staying)
