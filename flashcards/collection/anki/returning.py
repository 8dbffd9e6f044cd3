"""Brings cards that were deleted here back as what they were, with all that was learnt."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np

from flashcards.collection.anki.standing import Standings, standings, unlearnt
from flashcards.collection.anki.under_way import Known, UnderWay
from flashcards.collection.anki.uniting import Pair, follow, missing
from flashcards.model.enums import ReviewKind
from flashcards.model.notes import NoteType
from flashcards.scheduling.replay import effective
from flashcards.store import binned, cards, derived, reviews, taking_in, verify
from flashcards.store.fields import uids
from flashcards.store.revisions import KIND
from flashcards.store.schema import FIELD_SEPARATOR


class _Returning(NamedTuple):
    card_id: int
    """The id that the card had before it was deleted."""
    known: Known
    place: tuple[int, int, int, int, int]
    """Note, deck, template, ordinal, seed."""


class Former:
    """Cards of some notes (by guid) that were here before, gathered to come back at once.

    Those of which nothing counts are not among them, as after an import was taken back.
    """

    def __init__(self, state: UnderWay, guids: Sequence[str]) -> None:
        self._state, self._guids = state, guids
        found = taking_in.former_ids(state.conn, guids)
        self._moments = _moments(state, list(found.values()))
        self._ids = {name: at for name, at in found.items() if at in self._moments}
        self._taken = set(state.back.cards)
        self._back: list[_Returning] = []
        self._names: list[str] = []

    def take(self, guid: str, known: Known, place: tuple[int, int, int, int, int]) -> bool:
        """Take a card if it was here before; return whether it was."""
        name = guid, known.template_uid, known.ordinal
        self._names.append(f"{guid}/{known.template_uid}/{known.ordinal}")
        card_id = self._ids.pop(name, None)
        if card_id is None or card_id in self._taken:  # it was known by several names
            return False
        self._taken.add(card_id)
        self._back.append(_Returning(card_id, known, place))
        return True

    def write(self) -> bool:
        """Write the cards taken, once their notes are here; return whether there are any.

        They stand where their logs, united with those that come, lead to.
        """
        state, conn, ids = self._state, self._state.conn, [each.card_id for each in self._back]
        if ids:
            before = derived.totals_of_gone(conn, ids)
            cards.revive(conn, self._rows())
            if state.choices.with_learning:
                self._unite(ids)
            follow(state, ids)
            derived.shift_totals(conn, state.work.step, before, derived.totals_of(conn, ids))
        state.back.cards += ids
        if binned.entries_with_notes(conn, self._guids):
            state.back.notes += self._guids
            state.back.names += self._names
        return bool(ids)

    def _rows(self) -> list[tuple[object, ...]]:
        """Return the columns that ``cards.revive`` wants."""
        state = self._state
        pasts = taking_in.pasts_in_bin(state.conn, self._names)
        stand, buried = self._standings(), state.source.learner_today + 1
        facts = zip(
            stand.position.tolist(), stand.suspended.tolist(), stand.buried.tolist(),
            stand.flag.tolist(), strict=True,
        )  # fmt: skip
        return [
            (
                card_id, *place[:4], position, int(suspended), buried if is_buried else None, flag,
                place[4], 0, *pasts.get(card_id, (None, None)), state.work.now_ms,
            )
            for (card_id, _, place), (position, suspended, is_buried, flag) in zip(
                self._back, facts, strict=True
            )
        ]  # fmt: skip

    def _standings(self) -> Standings:
        state, there = self._state, [each.known.card for each in self._back]
        if not state.choices.with_learning:
            return unlearnt(there)
        return standings(there, state.source, np.zeros(len(there), np.int64))

    def _unite(self, ids: Sequence[int]) -> None:
        conn = self._state.conn
        pairs = [Pair(each.card_id, each.known, None) for each in self._back]
        found = missing(self._state, pairs, self._moments, cards.facts_of(conn, ids))
        reviews.add_from_elsewhere(conn, found.rows, found.memories)


def finish(state: UnderWay) -> None:
    """Take out of the bin what is here again: once for all, since the bin may be long."""
    back = state.back
    if back.notes or back.cards:
        taking_in.out_of_bin(state.conn, back.notes, back.cards, back.names)


def keep_texts(state: UnderWay, fresh: Sequence[tuple[str, NoteType, Sequence[str]]]) -> None:
    """Keep what notes in the bin say in their history, where it is other than what comes.

    Notes that come are given by guid, type and texts.
    """
    conn, now = state.conn, state.work.now_ms
    if not binned.entries_with_notes(conn, [guid for guid, *_ in fresh]):
        return
    rows: list[tuple[object, ...]] = []
    for guid, kind, texts in fresh:
        if (body := binned.newest(conn, "notes", guid)) is None:
            continue
        comes = dict(zip(kind.field_uids, texts, strict=False))
        said = zip(uids(body["names"]), body["fields"].split(FIELD_SEPARATOR), strict=False)
        rows += [
            (KIND, guid, uid, text, now, now, state.work.device)
            for uid, text in said
            if text and uid in comes and comes[uid] != text
        ]
    taking_in.add(conn, "revisions", rows)


def _moments(state: UnderWay, card_ids: Sequence[int]) -> dict[int, Collection[int]]:
    """Return the moments (UTC ms) of all that counts of each card of which anything does."""
    found: dict[int, Collection[int]] = {}
    for card_id, rows in verify.log_by_card(state.conn, card_ids):
        counts = {row[1] for row in effective(rows) if row[3] <= ReviewKind.IMPORTED}
        if counts:
            found[card_id] = counts
    return found
