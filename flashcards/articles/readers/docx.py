"""Reads Word documents: headings by their styles, lists by their numbering, tables."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from flashcards.articles.readers.archive import Archive
from flashcards.articles.readers.builder import Builder
from flashcards.articles.readers.decoding import decode
from flashcards.articles.readers.html_tokens import Token, tokens
from flashcards.articles.tree import BlockKind, Document
from flashcards.model.errors import UserError
from flashcards.model.messages import message

_K = BlockKind
_MARKS = {"w:b": "strong", "w:i": "emphasis"}
_OFF = frozenset({"0", "false", "none", "off"})
_DROPPED = frozenset({"w:del", "w:movefrom", "w:instrtext", "w:deltext", "mc:fallback", "w:ruby"})
_MOST_LEVELS = 9
_OF_TABLE = re.compile(r"(?:Table|Tabelle|Tableau|Tabla)\b", re.IGNORECASE)
"""How the caption of a table begins."""


@dataclass(slots=True)
class _Style:
    name: str = ""
    level: int = 0
    """Of a heading 1-6, else 0."""
    based_on: str = ""
    listed: str = ""
    """Number of the list its paragraphs belong to."""


@dataclass(slots=True)
class _Paragraph:
    """A paragraph as it is being read."""

    style: str = ""
    level: int = 0
    listed: str = ""
    depth: int = 0
    runs: list[tuple[str, frozenset[str]]] = field(default_factory=list)


def read_docx(data: bytes, _tell: Callable[[int, int], object] | None = None) -> Document:
    """Return the document that a Word file is; raises ``UserError`` for damaged ones."""
    archive = Archive(data)
    body = archive.read("word/document.xml")
    if not body:
        raise UserError(
            message("This Word file holds no document."),
            message("Open it in Word or LibreOffice, and save it again as .docx."),
        )
    out = Builder()
    styles = _styles(_tokens(archive.read("word/styles.xml")))
    ordered = _ordered_lists(_tokens(archive.read("word/numbering.xml")))
    parts = _parts(_tokens(archive.read("word/_rels/document.xml.rels")))
    _Reader(out, styles, ordered, parts).read(_tokens(body))
    core = archive.read("docProps/core.xml")
    title, language = (_words_in(_tokens(core), name) for name in ("dc:title", "dc:language"))
    return out.finish(title, language=language)


def _parts(relations: Iterator[Token]) -> dict[str, str]:
    """The parts that hold what a document shows, by the names it has for them."""
    given = (token.attributes for token in relations if token.name == "relationship")
    return {each.get("id", ""): f"word/{each.get('target', '')}" for each in given}


def _tokens(data: bytes) -> Iterator[Token]:
    """Tags and words of an XML part. No entities are expanded, so that no bomb goes off."""
    return tokens(decode(data, declared=True).text)


class _Reader:
    def __init__(
        self,
        out: Builder,
        styles: dict[str, _Style],
        ordered: frozenset[str],
        parts: dict[str, str],
    ) -> None:
        self._out = out
        self._parts = parts
        self._picture = ""
        """The part that holds the picture seen last, until its caption comes."""
        self._styles = styles
        self._ordered = ordered
        self._lists: list[tuple[int, str]] = []
        self._has_head = self._head_row = False
        self._rows = 0
        self._paragraph = _Paragraph()
        self._marks: frozenset[str] = frozenset()
        self._tables: list[int] = []
        self._dropped = 0
        self._in_text = False
        self._contents = 0

    def read(self, body: Iterator[Token]) -> None:
        """Write the blocks of a document."""
        for token in body:
            name = token.name
            if name == "":
                if self._in_text and not self._dropped:
                    self._paragraph.runs.append((token.words, self._marks))
            elif name in _DROPPED:
                if not token.words.endswith("/"):
                    self._dropped = max(self._dropped + (-1 if token.closes else 1), 0)
            elif self._dropped == 0:
                self._tag(token, name)
        self._end_lists(0)

    def _tag(self, token: Token, name: str) -> None:
        ends = token.words.endswith("/")
        if name == "w:t":
            self._in_text = not token.closes and not ends
        elif token.closes:
            self._close(name)
        elif name == "w:p" and not ends:
            self._paragraph = _Paragraph()
        elif name in ("w:tab", "w:br", "w:cr"):
            self._paragraph.runs.append(("\n" if name != "w:tab" else " ", frozenset()))
        elif name == "w:nobreakhyphen":
            self._paragraph.runs.append(("-", self._marks))
        elif name == "w:r":
            self._marks = self._marks & {"link"}
        elif name in _MARKS:
            if _value(token) not in _OFF:
                self._marks = self._marks | {_MARKS[name]}
        elif name == "w:hyperlink":
            self._marks = self._marks | {"link"}
        elif name in ("w:tbl", "w:tr", "w:tc"):
            self._open(name)
        elif name == "a:blip":
            self._picture = self._parts.get(token.attributes.get("r:embed", ""), "")
        elif name == "w:docpartgallery":
            self._contents += "contents" in _value(token).lower()
        else:
            self._property(name, token)

    def _property(self, name: str, token: Token) -> None:
        paragraph = self._paragraph
        if name == "w:pstyle":
            paragraph.style = _value(token)
        elif name == "w:tbllook":
            self._has_head = _has_head_row(token)
        elif name == "w:outlinelvl":
            paragraph.level = _number(_value(token)) + 1
        elif name == "w:numid":
            paragraph.listed = _value(token)
        elif name == "w:ilvl":
            paragraph.depth = min(_number(_value(token)), _MOST_LEVELS)

    def _open(self, name: str) -> None:
        self._end_lists(0)
        self._forget_picture(name)
        kind = {"w:tbl": _K.TABLE, "w:tr": _K.ROW, "w:tc": _K.CELL}[name]
        self._head_row = self._head_row and name == "w:tc"
        self._tables.append(self._out.open(kind, int(self._head_row)))
        if name == "w:tr":
            self._head_row = self._has_head and not self._rows
            self._rows += 1
        elif name == "w:tbl":
            self._has_head, self._rows = False, 0

    def _close(self, name: str) -> None:
        if name == "w:p":
            self._write(self._paragraph)
            self._paragraph = _Paragraph()
        elif name in ("w:tbl", "w:tr", "w:tc"):
            self._forget_picture(name)
            self._end_lists(0)
            if self._tables:
                self._out.close(self._tables.pop())
        elif name == "w:hyperlink":
            self._marks = self._marks - {"link"}
        elif name == "w:sdt":
            self._contents = max(self._contents - 1, 0)

    def _forget_picture(self, name: str) -> None:
        """Leave a picture without a caption at the edge of a table."""
        if name == "w:tbl":
            self._picture = ""

    def _write(self, paragraph: _Paragraph) -> None:
        words = "".join(words for words, _ in paragraph.runs).strip()
        if not words:
            return
        picture, self._picture = self._picture, ""
        style = _resolved(self._styles, paragraph.style)
        named = style.name.lower()
        level = paragraph.level or style.level
        listed = paragraph.listed or style.listed
        if self._contents or named.startswith(("toc", "caption", "header", "footer")):
            since = self._out.length
            self._block(_K.OTHER, paragraph)
            if named.startswith("caption") and not _OF_TABLE.match(words):
                self._out.picture(picture, self._out.latest(since))
        elif 1 <= level <= 6:
            self._block(_K.HEADING, paragraph, level)
        elif listed not in ("", "0"):
            self._item(paragraph, listed)
        elif "code" in named or "preformatted" in named:
            self._end_lists(0)
            self._out.block(_K.CODE, words)
        elif "quote" in named:
            self._block(_K.QUOTE, paragraph)
        elif _is_bold_line(paragraph, words) and not self._tables:
            self._block(_K.HEADING, paragraph, 6)
        else:
            self._block(_K.PARAGRAPH, paragraph)

    def _block(self, kind: BlockKind, paragraph: _Paragraph, level: int = 0) -> None:
        self._end_lists(0)
        mark = self._out.open(kind, level)
        self._runs(paragraph)
        self._out.close(mark)

    def _item(self, paragraph: _Paragraph, listed: str) -> None:
        self._end_lists(paragraph.depth + 1)
        if len(self._lists) == paragraph.depth + 1 and self._lists[-1][1] != listed:
            self._end_lists(paragraph.depth)
        if len(self._lists) <= paragraph.depth:
            ordered = f"{listed}.{paragraph.depth}" in self._ordered
            self._lists.append((self._out.open(_K.LIST, ordered=ordered), listed))
        else:
            # The item before it is still open, since a list of its own might have followed.
            self._out.close(self._lists[-1][0] + 1)
        self._out.open(_K.ITEM)
        mark = self._out.open(_K.PARAGRAPH)
        self._runs(paragraph)
        self._out.close(mark)

    def _end_lists(self, keep: int) -> None:
        while len(self._lists) > keep:
            self._out.close(self._lists.pop()[0])

    def _runs(self, paragraph: _Paragraph) -> None:
        lone = len({marks for words, marks in paragraph.runs if words.strip()}) == 1
        for words, marks in paragraph.runs:
            kept = () if lone and "link" not in marks else tuple(sorted(marks))
            for mark in kept:
                self._out.begin_mark(mark)
            if words == "\n":
                self._out.break_line()
            else:
                self._out.write(words)
            for mark in reversed(kept):
                self._out.end_mark(mark)


def _is_bold_line(paragraph: _Paragraph, words: str) -> bool:
    """Whether a short paragraph is bold throughout, as headings without a style are."""
    bold = all("strong" in marks for run, marks in paragraph.runs if run.strip())
    return bold and len(words) <= 90 and not words.endswith((".", ":", ";", ","))


def _value(token: Token) -> str:
    return token.attributes.get("w:val", "")


def _has_head_row(token: Token) -> bool:
    """Whether a table's look sets off its first row (ECMA-376, 17.4.56)."""
    look = token.attributes.get("w:val", "")
    bits = int(look, 16) if len(look) == 4 and not look.lower().strip("0123456789abcdef") else 0
    return token.attributes.get("w:firstrow") in ("1", "true") or bool(bits & 0x20)


