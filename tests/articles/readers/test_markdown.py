"""Markdown articles keep the structure their authors gave them."""

import pytest

from flashcards.articles.reading import read
from tests.articles.readers.outlines import marked, outline


def shown(text: str) -> str:
    return outline(read(text, kind="markdown"))


def test_headings_of_both_kinds_have_their_level() -> None:
    assert shown("Title\n=====\n\nSub\n---\n\n### Third ###\n\n#hash\n") == (
        "heading1 Title\nheading2 Sub\nheading3 Third\nparagraph #hash"
    )


def test_the_title_comes_from_the_settings_at_the_top() -> None:
    document = read("---\ntitle: 'All of Tea'\ntags: [a, b]\n---\n\nText.\n", "tea.md")
    assert document.title == "All of Tea"
    assert document.text == "Text."


def test_settings_in_toml_are_dropped_too() -> None:
    document = read('+++\ntitle = "Tea"\n+++\nText.\n', "tea.md")
    assert (document.title, document.text) == ("Tea", "Text.")


def test_without_settings_the_first_heading_is_the_title() -> None:
    assert read("# Tea *and* more\n\nText.", "x.md").title == "Tea and more"


def test_marks_are_taken_out_of_the_text_and_kept_as_spans() -> None:
    document = read(
        "A *b* __c__ `d_e` and [f g](http://x 'y') but snake_case_name.", kind="markdown"
    )
    assert document.text == "A b c d_e and f g but snake_case_name."
    assert marked(document, "emphasis") == ["b"]
    assert marked(document, "strong") == ["c"]
    assert marked(document, "code") == ["d_e"]
    assert marked(document, "link") == ["f g"]


def test_unmatched_marks_stay_in_the_text() -> None:
    assert read("2 * 3 and **open, a [bracket] and `tick", kind="markdown").text == (
        "2 * 3 and **open, a [bracket] and `tick"
    )


def test_links_by_reference_show_their_words() -> None:
    assert read("See [the docs][d] and [d].\n\n[d]: http://x\n", kind="markdown").text == (
        "See the docs and d."
    )


def test_lists_nest_by_indent_and_hold_paragraphs_and_code() -> None:
    text = "1. one\n   more\n\n   para\n   - inner\n2. two\n\n   ```py\n   x = 1\n   ```\n"
    assert shown(text) == (
        "ordered list\n"
        "  item\n"
        "    paragraph one more\n"
        "    paragraph para\n"
        "    list\n"
        "      item inner\n"
        "  item\n"
        "    paragraph two\n"
        "    code x = 1"
    )


def test_another_bullet_begins_another_list() -> None:
    assert shown("- a\n- b\n* c\n") == "list\n  item a\n  item b\nlist\n  item c"


def test_definition_lists_of_markdown_extra_have_terms_and_definitions() -> None:
    assert shown("Term\n: First.\n\n: Second.\n\nOther\n: Third.\n") == (
        "definitions\n"
        "  term Term\n"
        "  definition First.\n"
        "  definition Second.\n"
        "  term Other\n"
        "  definition Third."
    )


def test_a_table_has_a_heading_row() -> None:
    assert shown("| a | b |\n|---|:-:|\n| `x|y` | z \\| w |\n") == (
        "table\n  row\n    head a\n    head b\n  row\n    cell x|y\n    cell z | w"
    )


def test_a_fold_out_in_html_holds_markdown() -> None:
    text = (
        "<details>\n<summary>What *is* it?</summary>\n\nAn **answer**.\n\n- item\n\n"
        "</details>\n\nEnd."
    )
    assert shown(text) == (
        "details\n"
        "  summary What is it?\n"
        "  paragraph An answer.\n"
        "  list\n"
        "    item item\n"
        "paragraph End."
    )


def test_folded_admonitions_of_python_markdown_are_fold_outs() -> None:
    assert shown('??? question "Why?"\n    Because.\n\nEnd.') == (
        "details\n  summary Why?\n  paragraph Because.\nparagraph End."
    )


def test_an_anchor_before_a_heading_does_not_swallow_it() -> None:
    text = '<a name="x"></a>\n## Kinds\n<div id="y">\n\n## Green\n<b>Bold</b> start.\n\n</div>\n'
    assert shown(text) == "heading2 Kinds\nheading2 Green\nparagraph Bold start."


def test_code_is_kept_as_it_stands() -> None:
    document = read("```\n  a *b*\n\n\tc\n```\n", kind="markdown")
    assert document.text == "  a *b*\n\n    c"


