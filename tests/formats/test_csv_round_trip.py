"""Tables written are read back the same, whatever is in their cells; any bytes can be read."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.formats.csv_table import (
    HEADER,
    decode,
    note_row,
    read,
    read_decoded,
    sniff,
    sniff_decoded,
    write,
)
from flashcards.formats.decoding import clean_text
from flashcards.model.note_types import BASIC
from flashcards.model.parsed import ParsedNote

_NASTY = st.sampled_from(
    [
        '"',
        '""',
        ",",
        ";",
        "\t",
        "|",
        "\n",
        "a,b",
        '"open',
        "=1+2",
        "#x",
        "#html:false",
        "é",
        "中",
        "'",
    ]
)
_CELL = (
    st.one_of(st.lists(st.one_of(_NASTY, st.text(max_size=6)), min_size=1, max_size=5).map("".join))
    .map(lambda text: clean_text(text, "")[0].strip())
    .filter(lambda text: bool(text) and "{{c" not in text)
)
_WORD = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=6)
_NOTE = st.builds(
    lambda front, back, kind, guid, tags, deck: ParsedNote(
        kind, {"Front": front, "Back": back}, guid, tuple(tags), deck
    ),
    _CELL,
    _CELL,
    st.sampled_from(["basic", "basic-reverse"]),
    st.one_of(st.none(), _WORD),
    st.lists(_WORD, max_size=3, unique=True),
    st.one_of(st.none(), _WORD),
)


@settings(max_examples=300)
@given(st.lists(_NOTE, min_size=1, max_size=6, unique_by=lambda n: n.guid or id(n)))
def test_notes_written_as_a_table_are_read_back_the_same(notes: list[ParsedNote]) -> None:
    deck = read(write(map(note_row, notes)).encode(), "a.csv")
    assert [note_row(note) for note in deck.notes] == [note_row(note) for note in notes]


def test_a_written_table_quotes_only_what_needs_it() -> None:
    assert write([("a", "b, c", "", "", "", "")]) == (
        'front,back,tags,deck,guid,type\na,"b, c",,,,\n'
    )
    assert HEADER == ("front", "back", "tags", "deck", "guid", "type")


def test_formulas_can_be_guarded_for_spreadsheets() -> None:
    rows = [("=1+2", "+x"), ("-y", "@z"), ("a=1", "'")]
    assert write(rows, ("front", "back"), escape_formulas=True) == (
        "front,back\n'=1+2,'+x\n'-y,'@z\na=1,'\n"
    )


@pytest.mark.parametrize("guarded", [True, False])
@given(st.text("'=+-@ab", min_size=1, max_size=5), st.text("'=+-@ab", min_size=1, max_size=5))
def test_a_guarded_table_is_read_back_as_it_was(guarded: bool, front: str, back: str) -> None:
    note = ParsedNote(BASIC.uid, {"Front": front, "Back": back}, guid="=g")
    written = write([note_row(note)], escape_formulas=guarded)
    (row,) = list(csv.reader(io.StringIO(written)))[1:]
    if guarded:
        assert not any(cell[:1] in ("=", "+", "-", "@") for cell in row)
    (read_back,) = read(written.encode(), "a.csv").notes
    assert note_row(read_back) == note_row(note)


def test_a_table_of_another_program_keeps_its_apostrophes() -> None:
    (note,) = read(b"front,back\n'=a,b\n", "a.csv").notes
    assert list(note.fields.values()) == ["'=a", "b"]


def test_without_a_guard_cells_are_written_as_they_are() -> None:
    rows = [("=1+2", "+x"), ("-y", "@z"), ("a=1", "'")]
    assert list(csv.reader(io.StringIO(write(rows, ("f", "b")))))[1:] == [list(r) for r in rows]


@settings(max_examples=300)
@given(
    st.one_of(
        st.binary(max_size=300),
        st.lists(st.one_of(_NASTY, st.text(max_size=5)), max_size=40).map(
            lambda parts: "".join(parts).encode("utf-8", "ignore")
        ),
    )
)
def test_any_bytes_at_all_are_read_as_a_table_without_an_error(data: bytes) -> None:
    found, deck = sniff(data, "a.csv"), read(data, "a.csv")
    assert deck.notes or deck.problems
    assert len(deck.notes) <= found.row_count


_ROWS = st.sampled_from(
    (
        "a\tb\n",
        "c\td\ttag\n",
        '"q"\tb\n',
        'x\t"y\n',
        "{{c1::gap}}\t\n",
        "\n",
        "\t\n",
        "![p](p.png)\tb\n",
    )
)


@settings(max_examples=200)
@given(st.lists(_ROWS, max_size=30).map("".join), st.integers(1, 20))
def test_a_table_decoded_in_pieces_is_read_as_if_it_were_decoded_at_once(
    text: str, piece_bytes: int
) -> None:
    whole = decode(text.encode(), "a.csv")
    pieces = decode(text.encode(), "a.csv", piece_bytes=piece_bytes)
    assert sniff_decoded(pieces, "a.csv") == sniff_decoded(whole, "a.csv")
    assert read_decoded(pieces, "a.csv") == read_decoded(whole, "a.csv")
