"""What was done in one go is one step: taken back whole, done again whole."""

import threading
from collections.abc import Iterator
from contextlib import nullcontext, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import flashcards
from flashcards import Collection, UserError
from flashcards.model.changes import Changes
from flashcards.model.messages import Message, message, plural_message
from flashcards.store import undo
from tests.collection.test_undo_everything import Life, facts
from tests.conftest import FixedClock


def some(count: int) -> Message:
    return plural_message(count, "Do {count} thing", "Do {count} things")


@pytest.fixture
def collection(collection_path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    with flashcards.open(collection_path, fixed_clock) as opened:
        yield opened


def add(collection: Collection, *words: str) -> None:
    for word in words:
        collection.add_note({"Front": word, "Back": "b"}, deck="A")


def fronts(collection: Collection) -> list[str]:
    notes = map(collection.note, collection.notes_of(list(collection.search(""))))
    return sorted(note.fields[0] for note in notes)


def test_several_operations_are_one_step_with_a_name_of_its_own(collection: Collection) -> None:
    add(collection, "before")
    with collection.together(some) as made:
        add(collection, "sun", "moon", "star")
    assert (made.name, made.count) == (some(3), 3)
    assert collection.undo_name == some(3)
    assert collection.undo() == some(3)
    assert fronts(collection) == ["before"]
    assert collection.redo_name == some(3)
    assert collection.redo() == some(3)
    assert fronts(collection) == ["before", "moon", "star", "sun"]
    assert collection.undo() == some(3)
    assert fronts(collection) == ["before"]
    collection.undo()
    assert fronts(collection) == []
    assert collection.check() == []


def test_one_operation_alone_keeps_its_name_and_none_leaves_no_step(collection: Collection) -> None:
    with collection.together(some) as made:
        pass
    assert (made.name, made.count, collection.undo_name) == (None, 0, None)
    with collection.together(some) as made:
        add(collection, "sun")
    assert made.count == 1
    assert made.name == collection.undo_name == message("Add note")


def test_what_fails_in_between_takes_nothing_with_it(collection: Collection) -> None:
    with collection.together(some):
        add(collection, "sun")
        with pytest.raises(UserError):
            collection.add_note({"Text": "no gap"}, deck="A", note_type="cloze")
        add(collection, "moon")
    assert collection.undo() == some(2)
    assert fronts(collection) == []


def test_what_another_thread_does_meanwhile_stays_a_step_of_its_own(collection: Collection) -> None:
    with collection.together(some) as made:
        add(collection, "a", "b")
        other = threading.Thread(target=add, args=(collection, "mine"))
        other.start()
        other.join()
        add(collection, "c", "d", "e")
    assert (made.name, made.count) == (some(3), 3)
    steps = [collection.undo() for _ in range(3)]
    assert [steps[0], steps[2]] == [some(3), some(2)]
    assert fronts(collection) == []
    collection.redo()
    assert fronts(collection) == ["a", "b"]


def test_more_operations_than_there_are_steps_are_one_all_the_same(
    collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(undo, "DEPTH", 20)
    with collection.together(some):
        for number in range(undo.DEPTH + 5):
            collection.add_deck(f"Deck {number}")
    assert collection.undo() == some(undo.DEPTH + 5)
    assert [name for name in collection.deck_names() if name.startswith("Deck")] == []
    assert collection.undo_name is None


def test_one_signal_tells_of_all_that_comes_back(collection: Collection) -> None:
    with collection.together(some):
        add(collection, "sun")
        collection.add_deck("Later")
    told: list[Changes] = []
    collection.subscribe(told.append)
    ahead = collection.rows_ahead()
    collection.undo()
    (changes,) = told
    assert (changes.label, changes.undone) == (some(2), True)
    assert changes.notes
    assert changes.decks
    assert ahead == collection.rows_ahead(redo=True) >= 4


@pytest.mark.parametrize("seed", range(6))
def test_whatever_goes_together_undo_goes_back_to_the_start_and_redo_to_the_end(
    tmp_path: Path, seed: int
) -> None:
    now = datetime(2026, 3, 28, 22, 0, tzinfo=UTC)
    with flashcards.open(tmp_path / "collection.flashcards", lambda: now) as collection:
        life = Life(collection, tmp_path, seed)
        for _ in range(5):
            with suppress(UserError):
                life.add()
        collection._store.forget_undo()
        start = facts(collection)
        for _ in range(12):
            count = life.chance.choice([1, 2, 5])
            with collection.together(some) if count > 1 else nullcontext():
                for _ in range(count):
                    with suppress(UserError, IndexError):
                        life.chance.choice(life.actions())()
                    now += timedelta(hours=life.chance.choice([0, 0, 1, 7, 30]))
        end, undone = facts(collection), 0
        while collection.undo():
            undone += 1
        assert facts(collection) == start
        assert collection.check() == []
        while undone and collection.redo():
            undone -= 1
        assert facts(collection) == end
        assert collection.check() == []
