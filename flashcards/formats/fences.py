"""Finds code fences in Markdown lines, so that nothing inside them is taken for structure."""

import re
from collections.abc import Sequence

_OPENER = re.compile(r"[ \t]*(`{3,}|~{3,})")
_MARKED_OPENER = re.compile(r"(?:[QACE]:)?[ \t]*(`{3,}|~{3,})")
_STRUCTURE = re.compile(r"#{1,2}[ \t]|[QC]:[ \t]")


def fence_map(lines: Sequence[str], after_markers: bool) -> tuple[bytearray, list[int]]:
    """Return which lines belong to a closed fence and the openers that are never closed.

    In the map 2 stands for a fence's first line, 1 for its other lines, 0 for all else.

    A fence is never closed when no closing line follows, or when a heading or question and then
    another opening fence come first: the author forgot to close it. ``after_markers`` lets a
    fence open right behind ``Q:``, ``A:``, ``C:`` or ``E:``. Linear in the number of lines.
    """
    inside, unclosed = bytearray(len(lines)), list[int]()
    longest = _longest_closers(lines)
    pattern = _MARKED_OPENER if after_markers else _OPENER
    at = 0
    while at < len(lines):
        opener = _opener(lines[at], pattern)
        if opener is None:
            at += 1
            continue
        end, resume = (
            _closer(lines, at, opener) if _can_close(longest, at, opener) else (None, at + 1)
        )
        if end is None:
            unclosed.extend(k for k in range(at, resume) if _opener(lines[k], pattern))
        else:
            inside[at:resume] = b"\2" + b"\1" * (resume - at - 1)
        at = resume
    return inside, unclosed


def _opener(line: str, pattern: re.Pattern[str]) -> str | None:
    found = pattern.match(line)
    if found is None or (found[1][0] == "`" and "`" in line[found.end() :]):
        return None
    return found[1]


def _closer_run(line: str) -> str:
    run = line.strip(" \t")
    if len(run) >= 3 and (run == "`" * len(run) or run == "~" * len(run)):
        return run
    return ""


def _longest_closers(lines: Sequence[str]) -> dict[str, list[tuple[int, int]]]:
    """For each fence sign, (line, length) of closers longer than all that follow, last first."""
    longest: dict[str, list[tuple[int, int]]] = {"`": [], "~": []}
    for at in range(len(lines) - 1, -1, -1):
        run = _closer_run(lines[at])
        if run:
            known = longest[run[0]]
            if not known or len(run) > known[-1][1]:
                known.append((at, len(run)))
    return longest


def _can_close(longest: dict[str, list[tuple[int, int]]], at: int, opener: str) -> bool:
    # Openers are visited from first to last, so closers left behind are dropped for good.
    known = longest[opener[0]]
    while known and known[-1][0] <= at:
        known.pop()
    return bool(known) and known[-1][1] >= len(opener)


def _closer(lines: Sequence[str], at: int, opener: str) -> tuple[int | None, int]:
    """Return (closing line or None, line to go on with) for the fence opened at ``at``."""
    structure = None
    for line in range(at + 1, len(lines)):
        text = lines[line]
        run = _closer_run(text)
        if run.startswith(opener):
            return line, line + 1
        if structure is None:
            if _STRUCTURE.match(text):
                structure = line
        elif not run and (_opener(text, _OPENER) or "").startswith(opener):
            return None, structure
    return None, at + 1
