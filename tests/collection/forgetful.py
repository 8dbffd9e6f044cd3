"""A collection of a learner who forgets so often that FSRS's own parameters fit badly."""

from datetime import datetime
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import flashcards
from flashcards import Collection, Rating
from tests.conftest import FixedClock

DAYS = 45
START = datetime(2026, 3, 2, 10, 0, tzinfo=ZoneInfo("Europe/Berlin"))


def build(path: Path) -> None:
    """Make the collection: two decks that share a preset and one of its own, ``DAYS`` days old."""
    clock = FixedClock(START)
    with flashcards.open(path, clock) as collection:
        for deck in ("One", "Two", "Own"):
            for number in range(18):
                collection.add_note({"Front": f"{deck} {number}", "Back": "back"}, deck=deck)
        collection.add_preset("Own", deck="Own")
        collection.set_options("One", new_per_day=50, drill=False)
        collection.set_options("Own", new_per_day=1, drill=False)
        chance = Random(4)
        for _ in range(DAYS):
            session = collection.study()
            while session.next() is not None:
                session.answer(Rating.AGAIN if chance.random() < 0.6 else Rating.GOOD)
            clock.advance(days=1)


def go_on(collection: Collection, clock: FixedClock, days: int) -> None:
    """Study so many days, as forgetful as before."""
    chance = Random(8)
    for _ in range(days):
        session = collection.study("One")
        while session.next() is not None:
            session.answer(Rating.AGAIN if chance.random() < 0.6 else Rating.GOOD)
        clock.advance(days=1)