@pytest.mark.parametrize(
    "text",
    [
        "<!-- tags: (css) -->",
        "<!--\nlong\n\ncomment -->",
        "{% include x %}",
        "import Tabs from '@theme/Tabs';",
        "```{contents}\n:local:\n```",
        "[d]: http://x",
        "<script>\nvar x;\n</script>",
        "![](x.png)",
        "---",
    ],
)
def test_what_is_not_for_readers_leaves_nothing(text: str) -> None:
    assert shown(f"Before.\n\n{text}\n\nAfter.") == "paragraph Before.\nparagraph After."


def test_a_table_of_contents_is_set_apart_from_lists() -> None:
    text = "- **All**\n  - [What?](a.md#what)\n  - [Why?](#why)\n- [How?](#how)\n\n* a\n* b\n"
    assert shown(text) == ("other - All / - What? / - Why? / - How?\nlist\n  item a\n  item b")
    assert shown("- [One](http://x)\n- [Two](http://y)\n").startswith("list")


def test_questions_and_answers_on_neighbouring_lines_stay_apart() -> None:
    assert shown("**Q:** What is tea?\n**A:** A drink.\n") == (
        "paragraph Q: What is tea?\nparagraph A: A drink."
    )


def test_pictures_alone_in_a_line_are_not_text() -> None:
    assert shown("![A cup of tea](cup.png)\n\nText ![icon](i.png) here.") == (
        "other A cup of tea\nparagraph Text here."
    )


def test_myst_glossaries_and_roles_are_read() -> None:
    text = "```{glossary}\nflush\nharvest\n  Young {term}`leaves <leaf>`.\n```\n"
    document = read(text, kind="markdown")
    assert outline(document) == (
        "definitions\n  term flush\n  term harvest\n  definition Young leaves."
    )
    assert marked(document, "term") == ["leaves"]


def test_abbreviations_are_definitions() -> None:
    assert shown("*[HTML]: HyperText Markup Language\n") == (
        "definitions\n  term HTML\n  definition HyperText Markup Language"
    )


def test_quotes_and_alerts_hold_blocks() -> None:
    assert shown("> [!NOTE]\n> Take\n> care.\n>\n> - a\n") == (
        "quote\n  paragraph Take care.\n  list\n    item a"
    )


def test_a_hard_break_stays_a_line_end() -> None:
    assert read("one  \ntwo\\\nthree\nfour", kind="markdown").text == "one\ntwo\nthree four"


def test_an_unclosed_fence_holds_the_rest() -> None:
    assert shown("Text.\n\n```\ncode\n\n# no heading\n") == (
        "paragraph Text.\ncode code /  / # no heading"
    )


def test_boxes_that_ask_fold_and_boxes_that_define_are_terms() -> None:
    asked = "details\n  summary Is it warm?\n  paragraph Yes."
    for text in (
        '!!! question "Is it warm?"\n    Yes.\n',
        "> [!faq]- Is it warm?\n> Yes.\n",
        ":::info[Is it warm?]\nYes.\n:::\n",
    ):
        assert shown(text) == asked
    for text in (
        '!!! definition "Felt"\n    Pressed cloth.\n',
        ":::{admonition} Definition: Felt\nPressed cloth.\n:::\n",
        "```{prf:definition} Felt\nPressed cloth.\n```\n",
    ):
        assert shown(text) == "definitions\n  term Felt\n  definition Pressed cloth."


def test_lines_that_all_begin_with_a_label_stay_lines() -> None:
    lines = "Quay: where ships lie\nBollard: a post for ropes\nFender: what keeps hulls whole"
    assert read(lines, kind="markdown").text == lines
    prose = "There are three words: quay, bollard\nand fender, which sailors use\nall day long."
    assert "\n" not in read(prose, kind="markdown").text


def test_a_definition_goes_on_over_a_line_that_begins_with_a_link() -> None:
    text = "merge\n: To join two changes to a\n[repository](#r).\n\npull\n: To fetch.\n"
    assert shown(text) == (
        "definitions\n"
        "  term merge\n  definition To join two changes to a repository.\n"
        "  term pull\n  definition To fetch."
    )


def test_attributes_and_layout_commands_are_no_text() -> None:
    text = (
        "{.caption} Wool of *{.green} sheep* is spun.{.note}\n\n\\bigskip\n\n"
        "Felt is pressed.{#felt}\n\n\\vspace{2em}\n\nA class is written `{.note}` here.\n"
    )
    assert read(text, kind="markdown").text == (
        "Wool of sheep is spun.\n\nFelt is pressed.\n\nA class is written {.note} here."
    )
