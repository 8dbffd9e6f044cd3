"""Shows the cards a note makes while it is being written."""

import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from flashcards.model.enums import NoteKind
from flashcards.model.errors import UserError
from flashcards.model.notes import NoteType
from flashcards.text.template_language import list_fields
from flashcards.ui.editor.card_stack import CardStack
from flashcards.ui.editor.shortcuts import format_id, words_of
from flashcards.ui.stored_names import card_name
from flashcards.ui.widgets import column, icon_button, label, row
from flashcards.ui.words import plural, tr, worded

if TYPE_CHECKING:
    from flashcards.text.render import RenderedCard
    from flashcards.ui.jobs import Job, Progress
    from flashcards.ui.main_window import MainWindow
    from flashcards.ui.rich_text import CardView

Asked = tuple[NoteType, Mapping[str, str]]

DELAY_MS = 120
LONG_DELAY_MS, LONG_DRAWING_MS = 900, 50
"""A card that takes long to draw is drawn only once the keys have rested longer."""
LONG = 3_000
"""Letters of a note whose cards are read beside the window, so that no key waits for them."""
AT_ONCE = 6
"""So many cards of a note stand below each other; there may be thousands, and each place for one
keeps its memory: with 20 places a long day took 20 MB more than with one."""


class Preview(QWidget):
    """The cards below each other, question and answer, as the study screen would show them."""

    told = Signal(str)
    """What the sounds of a card have to say."""

    def __init__(self, window: "MainWindow", *, scale: float = 1.0) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._window = window
        self._asked: Asked | None = None
        self._cards: Sequence[RenderedCard] = ()
        self._ordinals: Sequence[tuple[str, int]] = ()
        self._at = 0
        self._wanted: int | None = None
        """The number of the gap the caret is in, whose card is shown once there is one."""
        self.tags_and_deck: Callable[[], tuple[Sequence[str], str]] = _nowhere
        """Gives what a template may show besides the fields."""
        self._left: list[int] = []
        """The cards still to be drawn."""
        self._job: Job | None = None
        """What reads a long card beside the window."""
        self.stack = CardStack(window, scale, self.told.emit)
        self.stack.more_asked.connect(self._show_more)
        self.empty = label("", "muted", wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._caption = label("", "caption")
        self._before = icon_button("chevron-left", tr("Previous card"), lambda: self.step(-1))
        self._after = icon_button("chevron-right", tr("Next card"), lambda: self.step(1))
        self.one_side = icon_button("eye", tr("Show the question only"), self._present_again)
        self.one_side.setCheckable(True)
        top = row(None, self._caption, None, self.one_side, self._before, self._after, gap="hair")
        layout = column(self, top, self.stack, self.empty, gap="hair")
        layout.setStretch(2, 1)  # one of the two is in sight, and has all the room
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MS)
        self._timer.timeout.connect(self._draw)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._draw_next)

    @property
    def view(self) -> "CardView":
        """The card that the keys have come to; the last there is while more are to be drawn."""
        sections = self.stack.sections
        return sections[min(self._at - self._first, len(sections) - 1)].view

    @property
    def _first(self) -> int:
        """The first of the cards that stand below each other now."""
        return self._at // AT_ONCE * AT_ONCE

    def play_sounds(self) -> None:
        """Play what the card that the keys have come to sounds like."""
        self.view.sounds.play_all()

    def has_sounds(self) -> bool:
        """Whether that card has sounds."""
        return bool(self._cards) and self.view.sounds.count > 0

    def stops(self) -> tuple[QWidget, ...]:
        """Return where Tab stops, in order."""
        return self.one_side, self._before, self._after

    def show_note(
        self, note_type: NoteType, fields: Mapping[str, str], at: int | None = None
    ) -> None:
        """Show a note's cards at once, beginning with card ``at``."""
        if at is not None:
            self._at = at
        asked = (note_type, dict(fields))
        if self._asked is not None and asked != self._asked:
            self.stack.blank()  # nothing of another note may be seen meanwhile
        self._asked = asked
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
        self._present(hint)

    def step(self, by: int) -> None:
        """Go on within a card that reaches beyond the view, else to another card of the note."""
        if not self._cards or self._asked is None:
            return
        if self.stack.turn_page(self._at - self._first, by):
            return
        before = self._first
        self._at = (self._at + by) % len(self._cards)
        if self._first != before:
            self._present("")
            return
        if self._at in self._left:  # it is wanted before the others
            self._left.remove(self._at)
            self._left.insert(0, self._at)
            self._draw_next()
        self._stand_out()

    def _show_more(self) -> None:
        """Show the cards after those that stand below each other now, or the first again."""
        after = self._first + AT_ONCE
        self._at = after if after < len(self._cards) else 0
        self._present("")

    def _present_again(self) -> None:
        if self._cards and self._asked is not None:
            self._present("")

    def _draw(self) -> None:
        self._timer.stop()
        if self._asked is None:
            return
        note_type, fields = self._asked
        try:
            made = self._window.collection.preview_note(note_type, fields, *self.tags_and_deck())
            self._cards, self._ordinals = made, made.ordinals
            self._find_wanted()
            keys = words_of(self._window.commands, format_id("cloze"))
            hint = _nothing_yet(note_type, keys)
        except UserError as error:
            self._cards, self._ordinals, hint = (), (), worded(error.what)
        self._timer.setInterval(DELAY_MS)
        self._present(hint)

    def _find_wanted(self) -> None:
        numbers = [ordinal for _, ordinal in self._ordinals]
        if self._wanted in numbers:
            self._at = numbers.index(self._wanted)
            self._wanted = None

    def _present(self, hint: str) -> None:
        """Make room for the cards and draw the one the keys have come to, then the others."""
        count = len(self._cards)
        self._at = max(0, min(self._at, count - 1))
        self.stack.setVisible(bool(count))
        self.empty.setVisible(not count)
        self.empty.setText(hint)
        for push in (self._before, self._after):
            push.setVisible(count > 1)
        self.one_side.setVisible(bool(count))
        first, last = self._first, min(count, self._first + AT_ONCE)
        self._left = [*range(self._at, last), *range(self._at - 1, first - 1, -1)]
        self.stack.set_count(max(1, last - first))
        self._name_cards(first, last)
        self._stand_out()
        self._draw_next()

    def _name_cards(self, first: int, last: int) -> None:
        count = len(self._cards)
        for at in range(first, last):
            self.stack.sections[at - first].name(self._name(at), alone=count == 1)
        more = min(AT_ONCE, count - last)
        self.stack.offer_more(
            plural(more, "Show the next card", "Show the next {count} cards")
            if more > 0
            else tr("Show the first cards")
            if count > AT_ONCE
            else ""
        )

    def _name(self, at: int) -> str:
        """Return what a card is called: as its template, and which of those with this one."""
        assert self._asked is not None
        uid, ordinal = self._ordinals[at]
        asked = self._asked[0]
        name = next((each.name for each in asked.templates if each.uid == uid), "")
        name = card_name(asked, name)
        alone = sum(other == uid for other, _ in self._ordinals) == 1
        return name if alone else tr("{name} {number}", name=name, number=ordinal)

    def _number(self, at: int) -> int:
        """Return the number of a card as sheets name it, without rendering it."""
        assert self._asked is not None
        (uid, ordinal), note_type = self._ordinals[at], self._asked[0]
        if note_type.kind is NoteKind.CLOZE:
            return ordinal
        return 1 + next(place for place, each in enumerate(note_type.templates) if each.uid == uid)

    def _stand_out(self) -> None:
        """Bring the card that the keys have come to into sight, and say which it is."""
        count = len(self._cards)
        self._caption.setText(
            tr("Preview: card {number} of {count}", number=self._at + 1, count=count)
            if count > 1
            else tr("Preview")
        )
        if count:
            self.stack.go_to(self._at - self._first)

    # Drawing, a card at a time, between which every key comes first

    def _draw_next(self) -> None:
        if not self._left or self._asked is None or self._job is not None:
            return
        at, cards, both = self._left.pop(0), self._cards, not self.one_side.isChecked()
        if sum(map(len, self._asked[1].values())) <= LONG:
            self._put(at, _html(cards[at], both))
            self._go_on()
            return
        view = self.stack.sections[at - self._first].view
        prepare = view.preparing(self._asked[0].css, self._number(at))

        def read(_progress: "Progress") -> str:
            html = _html(cards[at], both)
            prepare(html)
            return html

        came = partial(self._came, self._asked, at)
        title = tr("Drawing the preview…")
        self._job = self._window.jobs.run(title, read, came, self._failed, quiet=True)

    def _came(self, asked: Asked, at: int, html: str) -> None:
        if not isValid(self):  # the window is gone
            return
        self._job = None
        if asked is self._asked and self._first <= at < self._first + AT_ONCE:
            self._put(at, html)
        self._go_on()

    def _failed(self, _error: UserError) -> None:
        if isValid(self):
            self._job = None

    def _go_on(self) -> None:
        if self._left:
            self._rest.start(0)

    def _put(self, at: int, html: str) -> None:
        assert self._asked is not None
        section, css = self.stack.sections[at - self._first], self._asked[0].css
        number = self._cards[at].number
        if (html, css, number) == section.shows:
            return
        began = time.monotonic()
        self.stack.holding(self._at - self._first, partial(section.show_card, html, css, number))
        if (time.monotonic() - began) * 1000 > LONG_DRAWING_MS:
            self._timer.setInterval(LONG_DELAY_MS)


def _nowhere() -> tuple[Sequence[str], str]:
    return (), ""


def _html(card: "RenderedCard", both: bool) -> str:
    """Return a card's question, or both its sides."""
    return _both_sides(card) if both else card.previewed_html


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
