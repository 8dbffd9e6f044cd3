"""Moves cards by hand: another due date, another place among the new ones."""

from collections.abc import Mapping, Sequence
from zlib import crc32

from flashcards.collection.files.checking import replay_cards
from flashcards.model.cards import MINUTES_PER_DAY, NEW_MEMORY, Memory
from flashcards.model.enums import CardState, ReviewKind, SchedulerKind
from flashcards.model.errors import UserError
from flashcards.model.messages import Message, message, plural_message
from flashcards.model.presets import Options, Preset
from flashcards.scheduling.days import due_ms, learner_day, offset_minutes_of
from flashcards.store import cards, decks, moves, presets, reviews, verify
from flashcards.store.log_order import stand_last
from flashcards.store.operation import Progress, operation
from flashcards.store.reviews import ReviewRow
from flashcards.store.store import Connection, Store

LONGEST_DAYS = 36_500
"""How far ahead a due date can be set."""
_BATCH = 500
_SECOND_INTERVAL_FROM = 2
"""Days from which a card set by hand counts as passed twice, so that its ease multiplies next."""


def set_due(
    store: Store,
    card_ids: Sequence[int],
    days: int | tuple[int, int],
    progress: Progress | None = None,
) -> None:
    """Let cards fall due in ``days`` from today, 0 being today; of a range each gets a day.

    What is remembered of a card stays. A new card becomes one in review with this interval (at
    least a day). Which day of a range a card gets is drawn from its id and today's date. Raises
    UserError for days before today or beyond 100 years.
    """
    low, high = days if isinstance(days, tuple) else (days, days)
    if not 0 <= low <= high <= LONGEST_DAYS:
        raise UserError(
            message("A due date lies between today and 100 years from now."),
            message("Give a number of days, or a range such as 3 to 7."),
        )
    with store.writing(_label_of_days(card_ids), progress=progress) as conn:
        standing = moves.states(conn, card_ids)
        today = learner_day(operation(conn).now, presets.day_start(conn))
        chosen = {card: _drawn(card, today, low, high) for card in sorted(standing)}
        new = [card for card in chosen if standing[card][1] is CardState.NEW]
        known = moves.with_a_past(conn, new)
        memories = _let_begin(conn, {card: (standing[card][0], chosen[card]) for card in new})
        # A card in review has an interval of a day at least, so one due today is moved as well.
        moved = {
            card: ahead
            for card, ahead in chosen.items()
            if ahead == 0 or standing[card][1] is not CardState.NEW
        }
        move(conn, moved)
        begun_now = {card: memory for card, memory in memories.items() if card not in known}
        _set_begun(conn, begun_now, chosen)
        follow(conn, sorted(known))


def reposition(store: Store, card_ids: Sequence[int], start: int, step: int = 1) -> None:
    """Put new cards, in the order given, at the places ``start``, ``start + step`` and so on.

    Cards that were answered are passed over. Raises UserError for a place below 0 or a step below
    1, and where none of the cards is new.
    """
    if start < 0 or step < 1:
        raise UserError(
            message("Places begin at 0, and steps at 1."), message("Give other numbers.")
        )
    with store.writing(_label_of_places(card_ids)) as conn:
        work = operation(conn)
        standing = moves.states(conn, card_ids)
        wanted = (card for card in dict.fromkeys(card_ids) if card in standing)
        new = [card for card in wanted if standing[card][1] is CardState.NEW]
        if not new:
            raise UserError(
                message("None of these cards is new."), message("Only new cards have a place.")
            )
        places = [(start + step * number, work.now_ms, card) for number, card in enumerate(new)]
        moves.set_positions(conn, places)
        _add_manual(conn, {card: (standing[card][0], NEW_MEMORY) for card in new})


