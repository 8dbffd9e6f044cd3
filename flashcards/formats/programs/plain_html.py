"""Writes plain text as HTML that shows the same, for fields of notes."""

import re
from html import escape
from typing import Final

_KNOWN: Final = re.compile(
    r"</?(?:b|i|u|s|em|strong|sub|sup|br|p|div|span|font|ul|ol|li|table|tr|td|th|tbody|img|a|hr|pre|code"
    r"|h[1-6])(?:\s[^<>]{0,500})?/?>",
    re.IGNORECASE,
)
_ENTITY: Final = re.compile(r"&amp;(#\d{1,7}|#x[0-9a-fA-F]{1,6}|[A-Za-z]{2,31});")


def plain_html(text: str) -> str:
    """Return a text of which nothing is markup."""
    return escape(text.strip(), quote=False).replace("\r\n", "\n").replace("\n", "<br>")


def lenient_html(text: str) -> str:
    """Return a text in which people also wrote tags and entities; these keep their meaning.

    A bare ``<`` or ``&`` is shown as such.
    """
    made, at = [], 0
    for found in _KNOWN.finditer(text):
        made += [_escaped(text[at : found.start()]), found[0]]
        at = found.end()
    made.append(_escaped(text[at:]))
    return "".join(made).strip()


def _escaped(text: str) -> str:
    plain = escape(text, quote=False).replace("\r\n", "\n").replace("\r", "\n")
    return _ENTITY.sub(r"&\1;", plain).replace("\n", "<br>")
