"""Breaks a text anywhere that holds a word of thousands of letters.

Qt looks for the place to break such a word from its start for every line: a second for 100,000
letters, a minute for a million.
"""

import re

from PySide6.QtGui import QTextOption

LONGEST_WORD = 2_000
"""Letters without a space that are still broken between words."""

_LONGER = re.compile(rf"\S{{{LONGEST_WORD + 1}}}")


def wrap_mode(text: str) -> QTextOption.WrapMode:
    """Return how lines of a text, or of HTML, are to be broken."""
    if len(text) > LONGEST_WORD and _LONGER.search(text):
        return QTextOption.WrapMode.WrapAnywhere
    return QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere
