"""Writes what came of a merge into the rows of the collection."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection

from flashcards.model.cards import card_seed
from flashcards.store import fields, notes, presets, taking_in, undo
from flashcards.store.connections import bulk, raw_of
from flashcards.store.operation import operation
from flashcards.store.schema import FIELD_SEPARATOR
from flashcards.store.syncing import article_facts, deck_limits, hidden_texts, plan_parts
from flashcards.store.syncing.anchoring import Texts, anchored
from flashcards.store.syncing.bearers import card_name
from flashcards.store.syncing.kinds import FIELD, OPTION, SETTING, TAG
from flashcards.store.syncing.loading import Known
from flashcards.store.syncing.template_names import at_home
from flashcards.sync.registers import TEXT, Register, State, latest, ms_of

_ABSENT: Final = Register(0, 0, None)
_NAMELESS: Final = "Field"
"""The name of a field that is there though it was removed: what it was called went with it."""

Wanted = Mapping[str, Known]
"""Rows by their uid, as they are to be."""


def value(state: State, name: str, otherwise: Any = None) -> Any:
    """Return what a field says; ``otherwise`` where nobody wrote it."""
    found = state.get(name, _ABSENT).value
    return otherwise if found is None else found


def changed_ms(state: State) -> int:
    """Return when a row was changed last."""
    return ms_of(latest(state.values()))


def ids_by_uid(conn: Connection, table: str) -> dict[str, int]:
    """Return the ids of the rows of a table by their uids."""
    return taking_in.ids_by_uid(conn, table)


def _added(conn: Connection, table: str, row: Mapping[str, Any]) -> int:
    marks = ", ".join("?" * len(row))
    found = raw_of(conn).execute(
        f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks}) RETURNING id", tuple(row.values())
    ).fetchone()  # fmt: skip
    return int(found[0])


def _put(conn: Connection, table: str, known: Known, uid: Mapping[str, Any],
         row: Mapping[str, Any]) -> int:  # fmt: skip
    """Write a row, or add it; return its id."""
    if known.row is None:
        return _added(conn, table, {**uid, **row, "changed_ms": changed_ms(known.state)})
    sets = ", ".join(f"{name} = ?" for name in row)
    different = " OR ".join(f"{name} IS NOT ?" for name in row)
    raw_of(conn).execute(
        f"UPDATE {table} SET {sets}, changed_ms = max(changed_ms, ?) WHERE id = ? "
        f"AND ({different})",
        (*row.values(), changed_ms(known.state), known.row, *row.values()),
    )
    return known.row


# What belongs to all ------------------------------------------------------------------------


def put_learner(conn: Connection, state: State) -> None:
    """Set when the learner's day begins; the rules of every preset follow."""
    minutes = value(state, "day_start", 0)
    if isinstance(minutes, int) and 0 <= minutes < 24 * 60 and minutes != presets.day_start(conn):
        presets.set_day_start(conn, minutes, changed_ms(state))


def put_preset(conn: Connection, uid: str, known: Known) -> int:
    """Write a preset; its options decide by which rules its cards are planned."""
    state = known.state
    found = {
        name.removeprefix(OPTION): register.value
        for name, register in state.items()
        if name.startswith(OPTION) and register.value is not None
    }
    text = json.dumps(found, sort_keys=True)
    options = presets.options_from_json(text, presets.day_start(conn))
    row = {
        "name": value(state, "name", ""), "options": text,
        "version_id": presets.version_for(conn, options),
    }  # fmt: skip
    return _put(conn, "presets", known, {"uid": uid}, row)


