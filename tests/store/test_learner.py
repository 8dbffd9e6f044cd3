"""The learner has one start of the day, which no preset keeps and every deck goes by."""

import json
from pathlib import Path

import flashcards
from flashcards import Collection
from flashcards.store import migrations, preparing
from tests.conftest import FixedClock
from tests.store import older
from tests.store.test_layout_7 import rows


def starts(collection: Collection) -> set[int]:
    return {preset.options.day_start_minutes for preset in collection.presets()}


def kept(collection: Collection) -> list[tuple[object, ...]]:
    with collection._store.reading() as conn:
        found = [*conn.exec_driver_sql("SELECT day_start_minutes, changed_ms FROM learner")]
        found += conn.exec_driver_sql("SELECT options, changed_ms FROM presets")
    return [tuple(row) for row in found]


def test_another_start_of_the_day_is_one_change_that_undo_takes_back(
    collection_path: Path, fixed_clock: FixedClock
) -> None:
    with flashcards.open(collection_path, fixed_clock) as collection:
        collection.add_deck("A")
        collection.add_deck("B")
        collection.add_preset("Other", deck="B")
        versions = [preset.version_id for preset in collection.presets()]
        (first, *presets) = kept(collection)
        fixed_clock.advance(days=1)
        collection.set_options("B", day_start_minutes=60)
        assert starts(collection) == {60}
        assert collection.options("A").day_start_minutes == 60
        now, *after = kept(collection)
        assert (now[0], after) == (60, presets)
        assert now != first
        assert str(collection.undo()) == "Change options"
        assert starts(collection) == {240}
        assert [preset.version_id for preset in collection.presets()] == versions
        back, *after = kept(collection)
        assert (back[0], after) == (240, presets)
        collection.redo()
        assert starts(collection) == {60}
    with flashcards.open(collection_path, fixed_clock) as collection:
        assert starts(collection) == {60}
        assert collection.check() == []


def test_a_new_preset_and_one_from_the_bin_go_by_the_learner_s_day(
    collection_path: Path, fixed_clock: FixedClock
) -> None:
    with flashcards.open(collection_path, fixed_clock) as collection:
        collection.add_note({"Front": "front", "Back": "back"}, "A::B")
        other = collection.add_preset("Other", deck="A::B")
        collection.delete_deck("A::B")
        collection.delete_preset(other)
        collection.set_options("A", day_start_minutes=120)
        collection.add_preset("Third")
        deleted = collection.bin()[-1]
        collection.restore_from_bin(deleted.id)
        assert len(collection.presets()) == 3
        assert starts(collection) == {120}
        with collection._store.reading() as conn:
            days = conn.exec_driver_sql(
                "SELECT DISTINCT v.day_start_minutes FROM presets p "
                "JOIN scheduler_versions v ON v.id = p.version_id"
            ).fetchall()
        assert [row[0] for row in days] == [120]


def test_an_older_collection_keeps_its_start_of_the_day(tmp_path: Path) -> None:
    path = older.layout_6(tmp_path / "older.flashcards")
    before = rows(path, "SELECT id, options, version_id, changed_ms FROM presets ORDER BY id")
    known = [json.loads(str(options)) for _, options, *_ in before]
    assert {options.pop("day_start_minutes") for options in known} == {300}
    preparing.prepare(path, lambda conn, now_ms: None, 1, migrations.STEPS)
    after = rows(path, "SELECT id, options, version_id, changed_ms FROM presets ORDER BY id")
    kept = [json.loads(str(options)) for _, options, *_ in after]
    assert all(options.pop("offer_siblings", True) for options in kept)
    assert kept == known
    assert [row[3] for row in after] == [row[3] for row in before]
    assert rows(path, "SELECT id, day_start_minutes FROM learner") == [(1, 300)]


def test_a_preset_whose_day_began_at_another_time_follows_the_learner(tmp_path: Path) -> None:
    path = older.layout_6(tmp_path / "older.flashcards")
    older.change(
        path,
        "UPDATE presets SET options = json_set(options, '$.day_start_minutes', 0), version_id = "
        "(SELECT id FROM scheduler_versions WHERE day_start_minutes <> 300 LIMIT 1) WHERE id = 2",
    )
    preparing.prepare(path, lambda conn, now_ms: None, 1, migrations.STEPS)
    query = "SELECT DISTINCT v.day_start_minutes FROM presets p JOIN scheduler_versions v "
    assert rows(path, f"{query} ON v.id = p.version_id") == [(300,)]
