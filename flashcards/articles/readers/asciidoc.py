"""Reads AsciiDoc: sections, lists, description lists, delimited blocks, tables."""

import re
from collections.abc import Sequence
from functools import partial

from flashcards.articles.readers.asciidoc_inline import has_marks, is_tex, write_inline
from flashcards.articles.readers.asciidoc_tables import table_rows
from flashcards.articles.readers.builder import Builder
from flashcards.articles.readers.callouts import write_callout
from flashcards.articles.readers.formulas import as_formula
from flashcards.articles.readers.lines import expanded, is_blank
from flashcards.articles.tree import BlockKind, Document

_K = BlockKind
_DEEPEST = 12
_SECTION = re.compile(r"(={1,6}|#{1,6})[ \t]+(\S.*)$")
_UNDERLINE = re.compile(r"(={3,}|-{3,}|~{3,}|\^{3,}|\+{3,})$")
_LEVELS = "=-~^+"
"""Signs that underline headings, by level."""
_ATTRIBUTE = re.compile(r":(!?[\w][\w-]{0,60}!?):(?:[ \t]+(.*))?$")
_ANCHOR = re.compile(r"\[\[[^\[\]]{1,300}\]\]$")
_BLOCK_ATTRIBUTES = re.compile(r"\[(?:[\w.#%\"'{,=*:;+ <>^/|()-]{0,500})\]$")
_TITLE = re.compile(r"\.(?![.\s])(.+)$")
_DELIMITER = re.compile(r"(?:-{4,}|\.{4,}|={4,}|\*{4,}|_{4,}|/{4,}|\+{4,}|--|```[\w-]{0,40})$")
_TABLE = re.compile(r"[|,:!]={3,}$")
_ITEM = re.compile(
    r"[ \t]*(\*{1,6}|-|\.{1,6}|\d{1,4}\.|[a-zA-Z]\.|<(?:\d{1,3}|\.)>|[ivx]{1,6}\))[ \t]+(\S.*)$"
)
_DESCRIBED = re.compile(r"[ \t]*(\S(?:.{0,400}?\S)?)(:{2,4}|;;)(?:[ \t]+(.*))?$")
_ADMONITION = re.compile(r"(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION):[ \t]+")
_BLOCK_MACRO = re.compile(r"(\w{1,30})::(\S{0,500}?)\[(.{0,500})\]$")
_BOX = re.compile(r"\[[ xX*]\][ \t]+")


def read_asciidoc(text: str) -> Document:
    """Return the document that an AsciiDoc article is."""
    out = Builder()
    lines = expanded([line.rstrip() for line in text.split("\n")], 8)
    reader = _Reader(out)
    reader.read(lines, 0)
    return out.finish(reader.title)


