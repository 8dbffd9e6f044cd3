"""Org articles: outlines, described lists, blocks, drawers."""

from flashcards.articles.reading import read
from tests.articles.readers.outlines import assert_sound, marked, outline


def shown(text: str) -> str:
    document = read(text, kind="org")
    assert_sound(document)
    return outline(document)


def test_settings_states_tags_and_drawers_are_dropped() -> None:
    text = (
        "#+TITLE: All of Tea\n#+AUTHOR: me\n* TODO [#A] Kinds :drink:hot:\n:PROPERTIES:\n:ID: 1\n"
        ":END:\nSCHEDULED: <2024-01-01>\nText.\n# comment\n** Green\n"
    )
    document = read(text, kind="org")
    assert document.title == "All of Tea"
    assert outline(document) == "heading1 Kinds\nparagraph Text.\nheading2 Green"


def test_described_lists_are_definitions() -> None:
    assert shown(
        "- flush :: Young\n  leaves.\n- tannin :: Bitter.\n\n1. one\n   - inner\n2. two\n"
    ) == (
        "definitions\n"
        "  term flush\n"
        "  definition Young leaves.\n"
        "  term tannin\n"
        "  definition Bitter.\n"
        "ordered list\n"
        "  item\n    paragraph one\n    list\n      item inner\n"
        "  item two"
    )


def test_marks_and_links_show_their_words() -> None:
    document = read("A *b* /c/ =d_e= ~f~ [[http://x][g h]][fn:1] and/or a_b.", kind="org")
    assert document.text == "A b c d_e f g h and/or a_b."
    assert marked(document, "strong") == ["b"]
    assert marked(document, "code") == ["d_e", "f"]


def test_blocks_and_tables_keep_their_form() -> None:
    text = (
        "#+BEGIN_SRC python\n  x = 1\n#+END_SRC\n#+begin_quote\nSaid.\n#+end_quote\n"
        "| a | b |\n|---+---|\n| c | d |\n: fixed\n"
    )
    assert shown(text) == (
        "code x = 1\n"
        "quote\n  paragraph Said.\n"
        "table\n  row\n    head a\n    head b\n  row\n    cell c\n    cell d\n"
        "code fixed"
    )


def test_rows_that_only_say_how_columns_are_set_are_left_out() -> None:
    assert shown("| <l> | <30> |\n| A | B |\n|---+---|\n| c | d |\n") == (
        "table\n  row\n    head A\n    head B\n  row\n    cell c\n    cell d"
    )
