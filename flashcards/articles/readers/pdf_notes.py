"""Takes footnotes and captions out of the text that goes on around them in a PDF."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from flashcards.articles.readers.pdf_pieces import Line
from flashcards.articles.tree import Block, BlockKind, Document

_CAPTION = re.compile(
    r"(?:Figure|Fig\.|FIGURE|FIG\.|Table|TABLE|Listing|Algorithm|Chart|Plate|Abbildung|Abb\.|Tabelle|"
    r"Tab\.|Tableau|Figura|Tabla|Schéma)\s?(?:\d{1,3}(?:[.–-]\d{1,3}){0,2}|[IVX]{1,5})[a-z]?"
    r"\s?(?:[.:|]\s|[–—]\s?)\S"
)
_BAR = re.compile(r"\s*\|\s*")
_MARKED = re.compile(r"(?:\d{1,3}|[*†‡§¶])(?:\s(?![.)])|(?=[A-Z“\"(]|https?:))")
"""How a footnote begins."""
_IMPRINT = re.compile(r"©|\bCopyright\b|\bPermission to\b|\bAll rights reserved|\bISBN\b|\bISSN\b")
"""What tells that small words at the foot are the publisher's."""
_SMALLER = 0.93
"""How large the type of a footnote is at most, beside most of the text."""
_SAME = 0.06
"""Share by which the type of a caption's lines differs at most."""
_LONGEST_CAPTION = 12
"""Lines."""
_WIDER = 1.3
"""How many times wider than the gaps in a caption the one behind it is."""
_ENDS = (".", "!", "?", ":", "”", ")")


def without_notes(pages: Sequence[Sequence[Line]]) -> tuple[list[list[Line]], list[str]]:
    """Return the pages without their footnotes, with captions behind a paragraph; and the notes."""
    sizes: Counter[float] = Counter()
    for line in (line for page in pages for line in page):
        sizes[line.size] += len(line.text)
    body = sizes.most_common(1)[0][0] if sizes else 0.0
    notes: list[str] = []
    flows: list[list[Line]] = []
    waiting: list[Line] = []
    for page in pages:
        flow, captions = _parted(_without_footnotes(page, body, notes))
        waiting += captions
        if not flow or flow[-1].text.endswith(_ENDS):
            flow, waiting = flow + waiting, []
        flows.append(flow)
    return [*flows, waiting] if waiting else flows, notes


def _without_footnotes(page: Sequence[Line], body: float, notes: list[str]) -> list[Line]:
    """Take away small lines at the foot of a column that begin with a mark."""
    kept: list[Line] = []
    at = 0
    while at < len(page):
        end = _end_of_notes(page, at, body) if at and kept and kept[-1].size > body * 0.96 else at
        for line in page[at:end]:
            if _MARKED.match(line.text) or line is page[at] or not notes:
                notes.append(line.text)
            else:
                joint = "" if notes[-1].endswith("-") else " "
                notes[-1] = notes[-1].removesuffix("-") + joint + line.text
        if end == at:
            kept.append(page[at])
        at = max(end, at + 1)
    return kept


def _end_of_notes(page: Sequence[Line], at: int, body: float) -> int:
    """Where the notes end that begin at a line; there if none does."""
    if page[at].size >= body * _SMALLER:
        return at
    end = at
    while end < len(page) and page[end].size < body * _SMALLER:
        if end > at and page[end].place > page[end - 1].place:
            break
        end += 1
    at_foot = end == len(page) or page[end].place > page[end - 1].place
    if not at_foot:
        return at
    is_note = _MARKED.match(page[at].text) or any(
        _IMPRINT.search(line.text) for line in page[at:end]
    )
    return end if is_note else at


def _parted(page: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The text of a page, and its captions as one line each."""
    flow: list[Line] = []
    captions: list[Line] = []
    at = 0
    while at < len(page):
        line = page[at]
        end = _end_of_caption(page, at) if _CAPTION.match(line.text) else at
        if end > at:
            words = _BAR.sub(". ", " ".join(part.text for part in page[at:end]), count=1)
            captions += [Line(), replace(line, text=words, size=0.0, bold=False), Line()]
        else:
            flow.append(line)
        at = max(end, at + 1)
    return flow, captions


def _end_of_caption(page: Sequence[Line], at: int) -> int:
    """Where a caption ends: before a wider gap or other type, or else with its first sentence."""
    first, end = page[at], at + 1
    gap = 0.0
    while end < len(page) and end - at < _LONGEST_CAPTION:
        step = page[end - 1].place - page[end].place
        usual = gap or first.size * 1.35
        if abs(page[end].size - first.size) > _SAME * first.size or not 0 < step < usual * _WIDER:
            return end
        if _CAPTION.match(page[end].text):
            return end
        gap, end = step, end + 1
    if end == len(page):
        return end
    ends = (place + 1 for place in range(at, end) if page[place].text.endswith("."))
    return next(ends, at + 1)


def as_captions(document: Document) -> Document:
    """Return the document with its captions as blocks of their own kind."""
    kinds = (BlockKind.PARAGRAPH, BlockKind.HEADING)
    blocks = tuple(
        replace(block, kind=BlockKind.OTHER, level=0)
        if block.kind in kinds and _CAPTION.match(document.text, block.start, block.end)
        else block
        for block in document.blocks
    )
    return replace(document, blocks=blocks)


def with_notes(document: Document, notes: Sequence[str]) -> Document:
    """Return the document with its footnotes at the end."""
    text, blocks = document.text, list(document.blocks)
    for words in notes:
        start = len(text) + 2
        text = f"{text}\n\n{words}"
        blocks.append(Block(BlockKind.OTHER, start, len(text)))
    return replace(document, text=text, blocks=tuple(blocks))
