"""What a learner does in the study tests: adds notes and answers what is asked."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from flashcards import Collection, Quality, Rating
from flashcards.study.card import Choice
from flashcards.study.session import StudySession

REVERSED = "basic-reverse"


def add(collection: Collection, *fronts: str, deck: str = "Deck", kind: str = "basic") -> None:
    """Add a note for each front."""
    for front in fronts:
        collection.add_note({"Front": front, "Back": f"{front} back"}, deck, note_type=kind)


def front(session: StudySession) -> str | None:
    """Return the question asked now, as plain text; None when there is none."""
    card = session.next()
    return None if card is None else plain(card.question_html)


def plain(html: str) -> str:
    """Return a one-paragraph question without its tags."""
    return html.removeprefix("<p>").removesuffix("</p>")


def answer(session: StudySession, rating: Rating | Quality = Rating.GOOD, **extra: Any) -> str:
    """Answer the card asked now and return its question."""
    asked = front(session)
    assert asked is not None, "nothing is asked"
    session.answer(rating, **extra)
    return asked


def asked(session: StudySession, rating: Rating | Quality = Rating.GOOD) -> list[str]:
    """Answer everything that is asked now and return the questions in the order they came."""
    found = []
    while (question := front(session)) is not None:
        found.append(question)
        session.answer(rating)
    return found


def counts(collection: Collection, deck: str) -> tuple[int, int, int]:
    """Return what the deck tree says of a deck: new, learning, due."""
    nodes = collection.deck_tree()
    while nodes:
        node = nodes.pop()
        if node.name == deck:
            return node.new, node.learning, node.due
        nodes.extend(node.children)
    raise AssertionError(f"no deck {deck}")


def left(session: StudySession) -> tuple[int, int, int]:
    """Return what the session says is to come: new, learning, due."""
    found = session.remaining
    return found.new, found.learning, found.due


def assert_the_better_the_later(choices: Sequence[Choice]) -> None:
    """Check that a better answer, of ``choices`` from bad to good, never brings a card back sooner.

    A step of hours may end after the noon that stands for a whole day, but within that day.
    """
    days = [choice.interval_days for choice in choices]
    assert days == sorted(days)
    steps = [choice.due_at for choice in choices if choice.interval_days == 0]
    whole = [choice.due_at for choice in choices if choice.interval_days > 0]
    assert steps == sorted(steps)
    assert whole == sorted(whole)
    if steps and whole:
        assert steps[-1] < whole[0] + timedelta(hours=13)
