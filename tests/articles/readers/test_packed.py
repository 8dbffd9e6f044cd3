"""Word, EPUB and PDF files, and those among them that are damaged, locked or bombs."""

import os
import subprocess
import sys
from io import BytesIO

import pytest

from flashcards.articles.readers import archive
from flashcards.articles.reading import read
from flashcards.model.errors import UserError
from tests.articles.readers.outlines import assert_sound, marked, outline
from tests.articles.readers.packed import aes_pdf, dense_pdf, docx, epub, paragraph, pdf, zipped

STYLES = {"Titel": "Title", "berschrift1": "heading 1", "TOC1": "toc 1"}


def test_word_headings_are_known_by_their_style_in_any_language() -> None:
    body = (
        paragraph("Tea", "Titel") + paragraph("Kinds", "berschrift1") + paragraph("Text &amp; so.")
    )
    document = read(docx(body, STYLES, title="All of Tea"), "tea.docx")
    assert document.title == "All of Tea"
    assert outline(document) == "heading1 Tea\nheading1 Kinds\nparagraph Text & so."


def test_word_lists_nest_and_have_numbers() -> None:
    body = (
        paragraph("green", numbered="1")
        + paragraph("sencha", numbered="1", level=1)
        + paragraph("black", numbered="1")
        + paragraph("pour", numbered="2")
    )
    assert outline(read(docx(body), "tea.docx")) == (
        "list\n"
        "  item\n    paragraph green\n    list\n      item sencha\n"
        "  item black\n"
        "ordered list\n"
        "  item pour"
    )


def test_word_tables_marks_and_deletions() -> None:
    cells = [f"<w:tc>{paragraph(words)}</w:tc>" for words in ("Name", "Meaning", "flush", "Young")]
    table = (
        f"<w:tbl><w:tblPr><w:tblLook w:firstRow='1'/></w:tblPr><w:tr>{cells[0]}{cells[1]}</w:tr>"
    )
    table += f"<w:tr>{cells[2]}{cells[3]}</w:tr></w:tbl>"
    mixed = (
        "<w:p><w:r><w:t xml:space='preserve'>A </w:t></w:r>"
        "<w:r><w:rPr><w:b/></w:rPr><w:t>bold</w:t></w:r>"
        "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:r><w:t> end.</w:t></w:r></w:p>"
    )
    document = read(docx(table + mixed), "tea.docx")
    assert_sound(document)
    assert outline(document) == (
        "table\n  row\n    head Name\n    head Meaning\n  row\n    cell flush\n    cell Young\n"
        "paragraph A bold end."
    )
    assert marked(document, "strong") == ["bold"]


def test_a_word_file_is_known_without_its_name() -> None:
    assert read(docx(paragraph("Text."))).text == "Text."


def test_the_chapters_of_a_book_come_in_reading_order() -> None:
    pages = {
        "b": "<html><body><h1>Two</h1><dl><dt>flush<dd>Young leaves.</dl></body></html>",
        "a": "<html><body><h1>One</h1><p>First.</p></body></html>",
    }
    document = read(epub(pages, ["a", "b"], "All of Tea"), "tea.epub")
    assert document.title == "All of Tea"
    assert outline(document) == (
        "heading1 One\nparagraph First.\nheading1 Two\n"
        "definitions\n  term flush\n  definition Young leaves."
    )


def test_pages_of_a_pdf_are_joined_without_their_head_lines() -> None:
    pages = [
        ["Journal of Tea 1", "Kinds of Tea", "Tea is an aromatic beverage prepared by pouring boi-",
         "ling water over the cured leaves of a shrub, and then"],
        ["Journal of Tea 2", "waiting for a while.", "Many people like it."],
        ["Journal of Tea 3", "That is all."],
    ]  # fmt: skip
    document = read(pdf(pages), "tea.pdf")
    assert_sound(document)
    assert "Journal" not in document.text
    assert "boiling water" in document.text
    assert "and then waiting" in document.text
    assert document.text.startswith("Kinds of Tea\n\n")


def test_heads_that_change_with_the_chapter_go_by_their_page_numbers() -> None:
    said = ["Tea is a drink.", "It is hot.", "Many like it.", "Some do not.", "That is all."]
    heads = ["31 The leaf", "The leaf 32", "33 The cup", "The cup 34", "35 The pot"]
    pages = [[head, f"{words} In 1998", words] for head, words in zip(heads, said, strict=True)]
    text = read(pdf(pages), "tea.pdf").text
    assert not any(head in text for head in heads)
    assert text.count("In 1998") == len(said)
    kept = read(pdf([["Step 4", said[0]], ["Cup 2", said[1]], ["Pot 9", said[2]]]), "tea.pdf")
    assert "Step 4" in kept.text


def test_large_type_makes_headings_of_a_pdf_and_wide_gaps_part_its_paragraphs() -> None:
    lines = ["# Kinds of tea", "Tea is a drink.", "It is hot.", "", "Many like it.", "# Why so?"]
    assert outline(read(pdf([[*lines, "Because."]]), "tea.pdf")) == (
        "heading1 Kinds of tea\n"
        "paragraph Tea is a drink.\n"
        "paragraph It is hot.\n"
        "paragraph Many like it.\n"
        "heading1 Why so?\n"
        "paragraph Because."
    )


