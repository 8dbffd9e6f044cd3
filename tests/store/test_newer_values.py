"""What a later version of the program wrote is kept and told, and stops nothing else."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import flashcards
from flashcards import Collection, Rating, UserError
from flashcards.model.enums import NewMix, ReviewKind, SchedulerKind
from flashcards.model.messages import message
from flashcards.store import reviews
from tests.conftest import FixedClock
from tests.store import older


@pytest.fixture
def path(collection_path: Path, fixed_clock: FixedClock) -> Path:
    """Two decks with a preset of their own each, a card in each of them, one answered."""
    with flashcards.open(collection_path, fixed_clock) as collection:
        for deck in ("New", "Plain"):
            collection.add_note({"Front": f"question {deck}", "Back": "answer"}, deck)
        collection.add_preset("Later", deck="New")
        session = collection.study("Plain")
        assert session.next() is not None
        session.answer(Rating.GOOD)
    return collection_path


@pytest.fixture
def opened(path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    with flashcards.open(path, fixed_clock) as collection:
        yield collection


def options_of(collection: Collection) -> dict[str, object]:
    with collection._store.reading() as conn:
        (text,) = conn.exec_driver_sql("SELECT options FROM presets WHERE name = 'Later'").one()
    found: dict[str, object] = json.loads(text)
    return found


def test_options_of_a_later_version_stay_until_another_is_chosen(
    path: Path, fixed_clock: FixedClock
) -> None:
    older.change(
        path,
        "UPDATE presets SET options = json_set(options, '$.scheduler', 'fsrs9', "
        "'$.new_mix', 'woven', '$.pace', 3) WHERE name = 'Later'",
    )
    with flashcards.open(path, fixed_clock) as collection:
        preset = collection.preset_of("New")
        assert dict(preset.unknown) == {"scheduler": "fsrs9", "new_mix": "woven"}
        assert preset.options.new_mix is NewMix.MIXED
        with pytest.raises(UserError, match="“fsrs9”"):
            collection.study("New").next()
        assert collection.study("Plain").remaining.new == 0
        assert collection.deck_tree()
        collection.set_options("New", new_per_day=7, day_start_minutes=60)
        kept = options_of(collection)
        assert (kept["scheduler"], kept["new_mix"], kept["pace"]) == ("fsrs9", "woven", 3)
        assert kept["new_per_day"] == 7
        collection.set_options("New", scheduler=SchedulerKind.SM2)
        kept = options_of(collection)
        assert (kept["scheduler"], kept["new_mix"], kept["pace"]) == ("sm2", "woven", 3)
        assert collection.study("New").next() is not None
        (told,) = collection.check()
        assert "new_mix" in str(told)


def test_a_row_of_a_later_kind_in_the_log_is_told_and_counts_for_nothing(
    opened: Collection,
) -> None:
    (card,) = opened.search("deck:Plain")
    before = opened.card(card)
    with opened._store.writing(message("Merge"), undoable=False) as conn:
        (row,) = reviews.of_cards(conn, [card])
        later = (card, row.id + 1, 1_772_900_000_000, 60, 9, 0, 0, row.version_id, 99, None)
        reviews.add_history(conn, [later])
    assert opened.check() == []
    assert opened.card(card) == before
    assert [found.kind for found in opened.history(card)] == [
        ReviewKind.ANSWER,
        ReviewKind.UNKNOWN,
    ]
    told = opened.scheduling.history(card)
    assert [line.standing for line in told] == [True, False]
    assert "newer version" in str(told[1].words)
    opened.scheduling.correct(card, row.id, flashcards.Quality.WRONG)
    opened.undo()
    assert opened.card(card) == before
    assert opened.check() == []


def test_a_note_type_of_a_later_kind_is_shown_and_asked_but_not_written(
    path: Path, fixed_clock: FixedClock
) -> None:
    older.change(path, "UPDATE note_types SET kind = 'occlusion' WHERE uid = 'basic'")
    with flashcards.open(path, fixed_clock) as collection:
        (card,) = collection.search("deck:New")
        note = collection.card(card).note_id
        assert "question New" in str(collection.card_rows([card])[0].question)
        collection.add_tags([note], ["kept"])
        with pytest.raises(UserError, match="newer version"):
            collection.update_note(note, {"Front": "changed"})
        with pytest.raises(UserError, match="newer version"):
            collection.add_note({"Front": "more", "Back": "b"}, "New")
        assert collection.note(note).fields == ("question New", "answer")
        assert collection.search("deck:New") == [card]
        assert collection.study("New").next() is not None
        (told,) = collection.check()
        assert "newer version" in str(told)


def test_plans_and_deletions_of_a_later_kind_are_left_alone(opened: Collection) -> None:
    (note,) = opened.search_notes("deck:New")
    opened.delete_notes([note])
    with opened._store.writing(message("Merge"), undoable=False) as conn:
        conn.exec_driver_sql("UPDATE bin SET kind = 'attic'")
        for kind, definition in (("marathon", "{}"), ("session", '{"kind": "dream"}')):
            conn.exec_driver_sql(
                "INSERT INTO plans (uid, kind, name, definition, created_ms, changed_ms) "
                "VALUES (?, ?, 'Later', ?, 0, 0)",
                (f"later-{kind}", kind, definition),
            )
    assert opened.bin() == []
    assert opened.planning.saved_sessions() == []
    assert opened.planning.plans() == []
    assert opened.study("Plain").next() is None
    assert "bin" in str(opened.check()[0])
    with opened._store.reading() as conn:
        kinds = conn.exec_driver_sql("SELECT kind FROM plans ORDER BY kind").scalars().all()
    assert kinds == ["marathon", "session"]


def test_options_of_a_later_version_come_back_from_the_bin(
    path: Path, fixed_clock: FixedClock
) -> None:
    older.change(
        path,
        "UPDATE presets SET options = json_set(options, '$.new_mix', 'woven', '$.pace', 3) "
        "WHERE name = 'Later'",
    )
    with flashcards.open(path, fixed_clock) as collection:
        preset = collection.preset_of("New")
        collection.delete_deck("New")
        collection.delete_preset(preset.id)
        (entry,) = collection.bin()
        collection.restore_from_bin(entry.id)
        assert collection.preset_of("New").unknown == (("new_mix", "woven"),)
        assert options_of(collection)["pace"] == 3
