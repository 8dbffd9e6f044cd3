"""The days ahead simulated card by card, by the scalar schedulers: to check the fast way by."""

from dataclasses import dataclass, replace

import numpy as np

from flashcards.model.cards import MINUTES_PER_DAY, NEW_MEMORY, Memory
from flashcards.model.enums import Rating
from flashcards.model.experiments import SimulationSettings
from flashcards.scheduling.days import MS_PER_DAY
from flashcards.scheduling.fsrs import first_strength, next_strength
from flashcards.scheduling.fsrs_formulas import retrievability
from flashcards.scheduling.protocol import Occasion
from flashcards.scheduling.registry import scheduler_for
from flashcards.scheduling.simulating import MOST_REPEATS, Learner

DAY_ZERO = 20_000
"""In days since 1970."""


@dataclass
class SlowCard:
    memory: Memory = NEW_MEMORY
    strength: tuple[float, float] | None = None
    last: int = 0
    due: int = 0


@dataclass
class SlowDay:
    reviews: int = 0
    new: int = 0
    repeats: int = 0
    seconds: float = 0.0
    memorised: float = 0.0
    waiting: int = 0


def live(
    cards: list[SlowCard],
    new_left: int,
    learner: Learner,
    settings: SimulationSettings,
    days: int,
    seed: int,
) -> list[SlowDay]:
    """Return the days ahead; draws come in the same order as in the fast simulation."""
    options, habits = settings.options, learner.habits
    scheduler = scheduler_for(replace(options, fuzz=False, load_balance=False))
    weights = tuple(learner.weights)
    drills = getattr(scheduler, "drill", False)
    chance = np.random.default_rng(seed)

    def share(shares: tuple[float, ...], drawn: float) -> int:
        total = 0.0
        for place, one in enumerate(shares):
            total += one / sum(shares)
            if drawn < total:
                return place
        return len(shares) - 1

    def answer(card: SlowCard, rating: int, day: int, *, counts: bool = True) -> None:
        elapsed = 0 if card.strength is None else day - card.last
        if card.strength is None:
            card.strength = first_strength(rating, weights)
        else:
            card.strength = next_strength(*card.strength, rating, elapsed, weights)
        if counts:
            at_ms = (DAY_ZERO + day) * MS_PER_DAY
            last_ms = (DAY_ZERO + card.last) * MS_PER_DAY
            known = None if card.memory == NEW_MEMORY else last_ms
            occasion = Occasion(at_ms, 0, 0, known)
            card.memory = scheduler.review(card.memory, Rating(rating).quality, occasion).memory
        card.last = day

    told = []
    for day in range(days):
        today = SlowDay()
        waiting = [card for card in cards if card.due <= day]
        steps = [card for card in waiting if card.memory.interval_minutes < MINUTES_PER_DAY]
        due = [card for card in waiting if card.memory.interval_minutes >= MINUTES_PER_DAY]
        if len(due) > options.reviews_per_day:
            today.waiting = len(due) - options.reviews_per_day
            due = sorted(due, key=lambda card: card.due)[: options.reviews_per_day]
        today.new = min(options.new_per_day, new_left)
        new_left -= today.new
        new = [SlowCard() for _ in range(today.new)]
        cards.extend(new)
        again = []
        draws = chance.random(len(steps) + len(due) + len(new))
        for card, drawn in zip([*steps, *due, *new], draws.tolist(), strict=True):
            if card.strength is None:
                rating = 1 + share(habits.first, drawn)
                today.seconds += habits.new_s
            else:
                recall = retrievability(card.strength[0], float(day - card.last), learner.weights)
                if day == card.last:
                    rating = 1 + share(habits.repeats, drawn)
                elif drawn < recall:
                    rating = 2 + share(habits.passes, drawn / recall)
                else:
                    rating = 1
                if any(card is one for one in steps):
                    today.repeats += 1
                    today.seconds += habits.repeat_s
                else:
                    today.reviews += 1
                    today.seconds += habits.failed_s if rating == 1 else habits.passed_s
            answer(card, rating, day)
            if rating < 3 if drills else card.memory.interval_minutes < MINUTES_PER_DAY:
                again.append(card)
        for _ in range(MOST_REPEATS):
            if not again:
                break
            left = []
            for card, drawn in zip(again, chance.random(len(again)).tolist(), strict=True):
                rating = 1 + share(habits.repeats, drawn)
                answer(card, rating, day, counts=not drills)
                today.repeats += 1
                today.seconds += habits.repeat_s
                if rating < 3 if drills else card.memory.interval_minutes < MINUTES_PER_DAY:
                    left.append(card)
            again = left
        for card in [*steps, *due, *new]:
            card.due = day + max(1, card.memory.interval_days)
        for card in cards:
            assert card.strength is not None
            elapsed = float(day - card.last)
            today.memorised += retrievability(card.strength[0], elapsed, learner.weights)
        told.append(today)
    return told
