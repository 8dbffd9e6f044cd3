"""Note types of one's own: written, saved with their effect told, undone, and kept."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import flashcards
from flashcards import Collection, Rating, UserError
from flashcards.model.note_types import BUILT_IN_NOTE_TYPES
from flashcards.model.notes import Field, FieldSettings, NoteType, Template
from flashcards.model.type_effects import TypeEffect, UnagreedError
from tests.conftest import FixedClock

VERB = NoteType(
    id=BUILT_IN_NOTE_TYPES[0].id,
    uid="",
    name="Verb",
    kind=BUILT_IN_NOTE_TYPES[0].kind,
    fields=("Infinitive", "Past", "Meaning"),
    templates=(
        Template("", "Past", "{{Infinitive}}: past?", "{{Past}}"),
        Template("", "Meaning", "{{Infinitive}}", "{{Meaning}}"),
    ),
)


@pytest.fixture
def collection(collection_path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    with flashcards.open(collection_path, fixed_clock) as opened:
        yield opened


@pytest.fixture
def verb(collection: Collection) -> NoteType:
    """A type of one's own with two notes, of each of which a card was answered."""
    made = collection.note_types.create(VERB)
    for infinitive, past, meaning in (("go", "went", "gehen"), ("see", "saw", "")):
        fields = {"Infinitive": infinitive, "Past": past, "Meaning": meaning}
        collection.add_note(fields, "Verbs", note_type=made.uid)
    session = collection.study("Verbs")
    for _ in range(2):
        session.next()
        session.answer(Rating.GOOD)
    session.close()
    return made


def texts(collection: Collection) -> list[tuple[str, ...]]:
    return sorted(collection.note(note).fields for note in collection.search_notes(""))


def with_field(note_type: NoteType, at: int, name: str) -> NoteType:
    """The type with a new field at a place of the order the learner sees."""
    fields = list(note_type.field_list())
    fields.insert(at, Field(name))
    return note_type.with_fields(fields)


def without_field(note_type: NoteType, at: int) -> NoteType:
    fields = list(note_type.field_list())
    del fields[at]
    return note_type.with_fields(fields)


def test_a_new_type_makes_cards_and_survives_a_restart(
    collection_path: Path, fixed_clock: FixedClock
) -> None:
    with flashcards.open(collection_path, fixed_clock) as collection:
        made = collection.note_types.create(VERB)
        note = collection.add_note({"Infinitive": "go", "Past": "went"}, "V", note_type="Verb")
        assert len(collection.note_cards(note)) == 2
    with flashcards.open(collection_path, fixed_clock) as collection:
        kept = collection.note_type("Verb")
        assert kept == made
        assert all(each.uid for each in kept.templates)
        assert all(kept.field_uids)
        assert collection.check() == []


def test_a_new_collection_has_every_built_in_type(collection: Collection) -> None:
    kept = {each.uid: each for each in collection.note_types.all()}
    assert kept == {each.uid: each for each in BUILT_IN_NOTE_TYPES}


def test_a_renamed_field_keeps_its_texts_and_the_templates_follow(
    collection: Collection, verb: NoteType
) -> None:
    before = texts(collection)
    edited = replace(verb, fields=("Verb", "Past", "Meaning"))
    assert collection.note_types.effect_of(edited) == TypeEffect(notes=2)
    saved = collection.note_types.save(edited)
    assert saved.templates[0].question == "{{Verb}}: past?"
    assert texts(collection) == before
    assert collection.check() == []


def test_fields_that_swap_their_names_keep_their_texts(
    collection: Collection, verb: NoteType
) -> None:
    saved = collection.note_types.save(replace(verb, fields=("Past", "Infinitive", "Meaning")))
    assert saved.templates[0] == replace(
        verb.templates[0], question="{{Past}}: past?", answer="{{Infinitive}}"
    )


def test_fields_in_another_order_rewrite_no_note(collection: Collection, verb: NoteType) -> None:
    before = texts(collection)
    edited = replace(
        verb,
        fields=tuple(verb.fields[at] for at in (2, 0, 1)),
        field_uids=tuple(verb.field_uids[at] for at in (2, 0, 1)),
    )
    saved = collection.note_types.save(edited)
    assert [saved.fields[at] for at in saved.shown_places] == ["Meaning", "Infinitive", "Past"]
    assert texts(collection) == before


