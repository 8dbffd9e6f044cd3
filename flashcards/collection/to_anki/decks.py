"""Decks for Anki with the options they ask by."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flashcards.collection.anki.decks import DEFAULT, deck_name, preset_id
from flashcards.collection.cleaning import free_name
from flashcards.collection.to_anki.numbers import Numbers, lasting
from flashcards.collection.to_anki.presets import as_preset, untouched, usual_preset
from flashcards.model.ids import PresetId
from flashcards.model.limits import NO_LIMITS
from flashcards.model.presets import Preset
from flashcards.store.decks import SEPARATOR, Deck


@dataclass(slots=True)
class Decks:
    """Decks and presets as Anki gets them."""

    came: Mapping[str, Mapping[str, Any]]
    """Bodies from Anki, by uid of the deck."""
    presets_came: Mapping[str, Mapping[str, Any]]
    presets: Mapping[PresetId, Preset]
    usual: PresetId
    """What a deck uses for which nobody chose."""
    config: Mapping[str, Any]
    numbers: Numbers
    with_options: bool
    bodies: dict[int, dict[str, Any]] = field(default_factory=dict)
    """By the ids there."""
    preset_bodies: dict[int, dict[str, Any]] = field(default_factory=dict)
    ids: dict[int, int] = field(default_factory=dict)
    """Of the decks there, by the ids here."""
    _names: list[str] = field(default_factory=list)

    def take(self, chosen: Sequence[Deck], above: Iterable[Deck]) -> None:
        """Take decks and those above them."""
        if self.with_options:
            self._take_preset(DEFAULT)
        else:
            self.preset_bodies[DEFAULT] = as_preset_untouched()
        for deck in (*above, *chosen):
            self._take(deck)
        if DEFAULT not in self.bodies:
            came = self.came.get(f"anki-{DEFAULT}")
            self._add(self.numbers.take(DEFAULT), dict(came or default_deck()))
            self._take_came_with(self.bodies[DEFAULT])

    def filtered(self, identity: int) -> int | None:
        """Return the id there of a filtered deck, which is taken too; None where it is gone."""
        if identity in self.bodies:
            return identity if self.bodies[identity].get("dyn") else None
        body = self.came.get(f"anki-{identity}")
        if body is None or not body.get("dyn"):
            return None
        self._add(self.numbers.take(identity), dict(body))
        self._take_came_with(self.bodies[identity])
        return identity

    def _take_came_with(self, body: dict[str, Any]) -> None:
        """Take what a deck asks by that is not here, as it came; what is not kept is the usual."""
        identity = preset_id(body)
        if not self.with_options or f"anki-{identity}" not in self.presets_came:
            identity = DEFAULT
        if not body.get("dyn"):
            body["conf"] = identity
            if identity != DEFAULT:
                self._take_preset(identity)

    def _take(self, deck: Deck) -> None:
        if deck.id in self.ids:
            return
        came = self.came.get(deck.uid)
        if came is None:
            known = DEFAULT if deck.name.casefold() == "default" else lasting(deck.uid)
            identity, made = self.numbers.take(known), _frame()
            made.update(name=deck.name, desc=deck.description, md=bool(deck.description))
        else:
            identity, made = self.numbers.take(came["id"]), dict(came)
            if deck_name(came, "") != deck.name:
                made["name"] = deck.name
            if deck.description.strip() != str(came.get("desc") or "").strip():
                made["desc"] = deck.description
        made["conf"] = self._preset_of(deck, came) if self.with_options else DEFAULT
        self._limit(made, deck)
        self.ids[deck.id] = identity
        self._add(identity, made)

    def _add(self, identity: int, made: dict[str, Any]) -> None:
        made["id"] = identity
        made["name"] = free_name(str(made["name"]), self._names)
        self._names.append(made["name"])
        self.bodies[identity] = made

    def _limit(self, made: dict[str, Any], deck: Deck) -> None:
        if deck.limits == NO_LIMITS or not self.with_options:
            return
        for key, value in (
            ("newLimit", deck.limits.new_per_day),
            ("reviewLimit", deck.limits.reviews_per_day),
        ):
            if value is not None or key in made:
                made[key] = value

    def _preset_of(self, deck: Deck, came: Mapping[str, Any] | None) -> int:
        """Return the id there of what a deck asks by: as it came where nobody chose otherwise."""
        preset = self.presets.get(deck.preset_id) or self.presets[self.usual]
        if preset.id == self.usual and untouched(preset.options):
            identity = preset_id(came or {})
            if identity != DEFAULT and f"anki-{identity}" not in self.presets_came:
                identity = DEFAULT
        elif preset.id == self.usual:
            identity = DEFAULT
        else:
            came_as = self.presets_came.get(preset.uid)
            identity = came_as["id"] if came_as else lasting(preset.uid)
            if identity not in self.preset_bodies:
                made = as_preset(preset.options, came_as, self.config)
                self.preset_bodies[identity] = {**made, "id": identity, "name": preset.name}
            return int(identity)
        self._take_preset(identity)
        return identity

    def _take_preset(self, identity: int) -> None:
        """Take a preset that came, or the usual one."""
        if identity in self.preset_bodies:
            return
        came = self.presets_came.get(f"anki-{identity}")
        usual = self.presets[self.usual].options
        if came is not None and (identity != DEFAULT or untouched(usual)):
            made = dict(came)
        elif untouched(usual):
            made = as_preset_untouched()
        else:
            made = as_preset(usual, came, self.config)
        name = made.get("name") or "Default"
        self.preset_bodies[identity] = {**made, "id": identity, "name": name}

    def steps_of(self, deck_id: int) -> tuple[int, int]:
        """Return how many learning and relearning steps a deck has there."""
        preset = self.preset_bodies.get(preset_id(self.bodies.get(deck_id, {}))) or {}
        found = (preset.get(key) for key in ("new", "lapse"))
        new, lapse = (len((each or {}).get("delays") or ()) for each in found)
        return new, lapse


def above(chosen: Sequence[Deck], every: Sequence[Deck]) -> list[Deck]:
    """Return the decks above those chosen that are not chosen themselves."""
    names = {deck.name for deck in chosen}
    wanted: set[str] = set()
    for name in names:
        while SEPARATOR in name:
            name = name.rpartition(SEPARATOR)[0]
            wanted.add(name)
    return [deck for deck in every if deck.name in wanted - names]


def as_preset_untouched() -> dict[str, Any]:
    """Return the preset that a new collection of Anki's has."""
    return {**usual_preset(), "id": DEFAULT, "name": "Default"}


def default_deck() -> dict[str, Any]:
    """Return the deck that every collection of Anki's has."""
    return {**_frame(), "id": DEFAULT, "name": "Default"}


def _frame() -> dict[str, Any]:
    return {
        "mod": 0,
        "usn": 0,
        "collapsed": False,
        "browserCollapsed": False,
        "newToday": [0, 0],
        "revToday": [0, 0],
        "lrnToday": [0, 0],
        "timeToday": [0, 0],
        "desc": "",
        "dyn": 0,
        "conf": DEFAULT,
        "extendNew": 0,
        "extendRev": 0,
    }
