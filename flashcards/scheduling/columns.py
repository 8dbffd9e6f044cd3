"""Whole logs as columns of numbers (numpy), so that a million answers are replayed in a moment."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any, Self, TypeAlias

import numpy as np
from numpy.typing import NDArray

from flashcards.model.cards import NEW_MEMORY, Memory
from flashcards.model.enums import CardState
from flashcards.scheduling.days import MS_PER_DAY, MS_PER_MINUTE
from flashcards.scheduling.fsrs_formulas import RATINGS

Integers: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float64]
Flags: TypeAlias = NDArray[np.bool_]

_RATINGS = np.array(RATINGS)


@dataclass(frozen=True, slots=True)
class AnswerLog:
    """The answers of many cards, each card's together and in the order they count.

    Where a card was reset or brought in from elsewhere its later answers belong to a card of their
    own: what a scheduler makes of them does not rest on the earlier ones.
    """

    cards: Integers
    """Whose answer it is: any numbers, the same for all answers of a card."""
    at_ms: Integers
    """UTC milliseconds since 1970."""
    shift_minutes: Integers
    """The learner's UTC offset less the day's start: a moment so much later tells the day."""
    qualities: Integers
    """0-5."""
    drills: Flags
    """Which are drills: further answers on the day of the one before, which SM-2 takes no notice
    of, and FSRS counts by its same-day rule."""

    @classmethod
    def of(
        cls,
        cards: Sequence[int] | Integers,
        at_ms: Sequence[int] | Integers,
        qualities: Sequence[int] | Integers,
        offset_minutes: int | Sequence[int] | Integers = 0,
        day_start_minutes: int = 240,
        drills: Sequence[bool] | Flags | None = None,
    ) -> Self:
        """Return the log of answers given in any order of cards, each card's in its order.

        ``offset_minutes`` is the learner's UTC offset at each answer, or at all of them. ``drills``
        tells which of them are drills, None for none; one that is not on the learner's day of the
        card's answer before is left out.
        """
        owners = np.asarray(cards, dtype=np.int64)
        moments = np.asarray(at_ms, dtype=np.int64)
        offsets = np.asarray(offset_minutes, dtype=np.int64) - day_start_minutes
        shift = np.broadcast_to(offsets, moments.shape)
        judged = np.asarray(qualities, dtype=np.int64)
        drilled = (
            np.zeros(len(owners), np.bool_) if drills is None else np.asarray(drills, np.bool_)
        )
        if np.any(owners[1:] < owners[:-1]):
            order = np.argsort(owners, kind="stable")
            owners, moments, shift, judged = (
                column[order] for column in (owners, moments, shift, judged)
            )
            drilled = drilled[order]
        found = cls(owners, moments, shift, judged, drilled)
        if not drilled.any():
            return found
        known, days = _since_answer(owners, moments, shift, drilled)
        return found.chosen(~drilled | (known & (days == 0)))

    def __len__(self) -> int:
        return len(self.cards)

    def chosen(self, rows: Flags | Integers) -> Self:
        """Return the log of some of the rows."""
        columns = (getattr(self, field.name)[rows] for field in fields(self))
        return type(self)(*columns)

    @property
    def ratings(self) -> Integers:
        """FSRS's judgement of each answer, 1-4."""
        return _RATINGS[self.qualities]

    @property
    def first(self) -> Flags:
        """Which answers are the first of their card."""
        return first_of(self.cards)

    @property
    def elapsed_days(self) -> Integers:
        """The learner's days since the card's answer before, drills apart; see ``elapsed_days``."""
        return _since_answer(self.cards, self.at_ms, self.shift_minutes, self.drills)[1]


