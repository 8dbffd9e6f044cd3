"""What the tests of plans share: a collection with cards in review, and how to look at it."""

from collections import Counter
from datetime import date, timedelta

from flashcards import Collection
from flashcards.model.cards import Card
from flashcards.scheduling.days import learner_day

DAY_START = 240


def fill(collection: Collection, deck: str, count: int, longest: int) -> None:
    """Add cards that were put into review at intervals from 1 to ``longest`` days."""
    for number in range(count):
        collection.add_note({"Front": f"{deck} {number}", "Back": "back"}, deck=deck)
    cards = sorted(collection.search(f'is:new deck:"{deck}"'))
    for number, card in enumerate(cards):
        collection.scheduling.set_due([card], 1 + number % longest)


def day_of(collection: Collection, card: int) -> date:
    """Return the learner's date on which a card is due."""
    due = collection.card(card).due_at
    assert due is not None
    return date.fromordinal(learner_day(due.astimezone(collection.clock().tzinfo), DAY_START))


def today(collection: Collection) -> date:
    """Return the learner's present date."""
    return date.fromordinal(learner_day(collection.clock(), DAY_START))


def ahead(collection: Collection, days: int) -> date:
    """Return the learner's date in so many days."""
    return today(collection) + timedelta(days=days)


def due_by_day(collection: Collection, query: str = "") -> Counter[date]:
    """Return how many cards are due on each date, overdue ones counted today."""
    days = (day_of(collection, card) for card in collection.search(f"-is:new {query}"))
    return Counter(max(today(collection), day) for day in days)


def standing(collection: Collection) -> dict[int, Card]:
    """Return every card as it is."""
    return {card: collection.card(card) for card in sorted(collection.search(""))}
