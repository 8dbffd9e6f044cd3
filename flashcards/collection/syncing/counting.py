"""Writes rows of the log that came, and brings the daily totals to what they come to."""

from collections.abc import Mapping

import numpy as np

from flashcards.collection.past.counting import Totals
from flashcards.store import derived, presets
from flashcards.store.operation import operation
from flashcards.store.schema import DELETED_DECK
from flashcards.store.store import Connection
from flashcards.store.syncing import log_rows, lookups
from flashcards.store.undo import TotalsDelta


def write(conn: Connection, taken: log_rows.Taken) -> None:
    """Append rows; count them where their cards lay before: what moves or goes is carried on."""
    step = operation(conn).step
    decks = lookups.decks_before(conn, step.number, taken.card_ids)
    homes = {card: decks.get(card, DELETED_DECK) for card in taken.begun}
    before = derived.totals_in(conn, homes)
    log_rows.write(conn, taken)
    after = derived.totals_in(conn, homes) + _totals_of_new(conn, taken, decks)
    derived.shift_totals(conn, step, before, after)


def _totals_of_new(
    conn: Connection, taken: log_rows.Taken, decks: Mapping[int, int]
) -> list[TotalsDelta]:
    """Return what the logs come to of cards of which there was none before."""
    rows = taken.table[~np.isin(taken.table[:, 0], [*taken.begun])]
    if not len(rows):
        return []
    cards, places = np.unique(rows[:, 0], return_inverse=True)
    homes = np.array([decks.get(card, DELETED_DECK) for card in cards.tolist()], np.int64)
    versions = presets.all_versions(conn)
    starts = np.zeros(max(versions) + 1, np.int64)
    for number, version in versions.items():
        starts[number] = version.day_start_minutes
    totals = Totals()
    totals.add(rows, homes[places], starts[rows[:, 7]])
    return totals.rows()
