"""Writes pictures in the size that the sheet asks for."""

import re
from typing import TYPE_CHECKING

from flashcards.text.clean import escape_attribute
from flashcards.text.formula_html import DRAWN
from flashcards.text.stylesheets.cascade import Looks
from flashcards.text.stylesheets.inline import Run
from flashcards.text.stylesheets.nodes import Node

if TYPE_CHECKING:
    from flashcards.text.stylesheets.writing import Writer

_FILE = re.compile(r"[^:]+\.[A-Za-z0-9]+(?:\?.*)?", re.DOTALL)


def write(writer: "Writer", node: Node, looks: Looks, run: Run, block: Run, room: float) -> None:
    """Write a picture, within a line or as a block of its own."""
    name = node.attributes.get("src", "")
    if not name or looks.get("visibility") == "hidden":
        writer.hides = True
        return
    if name.startswith(DRAWN):
        alt = escape_attribute(node.attributes.get("alt", ""))
        writer.paragraphs.add_drawn(run, f'<img src="{escape_attribute(name)}" alt="{alt}">')
        return
    size = _size(looks, writer.size_of(name), room)
    if size is not None and not _FILE.fullmatch(name):
        size = size[0] / writer.scale, size[1] / writer.scale  # a part of the window
    tag = f'<img src="{escape_attribute(name)}"'
    if node.attributes.get("alt"):
        tag += f' alt="{escape_attribute(node.attributes["alt"])}"'
    if size is not None:
        width, height = (max(1, round(side * writer.scale)) for side in size)
        tag += f' width="{width}" height="{height}"'
    if looks.get("float") in ("left", "right"):
        tag += f' style="float:{looks.get("float")}"'
    elif looks.get("vertical-align") in ("middle", "top", "bottom"):
        tag += f' style="vertical-align:{looks.get("vertical-align")}"'
    tag += ">"
    if run.link:
        tag = f'<a href="{escape_attribute(run.link)}">{tag}</a>'
    if looks.get("display") != "block":
        writer.paragraphs.add_picture(tag)
        return
    writer.paragraphs.end_line(block)
    writer.paragraphs.leave(looks.length("margin-top", room) or 0.0)
    auto = looks.get("margin-left") == looks.get("margin-right") == "auto"
    placed = {**block.looks.values, "text-align": "center" if auto else "start"}
    own = Looks(placed, block.looks.size, {}, block.looks.root, block.looks.screen)
    writer.paragraphs.add_picture(tag)
    writer.paragraphs.end_line(Run(own))
    writer.paragraphs.leave(looks.length("margin-bottom", room) or 0.0)


def _size(
    looks: Looks, natural: tuple[float, float] | None, room: float
) -> tuple[float, float] | None:
    """Return width and height in pixels of the page; None where the picture has its own."""
    width, height = looks.length("width", room), looks.length("height", looks.screen.height)
    ratio = natural[0] / natural[1] if natural and natural[0] > 0 and natural[1] > 0 else None
    if width is None and height is None:
        if natural is None:
            return None
        width, height = natural
    elif ratio is None and (width is None or height is None):
        return None
    elif width is None and height is not None and ratio is not None:
        width = height * ratio
    elif height is None and width is not None and ratio is not None:
        height = width / ratio
    if width is None or height is None or width <= 0 or height <= 0:
        return None
    most = looks.length("max-width", room)
    tallest = looks.length("max-height", looks.screen.height)
    least, shortest = looks.length("min-width", room), looks.length("min-height", room)
    share = min(1.0, *(limit / side for limit, side in ((most, width), (tallest, height))
                       if limit is not None and limit > 0))  # fmt: skip
    share = max([share, *(limit / side for limit, side in ((least, width), (shortest, height))
                          if limit is not None)])  # fmt: skip
    return width * share, height * share
