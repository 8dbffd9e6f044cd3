"""Which definitions of prose become cards by default, and what their questions ask."""

import pytest

from flashcards.articles.candidates import Candidate, CandidateKind
from flashcards.articles.finding import find
from flashcards.articles.reading import read

_SURE = "# Turning\n\nA lathe is a machine that turns a piece of wood against a cutting tool.\n\n"


def terms_of(text: str) -> list[Candidate]:
    terms = [c for c in find(read(_SURE + text, "a.md")) if c.kind is CandidateKind.TERM]
    return [c for c in terms if c.term != "lathe"]


def asked(text: str) -> list[tuple[str, str]]:
    """Return the default cards of a text: question and answer, or the cloze."""
    return [(c.cloze or c.front.split(" (")[0], c.back) for c in terms_of(text) if c.chosen]


@pytest.mark.parametrize(
    "text",
    [
        "A republic is a raft, which never sinks. A republic lasts, and a republic grows.",
        "Electric milling is a third method that cuts the wood. Electric milling is loud.",
        "The brain is a logical machine because cells are binary. The brain thinks; the brain is.",
        "Ohio was the fourth state to ratify the paper. Ohio grew, and Ohio traded with others.",
        "In 2015, Acme was the third largest maker of phones. Acme made them, and Acme sold them.",
        "The zone number is the number of the zone that sent it. The zone number is short.",
        "Oak bark is also used to tan the hides of cattle. Oak bark is brown, and oak bark is dry.",
        "“This License” refers to version three of the general licence.",
        "It shaped how the kings issued a paper money called **assignats** for two years.",
        "In Chapter 1, we saw how names are found, a model called “lexical scope”.",
        "Acme is a founding member of a union of printers. Acme prints, and Acme sells.",
        "## Jim Hall\n\nJim Hall is a senior engineer at a company that builds bridges.",
        "We call this the “net income”, and we call it so here.",
        "The answers go from the client to the server. This is called **pull printing**.",
    ],
)
def test_what_only_looks_like_a_definition_is_no_default(text: str) -> None:
    assert asked(text) == []


@pytest.mark.parametrize(
    ("text", "question", "answer"),
    [
        (
            "The term “lexical” refers to the first stage of compilation.",
            "What does “lexical” refer to?",
            "The term “lexical” refers to the first stage of compilation.",
        ),
        (
            "A “covered work” means the program or any work based on the program.",
            "What does “covered work” mean?",
            "A “covered work” means the program or any work based on the program.",
        ),
        (
            "The **degree** of a vertex is the number of edges that meet in it.",
            "What is the degree of a vertex?",
            "The **degree** of a vertex is the number of edges that meet in it.",
        ),
        (
            "**Bhindi masala** is a popular dish made with okra and onions.",
            "What is bhindi masala?",
            "**Bhindi masala** is a popular dish made with okra and onions.",
        ),
        (
            "The **continuity factor** is the fraction (0 to 1) of a cell that is forest.",
            "What is the continuity factor?",
            "The **continuity factor** is the fraction (0 to 1) of a cell that is forest.",
        ),
        (
            "To “modify” a work means to copy from it or to adapt it.",
            "What does “modify” mean?",
            "To “modify” a work means to copy from it or to adapt it.",
        ),
        (
            "The 428 status code indicates that the server wants more. A 428 status code is rare.",
            "What does the 428 status code indicate?",
            "The 428 status code indicates that the server wants more.",
        ),
        (
            "An **orphan** is a first line of a paragraph that stands alone.",
            "What is an orphan?",
            "An **orphan** is a first line of a paragraph that stands alone.",
        ),
        (
            "A **serif** is a small stroke at the end of a main stroke.",
            "What is a serif?",
            "A **serif** is a small stroke at the end of a main stroke.",
        ),
        (
            "An **account** is a vessel that can contain things. It is used to count things.",
            "What is an account?",
            "An **account** is a vessel that can contain things.",
        ),
    ],
)
def test_a_definition_is_asked_for_in_its_own_words(text: str, question: str, answer: str) -> None:
    assert asked(text) == [(question, answer)]


def test_two_words_of_one_sentence_have_a_card_each() -> None:
    text = "“Debit” means “removed from your account” and “credit” means “put into your account”."
    assert [question for question, _ in asked(text)] == [
        "What does “Debit” mean?",
        "What does “credit” mean?",
    ]


@pytest.mark.parametrize(
    ("text", "question"),
    [
        (
            "## Chemotherapy\n\nChemotherapy uses drugs to kill cancer cells or slow them.",
            ["{{c1::Chemotherapy}} uses drugs to kill cancer cells or slow them."],
        ),
        (
            "## Beta blockers\n\nBeta blockers prevent the growth of cells, such as those of skin.",
            ["{{c1::Beta blockers}} prevent the growth of cells, such as those of skin."],
        ),
        ("## Chemotherapy\n\nChemotherapy was added to the plan in the year after.", []),
        ("## Chemotherapy\n\nChemotherapy helps you with this until you feel better.", []),
        ("## Treatment\n\nChemotherapy uses drugs to kill cancer cells or slow them.", []),
    ],
)
def test_what_the_thing_in_a_heading_does_hides_its_name(text: str, question: list[str]) -> None:
    assert [each for each, _ in asked(text)] == question


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("We shall give the name “sensation” to the awareness of colours.", "sensation"),
        ("A report defines **literacy** as the degree to which one can read.", "**literacy**"),
        ("We will call the number of units in it the **balance** of it.", "**balance**"),
        (
            "Limits end in version lock (the inability to upgrade alone). A version lock is bad.",
            "version lock",
        ),
    ],
)
def test_a_word_that_is_given_to_a_thing_is_hidden_in_its_sentence(text: str, term: str) -> None:
    sentence = text.split(". ")[0].rstrip(".") + "."
    hidden = sentence.replace(term, f"{{{{c1::{term}}}}}", 1)
    assert [question for question, _ in asked(text)] == [hidden]
