"""``flashcards bin``: what was deleted is listed and comes back."""

from pathlib import Path

import flashcards
from tests.cli.said import Run
from tests.conftest import FixedClock


def _delete_some(collection_path: Path) -> None:
    with flashcards.open(collection_path) as collection:
        collection.delete_deck(collection.deck_names()[0])


def test_a_deleted_deck_is_listed_with_its_numbers_and_comes_back(
    filled: Run, collection_path: Path
) -> None:
    before = filled("decks").out
    assert filled("bin").out == "The bin is empty.\n"
    _delete_some(collection_path)
    (entry,) = filled("bin", "--json").json["bin"]
    assert (entry["kind"], entry["notes"], entry["cards"]) == ("deck", 3, 4)
    said = filled("bin")
    assert said.code == 0
    assert f"{entry['number']}  the deck" in said.out
    assert "3 notes, 4 cards, 0 answers; kept until" in said.out
    back = filled("bin", "--restore", str(entry["number"]))
    assert back.code == 0
    assert back.out.endswith(": 3 notes, 4 cards.\n")
    assert filled("decks").out == before
    assert filled("bin").out == "The bin is empty.\n"


def test_deleted_notes_are_called_by_what_the_first_asks(
    filled: Run, collection_path: Path
) -> None:
    with flashcards.open(collection_path) as collection:
        collection.delete_notes(collection.search_notes("penguins or owl"))
    said = filled("bin").out
    assert "and 1 more note  (2 notes, 2 cards, 0 answers" in said


def test_a_number_the_bin_does_not_know_is_refused(filled: Run) -> None:
    said = filled("bin", "--restore", "77")
    assert said.code == 2
    assert said.err == "The bin holds no deletion 77. “flashcards bin” lists them.\n"


def test_the_bin_is_read_while_the_window_has_the_collection(
    filled: Run, collection_path: Path
) -> None:
    with flashcards.open(collection_path):
        assert filled("bin").code == 0
        assert filled("bin", "--restore", "1").code == 2


def test_whoever_opens_the_collection_lets_go_of_what_was_kept_for_30_days(
    tmp_path: Path, fixed_clock: FixedClock
) -> None:
    path = tmp_path / "c.flashcards"
    with flashcards.open(path, fixed_clock) as collection:
        collection.add_note({"Front": "a", "Back": "b"}, "One")
        collection.add_note({"Front": "c", "Back": "d"}, "Two")
        collection.delete_deck("One")
        session = collection.study()
        assert session.next() is not None
        session.answer(flashcards.Rating.GOOD)
    fixed_clock.advance(days=29)
    with flashcards.open(path, fixed_clock) as collection:
        assert len(collection.bin()) == 1
    fixed_clock.advance(days=2)
    with flashcards.open(path, fixed_clock, read_only=True) as collection:
        assert len(collection.bin()) == 1
    with flashcards.open(path, fixed_clock) as collection:
        assert collection.bin() == []
        assert collection.undo_name is None
        assert collection.check() == []


def test_a_clock_that_is_years_ahead_empties_no_bin(
    tmp_path: Path, fixed_clock: FixedClock
) -> None:
    path = tmp_path / "c.flashcards"
    with flashcards.open(path, fixed_clock) as collection:
        collection.add_note({"Front": "a", "Back": "b"}, "One")
        collection.add_note({"Front": "c", "Back": "d"}, "Two")
        session = collection.study("Two")
        assert session.next() is not None
        session.answer(flashcards.Rating.GOOD)
        collection.delete_deck("One")
    fixed_clock.advance(days=1_000)
    with flashcards.open(path, fixed_clock) as collection:
        collection.rest()
        assert len(collection.bin()) == 1
