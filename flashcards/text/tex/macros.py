r"""Commands that formulas define: ``\newcommand``, ``\def`` and ``\DeclareMathOperator``.

What one formula of a card defines holds for those after it, so that a template can define commands
for all cards of its note type.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from flashcards.text.tex.braces import argument, optional
from flashcards.text.tex.problems import FormulaError

MOST_STEPS = 2_000
"""Commands that are replaced in one formula."""
LONGEST = 20_000
"""Characters of a formula with its commands replaced."""
MOST_DEFINED = 200

_DEFINES = re.compile(
    r"\\(?P<new>(?:re)?newcommand|providecommand)\*?(?![a-zA-Z])"
    r"|\\(?P<operator>DeclareMathOperator)(?P<star>\*?)"
    r"|\\def\s*\\(?P<name>[a-zA-Z]+|[^a-zA-Z\s{}])(?P<places>(?:#[1-9]){0,9})(?=\s*\{)"
)
_NAME = re.compile(r"\\([a-zA-Z]+|[^a-zA-Z\s{}])\s*")
_COMMAND = re.compile(r"\\([a-zA-Z]+|.)", re.DOTALL)
_PLACE = re.compile(r"#([1-9])")


@dataclass(frozen=True, slots=True)
class Macro:
    """What a command stands for; ``default`` is used where its first argument is left out."""

    body: str
    takes: int = 0
    default: str | None = None


Macros = Mapping[str, Macro]


def read(tex: str) -> tuple[str, dict[str, Macro]]:
    """Return a formula without the commands it defines, and those."""
    if "\\" not in tex:
        return tex, {}
    found: dict[str, Macro] = {}
    kept: list[str] = []
    done = 0
    while (start := _DEFINES.search(tex, done)) is not None and len(found) < MOST_DEFINED:
        defined = _defined(tex, start)
        if defined is None:
            kept.append(tex[done : start.end()])
            done = start.end()
            continue
        name, macro, end = defined
        found[name] = macro
        kept.append(tex[done : start.start()])
        done = end
    return "".join((*kept, tex[done:])), found


def _defined(tex: str, start: re.Match[str]) -> tuple[str, Macro, int] | None:
    if start["name"]:
        body = argument(tex, start.end())
        return (start["name"], Macro(body[0], len(start["places"]) // 2), body[1]) if body else None
    named = argument(tex, start.end())
    name = _NAME.fullmatch(named[0]) if named else None
    if named is None or name is None:
        return None
    at = named[1]
    takes, at = optional(tex, at) if start["new"] else (None, at)
    default, at = optional(tex, at) if takes is not None else (None, at)
    body = argument(tex, at)
    if body is None or (takes is not None and not re.fullmatch(r"\s*[0-9]\s*", takes)):
        return None
    if start["operator"]:
        return name[1], Macro(f"\\operatorname{start['star']}{{{body[0]}}}"), body[1]
    return name[1], Macro(body[0], int(takes or 0), default), body[1]


def used(tex: str, macros: Macros) -> dict[str, Macro]:
    """Return those commands that a formula uses, in itself or through others of them."""
    found: dict[str, Macro] = {}
    look = [tex]
    while look:
        for command in _COMMAND.finditer(look.pop()):
            macro = macros.get(command[1])
            if macro is not None and command[1] not in found:
                found[command[1]] = macro
                look.append(macro.body)
    return found


def expanded(tex: str, macros: Macros) -> str:
    """Return a formula with its commands replaced. Raises FormulaError where that has no end."""
    done: list[str] = []
    at = steps = 0
    while (command := _COMMAND.search(tex, at)) is not None:
        macro = macros.get(command[1])
        if macro is None:
            done.append(tex[at : command.end()])
            at = command.end()
            continue
        steps += 1
        body, end = _filled(tex, command.end(), macro)
        if not macro.takes and _stands_alone(body):
            body = f"{{{body}}}"
        elif body[-1:].isalpha() and tex[end : end + 1].isalpha():
            body += " "  # else a command at its end would run together with what follows
        done.append(tex[at : command.start()])
        tex, at = body + tex[end:], 0
        if steps > MOST_STEPS or len(tex) + sum(map(len, done)) > LONGEST:
            raise FormulaError("macros")
    return "".join((*done, tex[at:]))


def _stands_alone(body: str) -> bool:
    return not re.search(r"\\(?:left|right|begin|end|middle|limits|nolimits)(?![a-zA-Z])|&", body)


def _filled(tex: str, at: int, macro: Macro) -> tuple[str, int]:
    given: list[str] = []
    if macro.default is not None:
        first, at = optional(tex, at)
        given.append(macro.default if first is None else first)
    while len(given) < macro.takes:
        taken = argument(tex, at)
        if taken is None:
            raise FormulaError("argument")
        given.append(taken[0])
        at = taken[1]

    def place(found: re.Match[str]) -> str:
        number = int(found[1])
        return given[number - 1] if number <= len(given) else ""

    return _PLACE.sub(place, macro.body), at
