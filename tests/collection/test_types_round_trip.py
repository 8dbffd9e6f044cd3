"""Notes of every type come back from an export, also where types were changed."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import flashcards
from flashcards import Collection, UserError
from flashcards.model.notes import Field, NoteType, Template
from tests.conftest import FixedClock

FORMATS = ("deck.md", "deck.csv", "deck.tsv")
NOTES = {
    "basic": {"Front": "f", "Back": "b"},
    "basic-reverse": {"Front": "f", "Back": "b\n@x: y"},
    "cloze": {"Text": "{{c1::a}}", "Extra": ""},
    "basic-optional-reverse": {"Front": "f, g", "Back": "b", "Add reverse": "y"},
    "type-answer": {"Front": "N: x", "Back": "=1"},
    "term": {"Term": "auk", "Definition": "a bird\n\n@Term: x", "Example": "An auk."},
    "list": {"Question": "Which?", "Items": "{{c1::a}}\n{{c2::b}}", "Extra": "# x"},
    "choice": {
        "Question": "Which?",
        "Answer": "- a",
        "Wrong answers": "- b\n- c",
        "Explanation": "because",
    },
    "image-occlusion": {
        "Occlusion": "{{c1::image-occlusion:rect:left=.1:top=.2:width=.3:height=.4}}<br>",
        "Image": '<img src="map.png">',
        "Header": "A map",
        "Back Extra": "",
        "Comments": "none",
    },
    "Verb": {"Infinitive": "go", "Past": "went", "guid": "gone", "Front": "x"},
}
VERB = ("Infinitive", "Past", "guid", "Front")


@pytest.fixture
def collection(collection_path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    with flashcards.open(collection_path, fixed_clock) as opened:
        yield opened


@pytest.fixture
def other(tmp_path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    with flashcards.open(tmp_path / "other.flashcards", fixed_clock) as opened:
        yield opened


def own_type(collection: Collection, fields: tuple[str, ...] = VERB) -> NoteType:
    plain = collection.note_types.new("Verb").with_fields([Field(name) for name in fields])
    template = Template("", "Past", "{{Infinitive}}", "{{Past}}")
    return collection.note_types.create(replace(plain, templates=(template,)))


def seen(collection: Collection) -> list[tuple[str, dict[str, str], int]]:
    """Type, filled fields by name and number of cards of every note, whatever their order."""
    types = {kind.id: kind for kind in collection.note_types.all()}
    found = []
    for number in collection.search_notes(""):
        note = collection.note(number)
        kind = types[note.note_type_id]
        texts = zip(kind.fields, note.fields, strict=False)
        filled = {name: text for name, text in texts if text}
        found.append((kind.name, filled, len(collection.note_cards(number))))
    return sorted(found, key=repr)


@pytest.mark.parametrize("name", FORMATS)
def test_notes_of_every_type_come_back(
    collection: Collection, other: Collection, tmp_path: Path, name: str
) -> None:
    own_type(collection)
    for kind, fields in NOTES.items():
        collection.add_note(fields, "D", ["t"], note_type=kind)
    assert collection.export(tmp_path / name) == len(NOTES)
    own_type(other, VERB[::-1])
    report = other.import_file(tmp_path / name)
    assert (report.added, report.problems) == (len(NOTES), ())
    assert seen(other) == seen(collection)
    assert other.import_file(tmp_path / name).unchanged == len(NOTES)
    assert collection.import_file(tmp_path / name).unchanged == len(NOTES)
    (tmp_path / "again").mkdir()
    collection.export(tmp_path / "again" / name)
    assert (tmp_path / "again" / name).read_text() == (tmp_path / name).read_text()
    assert other.check() == []


@pytest.mark.parametrize("name", FORMATS)
def test_built_in_fields_are_known_whatever_they_are_called(
    collection: Collection, other: Collection, tmp_path: Path, name: str
) -> None:
    basic = collection.note_type("basic")
    back, front = reversed(basic.field_list())
    fields = (replace(back, name="Answer"), Field("Hint"), replace(front, name="Question"))
    collection.note_types.save(basic.with_fields(fields))
    collection.add_note({"Question": "f", "Answer": "b"}, "D")
    collection.add_note({"Front": "f2", "Back": "b2", "Hint": "h"}, "D")
    collection.export(tmp_path / name)
    report = other.import_file(tmp_path / name)
    kept = [fields for _, fields, _ in seen(other)]
    if report.added == 2:  # a table tells of the hint and brings in the rest
        assert kept == [{"Front": "f", "Back": "b"}, {"Front": "f2", "Back": "b2"}]
    else:
        assert kept == [{"Front": "f", "Back": "b"}]
    assert "no field “Hint”" in str(report.problems[-1])
    assert collection.import_file(tmp_path / name).unchanged == 2


@pytest.mark.parametrize("name", FORMATS)
def test_a_type_that_is_missing_is_told_with_its_fields(
    collection: Collection, other: Collection, tmp_path: Path, name: str
) -> None:
    own_type(collection)
    collection.add_note(NOTES["Verb"], "D", note_type="Verb")
    collection.add_note(NOTES["basic"], "D")
    collection.export(tmp_path / name)
    report = other.import_file(tmp_path / name)
    assert (report.added, report.skipped) == (1, 1)
    said = "There is no note type called “Verb”. Add one with the fields “"
    assert said in str(report.problems[0])


def test_a_table_cannot_have_more_columns_than_are_read(
    collection: Collection, tmp_path: Path
) -> None:
    for number in range(2):
        names = tuple(f"F{number}-{at}" for at in range(50))
        plain = collection.note_types.new(f"Wide {number}")
        wide = plain.with_fields([Field(each) for each in names])
        template = Template("", "Card", f"{{{{{names[0]}}}}}", "")
        collection.note_types.create(replace(wide, templates=(template,)))
        collection.add_note(dict.fromkeys(names, "x"), "D", note_type=f"Wide {number}")
    with pytest.raises(UserError, match="106 columns"):
        collection.export(tmp_path / "wide.csv")
    assert collection.export(tmp_path / "wide.md") == 2
