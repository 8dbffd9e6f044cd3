"""Leeches: cards that are forgotten again and again."""

from pathlib import Path

import pytest

import flashcards
from flashcards import Collection, Rating
from flashcards.model.ids import CardId, NoteId
from tests.conftest import FixedClock
from tests.study.learner import add, answer, counts, front


@pytest.fixture
def forgotten(collection: Collection, fixed_clock: FixedClock) -> CardId:
    """A card due today whose next lapse is its second; two make a leech."""
    add(collection, "one", "two")
    collection.set_options("Deck", leech_lapses=2, new_per_day=1)
    for rating in (Rating.GOOD, Rating.AGAIN, Rating.GOOD):
        session = collection.study("Deck")
        answer(session, rating)
        collection.set_options("Deck", new_per_day=0)
        fixed_clock.advance(days=1)
    fixed_clock.advance(days=6)
    return collection.search("", order="created")[0]


def tags(collection: Collection) -> tuple[str, ...]:
    return collection.note(NoteId(1)).tags


def test_a_lapse_that_makes_a_card_a_leech_tags_its_note(
    collection: Collection, forgotten: CardId, collection_path: Path, fixed_clock: FixedClock
) -> None:
    session = collection.study("Deck")
    answer(session, Rating.AGAIN)
    assert session.leech == forgotten
    assert tags(collection) == ("leech",)
    assert collection.search("tag:leech") == [forgotten]
    assert not collection.card(forgotten).suspended
    assert front(session) == "one"  # the drill
    assert collection.check() == []
    collection.close()
    with flashcards.open(collection_path, fixed_clock) as again:
        assert tags(again) == ("leech",)


def test_the_leech_is_told_of_once(collection: Collection, forgotten: CardId) -> None:
    session = collection.study("Deck")
    answer(session, Rating.AGAIN)
    assert session.leech == forgotten
    answer(session, Rating.GOOD)
    assert session.leech is None


def test_undo_takes_answer_tag_and_suspension_back_in_one_step(
    collection: Collection, forgotten: CardId
) -> None:
    collection.set_options("Deck", leech_action="suspend")
    session = collection.study("Deck")
    answer(session, Rating.AGAIN)
    assert (tags(collection), collection.card(forgotten).suspended) == (("leech",), True)
    assert session.next() is None
    assert session.remaining.total == 0
    assert counts(collection, "Deck") == (0, 0, 0)
    assert str(collection.undo()) == "Answer card"
    assert session.leech is None
    assert (tags(collection), collection.card(forgotten).suspended) == ((), False)
    assert front(session) == "one"
    assert str(collection.redo()) == "Answer card"
    assert (tags(collection), collection.card(forgotten).suspended) == (("leech",), True)
    assert session.next() is None
    assert collection.check() == []


def test_a_learner_who_only_wants_to_be_told_finds_nothing_changed(
    collection: Collection, forgotten: CardId
) -> None:
    collection.set_options("Deck", leech_action="tell")
    session = collection.study("Deck")
    answer(session, Rating.AGAIN)
    assert session.leech == forgotten
    assert tags(collection) == ()
    assert not collection.card(forgotten).suspended


def test_the_tag_stands_where_it_stands_on_other_computers(
    collection: Collection, forgotten: CardId
) -> None:
    collection.add_tags([1], ["Hard", "verbs"])
    answer(collection.study("Deck"), Rating.AGAIN)
    assert tags(collection) == ("Hard", "leech", "verbs")


def test_a_note_that_is_tagged_already_keeps_its_tags(
    collection: Collection, forgotten: CardId
) -> None:
    collection.add_tags([1], ["Leech", "verbs"])
    before = tags(collection)
    session = collection.study("Deck")
    answer(session, Rating.AGAIN)
    assert session.leech == forgotten
    assert tags(collection) == before


@pytest.mark.parametrize(
    ("lapses", "rating"), [(0, Rating.AGAIN), (3, Rating.AGAIN), (2, Rating.HARD)]
)
def test_no_leech_is_made_without_reason(
    collection: Collection, forgotten: CardId, lapses: int, rating: Rating
) -> None:
    collection.set_options("Deck", leech_lapses=lapses)
    session = collection.study("Deck")
    answer(session, rating)
    assert session.leech is None
    assert tags(collection) == ()
