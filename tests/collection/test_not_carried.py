"""What a format cannot carry is said before, and what it is said to carry comes back."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import flashcards
from flashcards import Collection, Rating
from flashcards.collection.files.leaving import FORMATS, format_for
from flashcards.model.errors import UserError
from flashcards.model.exporting import Contents
from flashcards.model.parsed import ParsedNote
from tests.conftest import FixedClock

EVERYTHING = Contents(*range(1, 21))


@pytest.fixture
def collection(collection_path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    with flashcards.open(collection_path, fixed_clock) as opened:
        yield opened


def said(collection: Collection, file: str, deck: str | None = None) -> list[str]:
    return [str(each) for each in collection.not_carried(file, deck)]


def test_of_an_empty_collection_everything_goes_along(collection: Collection) -> None:
    assert said(collection, "all.md") == []


def test_what_was_learnt_set_aside_and_flagged_is_counted(collection: Collection) -> None:
    for number in range(3):
        collection.add_note({"Front": f"f{number}", "Back": "b"}, deck="A::B")
    session = collection.study()
    session.next()
    session.answer(Rating.GOOD)
    cards = collection.search("")
    collection.suspend(cards[:2])
    collection.flag(cards[:1], 3)
    assert said(collection, "all.md")[:3] == [
        "What you have learned: 1 answer and the schedule",
        "That 2 cards are suspended or buried",
        "The flag of 1 card",
    ]
    collection.add_note({"Front": "other", "Back": "b"}, deck="C")
    assert said(collection, "one.md", "C") == ["When each note was made and changed"]


def test_a_deck_without_cards_is_named_only_where_all_below_is_empty(
    collection: Collection,
) -> None:
    collection.add_note({"Front": "f", "Back": "b"}, deck="A::B")
    collection.add_deck("C")
    assert "1 deck without cards" in said(collection, "all.md")


def test_a_table_also_says_that_it_only_names_types_of_ones_own(collection: Collection) -> None:
    kind = collection.note_types.create(collection.note_types.new("Verb"))
    collection.add_note({"Front": "go", "Back": "went"}, note_type=kind.uid, deck="A")
    only_named = "1 note type of your own: the table only names it"
    assert only_named in said(collection, "all.csv")
    assert only_named not in said(collection, "all.md")


def test_former_texts_and_the_bin_are_named(collection: Collection) -> None:
    note = collection.add_note({"Front": "f", "Back": "b"}, deck="A")
    other = collection.add_note({"Front": "g", "Back": "b"}, deck="A")
    collection.update_note(note, {"Front": "better"})
    collection.delete_notes([other])
    found = said(collection, "all.tsv")
    assert "1 earlier version of a field" in found
    assert "What is in the bin" in found
    assert "What is in the bin" not in said(collection, "all.tsv", "A")


def test_a_deck_that_is_not_there_and_a_format_that_is_none_are_told(
    collection: Collection,
) -> None:
    with pytest.raises(UserError, match="no deck"):
        collection.not_carried("out.md", "Nowhere")
    with pytest.raises(UserError, match="cannot be written"):
        collection.not_carried("out.exe")


@pytest.mark.parametrize("each", FORMATS, ids=lambda each: each.suffix)
def test_each_format_answers_for_a_collection_that_has_everything(each: object) -> None:
    assert isinstance(each, tuple)
    found = [str(lacking) for lacking in each[2](EVERYTHING)]
    assert len(found) == len(set(found))
    assert list(each[2](Contents())) == []


def test_the_longest_fitting_end_of_a_name_says_the_format() -> None:
    assert format_for(Path("a.b.CSV")).suffix == ".csv"


@pytest.mark.parametrize("suffix", [".md", ".csv", ".tsv"])
def test_notes_of_three_and_more_fields_lose_none(
    collection: Collection, tmp_path: Path, fixed_clock: FixedClock, suffix: str
) -> None:
    written = {"Term": "auk", "Definition": "a bird", "Example": "the great auk"}
    note = collection.add_note(written, note_type="term", deck="Birds", tags=["sea"])
    file = tmp_path / f"out{suffix}"
    assert collection.export(file) == 1
    with flashcards.open(tmp_path / "other" / "o.flashcards", fixed_clock) as other:
        assert other.import_file(file).added == 1
        there = other.note(other.search_notes("auk")[0])
        names = other.note_type(there.note_type_id).fields
        found = dict(zip(names, there.fields, strict=True))
        assert {name: text for name, text in found.items() if text} == written
    assert collection.note(note).guid == there.guid


def test_a_parsed_note_of_any_number_of_fields_gets_a_column_for_each() -> None:
    from flashcards.formats.csv_table import header_of, note_row

    names = ["front", "Front", "tags", "Tags (field)", "type", "guid", "a", "A", "deck", "back"]
    note = ParsedNote("Odd", {name: f"<{name}>" for name in names}, guid="g")
    header = header_of([note])
    row = dict(zip(header, note_row(note, header), strict=True))
    assert {text for text in row.values() if text.startswith("<")} == {f"<{n}>" for n in names}
