"""Writes what a merge changed into rows that undo has logged, where a column says several things.

The texts of a note, its tags, the options of a preset and the fields of a note type are written
each by itself, so an undo puts back some of them and leaves others as they came.
"""

import json
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from sqlalchemy import Connection

from flashcards.store import fields, notes, presets, undo
from flashcards.store.connections import bulk, raw_of
from flashcards.store.schema import FIELD_SEPARATOR
from flashcards.store.syncing import (
    article_facts,
    deck_limits,
    hidden_texts,
    plan_parts,
    records,
    retold,
    rows,
)
from flashcards.store.syncing.kinds import NOTES, Values, fields_apart
from flashcards.store.syncing.template_names import at_home, travelling
from flashcards.sync.registers import TEXT, Register, State

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "notes": ("fields", "first_key", "tags"),
    "presets": ("options", "version_id"),
    "note_types": ("fields",),
    "templates": ("question", "answer"),
    "sources": ("structure",),
    "decks": ("limits",),
    "plans": ("definition",),
}
"""What is written here, by table, and nowhere else when a merge has changed rows."""


def _article_apart(structure: str, digest: str) -> Values:
    layout, decided = article_facts.taken_apart(structure)
    return {"layout": [layout, digest], **decided}


def _article_together(state: State) -> str:
    return article_facts.put_together(state["layout"].value[0], state)


_Divided: TypeAlias = tuple[str, tuple[str, ...], Callable[..., Values], Callable[[State], str]]
_APART: Final[tuple[_Divided, ...]] = (
    ("sources", ("structure", "digest"), _article_apart, _article_together),
    ("decks", ("limits",), deck_limits.taken_apart, deck_limits.put_together),
    ("plans", ("definition",), plan_parts.taken_apart, plan_parts.put_together),
)
"""Table, columns, and what takes them apart by fact and puts the first of them together again."""

# A row that another step logged, as it was before the merge, and as it is.
_PAIRS: Final = (
    "FROM undo_{table} o CROSS JOIN undo_{table} m ON m.undo_step = ?1 AND m.id = o.id "
    "AND m.undo_op = 'U' JOIN main.{table} n ON n.id = m.id "
    "WHERE o.undo_step <> ?1 AND o.undo_op IN ('U', 'D')"
)


SameCards: TypeAlias = Callable[[Connection, int, Sequence[str], Sequence[str]], bool]
"""Whether a note of a type (its id) makes the same cards of two sets of texts."""


