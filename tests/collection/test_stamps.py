"""What changed a card or a deck last is told by its stamp, and by nothing that merely follows."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import flashcards
from flashcards import Collection, Rating
from flashcards.model.messages import message
from tests.conftest import FixedClock


@pytest.fixture
def collection(collection_path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    with flashcards.open(collection_path, fixed_clock) as opened:
        opened.add_note({"Front": "one", "Back": "back"}, deck="A::B::C")
        fixed_clock.advance(hours=1)
        yield opened
        assert opened.check() == []


def ask(collection: Collection, query: str) -> list[tuple[Any, ...]]:
    with collection._store.reading() as conn:
        return [tuple(row) for row in conn.exec_driver_sql(query).fetchall()]


def card_stamp(collection: Collection) -> int:
    [(stamp,)] = ask(collection, "SELECT changed_ms FROM cards")
    return int(stamp)


def answer(collection: Collection) -> None:
    session = collection.study()
    assert session.next() is not None
    session.answer(Rating.GOOD)


def test_an_answer_a_moved_due_date_and_their_undo_leave_the_stamp_of_a_cards_facts(
    collection: Collection, fixed_clock: FixedClock
) -> None:
    before = card_stamp(collection)
    answer(collection)
    fixed_clock.advance(hours=1)
    collection.scheduling.set_due(collection.search(), 9)
    collection.undo()
    collection.undo()
    collection.redo()
    assert card_stamp(collection) == before


def test_every_fact_of_a_card_moves_its_stamp_and_so_does_taking_it_back(
    collection: Collection, fixed_clock: FixedClock
) -> None:
    chosen = collection.search()
    changes = (
        lambda: collection.flag(chosen, 2),
        lambda: collection.suspend(chosen),
        lambda: collection.move_cards(chosen, "Elsewhere"),
        lambda: collection.scheduling.reposition(chosen, 7),
        lambda: collection.bury(chosen),
    )
    stamp = card_stamp(collection)
    for change in changes:
        for step in (change, collection.undo, collection.redo):
            # The clock stands still or goes back: what is done later bears the later stamp.
            fixed_clock.advance(minutes=-1)
            step()
            assert card_stamp(collection) > stamp
            stamp = card_stamp(collection)


def test_an_answer_after_a_flag_is_undone_without_a_new_stamp(
    collection: Collection, fixed_clock: FixedClock
) -> None:
    collection.flag(collection.search(), 2)
    flagged = card_stamp(collection)
    answer(collection)
    fixed_clock.advance(hours=1)
    collection.undo()
    assert card_stamp(collection) == flagged
    assert collection.card(collection.search()[0]).flag == 2


def decks(collection: Collection) -> dict[str, tuple[Any, ...]]:
    """Every deck's full name with its parent, own name and stamp."""
    query = (
        "SELECT d.name, p.name, d.own_name, d.changed_ms "
        "FROM decks d LEFT JOIN decks p ON p.id = d.parent_id"
    )
    return {row[0]: row[1:] for row in ask(collection, query)}


def test_renaming_a_parent_writes_the_facts_of_one_deck(
    collection: Collection, fixed_clock: FixedClock
) -> None:
    before = decks(collection)
    assert before["A::B::C"][:2] == ("A::B", "C")
    collection.rename_deck("A", "Z")
    after = decks(collection)
    assert list(after) == ["Z", "Z::B", "Z::B::C"]
    assert after["Z"][:2] == (None, "Z")
    assert after["Z"][2] > before["A"][2]
    assert after["Z::B"] == ("Z", "B", before["A::B"][2])
    assert after["Z::B::C"] == ("Z::B", "C", before["A::B::C"][2])
    fixed_clock.advance(hours=1)
    collection.undo()
    undone = decks(collection)
    assert undone["A"][2] > after["Z"][2]
    assert {name: undone[name] for name in ("A::B", "A::B::C")} == {
        name: before[name] for name in ("A::B", "A::B::C")
    }


def test_a_deck_moves_under_another_and_to_the_top(collection: Collection) -> None:
    collection.add_deck("Other")
    collection.move_deck("A::B", "Other")
    assert decks(collection)["Other::B::C"][:2] == ("Other::B", "C")
    collection.move_deck("Other::B", None)
    assert decks(collection)["B"][:2] == (None, "B")
    collection.rename_deck("B", "b")
    assert set(collection.deck_names()) == {"A", "Other", "b", "b::C"}


def test_a_deck_takes_the_name_that_its_subdecks_leave_free(collection: Collection) -> None:
    collection.rename_deck("A::B", "A::C")
    collection.rename_deck("A::C::C", "A::B")
    assert set(collection.deck_names()) == {"A", "A::B", "A::C"}


def test_a_full_name_that_says_another_place_is_found_and_mended(collection: Collection) -> None:
    with collection._store.writing(message("Spoil"), undoable=False) as conn:
        conn.exec_driver_sql("UPDATE decks SET name = 'A::b' WHERE name = 'A::B'")
    [found] = collection.check()
    assert str(found) == "The full name of 1 deck does not match its place."
    assert collection.check(repair=True) == [found]
    assert set(collection.deck_names()) == {"A", "A::B", "A::B::C"}
