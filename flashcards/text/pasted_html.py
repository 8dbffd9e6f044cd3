"""Reads HTML that was copied in a browser, a word processor or a spreadsheet, for what it says.

Bold, italic, code, links, headings, lists and tables are kept; colours, sizes, scripts, what is
hidden and what would be loaded from elsewhere are not. Linear in the length.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html import unescape
from typing import Literal

from flashcards.text.clean import clean
from flashcards.text.file_names import CODED, referred
from flashcards.text.tags import DROPPED_WITH_CONTENT, is_hidden, read_attributes

LONGEST = 500_000
"""Characters; what is longer is not read."""
_DEEPEST = 100
_MOST_CELLS = 20_000
_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<!\[[^<>]*>|<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9:-]*)"
    r"(?P<rest>(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*+)>",
    re.DOTALL,
)
_SPACES = re.compile(r"[ \t\r\n\f]+")
_ADDRESS = re.compile(r"https?://[^\s<>()\"]{1,2000}", re.IGNORECASE)
_MEDIA = re.compile(r"[0-9a-z][0-9a-z._-]{0,120}\.(?:png|jpe?g|gif|webp)")
_DATA = re.compile(r"data:image/(?:png|jpe?g|gif|webp);base64,")
_NUMBERED = re.compile(r"\s*(?:[0-9]{1,4}|[a-zA-Z]|[ivx]{1,6})[.)]")

Kind = Literal["text", "heading", "item", "quote", "code", "table"]
Looks = frozenset[str]
_INLINE = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins":
    "underline", "s": "strike", "del": "strike", "strike": "strike", "code": "code", "kbd": "code",
    "tt": "code", "samp": "code", "sub": "sub", "sup": "sup",
}  # fmt: skip
_BLOCK_NAMES = (
    "p div h1 h2 h3 h4 h5 h6 ul ol li blockquote pre table tr section article header footer main"
    " aside nav figure figcaption dl dt dd address center hr caption body html"
)
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_NEVER = frozenset({"head", "noscript", "textarea", "select", "button"})


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that look alike; ``picture`` is the name or the data of one instead."""

    text: str
    looks: Looks = frozenset()
    link: str = ""
    picture: str = ""


