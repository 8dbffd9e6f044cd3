"""A card being asked: its text ready to show, and what each answer would lead to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from flashcards.model.cards import MINUTES_PER_DAY, Card
from flashcards.model.enums import CardState, Quality, Rating
from flashcards.model.messages import Message, message
from flashcards.model.plans import PlanKind
from flashcards.model.presets import Options, Preset
from flashcards.scheduling.days import (
    due_ms,
    from_ms,
    interval_words,
    learner_day,
    moment_ms,
    offset_minutes_of,
)
from flashcards.scheduling.protocol import Load, Outcome, Scheduler, occasion_at
from flashcards.store import notes, reviews
from flashcards.store.store import Store
from flashcards.study.answering import DRILL_DONE
from flashcards.text.comparing import Leniency, Verdict
from flashcards.text.render import RenderedCard
from flashcards.text.tasks import Choosing

if TYPE_CHECKING:
    from flashcards.study.active_plans import Heeded


@dataclass(frozen=True, slots=True)
class Choice:
    """What follows if the learner gives this rating."""

    interval_days: int
    """By the scheduler; a holiday or an exam planned for may let the card be due on another day."""
    due_at: datetime
    drills_today: bool
    label: Message
    """Short words for the button: ``6 d``, ``10 min`` or ``today, then 6 d``."""
    unchanged: bool = False
    """Whether the schedule stays as it is, since the session is without effect on it."""
    moved_for: PlanKind | None = None
    """The kind of plan that wants the card on another day than its interval says, if any does."""


@dataclass(frozen=True, slots=True)
class Planner:
    """What decides when a card is asked again: the same for what is shown and what is given."""

    store: Store
    scheduler: Scheduler
    preset: Preset
    """What the scheduler is made from, and what its answers are logged under."""
    load: Load | None = None
    """How full the days ahead are, where the scheduler balances."""
    heeded: Sequence["Heeded"] = ()
    """The plans for days ahead that move a card on as it is answered."""

    @property
    def options(self) -> Options:
        """The options of the card's deck."""
        return self.preset.options


_APART = 1_000_003
"""Keeps the shuffles of cards apart whose seeds are near each other."""
_FOUR = {Verdict.RIGHT: Rating.GOOD, Verdict.NEAR: Rating.HARD, Verdict.WRONG: Rating.AGAIN}
_SIX = {Verdict.RIGHT: Quality.GOOD, Verdict.NEAR: Quality.HARD, Verdict.WRONG: Quality.WRONG}


