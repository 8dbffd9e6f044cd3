"""What a learner gets, and is told, when a Markdown deck file is read."""

from pathlib import Path

import pytest

from flashcards.formats import format_of
from flashcards.formats.kinds import kind_of, kinds_of
from flashcards.formats.markdown_deck import read, read_bytes, replace_images, write
from flashcards.model.parsed import ParsedDeck, ParsedNote
from tests.effort import never_for_ever


def _only(text: str) -> ParsedNote:
    deck = read(text, "deck.md")
    assert deck.problems == ()
    (note,) = deck.notes
    return note


def _told(text: str) -> list[tuple[int, str]]:
    return [(problem.line, str(problem.message)) for problem in read(text, "deck.md").problems]


def test_a_heading_is_the_front_and_the_lines_below_it_the_back() -> None:
    note = _only("## Capital of France?\n\nParis,\n\n### on the Seine\n- yes\n")
    assert note.fields == {
        "Front": "Capital of France?",
        "Back": "Paris,\n\n### on the Seine\n- yes",
    }
    assert (note.note_type, note.guid, note.line) == ("basic", None, 1)


def test_settings_sections_and_ids_reach_the_notes() -> None:
    text = """---
deck: "Science::Physics"
id: physics
tags: [one, two]
source: A: book
description: Short.
# a remark
---
# Part 1
## Why? {#why}
Because.
Tags: a, b c
Deck: Other
Source: Page 3
# Part 2
Q: How? {#how}
A: So.
Reverse: yes
"""
    deck = read(text, "physics.md")
    assert deck.problems == ()
    assert (deck.name, deck.uid, deck.tags) == ("Science::Physics", "physics", ("one", "two"))
    assert (deck.source, deck.description) == ("A: book", "Short.")
    why, how = deck.notes
    assert (why.guid, why.tags, why.deck) == ("physics/why", ("a", "b", "c"), "Other")
    assert (why.source_heading, why.fields["Back"]) == ("Page 3", "Because.")
    assert (how.guid, how.note_type, how.source_heading) == (
        "physics/how",
        "basic-reverse",
        "Part 2",
    )


def test_questions_may_follow_each_other_without_an_empty_line() -> None:
    deck = read("Q: a\nA: b\nQ: c\nmore c\nA: d\nmore d\n", "deck.md")
    assert [tuple(note.fields.values()) for note in deck.notes] == [
        ("a", "b"),
        ("c\nmore c", "d\nmore d"),
    ]


def test_a_cloze_note_has_a_text_and_something_extra() -> None:
    note = _only("C: A {{c1::gap}}\nand {{c2::more::hint}}. {#x}\nE: Extra.\nTags: t")
    assert note.fields == {"Text": "A {{c1::gap}}\nand {{c2::more::hint}}.", "Extra": "Extra."}
    assert (note.note_type, note.guid, note.tags) == ("cloze", "deck/x", ("t",))


def test_nothing_inside_a_code_fence_is_structure() -> None:
    fence = "```sh\n# remark\n## more\nQ: no\nTags: no\n```"
    assert _only(f"## q\n{fence}\n").fields["Back"] == fence
    assert _only(f"Q: q\nA: {fence}\n").fields["Back"] == fence
    assert _only("## q\n~~~\n```\n# x\n~~~\nend").fields["Back"] == "~~~\n```\n# x\n~~~\nend"


def test_a_backslash_makes_a_mark_plain_text() -> None:
    note = _only("## q\n\\# a\n\\## b\n\\Q: c\n\\\\C: d\n\\```\n\\Tags: e")
    assert note.fields["Back"] == "# a\n## b\nQ: c\n\\C: d\n```\nTags: e"


def test_windows_line_ends_and_a_byte_order_mark_are_no_trouble() -> None:
    deck = read_bytes(b"\xef\xbb\xbf---\r\ndeck: D\r\n---\r\n## q {#i}\r\nb\r\nc\r\n", "d.md")
    assert (deck.name, deck.problems) == ("D", ())
    assert deck.notes[0].fields == {"Front": "q", "Back": "b\nc"}


def test_text_before_the_first_note_describes_the_deck() -> None:
    deck = read("About this deck.\n\nMore.\n\n## q\na", "deck.md")
    assert (deck.description, deck.problems) == ("About this deck.\n\nMore.", ())


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("## q\n\n## r\nb", 1, "has no answer"),
        ("Q: q\nmore\n\nQ: r\nA: b", 1, "line that begins with A:"),
        ("## r\nb\n\nC: no gap here", 4, "{{c1::word}}"),
        ("## {{c1::x}} y\n\n## r\nb", 1, "begin it with C:"),
        ("##\nb\n## r\nb", 1, "no question"),
        ("---\ntitle: x\n---\n## r\nb", 2, "Did you mean deck?"),
        ("---\nmood: x\n---\n## r\nb", 2, "not a deck setting"),
        ("---\ndeck: x\ndeck: y\n---\n## r\nb", 3, "twice"),
        ("---\ndeck: x\n## r\nb", 1, "no end"),
        ("---\nid: My Deck\n---\n## r\nb", 2, "my-deck"),
        ("## a {#x}\nb\n## r {#x}\nb", 3, "used before, in line 1"),
        ("## r {#Big_Id}\nb", 1, "big-id"),
        ("## r\nb\n```py\ncode", 3, "never closed"),
        ("## r\nb\n```py\ncode\n## s\nb\n```py\nx\n```\n", 3, "never closed"),
        ("## r\n![a](https://example.org/x.png)", 2, "beside the deck file"),
        ("## r\nb\n\n![a](../x.png)", 4, "beside the deck file"),
        ("## r\n![a](/etc/x.png)", 2, "beside the deck file"),
        ("## r\n![a](C:\\x.png)", 2, "beside the deck file"),
        ("## r\n![a](a/%2e%2e/x.png)", 2, "beside the deck file"),
        ("# s\nloose words\n## r\nb", 2, "belongs to no note"),
        ("## r\nb\nReverse: maybe", 1, "yes or no"),
        ("## r\nb\nTags: a\nTags: b", 3, "twice"),
        ("## r\nb\0c", 2, "NUL"),
        ("## r\nb\ud800c", 2, "surrogate"),
        ("## r\nb\u202ec", 2, "hidden character"),
        (f"## s\nb\n## r\n{'x' * 1_000_001}", 3, "million"),
        ("nothing here", 0, "No notes were found"),
        ("", 0, "No notes were found"),
    ],
)
def test_each_mistake_is_told_with_its_line(text: str, line: int, words: str) -> None:
    told = _told(text)
    assert [number for number, _ in told if number == line] == [line], told
    assert any(number == line and words in message for number, message in told), told


