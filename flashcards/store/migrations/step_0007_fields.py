"""Gives the fields of note types uids and places of their own: part of ``step_0007``."""

import hashlib
import json
import sqlite3
from collections.abc import Callable
from typing import Final

_BUILT_IN: Final = {
    ("basic", "Front"): "front",
    ("basic", "Back"): "back",
    ("basic-reverse", "Front"): "front",
    ("basic-reverse", "Back"): "back",
    ("cloze", "Text"): "text",
    ("cloze", "Extra"): "extra",
}


def _give_uids(raw: sqlite3.Connection) -> None:
    """Write the fields of every type anew; the texts of notes stay where they are."""
    for number, type_uid, names in raw.execute("SELECT id, uid, fields FROM note_types").fetchall():
        fields = [
            {"uid": _uid(type_uid, name), "name": name, "at": place}
            for place, name in enumerate(json.loads(names))
        ]
        raw.execute("UPDATE note_types SET fields = ? WHERE id = ?", (json.dumps(fields), number))


def _uid(type_uid: str, name: str) -> str:
    digest = hashlib.sha256(f"{type_uid} {name}".encode()).hexdigest()[:12]
    return _BUILT_IN.get((type_uid, name), digest)


STATEMENTS: tuple[str | Callable[[sqlite3.Connection], None], ...] = (_give_uids,)
"""The uids are the same on every machine that holds the same note types."""
