"""Keep of any HTML what a card may show: known tags, safe attributes, bounded size and depth.

Our own reader instead of ``html.parser``: it is linear for every input, and a tag that is none
(``List<String>``) stays visible as text.
"""

import re
from html import unescape

from flashcards.text.clean import CUT_NOTICE, MAX_CHARACTERS, clean, escape
from flashcards.text.tags import (
    BLOCKS,
    DROPPED_WITH_CONTENT,
    FOREIGN,
    KNOWN,
    VOID,
    attributes,
    image,
    read_attributes,
)

MAX_ELEMENTS = 20_000
MAX_DEPTH = 50
MAX_TABLES = 3

_TAG = re.compile(r"""<(/?)([a-zA-Z][a-zA-Z0-9:-]*)((?:[^<>"']|"[^"<]*"|'[^'<]*')*+)>""")
_DECLARATION = re.compile(r"<[!?][^<>]*>")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")

_TABLE_PARTS = frozenset({"table", "tr", "td", "th"})
_CELLS = frozenset({"td", "th"})
_LISTS = frozenset({"ul", "ol"})
_TEXT_BLOCKS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6"})
_WALLS = _CELLS | {"table", "li", "blockquote", "div", "dd"}
"""Elements that an end tag of something inside them cannot reach beyond."""

_IMPLIED_ENDS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset({"li"}), _LISTS | _CELLS),
    "dt": (frozenset({"dt", "dd"}), frozenset({"dl"}) | _CELLS),
    "dd": (frozenset({"dt", "dd"}), frozenset({"dl"}) | _CELLS),
    "tr": (frozenset({"tr", "td", "th"}), frozenset({"table"})),
    "td": (_CELLS, frozenset({"tr", "table"})),
    "th": (_CELLS, frozenset({"tr", "table"})),
}
"""What a start tag ends (outermost first), and where the search for it stops."""


def sanitise(html: str) -> str:
    """Return ``html`` with only safe tags and attributes, balanced and within the limits.

    Scripts, styles and drawings go with their content; other unsafe tags go and leave it.
    """
    text = clean(html)
    cut = len(text) > MAX_CHARACTERS
    if cut:
        text = text[:MAX_CHARACTERS]
    writer = _Writer()
    _read(text, writer)
    return writer.finish() + (CUT_NOTICE if cut else "")


def _read(text: str, writer: "_Writer") -> None:
    absent: set[str] = set()
    position = 0
    while (start := text.find("<", position)) >= 0:
        if start > position:
            writer.text(text[position:start])
        tag = _TAG.match(text, start)
        if tag is not None:
            position = _read_tag(text, tag, writer, absent)
        elif (end := _end_of_comment(text, start, absent)) > 0:
            position = end
        else:
            writer.text("<")
            position = start + 1
    writer.text(text[position:])


def _end_of_comment(text: str, start: int, absent: set[str]) -> int:
    """Where the comment or declaration at ``start`` ends; 0 when there is none."""
    if text.startswith("<!--", start) and "-->" not in absent:
        end = text.find("-->", start + 4)
        if end >= 0:
            return end + 3
        absent.add("-->")
    declaration = _DECLARATION.match(text, start)
    return declaration.end() if declaration else 0


def _read_tag(text: str, tag: re.Match[str], writer: "_Writer", absent: set[str]) -> int:
    """Hand one tag to the writer; return where reading goes on."""
    closing, name, rest = tag[1], tag[2].lower(), tag[3]
    if name in DROPPED_WITH_CONTENT and not closing and name not in absent:
        end = DROPPED_WITH_CONTENT[name].search(text, tag.end())
        if end is not None:
            after = text.find(">", end.end())
            return after + 1 if after >= 0 else len(text)
        absent.add(name)
    known = KNOWN.get(name)
    if known is None:
        if name in DROPPED_WITH_CONTENT and closing:
            return tag.end()
        if FOREIGN.match(name):
            return tag.end()
        writer.text("<")
        return tag.start() + 1
    if closing:
        writer.end(known)
    else:
        writer.start(known, name, rest)
    return tag.end()


