"""What becomes of many cards until an exam: ``exams.outlook`` for whole decks at once (numpy)."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields

import numpy as np

from flashcards.model.cards import MINUTES_PER_DAY
from flashcards.model.enums import Quality
from flashcards.model.presets import Options
from flashcards.scheduling import fsrs_log
from flashcards.scheduling.columns import Flags, Floats, Integers, Memories
from flashcards.scheduling.exams import ANSWERS_A_DAY, CERTAIN, Exam, Learned, Outlook
from flashcards.scheduling.fsrs_formulas import GOOD, RATINGS, retrievability
from flashcards.scheduling.simulating import Review, reviewer
from flashcards.scheduling.sm2 import LOWEST_WITHOUT_DRILL

CARDS_AT_ONCE = 4_096
"""So many are followed together: columns of more do not stay in the processor's cache."""
_COLUMNS = tuple(column.name for column in fields(Memories))


@dataclass(frozen=True, slots=True)
class _Cards:
    """Where cards stand, as ``Learned``; one entry a card in every column."""

    memories: Memories
    last: Integers
    due: Integers
    stability: Floats
    difficulty: Floats

    @classmethod
    def of(cls, learned: Sequence[Learned]) -> "_Cards":
        rows = [(one.last_day, one.due_day, one.stability, one.difficulty) for one in learned]
        last, due, stability, difficulty = np.array(rows, np.float64).reshape(-1, 4).T
        memories = Memories.of([one.memory for one in learned])
        return cls(memories, last.astype(np.int64), due.astype(np.int64), stability, difficulty)

    def chosen(self, rows: Integers | Flags) -> "_Cards":
        """Return some of the cards."""
        memories = Memories(*(getattr(self.memories, name)[rows] for name in _COLUMNS))
        return _Cards(
            memories, self.last[rows], self.due[rows], self.stability[rows], self.difficulty[rows]
        )

    def put(self, rows: Integers, found: "_Cards") -> None:
        """Let some of the cards stand elsewhere."""
        for name in _COLUMNS:
            getattr(self.memories, name)[rows] = getattr(found.memories, name)
        self.last[rows], self.due[rows] = found.last, found.due
        self.stability[rows], self.difficulty[rows] = found.stability, found.difficulty

    def __len__(self) -> int:
        return len(self.last)


def outlooks(
    learned: Sequence[Learned],
    options: Options,
    weights: tuple[float, ...],
    exam: Exam,
    today: int,
    ask: Callable[[], None] = lambda: None,
) -> list[Outlook]:
    """Return the outlook of each card: what ``exams.outlook`` foretells of it.

    Their decks have these ``options``; intervals are not spread. ``ask`` is called between the
    parts of the work, and may raise to stop it.
    """
    judge = _Judge(*reviewer(options), weights, exam, ask)
    found: list[Outlook] = []
    for first in range(0, len(learned), CARDS_AT_ONCE):
        found += judge.outlooks(_Cards.of(learned[first : first + CARDS_AT_ONCE]), today)
    return found


