"""Built-in note types that were changed and set back: their cards and fields are the same."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import flashcards
from flashcards import Collection, Rating
from flashcards.model.notes import Field, NoteType
from tests.conftest import FixedClock


@pytest.fixture
def collection(collection_path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    with flashcards.open(collection_path, fixed_clock) as opened:
        yield opened


def reset(collection: Collection, kind: NoteType) -> NoteType:
    return collection.note_types.save(collection.note_types.original(kind.id))


def test_a_template_that_a_reset_brings_back_has_its_cards_and_their_past(
    collection: Collection, fixed_clock: FixedClock
) -> None:
    kind = collection.note_type("basic-reverse")
    note = collection.add_note({"Front": "f", "Back": "b"}, "D", note_type=kind.uid)
    for _ in range(6):
        session = collection.study()
        while session.next() is not None:
            session.answer(Rating.GOOD)
        session.close()
        fixed_clock.advance(days=1)
    answers = {card: len(collection.history(card)) for card in collection.note_cards(note)}
    assert len(answers) == 2
    assert all(answers.values())
    cut = replace(kind, templates=kind.templates[:1])
    collection.note_types.save(cut, collection.note_types.effect_of(cut))
    assert reset(collection, kind).templates == kind.templates
    now = collection.note_cards(note)
    assert {card: len(collection.history(card)) for card in now} == answers
    assert collection.check() == []


def test_a_field_of_a_built_in_type_is_the_same_again_after_a_reset(
    collection: Collection,
) -> None:
    kind = collection.note_type("term")
    collection.note_types.save(kind.with_fields(kind.field_list()[:2]))
    assert reset(collection, kind).field_uids == kind.field_uids


def test_a_note_is_split_into_basic_ones_whatever_the_learner_made_of_basic(
    collection: Collection,
) -> None:
    basic = collection.note_type("basic")
    own = replace(basic, templates=(replace(basic.templates[0], uid=""),))
    kept = collection.note_types.save(own)
    named = dict(zip(kept.field_uids, kept.field_list(), strict=True))
    fields = [replace(named["front"], name="Term"), named["back"], Field("Front")]
    collection.note_types.save(kept.with_fields(fields))
    note = collection.add_note({"Front": "f", "Back": "b"}, "D", note_type="basic-reverse")
    made = collection.note_types.split(note, collection.note_types.proposed_split(note))
    assert [collection.note(each).fields for each in made] == [("f", "b", ""), ("b", "f", "")]
    assert collection.check() == []
