"""Works out a card's memory and due moment from its review log, which alone is the truth."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import TypeAlias

from flashcards.model.cards import NEW_MEMORY, Memory
from flashcards.model.enums import CardState, Quality, ReviewKind
from flashcards.model.ids import ReviewId, VersionId
from flashcards.model.reviews import Review
from flashcards.scheduling.days import day_of_ms, due_ms, from_ms, moment_ms
from flashcards.scheduling.protocol import Occasion, Scheduler
from flashcards.scheduling.sm2 import LOWEST_WITHOUT_DRILL, SM2
from flashcards.scheduling.twins import Twins

SchedulerOf: TypeAlias = Callable[[VersionId], tuple[Scheduler, int]]
"""Scheduler and day start (minutes) of a scheduler version."""

LogRow: TypeAlias = tuple[int, int, int, int, int, int, int, int | None]
"""id, at_ms, offset_minutes, kind, quality, version_id, interval_minutes, target."""

_Anew: TypeAlias = tuple[VersionId, frozenset[int]]
"""By which version which answers are judged, in place of their own."""

DEVICE_BITS = 40
"""A review's id is ``device << DEVICE_BITS | sequence``."""

_ANSWER = int(ReviewKind.ANSWER)
_DRILL = int(ReviewKind.DRILL)
_IMPORTED = int(ReviewKind.IMPORTED)
_STRUCK = int(ReviewKind.STRUCK)
_UNSTRUCK = int(ReviewKind.UNSTRUCK)
_MOVED = int(ReviewKind.MOVED)
_KIND = itemgetter(3)
_QUALITY = itemgetter(4)
_VERSION = itemgetter(5)
_TARGET = itemgetter(7)


@dataclass(frozen=True, slots=True)
class Past:
    """The learner's wish that a card's past be judged by other rules than those of its time."""

    version_id: VersionId
    until_ms: int
    """Answers up to this moment (UTC ms) are meant; later ones go by their own version.

    What counts is the latest moment their device had shown by then, so that an answer given after a
    clock was set back is a later one: ``store.log_order`` sees to that.
    """

    def answers(self, rows: Iterable[LogRow]) -> frozenset[int]:
        """Return the ids of the answers that are meant, of all rows of a card's log."""
        shown = _shown(_by_place(rows))
        return frozenset(row[0] for at_ms, row in shown if at_ms <= self.until_ms)


@dataclass(frozen=True, slots=True)
class Replayed:
    """What a card's log says about it; times in milliseconds since 1970."""

    memory: Memory = NEW_MEMORY
    due_at_ms: int | None = None
    last_review_at_ms: int | None = None
    """When the last answer that counts was given; drills and resets don't move it. What was brought
    in from elsewhere counts as an answer given at its moment."""
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
    past: Past | None = None,
    seed: int = 0,
) -> Replayed:
    """Return what the log of one card, given in any order, says about it.

    Struck rows are left out, corrected ones stand in the place of what they correct. A manual or
    imported row puts its snapshot in place of all that came before; a moved row changes the due
    moment alone. Raises KeyError when a manual or imported row has no snapshot.
    """
    return replay_rows(map(log_row, rows), scheduler_of, snapshots, seed, past)


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
    seed: int = 0,
    past: Past | None = None,
) -> Replayed:
    """Do what ``replay`` does, on bare numbers: for logs of a million rows."""
    anew = None
    if past is not None:
        rows = list(rows)
        anew = past.version_id, past.answers(rows)
    return _replay_live(effective(rows), scheduler_of, snapshots, seed, anew)


def effective(rows: Iterable[LogRow]) -> list[LogRow]:
    """Return the rows that count, in the order they count: no struck ones, no strikes."""
    log = in_order(rows)
    if max(map(_KIND, log), default=0) >= _STRUCK or any(map(_TARGET, log)):
        log = _without_struck(log)
    return log


def in_order(rows: Iterable[LogRow]) -> list[LogRow]:
    """Return log rows in the order they count: sequence within a device, time across devices.

    A device's clock may jump back, so its rows carry the latest time it had shown when they are
    laid beside those of other devices. A corrected answer stands where the answer it corrects
    does.
    """
    log = _by_place(rows)
    if not log or place_of(log[0]) >> DEVICE_BITS == place_of(log[-1]) >> DEVICE_BITS:
        return log
    timed = _shown(log)
    timed.sort(key=itemgetter(0))
    return [row for _, row in timed]


def _by_place(rows: Iterable[LogRow]) -> list[LogRow]:
    """Return log rows device by device, each device's in their order."""
    log = sorted(rows)
    if any(row[7] is not None and row[3] == _ANSWER for row in log):
        log.sort(key=lambda row: (place_of(row), row[0]))
    return log


