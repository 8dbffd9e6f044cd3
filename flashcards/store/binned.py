"""The bin: what went in each operation, with all it takes to bring it back."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection

from flashcards.model.binning import DAYS_KEPT, BinKind
from flashcards.model.enums import CardState
from flashcards.model.messages import Message, plural_message
from flashcards.scheduling.days import from_ms
from flashcards.store import media_care
from flashcards.store.connections import raw_of
from flashcards.store.operation import Operation
from flashcards.store.undo import Step

if TYPE_CHECKING:
    from flashcards.model.binned import BinEntry

_NAME_LENGTH: Final = 300
"""How much of its first note's text names an entry; more than any line shows."""

_MS_KEPT: Final = DAYS_KEPT * 86_400_000

# ?1 the step, ?2 the entry, ?3 and ?4 the range of ids the step itself inserted.
# A merge may delete a card and let it be there again under its number, as another of its note.
_WENT: Final = (
    "u.undo_step = ?1 AND u.undo_op = 'D' AND NOT (u.id > ?3 AND u.id <= ?4) "
    "AND NOT EXISTS (SELECT 1 FROM main.{table} n WHERE n.id = u.id)"
)
_NOTE: Final = (
    "coalesce((SELECT {column} FROM notes WHERE id = u.note_id), "
    "(SELECT {column} FROM undo_notes WHERE undo_step = ?1 AND id = u.note_id))"
)
_DECK: Final = (
    "coalesce((SELECT {column} FROM decks WHERE id = u.deck_id), "
    "(SELECT {column} FROM undo_decks WHERE undo_step = ?1 AND id = u.deck_id))"
)
_GUID: Final = _NOTE.format(column="guid")
_TEMPLATE: Final = (
    "coalesce((SELECT uid FROM templates WHERE id = u.template_id), "
    "(SELECT uid FROM undo_templates WHERE undo_step = ?1 AND id = u.template_id))"
)
_SOURCE: Final = "(SELECT {column} FROM sources WHERE id = u.source_id)"

_DECK_BODY: Final = (
    "'name', u.name, 'preset', (SELECT uid FROM presets WHERE id = u.preset_id), "
    "'description', u.description, 'limits', u.limits"
)
_NOTE_BODY: Final = (
    "'type', (SELECT uid FROM note_types WHERE id = u.note_type_id), "
    "'names', (SELECT fields FROM note_types WHERE id = u.note_type_id), "
    f"'fields', u.fields, 'tags', u.tags, 'source', {_SOURCE.format(column='uid')}, "
    f"'title', {_SOURCE.format(column='title')}, 'heading', u.source_heading, "
    "'created_ms', u.created_ms"
)
_CARD_UID: Final = f"{_GUID} || '/' || {_TEMPLATE} || '/' || u.ordinal"
_CARD_BODY: Final = (
    f"'id', u.id, 'note', {_GUID}, 'template', {_TEMPLATE}, 'ordinal', u.ordinal, "
    f"'deck', {_DECK.format(column='uid')}, 'deck_name', {_DECK.format(column='name')}, "
    "'position', u.position, 'suspended', u.suspended, 'buried_until', u.buried_until, "
    "'flag', u.flag, 'seed', u.seed, 'answers', u.answers, 'past_version', u.past_version_id, "
    "'past_until_ms', u.past_until_ms"
)
_PASSAGE_BODY: Final = (
    f"'source', {_SOURCE.format(column='uid')}, 'kind', u.kind, 'term', u.term, "
    "'heading', u.heading, 'start', u.start, 'stop', u.stop, 'quote', u.quote, "
    "'made', u.made, 'fresh_look', u.fresh_look, 'former_quote', u.former_quote, "
    "'former_until_ms', u.former_until_ms"
)
_TYPE_BODY: Final = (
    "'name', u.name, 'kind', u.kind, 'fields', u.fields, 'css', u.css, 'markup', u.markup, "
    "'templates', json((SELECT json_group_array(json_object('uid', t.uid, 'name', t.name, "
    "'position', t.position, 'question', t.question, 'answer', t.answer)) "
    "FROM undo_templates t WHERE t.undo_step = ?1 AND t.note_type_id = u.id))"
)
_BODIES: Final[dict[str, tuple[str, str]]] = {
    "decks": ("u.uid", _DECK_BODY),
    "notes": ("u.guid", _NOTE_BODY),
    "cards": (_CARD_UID, _CARD_BODY),
    "passages": (_GUID, _PASSAGE_BODY),
    "presets": ("u.uid", "'name', u.name, 'options', u.options"),
    "note_types": ("u.uid", _TYPE_BODY),
}
"""Table -> the name of its rows in every copy, and what is kept of them, as SQL."""

