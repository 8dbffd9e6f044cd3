"""The character formats of a field that is edited as it looks, from the theme's tokens."""

import re
from collections.abc import Iterable
from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetricsF, QTextCharFormat, QTextFormat

from flashcards.ui import theme
from flashcards.ui.tokens import contrast

_HEADING_PERCENT = {"1": 150, "2": 130, "3": 115}
_SMALLER_PERCENT = {"hint": 90, "code": 94, "fence": 94, "table": 94, "source": 94}
_MONO = frozenset({"code", "fence", "table", "source"})
_BACK = {"code": "code", "fence": "code", "highlight": "highlight", "gap": "selection"}
_FRONT = {
    "gap": "accent", "link": "accent", "hint": "muted", "quote": "muted", "source": "muted",
    "faint": "muted", "shown_mark": "muted", "count": "muted",
}  # fmt: skip
LEAST_CONTRAST = 3.0
_RGB = re.compile(r"rgb\(\s*([0-9]{1,3})\s*,\s*([0-9]{1,3})\s*,\s*([0-9]{1,3})\s*\)")
_ITALIC = frozenset({"italic", "hint"})
_BOLD = frozenset({"bold", "heading"})
Key = tuple[str, ...]
"""What characters look like at once, in the order in which one look goes over the other."""


def format_of(keys: Iterable[str], em: int) -> QTextCharFormat:
    """Return the format of characters that look like this; ``em`` is the text's size in pixels.

    A heading is given with its level: ``heading2``.
    """
    return _made(tuple(sorted(keys)), em, theme.tokens().name)


@lru_cache(maxsize=512)
def _made(keys: Key, em: int, _theme: str) -> QTextCharFormat:
    made = QTextCharFormat()
    plain = {key.rstrip("0123456789") for key in keys}
    size = em
    for key in keys:
        if key.startswith("heading"):
            size = em * _HEADING_PERCENT.get(key[7:], 105) // 100
        size = size * _SMALLER_PERCENT.get(key, 100) // 100
    if size != em:
        made.setProperty(QTextFormat.Property.FontPixelSize, size)
    if plain & _BOLD:
        made.setFontWeight(QFont.Weight.DemiBold)
    if plain & _ITALIC:
        made.setFontItalic(True)
    made.setFontUnderline(bool(plain & {"underline", "link"}))
    made.setFontStrikeOut("strike" in plain)
    if plain & _MONO:
        made.setFontFamilies(theme.code_families())
    for script in ("sub", "sup"):
        if script in plain:
            place = QTextCharFormat.VerticalAlignment
            made.setVerticalAlignment(
                place.AlignSubScript if script == "sub" else place.AlignSuperScript
            )
    for look, token in _BACK.items():
        if look in plain:
            made.setBackground(theme.color(token))
    for look, token in reversed(_FRONT.items()):
        if look in plain:
            made.setForeground(theme.color(token))
    for key in keys:
        if key.startswith("colour") and (chosen := _readable(key[6:])) is not None:
            made.setForeground(chosen)
    if "misspelt" in plain:
        made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        made.setUnderlineColor(theme.color("again"))
    if "bullet" in plain or "rule" in plain:
        made.setForeground(QColor(Qt.GlobalColor.transparent))
    return made


def _readable(name: str) -> QColor | None:
    """Return a colour of the author's; None for one that cannot be read on the field."""
    found = _RGB.fullmatch(name)
    colour = QColor(*(min(255, int(part)) for part in found.groups())) if found else QColor(name)
    if not colour.isValid() or contrast(colour.name(), theme.tokens().raised) < LEAST_CONTRAST:
        return None
    return colour


@lru_cache(maxsize=1)
def hidden() -> QTextCharFormat:
    """Return the format of characters that take no room."""
    made = QTextCharFormat()
    made.setProperty(QTextFormat.Property.FontPixelSize, 1)
    made.setFontLetterSpacingType(QFont.SpacingType.PercentageSpacing)
    made.setFontLetterSpacing(1)
    made.setForeground(QColor(Qt.GlobalColor.transparent))
    return made


def room(
    character: str, width: int, height: int, font: QFont, *, seen: bool = False
) -> QTextCharFormat:
    """Return the format by which one character takes the room of a picture, in pixels.

    It is not drawn itself, unless it is ``seen``.
    """
    return _room(character, width, height, font.toString(), seen)


def room_font(height: int, font: QFont) -> QFont:
    """Return the font in which a line is at least as high as a picture."""
    metrics, result = QFontMetricsF(font), QFont(font)
    size = QFontInfo(font).pixelSize()
    own = metrics.ascent() + metrics.descent()
    result.setPixelSize(max(size, round(size * height / own)))
    return result


@lru_cache(maxsize=512)
def _room(character: str, width: int, height: int, name: str, seen: bool) -> QTextCharFormat:
    font = QFont()
    font.fromString(name)
    font = room_font(height, font)
    made = QTextCharFormat()
    made.setProperty(QTextFormat.Property.FontPixelSize, font.pixelSize())
    made.setFontLetterSpacingType(QFont.SpacingType.AbsoluteSpacing)
    made.setFontLetterSpacing(width - QFontMetricsF(font).horizontalAdvance(character))
    if not seen:
        made.setForeground(QColor(Qt.GlobalColor.transparent))
    return made