@dataclass(slots=True)
class Block:
    """One paragraph, item or table."""

    kind: Kind = "text"
    level: int = 0
    """Of a heading 1 to 6, of an item how deep it lies, from 0."""
    ordered: bool = False
    pieces: list[Piece] = field(default_factory=list)
    rows: list[list[list[Piece]]] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to see in it."""
        return not self.rows and not any(p.text.strip() or p.picture for p in self.pieces)


@dataclass(frozen=True, slots=True)
class _Open:
    """An element that is open, and how what stands in it looks."""

    name: str
    looks: Looks
    link: str
    hidden: bool
    keeps_spaces: bool


def read(html: str) -> list[Block]:
    """Return what copied HTML says, block by block; nothing for HTML that is too long."""
    if len(html) > LONGEST:
        return []
    reader = _Reader()
    for token, text in _tokens(clean(html)):
        if token is not None:
            reader.tag(token)
        elif text:
            reader.text(text)
    return reader.finish()


def _tokens(html: str) -> Iterator[tuple["re.Match[str] | None", str]]:
    absent: set[str] = set()
    at = 0
    while (token := _TOKEN.search(html, at)) is not None:
        if token.start() > at:
            yield None, html[at : token.start()]
        at = token.end()
        name = (token["name"] or "").lower()
        if name in DROPPED_WITH_CONTENT and not token["end"] and name not in absent:
            end = DROPPED_WITH_CONTENT[name].search(html, at)
            if end is None:
                absent.add(name)
            else:
                at = end.start()
        elif name:
            yield token, ""
    yield None, html[at:]


class _Reader:
    """Takes in tags and text in their order."""

    def __init__(self) -> None:
        self._blocks: list[Block] = []
        self._block = Block()
        self._stack: list[_Open] = [_Open("", frozenset(), "", False, False)]
        self._lists: list[bool] = []
        """Whether each list that is open is numbered."""
        self._quotes = 0
        self._table: Block | None = None
        self._marker = False
        """Whether the sign of an item is read, which a word processor writes as text."""

    def finish(self) -> list[Block]:
        """Return the blocks; those without anything to see are left out."""
        self._end_block()
        self._end_table()
        return [block for block in self._blocks if not block.is_empty]

    # Text

    def text(self, written: str) -> None:
        """Take in text between two tags."""
        now = self._stack[-1]
        if now.hidden:
            return
        text = unescape(written) if "&" in written else written
        text = text.replace("\u200b", "").replace("\ufeff", "")
        if self._marker:
            self._block.ordered = self._block.ordered or bool(_NUMBERED.match(text))
            return
        if not now.keeps_spaces:
            text = _SPACES.sub(" ", text)
        text = text.replace("\xa0", " ") if text.strip() else text.replace("\xa0", "")
        if text:
            self._add(Piece(text, now.looks, now.link))

    def _add(self, piece: Piece) -> None:
        if self._table is not None:
            if self._table.rows and self._table.rows[-1]:
                self._table.rows[-1][-1].append(piece)
            return
        self._block.pieces.append(piece)

    # Tags

    def tag(self, token: "re.Match[str]") -> None:
        """Take in one tag."""
        name = token["name"].lower()
        if token["end"]:
            self._end(name)
            return
        found = read_attributes(token["rest"])
        if name == "br":
            self._line()
        elif name == "img":
            self._picture(found)
        elif name not in ("meta", "link", "input", "col", "wbr", "hr", "base", "source"):
            self._begin(name, found)

    def _line(self) -> None:
        if not self._stack[-1].hidden:
            self._add(Piece("\n"))

    def _picture(self, found: dict[str, str]) -> None:
        source = found.get("src", "").strip()
        if self._stack[-1].hidden:
            return
        if source.startswith(CODED):  # copied from a card: a field names it as its note does
            source = referred(source.partition("?")[0])
            if source:
                self._add(Piece("", picture=source))
        elif _MEDIA.fullmatch(source) or _DATA.match(source):
            self._add(Piece("", picture=source))

    def _begin(self, name: str, found: dict[str, str]) -> None:
        now, style = self._stack[-1], found.get("style", "").lower().replace(" ", "")
        if "mso-list:ignore" in style:
            self._marker = True
        hidden = now.hidden or name in _NEVER or is_hidden(found)
        if name in _BLOCKS and not hidden:
            self._begin_block(name, found, style)
        elif name in ("td", "th") and self._table is not None and not hidden:
            self._begin_cell()
        looks = _looks(name, style, now.looks)
        link = now.link
        if name == "a":
            address = found.get("href", "").strip()
            link = address if _ADDRESS.fullmatch(address) else ""
        keeps = now.keeps_spaces or name == "pre" or "white-space:pre" in style
        if len(self._stack) < _DEEPEST:
            self._stack.append(_Open(name, looks, link, hidden, keeps))

    def _begin_block(self, name: str, found: dict[str, str], style: str) -> None:
        if self._table is not None and name not in ("table", "tr"):
            if self._table.rows and self._table.rows[-1] and self._table.rows[-1][-1]:
                self._add(Piece("\n"))
            return
        if name in ("ul", "ol"):
            self._lists.append(name == "ol")
        if name == "table":
            self._end_block()
            if self._table is None:
                self._table = Block("table")
        elif name == "tr" and self._table is not None:
            self._table.rows.append([])
        else:
            inside_item = name in ("p", "div") and self._block.kind == "item"
            if not (inside_item and self._block.is_empty):
                self._end_block()
            self._block = self._made(name, found, style) or self._block

    def _made(self, name: str, found: dict[str, str], style: str) -> Block | None:
        if name == "li":
            depth = max(0, len(self._lists) - 1)
            return Block("item", depth, bool(self._lists) and self._lists[-1])
        if "mso-list:" in style and name in ("p", "div"):
            level = re.search(r"level([1-9])", style)
            return Block("item", int(level[1]) - 1 if level else 0)
        if re.fullmatch("h[1-6]", name):
            return Block("heading", int(name[1]))
        if name == "blockquote":
            self._quotes += 1
            return Block("quote")
        if name == "pre":
            return Block("code")
        if self._block.kind == "item" and self._block.is_empty:
            return None
        return Block("quote") if self._quotes else Block()

    def _begin_cell(self) -> None:
        assert self._table is not None
        if not self._table.rows:
            self._table.rows.append([])
        if sum(map(len, self._table.rows[-1:])) < _MOST_CELLS:
            self._table.rows[-1].append([])

    def _end(self, name: str) -> None:
        for depth in range(len(self._stack) - 1, max(0, len(self._stack) - 20), -1):
            if self._stack[depth].name == name:
                del self._stack[depth:]
                break
        else:
            return
        self._marker = self._marker and name != "span"
        if name in ("ul", "ol") and self._lists:
            self._lists.pop()
        if name == "table":
            self._end_table()
        elif name in _BLOCKS and self._table is None:
            self._quotes -= name == "blockquote" and self._quotes > 0
            self._end_block()

    def _end_block(self) -> None:
        if not self._block.is_empty:
            self._blocks.append(self._block)
        self._block = Block("quote") if self._quotes else Block()

    def _end_table(self) -> None:
        table, self._table = self._table, None
        if table is not None:
            table.rows = [row for row in table.rows if row]
            self._blocks.append(table)


def _looks(name: str, style: str, before: Looks) -> Looks:
    """Return how what stands in an element looks."""
    looks = set(before)
    if name in _INLINE:
        looks.add(_INLINE[name])
    if name == "th":
        looks.discard("bold")
    if style:
        weight = re.search(r"font-weight:(\w+)", style)
        if weight:
            heavy = weight[1] in ("bold", "bolder", "600", "700", "800", "900")
            looks = looks | {"bold"} if heavy else looks - {"bold"}
        if "font-style:italic" in style:
            looks.add("italic")
        if re.search(r"text-decoration(?:-line)?:[^;]*line-through", style):
            looks.add("strike")
        if "vertical-align:super" in style:
            looks.add("sup")
        if "vertical-align:sub" in style and name != "sub":
            looks.add("sub")
    return frozenset(looks)


def trimmed(pieces: list[Piece]) -> list[Piece]:
    """Return pieces without white space at either end, and without two spaces in a row."""
    kept: list[Piece] = []
    for piece in pieces:
        text = piece.text
        if not piece.picture and (not kept or kept[-1].text.endswith((" ", "\n"))):
            text = text.lstrip(" ")
        if text or piece.picture:
            kept.append(replace(piece, text=text))
    while kept and not kept[0].picture and not kept[0].text.strip():
        kept.pop(0)
    while kept and not kept[-1].picture and not kept[-1].text.strip():
        kept.pop()
    if kept and not kept[0].picture:
        kept[0] = replace(kept[0], text=kept[0].text.lstrip())
    if kept and not kept[-1].picture:
        kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip())
    return kept
