"""Notes are merged and split: what begins anew, what comes back, and what is on every card."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import flashcards
from flashcards import Collection, UserError
from tests.collection.test_changing_types import answered, histories, places
from tests.conftest import FixedClock


@pytest.fixture
def collection(collection_path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    with flashcards.open(collection_path, fixed_clock) as opened:
        yield opened


def test_a_merged_note_comes_back_from_the_bin_with_cards_of_its_own(
    collection: Collection, fixed_clock: FixedClock
) -> None:
    notes = [
        collection.add_note({"Text": text}, "D", note_type="cloze")
        for text in ("{{c1::a}}", "{{c1::zebra}} {{c2::b}}")
    ]
    answered(collection, fixed_clock)
    collection.note_types.merge(notes, collection.note_types.proposed_merge(notes))
    logs = histories(collection)
    collection.restore_from_bin(collection.bin()[0].id)
    [back] = [note for note in collection.search_notes("zebra") if note != notes[0]]
    assert [ordinal for _, ordinal in places(collection, back)] == [1, 2]
    assert [len(collection.history(card)) for card in collection.note_cards(back)] == [0, 0]
    assert {card: histories(collection)[card] for card in logs} == logs
    assert collection.check() == []


def test_a_card_that_begins_anew_in_a_merge_has_not_the_past_of_one_that_went(
    collection: Collection, fixed_clock: FixedClock
) -> None:
    first, other = [
        collection.add_note({"Text": text}, "D", note_type="cloze")
        for text in ("{{c1::a}} {{c2::b}}", "{{c1::c}}")
    ]
    answered(collection, fixed_clock)
    collection.update_note(first, {"Text": "{{c1::a}}"})
    part = collection.note_types.proposed_merge([first, other])
    assert part.fields["Text"] == "{{c1::a}}\n\n{{c3::c}}"
    texts = {**part.fields, "Text": "{{c1::a}}\n\n{{c2::c}}"}
    kept = {place: card for place, card in part.inherits.items() if place[1] == 1}
    fresh = replace(part, fields=texts, inherits=kept)
    effect = collection.note_types.effect_of_parts([first, other], [fresh])
    assert (effect.cards_kept, effect.cards_new) == (1, 1)
    merged = collection.note_types.merge([first, other], fresh, effect)
    assert collection.history(places(collection, merged)["cloze-1", 2]) == []
    assert collection.check() == []


def test_what_every_card_shows_keeps_its_number_in_a_merge(collection: Collection) -> None:
    notes = [
        collection.add_note({"Text": text}, "D", note_type="cloze")
        for text in ("{{c1::a}}", "{{c0::zero}} {{c1::b}}")
    ]
    part = collection.note_types.proposed_merge(notes)
    assert part.fields["Text"] == "{{c1::a}}\n\n{{c0::zero}} {{c2::b}}"


def test_a_picture_is_split_by_its_masks_and_not_merged(
    collection: Collection, fixed_clock: FixedClock
) -> None:
    one = "image-occlusion:rect:left=.1:top=.2:width=.3:height=.4:new=9"
    both, label = one.replace(".1", ".5"), "{{c0::image-occlusion:text:left=.1:top=.1:text=x}}"
    masks = f"{{{{c1::{one}}}}}<br>{{{{c1,2::{both}}}}}<br>{label}"
    fields = {"Occlusion": masks, "Image": '<img src="map.png">'}
    note = collection.add_note(fields, "D", note_type="image-occlusion")
    answered(collection, fixed_clock)
    logs = histories(collection)
    made = collection.note_types.split(note, collection.note_types.proposed_split(note))
    assert [collection.note(each).fields[0] for each in made] == [
        f"{{{{c1::{one}}}}}<br>{{{{c1::{both}}}}}<br>{label}",
        f"{{{{c2::{both}}}}}<br>{label}",
    ]
    assert histories(collection) == logs
    with pytest.raises(UserError, match="masks over a picture"):
        collection.note_types.proposed_merge(made)
