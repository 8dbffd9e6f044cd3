"""The ninth layout: older collections get the built-in note types that came later."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import flashcards
from flashcards.model.note_types import BUILT_IN, BUILT_IN_NOTE_TYPES
from flashcards.store import preparing
from flashcards.store.migrations import STEPS
from tests.conftest import FixedClock
from tests.store import older


def of_layout_8(path: Path) -> None:
    older.layout_6(path)
    preparing.prepare(path, lambda conn, now_ms: None, 0, STEPS[:8])


def test_an_older_collection_gets_the_types_it_lacks(
    collection_path: Path, fixed_clock: FixedClock
) -> None:
    of_layout_8(collection_path)
    with flashcards.open(collection_path, fixed_clock) as collection:
        kept = {each.uid: each for each in collection.note_types.all()}
        assert {uid: replace(each, id=BUILT_IN[uid].id) for uid, each in kept.items()} == BUILT_IN
        note = collection.add_note({"Term": "auk", "Definition": "a bird"}, "D", note_type="term")
        assert len(collection.note_cards(note)) == 2
        assert collection.check() == []


def test_a_type_of_the_learners_own_keeps_its_name_and_its_uid(
    collection_path: Path, fixed_clock: FixedClock
) -> None:
    of_layout_8(collection_path)
    own = '[{"uid": "a", "name": "A", "at": 0}]'
    with closing(sqlite3.connect(collection_path)) as raw, raw:
        raw.execute(
            "INSERT INTO note_types (uid, name, kind, fields, changed_ms) VALUES "
            "('choice', 'Mine', 'normal', ?1, 5), ('mine', 'list', 'normal', ?1, 5)",
            (own,),
        )
        raw.execute(
            "INSERT INTO templates (note_type_id, uid, name, position, question, answer) "
            "SELECT id, uid || '-own', 'Card', 0, '{{A}}', '' FROM note_types WHERE fields = ?",
            (own,),
        )
    with flashcards.open(collection_path, fixed_clock) as collection:
        named = {each.uid: each.name for each in collection.note_types.all()}
        assert (named["choice"], named["mine"], named["list"]) == ("Mine", "list", "List 2")
        assert len(named) == len(BUILT_IN_NOTE_TYPES) + 1
        assert collection.note_type("choice").fields == ("A",)
        assert collection.check() == []
