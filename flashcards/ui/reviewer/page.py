"""The study screen while a card is asked: progress above, the card, one line of words, the foot."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize

from flashcards.study.queue import Counts, Progress
from flashcards.study.session import StudyCard
from flashcards.ui import icons
from flashcards.ui.answering.asking_page import AskingPage
from flashcards.ui.answering.foot import Foot, Small
from flashcards.ui.hints import set_hint
from flashcards.ui.reviewer.card_pane import CardPane
from flashcards.ui.widgets import ElidedLabel, column, icon_button, line
from flashcards.ui.widgets.buttons import ICON_SIZE
from flashcards.ui.words import deck_words, tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

FLAG_TINTS = ("muted", "again", "hard", "good", "easy")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a card stands in the sitting."""

    progress: Progress
    waiting: Counts
    state: str
    """Word on what kind of question it is; may be empty."""


class CardPage(AskingPage):
    """Draws; what happens is decided by the screen."""

    def __init__(self, window: "MainWindow", prefix: str) -> None:
        left = (
            Small("undo", tr("Undo"), "undo"),
            Small("edit", tr("Edit"), "edit"),
            Small("more", tr("More"), "more"),
        )
        right = (Small("why", tr("Why this interval?"), "help"),)
        super().__init__(window, prefix, Foot(window, prefix, tr("Show answer"), left, right))
        self.flag_button = icon_button(
            "flag", tr("Flag"), lambda: window.commands.trigger(f"{prefix}.flag_menu")
        )
        self.flag_button.setIconSize(QSize(ICON_SIZE, ICON_SIZE))
        self.pane = CardPane(window, f"{prefix}.next")
        self.source = ElidedLabel("", "caption")
        above, under = self._above(self.flag_button), self._under(self.source)
        layout = column(self, above, line(), self.pane, under, line(), self.foot, gap="none")
        layout.setStretch(2, 1)

    def show_place(self, card: StudyCard, place: Place) -> None:
        """Show which deck the card is from and how far the sitting is."""
        words = deck_words(card.deck)
        path = f"{words}  ·  {place.state}" if place.state else words
        self.show_progress(path, place.progress)
        left = tr(
            "Still to come: {new} new, {learning} learning, {due} due",
            new=place.waiting.new,
            learning=place.waiting.learning,
            due=place.waiting.due,
        )
        set_hint(self.count, left)
        set_hint(self.bar, left)
        self._show_flag(card.flag)

    def _show_flag(self, flag: int) -> None:
        self.flag_button.setVisible(flag > 0)
        if flag:
            self.flag_button.setIcon(icons.icon("flag", FLAG_TINTS[flag]))

    def show_source(
        self, source: str, key: str = "", fields_key: str = "", below: str = ""
    ) -> None:
        """Show where the note comes from and the key that hides it; nothing for no source.

        ``fields_key`` shows all fields, where the card may not show them all; else it is empty.
        ``below`` says how to read on.
        """
        words = tr("Source: {source}  {key}", source=source, key=key).rstrip() if source else ""
        more = tr("All fields  {key}", key=fields_key) if fields_key else ""
        self.source.set_text("  ·  ".join(part for part in (below, more, words) if part))
