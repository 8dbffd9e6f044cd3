"""Lists of an article whose items come, go and are reworded: what was learnt of each stays."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import flashcards
from flashcards import Collection, Rating
from flashcards.collection.articles.comparing import says_otherwise
from flashcards.model.articles import Decision, PassageState
from flashcards.model.ids import CardId, NoteId
from tests.collection.coast import ARTICLE, changed, note_of, of, place_of
from tests.conftest import FixedClock

S = PassageState


@pytest.fixture
def collection(collection_path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    """A collection with the article, all of its cards accepted."""
    with flashcards.open(collection_path, fixed_clock) as opened:
        draft = opened.articles.read(ARTICLE, "https://example.org/coast.md")
        opened.articles.accept(draft, draft.above(0))
        yield opened
        assert opened.check() == []


def test_items_of_a_list_keep_what_was_learnt_of_them_when_others_come(
    collection: Collection,
) -> None:
    note = note_of(collection, "Sea birds")
    before = {collection.card(c).ordinal: c for c in collection.note_cards(note.id)}
    change = changed(
        collection, ("- cliffs to breed on\n", "- islands to rest on\n- cliffs to breed on\n")
    )
    collection.articles.apply_update(change)
    text = collection.note(note.id).fields[0]
    assert "{{c4::islands to rest on}}, {{c1::cliffs to breed on}}" in text
    after = {collection.card(c).ordinal: c for c in collection.note_cards(note.id)}
    assert {number: after[number] for number in before} == before
    assert len(after) == 4
    assert set(changed(collection, ("- cliffs to breed on\n",
        "- islands to rest on\n- cliffs to breed on\n")).counts) == {S.UNCHANGED}  # fmt: skip


def test_a_reworded_item_of_a_list_keeps_what_was_learnt_of_it(collection: Collection) -> None:
    note = note_of(collection, "Sea birds")
    before = collection.note_cards(note.id)
    change = changed(collection, ("- fish to eat\n", ""), ("cliffs to", "steep cliffs to"))
    collection.articles.apply_update(change)
    text = collection.note(note.id).fields[0]
    assert "{{c1::steep cliffs to breed on}}, {{c3::calm water to moult on}}" in text
    assert collection.note_cards(note.id) == [before[0], before[2]]


def answered_list(collection: Collection) -> tuple[NoteId, list[CardId]]:
    """Answer all cards of the list; return its note and its cards."""
    session = collection.articles.study(1)
    while session.next() is not None:
        session.answer(Rating.EASY)
    note = note_of(collection, "Sea birds").id
    return note, collection.note_cards(note)


def test_a_card_in_learning_stays_where_its_item_has_left_the_list(
    collection: Collection,
) -> None:
    note, before = answered_list(collection)
    text = collection.note(note).fields
    change = changed(collection, ("- fish to eat\n", ""))
    found = of(change, "Sea birds")
    assert (found.state, found.spends, found.decisions) == (
        S.REWORDED, True, (Decision.MINE, Decision.THEIRS),
    )  # fmt: skip
    report = collection.articles.apply_update(change)
    assert collection.note(note).fields == text
    assert collection.note_cards(note) == before
    assert "has lost an item that you are learning" in str(report.problems[0].message)
    again = changed(collection, ("- fish to eat\n", ""))
    assert not again.anything
    assert collection.articles.apply_update(again).problems == ()


def test_a_card_in_learning_goes_with_its_item_where_the_learner_says_so(
    collection: Collection,
) -> None:
    note, before = answered_list(collection)
    change = changed(collection, ("- fish to eat\n", ""))
    decisions = {place_of(change, "Sea birds"): Decision.THEIRS}
    collection.articles.apply_update(change, decisions)
    assert collection.note_cards(note) == [before[0], before[2]]
    collection.undo()
    assert collection.note_cards(note) == before
    assert len(collection.history(before[1])) == 1


def test_a_card_answered_after_comparing_stays_too(collection: Collection) -> None:
    change = changed(collection, ("- fish to eat\n", ""))
    assert not of(change, "Sea birds").spends
    note, before = answered_list(collection)
    place = place_of(change, "Sea birds")
    for decisions in ({}, {place: Decision.THEIRS}):  # when it was decided, nothing was at stake
        report = collection.articles.apply_update(change, decisions)
        assert collection.note_cards(note) == before
        assert "has lost an item that you are learning" in str(report.problems[0].message)
        collection.undo()


@pytest.mark.parametrize(
    ("old", "new", "otherwise"),
    [
        ("The EU has (15 states):\n\n- {{c1::A}}", "The EU has (27 states):\n\n- {{c1::A}}", True),
        ("When did it begin? (Europe, 1914)", "When did it begin? (Pacific, 1941)", True),
        ("When did it begin? (Europe, 1914)", "When did it begin? (Europe, 1914)", False),
        ("What is a peak?", "What is a peak? (Insulin Doses)", False),
        ("What is a peak? (Insulin Doses)", "What does “peak” mean? (Insulin Doses)", False),
        ("What is a peak?", "What is an end? (Insulin Doses)", True),
    ],
)
def test_brackets_that_differ_say_something_else_and_a_context_alone_does_not(
    old: str, new: str, otherwise: bool
) -> None:
    assert says_otherwise((old, "An hour."), (new, "An hour.")) is otherwise