class _Reader:
    def __init__(self, out: Builder) -> None:
        self._out = out
        self._names: dict[str, str] = {}
        self._caption = ""
        self._style = ""
        self.title = ""

    def read(self, lines: Sequence[str], depth: int) -> None:
        """Write the blocks that ``lines`` consist of."""
        at = 0
        while at < len(lines):
            at = at + 1 if is_blank(lines[at]) else self._block(lines, at, depth)

    def _write(self, words: str) -> None:
        write_inline(self._out, words, self._names)

    def _words(self, kind: BlockKind, words: str, level: int = 0) -> None:
        if has_marks(words):
            mark = self._out.open(kind, level)
            self._write(words)
            self._out.close(mark)
        else:
            self._out.block(kind, words, level)

    def _block(self, lines: Sequence[str], at: int, depth: int) -> int:
        line = lines[at]
        if line.startswith("//") and not line.startswith("////"):
            return at + 1
        section = _SECTION.match(line)
        if section:
            return self._section(lines, at, len(section[1]), section[2])
        underlined = _underlined(lines, at)
        if underlined:
            return self._section(lines, at + 1, underlined, line)
        attribute = _ATTRIBUTE.match(line)
        if attribute:
            self._names[attribute[1].lower()] = (attribute[2] or "").strip()
            return at + 1
        if _ANCHOR.match(line):
            return at + 1
        if line[0] == "[" and _BLOCK_ATTRIBUTES.match(line):
            self._style = line[1:-1].lower()
            return at + 1
        title = _TITLE.match(line)
        if title and not _ITEM.match(line) and not _DELIMITER.match(line):
            self._caption = title[1]
            return at + 1
        asked = self._caption if self._caption.endswith("?") else ""
        mark = self._out.depth
        if asked and not _DELIMITER.match(line) and not _TABLE.match(line):
            mark = self._out.open(_K.DETAILS)
            self._words(_K.SUMMARY, asked)
        end = self._body(lines, at, depth)
        self._out.close(mark)
        self._style = self._caption = ""
        return end

    def _body(self, lines: Sequence[str], at: int, depth: int) -> int:
        line = lines[at]
        if _DELIMITER.match(line):
            return self._delimited(lines, at, depth)
        if _TABLE.match(line):
            return self._table(lines, at)
        macro = _BLOCK_MACRO.match(line)
        if macro:
            if macro[1] == "image" and macro[3]:
                self._out.block(_K.OTHER, macro[3].partition(",")[0].strip('"'))
            return at + 1
        if line in ("'''", "<<<", "---", "***"):
            return at + 1
        if _ITEM.match(line) or _DESCRIBED.match(line):
            return self._list(lines, at, depth)
        if line[0] == " ":
            return self._literal(lines, at)
        return self._paragraph(lines, at)

    def _section(self, lines: Sequence[str], at: int, level: int, words: str) -> int:
        self._words(_K.HEADING, words, level)
        first = level == 1 and not self.title
        at += 1
        if first:
            self.title = words
            # The lines right below the title name the author and the revision.
            while at < len(lines) and lines[at] and not lines[at].startswith("=") and at < 100:
                attribute = _ATTRIBUTE.match(lines[at])
                if attribute:
                    self._names[attribute[1].lower()] = (attribute[2] or "").strip()
                at += 1
        return at

    def _delimited(self, lines: Sequence[str], at: int, depth: int) -> int:
        fence = lines[at]
        closing = "```" if fence.startswith("```") else fence
        start = at = at + 1
        while at < len(lines) and lines[at] != closing:
            at += 1
        inner, sign = lines[start:at], fence[0]
        style, caption = self._style, self._caption
        self._style = self._caption = ""
        kind = style.split(",")[0].strip()
        if sign == "+" and kind in ("stem", "latexmath", "asciimath"):
            words = "\n".join(inner)
            tex = is_tex(kind, words, self._names)
            self._out.block(_K.OTHER, as_formula(words) if tex else words)
        elif sign in "/+":
            pass
        elif fence != "--" and (sign in ".`-" or style.startswith(("source", "listing", "stem"))):
            self._out.block(_K.CODE, "\n".join(inner))
        elif depth >= _DEEPEST:
            self._write(" ".join(inner))
        elif "collapsible" in style and caption:
            mark = self._out.open(_K.DETAILS)
            self._words(_K.SUMMARY, caption)
            self.read(inner, depth + 1)
            self._out.close(mark)
        elif sign == "_":
            mark = self._out.open(_K.QUOTE)
            self.read(inner, depth + 1)
            self._out.close(mark)
        else:
            read = partial(self.read, inner, depth + 1)
            write_callout(self._out, kind, caption, self._write, read)
        return at + 1

    def _literal(self, lines: Sequence[str], at: int) -> int:
        start = at
        while at < len(lines) and not is_blank(lines[at]):
            at += 1
        self._out.block(_K.CODE, "\n".join(lines[start:at]))
        return at

    def _paragraph(self, lines: Sequence[str], at: int) -> int:
        end = at + 1
        while end < len(lines) and not is_blank(lines[end]) and not _ends_paragraph(lines[end]):
            end += 1
        words = "\n".join(line for line in lines[at:end] if not line.startswith("// "))
        if self._style.startswith(("source", "listing", "literal")):
            self._out.block(_K.CODE, words)
        elif self._style.startswith(("quote", "verse")):
            self._words(_K.QUOTE, words)
        else:
            self._words(_K.PARAGRAPH, _ADMONITION.sub("", words, count=1))
        return end

    def _list(self, lines: Sequence[str], at: int, depth: int) -> int:
        """Read a list with all that is nested in it: another sign is another level."""
        levels: list[tuple[str, int, int]] = []
        whole = self._out.depth
        while at < len(lines):
            line = lines[at]
            if is_blank(line):
                following = _next_written(lines, at)
                if following < 0 or not (_marker(lines[following]) or _continues(lines, following)):
                    break
                at = following
                continue
            if line == "+":
                at += 1
                if at < len(lines) and not is_blank(lines[at]):
                    at = self._attached(lines, at, depth)
                continue
            marker = _marker(line)
            if not marker or (levels and _DELIMITER.match(line)):
                break
            at = self._item(lines, at, marker, levels)
        self._out.close(whole)
        return at

    def _attached(self, lines: Sequence[str], at: int, depth: int) -> int:
        """Read the block that a ``+`` hangs onto an item."""
        style = ""
        while at < len(lines) and _BLOCK_ATTRIBUTES.match(lines[at]):
            style = lines[at][1:-1].lower()
            at += 1
        self._style = style
        if at >= len(lines):
            return at
        if _DELIMITER.match(lines[at]):
            return self._delimited(lines, at, depth)
        if _TABLE.match(lines[at]):
            return self._table(lines, at)
        end = at + 1
        while end < len(lines) and not is_blank(lines[end]) and not _ends_item(lines[end]):
            end += 1
        self._paragraph(lines[at:end], 0)
        self._style = ""
        return end

    def _item(
        self, lines: Sequence[str], at: int, marker: str, levels: list[tuple[str, int, int]]
    ) -> int:
        known = [number for number, level in enumerate(levels) if level[0] == marker]
        if known:
            self._out.close(levels[known[0]][2])
            del levels[known[0] + 1 :]
        elif len(levels) < _DEEPEST:
            described = marker in (":", ";")
            ordered = marker[0] in ".1<"
            kind = _K.DEFINITIONS if described else _K.LIST
            mark = self._out.open(kind, ordered=ordered and not described)
            levels.append((marker, mark, self._out.depth))
        found = _ITEM.match(lines[at])
        described_as = _DESCRIBED.match(lines[at]) if found is None else None
        if described_as:
            self._words(_K.TERM, described_as[1])
            words = described_as[3] or ""
            at += 1
            if not words:
                while at < len(lines) and is_blank(lines[at]):
                    at += 1
                if at >= len(lines) or _marker(lines[at]) or _ends_paragraph(lines[at]):
                    if at < len(lines) and _marker(lines[at]) in (":", ";"):
                        return at
                    self._out.open(_K.DEFINITION)
                    return at
            self._out.open(_K.DEFINITION)
        else:
            words = _BOX.sub("", found[2], count=1) if found else ""
            self._out.open(_K.ITEM)
            at += 1
        more = [words]
        while at < len(lines) and not is_blank(lines[at]) and not _ends_item(lines[at]):
            more.append(lines[at].strip())
            at += 1
        self._words(_K.PARAGRAPH, "\n".join(more))
        return at

    def _table(self, lines: Sequence[str], at: int) -> int:
        fence, style = lines[at], self._style
        start = at = at + 1
        while at < len(lines) and lines[at] != fence:
            at += 1
        rows = table_rows(lines[start:at], style, fence[0])
        blank = start + 1 < at and is_blank(lines[start + 1]) and not is_blank(lines[start])
        heads = int(("header" in style or blank) and "noheader" not in style)
        mark = self._out.open(_K.TABLE)
        for number, cells in enumerate(rows):
            row = self._out.open(_K.ROW)
            for cell in cells:
                self._words(_K.CELL, cell, int(number < heads))
            self._out.close(row)
        self._out.close(mark)
        return at + 1


