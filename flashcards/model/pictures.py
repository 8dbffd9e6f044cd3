"""The kinds of pictures a card may show, known by how a file begins."""

import re

ENDINGS = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg")
"""Of names of such files, in small letters."""
BEGINNING_OF_DRAWING = 4_096
"""So much of a file tells whether it is an SVG drawing."""
DRAWING = "svg"
_DRAWING = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*+(?:<\?xml[^<>]{0,300}+>\s*+)?(?:<!--(?:(?!-->).){0,2000}+-->\s*+)*+"
    rb"(?:<!DOCTYPE\s+svg\b[^<>\[]{0,500}+(?:\[[^\]]{0,3000}+\]\s*+)?>\s*+)?"
    rb"(?:<!--(?:(?!-->).){0,2000}+-->\s*+)*+<svg[\s>]",
    re.DOTALL,
)
_SIGNS = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
)


def picture_kind(data: bytes) -> str | None:
    """Return the kind of a picture, which is its name's ending, too; None for every other file."""
    for sign, kind in _SIGNS:
        if data.startswith(sign):
            return kind
    return "webp" if data[:4] == b"RIFF" and data[8:12] == b"WEBP" else None


def is_drawing(beginning: bytes) -> bool:
    """Whether a file that begins so is an SVG drawing, which only a process of its own may read."""
    return _DRAWING.match(beginning[:BEGINNING_OF_DRAWING]) is not None