def test_a_new_field_is_empty_in_notes_and_can_be_filled_and_asked(
    collection: Collection, verb: NoteType
) -> None:
    edited = with_field(verb, 1, "Example")
    saved = collection.note_types.save(edited)
    assert [saved.fields[at] for at in saved.shown_places][1] == "Example"
    note = collection.search_notes("Infinitive:go")[0]
    collection.update_note(note, {"Example": "I go home."})
    assert collection.search_notes("Example:home*") or collection.search_notes("home")
    question = Template("", "Example", "{{Example}}", "{{Infinitive}}")
    edited = replace(saved, templates=(*saved.templates, question))
    effect = collection.note_types.effect_of(edited)
    assert (effect.cards_new, effect.cards_gone) == (1, 0)
    collection.note_types.save(edited)
    assert len(collection.note_cards(note)) == 3
    assert collection.check() == []


def test_a_removed_template_takes_its_cards_only_if_the_learner_was_told(
    collection: Collection, verb: NoteType
) -> None:
    edited = replace(verb, templates=verb.templates[1:])
    effect = collection.note_types.effect_of(edited)
    assert (effect.notes, effect.cards_new, effect.cards_gone) == (2, 0, 2)
    assert effect.answered == effect.reviews == 2
    assert effect.examples == ("go", "see")
    with pytest.raises(UnagreedError, match="More would go") as raised:
        collection.note_types.save(edited)
    assert raised.value.effect == effect
    assert len(collection.search("")) == 4
    collection.note_types.save(edited, effect)
    assert len(collection.search("")) == 2
    assert collection.check() == []
    collection.undo()
    assert len(collection.search("")) == 4
    assert collection.note_type("Verb") == verb
    assert collection.check() == []
    collection.redo()
    assert len(collection.search("")) == 2
    assert collection.check() == []


def test_a_template_that_asks_on_a_condition_adds_and_takes_cards(
    collection: Collection, verb: NoteType
) -> None:
    asks = replace(verb.templates[1], question="{{#Meaning}}{{Infinitive}}{{/Meaning}}")
    edited = replace(verb, templates=(verb.templates[0], asks))
    effect = collection.note_types.effect_of(edited)
    assert (effect.cards_new, effect.cards_gone) == (0, 1)
    collection.note_types.save(edited, effect)
    assert len(collection.search("")) == 3
    back = replace(collection.note_type("Verb"), templates=verb.templates)
    assert collection.note_types.effect_of(back).cards_new == 1
    collection.note_types.save(back)
    assert len(collection.search("")) == 4
    assert collection.check() == []


def test_an_answered_card_whose_template_asks_it_again_has_its_history(
    collection: Collection, verb: NoteType
) -> None:
    answered = {card: collection.history(card) for card in collection.search("")}
    never = replace(verb.templates[0], question="{{^Infinitive}}{{Past}}{{/Infinitive}}")
    edited = replace(verb, templates=(never, verb.templates[1]))
    collection.note_types.save(edited, collection.note_types.effect_of(edited))
    assert len(collection.search("")) == 2
    collection.note_types.save(replace(collection.note_type("Verb"), templates=verb.templates))
    back = {card: collection.history(card) for card in collection.search("")}
    assert {card: log for card, log in answered.items() if log} == {
        card: log for card, log in back.items() if log
    }


def test_the_texts_of_a_removed_field_are_kept_as_what_notes_said(
    collection: Collection, verb: NoteType
) -> None:
    edited = without_field(verb, 1)
    effect = collection.note_types.effect_of(edited)
    assert (effect.texts_lost, effect.examples) == (2, ("go", "see"))
    with pytest.raises(UnagreedError):
        collection.note_types.save(edited)
    saved = collection.note_types.save(edited, effect)
    assert texts(collection) == [("go", "gehen"), ("see", "")]
    assert saved.templates[0].answer == ""
    note = collection.search_notes("go")[0]
    assert [(each.field, each.value) for each in collection.revisions(note)] == [("Past", "went")]
    assert collection.search_notes("went") == []
    assert collection.check() == []
    collection.undo()
    assert texts(collection) == [("go", "went", "gehen"), ("see", "saw", "")]
    assert collection.revisions(note) == []
    assert collection.search_notes("went") == [note]
    assert collection.check() == []


def test_notes_never_lose_their_last_card(collection: Collection, verb: NoteType) -> None:
    asks = Template("", "Meaning", "{{Meaning}}", "{{Infinitive}}")
    edited = replace(verb, templates=(asks,))
    effect = collection.note_types.effect_of(edited)
    assert effect.bare == 1
    with pytest.raises(UserError, match="1 note would have no card left"):
        collection.note_types.save(edited, effect)
    assert len(collection.search("")) == 4


