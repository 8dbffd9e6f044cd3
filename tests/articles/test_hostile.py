"""Whatever an article holds, the finders come to an end, stay in it, and say the same twice."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.articles.finding import find
from flashcards.articles.reading import read
from flashcards.articles.tree import Block, BlockKind, Document, Span
from tests.effort import never_for_ever

PIECES = (
    "X is a kind of Y that Z. ", "This is called X, a Y of Z. ", "which is ", "By X we mean ",
    "; it arises when a ", "**Term**: ", "- ", "\n\n", "\n", "# FAQ\n", "## What is X?\n", "Q: ",
    "A: ", "1. ", "(NAT) ", "(", ")", ", the X, ", "whereas ", "such as ", "e.g. ", "“", "*", "`",
    "_", ":", "?", "的。", "？", "خلية", "\u202e", "\u200b", "a\u0300", "|a|b|\n|-|-|\n", "the ",
    "In a ", "&amp;",
)  # fmt: skip

article_texts = st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=40).map("".join)


def _check(document: Document) -> None:
    found = find(document)
    for candidate in found:
        assert 0 <= candidate.start < candidate.end <= len(document.text)
        assert candidate.quote == document.text[candidate.start : candidate.end]
        assert 0 < candidate.confidence <= 1
        assert candidate.term.strip()
        assert candidate.cloze or (candidate.front and candidate.back)
    assert found == find(document)


@settings(max_examples=150, deadline=None)
@given(article_texts, st.sampled_from(["a.md", "a.txt"]))
def test_any_text_gives_cards_that_lie_in_it(text: str, name: str) -> None:
    _check(read(text, name))


@st.composite
def documents(draw: st.DrawFn) -> Document:
    text = draw(article_texts)
    place = st.integers(0, len(text))

    def block(children: list[Block]) -> st.SearchStrategy[Block]:
        return st.builds(
            lambda kind, a, b, level, ordered, c, d: Block(
                kind, min(a, b), max(a, b), level, ordered, tuple(children),
                (Span(min(c, d), max(c, d), "strong"),),
            ),
            st.sampled_from(list(BlockKind)), place, place, st.integers(0, 9), st.booleans(),
            place, place,
        )  # fmt: skip

    leaves = [draw(block([])) for _ in range(draw(st.integers(0, 6)))]
    branches = [draw(block(leaves[n::2])) for n in range(draw(st.integers(0, 2)))]
    return Document(draw(st.text(max_size=20)), text, (*leaves, *branches))


@settings(max_examples=150, deadline=None)
@given(documents())
def test_a_badly_made_tree_does_no_harm(document: Document) -> None:
    _check(document)


def test_blocks_nested_very_deeply_are_walked() -> None:
    block = Block(BlockKind.PARAGRAPH, 0, 30)
    for _ in range(5000):
        block = Block(BlockKind.QUOTE, 0, 30, children=(block,))
    _check(Document("", "Crumb is a part of every loaf.", (block,)))


@pytest.mark.parametrize(
    "piece",
    [
        "a ", ", a", "(", "Network Address (NA) ", "X is a Y. ", "this is called ", "; it ",
        "such as A and ", "both a and b ", "the ", "“", "a: b ", "Why? ", "細胞は。", "by name of ",
        "unlike a, b ", "In a b c, ", "**a** ", "e.g. ", "A.B. ",
    ],
)  # fmt: skip
def test_half_a_megabyte_of_bait_on_one_line_is_done_soon(piece: str) -> None:
    text = piece * (500_000 // len(piece))
    with never_for_ever():
        _check(Document("", text, (Block(BlockKind.PARAGRAPH, 0, len(text)),)))


def test_a_table_with_more_cells_than_can_be_told_apart_is_read_to_its_end() -> None:
    document = read("|a|b|c|d|e|f|g|h|i|k\n" * 35_000, "table.org")
    assert document.text.endswith("k")
    assert "too many parts" in str(document.problems[0])
