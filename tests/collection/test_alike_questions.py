"""Which questions ask the same in other words, and which only look alike."""

import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import flashcards
from flashcards import Collection
from flashcards.collection.articles.alike_questions import (
    other_names,
    other_questions,
    same_capitals,
)
from flashcards.text.plain import first_field_key
from tests.conftest import FixedClock

SAME = [
    ("What is Token?", "What is a token?"),
    ("What is Attention Head?", "What is an attention head?"),
    ("What is transformer?", "What is the **transformer**?"),
    ("What is a token?", "What are tokens?"),
    ("What is Large Language Model?", "What are large language models?"),
    ("What is LLM?", "What are LLMs?"),
    ("What is Large Language Models?", "What are large language models?"),
    ("What is a category?", "What are the categories?"),
    ("What is a loss?", "What are losses?"),
    ("What was a zeppelin?", "What were zeppelins?"),
    ("How does an attention head work?", "How do attention heads work?"),
    ("What is a token used for?", "What are tokens used for?"),
    ("What does “the token” mean?", "What does “the token” mean?"),
    ("WHAT IS AN LLM?", "What is an LLM?"),
    ("Who is the keeper?", "Who is keeper?"),
]
DIFFERENT = [
    ("What is a token?", "What is a tokenizer?"),
    ("What is a token?", "What is not a token?"),
    ("What is a token?", "What was a token?"),
    ("What is a token?", "Why is a token?"),
    ("What is a token?", "What is a token for?"),
    ("What is vitamin A?", "What is vitamin?"),
    ("What is a vitamin?", "What is vitamin A?"),
    ("What is RAG?", "What is a rag?"),
    ("What is IT?", "What is the it?"),
    ("What are news?", "What is a new?"),
    ("What are means?", "What is a mean?"),
    ("What is news?", "What is new?"),
    ("What are goods?", "What is a good?"),
    ("What is physics?", "What is physic?"),
    ("What is a class?", "What is a clas?"),
    ("What is a bus?", "What is a bu?"),
    ("What are statistics?", "What is a statistic?"),
    ("What is a?", "What is the?"),
    ("What is A?", "What is?"),
    ("What is A star search?", "What is star search?"),
    ("What does a model cost?", "What did a model cost?"),
    ("How many tokens are there?", "How many token is there?"),
    ("Name a token.", "Name the token."),
]


@pytest.fixture
def collection(collection_path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    """A collection without anything in it."""
    with flashcards.open(collection_path, fixed_clock) as opened:
        yield opened


def asks_alike(one: str, other: str) -> bool:
    wordings = {first_field_key(one)} | other_questions(one)
    return first_field_key(other) in wordings and same_capitals(one, other)


@pytest.mark.parametrize(("one", "other"), SAME)
def test_another_article_case_or_number_asks_the_same(one: str, other: str) -> None:
    assert asks_alike(one, other)
    assert asks_alike(other, one)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_what_asks_something_else_is_not_taken_for_the_same(one: str, other: str) -> None:
    assert not asks_alike(one, other)
    assert not asks_alike(other, one)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Token", "Tokens", True),
        ("Token", "a token", True),
        ("The Hague", "Hague", True),
        ("Vitamin A", "Vitamin", False),
        ("News", "New", False),
        ("Means", "Mean", False),
        ("A", "The", False),
        ("Training set", "Training sets", True),
        ("Trainings set", "Training set", False),
    ],
)
def test_bare_names_of_one_thing_are_known_as_well(one: str, other: str, same: bool) -> None:
    assert (first_field_key(other) in other_names(one)) is same
    assert (first_field_key(one) in other_names(other)) is same


words = st.text(string.ascii_lowercase, min_size=1, max_size=9)
verbs = st.sampled_from(["is", "are", "was", "were", "does", "do", "has", "have"])
articles = st.sampled_from(["", "a ", "an ", "the "])


@example("is", "a ", ["a", "a"])
@given(verbs, articles, st.lists(words, min_size=1, max_size=6))
def test_whoever_is_like_another_is_liked_back(verb: str, article: str, rest: list[str]) -> None:
    question = f"what {verb} {article}{' '.join(rest)}?"
    for other in other_questions(question):
        assert question in other_questions(other) | {other}


@given(st.text())
def test_any_text_has_a_few_other_wordings_at_most(text: str) -> None:
    assert len(other_questions(text) | other_names(text)) < 80
    assert same_capitals(text, text)


def test_a_deck_made_before_articles_were_asked_with_is_known_again(
    collection: Collection,
) -> None:
    old = collection.add_note({"Front": "What is Token?", "Back": "A piece of text."}, "Old")
    rag = collection.add_note({"Front": "What is a rag?", "Back": "A piece of cloth."}, "Old")
    text = (
        "# Words\n\n## Glossary\n\n**Token**: A piece of text that a model reads as one. A token "
        "may be a word, and every token has a number.\n\n**RAG**: A way to answer from documents "
        "that are looked up first.\n\n**Tokenizer**: What cuts a text into pieces.\n"
    )
    draft = collection.articles.read(text, "words.md")
    found = {each.candidate.front: each.duplicates for each in draft.candidates}
    assert found["What is a token?"] == (old,)
    assert rag not in [note for notes in found.values() for note in notes]
    assert sum(map(len, found.values())) == 1
