"""Corrects a card's past: another rating, a review struck or put back; the card follows."""

from collections.abc import Sequence
from dataclasses import dataclass

from flashcards.collection.files.checking import replay_cards
from flashcards.collection.plans.holidays import keep_free
from flashcards.model.enums import Quality, ReviewKind
from flashcards.model.errors import UserError
from flashcards.model.ids import ReviewId
from flashcards.model.messages import message
from flashcards.model.reviews import Review
from flashcards.scheduling.days import moment_ms
from flashcards.scheduling.replay import (
    LogRow,
    effective,
    in_order,
    log_row,
    place_of,
    rows_that_do_not_count,
)
from flashcards.store import cards, derived, reviews, verify
from flashcards.store.operation import operation
from flashcards.store.reviews import ReviewRow
from flashcards.store.store import Connection, Store
from flashcards.store.undo import TotalsDelta

_ANSWERS = (ReviewKind.ANSWER, ReviewKind.DRILL)
_MARKS = (ReviewKind.STRUCK, ReviewKind.UNSTRUCK)


@dataclass(frozen=True, slots=True)
class Past:
    """Every row of a card's log, and which of them are struck."""

    rows: dict[ReviewId, Review]
    struck: frozenset[int]

    def review(self, review_id: int) -> Review:
        """Return a row that can be ignored; raise UserError when there is none of this id."""
        found = self.rows.get(ReviewId(review_id))
        if found is None or found.kind in _MARKS:
            raise UserError(
                message("This review does not exist."), message("Open the card’s history again.")
            )
        return found

    def standing_at(self, place: int) -> list[Review]:
        """Return the answers that count now at the place of the review ``place``."""
        standing = (row for row in self.rows.values() if row.id not in self.struck)
        return [
            row for row in standing if row.kind not in _MARKS and place_of(log_row(row)) == place
        ]


def past_of(rows: Sequence[Review]) -> Past:
    """Return a card's past from every row of its log."""
    struck = rows_that_do_not_count(in_order(map(log_row, rows)))
    return Past({row.id: row for row in rows}, frozenset(struck))


def correct(store: Store, card_id: int, review_id: int, quality: Quality) -> None:
    """Give an answer of the past another quality; the first one stays in the log, struck.

    What came after it is reckoned anew. Raises UserError for what is no answer, or does not count.
    """
    with store.writing(message("Correct rating")) as conn:
        past = past_of(reviews.of_cards(conn, [card_id]))
        wrong = past.review(review_id)
        if wrong.kind is not ReviewKind.ANSWER:
            raise UserError(
                message("Only answers that count for the schedule can be corrected."),
                message("Other rows of the history can be ignored."),
            )
        if wrong.id in past.struck:
            raise UserError(message("This answer is ignored."), message("Restore it first."))
        if wrong.quality is quality:
            return
        before = derived.totals_of(conn, [card_id])
        reviews.mark_older(conn, [(card_id, wrong.id, wrong.version_id, True)])
        right: ReviewRow = (
            card_id, store.next_review_id(conn), moment_ms(wrong.at), wrong.offset_minutes,
            int(ReviewKind.ANSWER), int(quality), wrong.taken_ms, wrong.version_id,
            wrong.interval_minutes, place_of(log_row(wrong)),
        )  # fmt: skip
        planned = _interval_at(conn, card_id, right)
        reviews.append(conn, [(*right[:8], planned, right[9])])
        _follow(conn, card_id, before)


def strike(store: Store, card_id: int, review_id: int) -> None:
    """Leave a review out of the reckoning; it stays in the log and can be restored."""
    with store.writing(message("Ignore review")) as conn:
        past = past_of(reviews.of_cards(conn, [card_id]))
        found = past.review(review_id)
        if found.id in past.struck:
            return
        before = derived.totals_of(conn, [card_id])
        reviews.mark_older(conn, [(card_id, found.id, found.version_id, True)])
        _follow(conn, card_id, before)


def restore(store: Store, card_id: int, review_id: int) -> None:
    """Let a struck review count again, in place of a correction that stands for it."""
    with store.writing(message("Restore review")) as conn:
        past = past_of(reviews.of_cards(conn, [card_id]))
        found = past.review(review_id)
        if found.id not in past.struck:
            return
        before = derived.totals_of(conn, [card_id])
        marks = [
            (card_id, other.id, other.version_id, True)
            for other in past.standing_at(place_of(log_row(found)))
        ]
        reviews.mark_older(conn, [*marks, (card_id, found.id, found.version_id, False)])
        _follow(conn, card_id, before)


def _interval_at(conn: Connection, card_id: int, row: ReviewRow) -> int:
    """Return the interval that a corrected answer leads to, from what came before it."""
    corrected: LogRow = (row[1], row[2], row[3], row[4], row[5], row[7], row[8], row[9])
    log = effective([*map(log_row, reviews.of_cards(conn, [card_id])), corrected])
    until = log[: log.index(corrected) + 1]
    return replay_cards(conn, [card_id], {card_id: until})[card_id].memory.interval_minutes


def _follow(conn: Connection, card_id: int, before: list[TotalsDelta]) -> None:
    """Bring a card and the daily totals to where its log leads now, but not into a holiday."""
    work = operation(conn)
    derived.shift_totals(conn, work.step, before, derived.totals_of(conn, [card_id]))
    replayed = replay_cards(conn, [card_id])[card_id]
    verify.set_replayed(conn, [(card_id, replayed)])
    keep_free(conn, [card_id])
    past = past_of(reviews.of_cards(conn, [card_id]))
    answers = [
        row for row in past.rows.values() if row.kind in _ANSWERS and row.id not in past.struck
    ]
    cards.set_answers(conn, card_id, len(answers))
