"""Reads declarations, and takes short forms such as ``border: 1px solid red`` apart."""

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from flashcards.text.stylesheets.colours import colour, first_colour

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tinycss2.ast import Node as Token

SIDES = ("top", "right", "bottom", "left")
LINE_STYLES = frozenset(
    {
        "none", "hidden", "solid", "dashed", "dotted", "double", "groove", "ridge", "inset",
        "outset",
    }
)  # fmt: skip
FONT_SIZES = {
    "xx-small": 9.0, "x-small": 10.0, "small": 13.0, "medium": 16.0, "large": 18.0,
    "x-large": 24.0, "xx-large": 32.0, "xxx-large": 48.0,
}  # fmt: skip
"""Named sizes of text in pixels."""
LONGEST_VALUE = 1_000
MOST_DECLARATIONS = 500
"""Of one rule."""

_NUMBER = re.compile(r"[-+.]?[\d.]")
_WEIGHT = re.compile(r"[1-9]\d{0,2}")


class Declaration(NamedTuple):
    """One property and its value, as text."""

    name: str
    value: str
    important: bool


def read_declarations(source: "str | Sequence[Token]") -> tuple[Declaration, ...]:
    """Return the declarations of a rule or of an attribute ``style``, short forms taken apart."""
    import tinycss2

    found: list[Declaration] = []
    for one in tinycss2.parse_blocks_contents(source, skip_comments=True, skip_whitespace=True):
        if one.type != "declaration":
            continue
        name = one.name if one.name.startswith("--") else one.lower_name
        value = tinycss2.serialize(one.value).strip()
        if value and len(value) <= LONGEST_VALUE and len(name) <= 80:
            parts = long_forms(name, value)
            found += (Declaration(part, text, one.important) for part, text in parts)
        if len(found) > MOST_DECLARATIONS:
            break
    return tuple(found)


def long_forms(name: str, value: str) -> Iterator[tuple[str, str]]:
    """Yield what a declaration sets; a short form with ``var()`` in it stays, until that is known.

    A name that only browsers of one maker know counts as the common one.
    """
    if name.startswith("--"):
        yield name, value
        return
    name = name.removeprefix("-webkit-").removeprefix("-moz-")
    expand = _SHORT.get(name)
    if expand is None or "var(" in value:
        yield name, value
    elif value.lower() in ("inherit", "initial", "unset", "revert"):
        for part in _PARTS[name]:
            yield part, value
    else:
        yield from expand(name, value)


def divided(value: str) -> list[str]:
    """Return the parts of a value between spaces, those in brackets and quotes kept together."""
    parts: list[str] = []
    part, depth, quote = "", 0, ""
    for sign in value:
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "\"'":
            quote = sign
        elif sign == "(":
            depth += 1
        elif sign == ")":
            depth -= 1
        elif sign.isspace() and depth <= 0:
            if part:
                parts.append(part)
            part = ""
            continue
        part += sign
    return [*parts, part] if part else parts


def _four(name: str, value: str) -> Iterator[tuple[str, str]]:
    """``margin``, ``padding`` and ``border-width``, ``-style`` and ``-color``."""
    parts = divided(value)
    if not 1 <= len(parts) <= 4:
        return
    before, _, behind = name.partition("-")
    ending = f"-{behind}" if behind else ""
    top = parts[0]
    right = parts[1] if len(parts) > 1 else top
    bottom = parts[2] if len(parts) > 2 else top
    left = parts[3] if len(parts) > 3 else right
    for side, part in zip(SIDES, (top, right, bottom, left), strict=True):
        yield f"{before}-{side}{ending}", part


def _border(name: str, value: str) -> Iterator[tuple[str, str]]:
    width, style, shade = "medium", "none", "currentcolor"
    for part in divided(value):
        low = part.lower()
        if low in LINE_STYLES:
            style = low
        elif low in ("thin", "medium", "thick", "0") or _NUMBER.match(low) or "calc(" in low:
            width = low
        else:
            shade = part
    for side in SIDES if name == "border" else (name[7:],):
        yield f"border-{side}-width", width
        yield f"border-{side}-style", style
        yield f"border-{side}-color", shade


