"""Markdown as learners and deck files write it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.text.markdown import to_html
from tests.effort import never_for_ever
from tests.text.card_html import pieces, problems, read, words


def test_plain_text_becomes_one_paragraph() -> None:
    assert to_html("What is a token?") == "<p>What is a token?</p>"


def test_an_empty_field_shows_nothing() -> None:
    assert to_html("") == ""
    assert to_html(" \n\t") == ""


def test_a_line_end_is_a_line_break_and_a_blank_line_a_paragraph() -> None:
    assert to_html("one\ntwo\r\n\r\nthree") == "<p>one<br>two</p><p>three</p>"
    assert "<br>" in to_html("*one*\ntwo")


def test_emphasis_lists_quotes_and_headings_are_drawn() -> None:
    html = to_html("# Head\n\n*a* **b** ~~c~~ `d`\n\n- one\n- two\n\n3. three\n\n> said")
    for piece in (
        "<h1>Head</h1>",
        "<em>a</em>",
        "<strong>b</strong>",
        "<s>c</s>",
        "<code>d</code>",
        "<li>one</li>",
        '<ol start="3">',
        "<blockquote>",
    ):
        assert piece in html


def test_tables_keep_the_alignment_of_their_columns() -> None:
    html = to_html("| a | b |\n|---|--:|\n| 1 | 2 |")
    assert html.startswith('<table class="card-table"')
    assert '<td align="right">2</td>' in html


def test_code_is_highlighted_with_the_fixed_classes() -> None:
    html = to_html("```python\nfor x in '<b>':  # go\n    y = 1\n```")
    assert '<span class="tok-k">for</span>' in html
    assert "<span class=\"tok-s\">'&lt;b&gt;'</span>" in html
    assert '<span class="tok-c"># go</span>' in html
    assert '<span class="tok-m">1</span>' in html


def test_code_in_an_unknown_language_stays_plain() -> None:
    assert "<pre><code>x &lt; y</code></pre>" in to_html("```klingon\nx < y\n```")


def test_images_are_shown_only_from_the_media_of_the_collection() -> None:
    assert to_html("![a cat](0a1b.png)") == '<p><img src="0a1b.png" alt="a cat"></p>'
    for source in (
        "file:///etc/passwd",
        "http://a.b/c.png",
        "../c.png",
        "/c.png",
        "data:image/png;base64,AAAA",
        "c.svgz",
    ):
        assert to_html(f"![a cat]({source})") == "<p>a cat</p>"


def test_an_image_that_cannot_be_shown_and_has_no_words_shows_its_name() -> None:
    assert words(to_html("<img src='file:///tmp/Some Cat.png'>")) == "[Some Cat.png]"


def test_links_lead_only_to_the_web() -> None:
    assert '<a href="https://a.org/b?c=d&amp;e">x</a>' in to_html("[x](https://a.org/b?c=d&e)")
    for target in ("javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "page.html"):
        assert to_html(f"[x]({target})") == "<p>x</p>"


def test_an_address_without_marks_is_left_alone() -> None:
    assert to_html("see https://a.org") == "<p>see https://a.org</p>"


def test_inline_html_of_imported_decks_is_kept() -> None:
    assert to_html("a <b>cat</b><br>sat") == "<p>a <b>cat</b><br>sat</p>"
    assert words(to_html("AT&amp;T &lt;3 &nbsp;x")) == "AT&T <3 x"


def test_a_block_of_html_is_no_paragraph() -> None:
    assert to_html("<ul><li>a</li></ul>") == "<ul><li>a</li></ul>"


@pytest.mark.parametrize(
    "text", ["List<String>", "Map<K, V>", "a < b > c", "std::vector<T>", "x<y", "<3"]
)
def test_angle_brackets_that_are_no_tags_stay_visible(text: str) -> None:
    assert words(to_html(text)) == text


@pytest.mark.parametrize(
    "text", ["+", "-", "*", "#", "---", "***", "1945.", ">", "=", "<", "`", "_"]
)
def test_a_field_of_nothing_but_signs_means_just_that(text: str) -> None:
    assert words(to_html(text)) == text


@pytest.mark.parametrize("text", ["R&D", "snake_case_name", "C# or C++", "5 > 3", "a|b", "x ~ y"])
def test_signs_inside_words_stay_visible(text: str) -> None:
    assert words(to_html(text)) == text


def test_text_over_the_limit_is_cut_with_a_notice() -> None:
    html = to_html("word " * 50_000)
    assert len(words(html)) < 200_200
    assert 'class="notice"' in html


def test_nul_and_lone_surrogates_do_no_harm() -> None:
    assert to_html("a\0b\ud800c") == "<p>ab\ufffdc</p>"


def test_zalgo_and_bidirectional_text_are_kept() -> None:
    text = "a" + "\u0301" * 300 + "\u202eabc\u202c"
    assert to_html(text) == f"<p>{text}</p>"


HOSTILE = {
    "nested tags": "<div>" * 10_000,
    "nested inline tags": "<b>" * 20_000,
    "ampersands": "&" * 500_000,
    "entities": "&#106;avascript: &#x3c;script&#x3e; " * 2_000,
    "encoded link": '<a href="&#106;avascript:alert(1)">x</a><a href="java\tscript:x">y</a>',
    "device image": "<img src=file:///dev/zero>" * 500,
    "svg": "<svg><use href=#a /><script>x</script></svg>" * 1_000,
    "unclosed svg": "<svg>" * 20_000,
    "event": '<p onclick="x" style="position:fixed">y</p><img src=x.png onerror=x>',
    "nested tables": "<table><tr><td>" * 30 + "x",
    "tables in Markdown": "| a |\n|---|\n" * 2_000,
    "wide table": "|a" * 2_000 + "\n" + "|-" * 2_000 + "\n" + "|a\n" * 2_000,
    "spans": "<table>" + ("<tr>" + "<td colspan=20 rowspan=20>a" * 40) * 100,
    "rows": "<table>" + "<tr><td>a" * 20_000,
    "comments": "<!--" * 50_000,
    "open quote": "<p '" * 50_000,
    "attributes": "<p " + "a=b " * 40_000 + ">",
    "brackets": "[" * 200_000,
    "brackets just below the limit": "![" * 2_400,
    "stars": "*a " * 60_000,
    "backticks": "".join("`" * n + " " for n in range(600)),
    "quotes": ">" * 200_000,
    "dashes": "- " * 100_000 + "a",
    "items": "- a\n" * 2_400,
    "nested items": "".join("  " * n + "- a\n" for n in range(300)),
    "breaks": "\na" * 100_000,
    "code": "```python\n" + "'''" * 3_000,
    "zalgo": "a" + "\u0301" * 199_999,
    "nul": "\0" * 300_000,
    "one word": "x" * 300_000,
    "clozes": "{{c1::" * 30_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_safe_and_ends(name: str) -> None:
    with never_for_ever():
        html = to_html(HOSTILE[name])
    assert problems(html) == []


_PIECES = st.sampled_from(
    pieces(
        "<table> <tr> <td> </td> </table> <p> </p> <b> </b> <li> <ul> </ul> <script> </script> "
        "<!-- --> <img/src=x> <a/href=javascript:x> <svg> ** ` ``` | |-|\n - > ::: [ ]( ) ! & "
        "&#106; \n \n\n <T> <h1> <pre> </pre> <br> ' \" = # 1. {{c1:: }}"
    )
)


@given(st.lists(_PIECES | st.text(max_size=5), max_size=40).map("".join))
def test_any_text_gives_safe_balanced_html(text: str) -> None:
    assert problems(to_html(text)) == []


@given(st.text(alphabet=st.characters(categories=["L", "N", "Zs", "Po"]), max_size=80))
def test_letters_and_digits_are_never_lost(text: str) -> None:
    shown = read(to_html(text)).words
    kept = [sign for sign in "".join(shown) if sign.isalnum()]
    if "&" not in text and "\\" not in text:
        assert kept == [sign for sign in text if sign.isalnum()] or "#" in text or "." in text


def test_a_picture_with_a_width_stands_on_a_line_of_its_own() -> None:
    between = to_html('above\n\n<img src="a.png" width="40">\n\nbelow')
    assert between == ('<p>above</p>\n<p><img src="a.png" alt="" width="40"></p>\n<p>below</p>')
    assert to_html('<img src="a.png">\n**below**') == (
        '<p><img src="a.png" alt=""><br>\n<strong>below</strong></p>'
    )
