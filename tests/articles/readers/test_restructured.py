"""reStructuredText articles: titles by their lines, glossaries, directives, tables."""

from flashcards.articles.reading import read
from tests.articles.readers.outlines import assert_sound, marked, outline


def shown(text: str) -> str:
    document = read(text, kind="restructured")
    assert_sound(document)
    return outline(document)


def test_titles_take_their_level_from_the_order_of_their_lines() -> None:
    text = "====\nTea\n====\n\nKinds\n-----\n\nGreen\n~~~~~\n\nBrewing\n-------\n\nText.\n"
    assert shown(text) == (
        "heading1 Tea\nheading2 Kinds\nheading3 Green\nheading2 Brewing\nparagraph Text."
    )


def test_a_glossary_may_give_an_entry_several_names() -> None:
    text = (
        ".. glossary::\n   :sorted:\n\n   flush\n   harvest\n\n     Young leaves.\n\n"
        "     .. seealso::\n\n        :term:`leaf`\n\n"
        "   tannin : noun\n      Bitter :term:`stuff <x>`.\n"
    )
    document = read(text, kind="restructured")
    assert outline(document) == (
        "definitions\n"
        "  term flush\n"
        "  term harvest\n"
        "  definition\n"
        "    paragraph Young leaves.\n"
        "    other leaf\n"
        "  term tannin\n"
        "  definition Bitter stuff."
    )
    assert marked(document, "term") == ["leaf", "stuff"]


def test_definition_lists_drop_classifiers() -> None:
    assert shown("tea : noun\n    A drink.\n\n    Of leaves.\ncup\n    Round.\n") == (
        "definitions\n"
        "  term tea\n"
        "  definition\n    paragraph A drink.\n    paragraph Of leaves.\n"
        "  term cup\n"
        "  definition Round."
    )


def test_roles_references_and_marks_show_their_words() -> None:
    text = (
        "A :class:`~tea.pot.Lid`, :ref:`the pot <pot>`, ``lit`` *em* **st** `here <http://x>`_,\n"
        "|brand| and more_ [1]_ at H\\ :sub:`2`\\ O.\n\n.. |brand| replace:: Earl *Grey*\n"
    )
    assert read(text, kind="restructured").text == (
        "A tea.pot.Lid, the pot, lit em st here, Earl *Grey* and more at H2O."
    )


def test_literal_blocks_keep_their_lines() -> None:
    assert shown("Do this::\n\n    a = 1\n\n      b\n\nThen\n\n::\n\n$ run *it*\n") == (
        "paragraph Do this:\ncode a = 1 /  /   b\nparagraph Then\ncode $ run *it*"
    )


def test_lists_hold_blocks_and_nest() -> None:
    assert shown("1. one\n\n   para\n\n#. two\n\n* a\n\n  - b\n\n* c\n") == (
        "ordered list\n"
        "  item\n    paragraph one\n    paragraph para\n"
        "  item two\n"
        "list\n"
        "  item\n    paragraph a\n    list\n      item b\n"
        "  item c"
    )


def test_tables_of_all_forms_have_rows_and_heading_rows() -> None:
    grid = "+---+---+\n| A | B |\n+===+===+\n| c | d |\n|   | e |\n+---+---+\n"
    simple = "=== ===\nA   B\n=== ===\nc   d\n    e\n=== ===\n"
    listed = (
        ".. list-table::\n   :header-rows: 1\n\n   * - A\n     - B\n   * - c\n     - d\n       e\n"
    )
    for text in (grid, simple, listed):
        assert shown(text) == (
            "table\n  row\n    head A\n    head B\n  row\n    cell c\n    cell d e"
        )


def test_notes_are_read_and_comments_targets_and_contents_are_not() -> None:
    text = (
        ".. _tea:\n\n.. contents::\n   :local:\n\n.. a comment\n   of two lines\n\n"
        ".. note:: Take\n   care.\n\n.. image:: x.png\n\n.. [1] A footnote.\n"
    )
    assert shown(text) == "paragraph Take care.\nother A footnote."


def test_described_objects_are_terms() -> None:
    assert shown(".. py:function:: brew(leaves)\n\n   Makes tea.\n\n-q  Be quiet.\n") == (
        "definitions\n"
        "  term brew(leaves)\n"
        "  definition Makes tea.\n"
        "  term -q\n"
        "  definition Be quiet."
    )


def test_fields_on_top_are_about_the_article_and_later_ones_are_definitions() -> None:
    text = ":orphan:\n\nTea\n===\n\n:author: me\n\nText.\n\n:leaves: Green or black.\n"
    assert shown(text) == (
        "heading1 Tea\nparagraph Text.\ndefinitions\n  term leaves\n  definition Green or black."
    )


def test_fields_on_top_that_say_nothing_of_the_article_are_definitions() -> None:
    text = (
        "Tea\n===\n\n:leaves: Green or black.\n:`pot`: Holds\n  the tea:\n\n  - hot\n  - or cold\n"
        "\n:tea\\: green: Young leaves.\n"
    )
    assert shown(text) == (
        "heading1 Tea\ndefinitions\n"
        "  term leaves\n  definition Green or black.\n"
        "  term pot\n  definition\n    paragraph Holds the tea:\n"
        "    list\n      item hot\n      item or cold\n"
        "  term tea: green\n  definition Young leaves."
    )


def test_a_field_without_words_names_nothing_else() -> None:
    text = "Text.\n\n:orphan:\n\n:stale:\n:leaves: Green or black.\n"
    assert shown(text) == (
        "paragraph Text.\nparagraph stale\ndefinitions\n  term leaves\n  definition Green or black."
    )


def test_options_of_a_directive_and_the_author_of_an_article_are_no_definitions() -> None:
    text = "Tea\n===\n\n:Author: me\n:Cup: mine\n\n.. note::\n   :class: hot\n\n   Take care.\n"
    assert shown(text) == "heading1 Tea\nparagraph Take care."


def test_fold_outs_of_sphinx_extensions_are_fold_outs() -> None:
    assert shown(".. dropdown:: What is tea?\n\n   A drink.\n") == (
        "details\n  summary What is tea?\n  paragraph A drink."
    )


def test_separated_values_are_rows_and_their_heading_may_be_an_option() -> None:
    given = '.. csv-table:: Cloth\n   :header: "A", "B"\n   :widths: 1, 2\n\n   "c", "d, e"\n'
    counted = ".. csv-table::\n   :header-rows: 1\n   :delim: ;\n\n   A; B\n   c; d, e\n"
    for text in (given, counted):
        assert shown(text) == (
            "table\n  row\n    head A\n    head B\n  row\n    cell c\n    cell d, e"
        )


def test_a_box_titled_as_a_definition_is_a_term_and_one_that_asks_folds() -> None:
    assert shown(".. admonition:: Definition: Felt\n\n   Pressed cloth.\n") == (
        "definitions\n  term Felt\n  definition Pressed cloth."
    )
    assert shown(".. admonition:: Is it warm?\n\n   Yes.\n") == (
        "details\n  summary Is it warm?\n  paragraph Yes."
    )


def test_fields_named_q_and_a_are_a_question_and_its_answer() -> None:
    assert shown("Tea\n===\n\n:Q: Is it warm?\n:A: Yes.\n") == (
        "heading1 Tea\nparagraph Q: Is it warm?\nparagraph A: Yes."
    )
