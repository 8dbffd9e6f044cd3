"""Saved pages: the text with its structure, and nothing of the page around it."""

import json

import pytest

from flashcards.articles.reading import read
from flashcards.articles.tree import Document
from tests.articles.readers.outlines import assert_sound, marked, outline

HEADLINE = '{"@type": "Article", "headline": "Tea went to sea"}'


def page(body: str, head: str = "") -> Document:
    document = read(f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>", "x.html")
    assert_sound(document)
    return document


def shown(body: str) -> str:
    return outline(page(body))


def test_definition_lists_keep_terms_and_definitions() -> None:
    body = "<dl><dt>Tea<dt>Chai<dd>A <b>drink</b>.<dd><p>One.</p><p>Two.</p><dt>Cup</dt></dl>"
    assert shown(body) == (
        "definitions\n"
        "  term Tea\n"
        "  term Chai\n"
        "  definition A drink.\n"
        "  definition\n"
        "    paragraph One.\n"
        "    paragraph Two.\n"
        "  term Cup"
    )


def test_terms_wrapped_in_boxes_are_still_one_list() -> None:
    body = (
        "<dl><div><dt>Tea</dt><dd>A drink.</dd></div><div><dt>Cup</dt><dd>It holds.</dd></div></dl>"
    )
    assert shown(body).count("definitions") == 1


def test_headings_lists_and_quotes_keep_their_form() -> None:
    body = (
        "<h2>Types <a href=#t>¶</a></h2><ol><li>a<ul><li>b</ul><li>c</ol><blockquote>q</blockquote>"
    )
    assert shown(body) == (
        "heading2 Types\n"
        "ordered list\n"
        "  item\n"
        "    paragraph a\n"
        "    list\n"
        "      item b\n"
        "  item c\n"
        "quote\n"
        "  paragraph q"
    )


def test_tables_have_heading_rows_and_keep_empty_cells() -> None:
    body = "<table><tr><th>a<th>b<tr><td>1<td><tr><td><td>2</table>"
    assert shown(body) == (
        "table\n"
        "  row\n    head a\n    head b\n"
        "  row\n    cell 1\n    cell \n"
        "  row\n    cell \n    cell 2"
    )


def test_a_table_that_only_arranges_is_no_table() -> None:
    body = "<table><tr><td><h1>Tea</h1><p>A drink.</p></td></tr></table>"
    assert shown(body) == "heading1 Tea\nparagraph A drink."


def test_fold_outs_hold_what_they_hide() -> None:
    assert shown("<details><summary>What?</summary><p>That.</p></details>") == (
        "details\n  summary What?\n  paragraph That."
    )


def test_code_keeps_its_lines_and_its_signs() -> None:
    assert page("<pre><code>if a &lt; b:\n    <span>go()</span></code></pre>").text == (
        "if a < b:\n    go()"
    )


def test_menus_footers_and_language_bars_are_not_text() -> None:
    body = (
        "<nav><a href=/>Home</a></nav><div class='toplang'>Languages: <a href=de>de</a></div>"
        "<p><a href=1>One</a> | <a href=2>Two</a> | <a href=3>Three</a></p>"
        "<h1>Tea</h1><p>Tea is a drink of many kinds, and this is its text.</p>"
        "<div id='footer'>Copyright</div><footer>Imprint</footer>"
    )
    assert shown(body) == (
        "heading1 Tea\nparagraph Tea is a drink of many kinds, and this is its text."
    )


def test_scripts_banners_and_hidden_parts_are_dropped() -> None:
    body = (
        "<div class='cookie-banner'>We use cookies</div><p hidden>Secret</p>"
        "<p style='display: none'>Gone</p><script>var a = '<p>no</p>'</script><style>p{}</style>"
        "<template><p>no</p></template><select><option>x</select><p>Only this remains of it.</p>"
    )
    assert page(body).text == "Only this remains of it."


def test_a_folded_answer_is_kept_although_it_is_hidden() -> None:
    body = (
        "<h3><button aria-expanded=false aria-controls=a1>What is tea?</button></h3>"
        "<div id=a1 hidden><p>A drink.</p></div>"
    )
    assert shown(body) == "heading3 What is tea?\nparagraph A drink."


def test_a_list_of_links_into_the_page_is_its_contents() -> None:
    body = (
        "<ul><li><a href='#a'>What is A?</a></li><li><a href='#b'>What is B?</a></li></ul>"
        "<ul><li><a href='http://a'>A</a></li><li><a href='http://b'>B</a></li></ul><p>Text.</p>"
    )
    assert [line.split()[0] for line in shown(body).splitlines() if line[0] != " "] == [
        "list",
        "paragraph",
    ]


def test_where_a_page_names_its_main_part_the_rest_is_left_out() -> None:
    body = (
        "<div>News of today</div><main><h1>Tea</h1><p>It is a drink.</p></main><div>More news</div>"
    )
    assert shown(body) == "heading1 Tea\nparagraph It is a drink."


def test_a_page_that_lies_in_a_form_is_still_read() -> None:
    assert shown("<form><h1>Tea</h1><p>A drink of leaves.</p></form>") == (
        "heading1 Tea\nparagraph A drink of leaves."
    )


def test_marks_of_a_page_become_spans() -> None:
    document = page(
        "<p>A <strong>b</strong> <em>c</em> <code>d</code> <dfn>e</dfn> <a href=x>f</a></p>"
    )
    for mark, words in (
        ("strong", "b"),
        ("emphasis", "c"),
        ("code", "d"),
        ("term", "e"),
        ("link", "f"),
    ):
        assert marked(document, mark) == [words]


def test_marks_go_on_over_paragraphs_that_interrupt_them() -> None:
    document = page("<b>one<p>two</b> three</p>")
    assert marked(document, "strong") == ["one", "two"]


def test_entities_are_written_out_and_references_to_notes_dropped() -> None:
    body = (
        "<p>Caf&eacute; &amp; 5&nbsp;&lt;&#x20AC;&#8211;x<sup>2</sup>"
        "<sup><a href='#n'>[1]</a></sup>.</p>"
    )
    assert page(body).text == "Café & 5 <€–x²."


def test_line_breaks_stay_and_two_of_them_part_paragraphs() -> None:
    assert shown("<p>a<br>b<br><br>c</p>") == "paragraph a / b\nparagraph c"


def test_declared_questions_are_found_in_the_text_or_appended() -> None:
    entries = [
        {"@type": "Question", "name": "What is tea?",
         "acceptedAnswer": {"@type": "Answer", "text": "<p>A <b>drink</b>.</p><p>It is hot.</p>"}},
        {"@type": "Question", "name": "Why &amp; how?",
         "acceptedAnswer": [{"@type": "Answer", "text": "Just so."}]},
    ]  # fmt: skip
    data = json.dumps({"@graph": [{"@type": "FAQPage", "mainEntity": entries}]})
    document = page(
        "<h3>What is tea?</h3><p>A drink.</p><p>It is hot.</p>",
        f"<script type='application/ld+json'>{data}</script>",
    )
    found = [
        (document.text[q.start : q.end], document.text[q.answer_start : q.answer_end])
        for q in document.questions
    ]
    assert found == [
        ("What is tea?", "A drink.\n\nIt is hot."),
        ("Why & how?", "Just so."),
    ]


def test_broken_structured_data_is_passed_over() -> None:
    for data in (
        '{"@type": "Question"',
        "[" * 5000 + '"Question"',
        '{"Question": NaN}',
        "9" * 9999,
    ):
        head = f"<script type='application/ld+json'>{data}</script>"
        assert page("<p>Text.</p>", head).questions == ()


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("<title>All of\n Tea &amp; more</title>", "<h2>Tea</h2>", "All of Tea & more"),
        ("<title>Homeostasis | OpenStax</title>", "<p>It is.</p>", "Homeostasis"),
        (
            "<title>1.5 Homeostasis - Anatomy and Physiology 2e | OpenStax</title>",
            "<h1>1.5 Homeostasis<a href='#x'>¶</a></h1>",
            "1.5 Homeostasis",
        ),
        ("<title>Tea - Leaf Lore</title>", "<h1>Leaf Lore</h1><h1>Tea [edit]</h1>", "Tea"),
        ("<title>Lore | Tea</title><meta property=og:site_name content='Lore'>", "", "Tea"),
        ("<meta property='og:title' content='Tea &amp; cups'>", "<h2>Tea</h2>", "Tea & cups"),
        (
            f"<title>Tea at sea – Lore</title><script type=application/ld+json>{HEADLINE}</script>",
            "<h1>Leaf Lore daily</h1>",
            "Tea went to sea",
        ),
        ("<title>Right and left - what the hands of the old weavers knew</title>", "",
         "Right and left - what the hands of the old weavers knew"),
    ],
)  # fmt: skip
def test_the_title_is_the_articles_without_its_site(head: str, body: str, title: str) -> None:
    assert page(body + "<p>It is a drink.</p>", head).title == title


