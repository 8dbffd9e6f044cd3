"""Keeps the answers that were given to cards which are gone, so that statistics are whole."""

from itertools import islice

from flashcards.collection.anki.adding import entries_of
from flashcards.collection.anki.logs import rows_of
from flashcards.collection.anki.under_way import UnderWay
from flashcards.model.cards import Memory
from flashcards.store import cards, derived, reviews
from flashcards.store.reviews import ReviewRow

_BATCH = 2_000


def keep_answers(state: UnderWay) -> None:
    """Bring in the log of cards that a whole collection has no more, as far as it is not here.

    Each gets a number that no card here has had or will have.
    """
    if not (state.choices.with_learning and state.whole):
        return
    gone = state.logs.card_ids_but(state.met)
    if not gone:
        return
    known = reviews.standing_numbers(state.conn, state.device)
    waiting = iter(gone)
    while batch := list(islice(waiting, _BATCH)):
        _keep(state, batch, known)


def _keep(state: UnderWay, gone: list[int], known: set[int]) -> None:
    log: list[tuple[ReviewRow, Memory | None]] = []
    first = number = cards.next_never_used(state.conn, len(gone))
    for card_id in gone:
        rows = [row for row in state.logs.of(card_id) if state.numbers.plain(row.id) not in known]
        found = entries_of(state, rows)
        log += rows_of(number, found, None, state.version_id, state.source.offset_at)
        number += 1
    if not log:
        return
    reviews.bring(
        state.conn,
        (row for row, _ in log),
        [(row[1], reviews.memory_to_json(memory)) for row, memory in log if memory is not None],
    )
    step = state.work.step
    step.brought.append((first, number - 1, state.device))
    derived.shift_totals(
        state.conn, step, (), derived.totals_of_gone(state.conn, range(first, number))
    )
