"""What is odd about a deck file is said, line by line, and kept as it is."""

from pathlib import Path

import pytest

import flashcards
from flashcards.files import shown_name
from flashcards.formats import csv_table, markdown_deck
from flashcards.formats.oddities import OddTexts
from flashcards.model.errors import UserError

ODD = [
    ("a\x1b[31mb", "control character"),
    ("a\x9b31mb", "control character"),
    ("a\x7fb", "control character"),
    ("photo\u202egnp.exe", "hidden character"),
    ("a\ufffab", "hidden character"),
    ("pass\u200bword", "without width"),
    ("ad\u200dmin", "without width"),
    ("a\ufeffb", "without width"),
    ("a <script>b()</script>", "HTML such as “<script>b()"),
    ('a <img src="x.png" onerror="b()">', "HTML such as"),
    ('a <a href="javascript:b()">c</a>', "HTML such as"),
    ("a [b](javascript:c)", "HTML such as"),
    ("a [latex]b[/latex]", "LaTeX such as “[latex]b[/latex]”"),
    ("a [$]b[/$]", "LaTeX such as"),
]
ORDINARY = [
    "a <b>bold</b><br>word",
    "`<script>` is a tag",
    "a < b > c",
    "نمی\u200cخواهم",
    "👨\u200d👩\u200d👧",
    "naïve café ©",
    "an [x] and a price of $5",
    '<span style="color: red">red</span>',
]


def _said(text: str) -> tuple[list[str], list[str]]:
    table = csv_table.read(f"front;back\nsea;water\ntide;{text}\n".encode(), "a.csv")
    deck = markdown_deck.read(f"Q: sea\nA: water\n\nQ: tide\nA: {text}\n", "a.md")
    assert table.notes[-1].fields["Back"] == text == deck.notes[-1].fields["Back"]
    assert {each.line for each in table.problems} <= {3}
    assert {each.line for each in deck.problems} <= {5}
    return [str(p.message) for p in table.problems], [str(p.message) for p in deck.problems]


@pytest.mark.parametrize(("text", "words"), ODD)
def test_what_is_odd_about_a_text_is_said_with_its_line(text: str, words: str) -> None:
    for said in _said(text):
        assert len(said) == 1
        assert words in said[0]


@pytest.mark.parametrize("text", ORDINARY)
def test_nothing_is_said_of_what_is_ordinary(text: str) -> None:
    assert _said(text) == ([], [])


def test_code_of_a_markdown_deck_may_hold_any_tags() -> None:
    text = "Q: What runs?\nA: This:\n```html\n<script>a()</script>\n[latex]\n```\n"
    assert markdown_deck.read(text, "a.md").problems == ()


def test_many_odd_lines_are_counted_in_one_sentence() -> None:
    rows = "".join(f"front {n};a\u200bb <script>\n" for n in range(900))
    problems = csv_table.read(rows.encode(), "a.csv").problems
    assert [each.line for each in problems] == [1, 1]
    assert "900 characters without width" in str(problems[0].message)
    assert "900 lines, this one first, hold HTML" in str(problems[1].message)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"\x7fELF\x02\x01\x01" + bytes(range(1, 256)) * 40, "a program"),
        (b"MZ\x90\x00a;b\nc;d\n", "a program"),
        (b"\x89PNG\r\n\x1a\na;b\n", "a picture"),
        (b"PK\x03\x04a;b\nc;d\n", "a zip file"),
        (b"%PDF-1.7\na;b\nc;d\n", "a PDF"),
        (bytes(range(256)) * 40 + b"\na;b\n", "not a text file"),
    ],
)
@pytest.mark.parametrize("ending", ["csv", "md"])
def test_what_is_no_text_is_refused_whatever_it_is_called(
    tmp_path: Path, data: bytes, what: str, ending: str
) -> None:
    path = tmp_path / f"deck.{ending}"
    path.write_bytes(data)
    with flashcards.open(tmp_path / "a.flashcards") as collection:
        with pytest.raises(UserError, match=f"deck.{ending} is {what}"):
            collection.import_file(path)
        if ending == "csv":
            with pytest.raises(UserError, match=f"deck.csv is {what}"):
                collection.preview(path)


@pytest.mark.parametrize(
    "data", [b"a;b\n" * 9, "a;b\n".encode("utf-16"), b"a\0;b\n" + b"c;d\n" * 9]
)
def test_text_of_any_encoding_is_no_binary(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "deck.csv"
    path.write_bytes(data)
    with flashcards.open(tmp_path / "a.flashcards") as collection:
        assert collection.import_file(path).added


@pytest.mark.parametrize("ending", ["csv", "md"])
def test_a_file_whose_name_is_no_unicode_is_imported(tmp_path: Path, ending: str) -> None:
    folder = tmp_path / "given"
    folder.mkdir()
    path = folder / f"caf\udce9.{ending}"
    try:
        path.write_text("front;back\nsea;water\n" if ending == "csv" else "Q: sea\nA: water\n")
    except OSError:
        pytest.skip("this file system has no such names")
    assert shown_name(path) == f"caf\ufffd.{ending}"
    with flashcards.open(tmp_path / "a.flashcards") as collection:
        assert collection.import_file(path).added == 1
        assert collection.deck_names() == ["caf\ufffd"]
        assert str(collection.undo_name) == f"Import caf\ufffd.{ending}"


def test_texts_that_come_piece_by_piece_are_told_once() -> None:
    found = OddTexts()
    for text in ("plain\nwords", "a\x1b[31mb", "c\u202ed \x07", '<img src="x" onerror="y">', "<b>"):
        found.look(text)
    said = [str(each) for each in found.told()]
    assert [each.partition(" ")[0] for each in said] == ["2", "One", "A"]
    assert "onerror" not in said[0]
    assert "<img src" in said[2]
    assert OddTexts().told() == []
