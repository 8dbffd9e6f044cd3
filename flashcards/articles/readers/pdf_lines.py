"""Tells headings and paragraphs of a PDF apart by the size and weight of type and by the gaps."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from flashcards.articles.readers.pdf_pieces import Line
from flashcards.articles.tree import Block, BlockKind, Document

_LARGER = 1.15
"""How many times larger than most of the text a heading is at least."""
_WIDER = 1.4
"""How many times wider than the usual gap between lines one between paragraphs is."""
_INDENT = (0.5, 4.0)
"""How far the first line of a paragraph is set in, in heights of its type."""
_ENDS = (".", "!", "?", ":", "”", ")")
_SHORT = 25
"""Letters of lines that are too short to be those of a paragraph."""
_FULL = 0.7
"""Share of the usual letters that a line has which goes on in the next one."""
_ITEM = re.compile(r"\(?(?:\d{1,3}|[A-Za-z])[.)]\s|[^\w\s\"“‘'(\[]")
"""How an item of a list begins."""
_ENTRY = re.compile(r"[^\W\d_][^:.!?;]{0,48}?(?::| [–—=-])\s\S+\s\S")
"""How a line begins that says something of a name."""
_LEADER = re.compile(r"(?:[ .]?[.…]){5}")
_HYPHENS = ("-", "\u2010", "\u00ad")
_LEAST_TEXT = 60
"""Letters of a paragraph that stands below a heading."""
_FEWEST_HEADINGS = 3
_NUMBERED = re.compile(r"(?:[\dA-Z]{1,3}[.)]?(?:\d{1,3}[.)]?){0,4}\s)?\s{0,9}")
_LEADING = 1.2
"""How many times their height lines stand apart as a rule."""
_LONGEST_HEADING = 150


def set_out(pages: Sequence[Sequence[Line]]) -> tuple[list[list[str]], list[str]]:
    """Return each page as plain lines: headings underlined, paragraphs apart by empty lines.

    Also return the headings.
    """
    headings: list[str] = []
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
        usual, usual_length = _usual_gap(page), _usual_length(page)
        lines: list[str] = []
        for at, line in enumerate(page):
            gap = page[at - 1].place - line.place if at else 0.0
            runs_on = bool(lines) and at > 0 and _runs_on(page[at - 1], line, usual, usual_length)
            if not runs_on and ((usual and gap > usual * _WIDER) or _is_indented(page, at)):
                lines.append("")
            heads = _is_heading(line, body, bold_counts)
            if heads and at + 1 < len(page) and _goes_on(line, page[at + 1], usual):
                page[at + 1].text = f"{line.text.strip()} {page[at + 1].text.strip()}"
            elif heads:
                sign = "=" if line.size == largest > body * _LARGER else "-"
                lines += ["", line.text.strip(), sign * 5, ""]
                headings.append(line.text.strip())
            elif runs_on:
                lines[-1] += ("\n" if lines[-1].endswith(_HYPHENS) else " ") + line.text
            else:
                lines.append(line.text)
        shown.append(lines)
    return shown, headings


def _is_indented(page: Sequence[Line], at: int) -> bool:
    """Whether a line is set in as the first of a paragraph is."""
    if not 0 < at < len(page) - 1:
        return False
    before, line, after = page[at - 1 : at + 2]
    if not before.text.endswith(_ENDS) or abs(before.left - after.left) > 1:
        return False
    return _INDENT[0] * line.size < line.left - after.left < _INDENT[1] * line.size


def _runs_on(before: Line, line: Line, usual: float, length: int) -> bool:
    """Whether a paragraph goes on from a full line into the next one."""
    if length < _SHORT or len(before.text) < length * _FULL or before.text.endswith(":"):
        return False
    alike = before.weights.keys() & line.weights.keys() and before.bold == line.bold
    if not alike or any(_LEADER.search(each.text) for each in (before, line)):
        return False
    if line.text[0].islower() and not before.text.endswith(_ENDS):
        return True  # though a picture or the end of a column may stand between
    if before.text.endswith(_ENDS) and _ENTRY.match(line.text):
        return False
    gap = max(usual, line.size * _LEADING) * _WIDER
    if not 0 < before.place - line.place <= gap or _ITEM.match(line.text):
        return False
    return 0 <= before.left - line.left < _INDENT[1] * line.size


def _usual_length(page: Sequence[Line]) -> int:
    """The letters that three of four lines have at most."""
    lengths = sorted(len(line.text) for line in page)
    return lengths[len(lengths) * 3 // 4] if lengths else 0


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


def with_headings(document: Document, headings: Sequence[str]) -> Document:
    """Return the document without headings that are neither set as such nor stand over text.

    Labels inside a drawing are short lines, too.
    """
    if len(headings) < _FEWEST_HEADINGS:
        return document
    known = frozenset(_NUMBERED.sub("", words) for words in headings)
    blocks = list(document.blocks)
    for at, block in enumerate(blocks):
        following = blocks[at + 1] if at + 1 < len(blocks) else None
        if block.kind is not BlockKind.HEADING or (following and _is_text(following)):
            continue
        if _NUMBERED.sub("", document.text[block.start : block.end]) not in known:
            blocks[at] = replace(block, kind=BlockKind.PARAGRAPH, level=0)
    return replace(document, blocks=tuple(blocks))


def _is_text(block: Block) -> bool:
    if block.kind is BlockKind.PARAGRAPH:
        return block.end - block.start >= _LEAST_TEXT
    return block.kind is not BlockKind.HEADING
