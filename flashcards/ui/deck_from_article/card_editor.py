"""The editor that opens in place of a card: what it asks and answers, and how that will look."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QFrame

from flashcards.model import clozes
from flashcards.model.articles import DraftCard
from flashcards.model.note_types import BASIC, CLOZE
from flashcards.model.notes import NoteType
from flashcards.ui.editor import marking
from flashcards.ui.editor.field_edit import FieldEdit
from flashcards.ui.editor.markup import cloze_number
from flashcards.ui.editor.preview import Preview
from flashcards.ui.editor.shortcuts import words_of
from flashcards.ui.hints import set_hint
from flashcards.ui.widgets import button, column, label, line, row
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

PREVIEW_PX, PREVIEW_SCALE = 170, 0.72


class CardEditor(QFrame):
    """Two fields with a preview below; tells when what is typed changes."""

    finished = Signal()
    grown = Signal()
    """It wants another height."""

    def __init__(
        self,
        window: "MainWindow",
        card: DraftCard,
        on_split: Callable[[], object],
        done_id: str = "article.add",
    ) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self._card = card
        self._commands = window.commands
        self._types = [window.collection.note_type(each.uid) for each in (BASIC, CLOZE)]
        cloze = bool(card.cloze)
        names = (tr("Text &with gaps"), tr("E&xtra")) if cloze else (tr("&Question"), tr("Ans&wer"))
        self.first = self._field(names[0], card.cloze if cloze else card.front)
        self.second = self._field(names[1], card.back)
        parts = []
        for name, field in zip(names, (self.first, self.second), strict=True):
            caption = label(name, "caption")
            caption.setBuddy(field)
            parts += [caption, field]
        self.preview = Preview(window, scale=PREVIEW_SCALE)
        self.preview.setFixedHeight(PREVIEW_PX)
        self.split = button(tr("Spl&it here"), on_split, kind="quiet")
        set_hint(self.split, tr("Divide the card where the cursor stands in the answer"))
        self.done = button(tr("Done"), self.finished.emit)
        keys = words_of(window.commands, done_id)
        set_hint(self.done, tr("Keep the changes ({key})", key=keys).removesuffix(" ()"))
        foot = row(None, self.split, None, self.done)
        self.rule = line()
        column(self, *parts, foot, self.rule, self.preview, gap="hair", margins="inside")
        self.preview.show_note(*self._note())

    def _field(self, name: str, text: str) -> FieldEdit:
        field = FieldEdit(name.replace("&", ""), self._commands)
        field.setPlainText(text)
        field.document().clearUndoRedoStacks()
        field.textChanged.connect(self._follow)
        field.asked.connect(partial(self._format, field))
        field.installEventFilter(self)
        return field

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell when a field grows."""
        if event.type() == QEvent.Type.Resize:
            self.grown.emit()
        return False

    def card(self) -> DraftCard:
        """Return the card as it is written now; gaps typed into it make a cloze of it."""
        first, second = self.first.toPlainText().strip(), self.second.toPlainText().strip()
        card = self._card
        if card.cloze:
            return replace(card, cloze=first, back=second)
        if _gaps(second) and not _gaps(card.back):
            both = "\n\n".join(filter(None, (first, second)))
            return replace(card, cloze=both, front="", back="")
        if _gaps(first) and not _gaps(card.front):
            return replace(card, cloze=first, front="", back=second)
        return replace(card, front=first, back=second)

    def place(self) -> int:
        """Return where in the answer the cursor stands, counted as ``card`` has it."""
        text = self.second.toPlainText()
        lead = len(text) - len(text.lstrip())
        return max(0, len(text[: self.second.textCursor().position()]) - lead)

    def _note(self) -> tuple[NoteType, dict[str, str]]:
        """Return the note the card will be."""
        card = self.card()
        note_type = self._types[bool(card.cloze)]
        written = card.cloze or card.front, card.back
        return note_type, dict(zip(note_type.fields, written, strict=False))

    def _follow(self) -> None:
        self.preview.follow(*self._note())

    def _format(self, field: FieldEdit, name: str) -> None:
        if name in ("cloze", "cloze_again"):
            if field is self.first or not self._card.cloze:
                texts = [each.toPlainText() for each in (self.first, self.second)]
                marking.cloze(field, cloze_number(texts, name == "cloze_again"))
        elif name == "source":
            raw = not field.looks.raw
            for each in (self.first, self.second):
                each.show_source(raw)
        else:
            marking.apply(field, name)


def _gaps(text: str) -> bool:
    return bool(clozes.cloze_numbers(text))
