"""Notes become ones of another type, are split and merged, and cards keep what was learnt."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import flashcards
from flashcards import Collection, Rating, UserError
from flashcards.model.ids import CardId, NoteId
from flashcards.model.note_types import BASIC, BASIC_REVERSE, CLOZE
from flashcards.model.type_effects import Part, TypeMap, UnagreedError
from tests.conftest import FixedClock


@pytest.fixture
def collection(collection_path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    with flashcards.open(collection_path, fixed_clock) as opened:
        yield opened


def answered(collection: Collection, clock: FixedClock, days: int = 3) -> None:
    """Answer all cards on some days."""
    for _ in range(days):
        session = collection.study()
        while session.next() is not None:
            session.answer(Rating.GOOD)
        session.close()
        clock.advance(days=1)


def histories(collection: Collection) -> dict[CardId, int]:
    """How many rows of the log each card has."""
    return {card: len(collection.history(card)) for card in collection.search("")}


def places(collection: Collection, note: NoteId) -> dict[tuple[str, int], CardId]:
    found = (collection.card(card) for card in collection.note_cards(note))
    return {(card.template_uid, card.ordinal): card.id for card in found}


def assert_undone_and_redone(collection: Collection, before: object, after: object) -> None:
    assert collection.check() == []
    collection.undo()
    assert state(collection) == before
    assert collection.check() == []
    collection.redo()
    assert state(collection) == after
    assert collection.check() == []
    collection.undo()
    assert state(collection) == before


def state(collection: Collection) -> object:
    """Notes with their texts and types, and cards with their places and memories."""
    notes = [collection.note(note) for note in sorted(collection.search_notes(""))]
    return (
        [(note.id, note.guid, note.note_type_id, note.fields, note.tags) for note in notes],
        [collection.card(card) for card in sorted(collection.search(""))],
        histories(collection),
    )


def test_basic_notes_become_reversed_ones_with_their_history(
    collection: Collection, fixed_clock: FixedClock
) -> None:
    notes = [collection.add_note({"Front": f"f{n}", "Back": "b"}, "D") for n in range(3)]
    answered(collection, fixed_clock)
    before, cards = state(collection), histories(collection)
    effect = collection.note_types.effect_of_change(notes[:2], "basic-reverse")
    assert (effect.notes, effect.cards_kept, effect.cards_new, effect.cards_gone) == (2, 2, 2, 0)
    assert collection.note_types.change_type(notes[:2], "basic-reverse") == effect
    now = histories(collection)
    assert len(now) == 5
    assert {card: now[card] for card in cards} == cards
    assert collection.note(notes[0]).fields == ("f0", "b")
    assert_undone_and_redone(collection, before, state(collection))


def test_the_map_says_which_card_keeps_its_history(
    collection: Collection, fixed_clock: FixedClock
) -> None:
    note = collection.add_note({"Front": "f", "Back": "b"}, "D", note_type="basic-reverse")
    answered(collection, fixed_clock)
    old = places(collection, note)
    swapped = TypeMap({"front": "back", "back": "front"}, {("basic-reverse-2", 0): ("basic-1", 0)})
    effect = collection.note_types.effect_of_change([note], "basic", swapped)
    assert (effect.cards_kept, effect.cards_gone, effect.answered) == (1, 1, 1)
    with pytest.raises(UnagreedError):
        collection.note_types.change_type([note], "basic", swapped)
    before = state(collection)
    collection.note_types.change_type([note], "basic", swapped, effect)
    assert places(collection, note) == {("basic-1", 0): old["basic-reverse-2", 0]}
    assert collection.note(note).fields == ("b", "f")
    assert collection.revisions(note)[0].value in ("f", "b")
    assert_undone_and_redone(collection, before, state(collection))


def test_a_card_the_map_leaves_out_goes_to_the_bin_and_comes_back_with_its_type(
    collection: Collection, fixed_clock: FixedClock
) -> None:
    note = collection.add_note({"Front": "f", "Back": "b"}, "D", note_type="basic-reverse")
    answered(collection, fixed_clock)
    cards = histories(collection)
    effect = collection.note_types.effect_of_change([note], "basic")
    collection.note_types.change_type([note], "basic", agreed=effect)
    collection.note_types.change_type([note], "basic-reverse")
    assert histories(collection) == cards
    assert collection.check() == []


def test_cards_of_a_plain_note_become_clozes_by_number(
    collection: Collection, fixed_clock: FixedClock
) -> None:
    fields = {"Front": "{{c1::Paris}} is in {{c2::France}}", "Back": "Extra"}
    note = collection.add_note(fields, "D", note_type="basic-reverse")
    answered(collection, fixed_clock)
    old, before = places(collection, note), state(collection)
    collection.note_types.change_type([note], "cloze")
    assert places(collection, note) == {
        ("cloze-1", 1): old["basic-reverse-1", 0],
        ("cloze-1", 2): old["basic-reverse-2", 0],
    }
    assert_undone_and_redone(collection, before, state(collection))


def test_clozes_keep_their_numbers_in_another_cloze_type(
    collection: Collection, fixed_clock: FixedClock
) -> None:
    note = collection.add_note({"Text": "{{c2::a}} {{c5::b}}"}, "D", note_type="cloze")
    answered(collection, fixed_clock)
    old = places(collection, note)
    made = collection.note_types.create(collection.note_types.new("Gaps", cloze=True))
    collection.note_types.change_type([note], made.uid)
    uid = made.templates[0].uid
    assert places(collection, note) == {(uid, n): old["cloze-1", n] for n in (2, 5)}
    assert collection.check() == []


def test_text_that_no_field_takes_is_told_and_kept(collection: Collection) -> None:
    note = collection.add_note(
        {"Term": "auk", "Definition": "bird", "Example": "An auk."}, "D", note_type="term"
    )
    effect = collection.note_types.effect_of_change([note], "basic")
    assert (effect.texts_lost, effect.examples) == (1, ("auk",))
    with pytest.raises(UnagreedError):
        collection.note_types.change_type([note], "basic")
    collection.note_types.change_type([note], "basic", agreed=effect)
    assert collection.note(note).fields == ("auk", "bird")
    said = [(each.field, each.value) for each in collection.revisions(note)]
    assert said == [("Example", "An auk.")]


def test_markdown_becomes_html_in_a_type_of_html(collection: Collection) -> None:
    made = collection.note_types.create(replace(collection.note_types.new("Web"), markup="html"))
    note = collection.add_note({"Front": "**a** < b", "Back": "c"}, "D")
    collection.note_types.change_type([note], made.uid)
    assert collection.note(note).fields[0] == "<p><strong>a</strong> &lt; b</p>"


def test_notes_of_several_types_change_by_their_own_maps(collection: Collection) -> None:
    one = collection.add_note({"Front": "f", "Back": "b"}, "D")
    other = collection.add_note({"Question": "q", "Answer": "a"}, "D", note_type="choice")
    collection.note_types.change_type([one, other], "term")
    assert collection.note(one).fields == ("f", "b", "")
    assert collection.note(other).fields == ("q", "a", "")
    mapped = TypeMap({"front": "term"}, {})
    third = collection.add_note({"Text": "{{c1::x}}"}, "D", note_type="cloze")
    with pytest.raises(UserError, match="several types"):
        collection.note_types.change_type([one, third], "basic", TypeMap({}, {}))
    with pytest.raises(UserError, match="removed meanwhile"):
        collection.note_types.change_type([third], "basic", mapped)


def test_two_cards_do_not_become_the_same_one(collection: Collection) -> None:
    note = collection.add_note({"Front": "f", "Back": "b"}, "D", note_type="basic-reverse")
    both = {("basic-reverse-1", 0): ("basic-1", 0), ("basic-reverse-2", 0): ("basic-1", 0)}
    before = state(collection)
    with pytest.raises(UserError, match="become the same one"):
        collection.note_types.change_type([note], "basic", TypeMap({"front": "front"}, both))
    assert state(collection) == before


def test_notes_that_would_make_no_card_are_refused(collection: Collection) -> None:
    note = collection.add_note({"Front": "f", "Back": "b"}, "D")
    effect = collection.note_types.effect_of_change([note], "cloze")
    assert effect.bare == 1
    with pytest.raises(UserError, match="no card left"):
        collection.note_types.change_type([note], "cloze", agreed=effect)
    assert collection.note(note).note_type_id == BASIC.id


def test_a_reversed_note_is_split_into_two_each_with_its_history(
    collection: Collection, fixed_clock: FixedClock
) -> None:
    note = collection.add_note(
        {"Front": "f", "Back": "b"}, "D", ["t"], note_type="basic-reverse", source="A book"
    )
    answered(collection, fixed_clock)
    old, before = places(collection, note), state(collection)
    parts = collection.note_types.proposed_split(note)
    assert [dict(part.fields) for part in parts] == [
        {"Front": "f", "Back": "b"},
        {"Front": "b", "Back": "f"},
    ]
    assert not collection.note_types.effect_of_parts([note], parts).loses
    first, second = collection.note_types.split(note, parts)
    assert first == note
    assert places(collection, first) == {("basic-1", 0): old["basic-reverse-1", 0]}
    assert places(collection, second) == {("basic-1", 0): old["basic-reverse-2", 0]}
    assert collection.note(second).tags == ("t",)
    assert collection.note(second).source_id == collection.note(first).source_id
    assert_undone_and_redone(collection, before, state(collection))


def test_a_cloze_note_is_split_gap_by_gap(collection: Collection, fixed_clock: FixedClock) -> None:
    text = "{{c1::Paris::city}} is in {{c2::France}}"
    note = collection.add_note({"Text": text, "Extra": "!"}, "D", note_type="cloze")
    answered(collection, fixed_clock)
    logs = histories(collection)
    collection.note_types.split(note, collection.note_types.proposed_split(note))
    said = [collection.note(each).fields for each in sorted(collection.search_notes(""))]
    assert said == [
        ("{{c1::Paris::city}} is in France", "!"),
        ("Paris is in {{c2::France}}", "!"),
    ]
    assert histories(collection) == logs
    assert collection.check() == []


def test_cards_that_change_places_come_back_to_theirs(
    collection: Collection, fixed_clock: FixedClock
) -> None:
    note = collection.add_note({"Front": "f", "Back": "b"}, "D", note_type="basic-reverse")
    answered(collection, fixed_clock)
    old, before = places(collection, note), state(collection)
    one, two = BASIC_REVERSE.templates
    fields = {"Front": "b", "Back": "f"}
    crossed = Part(
        fields,
        BASIC_REVERSE.uid,
        {(one.uid, 0): old[two.uid, 0], (two.uid, 0): old[one.uid, 0]},
    )
    other = Part({"Front": "x", "Back": "y"}, BASIC.uid, {})
    collection.note_types.split(note, [crossed, other])
    assert places(collection, note) == {
        (one.uid, 0): old[two.uid, 0],
        (two.uid, 0): old[one.uid, 0],
    }
    assert_undone_and_redone(collection, before, state(collection))


def test_a_history_that_no_part_takes_goes_only_if_agreed(
    collection: Collection, fixed_clock: FixedClock
) -> None:
    note = collection.add_note({"Front": "f", "Back": "b"}, "D")
    answered(collection, fixed_clock)
    parts = [Part({"Front": each, "Back": "b"}, "basic", {}) for each in "xy"]
    with pytest.raises(UnagreedError):
        collection.note_types.split(note, parts)
    effect = collection.note_types.effect_of_parts([note], parts)
    assert (effect.cards_gone, effect.answered, effect.cards_new) == (1, 1, 2)
    collection.note_types.split(note, parts, effect)
    assert list(histories(collection).values()) == [0, 0]
    assert collection.check() == []


def test_one_history_is_not_given_twice(collection: Collection) -> None:
    note = collection.add_note({"Front": "f", "Back": "b"}, "D")
    [card] = collection.note_cards(note)
    part = Part({"Front": "x", "Back": "b"}, "basic", {("basic-1", 0): card})
    with pytest.raises(UserError, match="two cards"):
        collection.note_types.split(note, [part, part])
    away = replace(part, inherits={("basic-reverse-1", 0): card})
    with pytest.raises(UserError, match="does not exist"):
        collection.note_types.split(note, [away, replace(part, inherits={})])
    with pytest.raises(UserError, match="fewer than two"):
        collection.note_types.split(note, [part])


def test_notes_are_merged_and_the_longer_history_stays(
    collection: Collection, fixed_clock: FixedClock
) -> None:
    first = collection.add_note({"Front": "sun", "Back": "Sol"}, "D", ["a"])
    answered(collection, fixed_clock, days=1)
    second = collection.add_note({"Front": "Sun", "Back": "Sol"}, "D", ["b"])
    answered(collection, fixed_clock, days=9)
    logs, before = histories(collection), state(collection)
    part = collection.note_types.proposed_merge([first, second])
    assert dict(part.fields) == {"Front": "sun\n\nSun", "Back": "Sol"}
    effect = collection.note_types.effect_of_parts([first, second], [part])
    assert (effect.cards_kept, effect.cards_gone, effect.answered) == (1, 1, 1)
    with pytest.raises(UnagreedError):
        collection.note_types.merge([first, second], part)
    assert collection.note_types.merge([first, second], part, effect) == first
    assert list(histories(collection).values()) == [max(logs.values())]
    assert collection.note(first).tags == ("a", "b")
    assert_undone_and_redone(collection, before, state(collection))
    collection.redo()
    [entry] = collection.bin()
    collection.restore_from_bin(entry.id)
    assert len(collection.search_notes("")) == 2
    assert collection.check() == []


def test_merged_cloze_notes_keep_every_history(
    collection: Collection, fixed_clock: FixedClock
) -> None:
    texts = ("{{c1::a}} {{c2::b}}", "{{c1::c}} {{c3::d}}")
    notes = [collection.add_note({"Text": text}, "D", note_type="cloze") for text in texts]
    answered(collection, fixed_clock)
    logs, before = histories(collection), state(collection)
    part = collection.note_types.proposed_merge(notes)
    merged = collection.note_types.merge(notes, part)
    assert collection.note(merged).fields[0] == "{{c1::a}} {{c2::b}}\n\n{{c3::c}} {{c5::d}}"
    assert histories(collection) == logs
    assert len(places(collection, merged)) == len(logs)
    assert_undone_and_redone(collection, before, state(collection))


def test_notes_of_different_kinds_are_not_merged(collection: Collection) -> None:
    one = collection.add_note({"Front": "f", "Back": "b"}, "D")
    other = collection.add_note({"Text": "{{c1::x}}"}, "D", note_type=CLOZE.uid)
    with pytest.raises(UserError, match="cannot be merged"):
        collection.note_types.proposed_merge([one, other])
    with pytest.raises(UserError, match="two notes"):
        collection.note_types.proposed_merge([one])


LIST = {"Question": "Planets?", "Items": "Mercury\nVenus\nMars"}


def test_a_list_becomes_plain_lines_and_a_list_again_with_its_first_history(
    collection: Collection, fixed_clock: FixedClock
) -> None:
    note = collection.add_note(LIST, "D", note_type="list")
    answered(collection, fixed_clock)
    before = state(collection)
    effect = collection.note_types.effect_of_change([note], "basic")
    assert (effect.cards_kept, effect.cards_gone) == (1, 2)
    collection.note_types.change_type([note], "basic", agreed=effect)
    assert collection.note(note).fields == ("Planets?", "Mercury\nVenus\nMars")
    assert_undone_and_redone(collection, before, state(collection))
    collection.redo()
    [card] = collection.search("")
    collection.note_types.change_type([note], "list")
    assert places(collection, note)["list-1", 1] == card
    assert len(collection.note_cards(note)) == 3
    assert collection.check() == []


def test_items_of_a_list_keep_their_numbers_in_another_cloze_type(
    collection: Collection, fixed_clock: FixedClock
) -> None:
    note = collection.add_note(LIST, "D", note_type="list")
    answered(collection, fixed_clock)
    logs = histories(collection)
    mapped = TypeMap({"text": "items", "extra": "question"}, {("list-1", 0): ("cloze-1", 0)})
    collection.note_types.change_type([note], "cloze", mapped)
    assert histories(collection) == logs
    assert collection.note(note).fields[0] == "{{c1::Mercury}}\n{{c2::Venus}}\n{{c3::Mars}}"


def test_an_item_of_two_lines_stays_one_item_in_a_list_in_html(
    collection: Collection, fixed_clock: FixedClock
) -> None:
    kind = collection.note_type("list")
    fresh = tuple(replace(each, uid="") for each in kind.templates)
    own = replace(kind, name="HTML list", markup="html", uid="", templates=fresh, field_uids=())
    own = collection.note_types.create(own)
    fields = {"Question": "?", "Items": "- a\n- *b* & c\n\n  more b\n- the {{c7::gap}}"}
    note = collection.add_note(fields, "D", note_type="list")
    answered(collection, fixed_clock, days=9)
    logs, before = histories(collection), state(collection)
    effect = collection.note_types.effect_of_change([note], own.uid)
    assert (effect.cards_kept, effect.cards_new, effect.cards_gone) == (3, 0, 0)
    collection.note_types.change_type([note], own.uid)
    said = collection.note(note).fields[1]
    assert said == "{{c8::a}}<br>{{c9::<em>b</em> &amp; c more b}}<br>the {{c7::gap}}"
    assert histories(collection) == logs
    assert_undone_and_redone(collection, before, state(collection))


def test_lists_are_split_by_items_and_merged_with_every_history(
    collection: Collection, fixed_clock: FixedClock
) -> None:
    note = collection.add_note(LIST, "D", note_type="list")
    answered(collection, fixed_clock)
    logs, before = histories(collection), state(collection)
    made = collection.note_types.split(note, collection.note_types.proposed_split(note))
    items = [collection.note(each).fields[1] for each in made]
    assert items == ["{{c1::Mercury}}", "{{c2::Venus}}", "{{c3::Mars}}"]
    assert histories(collection) == logs
    merged = collection.note_types.merge(made, collection.note_types.proposed_merge(made))
    assert histories(collection) == logs
    assert len(collection.note_cards(merged)) == 3
    collection.undo()
    collection.undo()
    assert state(collection) == before
    assert collection.check() == []


def test_a_card_that_asks_a_whole_list_stays_with_the_first_part(
    collection: Collection, fixed_clock: FixedClock
) -> None:
    note = collection.add_note({**LIST, "All at once": "yes"}, "D", note_type="list")
    answered(collection, fixed_clock, days=9)
    collection.update_note(note, {"Items": "Venus\nMars"})
    logs, before = histories(collection), state(collection)
    assert len(logs) == 3
    parts = collection.note_types.proposed_split(note)
    effect = collection.note_types.effect_of_parts([note], parts)
    assert (effect.cards_kept, effect.cards_new, effect.cards_gone) == (3, 0, 0)
    made = collection.note_types.split(note, parts)
    said = [collection.note(each).fields[1::2] for each in made]
    assert said == [("{{c2::Venus}}", "yes"), ("{{c3::Mars}}", "")]
    assert histories(collection) == logs
    assert_undone_and_redone(collection, before, state(collection))


def test_a_note_whose_answer_is_typed_keeps_its_type_when_it_is_split(
    collection: Collection,
) -> None:
    note = collection.add_note({"Front": "f", "Back": "b"}, "D", note_type="type-answer")
    [part] = collection.note_types.proposed_split(note)
    assert (part.note_type, dict(part.fields)) == ("type-answer", {"Front": "f", "Back": "b"})


def test_items_become_gaps_and_gaps_items_unless_told_otherwise(
    collection: Collection, fixed_clock: FixedClock
) -> None:
    note = collection.add_note(LIST, "D", note_type="list")
    answered(collection, fixed_clock, days=9)
    logs = histories(collection)
    effect = collection.note_types.effect_of_change([note], "cloze")
    assert (effect.cards_kept, effect.cards_gone) == (3, 0)
    collection.note_types.change_type([note], "cloze", agreed=effect)
    said = "{{c1::Mercury}}\n{{c2::Venus}}\n{{c3::Mars}}"
    assert collection.note(note).fields == (said, "")
    collection.note_types.change_type([note], "list")
    assert collection.note(note).fields[1] == said
    assert histories(collection) == logs
    assert collection.check() == []


def test_a_list_type_tells_what_asking_all_at_once_would_add(collection: Collection) -> None:
    collection.add_note({**LIST, "Extra": "x"}, "D", note_type="list")
    collection.add_note(LIST, "D", note_type="list")
    kind = collection.note_type("list")
    one, whole = kind.templates
    asks = replace(whole, question="{{#Extra}}{{list-all:Items}}{{/Extra}}")
    edited = replace(kind, templates=(one, asks))
    effect = collection.note_types.effect_of(edited)
    assert (effect.cards_new, effect.cards_gone) == (1, 0)
    collection.note_types.save(edited)
    assert len(collection.search("")) == 7


def test_lines_are_numbered_when_a_template_begins_to_ask_them_one_by_one(
    collection: Collection,
) -> None:
    made = collection.note_types.create(collection.note_types.new("Steps", cloze=True))
    fields = {"Text": "{{c1::Tea}}", "Extra": "boil\npour"}
    note = collection.add_note(fields, "D", note_type="Steps")
    lines = replace(made.templates[0], question="{{Text}}\n\n{{list:Extra}}")
    edited = replace(made, templates=(lines,))
    effect = collection.note_types.effect_of(edited)
    assert (effect.cards_new, effect.cards_gone) == (1, 0)
    collection.note_types.save(edited)
    assert collection.note(note).fields[1] == "{{c1::boil}}\n{{c2::pour}}"
    assert [ordinal for _, ordinal in places(collection, note)] == [1, 2]
    assert collection.check() == []
    collection.undo()
    assert collection.note(note).fields[1] == "boil\npour"
    assert collection.check() == []


def test_masks_over_a_picture_are_kept_where_marks_of_gaps_go(collection: Collection) -> None:
    masks = "{{c1::image-occlusion:rect:left=.1:top=.1:width=.2:height=.2}}"
    fields = {"Text": "{{c1::a::b}} and {{c2::{{c3::c}}}}", "Extra": masks}
    note = collection.add_note(fields, "D", note_type="cloze")
    before = state(collection)
    collection.note_types.change_type([note], "basic")
    assert collection.note(note).fields == ("a and c", masks)
    assert_undone_and_redone(collection, before, state(collection))


def test_a_list_loses_its_numbers_also_where_marks_of_gaps_stay(collection: Collection) -> None:
    fields = {"Question": "Q?", "Items": "one\na {{c5::gap}}"}
    note = collection.add_note(fields, "D", note_type="list")
    types = collection.note_types
    likely = types.suggested_map(collection.note_type("list"), collection.note_type("basic"))
    types.change_type([note], "basic", replace(likely, plain=False))
    assert collection.note(note).fields == ("Q?", "one\na {{c5::gap}}")
