"""Writes blocks: their margins, padding, width, border and background."""

from typing import TYPE_CHECKING, NamedTuple

from flashcards.text.stylesheets.cascade import Looks
from flashcards.text.stylesheets.colours import Colour
from flashcards.text.stylesheets.declarations import SIDES
from flashcards.text.stylesheets.drawn import Box, Edge
from flashcards.text.stylesheets.inline import Run
from flashcards.text.stylesheets.nodes import Node

if TYPE_CHECKING:
    from flashcards.text.stylesheets.writing import Writer

NARROWEST = 40.0
"""No column of text becomes narrower than this many pixels of the page."""
_IN_SHADE = frozenset(
    {(style, side) for style in ("inset", "groove") for side in ("top", "left")}
    | {(style, side) for style in ("outset", "ridge") for side in ("bottom", "right")}
)


class Extent(NamedTuple):
    """How a block lies in its room: margins, and what it has inside them; pixels of the page."""

    left: float
    right: float
    width: float
    """Of its content."""


def edge_width(looks: Looks, side: str) -> float:
    """Return how wide the border of a side is."""
    if looks.get(f"border-{side}-style", "none") in ("none", "hidden"):
        return 0.0
    width = looks.length(f"border-{side}-width")
    return 3.0 if width is None else max(0.0, width)


def edges(looks: Looks, scale: float) -> tuple[Edge | None, ...]:
    """Return the border, side by side."""
    found: list[Edge | None] = []
    for side in SIDES:
        width = edge_width(looks, side)
        shade = looks.colour(f"border-{side}-color") or looks.colour("color")
        if width > 0 and shade is not None and shade.alpha:
            style = looks.get(f"border-{side}-style")
            if (style, side) in _IN_SHADE:
                shade = shade.shaded()
            found.append(Edge(max(1.0, width * scale), style, shade))
        else:
            found.append(None)
    return tuple(found)


def background(looks: Looks) -> Colour | None:
    """Return the colour behind a block; that of a gradient where it has one."""
    shade = looks.colour("background-gradient") or looks.colour("background-color")
    return shade if shade is not None and shade.alpha else None


def padding(looks: Looks, side: str, room: float) -> float:
    """Return the padding of a side and the border there."""
    return max(0.0, looks.length(f"padding-{side}", room) or 0.0) + edge_width(looks, side)


def extent(looks: Looks, room: float) -> Extent:
    """Return how a block lies in its room."""
    left = looks.length("margin-left", room) or 0.0
    right = looks.length("margin-right", room) or 0.0
    sides = padding(looks, "left", room) + padding(looks, "right", room)
    whole = room - left - right
    inner = sides if looks.get("box-sizing") == "border-box" else 0.0
    width = looks.length("width", room)
    outer = whole if width is None else width + sides - inner
    most, least = looks.length("max-width", room), looks.length("min-width", room)
    if most is not None:
        outer = min(outer, most + sides - inner)
    if least is not None:
        outer = max(outer, least + sides - inner)
    outer = max(min(outer, whole), NARROWEST)
    over = max(0.0, whole - outer)
    auto_left, auto_right = (looks.get(f"margin-{side}") == "auto" for side in ("left", "right"))
    if auto_left and auto_right:
        left += over / 2
        over /= 2
    elif auto_left:
        left, over = left + over, 0.0
    return Extent(left, right + over, max(NARROWEST, outer - sides))


def stands_apart(looks: Looks) -> bool:
    """Whether other text flows around the element."""
    return looks.get("float") in ("left", "right")


def write(writer: "Writer", node: Node, looks: Looks, run: Run, block: Run, room: float) -> None:
    """Write a block and what it holds."""
    paragraphs = writer.paragraphs
    paragraphs.end_line(block)
    if looks.get("display") in ("flex", "grid") and "center" in (
        looks.get("justify-content"), looks.get("align-items"), looks.get("place-items"),
    ):  # fmt: skip
        looks.values["text-align"] = "center"
    inner = run.block(looks)
    box = open_block(writer, looks, room)
    space = extent(looks, room)
    writer.content(node, inner, inner, space.width)
    paragraphs.end_line(inner)
    if box is not None and not paragraphs.is_begun:
        tall = looks.length("height") or looks.length("min-height") or 0.0
        paragraphs.spacer(inner, tall)
    close_block(writer, looks, room, box)


def open_block(writer: "Writer", looks: Looks, room: float) -> Box | None:
    """Begin a block; return its box where something of it is seen."""
    paragraphs, space = writer.paragraphs, extent(looks, room)
    column, scale = paragraphs.column, writer.scale
    paragraphs.leave(looks.length("margin-top", room) or 0.0)
    box = None
    shade, lines = background(looks), edges(looks, scale)
    column.left += space.left
    column.right += space.right
    if shade is not None or any(lines):
        box = Box(0, background=shade, edges=lines)
        box.left, box.right = column.left * scale, column.right * scale
        box.radius = radius(looks) * scale
    above = padding(looks, "top", room)
    if box is not None:
        paragraphs.open_box(box, merges=not above)
    if above:
        paragraphs.keep_apart(above)
    column.left += padding(looks, "left", room)
    column.right += padding(looks, "right", room)
    return box


def close_block(writer: "Writer", looks: Looks, room: float, box: Box | None) -> None:
    """End a block."""
    paragraphs, space = writer.paragraphs, extent(looks, room)
    column = paragraphs.column
    below = padding(looks, "bottom", room)
    if below:
        paragraphs.keep_apart(below)
    if box is not None:
        paragraphs.close_box(merges=not below)
    column.left -= space.left + padding(looks, "left", room)
    column.right -= space.right + padding(looks, "right", room)
    paragraphs.leave(looks.length("margin-bottom", room) or 0.0)


def radius(looks: Looks) -> float:
    """Return how round the corners are, all like the first."""
    own = looks.length("border-top-left-radius")
    if own:
        return own
    value = looks.get("border-radius").split(" ")[0]
    if value.endswith("%"):
        return 12.0 if value not in ("0%", "%") else 0.0
    found = Looks({"r": value}, looks.size, {}, looks.root, looks.screen).length("r")
    return found or 0.0


def write_rule(
    writer: "Writer", node: Node, looks: Looks, run: Run, block: Run, room: float
) -> None:
    """Write a line across the text."""
    writer.paragraphs.end_line(block)
    color = node.attributes.get("color", "")
    if color and "background-color" not in looks.values:
        looks.values["background-color"] = color
    box = open_block(writer, looks, room)
    tall = looks.length("height") or 0.0
    if box is not None:
        box.height = tall * writer.scale + sum(edge.width for edge in box.edges[::2] if edge)
    if box is not None or tall:
        writer.paragraphs.spacer(run.block(looks), tall)
    close_block(writer, looks, room, box)
