"""Sessions of the learner's own choosing: ahead, forgotten, by search, to cram, to look at."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from flashcards.model.enums import Rating
from flashcards.model.errors import UserError
from flashcards.model.messages import message
from flashcards.model.presets import Options
from flashcards.search.parser import parse
from flashcards.search.tree import And, Everything, Is, Moment, Node, Not, Rated, State, Within
from flashcards.store import cards, decks, queues
from flashcards.store.find import FindContext, find_cards
from flashcards.store.operation import Progress, course
from flashcards.store.paces import most_endangered
from flashcards.store.queues import Today
from flashcards.store.store import Connection, Store
from flashcards.store.strengths import weights_of
from flashcards.study import gathering
from flashcards.study.catalogue import Catalogue
from flashcards.study.clock import today_of
from flashcards.study.selection import Effect, Selection
from flashcards.study.session import StudySession

MOST_DAYS = 3_650


class CustomKind(StrEnum):
    """Which cards a session is about."""

    AHEAD = "ahead"
    """Those that fall due within some days, answered early: the answers count."""
    FORGOTTEN = "forgotten"
    """Those answered Again in the last days; the answers count where a card is due."""
    SEARCH = "search"
    """Those a search finds, due or not: the answers count."""
    CRAM = "cram"
    """Any cards; the answers are logged as work and move no due date."""
    PREVIEW = "preview"
    """New cards, looked at before they are introduced: they stay new."""


class CustomOrder(StrEnum):
    """In which order the cards of such a session are asked."""

    DUE = "due"
    """By their due moment; new ones last, as they would be introduced."""
    ADDED = "added"
    RANDOM = "random"
    """Shuffled, anew each day."""
    ENDANGERED = "endangered"
    """The likeliest to be forgotten first; new ones last."""


_EFFECTS = {
    CustomKind.FORGOTTEN: Effect.WHEN_DUE,
    CustomKind.CRAM: Effect.NONE,
    CustomKind.PREVIEW: Effect.NONE,
}


@dataclass(frozen=True, slots=True)
class CustomStudy:
    """What such a session asks; suspended and buried cards it never does."""

    kind: CustomKind
    deck: str | None = None
    """Full name of the deck it keeps to, subdecks included; None for all."""
    days: int = 1
    """AHEAD: how many days ahead; FORGOTTEN: how many back, today included."""
    query: str = ""
    """A search all its cards must match; "" for none."""
    limit: int = 0
    """How many cards at most; 0 for no limit."""
    order: CustomOrder = CustomOrder.DUE


def custom_session(
    store: Store, catalogue: Catalogue, study: CustomStudy, progress: Progress | None = None
) -> StudySession:
    """Return a session over the cards that ``study`` means now.

    Raises UserError for an unknown deck, a search that cannot be read, days or a limit out of
    range, and where no card is meant; CancelledError soon after ``progress`` answered False.
    """
    chosen = selected(store, catalogue, study, progress)
    if not chosen:
        raise UserError(
            message("No card fits this choice."),
            message("Choose more days, or another deck or search."),
        )
    effect = _EFFECTS.get(study.kind, Effect.SCHEDULE)
    return StudySession(store, catalogue, study.deck, Selection(tuple(chosen), effect))


def selected(
    store: Store, catalogue: Catalogue, study: CustomStudy, progress: Progress | None = None
) -> list[int]:
    """Return the cards a session would ask, in its order; to say beforehand how many there are.

    Raises CancelledError soon after ``progress`` answered False.
    """
    refuse_misfit(study)
    day_start = catalogue.day_start_minutes
    now = store.now()
    today = today_of(now, day_start)
    context = FindContext.at(now, day_start)
    with store.looking(progress) as conn:
        order = "created" if study.order is CustomOrder.ADDED else "due"
        found: list[int] = list(find_cards(conn, _meant(study), context, order))
        if study.deck is not None:
            found = _within(conn, study.deck, found)
        course(conn).ask()
        options = catalogue.options_of(decks.all_decks(conn))
        found = _ordered(conn, study.order, found, today, options)
        course(conn).ask()
    return found[: study.limit] if study.limit else found


def refuse_misfit(study: CustomStudy) -> None:
    """Raise UserError for days, a number of cards or a search that make no sense."""
    if not 1 <= study.days <= MOST_DAYS:
        raise UserError(message("The days must lie between 1 and {most:,}.", most=MOST_DAYS))
    if study.limit < 0:
        raise UserError(
            message("The number of cards must not be negative."), message("0 means all of them.")
        )
    parse(study.query)


def _meant(study: CustomStudy) -> Node:
    parts: list[Node] = [parse(study.query)] if study.query.strip() else []
    match study.kind:
        case CustomKind.AHEAD:
            parts.append(Within(Moment.DUE, study.days + 1))
        case CustomKind.FORGOTTEN:
            parts.append(Rated(study.days, Rating.AGAIN))
        case CustomKind.PREVIEW:
            parts.append(Is(State.NEW))
        case _:
            parts.append(Everything())
    parts += [Not(Is(State.SUSPENDED)), Not(Is(State.BURIED))]
    return And(tuple(parts))


def _within(conn: Connection, deck: str, card_ids: list[int]) -> list[int]:
    found = decks.deck_named(conn, deck)
    if found is None:
        raise UserError(
            message("There is no deck called “{deck}”.", deck=deck), message("Check the spelling.")
        )
    inside = {each.id for each in gathering.studied_decks(conn, found.id)}
    homes = cards.decks_of(conn, card_ids)
    return [card_id for card_id in card_ids if homes[card_id] in inside]


def _ordered(
    conn: Connection,
    order: CustomOrder,
    card_ids: list[int],
    today: Today,
    options: Mapping[int, Options],
) -> list[int]:
    if order is CustomOrder.RANDOM:
        return queues.shuffled(conn, card_ids, today)
    if order is CustomOrder.ADDED:
        return card_ids
    new = queues.new_among(conn, card_ids)
    if order is CustomOrder.ENDANGERED:
        weights = {
            int(deck.id): weights_of(options[deck.preset_id]) for deck in decks.all_decks(conn)
        }
        day_start = next(iter(options.values())).day_start_minutes
        return most_endangered(conn, card_ids, weights, day_start, today.end_ms) + new
    fresh = set(new)
    return [card_id for card_id in card_ids if card_id not in fresh] + new
