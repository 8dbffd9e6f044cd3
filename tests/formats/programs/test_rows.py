"""What is gathered of another program's notes and cards has ids of its own, at any number."""

import pytest

from flashcards.formats.programs.rows import GatheredRows, Stand, identity_of
from tests.effort import never_for_ever


@pytest.mark.parametrize("made_s", [0, 1_700_000_000])
def test_any_number_of_notes_made_in_one_second_is_gathered_at_once(made_s: int) -> None:
    rows = GatheredRows()
    with never_for_ever():
        for number in range(60_000):
            note = rows.add_note(f"g{number}", 1, "", ("a", "b"), made_s)
            rows.add_card(note, 1, 0, made_s=made_s)
            rows.add_card(note, 1, 1, made_s=made_s)
    notes = [row[0] for row in rows.rows("notes", ("id",), ("id",))]
    assert len(set(notes)) == rows.count("notes") == 60_000
    cards = list(rows.rows("cards", ("nid", "ord", "id"), ("nid", "ord", "id")))
    assert [card[:2] for card in cards[:3]] == [(notes[0], 0), (notes[0], 1), (notes[1], 0)]
    assert len({card[2] for card in cards}) == 120_000


def test_new_cards_keep_their_order_and_others_their_due_day() -> None:
    rows = GatheredRows()
    note = rows.add_note("g", 1, "", ("a",))
    rows.add_card(note, 1, 0)
    rows.add_card(note, 1, 1, Stand(2, 2, 77, 5))
    rows.add_card(note, 1, 2)
    assert [row[0] for row in rows.rows("cards", ("due",))] == [1, 77, 3]


def test_what_stands_for_a_name_is_the_same_in_every_copy() -> None:
    assert identity_of("deck", "Europe") == identity_of("deck", "Europe")
    assert identity_of("deck", "Europe") != identity_of("deckE", "urope")
    assert identity_of("a") >= 1 << 47
