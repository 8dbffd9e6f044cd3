"""Writes a collection in Anki's form as a deck of CrowdAnki's: JSON that git shows line by line."""

import json
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from flashcards.formats.anki.collection import AnkiCollection, AnkiNote

_OF_THIS_COLLECTION: Final = frozenset(("id", "mod", "usn", "did", "tags"))
"""What note types and presets say that means nothing elsewhere."""
_UUID: Final = "crowdanki_uuid"
_NAMESPACE: Final = uuid.UUID("6d7f5a3e-2f0b-5d7b-9a55-0f7c5b8f2c11")
_SEPARATOR: Final = "::"

Named = Callable[[str], Iterable[str]]
"""Which media files a text names."""


def written(found: AnkiCollection, title: str, named: Named) -> bytes:
    """Return the deck file; several decks at the top go into one that is called ``title``.

    Ids are those that CrowdAnki gave, where what is written came from it, and else made from
    those of Anki: the same in every export. Media are told by the deck whose notes name them.
    """
    body = _Body(found, named)
    top = body.tree(title)
    top["note_models"] = [
        _part("NoteModel", "type", identity, found.note_types[identity])
        for identity in sorted(body.types_used)
    ]
    top["deck_configurations"] = [
        _part("DeckConfig", "preset", identity, found.presets[identity])
        for identity in sorted(body.presets_used)
    ]
    models = json.dumps(top["note_models"], ensure_ascii=False)
    top["media_files"] = sorted({*top["media_files"], *named(models)})
    text = json.dumps(top, ensure_ascii=False, indent=4, sort_keys=True)
    return text.encode("utf-8", "replace") + b"\n"


class _Body:
    """The decks with their notes, and which note types and presets these need."""

    def __init__(self, found: AnkiCollection, named: Named) -> None:
        self._found, self._named = found, named
        self.types_used: set[int] = set()
        self.presets_used: set[int] = set()
        homes = {card.note_id: card.home_deck_id or card.deck_id for card in found.cards()}
        self._notes: dict[int, list[AnkiNote]] = defaultdict(list)
        for note in found.notes():
            if note.id in homes and note.type_id in found.note_types:
                self._notes[homes[note.id]].append(note)

    def tree(self, title: str) -> dict[str, Any]:
        """Return the decks that hold notes, each in the one it lies in."""
        names = {str(deck["name"]): deck for deck in self._found.decks.values()}
        filled = {str(self._found.decks[each]["name"]) for each in self._notes
                  if each in self._found.decks}  # fmt: skip
        made: dict[str, dict[str, Any]] = {}
        tops: list[dict[str, Any]] = []
        for name in sorted(filled):
            self._add(name, names, made, tops)
        if len(tops) == 1:
            return tops[0]
        whole = self._deck(title, {"id": title, "name": title})
        whole["children"] = tops
        return whole

    def _add(
        self,
        name: str,
        names: Mapping[str, Mapping[str, Any]],
        made: dict[str, dict[str, Any]],
        tops: list[dict[str, Any]],
    ) -> dict[str, Any]:
        """Add a deck, and those above it as far as there are any."""
        if name in made:
            return made[name]
        above, between, own = name.rpartition(_SEPARATOR)
        has_above = bool(between) and above in names
        deck = self._deck(own if has_above else name, names.get(name, {"id": name, "name": name}))
        made[name] = deck
        if has_above:
            self._add(above, names, made, tops)["children"].append(deck)
        else:
            tops.append(deck)
        return deck

    def _deck(self, name: str, found: Mapping[str, Any]) -> dict[str, Any]:
        notes = self._notes.get(found["id"], []) if isinstance(found["id"], int) else []
        preset = found.get("conf", 1)
        if preset not in self._found.presets:
            preset = next(iter(self._found.presets), 1)
        if preset in self._found.presets:
            self.presets_used.add(preset)
        self.types_used.update(note.type_id for note in notes)
        texts = "\n".join(note.fields for note in notes)
        return {
            "__type__": "Deck",
            "children": [],
            _UUID: _uuid("deck", found["id"], found),
            "deck_config_uuid": _uuid("preset", preset, self._found.presets.get(preset, {})),
            "desc": str(found.get("desc") or ""),
            "dyn": 0,
            "extendNew": 0,
            "extendRev": 0,
            "media_files": sorted(set(self._named(texts))),
            "name": name,
            "notes": [self._note(note) for note in notes],
        }

    def _note(self, note: AnkiNote) -> dict[str, Any]:
        return {
            "__type__": "Note",
            "fields": note.fields.split("\x1f"),
            "guid": note.guid,
            "note_model_uuid": _uuid("type", note.type_id, self._found.note_types[note.type_id]),
            "tags": note.tags.split(),
        }


def _part(kind: str, sort: str, identity: int, found: Mapping[str, Any]) -> dict[str, Any]:
    """Return a note type or preset as CrowdAnki keeps it."""
    kept = {key: value for key, value in found.items() if key not in _OF_THIS_COLLECTION}
    return {**kept, "__type__": kind, _UUID: _uuid(sort, identity, found)}


def _uuid(sort: str, identity: object, found: Mapping[str, Any]) -> str:
    own = found.get(_UUID)
    return (
        own if isinstance(own, str) and own else str(uuid.uuid5(_NAMESPACE, f"{sort} {identity}"))
    )
