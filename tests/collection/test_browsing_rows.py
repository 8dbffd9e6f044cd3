"""What the table of cards says in its rows, and every way it can be sorted."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

import flashcards
from flashcards.api import Collection
from flashcards.model.enums import Rating
from flashcards.search.lasting import LASTING_ORDERS
from flashcards.store.find import ORDERS
from flashcards.store.find_sorted import WORKED_OUT
from tests.conftest import FixedClock


@pytest.fixture
def collection(collection_path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    """An empty collection."""
    with flashcards.open(collection_path, fixed_clock) as opened:
        yield opened


def _rows(collection: Collection, order: str = "created", descending: bool = False) -> list[str]:
    found = collection.search("", order, descending)
    return [row.question for row in collection.card_rows(found)]


def _studied(collection: Collection, deck: str, *ratings: Rating) -> None:
    session = collection.study(deck)
    for rating in ratings:
        if session.next() is None:
            break
        session.answer(rating)


def test_a_card_of_a_list_asks_its_item_behind_the_one_before(collection: Collection) -> None:
    fields = {"Question": "The *first* planets", "Items": "Mercury\nVenus\nEarth, our {{c3::home}}"}
    note = collection.add_note({**fields, "All at once": "x"}, "Stars", note_type="list")
    rows = collection.card_rows(sorted(collection.note_cards(note)))
    assert sorted((row.card, row.question, row.answer) for row in rows) == [
        ("All at once", "The first planets", "Mercury, Venus, Earth, our home"),
        ("Item 3", "The first planets: Venus, Earth, our [...] (3/3)", "home"),
        ("Item 4", "The first planets: [...] (1/3)", "Mercury"),
        ("Item 5", "The first planets: Mercury, [...] (2/3)", "Venus"),
    ]


def test_a_question_that_ends_by_itself_gets_no_colon(collection: Collection) -> None:
    fields = {"Question": "Which planets are there?", "Items": "<b>Mercury</b>\n\nVenus"}
    collection.add_note(fields, "Stars", note_type="list")
    assert _rows(collection) == [
        "Which planets are there? [...] (1/2)",
        "Which planets are there? Mercury, [...] (2/2)",
    ]


def test_cards_are_sorted_by_their_answers_as_they_read(collection: Collection) -> None:
    collection.add_note({"Front": "1", "Back": "**bear**"}, "A")
    collection.add_note({"Front": "2", "Back": "Ant"}, "A")
    collection.add_note({"Front": "cat", "Back": "Dog"}, "A", note_type="basic-reverse")
    assert _rows(collection, "answer") == ["2", "1", "Dog", "cat"]
    assert _rows(collection, "answer", descending=True) == ["cat", "Dog", "1", "2"]
    assert collection.search_notes("", "answer")[0] == collection.note(2).id


def test_cards_are_sorted_by_the_names_of_their_templates_and_clozes_by_number(
    collection: Collection,
) -> None:
    for text in ("{{c2::a}} {{c10::b}}", "{{c1::c}} {{c2::d}}"):
        collection.add_note({"Text": text}, "A", note_type="cloze")
    collection.add_note({"Front": "cat", "Back": "Dog"}, "A", note_type="basic-reverse")
    names = [row.card for row in collection.card_rows(collection.search("", "card"))]
    assert names == ["Card 1", "Card 2", "Cloze 1", "Cloze 2", "Cloze 2", "Cloze 10"]


def test_how_well_cards_are_remembered_is_shown_and_sorted_by(
    collection: Collection, fixed_clock: FixedClock
) -> None:
    for name, ratings in (("E", (Rating.EASY,)), ("G", (Rating.GOOD,)), ("H", (Rating.HARD,))):
        collection.add_note({"Front": name, "Back": "x"}, name)
        _studied(collection, name, *ratings)
    collection.add_note({"Front": "new", "Back": "x"}, "A")
    fixed_clock.now += timedelta(days=5)
    rows = collection.card_rows(collection.search(""), strengths=True)
    known = {row.question: row.strength for row in rows}
    assert known.pop("new") is None
    strengths = [each for name in "EGH" if (each := known[name]) is not None]
    easy, good, hard = strengths
    assert easy.stability > good.stability > hard.stability > 0
    assert 1 <= easy.difficulty < good.difficulty < hard.difficulty <= 10
    assert 1 > easy.retrievability > good.retrievability > hard.retrievability > 0
    assert _rows(collection, "stability") == ["H", "G", "E", "new"]
    assert _rows(collection, "difficulty") == ["E", "G", "H", "new"]
    assert _rows(collection, "retrievability", descending=True) == ["E", "G", "H", "new"]
    assert all(row.strength is None for row in collection.card_rows(collection.search("")))


def test_the_table_can_be_sorted_by_everything_it_shows(collection: Collection) -> None:
    collection.add_note({"Front": "a", "Back": "b"}, "A")
    collection.add_note({"Front": "c", "Back": "d"}, "A")
    for order in ORDERS:
        assert sorted(collection.search("", order)) == [1, 2]
    assert set(WORKED_OUT) == set(LASTING_ORDERS)
