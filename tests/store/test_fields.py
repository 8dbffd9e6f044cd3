"""The fields of a note type are known by uids and places, whatever they are called."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

import flashcards
from flashcards import Collection
from flashcards.model.messages import message
from flashcards.model.note_types import BUILT_IN_NOTE_TYPES
from flashcards.model.notes import FieldSettings
from flashcards.store import fields
from tests.conftest import FixedClock
from tests.store import older


def call_and_show(path: Path, note_type: str, *wanted: tuple[str, str]) -> None:
    """Give the fields of a note type, by uid, these names in this order."""
    with closing(sqlite3.connect(path)) as raw:
        (text,) = raw.execute(
            "SELECT fields FROM note_types WHERE uid = ?", (note_type,)
        ).fetchone()
        places = {field["uid"]: field["at"] for field in json.loads(text)}
        found = [{"uid": uid, "name": name, "at": places[uid]} for uid, name in wanted]
        raw.execute(
            "UPDATE note_types SET fields = ? WHERE uid = ?", (json.dumps(found), note_type)
        )
        raw.commit()


def stored_notes(path: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as raw:
        return raw.execute("SELECT id, guid, fields, changed_ms FROM notes ORDER BY id").fetchall()


def found(collection: Collection, query: str) -> int:
    return len(collection.search_notes(query))


def test_fields_called_and_shown_otherwise_rewrite_no_note(
    collection_path: Path, fixed_clock: FixedClock
) -> None:
    with flashcards.open(collection_path, fixed_clock) as collection:
        note = collection.add_note({"Front": "sun", "Back": "Sol"}, "A")
        fixed_clock.advance(days=1)
        collection.update_note(note, {"Back": "sol, solis"})
    before = stored_notes(collection_path)
    call_and_show(collection_path, "basic", ("back", "Latin"), ("front", "English"))
    with flashcards.open(collection_path, fixed_clock) as collection:
        kind = collection.note_type("basic")
        shown = [kind.fields[place] for place in kind.shown_places]
        assert shown == ["Latin", "English"]
        assert collection.note(note).fields == ("sun", "sol, solis")
        assert found(collection, "english:sun") == 1
        assert found(collection, "latin:sun") == 0
        with pytest.raises(flashcards.UserError, match="no field"):
            collection.add_note({"Hint": "moon"}, "A")
        assert [(each.field, each.value) for each in collection.revisions(note)] == [
            ("Latin", "Sol")
        ]
        assert collection.check() == []
    assert stored_notes(collection_path) == before


def test_a_deleted_note_comes_back_to_its_fields_by_their_uids(
    collection_path: Path, fixed_clock: FixedClock
) -> None:
    with flashcards.open(collection_path, fixed_clock) as collection:
        note = collection.add_note({"Front": "sun", "Back": "Sol"}, "A")
        collection.delete_notes([note])
    call_and_show(collection_path, "basic", ("back", "Front"), ("front", "Back"))
    with flashcards.open(collection_path, fixed_clock) as collection:
        (entry,) = collection.bin()
        collection.restore_from_bin(entry.id)
        (back,) = collection.search_notes("")
        assert collection.note(back).fields == ("sun", "Sol")
        assert found(collection, "back:sun") == 1


def test_an_older_collection_has_the_uids_of_a_new_one(
    collection_path: Path, tmp_path: Path, fixed_clock: FixedClock
) -> None:
    older.layout_6(collection_path)
    with flashcards.open(tmp_path / "new.flashcards", fixed_clock) as new:
        wanted = [(kind.uid, kind.fields, kind.field_uids) for kind in new.note_types.all()]
    with flashcards.open(collection_path, fixed_clock) as old:
        kinds = old.note_types.all()
        assert [(kind.uid, kind.fields, kind.field_uids) for kind in kinds] == wanted
    assert wanted == [(kind.uid, kind.fields, kind.field_uids) for kind in BUILT_IN_NOTE_TYPES]


def test_what_a_field_said_is_known_after_the_note_changes_its_type(
    collection_path: Path, fixed_clock: FixedClock
) -> None:
    with flashcards.open(collection_path, fixed_clock) as collection:
        note = collection.add_note({"Front": "sun", "Back": "Sol"}, "A")
        collection.update_note(note, {"Back": "sol"})
        collection.update_note(note, note_type="cloze", fields={"Text": "the {{c1::sun}}"})
        assert ("Back", "Sol") in [(r.field, r.value) for r in collection.revisions(note)]


@pytest.mark.parametrize(
    "wrong",
    [
        '["Front", "Back"]',
        '[{"uid": "front", "name": "Front", "at": 0}, {"uid": "back", "name": "Back", "at": 2}]',
        '[{"uid": "front", "name": "Front", "at": 0}, {"uid": "front", "name": "Back", "at": 1}]',
        '[{"uid": "front", "name": "Same", "at": 0}, {"uid": "back", "name": "Same", "at": 1}]',
        '[{"uid": "", "name": "Front", "at": 0}, {"uid": "back", "name": "Back", "at": 1}]',
        "[]",
    ],
)
def test_a_check_tells_of_fields_that_cannot_be_right(
    collection_path: Path, fixed_clock: FixedClock, wrong: str
) -> None:
    with flashcards.open(collection_path, fixed_clock) as collection:
        with collection._store.writing(message("wrong")) as conn:
            conn.exec_driver_sql("UPDATE note_types SET fields = ? WHERE uid = 'basic'", (wrong,))
        with collection._store.reading() as conn:
            [found] = fields.problems(conn)
            assert str(found) == "The fields of the note type “Basic” are damaged."


@pytest.mark.parametrize(
    ("key", "value"),
    [("size", 10**9), ("size", -1), ("size", True), ("rtl", 1), ("font", "x" * 101), ("font", 5)],
)
def test_settings_that_no_screen_could_bear_count_as_unset(key: str, value: object) -> None:
    field = {"uid": "a", "name": "A", "at": 0, "language": "de", key: value}
    assert fields.settings(json.dumps([field])) == (FieldSettings(language="de"),)


def test_what_a_later_version_says_of_a_field_stays(
    collection_path: Path, fixed_clock: FixedClock
) -> None:
    flashcards.open(collection_path, fixed_clock).close()
    with closing(sqlite3.connect(collection_path)) as raw, raw:
        later = "json_set(fields, '$[0].glow', 7)"
        raw.execute(f"UPDATE note_types SET fields = {later} WHERE uid = 'basic'")
    with flashcards.open(collection_path, fixed_clock) as collection:
        collection.note_types.rename(collection.note_type("basic").id, "Simple")
    with closing(sqlite3.connect(collection_path)) as raw:
        (kept,) = raw.execute("SELECT fields FROM note_types WHERE uid = 'basic'").fetchone()
    assert [field.get("glow") for field in json.loads(kept)] == [7, None]
