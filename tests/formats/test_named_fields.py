"""Notes of any type, their fields by name, in Markdown decks and in tables."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.formats.csv_table import header_of, note_row, sniff, write
from flashcards.formats.csv_table import read as read_table
from flashcards.formats.markdown_deck import normalised, read
from flashcards.formats.markdown_deck import write as write_deck
from flashcards.formats.markdown_syntax import EMPTY
from flashcards.model.parsed import ParsedDeck, ParsedNote

_LINES = st.sampled_from(
    [
        "", " ", "# one", "## two {#id}", "Q: why", "A: because", "N: Verb", "N: Verb {#x}", "N:",
        "@Past: went", "@Past:", "\\@Past: x", "\\\\@Past: x", "@Past:x", "@no field", "@a@b: c",
        "Tags: a", "Note", "```", "~~~py", "@Past: ```", "\\N: x", "{#id}", "{{c1::x}}", "---",
        "x  ", "שלום", "👩‍👩‍👧", "=1+2", '"', ",", ";", EMPTY + " x", "- item",
    ]
)  # fmt: skip
_TEXT = st.lists(st.one_of(_LINES, st.text(max_size=9)), max_size=6).map("\n".join)
_FIELD = _TEXT.map(normalised).filter(lambda text: text != EMPTY)
_NAME = st.sampled_from(["Past", "Front", "Back", "guid", "front", "Wrong answers", "Käse", "名"])
_TYPE = st.sampled_from(["Verb", "choice", "Type {#x}", "list", "A, b; c", "Ünï"])


@st.composite
def _notes(draw: st.DrawFn) -> ParsedNote:
    fields = draw(st.dictionaries(_NAME, _FIELD.filter(bool), min_size=1, max_size=4))
    guid = draw(st.from_regex(r"d/[a-z0-9]{1,5}", fullmatch=True))
    return ParsedNote(draw(_TYPE), fields, guid, ("t",), draw(st.sampled_from([None, "A::B"])))


def seen(note: ParsedNote) -> tuple[object, ...]:
    fields = {name: text for name, text in note.fields.items() if text}
    return (note.type_name or note.note_type, fields, note.guid, note.tags, note.deck)


@settings(max_examples=150, deadline=None)
@given(st.lists(_notes(), min_size=1, max_size=4, unique_by=lambda note: note.guid))
def test_a_deck_written_and_read_again_has_every_field(notes: list[ParsedNote]) -> None:
    basic = ParsedNote(
        "basic", {"Front": "N: Verb\n@x: y", "Back": "@a: b\n\\N: c"}, "d/last-of-all"
    )
    text = write_deck(ParsedDeck("D", "d", notes=(*notes, basic)))
    again = read(text, "d.md")
    assert [seen(note) for note in again.notes] == [seen(note) for note in (*notes, basic)], text
    assert write_deck(again) == text


@settings(max_examples=150, deadline=None)
@given(st.lists(_notes(), min_size=1, max_size=4, unique_by=lambda note: note.guid), st.booleans())
def test_a_table_written_and_read_again_has_every_field(
    notes: list[ParsedNote], guarded: bool
) -> None:
    header = header_of(notes)
    text = write((note_row(note, header) for note in notes), header, escape_formulas=guarded)
    deck = read_table(text.encode(), "d.csv")
    assert [seen(note) for note in deck.notes] == [seen(note) for note in notes], text
    assert deck.left_out == 0


def test_a_note_of_any_type_is_written_with_its_fields() -> None:
    deck = read(
        "---\ndeck: D\nid: d\n---\n\n# Birds\n\nN: Term and definition {#auk}\n@Term: auk\n"
        "@Definition:\nA bird.\n\n\\@home: in the north\n@Example: An auk.\nTags: sea\n",
        "d.md",
    )
    assert deck.problems == ()
    (note,) = deck.notes
    assert note.note_type == "Term and definition"
    assert note.fields == {
        "Term": "auk",
        "Definition": "A bird.\n\n@home: in the north",
        "Example": "An auk.",
    }
    assert (note.guid, note.tags, note.source_heading, note.line) == (
        "d/auk",
        ("sea",),
        "Birds",
        8,
    )


def test_a_line_that_only_begins_like_a_note_is_text() -> None:
    deck = read("## Which grid?\nN: north\nS: south\n@here: no field\n", "d.md")
    assert [note.fields["Back"] for note in deck.notes] == ["N: north\nS: south\n@here: no field"]
    assert deck.problems == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("N: Verb\n@Past: a\n@Past: b\n", "stands twice"),
        ("N: Verb\n@Past:\n\n## Q\nA\n", "This note is empty"),
        ("N: Verb\n@Past: a\nReverse: yes\n", "the type says which cards"),
    ],
)
def test_what_is_wrong_with_named_fields_is_told(text: str, said: str) -> None:
    deck = read(text, "d.md")
    assert said in str(deck.problems[0])
    assert len(deck.notes) == 1


def test_a_table_of_another_program_names_fields_in_its_header() -> None:
    table = b"infinitive,past,meaning,type\ngo,went,gehen,Verb\nsun,Sol,,basic\n"
    found = sniff(table, "v.csv")
    assert (found.type_column, found.field_columns) == (3, ((2, "meaning"),))
    verb, basic = read_table(table, "v.csv").notes
    assert (verb.type_name, dict(verb.fields)) == (
        "Verb",
        {"infinitive": "go", "past": "went", "meaning": "gehen"},
    )
    assert (basic.note_type, dict(basic.fields)) == ("basic", {"Front": "sun", "Back": "Sol"})
