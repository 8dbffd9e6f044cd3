"""Colours code in HTML that names its language, as ``<code class="language-python">`` does."""

import re
from html import unescape

from flashcards.text.highlight import highlight

_NAMED = re.compile(
    r"""<(code|pre)\b[^<>]{0,200}?\bclass\s*=\s*["']?[^<>"']{0,100}?"""
    r"""\blang(?:uage)?-([\w+#-]{1,20})[^<>]{0,200}>""",
    re.IGNORECASE,
)
_BREAK = re.compile(r"<br\s*/?>\n?|</div>\s*<div>", re.IGNORECASE)
_PLAIN_TAG = re.compile(r"</?(?:div|p)\b[^<>]*>", re.IGNORECASE)


def with_colours(html: str) -> str:
    """Return HTML of a field with the code in it coloured whose language is known.

    Code that holds other tags keeps those and stays as it is.
    """
    if "language-" not in html and "lang-" not in html:
        return html
    done: list[str] = []
    at = 0
    absent: set[str] = set()
    while (found := _NAMED.search(html, at)) is not None:
        closing = f"</{found[1]}>"
        end = -1 if closing in absent else html.find(closing, found.end())
        if end < 0:
            absent.add(closing)
            done.append(html[at : found.end()])
            at = found.end()
            continue
        done += html[at : found.end()], _coloured(html[found.end() : end], found[2])
        at = end
    return "".join((*done, html[at:]))


def _coloured(html: str, language: str) -> str:
    text = _PLAIN_TAG.sub("", _BREAK.sub("\n", html))
    if "<" in text:
        return html
    return highlight(unescape(text), language)
