"""The window for new notes: stays open, keeps deck, type and tags, and never loses a draft."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QGridLayout, QHBoxLayout

from flashcards.collection.decks.editing import no_answer
from flashcards.collection.decks.note_checks import Mended
from flashcards.model.errors import UserError
from flashcards.model.ids import NoteId
from flashcards.model.notes import NoteType, lacks_answer
from flashcards.ui import theme
from flashcards.ui.commands import Command
from flashcards.ui.deck_choice import now_called
from flashcards.ui.editor.deck_field import DeckField
from flashcards.ui.editor.drafts import KEEP_MS, NEW_NOTE, is_begun
from flashcards.ui.editor.duplicates import Duplicates
from flashcards.ui.editor.editor_window import EditorWindow
from flashcards.ui.editor.shortcuts import DONE, DUPLICATES, PIN, first_keys, words_of
from flashcards.ui.hints import set_hint
from flashcards.ui.note_types.opening import open_types
from flashcards.ui.note_types.type_field import TypeField
from flashcards.ui.occlusion.note_parts import NOTE_TYPE
from flashcards.ui.widgets import ElidedLabel, button, label, row
from flashcards.ui.words import deck_words, tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow


class AddWindow(EditorWindow):
    """Adds one note after the other."""

    list_name = "editor.add"
    has_pins = True

    def __init__(
        self, window: "MainWindow", deck: str | None = None, current: str | None = None
    ) -> None:
        super().__init__(window)
        self._last: NoteId | None = None
        self._waiting: list[tuple[object, ...]] = []
        """Notes that were asked for and not added yet."""
        self._timers()
        self.type_field = TypeField()
        self.type_field.show_types(self.collection.note_types.all())
        self.deck_field = DeckField()
        self.deck_field.setProperty("role", "prominent")
        self.preview.tags_and_deck = lambda: (self.form.tags(), self.deck_field.deck())
        self.last_added = ElidedLabel("", "muted")
        self.show_last = button(tr("Edit it"), self._edit_last, kind="link")
        self.show_last.hide()
        self.finder = Duplicates(window, self.form)
        self.duplicates = self.finder.push
        self._restore(deck, current)
        self.lay_out(self._top(), self._foot())
        self.form.edited.connect(self._edited)
        self.form.masks_asked.connect(self._cover_picture)
        self.checks.mended.connect(self._become)
        self.type_field.chosen.connect(self._choose_type)
        self.type_field.manage_wanted.connect(lambda: open_types(window, self.type_field.uid()))
        self.deck_field.settled.connect(self._edited)
        self.deck_field.currentTextChanged.connect(self._name_deck)
        self.deck_field.currentTextChanged.connect(self._redraw)
        self._name_deck()
        window.changes.changed.connect(self._refresh)

    def _timers(self) -> None:
        self._draft_timer = QTimer(self)
        self._draft_timer.setInterval(KEEP_MS)
        self._draft_timer.timeout.connect(self.keep_draft)
        self._draft_timer.setSingleShot(True)

    def _top(self) -> QHBoxLayout:
        type_label = label(tr("Note t&ype"), "caption")
        type_label.setBuddy(self.type_field)
        deck_label = label(tr("&Deck"), "caption")
        deck_label.setBuddy(self.deck_field)
        lines = QGridLayout()
        lines.setSpacing(theme.SPACE.inside)
        parts = ((deck_label, self.deck_field), (type_label, self.type_field))
        for line, (name, field) in enumerate(parts):
            lines.addWidget(name, line, 0)
            lines.addWidget(field, line, 1)
        lines.setColumnStretch(1, 1)
        top = row(None, gap="none")
        top.addLayout(lines)
        return top

    def _name_deck(self) -> None:
        """Say in the title where the note will go."""
        deck = self.deck_field.deck()
        title = tr("Add note to {deck}", deck=deck_words(deck)) if deck else tr("Add note")
        self.setWindowTitle(title)

    def _foot(self) -> QHBoxLayout:
        self.push = button(tr("&Add"), self.add, kind="primary")
        self._name_key()
        self.main.commands.changed.connect(self._name_key)
        close = button(tr("&Close"), self.close)
        foot = row(None, self.duplicates, self.last_added, self.show_last, close, self.push)
        foot.setStretch(1, 1)
        return foot

    def _name_key(self) -> None:
        """Say beside the button which key adds the note."""
        keys = words_of(self.main.commands, DONE)
        set_hint(self.push, tr("Add ({keys})", keys=keys) if keys else tr("Add"))

    def own_rows(self) -> list[Command]:
        """Return the key that adds the note."""
        return [
            Command(DONE, "Add", self.add, first_keys(DONE)),
            Command(
                DUPLICATES,
                "Show notes with the same question",
                self.finder.show_found,
                first_keys(DUPLICATES),
            ),
            Command(PIN, "Keep the field after adding", self.form.pin, first_keys(PIN)),
        ]

    # What is kept

    def _restore(self, deck: str | None, current: str | None) -> None:
        draft = self.main.drafts.get(NEW_NOTE)
        fields = draft.get("fields")
        texts = fields if isinstance(fields, dict) else {}
        begun = is_begun(draft)
        kept = str(draft.get("deck", ""))
        self._decks = self.collection.deck_ids()
        names = list(self._decks)
        if not begun and kept not in names:
            kept = ""  # the deck is gone by now
        likely = (kept or current) if begun else (current or kept)
        chosen = deck or likely or (names[0] if names else tr("My notes"))
        self.deck_field.set_decks(names, chosen)
        note_type = self._type_named(str(draft.get("note_type", "")))
        self.type_field.show_type(note_type.uid)
        tags = draft.get("tags")
        words = [str(tag) for tag in tags] if isinstance(tags, list) else []
        self.form.set_note(note_type, _by_name(note_type, texts), words)
        self.form.tag_field.set_names(self.collection.tags())
        self.preview.show_note(note_type, self.form.fields(), 0)
        if self.form.is_begun():
            self.form.go_to_ends()
            if not self.comes_back():
                self.last_added.set_text(tr("This is the draft you left here."))
            self.finder.look_soon()

    def _type_named(self, uid: str) -> NoteType:
        types = self.collection.note_types.all()
        return next((each for each in types if each.uid == uid), types[0])

    def keep_draft(self) -> None:
        """Put what is written on disk, with the deck, type and tags chosen."""
        self._draft_timer.stop()
        if self.form.note_type is None:
            return
        draft = {
            "note_type": self.form.note_type.uid,
            "deck": self.deck_field.deck(),
            "tags": self.form.tags(),
            "fields": {**self.form.left_out, **self.form.fields()},
        }
        self.main.drafts.put(NEW_NOTE, draft)

    def put_away(self) -> None:
        """Keep the draft."""
        self.keep_draft()

    def reopening(self) -> Callable[[], object]:
        """Return what shows the draft again."""
        return partial(self.main.add_note, self.deck_field.deck())

    def choose_deck(self, deck: str) -> None:
        """Aim at another deck."""
        self.deck_field.set_decks(self.collection.deck_names(), deck)
        self._name_deck()
        self._redraw()

    # Writing

    def _edited(self, *_: object) -> None:
        self.complain("")
        if self.form.left_out:
            self.warn(tr("Not taken over: {fields}", fields=", ".join(self.form.left_out)))
        if not self._draft_timer.isActive():
            self._draft_timer.start()

    def _choose_type(self, uid: str) -> None:
        if uid == NOTE_TYPE:
            self._cover_picture()
            return
        self.form.change_type(self._type_named(uid))
        self.form.focus_first().setFocus()

    def _cover_picture(self) -> None:
        """Open the window for masks, and leave here what was begun."""
        from flashcards.ui.occlusion.opening import add_occlusion

        if self.form.note_type is not None:
            self.type_field.show_type(self.form.note_type.uid)
        add_occlusion(self.main, self.deck_field.deck())

    def _become(self, made: Mended) -> None:
        """Write the note as one of another type, with texts made for it."""
        self.type_field.show_type(made.note_type)
        self.form.set_note(self._type_named(made.note_type), made.fields, self.form.tags())
        self.form.edited.emit()
        self.form.focus_first().setFocus()

    # Adding

    def add(self) -> None:
        """Add the note and clear the fields for the next one."""
        if self.form.note_type is None:
            return
        fields, deck = self.form.fields(), self.deck_field.deck()
        if lacks_answer(self.form.note_type.kind, self.form.texts()) and not self.form.is_empty():
            self._ask_for_answer()
            return
        tags, uid = self.form.tags(), self.form.note_type.uid
        collection, asked = self.collection, (uid, deck, fields, tags)
        if asked in self._waiting:
            return  # pressed again while a long write holds the first one up

        def work() -> NoteId | UserError:
            try:
                return collection.add_note(fields, deck, tags, uid)
            except UserError as error:
                return error

        if collection.busy:
            self.keep_draft()
            self.complain(tr("Will be added as soon as the import has ended."))
        self._waiting.append(asked)

        def done(result: NoteId | UserError) -> None:
            self._waiting.remove(asked)
            self._added(result, fields)

        self.main.writes.do(work, then=done)

    def _ask_for_answer(self) -> None:
        """Say that the answer is missing, and put the keyboard where it goes."""
        assert self.form.note_type is not None
        self.complain_error(no_answer(self.form.note_type))
        self.form.edits[1].setFocus()

    def _added(self, result: NoteId | UserError, fields: dict[str, str]) -> None:
        if isinstance(result, UserError):
            self.complain_error(result)
            return
        self.complain("")
        self._last = result
        self.last_added.set_text(tr("Added: {question}", question=_shown(fields)))
        self.show_last.show()
        if self.form.fields() == fields:  # else the learner has gone on writing while it waited
            self.form.spelling.added(lambda: self.collection.note(result).guid)
            self.form.clear_fields()
            self.form.edited.emit()
            self.form.focus_first().setFocus()
        self.finder.forget()
        self.keep_draft()

    def _edit_last(self) -> None:
        if self._last is not None:
            self.main.edit_note(self._last)

    def _refresh(self) -> None:
        self._follow_types()
        line = self.deck_field.lineEdit()
        if line is None or not line.hasFocus():
            deck, listed = self.deck_field.deck(), self.collection.deck_ids()
            now = now_called(deck, self._decks, listed) or deck
            self._decks = listed
            self.deck_field.set_decks(list(listed), now)
            if now != deck:
                self._name_deck()
                self.keep_draft()
        self.form.tag_field.set_names(self.collection.tags())
        if self._last is not None and not self._exists(self._last):
            self._last = None
            self.show_last.hide()
            self.last_added.set_text("")

    def _follow_types(self) -> None:
        """List the types there are now, and show the fields that the one chosen has now."""
        self.type_field.show_types(self.collection.note_types.all())
        shown = self.form.note_type
        if shown is None:
            return
        now = self._type_named(self.type_field.uid())
        if now != shown:
            texts = dict(zip(shown.field_uids, self.form.texts(), strict=False))
            kept = [texts.pop(uid, "") for uid in now.field_uids]
            kept[-1] = "\n\n".join(filter(str.strip, (kept[-1], *texts.values())))
            self.form.set_note(now, kept, self.form.tags())

    def _exists(self, note_id: NoteId) -> bool:
        try:
            self.collection.note(note_id)
        except UserError:
            return False
        return True


def _by_name(note_type: NoteType, texts: Mapping[str, object]) -> list[str]:
    """Return a draft's texts in the order of the fields; those of no field go to the last one."""
    left = {name: str(text) for name, text in texts.items()}
    found = [left.pop(name, "") for name in note_type.fields]
    found[-1] = "\n\n".join(filter(str.strip, (found[-1], *left.values())))
    return found


def _shown(fields: dict[str, str]) -> str:
    from flashcards.text.plain import plain_text

    texts = [plain_text(text) for text in fields.values()]
    return next((text for text in texts if text), "")[:200]
