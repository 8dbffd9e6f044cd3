"""A note changed in a deck file changes its own lines, and reads as it was meant."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.formats.markdown_deck import normalised, read_bytes
from flashcards.formats.markdown_editing import Added, Edit, NotUtf8Error, edited
from flashcards.formats.markdown_syntax import id_of
from flashcards.model.parsed import ParsedNote

FILE = """---
deck: D
id: d
---
intro

# One

## front {#a}
back
Tags: x
Source: S

# Two
<!-- a remark -->

Q: long
question {#b}

A: answer
```
## no note
```

C: {{c1::gap}} {#c}
E: extra

N: Term and definition {#t}
@Term: auk
@Definition: bird

## last
one
"""
TEXTS = st.text(
    st.sampled_from("ab \n#:`*-@\\{}|") | st.characters(codec="utf-8", exclude_characters="\r\0"),
    max_size=60,
).map(normalised)


def _notes(data: bytes) -> tuple[ParsedNote, ...]:
    return read_bytes(data, "d.md").notes


def _core(note: ParsedNote) -> tuple[object, ...]:
    filled = {name: text for name, text in note.fields.items() if text}
    return note.guid, note.note_type, filled, note.tags, note.source_heading, note.deck


@given(
    at=st.integers(0, 4), front=TEXTS, back=TEXTS, tags=st.sampled_from([(), ("x",), ("y", "z")])
)
def test_any_text_written_into_a_note_is_read_back_and_others_stay(
    at: int, front: str, back: str, tags: tuple[str, ...]
) -> None:
    data = FILE.encode()
    notes = _notes(data)
    was = notes[at]
    names = list(was.fields)
    first = f"{{{{c1::x}}}}{front}" if was.note_type == "cloze" else front or "x"
    now = replace(was, fields={names[0]: normalised(first), names[1]: back or "y"}, tags=tags)
    guid = was.guid or "d/new"
    found = _notes(edited(data, [Edit(was, now, id_of(guid, "d"))]))
    wanted = [*notes[:at], replace(now, guid=guid), *notes[at + 1 :]]
    assert [_core(note) for note in found] == [_core(note) for note in wanted]


def test_only_the_lines_of_what_changed_change() -> None:
    data = FILE.encode()
    notes = _notes(data)
    now = replace(notes[1], fields={**notes[1].fields, "Back": "so"})
    again = edited(data, [Edit(notes[1], now, "b")]).decode()
    assert again == FILE.replace("A: answer\n```\n## no note\n```\n", "A: so\n")
    tagged = replace(notes[0], tags=())
    assert edited(data, [Edit(notes[0], tagged, "a")]).decode() == FILE.replace("Tags: x\n", "")


def test_notes_without_ids_get_them_and_new_ones_follow_at_the_end() -> None:
    data = FILE.replace("\n", "\r\n").encode().rstrip()
    notes = _notes(data)
    fresh = ParsedNote("basic", {"Front": "new", "Back": "note"}, "d/n")
    again = edited(data, [Edit(notes[-1], notes[-1], "last")], [Added(fresh, "n")])
    assert again.startswith(data[: data.index(b"## last")])
    assert again.endswith(b"## last {#last}\r\none\r\n\r\n## new {#n}\r\nnote\r\nSource:\r\n")


def test_a_note_that_goes_takes_its_empty_lines_along() -> None:
    data = FILE.encode()
    notes = _notes(data)
    again = edited(data, [Edit(notes[2], None, "")]).decode()
    assert again == FILE.replace("C: {{c1::gap}} {#c}\nE: extra\n\n", "")


def test_a_file_in_another_encoding_is_refused() -> None:
    data = "## é\nb\n".encode("latin-1")
    notes = _notes(data)
    with pytest.raises(NotUtf8Error):
        edited(data, [Edit(notes[0], notes[0], "a")])
