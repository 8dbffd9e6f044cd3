"""Keeps an existing note and what is written about it in step: saves, reloads, loses nothing."""

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from flashcards.model.binned import CardsGoing
from flashcards.model.changes import Changes
from flashcards.model.errors import UserError
from flashcards.model.notes import Note, NoteType
from flashcards.text.list_items import shown_fields
from flashcards.ui.editor import cards_going
from flashcards.ui.editor.drafts import KEEP_MS, OF_NOTE, DraftShelf, draft_words
from flashcards.ui.editor.note_form import NoteForm, same_note
from flashcards.ui.words import error_words, tr

if TYPE_CHECKING:
    from flashcards.api import Collection
    from flashcards.ui.main_window import MainWindow

FORESIGHT_MS = 300


@dataclass(frozen=True, slots=True)
class _Written:
    """What stood in the form at one moment."""

    note: Note
    note_type: NoteType
    fields: dict[str, str]
    tags: list[str]

    stored_type: NoteType
    based_on: int
    """When the note was changed last as the writing began, in UTC ms."""

    @property
    def over_others(self) -> bool:
        """Whether the note was changed elsewhere while this was written."""
        return self.based_on != self.note.changed_ms

    @property
    def changed_fields(self) -> dict[str, str]:
        """The fields that say something else than the note did: what was typed, and no others."""
        if self.stored_type.id != self.note_type.id:
            return self.fields
        was = dict(zip(self.stored_type.fields, self.note.fields, strict=False))
        return {name: text for name, text in self.fields.items() if text != was.get(name)}

    @property
    def changed_tags(self) -> list[str] | None:
        """The tags, where they are others than the note's; None where they are not."""
        return None if self.tags == list(self.note.tags) else self.tags

    @property
    def draft_name(self) -> str:
        return f"{OF_NOTE}{self.note.guid}"

    def as_draft(self) -> dict[str, Any]:
        return {
            "note_type": self.note_type.uid,
            "fields": self.fields,
            "tags": self.tags,
            "based_on": self.based_on,
        }


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
        self._refused: _Written | None = None
        """What the learner chose not to save."""
        self._asking = False
        form.edited.connect(self._keep_soon)
        form.edited.connect(self._foresight.start)
        form.focus_left.connect(self._settle)
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
        fields, tags = draft.get("fields"), draft.get("tags")
        if not isinstance(fields, dict) or not isinstance(tags, list):
            return False
        try:
            note_type = self._collection.note_type(str(draft.get("note_type")))
        except UserError:
            return False
        texts = [str(fields.get(name, "")) for name in note_type.fields]
        self.form.set_note(note_type, texts, [str(tag) for tag in tags])
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

    def _written(self) -> _Written | None:
        note, stored, form = self.note, self._stored_type, self.form
        if note is None or stored is None or form.note_type is None:
            return None
        return _Written(note, form.note_type, form.fields(), form.tags(), stored, self._based_on)

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

    def _settle(self) -> None:
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

    def _ask(self, written: _Written, going: CardsGoing) -> None:
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

    def _answered(self, written: _Written, agreed: bool) -> None:
        self._asking = False
        if agreed:
            self._refused = None
            self._write(written)
            return
        self._refused = written
        if self.note is None or self.note.id != written.note.id:
            self._tell_draft(written)

    def _tell_draft(self, written: _Written) -> None:
        self._window.toast(
            tr("The note was not saved; its text is kept as a draft"),
            tr("Show"),
            partial(self._window.edit_note, written.note.id),
        )

    def _write(self, written: _Written) -> None:
        if self._collection.busy and self.note is not None:
            self._drafts.put(written.draft_name, written.as_draft())
            self.said.emit(tr("Will be saved as soon as the import has ended."))
        work = partial(_update, self._collection, written)
        self._window.writes.do(work, then=partial(self._saved, written))

    def _saved(self, written: _Written, error: UserError | None) -> None:
        if error is None:
            self._drafts.drop(written.draft_name)
        else:
            self._drafts.put(written.draft_name, written.as_draft())
        if self.note is not None and self.note.id == written.note.id:
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
        if self._follow_type(note):
            return
        dirty = self.is_dirty()
        try:
            now = self._read(note.id)
        except UserError:
            if dirty:
                self.keep_draft()
            self.said.emit(tr("This note was deleted. Its text can still be copied from here."))
            self.gone.emit()
            return
        if now.changed_ms == note.changed_ms and now == note:
            self.opened.emit()
            return
        if dirty and self._differs_from(now):
            # Typed text wins over what happened elsewhere; it is saved on top of it, and the note's
            # history keeps the other text. A field that was not typed in follows.
            self.form.follow(note, now)
            self.note = now
            self._stored_type = self._collection.note_type(now.note_type_id)
            return
        self._reload(now)

    def _follow_type(self, note: Note) -> bool:
        """Show the fields the note's type has now; False where these are the same as before.

        What was typed stays with its field; of a field that is gone it goes to the last one.
        """
        before, shown = self._stored_type, self.form.note_type
        try:
            now = self._read(note.id)
            stored = self._collection.note_type(now.note_type_id)
        except UserError:  # the note is gone, which is told elsewhere
            return False
        if before is None or shown is None or stored == before or stored.id != before.id:
            return False
        if not self.is_dirty():
            self._reload(now)
            return True
        was = dict(zip(before.field_uids, note.fields, strict=False))
        written = dict(zip(shown.field_uids, self.form.texts(), strict=False))
        typed = {uid: text for uid, text in written.items() if text != was.get(uid, "")}
        self.note, self._stored_type = now, stored
        if shown.id == stored.id:
            kept = dict(zip(stored.field_uids, now.fields, strict=False))
            texts = [typed.pop(uid, kept.get(uid, "")) for uid in stored.field_uids]
            texts[-1] = "\n\n".join(filter(None, (texts[-1], *typed.values())))
            self.form.set_note(stored, texts, self.form.tags())
            self.opened.emit()
        return True

    def _differs_from(self, note: Note) -> bool:
        before, stored = self.note, self._stored_type
        self.note, self._stored_type = note, self._collection.note_type(note.note_type_id)
        differs = self.is_dirty()
        self.note, self._stored_type = before, stored
        return differs

    def _reload(self, note: Note) -> None:
        self.note = note
        self._based_on = note.changed_ms
        self._stored_type = self._collection.note_type(note.note_type_id)
        self.form.set_note(self._stored_type, note.fields, note.tags)
        self.said.emit("")
        self.opened.emit()


def _going(collection: "Collection", written: _Written) -> CardsGoing:
    """Return the cards that saving would take away."""
    try:
        return collection.cards_going(
            written.note.id, written.changed_fields, written.note_type.uid
        )
    except UserError:  # which saving will tell in its words
        return CardsGoing(0, 0)


def _update(collection: "Collection", written: _Written) -> UserError | None:
    try:
        collection.update_note(
            written.note.id,
            written.changed_fields,
            written.changed_tags,
            written.note_type.uid,
            keep_former=written.over_others,
        )
    except UserError as error:
        return error
    return None
