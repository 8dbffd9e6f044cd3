"""What the learner made before the first import stays: note types, presets and their options."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import flashcards
from flashcards import Collection
from tests.conftest import FixedClock


@pytest.fixture
def collection(collection_path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    with flashcards.open(collection_path, fixed_clock) as opened:
        yield opened


@pytest.fixture
def file(tmp_path: Path, fixed_clock: FixedClock) -> Path:
    """Everything of a friend's, with other options and another style."""
    with flashcards.open(tmp_path / "friend" / "friend.flashcards", fixed_clock) as friend:
        friend.add_note({"Front": "un", "Back": "one"}, "French")
        friend.set_options("French", new_per_day=1)
        friend.note_types.save(replace(friend.note_type("basic"), css="/* a friend's */"))
        friend.export(tmp_path / "deck.json", "French")
        friend.export(tmp_path / "all.json")
    return tmp_path / "all.json"


def new_per_day(collection: Collection) -> dict[str, int]:
    return {each.name: each.options.new_per_day for each in collection.presets()}


def test_a_note_type_of_the_learners_stays(collection: Collection, file: Path) -> None:
    mine = collection.note_types.create(collection.note_types.new("Mine"))
    collection.import_file(file)
    assert collection.note_type(mine.uid).name == "Mine"
    assert collection.note_type("basic").css != "/* a friend's */"
    assert collection.check() == []


def test_a_built_in_type_that_was_changed_stays_so(collection: Collection, file: Path) -> None:
    basic = collection.note_type("basic")
    front = replace(basic.templates[0], question="<b>{{Front}}</b>")
    collection.note_types.save(replace(basic, templates=(front,)))
    collection.import_file(file)
    assert collection.note_type("basic").templates[0].question == "<b>{{Front}}</b>"


def test_presets_stay_and_so_do_their_options(collection: Collection, file: Path) -> None:
    collection.add_preset("Mine")
    collection.import_file(file)
    assert new_per_day(collection).keys() == {"Default", "Mine"}
    assert new_per_day(collection)["Default"] != 1


def test_options_that_were_set_stay(collection: Collection, file: Path) -> None:
    collection.add_deck("For now")
    collection.set_options("For now", new_per_day=77)
    collection.delete_deck("For now")
    collection.empty_bin()
    collection.import_file(file)
    assert new_per_day(collection) == {"Default": 77}


def test_one_deck_brings_no_options_and_no_style(collection: Collection, file: Path) -> None:
    begun, css = new_per_day(collection), collection.note_type("basic").css
    collection.import_file(file.with_name("deck.json"))
    assert collection.deck_names() == ["French"]
    assert new_per_day(collection) == begun
    assert collection.note_type("basic").css == css


def test_everything_comes_as_it_was_where_nothing_was_made(
    collection: Collection, file: Path
) -> None:
    collection.import_file(file)
    assert new_per_day(collection) == {"Default": 1}
    assert collection.note_type("basic").css == "/* a friend's */"
