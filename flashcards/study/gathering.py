"""Gathers the day's queue: which cards, in which order, within the limits."""

import heapq
from collections import deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice

from flashcards.model.enums import NewMix, ReviewOrder
from flashcards.model.presets import Options
from flashcards.store import deck_counts, decks, queues
from flashcards.store.decks import Deck
from flashcards.store.paces import most_endangered
from flashcards.store.queues import Today
from flashcards.store.store import Connection
from flashcards.store.strengths import weights_of
from flashcards.study.limits import Limits, limits_of
from flashcards.study.queue import Queue
from flashcards.study.selection import Effect, Selection
from flashcards.study.siblings import kept_apart

_CardOfNote = tuple[int, int]

MOST_LOOKED_AT = 1_000
"""Of so many due cards the log says which are the most endangered; of more, their intervals do."""


def studied_decks(conn: Connection, root: int | None) -> list[Deck]:
    """Return the deck ``root`` with its subdecks, or every deck for None."""
    found = decks.all_decks(conn)
    if root is None:
        return found
    top = next((deck.name for deck in found if deck.id == root), None)
    return [] if top is None else decks.subtree(conn, top)


def gather(
    conn: Connection, chosen: Sequence[Deck], options: Mapping[int, Options], today: Today
) -> Queue:
    """Return today's queue for ``chosen`` decks; ``options`` are those of each preset.

    Steps and drills come without limits; the limits of decks above those chosen hold too. Where the
    options bury siblings, one card of a note is asked: first one that is due, then a new one.
    """
    by_id: dict[int, Deck] = {deck.id: deck for deck in chosen}
    limits = limits_of(
        decks.all_decks(conn),
        options,
        deck_counts.answered_today(conn, today.day),
        today.day,
    )
    steps = [row for row in queues.steps(conn, today) if row[2] in by_id]
    first = options[chosen[0].preset_id] if chosen else Options()
    due = _due(conn, by_id, options, limits, today)
    new = list(_new(conn, chosen, limits, today, options))
    queue = Queue(new={card for card, _ in new})
    queue.main.extend(_mixed(due, new, first.new_mix))
    queue.add_steps((due_ms, card_id) for due_ms, card_id, _, _ in steps)
    queue.drills.extend(queues.drills(conn, list(by_id), today))
    return queue


def gather_from(
    conn: Connection,
    selection: Selection,
    finished: Collection[int],
    chosen: Sequence[Deck],
    today: Today,
) -> Queue:
    """Return a queue of the cards of ``selection`` in their order, as far as they can be asked.

    Of those ``finished`` only what is to be repeated today is left. Where answers move the
    schedule, cards at a step wait for their moment, and drills come after the rest.
    """
    deck_ids = [deck.id for deck in chosen]
    left = queues.waiting(conn, selection.cards, deck_ids, today, due_or_not=selection.due_or_not)
    queue = Queue()
    repeated: set[int] = set()
    if selection.effect is not Effect.NONE:
        queue.drills.extend(card for card in queues.drills(conn, deck_ids, today) if card in left)
        steps = [row for row in queues.steps(conn, today) if row[1] in left]
        queue.add_steps((due_ms, card_id) for due_ms, card_id, _, _ in steps)
        repeated.update(queue.drills, (row[1] for row in steps))
    left.difference_update(repeated, finished)
    queue.main = deque(card for card in selection.cards if card in left)
    queue.new = set(queues.new_among(conn, queue.main))
    return queue


def _due(
    conn: Connection,
    by_id: Mapping[int, Deck],
    options: Mapping[int, Options],
    limits: Limits,
    today: Today,
) -> list[_CardOfNote]:
    """Return the due cards the limits allow; stops reading when every limit is used up."""
    room = {deck_id: limits.room(deck.name, new=False) for deck_id, deck in by_id.items()}
    open_decks = {deck_id for deck_id, left in room.items() if left}
    if not open_decks:
        return []
    first = options[next(iter(by_id.values())).preset_id]
    burying = {deck_id for deck_id, deck in by_id.items() if options[deck.preset_id].bury_reviews}
    alone = len(by_id) == 1  # the common case, without a look at the tree for every card
    limit = sum(room.values())
    enough = limit if alone and not burying else -1
    if first.review_order is ReviewOrder.RETRIEVABILITY:
        rows = _most_endangered(conn, by_id, options, today, first.day_start_minutes)
    else:
        rows = queues.due_cards(conn, list(by_id), today, first.review_order, enough)
    if alone:
        asked = _one_a_note(rows) if burying else ((card, note) for card, _, note in rows)
        taken = list(islice(asked, limit))
        limits.count(next(iter(by_id.values())).name, 0, len(taken))
        return taken
    found: list[_CardOfNote] = []
    seen: set[int] = set()
    for card_id, deck_id, note_id in rows:
        if deck_id not in open_decks or (deck_id in burying and note_id in seen):
            continue
        if limits.take(by_id[deck_id].name, new=False):
            found.append((card_id, note_id))
            if burying:
                seen.add(note_id)
            continue
        open_decks.discard(deck_id)
        if not open_decks:
            break
    return found