def _background(_name: str, value: str) -> Iterator[tuple[str, str]]:
    shade = "transparent"
    for part in divided(value):
        if "gradient(" in part:
            found = first_colour(part)
            shade = found.css if found is not None and shade == "transparent" else shade
        elif colour(part.rstrip(",")) is not None or part.lower() == "currentcolor":
            shade = part.rstrip(",")
    yield "background-color", shade


def _gradient(_name: str, value: str) -> Iterator[tuple[str, str]]:
    found = first_colour(value) if "gradient(" in value else None
    if found is not None:
        yield "background-gradient", found.css


def _font(_name: str, value: str) -> Iterator[tuple[str, str]]:
    parts = divided(value.replace(" / ", "/"))
    for place, part in enumerate(parts):
        low = part.lower()
        size, _, height = low.partition("/")
        if low in ("italic", "oblique"):
            yield "font-style", "italic"
        elif low in ("bold", "bolder", "lighter") or _WEIGHT.fullmatch(low):
            yield "font-weight", low
        elif low == "small-caps":
            yield "font-variant", low
        elif size in FONT_SIZES or size in ("larger", "smaller") or _NUMBER.match(size):
            yield "font-size", size
            yield "line-height", height or "normal"
            yield "font-family", " ".join(parts[place + 1 :])
            return


def _list_style(_name: str, value: str) -> Iterator[tuple[str, str]]:
    for part in divided(value.lower()):
        if "url(" not in part and part not in ("inside", "outside"):
            yield "list-style-type", part


def _pair(name: str, value: str) -> Iterator[tuple[str, str]]:
    """``margin-inline`` and its like, in text that runs from left to right."""
    before, _, along = name.partition("-")
    parts = divided(value)
    for side, part in zip(_ALONG[along], (parts[0], parts[-1]), strict=True):
        yield f"{before}-{side}", part


def _flex_flow(_name: str, value: str) -> Iterator[tuple[str, str]]:
    for part in divided(value.lower()):
        yield ("flex-wrap" if "wrap" in part else "flex-direction"), part


def _single(name: str, value: str) -> Iterator[tuple[str, str]]:
    yield _SAME[name], value


_ALONG = {"inline": ("left", "right"), "block": ("top", "bottom")}
_SAME = {
    "margin-inline-start": "margin-left",
    "margin-inline-end": "margin-right",
    "margin-block-start": "margin-top",
    "margin-block-end": "margin-bottom",
    "padding-inline-start": "padding-left",
    "padding-inline-end": "padding-right",
    "text-decoration-line": "text-decoration",
    "word-wrap": "overflow-wrap",
}
_SHORT: dict[str, Callable[[str, str], Iterator[tuple[str, str]]]] = {
    **dict.fromkeys(("margin", "padding", "border-width", "border-style", "border-color"), _four),
    **dict.fromkeys(("border", *(f"border-{side}" for side in SIDES)), _border),
    "background": _background,
    "background-image": _gradient,
    "font": _font,
    "list-style": _list_style,
    **dict.fromkeys(("margin-inline", "margin-block", "padding-inline", "padding-block"), _pair),
    "flex-flow": _flex_flow,
    **dict.fromkeys(_SAME, _single),
}
_EDGES = [f"border-{side}-{what}" for side in SIDES for what in ("width", "style", "color")]
_PARTS: dict[str, list[str]] = {
    "margin": [f"margin-{side}" for side in SIDES],
    "padding": [f"padding-{side}" for side in SIDES],
    "border": _EDGES,
    "font": ["font-style", "font-weight", "font-size", "line-height", "font-family"],
    "background": ["background-color"],
    "background-image": ["background-gradient"],
    "list-style": ["list-style-type"],
    "flex-flow": ["flex-direction", "flex-wrap"],
    **{f"border-{what}": [e for e in _EDGES if e.endswith(what)]
       for what in ("width", "style", "color")},
    **{f"border-{side}": [e for e in _EDGES if f"-{side}-" in e] for side in SIDES},
    **{f"{box}-{along}": [f"{box}-{side}" for side in sides]
       for box in ("margin", "padding") for along, sides in _ALONG.items()},
    **{name: [same] for name, same in _SAME.items()},
}  # fmt: skip
