"""Why a card that is being asked goes, or stays all the same, after another computer's writes."""

from enum import Enum

from flashcards.model.cards import Card
from flashcards.study.card import StudyCard


class Elsewhere(Enum):
    """What another computer did to a card that was asked here."""

    ANSWERED = "answered"
    SUSPENDED = "suspended"
    BURIED = "buried"
    MOVED = "moved"
    """It is in a deck that is not studied now."""
    PUT_OFF = "put off"
    """It is due another day, or today's limits leave it out now."""
    DELETED = "deleted"
    REWORDED = "reworded"
    """It says something else, and is asked on."""
    RETYPED = "retyped"
    """Its note’s type, or the type itself, was changed: it is another card of the note now."""
    REGROUPED = "regrouped"
    """It is a card of another note now."""


def is_where_it_was(card: Card, before: Card) -> bool:
    """Whether nothing decides otherwise by now about when and where a card is asked."""
    return _standing(card) == _standing(before)


def _standing(card: Card) -> tuple[object, ...]:
    return card.suspended, card.buried_until, card.deck_id, card.due_at, card.last_review_at


def is_reworded(now: StudyCard, before: StudyCard) -> bool:
    """Whether a card says something else than it did."""
    return (now.question_html, now.answer_html) != (before.question_html, before.answer_html)