def _most_endangered(
    conn: Connection,
    by_id: Mapping[int, Deck],
    options: Mapping[int, Options],
    today: Today,
    day_start_minutes: int,
) -> Iterator[tuple[int, int, int]]:
    """Yield due cards as (card, deck, note), the likeliest to be forgotten first.

    What is remembered is known from their log. Of many that are due those are looked at whose
    intervals are over for longest; the others come after them.
    """
    rows = queues.due_cards(conn, list(by_id), today, ReviewOrder.RETRIEVABILITY)
    looked_at = {row[0]: row for row in islice(rows, MOST_LOOKED_AT)}
    weights = {key: weights_of(options[deck.preset_id]) for key, deck in by_id.items()}
    order = most_endangered(conn, list(looked_at), weights, day_start_minutes, today.end_ms)
    yield from (looked_at[card] for card in order)
    yield from rows


def _one_a_note(rows: Iterator[tuple[int, int, int]]) -> Iterator[_CardOfNote]:
    """Yield the first card of each note out of rows of (card, deck, note)."""
    seen: set[int] = set()
    for card_id, _, note_id in rows:
        if note_id not in seen:
            seen.add(note_id)
            yield card_id, note_id


def new_cards(
    conn: Connection,
    chosen: Sequence[Deck],
    limits: Limits,
    today: Today,
    options: Mapping[int, Options],
) -> Iterator[int]:
    """Yield the new cards the limits allow after the due ones, those added first come first."""
    if any(room.within for room in limits.remaining.values()):
        _due(conn, {deck.id: deck for deck in chosen}, options, limits, today)
    return (card for card, _ in _new(conn, chosen, limits, today, options))


def _new(
    conn: Connection,
    chosen: Sequence[Deck],
    limits: Limits,
    today: Today,
    options: Mapping[int, Options],
) -> Iterator[_CardOfNote]:
    open_decks = {int(deck.id): deck for deck in chosen if limits.room(deck.name, new=True)}
    burying = {key for key, deck in open_decks.items() if options[deck.preset_id].bury_new}
    streams = []
    for key, deck in open_decks.items():
        # Where others of its notes may be passed over, more may be needed than there is room for.
        most = -1 if burying else limits.room(deck.name, new=True)
        order = options[deck.preset_id].new_order
        streams.append(queues.new_cards(conn, key, today, order, most, bury=key in burying))
    seen: set[int] = set()
    for _, card_id, note_id, deck_id in heapq.merge(*streams):
        if deck_id not in open_decks or (deck_id in burying and note_id in seen):
            continue
        if limits.take(open_decks[deck_id].name, new=True):
            seen.add(note_id)
            yield card_id, note_id
            continue
        del open_decks[deck_id]
        if not open_decks:
            break


def _mixed(due: list[_CardOfNote], new: list[_CardOfNote], mix: NewMix) -> list[int]:
    """Lay new cards before, after or evenly among the due ones, and siblings far apart."""
    if mix is NewMix.BEFORE:
        return kept_apart(new) + kept_apart(due)
    if mix is NewMix.AFTER:
        return kept_apart(due) + kept_apart(new)
    if not due or not new:
        return kept_apart(due or new)
    step = (len(due) + len(new)) / len(new)
    mixed: list[_CardOfNote] = []
    waiting = iter(due)
    placed = 0
    for place in range(len(due) + len(new)):
        if placed < len(new) and place >= int(placed * step + step / 2):
            mixed.append(new[placed])
            placed += 1
        else:
            card = next(waiting, None)
            mixed.append(new[placed] if card is None else card)
            placed += card is None
    return kept_apart(mixed)
