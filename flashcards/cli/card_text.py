"""Draws the safe HTML of a card as text: emphasis, lists, tables, code, clozes."""

import re
from html import unescape

from flashcards.cli import list_signs
from flashcards.cli.tables import Cell, table_lines
from flashcards.cli.terminal import Style, Terminal
from flashcards.cli.wording import safe_lines, tr
from flashcards.cli.wrapping import Run, cut, draw, wrap
from flashcards.text.own_looks import split_sheets

_PIECE = re.compile(r"<(/?)([a-z][a-z0-9]*)([^>]*)>|([^<]+)|<")
_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')
_SPACE = re.compile(r"[ \t\n]+")

_STYLES = {
    "b": Style.BOLD, "strong": Style.BOLD, "big": Style.BOLD, "th": Style.BOLD, "dt": Style.BOLD,
    "i": Style.ITALIC, "em": Style.ITALIC, "var": Style.ITALIC,
    "u": Style.UNDERLINE, "s": Style.STRIKE, "small": Style.DIM,
    "code": Style.CODE, "kbd": Style.CODE, "samp": Style.CODE, "tt": Style.CODE,
    "h1": Style.BOLD, "h2": Style.BOLD, "h3": Style.BOLD,
    "h4": Style.BOLD, "h5": Style.BOLD, "h6": Style.BOLD,
}  # fmt: skip
_SPAN_STYLES = {"cloze": Style.CLOZE, "mark": Style.UNDERLINE, "missing": Style.WARNING}
_CODE = frozenset(["code", "kbd", "samp", "tt"])
_SPACED = frozenset(
    ["p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "table", "ul", "ol", "dl"]
)
_BLOCKS = _SPACED | frozenset(["div", "li", "dt", "dd", "hr"])

_RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")


def card_lines(html: str, terminal: Terminal, columns: int) -> list[str]:
    """Return the lines of safe ``html`` (as ``render_card`` makes it) for a terminal.

    Nothing in them but our own styling can control the terminal.
    """
    reader = _Reader(terminal, columns)
    for closing, name, rest, text in _PIECE.findall(split_sheets(html)[0]):
        if not name:
            reader.text(unescape(text or "<"))
        elif closing:
            reader.end(name)
        else:
            reader.start(name, dict(_ATTRIBUTE.findall(rest)))
    return reader.finish()


class _Reader:
    """Collects text until a block ends, then lays it out under the prefixes of its containers."""

    def __init__(self, terminal: Terminal, columns: int) -> None:
        self._terminal = terminal
        self._columns = columns
        self._lines: list[str] = []
        self._runs: list[Run] = []
        self._styles: list[tuple[str, Style]] = []
        self._prefixes: list[list[str]] = []
        """Per container: what its next line begins with, and what those after that do."""
        self._numbers: list[tuple[str, int] | None] = []
        """Per open list: how it counts, and the next number; None for bullets."""
        self._rows: list[list[Cell]] | None = None
        self._tables = 0
        self._code = False
        self._links: list[tuple[str, int]] = []
        self._gap = False

    def text(self, text: str) -> None:
        """Add running text."""
        shown = safe_lines(text.replace("\t", "    ") if self._code else text)
        if not self._code:
            shown = _SPACE.sub(" ", shown)
            if shown == " " and not self._target():
                return
        style = self._style()
        if style & Style.CLOZE and not self._terminal.colour and not shown.startswith("["):
            shown = f"[{shown}]"  # brackets say what no colour can
        if shown:
            self._target().append((shown, style))

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Begin an element."""
        if name in _BLOCKS and not self._rows:
            self._flush()
            self._gap = self._gap or (name in _SPACED and not self._prefixes)
        style = _STYLES.get(name, Style.PLAIN)
        if name == "span":
            style = _SPAN_STYLES.get(attributes.get("class", ""), Style.PLAIN)
        if name not in ("br", "hr", "img"):
            self._styles.append((name, style))
        opened = getattr(self, f"_start_{name}", None)
        if opened is not None:
            opened(attributes)
        self._mark_code(name)

    def end(self, name: str) -> None:
        """End an element."""
        self._mark_code(name)
        if name in _BLOCKS and not self._rows:
            self._flush()
        closed = getattr(self, f"_end_{name}", None)
        if closed is not None:
            closed()
        self._gap = self._gap or (name in _SPACED and not self._prefixes)
        while self._styles and self._styles.pop()[0] != name:
            pass

    def finish(self) -> list[str]:
        """Return all lines."""
        self._flush()
        return self._lines

    def _target(self) -> list[Run]:
        if self._rows and self._rows[-1]:
            return self._rows[-1][-1].runs
        return self._runs

    def _style(self) -> Style:
        style = Style.PLAIN
        for _, one in self._styles:
            style |= one
        return style

    def _mark_code(self, name: str) -> None:
        if name in _CODE and not self._code and not self._terminal.colour:
            self._target().append(("`", Style.PLAIN))

    def _flush(self) -> None:
        """Lay out the text collected so far."""
        runs, self._runs = self._runs, []
        if not any(text.strip() for text, _ in runs):
            return
        room = max(8, self._columns - sum(len(prefix[1]) for prefix in self._prefixes))
        self._put(cut(runs, room) if self._code else wrap(runs, room))

    def _put(self, lines: list[list[Run]]) -> None:
        if self._gap and self._lines:
            self._lines.append("")
        self._gap = False
        for line in lines:
            begin = "".join(prefix[0] for prefix in self._prefixes)
            for prefix in self._prefixes:
                prefix[0] = prefix[1]
            self._lines.append((begin + draw(line, self._terminal)).rstrip())

    # Single elements -----------------------------------------------------------------

    def _start_br(self, _: dict[str, str]) -> None:
        self._target().append((" " if self._rows else "\n", Style.PLAIN))

    def _start_hr(self, _: dict[str, str]) -> None:
        self._gap = True
        self._put([[("\u2500" * min(self._columns, 40), Style.DIM)]])
        self._gap = True

    def _start_img(self, attributes: dict[str, str]) -> None:
        words = safe_lines(unescape(attributes.get("alt", ""))).strip()
        shown = tr("[picture: {words}]", words=words) if words else tr("[picture]")
        self._target().append((shown, Style.DIM))

    def _start_a(self, attributes: dict[str, str]) -> None:
        self._links.append((unescape(attributes.get("href", "")), len(self._target())))

    def _end_a(self) -> None:
        if self._links:
            address, since = self._links.pop()
            if address and address not in "".join(text for text, _ in self._target()[since:]):
                self._target().append((f" ({safe_lines(address)})", Style.DIM))

    def _start_sup(self, _: dict[str, str]) -> None:
        self._links.append(("", len(self._target())))

    _start_sub = _start_sup

    def _end_sup(self) -> None:
        self._shift(_RAISED, "^")

    def _end_sub(self) -> None:
        self._shift(_LOWERED, "_")

    def _shift(self, table: dict[int, int], sign: str) -> None:
        if not self._links:
            return
        target = self._target()
        since = self._links.pop()[1]
        text = "".join(part for part, _ in target[since:])
        if not text:
            return
        style = target[since][1]
        if not all(ord(one) in table for one in text):
            shifted = sign + text if len(text) == 1 else f"{sign}({text})"
        else:
            shifted = text.translate(table)
            try:
                shifted.encode(self._terminal.encoding)
            except (UnicodeEncodeError, LookupError):
                shifted = sign + text
        target[since:] = [(shifted, style)]

    def _start_blockquote(self, _: dict[str, str]) -> None:
        self._prefixes.append(["\u2502 ", "\u2502 "])

    def _end_blockquote(self) -> None:
        self._leave()

    def _start_pre(self, _: dict[str, str]) -> None:
        self._prefixes.append(["    ", "    "])
        self._code = True

    def _end_pre(self) -> None:
        self._code = False
        self._leave()

    def _start_dd(self, _: dict[str, str]) -> None:
        self._prefixes.append(["  ", "  "])

    def _end_dd(self) -> None:
        self._leave()

    def _leave(self) -> None:
        if self._prefixes:
            self._prefixes.pop()

    def _start_ul(self, _: dict[str, str]) -> None:
        self._numbers.append(None)

    def _start_ol(self, attributes: dict[str, str]) -> None:
        start = attributes.get("start", "1")
        number = int(start) if start.isascii() and start.isdigit() else 1
        self._numbers.append((attributes.get("type", "1"), number))

    def _end_ul(self) -> None:
        if self._numbers:
            self._numbers.pop()

    _end_ol = _end_ul

    def _start_li(self, _: dict[str, str]) -> None:
        counted = self._numbers[-1] if self._numbers else None
        mark = "\u2022 "
        if counted is not None:
            kind, number = counted
            mark = f"{list_signs.sign(kind, number)} "
            self._numbers[-1] = (kind, number + 1)
        self._prefixes.append([mark, " " * len(mark)])

    def _end_li(self) -> None:
        self._leave()

    def _start_table(self, _: dict[str, str]) -> None:
        self._tables += 1
        if self._tables == 1:
            self._rows = []

    def _start_tr(self, _: dict[str, str]) -> None:
        if self._rows is not None and self._tables == 1:
            self._rows.append([])

    def _start_td(self, attributes: dict[str, str]) -> None:
        if self._rows and self._tables == 1:
            self._rows[-1].append(Cell([], right=attributes.get("align") == "right"))

    def _start_th(self, attributes: dict[str, str]) -> None:
        self._start_td(attributes)

    def _end_table(self) -> None:
        self._tables -= 1
        if self._tables == 0 and self._rows is not None:
            rows, self._rows = self._rows, None
            room = self._columns - sum(len(prefix[1]) for prefix in self._prefixes)
            self._put(table_lines(rows, max(8, room)))
            self._gap = not self._prefixes
