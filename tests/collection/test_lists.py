"""Notes with lists: items that come, go, move or are reworded, and the cards that stay theirs."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import flashcards
from flashcards.api import Collection
from flashcards.model.enums import Rating
from flashcards.model.errors import UserError
from tests.conftest import FixedClock


@pytest.fixture
def collection(collection_path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    """A collection that is sound when a test ends."""
    with flashcards.open(collection_path, fixed_clock) as opened:
        yield opened
        assert opened.check() == []


def _add(collection: Collection, items: str = "Mercury\nVenus\nEarth") -> int:
    return collection.add_note({"Question": "Planets?", "Items": items}, "Stars", note_type="list")


def _items(collection: Collection, note_id: int) -> str:
    return collection.note(note_id).fields[1]


def _ordinals(collection: Collection, note_id: int) -> dict[int, int]:
    return {collection.card(card).ordinal: card for card in collection.note_cards(note_id)}


def test_items_are_numbered_as_the_note_is_added(collection: Collection) -> None:
    note = _add(collection, "- Mercury\n- Venus")
    assert _items(collection, note) == "{{c1::Mercury}}\n{{c2::Venus}}"
    assert list(_ordinals(collection, note)) == [1, 2]


def test_an_answered_card_stays_with_its_item(collection: Collection) -> None:
    note = _add(collection)
    before = _ordinals(collection, note)
    session = collection.study("Stars")
    session.next()
    session.answer(Rating.GOOD)
    collection.update_note(note, {"Items": "Sun\nVenus, hot\nMercury\nEarth"})
    after = _ordinals(collection, note)
    assert {number: after[number] for number in (1, 2, 3)} == before
    assert len(collection.history(before[1])) == 1
    assert _items(collection, note).split("\n")[2] == "{{c1::Mercury}}"
    assert collection.check() == []
    collection.undo()
    assert _items(collection, note) == "{{c1::Mercury}}\n{{c2::Venus}}\n{{c3::Earth}}"
    assert _ordinals(collection, note) == before


def test_other_fields_change_no_number(collection: Collection) -> None:
    note = _add(collection)
    collection.update_note(note, {"Items": "Venus\nMercury\nEarth"})
    collection.update_note(note, {"Question": "Which planets?"})
    assert _items(collection, note) == "{{c2::Venus}}\n{{c1::Mercury}}\n{{c3::Earth}}"


def test_the_cards_that_would_go_are_those_of_items_taken_out(collection: Collection) -> None:
    note, going = _add(collection), collection.cards_going
    assert going(note, {"Items": "Venus\nMercury"}).cards == 1
    assert going(note, {"Items": "Earth\nVenus\nMercury"}).cards == 0


def test_a_new_item_has_a_card_of_its_own_beside_a_line_with_several_gaps(
    collection: Collection,
) -> None:
    note = _add(collection, "{{c1::one}}, {{c2::two}}")
    before = _ordinals(collection, note)
    collection.update_note(note, {"Items": "{{c1::one}}, {{c2::two}}\nthree"})
    assert _items(collection, note) == "{{c1::one}}, {{c2::two}}\n{{c3::three}}"
    after = _ordinals(collection, note)
    assert len(after) == 3
    assert before.items() <= after.items()


def test_a_new_item_has_no_past_and_one_put_back_has_its_own(
    collection: Collection, fixed_clock: FixedClock, tmp_path: Path
) -> None:
    note = _add(collection)
    before = _ordinals(collection, note)
    for _ in range(9):
        session = collection.study("Stars")
        while session.next() is not None:
            session.answer(Rating.EASY)
        session.close()
        fixed_clock.advance(days=1)
    past = len(collection.history(before[3]))
    assert past
    collection.update_note(note, {"Items": "Mercury\nVenus"})
    collection.update_note(note, {"Items": "Mercury\nVenus\nthe asteroids"})
    assert _items(collection, note).endswith("\n{{c4::the asteroids}}")
    assert collection.history(_ordinals(collection, note)[4]) == []
    collection.update_note(note, {"Items": "Mercury\nVenus\nthe asteroids\nEarth"})
    assert _items(collection, note).endswith("\n{{c4::the asteroids}}\n{{c3::Earth}}")
    assert _ordinals(collection, note)[3] == before[3]
    assert len(collection.history(before[3])) == past
    collection.update_note(note, {"Items": "Mercury\nVenus"})
    file = tmp_path / "stars.md"
    collection.export(file, "Stars")
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("{{c2::Venus}}", "Venus\nPluto"), encoding="utf-8")
    collection.import_file(file)
    assert list(_ordinals(collection, note)) == [1, 2, 4]


def test_a_card_for_the_whole_list_comes_and_goes_with_its_field(collection: Collection) -> None:
    note = _add(collection)
    collection.update_note(note, {"All at once": "yes"})
    assert len(collection.note_cards(note)) == 4
    assert collection.check() == []
    collection.update_note(note, {"All at once": ""})
    assert len(collection.note_cards(note)) == 3


def test_a_list_without_items_is_refused_in_words(collection: Collection) -> None:
    with pytest.raises(UserError, match="no items"):
        _add(collection, " \n")


def test_a_list_comes_back_from_its_own_deck_file_and_plain_lines_keep_their_cards(
    collection: Collection, tmp_path: Path
) -> None:
    note = _add(collection)
    before = _ordinals(collection, note)
    file = tmp_path / "stars.md"
    collection.export(file, "Stars")
    text = file.read_text(encoding="utf-8")
    assert "Venus" in text
    collection.import_file(file)
    assert _ordinals(collection, note) == before
    with flashcards.open(tmp_path / "other.flashcards") as other:
        other.import_file(file)
        (found,) = {row.note_id for row in other.card_rows(other.search(""))}
        assert other.note(found).fields == collection.note(note).fields
    plain = text
    for number, name in enumerate(("Mercury", "Venus", "Earth"), 1):
        plain = plain.replace(f"{{{{c{number}::{name}}}}}", f"{name} now")
    assert plain != text
    file.write_text(plain, encoding="utf-8")
    collection.import_file(file)
    assert _items(collection, note).split("\n")[0] == "{{c1::Mercury now}}"
    assert _ordinals(collection, note) == before
    assert collection.check() == []