@dataclass(frozen=True, slots=True)
class Memories:
    """The memories of many cards, as columns; not a number stands for no stability."""

    state: Integers
    repetitions: Integers
    ease: Integers
    interval_minutes: Integers
    lapses: Integers
    step: Integers
    stability: Floats
    difficulty: Floats

    @classmethod
    def new(cls, count: int) -> Self:
        """Return the memories of cards never answered."""
        whole = {name: np.full(count, getattr(NEW_MEMORY, name), np.int64) for name in _WHOLE}
        return cls(**whole, stability=np.full(count, np.nan), difficulty=np.full(count, np.nan))

    @classmethod
    def of(cls, memories: Sequence[Memory]) -> Self:
        """Return these memories as columns."""
        whole = {
            name: np.array([getattr(memory, name) for memory in memories], np.int64)
            for name in _WHOLE
        }
        stability = np.array([memory.stability for memory in memories], np.float64)
        difficulty = np.array([memory.difficulty for memory in memories], np.float64)
        return cls(**whole, stability=stability, difficulty=difficulty)

    def __len__(self) -> int:
        return len(self.state)

    def lists(self) -> list[list[Any]]:
        """Return the columns as plain numbers, None for no stability or difficulty."""
        return [
            *(getattr(self, name).tolist() for name in _WHOLE),
            _or_none(self.stability),
            _or_none(self.difficulty),
        ]

    def __iter__(self) -> Iterator[Memory]:
        states, *columns = self.lists()
        return map(Memory, (_STATES[state] for state in states), *columns)


_STATES = tuple(CardState)
_WHOLE = ("state", "repetitions", "ease", "interval_minutes", "lapses", "step")


@dataclass(frozen=True, slots=True)
class Rounds:
    """The answers of a log in rounds: the first of every card, the second of every card, ..."""

    starts: Integers
    """Per card in the order of the log: its first row."""
    counts: Integers
    """Per card: its number of answers."""
    order: Integers
    """The cards, those with most answers first."""

    @classmethod
    def of(cls, cards: Integers) -> Self:
        """Return the rounds of a log whose answers belong to ``cards``."""
        starts = np.flatnonzero(first_of(cards))
        counts = np.diff(starts, append=len(cards))
        return cls(starts, counts, np.argsort(-counts, kind="stable"))

    def __iter__(self) -> Iterator[Integers]:
        """Yield each round's rows; row i belongs to the card ``order[i]``."""
        starts = self.starts[self.order]
        counts = self.counts[self.order]
        active = len(counts)
        for number in range(int(counts[0]) if active else 0):
            active = int(np.searchsorted(-counts[:active], -number, side="left"))
            yield starts[:active] + number

    def in_log_order(self, column: NDArray[Any]) -> NDArray[Any]:
        """Return a column that is in the order of ``order`` in the order of the log."""
        put_back = np.empty_like(column)
        put_back[self.order] = column
        return put_back


def _or_none(values: Floats) -> list[float | None]:
    known = ~np.isnan(values)
    return [value if one else None for value, one in zip(values.tolist(), known, strict=True)]


def elapsed_days(cards: Integers, at_ms: Integers, shift_minutes: Integers) -> Integers:
    """Return per answer what ``Occasion.elapsed_days`` says; 0 for a card's first.

    A card's answers stand together; both moments are seen with the offset of the later one, so that
    a journey costs no day.
    """
    shift = shift_minutes * MS_PER_MINUTE
    elapsed = np.zeros(len(cards), dtype=np.int64)
    elapsed[1:] = (at_ms[1:] + shift[1:]) // MS_PER_DAY - (at_ms[:-1] + shift[1:]) // MS_PER_DAY
    elapsed[first_of(cards)] = 0
    return np.maximum(elapsed, 0, out=elapsed)


def _since_answer(
    cards: Integers, at_ms: Integers, shift_minutes: Integers, drills: Flags
) -> tuple[Flags, Integers]:
    """Return whether each row has an answer of its card before it, and the days since then."""
    if not drills.any():
        return ~first_of(cards), elapsed_days(cards, at_ms, shift_minutes)
    rows = np.arange(len(cards))
    last = np.full(len(cards), -1)
    last[1:] = np.maximum.accumulate(np.where(drills, -1, rows))[:-1]
    known: Flags = last >= np.maximum.accumulate(np.where(first_of(cards), rows, 0))
    shift = shift_minutes * MS_PER_MINUTE
    days = (at_ms + shift) // MS_PER_DAY - (at_ms[last] + shift) // MS_PER_DAY
    return known, np.where(known, np.maximum(days, 0), 0)


def first_of(cards: Integers) -> Flags:
    """Return which rows differ from the one before."""
    first = np.ones(len(cards), dtype=np.bool_)
    np.not_equal(cards[1:], cards[:-1], out=first[1:])
    return first
