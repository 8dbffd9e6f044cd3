"""Both sides of a card as its templates make them, while these are being written."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from flashcards.model.enums import NoteKind
from flashcards.model.notes import NoteType
from flashcards.text.render import RenderedCard, render_card
from flashcards.text.templates import card_ordinals
from flashcards.ui.note_types.edited import as_shown
from flashcards.ui.note_types.example import Example
from flashcards.ui.note_types.keeper import TypeKeeper
from flashcards.ui.rich_text import CardView
from flashcards.ui.widgets import column, icon_button, label, panel, row
from flashcards.ui.widgets.labels import ElidedLabel
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

DELAY_MS = 120
SCALE = 0.7
FEWEST_LINES = 6


class ExampleLine(QWidget):
    """Says with which note cards are shown, and turns to others."""

    def __init__(self, example: Example) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._example = example
        self.text = ElidedLabel("", "muted")
        self.before = icon_button("chevron-left", tr("Previous note"), lambda: example.step(-1))
        self.after = icon_button("chevron-right", tr("Next note"), lambda: example.step(1))
        row(self, self.text, self.before, self.after, gap="hair").setStretch(0, 1)
        example.changed.connect(self.show_example)
        self.show_example()

    def show_example(self) -> None:
        """Say what is shown now."""
        self.text.set_text(self._example.words())
        for push in (self.before, self.after):
            push.setVisible(self._example.count > 1)


class CardPreview(QWidget):
    """Front and back side by side."""

    def __init__(self, window: "MainWindow", keeper: TypeKeeper, example: Example) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._keeper, self._example = keeper, example
        self._place = self._number = 0
        self.front = self._view(window, tr("Preview of the front"))
        self.back = self._view(window, tr("Preview of the back"))
        self.note = label("", "muted", wrap=True)
        self.note.hide()
        sides = row(
            None, panel(self.front, margins="hair"), panel(self.back, margins="hair"), gap="inside"
        )
        column(self, ExampleLine(example), sides, self.note, gap="hair").setStretch(1, 1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MS)
        self._timer.timeout.connect(self.draw)
        example.changed.connect(self.draw_soon)

    def _view(self, window: "MainWindow", name: str) -> CardView:
        view = CardView(window, scale=SCALE)
        view.setAccessibleName(name)
        view.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        view.setMinimumSize(1, FEWEST_LINES * self.fontMetrics().lineSpacing())
        return view

    def show_template(self, place: int) -> None:
        """Show the card of a template."""
        self._place = place
        self.draw_soon()

    def draw_soon(self) -> None:
        """Draw anew as soon as the keys rest for a moment."""
        self._timer.start()

    def step(self, by: int) -> None:
        """Show another of the cards that one template makes, as of a text with several clozes."""
        self._number += by
        self.draw()

    def draw(self) -> None:
        """Show what the templates make now."""
        self._timer.stop()
        if not self._keeper.is_open or self._keeper.stored is None:
            return
        value = self._keeper.value
        shown = as_shown(value, self._keeper.stored)
        texts = self._example.texts(value)
        made = ordinals(shown, texts, self._place)
        self._number %= max(1, len(made))
        card = rendered(shown, texts, self._place, self._number)
        for view, html in ((self.front, card.previewed_html), (self.back, card.answer_html)):
            view.set_html(html, shown.css, number=card.number, keep_scroll=True)
        self.note.setText(self._words(len(made)))
        self.note.setVisible(len(made) != 1)

    def _words(self, count: int) -> str:
        if not count:
            return tr("This note does not make this card, since its front would be empty.")
        return tr("Card {number} of {count}", number=self._number + 1, count=count)


def ordinals(shown: NoteType, texts: list[str], place: int) -> list[int]:
    """Return which cards a note makes by the template at a place."""
    uid = shown.templates[min(place, len(shown.templates) - 1)].uid
    return [ordinal for made, ordinal in card_ordinals(shown, texts) if made == uid]


def rendered(shown: NoteType, texts: list[str], place: int, number: int = 0) -> RenderedCard:
    """Return one of the cards of the template at a place, as if it were made where it is not."""
    template = shown.templates[min(place, len(shown.templates) - 1)]
    made = ordinals(shown, texts, place)
    usual = 1 if shown.kind is NoteKind.CLOZE else 0
    return render_card(shown, texts, template.uid, made[number % len(made)] if made else usual)
