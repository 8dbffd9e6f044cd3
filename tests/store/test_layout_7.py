"""A collection of the sixth layout comes along with everything: names, stamps and all it knew."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

import flashcards
from flashcards import Collection
from flashcards.store import migrations, preparing, presets
from tests.conftest import FixedClock
from tests.store import older


@pytest.fixture
def path(collection_path: Path) -> Path:
    return older.layout_6(collection_path)


@pytest.fixture
def collection(path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    fixed_clock.advance(days=70)
    with flashcards.open(path, fixed_clock) as opened:
        yield opened


def rows(path: Path, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as raw:
        return raw.execute(query).fetchall()


def test_an_older_collection_is_sound_when_it_is_open(collection: Collection) -> None:
    assert collection.check() == []
    assert collection.check(repair=True) == []


def test_drills_count_for_fsrs_from_the_next_answer_on_and_no_card_is_moved(
    path: Path, fixed_clock: FixedClock
) -> None:
    memories = (
        "SELECT id, interval_minutes, stability, difficulty, due_at, past_version_id FROM cards"
    )
    by = (
        "SELECT DISTINCT v.id, v.parameters FROM presets p "
        "JOIN scheduler_versions v ON v.id = p.version_id WHERE v.scheduler = 'fsrs'"
    )
    before, rules = rows(path, memories), dict(rows(path, by))
    preparing.prepare(path, lambda conn, now_ms: None, 1)
    assert rows(path, memories) == before
    after = dict(rows(path, by))
    assert len(after) == len(rules) > 0
    assert not after.keys() & rules.keys()
    for parameters in after.values():
        assert '"counts_drills":true' in str(parameters)
    with flashcards.open(path, fixed_clock) as opened, opened._store.looking() as conn:
        for preset in presets.all_presets(conn):
            assert presets.known_version(conn, preset.options) == preset.version_id


def test_templates_have_a_stamp_and_start_with_that_of_their_note_type(path: Path) -> None:
    before = rows(
        path,
        "SELECT t.id, n.changed_ms FROM templates t JOIN note_types n "
        "ON n.id = t.note_type_id ORDER BY t.id",
    )
    preparing.prepare(path, lambda conn, now_ms: None, 1)
    after = rows(path, "SELECT id, changed_ms FROM templates ORDER BY id")
    assert after[: len(before)] == before


def test_a_step_that_is_cut_short_leaves_the_layout_before(path: Path) -> None:
    whole = migrations.STEPS[6]
    schema, notes = "SELECT * FROM sqlite_schema", "SELECT * FROM notes"
    before = rows(path, schema), rows(path, notes)
    for cut in range(0, len(whole) + 1, 3):
        broken = (*whole[:cut], "INSERT INTO nowhere VALUES (1)")
        with pytest.raises(Exception, match="nowhere"):
            preparing.prepare(path, older.first_rows, 1, (*migrations.STEPS[:6], broken))
        assert (rows(path, schema), rows(path, notes)) == before


def test_decks_keep_their_parents_and_a_missing_one_is_added(path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute(
            "INSERT INTO decks (uid, name, preset_id, changed_ms) VALUES ('lost', 'X::Y::Z', 1, 5)"
        )
    preparing.prepare(path, older.first_rows, 1)
    query = (
        "SELECT d.name, p.name, d.own_name FROM decks d LEFT JOIN decks p ON p.id = d.parent_id "
        "ORDER BY d.name"
    )
    assert rows(path, query) == [
        ("Birds of the coast", None, "Birds of the coast"),
        ("French", None, "French"),
        ("Spread", None, "Spread"),
        ("Spread::FSRS", "Spread", "FSRS"),
        ("Sums", None, "Sums"),
        ("Sums::Twice", "Sums", "Twice"),
        ("X", None, "X"),
        ("X::Y", "X", "Y"),
        ("X::Y::Z", "X::Y", "Z"),
        ("Ärzte", None, "Ärzte"),
        ("Ärzte::Länder", "Ärzte", "Länder"),
    ]


def test_presets_keep_what_they_had_for_siblings_and_are_offered_to_keep_them_apart(
    collection: Collection, path: Path, fixed_clock: FixedClock
) -> None:
    def burying() -> list[tuple[bool, bool]]:
        found = [preset.options for preset in collection.presets()]
        return [(options.bury_new, options.bury_reviews) for options in found]

    assert set(burying()) == {(False, False)}
    assert collection.scheduling.offers_siblings()
    collection.scheduling.decide_siblings(apart=True)
    assert set(burying()) == {(True, True)}
    assert not collection.scheduling.offers_siblings()
    assert str(collection.undo()) == "Keep siblings apart"
    assert set(burying()) == {(False, False)}
    assert collection.scheduling.offers_siblings()
    collection.scheduling.decide_siblings(apart=False)
    assert set(burying()) == {(False, False)}
    collection.close()
    with flashcards.open(path, fixed_clock) as again:
        assert not again.scheduling.offers_siblings()
        assert again.check() == []


def test_presets_of_a_time_before_burying_existed_bury_nothing(
    path: Path, fixed_clock: FixedClock
) -> None:
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("UPDATE presets SET options = json_remove(options, '$.bury_new')")
    with flashcards.open(path, fixed_clock) as opened:
        assert not any(preset.options.bury_new for preset in opened.presets())