def test_a_pdf_without_text_says_that_it_holds_pictures() -> None:
    with pytest.raises(UserError, match="no text"):
        read(pdf([[]]), "scan.pdf")


def encrypted(password: str, method: str) -> bytes:
    """A PDF of one line that is encrypted; whoever has the password may read it."""
    import pypdf

    writer = pypdf.PdfWriter(clone_from=BytesIO(pdf([["Tea is hot."]])))
    writer.encrypt(user_password=password, owner_password="the owner", algorithm=method)
    data = BytesIO()
    writer.write(data)
    return data.getvalue()


_WITHOUT_CIPHERS = """
import sys
sys.modules["Crypto"] = None
from flashcards.articles.reading import read
print(read(sys.stdin.buffer.read(), "tea.pdf").text)
"""


def test_a_pdf_is_read_where_another_library_has_the_ciphers() -> None:
    command = [sys.executable, "-c", _WITHOUT_CIPHERS]
    data, paths = pdf([["Tea is hot."]]), os.pathsep.join(filter(None, sys.path))
    environment = {**os.environ, "PYTHONPATH": paths}
    done = subprocess.run(command, input=data, env=environment, capture_output=True, check=True)
    assert done.stdout.decode().strip() == "Tea is hot."


METHODS = ("RC4-128", "AES-128", "AES-256-R5", "AES-256")


@pytest.mark.parametrize("method", METHODS)
def test_a_pdf_that_anybody_may_open_is_read_though_it_is_encrypted(method: str) -> None:
    assert read(encrypted("", method), "tea.pdf").text == "Tea is hot."


@pytest.mark.parametrize("method", METHODS)
def test_a_pdf_with_a_password_is_refused_in_words(method: str) -> None:
    with pytest.raises(UserError, match="locked with a password") as refused:
        read(encrypted("a secret", method), "tea.pdf")
    assert "without" in str(refused.value.hint)


@pytest.mark.parametrize("revision", [4, 6])
def test_a_pdf_that_is_not_encrypted_as_it_says_is_refused_in_words(revision: int) -> None:
    with pytest.raises(UserError) as refused:
        read(aes_pdf(revision), "tea.pdf")
    assert refused.value.hint


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"PK\x03\x04 not an archive word/", "tea.docx"),
        (b"no archive at all", "tea.docx"),
        (b"no archive at all", "tea.epub"),
        (b"%PDF-1.7 and nothing more", "tea.pdf"),
        (zipped({"word/styles.xml": "<x/>"}), "tea.docx"),
        (zipped({"META-INF/container.xml": "<x/>"}), "tea.epub"),
        (zipped({"a.txt": "Text."}), "tea.zip"),
        (zipped({"META-INF/container.xml": '<rootfile full-path="../../x"/>'}), "tea.epub"),
    ],
)
def test_damaged_and_foreign_files_are_refused_in_words(data: bytes, name: str) -> None:
    with pytest.raises(UserError) as refused:
        read(data, name)
    assert refused.value.hint


def test_a_part_that_unpacks_to_far_more_than_it_should_is_refused() -> None:
    bomb = zipped({"word/document.xml": b"<w:p>" + b"a" * (8 * 1024 * 1024)})
    assert len(bomb) < 20_000
    with pytest.raises(UserError, match="far more"):
        read(bomb, "tea.docx")


def test_a_chapter_that_unpacks_to_far_more_than_it_should_is_refused() -> None:
    bomb = epub({"a": "<p>" + "a" * (8 * 1024 * 1024)}, ["a"])
    assert len(bomb) < 20_000
    with pytest.raises(UserError, match="far more"):
        read(bomb, "tea.epub")


@pytest.mark.parametrize("drawing", [b"BT (aa) Tj ET ", b"\0", b"q Q "])
def test_a_page_that_unpacks_to_far_more_than_it_should_is_refused(drawing: bytes) -> None:
    bomb = dense_pdf(drawing * (9 * 1024 * 1024 // len(drawing)))
    assert len(bomb) < 60_000
    with pytest.raises(UserError, match="far more"):
        read(bomb, "tea.pdf")


def test_an_archive_of_too_many_parts_is_refused() -> None:
    many = zipped({f"word/{n}": "" for n in range(archive.MOST_ENTRIES + 1)})
    with pytest.raises(UserError, match="far more"):
        read(many, "tea.docx")


def test_entities_of_a_word_file_are_not_expanded() -> None:
    lines = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(30))
    part = f"<?xml version='1.0'?><!DOCTYPE w [<!ENTITY e0 'x'>{lines}]><w:p><w:r><w:t>a&e30;</w:t>"
    document = read(zipped({"word/document.xml": part + "</w:r></w:p>"}), "tea.docx")
    assert len(document.text) < 20