def put_note_type(conn: Connection, uid: str, known: Known) -> int:
    """Write a note type without its templates; texts of notes keep their places among fields."""
    state = known.state
    before = "[]" if known.row is None else taking_in.fields_of_type(conn, known.row)[1]
    stored = arranged(state, json.loads(before))
    row = {
        "name": value(state, "name", ""), "css": value(state, "css", ""),
        "kind": value(state, "kind", "normal"), "markup": value(state, "markup", "markdown"),
        "fields": json.dumps(stored),
    }  # fmt: skip
    there, staying = ({each["uid"] for each in some} for some in (json.loads(before), stored))
    if known.row is not None and there - staying:
        removed = {each: state[FIELD + each].stamp for each in there - staying}
        hidden_texts.hide(conn, known.row, json.loads(before), stored, removed)
    if known.row is not None and staying - there:
        hidden_texts.show(conn, known.row, staying - there, stored)
    return _put(conn, "note_types", known, {"uid": uid}, row)


def arranged(state: State, before: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the fields of a note type in the order the learner sees them, with their places."""
    said = {
        name.removeprefix(FIELD): register
        for name, register in state.items()
        if name.startswith(FIELD)
    }
    there = {uid: str(register.value) for uid, register in said.items() if register.value}
    if not there and said:  # each of the last two was removed by another machine
        last = max(said, key=lambda uid: (*said[uid][:2], uid))
        there = {last: _NAMELESS}
    order = [uid for uid in value(state, "order", []) if uid in there]
    order += sorted(uid for uid in there if uid not in order)
    places = [each["uid"] for each in sorted(before, key=lambda each: each["at"])]
    places = [uid for uid in places if uid in there]
    places += [uid for uid in order if uid not in places]
    names, settings = _names(said, there), _settings(state)
    return [
        {**settings.get(uid, {}), "uid": uid, "name": names[uid], "at": places.index(uid)}
        for uid in order
    ]


def _settings(state: State) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for name, register in state.items():
        if name.startswith(SETTING) and register.value is not None:
            uid, _, key = name.removeprefix(SETTING).rpartition(".")
            found.setdefault(uid, {})[key] = register.value
    return found


def _names(said: State, there: Mapping[str, str]) -> dict[str, str]:
    """Return what fields are called; of two that were given one name the older keeps it."""
    taken: set[str] = set()
    by_age = sorted(there, key=lambda uid: (*said[uid][:2], uid))
    return {uid: _free(there[uid], taken) for uid in by_age}


def _free(name: str, taken: set[str]) -> str:
    """Two machines may have given one name to two fields."""
    wanted, number = name, 2
    while wanted.casefold() in taken:
        wanted, number = f"{name} {number}", number + 1
    taken.add(wanted.casefold())
    return wanted


def put_template(conn: Connection, uid: str, known: Known, types: Mapping[str, int]) -> int | None:
    """Write a template; None where its note type is not there."""
    state = known.state
    type_id = types.get(value(state, "type", ""))
    if type_id is None:
        return None
    stored = taking_in.fields_of_type(conn, type_id)[1]
    called = dict(zip(fields.uids(stored), fields.names(stored), strict=True))
    row = {
        "name": value(state, "name", ""), "position": value(state, "position", 0),
        "question": at_home(value(state, "question", ""), called),
        "answer": at_home(value(state, "answer", ""), called),
    }  # fmt: skip
    return _put(conn, "templates", known, {"uid": uid, "note_type_id": type_id}, row)


def put_source(conn: Connection, uid: str, known: Known) -> int:
    """Write an article."""
    state = known.state
    text, digest, layout = value(state, "content", ["", "", ""])
    row = {
        "title": value(state, "title", ""), "text": text, "address": value(state, "address", ""),
        "digest": digest, "structure": article_facts.put_together(layout, state),
        "read_ms": value(state, "read"),
    }  # fmt: skip
    return _put(conn, "sources", known, {"uid": uid}, row)


def put_deck(
    conn: Connection, uid: str, known: Known, place: tuple[int | None, str, str], preset: int
) -> int:
    """Write a deck; ``place`` is the deck above it (its id), its own name and its full name."""
    parent, own_name, name = place
    row = {
        "parent_id": parent, "own_name": own_name, "name": name, "preset_id": preset,
        "description": value(known.state, "description", ""),
        "limits": deck_limits.put_together(known.state),
    }  # fmt: skip
    return _put(conn, "decks", known, {"uid": uid}, row)


# Notes and cards ----------------------------------------------------------------------------


def tags_of(state: State) -> str:
    """Return the tags of a note as its column holds them."""
    found = (
        register.value
        for name, register in state.items()
        if name.startswith(TAG) and register.value
    )
    return " ".join(sorted(found, key=str.casefold))


def put_notes(
    conn: Connection, wanted: Wanted, types: Mapping[str, int],
    field_uids: Mapping[int, Sequence[str]], sources: Mapping[str, int],
) -> dict[str, int]:  # fmt: skip
    """Write notes whose types are there; return their ids by guid."""
    number = notes.next_id(conn, "notes")
    added, changed, found = [], [], {}
    for guid, known in wanted.items():
        state = known.state
        type_id = types.get(value(state, "type", ""))
        if type_id is None:
            continue
        texts = [value(state, TEXT + uid, "") for uid in field_uids[type_id]]
        stored = FIELD_SEPARATOR.join(texts)
        source, heading = value(state, "source", [None, ""])
        made_from = sources.get(source or "")
        row = (type_id, stored, tags_of(state), notes.first_key(texts[0]), made_from, heading)
        if known.row is None:
            moment = value(state, "created", 0)
            added.append((number, guid, *row, moment, changed_ms(state)))
            found[guid] = number
            number += 1
        else:
            changed.append((*row, value(state, "created"), changed_ms(state), known.row))
            found[guid] = known.row
    notes.insert(conn, added)
    bulk(
        conn,
        "UPDATE notes SET note_type_id = ?, fields = ?, tags = ?, first_key = ?, source_id = ?, "
        "source_heading = ?, created_ms = coalesce(?, created_ms), "
        "changed_ms = max(changed_ms, ?) WHERE id = ?",
        changed,
    )
    return found


CARD_COLUMNS: Final = "deck_id = ?, suspended = ?, buried_until = ?, flag = ?, position = ?"


def card_facts(conn: Connection, uid: str, state: State, deck: int) -> tuple[Any, ...]:
    """Return what the columns of a card say that are its own, from its deck to its stamp."""
    seed = card_seed(*card_name(uid))
    past, until = value(state, "past", [None, None])
    version = None if past is None else taking_in.scheduler(conn, *past)
    return (
        deck, value(state, "suspended", 0), state.get("buried", _ABSENT).value,
        value(state, "flag", 0), value(state, "position", 0), version, until,
        value(state, "seed", seed), changed_ms(state),
    )  # fmt: skip


def put_cards(conn: Connection, rows: Iterable[tuple[int, tuple[Any, ...]]]) -> None:
    """Give cards that are there their facts."""
    bulk(
        conn,
        f"UPDATE cards SET {CARD_COLUMNS}, past_version_id = ?, past_until_ms = ?, "
        "seed = ?, changed_ms = max(changed_ms, ?) WHERE id = ?",
        ((*facts, number) for number, facts in rows),
    )


def add_cards(conn: Connection, rows: Sequence[tuple[int, str, int, int, tuple[Any, ...]]]) -> None:
    """Add cards: id, uid, note id, template id, facts. Those with a log find it under their id."""
    found = []
    for number, uid, note, template, facts in rows:
        found.append((number, note, template, card_name(uid)[2], *facts))
    bulk(
        conn,
        "INSERT INTO cards (id, note_id, template_id, ordinal, deck_id, suspended, buried_until, "
        "flag, position, past_version_id, past_until_ms, seed, changed_ms) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        found,
    )


def count_as_returned(conn: Connection, card_ids: Iterable[int]) -> None:
    """Say of cards with a log that are there from now on, so that totals follow."""
    undo.revived(conn, operation(conn).step, card_ids)


# What notes and articles carry -----------------------------------------------------------------


def put_passage(
    conn: Connection, known: Known, note: int | None, sources: Mapping[str, int], texts: Texts
) -> int | None:
    """Write where a note was made from; None where note or article is not there."""
    source, *rest = value(known.state, "all", [None])
    if note is None or source not in sources:
        return None
    columns = ("kind", "term", "heading", "start", "stop", "quote", "made", "fresh_look",
               "former_quote", "former_until_ms")  # fmt: skip
    row = dict(zip(columns, rest, strict=True))
    return _put_in_text(conn, "passages", known, {"note_id": note}, sources[source], row, texts)


def put_highlight(
    conn: Connection, uid: str, known: Known, sources: Mapping[str, int], texts: Texts
) -> int | None:
    """Write a highlight; None where its article is not there."""
    source, *rest = value(known.state, "all", [None])
    if source not in sources:
        return None
    row = dict(zip(("quote", "start", "stop", "made_ms"), rest, strict=True))
    return _put_in_text(conn, "highlights", known, {"uid": uid}, sources[source], row, texts)


def _put_in_text(
    conn: Connection, table: str, known: Known, uid: Mapping[str, Any], source: int,
    row: dict[str, Any], texts: Texts,
) -> int:  # fmt: skip
    row["start"], row["stop"] = anchored(texts(source), row["quote"], row["start"])
    return _put(conn, table, known, uid, {"source_id": source, **row})


def put_reading(conn: Connection, uid: str, known: Known) -> int:
    """Write what was decided about reading an article."""
    row = {
        "priority": value(known.state, "priority", 0), "portion": value(known.state, "portion", 0),
        "finished_ms": value(known.state, "finished"),
    }  # fmt: skip
    return _put(conn, "readings", known, {"uid": uid}, row)


def put_plan(conn: Connection, uid: str, known: Known) -> int:
    """Write a plan."""
    definition = plan_parts.put_together(known.state)
    row = {"name": value(known.state, "name", ""), "definition": definition}
    fixed = {"uid": uid, "kind": value(known.state, "kind", ""),
             "created_ms": value(known.state, "created", 0)}  # fmt: skip
    return _put(conn, "plans", known, fixed, row)


def put_media(conn: Connection, name: str, known: Known) -> int:
    """Write what is known of a media file."""
    original, size = value(known.state, "all", ["", 0])
    return _put(conn, "media", known, {"name": name, "size": size}, {"original_name": original})


def put_origin(conn: Connection, guid: str, known: Known) -> int:
    """Write what a note was where it came from."""
    origin_id, texts, cards, body, log = value(known.state, "all", [0, "", "", "", ""])
    row = {"origin_id": origin_id, "texts": texts, "cards": cards, "body": body,
           "log": bytes.fromhex(log)}  # fmt: skip
    return _put(conn, "origins", known, {"guid": guid}, row)


def put_origin_option(conn: Connection, name: str, known: Known) -> int:
    """Write what a deck or a note type was where it came from."""
    kind, _, uid = name.partition("/")
    row = {"body": value(known.state, "all", "")}
    return _put(conn, "origin_options", known, {"kind": kind, "uid": uid}, row)


def put_place(conn: Connection, uid: str, read_ms: int, rest: Sequence[Any]) -> None:
    """Write how far an article was read, where that is later than what is here."""
    raw_of(conn).execute(
        "INSERT INTO reading_places (uid, read_ms, position, top, spans, week, week_before) "
        "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (uid) DO UPDATE SET read_ms = excluded.read_ms, "
        "position = excluded.position, top = excluded.top, spans = excluded.spans, "
        "week = excluded.week, week_before = excluded.week_before "
        "WHERE excluded.read_ms > read_ms",
        (uid, read_ms, *rest),
    )


def delete(conn: Connection, table: str, numbers: Sequence[int]) -> None:
    """Delete rows of a table that nothing else names."""
    bulk(conn, f"DELETE FROM {table} WHERE id = ?", ((number,) for number in numbers))
