"""One card to be looked at again: what its article said, what it says now, and the card."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from flashcards.model.articles import Passage
from flashcards.ui.kept_articles.differences import differences
from flashcards.ui.kept_articles.readable import readable
from flashcards.ui.kept_articles.wording_pane import COME, GONE, MEANT, PaneRow, wording
from flashcards.ui.kept_articles.words import day_words
from flashcards.ui.widgets import column
from flashcards.ui.words import tr


class FreshPage(QWidget):
    """The former words and the present ones side by side, the card beneath them."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self.texts, self.yours = PaneRow(2, hugs=True), PaneRow(1, hugs=True)
        self.former, self.article = self.texts.panes
        (self.card,) = self.yours.panes
        layout = column(self, self.texts, self.yours, gap="between")
        for place in range(2):
            layout.setStretch(place, 1)
        layout.addStretch()

    def show_passage(self, passage: Passage, fields: Sequence[str]) -> None:
        """Show a passage beside what it said before, and the fields of its note."""
        self._show_article(passage)
        self.card.show_wording(_card_name(passage, readable(fields[-1])), wording(fields))
        self.texts.fit()
        self.yours.fit()

    def _show_article(self, passage: Passage) -> None:
        self.former.setVisible(bool(passage.former_quote))
        if not passage.former_quote:
            now = tr("The article now (what it said before was not kept)")
            self.article.show_wording(now, passage.paragraph, [(MEANT, [passage.sentence])])
            return
        now = tr("The article said last") if passage.start is None else tr("The article now")
        gone, come = differences(passage.former_quote, passage.quote)
        until = tr("The article until {day}", day=day_words(passage.former_until))
        self.former.show_wording(until, passage.former_quote, [(GONE, gone)])
        self.article.show_wording(now, passage.quote, [(COME, come)])

    def restyle(self) -> None:
        """Mark what differs in the colours of the moment."""
        for pane in (self.former, self.article, self.card):
            pane.mark()


def _card_name(passage: Passage, answer: str) -> str:
    """Return what the card is called, by whose words it has."""
    if _says(passage.quote, answer):
        return tr("Your card, with the new words of the article")
    if _says(passage.former_quote, answer):
        return tr("Your card, with the former words of the article")
    return tr("Your card")


def _says(text: str, answer: str) -> bool:
    taken = " ".join(answer.split()).strip(" .")
    return bool(taken) and taken in " ".join(text.split())