class TakingOver:
    """What one merge, the step ``number``, means to the rows that other steps have logged."""

    def __init__(self, conn: Connection, number: int) -> None:
        self._conn = conn
        self._number = number
        self.overtaken: set[int] = set()
        """Steps that added or removed fields of a type of which the merge did so, too."""
        self._past = self._types_logged()

    def take_over(self) -> None:
        """Write all of it, before the columns that say one thing each."""
        self._presets()
        for each in _APART:
            self._by_facts(*each)
        self._templates()
        self._notes()
        self._note_types()

    def _ask(self, sql: str, *bound: object) -> list[tuple[Any, ...]]:
        return raw_of(self._conn).execute(sql, bound).fetchall()

    # Fields of note types ----------------------------------------------------------------------

    @cached_property
    def _now(self) -> dict[int, tuple[str, str]]:
        """Note type -> its fields before the merge and since."""
        found = {row[0]: (row[1], row[1]) for row in self._ask("SELECT id, fields FROM note_types")}
        for number, before in self._ask(
            "SELECT id, fields FROM undo_note_types WHERE undo_step = ? AND undo_op IN ('U', 'D')",
            self._number,
        ):
            found[number] = before, found.get(number, (before, before))[1]
        return found

    def _types_logged(self) -> dict[int, list[tuple[int, str, str]]]:
        """Note type -> (step, its fields as logged, the same after the merge), in their order."""
        stale = undo.unreachable(self._conn)
        found: dict[int, list[tuple[int, str, str]]] = {}
        for step, number, logged in self._ask(
            "SELECT undo_step, id, fields FROM undo_note_types WHERE undo_step <> ? "
            "AND undo_op IN ('U', 'D') ORDER BY undo_step",
            self._number,
        ):
            if step in stale:
                continue
            before, since = self._now.get(number, (logged, logged))
            if before == since:
                after = logged
            elif fields.uids(logged) == fields.uids(before):
                after = _fields(logged, before, since)
            else:
                after = since
                self.overtaken.add(step)
            found.setdefault(number, []).append((step, logged, after))
        return found

    def _fields_at(self, note_type: int, step: int) -> tuple[str, str]:
        """Return the fields of a type before a step, as they were and as they are to be."""
        past = self._past.get(note_type, [])
        place = bisect_left(past, (step, "", ""))
        if place < len(past):
            return past[place][1:]
        return self._now.get(note_type, ("[]", "[]"))

    def _changed_types(self) -> list[int]:
        return [number for number, (before, since) in self._now.items() if before != since]

    def _note_types(self) -> None:
        bulk(
            self._conn,
            "UPDATE undo_note_types SET fields = ? WHERE undo_step = ? AND id = ?",
            [
                (after, step, number)
                for number, past in self._past.items()
                for step, logged, after in past
                if after != logged
            ],
        )

    # Notes -----------------------------------------------------------------------------------

    def _notes(self) -> None:
        written: list[tuple[str, int, str, int, int]] = []
        seen: set[tuple[int, int]] = set()
        told: set[tuple[int, str]] = set()
        for step, number, guid, *three in self._ask(
            "SELECT o.undo_step, o.id, n.guid, o.note_type_id, o.fields, o.tags, m.note_type_id, "
            f"m.fields, m.tags, n.note_type_id, n.fields, n.tags {_PAIRS.format(table='notes')}",
            self._number,
        ):
            old, before, since = three[:3], three[3:6], three[6:]
            seen.add((step, number))
            texts = self._texts(step, old, before, since, self._hidden.get(number, {}))
            tags = _tags(old[2], before[2], since[2])
            if before[:2] != since[:2] or texts != old[1]:
                told.add((step, guid))
            if (texts, tags) != (old[1], old[2]):
                written.append((texts, _first_key(texts), tags, step, number))
        for step, number, *old in self._ask(
            "SELECT undo_step, id, note_type_id, fields, tags FROM undo_notes WHERE undo_step <> ? "
            "AND undo_op IN ('U', 'D') AND note_type_id IN (SELECT value FROM json_each(?))",
            self._number, json.dumps(self._changed_types()),
        ):  # fmt: skip
            if (step, number) not in seen:
                texts = self._texts(step, old, old, old)
                written.append((texts, _first_key(texts), old[2], step, number))
        self._write_notes(written)
        if told:
            retold.keep(self._conn, told)

    @cached_property
    def _hidden(self) -> dict[int, dict[str, str]]:
        numbers = self._ask("SELECT id FROM undo_notes WHERE undo_step = ?", self._number)
        return hidden_texts.by_others(self._conn, [row[0] for row in numbers])

    def _texts(
        self, step: int, old: Sequence[Any], before: Sequence[Any], since: Sequence[Any],
        hidden: Mapping[str, str] = MappingProxyType({}),
    ) -> str:  # fmt: skip
        """Return the texts of a note that a step logged, in the places they are to have then.

        Given its type and its texts: as logged, before the merge and since. ``hidden`` are texts
        by others that it does not show at present.
        """
        note_type = old[0] if before[0] == since[0] else since[0]
        places, _ = self._fields_at(old[0], step)
        _, places_after = self._fields_at(note_type, step)
        if before[:2] == since[:2] and places == places_after and not hidden:
            return str(old[1])
        kept, came = _by_field(places, old[1]), dict(hidden)
        if before is not since:
            went = _by_field(self._now[before[0]][0], before[1])
            now = _by_field(self._now[since[0]][1], since[1])
            came |= {
                name: text
                for name, text in now.items()
                if went.get(name) != text or name not in kept
            }
        return FIELD_SEPARATOR.join(
            (kept | came).get(name, "") for name in fields.uids(places_after)
        )

    def take_over_gone(self, said: Iterable[str], same_cards: SameCards) -> None:
        """Let steps bring back deleted notes (by guid) as other machines have written them."""
        states = records.states(self._conn, NOTES, said)
        written: list[tuple[str, int, str, int, int]] = []
        for step, number, guid, note_type, uid, texts, tags in self._ask(
            "SELECT o.undo_step, o.id, o.guid, o.note_type_id, t.uid, o.fields, o.tags "
            "FROM undo_notes o LEFT JOIN note_types t ON t.id = o.note_type_id "
            "WHERE o.undo_op = 'D' AND o.undo_step <> ? "
            "AND o.guid IN (SELECT value FROM json_each(?))",
            self._number, json.dumps(list(states)),
        ):  # fmt: skip
            state, (_, places) = states[guid], self._fields_at(note_type, step)
            kept = _by_field(places, texts)
            came = {name: str(rows.value(state, TEXT + name, kept[name])) for name in kept}
            if (came, rows.tags_of(state)) == (kept, tags):
                continue
            fits = rows.value(state, "type") == uid and places == self._now[note_type][1]
            if fits and same_cards(self._conn, note_type, [*kept.values()], [*came.values()]):
                since = FIELD_SEPARATOR.join(came.values())
                written.append((since, _first_key(since), rows.tags_of(state), step, number))
            else:
                self.overtaken.add(step)
        self._write_notes(written)

    def _write_notes(self, written: Iterable[tuple[str, int, str, int, int]]) -> None:
        bulk(
            self._conn,
            "UPDATE undo_notes SET fields = ?, first_key = ?, tags = ? "
            "WHERE undo_step = ? AND id = ?",
            written,
        )

    # Presets and templates ---------------------------------------------------------------------

    def _presets(self) -> None:
        written = []
        for step, number, old, before, since in self._ask(
            "SELECT o.undo_step, o.id, o.options, m.options, n.options "
            f"{_PAIRS.format(table='presets')} "
            "AND (m.options <> n.options OR m.version_id <> n.version_id)",
            self._number,
        ):
            found = _changed(json.loads(old), json.loads(before), json.loads(since))
            text = json.dumps(found, sort_keys=True)
            options = presets.options_from_json(text, self._day_start(step))
            written.append((text, presets.version_for(self._conn, options), step, number))
        bulk(
            self._conn,
            "UPDATE undo_presets SET options = ?, version_id = ? WHERE undo_step = ? AND id = ?",
            written,
        )

    def _by_facts(
        self, table: str, columns: Sequence[str], apart: Callable[..., Values],
        together: Callable[[State], str],
    ) -> None:  # fmt: skip
        asked = ", ".join(f"{one}.{column}" for one in "omn" for column in columns)
        differ = " OR ".join(f"m.{column} <> n.{column}" for column in columns)
        written, width = [], len(columns)
        for step, number, *all_three in self._ask(
            f"SELECT o.undo_step, o.id, {asked} {_PAIRS.format(table=table)} AND ({differ})",
            self._number,
        ):
            three = (all_three[at : at + width] for at in (0, width, 2 * width))
            found = _changed(*(apart(*each) for each in three))
            state = {name: Register(0, 0, value) for name, value in found.items()}
            written.append((together(state), step, number))
        bulk(
            self._conn,
            f"UPDATE undo_{table} SET {columns[0]} = ? WHERE undo_step = ? AND id = ?",
            written,
        )

    def _day_start(self, step: int) -> int:
        """Return when the learner's day begins once a step is taken back."""
        found = self._ask(
            "SELECT o.day_start_minutes FROM undo_learner o WHERE o.undo_step >= ?1 "
            "AND o.undo_step <> ?2 AND NOT EXISTS (SELECT 1 FROM undo_learner m, main.learner n "
            "WHERE m.undo_step = ?2 AND m.day_start_minutes <> n.day_start_minutes) "
            "ORDER BY o.undo_step LIMIT 1",
            step, self._number,
        )  # fmt: skip
        return int(found[0][0]) if found else presets.day_start(self._conn)

    def _templates(self) -> None:
        came = {
            row[0]: row[1:]
            for row in self._ask(
                "SELECT m.id, m.note_type_id, m.question, m.answer, n.question, n.answer "
                "FROM undo_templates m JOIN main.templates n ON n.id = m.id "
                "WHERE m.undo_step = ? AND m.undo_op = 'U'",
                self._number,
            )
        }
        written = []
        for step, number, note_type, *sides in self._ask(
            "SELECT undo_step, id, note_type_id, question, answer FROM undo_templates "
            "WHERE undo_step <> ? AND undo_op IN ('U', 'D')",
            self._number,
        ):
            _, *both = came.get(number, (note_type,))
            found = [
                self._side(note_type, step, sides[at], both[at], both[at + 2])
                if both
                else self._renamed(note_type, step, sides[at])
                for at in (0, 1)
            ]
            if found != sides:
                written.append((*found, step, number))
        bulk(
            self._conn,
            "UPDATE undo_templates SET question = ?, answer = ? WHERE undo_step = ? AND id = ?",
            written,
        )

    def _side(self, note_type: int, step: int, old: str, before: str, since: str) -> str:
        was, is_now = self._now.get(note_type, ("[]", "[]"))
        then, then_after = self._fields_at(note_type, step)
        if then == then_after and before == since:
            return old
        if at_home_again(before, was, is_now) != since:
            return at_home_again(since, is_now, then_after)
        return self._renamed(note_type, step, old)

    def _renamed(self, note_type: int, step: int, old: str) -> str:
        """Return a side of a template as logged, with the names that fields are to have then."""
        then, then_after = self._fields_at(note_type, step)
        return old if then == then_after else at_home_again(old, then, then_after)


