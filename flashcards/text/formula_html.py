"""Formulas in the HTML of a card: each is marked as one, and stands where it is to be drawn.

A formula is ``<span class="formula">``, as it was written; one that stands by itself is a paragraph
in the middle.
"""

import re
from collections.abc import Iterator

from flashcards.text.clean import escape, escape_attribute, escape_running
from flashcards.text.formulas import (
    BEGINS,
    CLOSING,
    FIRST,
    LONGEST,
    MOST,
    PLACE,
    is_displayed,
    next_end,
)

DRAWN = "drawn:"
"""What the name of a picture begins with that is drawn in place of words, and is no file."""
OPENED = '<span class="formula">'
_MOST_AGAIN = 400_000
"""How many characters of open tags are written once more around formulas on lines of their own."""
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)([^>]*)>")
_AS_WRITTEN = {"code", "pre", "kbd", "samp", "tt"}
_CONTAINERS = {"li", "dd", "dt", "td", "th", "ul", "ol", "dl", "table", "tr"}
_TEXT_BLOCKS = {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"}
_BLOCKS = _CONTAINERS | _TEXT_BLOCKS
_BORDERS = _CONTAINERS | {"hr", "img"}
"""Elements that a formula of HTML neither begins nor ends in."""
_LINES = _TEXT_BLOCKS | {"br"}
_EMPTY = re.compile(r"<(p|div|span|b|i|u|strong|em)(?: [^>]*)?>[ \t\n\r\f]*</\1>")


def put_back(html: str, sources: tuple[str, ...]) -> str:
    """Return safe HTML with its formulas marked; those within code are words there."""
    writer = _Writer()
    done = 0
    for tag in _TAG.finditer(html):
        _put_back_text(writer, html[done : tag.start()], sources)
        written = PLACE.sub(lambda place: escape_attribute(_source(place, sources)), tag[0])
        writer.tag(tag, written)
        done = tag.end()
    _put_back_text(writer, html[done:], sources)
    return writer.finish()


def _put_back_text(writer: "_Writer", text: str, sources: tuple[str, ...]) -> None:
    done = 0
    for place in PLACE.finditer(text):
        writer.text(text[done : place.start()])
        source = _source(place, sources)
        if writer.as_written:
            writer.text(escape(source))
        else:
            writer.formula(escape_running(source), is_displayed(source))
        done = place.end()
    writer.text(text[done:])


def _source(place: re.Match[str], sources: tuple[str, ...]) -> str:
    number = ord(place[1]) - FIRST
    return sources[number] if number < len(sources) else ""


def mark(html: str) -> str:
    """Return safe HTML with the formulas that are not marked yet marked, in linear time."""
    if ("\\" not in html and "[" not in html) or BEGINS.search(html) is None:
        return html
    writer = _Writer()
    ends: dict[str, int] = {}
    tokens = _tokens(html)
    done = count = 0
    for start, end, tag in tokens:
        if start < done:
            continue
        writer.text(html[done:start])
        done = end
        if tag is not None:
            writer.tag(tag, tag[0])
            continue
        opening = html[start:end]
        if count >= MOST or writer.as_written or writer.in_formula:
            writer.text(opening)
            continue
        found = _formula_of_html(html, opening, end, ends)
        if found is None:
            writer.text(opening)
            continue
        count += 1
        source, leftover, done = found
        writer.formula(source, is_displayed(source))
        for left in leftover:
            writer.tag(left, left[0])
    writer.text(html[done:])
    return writer.finish()


_TOKEN = re.compile(_TAG.pattern + "|" + BEGINS.pattern)


def _tokens(html: str) -> Iterator[tuple[int, int, re.Match[str] | None]]:
    for token in _TOKEN.finditer(html):
        yield token.start(), token.end(), token if token[2] else None


def _formula_of_html(
    html: str, opening: str, start: int, ends: dict[str, int]
) -> tuple[str, list[re.Match[str]], int] | None:
    """Return a formula's source as safe HTML, the tags it cut in two, and where it ends."""
    closing = CLOSING[opening]
    end = next_end(html, closing, start, ends)
    if end == len(html) or end - start > 2 * LONGEST:
        return None
    inside = _inside(html[start:end])
    if inside is None:
        return None
    words, leftover = inside
    if not _TAG.sub("", words).strip():
        return None
    return f"{opening}{words}{closing}", leftover, end + len(closing)


def _inside(html: str) -> tuple[str, list[re.Match[str]]] | None:
    """Return what a formula says: its words, lines and clozes; and tags it holds one end of."""
    words: list[str] = []
    opened: list[tuple[re.Match[str], bool]] = []
    closed: list[re.Match[str]] = []
    done = 0
    for tag in _TAG.finditer(html):
        words.append(html[done : tag.start()])
        done = tag.end()
        name = tag[2]
        if name in _BORDERS:
            return None
        if name in _LINES:
            words.append("\n")
        if name == "br":
            continue
        is_cloze = name == "span" and 'class="cloze"' in tag[3]
        if not tag[1]:
            opened.append((tag, is_cloze))
            words.append(tag[0] if is_cloze else "")
        elif opened:
            words.append("</span>" if opened.pop()[1] else "")
        else:
            closed.append(tag)
    words.append(html[done:])
    if any(is_cloze for _, is_cloze in opened) or any(tag[2] == "span" for tag in closed):
        return None
    text = "".join(words).replace("\xa0", " ").replace("\u200b", "").strip("\n")
    return text, closed + [tag for tag, _ in opened]


class _Writer:
    """Writes HTML anew; knows what is open, so that a formula can have a line of its own."""

    def __init__(self) -> None:
        self._out: list[str] = []
        self._open: list[tuple[str, str]] = []
        self._literal = 0
        self._behind_block = self._takes_line_end = False
        self._formula_depth = 0
        self._made = False
        self._room = _MOST_AGAIN

    @property
    def as_written(self) -> bool:
        """Whether what stands here is code."""
        return self._literal > 0

    @property
    def in_formula(self) -> bool:
        """Whether what stands here is part of a formula that is marked already."""
        return self._formula_depth > 0

    def text(self, text: str) -> None:
        """Write what stands between tags."""
        if self._behind_block:
            text = text.lstrip(" \n")
            if text:
                self._behind_block = self._takes_line_end = False
        self._out.append(text)

    def tag(self, tag: re.Match[str], written: str) -> None:
        """Write a tag."""
        name = tag[2]
        if name == "br" and self._takes_line_end:
            self._takes_line_end = False
            return
        self._out.append(written)
        if name in ("br", "hr", "img"):
            return
        if not tag[1]:
            self._open.append((name, written))
            self._literal += name in _AS_WRITTEN
            if self._formula_depth or written == OPENED:
                self._formula_depth += 1
        elif self._open:
            self._literal -= self._open.pop()[0] in _AS_WRITTEN
            self._formula_depth -= self._formula_depth > 0

    def formula(self, html: str, displayed: bool) -> None:
        """Write a formula, on a line of its own where it is displayed so."""
        self._made = True
        self._behind_block = self._takes_line_end = False
        self._room -= 2 * sum(len(written) for _, written in self._open) * displayed
        if not displayed or self._room < 0:
            self._out.append(f"{OPENED}{html}</span>")
            return
        self._without_line_end()
        cut = len(self._open)
        while cut and self._open[cut - 1][0] not in _BLOCKS:
            cut -= 1
        if cut and self._open[cut - 1][0][0] in "ph":
            cut -= 1
        again = self._open[cut:]
        inline = [opened for opened in again if opened[0] not in _BLOCKS]
        ends = "".join(f"</{name}>" for name, _ in reversed(inline))
        self._out += [f"</{name}>" for name, _ in reversed(again)]
        dressed = "".join(written for _, written in inline)
        self._out.append(f'<p align="center">{dressed}{OPENED}{html}</span>{ends}</p>')
        self._out += [written for _, written in again]
        self._behind_block = self._takes_line_end = True

    def _without_line_end(self) -> None:
        while self._out and not self._out[-1].strip():
            self._out.pop()
        if self._out and self._out[-1] == "<br>":
            self._out.pop()
        elif self._out:
            self._out[-1] = self._out[-1].rstrip(" \n")

    def finish(self) -> str:
        """Return the whole, without what became empty."""
        html = "".join(self._out)
        return _EMPTY.sub("", _EMPTY.sub("", html)) if self._made else html
