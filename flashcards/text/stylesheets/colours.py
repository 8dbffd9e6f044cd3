"""Colours of CSS as Qt reads them."""

from functools import lru_cache
from typing import NamedTuple

_MENDED = 4.5
"""The contrast of text whose colour had to be changed."""
READABLE, HARDLY_READABLE = 3.0, 1.6
"""The contrast that text of a card has at least on a dark page, which its author may never have
seen, and on a background that the author chose."""


class Colour(NamedTuple):
    """Red, green and blue, 0 to 255, and how much covers what is behind it, 0 to 1."""

    red: int
    green: int
    blue: int
    alpha: float = 1.0

    @property
    def css(self) -> str:
        """The colour as Qt’s text reads it."""
        if self.alpha >= 1:
            return f"#{self.red:02x}{self.green:02x}{self.blue:02x}"
        return f"rgba({self.red},{self.green},{self.blue},{round(self.alpha * 255)})"

    @property
    def luminance(self) -> float:
        """How bright it is, 0 to 1, as WCAG reckons."""
        parts = (part / 255 for part in self[:3])
        red, green, blue = (
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    def contrast(self, other: "Colour") -> float:
        """Return how well the two can be told apart, 1 to 21."""
        dark, light = sorted((self.luminance, other.luminance))
        return (light + 0.05) / (dark + 0.05)

    def readable_on(self, behind: "Colour", contrast: float) -> "Colour":
        """Return it where it has that contrast, else as pale or dark as text needs to be."""
        if self.contrast(behind) >= contrast:
            return self
        target = 255 if behind.luminance < 0.2 else 0
        found = self
        while found.contrast(behind) < _MENDED and found[:3] != (target,) * 3:
            red, green, blue = (round(part + (target - part) * 0.2) for part in found[:3])
            step = 1 if target else -1
            if (red, green, blue) == found[:3]:
                red, green, blue = (max(0, min(255, part + step)) for part in found[:3])
            found = Colour(red, green, blue, self.alpha)
        return found

    def shaded(self) -> "Colour":
        """Return the colour of an edge that lies in the shade, as browsers draw it."""
        red, green, blue = (round(part / 1.54) for part in self[:3])
        return Colour(red, green, blue, self.alpha)

    def faded(self, share: float) -> "Colour":
        """Return it with ``share`` of its cover."""
        return self._replace(alpha=self.alpha * share)


@lru_cache(maxsize=2048)
def colour(text: str) -> Colour | None:
    """Return the colour a value names; None for what is none, and for ``currentcolor``."""
    from tinycss2.color4 import parse_color

    if len(text) > 100:
        return None
    found = parse_color(text.strip())
    if found is None or isinstance(found, str):
        return None
    try:
        red, green, blue, alpha = found.to("srgb")
    except (NotImplementedError, ValueError, ArithmeticError, TypeError):
        return None
    values = (0 if part is None else min(255, max(0, round(part * 255))) for part in
              (red, green, blue))  # fmt: skip
    red_, green_, blue_ = values
    return Colour(red_, green_, blue_, min(1.0, max(0.0, 1.0 if alpha is None else alpha)))


def first_colour(text: str) -> Colour | None:
    """Return the first colour that occurs in a value such as a gradient."""
    import tinycss2

    waiting = list(tinycss2.parse_component_value_list(text[:500]))
    for token in waiting:
        if token.type in ("ident", "hash", "function"):
            found = colour(token.serialize())
            if found is not None:
                return found
        if token.type == "function" and len(waiting) < 500:
            waiting.extend(token.arguments)
    return None
