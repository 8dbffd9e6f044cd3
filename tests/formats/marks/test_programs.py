"""Each program's decks are known by what is in them, and this program's own come first."""

import pytest

from tests.formats.marks.reading import notes, read, sides, told
from tests.reference import reference

HASHCARDS = "Q: What?\nA: That.\n\n---\n\nC: [Berlin] is the capital of [Germany].\n"


@pytest.mark.parametrize(
    "text",
    [
        "Q: What? {#what}\nA: That.\n\nC: A [link] of {{c1::mine}}.\n",
        "---\ndeck: Mine\n---\n## Front\nback with a::b #flashcards\n",
        "## Front\nBack\n",
        "Q: What?\nA: [That].\n",
        "N: Basic\n@Front: a::b\n@Back: #flashcards\n",
    ],
)
def test_own_decks_stay_own_whatever_is_in_them(text: str) -> None:
    found = read(text)
    assert found.program == "flashcards"
    assert found.parsed.notes


def test_hashcards_are_known_by_their_gaps_in_brackets() -> None:
    basic, cloze = notes(HASHCARDS, "hashcards")
    assert dict(basic.fields) == {"Front": "What?", "Back": "That."}
    assert cloze.fields["Text"] == "{{c1::Berlin}} is the capital of {{c2::Germany}}."
    assert (basic.line, cloze.line) == (1, 6)


def test_brackets_of_pictures_and_behind_a_backslash_are_no_gaps() -> None:
    text = '---\nname = "Art"\n---\nC: ![a b](c.png) and \\[x\\] by [Monet]\n'
    assert sides(text, "hashcards") == [("![a b](c.png) and &#91;x&#93; by {{c1::Monet}}",)]
    assert read(text).parsed.name == "Art"


def test_an_answer_without_a_question_is_told() -> None:
    assert told("A: lost\n\nC: [a] b\n") == [(1, "“A: lost” belongs to no note and was left out.")]


def test_headings_with_lines_of_tags_and_percent_signs_are_mdanki() -> None:
    text = (
        "# Linux\n\n## YAGNI\n\nWhy is it\nimportant?\n\n%\n\nYou will not need it.\n\n"
        "[#design](./d.md) [#binary tree]()\n\n## Second\nanswer\n"
    )
    first, second = notes(text, "headings")
    assert first.fields["Front"] == "YAGNI\n\nWhy is it\nimportant?"
    assert (first.fields["Back"], first.tags) == (
        "You will not need it.",
        ("design", "binary_tree"),
    )
    assert dict(second.fields) == {"Front": "Second", "Back": "answer"}
    assert read(text).parsed.name == "Linux"


def test_headings_with_gaps_alone_and_formulas_are_markdown_anki_decks() -> None:
    text = "## Founded in {{c1::1913::year}}\n\n## A root\n\n\\\\(\\sqrt{x}\\\\)\n"
    assert sides(text, "headings") == [
        ("Founded in {{c1::1913::year}}",),
        ("A root", "\\(\\sqrt{x}\\)"),
    ]


def test_a_question_in_a_block_of_html_goes_on_over_lines() -> None:
    text = '<h2 markdown="block">\n- this\n- is it\n\n</h2>\n\nThe answer\n'
    assert sides(text, "headings") == [("- this\n- is it", "The answer")]


def test_plain_headings_stay_own_and_can_be_read_the_other_way() -> None:
    text = "# Deck\n\n## a\nb\n"
    found = read(text)
    assert (found.program, found.others, found.parsed.name) == ("flashcards", ("headings",), None)
    other = read(text, program="headings")
    assert (other.others, other.parsed.name) == (("flashcards",), "Deck")


@pytest.mark.parametrize(
    ("file", "program", "count"),
    [
        ("hashcards__French.md", "hashcards", 1),
        ("hashcards__Geography.md", "hashcards", 2),
        ("hashcards__Math.md", "hashcards", 6),
        ("mdad__deck-with-cloze.md", "headings", 2),
        ("mdad__deck-with-data-question.md", "headings", 5),
        ("mdad__deck-with-multiline-question.md", "headings", 1),
        ("mdad__deck.md", "flashcards", 5),
        ("obsr__notes6_A.md", "obsidian-sr", 1),
        ("obsr__triboelectric.md", "obsidian-sr", 1),
        ("reuseman__Cloze.md", "obsidian-flashcards", 4),
        ("reuseman__Inline.md", "obsidian-flashcards", 5),
        ("reuseman__demo.md", "obsidian-flashcards", 12),
        ("calwoodford__git.md", "questions", 13),
        ("calwoodford__sql.md", "questions", 59),
        ("organki__example.org", "org", 7),
    ],
)
def test_real_files_are_known(file: str, program: str, count: int) -> None:
    path = reference("real/markdown") / file
    found = read(path.read_text(encoding="utf-8"), file)
    assert (found.program, len(found.parsed.notes)) == (program, count)
