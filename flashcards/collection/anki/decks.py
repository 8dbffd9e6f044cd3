"""The decks of Anki's cards here, and the learning steps that their places in them count by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from flashcards.collection.cleaning import clean_deck_name, clean_field
from flashcards.formats.anki.collection import AnkiCollection
from flashcards.model.errors import UserError
from flashcards.store import decks, origins
from flashcards.store.decks import SEPARATOR
from flashcards.store.store import Connection

_DEFAULT: Final = 1
"""The deck that every collection of Anki's has; its name is in the language of whoever made it."""
_UNNAMED: Final = "Anki"
_STEPS: Final = ((1, 10), (10,))
_LONGEST_STEP: Final = 20_160


@dataclass(slots=True)
class Decks:
    """Finds or adds the deck of each card, once each and only where a card needs it."""

    conn: Connection
    source: AnkiCollection
    now_ms: int
    below: str = ""
    """The deck under which all go; empty for the top."""
    _homes: dict[int, int] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    """Those that were needed, by id here."""

    def home(self, identity: int) -> int:
        """Return the id here of one of Anki's decks."""
        found = self._homes.get(identity)
        if found is None:
            found = self._homes[identity] = self._found(identity)
        return found

    def known(self, identity: int) -> int | None:
        """Return the id here of one of Anki's decks that came before; None where it is gone."""
        if identity in self._homes:
            return self._homes[identity]
        found = self.source.decks.get(identity)
        deck = decks.deck_with_uid(self.conn, f"anki-{identity}")
        if deck is None and found:
            deck = decks.deck_named(self.conn, deck_name(found, self.below))
        return None if deck is None else deck.id

    def steps_of(self, identity: int) -> tuple[Sequence[int], Sequence[int]]:
        """Return the learning and relearning steps (minutes) of a deck."""
        deck = self.source.decks.get(identity, {})
        preset = self.source.presets.get(deck.get("conf", 0)) or self.source.presets.get(1) or {}
        return (
            _steps(preset.get("new"), _STEPS[0]),
            _steps(preset.get("lapse"), _STEPS[1]),
        )

    def _found(self, identity: int) -> int:
        found = self.source.decks.get(identity) or {}
        uid = f"anki-{identity}" if found and identity != _DEFAULT else None
        known = None if uid is None else decks.deck_with_uid(self.conn, uid)
        deck = known or decks.ensure_deck(self.conn, deck_name(found, self.below), self.now_ms, uid)
        about = found.get("desc")
        if isinstance(about, str) and about and not deck.description:
            decks.describe(self.conn, deck.id, clean_field(about[:100_000]), self.now_ms)
        if found:
            origins.keep_options(self.conn, "deck", deck.uid, found, self.now_ms)
        self.names[deck.id] = deck.name
        return deck.id


def deck_name(found: Mapping[str, Any], below: str) -> str:
    """Return the full name here of one of Anki's decks, which goes under ``below``."""
    parts = [part.strip() for part in str(found.get("name") or _UNNAMED).split(SEPARATOR)]
    name = SEPARATOR.join(part[:100] or _UNNAMED for part in parts[:20])
    whole = f"{below}{SEPARATOR}{name}" if below else name
    try:
        return clean_deck_name(whole)
    except UserError:
        return clean_deck_name(below or _UNNAMED)


def _steps(options: object, usual: Sequence[int]) -> Sequence[int]:
    delays = options.get("delays") if isinstance(options, dict) else None
    if not isinstance(delays, list):
        return usual
    return [
        min(max(1, round(each)), _LONGEST_STEP)
        for each in delays[:20]
        if isinstance(each, int | float) and 0 <= each < 1e9
    ]
