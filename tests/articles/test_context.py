"""A card says what it is about where its own words do not tell."""

import pytest

from flashcards.articles.finders.context import subject_of, without_context
from flashcards.articles.finding import find
from flashcards.articles.reading import read

_GLOSSARY = (
    "## Glossary\n\n**peak**: The hour at which the dose acts most.\n\n"
    "**end**: The hour at which the dose has left the body.\n"
)
_FAQ = (
    "## FAQ\n\n### Can I mix these?\n\nYes, but only within one hour.\n\n"
    "### Can I store these?\n\nYes, in a cool place.\n"
)


def asked(text: str) -> list[str]:
    return [card.cloze or card.front for card in find(read(text.encode(), "a.md"))]


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        ("The Free Licence v3.0 - Some Site", "The Free Licence v3.0"),
        ("What is Rust and why is it so popular?", "Rust"),
        ("Was ist ein Graph?", "ein Graph"),
        ("Introduction to Supply and Demand", "Supply and Demand"),
        ("A beginner's guide to understanding tariffs", "tariffs"),
        ("How to Grow a Lemon Tree from Seed", "Lemon Tree from Seed"),
        ("How to retire early, step by step", "How to retire early"),
        ("Understanding Insulin on Board (IOB) Calculations", "Insulin on Board Calculations"),
        ("Chapter 3: Pecuniary Emulation", "Pecuniary Emulation"),
        ("Cookie Theft Mitigation Cheat Sheet", "Cookie Theft Mitigation"),
        ("Einführung in die Graphentheorie", "Graphentheorie"),
        ("Acerca del control de versiones", "control de versiones"),
        ("Frequently asked questions", ""),
        ("Glossary", ""),
        ("Introduction", ""),
        ("notes_of_may", ""),
        ("Can fish feel pain?", ""),
        ("It rained. Nobody came to the harbour", ""),
    ],
)
def test_a_title_tells_what_an_article_is_about(title: str, subject: str) -> None:
    assert subject_of(title) == subject


def test_a_question_says_what_the_article_is_about_where_its_term_does_not() -> None:
    said = "A covered work is a program that the licence protects."
    for title, question in (
        ("The Free Licence v3.0 - Some Site", "What is a covered work? (The Free Licence v3.0)"),
        ("Covered works", "What is a covered work?"),
        ("How to cover works, step by step", "What is a covered work?"),
        ("Glossary", "What is a covered work?"),
    ):
        assert asked(f"# {title}\n\n{said}") == [question]


@pytest.mark.parametrize(
    ("text", "question"),
    [
        (_GLOSSARY, "What does “peak” mean? (Insulin Doses)"),
        (_FAQ, "Can I mix these? (Insulin Doses)"),
        ("The highest point of the curve is called the **peak**.",
         "The highest point of the curve is called the {{c1::**peak**}}."),
        ("The last part is called the **tail**.",
         "The last part is called the {{c1::**tail**}}. (Insulin Doses)"),
    ],
)  # fmt: skip
def test_every_kind_of_card_says_it_in_one_form(text: str, question: str) -> None:
    assert asked(f"# Insulin Doses\n\n{text}")[0] == question


def test_names_and_full_questions_tell_by_themselves() -> None:
    text = (
        "# Insulin Doses\n\n## FAQ\n\n### How does OpenAPS count?\n\nBy the minute.\n\n"
        "### Which blood sugar level counts as dangerously low?\n\nOne below 54 mg/dl.\n"
    )
    assert not any("(" in question for question in asked(text))


def test_the_nearest_heading_tells_it_where_the_title_does_not() -> None:
    text = "# Introduction\n\n## Sourdough baking\n\nThe **crumb** is the inside of a loaf.\n"
    assert asked(text) == ["What is the crumb? (Sourdough baking)"]


def test_the_name_an_article_uses_most_tells_it_where_no_title_does() -> None:
    entries = "".join(
        f"**{word}**: A part of what Bitcoin keeps of each payment.\n\n"
        for word in ("block", "chain", "fee", "hash", "key", "miner", "node", "wallet", "nonce")
    )
    assert asked(f"# Quick Glossary\n\n{entries}")[0] == "What is a block? (Bitcoin)"


@pytest.mark.parametrize(
    ("full", "bare"),
    [
        ("What is a peak? (Insulin Doses)", "What is a peak?"),
        ("Which is it? (Insulin Doses)\n\n- one\n- two", "Which is it?\n\n- one\n- two"),
        ("There are (Insulin Doses):\n\n- {{c1::two}}", "There are:\n\n- {{c1::two}}"),
        ("What is f(x)?", "What is f(x)?"),
    ],
)  # fmt: skip
def test_a_question_is_known_without_its_context(full: str, bare: str) -> None:
    assert without_context(full) == bare
