"""What is there although it was deleted, since machines had deleted all there was, one each.

The last preset, the last template of a note type and its last field stay. They would go as soon as
others hear of another one, with all that was done by them since. So what was left counts as brought
back once another is beside it.
"""

import json
from typing import Any, Final

from sqlalchemy import Connection

from flashcards.store.connections import raw_of
from flashcards.store.syncing import records
from flashcards.store.syncing.kinds import FIELD, NOTE_TYPES, PRESETS, TEMPLATES
from flashcards.store.syncing.records import StampRow
from flashcards.sync.registers import GONE, later

_COLUMNS: Final = "s.kind, s.row, s.field, s.stamp, s.device, s.base, s.sent"
_NOT_ALONE: Final = {
    PRESETS: "(SELECT count(*) FROM presets) > 1",
    TEMPLATES: "(SELECT count(*) FROM templates o WHERE o.note_type_id = t.note_type_id) > 1",
}


def bring_back(conn: Connection, now: int, device: int) -> None:
    """Say of what was left that it is there, where it is alone no more."""
    found: list[StampRow] = []
    for kind, not_alone in _NOT_ALONE.items():
        rows = raw_of(conn).execute(
            f"SELECT {_COLUMNS} FROM sync_stamps s JOIN {kind.name} t ON t.id = s.row "
            f"WHERE s.kind = ? AND s.field = ? AND s.value = 'true' AND {not_alone}",
            (kind.number, GONE),
        )
        found += [_back(row, now, device, json.dumps(False)) for row in rows]
    rows = raw_of(conn).execute(
        f"SELECT {_COLUMNS}, t.fields FROM sync_stamps s JOIN note_types t ON t.id = s.row "
        "WHERE s.kind = ?1 AND s.field > ?2 AND s.field < ?2 || '~' AND s.value = 'null' "
        "AND json_array_length(t.fields) > 1",
        (NOTE_TYPES.number, FIELD),
    )
    for *row, fields in rows:
        if any(FIELD + each["uid"] == row[2] for each in json.loads(fields)):
            found.append(_back(row, now, device, None))
    records.write_stamps(conn, found)


def _back(row: Any, now: int, device: int, value: str | None) -> StampRow:
    kind, number, field, stamp, _, base, sent = row
    return kind, number, field, later(now, stamp), device, stamp if sent else base, 0, value
