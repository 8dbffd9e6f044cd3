"""A study session without a window: the next card, the learner's answer, what is left."""

import threading
import weakref
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flashcards.model.cards import Card
from flashcards.model.changes import Changes
from flashcards.model.enums import CardState, Quality, Rating
from flashcards.model.errors import UserError
from flashcards.model.presets import Options
from flashcards.model.reviews import Review
from flashcards.scheduling.days import due_ms, from_ms, interval_words, learner_day, moment_ms
from flashcards.scheduling.protocol import Scheduler, occasion_at
from flashcards.store import cards, decks, notes, queues
from flashcards.store.decks import Deck
from flashcards.store.schema import FIELD_SEPARATOR
from flashcards.store.store import Store
from flashcards.store.undo import Step
from flashcards.study import answering, queue
from flashcards.study.catalogue import Catalogue
from flashcards.study.day import today_of
from flashcards.text.render import RenderedCard, render_card

DRILL_WAIT_MINUTES = 10
"""A drill comes back after this time, or as soon as nothing else is left."""

LONGEST_DAY_MS = (25 + 26) * 3_600_000
"""A day on which clocks are set back, lengthened by a journey across all time zones."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Cards still to come in a session."""

    new: int
    learning: int
    due: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.new + self.learning + self.due


@dataclass(frozen=True, slots=True)
class Choice:
    """What follows if the learner gives this rating."""

    interval_days: int
    due_at: datetime
    drills_today: bool
    label: str
    """Short words for the button: ``6 d``, or ``today, then 6 d``."""