def _number(value: str) -> int:
    return int(value) if value.isdecimal() and len(value) < 4 else 0


def _styles(parts: Iterator[Token]) -> dict[str, _Style]:
    styles: dict[str, _Style] = {}
    style = _Style()
    for token in parts:
        if token.closes:
            continue
        if token.name == "w:style":
            style = styles.setdefault(token.attributes.get("w:styleid", ""), _Style())
        elif token.name == "w:name":
            style.name = style.name or _value(token)
            style.level = style.level or _level_of(style.name.lower())
        elif token.name == "w:basedon":
            style.based_on = _value(token)
        elif token.name == "w:outlinelvl":
            style.level = style.level or _number(_value(token)) + 1
        elif token.name == "w:numid":
            style.listed = _value(token)
    return styles


def _level_of(name: str) -> int:
    if name == "title":
        return 1
    head, _, number = name.rpartition(" ")
    return min(_number(number), 6) if head == "heading" else 0


def _resolved(styles: dict[str, _Style], key: str) -> _Style:
    """Return a style with what it takes over from those it is based on."""
    found = _Style()
    for _ in range(8):
        style = styles.get(key)
        if style is None:
            break
        found.name = found.name or style.name
        found.level = found.level or style.level
        found.listed = found.listed or style.listed
        key = style.based_on
    return found if found.name else _Style(key)


def _ordered_lists(parts: Iterator[Token]) -> frozenset[str]:
    """Return ``list.level`` of each level that is numbered and not bulleted."""
    abstract: dict[str, set[str]] = {}
    found: set[str] = set()
    current, level, number = "", "", ""
    for token in parts:
        if token.closes:
            continue
        attributes = token.attributes
        if token.name == "w:abstractnum":
            current = attributes.get("w:abstractnumid", "")
        elif token.name == "w:lvl":
            level = attributes.get("w:ilvl", "")
        elif token.name == "w:numfmt" and _value(token) not in ("bullet", "none"):
            abstract.setdefault(current, set()).add(level)
        elif token.name == "w:num":
            number = attributes.get("w:numid", "")
        elif token.name == "w:abstractnumid" and number:
            found |= {f"{number}.{depth}" for depth in abstract.get(_value(token), ())}
    return frozenset(found)


def _words_in(parts: Iterator[Token], name: str) -> str:
    """Return the words of the first element of a name."""
    inside = False
    for token in parts:
        if token.name == name:
            inside = not token.closes and not token.words.endswith("/")
        elif inside and token.name == "":
            return token.words
    return ""
