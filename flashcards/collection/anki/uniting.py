"""Unites what was learnt there and here of cards that are here already."""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from flashcards.collection.anki.adding import Known, entries_of
from flashcards.collection.anki.keeping import KeptCard
from flashcards.collection.anki.logs import rows_of
from flashcards.collection.anki.standing import SUSPENDED, standing
from flashcards.collection.anki.under_way import UnderWay
from flashcards.collection.files.checking import replay_cards
from flashcards.collection.plans.holidays import keep_free
from flashcards.model.cards import Memory
from flashcards.model.enums import CardState, ReviewKind
from flashcards.scheduling.replay import effective
from flashcards.store import cards, derived, reviews, verify
from flashcards.store.cards import Facts
from flashcards.store.reviews import ReviewRow

_COUNTED = (ReviewKind.ANSWER, ReviewKind.DRILL)
_FLAGS = 7
_Rows = list[tuple[ReviewRow, Memory | None]]


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
    rows: _Rows = []
    for pair in pairs:
        met = moments.get(pair.card_id, set())
        rows += _rows_of(state, pair, met, facts[pair.card_id].state)
    learnt = list(dict.fromkeys(row[0] for row, _ in rows))
    homes = _homes(state, pairs, facts)
    before = derived.totals_of(conn, {*learnt, *homes})
    changed = _take_facts(state, pairs, facts, homes)
    reviews.add_from_elsewhere(conn, rows)
    step = state.work.step
    derived.shift_totals(conn, step, before, derived.totals_of(conn, {*learnt, *homes}))
    _follow(state, learnt)
    return changed.union(learnt)


def _rows_of(state: UnderWay, pair: Pair, met: Collection[int], stood: CardState) -> _Rows:
    """Return the rows of a card's log that are not among the moments ``met`` here."""
    known = pair.known
    missing = [row for row in known.log if row.id not in met]
    if not missing and (met or stood is not CardState.NEW):
        return []
    entries = entries_of(state, missing)
    last = known.log[-1].id if known.log else None
    now = standing(known.card, state.source, last)
    newer = bool(missing) and missing[-1].id > max(met, default=0)
    learnt = now.memory.state is not CardState.NEW
    stands = None
    if newer if missing else learnt:
        stands = state.numbers.after(last or known.card.id), now
    return list(rows_of(pair.card_id, entries, stands, state.version_id, state.source.offset_at))


def _homes(state: UnderWay, pairs: Sequence[Pair], facts: Mapping[int, Facts]) -> dict[int, int]:
    """Return the deck (id) of each card that was moved there and not here."""
    found = {}
    for card_id, (card, *_), before in pairs:
        if before is None:
            continue
        was = before.home_deck_id or before.deck_id
        now = card.home_deck_id or card.deck_id
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


def _follow(state: UnderWay, card_ids: Sequence[int]) -> None:
    """Bring cards to where their united logs lead, but not into a holiday."""
    if not card_ids:
        return
    conn = state.conn
    logs = dict(verify.log_by_card(conn, card_ids))
    verify.set_replayed(conn, list(replay_cards(conn, card_ids, logs).items()))
    for card_id, rows in logs.items():
        cards.set_answers(conn, card_id, sum(row[3] in _COUNTED for row in effective(rows)))
    keep_free(conn, card_ids)