def _shown(log: list[LogRow]) -> list[tuple[int, LogRow]]:
    """Return each row, the log being by place, with the latest moment its device had shown."""
    timed = []
    device = latest = -1
    for row in log:
        at_ms = row[1]
        wrote = place_of(row) >> DEVICE_BITS
        if wrote != device:
            device, latest = wrote, at_ms
        elif at_ms > latest:
            latest = at_ms
        timed.append((latest, row))
    return timed


def place_of(row: LogRow) -> int:
    """Return the id of the row in whose place this one stands: its own, or what it corrects."""
    return row[0] if row[7] is None or row[3] != _ANSWER else row[7]


def rows_that_do_not_count(ordered: Collection[LogRow]) -> dict[int, LogRow]:
    """Return the ids of the answers, drills and moves that don't count, each with what says so.

    That is the mark that struck it last, whichever device made it, the rows being in the order they
    count. Where several devices corrected one answer, what came to stand last in its place counts
    alone, and says so of the others.
    """
    newest = {row[7]: row for row in ordered if row[3] in (_STRUCK, _UNSTRUCK)}
    gone = {
        target: mark for target, mark in newest.items() if mark[3] == _STRUCK and target is not None
    }
    places: dict[int, list[LogRow]] = {}
    for row in ordered:
        if row[3] == _ANSWER and row[0] not in gone:
            places.setdefault(place_of(row), []).append(row)
    if len(places) < sum(map(len, places.values())):
        since = _standing_since(ordered)
        for rows in places.values():
            last = max(rows, key=lambda row: (since(row[0]), row[0]))
            gone |= {row[0]: last for row in rows if row is not last}
    return gone


def _standing_since(log: Iterable[LogRow]) -> Callable[[int], int]:
    """Return how to find since when (UTC ms) a row counts, by its id.

    Since it was written or put back: the latest moment its device had shown by then. A correction
    shows none, having that of the answer it corrects.
    """
    written: dict[int, int] = {}
    back: dict[int, int] = {}
    latest: dict[int, int] = {}
    for row in sorted(log):
        device = row[0] >> DEVICE_BITS
        if place_of(row) == row[0]:
            latest[device] = max(latest.get(device, row[1]), row[1])
        written[row[0]] = latest.get(device, row[1])
        if row[3] == _UNSTRUCK and row[7] is not None:
            back[row[7]] = max(back.get(row[7], latest[device]), latest[device])
    return lambda number: max(written[number], back.get(number, written[number]))


def _without_struck(log: list[LogRow]) -> list[LogRow]:
    gone = rows_that_do_not_count(log)
    return [row for row in log if (row[3] < _STRUCK or row[3] == _MOVED) and row[0] not in gone]


def _replay_live(
    log: list[LogRow],
    scheduler_of: SchedulerOf,
    snapshots: Mapping[ReviewId, Memory],
    seed: int,
    anew: _Anew | None,
) -> Replayed:
    """Replay ordered rows none of which is struck, from the latest snapshot on."""
    given = [row for row in log if row[3] != _MOVED]
    start = len(given)
    while start and given[start - 1][3] <= _DRILL:
        start -= 1
    snapshot = given[start - 1] if start else None
    memory = NEW_MEMORY if snapshot is None else snapshots[ReviewId(snapshot[0])]
    before = [row for row in given[:start] if row[3] == _ANSWER]
    after = [row for row in given[start:] if row[3] == _ANSWER]
    if snapshot is None and not after:
        return Replayed()
    answers = len(before) + len(after)
    last = _last_answered(given[:start], snapshots)
    # A card that was reset starts anew.
    since = None if memory.state is CardState.NEW else last
    memory, drill = _memory_after(given[start:], memory, scheduler_of, seed, since, anew)
    if snapshot is not None and not after:
        due = _due_after_snapshot(snapshot, memory, scheduler_of)
        due = _moved(log, snapshot[0], due, scheduler_of)
        return Replayed(memory, due, last, None, answers)
    last_id, at_ms, offset = after[-1][:3]
    day_start_minutes = scheduler_of(_judging(after[-1], anew))[1]
    due = due_ms(at_ms, offset, memory.interval_minutes, day_start_minutes)
    due_at_ms = _moved(log, last_id, due, scheduler_of)
    drill_day = None
    if drill and not _drilled_since(log, last_id):
        drill_day = day_of_ms(at_ms, offset, day_start_minutes)
    return Replayed(memory, due_at_ms, at_ms, drill_day, answers)


def _last_answered(given: Sequence[LogRow], snapshots: Mapping[ReviewId, Memory]) -> int | None:
    """Return when the last answer among rows was given (UTC ms).

    What was brought in counts too: the log it came with may lack the answer, or all of them.
    """
    for row in reversed(given):
        if row[3] == _ANSWER:
            return row[1]
        if row[3] == _IMPORTED and snapshots[ReviewId(row[0])].state is not CardState.NEW:
            return row[1]
    return None


