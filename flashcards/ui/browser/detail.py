"""What stands beside the table: the selected note to edit, its cards, and the card's past."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QStackedWidget, QTabWidget, QWidget

from flashcards.model.errors import UserError
from flashcards.ui.browser.columns import Today
from flashcards.ui.browser.history import History
from flashcards.ui.editor.deck_field import DeckField
from flashcards.ui.editor.note_form import NoteForm
from flashcards.ui.editor.note_keeper import NoteKeeper
from flashcards.ui.editor.preview import Preview
from flashcards.ui.note_types.opening import open_types
from flashcards.ui.note_types.type_field import TypeField
from flashcards.ui.widgets import column, command_button, label, row, set_role
from flashcards.ui.widgets.splitter import Splitter
from flashcards.ui.words import plural, tr

if TYPE_CHECKING:
    from flashcards.model.rows import CardRow
    from flashcards.ui.main_window import MainWindow

REST_MS = 60
NARROWEST_PX = 280
FIELDS_SHARE = 0.58
"""How much of the height the fields have at least."""
_LETTERS_BESIDE = 48
"""From this width on the names of deck and note type can be read beside each other."""
PREVIEW_PX = 110
"""What is left to the preview, however high the fields are."""


_FOR_MANY = (
    "browse.move",
    "browse.tags_add",
    "browse.tags_remove",
    "browse.suspend",
    "browse.release",
    "browse.bury",
    "scheduling.set_due",
    "browse.reset",
    "browse.delete",
)


def _quiet_page(text: str) -> QWidget:
    page = QWidget()
    page.setProperty("role", "bare")
    words = label(text, "muted", wrap=True)
    words.setAlignment(Qt.AlignmentFlag.AlignCenter)
    column(page, None, words, None, margins="around")
    return page


class Detail(QWidget):
    """Follows the table once the keys rest; saves by itself what is edited."""

    move_asked = Signal(int, str)
    """A card's id and the deck it is to be moved to."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self.setMinimumWidth(NARROWEST_PX)
        self._window = window
        self._card: CardRow | None = None
        self._next: tuple[CardRow | None, Today, int, bool] | None = None
        """What is to be shown once the keyboard has left; None for what is shown."""
        self._today: Today | None = None
        self._place = 0
        self._shared = False
        self.form = NoteForm(window)
        self.keeper = NoteKeeper(window, self.form)
        self.preview = Preview(window)
        self.history = History(window)
        self.notice = label("", "error", wrap=True)
        self.notice.hide()
        self.type_field = TypeField()
        self.deck_field = DeckField()
        self.preview.tags_and_deck = lambda: (self.form.tags(), self.deck_field.deck())
        self.form.gap_reached.connect(self.preview.turn_to_gap)
        self.tabs = self._tabs()
        self.several = label("", "heading", wrap=True)
        self._stack = QStackedWidget()
        self._empty = _quiet_page(tr("Select a card to see and edit its note."))
        self._many: QWidget | None = None
        for page in (self._empty, self.tabs):
            self._stack.addWidget(page)
        column(self, self._stack, gap="none")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REST_MS)
        self._timer.timeout.connect(self._open)
        self._connect()

    def _connect(self) -> None:
        self.keeper.opened.connect(self._opened)
        self.keeper.gone.connect(self._let_go)
        self.keeper.said.connect(self.complain)
        self.keeper.warned.connect(self.warn)
        self.form.complained.connect(self.complain)
        self.form.edited.connect(self._edited)
        self.form.grown.connect(self._share_height)
        self.type_field.chosen.connect(self._choose_type)
        self.type_field.manage_wanted.connect(self._manage_types)
        self.deck_field.settled.connect(self._move)
        self.tabs.currentChanged.connect(self._show_history)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_moved)

    def _tabs(self) -> QTabWidget:
        deck_label = label(tr("Dec&k"), "caption")
        deck_label.setBuddy(self.deck_field)
        deck = row(None, deck_label, self.deck_field, gap="inside")
        deck.setStretch(1, 1)
        self._top = row(None, deck, self.type_field, gap="inside")
        self._top.setStretch(0, 3)
        self._top.setStretch(1, 2)
        upper, lower = QWidget(), QWidget()
        for part in (upper, lower):
            part.setProperty("role", "bare")
        column(upper, self._top, self.form, self.notice, gap="inside", margins="inside")
        column(lower, self.preview, gap="none", margins="inside")
        self._halves = halves = Splitter(Qt.Orientation.Vertical)
        halves.setChildrenCollapsible(False)
        halves.addWidget(upper)
        halves.addWidget(lower)
        halves.splitterMoved.connect(self._keep_halves)
        tabs = QTabWidget()
        tabs.setDocumentMode(True)
        tabs.tabBar().setDrawBase(False)
        tabs.addTab(halves, tr("&Note"))
        tabs.addTab(self.history, tr("H&istory"))
        tabs.tabBarClicked.connect(lambda _: tabs.tabBar().setFocus())  # the fields go from sight
        tabs.setAccessibleName(tr("Details"))
        return tabs

    # How the height is shared

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the height anew; deck and note type stand below each other where it is narrow."""
        super().resizeEvent(event)
        ways = QBoxLayout.Direction
        narrow = self.width() < _LETTERS_BESIDE * self.fontMetrics().averageCharWidth()
        self._top.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)
        self._share_height()

    def _keep_halves(self, *_: int) -> None:
        """From now on the learner's own shares hold."""
        self._shared = True

    def _share_height(self) -> None:
        """Give the fields what shows them whole, and the preview the rest, but never nothing."""
        height = sum(self._halves.sizes())
        if self._shared or not height:
            return
        around = self._halves.sizes()[0] - self.form.room_for_fields()
        needed = around + self.form.height_of_fields()
        fields = max(int(height * FIELDS_SHARE), min(needed, height - PREVIEW_PX))
        self._halves.setSizes([fields, height - fields])

    # What is shown

    def show_card(
        self, card: "CardRow | None", today: Today, count: int, listed: Sequence[int] = (), *,
        notes: bool = False,
    ) -> None:  # fmt: skip
        """Turn to a card soon; ``count`` is how many cards, or ``notes``, are selected.

        While somebody writes here whose row is ``listed`` no more, what is written stays until the
        keyboard leaves: rows can go by themselves, when something comes from another computer.
        """
        shown = self.keeper.note
        other = shown is not None and not (card and card.note_id == shown.id)
        went = self._card is not None and self._card.id not in listed
        if other and went and self.has_focus() and not self.keeper.deleted_here:
            self._next = (card, today, count, notes)
            return
        self._next = None
        self._card = card if count == 1 else None
        self._today = today
        if self._card is None:
            self._timer.stop()
            self.keeper.close()
            self._show_many(count, notes=notes)
            return
        self._timer.start()

    def _focus_moved(self, _: object, part: QWidget | None) -> None:
        """Turn to what has been selected meanwhile, as the keyboard leaves."""
        if self._next is None or part is None:
            return
        while part is not None and part is not self:  # its menus and lists are parts of it
            part = part.parentWidget()
        if part is None:
            self._turn_on()

    def _let_go(self) -> None:
        """Turn away from a note that was deleted here."""
        if self._next is not None and self.keeper.deleted_here:
            self._turn_on()

    def _turn_on(self) -> None:
        """Turn to what has been selected meanwhile."""
        if self._next is not None:
            card, today, count, notes = self._next
            self.show_card(card, today, count, notes=notes)

    def _show_many(self, count: int, *, notes: bool) -> None:
        if count < 2:
            self._stack.setCurrentWidget(self._empty)
            return
        if self._many is None:  # not before the screen's commands are known
            self._many = QWidget()
            self._many.setProperty("role", "bare")
            pushes = [command_button(self._window, name) for name in _FOR_MANY]
            column(self._many, self.several, *pushes, None, gap="inside", margins="around")
            self._stack.addWidget(self._many)
        words = (
            plural(count, "1 note selected", "{count} notes selected")
            if notes
            else plural(count, "1 card selected", "{count} cards selected")
        )
        self.several.setText(words)
        self._stack.setCurrentWidget(self._many)

    def settle(self) -> None:
        """Turn to the card at once, without waiting for the keys to rest."""
        if self._timer.isActive():
            self._open()

    def _open(self) -> None:
        self._timer.stop()
        card = self._card
        if card is None:
            return
        note = self.keeper.note
        if note is None or note.id != card.note_id:
            self._place = self._place_of(card)
            if not self.keeper.open(card.note_id):
                self._stack.setCurrentWidget(self._empty)
                return
        else:
            self._place = self._place_of(card)
            self._opened()
        self._stack.setCurrentWidget(self.tabs)

    def _place_of(self, card: "CardRow") -> int:
        """Return which of its note's cards, in the order the preview shows them, a card is."""
        from flashcards.text.templates import card_ordinals

        collection = self._window.collection
        try:
            found = collection.card(card.id)
            note_type = collection.note_type(collection.note(card.note_id).note_type_id)
        except UserError:
            return 0
        places = card_ordinals(note_type, card.fields)
        wanted = (found.template_uid, found.ordinal)
        return places.index(wanted) if wanted in places else 0

    def _opened(self) -> None:
        note_type = self.form.note_type
        if note_type is None or self._card is None:
            return
        types = self._window.collection.note_types.all()
        self.type_field.show_types(types, note_type.uid)
        line = self.deck_field.lineEdit()
        if line is None or not line.hasFocus():
            names = self._window.collection.deck_names()
            self.deck_field.set_decks(names, self._card.deck)
        self.preview.show_note(note_type, self.form.fields(), self._place)
        self._show_history()

    def _show_history(self, *_: object) -> None:
        shown = self.tabs.currentWidget() is self.history
        if shown and self._card is not None and self._today is not None:
            self.history.show_card(self._card, self._today)

    # What is written

    def _edited(self) -> None:
        self.warn(self.keeper.meanwhile)
        if self.form.note_type is not None:
            self.preview.follow(self.form.note_type, self.form.fields())

    def complain(self, text: str) -> None:
        """Say beneath the fields what is wrong."""
        self._say(text, "error")

    def warn(self, text: str) -> None:
        """Say beneath the fields what the learner may want to know."""
        self._say(text, "warning")

    def _say(self, text: str, role: str) -> None:
        set_role(self.notice, role)
        self.notice.setText(text)
        self.notice.setVisible(bool(text))
        self._window.announcer.say(text, at_once=role == "error")

    def _choose_type(self, uid: str) -> None:
        self.form.change_type(self._window.collection.note_type(uid))

    def _manage_types(self) -> None:
        open_types(self._window, self.type_field.uid())

    def _move(self, deck: str) -> None:
        if self._card is not None:
            self.move_asked.emit(int(self._card.id), deck)

    def edit(self) -> None:
        """Put the keyboard into the first field."""
        self.settle()
        if self._card is not None:
            self.tabs.setCurrentIndex(0)
            self.form.focus_first().setFocus()

    def play_sounds(self) -> None:
        """Play what the card of the preview sounds like."""
        self.preview.play_sounds()

    def has_sounds(self) -> bool:
        """Whether the preview shows a card with sounds."""
        return self.preview.has_sounds()

    def has_focus(self) -> bool:
        """Whether the keyboard is somewhere in here."""
        focused = self.focusWidget()
        return focused is not None and focused.hasFocus()
