"""Reads a marked formula: its source to copy and to hear, and the TeX that is drawn of it."""

import re
from dataclasses import dataclass
from html import unescape

from flashcards.text.formulas import is_displayed, split
from flashcards.text.tex.braces import is_balanced

GAP = "#000002"
"""Colour that stands for that of a gap until the theme is known."""

MARKED = re.compile(
    r'<span class="formula">((?:[^<]|<span class="cloze(?:-inactive)?">[^<]*</span>)*)</span>'
)
"""Each formula of a card's HTML; its group is what ``read`` takes."""

_PIECE = re.compile(
    r'<span class="cloze">(?P<gap>[^<]*)</span>|'
    r'(?:<span class="cloze-inactive">)?(?P<text>[^<]+)(?:</span>)?'
)
_NOT_TEXT = re.compile(r"[\\^_&]")
_SPECIAL = re.compile(r"[\\{}$#%&_^~]")


@dataclass(frozen=True, slots=True)
class Formula:
    """One formula of a card."""

    source: str
    """As it is written, its signs included, with gaps as ``[...]``."""
    tex: str
    """What is drawn; gaps have a colour."""
    bare_tex: str
    """The same without colours, for when those cut through what belongs together."""
    displayed: bool
    """Whether it stands on a line of its own."""
    is_gap: bool = False
    """Whether all of it is the answer to a gap."""


def read(html: str) -> Formula:
    """Return what stands in a marked formula, ``html`` being safe and without other tags."""
    pieces = [
        (unescape(piece["gap"] or piece["text"] or ""), bool(piece["gap"]))
        for piece in _PIECE.finditer(html)
    ]
    source = "".join(text for text, _ in pieces)
    opening, bare, closing = split(source)
    is_gap = len(pieces) == 1 and pieces[0][1]
    if is_gap or not any(gap for _, gap in pieces):
        tex = bare
    else:
        first, last = len(opening), len(source) - len(closing)
        tex = _coloured(pieces, first, last)
    if opening == "[latex]":
        tex, bare = _of_document(tex), _of_document(bare)
    return Formula(source, tex, bare, is_displayed(source), is_gap)


def of_source(source: str) -> Formula:
    """Return a formula as it is written, its signs included or not."""
    opening, tex, _ = split(source)
    if opening == "[latex]":
        tex = _of_document(tex)
    return Formula(source, tex, tex, is_displayed(source))


def _of_document(source: str) -> str:
    from flashcards.text.tex.preparing import of_document  # late: hardly any card needs it

    return of_document(source)


def _coloured(pieces: list[tuple[str, bool]], first: int, last: int) -> str:
    """Return what stands between two places, its gaps in a colour that stands for theirs."""
    out: list[str] = []
    at = 0
    for text, is_gap in pieces:
        inside = text[max(0, first - at) : max(0, last - at)]
        at += len(text)
        if not is_gap or not inside.strip():
            out.append(inside)
        elif inside.startswith("[") and inside.endswith("]") and not _NOT_TEXT.search(inside):
            words = _SPECIAL.sub("", inside)
            out.append(f"{{\\textcolor{{{GAP}}}{{\\text{{{words}}}}}}}")
        elif is_balanced(inside) and "&" not in inside and "\\\\" not in inside:
            out.append(f"{{\\textcolor{{{GAP}}}{{{inside}}}}}")
        else:
            out.append(inside)
    return "".join(out)
