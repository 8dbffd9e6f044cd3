"""What stands above and below unmarked text: fields of a message, contents, notes at its foot."""

import pytest

from flashcards.articles.finding import find
from flashcards.articles.reading import read
from tests.articles.readers.outlines import outline

ANSWERS = """\
1. The hive

1.1 What is a super?

    A box on top of the others, from which honey is taken.

1.2 How do bees make wax?

    Young workers sweat it from glands.
"""
ASKED = ["What is a super?", "How do bees make wax?"]


def _text_of(article: str) -> list[str]:
    lines = outline(read(article, "bees.txt")).split("\n")
    return [line for line in lines if not line.startswith("other")]


@pytest.mark.parametrize(
    "contents",
    [
        "Contents\n\n1. The hive\n   1.1 What is a super?\n   1.2 How do bees make wax?\n\n",
        "TABLE OF CONTENTS\n=====\n\n  1.  The hive\n      1.1  What is a super?\n\n-----\n\n",
        "Contents:\n\n1. The hive ........ 1\n1.2 How do bees make wax? ....... 3\n\n",
        "In this FAQ\n\n  What is a super?            2\n  How do bees make wax?       3\n\n",
        "Questions\n\n   1.1  On the super\n   1.2  On wax\n\n",
        "",
    ],
)
def test_contents_are_no_text_and_their_numbers_group_the_questions(contents: str) -> None:
    assert _text_of(contents + ANSWERS) == [
        "heading2 The hive",
        "heading3 What is a super?",
        "paragraph A box on top of the others, from which honey is taken.",
        "heading3 How do bees make wax?",
        "paragraph Young workers sweat it from glands.",
    ]


def test_the_subject_of_a_message_is_the_title_of_what_is_posted() -> None:
    fields = "From: a@example.org\nNewsgroups: rec.bees\nArchive-name: bees-faq\n"
    for subject in ("Bees FAQ", "Re: [rec.bees] Bees FAQ (monthly posting)", "Bees FAQ, part 1/2"):
        document = read(f"{fields}Subject: {subject}\nVersion: 2\n\n{ANSWERS}", "post.txt")
        assert document.title == "Bees FAQ"
        assert [candidate.term for candidate in find(document)] == ASKED


def test_notes_below_a_line_belong_to_no_answer() -> None:
    for foot in ("Thanks to all who wrote.", "Copyright 1997. Copy it freely.", "End of FAQ"):
        for line in ("----------", "--"):
            found = find(read(f"{ANSWERS}\n{line}\n{foot}\n", "bees.txt"))
            assert [candidate.term for candidate in found] == ASKED
            assert found[-1].back == "Young workers sweat it from glands."


def test_questions_and_answers_may_be_numbered_in_parts() -> None:
    text = "Bees FAQ\n\nQ1.1 What is a super?\n\nA1.1 A box on top.\n\n"
    text += "Q1.2 What is brood?\nA1.2 Eggs.\n"
    found = find(read(text, "bees.txt"))
    assert [(c.front, c.back) for c in found] == [
        ("What is a super? (Bees)", "A box on top."),
        ("What is brood? (Bees)", "Eggs."),
    ]


def test_terms_below_questions_are_asked_for_as_terms() -> None:
    words = "Glossary\n\n    Brood ...... eggs and grubs taken\n                 together\n"
    words += "    Drone ...... a male bee\n    Queen ...... the mother of them all\n"
    found = find(read(f"Bees FAQ\n\n{ANSWERS}\n\n{words}", "bees.txt"))
    assert [(c.kind.value, c.term) for c in found[2:]] == [
        ("term", "Brood"),
        ("term", "Drone"),
        ("term", "Queen"),
    ]
    assert found[2].back == "eggs and grubs taken together"


def test_words_right_above_a_signature_are_no_heading() -> None:
    text = f"{ANSWERS}\nYours,\nAda Lee\n--\nBees are busy.\n"
    assert "heading2 Ada Lee" not in outline(read(text, "bees.txt"))
    assert "other Bees are busy." in outline(read(text, "bees.txt"))
