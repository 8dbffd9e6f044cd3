"""Cards that the Obsidian plugin Flashcards sends to Anki come in with their numbers as ids."""

from tests.effort import never_for_ever
from tests.formats.marks.reading import notes, read, sides

PROGRAM = "obsidian-flashcards"


def test_headings_and_paragraphs_with_the_tag_ask_for_the_paragraph_after_them() -> None:
    text = (
        "---\ncards-deck: My::Deck\ntags: demo, a/b\n---\n# Car #card\n\nA vehicle.\n- wheels\n"
        "\nNo more.\n\n## Brakes #card-reverse #parts\nStop it.\n^1617090699160\n\n"
        "_And electric ones?_ #card\nBoth ways.\n"
    )
    found = notes(text, PROGRAM)
    assert [tuple(note.fields.values()) for note in found] == [
        ("Car", "A vehicle.\n- wheels"),
        ("Car > Brakes", "Stop it."),
        ("Car > Brakes > _And electric ones?_", "Both ways."),
    ]
    assert (found[1].note_type, found[1].guid, found[1].tags) == (
        "basic-reverse", "obsidian/1617090699160", ("parts",),
    )  # fmt: skip
    deck = read(text).parsed
    assert (deck.name, deck.tags) == ("My::Deck", ("demo", "a::b"))


def test_lines_are_cards_with_two_sides_or_gaps() -> None:
    text = (
        "---\ncards-deck: D\n---\n- one:: eins ^1617090699161\n\ntwo:::zwei\n^1617090699162\n\n"
        "A ==gap== and {another}, then {2:one more}, $\\frac{1}{2}$ and `{code}`.\n"
        "\n```\nno::card {here}\n```\n"
    )
    assert sides(text, PROGRAM) == [
        ("one", "eins"),
        ("two", "zwei"),
        ("A {{c1::gap}} and {{c1::another}}, then {{c2::one more}}, $\\frac{1}{2}$ and `{code}`.",),
    ]
    ids = [note.guid for note in notes(text, PROGRAM)]
    assert ids == ["obsidian/1617090699161", "obsidian/1617090699162", None]


def test_a_question_may_stand_over_its_tag() -> None:
    assert sides("### Question\n#card\nAnswer", PROGRAM) == [("Question", "Answer")]
    assert sides("Question\nof two lines\n#card\nAnswer", PROGRAM) == [
        ("Question\nof two lines", "Answer")
    ]


def test_what_is_only_to_be_read_again_has_no_answer() -> None:
    assert sides("A thought. #card/spaced\n\nMore.\n", PROGRAM) == [("A thought.",)]


def test_long_pages_are_read_in_time() -> None:
    with never_for_ever():
        for text in ("#card\n" * 50_000, "{a" * 100_000 + " #card", "# a #card\n" + "{}" * 100_000):
            read(text, program=PROGRAM)
