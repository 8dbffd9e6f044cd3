"""The line under the coverage map: what the passage at hand asks, and when its cards are due."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from flashcards.model.articles import Passage, PassageKnowledge
from flashcards.ui.dates import day_words
from flashcards.ui.kept_articles.shading import Sample, knowledge_title
from flashcards.ui.widgets import ElidedLabel, button, column, row
from flashcards.ui.words import plural, tr

if TYPE_CHECKING:
    from flashcards.api import Collection
    from flashcards.model.rows import CardRow


class PassageLine(QWidget):
    """Two lines of words and the way to the cards."""

    def __init__(self, open_cards: Callable[[], None]) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._picture = Sample()
        self.asks = ElidedLabel("")
        self.state = ElidedLabel("", "caption")
        self.open = button(tr("Sh&ow its cards"), open_cards, kind="quiet", icon="browse")
        words = column(None, self.asks, self.state, gap="hair")
        layout = row(self, self._picture, words, self.open, gap="between", margins="between")
        layout.setStretch(1, 1)
        self.show_nothing(False)

    def words(self) -> str:
        """Return what is told, as a screen reader says it."""
        return ". ".join(filter(None, (self.asks.text(), self.state.text())))

    def show_nothing(self, passages: bool) -> None:
        """Say how to come to a passage, or that there is none."""
        self._picture.hide()
        self.asks.set_text(
            tr("Point at a passage, or go from one to the next with Up and Down.")
            if passages
            else tr("No card comes from this article.")
        )
        self.state.set_text("")
        self.state.hide()
        self.open.setEnabled(False)

    def show_passage(
        self, collection: "Collection", told: PassageKnowledge, passage: Passage | None
    ) -> None:
        """Tell of a passage and its cards."""
        rows = collection.card_rows(collection.note_cards(told.note_id))
        self._picture.show_shade(told.knowledge)
        self._picture.show()
        asked = rows[0].question if rows else (passage.term if passage is not None else "")
        self.asks.set_text(" ".join(asked.split()))
        parts = [knowledge_title(told.knowledge), _cards_words(rows)]
        if passage is not None and passage.fresh_look:
            parts.append(tr("changed in the article: to check"))
        self.state.set_text("  ·  ".join(filter(None, parts)))
        self.state.show()
        self.open.setEnabled(bool(rows))


def _cards_words(rows: "list[CardRow]") -> str:
    """Return how many cards there are and when the first is due."""
    count = plural(len(rows), "{count} card", "{count} cards")
    awake = [each for each in rows if not each.suspended]
    if rows and not awake:
        return tr("{cards}, suspended", cards=count)
    due = min((each.due_at for each in awake if each.due_at is not None), default=None)
    if due is None:
        return count
    day: date = due.astimezone().date()
    return tr("{cards}, due {day}", cards=count, day=day_words(day))
