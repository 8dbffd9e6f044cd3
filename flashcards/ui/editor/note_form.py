"""The fields and tags of a note with the formatting buttons; both windows and Browse use it."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from flashcards.model.enums import NoteKind
from flashcards.model.errors import UserError
from flashcards.model.messages import Translatable
from flashcards.model.notes import Note, NoteType
from flashcards.ui import given_pictures
from flashcards.ui.editor import marking
from flashcards.ui.editor.covering import MasksLine, picture_at
from flashcards.ui.editor.field_edit import FieldEdit
from flashcards.ui.editor.format_bar import FormatBar
from flashcards.ui.editor.markup import cloze_number
from flashcards.ui.editor.picture_handles import PictureHandles
from flashcards.ui.editor.picture_options import PictureClicks, open_options
from flashcards.ui.editor.pins import Pins
from flashcards.ui.editor.tag_field import TagField
from flashcards.ui.formulas import formulas_of
from flashcards.ui.given_pictures import Given
from flashcards.ui.pictures import Pictures
from flashcards.ui.sound import recordings
from flashcards.ui.spelling.form_spelling import FormSpelling
from flashcards.ui.spelling.spelling import KEYS as SPELLING_KEYS
from flashcards.ui.stored_names import field_names
from flashcards.ui.widgets import column, label, row, tab_through
from flashcards.ui.words import error_words, tr

if TYPE_CHECKING:
    from flashcards.settings import Settings
    from flashcards.ui.main_window import MainWindow


SOURCE_SHOWN = "editor.source"
"""Under which the settings remember that fields show what is written."""
_GROWING = (QEvent.Type.Resize, QEvent.Type.Move)


class NoteForm(QWidget):
    """Holds what is written; knows nothing of how or when it is kept."""

    edited = Signal()
    """The learner changed a field or the tags."""
    complained = Signal(str)
    """Something asked for was not possible; told in plain words."""
    grown = Signal()
    """The fields want another height."""
    masks_asked = Signal()
    """The masks over the note's picture are to be changed."""
    focus_left = Signal()
    """The keyboard went from the form to something outside it."""
    gap_reached = Signal(int)
    """The caret stands in a gap; its number."""

    def __init__(
        self, window: "MainWindow", tags_text: Translatable = "Tags", *, pins: bool = False
    ) -> None:
        """``pins``: fields can keep their text when the others are emptied."""
        super().__init__()
        self.setProperty("role", "bare")
        self._window = window
        self._quiet = False
        window.settings_changed.connect(self._dress_again)
        self._pins = Pins(window) if pins else None
        self._pin_buttons: dict[int, QToolButton] = {}
        self.note_type: NoteType | None = None
        self.edits: list[FieldEdit] = []
        self._captions: list[QLabel] = []
        self._current = 0
        self._gap = 0
        self.left_out: dict[str, str] = {}
        """Texts for which the type chosen has no field, until another note comes."""
        self._turns = 0
        """How often another note came into the form."""
        self._caret_moved = QTimer(self)
        self._caret_moved.setSingleShot(True)
        self._caret_moved.timeout.connect(self._show_caret)
        self._grew = QTimer(self)
        self._grew.setSingleShot(True)
        self._grew.timeout.connect(self.grown)
        self.tag_field = TagField()
        self.tag_field.textEdited.connect(self._changed)
        self.tag_field.installEventFilter(self)
        tags_label = label(tr(tags_text), "caption")
        tags_label.setBuddy(self.tag_field)
        self._fields = QWidget()
        self._fields.setProperty("role", "bare")
        self._rows = QVBoxLayout(self._fields)
        self.bar = FormatBar(window.commands, self.apply)
        self.buttons = self.bar.buttons
        self.masks_line = MasksLine()
        self.masks_line.asked.connect(self.masks_asked)
        self.spelling = FormSpelling(window, self)
        above = (self.bar, self.masks_line, self._area(), self.spelling.line)
        column(self, *above, tags_label, self.tag_field, gap="hair")

    def _area(self) -> QScrollArea:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setAccessibleName(tr("Fields"))
        area.setWidget(self._fields)
        area.viewport().installEventFilter(self)
        self._scroll = area
        return area

    def _show_caret(self) -> None:
        """Scroll to where one writes, as soon as what has grown has its place."""
        edit = next((each for each in self.edits if each.hasFocus()), None)
        if edit is None:
            return
        caret = edit.cursorRect()
        at = edit.viewport().mapTo(self._fields, caret.center())
        margin = caret.height()
        self._scroll.ensureVisible(at.x(), at.y(), 0, margin)
        number = marking.gap_at(edit)
        if number and number != self._gap:
            self.gap_reached.emit(number)
        self._gap = number

    def height_of_fields(self) -> int:
        """Return how high the fields are together, in pixels."""
        return self._fields.sizeHint().height()

    def room_for_fields(self) -> int:
        """Return how much of that is in sight at once, in pixels."""
        return self._scroll.viewport().height()

    # What it holds

    def turn(self, guid: str = "") -> None:
        """Another note comes into the form: what is still being read was meant for the last.

        Without a ``guid`` it is a note that is not added yet.
        """
        self._turns += 1
        self.spelling.turn(guid)
        self.left_out = {}

    def set_note(self, note_type: NoteType, fields: Sequence[str], tags: Sequence[str]) -> None:
        """Show a note; what is shown already is left alone, with its cursor and its undo."""
        self._quiet = True
        if note_type != self.note_type:
            self._lay_out(note_type)
        texts = [*fields, *[""] * len(note_type.fields)]
        for edit, text in zip(self.edits, texts, strict=False):
            if edit.toPlainText() != text:
                edit.take_text(text)
        if {tag.casefold() for tag in self.tag_field.tags()} != {tag.casefold() for tag in tags}:
            self.tag_field.set_tags(tags)
        self._quiet = False
        self._follow_masks()

    def go_to_ends(self) -> None:
        """Put each cursor behind what is written, where one writes on."""
        for edit in self.edits:
            edit.moveCursor(QTextCursor.MoveOperation.End)

    def _follow_masks(self) -> None:
        """Offer to change the masks over a picture, whose field then only shows as source."""
        if self.note_type is None:
            return
        parts = self.masks_line.follow(self.note_type, self.fields())
        for place, (name, edit) in enumerate(zip(self.note_type.fields, self.edits, strict=True)):
            drawn = parts is not None and name == parts.masks_field and not edit.looks.raw
            for part in (edit, self._captions[place], self._pin_buttons.get(place)):
                if part is not None:
                    part.setVisible(not drawn)

    def follow(self, before: Note, now: Note) -> None:
        """Show what a note says now wherever the form says what it did ``before``."""
        count = len(self.edits)
        if self.note_type is None or max(len(before.fields), len(now.fields)) > count:
            return
        # Fields that were added to the type later are empty.
        old, new = ([*note.fields, *[""] * count][:count] for note in (before, now))
        texts = [
            after if text == said else text
            for text, said, after in zip(self.texts(), old, new, strict=True)
        ]
        untouched = sorted(self.tags()) == sorted(before.tags)
        self.set_note(self.note_type, texts, now.tags if untouched else self.tags())

    def change_type(self, note_type: NoteType) -> None:
        """Show other fields; texts stay with the field of their name, else of their place."""
        if self.note_type is None or note_type == self.note_type:
            return
        kept, self.left_out = self.moved_texts(note_type)
        self.set_note(note_type, kept, self.tag_field.tags())
        self.edited.emit()

    def moved_texts(self, note_type: NoteType) -> tuple[list[str], dict[str, str]]:
        """Return the texts as another type has them, and those it has no field for, by name."""
        now = self.fields()
        names = dict(now)
        if not any(name in now for name in note_type.fields):
            places = [*note_type.fields, *list(now)[len(note_type.fields) :]]
            names = dict(zip(places, now.values(), strict=False))
        names = {**self.left_out, **{name: text for name, text in names.items() if text.strip()}}
        kept = [names.pop(name, "") for name in note_type.fields]
        return kept, {name: text for name, text in names.items() if text.strip()}

    def _lay_out(self, note_type: NoteType) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.removeEventFilter(self)
                old.hide()
                old.deleteLater()
        self.note_type = note_type
        self.bar.check("source", self._shows_source())
        names = field_names(note_type)
        self.edits = [self._edit(place, name) for place, name in enumerate(names)]
        self._pin_buttons.clear()
        self._captions = [label(name, "caption") for name in names]
        parts: list[QWidget | None] = []
        shown = [self.edits[place] for place in note_type.shown_places]
        for place, edit in zip(note_type.shown_places, shown, strict=True):
            caption = self._captions[place]
            caption.setBuddy(edit)
            parts += [self._with_pin(caption, note_type, place), edit]
        self._rows.setSpacing(4)
        self._rows.setContentsMargins(0, 0, 0, 0)
        for part in parts:
            if part is not None:
                self._rows.addWidget(part)
        self._rows.addStretch(1)
        tab_through(*self.stops())
        self._current = 0

    def stops(self) -> list[QWidget]:
        """Return where Tab stops, in order."""
        places = self.note_type.shown_places if self.note_type is not None else ()
        return [self.masks_line.push, *(self.edits[place] for place in places), self.tag_field]

    def _with_pin(self, caption: QWidget, note_type: NoteType, place: int) -> QWidget:
        """Return a field's name with the button that lets it keep its text."""
        if self._pins is None:
            return caption
        push = self._pins.button(note_type, place, lambda: self.pin(place))
        self._pin_buttons[place] = push
        line = QWidget()
        line.setProperty("role", "bare")
        row(line, caption, None, push, gap="hair")
        return line

    def _edit(self, place: int, name: str) -> FieldEdit:
        collection = self._window.collection
        pictures = Pictures(self._window.jobs, collection.media_path, self)
        markup = self.note_type.markup if self.note_type is not None else "markdown"
        formulas = formulas_of(self._window.jobs)
        edit = FieldEdit(name, self._window.commands, markup, pictures, formulas)
        pictures.setParent(edit)
        edit.title_of = recordings.titles(self._window)
        edit.show_source(self._shows_source())
        if self.note_type is not None:
            settings = self.note_type.settings_at(place)
            edit.dress(settings, self._window.settings.text_scale)
            self.spelling.watch(edit, settings.language)
        edit.textChanged.connect(self._changed)
        edit.asked.connect(self.apply)
        edit.picture_given.connect(lambda given: self._take_picture(edit, given))
        PictureClicks(self._window, self, edit)
        edit.handles = PictureHandles(self._window, edit)
        edit.setProperty("place", place)
        edit.cursorPositionChanged.connect(self._caret_moved.start)
        edit.installEventFilter(self)
        return edit

    def _dress_again(self, settings: "Settings") -> None:
        """Write as large as the learner has the text of cards now."""
        if self.note_type is not None:
            for place, edit in enumerate(self.edits):
                edit.dress(self.note_type.settings_at(place), settings.text_scale)

    def _changed(self, *_: object) -> None:
        if not self._quiet:
            self.edited.emit()

    def texts(self) -> list[str]:
        """Return the fields' texts in the note type's order."""
        return [edit.toPlainText() for edit in self.edits]

    def fields(self) -> dict[str, str]:
        """Return the fields' texts by name."""
        names = self.note_type.fields if self.note_type is not None else ()
        return dict(zip(names, self.texts(), strict=False))

    def tags(self) -> list[str]:
        """Return the tags written."""
        return self.tag_field.tags()

    def is_empty(self) -> bool:
        """Whether no field holds anything but white space."""
        return not any(text.strip() for text in self.texts())

    def is_begun(self) -> bool:
        """Whether a field holds text that was not kept from the note before."""
        kept = self._pinned()
        return any(text.strip() for at, text in enumerate(self.texts()) if at not in kept)

    def clear_fields(self) -> None:
        """Empty the fields, but for those that are to keep their text, and leave the tags."""
        if self.note_type is not None:
            kept = self._pinned()
            texts = [text if at in kept else "" for at, text in enumerate(self.texts())]
            self.turn()
            self.set_note(self.note_type, texts, self.tags())

    def _pinned(self) -> set[int]:
        if self._pins is None or self.note_type is None:
            return set()
        return self._pins.places(self.note_type)

    def pin(self, place: int | None = None) -> None:
        """Let a field, else the one used last, keep its text after adding; or no more."""
        if self._pins is not None and self.note_type is not None and self.edits:
            chosen = min(self._current, len(self.edits) - 1) if place is None else place
            on = self._pins.turn(self.note_type, chosen)
            self._pin_buttons[chosen].setChecked(on)

    def focus_first(self) -> QWidget:
        """Return the field the keyboard goes to first: one that is to be written anew."""
        if self.note_type is None:
            return self.tag_field
        shown = [at for at in self.note_type.shown_places if not self.edits[at].isHidden()]
        fresh = [at for at in shown if at not in self._pinned()]
        return next((self.edits[at] for at in (*fresh, *shown)), self.tag_field)

    def has_focus(self) -> bool:
        """Whether the keyboard is in the form."""
        focused = self.focusWidget()
        return focused is not None and focused.hasFocus()

    # Formatting

    def apply(self, name: str) -> None:
        """Format the selection in the field used last."""
        if not self.edits:
            return
        edit = self.edits[min(self._current, len(self.edits) - 1)]
        if name == "picture":
            self._choose_picture(edit)
        elif name == "picture_options":
            open_options(self._window, self, edit)
        elif name == "occlusion":
            self._cover(edit)
        elif name == "sound":
            recordings.choose(self, edit, self._take_files)
        elif name == "record":
            recordings.record(self, edit, self._take_picture)
        elif name == "source":
            self._show_source(edit)
        elif name in SPELLING_KEYS:
            self.spelling.apply(name, edit)
        elif name in ("cloze", "cloze_again"):
            self._cloze(edit, again=name == "cloze_again")
        else:
            marking.apply(edit, name)

    def _show_source(self, edit: FieldEdit) -> None:
        """Turn all fields from looking as cards do to what is written, or back; remembered."""
        raw = not edit.looks.raw
        self._window.change_settings(
            lists={**self._window.settings.lists, SOURCE_SHOWN: "yes" if raw else ""}
        )
        self._quiet = True
        for each in self.edits:
            each.show_source(raw)
        self._quiet = False
        self.bar.check("source", raw)
        self._follow_masks()

    def _shows_source(self) -> bool:
        return bool(self._window.settings.lists.get(SOURCE_SHOWN))

    def _cloze(self, edit: FieldEdit, again: bool) -> None:
        if self.note_type is not None and self.note_type.kind is not NoteKind.CLOZE:
            self.complained.emit(
                tr("Only the note type “Cloze” hides parts of a text. Choose it first.")
            )
            return
        marking.cloze(edit, cloze_number(self.texts(), again))

    # Pictures

    def _cover(self, edit: FieldEdit) -> None:
        """Change the masks of the note, or begin a note with masks over a picture of the field."""
        if self.masks_line.isVisible():
            self.masks_asked.emit()
            return
        from flashcards.ui.occlusion.opening import add_occlusion

        add_occlusion(self._window, picture=picture_at(edit))

    def _choose_picture(self, edit: FieldEdit) -> None:
        take = partial(self._take_files, edit)
        given_pictures.choose_pictures(self._window, self, tr("Insert picture"), take)

    def _take_files(self, edit: FieldEdit, files: Sequence[str | Path]) -> None:
        for each in files:
            self._take_picture(edit, Path(each))

    def _take_picture(self, edit: FieldEdit, given: Given) -> None:
        turns, window = self._turns, self._window

        def insert(name: str) -> None:
            if turns == self._turns and edit in self.edits and isValid(edit):
                edit.insert_picture(name)
            else:
                window.toast(
                    tr("The file was not inserted: another note came meanwhile. Insert it again.")
                )

        def complain(error: UserError) -> None:
            if isValid(self):
                self.complained.emit(error_words(error))

        given_pictures.keep_picture(window, given, insert, complain)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Remember which field is used, keep it in sight, and notice when the keyboard leaves."""
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, FieldEdit):
            self._current = int(watched.property("place"))
            self._scroll.ensureWidgetVisible(watched, 0, 0)
            self._caret_moved.start()
        elif event.type() in _GROWING and isinstance(watched, FieldEdit):
            self._caret_moved.start()
            self._grew.start()
        elif event.type() == QEvent.Type.Resize and watched is self._scroll.viewport():
            self._grew.start()
        elif event.type() == QEvent.Type.FocusOut and not self.has_focus():
            self.focus_left.emit()
        return False


def same_note(
    fields: Mapping[str, str], tags: Sequence[str], other: Mapping[str, str], others: Sequence[str]
) -> bool:
    """Whether two notes say the same; the order and case of tags make no difference."""
    folded = {tag.casefold() for tag in tags}
    return dict(fields) == dict(other) and folded == {tag.casefold() for tag in others}