_LEARNT: Final = f"(u.answers > 0 OR u.state <> {CardState.NEW:d})"
_ONLY: Final = {
    # Of cards that an edit of their note took, those with a past; of passages, those of notes.
    "cards": f" AND ({_LEARNT} OR ?5)",
    "passages": " AND NOT EXISTS (SELECT 1 FROM notes WHERE id = u.note_id) AND ?5 IS NOT NULL",
}


def keep(conn: Connection, work: Operation) -> bool:
    """Put what the operation deleted into the bin; return whether that was anything.

    Before ``derived.refresh``, from the rows that undo has logged; part of the same undo step.
    """
    step = work.step
    tables = [name for name in _BODIES if name in step.touched]
    if not tables or (tables == ["cards"] and step.reviews):  # an answer deletes nothing
        return False
    went = {name: _went(conn, step, name) for name in tables}
    kind = next((kind for kind in BinKind if went.get(f"{kind}s")), BinKind.PART)
    if not any(went.values()) or (kind is BinKind.PART and not _lasting(conn, step, went)):
        return False
    row = conn.exec_driver_sql(
        "INSERT INTO bin (kind, name, deleted_ms, device, decks, notes, cards, reviews) "
        "VALUES (?, ?, ?, ?, 0, 0, 0, 0) RETURNING id",
        (kind, _name(conn, step, kind), work.now_ms, work.device),
    ).fetchone()
    assert row is not None
    entry = int(row[0])
    for name in tables:
        _keep_rows(conn, step, entry, name, kind is not BinKind.PART)
    conn.exec_driver_sql(_COUNT, (entry,))
    return True


_COUNT: Final = (
    "UPDATE bin SET "
    + ", ".join(
        f"{name} = (SELECT count(*) FROM bin_rows WHERE entry = ?1 AND kind = '{name}')"
        for name in ("decks", "notes", "cards")
    )
    + ", reviews = (SELECT coalesce(sum(json_extract(body, '$.answers')), 0) FROM bin_rows "
    "WHERE entry = ?1 AND kind = 'cards') WHERE id = ?1"
)


def _range(step: Step, table: str) -> tuple[int, int]:
    return step.inserted.get(table, (0, 0))


def _went(conn: Connection, step: Step, table: str) -> bool:
    found = raw_of(conn).execute(
        f"SELECT 1 FROM undo_{table} u WHERE {_WENT.format(table=table)} AND ?2 IS NULL LIMIT 1",
        (step.number, None, *_range(step, table)),
    )
    return found.fetchone() is not None


def _lasting(conn: Connection, step: Step, went: dict[str, bool]) -> bool:
    """Whether what an operation deleted beside decks and notes is worth keeping."""
    if went.get("presets") or went.get("note_types"):
        return True
    if not went.get("cards"):
        return False
    found = raw_of(conn).execute(
        f"SELECT 1 FROM undo_cards u WHERE {_WENT.format(table='cards')} AND ?2 IS NULL "
        f"AND {_LEARNT} LIMIT 1",
        (step.number, None, *_range(step, "cards")),
    )
    return found.fetchone() is not None


def _keep_rows(conn: Connection, step: Step, entry: int, table: str, whole: bool) -> None:
    uid, body = _BODIES[table]
    bound: tuple[object, ...] = (step.number, entry, *_range(step, table))
    only = _ONLY.get(table, "")
    if only:
        bound = (*bound, int(whole))
    conn.exec_driver_sql(
        f"INSERT INTO bin_rows (entry, kind, uid, body) SELECT ?2, '{table}', {uid}, "
        f"json_object({body}) FROM undo_{table} u "
        f"WHERE {_WENT.format(table=table)}{only} ORDER BY u.id",
        bound,
    )


def _name(conn: Connection, step: Step, kind: BinKind) -> str:
    """Return what an entry is called: its topmost deck, or the first field of its first note."""
    if kind is BinKind.PART:
        return ""
    column = "name" if kind is BinKind.DECK else "fields"
    order = "length(u.name)" if kind is BinKind.DECK else "u.id"
    row = raw_of(conn).execute(
        f"SELECT u.{column} FROM undo_{kind}s u WHERE {_WENT.format(table=f'{kind}s')} "
        f"AND ?2 IS NULL ORDER BY {order}",
        (step.number, None, *_range(step, f"{kind}s")),
    ).fetchone()  # fmt: skip
    return str(row[0])[:_NAME_LENGTH]


