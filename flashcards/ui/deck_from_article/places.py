"""Which cards stand where in an article, found in a moment however many there are."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from flashcards.ui.deck_from_article.deciding import ReviewCard

if TYPE_CHECKING:
    from flashcards.collection.articles.drafting import Draft

LONGEST_MARK = 80
"""Characters underlined of a passage whose term is not in it word for word."""


class Places:
    """The cards of an article by its lines."""

    def __init__(
        self,
        text: str,
        draft: "Draft | None",
        cards: Sequence[ReviewCard],
        starts: Sequence[int],
        ends: Sequence[int],
    ) -> None:
        self._text, self._draft = text, draft
        self.cards = {card.key: card for card in cards}
        self._marks: dict[int, tuple[int, int]] = {}
        self._on_line: dict[int, list[int]] = defaultdict(list)
        self._fill(sorted(cards, key=lambda card: card.start), starts, ends)

    def _fill(
        self, cards: Iterable[ReviewCard], starts: Sequence[int], ends: Sequence[int]
    ) -> None:
        first = 0
        for card in cards:
            while first < len(ends) and ends[first] <= card.start:
                first += 1
            at = first
            while at < len(starts) and starts[at] < card.stop:
                self._on_line[at].append(card.key)
                at += 1

    def follow(self, cards: Sequence[ReviewCard]) -> None:
        """Take in other decisions about the same cards."""
        self.cards = {card.key: card for card in cards}

    def on_line(self, number: int) -> list[ReviewCard]:
        """Return the cards that take up some of a line, in order."""
        return [self.cards[key] for key in self._on_line.get(number, ()) if key in self.cards]

    def mark(self, card: ReviewCard) -> tuple[int, int]:
        """Return which words of a card's passage are underlined: its term, or its beginning."""
        found = self._marks.get(card.key)
        if found is None:
            found = self._marks[card.key] = self._find(card)
        return found

    def _find(self, card: ReviewCard) -> tuple[int, int]:
        text = self._text
        if card.card.candidates and self._draft is not None:
            term = self._draft.candidates[card.card.candidates[0]].candidate.term
            at = text.find(term, card.start, card.stop) if term else -1
            if at < 0 and term:
                folded = text[card.start : card.stop].lower()
                low = folded.find(term.lower()) if len(folded) == card.stop - card.start else -1
                at = card.start + low if low >= 0 else -1
            if at >= 0:
                return at, at + len(term)
        stop = min(card.stop, card.start + LONGEST_MARK)
        line_end = text.find("\n", card.start, stop)
        if line_end > card.start:
            return card.start, line_end
        if stop < card.stop:
            space = text.rfind(" ", card.start, stop)
            stop = space if space > card.start else stop
        return card.start, stop
