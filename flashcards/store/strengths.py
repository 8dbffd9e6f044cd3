"""How well cards are remembered: what FSRS makes of their log, whichever scheduler plans them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from flashcards.model.cards import Memory
from flashcards.model.enums import CardState, ReviewKind
from flashcards.model.presets import Options
from flashcards.scheduling import fsrs
from flashcards.scheduling.fsrs import FSRS
from flashcards.scheduling.fsrs_formulas import AGAIN, DEFAULT_PARAMETERS, checked
from flashcards.scheduling.replay import SchedulerOf, replay_rows
from flashcards.store import reviews, verify
from flashcards.store.answer_logs import answer_log
from flashcards.store.moves import Standing

if TYPE_CHECKING:
    from flashcards.scheduling.columns import AnswerLog, Floats

_FEW = 500
"""Up to so many cards are read one by one: the whole log takes longer only beyond."""
_MANY = 40_000
"""Up to so many cards only their rows of the log are read: of more, reading all is as quick."""
_BATCH = 500

Strength = tuple[float, float]
"""A card's stability (days after which 90% remember it) and its difficulty (1 to 10)."""


def weights_of(options: Options) -> tuple[float, ...]:
    """Return the parameters of FSRS that memory follows: fitted to the learner, or the usual."""
    try:
        return checked(options.fsrs_parameters or DEFAULT_PARAMETERS)
    except ValueError:  # stored by another program; a check of the collection says so
        return DEFAULT_PARAMETERS


def strength(
    conn: Connection,
    card_id: int,
    memory: Memory,
    options: Options,
    answer: tuple[int, int, int] | None = None,
) -> Strength:
    """Return how well one begun card is remembered; ``memory`` is what its scheduler holds of it.

    ``answer``: moment (UTC ms), offset (minutes) and quality of one more, not in the log yet.
    """
    weights = weights_of(options)
    found = _one_by_one(conn, [card_id], weights, options.day_start_minutes, answer)
    return found.get(card_id) or from_memory(memory, weights)


def strengths(
    conn: Connection,
    cards: Sequence[int],
    weights: Sequence[float],
    day_start_minutes: int,
    memory_at: Callable[[int], Memory],
    log: "AnswerLog | None" = None,
) -> "tuple[Floats, Floats]":
    """Return stability and difficulty of begun cards, in their order, by ``weights``.

    Struck answers count for nothing, a card that was reset begins anew, and one brought in from
    elsewhere or set by hand goes on from what was set. Cards without any answer since are
    converted from the memory that ``memory_at`` gives of the place in ``cards``: see ``FSRS``.
    Of many cards the log is read at once (or ``log``, an ``answer_log`` that has all of them), and
    ``conn`` must be one of a long look or operation then.
    """
    import numpy as np

    parameters = tuple(weights)
    stability, difficulty = np.full(len(cards), np.nan), np.full(len(cards), np.nan)
    if log is not None or len(cards) > _FEW:
        log = _log_of(conn, cards, day_start_minutes) if log is None else log
        _from_log(cards, log, parameters, stability, difficulty)
    missing = np.flatnonzero(np.isnan(stability)).tolist()
    ids = [cards[place] for place in missing]
    found = _one_by_one(conn, ids, parameters, day_start_minutes)
    for place in missing:
        known = found.get(cards[place]) or from_memory(memory_at(place), parameters)
        stability[place], difficulty[place] = known
    return stability, difficulty