def move(conn: Connection, ahead: Mapping[int, int], plan_id: int | None = None) -> None:
    """Let cards fall due so many days from today, their memory left as it is; a row of the log
    says so of each, and by which plan, if any."""
    if not ahead:
        return
    work = operation(conn)
    offset = offset_minutes_of(work.now)
    preset = presets.all_presets(conn)[0]  # versions differ, the day's start does not
    start = preset.options.day_start_minutes
    rows: list[ReviewRow] = []
    due = []
    stand_last(conn, ahead, work.now_ms)
    for done, (card, days) in enumerate(ahead.items()):
        if done % _BATCH == 0:
            work.tick(done, len(ahead))
        minutes = days * MINUTES_PER_DAY
        number = work.next_review_id(conn)
        rows.append((
            card, number, work.now_ms, offset, int(ReviewKind.MOVED), 0, 0, preset.version_id,
            minutes, plan_id,
        ))  # fmt: skip
        due.append((due_ms(work.now_ms, offset, minutes, start), card))
    reviews.append(conn, rows)
    moves.set_due(conn, due)


def follow(conn: Connection, card_ids: Sequence[int]) -> None:
    """Bring cards to where their log leads now."""
    work = operation(conn)
    for first in range(0, len(card_ids), _BATCH):
        batch = card_ids[first : first + _BATCH]
        verify.set_replayed(conn, list(replay_cards(conn, batch).items()))
        work.tick(first + len(batch), len(card_ids))


def _let_begin(conn: Connection, chosen: Mapping[int, tuple[int, int]]) -> dict[int, Memory]:
    """Log that new cards, given with deck and days ahead, go into review; return their memories."""
    options = {deck: preset.options for deck, preset in presets_of_decks(conn).items()}
    memories = {card: (deck, begun(options[deck], days)) for card, (deck, days) in chosen.items()}
    _add_manual(conn, memories)
    return {card: memory for card, (_, memory) in memories.items()}


def _set_begun(conn: Connection, memories: Mapping[int, Memory], ahead: Mapping[int, int]) -> None:
    """Give cards that had no past the memory and due moment their first row in the log says."""
    work = operation(conn)
    at_ms, offset, start = work.now_ms, offset_minutes_of(work.now), presets.day_start(conn)
    rows = []
    for card, memory in memories.items():
        due = due_ms(at_ms, offset, ahead[card] * MINUTES_PER_DAY, start)
        rows.append(cards.memory_row(memory, due, None, None, card))
    cards.set_memories(conn, rows)


def begun(options: Options, days: int) -> Memory:
    """Return the memory of a new card that was put into review by hand with so many days to go."""
    days = max(1, days)
    ease = NEW_MEMORY.ease
    if options.scheduler is SchedulerKind.STEPS:
        ease = options.starting_ease
    repetitions = 2 if days >= _SECOND_INTERVAL_FROM else 1
    return Memory(CardState.REVIEW, repetitions, ease, days * MINUTES_PER_DAY)


def presets_of_decks(conn: Connection) -> dict[int, Preset]:
    """Return the preset each deck uses, by deck id."""
    known = {preset.id: preset for preset in presets.all_presets(conn)}
    return {int(deck.id): known[deck.preset_id] for deck in decks.all_decks(conn)}


def _add_manual(conn: Connection, memories: Mapping[int, tuple[int, Memory]]) -> None:
    """Log memories, given by card with its deck, as set by hand."""
    work = operation(conn)
    offset = offset_minutes_of(work.now)
    stand_last(conn, memories, work.now_ms)
    versions = {deck: preset.version_id for deck, preset in presets_of_decks(conn).items()}
    rows: list[ReviewRow] = [
        (
            card, work.next_review_id(conn), work.now_ms, offset, int(ReviewKind.MANUAL), 0, 0,
            versions[deck], memory.interval_minutes, None,
        )
        for card, (deck, memory) in memories.items()
    ]  # fmt: skip
    reviews.add_manual(conn, rows, [memory for _, memory in memories.values()])


def _drawn(card: int, today: int, low: int, high: int) -> int:
    return low + crc32(b"%d/%d" % (card, today)) % (high - low + 1)


def _label_of_days(card_ids: Sequence[int]) -> Message:
    number = len(set(card_ids))
    return plural_message(number, "Set due date", "Set due date of {count} cards")


def _label_of_places(card_ids: Sequence[int]) -> Message:
    return plural_message(len(set(card_ids)), "Reposition card", "Reposition {count} cards")
