"""Reads Org: outlines, lists with descriptions, blocks, drawers, tables."""

import re
from collections.abc import Sequence
from functools import partial

from flashcards.articles.readers.builder import Builder
from flashcards.articles.readers.callouts import write_callout
from flashcards.articles.readers.formulas import displayed, formula_at
from flashcards.articles.readers.lines import PLAIN_WORDS, dedented, expanded, indent_of, is_blank
from flashcards.articles.readers.pieces import Pieces, portions
from flashcards.articles.tree import BlockKind, Document

_K = BlockKind
_DEEPEST = 12
_HEADING = re.compile(r"(\*{1,20}) +(.*)$")
_STATE = re.compile(
    r"^(?:TODO|DONE|NEXT|WAITING|HOLD|CANCELLED|COMMENT) +|\[#[A-Z0-9]\] +|\[\d{0,4}[/%]\d{0,4}\]"
)
_TAGS = re.compile(r"[ \t]{1,99}:[\w@#%:]{1,200}:$")
_KEYWORD = re.compile(r"[ \t]*#\+([\w-]{1,40})(?:\[[^\]]{0,100}\])?:[ \t]*(.*)$")
_BLOCK = re.compile(r"[ \t]*#\+begin_(\w{1,40})\b", re.IGNORECASE)
_DRAWER = re.compile(r"[ \t]*:[\w-]{1,40}:[ \t]*$")
_PLANNING = re.compile(r"[ \t]*(?:SCHEDULED|DEADLINE|CLOSED):")
_ITEM = re.compile(r"( *)(?:[-+]|(?<= )\*|\d{1,4}[.)]|[a-zA-Z][.)])(?: +|$)")
_BOX = re.compile(r"(?:\[@\d{1,4}\] *)?\[[ xX-]\] +")
_DESCRIBED = re.compile(r"(.{1,400}?)[ \t]+::(?:[ \t]+|$)")
_COOKIES = re.compile(r"(?:\|\s*(?:<[lrc]?\d{0,3}>|[/!#^_$*<>])?\s*)+\|?$")
"""A row that only says how wide columns are and how they are set (Org manual, 3.2)."""
_FOOTNOTE = re.compile(r"\[fn:[\w-]{1,60}\]")
_TOKEN = re.compile(
    r"\[\[(?P<target>[^\[\]\n]{1,1000})\](?:\[(?P<words>[^\[\]]{1,1000})\])?\]"
    r"|\[fn:[^\[\]]{1,300}\]|<{2,3}[^<>\n]{1,200}>{2,3}|@@[^@\n]{1,300}@@"
    r"|\\\\(?=\n|$)|\\[(\[]|\$"
    r"|[*/_=~+]"
)
_MARKS = {"*": "strong", "/": "emphasis", "_": "emphasis", "=": "code", "~": "code", "+": ""}
_BEFORE = " \t\n-({'\"[—"
_AFTER = " \t\n-.,;:!?')}\"[]…—"
_VERBATIM = frozenset({"src", "example", "verse", "latex", "ascii"})
_DROPPED = frozenset({"comment", "export", "html"})


def read_org(text: str) -> Document:
    """Return the document that an Org file is."""
    out = Builder()
    reader = _Reader(out)
    reader.read(expanded(text.split("\n"), 8), 0)
    return out.finish(reader.title)


