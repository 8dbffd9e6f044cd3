"""The cards that the rules find in an article, in its margin while it is read; quiet at first."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from flashcards.model.articles import Passage
from flashcards.ui.deck_from_article.deciding import Choice, Review, ReviewCard, known_card
from flashcards.ui.deck_from_article.places import Places
from flashcards.ui.deck_from_article.words import card_words, confidence_name
from flashcards.ui.words import plural, tr

if TYPE_CHECKING:
    from flashcards.collection.articles.drafting import Draft
    from flashcards.ui.jobs import Job
    from flashcards.ui.reading.screen import ReadingScreen


class Found(QObject):
    """Marks the article's cards, and with them those that could be made, once they are wanted."""

    def __init__(self, screen: "ReadingScreen") -> None:
        super().__init__(screen)
        self._screen = screen
        self._window = screen.window_
        self.draft: Draft | None = None
        self.shown = False
        self._job: Job | None = None
        self._cards: tuple[ReviewCard, ...] = ()

    def is_shown(self) -> bool:
        """Whether the cards found are shown."""
        return self.shown

    def forget(self) -> None:
        """Know nothing of the article before."""
        self.draft, self._cards = None, ()
        if self._job is not None:
            self._window.jobs.cancel(self._job)
            self._job = None

    def turn(self) -> None:
        """Show what was found, or be quiet again."""
        self.shown = not self.shown
        if self.shown and self.draft is None:
            self.look()
        self.mark()
        self._window.commands.refresh()

    def look(self) -> None:
        """Find the cards of the article in the background, or see which are notes by now."""
        source_id, draft = self._screen.source_id, self.draft
        if source_id is None or self._job is not None:
            return
        collection = self._window.collection
        work = partial(collection.reading.candidates, source_id)
        if draft is not None:
            work = partial(collection.articles.refreshed, draft)
        self._job = self._window.jobs.run(
            tr("Looking for cards"), lambda _: work(), self._take, quiet=draft is not None
        )

    def _take(self, draft: "Draft") -> None:
        self._job = None
        if draft.source_id != self._screen.source_id:
            return
        first = self.draft is None
        found = Review(draft).cards
        self.draft = draft
        self._cards = tuple(replace(each, choice=Choice.OPEN) for each in found)
        self.mark()
        if first and self.shown:
            count = sum(not each.known for each in self._cards)
            said = plural(count, "{count} card found", "{count} cards found")
            self._window.toast(said if count else tr("No cards were found in this article"))

    def mark(self) -> None:
        """Mark in the article its own cards, and where wanted those found."""
        view = self._screen.page.view
        passages = self._screen.passages()
        shown = [
            _known(number, each) for number, each in enumerate(passages) if each.start is not None
        ]
        if self.shown:
            shown += [each for each in self._cards if not each.known]
        lines = view.flow.lines
        starts, ends = [each.start for each in lines], [each.stop for each in lines]
        view.show_places(Places(self._screen.text(), self.draft, shown, starts, ends))
        self.follow()

    def follow(self) -> None:
        """Let the first card found in the current sentence, or after it, be the one at hand."""
        view = self._screen.page.view
        key = None
        if self.shown and view.here is not None:
            low, high = view.here
            here = [c for c in self._open() if c.start < high and c.stop > low]
            key = min(here, key=lambda c: (c.stop - c.start, c.start)).key if here else None
        if key != view.current:
            view.current = key
            view.viewport().update()
        self._screen.tell()

    def _open(self) -> list[ReviewCard]:
        return [each for each in self._cards if not each.known] if self.shown else []

    def at_hand(self) -> ReviewCard | None:
        """Return the card found that Enter would add."""
        key = self._screen.page.view.current
        return next((each for each in self._open() if each.key == key), None)

    def can_add(self) -> bool:
        """Whether Enter would add a card."""
        return self._screen.is_open() and self.at_hand() is not None

    def words(self) -> str:
        """Return what the card at hand asks and answers; empty for none."""
        card = self.at_hand()
        if card is None:
            return ""
        front, _, back = card_words(card.card)
        asked = " – ".join(filter(None, (" ".join(front.split()), " ".join(back.split()))))
        key = self._screen.key_of("read.add_found")
        return tr("{key} adds ({sure}): {card}", key=key, sure=confidence_name(card.confidence),
                  card=asked)  # fmt: skip

    def step(self, by: int) -> None:
        """Go to the next card found, or to the one before."""
        view = self._screen.page.view
        if view.here is None:
            return
        at, card = view.here, self.at_hand()
        cards = sorted(self._open(), key=lambda each: (each.start, each.stop))
        place = (at[0], at[1]) if card is None else (card.start, card.stop)
        ahead = [c for c in cards if (c.start, c.stop) > place]
        behind = [c for c in cards if (c.start, c.stop) < place]
        wanted = ahead[0] if by > 0 and ahead else behind[-1] if by < 0 and behind else None
        if wanted is None:
            self._window.toast(tr("No further card was found"))
            return
        view.go_to_place(wanted.start)
        view.current = wanted.key
        view.viewport().update()
        self._screen.tell()

    def add(self) -> None:
        """Add the card at hand."""
        card = self.at_hand()
        if card is not None:
            self._screen.making.add(card.card)


def _known(number: int, passage: Passage) -> ReviewCard:
    """Return a card of the article as it is marked there."""
    assert passage.start is not None
    assert passage.stop is not None
    return known_card(-1 - number, passage.kind, passage.note_id, passage.start, passage.stop)
