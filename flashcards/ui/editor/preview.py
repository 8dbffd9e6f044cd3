"""Shows the cards a note makes while it is being written."""

import time
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from flashcards.model.enums import NoteKind
from flashcards.model.errors import UserError
from flashcards.model.notes import NoteType
from flashcards.text.template_language import list_fields
from flashcards.ui.editor.shortcuts import format_id, words_of
from flashcards.ui.rich_text import CardView
from flashcards.ui.widgets import column, icon_button, label, row
from flashcards.ui.words import tr, worded

if TYPE_CHECKING:
    from flashcards.text.render import RenderedCard
    from flashcards.ui.main_window import MainWindow

DELAY_MS = 120
LONG_DELAY_MS, LONG_DRAWING_MS = 900, 50
"""A card that takes long to draw is drawn only once the keys have rested longer."""


class Preview(QWidget):
    """One card at a time, question and answer, as the study screen would show it."""

    def __init__(self, window: "MainWindow", *, scale: float = 1.0) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._window = window
        self._asked: tuple[NoteType, Mapping[str, str]] | None = None
        self._cards: Sequence[RenderedCard] = ()
        self._ordinals: Sequence[tuple[str, int]] = ()
        self._at = 0
        self._wanted: int | None = None
        """The number of the gap the caret is in, whose card is shown once there is one."""
        self.tags_and_deck: Callable[[], tuple[Sequence[str], str]] = _nowhere
        """Gives what a template may show besides the fields."""
        self.view = CardView(window, scale=scale)
        self.view.setAccessibleName(tr("Preview"))
        self.view.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.empty = label("", "muted", wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._caption = label("", "caption")
        self._before = icon_button("chevron-left", tr("Previous card"), lambda: self.step(-1))
        self._after = icon_button("chevron-right", tr("Next card"), lambda: self.step(1))
        self.one_side = icon_button("eye", tr("Show the question only"), self._present_again)
        self.one_side.setCheckable(True)
        top = row(None, self._caption, None, self.one_side, self._before, self._after, gap="hair")
        layout = column(self, top, self.view, self.empty, gap="hair")
        layout.setStretch(2, 1)  # one of the two is in sight, and has all the room
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MS)
        self._timer.timeout.connect(self._draw)

    def stops(self) -> tuple[QWidget, ...]:
        """Return where Tab stops, in order."""
        return self.one_side, self._before, self._after

    def show_note(
        self, note_type: NoteType, fields: Mapping[str, str], at: int | None = None
    ) -> None:
        """Show a note's cards at once, beginning with card ``at``."""
        if at is not None:
            self._at = at
        self._asked = (note_type, dict(fields))
        self._draw()

    def follow(self, note_type: NoteType, fields: Mapping[str, str]) -> None:
        """Show what is being typed, as soon as the keys rest for a moment."""
        self._asked = (note_type, dict(fields))
        self._timer.start()

    def turn_to_gap(self, number: int) -> None:
        """Show the card of a gap of the text, as soon as it is drawn."""
        self._wanted = number
        places = [at for at, (_, ordinal) in enumerate(self._ordinals) if ordinal == number]
        if places and self._asked is not None and self._asked[0].kind is NoteKind.CLOZE:
            self._wanted = None
            self.step(places[0] - self._at)

    def turn_sides(self) -> None:
        """Show the question alone, or both sides again."""
        self.one_side.toggle()
        self._present_again()

    def clear(self, hint: str = "") -> None:
        """Show no card."""
        self._timer.stop()
        self._asked = None
        self._cards, self._ordinals = (), ()
        self._present(hint, "")

    def step(self, by: int) -> None:
        """Turn to another card of the note."""
        if self._cards and self._asked is not None:
            self._at = (self._at + by) % len(self._cards)
            self._present_again()

    def _present_again(self) -> None:
        if self._cards and self._asked is not None:
            self._present("", self._asked[0].css)

    def _draw(self) -> None:
        self._timer.stop()
        if self._asked is None:
            return
        note_type, fields = self._asked
        began = time.monotonic()
        try:
            made = self._window.collection.preview_note(note_type, fields, *self.tags_and_deck())
            self._cards, self._ordinals = made, made.ordinals
            self._find_wanted()
            keys = words_of(self._window.commands, format_id("cloze"))
            hint = _nothing_yet(note_type, keys)
        except UserError as error:
            self._cards, self._ordinals, hint = (), (), worded(error.what)
        self._present(hint, note_type.css)
        long = (time.monotonic() - began) * 1000 > LONG_DRAWING_MS
        self._timer.setInterval(LONG_DELAY_MS if long else DELAY_MS)

    def _find_wanted(self) -> None:
        numbers = [ordinal for _, ordinal in self._ordinals]
        if self._wanted in numbers:
            self._at = numbers.index(self._wanted)
            self._wanted = None

    def _present(self, hint: str, css: str) -> None:
        count = len(self._cards)
        self._at = max(0, min(self._at, count - 1))
        self.view.setVisible(bool(count))
        self.empty.setVisible(not count)
        self.empty.setText(hint)
        for push in (self._before, self._after):
            push.setVisible(count > 1)
        self.one_side.setVisible(bool(count))
        self._caption.setText(
            tr("Preview: card {number} of {count}", number=self._at + 1, count=count)
            if count > 1
            else tr("Preview")
        )
        if count:
            card = self._cards[self._at]
            html = card.previewed_html if self.one_side.isChecked() else _both_sides(card)
            if html != self.view.html():
                self.view.set_html(html, css, number=self._cards[self._at].number, keep_scroll=True)


def _nowhere() -> tuple[Sequence[str], str]:
    return (), ""


def _both_sides(card: "RenderedCard") -> str:
    question, answer, shown = card.question_html, card.answer_html, card.previewed_html
    if answer.startswith(question):
        return shown + answer[len(question) :]
    return f"{shown}<hr>{answer}"


def _nothing_yet(note_type: NoteType, cloze_keys: str) -> str:
    if list_fields(note_type.templates):
        return tr("Write one item a line. The cards appear here as you write.")
    if note_type.kind is NoteKind.CLOZE:
        if not cloze_keys:
            return tr("Hide parts of the text as clozes. The cards appear here as you write.")
        return tr(
            "Select what is to be hidden and press {keys}. The cards appear here as you write.",
            keys=cloze_keys,
        )
    return tr("The card appears here as you write.")