# Looking into it -------------------------------------------------------------------


_ENTRY: Final = "id, kind, name, deleted_ms, decks, notes, cards, reviews"
_LISTED: Final = (BinKind.DECK, BinKind.NOTE, BinKind.MEDIA)
_FILES: Final = (
    "SELECT count(*), coalesce(CAST(sum(json_extract(body, '$.size')) AS INTEGER), 0) "
    "FROM bin_rows WHERE entry = ? AND kind = 'media'"
)


def _entry(conn: Connection, row: Sequence[Any]) -> "BinEntry":
    from flashcards.model.binned import BinEntry

    kind, files, size = BinKind(row[1]), 0, 0
    if kind is BinKind.MEDIA:
        files, size = conn.exec_driver_sql(_FILES, (row[0],)).one()
    kept_until = from_ms(row[3] + _MS_KEPT)
    decks, notes, cards, reviews = row[4:]
    return BinEntry(
        row[0], kind, row[2], from_ms(row[3]), kept_until,
        decks, notes, cards, reviews, files, size,
    )  # fmt: skip


def entries(conn: Connection) -> list["BinEntry"]:
    """Return what the learner can bring back, newest first; not what a later version put there."""
    rows = conn.exec_driver_sql(
        f"SELECT {_ENTRY} FROM bin WHERE kind IN (?, ?, ?) ORDER BY deleted_ms DESC, id DESC",
        _LISTED,
    ).fetchall()
    return [_entry(conn, row) for row in rows]


def entry(conn: Connection, entry_id: int) -> "BinEntry | None":
    """Return one entry; None when it is not there any more."""
    row = conn.exec_driver_sql(
        f"SELECT {_ENTRY} FROM bin WHERE id = ? AND kind IN (?, ?, ?, ?)", (entry_id, *BinKind)
    ).fetchone()
    return None if row is None else _entry(conn, row)


def bodies(conn: Connection, entry_id: int, kind: str) -> list[tuple[str, dict[str, Any]]]:
    """Return (uid, what was kept) of an entry's rows of a kind, in the order they were added."""
    rows = conn.exec_driver_sql(
        "SELECT uid, body FROM bin_rows WHERE entry = ? AND kind = ? ORDER BY id",
        (entry_id, kind),
    ).fetchall()
    return [(row[0], json.loads(row[1])) for row in rows]


def parts(conn: Connection) -> list[int]:
    """Return the entries that ``entries`` leaves out."""
    rows = conn.exec_driver_sql("SELECT id FROM bin WHERE kind = ?", (BinKind.PART,)).fetchall()
    return [row[0] for row in rows]


def newest(conn: Connection, kind: str, uid: str) -> dict[str, Any] | None:
    """Return what was kept of a row when it went last; None when the bin does not hold it."""
    row = conn.exec_driver_sql(
        "SELECT body FROM bin_rows WHERE uid = ? AND kind = ? ORDER BY id DESC LIMIT 1",
        (uid, kind),
    ).fetchone()
    return None if row is None else json.loads(row[0])


def entries_with_notes(conn: Connection, guids: Iterable[str]) -> list[int]:
    """Return the entries that hold what was kept of these notes when they went last."""
    rows = conn.exec_driver_sql(
        "SELECT max(r.entry) FROM bin_rows r JOIN bin b ON b.id = r.entry WHERE r.kind = 'notes' "
        "AND b.kind IN ('note', 'deck') AND r.uid IN (SELECT value FROM json_each(?)) "
        "GROUP BY r.uid",
        (json.dumps(list(guids)),),
    ).fetchall()
    return sorted({row[0] for row in rows})


def deck_named(conn: Connection, name: str) -> tuple[str, dict[str, Any]] | None:
    """Return (uid, what was kept) of the deck of this full name that went last; None for none."""
    row = conn.exec_driver_sql(
        "SELECT uid, body FROM bin_rows WHERE kind = 'decks' "
        "AND json_extract(body, '$.name') = ? ORDER BY id DESC LIMIT 1",
        (name,),
    ).fetchone()
    return None if row is None else (row[0], json.loads(row[1]))


