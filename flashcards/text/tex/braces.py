"""The groups of TeX: where what a command takes begins and ends."""

import re

_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
_COMMAND = re.compile(r"\\(?:[a-zA-Z]+|.)", re.DOTALL)


def group_end(tex: str, start: int) -> int:
    """Return where the group that begins at ``start`` with a brace ends, behind it; -1 if never."""
    depth = 0
    for brace in _BRACE.finditer(tex, start):
        if brace[0] == "{":
            depth += 1
        elif brace[0] == "}":
            depth -= 1
            if depth <= 0:
                return brace.end()
    return -1


def is_balanced(tex: str) -> bool:
    """Whether every brace has its counterpart."""
    depth = 0
    for brace in _BRACE.finditer(tex):
        depth += (brace[0] == "{") - (brace[0] == "}")
        if depth < 0:
            return False
    return depth == 0


def depth_of(tex: str) -> int:
    """Return how deep groups lie in each other."""
    depth = deepest = 0
    for brace in _BRACE.finditer(tex):
        depth += (brace[0] == "{") - (brace[0] == "}")
        deepest = max(deepest, depth)
    return deepest


def argument(tex: str, start: int) -> tuple[str, int] | None:
    """Return what a command takes at a place, without its braces, and where TeX goes on."""
    while start < len(tex) and tex[start].isspace():
        start += 1
    if start >= len(tex) or tex[start] == "}":
        return None
    if tex[start] == "{":
        end = group_end(tex, start)
        return (tex[start + 1 : end - 1], end) if end > 0 else None
    command = _COMMAND.match(tex, start)
    end = command.end() if command else start + 1
    return tex[start:end], end


def optional(tex: str, start: int) -> tuple[str | None, int]:
    """Return what stands in brackets at a place, None without any, and where TeX goes on."""
    at = start
    while at < len(tex) and tex[at].isspace():
        at += 1
    if not tex.startswith("[", at):
        return None, start
    depth = 0
    for sign in re.compile(r"\\.|[{}\]]", re.DOTALL).finditer(tex, at + 1):
        if sign[0] == "]" and not depth:
            return tex[at + 1 : sign.start()], sign.end()
        depth += (sign[0] == "{") - (sign[0] == "}")
    return None, start
