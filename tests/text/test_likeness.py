"""Questions that ask the same in other words, and those that only look alike."""

import pytest

from flashcards.text.likeness import ask_alike, telling_words


def _alike(one: str, other: str) -> bool:
    first, second = telling_words(one), telling_words(other)
    assert ask_alike(first, second) == ask_alike(second, first)
    return ask_alike(first, second)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("What is the capital of France?", "The capital of France is what?"),
        ("Which is the largest capital of Europe?", "Which is the largest capitol of Europe?"),
        ("What is the **capital** of France?", "Name the capital of France"),
        ("What raises the ocean tides?", "What raises the high ocean tides?"),
        ("Wer schrieb den Faust?", "Wer schrieb „den Faust“?"),
    ],
)
def test_other_words_and_mistyped_ones_ask_the_same(one: str, other: str) -> None:
    assert _alike(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("What is the capital of France?", "What is the capital of Spain?"),
        ("Which is the largest capital of Europe?", "Which is the largest capital of Asia?"),
        ("What happened in 1848?", "What happened in 1849?"),
        ("chien", "chat"),
        ("le chat", "le chats"),
        ("What is it?", "Where is it?"),
        ("What is a cell?", "What is a cell wall?"),
    ],
)
def test_one_word_for_another_is_another_question(one: str, other: str) -> None:
    assert not _alike(one, other)
