"""A note's field as words to be read and compared: without marks, the gaps of a cloze shown."""

import re

from flashcards.model.clozes import Cloze, rewritten
from flashcards.text.plain import plain_text

GAP, GAP_END = "[", "]"
"""Stand around words that a cloze asks for."""
_OPENS, _CLOSES = "\u2e28", "\u2e29"
"""Stand for them while marks are taken off, for a bracket may be one."""
_ITEM = re.compile(r"([ \t]*)[-+*][ \t]+(?=\S)")
_FENCE = re.compile(r" {0,3}(?:`{3,}|~{3,})")


def readable(field: str) -> str:
    """Return what a card shows of a field, line by line; the hints of gaps are left out."""
    lines: list[str] = []
    in_code = False
    for line in rewritten(field.strip(), _bracketed).split("\n"):
        if _FENCE.match(line):
            in_code = not in_code
        else:
            lines.append(line if in_code else _unmarked(line))
    words = "\n".join(lines).strip()
    return words.replace(_OPENS, GAP).replace(_CLOSES, GAP_END)


def _unmarked(line: str) -> str:
    item = _ITEM.match(line)
    return plain_text(line) if item is None else f"{item[1]}• {plain_text(line[item.end() :])}"


def _bracketed(_cloze: Cloze, inside: str) -> str:
    return f"{_OPENS}{inside}{_CLOSES}"


def readable_term(term: str, first_field: str) -> str:
    """Return the name of a passage; of one that the learner marked it is a field."""
    return plain_text(term) if term == first_field else term
