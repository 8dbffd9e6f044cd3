"""Turns the bytes of a file into text that is safe to store, and says what had to be mended."""

import codecs
from dataclasses import dataclass

from flashcards.formats.wording import hidden_character_problems
from flashcards.model.parsed import Problem

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE_BYTES = 4096


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with the encoding it was read in; line ends are ``\\n``, no NULs, no lone surrogates."""

    text: str
    encoding: str
    problems: tuple[Problem, ...] = ()


def decode(data: bytes, file: str, encoding: str | None = None) -> Decoded:
    """Read bytes as text; never raises on content.

    UTF-8 is expected, other Unicode encodings are known by their byte order mark. Bytes that
    fit neither are named by line and position: a few in a UTF-8 file are replaced, otherwise the
    file is read as Windows-1252. ``encoding`` skips the guessing.
    """
    mark, marked = next(((m, e) for m, e in _MARKS if data.startswith(m)), (b"", None))
    if encoding is None:
        encoding = marked or _unmarked_utf16(data) or "utf-8"
    body = data[len(mark) :] if mark else data
    problems: list[Problem] = []
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError as error:
        text, encoding, problems = _mended(body, encoding, error, file)
    except LookupError:
        text, encoding = body.decode("latin-1"), "latin-1"
        problems.append(Problem(file, 0, "The encoding asked for is not known; Latin-1 was used."))
    text, more = without_nul(unified_line_ends(text), file)
    hidden = hidden_character_problems(text, file, body if encoding == "utf-8" else b"")
    return Decoded(text, encoding, (*problems, *more, *hidden))


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
            Problem(file, line, "Half a character (a lone surrogate) was found and taken out.")
        )
    text, more = without_nul(text, file)
    return text, problems + more


def unified_line_ends(text: str) -> str:
    """Return text whose lines all end in a single newline character."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text


def without_nul(text: str, file: str) -> tuple[str, list[Problem]]:
    """Return text without NUL characters, which a collection cannot keep."""
    first = text.find("\0")
    if first < 0:
        return text, []
    line, count = text.count("\n", 0, first) + 1, text.count("\0")
    words = "One NUL character was" if count == 1 else f"{count:,} NUL characters were"
    message = f"{words} taken out; the file may be damaged or not a text file."
    return text.replace("\0", ""), [Problem(file, line, message)]


def _unmarked_utf16(data: bytes) -> str | None:
    """Guess UTF-16 without a mark: Latin text then has a NUL in every second byte."""
    sample = data[:_SAMPLE_BYTES]
    if len(sample) < 4 or b"\0" not in sample or len(data) % 2:
        return None
    half = len(sample) // 2
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > half * 0.4 and even == 0:
        return "utf-16-le"
    if even > half * 0.4 and odd == 0:
        return "utf-16-be"
    return None


def _mended(
    body: bytes, encoding: str, error: UnicodeDecodeError, file: str
) -> tuple[str, str, list[Problem]]:
    text = body.decode(encoding, "replace")
    if encoding != "utf-8":
        line = body[: error.start].decode(encoding, "ignore").count("\n") + 1
        message = f"Some bytes are not {encoding.upper()}; they show as \ufffd. Save it as UTF-8."
        return text, encoding, [Problem(file, line, message)]
    line = body.count(b"\n", 0, error.start) + 1
    byte = error.start - body.rfind(b"\n", 0, error.start)
    where = f"Byte {byte} of this line (0x{body[error.start]:02X}) is not UTF-8"
    bad = text.count("\ufffd")
    good = len(body.translate(None, _ASCII)) - bad
    if good > 2 * bad:
        words = f"; it shows as \ufffd ({bad:,} in the file). Correct it and import again."
        return text, encoding, [Problem(file, line, where + words)]
    words = (
        ", so the file was read as Windows-1252. If letters look wrong, save the file as UTF-8"
        " and import it again."
    )
    try:
        return body.decode("cp1252"), "cp1252", [Problem(file, line, where + words)]
    except UnicodeDecodeError:
        words = words.replace("Windows-1252", "Latin-1")
        return body.decode("latin-1"), "latin-1", [Problem(file, line, where + words)]


_ASCII = bytes(range(128))