class _Writer:
    """Balanced output: guards the open elements and the limits."""

    __slots__ = ("_elements", "_open", "_out", "_skipped", "_tables")

    def __init__(self) -> None:
        self._out: list[str] = []
        self._open: list[str] = []
        self._skipped: dict[str, int] = {}
        self._elements = 0
        self._tables = 0

    def text(self, text: str) -> None:
        """Write text; entities are read, everything else is escaped."""
        if not text:
            return
        if self._open and self._open[-1] in ("table", "tr"):
            if text.isspace():
                return
            self._need_cell()
        if "&" in text:
            text = _ENTITY.sub(lambda entity: clean(unescape(entity[0])), text)
        self._out.append(escape(text))

    def start(self, name: str, written: str, rest: str) -> None:
        """Open an element; ``written`` is the name it had, ``rest`` its attributes as written."""
        if not name:
            return
        found = read_attributes(rest) if "=" in rest else {}
        if name in ("a", "span", "div") or name in _TABLE_PARTS:
            if not self._may_open(name, written, found):
                self._skip(name)
                return
        elif self._elements >= MAX_ELEMENTS:
            self._skip(name)
            return
        if name == "img":
            picture, alternative = image(found)
            if not picture:
                self.text(escape(alternative))
                return
            self._place(name)
            self._out.append(picture)
        else:
            self._place(name)
            if name not in VOID and len(self._open) >= MAX_DEPTH:
                self._skip(name)
                return
            self._out.append(f"<{name}{attributes(name, written, found)}>")
            if name not in VOID:
                self._open.append(name)
                self._tables += name == "table"
        self._elements += 1

    def end(self, name: str) -> None:
        """Close the nearest open element of that name, and what is open inside it."""
        if not name or name in VOID:
            return
        if self._skipped.get(name):
            self._skipped[name] -= 1
            if name in BLOCKS:
                self.text(" ")
            return
        walls = frozenset({"table"}) if name in _TABLE_PARTS else _WALLS
        for index in range(len(self._open) - 1, -1, -1):
            if self._open[index] == name:
                self._close_to(index)
                return
            if self._open[index] in walls:
                return

    def finish(self) -> str:
        """Close everything and return the whole."""
        self._close_to(0)
        return "".join(self._out)

    def _may_open(self, name: str, written: str, found: dict[str, str]) -> bool:
        if self._elements >= MAX_ELEMENTS:
            return False
        if name in _TABLE_PARTS:
            if self._skipped.get("table"):
                return False
            return self._tables < MAX_TABLES if name == "table" else self._tables > 0
        # A link to nowhere and a span without a class of ours change nothing.
        return name == "div" or bool(attributes(name, written, found))

    def _skip(self, name: str) -> None:
        if name in BLOCKS or name == "br":
            self.text(" ")
        if name not in VOID:
            self._skipped[name] = self._skipped.get(name, 0) + 1

    def _place(self, name: str) -> None:
        """End what cannot contain ``name``, and open what must."""
        if name in BLOCKS and name not in _TABLE_PARTS - {"table"}:
            self._end_text_block()
        implied = _IMPLIED_ENDS.get(name)
        if implied is not None:
            self._end_implied(*implied)
        if not self._open:
            return
        top = self._open[-1]
        if name in _CELLS:
            if top == "table":
                self._push("tr")
        elif name != "tr" and top in ("table", "tr"):
            self._need_cell()

    def _end_text_block(self) -> None:
        for index in range(len(self._open) - 1, -1, -1):
            if self._open[index] in _TEXT_BLOCKS:
                self._close_to(index)
                return
            if self._open[index] in BLOCKS:
                return

    def _end_implied(self, targets: frozenset[str], walls: frozenset[str]) -> None:
        outermost = -1
        for index in range(len(self._open) - 1, -1, -1):
            if self._open[index] in walls:
                break
            if self._open[index] in targets:
                outermost = index
        if outermost >= 0:
            self._close_to(outermost)

    def _need_cell(self) -> None:
        if self._open[-1] == "table":
            self._push("tr")
        self._push("td")

    def _push(self, name: str) -> None:
        self._out.append(f"<{name}>")
        self._open.append(name)
        self._elements += 1

    def _close_to(self, index: int) -> None:
        while len(self._open) > index:
            name = self._open.pop()
            self._tables -= name == "table"
            self._out.append(f"</{name}>")
