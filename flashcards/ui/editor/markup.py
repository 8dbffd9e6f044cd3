"""What the formatting keys do to a text: marks around a selection, lists, clozes."""

import re
from collections.abc import Iterable

from flashcards.model.clozes import cloze_numbers
from flashcards.text.line_looks import Look
from flashcards.text.toggling import Marks

_TAGS: tuple[tuple[str, Look, str], ...] = (
    ("bold", "bold", "b"),
    ("italic", "italic", "i"),
    ("underline", "underline", "u"),
    ("code", "code", "code"),
    ("strike", "strike", "s"),
    ("sub", "sub", "sub"),
    ("sup", "sup", "sup"),
)
_SIGNS = {"bold": "**", "italic": "*", "code": "`", "strike": "~~"}
CLEARED: tuple[Look, ...] = (*(look for _, look, _ in _TAGS), "highlight", "link")
"""What is taken away from a selection that is to look like nothing."""


def marks_of(name: str, markup: str) -> Marks | None:
    """Return what a format puts around a piece of a line; None for a format of another kind."""
    for known, look, tag in _TAGS:
        if known == name:
            sign = _SIGNS.get(name) if markup == "markdown" else None
            return Marks(look, sign or f"<{tag}>", sign or f"</{tag}>")
    if name in ("formula", "display_formula"):
        return Marks("formula", *((r"\(", r"\)") if name == "formula" else (r"\[", r"\]")))
    return None


def cloze_number(texts: Iterable[str], again: bool) -> int:
    """Return the number for a new cloze: one more than the largest, or that one ``again``."""
    largest = max((number for text in texts for number in cloze_numbers(text)), default=0)
    return max(1, largest) if again else largest + 1


def listed(text: str) -> str:
    """Make each line an item of a list, or plain again when all of them are items."""
    lines = text.split("\n")
    filled = [line for line in lines if line.strip()]
    if filled and all(line.startswith("- ") for line in filled):
        return "\n".join(line.removeprefix("- ") for line in lines)
    return "\n".join(
        line if (not line.strip() and len(lines) > 1) or line.startswith("- ") else "- " + line
        for line in lines
    )


_NUMBER = re.compile(r"[0-9]{1,9}[.)] ")


def numbered(text: str) -> str:
    """Number each line, or make them plain again when all of them are numbered."""
    lines = [line.removeprefix("- ") for line in text.split("\n")]
    filled = [line for line in lines if line.strip()]
    if filled and all(_NUMBER.match(line) for line in filled):
        return "\n".join(_NUMBER.sub("", line, count=1) for line in lines)
    count, written = 0, []
    for line in lines:
        if line.strip() or len(lines) == 1:
            count += 1
            line = f"{count}. {_NUMBER.sub('', line, count=1)}"
        written.append(line)
    return "\n".join(written)


_HEADING = re.compile(r"(#{1,6})[ \t]+|")


def headed(line: str) -> str:
    """Make a line a heading, one a smaller heading, and the smallest of three plain again."""
    found = _HEADING.match(line)
    level = len(found[1] or "") if found else 0
    bare = line[found.end() :] if found else line
    return bare if level >= 3 else f"{'#' * (level + 1)} {bare}"
