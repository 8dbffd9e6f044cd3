"""A moment's look at what waits today, without opening the collection for anybody."""

import contextlib
from dataclasses import dataclass
from pathlib import Path

from flashcards.model.errors import UserError
from flashcards.store import decks
from flashcards.store.read_only import open_unlocked
from flashcards.store.store import Clock
from flashcards.study.catalogue import Catalogue
from flashcards.study.clock import today_of
from flashcards.study.overview import overview
from flashcards.study.tree import deck_tree


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a session over all decks would ask now."""

    cards: int = 0
    seconds: int = 0
    """About how long they take."""


def waiting(path: Path, clock: Clock) -> Waiting:
    """Return what waits in the collection at ``path``, nothing where there is none.

    The collection may be open elsewhere and is not locked: whoever opens it meanwhile can.
    Raises UserError where it cannot be read, as before this version has opened it once.
    """
    if not path.exists():
        return Waiting()
    with contextlib.suppress(UserError):
        return _looked(path, clock)
    return _looked(path, clock)  # somebody began to write into it during the first look


def _looked(path: Path, clock: Clock) -> Waiting:
    store = open_unlocked(path, clock)
    try:
        catalogue = Catalogue(store)
        now, start = store.now(), catalogue.day_start_minutes
        today, presets = today_of(now, start), catalogue.presets
        with store.reading() as conn:
            all_decks = decks.all_decks(conn)
            tree = deck_tree(conn, all_decks, catalogue.options_of(all_decks), today)
            options = {int(deck.id): presets[deck.preset_id].options for deck in all_decks}
            found = overview(conn, tree, options, today, now, start)
    finally:
        store.close()
    return Waiting(found.waiting.total, found.estimate_seconds)
