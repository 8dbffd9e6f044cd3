"""What attributes such as ``bgcolor`` say, as declarations; every sheet outdoes them."""

import re
from collections.abc import Iterator

from flashcards.text.stylesheets.declarations import SIDES, Declaration
from flashcards.text.stylesheets.nodes import Node

_FONT_SIZES = (10, 10, 13, 16, 18, 24, 32, 48)
"""Pixels of ``<font size=0>`` to 7."""
_SIZE = re.compile(r"(\d{1,5}(?:\.\d{1,3})?)(%|px)?")
_HEX = re.compile(r"[0-9a-fA-F]{6}")
_LIST_TYPES = {
    "1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman",
    "disc": "disc", "circle": "circle", "square": "square",
}  # fmt: skip
_SIZED = frozenset({"img", "table", "td", "th", "hr"})
_EMPTY: tuple[Declaration, ...] = ()


def old_looks(node: Node) -> tuple[Declaration, ...]:
    """Return the declarations that the attributes of an element stand for."""
    if not node.attributes and node.name not in ("td", "th"):
        return _EMPTY
    return tuple(Declaration(name, value, important=False) for name, value in _pairs(node))


def _pairs(node: Node) -> Iterator[tuple[str, str]]:
    found = node.attributes
    yield from _aligned(node.name, found)
    if node.name == "font":
        yield from _font(found)
    if "bgcolor" in found:
        yield "background-color", _shade(found["bgcolor"])
    if found.get("dir") in ("rtl", "ltr"):
        yield "direction", found["dir"]
    if node.name in _SIZED:
        for side in ("width", "height"):
            size = _SIZE.fullmatch(found.get(side, "").strip())
            if size is not None:
                yield side, size[1] + (size[2] or "px")
    if node.name == "table" and "cellspacing" in found:
        yield "border-spacing", f"{_count(found['cellspacing'])}px"
    if node.name in ("ol", "ul", "li") and found.get("type") in _LIST_TYPES:
        yield "list-style-type", _LIST_TYPES[found["type"]]
    if "valign" in found:
        yield "vertical-align", found["valign"]
    if "nowrap" in found:
        yield "white-space", "nowrap"
    yield from _bordered(node)


def _aligned(name: str, found: dict[str, str]) -> Iterator[tuple[str, str]]:
    side = found.get("align", "").lower()
    if not side:
        return
    if name not in ("table", "hr"):
        yield "text-align", side
    elif side == "center":
        yield "margin-left", "auto"
        yield "margin-right", "auto"
    elif name == "table":
        yield "float", side


def _font(found: dict[str, str]) -> Iterator[tuple[str, str]]:
    if "color" in found:
        yield "color", _shade(found["color"])
    if found.get("face"):
        yield "font-family", found["face"]
    size = re.fullmatch(r"([+-]?)(\d{1,3})", found.get("size", "").strip())
    if size is not None:
        step = int(size[1] + size[2]) + (3 if size[1] else 0)
        yield "font-size", f"{_FONT_SIZES[max(1, min(7, step))]}px"


def _bordered(node: Node) -> Iterator[tuple[str, str]]:
    """A table with a border gives one to its cells as well."""
    table = node
    while node.name in ("td", "th") and table.parent is not None and table.name != "table":
        table = table.parent
    if table.name != "table":
        return
    found = table.attributes
    width = _count(found.get("border", "0") or "1")
    if width:
        style, wide = ("outset", width) if node is table else ("inset", 1)
        for side in SIDES:
            yield f"border-{side}-width", f"{wide}px"
            yield f"border-{side}-style", style
            yield f"border-{side}-color", "#eeeeee"
    if node is not table and "cellpadding" in found:
        for side in SIDES:
            yield f"padding-{side}", f"{_count(found['cellpadding'])}px"


def _count(text: str) -> int:
    found = re.match(r"\d{1,3}", text)
    return int(found[0]) if found is not None else 0


def _shade(text: str) -> str:
    return f"#{text}" if _HEX.fullmatch(text) else text
