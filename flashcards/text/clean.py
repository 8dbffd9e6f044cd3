"""Bring text from anywhere into a state the other readers of this package can rely on."""

import re

MAX_CHARACTERS = 200_000
"""A field or page longer than this is cut before it is drawn."""

JOINER = "\u2060"
"""Keeps a line from ending where it stands; the program puts it in, so it is never copied."""

_ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_LONG_RUN = re.compile(r"[^\s\u200b]{500}(?=[^\s\u200b])")
_SURROGATE = re.compile("[\ud800-\udfff]")


def clean(text: str) -> str:
    """Return ``text`` with plain line ends and without control characters or lone surrogates."""
    if not _ODD.search(text):
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _ODD.sub("", _SURROGATE.sub("\ufffd", text))


def escape(text: str) -> str:
    """Return ``text`` as it stands between two tags."""
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    return text.replace(">", "&gt;") if ">" in text else text


def escape_running(text: str) -> str:
    """Return ``text`` escaped, with places to break the line in words of over 500 characters.

    Laying out one word of 200,000 characters takes the window about a second, 400 short ones 30 ms.
    """
    if len(text) > 500:
        text = _LONG_RUN.sub("\\g<0>\u200b", text)
    return escape(text)


def escape_attribute(text: str) -> str:
    """Return ``text`` as it stands between the double quotes of an attribute."""
    return escape(text).replace('"', "&quot;").replace("\n", " ")
