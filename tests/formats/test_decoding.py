"""Bytes of every sort become text, and what was mended is told with line and byte."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.formats.decoding import decode


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_text_is_known_by_its_mark_or_its_look(encoding: str) -> None:
    decoded = decode("front\tback é\r\nx\ty\rz".encode(encoding), "a.tsv")
    assert decoded.text == "front\tback é\nx\ty\nz"
    assert decoded.problems == ()


def test_a_file_in_windows_1252_is_read_and_the_first_foreign_byte_named() -> None:
    decoded = decode("ok\nna\xefve caf\xe9 \x93".encode("latin-1"), "a.csv")
    assert (decoded.text, decoded.encoding) == ("ok\nnaïve café “", "cp1252")
    (problem,) = decoded.problems
    assert problem.line == 2
    assert "Byte 3" in problem.message
    assert "0xEF" in problem.message
    assert "Windows-1252" in problem.message


def test_bytes_unknown_to_windows_1252_fall_back_to_latin_1() -> None:
    assert decode(b"\x81\xe9", "a.csv").encoding == "latin-1"


def test_one_bad_byte_does_not_spoil_a_file_in_utf_8() -> None:
    data = "каждое слово\n".encode() * 1000 + b"bad \xff byte\n"
    decoded = decode(data, "a.csv")
    assert decoded.text.endswith("каждое слово\nbad \ufffd byte\n")
    assert [problem.line for problem in decoded.problems] == [1001]
    assert "Byte 5" in decoded.problems[0].message


def test_half_a_character_in_utf_16_is_replaced_and_told() -> None:
    decoded = decode(b"\xff\xfea\0\n\0\x00\xd8b\0", "a.csv")
    assert "\ufffd" in decoded.text
    assert [problem.line for problem in decoded.problems] == [2]


def test_nuls_are_taken_out_and_counted() -> None:
    decoded = decode(b"a\nb\0\0c", "a.csv")
    assert decoded.text == "a\nbc"
    assert "2 NUL characters" in decoded.problems[0].message


def test_hidden_characters_are_kept_and_counted() -> None:
    decoded = decode("a\nb\u202ec \U000e0041\u2066".encode(), "a.csv")
    assert decoded.text == "a\nb\u202ec \U000e0041\u2066"
    assert [(p.line, "3 hidden" in p.message) for p in decoded.problems] == [(2, True)]


def test_ordinary_signs_of_many_scripts_are_no_reason_to_warn() -> None:
    assert decode("“quotes” – עברית\u200f می‌خواهم 👩‍👧 日本".encode(), "a.csv").problems == ()


@given(st.binary(max_size=200), st.sampled_from([None, "utf-8", "cp1252", "utf-16-le", "no-such"]))
def test_any_bytes_become_text_fit_to_be_stored(data: bytes, encoding: str | None) -> None:
    text = decode(data, "any").text
    text.encode("utf-8")
    assert "\0" not in text
    assert "\r" not in text
