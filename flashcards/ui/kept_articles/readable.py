"""A note's field as words to be read and compared: without marks, the gaps of a cloze shown."""

import re

from flashcards.text.plain import plain_text

GAP, GAP_END = "[", "]"
"""Stand around words that a cloze asks for."""
_SIGN = re.compile(r"\{\{c[0-9,]{1,30}::|\}\}")
_HINT = re.compile(r"::[^{}:]*\Z")
_OPENS, _CLOSES = "\u2e28", "\u2e29"
"""Stand for them while marks are taken off, for a bracket may be one."""
_ITEM = re.compile(r"([ \t]*)[-+*][ \t]+(?=\S)")
_FENCE = re.compile(r" {0,3}(?:`{3,}|~{3,})")


def readable(field: str) -> str:
    """Return what a card shows of a field, line by line; the hints of gaps are left out."""
    lines: list[str] = []
    in_code = False
    for line in _with_gaps(field.strip()).split("\n"):
        if _FENCE.match(line):
            in_code = not in_code
        else:
            lines.append(line if in_code else _unmarked(line))
    words = "\n".join(lines).strip()
    return words.replace(_OPENS, GAP).replace(_CLOSES, GAP_END)


def _unmarked(line: str) -> str:
    item = _ITEM.match(line)
    return plain_text(line) if item is None else f"{item[1]}• {plain_text(line[item.end() :])}"


def _with_gaps(text: str) -> str:
    """Return a text with other signs around the gaps of a cloze."""
    if "{{c" not in text:
        return text
    parts: list[str] = []
    opened: list[int] = []
    at = 0
    for sign in _SIGN.finditer(text):
        parts.append(text[at : sign.start()])
        at = sign.end()
        if sign[0] != "}}":
            opened.append(len(parts))
            parts.append(sign[0])
        elif opened:
            parts[opened.pop()] = _OPENS
            parts[-1] = _HINT.sub("", parts[-1])
            parts.append(_CLOSES)
        else:
            parts.append(sign[0])
    return "".join((*parts, text[at:]))


def readable_term(term: str, first_field: str) -> str:
    """Return the name of a passage; of one that the learner marked it is a field."""
    return plain_text(term) if term == first_field else term
