"""Turns the bytes of an article into clean text, by its declared or else its likely encoding."""

import codecs
import re
from dataclasses import dataclass
from html import unescape

from flashcards.encodings import (
    byte_order_mark,
    encoding_name,
    likely_encoding,
    unmarked_utf16,
)
from flashcards.model.messages import Message, message, plural_message

_SAMPLE = 4096
_DECLARED = re.compile(
    rb"""<meta\b[^<>]{0,200}?charset\s{0,9}=\s{0,9}["']?([\w.:-]{2,40})"""
    rb"""|^\s{0,99}<\?xml[^<>]{0,100}?encoding\s{0,9}=\s{0,9}["']([\w.:-]{2,40})"""
    rb"""|^[^\n]{0,80}coding[:=][ \t]{0,9}([\w.-]{2,40})""",
    re.IGNORECASE,
)
_TEXT_ENCODINGS = {
    # What pages call Latin-1 is Windows-1252 in practice (WHATWG Encoding Standard, section 4.2).
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
}
_LEFT_OUT = re.compile("[\x00-\x08\x0e-\x1f\x7f\xad\ufeff\ud800-\udfff\ufffe\uffff]")
_HUGE_NUMBER = re.compile("&#[xX]?[0-9a-fA-F]{9,};?")
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Clean text, and what a learner should know of how it was read."""

    text: str
    problems: tuple[Message, ...] = ()


def decode(data: bytes, declared: bool = False) -> Decoded:
    """Read bytes as text; never raises.

    A byte order mark counts first, then, where ``declared``, what a page says of itself, then
    UTF-16 by its NULs and UTF-8 by its form, then what its letters make likely.
    """
    mark, encoding = byte_order_mark(data)
    if encoding is not None:
        return _decoded(data[len(mark) :], encoding, certain=True)
    guess = unmarked_utf16(data)
    if guess:
        return _decoded(data, guess, certain=True)
    named = _declared(data) if declared else None
    try:
        return Decoded(cleaned(data.decode("utf-8")))
    except UnicodeDecodeError as error:
        if named and named != "utf-8":
            return _decoded(data, named, certain=True)
        return _not_utf8(data, error, said_so=named == "utf-8")


def cleaned(text: str) -> str:
    """Return text with ``\\n`` line ends, without control signs, soft hyphens and surrogates."""
    if _LINE_ENDS.search(text):
        text = _LINE_ENDS.sub("\n", text)
    if _LEFT_OUT.search(text):
        text = _LEFT_OUT.sub("", text)
    return text


def without_entities(text: str) -> str:
    """Return text with ``&amp;``, ``&#8211;`` and the like written out; never raises."""
    if "&" not in text:
        return text
    if "&#" in text:
        text = _HUGE_NUMBER.sub("\ufffd", text)
    return cleaned(unescape(text))


def looks_binary(data: bytes) -> bool:
    """Tell whether bytes cannot be a text in any encoding this module reads."""
    if byte_order_mark(data)[1] or unmarked_utf16(data):
        return False
    sample = data[:_SAMPLE]
    odd = len(sample) - len(sample.translate(None, _NEVER_IN_TEXT))
    return odd > max(1, len(sample) // 50)


_NEVER_IN_TEXT = bytes(n for n in range(32) if n not in b"\t\n\x0b\x0c\r\x1a\x1b\x08")


def _decoded(data: bytes, encoding: str, certain: bool) -> Decoded:
    text = data.decode(encoding, "replace")
    bad = text.count("\ufffd")
    if not bad or not certain:
        return Decoded(cleaned(text))
    said = plural_message(
        bad,
        "{count} character could not be read and shows as \ufffd.",
        "{count} characters could not be read and show as \ufffd.",
    )
    return Decoded(cleaned(text), (said,))


def _declared(data: bytes) -> str | None:
    found = _DECLARED.search(data[:_SAMPLE])
    if found is None:
        return None
    try:
        known = codecs.lookup((found[1] or found[2] or found[3]).decode("ascii"))
        b"".decode(known.name)
    except (LookupError, ValueError):
        return None
    # A page that was found by its letters as ASCII cannot be in a wide encoding.
    if not known._is_text_encoding or known.name.startswith(("utf-16", "utf-32", "utf-7", "idna")):
        return None
    return _TEXT_ENCODINGS.get(known.name, known.name)


def _not_utf8(data: bytes, error: UnicodeDecodeError, said_so: bool) -> Decoded:
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    letters = len(data) - len(data.translate(None, bytes(range(128, 256)))) - bad
    line = data.count(b"\n", 0, error.start) + 1
    byte = error.start - data.rfind(b"\n", 0, error.start)
    if said_so or letters > 2 * bad:
        said = message(
            "Line {line:,}, byte {byte:,}, is not UTF-8; it shows as \ufffd ({bad:,} in all).",
            line=line,
            byte=byte,
            bad=bad,
        )
        return Decoded(cleaned(text), (said,))
    encoding = likely_encoding(data)
    said = message(
        "Line {line:,}, byte {byte:,}, is not UTF-8, so the article was read as {encoding}. If "
        "letters look wrong, save it as UTF-8.",
        line=line,
        byte=byte,
        encoding=encoding_name(encoding),
    )
    return Decoded(cleaned(data.decode(encoding, "replace")), (said,))
