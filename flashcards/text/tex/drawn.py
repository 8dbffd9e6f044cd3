"""A formula that was drawn, as it comes from the process that draws and is kept on disk."""

import re
from dataclasses import dataclass
from typing import Any

EM = 64
"""Size of the letters in the drawing; it is shown at any other."""
TEXT_COLOUR, GAP_COLOUR, UNKNOWN_COLOUR = "#000001", "#000002", "#000003"
"""Colours that stand for those of the theme: of text, of a gap, of an unknown command."""

LARGEST = 400_000
"""Characters of a drawing."""
WIDEST_EM = 400
HIGHEST_EM = 200
"""No formula on a card is as wide or as high; a picture of one would take too much memory."""

_SHAPES = re.compile(
    r"<svg(?: (?:width|height|viewBox|fill|xmlns)=\"[^\"<>&]*\")*>"
    r"(?:<(?:g|path|rect|ellipse)"
    r"(?: (?:(?:fill|stroke)=\"(?:#[0-9a-fA-F]{3,8}|[a-zA-Z]{1,30})\""
    r"|(?:d|stroke-width|transform|x|y|width|height|cx|cy|rx|ry)=\"[^\"<>&:]*\"))*+"
    r" ?/?>|</g>)*+</svg>"
)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A formula that was drawn; all lengths count in em, and the baseline lies at ``ascent``."""

    svg: str
    width: float
    ascent: float
    descent: float


def read_drawing(stored: Any) -> Drawing | None:
    """Return a drawing as another process or the disk gave it; None for anything else.

    It holds nothing but shapes, in bounds: whoever draws it needs not look again.
    """
    match stored:
        case [str(svg), int() | float() as width, int() | float() as up, int() | float() as down]:
            fits = 0 < width < WIDEST_EM and 0 < up + down < HIGHEST_EM and abs(up) < HIGHEST_EM
            if fits and len(svg) <= LARGEST and _SHAPES.fullmatch(svg):
                return Drawing(svg, width, up, down)
    return None
