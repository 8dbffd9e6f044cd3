"""A study session without a window: the next card, the learner's answer, what is left."""

import threading
import weakref
from collections.abc import Callable
from datetime import datetime

from flashcards.model.changes import Changes
from flashcards.model.enums import CardState, Quality, Rating
from flashcards.model.errors import UserError
from flashcards.model.messages import message
from flashcards.model.reviews import Review
from flashcards.scheduling.days import from_ms, moment_ms
from flashcards.store import cards, queues
from flashcards.store.store import Store
from flashcards.store.undo import Step
from flashcards.study import answering
from flashcards.study.answering import Answered
from flashcards.study.card import Choice, StudyCard
from flashcards.study.catalogue import Catalogue
from flashcards.study.elsewhere import Elsewhere, is_reworded, is_where_it_was
from flashcards.study.queue import Counts, Progress, Queue
from flashcards.study.scope import Scope
from flashcards.study.selection import Selection

__all__ = ["Choice", "Counts", "Elsewhere", "StudyCard", "StudySession"]


class StudySession:
    """The cards of one deck and its subdecks (or of all) that are to be asked today.

    ``next`` gives the same card until it is answered; after an undo, the undone card. A session
    over a ``selection`` asks the cards chosen and no others.
    """

    def __init__(
        self,
        store: Store,
        catalogue: Catalogue,
        deck: str | None,
        selection: Selection | None = None,
    ) -> None:
        self.done = 0
        """Answers given in this session; undone ones are taken off."""
        self.leech: int | None = None
        """The card that the last answer made a leech; None when it made none."""
        self.under_way = False
        """Whether the learner has begun to answer the present card: it stays until the answer is
        given then, whatever another computer did to it, unless it is gone for good."""
        self.rated: StudyCard | None = None
        """The card that was answered last, as it was then."""
        self._store = store
        self._catalogue = catalogue
        self._scope = Scope(store, catalogue, deck, selection)
        self._queue = Queue()
        self._current: StudyCard | None = None
        self._front: list[int] = []
        """Cards to be shown before all others, the last one first."""
        self._ready: dict[int, StudyCard] = {}
        """Cards read before they are asked; none of them once anything else is written."""
        self._writes = 0
        """Counts what others wrote: a card read before such a write is not kept after it."""
        self._asked: set[int] = set()
        """Cards that were asked and did not come back among the others since."""
        self._stale = False
        """Whether the queue may have become another one."""
        self._outdated = False
        """Whether the present card may have changed."""
        self._decks_outdated = False
        """Whether decks or presets may have changed."""
        self._came = self._coming = False
        """Whether something came from another computer, and whether that is being taken in."""
        self._held = False
        """Whether the present card is asked only since an answer to it is under way."""
        self._told: Elsewhere | None = None
        """What another computer did to the present card, or to the one that was."""
        self._answering: int | None = None
        """The thread that is recording an answer of this session."""
        self._given: set[int] = set()
        """Ids of the reviews this session made."""
        self._alone: set[int] = set()
        """Those of them that changed nothing but their own card."""
        self._stale_before_undo = False
        self._vanished: list[int] = []
        """Cards that were put away while they were being asked; an undo shows them again."""
        self._stop = _subscribe_weakly(store, self)
        self._build()
        catalogue.sessions.add(self)

    def close(self) -> None:
        """Stop following the collection's changes."""
        self._stop()

    @property
    def deck(self) -> str | None:
        """Full name of the deck studied, followed when it is renamed; None for all decks."""
        return self._scope.name

    @property
    def day(self) -> int:
        """The learner's day whose cards are asked, as an ordinal; it follows the clock."""
        return self._scope.today.day

    def _build(self) -> None:
        """Gather the queue; the cards in front stay in front as far as they are still in it."""
        self._read_decks()
        self._stale = False
        if self._coming and self._current is not None:
            self._current = self._followed(self._current)
        queue = self._scope.queue()
        queue.drilled_at = self._queue.drilled_at
        waiting = set(queue.ids())
        self._forget_deleted(self._again() - waiting)
        self._front = [card for card in self._front if card in waiting]
        current = self._current
        if current is not None and current.id not in waiting:
            self._current = current = self._kept(current)
        queue.drop(self._front if current is None else (*self._front, current.id))
        self._asked.difference_update(queue.main)
        self._queue = queue

    def _kept(self, current: StudyCard) -> StudyCard | None:
        """Return the card in front where it stays, though nothing asks for it any more."""
        found = None
        if self.under_way and (self._coming or self._held):
            found = self._scope.read(current.id, held=True)
        if found is not None and not self._coming and not is_where_it_was(found.card, current.card):
            found = None  # it was put away here
        if found is not None:
            found.goes_on_from(current)
            self._keep_ratings(found, current)
        self._held = found is not None
        if self._coming:
            self._told = self._scope.done_elsewhere(current.card)
        elif found is None:
            self._vanished.append(current.id)
        return found

    def _followed(self, current: StudyCard) -> StudyCard:
        """Return what the card in front is by now: its note may have got another type elsewhere.

        An answer under way to it goes on; else it is asked as what it is now.
        """
        found = self._scope.heir(current)
        if found is None:
            return current
        if self.under_way:
            found.goes_on_from(current)
            self._keep_ratings(found, current)
        self._asked.discard(current.id)
        self._asked.add(found.id)
        same = found.note_id == current.note_id
        self._told = Elsewhere.RETYPED if same else Elsewhere.REGROUPED
        return found

    def done_elsewhere(self) -> Elsewhere | None:
        """Return, once, what another computer did to the card that is or was asked; else None.

        That is why it is asked no more, or stays only until it is answered.
        """
        told, self._told = self._told, None
        return told

    def _again(self) -> set[int]:
        """Return the cards that were asked, or may have been, and are not done with."""
        again = {*self._front, *self._queue.drills, *(card for _, card in self._queue.steps)}
        if self._current is not None:
            again.add(self._current.id)
        return again

    def _forget_deleted(self, gone: set[int]) -> None:
        """Count no card as done that was deleted before it was; put away, it is done for today."""
        gone &= self._asked
        if gone:
            with self._store.reading() as conn:
                self._asked -= gone - cards.decks_of(conn, list(gone)).keys()

    def _read_decks(self) -> None:
        self._ready = {}
        self._scope.refresh()
        self._decks_outdated = False

    # What is left -----------------------------------------------------------------

    @property
    def remaining(self) -> Counts:
        """Cards still to come, the one being asked included."""
        self._bring_up_to_date()
        waiting = self._queue.counts
        new, learning, due = waiting.new, waiting.learning, waiting.due
        current = self._current
        if current is not None:
            if current.state is CardState.NEW:
                new += 1
            elif (current.drilled and not current.without_effect) or current.step_ms is not None:
                learning += 1
            else:
                due += 1
        if self._front:
            with self._store.reading() as conn:
                fresh = len(queues.new_among(conn, self._front))
                learned = len(queues.learning_among(conn, self._front, self._scope.today.day))
            new, learning = new + fresh, learning + learned
            due += len(self._front) - fresh - learned
        return Counts(new, learning, due)

    @property
    def progress(self) -> Progress:
        """How many cards are done with, and of how many."""
        left = self.remaining.total
        done = len(self._asked - self._again())
        return Progress(done, done + left)

    @property
    def next_step_at(self) -> datetime | None:
        """When the next card at a learning step falls due (UTC); None when none waits today.

        ``next`` gives it then, or up to 20 minutes before where nothing else is left.
        """
        self._bring_up_to_date()
        steps = self._queue.steps
        return from_ms(steps[0][0]) if steps else None

    @property
    def left_for_tomorrow(self) -> Counts:
        """What of today's cards was left out where they were chosen for a number of minutes."""
        selection = self._scope.selection
        left = None if selection is None else selection.left
        return Counts(0, 0, 0) if left is None else left

    @property
    def estimate_seconds(self) -> float | None:
        """About how long the cards take that were chosen for a number of minutes."""
        selection = self._scope.selection
        return None if selection is None else selection.seconds

    @property
    def minutes(self) -> int | None:
        """How many minutes the learner has for it; None for as many as it takes."""
        selection = self._scope.selection
        return None if selection is None else selection.minutes

    # The next card ----------------------------------------------------------------

    def next(self) -> StudyCard | None:
        """Return the card to ask now; None when nothing is due any more today, or nothing yet.

        In the second case ``next_step_at`` says when the next one is.
        """
        now = self._store.now()
        if not self._scope.today_holds(now):
            self._current = None
            self._build()
        self._bring_up_to_date()
        if self._current is not None:
            return self._current
        now_ms = moment_ms(now)
        while True:
            if self._front:
                found = self._read(self._front.pop())
                if found is not None:
                    return self._ask(found)
                continue
            picked = self._queue.pick(now_ms)
            if picked is None:
                return None
            found = self._read(picked[0])
            if found is not None and not self._must_wait(found, picked[1], now_ms):
                return self._ask(found)

    def _ask(self, card: StudyCard) -> StudyCard:
        self._current = card
        self._asked.add(card.id)
        self.under_way = self._held = False
        return card

    def _must_wait(self, found: StudyCard, expected_ms: int, now_ms: int) -> bool:
        """Whether a card has come to a step meanwhile that is not due yet; it is put back then."""
        step_ms = found.step_ms
        if step_ms is None or step_ms <= now_ms or step_ms == expected_ms:
            return False
        self._queue.add_steps([(step_ms, found.id)])
        return True

    def _read(self, card_id: int) -> StudyCard | None:
        """Return a card if it may be asked, as it is now: nothing was written since it was kept."""
        return self._ready.pop(card_id, None) or self._scope.read(card_id)

    def prepare(self, most: int = 2) -> list[StudyCard]:
        """Read the cards likely to be asked after the present one, while there is time for that.

        ``next`` gives them as they are unless something is written before that concerns them.
        """
        now = self._store.now()
        if self._stale or self._outdated or not self._scope.today_holds(now):
            return []
        writes, before = self._writes, self._ready
        front = self._front[: -most - 1 : -1]
        ready: dict[int, StudyCard] = {}
        for card_id in (*front, *self._queue.ahead(moment_ms(now), most))[:most]:
            card = before.get(card_id) or self._scope.read(card_id)
            if card is not None:
                ready[card_id] = card
        self._ready = ready
        if writes != self._writes:  # by a thread, while the cards were being read
            self._ready = {}
        return list(self._ready.values())

    # Answering --------------------------------------------------------------------

    def answer(self, rating: Rating | Quality, taken_ms: int = 0) -> Review:
        """Record the learner's rating of the present card and return its row of the log.

        ``taken_ms`` is how long the answer took; negative counts as 0 and anything above the
        deck's cap as the cap. When this raises, nothing was recorded and the card stays. What
        another computer did to the card meanwhile does not: both answers count.
        """
        if not isinstance(rating, Rating | Quality):
            raise TypeError("give a Rating or a Quality: a bare number could mean either")
        quality = rating.quality if isinstance(rating, Rating) else rating
        asked = self._current
        self.under_way = True
        self._bring_up_to_date()
        current = self._current
        if current is None:
            if asked is not None:
                raise UserError(
                    message("This card has been put away since."),
                    message("Go on with the next one."),
                )
            raise UserError(
                message("There is no card to answer."), message("Ask for the next one first.")
            )
        planner = current.planner
        now = self._store.now()
        self._answering = threading.get_ident()
        try:
            answered = answering.answer(
                self._store,
                planner.scheduler,
                planner.preset,
                self._scope.today,
                current.card,
                quality,
                now,
                max(0, min(int(taken_ms), planner.options.answer_cap_s * 1000)),
                drilled=current.drilled,
                load=planner.load,
                spared=self._scope.chosen,
                heeded=planner.heeded,
            )
        except UserError:
            self._outdated = True
            raise
        finally:
            self._answering = None
        self._current, self.rated = None, current
        self._given.add(answered.review.id)
        if not (answered.buried or answered.leech or planner.heeded):
            self._alone.add(answered.review.id)
        self.done += 1
        self._follow(current, answered, now)
        return answered.review

    def _follow(self, current: StudyCard, answered: Answered, now: datetime) -> None:
        """Bring the queue up to date with an answer."""
        card_id, due = current.id, answered.due_ms
        self._ready = {  # its siblings may be put off, and the tags of their note others
            each: card for each, card in self._ready.items() if card.note_id != current.note_id
        }
        self.leech = card_id if answered.leech else None
        if answered.drill:
            if self._scope.today_holds(now) and not answered.suspended:
                self._queue.add_drill(card_id, moment_ms(now))
        elif due is not None and due < self._scope.today.end_ms and not answered.suspended:
            self._queue.add_steps([(due, card_id)])
        if self._scope.selection is not None and not (answered.drill and current.without_effect):
            self._scope.finished.add(card_id)
        if self._queue.holds(answered.buried):
            self._stale = True  # another card may come in the place of one put off
        load = self._scope.load
        if load is not None and due is not None:
            before = current.card.due_at
            load.move(None if before is None else moment_ms(before), due)

    def _bring_up_to_date(self) -> None:
        if self._stale or self._outdated:
            self._coming, self._came = self._came, False
        if self._stale:
            self._build()
        if self._decks_outdated:
            self._read_decks()
        if self._outdated:
            self._outdated = False
            before = self._current
            self.refresh()
            now = self._current
            if before is not None and now is None:
                self._current = self._kept(before)
            elif before is not None and now is not None and self._coming and self._told is None:
                self._told = Elsewhere.REWORDED if is_reworded(now, before) else None
        self._coming = False

    def skip(self) -> None:
        """Let go of the present card, as after burying or suspending it."""
        self._current = None

    def refresh(self) -> None:
        """Read the present card anew, as after an edit; it stays the present card."""
        before = self._current
        if before is not None:
            self._current = self._scope.read(before.id, held=self._held)
            if self._current is not None:
                self._current.goes_on_from(before)
                self._keep_ratings(self._current, before)

    def _keep_ratings(self, now: StudyCard, before: StudyCard) -> None:
        if self._coming and self.under_way:
            now.keep_ratings(before)

    # Undo, and changes from elsewhere -----------------------------------------------

    def restored(self, step: Step) -> None:
        """Show again what an undo has just brought back: answered cards, and one put away."""
        own = sum(review_id in self._given for _, review_id, _ in step.reviews)
        self.done = max(0, self.done - own)
        self.leech = None
        card_ids = step.cards if step.answered else self._vanished
        if self._scope.selection is not None:
            self._scope.finished.difference_update(card_ids)
            card_ids = [card_id for card_id in card_ids if card_id in self._scope.chosen]
        if not card_ids:
            return
        self._queue.drop(card_ids)
        if self._current is not None and self._current.id not in card_ids:
            self._front.append(self._current.id)
        self._current = None
        self._front = [card for card in self._front if card not in card_ids]
        self._front.extend(card_ids)
        self._vanished = []
        if step.answered and self._alone.issuperset(review for _, review, _ in step.reviews):
            self._stale = self._stale_before_undo  # the queue is again what it was

    def repeated(self, step: Step) -> None:
        """Put away again the cards whose answers a redo has just given back."""
        if not step.answered:
            return
        card_ids = step.cards
        self.done += sum(review_id in self._given for _, review_id, _ in step.reviews)
        self._front = [card for card in self._front if card not in card_ids]
        if self._current is not None and self._current.id in card_ids:
            self._current = None
        self._stale = True
        if self._scope.selection is not None:
            self._scope.finished.update(card_ids)

    def _changed(self, changes: Changes) -> None:
        """Note that the queue may be out of date: it is gathered anew before it is used again, so
        that it counts what the deck tree counts."""
        if self._answering == threading.get_ident():
            return
        self._writes += 1
        self._ready = {}
        self._came = self._came or changes.merged
        if changes.undone:
            self._stale_before_undo = self._stale
        if changes.plans:  # what an answer leads to may be another day
            self._outdated = True
        if changes.cards or changes.notes or changes.decks or changes.presets:
            # May run in the thread of an import, so the card itself is read by ``next``.
            self._stale = self._outdated = True
            self._scope.load = None
        if changes.decks or changes.presets:
            self._decks_outdated = True


def _subscribe_weakly(store: Store, session: StudySession) -> Callable[[], None]:
    """Let a session hear of changes for as long as somebody holds it."""
    held = weakref.ref(session)

    def hear(changes: Changes) -> None:
        found = held()
        if found is not None:
            found._changed(changes)

    stop = store.subscribe(hear, early=True)  # before the window asks what is to be asked now
    weakref.finalize(session, stop)
    return stop
