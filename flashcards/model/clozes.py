"""The syntax of clozes, ``{{c1::text::hint}}``: read, written, renumbered, and only here.

A cloze may hold others and may belong to several cards (``{{c1,2::...}}``); the first ``::`` inside
one begins its hint. A sign without its counterpart is plain text. Braces of a formula that a cloze
holds, as in ``{{c1::\\frac{a}{b}}}``, do not end it.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

SIGN = "{{c"
"""Text without it holds no cloze."""
END = "}}"
_TOKEN = re.compile(r"\{\{c([0-9]{1,5}(?:,[0-9]{1,5}){0,20})::|\}{2,}")
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
_LONGEST_LOOK = 400
_MOST_LOOKS = 100
"""How far ahead, and how often in a text, is looked for the end of a cloze in a formula."""


@dataclass(slots=True)
class Cloze:
    """Where a cloze begins in what ``parse`` returns, its numbers, and its hint if it has one."""

    numbers: tuple[int, ...]
    opener: str
    opened_at: int
    hint: str | None = None
    braces: int = 0
    """Braces that were opened inside it and not closed, as formulas have them."""
    has_commands: bool = False
    """Whether it holds a backslash, or a brace that is raised or lowered, as formulas do."""


Event = str | Cloze | None
"""A string is text, a cloze opens, None closes the one opened last."""


def parse(text: str) -> list[Event]:
    """Take a text apart, in linear time; hints are found in their clozes alone."""
    events: list[Event] = []
    stack: list[Cloze] = []
    position = looks = 0
    for token in _TOKEN.finditer(text):
        _add(events, stack, text[position : token.start()])
        position = token.end()
        if token[1] is None:
            looks += _close(events, stack, text, token, looks < _MOST_LOOKS)
        elif stack and stack[-1].hint is not None:
            _add(events, stack, token[0])
        else:
            cloze = Cloze(tuple(map(int, token[1].split(","))), token[0], len(events))
            events.append(cloze)
            stack.append(cloze)
    _add(events, stack, text[position:])
    for cloze in stack:  # never closed, so it was none
        events[cloze.opened_at] = cloze.opener
        if cloze.hint is not None:
            events.append("::" + cloze.hint)
    return events


def _close(
    events: list[Event], stack: list[Cloze], text: str, token: re.Match[str], may_look: bool
) -> bool:
    """Close clozes at a run of braces, after those of formulas; True if it looked ahead."""
    left, looked = token.end() - token.start(), False
    while left and stack:
        cloze = stack[-1]
        own = min(cloze.braces, max(left - 2, 0))
        if left == 2 and cloze.braces > 1 and cloze.has_commands and may_look and not looked:
            looked = True
            own = 2 if _ends_later(text, token.end(), cloze.braces - 2) else 0
        if own:
            _add(events, stack, "}" * own)
            left -= own
        elif left >= 2:
            stack.pop()
            events.append(None)
            left -= 2
        else:
            break
    _add(events, stack, "}" * left)
    return looked


def _ends_later(text: str, start: int, braces: int) -> bool:
    """Whether a cloze ends further on, once so many braces of its formula are closed."""
    end = start + _LONGEST_LOOK
    opening = text.find(SIGN, start, end)
    for sign in _BRACE.finditer(text, start, end if opening < 0 else opening):
        if sign[0] == "{":
            braces += 1
        elif sign[0] == "}":
            if not braces:
                return text.startswith(END, sign.start())
            braces -= 1
    return False


def _add(events: list[Event], stack: list[Cloze], text: str) -> None:
    if not text:
        return
    if not stack:
        events.append(text)
        return
    cloze = stack[-1]
    if cloze.hint is not None:
        cloze.hint += text
        return
    content, separator, hint = text.partition("::")
    if content:
        events.append(content)
    if separator:
        cloze.hint = hint
    if "{" in content or "}" in content or "\\" in content:
        cloze.has_commands |= "\\" in content or "_{" in content or "^{" in content
        for sign in _BRACE.finditer(content):
            cloze.braces = max(0, cloze.braces + (sign[0] == "{") - (sign[0] == "}"))


def cloze_numbers(text: str) -> list[int]:
    """Return the numbers of the clozes in a text, each once, in rising order; 0 is none."""
    if SIGN not in text:
        return []
    found = {n for event in parse(text) if isinstance(event, Cloze) for n in event.numbers}
    return sorted(found - {0})


def rewritten(text: str, each: Callable[[Cloze, str], str]) -> str:
    """Return a text with every cloze replaced by what ``each`` makes of it and of its inside.

    Inner clozes come first, so the inside of an outer one holds what was made of them.
    """
    if SIGN not in text:
        return text
    parts: list[list[str]] = [[]]
    opened: list[Cloze] = []
    for event in parse(text):
        if isinstance(event, str):
            parts[-1].append(event)
        elif event is None:
            inside = "".join(parts.pop())
            parts[-1].append(each(opened.pop(), inside))
        else:
            opened.append(event)
            parts.append([])
    return "".join(parts[0])


def without_clozes(text: str) -> str:
    """Return a text with every cloze shown as plain text, hints gone."""
    return rewritten(text, lambda _cloze, inside: inside)


def insides(text: str) -> list[str]:
    """Return what each cloze of a text hides, inner ones before those around them."""
    found: list[str] = []

    def keep(_cloze: Cloze, inside: str) -> str:
        found.append(inside)
        return inside

    rewritten(text, keep)
    return found


def opener(numbers: int | Iterable[int]) -> str:
    """Return what stands before the text of a cloze: ``{{c1::``."""
    listed = [numbers] if isinstance(numbers, int) else numbers
    return f"{SIGN}{','.join(map(str, listed))}::"


def written(numbers: int | Iterable[int], text: str, hint: str | None = None) -> str:
    """Return a cloze; ``text`` must hold no ``::`` of its own, which would begin the hint."""
    return f"{opener(numbers)}{text}{'' if hint is None else '::' + hint}{END}"


def renumbered(text: str, number: Callable[[int], int]) -> str:
    """Return a text whose clozes bear other numbers, one by one also where they are lists."""

    def each(cloze: Cloze, inside: str) -> str:
        return written(dict.fromkeys(map(number, cloze.numbers)), inside, cloze.hint)

    return rewritten(text, each)
