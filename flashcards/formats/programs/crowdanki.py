"""Reads decks as the add-on CrowdAnki keeps them: decks in decks and note types, as JSON."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any, Final, NamedTuple

from flashcards.formats.programs.json_text import read_json
from flashcards.formats.programs.rows import identity_of
from flashcards.formats.wording import MAX_FIELD_CHARACTERS, Problems, quoted, safe_name
from flashcards.model.errors import UserError
from flashcards.model.messages import message

_SIGN: Final = re.compile(rb'"(?:crowdanki_uuid|note_model_uuid|note_models)"\s*:')
_DEEPEST: Final = 50
_UNFIT: Final = message("note without fields")
_LONG: Final = message("field that is too long")
_MISSING: Final = message("note type that is in another file")
_LONGEST_NAME: Final = 100


class CrowdNote(NamedTuple):
    """A note as it stands in the file."""

    guid: str
    type_id: int
    deck_id: int
    fields: tuple[str, ...]
    tags: str


@dataclass(slots=True)
class CrowdDeck:
    """What a file holds; ids are made from what CrowdAnki names by, the same in every copy."""

    decks: dict[int, dict[str, Any]] = field(default_factory=dict)
    """By id, in the form of Anki's schema 11; so are note types and presets."""
    note_types: dict[int, dict[str, Any]] = field(default_factory=dict)
    presets: dict[int, dict[str, Any]] = field(default_factory=dict)
    notes: list[CrowdNote] = field(default_factory=list)
    media: set[str] = field(default_factory=set)
    """Names of the media files that the notes need."""
    problems: Problems = field(default_factory=lambda: Problems(""))


def begins(head: bytes) -> bool:
    """Whether a file that begins so is a deck of CrowdAnki's, or the notes of one."""
    return _SIGN.search(head) is not None


def read(data: bytes, file: str) -> CrowdDeck:
    """Return what a file holds: a deck, or only its notes. Raises UserError."""
    body = read_json(data, file)
    made = CrowdDeck(problems=Problems(file))
    if isinstance(body, list):  # kept apart from their deck
        body = {"name": file.rpartition(".")[0], "notes": body}
    if not isinstance(body, dict) or not (_dicts(body, "notes") or _dicts(body, "children")):
        raise UserError(
            message("{file} holds no deck of CrowdAnki’s.", file=safe_name(file)),
            message("Choose the deck.json that CrowdAnki wrote; it has notes or subdecks in it."),
        )
    _take_deck(made, body, "", 0)
    return made


def lacks_types(made: CrowdDeck) -> bool:
    """Whether there are notes whose note type is in another file."""
    return any(note.type_id not in made.note_types for note in made.notes)


def take_types(made: CrowdDeck, data: bytes, file: str) -> None:
    """Take note types and presets from another file of the same deck. Raises UserError."""
    body = read_json(data, file)
    if isinstance(body, list):
        body = {"note_models": body}
    if isinstance(body, dict):
        _take_options(made, body)


def make_missing_types(made: CrowdDeck, file: str) -> None:
    """Give notes whose type is in no file one with as many fields as they have."""
    widths: dict[int, int] = {}
    for note in made.notes:
        if note.type_id not in made.note_types:
            widths[note.type_id] = max(widths.get(note.type_id, 1), len(note.fields))
    for identity, width in widths.items():
        name = f"{PurePath(file).stem} ({width})"
        made.note_types[identity] = _plain_type(identity, name[:_LONGEST_NAME], width)
        what = message(
            "A note type is in another file, which is not beside this one. Its notes come as "
            "“{name}”, with fields called {fields}.",
            name=name,
            fields="Front, Back, 3…",
        )
        made.problems.add(0, what, _MISSING)


def _plain_type(identity: int, name: str, width: int) -> dict[str, Any]:
    fields = ["Front", "Back", *(str(place + 1) for place in range(2, width))][:width]
    back = "<br>".join(f"{{{{{each}}}}}" for each in fields[1:])
    return {
        "id": identity,
        "name": name,
        "type": 0,
        "flds": [{"name": each, "ord": place} for place, each in enumerate(fields)],
        "tmpls": [
            {
                "name": "Card 1",
                "ord": 0,
                "qfmt": "{{Front}}",
                "afmt": f"{{{{FrontSide}}}}<hr id=answer>{back}",
            }
        ],
    }


def _take_deck(made: CrowdDeck, body: Mapping[str, Any], above: str, depth: int) -> None:
    name = _text(body.get("name")) or "CrowdAnki"
    whole = f"{above}::{name}" if above else name
    identity = identity_of("crowdanki deck", _text(body.get("crowdanki_uuid")) or whole)
    preset = _text(body.get("deck_config_uuid"))
    made.decks[identity] = {
        "id": identity,
        "name": whole,
        "desc": _text(body.get("desc")),
        "conf": identity_of("crowdanki preset", preset) if preset else 1,
        "crowdanki_uuid": _text(body.get("crowdanki_uuid")),
    }
    _take_options(made, body)
    media = body.get("media_files")
    made.media.update(_text(each) for each in (media if isinstance(media, list) else ()))
    made.notes += _notes(made, body, identity)
    for child in _dicts(body, "children"):
        if depth < _DEEPEST:
            _take_deck(made, child, whole, depth + 1)


def _take_options(made: CrowdDeck, body: Mapping[str, Any]) -> None:
    for model in _dicts(body, "note_models"):
        identity = _type_id(model.get("crowdanki_uuid") or model.get("name"))
        made.note_types.setdefault(identity, {**model, "id": identity})
    for preset in _dicts(body, "deck_configurations"):
        identity = identity_of("crowdanki preset", _text(preset.get("crowdanki_uuid")))
        made.presets.setdefault(identity, {**preset, "id": identity})


def _type_id(uuid: object) -> int:
    return identity_of("crowdanki type", _text(uuid))


def _notes(made: CrowdDeck, body: Mapping[str, Any], deck_id: int) -> Iterator[CrowdNote]:
    listed = body.get("notes")
    for number, note in enumerate(listed if isinstance(listed, list) else (), 1):
        fields = note.get("fields") if isinstance(note, dict) else None
        if not isinstance(fields, list) or not all(isinstance(each, str) for each in fields):
            what = message("Note {number} has no fields and was left out.", number=number)
            made.problems.leave_out(0, what, _UNFIT)
            continue
        if any(len(each) > MAX_FIELD_CHARACTERS for each in fields):
            said = quoted(fields[0])
            what = message("{note} has a field that is too long and was left out.", note=said)
            made.problems.leave_out(0, what, _LONG)
            continue
        uuid, tags = note.get("note_model_uuid"), note.get("tags")
        guid = _text(note.get("guid")) or _guid(_text(uuid), fields[0] if fields else "")
        words = tags if isinstance(tags, list) else []
        yield CrowdNote(
            guid,
            _type_id(uuid),
            deck_id,
            tuple(_text(each).replace("\x1f", "") for each in fields),
            " ".join("_".join(_text(each).split()) for each in words),
        )


def _guid(type_uuid: str, first: str) -> str:
    """Return the identity of a note that has none."""
    seed = f"{type_uuid}\x1f{first}".encode("utf-8", "replace")
    return "crowdanki-" + hashlib.blake2b(seed, digest_size=9).hexdigest()


def _dicts(body: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    found = body.get(key)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _text(value: object) -> str:
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else ""
