"""The decks of Anki's cards here, and the learning steps that their places in them count by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple
from unicodedata import normalize

from flashcards.collection.cleaning import clean_deck_name, clean_field
from flashcards.formats.anki.collection import AnkiCollection
from flashcards.model.errors import UserError
from flashcards.model.ids import PresetId
from flashcards.model.limits import NO_LIMITS, DeckLimits
from flashcards.model.messages import message
from flashcards.store import decks, origins
from flashcards.store.decks import SEPARATOR, Deck
from flashcards.store.store import Connection

DEFAULT: Final = 1
"""The deck that every collection of Anki's has; its name is in the language of whoever made it."""
BLANK: Final = "blank"
"""What Anki calls a part of a name that is empty."""
_UNNAMED: Final = "Anki"
_LONGEST: Final = 500
"""Characters of a full name."""
_MOST_PARTS: Final = 50
CONTROL: Final = dict.fromkeys((*range(32), 127))
_STEPS: Final = ((1, 10), (10,))
_LONGEST_STEP: Final = 20_160


_MOST_ABOVE: Final = 20
_MOST_LINES: Final = 5
"""From so many decks of one name on they are numbered."""
_TWINS: Final = message("deck that is called like another one")


class Wanted(NamedTuple):
    """How Anki's decks ask, where that is wanted here too."""

    presets: Mapping[int, PresetId]
    """Presets here by Anki's ids."""
    limits: Mapping[int, DeckLimits]
    """Of decks, by Anki's ids."""
    usual: PresetId
    """What a deck uses for which nobody chose."""


@dataclass(slots=True)
class Decks:
    """Finds or adds the deck of each card, once each and only where a card needs it."""

    conn: Connection
    source: AnkiCollection
    now_ms: int
    below: str = ""
    """The deck under which all go; empty for the top."""
    wanted: Wanted | None = None
    _homes: dict[int, int] = field(default_factory=dict)
    _twins: dict[str, int] = field(default_factory=dict)
    """How many other names were tried for decks called so."""
    _by_name: dict[str, int] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    """Those that were needed, by id here."""
    met: set[int] = field(default_factory=set)
    """Those that known notes have cards in, by id here."""

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

    def all_names(self) -> list[str]:
        """Return the names of all decks that notes of the file are in."""
        if not self.met - self.names.keys():
            return list(self.names.values())
        here = {int(deck.id): deck.name for deck in decks.all_decks(self.conn)}
        return [here[number] for number in sorted(self.met | self.names.keys())]

    def steps_of(self, identity: int) -> tuple[Sequence[int], Sequence[int]]:
        """Return the learning and relearning steps (minutes) of a deck."""
        deck = self.source.decks.get(identity, {})
        preset = self.source.presets.get(preset_id(deck)) or self.source.presets.get(1) or {}
        return (
            _steps(preset.get("new"), _STEPS[0]),
            _steps(preset.get("lapse"), _STEPS[1]),
        )

    def _found(self, identity: int) -> int:
        found = self.source.decks.get(identity) or {}
        uid = f"anki-{identity}" if found and identity != DEFAULT else None
        self._add_above(str(found.get("name")))
        known = None if uid is None else decks.deck_with_uid(self.conn, uid)
        deck = known or decks.ensure_deck(self.conn, self._named(found), self.now_ms, uid)
        about = found.get("desc")
        if isinstance(about, str) and about and not deck.description:
            decks.describe(self.conn, deck.id, clean_field(about[:100_000]), self.now_ms)
        if found:
            origins.keep_options(self.conn, "deck", deck.uid, found, self.now_ms)
        if self.wanted is not None and found:
            self._ask_as_there(deck, found, self.wanted)
        self.names[deck.id] = deck.name
        return deck.id

    def _named(self, found: Mapping[str, Any]) -> str:
        """Return the name of a deck, a longer one where another of Anki's decks is called so."""
        wanted = name = deck_name(found, self.below)
        while (there := decks.deck_named(self.conn, name)) and there.id in self.names:
            number = self._twins[wanted.casefold()] = self._twins.get(wanted.casefold(), 0) + 1
            name = f"{wanted}{'_' * number}" if number < _MOST_LINES else f"{wanted}_{number}"
        if not found:
            what = message("The deck of some cards is missing; they are in {deck}.", deck=name)
            self.source.problems.add(0, what)
        elif name != wanted:
            what = message(
                "Two decks are called {deck}; one is {name} now.", deck=wanted, name=name
            )
            self.source.problems.add(0, what, _TWINS)
        return name

    def _add_above(self, name: str) -> None:
        """See to it that the decks above one are here as they are there."""
        above = name.rpartition(SEPARATOR)[0]
        if not above or name.count(SEPARATOR) > _MOST_ABOVE:
            return
        if not self._by_name:
            self._by_name = {str(each.get("name")): key for key, each in self.source.decks.items()}
        if above in self._by_name:
            self.home(self._by_name[above])

    def _ask_as_there(self, deck: Deck, found: Mapping[str, Any], wanted: Wanted) -> None:
        """Give a deck the preset and limits it has there, unless it was given others here."""
        preset = wanted.presets.get(preset_id(found), wanted.presets.get(1))
        above = decks.deck_named(self.conn, deck.name.rpartition(SEPARATOR)[0])
        inherited = wanted.usual if above is None else above.preset_id
        if preset is not None and deck.preset_id in (wanted.usual, inherited):
            decks.assign_preset(self.conn, [deck.id], preset, self.now_ms)
        limits = wanted.limits.get(found["id"], NO_LIMITS)
        if deck.limits == NO_LIMITS != limits:
            decks.set_limits(self.conn, deck.id, limits, self.now_ms)


def preset_id(deck: Mapping[str, Any]) -> int:
    """Return Anki's id of the preset that one of its decks uses."""
    found = deck.get("conf", 1)
    return found if isinstance(found, int) else 1


def home_of(source: AnkiCollection, deck_id: int, home_deck_id: int) -> int:
    """Return Anki's id of the deck a card belongs to, by those it is in and comes from."""
    if home_deck_id and (home_deck_id in source.decks or deck_id not in source.decks):
        return home_deck_id
    return deck_id


def deck_name(found: Mapping[str, Any], below: str) -> str:
    """Return the full name here of one of Anki's decks, which goes under ``below``."""
    name = str(found.get("name", BLANK)) if found else _UNNAMED
    parts = [
        part.translate(CONTROL).strip(": \t\u3000") or BLANK
        for part in normalize("NFC", name).split(SEPARATOR)[:_MOST_PARTS]
    ]
    name = SEPARATOR.join(parts)
    room = _LONGEST - len(below) - len(SEPARATOR)
    if len(name) > room:
        longest = max(1, room // len(parts) - len(SEPARATOR))
        name = SEPARATOR.join(part[:longest] for part in parts)
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
