"""Cards that show nothing and notes without any: found with their reasons, and let go."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import flashcards
from flashcards.api import Collection
from flashcards.model.empty_cards import EmptyCard, Reason
from flashcards.model.enums import Rating
from flashcards.model.messages import message
from flashcards.store.schema import FIELD_SEPARATOR
from tests.conftest import FixedClock

BOTH = ("Front", "Back")


@pytest.fixture
def collection(collection_path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    """An empty collection."""
    with flashcards.open(collection_path, fixed_clock) as opened:
        yield opened


def _both_ways(collection: Collection, front: str = "sun", back: str = "soleil") -> int:
    return collection.add_note({"Front": front, "Back": back}, "A", note_type="basic-reverse")


def _as_another_program(collection: Collection, sql: str, *bound: object) -> None:
    """Change the file as no operation of ours does."""
    with collection._store.writing(message("From elsewhere")) as conn:
        conn.exec_driver_sql(sql, bound)


def _says(collection: Collection, note: int, *fields: str) -> None:
    sql = "UPDATE notes SET fields = ? WHERE id = ?"
    _as_another_program(collection, sql, FIELD_SEPARATOR.join(fields), note)


def _told(collection: Collection) -> list[tuple[Reason, str, int, bool]]:
    found = collection.browsing.empty_cards().found
    return [(each.reason, each.card, each.answers, each.last) for each in found]


def test_a_sound_collection_has_none(collection: Collection) -> None:
    _both_ways(collection)
    collection.add_note({"Text": "{{c1::a}} {{c3::b}}"}, "A", note_type="cloze")
    lists = {"Question": "q", "Items": "a\nb", "All at once": "x"}
    collection.add_note(lists, "A", note_type="list")
    assert _told(collection) == []
    assert collection.check() == []


def test_a_card_whose_question_shows_no_field_is_told(collection: Collection) -> None:
    note = _both_ways(collection)
    _says(collection, note, "sun", "")
    assert _told(collection) == [(Reason.NOTHING_SHOWN, "Card 2", 0, False)]


def test_a_cloze_whose_number_is_gone_is_told(collection: Collection) -> None:
    note = collection.add_note({"Text": "{{c1::a}} {{c2::b}}"}, "A", note_type="cloze")
    _says(collection, note, "{{c1::a}} b", "")
    assert _told(collection) == [(Reason.NUMBER_GONE, "Cloze 2", 0, False)]


def test_notes_without_cards_and_cards_of_another_type_are_told_by_check_too(
    collection: Collection,
) -> None:
    empty, lost, strange = (_both_ways(collection, text) for text in ("a", "b", "c"))
    _says(collection, empty, "", "")
    for note in (empty, lost):
        _as_another_program(collection, "DELETE FROM cards WHERE note_id = ?", note)
    _as_another_program(collection, "UPDATE notes SET note_type_id = 1 WHERE id = ?", strange)
    assert _told(collection) == [
        (Reason.NO_CARD, "", 0, True),
        (Reason.CARDS_MISSING, "", 0, True),
        (Reason.OTHER_TYPE, "Card 1", 0, True),
        (Reason.OTHER_TYPE, "Card 2", 0, True),
    ]
    said = [str(problem) for problem in collection.check()]
    assert "2 notes have no card: see Empty cards in the Go menu." in said
    assert "2 cards are of another note type: see Empty cards in the Go menu." in said


def test_they_go_in_one_step_that_undo_takes_back(collection: Collection) -> None:
    half, whole = _both_ways(collection), _both_ways(collection, "moon")
    _says(collection, half, "sun", "")
    _says(collection, whole, "", "")
    found = collection.browsing.empty_cards()
    assert [each.last for each in found.found] == [False, True, True]
    assert collection.browsing.delete_empty(found.found) == (3, 1)
    assert _told(collection) == []
    assert collection.search_notes("") == [half]
    assert len(collection.search("")) == 1
    collection.undo()
    assert collection.browsing.empty_cards() == found


def test_answered_ones_are_told_apart_and_their_past_comes_back(collection: Collection) -> None:
    note = _both_ways(collection)
    session = collection.study("A")
    card = session.next()
    assert card is not None
    session.answer(Rating.EASY)
    last = card.card.id
    _says(collection, note, "", "soleil")
    found = collection.browsing.empty_cards()
    (answered,) = found.answered
    assert answered.answers == 1
    collection.browsing.delete_empty(found.found)
    assert len(collection.note_cards(note)) == 1
    collection.undo()
    assert len(collection.history(last)) == 1


def test_a_card_that_shows_something_again_stays(collection: Collection) -> None:
    note = _both_ways(collection)
    _says(collection, note, "sun", "")
    found = collection.browsing.empty_cards().found
    _says(collection, note, "sun", "soleil")
    assert collection.browsing.delete_empty(found) == (0, 0)
    assert len(collection.note_cards(note)) == 2


def test_a_note_that_only_lost_its_cards_is_given_them_and_never_deleted(
    collection: Collection,
) -> None:
    note = _both_ways(collection)
    _as_another_program(collection, "DELETE FROM cards WHERE note_id = ?", note)
    (lost,) = collection.browsing.empty_cards().found
    assert collection.browsing.delete_empty([lost]) == (0, 0)
    assert collection.browsing.make_missing_cards([note]) == 2
    assert collection.check() == []
    collection.undo()
    assert collection.note_cards(note) == []


def test_where_no_card_is_missing_nothing_is_made_and_nothing_written(
    collection: Collection,
) -> None:
    note = _both_ways(collection)
    decks = collection.deck_names()
    assert collection.browsing.make_missing_cards([note, 999]) == 0
    assert str(collection.undo_name) == "Add note"
    _as_another_program(collection, "DELETE FROM cards WHERE note_id = ?", note)
    _as_another_program(collection, "UPDATE notes SET fields = char(31) WHERE id = ?", note)
    assert collection.browsing.make_missing_cards([note]) == 0
    assert collection.deck_names() == decks
    assert str(collection.undo_name) == "From elsewhere"


def test_what_is_no_empty_card_cannot_be_deleted_so(collection: Collection) -> None:
    note = _both_ways(collection)
    card = collection.note_cards(note)[0]
    pretended = EmptyCard(card, note, Reason.NOTHING_SHOWN)
    assert collection.browsing.delete_empty([pretended]) == (0, 0)
    assert len(collection.note_cards(note)) == 2


def test_only_those_chosen_go(collection: Collection) -> None:
    note = collection.add_note({"Text": "{{c1::a}} {{c2::b}} {{c3::c}}"}, "A", note_type="cloze")
    _says(collection, note, "{{c1::a}} b c", "")
    first, second = collection.browsing.empty_cards().found
    assert collection.browsing.delete_empty([first]) == (1, 0)
    assert list(collection.browsing.empty_cards().found) == [second]


def test_a_template_goes_with_its_cards_that_show_nothing(collection: Collection) -> None:
    note = _both_ways(collection)
    _says(collection, note, "sun", "")
    kind = collection.note_type("basic-reverse")
    without = replace(kind, templates=kind.templates[:1])
    effect = collection.note_types.effect_of(without)
    assert effect.cards_gone == 1
    collection.note_types.save(without, effect)
    assert len(collection.search("")) == 1
    assert collection.check() == []
