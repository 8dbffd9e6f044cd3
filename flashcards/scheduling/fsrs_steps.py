"""Learning and relearning steps of FSRS: which state follows an answer, and for how long."""

from typing import NamedTuple, TypeAlias

from flashcards.model.cards import MINUTES_PER_DAY
from flashcards.model.enums import CardState
from flashcards.scheduling.fsrs_formulas import AGAIN, EASY, GOOD, HARD


class Plan(NamedTuple):
    """What follows an answer, as far as it does not depend on the card's stability."""

    state: CardState
    step: int = 0
    minutes: int = 0
    """The interval; 0 where stability decides."""
    least_days: int = 1
    """Where stability decides: the shortest interval, so that no easier answer asks sooner."""


Plans: TypeAlias = tuple[tuple[tuple[Plan, ...], ...], ...]
"""By state, by step (the last entry stands for all higher ones), by rating less 1."""


def plans(
    learning_steps: tuple[int, ...], relearning_steps: tuple[int, ...], maximum_days: int
) -> Plans:
    """Return what follows each answer.

    The rules are those of py-fsrs 6, the open-spaced-repetition project's Python implementation:
    again goes to the first step, hard repeats the step (the first one 1.5 times as long, or half
    way to the second), good goes on to the next, easy ends the steps. Half minutes are rounded
    up. Steps that get shorter are put in order: hard never waits longer than good.

    Steps of more than a day are counted down to whole days, the unit FSRS reckons in: 2,000
    minutes are one day. That is an approximation: py-fsrs keeps the minutes, and Anki, like SM-2
    with steps here, asks on the day a step ends on, a day later for 2,000 minutes begun in the
    evening. It stays, because a card's past is replayed by these rules: with others, cards that
    were answered by them would disagree with their reviews.
    """
    height = max(len(learning_steps), len(relearning_steps)) + 1

    def within(steps: tuple[int, ...], state: CardState) -> tuple[tuple[Plan, ...], ...]:
        return tuple(
            tuple(
                _within(steps, step, rating, state, maximum_days)
                for rating in (AGAIN, HARD, GOOD, EASY)
            )
            for step in range(height)
        )

    learning = within(learning_steps, CardState.LEARNING)
    relearning = within(relearning_steps, CardState.RELEARNING)
    passed = Plan(CardState.REVIEW)
    lapsed = relearning[0][AGAIN - 1]
    return learning[:1], learning, ((lapsed, passed, passed, passed),), relearning


def _within(
    steps: tuple[int, ...], step: int, rating: int, state: CardState, maximum_days: int
) -> Plan:
    """Return what follows an answer given at a step."""
    if not steps or (step >= len(steps) and rating != AGAIN):
        return Plan(CardState.REVIEW)
    if rating == AGAIN:
        return Plan(state, 0, _limited(steps[0], maximum_days))
    following = _limited(steps[step + 1], maximum_days) if step + 1 < len(steps) else None
    repeated = _limited(_repeated(steps, step), maximum_days)
    if following is not None:
        repeated = min(repeated, following)
    if rating == HARD:
        return Plan(state, step, repeated)
    if rating == GOOD and following is not None:
        return Plan(state, step + 1, following)
    least = repeated if following is None else following
    return Plan(CardState.REVIEW, 0, 0, max(1, least // MINUTES_PER_DAY))


def _repeated(steps: tuple[int, ...], step: int) -> int:
    """Return the minutes after which a step is repeated that was hard."""
    if step > 0:
        return steps[step]
    return -(-(steps[0] + steps[1]) // 2) if len(steps) > 1 else -(-steps[0] * 3 // 2)


def _limited(minutes: int, maximum_days: int) -> int:
    if minutes < MINUTES_PER_DAY:
        return minutes
    return min(minutes // MINUTES_PER_DAY, maximum_days) * MINUTES_PER_DAY
