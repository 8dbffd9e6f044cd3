"""AsciiDoc articles: sections, description lists, delimited blocks, tables."""

from flashcards.articles.reading import read
from tests.articles.readers.outlines import assert_sound, outline


def shown(text: str) -> str:
    document = read(text, kind="asciidoc")
    assert_sound(document)
    return outline(document)


def test_the_header_gives_the_title_and_attributes() -> None:
    text = "= All of Tea\nAuthor <a@b.c>\n:drink: tea\n\n== Kinds\n\nMore {drink} of {what}.\n"
    document = read(text, kind="asciidoc")
    assert document.title == "All of Tea"
    assert outline(document) == (
        "heading1 All of Tea\nheading2 Kinds\nparagraph More tea of {what}."
    )


def test_description_lists_are_definitions() -> None:
    text = (
        "[glossary]\nflush:: Young leaves.\ntannin::\n  Bitter\n  stuff.\n+\nMore of it.\n"
        "one::\ntwo:: Both.\n"
    )
    assert shown(text) == (
        "definitions\n"
        "  term flush\n"
        "  definition Young leaves.\n"
        "  term tannin\n"
        "  definition\n    paragraph Bitter stuff.\n    paragraph More of it.\n"
        "  term one\n"
        "  term two\n"
        "  definition Both."
    )


def test_lists_nest_by_their_signs_and_hold_code() -> None:
    text = "* one\n** inner\nmore\n* two\n+\n----\ncode *x*\n----\n"
    assert shown(text) == (
        "list\n"
        "  item\n    paragraph one\n    list\n      item inner more\n"
        "  item\n    paragraph two\n    code code *x*"
    )


def test_marks_links_and_macros_show_their_words() -> None:
    text = (
        "A *b* _c_ `d` https://x.y[the site], <<sec,there>>, xref:a#b[here], kbd:[Ctrl] and"
        "footnote:[gone] ((leaf)) image:i.png[i] snake_case_name."
    )
    assert read(text, kind="asciidoc").text == (
        "A b c d the site, there, here, Ctrl and leaf snake_case_name."
    )


def test_delimited_blocks_are_told_apart() -> None:
    text = (
        ".What is tea?\n[%collapsible]\n====\nA drink.\n====\n\n____\nSaid so.\n____\n\n"
        "////\nnot seen\n////\n// nor this\n\nNOTE: Take care.\n\n....\nas is\n....\n"
    )
    assert shown(text) == (
        "details\n  summary What is tea?\n  paragraph A drink.\n"
        "quote\n  paragraph Said so.\n"
        "paragraph Take care.\n"
        "code as is"
    )


def test_tables_take_their_columns_from_the_first_line() -> None:
    text = (
        '|===\n|Name |Meaning\n\n|flush\n|Young leaves.\n|===\n\n[cols="1,1"]\n|===\n|a\n|b\n|===\n'
    )
    assert shown(text) == (
        "table\n  row\n    head Name\n    head Meaning\n"
        "  row\n    cell flush\n    cell Young leaves.\n"
        "table\n  row\n    cell a\n    cell b"
    )


def test_tables_of_separated_values_have_cells_by_their_separator() -> None:
    commas = '[%header,format=csv]\n|===\nA,B\nc,"d, e"\n|===\n'
    colons = '[options="header"]\n:===\nA:B\nc:d, e\n:===\n'
    for text in (commas, colons):
        assert shown(text) == (
            "table\n  row\n    head A\n    head B\n  row\n    cell c\n    cell d, e"
        )


def test_a_caption_that_asks_stands_over_its_answer() -> None:
    assert shown(".Is it warm?\nYes.\n\n.Figure\nText.\n") == (
        "details\n  summary Is it warm?\n  paragraph Yes.\nparagraph Text."
    )


def test_a_line_under_words_makes_them_a_heading_as_in_manuals() -> None:
    text = (
        "wovenfaq(7)\n===========\n\nYarn\n----\n\n"
        "What is a skein?::\n\tA loosely coiled length of yarn.\n+\nIt is sold by weight.\n\n"
        "Looms\n~~~~~\n\nListing:\n\n----\nwarp --tight\n----\n"
    )
    assert read(text, kind="asciidoc").title == "wovenfaq(7)"
    assert shown(text) == (
        "heading1 wovenfaq(7)\n"
        "heading2 Yarn\n"
        "definitions\n"
        "  term What is a skein?\n"
        "  definition\n"
        "    paragraph A loosely coiled length of yarn.\n"
        "    paragraph It is sold by weight.\n"
        "heading3 Looms\n"
        "paragraph Listing:\n"
        "code warp --tight"
    )
