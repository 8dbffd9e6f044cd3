"""What two computers changed at once, listed and decided in the terminal."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

import flashcards
from flashcards.api import Collection
from tests.cli.said import Run
from tests.conftest import FixedClock

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC).astimezone()


@pytest.fixture
def mine(run: Run, collection_path: Path, tmp_path: Path, fixed_clock: FixedClock) -> Run:
    """A deck was renamed, given limits and a text on two computers at once; the other was later."""
    (folder := tmp_path / "folder").mkdir()
    (tmp_path / "there").mkdir()
    with (
        flashcards.open(collection_path, clock=fixed_clock) as one,
        flashcards.open(tmp_path / "there" / "c.flashcards", clock=fixed_clock) as two,
    ):
        one.add_note({"Front": "fox", "Back": "red"}, deck="Animals::Mammals")
        for each, name in ((one, "desk"), (two, "laptop"), (one, "desk")):
            each.syncing.sync(folder, name=name)
        _change(one, "Beasts", 5, "russet")
        fixed_clock.advance(minutes=1)
        _change(two, "Furry", 7, "reddish")
        for each in (two, one):
            each.syncing.sync(folder)
    return run


def _change(collection: Collection, name: str, new_per_day: int, text: str) -> None:
    collection.rename_deck("Animals::Mammals", f"Animals::{name}")
    collection.scheduling.set_deck_limits(f"Animals::{name}", new_per_day=new_per_day)
    (note,) = collection.notes_of(collection.search(""))
    collection.update_note(note, {"Back": text})


def test_all_that_lost_is_listed_with_what_stands_and_where_it_was_typed(mine: Run) -> None:
    said = mine("sync", "--conflicts")
    assert said.code == 0
    lines = said.out.splitlines()
    assert lines[0].startswith("“fox” (nid:")
    assert lines[0].endswith("): Back")
    assert lines[1:3] == [
        "    now: reddish",
        f"    lost: russet (desk, {NINE:%Y-%m-%d %H:%M})",
    ]
    assert "Deck “Animals › Furry”: Name" in said.out
    assert f"    now: Furry\n    lost: Beasts (desk, {NINE:%Y-%m-%d %H:%M})\n" in said.out
    assert "Deck “Animals › Furry”: New cards a day\n    now: 7\n    lost: 5 (desk, " in said.out
    found = mine("sync", "--conflicts", "--json").json
    lost = [(each["field"], each["now"], each["lost"]) for each in found["overruled"]]
    assert sorted(lost) == [
        ("limit.new_per_day", "7", "5"),
        ("own_name", "Furry", "Beasts"),
    ]
    (field,) = found["conflicts"]
    assert [each["text"] for each in field["lost"]] == ["russet"]
    assert "3 changes were made on two computers at once" in mine("sync", "--status").out


def test_what_lost_is_taken_back_by_its_number(mine: Run) -> None:
    names = {
        each["field"]: str(each["number"])
        for each in mine("sync", "--conflicts", "--json").json["overruled"]
    }
    said = mine("sync", "--take-back", names["own_name"])
    assert said.out == (
        "Taken back: Deck “Animals › Furry”: Name\n    now: Beasts\n"
        "The next sync tells your other computers.\n"
    )
    assert "Animals::Beasts" in mine("decks", "--json").out
    again = mine("sync", "--take-back", names["own_name"])
    assert again.code == 2
    assert "waits to be decided. Look at the list again." in again.err


def test_all_is_put_away_at_once_and_stays_as_it_is(mine: Run) -> None:
    decks = mine("decks").out
    assert mine("sync", "--dismiss").out == "3 notices were put away.\n"
    nothing = "Nothing was changed on two computers at once.\n"
    assert mine("sync", "--conflicts").out == nothing
    assert mine("sync", "--dismiss").out == nothing
    assert "at once" not in mine("sync", "--status").out
    assert mine("decks").out == decks


def test_times_are_those_of_the_learner(mine: Run, process: Run, collection_path: Path) -> None:
    said = process("--collection", collection_path, "sync", "--conflicts", TZ="FAR-5:30")
    assert "    lost: russet (desk, 2026-03-02 14:30)" in said.out
    assert "UTC" not in said.out


def test_a_computer_that_has_no_name_leaves_no_gap(mine: Run, collection_path: Path) -> None:
    with closing(sqlite3.connect(collection_path)) as raw, raw:
        raw.execute("UPDATE devices SET name = ''")
    assert f"    lost: russet ({NINE:%Y-%m-%d %H:%M})" in mine("sync", "--conflicts").out


def test_a_note_is_not_taken_back_by_its_number_and_it_is_said_what_to_do(mine: Run) -> None:
    (field,) = mine("sync", "--conflicts", "--json").json["conflicts"]
    said = mine("sync", "--take-back", str(field["note"]))
    assert said.code == 2
    assert said.err == (
        f"{field['note']} is a note: its texts are taken back in the window. "
        f"Search for “nid:{field['note']}” in Browse and open its history (Ctrl+Alt+H).\n"
    )
