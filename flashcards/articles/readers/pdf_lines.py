"""Tells headings and paragraphs of a PDF apart by the size and weight of type and by the gaps."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import hypot
from typing import TYPE_CHECKING, Any

from flashcards.articles.readers.decoding import cleaned

if TYPE_CHECKING:
    from pypdf import PageObject

_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
_BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
_CLOSES = re.compile(r"[.,;:!?)\]}’”](?!\w)|['’]s\b")
_LARGER = 1.15
"""How many times larger than most of the text a heading is at least."""
_WIDER = 1.4
"""How many times wider than the usual gap between lines one between paragraphs is."""
_SAME = 0.3
"""How much of its height a word may stand higher or lower than its line."""
_LONGEST_HEADING = 150


@dataclass(slots=True)
class Line:
    """A line of a page as it was set."""

    text: str = ""
    size: float = 0.0
    """Height of its type in points."""
    bold: bool = True
    place: float = 0.0
    """How far above the foot of the page it stands, in points."""
    weights: Counter[float] = field(default_factory=Counter)


def page_lines(page: "PageObject") -> list[Line]:
    """Return the lines of a page; raises what the library raises."""
    lines = [Line()]

    def take(text: str, matrix: list[float], own: list[float], font: Any, size: float) -> None:
        name = str((font or {}).get("/BaseFont", ""))
        height = round(size * hypot(own[2], own[3]) * hypot(matrix[2], matrix[3]), 1)
        for number, part in enumerate(cleaned(text).translate(_LIGATURES).split("\n")):
            if number:
                lines.append(Line())
            line = lines[-1]
            if part.strip():
                if not line.text.strip():
                    line.place = own[5] * matrix[3] + matrix[5]
                line.weights[height] += len(part)
                line.bold = line.bold and bool(_BOLD.search(name))
            line.text += part

    page.extract_text(visitor_text=take)
    whole: list[Line] = []
    for line in lines:
        line.text = " ".join(line.text.split())
        if line.text and whole and abs(whole[-1].place - line.place) < _SAME * max(line.weights):
            _add(whole[-1], line)
        elif line.text:
            whole.append(line)
    for line in whole:
        line.size = line.weights.most_common(1)[0][0]
    return whole


def _add(line: Line, more: Line) -> None:
    """Put what stands at the same height into one line."""
    close = _CLOSES.match(more.text) or line.text[-1] in "([{‘“"
    line.text += more.text if close else f" {more.text}"
    line.bold = line.bold and more.bold
    line.weights.update(more.weights)


def set_out(pages: Sequence[Sequence[Line]]) -> list[list[str]]:
    """Return each page as plain lines: headings underlined, paragraphs apart by empty lines."""
    sizes: Counter[float] = Counter()
    bold = 0
    for line in (line for page in pages for line in page):
        sizes[line.size] += len(line.text)
        bold += len(line.text) if line.bold else 0
    body = sizes.most_common(1)[0][0] if sizes else 0.0
    bold_counts = bold * 3 < sum(sizes.values())
    largest = max((line.size for page in pages for line in page if line.text.strip()), default=0.0)
    shown: list[list[str]] = []
    for page in pages:
        usual = _usual_gap(page)
        lines: list[str] = []
        for at, line in enumerate(page):
            gap = page[at - 1].place - line.place if at else 0.0
            if usual and gap > usual * _WIDER:
                lines.append("")
            heads = _is_heading(line, body, bold_counts)
            if heads and at + 1 < len(page) and _goes_on(line, page[at + 1], usual):
                page[at + 1].text = f"{line.text.strip()} {page[at + 1].text.strip()}"
            elif heads:
                sign = "=" if line.size == largest > body * _LARGER else "-"
                lines += ["", line.text.strip(), sign * 5, ""]
            else:
                lines.append(line.text)
        shown.append(lines)
    return shown


def _is_heading(line: Line, body: float, bold_counts: bool) -> bool:
    words = line.text.strip()
    if not 2 < len(words) <= _LONGEST_HEADING or words.endswith((".", ",", ";", ":")):
        return False
    if not any(sign.isalpha() for sign in words):
        return False
    return line.size > body * _LARGER or (bold_counts and line.bold and line.size >= body)


def _goes_on(line: Line, following: Line, usual: float) -> bool:
    """Whether a heading goes on in the next line."""
    if not following.text.strip() or len(line.text) + len(following.text) > _LONGEST_HEADING:
        return False
    near = line.place - following.place < max(usual, line.size) * 1.6
    return near and line.size == following.size and line.bold == following.bold


def _usual_gap(page: Sequence[Line]) -> float:
    gaps = Counter(
        round(page[at - 1].place - page[at].place, 0)
        for at in range(1, len(page))
        if page[at].text.strip() and page[at - 1].text.strip()
    )
    usual = gaps.most_common(1)[0][0] if gaps else 0.0
    return usual if usual > 0 else 0.0