class _Reader:
    def __init__(self, out: Builder) -> None:
        self._out = out
        self.title = ""
        self._no_drawer: tuple[Sequence[str], int] = ((), 0)

    def read(self, lines: Sequence[str], depth: int) -> None:
        """Write the blocks that ``lines`` consist of."""
        at = 0
        while at < len(lines):
            at = at + 1 if is_blank(lines[at]) else self._block(lines, at, depth)

    def _words(self, kind: BlockKind, words: str, level: int = 0) -> None:
        if has_marks(words):
            mark = self._out.open(kind, level)
            write_inline(self._out, words)
            self._out.close(mark)
        else:
            self._out.block(kind, words, level)

    def _nested(self, lines: Sequence[str], depth: int) -> None:
        if depth < _DEEPEST:
            self.read(lines, depth + 1)
        else:
            write_inline(self._out, " ".join(lines))

    def _block(self, lines: Sequence[str], at: int, depth: int) -> int:
        line, bare = lines[at], lines[at].strip()
        heading = _HEADING.match(line)
        if heading:
            words = _STATE.sub("", heading[2][:200]) + heading[2][200:].rstrip()
            words = words[:-250] + _TAGS.sub("", words[-250:].rstrip())
            self._words(_K.HEADING, words, min(len(heading[1]), 6))
            return at + 1
        if bare[0] == "#":
            return self._hash(lines, at, depth)
        if bare[0] == ":":
            return self._colon(lines, at)
        if _PLANNING.match(line) or re.fullmatch(r"-{5,}", bare):
            return at + 1
        if bare[0] == "|":
            return self._table(lines, at)
        formula = displayed(lines, at) if bare[0] in "$\\" else None
        if formula:
            self._out.block(_K.OTHER, formula[0])
            return formula[1]
        if _FOOTNOTE.match(line):
            end = _paragraph_end(lines, at)
            self._words(_K.OTHER, "\n".join(lines[at:end]))
            return end
        if _ITEM.match(line):
            return self._list(lines, at, depth)
        end = _paragraph_end(lines, at)
        self._words(_K.PARAGRAPH, "\n".join(lines[at:end]))
        return end

    def _hash(self, lines: Sequence[str], at: int, depth: int) -> int:
        block = _BLOCK.match(lines[at])
        if block:
            title = lines[at][block.end() :].strip()
            return self._begun(lines, at, block[1].lower(), title, depth)
        keyword = _KEYWORD.match(lines[at])
        if keyword:
            if keyword[1].lower() == "title" and not self.title:
                self.title = keyword[2]
            return at + 1
        if lines[at].lstrip().startswith(("# ", "#\n")) or lines[at].strip() == "#":
            return at + 1
        end = _paragraph_end(lines, at)
        self._words(_K.PARAGRAPH, "\n".join(lines[at:end]))
        return end

    def _begun(self, lines: Sequence[str], at: int, name: str, title: str, depth: int) -> int:
        closing = f"#+end_{name}"
        start = at = at + 1
        while at < len(lines) and lines[at].strip().lower() != closing:
            at += 1
        inner = dedented(lines[start:at])
        if name in _VERBATIM:
            self._out.block(_K.CODE, "\n".join(inner))
        elif name == "quote":
            mark = self._out.open(_K.QUOTE)
            self._nested(inner, depth)
            self._out.close(mark)
        elif name not in _DROPPED:
            write, read = partial(write_inline, self._out), partial(self._nested, inner, depth)
            write_callout(self._out, name, title.strip('"“”'), write, read, name == "details")
        return at + 1

    def _colon(self, lines: Sequence[str], at: int) -> int:
        """A drawer, which is dropped, or lines of fixed width."""
        end = self._drawer_end(lines, at)
        if end:
            return end
        end = at
        while end < len(lines) and re.match(r"\s*:(?: |$)", lines[end]):
            end += 1
        if end > at:
            self._out.block(_K.CODE, "\n".join(line.strip()[2:] for line in lines[at:end]))
            return end
        end = _paragraph_end(lines, at)
        self._words(_K.PARAGRAPH, "\n".join(lines[at:end]))
        return end

    def _is_searched(self, lines: Sequence[str], at: int) -> bool:
        return self._no_drawer[0] is lines and at < self._no_drawer[1]

    def _drawer_end(self, lines: Sequence[str], at: int) -> int:
        """The line after a drawer; 0 if none begins here."""
        if not _DRAWER.match(lines[at]) or self._is_searched(lines, at):
            return 0
        end = at + 1
        while end < len(lines) and not _HEADING.match(lines[end]):
            if lines[end].strip().lower() == ":end:":
                return end + 1
            end += 1
        # Up to here no drawer ends, so nobody needs to look again.
        self._no_drawer = (lines, end)
        return 0

    def _list(self, lines: Sequence[str], at: int, depth: int) -> int:
        indent = indent_of(lines[at])
        first = lines[at][indent:]
        described = _DESCRIBED.match(_item_words(lines[at])) is not None
        kind = _K.DEFINITIONS if described else _K.LIST
        mark = self._out.open(kind, ordered=first[0].isalnum())
        while at < len(lines):
            sign = lines[at][indent : indent + 1]
            if indent_of(lines[at]) != indent or not _ITEM.match(lines[at]):
                break
            if sign.isalnum() != first[0].isalnum():
                break
            end, empty = at + 1, 0
            while end < len(lines) and empty < 2:
                if is_blank(lines[end]):
                    empty += 1
                elif indent_of(lines[end]) <= indent or _HEADING.match(lines[end]):
                    break
                else:
                    empty = 0
                end += 1
            self._item(_item_words(lines[at]), dedented(lines[at + 1 : end]), described, depth)
            at = end
        self._out.close(mark)
        return at

    def _item(self, words: str, below: list[str], described: bool, depth: int) -> None:
        found = _DESCRIBED.match(words) if described else None
        if found:
            self._words(_K.TERM, found[1])
            words = words[found.end() :]
        kind = _K.DEFINITION if described else _K.ITEM
        if not below and PLAIN_WORDS.match(words):
            self._out.block(kind, words)
            return
        mark = self._out.open(kind)
        self._nested([words, *below], depth)
        self._out.close(mark)

    def _table(self, lines: Sequence[str], at: int) -> int:
        mark = self._out.open(_K.TABLE)
        first = True
        while at < len(lines) and lines[at].strip()[:1] == "|":
            bare = lines[at].strip()
            if not bare.startswith("|-") and not _COOKIES.match(bare):
                following = lines[at + 1].strip() if at + 1 < len(lines) else ""
                row = self._out.open(_K.ROW)
                for cell in bare.strip("|").split("|"):
                    head = int(first and following.startswith("|-"))
                    self._words(_K.CELL, cell.strip(), head)
                self._out.close(row)
                first = False
            at += 1
        self._out.close(mark)
        return at


