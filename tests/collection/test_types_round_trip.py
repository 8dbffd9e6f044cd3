"""Notes of every type come back from an export, also where types were changed."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import flashcards
from flashcards import Collection, UserError
from flashcards.model.notes import Field, FieldSettings, NoteType, Template
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
    picture = collection.import_media(b"\x89PNG\r\n\x1a\n" + bytes(64))
    for kind, fields in NOTES.items():
        shown = {key: text.replace("map.png", picture) for key, text in fields.items()}
        collection.add_note(shown, "D", ["t"], note_type=kind)
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


def test_a_deck_brings_the_types_along_that_its_notes_are_of(
    collection: Collection, other: Collection, tmp_path: Path
) -> None:
    right = FieldSettings(True, "Amiri", 20, "ar")
    plain = collection.note_types.new("Verb: {odd}").with_fields(
        [Field("Infinitive"), Field("Past", settings=right), Field("guid")]
    )
    templates = (
        Template("", "One: {1}", "{{Infinitive}}\n\n@Fields: x\n# not a section", ""),
        Template("", "Two", "{{#Past}}{{guid}}{{/Past}}", "{{FrontSide}}\n\n---\n\n{{Past}}"),
    )
    styled = replace(plain, templates=templates, css=".card { color: red }\n\n.x {}")
    made = collection.note_types.create(styled)
    gaps = collection.note_types.new("Gaps", cloze=True)
    collection.note_types.create(replace(gaps, markup="html"))
    collection.note_types.create(collection.note_types.new("Unused"))
    fields = {"Infinitive": "go", "Past": "went", "guid": "gone"}
    collection.add_note(fields, "D", note_type=made.uid)
    collection.add_note({"Text": "{{c1::a}}"}, "D", note_type="Gaps")
    collection.export(tmp_path / "out.md")
    report = other.import_file(tmp_path / "out.md")
    assert (report.added, report.problems) == (2, ())
    assert seen(other) == seen(collection)
    came = other.note_type("Verb: {odd}")
    assert [each.settings for each in came.field_list()][1] == right
    assert (came.css, came.kind, came.markup) == (made.css, made.kind, made.markup)
    assert [(each.name, each.question, each.answer) for each in came.templates] == [
        (each.name, each.question, each.answer) for each in made.templates
    ]
    assert other.note_type("Gaps").markup == "html"
    with pytest.raises(UserError):
        other.note_type("Unused")
    (tmp_path / "again").mkdir()
    other.export(tmp_path / "again" / "out.md")
    assert (tmp_path / "again" / "out.md").read_text() == (tmp_path / "out.md").read_text()
    other.undo()
    with pytest.raises(UserError):
        other.note_type("Gaps")
    assert other.check() == []


def test_a_type_that_is_there_is_not_changed_by_a_deck(
    collection: Collection, other: Collection, tmp_path: Path
) -> None:
    own_type(collection)
    collection.add_note(NOTES["Verb"], "D", note_type="Verb")
    collection.export(tmp_path / "out.md")
    mine = own_type(other, VERB[::-1])
    other.import_file(tmp_path / "out.md")
    assert other.note_type("Verb") == mine


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("T: Verb\n@Fields: A\n\nN: Verb\n@A: x\n", "makes no card"),
        ("T: Verb\n@Front 1: {{A}}\n\nN: Verb\n@A: x\n", "has no fields"),
        ("T: Verb\n@Fields: A\n@Kind: odd\n@Front 1: {{A}}\n\nN: Verb\n@A: x\n", "not known"),
        ("T: Verb\n@Fields: A\n@Front 1: {{B}}\n\nN: Verb\n@A: x\n", "shows no field"),
        ("T: Verb\n@Fields: Tags\n@Front 1: {{A}}\n\nN: Verb\n@Tags: x\n", "something else"),
    ],
)
def test_a_type_that_cannot_be_so_is_told_and_its_notes_are_skipped(
    collection: Collection, tmp_path: Path, text: str, said: str
) -> None:
    (tmp_path / "d.md").write_text(f"{text}\n## Q\nA\n")
    report = collection.import_file(tmp_path / "d.md")
    assert (report.added, report.skipped) == (1, 1)
    assert said in str(report.problems[0])


@pytest.mark.parametrize("name", FORMATS[1:])
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
    for number in range(11):
        names = tuple(f"F{number}-{at}" for at in range(100))
        plain = collection.note_types.new(f"Wide {number}")
        wide = plain.with_fields([Field(each) for each in names])
        template = Template("", "Card", f"{{{{{names[0]}}}}}", "")
        collection.note_types.create(replace(wide, templates=(template,)))
        collection.add_note(dict.fromkeys(names, "x"), "D", note_type=f"Wide {number}")
    with pytest.raises(UserError, match="1,106 columns"):
        collection.export(tmp_path / "wide.csv")
    assert collection.export(tmp_path / "wide.md") == 11
