"""Makes up a learner's weeks with a collection, at random but the same each time for a seed."""

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from flashcards.api import Collection
from flashcards.model.enums import Quality
from tests.conftest import FixedClock

ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Kiritimati")
DECKS = ("Alpha", "Alpha::Beta", "Alpha::Beta::Gamma", "Delta")


class Life:
    """Studies, edits, travels and changes its mind; every action goes through the collection."""

    def __init__(self, collection: Collection, clock: FixedClock, seed: int) -> None:
        self.collection = collection
        self.clock = clock
        self.random = random.Random(seed)
        self._notes = 0
        for deck in DECKS:
            collection.add_deck(deck)
            collection.set_options(deck, new_per_day=9_999, reviews_per_day=9_999)
        for _ in range(12):
            self._add_note()

    def live(self, days: int) -> None:
        """Let so many days go by, with actions on most of them."""
        actions: list[tuple[int, Callable[[], object]]] = [
            (30, self._study),
            (8, self._add_note),
            (6, self._undo_and_redo),
            (4, self._move_cards),
            (3, self._suspend),
            (4, self._bury),
            (2, self._reset),
            (2, self._delete_notes),
            (3, self._travel),
            (1, self._change_day_start),
            (1, self._clock_is_wrong_for_a_while),
        ]
        weights = [weight for weight, _ in actions]
        for _ in range(days):
            for _ in range(self.random.choice((0, 1, 2, 4))):
                self.random.choices([action for _, action in actions], weights)[0]()
                self.clock.advance(minutes=self.random.randrange(1, 200))
            self.clock.advance(days=self.random.choice((1, 1, 1, 2, 5)))
        for action in (self._study, self._bury, self._suspend):
            action()  # so that something is true of today as well

    def _cards(self, most: int) -> list[int]:
        cards = self.collection.search("")
        return self.random.sample(list(cards), min(len(cards), self.random.randint(1, most)))

    def _add_note(self) -> None:
        self._notes += 1
        fields = {"Front": f"Question {self._notes}", "Back": "Answer"}
        kind = self.random.choice(("basic", "basic-reverse"))
        deck = self.random.choice(DECKS)
        self.collection.add_note(fields=fields, deck=deck, note_type=kind)

    def _study(self) -> None:
        session = self.collection.study(self.random.choice((None, *DECKS)))
        for _ in range(self.random.randint(1, 12)):
            if session.next() is None:
                break
            quality = self.random.choices(tuple(Quality), (1, 2, 1, 3, 8, 3))[0]
            session.answer(quality, taken_ms=self.random.randrange(500, 90_000))
            self.clock.advance(seconds=self.random.randrange(2, 90))
            if self.random.random() < 0.08:
                self.collection.undo()
        session.close()

    def _undo_and_redo(self) -> None:
        for _ in range(self.random.randint(1, 5)):
            self.collection.undo()
        for _ in range(self.random.randint(0, 4)):
            self.collection.redo()

    def _move_cards(self) -> None:
        self.collection.move_cards(self._cards(4), self.random.choice(DECKS))

    def _suspend(self) -> None:
        self.collection.suspend(self._cards(3), self.random.random() < 0.7)

    def _bury(self) -> None:
        self.collection.bury(self._cards(5))

    def _reset(self) -> None:
        self.collection.reset_cards(self._cards(2))

    def _delete_notes(self) -> None:
        self.collection.delete_notes(self.collection.notes_of(self._cards(1)))

    def _travel(self) -> None:
        zone = ZoneInfo(self.random.choice(ZONES))
        self.clock.now = self.clock.now.astimezone(zone)

    def _change_day_start(self) -> None:
        self.collection.set_options("Alpha", day_start_minutes=self.random.choice((0, 240, 390)))

    def _clock_is_wrong_for_a_while(self) -> None:
        right = self.clock.now
        wrong = right.astimezone(UTC) + timedelta(days=self.random.choice((-40, -2, 3)))
        self.clock.now = wrong.astimezone(right.tzinfo)
        self._study()
        self.clock.now = right


def a_monday() -> datetime:
    """A March morning shortly before summer time begins."""
    return datetime(2026, 3, 2, 10, 0, tzinfo=ZoneInfo("Europe/Berlin"))