def _item_words(line: str) -> str:
    found = _ITEM.match(line)
    return _BOX.sub("", line[found.end() if found else 0 :], count=1)


def _paragraph_end(lines: Sequence[str], at: int) -> int:
    at += 1
    while at < len(lines) and not is_blank(lines[at]):
        line = lines[at]
        bare = line.lstrip()
        if bare[0] in "#|-+:*0123456789" and (
            _HEADING.match(line)
            or _ITEM.match(line)
            or bare.startswith(("#+", "# ", "|", ": "))
            or _DRAWER.match(line)
        ):
            break
        at += 1
    return at


def has_marks(text: str) -> bool:
    """Tell whether a paragraph of Org is more than its words."""
    return not text.isalnum() and _TOKEN.search(text) is not None


def write_inline(out: Builder, text: str) -> None:
    """Write a paragraph of Org into the innermost open block. Linear in its length."""
    if not has_marks(text):
        out.write(text)
        return
    for portion in portions(text):
        _pieces(portion).write(out)


def _pieces(text: str) -> Pieces:
    pieces, at = Pieces(), 0
    while found := _TOKEN.search(text, at):
        pieces.add("text", text[at : found.start()])
        at = found.end()
        sign = found[0]
        if sign == "$" or sign in ("\\(", "\\["):
            formula = formula_at(text, found.start())
            pieces.add("text", formula[0] if formula else sign)
            at = formula[1] if formula else at
        elif sign.startswith("[["):
            words = found["words"] or found["target"]
            if found["words"] or not re.search(r"\.(?:png|jpe?g|gif|svg|webp)$", words):
                pieces.marked("link", words)
        elif sign in _MARKS:
            before = text[found.start() - 1 : found.start()] or " "
            after = text[at : at + 1] or " "
            opens = before in _BEFORE and not after.isspace()
            closes = after in _AFTER and not before.isspace()
            pieces.half(sign, _MARKS[sign], opens, closes)
        elif sign.startswith("<<"):
            pieces.add("text", sign.strip("<>") if sign.startswith("<<<") else "")
        elif sign[0] == "\\":
            pieces.add("break", "")
    pieces.add("text", text[at:])
    return pieces
