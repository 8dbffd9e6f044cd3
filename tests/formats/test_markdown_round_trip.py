"""A deck written and read again is the same deck, whatever its text looks like."""

from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.formats.markdown_deck import normalised, read, write
from flashcards.formats.markdown_syntax import EMPTY
from flashcards.formats.wording import read_tags, write_tags
from flashcards.model.parsed import ParsedDeck, ParsedNote

_NASTY_LINES = st.sampled_from(
    [
        "", " ", "# one", "## two {#id}", "### three", "#", "##", "#tag", "\\# x", "\\\\## y",
        "Q: why", "Q:", "A: because", "C: {{c1::x}}", "C:\\Users", "E: more", "\\Q: no", "\\\\A:",
        "Tags: a b", "tags:", "Source: here", "Deck: A::B", "Reverse: yes", "\\Tags: x", "Tags:x",
        "```", "```python", "````", "~~~", "  ```", "\t~~~ x", "\\```", "  \\~~~", "```a`b",
        "A: ```", "Q: ~~~", "A: ```py", "---", "...", "===", "{#id}", "text {#a-b}", "{{c2::y::z}}",
        "line with two spaces  ", "\u00a0", "\u2028", "\x0b", "\x85x", "שלום עולם", "\u202eabc",
        "العربية", "日本語", "👩‍👩‍👧", "![a](b.png)", "![a](https://x.y/z)", "`![a](..)`",
        "<!-- x -->",
        EMPTY, f"x {EMPTY}", "- item", "1. item", "> quote", "| a | b |", "    code", "a\\", "\\",
        "%7B",
    ]
)  # fmt: skip
_TEXT = st.one_of(
    st.lists(_NASTY_LINES, max_size=7).map("\n".join),
    st.text(max_size=30),
    st.lists(st.one_of(_NASTY_LINES, st.text(max_size=12)), max_size=5).map("\r\n".join),
)
_FIELD = _TEXT.map(normalised).map(lambda text: "" if text == EMPTY else text)
_WORD = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=8)
_TAGS = st.lists(_WORD, max_size=3, unique=True).map(tuple)
_LINE = st.text(st.characters(exclude_categories=["C", "Z"]), max_size=12)
_GUID = st.one_of(
    st.none(),
    st.from_regex(r"deck-1/[a-z0-9-]{1,9}", fullmatch=True),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12),
)
_SOURCE = st.one_of(
    st.none(), st.sampled_from(["", "A book", "a :: b", "::", "x ::", ":: y", "C::D", '"q"']), _LINE
)
_NAME = (
    st.text(st.sampled_from('ab:\\ #-é"'), min_size=1, max_size=9)
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)


@st.composite
def _notes(draw: st.DrawFn) -> ParsedNote:
    kind = draw(st.sampled_from(["basic", "basic-reverse", "cloze"]))
    front, back = draw(_FIELD), draw(_FIELD)
    if kind == "cloze":
        front = normalised(front + draw(st.sampled_from(["{{c1::gap}}", "\n{{c12::gap::hint}} x"])))
        fields = {"Text": front, "Extra": back}
    else:
        fields = {"Front": front, "Back": back}
    return ParsedNote(
        kind,
        fields,
        draw(_GUID),
        draw(_TAGS),
        draw(st.one_of(st.none(), _WORD, st.just("A::B c"))),
        draw(st.one_of(st.just(""), _LINE.map(str.strip), st.just("# Why?"))),
        source=draw(_SOURCE),
    )


def _seen(note: ParsedNote, deck: ParsedDeck) -> tuple[object, ...]:
    source = deck.source if note.source is None else note.source
    return (note.note_type, dict(note.fields), note.tags, note.deck, note.source_heading, source)


@settings(max_examples=400, deadline=None)
@given(
    st.lists(_notes(), min_size=1, max_size=5),
    st.integers(0, 3),
    st.sampled_from(["", "A book", "x ::"]),
)
def test_a_deck_written_and_read_again_has_the_same_notes(
    notes: list[ParsedNote], repeats: int, source: str
) -> None:
    guids = [note.guid for note in notes if note.guid]
    if len(set(guids)) < len(guids):
        return
    deck = ParsedDeck("My deck", "deck-1", source=source, notes=tuple(notes))
    text = write(deck)
    again = read(text, "deck.md")
    found = [_seen(note, again) for note in again.notes]
    assert found == [_seen(note, deck) for note in notes], text
    for note, known in zip(again.notes, notes, strict=True):
        assert note.guid
        assert known.guid in (None, note.guid)
    assert len({note.guid for note in again.notes}) == len(notes)
    for _ in range(repeats):
        text, before = write(read(text, "deck.md")), text
        assert text == before


@given(_LINE, _TAGS, _LINE, _FIELD)
@settings(max_examples=200, deadline=None)
def test_what_is_said_of_the_whole_deck_survives_too(
    name: str, tags: tuple[str, ...], source: str, description: str
) -> None:
    note = ParsedNote("basic", {"Front": "a", "Back": "b"})
    deck = ParsedDeck(name or None, "deck-1", description, tags, source, (note,))
    again = read(write(deck), "deck.md")
    assert (again.name, again.uid, again.tags, again.source) == (
        name or None,
        "deck-1",
        tags,
        source,
    )
    assert again.description == description


@given(st.dictionaries(_NAME, _FIELD.filter(bool), max_size=4), _FIELD)
@settings(max_examples=300, deadline=None)
def test_what_is_said_of_other_decks_survives_as_well(
    descriptions: dict[str, str], description: str
) -> None:
    notes = (ParsedNote("basic", {"Front": "a", "Back": "b"}),)
    deck = ParsedDeck("D", "d", description, notes=notes, descriptions=descriptions)
    text = write(deck)
    again = read(text, "deck.md")
    assert again.descriptions == descriptions, text
    assert again.description == description, text
    assert write(again) == text


@given(st.lists(st.text(st.sampled_from("a,#\\\\[é"), min_size=1, max_size=5), unique=True))
def test_tags_with_commas_number_signs_and_backslashes_survive(tags: list[str]) -> None:
    assert read_tags(write_tags(tags)) == tuple(tags)


@given(st.text())
@settings(max_examples=300, deadline=None)
def test_any_text_at_all_is_read_without_an_error(text: str) -> None:
    deck = read(text, "any.md")
    assert deck.notes or deck.problems


@given(st.lists(_NASTY_LINES, max_size=25).map("\n".join))
@settings(max_examples=400, deadline=None)
def test_lines_in_any_order_are_read_without_an_error(text: str) -> None:
    deck = read(text, "any.md")
    assert deck.notes or deck.problems
    assert all(str(problem.message).endswith(".") for problem in deck.problems)
