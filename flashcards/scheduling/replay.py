"""Works out a card's memory and due moment from its review log, which alone is the truth."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from itertools import groupby
from operator import itemgetter
from typing import TypeAlias

from flashcards.model.cards import NEW_MEMORY, Memory
from flashcards.model.enums import CardState, Quality, ReviewKind
from flashcards.model.ids import ReviewId, VersionId
from flashcards.model.reviews import Review
from flashcards.scheduling.days import day_of_ms, due_ms, from_ms, moment_ms
from flashcards.scheduling.protocol import Scheduler
from flashcards.scheduling.sm2 import LOWEST_WITHOUT_DRILL, SM2

SchedulerOf: TypeAlias = Callable[[VersionId], tuple[Scheduler, int]]
"""Scheduler and day start (minutes) of a scheduler version."""

LogRow: TypeAlias = tuple[int, int, int, int, int, int, int, int | None]
"""id, at_ms, offset_minutes, kind, quality, version_id, interval_minutes, target."""

DEVICE_BITS = 40
"""A review's id is ``device << DEVICE_BITS | sequence``."""

_ANSWER = int(ReviewKind.ANSWER)
_DRILL = int(ReviewKind.DRILL)
_STRUCK = int(ReviewKind.STRUCK)
_KIND = itemgetter(3)
_QUALITY = itemgetter(4)
_VERSION = itemgetter(5)


@dataclass(frozen=True, slots=True)
class Replayed:
    """What a card's log says about it; times in milliseconds since 1970."""

    memory: Memory = NEW_MEMORY
    due_at_ms: int | None = None
    last_review_at_ms: int | None = None
    """When the last answer that counts was given; drills and resets don't move it."""
    drill_day: int | None = None
    answers: int = 0
    """Answers that count: struck ones and drills don't."""

    @property
    def due_at(self) -> datetime | None:
        """The UTC moment the schedule asks for the card; None while it is new."""
        return None if self.due_at_ms is None else from_ms(self.due_at_ms)

    @property
    def last_review_at(self) -> datetime | None:
        """The UTC moment of the last answer that counts."""
        return None if self.last_review_at_ms is None else from_ms(self.last_review_at_ms)


def replay(
    rows: Iterable[Review],
    scheduler_of: SchedulerOf,
    snapshots: Mapping[ReviewId, Memory],
) -> Replayed:
    """Return what the log of one card, given in any order, says about it.

    Struck rows are left out. A manual or imported row puts its snapshot in place of all that came
    before. Raises KeyError when such a row has no snapshot.
    """
    return replay_rows(map(log_row, rows), scheduler_of, snapshots)


def log_row(review: Review) -> LogRow:
    """Return the bare numbers of a review that a replay looks at."""
    return (
        review.id,
        moment_ms(review.at),
        review.offset_minutes,
        review.kind,
        review.quality,
        review.version_id,
        review.interval_minutes,
        review.target,
    )


def replay_rows(
    rows: Iterable[LogRow],
    scheduler_of: SchedulerOf,
    snapshots: Mapping[ReviewId, Memory],
) -> Replayed:
    """Do what ``replay`` does, on bare numbers: for logs of a million rows."""
    log = in_order(rows)
    if max(map(_KIND, log), default=0) >= _STRUCK:
        log = _without_struck(log)
    return _replay_live(log, scheduler_of, snapshots)


def in_order(rows: Iterable[LogRow]) -> list[LogRow]:
    """Return log rows in the order they count: sequence within a device, time across devices.

    A device's clock may jump back, so its rows carry the latest time it had shown when they are
    laid beside those of other devices.
    """
    log = sorted(rows)
    if not log or log[0][0] >> DEVICE_BITS == log[-1][0] >> DEVICE_BITS:
        return log
    timed = []
    device = latest = -1
    for row in log:
        at_ms = row[1]
        if row[0] >> DEVICE_BITS != device:
            device, latest = row[0] >> DEVICE_BITS, at_ms
        elif at_ms > latest:
            latest = at_ms
        timed.append((latest, row))
    timed.sort()
    return [row for _, row in timed]


def _without_struck(log: list[LogRow]) -> list[LogRow]:
    struck: dict[int | None, bool] = {}
    for row in log:
        if row[3] >= _STRUCK:
            struck[row[7]] = row[3] == _STRUCK
    return [row for row in log if row[3] < _STRUCK and not struck.get(row[0])]


def _replay_live(
    log: list[LogRow], scheduler_of: SchedulerOf, snapshots: Mapping[ReviewId, Memory]
) -> Replayed:
    """Replay ordered rows none of which is struck, from the latest snapshot on."""
    planned = [row for row in log if row[3] != _DRILL]
    if not planned:
        return Replayed()
    start = len(planned)
    while start and planned[start - 1][3] == _ANSWER:
        start -= 1
    snapshot = planned[start - 1] if start else None
    memory = NEW_MEMORY if snapshot is None else snapshots[ReviewId(snapshot[0])]
    before = [row for row in planned[:start] if row[3] == _ANSWER]
    after = planned[start:]
    answers = len(before) + len(after)
    if not after:
        due = _due_after_snapshot(planned[-1], memory, scheduler_of)
        last = before[-1][1] if before else None
        return Replayed(memory, due, last, None, answers)
    memory, drill = _memory_after(after, memory, scheduler_of)
    last_id, at_ms, offset, _, _, version, _, _ = after[-1]
    day_start_minutes = scheduler_of(VersionId(version))[1]
    due = due_ms(at_ms, offset, memory.interval_minutes, day_start_minutes)
    drill_day = None
    if drill and not _drilled_since(log, last_id):
        drill_day = day_of_ms(at_ms, offset, day_start_minutes)
    return Replayed(memory, due, at_ms, drill_day, answers)


def _memory_after(
    answers: list[LogRow], memory: Memory, scheduler_of: SchedulerOf
) -> tuple[Memory, bool]:
    """Return the memory after these answers, and whether the last of them asks for a drill."""
    drill = False
    for version, rows in groupby(answers, _VERSION):
        scheduler, _ = scheduler_of(version)
        if type(scheduler) is SM2:
            outcome = scheduler.review_all(memory, map(_QUALITY, rows))
            memory, drill = outcome.memory, outcome.drill
            continue
        for row in rows:
            zone = timezone(timedelta(minutes=row[2]))
            outcome = scheduler.review(memory, Quality(row[4]), from_ms(row[1]).astimezone(zone))
            memory, drill = outcome.memory, outcome.drill
    return memory, drill


def _due_after_snapshot(row: LogRow, memory: Memory, scheduler_of: SchedulerOf) -> int | None:
    if memory.state is CardState.NEW:
        return None
    return due_ms(row[1], row[2], row[6], scheduler_of(VersionId(row[5]))[1])


def _drilled_since(log: list[LogRow], answer_id: int) -> bool:
    """Whether a drill after this answer, the last one in the log, reached quality 4."""
    for row in reversed(log):
        if row[0] == answer_id:
            return False
        if row[4] >= LOWEST_WITHOUT_DRILL:
            return True
    return False
