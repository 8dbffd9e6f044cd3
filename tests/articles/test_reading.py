"""Any article, of any format or none, becomes a well-formed document or a clear sentence."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.articles.candidates import CandidateKind
from flashcards.articles.finding import find
from flashcards.articles.reading import KINDS, LARGEST_FILE, MOST_LINES, read
from flashcards.articles.tree import BlockKind, Document
from flashcards.model.errors import UserError
from tests.articles.readers.outlines import assert_sound, outline
from tests.articles.readers.packed import docx, epub, paragraph, pdf
from tests.reference import reference

WRITTEN = ("plain", "markdown", "restructured", "asciidoc", "org", "html")
SIGNS = [
    *("#", "##", " ", "    ", "\t", "\n", "\n\n", "- ", "* ", "1. ", "> ", "`", "```\n", "*"),
    *("**", "_", "[", "]", "(", ")", "](x)", "![", "<", ">", "</", "<p>", "<ul>", "<li>"),
    *("</ul>", "<table>", "<tr>", "<td>", "<th>", "</table>", "<dl>", "<dt>", "<dd>", "<b>"),
    *("</b>", "<a href=#x>", "</a>", "<div>", "</div>", "<pre>", "</pre>", "<details>"),
    *("<summary>", "</details>", "<script>", "<!--", "-->", "<br>", "<h2>", "</h2>", "<nav>"),
    *("</nav>", "<sup>", "&amp;", "&#1;", "&#xD800;", "|", "|---|---|\n", "====\n", "----\n"),
    *("::\n", ": ", ":: ", ".. note::", ".. glossary::\n", ":a: b", "`x`_", ":term:`"),
    *("|===\n", "= T\n", "[quote]\n", ".T\n", "+\n", "#+begin_src\n", ":END:\n", "[[a][b]]"),
    *("{%", "word", "Term", "A sentence here.", "What is it?", "Q: ", "A: ", "é", "漢"),
    *("\u202e", "\xad", "\x00", "\ud800", "\r", "\x0c", "\ufeff", "   x   y\n", "a\tb\n"),
    *("• ", ":- ", '???+ note "t"\n', "[^1]: f\n", "*[A]: b\n", ": def\n", "'", '"', '\\'),
    *("{", "}", "..... 3"),
]  # fmt: skip


def read_or_refused(data: bytes | str, name: str = "", kind: str | None = None) -> Document | None:
    try:
        return read(data, name, kind)
    except UserError:
        return None


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(SIGNS), max_size=60).map("".join), st.sampled_from(WRITTEN))
def test_any_text_becomes_a_sound_document_in_any_format(text: str, kind: str) -> None:
    document = read(text, kind=kind)
    assert_sound(document)
    assert document == read(text, kind=kind)


@settings(max_examples=100, deadline=None)
@given(st.text(), st.sampled_from(["", "x.md", "x.rst", "x.txt", "x.html", "x.adoc", "x.org", "x"]))
def test_any_words_become_a_sound_document(text: str, name: str) -> None:
    assert_sound(read(text, name))


@settings(max_examples=150, deadline=None)
@given(st.binary(), st.sampled_from(["", "x.md", "x.html", "x.docx", "x.epub", "x.txt"]))
def test_any_bytes_become_a_sound_document_or_a_clear_sentence(data: bytes, name: str) -> None:
    document = read_or_refused(data, name)
    if document is not None:
        assert_sound(document)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_damaged_files_become_a_sound_document_or_a_clear_sentence(data: st.DataObject) -> None:
    whole = data.draw(
        st.sampled_from(
            [
                ("x.docx", docx(paragraph("Tea") + paragraph("a", numbered="1"))),
                ("x.epub", epub({"a": "<p>Text.</p>"}, ["a"])),
                ("x.pdf", pdf([["Text here."], ["More."]])),
            ]
        )
    )
    name, content = whole
    broken = bytearray(content)
    for _ in range(data.draw(st.integers(1, 6))):
        broken[data.draw(st.integers(0, len(broken) - 1))] = data.draw(st.integers(0, 255))
    document = read_or_refused(bytes(broken[: data.draw(st.integers(1, len(broken)))]), name)
    if document is not None:
        assert_sound(document)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("# Tea\n\nA [drink](http://x).\n\n## Kinds\n", "heading1 Tea"),
        ("Tea\n=====\n\n.. note:: Hot.\n\nSee :ref:`x`.\n", "heading1 Tea"),
        ("= Tea\n:toc:\n\n== Kinds\n\nflush:: Young\n", "heading1 Tea"),
        ("#+TITLE: Tea\n* Kinds\n** Green\n", "heading1 Kinds"),
        ("<!doctype html><title>x</title><h1>Tea</h1>", "heading1 Tea"),
        ("Tea is a drink.\n\nIt is hot.\n", "paragraph Tea is a drink."),
    ],
)
def test_the_format_of_a_nameless_text_is_known_by_its_signs(text: str, first: str) -> None:
    assert outline(read(text)).splitlines()[0] == first


def test_a_text_file_in_markdown_is_read_as_such() -> None:
    text = "# Tea\n\nSome **bold** words.\n\n## Kinds\n\n[a](http://b)\n\n### Green\n"
    assert outline(read(text, "tea.txt")).splitlines()[2] == "heading2 Kinds"


def test_a_dash_list_does_not_make_a_text_markdown() -> None:
    text = "Kinds of tea\n- green\n- black\nThat is all of them.\n"
    assert outline(read(text, "tea.txt")).splitlines()[0] == "heading1 Kinds of tea"


def test_the_name_counts_for_addresses_too() -> None:
    document = read("# no heading", "https://x.org/tea.html?a=b.md#c.md")
    assert outline(document) == "paragraph # no heading"


def test_an_article_without_a_title_is_named_after_its_file() -> None:
    assert read("Some text.", "/home/me/notes on tea.txt").title == "notes on tea"


def test_broken_lines_of_chinese_and_japanese_are_joined_without_a_space() -> None:
    for kind in ("plain", "markdown", "html", "restructured"):
        document = read(
            "緑茶は摘んだ葉をすぐに蒸すか炒るかして作られる飲み物\nである。\n", kind=kind
        )
        assert document.text == "緑茶は摘んだ葉をすぐに蒸すか炒るかして作られる飲み物である。"


def test_one_of_several_headings_is_no_title() -> None:
    assert read("Text.\n\n## One\n\n## Two\n", "tea.md").title == "tea"
    assert read("Text.\n\n# One\n\n## Two\n", "tea.md").title == "One"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("Tee: süß, 10 €".encode("utf-8-sig"), ""),
        ("Tee: süß, 10 €".encode("utf-16"), ""),
        ("Tee: süß, 10 €".encode("utf-16-le"), ""),
        ("Tee: süß, 10 €".encode("utf-16-be"), ""),
        ("Tee: süß, 10 €".encode("cp1252"), "Windows-1252"),
    ],
)
def test_encodings_are_detected_and_guesses_are_told(data: bytes, encoding: str) -> None:
    document = read(data, "tee.txt")
    assert document.text == "Tee: süß, 10 €"
    assert len(document.problems) == bool(encoding)
    assert encoding in " ".join(map(str, document.problems))


def test_one_bad_byte_in_a_long_text_is_named_by_its_place() -> None:
    data = "Straße und Öl und Übel\n".encode() * 50 + b"abc\xff\n"
    document = read(data, "x.txt")
    assert "Line 51, byte 4" in str(document.problems[0])
    assert document.text.count("\ufffd") == 1


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0", "picture"),
        (b"{\\rtf1 Tea}", "RTF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "old word processor"),
        (bytes(range(32)) * 50, "no text"),
        (b"a" * (LARGEST_FILE + 1), "larger than"),
        ("a\n" * (MOST_LINES + 1), "lines"),
    ],
)
def test_what_is_no_article_is_refused_with_what_to_do(data: bytes | str, what: str) -> None:
    with pytest.raises(UserError, match=what) as refused:
        read(data, "x")
    assert refused.value.hint


@pytest.mark.parametrize(
    ("name", "asked", "item"),
    [
        ("a.md", "# FAQ\n\n## {}\n\nThere are reasons:\n\n{}\n\n", "- {}\n"),
        ("a.md", "# FAQ\n\n{}\n: There are reasons:\n\n{}\n\n", "    - {}\n"),
        ("a.md", "**Q: {}**\n\nA: There are reasons:\n\n{}\n\n", "1. {}\n"),
        ("a.rst", "{}\n---------------\n\nThere are reasons:\n\n{}\n\n", "- {}\n"),
        ("a.rst", "FAQ\n===\n\n{}\n   There are reasons:\n\n{}\n\n", "   - {}\n"),
        ("a.rst", "FAQ\n===\n\n:{}:\n   There are reasons:\n\n{}\n\n", "   - {}\n"),
        ("a.adoc", "= FAQ\n\n== {}\n\nThere are reasons:\n\n{}\n\n", "* {}\n"),
        ("a.adoc", "= FAQ\n\n{}::\nThere are reasons:\n{}\n\n", "* {}\n"),
        ("a.org", "#+TITLE: FAQ\n* {}\nThere are reasons:\n{}\n\n", "- {}\n"),
        ("a.org", "#+TITLE: FAQ\n- {} :: There are reasons:\n{}\n\n", "  - {}\n"),
        ("a.html", "<h1>FAQ</h1><h2>{}</h2><p>There are reasons:<ul>{}</ul>", "<li>{}"),
        ("a.html", "<dl><dt>{}<dd>There are reasons:<ul>{}</ul></dl>", "<li>{}"),
        ("a.html", "<details><summary>{}</summary>Reasons:<ol>{}</ol></details>", "<li>{}"),
        ("a.txt", "FAQ\n\n1. {}\n\n   There are reasons:\n\n{}\n\n", "   - {}\n"),
        ("a.txt", "Q: {}\nA: There are reasons:\n{}\n\n", "- {}\n"),
    ],
)
def test_a_list_in_an_answer_belongs_to_it_in_every_format(
    name: str, asked: str, item: str
) -> None:
    items = item.format("yeast makes gas") + item.format("gluten holds it")
    cards = find(read(asked.format("Why does dough rise?", items), name))
    answers = [card.back for card in cards if card.kind is CandidateKind.FAQ]
    assert len(answers) == 1
    assert answers[0].endswith(":\n\n- yeast makes gas\n- gluten holds it")


def test_an_empty_article_is_an_empty_document() -> None:
    for kind in WRITTEN:
        document = read("", kind=kind)
        assert (document.text, document.blocks) == ("", ())
        assert not read(" \n\t\n", kind=kind).blocks


def test_every_kind_that_is_offered_is_read() -> None:
    for kind in KINDS:
        read_or_refused(b"Text.", kind=kind)


@pytest.mark.parametrize(
    "text",
    [
        "<div>" * 100_000,
        "<ul><li>" * 30_000,
        "<table><tr><td>" * 20_000,
        "<b><i>" * 50_000,
        "<blockquote>" * 50_000 + "deep",
        "> " * 100_000,
        "\n".join(" " * depth + "- item" for depth in range(600)),
        "[" * 100_000,
        "*" * 100_000,
        "`" * 100_000,
        "<a b='" * 20_000,
        "<!--" * 50_000,
        "&#" + "9" * 100_000,
        "a\u0301\u0302\u0303\u0304" * 20_000,
        "\u202e\u200b\U000e0041 " * 20_000,
        "=" * 200_000,
        "| a " * 40_000,
        "x:- " * 50_000,
    ],
)
def test_hostile_texts_are_read_in_every_format(text: str) -> None:
    for kind in WRITTEN:
        assert_sound(read(text, kind=kind))


def test_nothing_is_lost_of_what_lies_too_deep() -> None:
    document = read("<ul><li>" * 500 + "the innermost", kind="html")
    assert "the innermost" in document.text
    assert_sound(document)


def test_real_articles_are_read_whole() -> None:
    for path in sorted(reference("real", "articles").glob("[0-9]*.*")):
        document = read(path.read_bytes(), path.name)
        assert_sound(document)
        assert document.problems == ()
        assert document.title
        kinds = {block.kind for block in document.blocks}
        assert kinds & {BlockKind.HEADING, BlockKind.DEFINITIONS, BlockKind.LIST}, path.name


@pytest.mark.soak
@pytest.mark.parametrize("kind", WRITTEN)
def test_a_long_article_is_read_in_time(kind: str) -> None:
    text = "Tea is a drink, and *so* it goes on.\n\n- one: two\n- three `four`\n\n" * 15_000
    begun = time.process_time()
    read(text, kind=kind)
    assert time.process_time() - begun < 10
    line = "Tea is a drink, and so it goes: on and on. " * 120_000
    begun = time.process_time()
    read(line, kind=kind)
    assert time.process_time() - begun < 10


def test_stars_before_the_items_of_a_text_do_not_make_it_org() -> None:
    text = (
        "Kinds of tea\n\nThere are these:\n\n* green\n* black\n* white\n* yellow\n\nThat is all.\n"
    )
    assert "heading1 green" not in outline(read(text, "tea.txt")).splitlines()
