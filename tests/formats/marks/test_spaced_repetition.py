"""Cards written for Obsidian's plugin Spaced Repetition come in with their decks and schedule."""

from datetime import date

from flashcards.model.parsed import Learnt
from tests.effort import never_for_ever
from tests.formats.marks.reading import notes, read, sides, told

PROGRAM = "obsidian-sr"


def test_one_line_makes_one_card_or_two() -> None:
    text = "#flashcards\n\ncapital of France::Paris\n- one :::two\n"
    one, other = notes(text, PROGRAM)
    assert (one.note_type, dict(one.fields)) == (
        "basic",
        {"Front": "capital of France", "Back": "Paris"},
    )
    assert (other.note_type, dict(other.fields)) == (
        "basic-reverse",
        {"Front": "one", "Back": "two"},
    )
    assert (one.line, other.line) == (3, 4)


def test_lines_around_a_question_mark_are_a_card_until_an_empty_line() -> None:
    text = "#flashcards\nWhat\nis it?\n?\nThis\n- and that\n\nNo card.\n\nother\n??\nway\n"
    assert sides(text, PROGRAM) == [("What\nis it?", "This\n- and that"), ("other", "way")]


def test_code_in_an_answer_may_have_empty_lines_and_marks() -> None:
    text = "#flashcards\nHow?\n?\n```c++\nstd::cout;\n\nb::c\n```\n\nuse `a::b` here\n"
    assert sides(text, PROGRAM) == [("How?", "```c++\nstd::cout;\n\nb::c\n```")]


def test_each_highlight_of_a_paragraph_is_a_gap() -> None:
    text = (
        "#flashcards\n\nThe ==first== of\n==two== lines with $a==b==c$.\n\n"
        "==1;;one;;a hint== and ==2;;b== and ==1;;c==\n"
    )
    assert sides(text, PROGRAM) == [
        ("The {{c1::first}} of\n{{c2::two}} lines with $a==b==c$.",),
        ("{{c1::one::a hint}} and {{c2::b}} and {{c1::c}}",),
    ]


def test_tags_name_the_deck_of_what_follows_or_of_one_card() -> None:
    text = (
        "---\ntags: [flashcards/base]\n---\nq1::a1\n\n#flashcards/one/two\nq2::a2\n"
        "\n#flashcards/other q3::a3\n\nq4::a4 #grammar/verbs\n"
    )
    found = notes(text, PROGRAM)
    assert [note.deck for note in found] == ["base", "one::two", "other", "one::two"]
    assert found[2].fields["Front"] == "q3"
    assert found[3].tags == ("grammar::verbs",)


def test_the_schedule_is_taken_along_card_by_card() -> None:
    text = (
        "#flashcards\nq::a\n<!--SR:!2024-05-22,12,230-->\n\none:::two "
        "<!--SR:!2024-01-01,3,250!2000-01-01,1,250-->\n\nThe ==gap==.\n"
        "<!--SR:!2024-02-30,1,250-->\n"
    )
    first, second, third = notes(text, PROGRAM)
    assert first.learnt == (Learnt(date(2024, 5, 22).toordinal(), 12, 230),)
    assert second.learnt == (Learnt(date(2024, 1, 1).toordinal(), 3, 250), None)
    assert third.learnt == (None,), "a day that is in no calendar"
    assert [note.fields.get("Back", "") for note in (first, second)] == ["a", "two"]


def test_an_id_in_a_comment_is_the_notes_own() -> None:
    text = "#flashcards\nq::a\n<!--ID: 1566052191670-->\n\nwhat\n?\nthat\n<!--ID: b-2-->\n"
    first, second = notes(text, PROGRAM)
    assert (first.guid, second.guid) == ("obsidian/1566052191670", "obsidian/b-2")
    assert (first.fields["Back"], second.fields["Back"]) == ("a", "that")


def test_what_only_obsidian_shows_becomes_markdown() -> None:
    text = (
        "#flashcards\n![[a b.png|300]] of [[Page#Part|it]]::[[Other]] %%hidden%%![[x.mp3]] ^id-1\n"
        "![[c d.png]]::see `[[code]]`\n"
    )
    assert sides(text, PROGRAM) == [
        ('<img src="a b.png" alt="" width="300"> of it', "Other [sound:x.mp3]"),
        ("![](<c d.png>)", "see `[[code]]`"),
    ]
    assert dict(read(text).parsed.media) == {
        "a b.png": "a b.png",
        "c d.png": "c d.png",
        "x.mp3": "x.mp3",
    }


def test_a_question_without_an_answer_is_told_with_its_line() -> None:
    text = "#flashcards\n\nq::a\n\nwhat?\n?\n\nrest\n"
    assert told(text) == [(5, "The question “what?” has no answer.")]


def test_a_page_without_the_tag_is_read_so_only_when_asked() -> None:
    text = "A note on C++.\n\nstd::string::text\n"
    assert read(text).program == "flashcards"
    assert len(read(text, program=PROGRAM).parsed.notes) == 1


def test_long_and_odd_pages_are_read_in_time() -> None:
    pages = (
        "#flashcards\n" + "`" * 200_000 + "::",
        "#flashcards\n" + "$a " * 100_000 + "::",
        "#flashcards\n" + "==a " * 100_000,
        "#flashcards\n" + "<!--" * 100_000 + "::b",
        "#flashcards\n" + "[[a" * 100_000 + "::b",
        "#flashcards\n" + "a\n?\n" * 50_000,
        "#" * 200_000 + "::",
    )
    with never_for_ever():
        for text in pages:
            read(text, program=PROGRAM)
