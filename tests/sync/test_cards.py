"""Cards of notes that several machines change, and what can be taken back after that."""

from dataclasses import replace

import pytest

from flashcards.api import Collection
from flashcards.model.enums import Quality
from flashcards.model.errors import UserError
from tests.sync.group import Group
from tests.sync.learner import only_note


def _gaps(collection: Collection) -> list[int]:
    return sorted(collection.card(number).ordinal for number in collection.search(""))


def test_a_card_deleted_before_the_first_sync_stays_deleted(group: Group) -> None:
    one, two, _ = group.all
    one.add_note({"Front": "front", "Back": "back"}, "Whole", note_type="Basic with reverse")
    first, _ = sorted(one.search(""))
    one.move_cards([first], "Half")
    one.delete_deck("Half")
    group.meet()
    assert len(one.search("")) == len(two.search("")) == 1


def test_a_card_is_there_where_the_text_that_stands_makes_it(group: Group) -> None:
    one, two, three = group.all
    note = one.add_note({"Text": "{{c1::a}} {{c2::b}}"}, "Deck", note_type="Cloze")
    group.meet()
    one.update_note(note, {"Text": "{{c1::a}} b"})
    two.update_note(only_note(two), {"Text": "{{c1::a}} {{c2::b}} c"})  # the later
    group.meet()
    assert _gaps(one) == _gaps(two) == _gaps(three) == [1, 2]


def test_a_gap_taken_out_takes_its_card_everywhere_and_brings_it_back(group: Group) -> None:
    one, two, three = group.all
    note = one.add_note({"Text": "{{c1::a}} {{c2::b}}"}, "Deck", note_type="Cloze")
    one.flag([max(one.search(""))], 3)
    one.update_note(note, {"Text": "{{c1::a}} b"})
    group.meet()
    assert _gaps(three) == [1]
    three.update_note(only_note(three), {"Text": "{{c1::a}} {{c2::b}}"})
    group.meet()
    assert _gaps(one) == _gaps(two) == [1, 2]


def test_cards_moved_before_their_gaps_were_taken_out_come_back_in_the_same_decks(
    group: Group,
) -> None:
    one, two, _ = group.all
    texts = {"Text": "{{c1::a}} {{c2::b}}"}
    found = [one.add_note(texts, f"Deck {at}", note_type="Cloze") for at in range(8)]
    group.meet()
    for at, note in enumerate(found):  # so many that names of decks are in any order
        one.move_cards(one.search(f'deck:"Deck {at}"'), f"Another {at}")
        one.update_note(note, {"Text": "{{c1::a}} b"})
    group.sync(one, two)
    for note in found:
        one.update_note(note, texts)
    group.meet()


def test_a_flag_brings_no_card_back_that_the_text_makes_no_more(group: Group) -> None:
    one, two, three = group.all
    note = one.add_note({"Text": "{{c1::a}} {{c2::b}}"}, "Deck", note_type="Cloze")
    group.meet()
    one.update_note(note, {"Text": "{{c1::a}} b"})
    two.flag([max(two.search(""))], 3)
    group.meet()
    assert _gaps(one) == _gaps(three) == [1]


def test_a_note_that_comes_back_has_its_cards_where_they_were(group: Group) -> None:
    one, two, three = group.all
    for number in range(3):
        one.add_note({"Front": f"front {number}", "Back": "back"}, "Deck")
    group.sync(one, two)
    one.move_cards(one.search("front 2"), "Another")
    one.delete_notes(one.search_notes("front 2"))
    (note,) = two.search_notes("front 2")
    two.update_note(note, {"Back": "another"})
    group.sync(one, three)  # hears of the note and that it went at once
    group.meet()
    assert len(three.search("")) == 3


def test_a_note_made_without_a_new_template_gets_its_card_in_one_deck(group: Group) -> None:
    one, two, three = group.all
    group.meet()
    one.add_note({"Front": "front", "Back": "back"}, "Deck")
    group.sync(one, three)
    one.move_cards(one.search(""), "Another")
    kind = two.note_type("Basic")
    reverse = replace(two.note_type("Basic with reverse").templates[1], uid="reverse")
    two.note_types.save(replace(kind, templates=(*kind.templates, reverse)))
    group.meet()


def test_an_answer_whose_card_another_machine_moved_stays_counted(group: Group) -> None:
    one, two, _ = group.all
    one.add_note({"Front": "front", "Back": "back"}, "Deck")
    group.meet()
    session = one.study()
    session.next()
    session.answer(Quality.GOOD)
    session.close()
    two.move_cards(two.search(""), "Another")
    group.sync(two, one)
    with pytest.raises(UserError, match="cannot be taken back"):
        one.undo()
    group.meet()


def test_a_deck_whose_name_was_taken_is_not_put_back(group: Group) -> None:
    one, two, _ = group.all
    one.add_note({"Front": "front", "Back": "back"}, "Deck")
    group.meet()
    one.rename_deck("Deck", "Other")
    two.rename_deck("Deck", "Third")
    two.add_note({"Front": "new", "Back": "back"}, "Deck")
    one.delete_deck("Other")
    group.sync(two, one)
    one.undo()
    with pytest.raises(UserError, match="another computer"):
        one.undo()
    group.meet()


def test_a_card_whose_note_went_meanwhile_is_not_put_back(group: Group) -> None:
    one, two, _ = group.all
    one.add_note({"Front": "front", "Back": "back"}, "Deck", note_type="Basic with reverse")
    group.meet()
    first, _ = sorted(one.search(""))
    one.move_cards([first], "Half")
    one.delete_deck("Half")
    two.delete_notes([only_note(two)])
    group.sync(two, one)
    with pytest.raises(UserError, match="another computer"):
        one.undo()
    group.meet()


def test_a_note_out_of_the_bin_counts_what_was_answered_elsewhere(group: Group) -> None:
    one, two, _ = group.all
    one.add_note({"Front": "front", "Back": "back"}, "Deck")
    group.meet()
    session = two.study()
    session.next()
    session.answer(Quality.GOOD)
    session.close()
    one.delete_notes([only_note(one)])
    group.sync(two, one)
    one.restore_from_bin(one.bin()[0].id)
    assert one.card(one.search("")[0]).memory.repetitions == 1
    group.meet()
    assert one.card(one.search("")[0]).memory.repetitions == 1


def test_a_merge_that_takes_a_note_away_does_not_make_its_texts_younger(group: Group) -> None:
    one, two, three = group.all
    one.add_note({"Front": "front", "Back": "back"}, "A")
    group.meet()
    three.update_note(only_note(three), {"Back": "changed before the other field"})
    one.update_note(only_note(one), {"Front": "changed after the other field"})
    group.sync(one, two)
    one.delete_notes([only_note(one)])
    group.sync(one, two)
    three.update_note(only_note(three), {"Front": "changed after it was deleted"})
    group.meet()
    fields = ("changed after it was deleted", "changed before the other field")
    assert [each.note(only_note(each)).fields for each in group.all] == [fields] * 3