def test_good_notes_are_kept_beside_broken_ones() -> None:
    deck = read("## a {#x}\n1\n## b\n## c {#x}\n3\nC: none\nQ: d\nA: 4", "deck.md")
    assert [note.fields["Front"] for note in deck.notes] == ["a", "c", "d"]
    assert [note.guid for note in deck.notes] == ["deck/x", None, None]
    assert len(deck.problems) == 3


def test_a_forgotten_fence_does_not_swallow_the_notes_after_it() -> None:
    deck = read("## a\n```py\nx = 1\n\n## b\n```py\ny\n```\n## c\n3\n", "deck.md")
    assert [note.fields["Front"] for note in deck.notes] == ["a", "b", "c"]


def test_pictures_beside_the_file_are_listed() -> None:
    text = '## a ![x](one.png)\n![y](sub/two.png "t") ![z](<my pic(1).png>) ![](p_(2).jpg)\n'
    text += "```\n![no](https://x.y)\n```\n`![no](../x)`"
    deck = read(text, "deck.md")
    assert deck.problems == ()
    assert set(deck.media) == {"one.png", "sub/two.png", "my pic(1).png", "p_(2).jpg"}


def test_pictures_can_be_given_other_names() -> None:
    text = "![a](x.png) and ![b](<my pic.png>) and `![a](x.png)` and ![c](other.png)"
    names = {"x.png": "f00.png", "my pic.png": "ba4.png"}
    assert replace_images(text, names) == (
        "![a](f00.png) and ![b](ba4.png) and `![a](x.png)` and ![c](other.png)"
    )


def test_a_written_deck_looks_like_one_written_by_hand() -> None:
    notes = (
        ParsedNote("basic", {"Front": "What is a token?", "Back": "A piece of text."}, tags=("a",)),
        ParsedNote("basic-reverse", {"Front": "two\nlines", "Back": "x"}, "ml/two"),
        ParsedNote("cloze", {"Text": "A {{c1::gap}}", "Extra": ""}, "k3q8", (), None, "Gaps"),
        ParsedNote("basic", {"Front": "What is a token?", "Back": ""}, None, (), None, "Gaps"),
    )
    deck = ParsedDeck("Machine learning", "ml", tags=("x",), notes=notes)
    assert write(deck) == (
        "---\ndeck: Machine learning\nid: ml\ntags: x\n---\n"
        "\n## What is a token? {#what-is-a-token}\nA piece of text.\nTags: a\n"
        "\nQ: two {#two}\nlines\nA: x\nReverse: yes\n"
        "\n# Gaps\n"
        "\nC: A {{c1::gap}} {#/k3q8}\n"
        "\n## What is a token? {#what-is-a-token-2}\n<!-- empty -->\n"
    )


@pytest.mark.parametrize(
    "text",
    ["x" * 5_000_000, "## " + " " * 5_000_000 + "{#", "![" * 2_500_000, "\\" * 5_000_000,
     "![a](b.png) `" * 400_000, "## q\n" + "```a\n# h\n" * 100_000, "~~~~\n" * 200_000 + "~~~"],
    ids=["line", "spaces", "brackets", "backslashes", "pictures", "fences", "tildes"],
)  # fmt: skip
def test_reading_takes_time_in_step_with_the_size(text: str) -> None:
    with never_for_ever():
        read(text, "big.md")


def test_files_in_other_formats_give_notes_or_useful_problems(shared: Path) -> None:
    for path in sorted((shared / "real" / "markdown").iterdir()):
        deck = read_bytes(path.read_bytes(), path.name)
        assert deck.notes or deck.problems, path.name
        assert all(problem.file == path.name for problem in deck.problems)
        assert read(write(deck), path.name).notes or not deck.notes


def test_the_suffix_tells_the_format() -> None:
    assert [format_of(f"a/B.{suffix}") for suffix in ("md", "MARKDOWN", "csv", "Tsv", "txt")] == [
        *("markdown", "markdown", "csv", "csv", "csv")
    ]
    assert format_of("deck.apkg") == "anki"
    assert format_of("README") is None
    assert kind_of("deck.txt", b"front\tback\n") == kinds_of("DECK.TXT")[-1]
    assert kind_of("README", b"") is None
