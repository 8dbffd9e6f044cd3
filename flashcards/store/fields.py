"""The fields of a note type as ``note_types.fields`` keeps them.

JSON, in the order the learner sees them: each with its ``uid``, its ``name`` and ``at``, its place
among the texts of ``notes.fields``. A note may have fewer texts than its type has fields: those of
fields that were added later are empty. Settings that differ from the usual ones stand beside them:
``rtl``, ``font``, ``size``, ``language``.
"""

import json
from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import Any, Final

from sqlalchemy import Connection

from flashcards.model.messages import Message, message
from flashcards.model.notes import FieldSettings, NoteType

_SETTINGS: Final = {
    "rtl": "right_to_left", "font": "font", "size": "size", "language": "language"
}  # fmt: skip
"""Key -> the attribute of ``FieldSettings`` it keeps."""
LARGEST_SIZE: Final = 200
"""Points of a field's font."""
_LONGEST: Final = 100
"""Characters of the name of a font or a language."""
_OWN: Final = frozenset({"uid", "name", "at", *_SETTINGS})


def stored(note_type: NoteType, before: str = "[]") -> str:
    """Return the fields of a note type as they are kept.

    What a later version says of a field in ``before``, the form until now, stays.
    """
    others = {
        field["uid"]: {key: value for key, value in field.items() if key not in _OWN}
        for field in json.loads(before)
    }
    return json.dumps(
        [
            {
                "uid": note_type.field_uids[at],
                "name": note_type.fields[at],
                "at": at,
                **_kept_settings(note_type.settings_at(at)),
                **others.get(note_type.field_uids[at], {}),
            }
            for at in note_type.shown_places
        ]
    )


def _kept_settings(settings: FieldSettings) -> dict[str, object]:
    """Return the settings that are not the usual ones."""
    usual = FieldSettings()
    values = {key: getattr(settings, name) for key, name in _SETTINGS.items()}
    return {key: value for key, value in values.items() if value != getattr(usual, _SETTINGS[key])}


def settings(text: str) -> tuple[FieldSettings, ...]:
    """Return the settings of the fields in the order of a note's texts; empty where none has any.

    A value of another kind, or out of all bounds, counts as unset.
    """
    found = tuple(_settings_of(field) for field in _by_place(text))
    return found if any(each != FieldSettings() for each in found) else ()


def _settings_of(field: Mapping[str, Any]) -> FieldSettings:
    usual = FieldSettings()
    return FieldSettings(
        **{
            name: field[key]
            for key, name in _SETTINGS.items()
            if key in field and _is_setting(field[key], getattr(usual, name))
        }
    )


def _is_setting(value: object, usual: object) -> bool:
    """Whether a value is of the right kind, and within what a screen can bear."""
    if type(value) is not type(usual):
        return False
    if isinstance(value, str):
        return len(value) <= _LONGEST
    return isinstance(value, bool) or (isinstance(value, int) and 0 <= value <= LARGEST_SIZE)


def names(text: str) -> tuple[str, ...]:
    """Return what the fields are called, in the order of a note's texts."""
    return tuple(field["name"] for field in _by_place(text))


def uids(text: str) -> tuple[str, ...]:
    """Return what names the fields in every copy, in the order of a note's texts."""
    return tuple(field["uid"] for field in _by_place(text))


def shown(text: str) -> tuple[int, ...]:
    """Return the places of the fields in the order the learner sees them; empty for their own."""
    found = tuple(field["at"] for field in json.loads(text))
    return () if found == tuple(range(len(found))) else found


def _by_place(text: str) -> Sequence[dict[str, Any]]:
    return sorted(json.loads(text), key=itemgetter("at"))


def uids_of_types(conn: Connection) -> dict[str, tuple[str, ...]]:
    """Return what ``uids`` does for every note type, by the type's uid."""
    rows = conn.exec_driver_sql("SELECT uid, fields FROM note_types").fetchall()
    return {row[0]: uids(row[1]) for row in rows}


def names_by_uid(conn: Connection, note_type_id: int) -> dict[str, str]:
    """Return the names of fields by their uid: those of all types, this type's own above all."""
    rows = conn.exec_driver_sql(
        "SELECT fields FROM note_types ORDER BY id = ?, id DESC", (note_type_id,)
    ).fetchall()
    return {field["uid"]: field["name"] for row in rows for field in json.loads(row[0])}


def problems(conn: Connection) -> list[Message]:
    """Return whether there are note types whose fields are not what they can be."""
    rows = conn.exec_driver_sql("SELECT name, fields FROM note_types").fetchall()
    return [
        message("The fields of the note type “{name}” are damaged.", name=name)
        for name, text in rows
        if not _is_sound(text)
    ]


def _is_sound(text: str) -> bool:
    try:
        found = json.loads(text)
        places = sorted(field["at"] for field in found)
        texts = [(field["uid"], field["name"]) for field in found]
    except (ValueError, TypeError, KeyError):
        return False
    if not all(isinstance(each, str) and each for pair in texts for each in pair):
        return False
    distinct = all(len(set(each)) == len(found) for each in zip(*texts, strict=True))
    return bool(found) and distinct and places == list(range(len(found)))
