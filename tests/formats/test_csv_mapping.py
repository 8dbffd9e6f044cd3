"""Tables of any number of columns: what each becomes, found out or chosen."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.collection.files.field_names import table_type
from flashcards.formats.csv_table import (
    FOUND_OUT,
    CsvChoices,
    CsvPreview,
    decode_table,
    first_rows,
    read,
    read_decoded,
    sniff,
    sniff_decoded,
)
from flashcards.model.enums import NoteKind
from flashcards.model.errors import UserError
from flashcards.model.note_types import BUILT_IN_NOTE_TYPES
from flashcards.model.parsed import ParsedDeck
from flashcards.model.tables import Existing, KnownBy, TableType
from tests.reference import reference

VERB = TableType("v", "Verb", ("Infinitive", "Past", "Meaning", "tags"))
TYPES = [*map(table_type, BUILT_IN_NOTE_TYPES), VERB]


def _sniff(text: str, choices: CsvChoices = FOUND_OUT) -> CsvPreview:
    return sniff(text.encode(), "a.csv", choices, TYPES)


def _meanings(preview: CsvPreview) -> list[str]:
    return [preview.meaning(at) for at in range(len(preview.columns))]


def _read(text: str, choices: CsvChoices = FOUND_OUT) -> ParsedDeck:
    return read(text.encode(), "a.csv", _sniff(text, choices))


def _type(preview: CsvPreview) -> str:
    return preview.note_type if preview.target is None else preview.target.name


@pytest.mark.parametrize(
    ("text", "name", "meanings"),
    [
        ("infinitive,past,meaning\ngo,went,gehen\n", "Verb", ["Infinitive", "Past", "Meaning"]),
        (
            "guid,Meaning,Infinitive,deck,tags\na,gehen,go,D,x\n",
            "Verb",
            ["guid", "Meaning", "Infinitive", "deck", "tags"],
        ),
        ("term,meaning,past\ngo,gehen,1\n", "basic", ["front", "back", ""]),
        (
            "term,definition,example\na,b,c\n",
            "Term and definition",
            ["Term", "Definition", "Example"],
        ),
        ("term,definition\na,b\n", "basic", ["front", "back"]),
        ("question,answer,explanation\na,b,c\n", "basic", ["front", "back", ""]),
        ("front,back,hint\na,b,c\n", "basic", ["front", "back", ""]),
        ("tags,back,front\nt,b,a\n", "basic", ["tags", "back", "front"]),
        ("Translation,Word\nb,a\n", "basic", ["back", "front"]),
    ],
)  # fmt: skip
def test_a_header_tells_the_note_type_and_the_fields(
    text: str, name: str, meanings: list[str]
) -> None:
    found = _sniff(text)
    assert (found.has_header, _type(found)) == (True, name)
    assert _meanings(found) == meanings


def test_columns_that_become_nothing_are_told() -> None:
    (problem,) = _sniff("infinitive,past,page,book\ngo,went,3,Red\n").problems
    assert str(problem.message).startswith("Not imported: “page”, “book”.")


@pytest.mark.parametrize(
    ("lines", "name", "meanings"),
    [
        ("#notetype:Verb\n", "Verb", ["Infinitive", "Past", "Meaning"]),
        ("#notetype:verb\n#columns:Past,Infinitive,z\n", "Verb", ["Past", "Infinitive", ""]),
        ("#notetype:Cloze\n#columns:Back Extra,Text,Tags\n", "Cloze", ["Extra", "Text", "tags"]),
        (
            "#notetype:Verb\n#tags column:1\n#guid column:3\n",
            "Verb",
            ["tags", "Infinitive", "guid"],
        ),
        ("#notetype:Basic\n#deck column: 3\n", "basic", ["front", "back", "deck"]),
        ("#columns:Back,Front,Tags\n", "basic", ["back", "front", "tags"]),
        ("#notetype column:1\n", "basic", ["type", "front", "back"]),
        ("#notetype:Nobody's\n", "basic", ["front", "back", ""]),
    ],
)  # fmt: skip
def test_lines_at_the_top_name_the_type_and_the_columns(
    lines: str, name: str, meanings: list[str]
) -> None:
    found = _sniff(f"#separator:comma\n{lines}One two,Three four,{{{{c1::Five}}}}.\n")
    assert (_type(found), _meanings(found)) == (name, meanings)


@pytest.mark.parametrize(
    ("lines", "existing", "known_by"),
    [
        ("", Existing.UPDATE, None),
        ("#if matches:update current\n", Existing.UPDATE, KnownBy.TYPE),
        ("#if matches: Keep Current\n", Existing.KEEP, KnownBy.TYPE),
        ("#if matches:keep both\n#match scope:notetype\n", Existing.ADD, KnownBy.TYPE),
        ("#match scope:notetype + deck\n", Existing.UPDATE, KnownBy.DECK),
    ],
)
def test_lines_at_the_top_say_what_becomes_of_known_notes(
    lines: str, existing: Existing, known_by: KnownBy | None
) -> None:
    found = _sniff(f"{lines}a,b\n")
    assert (found.existing, found.known_by) == (existing, known_by)
    chosen = _sniff(f"{lines}a,b\n", CsvChoices(existing=Existing.ADD, known_by=KnownBy.GUID))
    assert (chosen.existing, chosen.known_by) == (Existing.ADD, KnownBy.GUID)


def test_a_row_that_was_copied_alone_is_a_note_though_it_looks_like_a_header() -> None:
    assert [note.fields for note in _read("a,b,extra\n").notes] == [{"Front": "a", "Back": "b"}]


def test_the_sign_that_excel_names_separates_columns() -> None:
    found = _sniff("sep=~\nfront~back\n1,5; x~2,5; y\n")
    assert (found.delimiter, found.has_header, found.row_count) == ("~", True, 1)
    assert found.sample_rows == (("1,5; x", "2,5; y"),)


def test_every_column_is_what_was_chosen() -> None:
    text = "go,went,x y,Deck::Of it,g1,gehen,left\n"
    chosen = CsvChoices(
        note_type="verb", meanings=("infinitive", "PAST", "tags", "deck", "guid", "Meaning", "")
    )
    (note,) = _read(text, chosen).notes
    assert note.fields == {"Infinitive": "go", "Past": "went", "Meaning": "gehen"}
    assert (note.note_type, note.tags, note.deck, note.guid) == (
        "v",
        ("x", "y"),
        "Deck::Of it",
        "g1",
    )


def test_a_field_called_as_a_special_column_can_be_chosen() -> None:
    chosen = CsvChoices(note_type="Verb", meanings=("Infinitive", "tags (field)", "tags"))
    (note,) = _read("go,a b,c\n", chosen).notes
    assert (note.fields, note.tags) == ({"Infinitive": "go", "tags": "a b"}, ("c",))


def test_a_type_in_a_column_counts_before_the_one_chosen() -> None:
    chosen = CsvChoices(note_type="Verb", meanings=("Infinitive", "Past", "type"))
    notes = _read("go,went,\nsun,Sol,Basic\n", chosen).notes
    assert [(note.note_type, note.type_name) for note in notes] == [("v", ""), ("v", "Basic")]


def test_a_table_of_one_column_can_be_clozes() -> None:
    text = "{{c1::Canberra}} lies in Australia.\n{{c1::Bern}} lies in Switzerland.\n"
    notes = _read(text, CsvChoices(note_type="cloze", meanings=("Text",))).notes
    assert [dict(note.fields) for note in notes] == [{"Text": line} for line in text.splitlines()]


def test_basic_by_choice_is_no_cloze_although_it_looks_like_one() -> None:
    text = "{{c1::a}} x,b\n"
    assert [note.note_type for note in _read(text).notes] == ["cloze"]
    assert [note.note_type for note in _read(text, CsvChoices(note_type="Basic")).notes] == [
        "basic"
    ]


def test_rows_without_a_field_or_an_answer_are_told_by_their_number() -> None:
    text = "infinitive,past,page\ngo,went,1\n,,2\nsee,,3\n\nbe,was\nhave,had,4,x\n"
    text += "do,did,5\n" * 3
    deck = _read(text)
    assert [note.line for note in deck.notes] == [2, 6, 7, 8, 9, 10]
    told = {problem.line: str(problem.message) for problem in deck.problems}
    assert "Nothing of this row" in told[3]
    assert "only “Infinitive” is filled in" in told[4]
    assert deck.left_out == 2


@pytest.mark.parametrize(
    ("choices", "said"),
    [
        (CsvChoices(note_type="Nobody's"), "no note type called “Nobody's”"),
        (CsvChoices(note_type="Verb", meanings=("Back",)), "has no field “Back”"),
        (CsvChoices(note_type="Verb", meanings=("Past", "past")), "Two columns"),
        (CsvChoices(note_type="Verb", meanings=("tags", "Tags")), "Two columns"),
    ],
)
def test_choices_that_fit_nothing_are_refused(choices: CsvChoices, said: str) -> None:
    with pytest.raises(UserError, match=said):
        _sniff("a,b,c\n", choices)


def test_five_hundred_columns_are_read_and_one_of_them_is_a_field() -> None:
    row = ",".join(f"c{at}" for at in range(500))
    meanings = ("Infinitive", *[""] * 498, "Past")
    (note,) = _read(row + "\n", CsvChoices(note_type="Verb", meanings=meanings)).notes
    assert note.fields == {"Infinitive": "c0", "Past": "c499"}


def test_names_that_stand_twice_are_a_header_still() -> None:
    found = _sniff("front,back,note,note\na,b,c,d\n")
    assert (found.has_header, found.columns) == (True, ("front", "back", "note", "note"))


def test_a_field_is_found_by_what_the_learner_calls_it() -> None:
    own = TableType("x", "X", ("Front", "Back"), ("Wort", "Bild"), NoteKind.NORMAL)
    found = sniff(b"Bild,wort\na,b\n", "a.csv", CsvChoices(), [own])
    assert [found.meaning(at) for at in range(2)] == ["back", "front"]


def test_real_tables_of_many_columns_are_read() -> None:
    data = reference("real", "csv", "ultgeo__country_info.csv").read_bytes()
    types = [*TYPES, TableType("g", "Geography", ("country", "country info", "country info:de"))]
    found = sniff(data, "i.csv", CsvChoices(), types)
    assert (found.note_type, found.has_header, len(found.columns)) == ("g", True, 17)
    deck = read(data, "i.csv", found)
    assert (len(deck.notes), deck.left_out, found.row_count) == (95, 18, 113)
    assert deck.notes[0].fields["country info:de"] == "Landesteil des Vereinigten Königreichs."


_CELL = st.sampled_from(
    ["", " ", "go", "a b", '"', '""', '"q"', 'a "b" c', "'", "=1+1", "1,5", "x;y", "שלום", "日本語",
     "\0", "\r", "\ufeff", "{{c1::x}}", "<img src=a.png>", "infinitive", "Past", "front", "tags",
     "guid", "type", "Verb", "cloze", "\u2028", "\x1f", "x" * 300]
)  # fmt: skip
_ROWS = st.lists(st.lists(_CELL, min_size=1, max_size=6), min_size=1, max_size=9)
_TOP = st.sampled_from(
    ["", "sep=;\n", "#separator:tab\n#html:false\n", "#notetype:Verb\n", "#columns:Past,x\n",
     "#notetype column:2\n", "#guid column:1\n#if matches:keep both\n", "#deck column:999\n"]
)  # fmt: skip
_MEANING = st.sampled_from(["", "Infinitive", "Past", "Meaning", "tags", "deck", "guid", "type"])
_CHOICES = st.builds(
    CsvChoices,
    delimiter=st.sampled_from([None, ",", ";", "\t", " "]),
    quote=st.sampled_from([None, "", '"', "'"]),
    has_header=st.sampled_from([None, True, False]),
    note_type=st.sampled_from([None, "Verb", "cloze", "basic"]),
    html=st.sampled_from([None, False]),
)


@settings(max_examples=300, deadline=None)
@given(_TOP, _ROWS, st.sampled_from([",", ";", "\t"]), st.sampled_from(["\n", "\r\n", "\r"]),
       st.sampled_from(["utf-8", "utf-16", "utf-8-sig"]), _CHOICES)  # fmt: skip
def test_the_first_rows_shown_are_those_that_are_read(
    top: str, rows: list[list[str]], sign: str, end: str, encoding: str, choices: CsvChoices
) -> None:
    text = top + "\n".join(sign.join(row) for row in rows)
    decoded = decode_table(text.replace("\n", end).encode(encoding), "a.csv", choices.encoding)
    found = sniff_decoded(decoded, "a.csv", choices, TYPES)
    shown = [row for row in first_rows(decoded, found, 50) if row.note is not None]
    told = read_decoded(decoded, "a.csv", found).notes
    assert [note for note in told if note.guid is None] == [
        row.note for row in shown if row.note is not None and row.note.guid is None
    ]
    assert {note.guid for note in told} == {row.note.guid for row in shown if row.note}


@settings(max_examples=100, deadline=None)
@given(st.lists(_MEANING, max_size=5).map(tuple), _ROWS)
def test_what_was_chosen_of_columns_is_kept_or_refused(
    meanings: tuple[str, ...], rows: list[list[str]]
) -> None:
    data = "\n".join("\t".join(row) for row in rows).encode()
    chosen = CsvChoices(delimiter="\t", quote="", note_type="Verb", meanings=meanings)
    try:
        found = sniff(data, "a.csv", chosen, TYPES)
    except UserError:
        assert any(meanings.count(each) > 1 for each in meanings if each)
        return
    for at in range(len(found.columns)):
        assert found.meaning(at) == (meanings[at] if at < len(meanings) else "")
