"""The items of a field that holds one a line, as lists and options are written."""

import re

_MARK = re.compile(r"[ \t]*(?:[-*+\u2022]|[0-9]{1,3}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?")
_BETWEEN = re.compile(r"\n|<(?:br|/?li|/?ul|/?ol|/?div|/?p)\b[^<>]*>", re.IGNORECASE)


def items(text: str, markup: str = "markdown") -> list[str]:
    """Return the items of a field without the marks of a list, empty lines left out.

    In Markdown a line that is set in belongs to the item above it. Where only some lines have a
    mark, it is part of what they say.
    """
    if markup == "html":
        return [part.strip() for part in _BETWEEN.split(text) if _says_something(part)]
    found: list[str] = []
    marked = 0
    for line in text.split("\n"):
        if not line.strip():
            continue
        if found and line[:1] in " \t" and not _MARK.match(line):
            found[-1] += f"\n{line.strip()}"
            continue
        marked += _MARK.match(line) is not None
        found.append(line.strip())
    if marked == len(found):
        return [_MARK.sub("", item, count=1) for item in found]
    return found


def _says_something(part: str) -> bool:
    return bool(part.replace("&nbsp;", " ").strip())
