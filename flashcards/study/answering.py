"""Records the learner's answer and plans the card's next appearance."""

from datetime import datetime, timedelta

from flashcards.model.cards import Card
from flashcards.model.enums import Quality, ReviewKind
from flashcards.model.errors import UserError
from flashcards.model.ids import ReviewId, VersionId
from flashcards.model.reviews import Review
from flashcards.scheduling.days import day_of_ms, due_ms, from_ms, moment_ms
from flashcards.scheduling.protocol import Load, Scheduler, occasion_at
from flashcards.store import cards, reviews
from flashcards.store.store import Store

LABEL = "Answer card"
DRILL_DONE = Quality.GOOD
"""A drill ends with the first answer of this quality or better."""


def answer(
    store: Store,
    scheduler: Scheduler,
    version_id: VersionId,
    day_start_minutes: int,
    card: Card,
    quality: Quality,
    now: datetime,
    taken_ms: int,
    *,
    drilled: bool,
    load: Load | None = None,
) -> Review:
    """Record an answer given ``now`` (aware, local) and return its row of the log.

    It is on disk when this returns. ``drilled``: the card was shown as a same-day drill, so the row
    is logged and the schedule left alone, even past midnight. Raises UserError, with nothing
    recorded, when the card is no longer as it was shown.
    """
    at_ms = moment_ms(now)
    offset = int((now.utcoffset() or timedelta()) // timedelta(minutes=1))
    today = day_of_ms(at_ms, offset, day_start_minutes)
    before = card.memory
    with store.writing(LABEL) as conn:
        deck_id = cards.deck_if_unchanged(conn, card)
        if deck_id is None:
            raise UserError("This card was changed meanwhile.", "It is shown again as it is now.")
        if drilled:
            kind, interval = ReviewKind.DRILL, before.interval_minutes
            pending = None if quality >= DRILL_DONE else card.drill_day
            cards.set_drilled(conn, card.id, pending, at_ms)
        else:
            occasion = occasion_at(now, day_start_minutes, card.last_review_at, card.id, load)
            outcome = scheduler.review(before, quality, occasion)
            kind, interval = ReviewKind.ANSWER, outcome.memory.interval_minutes
            cards.set_answered(
                conn,
                cards.memory_row(
                    outcome.memory,
                    due_ms(at_ms, offset, interval, day_start_minutes),
                    at_ms,
                    today if outcome.drill else None,
                    at_ms,
                    card.id,
                ),
            )
        review_id = store.next_review_id(conn)
        row = (
            card.id, review_id, at_ms, offset, int(kind), int(quality), taken_ms,
            version_id, interval, None,
        )  # fmt: skip
        reviews.add(conn, row, (today, deck_id, reviews.phase_of(before.interval_minutes)))
    return Review(
        ReviewId(review_id), card.id, from_ms(at_ms), offset, kind, quality, taken_ms,
        version_id, interval,
    )  # fmt: skip
