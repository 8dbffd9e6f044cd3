"""How long cards take and how likely they are remembered: one reckoning for every forecast."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from flashcards.model.presets import Options
from flashcards.scheduling.days import MS_PER_DAY
from flashcards.scheduling.fsrs_formulas import retrievability
from flashcards.scheduling.times import Times, times_of
from flashcards.store import habits, moves, strengths


@dataclass(frozen=True, slots=True)
class Pace:
    """The learner's own times, and the parameters memory follows, by deck id.

    Today's minutes, minutes first, catching up, exams and the simulator all reckon by these.
    """

    times: Mapping[int, Times]
    weights: Mapping[int, tuple[float, ...]]

    @classmethod
    def of(
        cls,
        conn: Connection,
        options: Mapping[int, Options],
        measured: Sequence[int] | None,
        today: int,
    ) -> "Pace":
        """Return the pace in decks with these options, by how the learner answered lately.

        Times are ``measured`` on the cards of those decks (None: of all), up to the learner's day
        ``today``.
        """
        answers = habits.habits(conn, measured, today)
        return cls(
            {deck: times_of(answers, one) for deck, one in options.items()},
            {deck: strengths.weights_of(one) for deck, one in options.items()},
        )

    def recall(self, deck: int, stability: float, elapsed_days: float) -> float:
        """Return how likely a card of a deck is remembered so many days after its last answer."""
        return float(retrievability(stability, max(0.0, elapsed_days), self.weights[deck]))

    def seconds(self, deck: int, recall: float) -> float:
        """Return what a due card of a deck takes that is remembered with this probability."""
        return self.times[deck].due(recall)


def most_endangered(
    conn: Connection,
    card_ids: Sequence[int],
    weights: Mapping[int, tuple[float, ...]],
    day_start_minutes: int,
    at_ms: int,
) -> list[int]:
    """Return those of these cards that were ever answered, the likeliest to be forgotten first.

    Recall at the moment ``at_ms`` (UTC ms) follows from their log, whichever scheduler plans them,
    by the ``weights`` of their decks (by id).
    """
    cards = moves.with_ids(conn, card_ids)
    known = strengths.of_standing(conn, cards, weights.__getitem__, day_start_minutes)
    keys = []
    for card, (stability, _) in zip(cards, known, strict=True):
        days = max(0.0, (at_ms - card.began_ms) / MS_PER_DAY)
        recall = retrievability(stability, days, weights[card.deck])
        keys.append((recall, card.due_ms, card.card))
    return [card for _, _, card in sorted(keys)]
