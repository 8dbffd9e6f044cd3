"""Decks of CrowdAnki's are read as they are; what cannot be one is refused with its place."""

import json

import pytest

from flashcards.formats.kinds import kind_of
from flashcards.formats.programs import crowdanki
from flashcards.formats.programs.crowdanki import read
from flashcards.formats.programs.json_text import read_json
from flashcards.model.errors import UserError
from tests.effort import never_for_ever
from tests.formats.programs.making import crowd_deck, crowd_note, crowd_top, written


def _refused(data: bytes) -> str:
    with pytest.raises(UserError) as caught:
        read(data, "deck.json")
    assert caught.value.hint
    return str(caught.value)


def test_decks_lie_in_decks_and_each_note_in_its_own() -> None:
    inner = crowd_deck("South", crowd_note("g2", "Rome", "Italy", tags=["a b", "c::d"]))
    found = read(written(crowd_top(crowd_note("g1", "Oslo", "Norway"), children=[inner])), "d.json")
    assert [deck["name"] for deck in found.decks.values()] == ["Europe", "Europe::South"]
    assert [(found.decks[note.deck_id]["name"], note.guid) for note in found.notes] == [
        ("Europe", "g1"),
        ("Europe::South", "g2"),
    ]
    assert found.notes[1].tags == "a_b c::d"
    assert [each["name"] for each in found.note_types.values()] == ["Word", "Gaps"]


def test_the_ids_are_the_same_in_every_copy_and_for_a_renamed_deck() -> None:
    one = read(written(crowd_top(crowd_note("g1", "Oslo", "Norway"))), "one.json")
    renamed = {**crowd_top(crowd_note("g1", "Oslo", "Norge")), "name": "North"}
    other = read(written(renamed), "two.json")
    assert one.decks.keys() == other.decks.keys()
    assert one.note_types.keys() == other.note_types.keys()


def test_a_note_that_is_none_is_left_out_and_told() -> None:
    odd = [{"guid": "x"}, "text", crowd_note("g9", "Oslo", "Norway"), {"fields": ["a", 3]}]
    found = read(written(crowd_top(notes=odd)), "deck.json")
    assert [note.guid for note in found.notes] == ["g9"]
    assert [str(each.message) for each in found.problems.all()] == [
        "Note 1 has no fields and was left out.",
        "Note 2 has no fields and was left out.",
        "Note 4 has no fields and was left out.",
    ]


def test_a_note_without_an_id_gets_one_from_what_it_says() -> None:
    bare = {"fields": ["Oslo", "Norway"], "note_model_uuid": "uuid-of-basic"}
    (first,) = read(written(crowd_top(notes=[bare])), "deck.json").notes
    (again,) = read(
        written(crowd_top(notes=[{**bare, "fields": ["Oslo", "?"]}])), "deck.json"
    ).notes
    assert first.guid
    assert first.guid == again.guid


@pytest.mark.parametrize("deck", [[], {}, {"notes": []}, {"children": {}}, 7, "deck", None])
def test_json_that_is_no_deck_is_refused(deck: object) -> None:
    assert _refused(json.dumps(deck).encode()).startswith("deck.json holds no deck")


def test_what_is_no_json_is_refused_with_its_place() -> None:
    assert "line 2, column 3" in _refused(b'{"notes":\n [}')
    assert "line 2 is no UTF-8" in _refused(b'{"notes":\n "\xff"}')
    assert "none that JSON has" in _refused(b'{"notes": NaN}')


def test_values_beyond_all_bounds_are_refused_at_once() -> None:
    deep = b"[" * 100_000
    many = b'{"notes": [' + b"[]," * 2_000_000 + b"[]]}"
    quotes = b'{"notes": ["' + b'\\"' * 500_000
    with never_for_ever():
        assert "nested too deeply" in _refused(deep)
        assert "far more values" in _refused(many)
        assert "column" in _refused(quotes)
    digits = read_json(b'{"a": ' + b"9" * 100_000 + b"}", "deck.json")
    assert digits == {"a": 0}


def test_brackets_and_commas_within_texts_do_not_count() -> None:
    text = "[[[[" * 200 + ",,,," * 200_000
    (note,) = read(written(crowd_top(crowd_note("g", text, "b"))), "deck.json").notes
    assert note.fields[0] == text


def test_halves_of_characters_are_replaced() -> None:
    (note,) = read(
        b'{"notes": [{"fields": ["a\\ud800b", "c\\u001fd"], "guid": "\\udfff"}]}', "deck.json"
    ).notes
    assert note.fields == ("a?b", "cd")


def test_a_json_file_is_known_by_what_stands_in_it() -> None:
    told = kind_of("x.json", written(crowd_top())[:2_000])
    assert told is not None
    assert told.name == "crowdanki"
    assert kind_of("package.json", b'{"name": "left-pad", "version": "1.0"}') is None
    assert crowdanki.begins(b'[{"note_model_uuid": "x"}]')
