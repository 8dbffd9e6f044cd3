"""A card's past in plain words: why the interval is what it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone

from flashcards.model.cards import NEW_MEMORY, Memory
from flashcards.model.enums import CardState, Quality, ReviewKind
from flashcards.model.history import HistoryLine
from flashcards.model.ids import ReviewId, VersionId
from flashcards.model.messages import Message, message, sentences
from flashcards.model.plans import PlanKind
from flashcards.model.presets import SchedulerVersion
from flashcards.model.reviews import Review
from flashcards.scheduling.days import day_of_ms, due_ms, from_ms, learner_day_of, moment_ms
from flashcards.scheduling.fsrs import changed_words
from flashcards.scheduling.protocol import ANSWER_WORDS, Occasion, Scheduler
from flashcards.scheduling.registry import TITLES, scheduler_from
from flashcards.scheduling.replay import (
    DEVICE_BITS,
    Past,
    in_order,
    log_row,
    rows_that_do_not_count,
    twin_of,
)
from flashcards.scheduling.sm2 import SM2
from flashcards.scheduling.steps_words import time_words
from flashcards.scheduling.twins import Twins
from flashcards.store import cards, devices, plans, presets, reviews, verify
from flashcards.store.store import Store

_MARKS = (ReviewKind.STRUCK, ReviewKind.UNSTRUCK)
_SNAPSHOTS = (ReviewKind.MANUAL, ReviewKind.IMPORTED)
_NEWER = message("Written by a newer version of Flashcards; it does not count here.")
_NOTHING = message("This is a new card: you have not answered it yet.")


@dataclass(frozen=True, slots=True)
class Log:
    """Everything that is known of a card's past."""

    rows: Sequence[Review]
    versions: Mapping[VersionId, SchedulerVersion]
    snapshots: Mapping[ReviewId, Memory]
    seed: int = 0
    """What the card's fuzz is drawn from."""
    past: Past | None = None
    """By which other rules the past is judged, if it is."""
    plans: Mapping[int, Message] = field(default_factory=dict)
    """How it is said that a plan moved a card, by the plan's id."""
    programs: Mapping[int, str] = field(default_factory=dict)
    """The program whose log came in as that of a device, by the device's number."""


def history_of(store: Store, card_id: int) -> list[HistoryLine]:
    """Return the past of a card, oldest first; empty for a card never touched."""
    with store.reading() as conn:
        log = Log(
            reviews.of_cards(conn, [card_id]),
            presets.all_versions(conn),
            reviews.snapshots(conn, [card_id]),
            cards.seeds(conn, [card_id]).get(card_id, 0),
            verify.pasts(conn, [card_id]).get(card_id),
            {plan.id: _plan_words(plan) for plan in plans.all_plans(conn)},
            devices.programs(conn),
        )
    return history(log)


def history(log: Log) -> list[HistoryLine]:
    """Return a line for each row of a card's log but the marks that strike others, oldest first.

    What counts is followed as a replay does, so that the last line that counts leads to what the
    card remembers and when it is due. A corrected answer stands behind the one it corrects. Answers
    given in another program have the interval it gave them, where a later row sets the card anyway.
    """
    by_id = {row.id: row for row in log.rows}
    struck = _struck(log.rows)
    ordered = [by_id[ReviewId(row[0])] for row in in_order(log_row(row) for row in log.rows)]
    shown = [row for row in ordered if row.kind not in _MARKS]
    stand_ins = {
        row.target: row.id for row in shown if _corrects(row) is not None and row.id not in struck
    }
    walk = _Walk(log, _given_elsewhere(log, [row for row in shown if row.id not in struck]))
    lines = []
    for row in shown:
        if row.kind is ReviewKind.UNKNOWN:
            line = _line(row, _NEWER, walk, standing=False)
        elif row.id not in struck:
            line = walk.line(row)
            target = _corrects(row)
            if target is not None and target in struck:
                said = _corrected(by_id[target], struck[target])
                line = replace(line, words=sentences(said, line.words))
        else:
            stand_in = stand_ins.get(_place(row))
            words = _struck_words(struck[row.id], by_id[stand_in] if stand_in else None)
            line = _line(row, words, walk, standing=False, corrected_by=stand_in)
        lines.append(line)
    return lines


