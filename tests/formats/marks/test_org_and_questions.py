"""Cards kept in Org, and questions whose answers are folded away."""

from datetime import date

from flashcards.model.parsed import Learnt
from tests.effort import never_for_ever
from tests.formats.marks.reading import notes, read, sides

DRILL = """#+TITLE: Spanish
#+FILETAGS: :lang:
* Words                                  :es:
** Item                                                  :drill:
SCHEDULED: <2024-05-22 Wed>
:PROPERTIES:
:ID:       440c0b9a
:DRILL_LAST_INTERVAL: 3.86
:DRILL_EASE: 2.36
:DRILL_FAILURE_COUNT: 1
:END:
Translate: *house*
*** Answer
la /casa/
*** Example
- [[https://x.org][en casa]]
** Rule                                                  :drill:
Add [-es||plural] to [a noun
ending in a consonant], see [[Other]] and [fn:1], [ ] done.
** Noun :drill:
:PROPERTIES:
:DRILL_CARD_TYPE: twosided
:END:
*** Spanish
gato
*** English
cat
"""


def test_org_drill_items_come_with_their_schedule() -> None:
    item, rule, noun = notes(DRILL, "org", "es.org")
    assert dict(item.fields) == {
        "Front": "Translate: **house**",
        "Back": "la *casa*\n\nExample\n\n- [en casa](https://x.org)",
    }
    assert (item.guid, item.tags, item.source_heading) == ("org/440c0b9a", ("es",), "Words")
    assert item.learnt == (Learnt(date(2024, 5, 22).toordinal(), 4, 236, 1),)
    assert rule.fields["Text"] == (
        "Rule\n\nAdd {{c1::-es::plural}} to {{c2::a noun\nending in a consonant}}, see Other and "
        "[fn:1], [ ] done."
    )
    assert (noun.note_type, tuple(noun.fields.values())) == (
        "basic-reverse", ("Noun\n\nSpanish\n\ngato", "English\n\ncat"),
    )  # fmt: skip
    assert read(DRILL, "es.org").parsed.name == "Spanish"


def test_org_anki_headings_ask_for_what_stands_below_them() -> None:
    text = (
        "#+ANKI_DECK: mine\n* TODO One :a:\n:PROPERTIES:\n:ANKI_NOTE_ID: 17\n:END:\n"
        "#+BEGIN_SRC c\n* not a heading;\n#+END_SRC\n| a | b |\n|---+---|\n** Q: {{c1::two}}\n"
        ":PROPERTIES:\n:ANKI_NOTE_ID: 18\n:ANKI_DECK: other\n:END:\n* Not sent yet\ntext\n"
    )
    one, two = notes(text, "org", "a.org")
    assert dict(one.fields) == {
        "Front": "One",
        "Back": "```c\n* not a heading;\n```\n| a | b |\n|---|---|",
    }
    assert (one.guid, one.tags, one.deck) == ("org-anki/17", ("a",), None)
    assert (two.note_type, two.fields["Text"], two.deck) == ("cloze", "{{c1::two}}", "other")


def test_a_deck_at_the_top_makes_every_heading_with_text_a_note() -> None:
    text = "#+ANKI_DECK: mine\n* Part\n** one\neins\n** two\nzwei\n"
    assert sides(text, "org", "a.org") == [("one", "eins"), ("two", "zwei")]


def test_anki_editor_names_its_fields_in_headings() -> None:
    text = (
        "* Card\n:PROPERTIES:\n:ANKI_NOTE_TYPE: Basic (and reversed card)\n:ANKI_DECK: D\n:END:\n"
        "** Front\none\n** Back\neins\n"
    )
    (note,) = notes(text, "org", "a.org")
    assert (note.note_type, tuple(note.fields.values())) == ("basic-reverse", ("one", "eins"))


def test_questions_with_folded_answers() -> None:
    text = (
        "<h1>SQL</h1>\n\n###### Question 1.\n\nWhy?\n\n<details><summary><b>Answer</b></summary>\n"
        "<p>\n\nBecause `<p>`.\n```html\n<p>\n```\n\n</p>\n</details>\n<br><br>\n\n"
        "###### Question 2.\n\nWhat? (1)\n\nThat.\n\n</p>\n</details>\n"
    )
    one, two = sides(text, "questions")
    assert one == ("Why?", "Because ``.\n```html\n<p>\n```")
    assert two == ("What? (1)", "That.")
    assert read(text).parsed.name == "SQL"


def test_long_org_files_are_read_in_time() -> None:
    with never_for_ever():
        for text in (
            "* a :drill:\n" + "[a" * 100_000,
            "* a :drill:\n" + "*a " * 50_000,
            "".join("*" * depth + " a :drill:\nb\n" for depth in range(1, 400)),
            "* a :drill:\n" * 30_000,
            ":" * 200_000,
        ):
            read(text, "a.org", "org")