def of_standing(
    conn: Connection,
    cards: Sequence[Standing],
    weights_of_deck: Callable[[int], tuple[float, ...]],
    day_start_minutes: int,
) -> list[Strength]:
    """Return how well begun cards are remembered, each by the parameters of its deck."""
    if len(cards) <= _FEW:
        return _of_few(conn, cards, weights_of_deck, day_start_minutes)
    by_weights: dict[tuple[float, ...], list[int]] = {}
    of_deck = {deck: weights_of_deck(deck) for deck in {card.deck for card in cards}}
    for place, card in enumerate(cards):
        by_weights.setdefault(of_deck[card.deck], []).append(place)
    ids = [card.card for card in cards]
    log = _log_of(conn, ids, day_start_minutes)
    found: list[Strength] = [(0.0, 0.0)] * len(cards)
    for weights, places in by_weights.items():
        columns = strengths(
            conn,
            [cards[place].card for place in places],
            weights,
            day_start_minutes,
            _Memories(cards, places).__getitem__,
            log,
        )
        for place, *known in zip(places, *(column.tolist() for column in columns), strict=True):
            found[place] = known[0], known[1]
    return found


def _of_few(
    conn: Connection,
    cards: Sequence[Standing],
    weights_of_deck: Callable[[int], tuple[float, ...]],
    day_start_minutes: int,
) -> list[Strength]:
    """Return the same without numpy, which takes longer to load than these take."""
    found: dict[int, Strength] = {}
    weights = {card.card: weights_of_deck(card.deck) for card in cards}
    for one in set(weights.values()):
        ids = [card.card for card in cards if weights[card.card] == one]
        found |= _one_by_one(conn, ids, one, day_start_minutes)
    return [found.get(card.card) or from_memory(card.memory, weights[card.card]) for card in cards]


def _log_of(conn: Connection, cards: Sequence[int], day_start_minutes: int) -> "AnswerLog":
    return answer_log(conn, None, day_start_minutes, cards if len(cards) <= _MANY else None)


@dataclass(frozen=True, slots=True)
class _Memories:
    """The memories of the cards at some places."""

    cards: Sequence[Standing]
    places: Sequence[int]

    def __getitem__(self, number: int) -> Memory:
        return self.cards[self.places[number]].memory


def from_memory(memory: Memory, weights: tuple[float, ...]) -> Strength:
    """Return how well a card is remembered of which only the scheduler's memory is known."""
    return fsrs.strength(memory, weights) or fsrs.first_strength(AGAIN, weights)


def _from_log(
    cards: Sequence[int],
    log: "AnswerLog",
    weights: tuple[float, ...],
    stability: "Floats",
    difficulty: "Floats",
) -> None:
    """Set what the log says of the cards that it knows under their own ids."""
    import numpy as np

    from flashcards.scheduling import fsrs_log

    wanted = np.asarray(cards, np.int64)
    log = log.chosen(np.isin(log.cards, wanted))
    if not len(log):
        return
    found = fsrs_log.strengths(log.cards, log.elapsed_days, log.ratings, weights)
    owners = log.cards[log.first]
    places = np.minimum(np.searchsorted(owners, wanted), len(owners) - 1)
    known = owners[places] == wanted
    stability[known] = found.stability[places[known]]
    difficulty[known] = found.difficulty[places[known]]


def _one_by_one(
    conn: Connection,
    cards: Sequence[int],
    weights: tuple[float, ...],
    day_start_minutes: int,
    answer: tuple[int, int, int] | None = None,
) -> dict[int, Strength]:
    """Return what the log says of the cards that it has an answer or a memory of."""
    judge = FSRS(weights), day_start_minutes

    def by_fsrs(_: object) -> tuple[FSRS, int]:
        return judge

    scheduler_of: SchedulerOf = by_fsrs
    found: dict[int, Strength] = {}
    for first in range(0, len(cards), _BATCH):
        part = list(cards[first : first + _BATCH])
        snapshots = reviews.snapshots(conn, part)
        for card, rows in verify.log_by_card(conn, part):
            if answer is not None:
                newest = max((row[0] for row in rows), default=0)
                at_ms, offset, quality = answer
                row = newest + 1, at_ms, offset, int(ReviewKind.ANSWER), quality, 0, 0, None
                rows = [*rows, row]
            memory = replay_rows(rows, scheduler_of, snapshots).memory
            if memory.state is not CardState.NEW:
                found[card] = from_memory(memory, weights)
    return found
