"""Which files are fonts, told by how they begin."""

FONTS = ("ttf", "otf", "ttc")
"""The kinds of fonts that are kept."""
LARGEST_FONT = 24 << 20
"""Bytes of a font that cards are drawn with; fonts of Chinese have some 20 MB."""

_BEGINNINGS = {b"\0\1\0\0": "ttf", b"true": "ttf", b"OTTO": "otf", b"ttcf": "ttc"}
_MOST_TABLES = 200


def font_kind(data: bytes) -> str | None:
    """Return the kind of a font from its bytes; None for anything else."""
    kind = _BEGINNINGS.get(data[:4])
    if kind in ("ttf", "otf"):
        tables = int.from_bytes(data[4:6], "big")
        if not 0 < tables <= _MOST_TABLES or len(data) < 12 + 16 * tables:
            return None
    return kind
