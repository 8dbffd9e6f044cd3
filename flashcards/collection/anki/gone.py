"""Keeps the answers that were given to cards which are gone, so that statistics are whole."""

from itertools import islice

import numpy as np

from flashcards.collection.anki import keeping
from flashcards.collection.anki.entries import history, usable
from flashcards.collection.anki.under_way import UnderWay
from flashcards.scheduling.columns import Integers
from flashcards.store import cards, derived, origins, reviews

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
    known = np.array(sorted(reviews.standing_numbers(state.conn, state.device)), np.int64)
    waiting = iter(gone)
    while batch := list(islice(waiting, _BATCH)):
        _keep(state, batch, known)


def _keep(state: UnderWay, gone: list[int], known: Integers) -> None:
    entries = usable(state, state.logs.of(gone))
    entries = entries.where(~np.isin(state.numbers.plain(entries.at_ms), known))
    if not len(entries.owner):
        return
    first = cards.next_never_used(state.conn, len(gone))
    ids = np.arange(first, first + len(gone))
    found = history(state, entries, ids)
    reviews.bring(state.conn, found.rows, found.memories)
    kept = {"first": first, "ids": gone, "log": keeping.gone_log(gone, entries)}
    origins.keep_options(state.conn, "gone", f"{state.device}-{first}", kept, state.work.now_ms)
    step = state.work.step
    step.brought.append((first, first + len(gone) - 1, state.device))
    derived.shift_totals(
        state.conn, step, (), derived.totals_of_gone(state.conn, range(first, first + len(gone)))
    )