@dataclass(frozen=True, slots=True)
class _Judge:
    """Foretells what becomes of cards."""

    review: Review
    drill: bool
    weights: tuple[float, ...]
    exam: Exam
    ask: Callable[[], None]

    def outlooks(self, cards: _Cards, today: int) -> list[Outlook]:
        """Return the outlook of each card."""
        as_it_is = self.expected(cards, np.full(len(cards), today))
        found = [Outlook(one) for one in as_it_is.tolist()]
        needing = np.flatnonzero(as_it_is < self.exam.retention)
        if len(needing) and self.exam.looks:
            for place, outlook in self.helped(cards.chosen(needing), as_it_is[needing], today):
                found[needing[place]] = outlook
        return found

    def helped(self, cards: _Cards, as_it_is: Floats, today: int) -> Iterator[tuple[int, Outlook]]:
        """Yield the cards that another look helps, by their place, with their outlook."""
        exam = self.exam
        before = cards.chosen(np.arange(len(cards)))
        self._pass_until(before, exam.looks[0], today)
        recalls, earliest = self.looks(before)
        rows = np.arange(len(cards))
        for _ in exam.looks:
            due = np.maximum(before.due[rows], today)
            rows = rows[~np.isnan(recalls[rows, -1]) & (due < earliest[rows])]
            if not len(rows):
                break
            part = before.chosen(rows)
            before.put(rows, self.answered(part, np.maximum(part.due, today)))
            recalls[rows], earliest[rows] = self.looks(before.chosen(rows))
        later = before.last != cards.last
        instead = as_it_is.copy()
        instead[later] = self.expected(before.chosen(later), np.full(later.sum(), today))
        # The comparison is false for what is not a number.
        for place in np.flatnonzero(recalls[:, -1] > instead).tolist():
            first = exam.looks.index(int(earliest[place]))
            days = np.array(exam.looks[first:])
            elapsed = np.maximum(days - before.last[place], 0).astype(np.float64)
            known = retrievability(np.full(len(days), before.stability[place]), elapsed,
                                   self.weights)  # fmt: skip
            yield (
                place,
                Outlook(
                    float(as_it_is[place]),
                    tuple(recalls[place, first:].tolist()),
                    int(earliest[place]),
                    float(instead[place]),
                    tuple(known.tolist()),
                    now=not later[place],
                ),
            )

    def looks(self, before: _Cards) -> tuple[Floats, Integers]:
        """Return per card and look how likely it is remembered after it, not a number where it is
        not tried, and the first day of those that are."""
        exam, count = self.exam, len(before)
        recalls = np.full((count, len(exam.looks)), np.nan)
        earliest = np.zeros(count, np.int64)
        rows = np.arange(count)
        for number in reversed(range(len(exam.looks))):
            day = exam.looks[number]
            rows = rows[before.last[rows] < day]
            part = before.chosen(rows)
            part.due[:] = day
            likely = self.expected(part, np.full(len(rows), day))
            enough = likely >= exam.retention
            tried = enough if number + 1 < len(exam.looks) else np.ones(len(rows), np.bool_)
            recalls[rows[tried], number] = likely[tried]
            earliest[rows[tried]] = day
            rows = rows[enough]
        return recalls, earliest

    def expected(self, start: _Cards, today: Integers, *, forgets: bool = True) -> Floats:
        """Return how likely cards are remembered on the day, over what may happen until then."""
        self.ask()
        cards = start.chosen(np.arange(len(start)))
        found, share = np.zeros(len(cards)), np.ones(len(cards))
        asked = np.zeros(len(cards), np.int64)
        while True:
            on = np.maximum(cards.due, today)
            rows = np.flatnonzero((on < self.exam.day) & (asked < ANSWERS_A_DAY))
            if not len(rows):
                return found + share * self._recall(cards, self.exam.day)
            part, at = cards.chosen(rows), on[rows]
            if forgets:
                known = self._recall(part, at)
                may = known < CERTAIN
                lapsed = self.answered(part.chosen(may), at[may], Quality.WRONG)
                again = self.expected(lapsed, at[may], forgets=False)
                found[rows[may]] += share[rows[may]] * (1 - known[may]) * again
                share[rows[may]] *= known[may]
            after = self.answered(part, at)
            asked[rows] = np.where(after.due == at, asked[rows] + 1, 0)
            cards.put(rows, after)

    def _pass_until(self, cards: _Cards, day: int, today: int) -> None:
        """Let cards pass all that is asked before the morning of ``day``."""
        asked = np.zeros(len(cards), np.int64)
        while True:
            on = np.maximum(cards.due, today)
            rows = np.flatnonzero((on < day) & (asked < ANSWERS_A_DAY))
            if not len(rows):
                return
            after = self.answered(cards.chosen(rows), on[rows])
            asked[rows] = np.where(after.due == on[rows], asked[rows] + 1, 0)
            cards.put(rows, after)

    def answered(self, cards: _Cards, day: Integers, quality: Quality = Quality.GOOD) -> _Cards:
        """Return where cards stand after an answer, and after the drill that it may lead to."""
        count = len(cards)
        if not count:
            return cards
        elapsed = np.maximum(day - cards.last, 0)
        memories = self.review(cards.memories, np.full(count, int(quality)), elapsed)
        known = self._learned(cards.stability, cards.difficulty, RATINGS[quality], elapsed)
        if self.drill and quality < LOWEST_WITHOUT_DRILL:
            known = self._learned(*known, GOOD, np.zeros_like(elapsed))
        due = day + memories.interval_minutes // MINUTES_PER_DAY
        return _Cards(memories, day.copy(), due, *known)

    def _learned(
        self, stability: Floats, difficulty: Floats, rating: int, elapsed: Integers
    ) -> tuple[Floats, Floats]:
        count = len(elapsed)
        found = fsrs_log.strengths(
            np.arange(count), elapsed, np.full(count, rating), self.weights, (stability, difficulty)
        )
        return found.stability, found.difficulty

    def _recall(self, cards: _Cards, day: Integers | int) -> Floats:
        elapsed = np.maximum(day - cards.last, 0).astype(np.float64)
        return retrievability(cards.stability, elapsed, self.weights)