class StudyCard:
    """One card being asked, with its text ready to show."""

    __slots__ = (
        "_asked", "_choices", "_ratings", "answer_html", "asked_as", "card", "css", "deck",
        "drilled", "leaves_out", "name", "number", "planner", "question_html", "source_heading",
        "source_id", "tags", "task", "without_effect",
    )  # fmt: skip

    def __init__(
        self,
        card: Card,
        deck: str,
        rendered: RenderedCard,
        row: Sequence[Any],
        css: str,
        planner: Planner,
        *,
        drilled: bool,
        without_effect: bool = False,
        leaves_out: bool = False,
    ) -> None:
        self.card = card
        self.name = row[26], card.template_uid, card.ordinal
        """What it is called in every copy: by its note’s guid, its template’s uid, its ordinal."""
        self.leaves_out = leaves_out
        """Whether it may show less than its note holds."""
        self.drilled = drilled
        """Whether it is asked as a drill, which leaves the schedule alone."""
        self.without_effect = without_effect
        """Whether it is asked as a drill because the session's answers are without effect."""
        self.deck = deck
        self.question_html = rendered.question_html
        self.answer_html = rendered.answer_html
        self.task = rendered.task
        """What the learner is to do before the answer is shown; None for nothing but thinking."""
        self.asked_as: int = card.id
        """The id it had when it was asked: another computer may make a card another one."""
        self._asked: int | None = None
        self._ratings: Sequence[Rating | Quality] = ()
        self.number = rendered.number
        self.tags = tuple(row[23].split(" ")) if row[23] else ()
        self.source_id: int | None = row[24]
        self.source_heading: str = row[25]
        self.css = css
        self.planner = planner
        self._choices: dict[Rating | Quality, Choice] | None = None

    @property
    def id(self) -> int:
        """The card's id."""
        return self.card.id

    @property
    def note_id(self) -> int:
        """The id of the note the card belongs to."""
        return self.card.note_id

    @property
    def state(self) -> CardState:
        """Where the card stands in its life."""
        return self.card.memory.state

    @property
    def flag(self) -> int:
        """The card's flag, 0 for none."""
        return self.card.flag

    @property
    def step_ms(self) -> int | None:
        """When the card's learning step falls due (UTC ms); None when it is at none.

        0 where the due moment was moved by hand or by a plan: to a day, so it waits for no hour.
        """
        card = self.card
        if self.drilled or card.due_at is None or not at_step(card):
            return None
        minutes = timedelta(minutes=card.memory.interval_minutes)
        moved = card.last_review_at is None or card.due_at != card.last_review_at + minutes
        return 0 if moved else moment_ms(card.due_at)

    @property
    def order(self) -> tuple[int, ...]:
        """The options in the order they are offered in: another each time the card is asked."""
        if not isinstance(self.task, Choosing):
            return ()
        return self.task.order(self.card.seed * _APART + self.times_asked)

    @property
    def times_asked(self) -> int:
        """How often the card was answered before: it is the same again after an undo."""
        if self._asked is None:
            with self.planner.store.reading() as conn:
                self._asked = reviews.times_answered(conn, self.id)
        return self._asked

    def goes_on_from(self, before: "StudyCard") -> None:
        """Be asked for the same time as ``before``, though another computer may have asked it."""
        self._asked, self.asked_as = before._asked, before.asked_as
        self._ratings = before._ratings

    def keep_ratings(self, before: "StudyCard") -> None:
        """Offer the ratings that ``before`` did: keys are on their way to what is in sight."""
        self._ratings = before.ratings

    @property
    def source(self) -> str:
        """Where the note comes from: title and heading, empty when it names none."""
        with self.planner.store.reading() as conn:
            title = notes.source_title(conn, self.source_id)
        return ": ".join(part for part in (title, self.source_heading) if part)

    @property
    def ratings(self) -> Sequence[Rating | Quality]:
        """What the learner may answer, as the deck's options ask for."""
        if self._ratings:
            return self._ratings
        return tuple(Quality) if self.planner.options.six_qualities else tuple(Rating)

    @property
    def lenient(self) -> Leniency:
        """What does not count in an answer that is typed."""
        options = self.planner.options
        return Leniency(
            options.typed_any_case, options.typed_any_accents, options.typed_any_punctuation
        )

    def proposed(self, verdict: Verdict) -> Rating | Quality:
        """Return the rating that an answer judged so speaks for."""
        return (_SIX if isinstance(self.ratings[0], Quality) else _FOUR)[verdict]

    @property
    def choices(self) -> dict[Rating | Quality, Choice]:
        """What each rating would lead to, were it given now."""
        if self._choices is None:
            now = self.planner.store.now()
            self._choices = {rating: self._choice(rating, now) for rating in self.ratings}
        return self._choices

    def _choice(self, rating: Rating | Quality, now: datetime) -> Choice:
        quality = rating.quality if isinstance(rating, Rating) else rating
        if self.drilled:
            return self._drill_choice(quality, now)
        card, planner = self.card, self.planner
        day_start = planner.options.day_start_minutes
        occasion = occasion_at(now, day_start, card.last_review_at, card.seed, planner.load)
        outcome = planner.scheduler.review(card.memory, quality, occasion)
        planned = self._planned(outcome, quality, now)
        minutes, kind = planned or (outcome.interval_minutes, None)
        due = from_ms(due_ms(moment_ms(now), offset_minutes_of(now), minutes, day_start))
        words = interval_words(minutes)
        label = message("today, then {interval}", interval=words) if outcome.drill else words
        return Choice(outcome.memory.interval_days, due, outcome.drill, label, moved_for=kind)

    def _planned(
        self, outcome: Outcome, quality: Quality, now: datetime
    ) -> tuple[int, PlanKind] | None:
        """Return after how many minutes a plan for days ahead wants the card back, and its kind.

        None where no plan minds the interval.
        """
        planner = self.planner
        if not planner.heeded:
            return None
        from flashcards.study.active_plans import Given, foretold

        card = self.card
        given = Given(
            card, card.deck_id, outcome.memory, quality, now, planner.options,
            planner.scheduler, recorded=False,
        )  # fmt: skip
        with planner.store.reading() as conn:
            found = foretold(conn, planner.heeded, given)
        return None if found is None else (found[0] * MINUTES_PER_DAY, found[1].kind)

    def _drill_choice(self, quality: Quality, now: datetime) -> Choice:
        memory = self.card.memory
        again = quality < DRILL_DONE
        passed = (
            message("no change") if self.without_effect else interval_words(self._stays_away(now))
        )
        label = message("today") if again else passed
        due = self.card.due_at or now
        return Choice(memory.interval_days, due, again, label, self.without_effect)

    def _stays_away(self, now: datetime) -> int:
        """Return in how many minutes the card is due as things are: a plan may have moved it."""
        minutes = self.card.memory.interval_minutes
        if minutes < MINUTES_PER_DAY or self.card.due_at is None:
            return minutes
        start = self.planner.options.day_start_minutes
        due, today = (learner_day(each.astimezone(now.tzinfo), start)
                      for each in (self.card.due_at, now))  # fmt: skip
        return max(1, due - today) * MINUTES_PER_DAY


def at_step(card: Card) -> bool:
    """Whether a card is at a learning step: it falls due within the day it was answered."""
    memory = card.memory
    return memory.state is not CardState.NEW and memory.interval_minutes < MINUTES_PER_DAY