def _judging(row: LogRow, anew: _Anew | None) -> VersionId:
    """Return the version by whose rules an answer is judged."""
    if anew is not None and row[0] in anew[1]:
        return anew[0]
    return VersionId(row[5])


def _memory_after(
    given: list[LogRow],
    memory: Memory,
    scheduler_of: SchedulerOf,
    seed: int,
    last_at_ms: int | None,
    anew: _Anew | None,
) -> tuple[Memory, bool]:
    """Return the memory after these answers and drills, and whether the last one asks for more."""
    drill = False
    judging = _VERSION if anew is None else partial(_judging, anew=anew)
    for version, rows in groupby(given, judging):
        scheduler, day_start_minutes = scheduler_of(version)
        if type(scheduler) is SM2:
            judged = [row for row in rows if row[3] == _ANSWER]
            if not judged:
                continue
            if len({row[0] >> DEVICE_BITS for row in judged}) > 1:
                judged = _without_twins(judged, memory, (scheduler, day_start_minutes), version)
            outcome = scheduler.review_all(memory, map(_QUALITY, judged))
            memory, drill = outcome.memory, outcome.drill
            last_at_ms = judged[-1][1]
            continue
        for row in rows:
            planned = row[6] if row[5] == version else None
            occasion = Occasion(row[1], row[2], day_start_minutes, last_at_ms, seed, planned)
            if row[3] == _DRILL:
                memory = scheduler.after_drill(memory, Quality(row[4]), occasion)
                continue
            outcome = scheduler.review(memory, Quality(row[4]), occasion)
            memory, drill = outcome.memory, outcome.drill
            last_at_ms = row[1]
    return memory, drill


def _without_twins(
    judged: list[LogRow], memory: Memory, rules: tuple[SM2, int], version: int
) -> list[LogRow]:
    """Return the answers, of several devices, that move a card; see ``twins``."""
    scheduler, day_start_minutes = rules
    twins = Twins()
    moving = []
    for row in judged:
        day = day_of_ms(row[1], row[2], day_start_minutes)
        if not twins.moves_nothing(scheduler, memory, twin_of(row, version), day):
            moving.append(row)
            memory = scheduler.review_all(memory, (row[4],)).memory
    return moving


def twin_of(row: LogRow, version: int) -> tuple[int, int, int]:
    """Return what ``Twins`` looks at of an answer that is judged by the rules of a version."""
    tells = row[5] == version and row[7] is None
    return row[0] >> DEVICE_BITS, row[4], row[6] if tells else 0


def _due_after_snapshot(row: LogRow, memory: Memory, scheduler_of: SchedulerOf) -> int | None:
    if memory.state is CardState.NEW:
        return None
    return due_ms(row[1], row[2], row[6], scheduler_of(VersionId(row[5]))[1])


def _moved(
    log: list[LogRow], planned_id: int, due: int | None, scheduler_of: SchedulerOf
) -> int | None:
    """Return where the learner moved a due moment to after the row that planned it, if at all."""
    for row in reversed(log):
        if row[0] == planned_id or due is None:
            return due
        if row[3] == _MOVED:
            return due_ms(row[1], row[2], row[6], scheduler_of(VersionId(row[5]))[1])
    return due


def due_without(
    gone: Collection[int],
    tail: list[LogRow],
    newest: int,
    minutes: int,
    judging: tuple[SchedulerOf, Past | None],
) -> int | None:
    """Return when a card falls due once the moved rows with these ids are ``gone``.

    For many cards, whose logs need not be read whole: ``tail`` is what ``verify.log_tails`` finds
    after the answer or snapshot ``newest``, ``minutes`` the interval in the card's memory, which
    moved rows leave alone. None where that does not say, as of a struck or corrected answer.
    """
    scheduler_of, past = judging
    if any(row[3] == _ANSWER and row[7] is not None for row in tail):
        return None
    if len({row[0] >> DEVICE_BITS for row in tail if row[3] in (_STRUCK, _UNSTRUCK)}) > 1:
        return None  # which of their marks is the newest, only the whole log says
    anew = None if past is None else (past.version_id, past.answers(tail))
    live = effective(tail)
    if not live or live[0][0] != newest:
        return None
    for row in reversed(live):
        if row[3] == _ANSWER:
            day_start_minutes = scheduler_of(_judging(row, anew))[1]
            return due_ms(row[1], row[2], minutes, day_start_minutes)
        if row[3] != _DRILL and row[0] not in gone:
            return due_ms(row[1], row[2], row[6], scheduler_of(VersionId(row[5]))[1])
    return None


def _drilled_since(log: list[LogRow], answer_id: int) -> bool:
    """Whether a drill after this answer, the last one in the log, reached quality 4."""
    for row in reversed(log):
        if row[0] == answer_id:
            return False
        if row[3] == _DRILL and row[4] >= LOWEST_WITHOUT_DRILL:
            return True
    return False