class StudyCard:
    """One card being asked, with its text ready to show."""

    __slots__ = (
        "_choices", "_options", "_scheduler", "_store", "answer_html", "card", "css",
        "deck", "drilled", "question_html", "source_heading", "source_id", "tags",
    )  # fmt: skip

    def __init__(
        self,
        card: Card,
        deck: str,
        rendered: RenderedCard,
        row: Sequence[Any],
        css: str,
        planner: tuple[Store, Scheduler, Options],
        drilled: bool,
    ) -> None:
        self.card = card
        self.drilled = drilled
        """Whether it is asked as a same-day drill, which leaves the schedule alone."""
        self.deck = deck
        self.question_html = rendered.question_html
        self.answer_html = rendered.answer_html
        self.tags = tuple(row[22].split(" ")) if row[22] else ()
        self.source_id: int | None = row[23]
        self.source_heading: str = row[24]
        self.css = css
        self._store, self._scheduler, self._options = planner
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
    def source(self) -> str:
        """Where the note comes from: title and heading, empty when it names none."""
        with self._store.reading() as conn:
            title = notes.source_title(conn, self.source_id)
        return ": ".join(part for part in (title, self.source_heading) if part)

    @property
    def ratings(self) -> Sequence[Rating | Quality]:
        """What the learner may answer, as the deck's options ask for."""
        return tuple(Quality) if self._options.six_qualities else tuple(Rating)

    @property
    def choices(self) -> dict[Rating | Quality, Choice]:
        """What each rating would lead to, were it given now."""
        if self._choices is None:
            now = self._store.now()
            self._choices = {rating: self._choice(rating, now) for rating in self.ratings}
        return self._choices

    def _choice(self, rating: Rating | Quality, now: datetime) -> Choice:
        quality = rating.quality if isinstance(rating, Rating) else rating
        day_start = self._options.day_start_minutes
        if self.drilled:
            again = quality < answering.DRILL_DONE
            due = self.card.due_at
            days = self.card.memory.interval_days
            label = "today" if again else interval_words(self.card.memory.interval_minutes)
            return Choice(days, due or now, again, label)
        occasion = occasion_at(now, day_start, self.card.last_review_at, self.card.id)
        outcome = self._scheduler.review(self.card.memory, quality, occasion)
        minutes = outcome.interval_minutes
        offset = int((now.utcoffset() or timedelta()) // timedelta(minutes=1))
        due = from_ms(due_ms(moment_ms(now), offset, minutes, day_start))
        words = interval_words(minutes)
        label = f"today, then {words}" if outcome.drill else words
        return Choice(outcome.memory.interval_days, due, outcome.drill, label)


class StudySession:
    """The cards of one deck and its subdecks (or of all) that are to be asked today.

    ``next`` gives the same card until it is answered; after an undo, the undone card.
    """

    def __init__(self, store: Store, catalogue: Catalogue, deck: str | None) -> None:
        self.deck = deck
        self.done = 0
        """Answers given in this session; undone ones are taken off."""
        self._store = store
        self._catalogue = catalogue
        self._current: StudyCard | None = None
        self._front: list[int] = []
        """Cards to be shown before all others, the last one first."""
        self._drilled_at: dict[int, datetime] = {}
        self._stale = False
        """Whether cards may have been added since the queue was built."""
        self._unsure = False
        """Whether cards of the queue may have gone."""
        self._outdated = False
        """Whether the present card may have changed."""
        self._decks_outdated = False
        """Whether decks or presets may have changed."""
        self._answering: int | None = None
        """The thread that is recording an answer of this session."""
        self._given: set[int] = set()
        """Ids of the reviews this session made."""
        self._vanished: list[int] = []
        """Cards that were put away while they were being asked; an undo shows them again."""
        self._stop = _subscribe_weakly(store, self)
        with store.reading() as conn:
            found = None if deck is None else decks.deck_named(conn, deck)
        if deck is not None and found is None:
            raise UserError(f"There is no deck called “{deck}”.", "Check the spelling.")
        self._root = None if found is None else found.id
        self._build()

    def close(self) -> None:
        """Stop following the collection's changes."""
        self._stop()

    def _build(self) -> None:
        self._read_decks()
        presets = self._catalogue.presets.values()
        options = {int(preset.id): preset.options for preset in presets}
        with self._store.reading() as conn:
            self._queue = queue.build(conn, list(self._decks.values()), options, self._today)
        self._stale = self._unsure = False

    def _read_decks(self) -> None:
        """Find out which decks are studied and which day it is; a renamed deck is followed."""
        with self._store.reading() as conn:
            chosen = queue.studied_decks(conn, self._root)
        self._decks: dict[int, Deck] = {deck.id: deck for deck in chosen}
        if self._root in self._decks:
            self.deck = self._decks[self._root].name
        first = next(iter(self._catalogue.presets.values())).options
        self._day_start = first.day_start_minutes
        self._today = today_of(self._store.now(), self._day_start)
        self._decks_outdated = False

    @property
    def remaining(self) -> Counts:
        """Cards still to come, the one being asked included."""
        if self._unsure:
            self._prune()
        waiting = self._queue
        new = len(waiting.new)
        learning = len(waiting.drills)
        due = len(waiting.main) - new
        if self._current is not None:
            card = self._current.card
            if self._current.drilled:
                learning += 1
            elif card.memory.state is CardState.NEW:
                new += 1
            else:
                due += 1
        if self._front:
            with self._store.reading() as conn:
                fresh = queues.new_among(conn, self._front)
            new, due = new + fresh, due + len(self._front) - fresh
        return Counts(new, learning, due)

    def _prune(self) -> None:
        ids = [*self._queue.main, *self._queue.drills]
        with self._store.reading() as conn:
            still = queues.waiting(conn, ids, list(self._decks), self._today)
        self._queue.drop(set(ids) - still)
        self._unsure = False

    def next(self) -> StudyCard | None:
        """Return the card to ask now; None when nothing is due any more today."""
        now = self._store.now()
        if not self._today_holds(now):
            self._current = None
            self._build()
        self._bring_up_to_date()
        if self._current is not None:
            return self._current
        while True:
            card_id = self._pick(now)
            if card_id is None:
                if not self._stale:
                    return None
                self._build()
                continue
            found = self._load(card_id)
            if found is not None:
                self._current = found
                return found

    def _today_holds(self, now: datetime) -> bool:
        """Whether the session's day is not over; a clock set far back ends it as well.

        The day's number is looked at too: a clock that knows its offset but not its zone could
        not say before a change of the clocks when the day would end.
        """
        if learner_day(now, self._day_start) > self._today.day:
            return False
        return 0 < self._today.end_ms - moment_ms(now) <= LONGEST_DAY_MS

    def _pick(self, now: datetime) -> int | None:
        if self._front:
            return self._front.pop()
        waiting = self._queue
        if waiting.drills:
            since = self._drilled_at.get(waiting.drills[0])
            ripe = since is None or now - since >= timedelta(minutes=DRILL_WAIT_MINUTES)
            if ripe or not waiting.main:
                return waiting.drills.popleft()
        if waiting.main:
            card_id = waiting.main.popleft()
            waiting.new.discard(card_id)
            return card_id
        return None

    def _load(self, card_id: int) -> StudyCard | None:
        """Return the card if it may still be asked: it may have changed since it was queued."""
        with self._store.reading() as conn:
            row = cards.study_row(conn, card_id)
            if row is None:
                return None
            types = self._catalogue.types
            card = cards.card_from(row, types.template_uids)
            deck = self._decks.get(card.deck_id)
            if deck is None or not self._may_be_asked(card):
                return None
            note_type = types.by_id[row[20]]
            rendered = render_card(
                note_type, row[21].split(FIELD_SEPARATOR), card.template_uid, card.ordinal
            )
            preset = self._catalogue.presets[deck.preset_id]
            planner = (self._store, self._catalogue.scheduler_of(preset), preset.options)
            drilled = card.drill_day == self._today.day
        return StudyCard(card, deck.name, rendered, row, note_type.css, planner, drilled)

    def _may_be_asked(self, card: Card) -> bool:
        if card.suspended or (card.buried_until or 0) > self._today.day:
            return False
        if card.drill_day == self._today.day or card.due_at is None:
            return True
        return moment_ms(card.due_at) < self._today.end_ms

    def answer(self, rating: Rating | Quality, taken_ms: int = 0) -> Review:
        """Record the learner's rating of the present card and return its row of the log.

        ``taken_ms`` is how long the answer took; negative counts as 0 and anything above the
        deck's cap as the cap. When this raises, nothing was recorded and the card stays.
        """
        if not isinstance(rating, Rating | Quality):
            raise TypeError("give a Rating or a Quality: a bare number could mean either")
        quality = rating.quality if isinstance(rating, Rating) else rating
        asked = self._current
        self._bring_up_to_date()
        current = self._current
        if current is None:
            if asked is not None:
                raise UserError("This card was put away meanwhile.", "Go on with the next one.")
            raise UserError("There is no card to answer.", "Ask for the next one first.")
        preset = self._catalogue.presets[self._decks[current.card.deck_id].preset_id]
        now = self._store.now()
        self._answering = threading.get_ident()
        try:
            review = answering.answer(
                self._store,
                self._catalogue.scheduler_of(preset),
                preset.version_id,
                preset.options.day_start_minutes,
                current.card,
                quality,
                now,
                max(0, min(int(taken_ms), preset.options.answer_cap_s * 1000)),
                drilled=current.drilled,
            )
        except UserError:
            self._outdated = True
            raise
        finally:
            self._answering = None
        self._current = None
        self._given.add(review.id)
        self.done += 1
        drills = preset.options.drill or current.drilled
        if drills and quality < answering.DRILL_DONE and self._today_holds(now):
            self._queue.drills.append(current.card.id)
            self._drilled_at[current.card.id] = now
        return review

    def _bring_up_to_date(self) -> None:
        if self._decks_outdated:
            self._read_decks()
        if self._outdated:
            self._outdated = False
            before = self._current
            self.refresh()
            if before is not None and self._current is None:
                self._vanished.append(before.id)

    def skip(self) -> None:
        """Let go of the present card, as after burying or suspending it."""
        self._current = None

    def refresh(self) -> None:
        """Read the present card anew, as after an edit; it stays the present card."""
        if self._current is not None:
            self._current = self._load(self._current.card.id)

    def restored(self, step: Step) -> None:
        """Show again what an undo has just brought back: answered cards, and one put away."""
        own = sum(review_id in self._given for _, review_id, _ in step.reviews)
        self.done = max(0, self.done - own)
        card_ids = [card_id for card_id, _, _ in step.reviews] if step.answered else self._vanished
        if not card_ids:
            return
        self._queue.drop(set(card_ids)) if not own else self._undrill(card_ids)
        if self._current is not None and self._current.id not in card_ids:
            self._front.append(self._current.id)
        self._current = None
        self._front = [card for card in self._front if card not in card_ids]
        self._front.extend(card_ids)
        self._vanished = []

    def _undrill(self, card_ids: Sequence[int]) -> None:
        """Take cards out of the drills; they cannot stand among the others."""
        for card_id in card_ids:
            if card_id in self._queue.drills:
                self._queue.drills.remove(card_id)

    def repeated(self, step: Step) -> None:
        """Put away again the cards whose answers a redo has just given back."""
        if not step.answered:
            return
        card_ids = [card_id for card_id, _, _ in step.reviews]
        self.done += sum(review_id in self._given for _, review_id, _ in step.reviews)
        self._front = [card for card in self._front if card not in card_ids]
        if self._current is not None and self._current.id in card_ids:
            self._current = None
        with self._store.reading() as conn:
            pending = queues.drills(conn, list(self._decks), self._today)
        self._queue.drop(set(card_ids))
        self._queue.drills.extend(card for card in card_ids if card in pending)

    def _changed(self, changes: Changes) -> None:
        """Note that the queue may be out of date; it is looked at card by card, never rebuilt
        while cards are left in it."""
        if self._answering == threading.get_ident():
            return
        if changes.cards or changes.notes or changes.decks or changes.presets:
            # May run in the thread of an import, so the card itself is read by ``next``.
            self._stale = self._unsure = self._outdated = True
        if changes.decks or changes.presets:
            self._decks_outdated = True


def _subscribe_weakly(store: Store, session: StudySession) -> Callable[[], None]:
    """Let a session hear of changes for as long as somebody holds it."""
    held = weakref.ref(session)

    def hear(changes: Changes) -> None:
        found = held()
        if found is not None:
            found._changed(changes)

    stop = store.subscribe(hear)
    weakref.finalize(session, stop)
    return stop