def why(lines: Sequence[HistoryLine]) -> list[Message]:
    """Tell, answer by answer, how the card's interval came about; the newest comes last."""
    told: list[Message] = []
    remark = None
    for line in lines:
        if line.standing:
            said = message("{day}: {what}", day=line.day, what=line.words)
            # What is true of a whole row of answers is said at the first of them.
            new = line.remark is not None and line.remark != remark
            told.append(sentences(said, line.remark) if new and line.remark else said)
            remark = line.remark
    return told or [_NOTHING]


class _Walk:
    """Follows the rows that count and holds where they have led so far."""

    def __init__(self, log: Log, elsewhere: Mapping[ReviewId, tuple[str, int]]) -> None:
        self._log, self._elsewhere = log, elsewhere
        self.memory = NEW_MEMORY
        self.due_at: datetime | None = None
        self._last_ms: int | None = None
        self._last_day: int | None = None
        self._since_ms: int | None = None
        """The last answer that later ones are reckoned from; None after a reset."""
        self._rules = ""
        self._twins = Twins()
        past = log.past
        self._anew = frozenset() if past is None else past.answers(map(log_row, log.rows))

    def line(self, row: Review) -> HistoryLine:
        """Take in a row that counts, and return its line."""
        remark = None
        match row.kind:
            case ReviewKind.ANSWER if row.id in self._elsewhere:
                words = self._answer_elsewhere(row)
            case ReviewKind.ANSWER:
                words, remark = self._answer(row)
            case ReviewKind.DRILL:
                words = self._drill(row)
            case ReviewKind.MOVED:
                words = self._move(row)
            case _:
                words = self._set(row)
        return _line(row, words, self, remark=remark)

    def _answer(self, row: Review) -> tuple[Message, Message | None]:
        judging, remark = self._judging(row)
        version = self._log.versions[judging]
        scheduler, occasion = self._judged(row, version)
        if self._is_twin(row, scheduler, version):
            after, words = self.memory, _twin_words(row.quality)
        else:
            after = scheduler.review(self.memory, row.quality, occasion).memory
            words = scheduler.explain(self.memory, row.quality, after, occasion)
        self.memory = after
        self._last_ms = self._since_ms = moment_ms(row.at)
        self._last_day = self._day(row)
        self._fall_due(row, after.interval_minutes, version)
        return words, remark

    def _is_twin(self, row: Review, scheduler: Scheduler, version: SchedulerVersion) -> bool:
        if type(scheduler) is not SM2:
            return False
        told = twin_of(log_row(row), version.id)
        day = day_of_ms(moment_ms(row.at), row.offset_minutes, version.day_start_minutes)
        return self._twins.moves_nothing(scheduler, self.memory, told, day)

    def _answer_elsewhere(self, row: Review) -> Message:
        """Take in an answer of another program's, whose rules are not ours to tell."""
        program, minutes = self._elsewhere[row.id]
        version = self._log.versions[row.version_id]
        scheduler, occasion = self._judged(row, version)
        after = scheduler.review(self.memory, row.quality, occasion).memory
        self.memory = replace(after, interval_minutes=minutes or self.memory.interval_minutes)
        self._last_ms = self._since_ms = moment_ms(row.at)
        self._last_day = self._day(row)
        self._fall_due(row, self.memory.interval_minutes, version)
        answer = _answer_words(row.quality)
        if not minutes:
            return message("Answered {answer} in {program}.", answer=answer, program=program)
        return message(
            "Answered {answer} in {program}, which set the interval to {time}.",
            answer=answer,
            program=program,
            time=time_words(minutes),
        )

    def _judged(self, row: Review, version: SchedulerVersion) -> tuple[Scheduler, Occasion]:
        """Return what judges a row, and the occasion it was written on."""
        planned = row.interval_minutes if row.version_id == version.id else None
        occasion = Occasion(
            moment_ms(row.at), row.offset_minutes, version.day_start_minutes, self._since_ms,
            self._log.seed, planned,
        )  # fmt: skip
        return scheduler_from(version.scheduler, version.parameters), occasion

    def _judging(self, row: Review) -> tuple[VersionId, Message | None]:
        """Return by which version an answer is judged, and a remark where that is not plain."""
        past = self._log.past
        own = self._log.versions[row.version_id]
        before, self._rules = self._rules, own.scheduler
        if past is None or row.id not in self._anew:
            if before in ("", own.scheduler):
                return own.id, None
            title = TITLES[own.scheduler]
            return own.id, message("From here on {scheduler} plans the card.", scheduler=title)
        judging = self._log.versions[past.version_id]
        self._rules = judging.scheduler
        if judging.id == own.id:
            return own.id, None
        day = _day_words(from_ms(past.until_ms), row.offset_minutes)
        title = TITLES[judging.scheduler]
        if judging.scheduler == own.scheduler:
            return judging.id, message(
                "Judged by the settings that {scheduler} has had since {day}.",
                scheduler=title,
                day=day,
            )
        then = TITLES[own.scheduler]
        return judging.id, message(
            "Judged by {scheduler} since {day}; at the time {then} planned the card.",
            scheduler=title,
            day=day,
            then=then,
        )

    def _drill(self, row: Review) -> Message:
        anew = self._log.past if row.id in self._anew else None
        version = self._log.versions[row.version_id if anew is None else anew.version_id]
        scheduler, occasion = self._judged(row, version)
        before = self.memory
        if row.id not in self._elsewhere:
            self.memory = scheduler.after_drill(before, row.quality, occasion)
        answer = _answer_words(row.quality)
        minutes = self.memory.interval_minutes
        stays = message("the card stays new")
        if minutes:
            stays = message("the interval stays at {time}", time=time_words(minutes))
        if self.memory != before:
            changes = changed_words(before, self.memory)
            stays = message("{changes}; {stays}", changes=changes, stays=stays)
        if self._last_day == self._day(row):
            return message(
                "Repeated the same day with {answer}; {stays}.", answer=answer, stays=stays
            )
        return message(
            "Answered {answer} outside the schedule; {stays}.", answer=answer, stays=stays
        )

    def _move(self, row: Review) -> Message:
        if self.memory.state is CardState.NEW:
            return message("A due date for a new card, which has no effect.")
        self._fall_due(row, row.interval_minutes, self._log.versions[row.version_id])
        assert self.due_at is not None
        plan = message("by hand")
        if row.target is not None:
            plan = self._log.plans.get(row.target) or message("by a plan")
        day = _day_words(self.due_at, row.offset_minutes)
        stays = time_words(self.memory.interval_minutes)
        return message(
            "The due date was moved to {day} {plan}; the interval stays at {time}.",
            day=day,
            plan=plan,
            time=stays,
        )

    def _set(self, row: Review) -> Message:
        before, self.memory = self.memory, self._log.snapshots.get(row.id, NEW_MEMORY)
        if self.memory.state is CardState.NEW:
            self.due_at = self._since_ms = None
            self._rules = ""
            if before.state is CardState.NEW and row.kind is ReviewKind.MANUAL:
                return message(
                    "The card was given another place among the new cards, or made new again."
                )
            return message("The card was made new and starts over.")
        self._since_ms = self._last_ms
        self._fall_due(row, row.interval_minutes, self._log.versions[row.version_id])
        assert self.due_at is not None
        day = _day_words(self.due_at, row.offset_minutes)
        if row.kind is ReviewKind.IMPORTED:  # the row counts up to the day the card is due
            time = time_words(self.memory.interval_minutes or row.interval_minutes)
            return message("The interval was imported: {time}, due on {day}.", time=time, day=day)
        time = time_words(row.interval_minutes)
        return message("The interval was set by hand: {time}, due on {day}.", time=time, day=day)

    def _fall_due(self, row: Review, minutes: int, version: SchedulerVersion) -> None:
        start = version.day_start_minutes
        self.due_at = from_ms(due_ms(moment_ms(row.at), row.offset_minutes, minutes, start))

    def _day(self, row: Review) -> int:
        start = self._log.versions[row.version_id].day_start_minutes
        return learner_day_of(row.at, row.offset_minutes, start)


