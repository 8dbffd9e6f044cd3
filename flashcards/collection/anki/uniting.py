"""Unites what was learnt there and here of cards that are here already."""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from flashcards.collection.anki.decks import home_of
from flashcards.collection.anki.entries import History, Standing, history, last_moments, usable
from flashcards.collection.anki.keeping import KeptCard
from flashcards.collection.anki.standing import SUSPENDED, standings
from flashcards.collection.anki.under_way import Known, UnderWay
from flashcards.collection.files.checking import replay_cards
from flashcards.collection.plans.holidays import keep_free
from flashcards.model.enums import CardState, ReviewKind
from flashcards.scheduling.replay import effective
from flashcards.store import cards, derived, reviews, verify
from flashcards.store.cards import Facts

_COUNTED = (ReviewKind.ANSWER, ReviewKind.DRILL)
_FLAGS = 7
_BY_HAND = (4, 5)
"""Types of rows that are no answers."""
_MOVED_MS = 60_000


class Pair(NamedTuple):
    """A card of Anki's that is here."""

    card_id: int
    known: Known
    before: KeptCard | None
    """How it stood there when it came last."""


def unite(state: UnderWay, pairs: Sequence[Pair]) -> set[int]:
    """Bring in what happened there since; return the ids of the cards that something changed of.

    Rows of the log that are not here come in, by card and moment. Where they are newer than all
    that happened here, the card stands as there; else it is reckoned anew, so that answers given
    here count. Suspension, flag and deck follow where nobody changed them here.
    """
    if not state.choices.with_learning:
        return set()
    conn, ids = state.conn, [pair.card_id for pair in pairs]
    moments, facts = reviews.moments_of(conn, ids), cards.facts_of(conn, ids)
    found = missing(state, pairs, moments, facts)
    learnt = list(dict.fromkeys(found.rows[:, 0].tolist()))
    homes = _homes(state, pairs, facts)
    before = derived.totals_of(conn, {*learnt, *homes})
    changed = _take_facts(state, pairs, facts, homes)
    reviews.add_from_elsewhere(conn, found.rows, found.memories)
    step = state.work.step
    derived.shift_totals(conn, step, before, derived.totals_of(conn, {*learnt, *homes}))
    follow(state, learnt)
    return changed.union(learnt)


def missing(
    state: UnderWay,
    pairs: Sequence[Pair],
    moments: Mapping[int, Collection[int]],
    facts: Mapping[int, Facts],
) -> History:
    """Return the rows of the cards' logs that are not here, by their ``moments`` here."""
    there = [pair.known.card for pair in pairs]
    met = [moments.get(pair.card_id, ()) for pair in pairs]
    log = usable(state, state.logs.of([card.id for card in there]))
    rows = zip(log.owner.tolist(), log.at_ms.tolist(), log.type.tolist(), strict=True)
    new = log.where(
        np.array([not _is_here(at, kind, met[place]) for place, at, kind in rows], bool)
    )
    last, newest = last_moments(log, len(pairs)), last_moments(new, len(pairs))
    stand = standings(there, state.source, last)
    bare = [
        not each and facts[pair.card_id].state is CardState.NEW
        for pair, each in zip(pairs, met, strict=True)
    ]
    newer = newest > np.array([max(each, default=0) for each in met], np.int64)
    told = np.where(newest > 0, newer, np.array(bare, bool) & stand.learnt)
    after = np.where(last > 0, last, np.array([card.id for card in there], np.int64))
    ids = np.array([pair.card_id for pair in pairs], np.int64)
    return history(state, new, ids, Standing(stand, told, after))


def _is_here(at_ms: int, kind: int, met: Collection[int]) -> bool:
    """Whether a row is here, by the moments ``met`` of the card.

    Many cards are set by hand at one moment. There each row has a moment of its own, so that an
    export moves them by a little.
    """
    if at_ms in met:
        return True
    return kind in _BY_HAND and any(0 < at_ms - each < _MOVED_MS for each in met)


def _homes(state: UnderWay, pairs: Sequence[Pair], facts: Mapping[int, Facts]) -> dict[int, int]:
    """Return the deck (id) of each card that was moved there and not here."""
    found = {}
    for card_id, (card, *_), before in pairs:
        if before is None:
            continue
        was = home_of(state.decks.source, before.deck_id, before.home_deck_id)
        now = home_of(state.decks.source, card.deck_id, card.home_deck_id)
        if was != now and state.decks.known(was) == facts[card_id].deck_id:
            found[card_id] = state.decks.home(now)
    return found


def _take_facts(
    state: UnderWay,
    pairs: Sequence[Pair],
    facts: Mapping[int, Facts],
    homes: Mapping[int, int],
) -> set[int]:
    """Move, suspend and flag cards as it was done there; return the ids of those."""
    conn, now_ms = state.conn, state.work.now_ms
    for deck_id in set(homes.values()):
        cards.move(conn, [card for card, home in homes.items() if home == deck_id], deck_id, now_ms)
    changed = set(homes)
    for card_id, (card, *_), before in pairs:
        if before is None:
            continue
        here = facts[card_id]
        was, now = before.queue == SUSPENDED, card.queue == SUSPENDED
        if was != now and here.suspended == was:
            cards.suspend(conn, [card_id], now, now_ms)
            changed.add(card_id)
        flagged, flag = before.flags & _FLAGS, card.flags & _FLAGS
        if flagged != flag and here.flag == flagged:
            cards.flag(conn, [card_id], flag, now_ms)
            changed.add(card_id)
    return changed


def follow(state: UnderWay, card_ids: Sequence[int]) -> None:
    """Bring cards to where their united logs lead, but not into a holiday."""
    if not card_ids:
        return
    conn = state.conn
    logs = dict(verify.log_by_card(conn, card_ids))
    verify.set_replayed(conn, list(replay_cards(conn, card_ids, logs).items()))
    for card_id, rows in logs.items():
        cards.set_answers(conn, card_id, sum(row[3] in _COUNTED for row in effective(rows)))
    keep_free(conn, card_ids)
