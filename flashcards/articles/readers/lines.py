"""Small questions about lines that several formats ask."""

import re
from collections.abc import Sequence

PLAIN_WORDS = re.compile(r"[A-Za-z][A-Za-z0-9 ,']*(?:[A-Za-z0-9 ,']{7}\.)?$")
"""Words without any mark, which need not be looked at again; "a." may begin an item."""
_MARGIN = re.compile(r"[ \t]*")


def is_blank(line: str) -> bool:
    """Tell whether a line is empty to the eye."""
    return not line or line.isspace()


def indent_of(line: str) -> int:
    """Count the spaces a line begins with."""
    return len(line) - len(line.lstrip(" "))


def expanded(lines: Sequence[str], width: int = 4) -> Sequence[str]:
    """Return lines whose leading tabs are spaces."""
    if not any("\t" in line for line in lines):
        return lines
    return [_without_tabs(line, width) for line in lines]


def dedented(lines: Sequence[str]) -> list[str]:
    """Return lines without the indent they have in common."""
    common = min((indent_of(line) for line in lines if not is_blank(line)), default=0)
    return [line[common:] for line in lines]


def _without_tabs(line: str, width: int) -> str:
    margin = _MARGIN.match(line)
    if margin is None or "\t" not in margin[0]:
        return line
    # A margin wider than any article has is not worth its memory.
    return margin[0][:1000].expandtabs(width) + line[margin.end() :]