def _underlined(lines: Sequence[str], at: int) -> int:
    """Return the level of a heading whose next line underlines it; 0 if it is none."""
    line, under = lines[at], lines[at + 1] if at + 1 < len(lines) else ""
    if not _UNDERLINE.match(under) or abs(len(line) - len(under)) > 1:
        return 0
    if not line[0].isalnum() or _marker(line):
        return 0
    return _LEVELS.index(under[0]) + 1


def _marker(line: str) -> str:
    """Return the sign of the list a line belongs to; empty for none."""
    found = _ITEM.match(line)
    if found:
        sign = found[1]
        return "1" if sign[0].isalnum() else "<" if sign[0] == "<" else sign
    described = _DESCRIBED.match(line) if "::" in line or ";;" in line else None
    if described is None or _BLOCK_MACRO.match(line):
        return ""
    return ":" * (len(described[2]) - 1) if described[2][0] == ":" else ";"


def _ends_paragraph(line: str) -> bool:
    return bool(
        _DELIMITER.match(line)
        or _TABLE.match(line)
        or (line[0] == "[" and _BLOCK_ATTRIBUTES.match(line))
    )


def _ends_item(line: str) -> bool:
    return line == "+" or bool(_marker(line)) or _ends_paragraph(line)


def _next_written(lines: Sequence[str], at: int) -> int:
    while at < len(lines):
        if not is_blank(lines[at]):
            return at
        at += 1
    return -1


def _continues(lines: Sequence[str], at: int) -> bool:
    return lines[at] == "+"
