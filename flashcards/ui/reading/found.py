"""The cards that the rules find in an article, in its margin while it is read; quiet at first."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from flashcards.model.articles import Passage
from flashcards.model.errors import UserError
from flashcards.model.messages import Message
from flashcards.ui.deck_from_article.deciding import Choice, Review, ReviewCard, known_card
from flashcards.ui.deck_from_article.places import Places
from flashcards.ui.deck_from_article.remembering import Decided, Remembering, learns
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
        self._again = False
        """Whether something changed since the look that is under way began."""
        self._cards: tuple[ReviewCard, ...] = ()
        self._left: frozenset[str] = frozenset()
        """Ids of the candidates that were left out."""
        self._told: dict[int, bool] = {}
        """Which choices about candidates are remembered, by their number."""
        self._remembering = Remembering(self._window, self)

    def is_shown(self) -> bool:
        """Whether the cards found are shown."""
        return self.shown

    def forget(self) -> None:
        """Know nothing of the article before."""
        self.draft, self._cards, self._left, self._told = None, (), frozenset(), {}
        self._again = False
        if self._job is not None:
            self._window.jobs.cancel(self._job)
            self._job = None

    def turn(self) -> None:
        """Show what was found, or be quiet again."""
        self.shown = not self.shown
        if self.shown and self.draft is None and self._job is None:
            self.look()
        self.mark()
        self._window.commands.refresh()

    def look(self) -> None:
        """Find the cards of the article in the background, or see which are notes by now."""
        self._again = self._job is not None
        if not self._again:
            self._look(self.draft)

    def look_again(self) -> None:
        """See which are notes by now, where they were looked for."""
        if self.draft is not None or self._job is not None:
            self.look()

    def _look(self, draft: "Draft | None") -> None:
        source_id = self._screen.source_id
        if source_id is None:
            return
        collection = self._window.collection
        find = partial(collection.reading.candidates, source_id)
        if draft is not None:
            find = partial(collection.articles.refreshed, draft)

        def work(_: object) -> "tuple[Draft, frozenset[str]]":
            return find(), collection.reading.left_out(source_id)

        def mine(then: Callable[[Any], None], came: object) -> None:
            if self._job is job:  # else it was forgotten meanwhile
                self._job = None
                then(came)

        taken, gone = partial(mine, self._take), partial(mine, self._gone)
        job = self._job = self._window.jobs.run(
            tr("Looking for cards"), work, taken, gone, quiet=draft is not None
        )

    def _gone(self, _error: UserError) -> None:
        self._again = False  # the screen learns by itself that the article is gone

    def _take(self, looked: "tuple[Draft, frozenset[str]]") -> None:
        draft, left = looked
        if self._again:  # it knows nothing of what was decided meanwhile
            self._again = False
            self._look(draft)
            return
        self._left = left
        first = self.draft is None
        found = Review(draft).cards
        self.draft = draft
        self._cards = tuple(replace(each, choice=Choice.OPEN) for each in found)
        self.mark()
        if first and self.shown:
            count = len(self._open())
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
            shown += self._open()
        lines = view.flow.lines
        starts, ends = [each.start for each in lines], [each.stop for each in lines]
        view.show_places(Places(self._screen.text(), self.draft, shown, starts, ends))
        self.follow()

    def follow(self) -> None:
        """Let the first card found in the current sentence, or after it, be the one at hand."""
        view = self._screen.page.view
        key = None
        looking_up = self._screen.lookup.is_on()  # then only that card is at hand
        if self.shown and view.here is not None and not looking_up:
            low, high = view.here
            here = [c for c in self._open() if c.start < high and c.stop > low]
            key = min(here, key=lambda c: (c.stop - c.start, c.start)).key if here else None
        if key != view.current:
            view.current = key
            view.viewport().update()
        self._screen.tell()

    def _open(self) -> list[ReviewCard]:
        if not self.shown or self.draft is None:
            return []
        ids = [each.id for each in self.draft.candidates]
        left = {number for number, each in enumerate(ids) if each in self._left}
        return [e for e in self._cards if not e.known and left.isdisjoint(e.card.candidates)]

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
        return tr(
            "{key} adds, {other} leaves out ({sure}): {card}",
            key=self._screen.key_of("read.add_found"),
            other=self._screen.key_of("read.leave_found"),
            sure=confidence_name(card.confidence),
            card=asked,
        )

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

    def leave_out(self) -> None:
        """Offer the card at hand no more."""
        card, draft, source_id = self.at_hand(), self.draft, self._screen.source_id
        if card is None or draft is None or source_id is None:
            return
        number, collection = card.card.candidates[0], self._window.collection
        decided = self.decided_on(draft)
        candidate_id = draft.candidates[number].id

        def leave() -> Message | None:
            collection.reading.leave_out(source_id, candidate_id)
            return collection.undo_name

        def left(step: Message | None) -> None:
            decided(step, {number: False})
            if self._screen.source_id == source_id:
                self._left |= {candidate_id}
                self._again = self._job is not None
                self.mark()
            self._window.toast(tr("Left out"), tr("Undo"), self._window.undo)
            self._window.commands.refresh()

        self._window.writes.do(leave, then=left)

    def decided_on(
        self, draft: "Draft | None"
    ) -> Callable[[Message | None, dict[int, bool]], None]:
        """Return what remembers choices about candidates of a draft, for the choices to come.

        It gets their step, and may be called when another article is open.
        """
        told = self._told

        def remember(step: Message | None, kept: dict[int, bool]) -> None:
            new = {number: each for number, each in kept.items() if told.get(number) != each}
            if new and draft is not None and learns(self._window.settings):
                self._remembering.remember(Decided(step, new), told, draft)

        return remember


def _known(number: int, passage: Passage) -> ReviewCard:
    """Return a card of the article as it is marked there."""
    assert passage.start is not None
    assert passage.stop is not None
    return known_card(-1 - number, passage.kind, passage.note_id, passage.start, passage.stop)
