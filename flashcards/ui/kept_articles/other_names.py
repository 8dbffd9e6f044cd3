"""Finds the other name of a term where an article says both: the short one stands in brackets."""

import re

_SHORT = re.compile(r"\s?\(([^()\n]{2,40})\)")
_WORDS = re.compile(r"\S+")
_LONGEST_LINE = 5
"""Words a line may have before the bracket to be the long name as a whole, as headings are."""
_MOST = 6


def other_names(text: str, name: str) -> tuple[str, ...]:
    """Return what else an article calls a term: ``RNA`` for ribonucleic acid, and the reverse."""
    found: dict[str, None] = {}
    if name.strip():
        for at in re.finditer(re.escape(name.strip()), text, re.IGNORECASE):
            short = _SHORT.match(text, at.end())
            if short is not None and _is_short(short[1]):
                found[short[1].strip()] = None
            long = _long_name(text, at.start(), at.end())
            if long:
                found[long] = None
            if len(found) >= _MOST:
                break
    return tuple(found)


def _is_short(words: str) -> bool:
    """Whether a bracket holds an abbreviation rather than an aside."""
    return " " not in words.strip() and sum(c.isupper() for c in words) >= 2


def _long_name(text: str, start: int, stop: int) -> str:
    """Return the words whose abbreviation stands in brackets at ``text[start:stop]``."""
    if text[start - 1 : start] != "(" or text[stop : stop + 1] != ")":
        return ""
    if not _is_short(text[start:stop]):
        return ""
    line = text[max(text.rfind("\n", 0, start) + 1, start - 200) : start - 1]
    words = [word[0] for word in _WORDS.finditer(line)]
    letters = [c.casefold() for c in text[start:stop] if c.isupper()]
    last = words[-len(letters) :]
    if [word[0].casefold() for word in last] == letters:
        return " ".join(last)
    ends = text[stop + 1 : stop + 2] in ("", "\n")
    return " ".join(words) if ends and len(words) <= _LONGEST_LINE else ""
