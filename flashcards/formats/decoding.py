"""Turns the bytes of a file into text that is safe to store, and says what had to be mended.

A long file is decoded in pieces that end with a line, since one call of the interpreter on many
megabytes would keep the window from its turn meanwhile.
"""

import codecs
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from flashcards.encodings import (
    MARKED_ENCODINGS,
    byte_order_mark,
    encoding_name,
    likely_encoding,
    unmarked_utf16,
)
from flashcards.formats.oddities import odd_markup, odd_signs
from flashcards.formats.wording import line_number
from flashcards.model.messages import Message, message, plural_message, sentences
from flashcards.model.parsed import Problem

PIECE_BYTES = 500_000
"""A piece ends with the first line that ends here or later; decoding it takes about a ms."""
_ALSO_CUT = ("cp125", "iso8859-", "koi8-")
"""Encodings in which every line begins afresh; others may carry a state across lines."""


_SAMPLE_BYTES = 4096
_PROGRAM, _PICTURE = message("a program"), message("a picture")
_FOREIGN = (
    (b"\x7fELF", _PROGRAM),
    (b"\xca\xfe\xba\xbe", _PROGRAM),
    (b"\xcf\xfa\xed\xfe", _PROGRAM),
    (b"MZ\x90\x00", _PROGRAM),
    (b"\x89PNG", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"PK\x03\x04", message("a zip file")),
    (b"\x1f\x8b", message("a compressed file")),
    (b"%PDF-", message("a PDF")),
    (b"SQLite format 3", message("a database")),
)
_NEVER_IN_TEXT = bytes(n for n in range(32) if n not in b"\t\n\x0b\x0c\r\x1a\x1b\x08")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with the encoding it was read in; line ends are ``\\n``, no NULs, no lone surrogates.

    It comes in pieces; all but the last end with a line.
    """

    pieces: tuple[str, ...]
    encoding: str
    problems: tuple[Problem, ...] = ()

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(self.pieces)

    @property
    def line_count(self) -> int:
        """How many lines there are, empty ones too."""
        return sum(piece.count("\n") for piece in self.pieces) + 1

    def lines(self) -> list[str]:
        """Return the text's lines without their ends."""
        return list(self.each_line())

    def each_line(self) -> Iterator[str]:
        """Yield the text's lines without their ends; a piece is split when its turn comes."""
        last = self.pieces[-1] if self.pieces else ""
        before = (piece[:-1].split("\n") for piece in self.pieces[:-1])
        return chain(chain.from_iterable(before), last.split("\n"))

    def start(self, length: int) -> str:
        """Return the first ``length`` characters."""
        found = ""
        for piece in self.pieces:
            found += piece[: length - len(found)]
            if len(found) == length:
                break
        return found

    def holds(self, part: str) -> bool:
        """Say whether the text holds ``part``, which has no line end in it."""
        return any(part in piece for piece in self.pieces)


