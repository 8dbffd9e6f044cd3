"""A card's past in plain words: why the interval is what it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone

from flashcards.model.cards import NEW_MEMORY, Memory
from flashcards.model.enums import CardState, Quality, ReviewKind
from flashcards.model.history import HistoryLine
from flashcards.model.ids import ReviewId, VersionId
from flashcards.model.presets import SchedulerVersion
from flashcards.model.reviews import Review
from flashcards.scheduling.days import due_ms, from_ms, learner_day_of, moment_ms
from flashcards.scheduling.fsrs import changed_words
from flashcards.scheduling.protocol import ANSWER_WORDS, Occasion, Scheduler
from flashcards.scheduling.registry import TITLES, scheduler_from
from flashcards.scheduling.replay import Past, in_order, log_row, marks_that_strike
from flashcards.scheduling.steps_words import time_words
from flashcards.store import plans, presets, reviews, verify
from flashcards.store.store import Store

_MARKS = (ReviewKind.STRUCK, ReviewKind.UNSTRUCK)
_CATCH_UP = "catch-up"
_NOTHING = "The card is new: it has not been answered yet."


@dataclass(frozen=True, slots=True)
class Log:
    """Everything that is known of a card's past."""

    rows: Sequence[Review]
    versions: Mapping[VersionId, SchedulerVersion]
    snapshots: Mapping[ReviewId, Memory]
    past: Past | None = None
    """By which other rules the past is judged, if it is."""
    plans: Mapping[int, str] = field(default_factory=dict)
    """How it is said that a plan moved a card, by the plan's id."""


def history_of(store: Store, card_id: int) -> list[HistoryLine]:
    """Return the past of a card, oldest first; empty for a card never touched."""
    with store.reading() as conn:
        log = Log(
            reviews.of_cards(conn, [card_id]),
            presets.all_versions(conn),
            reviews.snapshots(conn, [card_id]),
            verify.pasts(conn, [card_id]).get(card_id),
            {plan.id: _plan_words(plan) for plan in plans.all_plans(conn)},
        )
    return history(log)


def history(log: Log) -> list[HistoryLine]:
    """Return a line for each row of a card's log but the marks that strike others, oldest first.

    What counts is followed as a replay does, so that the last line that counts leads to what the
    card remembers and when it is due. A corrected answer stands behind the one it corrects.
    """
    by_id = {row.id: row for row in log.rows}
    struck = _struck(log.rows)
    ordered = [by_id[ReviewId(row[0])] for row in in_order(log_row(row) for row in log.rows)]
    shown = [row for row in ordered if row.kind not in _MARKS]
    stand_ins = {
        row.target: row.id for row in shown if _corrects(row) is not None and row.id not in struck
    }
    walk = _Walk(log)
    lines = []
    for row in shown:
        if row.id not in struck:
            line = walk.line(row)
            target = _corrects(row)
            if target is not None and target in struck:
                said = _corrected(by_id[target], struck[target])
                line = replace(line, words=f"{said} {line.words}")
        else:
            stand_in = stand_ins.get(_place(row))
            words = _struck_words(struck[row.id], by_id[stand_in] if stand_in else None)
            line = _line(row, words, walk, standing=False, corrected_by=stand_in)
        lines.append(line)
    return lines


def why(lines: Sequence[HistoryLine]) -> list[str]:
    """Tell, answer by answer, how the card's interval came about; the newest comes last."""
    told, remark = [], ""
    for line in lines:
        if line.standing:
            said = f"{line.day}: {line.words}"
            # What is true of a whole row of answers is said at the first of them.
            told.append(f"{said} {line.remark}" if line.remark not in ("", remark) else said)
            remark = line.remark
    return told or [_NOTHING]


