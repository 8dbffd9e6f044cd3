"""Keep of any HTML what a card may show: known tags, safe attributes, bounded size and depth.

Our own reader instead of ``html.parser``: it is linear for every input, and a tag that is none
(``List<String>``) stays visible as text.
"""

import re
from collections import Counter
from dataclasses import dataclass
from html import unescape

from flashcards.text.clean import MAX_CHARACTERS, clean, escape_running
from flashcards.text.notices import cut as too_long
from flashcards.text.notices import notice
from flashcards.text.own_looks import MOST_SHEETS, as_sheet
from flashcards.text.played import PLAYERS, Recordings
from flashcards.text.tags import (
    BLOCKS,
    DROPPED_WITH_CONTENT,
    FOREIGN,
    KNOWN,
    NO_END,
    VOID,
    attributes,
    image,
    is_hidden,
    read_attributes,
    span,
)

MAX_ELEMENTS = 20_000
MAX_DEPTH = 50
MAX_TABLES = 3
MAX_COLUMNS = 50
MAX_GRID = 20_000
"""Places in the tables of one text, rows times columns, filled or not: each costs layout time."""
MAX_OF = {"li": 2_000, "img": 200}
"""How many of the tags that cost most to lay out one text may hold."""

_TAG = re.compile(r"""<(/?)([a-zA-Z][a-zA-Z0-9:-]*)((?:[^<>"']|"[^"<]*"|'[^'<]*')*+)>""")
_ODD_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9:-]*[\"'][^\s<>]*>")
"""A quotation mark in a name is part of it for browsers, which then know no such tag."""
_DECLARATION = re.compile(r"<[!?][^<>]*>")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_BROWSER_ENTITY = re.compile(_ENTITY.pattern + "?")

_TABLE_PARTS = frozenset({"table", "tr", "td", "th"})
_ROW_PARTS = frozenset({"tr", "td", "th"})
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


def sanitise(html: str, *, browser: bool = False) -> str:
    """Return ``html`` with only safe tags and attributes, balanced and within the limits.

    Scripts, drawings and what is hidden go with their content; other unsafe tags go and leave it.
    Sheets of styles come first, and only ``text.stylesheets`` may read them. ``browser`` reads what
    was written for one as they do: unknown tags go as well, and entities need no semicolon.
    """
    text = clean(html)
    cut = len(text) > MAX_CHARACTERS
    if cut:
        text = text[:MAX_CHARACTERS]
    writer = _Writer(browser=browser)
    _read(text, writer)
    return writer.finish() + (notice(too_long) if cut else "")


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
        elif writer.browser and (odd := _ODD_TAG.match(text, start)) is not None:
            position = odd.end()
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
            if name == "style":
                writer.sheet(text[tag.end() : end.start()])
            after = text.find(">", end.end())
            return after + 1 if after >= 0 else len(text)
        absent.add(name)
    known = KNOWN.get(name)
    if known is None:
        if name in DROPPED_WITH_CONTENT and closing:
            return tag.end()
        if writer.browser or FOREIGN.match(name):
            return tag.end()
        writer.text("<")
        return tag.start() + 1
    if closing:
        writer.end(known, name)
    else:
        writer.start(known, name, rest)
    return tag.end()