def no_text(data: bytes) -> Message | None:
    """Return what a file is that holds no text, as in "a picture"; None for text of any kind."""
    for sign, what in _FOREIGN:
        if data.startswith(sign):
            return what
    sample = data[:_SAMPLE_BYTES]
    odd = len(sample) - len(sample.translate(None, _NEVER_IN_TEXT))
    if odd <= max(1, len(sample) // 20) or byte_order_mark(data)[1] or unmarked_utf16(data):
        return None
    return message("not a text file")


def decode(
    data: bytes, file: str, encoding: str | None = None, piece_bytes: int = PIECE_BYTES
) -> Decoded:
    """Read bytes as text; never raises on content.

    UTF-8 is expected, other Unicode encodings are known by their byte order mark. Bytes that
    fit neither are named by line and position: a few in a UTF-8 file are replaced, otherwise the
    file is read in the encoding it is likely in. ``encoding`` skips the guessing; how large a
    piece is makes no difference but to how long a single call takes.
    """
    asked = encoding is not None
    mark, marked = byte_order_mark(data)
    if encoding is None:
        encoding = marked or unmarked_utf16(data) or "utf-8"
    body = list(_cut(data, len(mark), encoding, piece_bytes))
    problems: list[Problem] = []
    at = 0
    try:
        read: list[str] = []
        for piece in body:
            read.append(piece.decode(encoding))
            at += 1
    except UnicodeDecodeError as error:
        read, encoding, problems = _mended(body, encoding, (at, error.start), file, asked)
    except LookupError:
        body, encoding = list(_cut(data, len(mark), "latin-1", piece_bytes)), "latin-1"
        read = [piece.decode(encoding) for piece in body]
        problems.append(
            Problem(file, 0, message("The chosen encoding is not known; Latin-1 was used."))
        )
    pieces, more = _without_nul([unified_line_ends(piece) for piece in read], file)
    hidden = odd_signs(pieces, file, body if encoding == "utf-8" else ())
    return Decoded(tuple(pieces), encoding, (*problems, *more, *hidden))


def decode_table(data: bytes, file: str, encoding: str | None = None) -> Decoded:
    """Do what ``decode`` does, and tell of markup that would do something elsewhere."""
    found = decode(data, file, encoding)
    return replace(found, problems=(*found.problems, *odd_markup(found.pieces, file)))


def _cut(data: bytes, start: int, encoding: str, piece_bytes: int) -> Iterator[bytes]:
    """Yield the bytes from ``start`` on in pieces that end with a line.

    Lines are cut at carriage returns only where no other line end is: never between the two.
    """
    if not _begins_afresh(encoding):
        yield data[start:]
        return
    end = "\n".encode(encoding)
    if data.find(end, start) < 0:
        end = "\r".encode(encoding)
    unit, at = len(end), start
    while at < len(data):
        found = data.find(end, at + piece_bytes)
        while found >= 0 and (found - start) % unit:
            found = data.find(end, found + 1)
        stop = len(data) if found < 0 else found + unit
        yield data[at:stop]
        at = stop


def _begins_afresh(encoding: str) -> bool:
    try:
        name = codecs.lookup(encoding).name
    except LookupError:
        return False
    return name in MARKED_ENCODINGS or name.startswith(_ALSO_CUT)


def clean_text(text: str, file: str) -> tuple[str, list[Problem]]:
    """Return text with one kind of line end and without what the store refuses."""
    problems: list[Problem] = []
    text = unified_line_ends(text.removeprefix("\ufeff"))
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        line = text.count("\n", 0, error.start) + 1
        text = text.encode("utf-8", "ignore").decode("utf-8")
        problems.append(
            Problem(
                file, line, message("Half a character (a lone surrogate) was found and taken out.")
            )
        )
    (text,), more = _without_nul([text], file)
    return text, problems + more


def unified_line_ends(text: str) -> str:
    """Return text whose lines all end in a single newline character."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text


def _without_nul(pieces: Sequence[str], file: str) -> tuple[Sequence[str], list[Problem]]:
    """Return text, in pieces, without NUL characters, which a collection cannot keep."""
    count = sum(piece.count("\0") for piece in pieces if "\0" in piece)
    if not count:
        return pieces, []
    what = plural_message(
        count,
        "One NUL character was taken out; the file may be damaged or not a text file.",
        "{count} NUL characters were taken out; the file may be damaged or not a text file.",
    )
    at = next(at for at, piece in enumerate(pieces) if "\0" in piece)
    line = line_number(pieces, at, pieces[at].index("\0"))
    return [piece.replace("\0", "") for piece in pieces], [Problem(file, line, what)]


def _mended(
    body: Sequence[bytes], encoding: str, where: tuple[int, int], file: str, asked: bool
) -> tuple[list[str], str, list[Problem]]:
    """Read pieces that are not ``encoding`` at ``where``: the piece, and the byte in it."""
    at, start = where
    before = [*body[:at], body[at][:start]]
    read = [piece.decode(encoding, "replace") for piece in body]
    if asked or encoding != "utf-8":
        line = sum(piece.decode(encoding, "ignore").count("\n") for piece in before) + 1
        what = sentences(
            message(
                "Some bytes are not {encoding}; they show as \ufffd.", encoding=encoding.upper()
            ),
            message("Choose another encoding.") if asked else message("Save it as UTF-8."),
        )
        return read, encoding, [Problem(file, line, what)]
    line = sum(map(_line_ends, before)) + 1
    byte = start - max(before[at].rfind(b"\n"), before[at].rfind(b"\r"))
    code = f"0x{body[at][start]:02X}"
    bad = sum(piece.count("\ufffd") for piece in read)
    good = sum(len(piece.translate(None, _ASCII)) for piece in body) - bad
    if good > 2 * bad:
        what = message(
            "Byte {byte} of this line ({code}) is not UTF-8; it shows as \ufffd ({bad:,} in the "
            "file). Correct it and import again.",
            byte=byte,
            code=code,
            bad=bad,
        )
        return read, encoding, [Problem(file, line, what)]
    encoding = likely_encoding(b"".join(body))
    try:
        read = [piece.decode(encoding) for piece in body]
    except UnicodeDecodeError:
        encoding = "latin-1"
        read = [piece.decode(encoding) for piece in body]
    what = message(
        "Byte {byte} of this line ({code}) is not UTF-8, so the file was read as {encoding}. If "
        "letters look wrong, save the file as UTF-8 and import it again.",
        byte=byte,
        code=code,
        encoding=encoding_name(encoding),
    )
    return read, encoding, [Problem(file, line, what)]


def _line_ends(data: bytes) -> int:
    return data.count(b"\n") + data.count(b"\r") - data.count(b"\r\n")


_ASCII = bytes(range(128))
