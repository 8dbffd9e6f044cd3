"""Finds the words of a line that have a spelling: those a card shows, without code and addresses.

Marks take no room, so that a word half of which is bold or hidden in a gap is still one word.
"""

import re
from dataclasses import dataclass
from html import unescape
from unicodedata import normalize

from flashcards.text.line_looks import Line, Span

LONGEST_WORD = 60
"""Characters; a longer word is nobody's spelling."""
_NOT_PROSE = frozenset({"code", "fence", "source", "formula", "picture", "sound", "faint"})
_SIGNS = frozenset({"divider", "bar", "bullet", "count", "rule"})
_WITHIN = frozenset({
    "a", "abbr", "b", "big", "cite", "del", "dfn", "em", "font", "i", "ins", "kbd", "mark", "q",
    "s", "small", "span", "strike", "strong", "sub", "sup", "u", "var",
})  # fmt: skip
"""Elements within which a word can begin or end without being two."""
_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_TOKEN = re.compile(r"\S+")
_MARKS = "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
_MARKS += "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0963\u0966-\u0dff"
"""What stands on, below or beside letters; the scripts of India and the marks of others."""
_INNER = "'\u2019\u02bc\u00b7\u05f3\u05f4-"
_CHUNK = re.compile(rf"[\w{_MARKS}\u200c\u200d{_INNER}]+")
_ADDRESS = re.compile(
    r"://|^www\.|^mailto:|@.*\.|^[~.]{0,2}/|\\|/.*/|[^\W\d_]\.[^\W\d_]", re.IGNORECASE
)
_LONGEST_TOKEN = 300


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a line, as a card shows it."""

    text: str
    pieces: tuple[tuple[int, int], ...]
    """Where its letters stand in the line, from and to; between two pieces there are marks."""
    dotted: bool = False
    """Whether a full stop follows, which may belong to it."""

    @property
    def start(self) -> int:
        """Where it begins in the line."""
        return self.pieces[0][0]

    @property
    def end(self) -> int:
        """Where it ends in the line."""
        return self.pieces[-1][1]

    @property
    def letters(self) -> str:
        """What it is looked up by: itself, with the full stop that may belong to it."""
        return f"{self.text}." if self.dotted else self.text

    @property
    def in_capitals(self) -> bool:
        """Whether it is written in capitals alone."""
        return self.text.isupper()


@dataclass(slots=True)
class _Shown:
    """What a line shows, letter by letter, with the place of each in the source."""

    letters: list[str]
    places: list[tuple[int, int]]


def words(text: str, line: Line) -> tuple[Word, ...]:
    """Return the words of a line that are to be checked; ``line`` is how it looks."""
    shown = _shown(text, line)
    said = "".join(shown.letters)
    found: list[Word] = []
    for token in _TOKEN.finditer(said):
        bare = token[0].strip(".,;:!?()[]{}\"'\u201c\u201d\u2018\u2019\u00ab\u00bb\u2026")
        if len(bare) > _LONGEST_TOKEN or _ADDRESS.search(bare):
            continue
        for chunk in _CHUNK.finditer(said, *token.span()):
            word = _word(said, chunk.start(), chunk.end(), shown)
            if word is not None:
                found.append(word)
    return tuple(found)


def _word(said: str, start: int, end: int, shown: _Shown) -> Word | None:
    while start < end and said[start] in _INNER:
        start += 1
    while end > start and said[end - 1] in _INNER:
        end -= 1
    text = said[start:end]
    if not 2 <= len(text) <= LONGEST_WORD or not any(map(str.isalpha, text)):
        return None
    if "_" in text or any(map(str.isdigit, text)):
        return None
    pieces: list[tuple[int, int]] = []
    for first, last in shown.places[start:end]:
        if pieces and pieces[-1][1] == first:
            pieces[-1] = pieces[-1][0], last
        else:
            pieces.append((first, last))
    return Word(normalize("NFC", text), tuple(pieces), said[end : end + 1] == ".")


def _shown(text: str, line: Line) -> _Shown:
    shown = _Shown([], [])
    nothing, apart, cuts = _marked(text, line)
    entities = {found.start(): found for found in _ENTITY.finditer(text)}
    at = 0
    while at < len(text):
        if at in cuts:
            _put(shown, " ", at, at)
        if apart[at]:
            _put(shown, " ", at, at + 1)
        elif not nothing[at] and text[at] != "\u00ad":
            entity = entities.get(at)
            if entity is not None and len(meant := unescape(entity[0])) == 1:
                _put(shown, meant, at, entity.end())
                at = entity.end()
                continue
            _put(shown, text[at], at, at + 1)
        at += 1
    return shown


def _put(shown: _Shown, letter: str, start: int, end: int) -> None:
    shown.letters.append(letter)
    shown.places.append((start, end))


def _marked(text: str, line: Line) -> tuple[bytearray, bytearray, set[int]]:
    """Return which letters show nothing, which are no prose, and where else words end."""
    nothing, apart, cuts = bytearray(len(text)), bytearray(len(text)), set[int]()
    for span in line.spans:
        if span.look in _NOT_PROSE or span.look in _SIGNS or _divides(text, span):
            apart[span.start : span.end] = b"\1" * (span.end - span.start)
        elif span.look in ("mark", "number"):
            nothing[span.start : span.end] = b"\1" * (span.end - span.start)
        elif span.look == "hint":
            cuts |= {span.start, span.end}
    return nothing, apart, cuts


def _divides(text: str, span: Span) -> bool:
    if span.look != "mark":
        return False
    tag = _TAG.match(text, span.start)
    return tag is not None and tag[1].lower() not in _WITHIN


def around(found: tuple[Word, ...], place: int) -> Word | None:
    """Return the word that a place in the line touches."""
    return next((each for each in found if each.start <= place <= each.end), None)