def _line(
    row: Review,
    words: Message,
    walk: _Walk,
    *,
    remark: Message | None = None,
    standing: bool = True,
    corrected_by: ReviewId | None = None,
) -> HistoryLine:
    at = row.at.astimezone(timezone(timedelta(minutes=row.offset_minutes)))
    return HistoryLine(
        row, at, words, remark, standing, _corrects(row), corrected_by, walk.memory, walk.due_at
    )


def _given_elsewhere(log: Log, standing: Sequence[Review]) -> dict[ReviewId, tuple[str, int]]:
    """Return the program, and the interval it gave (minutes), of answers and drills from elsewhere.

    Only of those before a row that says how the card stands, which makes nothing of them.
    ``standing`` are the rows that count, in their order. A correction has the interval of what it
    corrects.
    """
    if not log.programs:
        return {}
    ends = [place for place, row in enumerate(standing) if row.kind in _SNAPSHOTS]
    by_id = {row.id: row for row in log.rows}
    found = {}
    for row in standing[: max(ends, default=0)]:
        given = by_id.get(_place(row), row)
        program = log.programs.get(given.id >> DEVICE_BITS)
        if program is not None:
            found[row.id] = program, given.interval_minutes
    return found


def _struck(rows: Sequence[Review]) -> dict[ReviewId, Review]:
    """Return the rows that don't count, each with the row that says so."""
    by_id = {row.id: row for row in rows}
    marks = rows_that_do_not_count(in_order(map(log_row, rows)))
    return {ReviewId(target): by_id[ReviewId(mark[0])] for target, mark in marks.items()}


