"""Files and built-in note types that the learner has changed: each text keeps its field."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import flashcards
from flashcards import Collection, UserError
from flashcards.collection.files.incoming import Homes, Tally, placing, readied
from flashcards.formats import csv_table
from flashcards.model.messages import message
from flashcards.model.notes import Field, Template
from flashcards.store import notes
from tests.conftest import FixedClock


@pytest.fixture
def collection(collection_path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    with flashcards.open(collection_path, fixed_clock) as opened:
        yield opened


def texts(collection: Collection) -> list[tuple[str, ...]]:
    """What the notes say, in their order."""
    return [collection.note(each).fields for each in sorted(collection.search_notes(""))]


def basic_with(collection: Collection, *names: str) -> None:
    """Name the fields of Basic so; those beyond its own are new."""
    basic = collection.note_type("basic")
    kept = [Field(name, each.uid) for name, each in zip(names, basic.field_list(), strict=False)]
    new = [Field(name) for name in names[len(kept) :]]
    collection.note_types.save(basic.with_fields([*kept, *new]))


def test_a_plain_table_comes_in_where_basic_has_a_third_field(
    collection: Collection, tmp_path: Path
) -> None:
    basic_with(collection, "Front", "Back", "Hint")
    table = tmp_path / "x.csv"
    table.write_text("front,back\nq1,a1\nq2,a2\n")
    assert collection.import_file(table).added == 2
    assert texts(collection) == [("q1", "a1", ""), ("q2", "a2", "")]
    assert collection.import_file(table).unchanged == 2
    table.write_text("front,back\nq1,other\nq2,a2\n")
    assert collection.import_file(table).added == 0
    assert texts(collection)[0] == ("q1", "other", "")


@pytest.mark.parametrize("name", ["deck.md", "deck.csv"])
def test_fields_that_swapped_their_names_come_back_as_they_were(
    collection: Collection, tmp_path: Path, name: str
) -> None:
    collection.add_note({"Front": "question", "Back": "answer"}, "D")
    basic_with(collection, "Back", "Front")
    collection.export(tmp_path / name)
    assert collection.import_file(tmp_path / name).unchanged == 1
    assert texts(collection) == [("question", "answer")]


@pytest.mark.parametrize("name", ["deck.md", "deck.csv"])
def test_a_field_may_be_called_as_a_built_in_one_was(
    collection: Collection, tmp_path: Path, name: str
) -> None:
    basic_with(collection, "Term", "Back", "Front", "Front (field)")
    fields = {"Term": "q", "Back": "a", "Front": "mine", "Front (field)": "too"}
    collection.add_note(fields, "D")
    collection.export(tmp_path / name)
    assert collection.import_file(tmp_path / name).unchanged == 1
    assert texts(collection) == [("q", "a", "mine", "too")]
    (tmp_path / "plain.md").write_text("## x\ny\n")
    (tmp_path / "plain.csv").write_text("front,back\nq1,a1\n")
    assert collection.import_file(tmp_path / "plain.md").added == 1
    assert collection.import_file(tmp_path / "plain.csv").added == 1
    assert texts(collection)[1:] == [("x", "y", "", ""), ("q1", "a1", "", "")]
    assert collection.note_type("basic").fields[2] == "Front"
    collection.update_note(1, {"Front": "by its present name"})
    assert texts(collection)[0][2] == "by its present name"


def test_what_a_table_has_too_much_is_told_once_however_many_rows_it_has(
    collection: Collection,
) -> None:
    others = ",".join(f"x{at}" for at in range(60))
    rows = "".join(f"q{at},a,basic,{','.join('v' * 60)}\n" for at in range(300))
    parsed = csv_table.read(f"front,back,type,{others}\n{rows}".encode(), "wide.csv")
    tally = Tally()
    with collection._store.writing(message("Import")) as conn:
        types, homes = notes.note_types(conn), Homes(conn, 0, "D")
        ready = readied(types, parsed, placing(parsed, "D", None), homes, tally, "wide.csv")
        assert len(list(ready)) == 300
    assert len(tally.problems) == 60


def of_own(collection: Collection, *names: str) -> int:
    """Add a note of a type with such fields, which say 0, 1, ... in turn; return its id."""
    plain = collection.note_types.new("Own").with_fields([Field(each) for each in names])
    template = Template("", "Card", f"{{{{{names[0]}}}}}", "")
    collection.note_types.create(replace(plain, templates=(template,)))
    said = {name: str(at) for at, name in enumerate(names)}
    return collection.add_note(said, "D", note_type="Own")


def test_a_field_called_like_a_formula_is_none_in_a_table(
    collection: Collection, tmp_path: Path
) -> None:
    of_own(collection, "=1+1", "'@x", "plain")
    collection.export(tmp_path / "own.csv")
    header = (tmp_path / "own.csv").read_text().split("\n")[0]
    assert header.endswith(",'=1+1,''@x,plain")
    report = collection.import_file(tmp_path / "own.csv")
    assert (report.unchanged, report.problems) == (1, ())


def test_names_of_fields_in_an_own_table_are_taken_to_the_letter(
    collection: Collection, tmp_path: Path
) -> None:
    of_own(collection, "FRONT", "back", "guid", "guid (field)", "guid (field) (field)", "x (field)")
    collection.export(tmp_path / "own.csv")
    report = collection.import_file(tmp_path / "own.csv")
    assert (report.unchanged, report.problems) == (1, ())
    assert texts(collection) == [("0", "1", "2", "3", "4", "5")]


@pytest.mark.parametrize("name", ["term", "CHOICE", "Type-Answer", "Basic", "basic"])
def test_no_other_note_type_is_called_as_files_call_a_built_in_one(
    collection: Collection, tmp_path: Path, name: str
) -> None:
    for uid in ("basic", "term", "choice", "type-answer"):
        collection.note_types.rename(collection.note_type(uid).id, f"My {uid}")
    own = collection.note_types.new("Own")
    with pytest.raises(UserError, match="in files"):
        collection.note_types.create(replace(own, name=name))
    own = collection.note_types.create(own)
    with pytest.raises(UserError, match="in files"):
        collection.note_types.save(replace(own, name=name))
    with pytest.raises(UserError, match="in files"):
        collection.note_types.rename(own.id, name)
    with pytest.raises(UserError, match="in files"):
        collection.note_types.duplicate(own.id, name)
    with pytest.raises(UserError, match="in files"):
        collection.note_types.rename(collection.note_type("cloze").id, name)
    built_in = collection.note_type(name.casefold())
    collection.note_types.rename(built_in.id, name)
    assert collection.note_type(built_in.uid).name == name


def test_a_file_may_name_a_built_in_type_as_it_was_called_at_first(
    collection: Collection, tmp_path: Path
) -> None:
    collection.note_types.rename(collection.note_type("basic").id, "Mine")
    (tmp_path / "d.md").write_text("N: Basic\n@Front: f\n@Back: b\n")
    assert collection.import_file(tmp_path / "d.md").added == 1
    assert collection.note(1).note_type_id == collection.note_type("basic").id
