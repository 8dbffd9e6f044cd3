"""Makes small decks of other programs, as those programs write them."""

import json
from typing import Any

BASIC, CLOZE = "uuid-of-basic", "uuid-of-cloze"


def crowd_model(uuid: str, name: str, fields: tuple[str, ...], kind: int = 0) -> dict[str, Any]:
    """Return a note type of CrowdAnki's."""
    question = "{{cloze:Text}}" if kind else "{{" + fields[0] + "}}"
    answer = question if kind else "{{FrontSide}}<hr id=answer>{{" + fields[1] + "}}"
    return {
        "__type__": "NoteModel",
        "crowdanki_uuid": uuid,
        "css": ".card { color: black; }",
        "flds": [
            {"name": each, "ord": place, "font": "Arial", "size": 20, "rtl": False}
            for place, each in enumerate(fields)
        ],
        "name": name,
        "tmpls": [{"name": "Card 1", "ord": 0, "qfmt": question, "afmt": answer}],
        "type": kind,
    }


def crowd_note(guid: str, *fields: str, model: str = BASIC, tags: Any = ()) -> dict[str, Any]:
    """Return a note of CrowdAnki's."""
    return {
        "__type__": "Note",
        "fields": list(fields),
        "guid": guid,
        "note_model_uuid": model,
        "tags": list(tags),
    }


def crowd_deck(name: str, *notes: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return a deck of CrowdAnki's."""
    return {
        "__type__": "Deck",
        "children": [],
        "crowdanki_uuid": f"uuid-of-{name}",
        "deck_config_uuid": "uuid-of-default",
        "desc": "",
        "dyn": 0,
        "media_files": [],
        "name": name,
        "notes": list(notes),
        **more,
    }


def crowd_top(*notes: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return a deck with the note types and presets that stand at the top."""
    found = {
        "deck_configurations": [
            {
                "__type__": "DeckConfig",
                "crowdanki_uuid": "uuid-of-default",
                "name": "Gentle",
                "new": {"delays": [2.0, 20.0], "perDay": 7},
                "rev": {"perDay": 70},
                "lapse": {"delays": [30.0]},
            }
        ],
        "note_models": [
            crowd_model(BASIC, "Word", ("Front", "Back")),
            crowd_model(CLOZE, "Gaps", ("Text", "Extra"), 1),
        ],
    }
    return crowd_deck("Europe", *notes, **{**found, **more})


def written(deck: Any) -> bytes:
    """Return a deck as the bytes of its file."""
    return json.dumps(deck, indent=4, sort_keys=True, ensure_ascii=False).encode()