def _corrects(row: Review) -> ReviewId | None:
    return row.target if row.kind is ReviewKind.ANSWER else None


def _place(row: Review) -> ReviewId:
    target = _corrects(row)
    return row.id if target is None else target


def _corrected(wrong: Review, mark: Review) -> Message:
    day = _day_words(mark.at, mark.offset_minutes)
    return message(
        "Corrected on {day} from {answer}.", day=day, answer=_answer_words(wrong.quality)
    )


def _struck_words(mark: Review, stand_in: Review | None) -> Message:
    day = _day_words(mark.at, mark.offset_minutes)
    if stand_in is None:
        return message("Ignored since {day}.", day=day)
    return message(
        "Corrected on {day} to {answer}; this one does not count.",
        day=day,
        answer=_answer_words(stand_in.quality),
    )


def _twin_words(quality: Quality) -> Message:
    return message(
        "Answered {answer} before that day’s answer on another computer had come; "
        "the interval stays.",
        answer=_answer_words(quality),
    )


def _answer_words(quality: Quality) -> Message:
    return ANSWER_WORDS[quality]


def _plan_words(plan: plans.Plan) -> Message:
    if plan.kind == PlanKind.CATCH_UP:
        return message("by the catch-up")
    if plan.kind == PlanKind.EXAM:
        return message("for the exam “{name}”", name=plan.name)
    return message("for the holiday “{name}”", name=plan.name)


def _day_words(moment: datetime, offset_minutes: int) -> str:
    return f"{moment.astimezone(timezone(timedelta(minutes=offset_minutes))):%Y-%m-%d}"