def _fields(logged: str, before: str, since: str) -> str:
    """Return the fields of a type as logged, but for those that a merge has changed."""
    found = _changed(*map(fields_apart, (logged, before, since)))
    state = {name: Register(0, 0, value) for name, value in found.items()}
    return json.dumps(rows.arranged(state, json.loads(since)))


def _changed(
    old: Mapping[str, Any], before: Mapping[str, Any], since: Mapping[str, Any]
) -> dict[str, Any]:
    """Return ``old`` with what is otherwise in ``since`` than it was in ``before``."""
    found = dict(old)
    for name in before.keys() | since.keys():
        if name not in since:
            found.pop(name, None)
        elif name not in before or before[name] != since[name]:
            found[name] = since[name]
    return found


def _tags(old: str, before: str, since: str) -> str:
    if before == since:
        return old
    kept, was, is_now = ({tag.casefold(): tag for tag in each.split()} for each in
                         (old, before, since))  # fmt: skip
    return " ".join(sorted(_changed(kept, was, is_now).values(), key=str.casefold))


def _by_field(stored_fields: str, texts: str) -> dict[str, str]:
    uids = fields.uids(stored_fields)
    return dict.fromkeys(uids, "") | dict(zip(uids, texts.split(FIELD_SEPARATOR), strict=False))


def _first_key(texts: str) -> int:
    return notes.first_key(texts.partition(FIELD_SEPARATOR)[0])


def at_home_again(side: str, before: str, after: str) -> str:
    """Return a side of a template by what the fields of its type, as stored, are called after."""
    return at_home(travelling(side, _uids(before)), _names(after))


def _names(stored_fields: str) -> dict[str, str]:
    return dict(zip(fields.uids(stored_fields), fields.names(stored_fields), strict=True))


def _uids(stored_fields: str) -> dict[str, str]:
    return {name: uid for uid, name in _names(stored_fields).items()}
