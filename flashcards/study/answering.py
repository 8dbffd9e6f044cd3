"""Records the learner's answer and plans the card's next appearance."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from flashcards.model.cards import Card
from flashcards.model.enums import CardState, LeechAction, Quality, ReviewKind
from flashcards.model.errors import UserError
from flashcards.model.ids import ReviewId
from flashcards.model.messages import message
from flashcards.model.presets import Options, Preset
from flashcards.model.reviews import Review
from flashcards.scheduling.days import day_of_ms, due_ms, from_ms, moment_ms, offset_minutes_of
from flashcards.scheduling.protocol import Load, Outcome, Scheduler, occasion_at
from flashcards.store import cards, notes, queues, reviews
from flashcards.store.log_order import stand_last
from flashcards.store.queues import Today
from flashcards.store.store import Connection, Store

if TYPE_CHECKING:
    from flashcards.study.active_plans import Heeded

LABEL = message("Answer card")
DRILL_DONE = Quality.GOOD
"""A drill ends with the first answer of this quality or better."""
LEECH_TAG = "leech"


@dataclass(frozen=True, slots=True)
class Answered:
    """What an answer led to."""

    review: Review
    due_ms: int | None
    """When the card falls due by it (UTC ms); None for a drill, which moves nothing."""
    drill: bool
    """Whether the card is to be asked again today, its schedule left alone."""
    leech: bool = False
    """Whether it became a leech."""
    suspended: bool = False
    buried: tuple[int, ...] = ()
    """Other cards of its note, put off until tomorrow."""


def answer(
    store: Store,
    scheduler: Scheduler,
    preset: Preset,
    today: Today,
    card: Card,
    quality: Quality,
    now: datetime,
    taken_ms: int,
    *,
    drilled: bool,
    load: Load | None = None,
    heeded: Sequence["Heeded"] = (),
    spared: Container[int] = (),
) -> Answered:
    """Record an answer given ``now`` (aware, local); it is on disk when this returns.

    ``today`` is the day the card's siblings are to be put off from. ``drilled``: the card was
    shown as a drill, so the row is logged and the due date left alone, even past midnight. Plans
    that are ``heeded`` may move the card on; ``spared`` cards are not put off. Raises UserError,
    with nothing recorded, when the card is no longer as it was shown.
    """
    options = preset.options
    at_ms, offset = moment_ms(now), offset_minutes_of(now)
    day = day_of_ms(at_ms, offset, options.day_start_minutes)
    before, kind, interval = card.memory, ReviewKind.DRILL, card.memory.interval_minutes
    occasion = occasion_at(
        now, options.day_start_minutes, card.last_review_at, card.seed, None if drilled else load
    )
    due: int | None = None
    leech = False
    buried: tuple[int, ...] = ()
    with store.writing(LABEL) as conn:
        deck_id = cards.deck_if_unchanged(conn, card)
        if deck_id is None:
            raise UserError(
                message("This card has changed since."),
                message("It is shown again as it is now."),
            )
        if drilled:
            drill = quality < DRILL_DONE
            known = scheduler.after_drill(before, quality, occasion)
            cards.set_drilled(conn, card.id, card.drill_day if drill else None, known)
        else:
            outcome = scheduler.review(before, quality, occasion)
            drill, kind = outcome.drill, ReviewKind.ANSWER
            interval = outcome.memory.interval_minutes
            due = due_ms(at_ms, offset, interval, options.day_start_minutes)
            pending = day if drill else None
            row = cards.memory_row(outcome.memory, due, at_ms, pending, card.id)
            cards.set_answered(conn, row)
            if outcome.memory.lapses > before.lapses:
                leech = _mind_leech(conn, card, outcome, options, at_ms)
            buried = _bury_siblings(conn, card, today, at_ms, spared)
        stand_last(conn, [card.id], at_ms)
        review_id = store.next_review_id(conn)
        entry = (
            card.id, review_id, at_ms, offset, int(kind), int(quality), taken_ms,
            preset.version_id, interval, None,
        )  # fmt: skip
        standing = reviews.standing_interval(conn, card.id)
        reviews.add(conn, entry, (day, deck_id, reviews.phase_of(standing)))
        if heeded and not drilled:
            from flashcards.study.active_plans import Given, heed

            given = Given(card, deck_id, outcome.memory, quality, now, options, scheduler)
            due = heed(conn, heeded, given, preset.version_id) or due
    review = Review(
        ReviewId(review_id), card.id, from_ms(at_ms), offset, kind, quality, taken_ms,
        preset.version_id, interval,
    )  # fmt: skip
    suspended = leech and options.leech_action is LeechAction.SUSPEND
    return Answered(review, due, drill, leech, suspended, buried)


def _mind_leech(
    conn: Connection, card: Card, outcome: Outcome, options: Options, now_ms: int
) -> bool:
    """Tag or suspend a card whose lapse made it a leech, as the options ask for."""
    from flashcards.scheduling.leeches import became_leech

    if not became_leech(card.memory.lapses, outcome.memory.lapses, options.leech_lapses):
        return False
    if options.leech_action is LeechAction.TELL:
        return True
    note = notes.get_notes(conn, [card.note_id])[0]
    if LEECH_TAG not in (tag.casefold() for tag in note.tags):
        tags = sorted((*note.tags, LEECH_TAG), key=str.casefold)  # as everywhere else
        notes.retag(conn, [(" ".join(tags), now_ms, note.id)])
    if options.leech_action is LeechAction.SUSPEND:
        cards.suspend(conn, [card.id], True, now_ms)
    return True


def _bury_siblings(
    conn: Connection,
    card: Card,
    today: Today,
    now_ms: int,
    spared: Container[int],
) -> tuple[int, ...]:
    """Put off until tomorrow the other cards of the note that would be asked today.

    Whether a card is put off is for the options of its own deck to say. A due card is put off by a
    due one only: were it by a new one, what is asked today would depend on the order, and no count
    could promise it.
    """
    was_due = card.memory.state is not CardState.NEW and card.memory.interval_days >= 1
    siblings = queues.siblings(conn, card.id, card.note_id, today, due=was_due)
    found = [card_id for card_id in siblings if card_id not in spared]
    if found:
        cards.bury(conn, found, today.day + 1, now_ms)
    return tuple(found)