class _Walk:
    """Follows the rows that count and holds where they have led so far."""

    def __init__(self, log: Log) -> None:
        self._log = log
        self.memory = NEW_MEMORY
        self.due_at: datetime | None = None
        self._last_ms: int | None = None
        self._last_day: int | None = None
        self._since_ms: int | None = None
        """The last answer that later ones are reckoned from; None after a reset."""
        self._rules = ""
        past = log.past
        self._anew = frozenset() if past is None else past.answers(map(log_row, log.rows))

    def line(self, row: Review) -> HistoryLine:
        """Take in a row that counts, and return its line."""
        match row.kind:
            case ReviewKind.ANSWER:
                words, remark = self._answer(row)
            case ReviewKind.DRILL:
                words, remark = self._drill(row), ""
            case ReviewKind.MOVED:
                words, remark = self._move(row), ""
            case _:
                words, remark = self._set(row), ""
        return _line(row, words, self, remark=remark)

    def _answer(self, row: Review) -> tuple[str, str]:
        judging, remark = self._judging(row)
        version = self._log.versions[judging]
        scheduler, occasion = self._judged(row, version)
        after = scheduler.review(self.memory, row.quality, occasion).memory
        words = scheduler.explain(self.memory, row.quality, after, occasion)
        self.memory = after
        self._last_ms = self._since_ms = moment_ms(row.at)
        self._last_day = self._day(row)
        self._fall_due(row, after.interval_minutes, version)
        return words, remark

    def _judged(self, row: Review, version: SchedulerVersion) -> tuple[Scheduler, Occasion]:
        """Return what judges a row, and the occasion it was written on."""
        planned = row.interval_minutes if row.version_id == version.id else None
        occasion = Occasion(
            moment_ms(row.at), row.offset_minutes, version.day_start_minutes, self._since_ms,
            row.card_id, planned,
        )  # fmt: skip
        return scheduler_from(version.scheduler, version.parameters), occasion

    def _judging(self, row: Review) -> tuple[VersionId, str]:
        """Return by which version an answer is judged, and a remark where that is not plain."""
        past = self._log.past
        own = self._log.versions[row.version_id]
        before, self._rules = self._rules, own.scheduler
        if past is None or row.id not in self._anew:
            if before in ("", own.scheduler):
                return own.id, ""
            return own.id, f"From here on {TITLES[own.scheduler]} plans the card."
        judging = self._log.versions[past.version_id]
        self._rules = judging.scheduler
        if judging.id == own.id:
            return own.id, ""
        day = _day_words(from_ms(past.until_ms), row.offset_minutes)
        title = TITLES[judging.scheduler]
        if judging.scheduler == own.scheduler:
            return judging.id, f"Judged by the settings that {title} has had since {day}."
        then = TITLES[own.scheduler]
        return judging.id, f"Judged by {title} since {day}; at the time {then} planned the card."

    def _drill(self, row: Review) -> str:
        anew = self._log.past if row.id in self._anew else None
        version = self._log.versions[row.version_id if anew is None else anew.version_id]
        scheduler, occasion = self._judged(row, version)
        before, self.memory = self.memory, scheduler.after_drill(self.memory, row.quality, occasion)
        answer = _answer_words(row.quality)
        minutes = self.memory.interval_minutes
        stays = f"the interval stays {time_words(minutes)}" if minutes else "the card stays new"
        if self.memory != before:
            stays = f"{changed_words(before, self.memory)}; {stays}"
        if self._last_day == self._day(row):
            return f"Repeated the same day with {answer}; {stays}."
        return f"Answered {answer} outside the schedule; {stays}."

    def _move(self, row: Review) -> str:
        if self.memory.state is CardState.NEW:
            return "A due date for a new card, which has no effect."
        self._fall_due(row, row.interval_minutes, self._log.versions[row.version_id])
        assert self.due_at is not None
        plan = "by hand" if row.target is None else self._log.plans.get(row.target, "by a plan")
        day = _day_words(self.due_at, row.offset_minutes)
        stays = time_words(self.memory.interval_minutes)
        return f"The due date was moved to {day} {plan}; the interval stays {stays}."

    def _set(self, row: Review) -> str:
        before, self.memory = self.memory, self._log.snapshots.get(row.id, NEW_MEMORY)
        if self.memory.state is CardState.NEW:
            self.due_at = self._since_ms = None
            self._rules = ""
            if before.state is CardState.NEW and row.kind is ReviewKind.MANUAL:
                return "The card was given another place among the new cards, or made new again."
            return "The card was made new and starts over."
        self._since_ms = self._last_ms
        self._fall_due(row, row.interval_minutes, self._log.versions[row.version_id])
        assert self.due_at is not None
        how = "brought in from elsewhere" if row.kind is ReviewKind.IMPORTED else "set by hand"
        day = _day_words(self.due_at, row.offset_minutes)
        return f"The interval was {how}: {time_words(row.interval_minutes)}, due on {day}."

    def _fall_due(self, row: Review, minutes: int, version: SchedulerVersion) -> None:
        start = version.day_start_minutes
        self.due_at = from_ms(due_ms(moment_ms(row.at), row.offset_minutes, minutes, start))

    def _day(self, row: Review) -> int:
        start = self._log.versions[row.version_id].day_start_minutes
        return learner_day_of(row.at, row.offset_minutes, start)


def _line(
    row: Review,
    words: str,
    walk: _Walk,
    *,
    remark: str = "",
    standing: bool = True,
    corrected_by: ReviewId | None = None,
) -> HistoryLine:
    at = row.at.astimezone(timezone(timedelta(minutes=row.offset_minutes)))
    return HistoryLine(
        row, at, words, remark, standing, _corrects(row), corrected_by, walk.memory, walk.due_at
    )


def _struck(rows: Sequence[Review]) -> dict[ReviewId, Review]:
    """Return the struck rows, each with the row that struck it last."""
    by_id = {row.id: row for row in rows}
    marks = marks_that_strike(in_order(map(log_row, rows)))
    return {ReviewId(target): by_id[ReviewId(mark[0])] for target, mark in marks.items()}


def _corrects(row: Review) -> ReviewId | None:
    return row.target if row.kind is ReviewKind.ANSWER else None


def _place(row: Review) -> ReviewId:
    target = _corrects(row)
    return row.id if target is None else target


def _corrected(wrong: Review, mark: Review) -> str:
    day = _day_words(mark.at, mark.offset_minutes)
    return f"Corrected on {day} from {_answer_words(wrong.quality)}."


def _struck_words(mark: Review, stand_in: Review | None) -> str:
    day = _day_words(mark.at, mark.offset_minutes)
    if stand_in is None:
        return f"Struck on {day}; it does not count."
    return f"Corrected on {day} to {_answer_words(stand_in.quality)}; this one does not count."


def _answer_words(quality: Quality) -> str:
    return ANSWER_WORDS[quality]


def _plan_words(plan: plans.Plan) -> str:
    if plan.kind == _CATCH_UP:
        return "by the catch-up"
    return f"for the {plan.kind} “{plan.name}”" if plan.name else f"for the {plan.kind}"


def _day_words(moment: datetime, offset_minutes: int) -> str:
    return f"{moment.astimezone(timezone(timedelta(minutes=offset_minutes))):%Y-%m-%d}"
