"""Which words of an article are covered while it is read and answered."""

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from flashcards.model.articles import Article, Blank
from flashcards.study.session import StudyCard
from flashcards.ui.kept_articles.covered_view import Told
from flashcards.ui.kept_articles.covers import Cover
from flashcards.ui.kept_articles.other_names import other_names

if TYPE_CHECKING:
    from flashcards.api import Collection

_LONGEST_ALIKE, _SHORTEST_ALIKE = 60, 3
"""Characters of an answer that is covered wherever else it stands while it is asked."""


class Blanks:
    """The cards still to be answered, the one asked for, and those that were answered."""

    def __init__(self, article: Article, blanks: Sequence[Blank]) -> None:
        self.passage = (0, 0)
        """Of the card asked for."""
        self.gap = (0, 0)
        """The words it asks for, the first of them where they stand apart."""
        self.like: tuple[str, ...] = ()
        """Words covered wherever they stand, since they are the answer."""
        self.turned = False
        """Whether the words covered are those the card itself asks about, not those it asks for."""
        self.question = ""
        """What the card asks, where the article lacks the words and cannot show it by a cover."""
        self._article = article
        self._by_card = {int(each.card_id): _bracketed(article.text, each) for each in blanks}
        self._told: dict[int, str] = {}
        self._asked: int | None = None

    def ask(self, card: StudyCard, collection: "Collection") -> None:
        """Ask for a card; an answer it was given before is covered again."""
        self._asked = card.id
        self._told.pop(card.id, None)
        blank = self._by_card.get(card.id)
        if blank is None:
            blank = self._by_card[card.id] = _whole(card, collection)
        self.passage = blank.start, blank.stop
        self.gap = blank.hidden[0] if blank.hidden else self.passage
        words = self._article.text[slice(*blank.hidden[0])] if blank.hidden else ""
        whole = blank.hidden == (self.passage,)
        fits = _SHORTEST_ALIKE <= len(words) <= _LONGEST_ALIKE and "\n" not in words
        self.like = ()
        if fits and not whole:
            self.like = words.strip(), *other_names(self._article.text, words)
        rows = collection.card_rows([card.id]) if self.like or not blank.found else []
        self.question = rows[0].question if rows and not blank.found else ""
        self.turned = (
            bool(self.like and rows) and words.strip().casefold() in rows[0].question.casefold()
        )

    def tell(self, card_id: int, kind: str) -> None:
        """Note that a card was answered, in the colour of its rating."""
        self._told[card_id] = kind

    def covers(self, *, answered: bool) -> Iterable[Cover]:
        """Return what is covered; once the card asked for is ``answered``, its words are not."""
        shown = self._hidden(self._asked) if answered else ()
        for card_id, blank in self._by_card.items():
            asked = card_id == self._asked
            if card_id in self._told or (asked and answered):
                continue
            for low, high in blank.hidden:
                if asked or not any(low < end and high > start for start, end in shown):
                    yield Cover(low, high, asked)

    def told(self, *, answered: bool) -> list[Told]:
        """Return the words that were answered, and those just shown."""
        kinds = dict(self._told)
        if answered and self._asked is not None:
            kinds[self._asked] = "accent"
        return [
            Told(low, high, kind)
            for card_id, kind in kinds.items()
            for low, high in self._hidden(card_id)
        ]

    def heading(self) -> str:
        """Return the heading above the passage that is asked about; empty for none."""
        above = (each.title for each in self._article.headings if each.start <= self.passage[0])
        return next(iter(deque(above, maxlen=1)), "")

    def _hidden(self, card_id: int | None) -> tuple[tuple[int, int], ...]:
        blank = None if card_id is None else self._by_card.get(card_id)
        return blank.hidden if blank is not None else ()


def _bracketed(text: str, blank: Blank) -> Blank:
    """Return a blank that covers the bracket as well that closes one inside it."""
    hidden = tuple(
        (low, high + (text[high : high + 1] == ")" and text.count("(", low, high)
                      > text.count(")", low, high)))
        for low, high in blank.hidden
    )  # fmt: skip
    return replace(blank, hidden=hidden)


def _whole(card: StudyCard, collection: "Collection") -> Blank:
    """Return the whole passage as a blank, for a card that was due no more when reading began."""
    passage = collection.articles.passage(card.note_id)
    if passage is None or passage.start is None or passage.stop is None:
        return Blank(card.card.id, card.card.note_id, 0, 0, ())
    span = passage.start, passage.stop
    return Blank(card.card.id, card.card.note_id, *span, (span,))
