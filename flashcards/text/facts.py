"""Tells the facts in a text apart that asks for several: items of a list, or paragraphs."""

import re

MOST_FACTS = 20
"""A text with more is no answer of several facts, but a text."""

_ITEM = re.compile(r"^(?:[-*+•]|\d{1,3}[.)])[ \t]+(?=\S)")
_DIVIDED = re.compile(r"\n[ \t]*\n\s*")


def facts(text: str) -> list[str]:
    """Return the facts of a Markdown text, in their order; one where it cannot be divided.

    A text is divided where it is a list and nothing else, or has several paragraphs.
    """
    stripped = text.strip()
    found = _items(stripped) or [part for part in _DIVIDED.split(stripped) if part]
    fenced = "```" in stripped or "~~~" in stripped
    return found if 1 < len(found) <= MOST_FACTS and not fenced else [stripped]


def _items(text: str) -> list[str]:
    """Return the items of a list, each with what belongs to it; none for any other text."""
    items: list[list[str]] = []
    for line in text.split("\n"):
        mark = _ITEM.match(line)
        if mark is not None:
            items.append([line[mark.end() :]])
        elif not items:
            return []
        elif line.startswith((" ", "\t")):
            items[-1].append(line.strip())
        elif line.strip():
            return []
    return ["\n".join(filter(None, item)) for item in items]
