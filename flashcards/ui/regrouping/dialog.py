"""Splits a note or merges notes: what comes out is written here, and where histories go on."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QWidget

from flashcards.model.errors import UserError
from flashcards.model.ids import CardId
from flashcards.model.notes import Note, NoteType
from flashcards.model.type_effects import TypeEffect, UnagreedError
from flashcards.ui import messages
from flashcards.ui.editor.drafts import KEEP_MS, draft_words
from flashcards.ui.editor.note_form import NoteForm
from flashcards.ui.editor.preview import Preview
from flashcards.ui.editor.shortcuts import done_by_keys
from flashcards.ui.note_types.gaps import keep_apart
from flashcards.ui.note_types.mapping import MapGrid, moved_texts
from flashcards.ui.note_types.moving_list import MovingList
from flashcards.ui.note_types.type_field import TypeField
from flashcards.ui.note_types.type_words import effect_words, loss_words
from flashcards.ui.regrouping import parts as written
from flashcards.ui.regrouping.parts import EditedPart, Past
from flashcards.ui.widgets import (
    button,
    column,
    icon_button,
    label,
    row,
    scrolled,
    set_role,
    tab_through,
)
from flashcards.ui.widgets.splitter import Splitter
from flashcards.ui.words import error_words, plural, tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

WIDTH_PX, HEIGHT_PX = 960, 640
LIST_PX, FORM_PX, PREVIEW_PX = 200, 460, 260
REST_MS = 200
SCALE = 0.7
QUESTION_LETTERS = 40
MOST_NOTES = 50
"""More are not merged into one note at once."""


class RegroupDialog(QDialog):
    """What both ways share; returns at once and writes one step of undo."""

    def __init__(
        self,
        window: "MainWindow",
        notes: Sequence[Note],
        parts: Sequence[EditedPart],
        parent: QWidget | None,
    ) -> None:
        super().__init__(parent or window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.resize(WIDTH_PX, HEIGHT_PX)
        self._window, self._notes = window, notes
        self._types = {each.uid: each for each in window.collection.note_types.all()}
        self.past = self._pasts()
        self._at = 0
        self._shown: list[object] = []
        self._known: TypeEffect | None = None
        self._waits = self._given_up = False
        self._first = list(parts)
        kept = window.drafts.get(self._draft_name())
        draft = written.from_draft(kept, self._types.__contains__)
        self.parts = self._usable(draft) or list(parts)
        self._build()
        self._timers()
        self._show_list()
        self._show_part()
        if draft:
            self.draft_note.setText(draft_words(kept, self._based_on()))
            self.draft_note.show()

    # For the two ways to answer -----------------------------------------------------------

    def heading_words(self) -> str:
        """Return what is being done."""
        raise NotImplementedError

    def action_words(self) -> str:
        """Return what the button says."""
        raise NotImplementedError

    def write(self, agreed: TypeEffect | None) -> None:
        """Write what came out; raises what the collection does."""
        raise NotImplementedError

    def done_words(self) -> str:
        """Return what is said once it is done."""
        raise NotImplementedError

    several = False
    """Whether several notes come out."""

    # Building -----------------------------------------------------------------------------

    def _build(self) -> None:
        self.setWindowTitle(self.heading_words())
        self.heading = label(self.heading_words(), "heading", wrap=True)
        self.list = MovingList(tr("Notes that come out"))
        self.add_button = icon_button("add", tr("Add note"), self.add)
        self.remove_button = icon_button("delete", tr("Remove note"), self.remove)
        self.side = QWidget()
        self.side.setProperty("role", "bare")
        column(self.side, self.list, row(None, self.add_button, self.remove_button, None))
        self.side.setVisible(self.several)
        self.type_field = TypeField(managed=False)
        self.type_field.show_types(list(self._types.values()), self.parts[0].note_type)
        self.form = NoteForm(self._window)
        self.histories = MapGrid()
        self.preview = Preview(self._window, scale=SCALE)
        caption = label(tr("Note t&ype"), "caption")
        caption.setBuddy(self.type_field)
        top = row(None, caption, self.type_field)
        top.setStretch(1, 1)
        middle = Splitter(Qt.Orientation.Vertical)
        middle.setChildrenCollapsible(False)
        upper, lower = QWidget(), QWidget()
        column(upper, top, self.form).setStretch(1, 1)
        note = label(tr("Each card goes on with the history of"), "caption")
        column(lower, note, scrolled(self.histories)).setStretch(1, 1)
        for part in (upper, lower):
            part.setProperty("role", "bare")
            middle.addWidget(part)
        middle.setStretchFactor(0, 3)
        middle.setStretchFactor(1, 1)
        keep_apart(middle)
        whole = Splitter(Qt.Orientation.Horizontal)
        whole.setChildrenCollapsible(False)
        for part in (self.side, middle, self.preview):
            whole.addWidget(part)
        whole.setStretchFactor(1, 1)
        whole.setSizes([LIST_PX, FORM_PX, PREVIEW_PX])
        keep_apart(whole)
        column(
            self, self.heading, whole, self._notes_below(), self._foot(),
            gap="inside", margins="between",
        ).setStretch(1, 1)  # fmt: skip
        self.list.turned.connect(self._turned)
        self.list.moved.connect(self._move)
        self.type_field.chosen.connect(self._choose_type)
        self.form.edited.connect(self._edited)
        self.form.complained.connect(lambda words: self._say(words, "error"))
        self.histories.changed.connect(self._histories_chosen)

    def _notes_below(self) -> QWidget:
        self.draft_note = label("", "warning", wrap=True)
        self.draft_note.hide()
        return self.draft_note

    def _foot(self) -> Any:
        self.told = label("", "muted", wrap=True)
        self.restart_button = button(tr("Start &over"), self.start_over, kind="quiet")
        self.done_button = button(self.action_words(), self.finish_up, kind="primary")
        self.done_button.setAutoDefault(False)
        done_by_keys(self, self._window.commands, self.done_button)
        self.cancel_button = button(tr("Cancel"), self.reject)
        self.cancel_button.setAutoDefault(False)
        foot = row(None, self.told, self.restart_button, self.cancel_button, self.done_button)
        foot.setStretch(0, 1)
        return foot

    def _timers(self) -> None:
        self._rest, self._keep = QTimer(self), QTimer(self)
        for timer, wait, work in (
            (self._rest, REST_MS, self._ask),
            (self._keep, KEEP_MS, self._keep_draft),
        ):
            timer.setSingleShot(True)
            timer.setInterval(wait)
            timer.timeout.connect(work)
        self.rejected.connect(self._keep_draft)

    def _pasts(self) -> list[Past]:
        """Return the cards there are, with how much was learnt of each."""
        collection, several = self._window.collection, len(self._notes) > 1
        found = []
        for note in self._notes:
            note_type = collection.note_type(note.note_type_id)
            for card_row in collection.card_rows(collection.note_cards(note.id)):
                card = collection.card(card_row.id)
                name = written.place_words((card.template_uid, card.ordinal), note_type)
                if several:
                    name = f"{name}: {card_row.question[:QUESTION_LETTERS]}"
                found.append(Past(CardId(card_row.id), name, card_row.reviews))
        return found

    # Drafts -------------------------------------------------------------------------------

    def _draft_name(self) -> str:
        guids = " ".join(note.guid for note in self._notes)
        return f"{'split' if self.several else 'merge'} {guids}"

    def _based_on(self) -> list[int]:
        """Return which states of the notes this is about; drafts remember it."""
        return [note.changed_ms for note in self._notes]

    def _usable(self, draft: list[EditedPart]) -> list[EditedPart]:
        cards = {each.card for each in self.past}
        return [
            replace(
                part, inherits={to: card for to, card in part.inherits.items() if card in cards}
            )
            for part in draft
        ]

    def _keep_draft(self) -> None:
        self._keep.stop()
        name = self._draft_name()
        if self.parts != self._first:
            kept = {**written.as_draft(self.parts), "based_on": self._based_on()}
            self._window.drafts.put(name, kept)
        else:
            self._window.drafts.drop(name)

    def start_over(self) -> None:
        """Give up what is written, for what was proposed."""
        self.parts, self._at = list(self._first), 0
        self.draft_note.hide()
        self._show_list()
        self._show_part()
        self._keep.start()

    # What is shown ------------------------------------------------------------------------

    def part(self) -> EditedPart:
        """Return the note that is being written."""
        return self.parts[self._at]

    def _type(self, part: EditedPart) -> NoteType:
        return self._types[part.note_type]

    def _show_list(self) -> None:
        self.list.show_rows(
            [
                (written.title_words(part), written.about_words(part, self._type(part)))
                for part in self.parts
            ],
            self._at,
        )
        self.remove_button.setEnabled(len(self.parts) > 2)

    def _turned(self) -> None:
        at = self.list.row()
        if 0 <= at < len(self.parts) and at != self._at:
            self._at = at
            self._show_part()

    def _show_part(self) -> None:
        part = self.part()
        note_type = self._type(part)
        self.type_field.show_type(note_type.uid)
        texts = [part.texts.get(name, "") for name in note_type.fields]
        self.form.turn()
        self.form.set_note(note_type, texts, part.tags)
        self.preview.show_note(note_type, dict(zip(note_type.fields, texts, strict=True)))
        self._shown = []
        self._show_histories()
        self._rest.start()

    def _show_histories(self) -> None:
        part = self.part()
        note_type = self._type(part)
        places = written.places_of(part, note_type)
        shown: list[object] = [self._at, *places, *part.inherits.items()]
        if shown == self._shown:
            return
        self._shown = shown
        self.histories.show_rows(
            [(written.place_words(place, note_type), place) for place in places],
            [
                (tr("Begins as new"), None),
                *((written.past_words(past), past.card) for past in self.past),
            ],
            part.inherits,
            once=True,
        )
        tab_through(
            self.list, self.add_button, self.remove_button, self.type_field, *self.form.stops(),
            *self.histories.choices, *self.preview.stops(), self.restart_button,
            self.cancel_button, self.done_button,
        )  # fmt: skip

    # What is written ----------------------------------------------------------------------

    def _take(self, part: EditedPart) -> None:
        if part != self.part():
            self.parts[self._at] = part
            self._known = None
            self._show_list()
            self._show_histories()
            self._rest.start()
            if not self._keep.isActive():
                self._keep.start()

    def _edited(self) -> None:
        if self.form.note_type is None:
            return
        fields = self.form.fields()
        self.preview.follow(self.form.note_type, fields)
        self._take(replace(self.part(), texts=fields, tags=tuple(self.form.tags())))

    def _choose_type(self, uid: str) -> None:
        part, new = self.part(), self._types[uid]
        old = self._type(part)
        if new.uid == old.uid:
            return
        likely = self._window.collection.note_types.suggested_map(old, new)
        mapped = replace(likely, plain=False)  # the marks can be wanted again, and are in sight
        texts = [part.texts.get(name, "") for name in old.fields]
        moved = moved_texts(mapped, old, new, texts)
        self._take(written.with_type(part, old, new, mapped, moved))
        self._show_part()

    def _histories_chosen(self) -> None:
        chosen = {
            place: CardId(card)
            for place, card in self.histories.chosen().items()
            if isinstance(place, tuple) and isinstance(card, int)
        }
        self._take(replace(self.part(), inherits=chosen))
        self.parts = written.once(self.parts, self._at)

    def add(self) -> None:
        """Add a note that says the same as the one being written, and begins as new."""
        self.parts.insert(self._at + 1, replace(self.part(), inherits={}))
        self._at += 1
        self._changed_parts()

    def remove(self) -> None:
        """Remove the note being written; its histories are free again."""
        if len(self.parts) > 2:
            del self.parts[self._at]
            self._at = min(self._at, len(self.parts) - 1)
            self._changed_parts()

    def _move(self, place: int, to: int) -> None:
        part = self.parts.pop(place)
        self.parts.insert(to, part)
        self._at = to
        self._changed_parts()

    def _changed_parts(self) -> None:
        self._show_list()
        self._show_part()
        self._keep.start()

    # The effect ---------------------------------------------------------------------------

    def result_parts(self) -> list[Any]:
        """Return what is to be written."""
        return [written.as_part(part, self._type(part)) for part in self.parts]

    def settle(self) -> None:
        """Work the effect out now."""
        self._rest.stop()
        self._ask()

    def _ask(self) -> None:
        ids = [note.id for note in self._notes]
        try:
            effect = self._window.collection.note_types.effect_of_parts(ids, self.result_parts())
        except UserError as error:
            self._known = None
            self._say(error_words(error), "error")
            self.done_button.setEnabled(False)
            return
        self._known = effect
        words = effect_words(effect, history=True) or tr("No cards come or go.")
        self._say(words, "warning" if effect.loses else "muted")
        self.done_button.setEnabled(True)

    def _say(self, words: str, role: str) -> None:
        set_role(self.told, role)
        self.told.setText(words)

    def finish_up(self) -> None:
        """Write what came out; what takes answered cards away is asked first."""
        self.settle()
        if self._known is None:
            return
        if self._known.loses:
            self._agree(self._known)
        else:
            self._write(None)

    def _agree(self, effect: TypeEffect) -> None:
        messages.ask(
            self,
            f"{self.heading_words()}? {effect_words(effect, history=True)}",
            loss_words(effect),
            action=self.action_words().replace("&", ""),
            on_yes=partial(self._write, effect),
            danger=True,
        )

    def _write(self, agreed: TypeEffect | None) -> None:
        self._waits = True
        self.done_button.setEnabled(False)
        self._window.writes.do(partial(self._attempt, agreed), then=self._written)
        if self._waits:
            self._say(tr("This is done as soon as other work has ended."), "muted")

    def reject(self) -> None:
        """Close; what still waits to be written is not."""
        self._given_up = True
        super().reject()

    def _attempt(self, agreed: TypeEffect | None) -> UserError | None:
        if self._given_up:
            return None
        try:
            self.write(agreed)
        except UserError as error:
            return error
        return None

    def _written(self, error: UserError | None) -> None:
        if self._given_up:
            return
        self._waits = False
        self.done_button.setEnabled(True)
        if isinstance(error, UnagreedError):
            self._agree(error.effect)
        elif error is not None:
            self._say(error_words(error), "error")
        else:
            self._keep.stop()
            self._window.drafts.drop(self._draft_name())
            self._window.toast(self.done_words(), tr("Undo"), self._window.undo_in_collection)
            self.accept()


class SplitDialog(RegroupDialog):
    """Makes several notes of one."""

    several = True

    def heading_words(self) -> str:
        return tr("Split note")

    def action_words(self) -> str:
        return tr("&Split")

    def write(self, agreed: TypeEffect | None) -> None:
        types = self._window.collection.note_types
        types.split(self._notes[0].id, self.result_parts(), agreed)

    def done_words(self) -> str:
        return plural(
            len(self.parts), "Split into {count} note", "Split the note into {count} notes"
        )


class MergeDialog(RegroupDialog):
    """Makes one note of several."""

    def heading_words(self) -> str:
        return plural(len(self._notes), "Merge {count} note", "Merge {count} notes into one")

    def action_words(self) -> str:
        return tr("&Merge")

    def write(self, agreed: TypeEffect | None) -> None:
        types = self._window.collection.note_types
        types.merge([note.id for note in self._notes], self.result_parts()[0], agreed)

    def done_words(self) -> str:
        return plural(len(self._notes), "Merged {count} note", "Merged {count} notes")
