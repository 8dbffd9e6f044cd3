"""Bytes of every sort become text, and what was mended is told with line and byte."""

import pytest
from hypothesis import given, settings
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
    assert "Byte 3" in str(problem.message)
    assert "0xEF" in str(problem.message)
    assert "Windows-1252" in str(problem.message)


def test_bytes_unknown_to_windows_1252_fall_back_to_latin_1() -> None:
    assert decode(b"\x81\xe9", "a.csv").encoding == "latin-1"


def test_one_bad_byte_does_not_spoil_a_file_in_utf_8() -> None:
    data = "каждое слово\n".encode() * 1000 + b"bad \xff byte\n"
    decoded = decode(data, "a.csv")
    assert decoded.text.endswith("каждое слово\nbad \ufffd byte\n")
    assert [problem.line for problem in decoded.problems] == [1001]
    assert "Byte 5" in str(decoded.problems[0].message)


def test_half_a_character_in_utf_16_is_replaced_and_told() -> None:
    decoded = decode(b"\xff\xfea\0\n\0\x00\xd8b\0", "a.csv")
    assert "\ufffd" in decoded.text
    assert [problem.line for problem in decoded.problems] == [2]


def test_nuls_are_taken_out_and_counted() -> None:
    decoded = decode(b"a\nb\0\0c", "a.csv")
    assert decoded.text == "a\nbc"
    assert "2 NUL characters" in str(decoded.problems[0].message)


def test_hidden_characters_are_kept_and_counted() -> None:
    decoded = decode("a\nb\u202ec \U000e0041\u2066".encode(), "a.csv")
    assert decoded.text == "a\nb\u202ec \U000e0041\u2066"
    assert [(p.line, "3 hidden" in str(p.message)) for p in decoded.problems] == [(2, True)]


def test_ordinary_signs_of_many_scripts_are_no_reason_to_warn() -> None:
    assert decode("“quotes” – עברית\u200f می‌خواهم 👩‍👧 日本".encode(), "a.csv").problems == ()


@given(st.binary(max_size=200), st.sampled_from([None, "utf-8", "cp1252", "utf-16-le", "no-such"]))
def test_any_bytes_become_text_fit_to_be_stored(data: bytes, encoding: str | None) -> None:
    text = decode(data, "any").text
    text.encode("utf-8")
    assert "\0" not in text
    assert "\r" not in text


_PARTS = st.sampled_from(
    [
        *(b"\n", b"\r\n", b"\r", b"ab", b"\t", b"\0", b"\xff", b"\xe2", b"\xe2\x80", b"\x81"),
        *("é".encode(), "日本".encode(), "👩".encode(), "\u202e".encode(), "\ufeff".encode()),
        *("a\n\r\n👩".encode("utf-16-le"), b"\x00\xd8", b"\n\n", b"\0\n"),
    ]
)


@settings(max_examples=400)
@given(
    st.lists(_PARTS, max_size=40).map(b"".join),
    st.sampled_from([None, "utf-8", "utf-8-sig", "cp1251", "utf-16-le", "utf-16", "shift_jis"]),
    st.sampled_from([b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\0\0"]),
    st.integers(1, 12),
)
def test_a_file_decoded_in_pieces_reads_as_if_it_were_decoded_at_once(
    data: bytes, encoding: str | None, mark: bytes, piece_bytes: int
) -> None:
    whole = decode(mark + data, "a.csv", encoding)
    pieces = decode(mark + data, "a.csv", encoding, piece_bytes)
    assert (pieces.text, pieces.encoding) == (whole.text, whole.encoding)
    assert pieces.problems == whole.problems
    assert pieces.lines() == whole.text.split("\n")
    assert pieces.line_count == len(pieces.lines())
    assert pieces.start(7) == whole.text[:7]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "cp1252", "cp1251"])
def test_no_piece_of_a_long_file_is_much_longer_than_asked_for(encoding: str) -> None:
    data = "front\tback\r\n".encode(encoding) * 1000
    decoded = decode(data, "a.csv", encoding, 500)
    assert max(map(len, decoded.pieces)) < 550
