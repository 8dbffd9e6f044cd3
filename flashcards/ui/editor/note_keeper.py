"""Keeps an existing note and what is written about it in step: saves, reloads, loses nothing."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from flashcards.model.binned import CardsGoing
from flashcards.model.changes import Changes
from flashcards.model.errors import UserError
from flashcards.model.ids import NoteId
from flashcards.model.messages import message
from flashcards.model.notes import Note, NoteType
from flashcards.text.list_items import shown_fields
from flashcards.ui.editor import cards_going, written
from flashcards.ui.editor.drafts import KEEP_MS, OF_NOTE, DraftShelf, draft_words
from flashcards.ui.editor.note_form import NoteForm, same_note
from flashcards.ui.editor.written import Written
from flashcards.ui.words import error_words, tr

if TYPE_CHECKING:
    from flashcards.api import Collection
    from flashcards.ui.main_window import MainWindow

FORESIGHT_MS = 300


class NoteKeeper(QObject):
    """Ties one form to one note at a time.

    What is typed is a draft on disk within ``KEEP_MS`` and becomes one step of undo when the
    keyboard leaves the form, the form turns to another note, or ``save`` is called.
    """

    opened = Signal()
    """Another note is in the form, or the same one as it is now."""
    gone = Signal()
    """The note was deleted."""
    said = Signal(str)
    """What is wrong with the text, in plain words; "" when nothing is."""
    warned = Signal(str)
    """What saving the text would do that the learner may not expect."""

    def __init__(self, window: "MainWindow", form: NoteForm) -> None:
        super().__init__(form)
        self._window = window
        self.form = form
        self.note: Note | None = None
        self._stored_type: NoteType | None = None
        self._based_on = 0
        """When the note was changed last as what is in the form was begun, in UTC ms."""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEEP_MS)
        self._timer.timeout.connect(self.keep_draft)
        self._foresight = QTimer(self)
        self._foresight.setSingleShot(True)
        self._foresight.setInterval(FORESIGHT_MS)
        self._foresight.timeout.connect(self._warn)
        self.meanwhile = ""
        """What happened to the note elsewhere while it is written, in plain words."""
        self.deleted_here = False
        self.is_gone = False
        """Whether the note was deleted while it is in the form."""
        self._refused: Written | None = None
        """What the learner chose not to save."""
        self._asking = False
        form.edited.connect(self._keep_soon)
        form.edited.connect(self._foresight.start)
        form.focus_left.connect(self.settle)
        form.masks_asked.connect(self._edit_masks)
        window.changes.changed.connect(self._take_in)

    @property
    def _collection(self) -> "Collection":
        return self._window.collection

    @property
    def _drafts(self) -> DraftShelf:
        return self._window.drafts

    def open(self, note_id: int) -> bool:
        """Save what is in the form and turn to a note; False when it does not exist."""
        self.save()
        try:
            note = self._read(note_id)
        except UserError:
            self._forget()
            return False
        if self.note is None or self.note.id != note.id:
            self.form.turn(note.guid)
        self.note = note
        self._based_on = note.changed_ms
        self.is_gone = self.deleted_here = False
        self.meanwhile = ""
        self._stored_type = self._collection.note_type(note.note_type_id)
        draft = self._drafts.get(f"{OF_NOTE}{note.guid}")
        if not draft or not self._show_draft(note, draft):
            self.form.set_note(self._stored_type, note.fields, note.tags)
            self.said.emit("")
        self.form.tag_field.set_names(self._collection.tags())
        self.opened.emit()
        return True

    def _read(self, note_id: int) -> Note:
        """Return a note as it is written: the items of its lists without their numbers."""
        note = self._collection.note(note_id)
        note_type = self._collection.note_type(note.note_type_id)
        return replace(note, fields=tuple(shown_fields(note_type, note.fields)))

    def _show_draft(self, note: Note, draft: dict[str, Any]) -> bool:
        """Show text that could not be saved before; False when there is nothing new in it."""
        assert self._stored_type is not None
        found = written.of_draft(draft, note, self._stored_type, self._collection.note_types.all())
        if found is None:
            return False
        self.form.set_note(found.note_type, found.texts, found.tags)
        if not self.is_dirty():
            self._drafts.drop(f"{OF_NOTE}{note.guid}")
            return False
        based_on = draft.get("based_on")
        self._based_on = based_on if isinstance(based_on, int) else note.changed_ms
        self.said.emit(draft_words(draft, note.changed_ms))
        return True

    def close(self) -> None:
        """Save and turn away from the note."""
        self.save()
        self._forget()

    def _forget(self) -> None:
        self._timer.stop()
        self._foresight.stop()
        self.form.turn()
        self.note = None
        self._stored_type = None

    def discard(self) -> None:
        """Give up what is written and show the note as it is stored."""
        note = self.note
        if note is not None:
            self._drafts.drop(f"{OF_NOTE}{note.guid}")
            self._timer.stop()
            self._reload(note)

    # Saving

    def is_dirty(self) -> bool:
        """Whether the form says something else than the note."""
        note, stored = self.note, self._stored_type
        if note is None or stored is None or self.form.note_type is None:
            return False
        was = dict(zip(stored.fields, note.fields, strict=False))
        same_type = stored.id == self.form.note_type.id
        return not same_type or not same_note(self.form.fields(), self.form.tags(), was, note.tags)

    def _written(self) -> Written | None:
        note, stored, form = self.note, self._stored_type, self.form
        if note is None or stored is None or form.note_type is None:
            return None
        return Written(note, form.note_type, form.fields(), form.tags(), stored, self._based_on)

    def _keep_soon(self) -> None:
        if not self._timer.isActive():  # or it would never be kept while the typing goes on
            self._timer.start()

    def keep_draft(self) -> None:
        """Put what is typed on disk without making a step of undo of it."""
        self._timer.stop()
        written = self._written()
        if written is not None and self.is_dirty():
            self._drafts.put(written.draft_name, written.as_draft())

    def save(self) -> None:
        """Save what was changed as one step of undo; text that cannot be saved stays a draft."""
        self._timer.stop()
        written = self._written()
        if written is None or not self.is_dirty():
            if written is not None:
                self._drafts.drop(written.draft_name)
                self.said.emit("")
            return
        going = _going(self._collection, written)
        if going.reviews:
            self._ask(written, going)
        else:
            self._write(written)

    def _edit_masks(self) -> None:
        """Save what is written and open the masks of the note."""
        self.save()
        if self.note is not None:
            from flashcards.ui.occlusion.opening import edit_masks

            edit_masks(self._window, self.note.id)

    def settle(self) -> None:
        """Save as the keyboard leaves the form; what takes answered cards away waits to be asked.

        That is when the learner saves by a key, or turns to another note.
        """
        written = self._written()
        if written is not None and self.is_dirty() and _going(self._collection, written).reviews:
            self.keep_draft()
            self._warn()
        else:
            self.save()

    def _warn(self) -> None:
        """Say which cards saving would take away."""
        written = self._written()
        if written is not None and self.is_dirty():
            words = cards_going.warning(_going(self._collection, written))
            if words:
                self.warned.emit(words)

    def _ask(self, written: Written, going: CardsGoing) -> None:
        """Ask once whether answered cards may go; the text is a draft until then."""
        self._drafts.put(written.draft_name, written.as_draft())
        if written == self._refused:
            self._tell_draft(written)
        elif not self._asking:
            self._asking = True
            yes, no = (
                partial(self._answered, written, True),
                partial(self._answered, written, False),
            )
            cards_going.ask(self._window, going, yes, no)

    def _answered(self, written: Written, agreed: bool) -> None:
        self._asking = False
        if agreed:
            self._refused = None
            self._write(written)
            return
        self._refused = written
        if self.note is None or self.note.id != written.note.id:
            self._tell_draft(written)

    def _tell_draft(self, written: Written) -> None:
        self._window.toast(
            tr("The note was not saved; its text is kept as a draft"),
            tr("Show"),
            partial(self._window.edit_note, written.note.id),
        )

    def _write(self, written: Written) -> None:
        if self._collection.busy and self.note is not None:
            self._drafts.put(written.draft_name, written.as_draft())
            self.said.emit(tr("Will be saved as soon as the import has ended."))
        back = self.is_gone and not self.deleted_here
        work = partial(_update, self._collection, written, back=back)
        self._window.writes.do(work, then=partial(self._saved, written))

    def _saved(self, written: Written, result: UserError | NoteId | None) -> None:
        error = result if isinstance(result, UserError) else None
        if error is None:
            self._drafts.drop(written.draft_name)
        else:
            self._drafts.put(written.draft_name, written.as_draft())
        if result is not None and error is None:
            self._window.toast(
                tr("The note is back, with what you wrote"),
                tr("Undo"),
                self._window.undo_in_collection,
            )
        if self.note is not None and self.note.guid == written.note.guid:
            words = error_words(error) if error else ""
            self.said.emit(words)
        elif error is not None:
            self._window.toast(
                tr("A note could not be saved; its text is kept as a draft"),
                tr("Show"),
                partial(self._window.edit_note, written.note.id),
            )

    # Following the collection

    def _take_in(self, changes: Changes) -> None:
        note = self.note
        if note is None or not (changes.notes or changes.cards or changes.decks):
            return
        try:
            now = self._read(self._id_of(note))
        except UserError:
            self._take_leave(merged=changes.merged)
            return
        if self.is_gone:
            self.is_gone = self.deleted_here = False
            self.meanwhile = ""
            self.said.emit("")
        stored = self._collection.note_type(now.note_type_id)
        if now.changed_ms == note.changed_ms and now == note and stored == self._stored_type:
            self.opened.emit()
        elif self.is_dirty() and (stored != self._stored_type or self._differs_from(now)):
            self._follow(note, now, stored)
            if changes.merged:
                self._tell_of(note, now)
        else:
            self._reload(now)

    def _id_of(self, note: Note) -> int:
        """Return the id a note has now: another one once it was deleted and came back."""
        return self._collection.note_with_guid(note.guid) or note.id

    def _take_leave(self, *, merged: bool) -> None:
        """The note is gone; what was typed stays.

        Saving it brings back a note that another computer deleted.
        """
        dirty = self.is_dirty()
        if dirty:
            self.keep_draft()
        if not self.is_gone:
            self.is_gone, self.deleted_here = True, not merged
            gone = tr("This note was deleted. Its text can still be copied from here.")
            if merged:
                self.meanwhile = tr(
                    "This note was deleted on another computer. Saving brings it back with what "
                    "you wrote."
                )
            if dirty and merged:
                self.warned.emit(self.meanwhile)
            else:
                self.said.emit(gone)
            self.gone.emit()

    def _follow(self, note: Note, now: Note, stored: NoteType) -> None:
        """Typed text wins over what happened elsewhere; a field that was not typed in follows.

        It is saved on top of that, and the note's history keeps the other text.
        """
        before, shown = self._stored_type, self.form.note_type
        self.note, self._stored_type = now, stored
        if before is None or shown is None or stored == before:
            self.form.follow(note, now)
        elif shown.id == before.id:
            # Its fields are others now, or it is of another type.
            was = dict(zip(before.field_uids, note.fields, strict=False))
            said = dict(zip(shown.field_uids, self.form.texts(), strict=False))
            names = dict(zip(before.field_uids, before.fields, strict=True))
            texts = written.rebased(stored, now.fields, was, said, names)
            untouched = sorted(self.form.tags()) == sorted(note.tags)
            self.form.set_note(stored, texts, now.tags if untouched else self.form.tags())
            self.opened.emit()

    def _tell_of(self, note: Note, now: Note) -> None:
        """Say where another computer wrote what saving will put into the note's history."""
        came = {*now.fields} - {*note.fields, *self.form.texts(), ""}
        if came:
            device = self._collection.syncing.writer_of(now.id) or tr("another computer")
            self.meanwhile = tr(
                "Changed on {device} meanwhile. Yours stands, the other text will be in the "
                "note’s history.",
                device=device,
            )
            self.warned.emit(self.meanwhile)

    def _differs_from(self, note: Note) -> bool:
        before, stored = self.note, self._stored_type
        self.note, self._stored_type = note, self._collection.note_type(note.note_type_id)
        differs = self.is_dirty()
        self.note, self._stored_type = before, stored
        return differs

    def _reload(self, note: Note) -> None:
        self.note = note
        if not self.is_gone:
            self.meanwhile = ""
        self._based_on = note.changed_ms
        if not self.is_gone:
            self._stored_type = self._collection.note_type(note.note_type_id)
        assert self._stored_type is not None
        self.form.set_note(self._stored_type, note.fields, note.tags)
        self.said.emit("")
        self.opened.emit()


def _going(collection: "Collection", written: Written) -> CardsGoing:
    """Return the cards that saving would take away."""
    try:
        return collection.cards_going(
            written.note.id, written.changed_fields, written.note_type.uid
        )
    except UserError:  # which saving will tell in its words
        return CardsGoing(0, 0)


def _update(collection: "Collection", written: Written, *, back: bool) -> UserError | NoteId | None:
    """Save; return the id of a note that came back for it, or why it could not be saved."""
    note_id = collection.note_with_guid(written.note.guid)
    try:
        if note_id is not None or not back:
            _put(collection, note_id or written.note.id, written)
            return None
        with collection.together(lambda _: message("Edit note")):
            note_id = collection.bring_note_back(written.note.guid)
            _put(collection, note_id, written)
            return note_id
    except UserError as error:
        return error


def _put(collection: "Collection", note_id: int, written: Written) -> None:
    collection.update_note(
        note_id,
        written.changed_fields,
        written.changed_tags,
        written.note_type.uid,
        keep_former=written.over_others,
    )