def test_settings_of_fields_are_kept(collection_path: Path, fixed_clock: FixedClock) -> None:
    settings = FieldSettings(right_to_left=True, font="Noto Sans", size=20, language="he")
    with flashcards.open(collection_path, fixed_clock) as collection:
        made = collection.note_types.create(VERB)
        edited = replace(made, settings=(FieldSettings(), FieldSettings(), settings))
        assert collection.note_types.effect_of(edited) == TypeEffect()
        collection.note_types.save(edited)
        collection.note_types.save(without_field(collection.note_type("Verb"), 1))
    with flashcards.open(collection_path, fixed_clock) as collection:
        assert collection.note_type("Verb").settings_at(1) == settings
        assert collection.note_type("Verb").settings_at(0) == FieldSettings()


@pytest.mark.parametrize(
    ("edited", "said"),
    [
        (replace(VERB, name=" "), "A note type needs a name"),
        (replace(VERB, name="basic"), "a note type called “basic” already"),
        (replace(VERB, fields=()), "1 to 100 fields"),
        (replace(VERB, fields=("A", "a", "B")), "Two fields"),
        (replace(VERB, fields=("Tags", "Past", "Meaning")), "something else in templates"),
        (replace(VERB, fields=("c1", "Past", "Meaning")), "something else in templates"),
        (replace(VERB, fields=("A:B", "Past", "Meaning")), "could not be named"),
        (replace(VERB, fields=("#A", "Past", "Meaning")), "could not be named"),
        (replace(VERB, fields=("x" * 101, "Past", "Meaning")), "too long"),
        (replace(VERB, templates=()), "1 to 100 templates"),
        (replace(VERB, templates=VERB.templates[:1] * 2), "Two templates"),
        (replace(VERB, templates=(Template("", "Empty", "none", ""),)), r"\{\{Infinitive\}\}"),
        (replace(VERB, css="x" * 200_001), "The style is longer"),
        (replace(VERB, settings=(FieldSettings(size=500),) * 3), "between 1 and 200"),
        (replace(VERB, settings=(FieldSettings(language="a b"),) * 3), "no code of a language"),
    ],
)
def test_what_cannot_be_a_type_is_refused_in_words(
    collection: Collection, edited: NoteType, said: str
) -> None:
    with pytest.raises(UserError, match=said):
        collection.note_types.create(edited)
    assert len(collection.note_types.all()) == len(BUILT_IN_NOTE_TYPES)


def test_fields_that_decks_and_articles_fill_stay(collection: Collection) -> None:
    basic = collection.note_type("basic")
    with pytest.raises(UserError, match="fill the field “Back”"):
        collection.note_types.save(without_field(basic, 1))
    more = collection.note_types.save(with_field(basic, 0, "Hint"))
    collection.note_types.save(without_field(more, 0))


def test_a_table_makes_the_cards_that_basic_notes_make_now(
    collection: Collection, tmp_path: Path
) -> None:
    basic = collection.note_type("basic")
    back = Template("", "Back", "{{Back}}", "{{Front}}")
    collection.note_types.save(replace(basic, templates=(*basic.templates, back)))
    (tmp_path / "table.tsv").write_text("sun\tSol\nmoon\tLuna\n")
    collection.import_file(tmp_path / "table.tsv")
    assert len(collection.search("")) == 4


def test_notes_from_before_a_field_was_added_have_it_empty(
    collection: Collection, verb: NoteType
) -> None:
    collection.note_types.save(with_field(verb, 0, "Hint"))
    note = collection.add_note({"Infinitive": "be", "Hint": "h"}, "Verbs", note_type="Verb")
    assert len(collection.search_notes('Hint:""')) == 2
    assert len(collection.search_notes("Hint:*")) == 3
    assert collection.search_notes("Hint:h") == [note]
    other = collection.search_notes("Infinitive:go")[0]
    collection.update_note(other, {"Meaning": "laufen"})
    assert collection.note(other).fields == ("go", "went", "laufen", "")
    collection.delete_notes([other])
    collection.restore_from_bin(collection.bin()[0].id)
    assert collection.check() == []


def test_a_note_comes_back_from_the_bin_with_its_deleted_type(
    collection: Collection, verb: NoteType
) -> None:
    notes = collection.search_notes("")
    collection.delete_notes(notes)
    collection.note_types.delete(verb.id)
    collection.note_types.create(collection.note_types.new("Verb"))
    collection.restore_from_bin(collection.bin()[0].id)
    back = collection.note_type(collection.note(collection.search_notes("")[0]).note_type_id)
    assert (back.uid, back.name, back.fields) == (verb.uid, "Verb 2", verb.fields)
    assert [each.uid for each in back.templates] == [each.uid for each in verb.templates]
    assert len(collection.search("")) == 4
    assert collection.check() == []


