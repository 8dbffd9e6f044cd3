"""Makes one text of the pages of a PDF, with the words whole that lines divide."""

import re
from collections.abc import Callable, Sequence

_DIVIDED = re.compile(r"(?<![^\W\d_])([^\W\d_]++)([-\u2010\u00ad])\n[ \t]*(?=([^\W\d_]+))")
"""The first part of a word divided at the end of a line, and what stands before the next part."""
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def joined(pages: Sequence[Sequence[str]]) -> str:
    """One text of all pages; a sentence goes on over the end of a page."""
    texts: list[str] = []
    for lines in pages:
        text = "\n".join(lines).strip("\n")
        before = texts[-1].rstrip() if texts else ""
        if not text.strip():
            continue
        if texts and text.lstrip()[:1].islower() and not before.endswith((".", "!", "?", ":")):
            between = "\n" if before.endswith("-") else " "
        else:
            between = "\n\n"
        texts += [between, text]
    whole = "".join(texts[1:])
    return _DIVIDED.sub(_undivided(whole), whole)


def _undivided(text: str) -> Callable[[re.Match[str]], str]:
    """Join a divided word as the text has it elsewhere, with its hyphen or without."""
    words = frozenset(_WORD.findall(text.casefold()))

    def join(found: re.Match[str]) -> str:
        before, hyphen, after = found.groups()
        if (before + after).casefold() in words or hyphen == "\u00ad":
            return before
        if f"{before}-{after}".casefold() in words or after[0].isupper():
            return f"{before}-"
        return before

    return join
