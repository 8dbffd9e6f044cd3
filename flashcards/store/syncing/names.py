"""What rows are called in every copy, by their local ids."""

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection

from flashcards.store import fields
from flashcards.store.connections import raw_of


class Names:
    """Looks up names; of rows that a step changed or deleted, as they were before it.

    ``step`` is the number of that step, 0 for none; ``before`` says whether rows that it changed
    are meant as they were.
    """

    def __init__(self, conn: Connection, step: int = 0, *, before: bool = False) -> None:
        self._conn = conn
        self._step = step
        self._before = before
        self._small: dict[str, dict[int, Any]] = {}
        self._notes: dict[int, str] = {}

    def deck(self, number: int | None) -> str | None:
        """Return the uid of a deck."""
        return self._named("decks", "uid", number)

    def preset(self, number: int | None) -> str | None:
        """Return the uid of a preset."""
        return self._named("presets", "uid", number)

    def source(self, number: int | None) -> str | None:
        """Return the uid of an article."""
        return self._named("sources", "uid", number)

    def note_type(self, number: int | None) -> str | None:
        """Return the uid of a note type."""
        return self._named("note_types", "uid", number)

    def template(self, number: int | None) -> str | None:
        """Return the uid of a template."""
        return self._named("templates", "uid", number)

    def field_uids(self, note_type: int) -> tuple[str, ...]:
        """Return what names the fields of a note type, in the order of a note's texts."""
        known = self._small.setdefault("field_uids", {})
        if note_type not in known:
            known[note_type] = fields.uids(self._named("note_types", "fields", note_type) or "[]")
        found: tuple[str, ...] = known[note_type]
        return found

    def fields(self, note_type: int) -> dict[str, str]:
        """Return what the fields of a note type are called, by their uids."""
        stored = self._named("note_types", "fields", note_type) or "[]"
        return dict(zip(fields.uids(stored), fields.names(stored), strict=True))

    def remember_types(self) -> None:
        """Look up note types now, before they change."""
        self._named("note_types", "fields", 0)
        self._named("note_types", "uid", 0)

    def version(self, number: int) -> list[Any]:
        """Return what a scheduler version consists of."""
        known = self._small.setdefault("versions", {})
        if not known:
            for row in raw_of(self._conn).execute(
                "SELECT id, scheduler, parameters, day_start_minutes FROM scheduler_versions"
            ):
                known[row[0]] = list(row[1:])
        found: list[Any] = known[number]
        return found

    def note(self, number: int) -> str:
        """Return the guid of a note."""
        if number not in self._notes:
            self.load_notes([number])
        return self._notes[number]

    def load_notes(self, numbers: Iterable[int]) -> None:
        """Look up the guids of many notes at once."""
        wanted = json.dumps([each for each in set(numbers) if each not in self._notes])
        chosen = "id IN (SELECT value FROM json_each(?))"
        execute = raw_of(self._conn).execute
        self._notes.update(execute(f"SELECT id, guid FROM main.notes WHERE {chosen}", (wanted,)))
        if self._step:
            self._notes.update(
                execute(
                    f"SELECT id, guid FROM undo_notes WHERE {chosen} AND undo_step = ?",
                    (wanted, self._step),
                )
            )

    def _named(self, table: str, column: str, number: int | None) -> str | None:
        if number is None:
            return None
        key = f"{table}.{column}"
        if key not in self._small:
            self._small[key] = self._read(table, column)
        found: str | None = self._small[key].get(number)
        return found

    def _read(self, table: str, column: str) -> dict[int, Any]:
        execute = raw_of(self._conn).execute
        found = {row[0]: row[1] for row in execute(f"SELECT id, {column} FROM main.{table}")}
        if self._step:
            op = "" if self._before else " AND undo_op = 'D'"
            sql = f"SELECT id, {column} FROM undo_{table} WHERE undo_step = ?{op}"
            for number, value in execute(sql, (self._step,)):
                if self._before or number not in found:
                    found[number] = value
        return found