def test_a_note_comes_back_from_the_bin_to_a_type_without_one_of_its_fields(
    collection: Collection, verb: NoteType
) -> None:
    note = collection.search_notes("Infinitive:go")[0]
    collection.delete_notes([note])
    edited = without_field(verb, 1)
    collection.note_types.save(edited, collection.note_types.effect_of(edited))
    collection.restore_from_bin(collection.bin()[0].id)
    back = collection.search_notes("Infinitive:go")[0]
    assert collection.note(back).fields == ("go", "gehen")
    said = [(each.field, each.value) for each in collection.revisions(back)]
    assert said == [("Past", "went")]
    assert collection.check() == []


def test_a_cloze_type_must_ask_a_cloze(collection: Collection) -> None:
    plain = collection.note_types.new("Gaps", cloze=True)
    wrong = replace(plain, templates=(replace(plain.templates[0], question="{{Text}}"),))
    with pytest.raises(UserError, match=r"\{\{cloze:Text\}\}"):
        collection.note_types.create(wrong)
    collection.note_types.create(plain)
    note = collection.add_note({"Text": "{{c1::a}} {{c2::b}}"}, "D", note_type="Gaps")
    assert len(collection.note_cards(note)) == 2


def test_a_cloze_type_that_asks_another_field_tells_the_cards(collection: Collection) -> None:
    made = collection.note_types.create(collection.note_types.new("Gaps", cloze=True))
    fields = {"Text": "{{c1::a}} {{c2::b}}", "Extra": "{{c2::c}} {{c3::d}}"}
    collection.add_note(fields, "D", note_type="Gaps")
    asks = replace(made.templates[0], question="{{cloze:Extra}}")
    edited = replace(made, templates=(asks,))
    effect = collection.note_types.effect_of(edited)
    assert (effect.cards_new, effect.cards_gone) == (1, 1)
    collection.note_types.save(edited, effect)
    ordinals = [collection.card(card).ordinal for card in collection.search("")]
    assert sorted(ordinals) == [2, 3]


def test_a_type_is_copied_renamed_and_deleted(collection: Collection, verb: NoteType) -> None:
    copy = collection.note_types.duplicate(verb.id)
    assert (copy.name, copy.fields, copy.field_uids) == ("Verb 2", verb.fields, verb.field_uids)
    assert {each.uid for each in copy.templates}.isdisjoint(each.uid for each in verb.templates)
    collection.note_types.rename(copy.id, "Strong verb")
    assert collection.note_type("Strong verb").id == copy.id
    with pytest.raises(UserError, match="already"):
        collection.note_types.rename(copy.id, "verb")
    collection.note_types.delete(copy.id)
    with pytest.raises(UserError):
        collection.note_type("Strong verb")
    collection.undo()
    assert collection.note_type("Strong verb").fields == verb.fields
    with pytest.raises(UserError, match="2 notes are of the type"):
        collection.note_types.delete(verb.id)
    with pytest.raises(UserError, match="comes with the program"):
        collection.note_types.delete(collection.note_type("basic").id)
    assert collection.check() == []


def test_a_built_in_type_can_be_made_again_what_it_was(collection: Collection) -> None:
    basic = collection.note_type("basic")
    collection.note_types.save(replace(basic, css=".card { color: red }", name="Simple"))
    collection.note_types.save(collection.note_types.original(basic.id))
    assert collection.note_type("basic") == basic
    said = [(each.field, each.value) for each in collection.note_types.revisions(basic.id)]
    assert said == [("css", ".card { color: red }")]


def test_new_cards_join_the_deck_of_their_note(collection: Collection, verb: NoteType) -> None:
    collection.move_cards(collection.search("Infinitive:go"), "Elsewhere")
    asks = Template("", "Meaning back", "{{Meaning}}", "{{Infinitive}}")
    collection.note_types.save(replace(verb, templates=(*verb.templates, asks)))
    assert len(collection.search("deck:Elsewhere")) == 3


def test_a_type_that_is_gone_is_not_saved(collection: Collection, verb: NoteType) -> None:
    copy = collection.note_types.duplicate(verb.id)
    collection.undo()
    with pytest.raises(UserError, match="does not exist any more"):
        collection.note_types.save(copy)


def test_the_history_of_a_note_names_fields_of_a_type_that_was_deleted(
    collection: Collection,
) -> None:
    own = collection.note_types.duplicate(collection.note_type("basic").id, "Own")
    own = collection.note_types.save(own.with_fields([*own.field_list(), Field("Hint")]))
    note = collection.add_note({"Front": "f", "Back": "b", "Hint": "h"}, "D", note_type="Own")
    effect = collection.note_types.effect_of_change([note], "basic")
    collection.note_types.change_type([note], "basic", agreed=effect)
    collection.note_types.delete(own.id)
    assert [(each.field, each.value) for each in collection.revisions(note)] == [("Hint", "h")]
    assert collection.check() == []
    collection.undo()
    assert collection.note_type("Own") == own