def remove(conn: Connection, entry_ids: Sequence[int]) -> None:
    """Let entries go for good."""
    media_care.note_going(conn, entry_ids)
    bound = (json.dumps(list(entry_ids)),)
    chosen = "(SELECT value FROM json_each(?))"
    conn.exec_driver_sql(f"DELETE FROM bin_rows WHERE entry IN {chosen}", bound)
    conn.exec_driver_sql(f"DELETE FROM bin WHERE id IN {chosen}", bound)


def overdue(conn: Connection, now_ms: int) -> list[int]:
    """Return the entries that have been kept for ``DAYS_KEPT`` days."""
    rows = conn.exec_driver_sql(
        "SELECT id FROM bin WHERE deleted_ms < ? ORDER BY id", (now_ms - _MS_KEPT,)
    ).fetchall()
    return [row[0] for row in rows]


# Cards that an edit of their note took --------------------------------------------------


def parts_of_notes(
    conn: Connection, note_ids: Sequence[int]
) -> Iterator[tuple[int, int, int, dict[str, Any]]]:
    """Yield (row, note id, template id, body) of cards that notes lost, the last first.

    Nothing for cards that went with their note: these come back with it alone.
    """
    execute = conn.exec_driver_sql
    if not execute("SELECT 1 FROM bin WHERE kind = ? LIMIT 1", (BinKind.PART,)).fetchone():
        return
    # "0" follows "/": the names of a note's cards lie between the two.
    rows = execute(
        "SELECT r.id, n.id, t.id, r.body FROM notes n CROSS JOIN bin_rows r "
        "ON r.uid > n.guid || '/' AND r.uid < n.guid || '0' AND r.kind = 'cards' "
        "JOIN bin b ON b.id = r.entry AND b.kind = ? "
        "JOIN templates t ON t.uid = json_extract(r.body, '$.template') "
        "WHERE n.id IN (SELECT value FROM json_each(?)) ORDER BY r.id DESC",
        (BinKind.PART, json.dumps(list(note_ids))),
    ).fetchall()
    for row in rows:
        yield row[0], row[1], row[2], json.loads(row[3])


def keep_rest(conn: Connection, entry_id: int, left: Sequence[str]) -> None:
    """Let an entry go that came back, but for cards (their uids) that no note makes at present."""
    conn.exec_driver_sql(
        "DELETE FROM bin_rows WHERE entry = ? AND NOT (kind = 'cards' "
        "AND uid IN (SELECT value FROM json_each(?)))",
        (entry_id, json.dumps(list(left))),
    )
    if left:
        conn.exec_driver_sql("UPDATE bin SET kind = ? WHERE id = ?", (BinKind.PART, entry_id))
        conn.exec_driver_sql(_COUNT, (entry_id,))
    else:
        remove(conn, [entry_id])


def take_out(conn: Connection, rows: Sequence[int]) -> None:
    """Take rows out of the bin that are back in their places."""
    bound = (json.dumps(list(rows)),)
    conn.exec_driver_sql("DELETE FROM bin_rows WHERE id IN (SELECT value FROM json_each(?))", bound)
    conn.exec_driver_sql(
        "DELETE FROM bin WHERE kind = ? AND NOT EXISTS "
        "(SELECT 1 FROM bin_rows WHERE entry = bin.id)",
        (BinKind.PART,),
    )


# Whether all is well ---------------------------------------------------------------------


_UNSOUND: Final = """
SELECT count(*) FROM bin b WHERE kind NOT IN (?, ?, ?, ?)
OR NOT EXISTS (SELECT 1 FROM bin_rows r WHERE r.entry = b.id)
OR EXISTS (SELECT 1 FROM bin_rows r WHERE r.entry = b.id AND (
    json_type(r.body) <> 'object' OR r.kind = 'cards' AND (
        json_type(r.body, '$.id') IS NOT 'integer'
        OR EXISTS (SELECT 1 FROM cards WHERE id = json_extract(r.body, '$.id'))
    )
))
"""


def problems(conn: Connection) -> list[Message]:
    """Return whether the bin holds what could not be brought back."""
    wrong = conn.exec_driver_sql(_UNSOUND, tuple(BinKind)).scalar_one()
    if not wrong:
        return []
    return [
        plural_message(
            wrong,
            "{count} deletion in the bin cannot be restored.",
            "{count} deletions in the bin cannot be restored.",
        )
    ]
