"""Judges the past of cards by other rules: first as a preview, then for good."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from flashcards.collection.decks.options import checked
from flashcards.collection.decks.organising import required_deck, required_preset
from flashcards.collection.files.checking import schedulers
from flashcards.collection.plans.holidays import keep_free
from flashcards.model.ids import PresetId, VersionId
from flashcards.model.messages import message
from flashcards.model.presets import Options
from flashcards.model.reviews import DAYS_AHEAD, ReplayPreview
from flashcards.scheduling.days import LATEST_MS, day_start, learner_day, moment_ms
from flashcards.scheduling.protocol import Scheduler
from flashcards.scheduling.registry import scheduler_for
from flashcards.scheduling.replay import Past, replay_rows
from flashcards.store import cards, decks, presets, replays, reviews, verify
from flashcards.store.operation import Progress, course, operation
from flashcards.store.store import Connection, Store

if TYPE_CHECKING:
    from flashcards.scheduling.columns import Flags, Integers

_BATCH = 500
_TO_BE = VersionId(-1)
"""Stands for the rules being tried, which need no version of their own until they are applied."""


@dataclass(frozen=True, slots=True)
class _Rules:
    """Which decks are judged by which options."""

    deck_ids: frozenset[int]
    options: Options
    version_id: VersionId


@dataclass(frozen=True, slots=True)
class _Verdicts:
    """Cards and where the rules leave them, in columns: there may be a hundred thousand."""

    card_ids: Sequence[int]
    due_ms: Sequence[int | None]
    columns: tuple[Sequence[object], ...]
    """What the row of a card keeps of a replay, ``due_ms`` being one of them."""


def preview(
    store: Store, deck: str | None, options: Options | None, progress: Progress | None = None
) -> ReplayPreview:
    """Return what would change if the past of a deck's cards were judged by its options.

    ``deck`` is meant with its subdecks, None for all; ``options`` are tried in place of those
    the deck's preset has. Nothing is written.
    """
    import numpy as np

    now = store.now()
    with store.looking(progress) as conn:
        cards = replays.card_columns(conn)
        after = cards[:, 2].copy()
        concerned = np.zeros(len(cards), dtype=bool)
        answered = 0
        for rules in _rules(conn, deck, options):
            concerned |= np.isin(cards[:, 1], list(rules.deck_ids))
            for found in _judged(conn, rules, cards, now):
                answered += len(found.card_ids)
                places = np.searchsorted(cards[:, 0], found.card_ids)
                after[places] = [_or(due_ms) for due_ms in found.due_ms]
    return _counted(cards, after, concerned & (cards[:, 3] == 0), answered, now, options)


def apply(
    store: Store, deck: str | None, options: Options | None, progress: Progress | None = None
) -> int:
    """Judge the past of a deck's cards by its options from now on; return how many cards moved.

    ``options`` become those of the deck's preset. What would come to be due in a holiday is moved
    out of it. One step, which undo takes back whole. Raises
    CancelledError, with nothing changed, when ``progress`` says stop.
    """
    with store.writing(message("Reschedule past reviews"), progress=progress) as conn:
        work = operation(conn)
        if options is not None and deck is not None:
            _set_options(conn, deck, options, work.now_ms)
        cards = replays.card_columns(conn)
        due = dict(zip(cards[:, 0].tolist(), cards[:, 2].tolist(), strict=True))
        moved: set[int] = set()
        for rules in _rules(conn, deck, None):
            rules = replace(rules, version_id=presets.version_for(conn, rules.options))
            for found in _judged(conn, rules, cards, work.now):
                pairs = zip(found.card_ids, found.due_ms, strict=True)
                moved.update(card_id for card_id, due_ms in pairs if due[card_id] != _or(due_ms))
                replays.set_judged(
                    conn, found.columns, rules.version_id, work.now_ms, found.card_ids
                )
        keep_free(conn, moved)
    return len(moved)


def _set_options(conn: Connection, deck: str, options: Options, now_ms: int) -> None:
    preset = required_preset(conn, required_deck(conn, deck).preset_id)
    changes = {name: getattr(options, name) for name in Options.__dataclass_fields__}
    presets.set_options(conn, preset, checked(preset.options, changes), now_ms)


def _rules(conn: Connection, deck: str | None, options: Options | None) -> list[_Rules]:
    """Return by which options the decks below ``deck`` are judged."""
    if deck is None:
        chosen = decks.all_decks(conn)
        tried = None
    else:
        top = required_deck(conn, deck)
        chosen = decks.subtree(conn, top.name)
        tried = top.preset_id
    known = {preset.id: preset.options for preset in presets.all_presets(conn)}
    if options is not None and tried is not None:
        known[tried] = options
    by_preset: dict[PresetId, set[int]] = {}
    for one in chosen:
        by_preset.setdefault(one.preset_id, set()).add(one.id)
    return [
        _Rules(frozenset(ids), known[key], presets.known_version(conn, known[key]) or _TO_BE)
        for key, ids in by_preset.items()
    ]


def _judged(
    conn: Connection, rules: _Rules, cards: "Integers", now: datetime
) -> Iterator[_Verdicts]:
    """Yield, some at a time, the cards of these decks that were answered, and where they stand."""
    import numpy as np

    from flashcards.scheduling.judging import can_judge, judge

    scheduler, tick = scheduler_for(rules.options), course(conn).tick
    mine = cards[np.isin(cards[:, 1], list(rules.deck_ids)), 0]
    odd = np.array(sorted(replays.odd_cards(conn)), dtype=np.int64)
    log = replays.log_columns(conn)
    log = log[np.isin(log[:, 0], mine)]
    tick(0, len(log))
    if can_judge(scheduler):
        plain = log[~np.isin(log[:, 0], odd)]
        tick(0, len(log))
        found = judge(scheduler, plain, rules.options.day_start_minutes, course(conn).ask)
        tick(0, len(log))
        slow = np.intersect1d(mine, odd)
        due_ms, last_ms = found.due_ms.tolist(), found.last_ms.tolist()
        drills = [None if day < 0 else day for day in found.drill_days.tolist()]
        columns = (*found.memories.lists(), due_ms, last_ms, drills)
        tick(len(plain), len(log))
        yield _Verdicts(found.cards.tolist(), due_ms, columns)
    else:
        slow = np.unique(log[:, 0])
    yield from _one_by_one(conn, scheduler, rules, slow.tolist(), now)


def _one_by_one(
    conn: Connection,
    scheduler: Scheduler,
    rules: _Rules,
    card_ids: Sequence[int],
    now: datetime,
) -> Iterator[_Verdicts]:
    """Replay cards answer by answer: where the log is not plain, or the rules need it."""
    known = schedulers(presets.all_versions(conn))
    past = Past(rules.version_id, LATEST_MS)
    judging = scheduler, rules.options.day_start_minutes

    def scheduler_of(version: VersionId) -> tuple[Scheduler, int]:
        return judging if version == rules.version_id else known(version)

    for start in range(0, len(card_ids), _BATCH):
        batch = card_ids[start : start + _BATCH]
        snapshots, seeds = reviews.snapshots(conn, batch), cards.seeds(conn, batch)
        stored = {
            card_id: verify.as_stored(
                replay_rows(rows, scheduler_of, snapshots, seeds[card_id], past)
            )
            for card_id, rows in verify.log_by_card(conn, batch)
            if rows
        }
        if stored:
            columns = tuple(zip(*stored.values(), strict=True))
            yield _Verdicts(list(stored), columns[8], columns)
        course(conn).tick(start + len(batch), len(card_ids))


def _counted(
    cards: "Integers",
    after: "Integers",
    awake: "Flags",
    answered: int,
    now: datetime,
    options: Options | None,
) -> ReplayPreview:
    import numpy as np

    zone = now.tzinfo
    assert zone is not None
    start = (options or Options()).day_start_minutes
    today = learner_day(now, start)
    bounds = [moment_ms(day_start(today + ahead, zone, start)) for ahead in range(DAYS_AHEAD + 1)]

    def due_by_day(moments: "Integers") -> tuple[int, ...]:
        due = moments[awake & (moments >= 0)]
        return tuple(np.histogram(np.maximum(due, bounds[0]), bounds)[0].tolist())

    before = cards[:, 2]
    return ReplayPreview(
        answered, int(np.count_nonzero(before != after)), due_by_day(before), due_by_day(after)
    )


def _or(moment: int | None) -> int:
    return -1 if moment is None else moment