class _Writer:
    """Balanced output: guards the open elements and the limits."""

    __slots__ = (
        "_elements", "_grid", "_hidden", "_hidden_names", "_left", "_open", "_out", "_pending",
        "_recordings", "_sheets", "_skipped", "_tables", "browser",
    )  # fmt: skip

    def __init__(self, *, browser: bool) -> None:
        self.browser = browser
        self._hidden: list[str] = []
        """The element that is hidden, as it was written, and what is open inside it."""
        self._hidden_names: Counter[str] = Counter()
        self._out: list[str] = []
        self._pending: list[str] = []
        self._sheets: list[str] = []
        self._open: list[str] = []
        self._skipped: dict[str, int] = {}
        self._elements = 0
        self._left = dict(MAX_OF)
        self._tables: list[_Grid] = []
        self._grid = 0
        self._recordings = Recordings()

    def text(self, text: str) -> None:
        """Write text; entities are read, everything else is escaped."""
        if text and not self._hidden:
            self._pending.append(text)

    def sheet(self, css: str) -> None:
        """Keep a sheet of styles, where there are not too many."""
        if len(css) + sum(map(len, self._sheets)) <= MOST_SHEETS:
            self._sheets.append(as_sheet(css))

    def _write_text(self) -> None:
        """Write the text since the last tag in one go, so that long words are seen as such."""
        if not self._pending:
            return
        text = "".join(self._pending)
        self._pending.clear()
        if self._open and self._open[-1] in ("table", "tr"):
            if text.isspace():
                return
            self._need_cell()
        if "&" in text:
            pattern = _BROWSER_ENTITY if self.browser else _ENTITY
            text = pattern.sub(lambda entity: clean(unescape(entity[0])), text)
        self._out.append(escape_running(text))

    def _emit(self, markup: str) -> None:
        self._write_text()
        self._out.append(markup)

    def start(self, name: str, written: str, rest: str) -> None:
        """Open an element; ``written`` is the name it had, ``rest`` its attributes as written."""
        found = read_attributes(rest) if "=" in rest or "hidden" in rest else {}
        if self._hide(written, found):
            return
        if written in PLAYERS:
            self._emit(self._recordings.mark(written, found))
        if not name:
            return
        kept = attributes(name, written, found)
        if name == "img":
            self._image(found)
        elif not self._has_room(name) or not self._is_wanted(
            name, kept, leads=self.browser and "href" in found
        ):
            self._skip(name)
        elif self._place(name, _places(found)):
            self._emit(f"<{name}{kept}>")
            self._elements += 1
            if name not in VOID:
                self._open.append(name)
        else:
            self._skip(name)

    def _image(self, found: dict[str, str]) -> None:
        picture, alternative = image(found)
        if picture and self._has_room("img"):
            self._place("img", 1)
            self._emit(picture)
            self._elements += 1
        else:
            self.text(alternative.replace("&", "&amp;"))

    def end(self, name: str, written: str) -> None:
        """Close the nearest open element of that name, and what is open inside it."""
        if self._hidden:
            if self._hidden_names[written]:
                self._ends_hidden(written)
                return
            if name not in self._open or not self._reaches_out(name):
                return
            self._hidden.clear()
            self._hidden_names.clear()
        if not name or name in VOID:
            return
        if self._skipped.get(name):
            self._skipped[name] -= 1
            if name in BLOCKS:
                self.text(" ")
            return
        walls = frozenset({"table"}) if name in _TABLE_PARTS else _WALLS
        if name in _LISTS:
            walls = walls - {"li"}  # an item need not be ended itself
        for index in range(len(self._open) - 1, -1, -1):
            if self._open[index] == name:
                self._close_to(index)
                return
            if self._open[index] in walls:
                return

    def _reaches_out(self, name: str) -> bool:
        """Whether an end tag within a hidden part may end an element around it, as in browsers.

        That of ``<b>`` and the like ends nothing around a block.
        """
        return name in BLOCKS or not any(KNOWN.get(one) in BLOCKS for one in self._hidden)

    def _hide(self, written: str, found: dict[str, str]) -> bool:
        """Whether an element is hidden, or stands in one that is."""
        if self._hidden == [written] and (written in _IMPLIED_ENDS or written in _TEXT_BLOCKS):
            self._ends_hidden(written)  # the next one, so what was hidden has ended
        if not self._hidden and not is_hidden(found):
            return False
        if written not in NO_END:
            self._hidden.append(written)
            self._hidden_names[written] += 1
        return True

    def _ends_hidden(self, written: str) -> None:
        while (last := self._hidden.pop()) != written:
            self._hidden_names[last] -= 1
        self._hidden_names[written] -= 1

    def finish(self) -> str:
        """Close everything and return the whole."""
        self._close_to(0)
        return "".join((*self._sheets, *self._out))

    def _has_room(self, name: str) -> bool:
        """Whether the limits allow one more element of that name."""
        if self._elements >= MAX_ELEMENTS:
            return False
        if name not in VOID and len(self._open) >= MAX_DEPTH:
            return False
        if name in self._left:
            self._left[name] -= 1
            return self._left[name] >= 0
        return name != "table" or len(self._tables) < MAX_TABLES

    def _is_wanted(self, name: str, kept: str, *, leads: bool) -> bool:
        """Whether an element changes anything.

        ``leads``: it is a link, if to nowhere safe, of which a sheet may say what it looks like.
        """
        if name in ("a", "span"):  # without its attribute it changes nothing
            return bool(kept) or (name == "a" and leads)
        if name in _TABLE_PARTS:
            return not self._skipped.get("table") and (name == "table" or bool(self._tables))
        return True

    def _skip(self, name: str) -> None:
        if name in BLOCKS or name == "br":
            self.text(" ")
        if name not in VOID:
            self._skipped[name] = self._skipped.get(name, 0) + 1

    def _place(self, name: str, places: int) -> bool:
        """End what cannot contain ``name`` and open what must; False where it finds no place."""
        self._write_text()
        if name in _ROW_PARTS:
            return bool(self._tables) and self._place_in_table(name, places)
        if name in BLOCKS:
            self._end_text_block()
        implied = _IMPLIED_ENDS.get(name)
        if implied is not None:
            self._end_implied(*implied)
        if self._open and self._open[-1] in ("table", "tr"):
            self._need_cell()
        if name == "table":
            self._tables.append(_Grid())
            for part in _ROW_PARTS:
                self._skipped.pop(part, None)
        return True

    def _place_in_table(self, name: str, places: int) -> bool:
        if self._skipped.get("tr") or not self._claim(name, places):
            return False
        self._end_implied(*_IMPLIED_ENDS[name])
        if name != "tr" and self._open[-1] == "table":
            self._claim("tr", 1)
            self._push("tr")
        return True

    def _claim(self, name: str, places: int) -> bool:
        """Count a row or a cell of the innermost table, if its grid may grow so far."""
        grid = self._tables[-1]
        rows, in_row = grid.rows, grid.in_row + places
        if name == "tr":
            rows, in_row = rows + 1, 0
        columns = max(grid.columns, in_row)
        if in_row > MAX_COLUMNS or self._grid + max(rows, 1) * max(columns, 1) > MAX_GRID:
            return False
        grid.rows, grid.in_row, grid.columns = rows, in_row, columns
        return True

    def _need_cell(self) -> None:
        """Open a cell for what stands directly in a table, or end a table that has no room."""
        if not self._claim("td", 1):
            self._end_implied(frozenset({"table"}), frozenset())
            return
        if self._open[-1] == "table":
            self._claim("tr", 1)
            self._push("tr")
        self._push("td")

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

    def _push(self, name: str) -> None:
        self._emit(f"<{name}>")
        self._open.append(name)
        self._elements += 1

    def _close_to(self, index: int) -> None:
        self._write_text()
        while len(self._open) > index:  # _write_text may have ended a table already
            name = self._open.pop()
            if name == "table":
                grid = self._tables.pop()
                self._grid += grid.rows * grid.columns
            self._emit(f"</{name}>")


@dataclass(slots=True)
class _Grid:
    """How far a table has grown."""

    rows: int = 0
    columns: int = 0
    in_row: int = 0
    """Columns of the present row; a cell over several rows counts once for each."""


def _places(found: dict[str, str]) -> int:
    """How many places of the grid a cell with these attributes takes."""
    return span(found, "colspan") * span(found, "rowspan") if found else 1