def test_the_declared_encoding_counts() -> None:
    head = '<meta charset="iso-8859-2"><title>x</title>'
    data = f"<html>{head}<p>żółć</p></html>".encode("iso-8859-2")
    assert read(data, "x.html").text == "żółć"
    data = "<?xml version='1.0' encoding='windows-1251'?><p>Чай</p>".encode("cp1251")
    assert read(data, "x.xhtml").text == "Чай"


def test_tags_inside_quoted_values_are_no_tags() -> None:
    assert page("<p title='a > b' data-x=\"<p>no</p>\">yes</p>").text == "yes"


def test_elements_named_as_question_and_answer_or_term_and_meaning_are_paired() -> None:
    assert shown(
        "<div class='faq-question'>Is it warm?</div><div class='faq-answer'><p>Yes.</p></div>"
    ) == ("definitions\n  term Is it warm?\n  definition Yes.")
    assert shown(
        "<p class='term'>Felt</p><p class='definition'>Pressed cloth.</p><p class='term'>Lone</p>"
    ) == ("definitions\n  term Felt\n  definition Pressed cloth.\nparagraph Lone")


def test_what_a_button_that_asks_unfolds_is_read_though_hidden() -> None:
    button = "<button aria-expanded='false'>{}</button><div hidden><p>Yes.</p></div>"
    assert shown(button.format("Is it warm?")) == (
        "definitions\n  term Is it warm?\n  definition Yes."
    )
    assert "Yes." not in shown(button.format("Menu"))


def test_an_abbreviation_is_spelt_out_once_unless_the_page_does_it() -> None:
    marked_up = "<abbr title='beats per minute'>BPM</abbr>"
    assert shown(f"<p>Set the {marked_up}. The {marked_up} stays.</p>") == (
        "paragraph Set the BPM (beats per minute). The BPM stays."
    )
    assert shown(f"<p>{marked_up} means beats per minute.</p>") == (
        "paragraph BPM means beats per minute."
    )
    assert shown("<p><abbr title='Click to open'>CD</abbr> plays.</p>") == "paragraph CD plays."


def test_declared_terms_are_found_in_the_text() -> None:
    data = '{"@type": "DefinedTerm", "name": "Felt", "description": "Pressed cloth."}'
    document = page(
        "<p>Felt</p><p>Pressed cloth.</p>", f"<script type='application/ld+json'>{data}</script>"
    )
    (found,) = document.questions
    assert found.names
    assert document.text[found.answer_start : found.answer_end] == "Pressed cloth."
