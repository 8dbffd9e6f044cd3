"""Writes lists: each item is one of Qt’s own, so that its sign stands beside the text."""

from typing import TYPE_CHECKING

from flashcards.text.stylesheets import blocks
from flashcards.text.stylesheets.cascade import Looks
from flashcards.text.stylesheets.inline import Run
from flashcards.text.stylesheets.nodes import Node

if TYPE_CHECKING:
    from flashcards.text.stylesheets.writing import Writer

_KINDS = frozenset(
    {"disc", "circle", "square", "decimal", "lower-alpha", "upper-alpha", "lower-roman",
     "upper-roman"}
)  # fmt: skip
_ALSO = {"lower-latin": "lower-alpha", "upper-latin": "upper-alpha"}


def write(writer: "Writer", node: Node, looks: Looks, run: Run, block: Run, room: float) -> None:
    """Write a list and its items."""
    writer.paragraphs.end_line(block)
    inner = run.block(looks)
    box = blocks.open_block(writer, looks, room)
    space = blocks.extent(looks, room)
    number = _start(node)
    for child in node.children:
        if isinstance(child, str):
            writer.text(child, inner)
        elif child.name == "li":
            writer.paragraphs.end_line(inner)
            own = writer.cascade.looks(child, looks)
            if not own.is_gone:
                _item(writer, child, own, inner, space.width, number)
            number += 1
        else:
            writer.element(child, inner, inner, space.width)
    writer.paragraphs.end_line(inner)
    blocks.close_block(writer, looks, room, box)


def _start(node: Node) -> int:
    text = node.attributes.get("start", "1")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 6 else 1


def _item(writer: "Writer", node: Node, looks: Looks, run: Run, room: float, number: int) -> None:
    kind = looks.get("list-style-type", "disc")
    kind = _ALSO.get(kind, kind)
    paragraphs = writer.paragraphs
    if kind != "none" and looks.get("display", "list-item") == "list-item":
        paragraphs.marker = (kind if kind in _KINDS else "decimal", number)
    inner = run.block(looks)
    box = blocks.open_block(writer, looks, room)
    writer.content(node, inner, inner, blocks.extent(looks, room).width)
    paragraphs.end_line(inner)
    if paragraphs.marker is not None or (box is not None and not paragraphs.is_begun):
        paragraphs.spacer(inner, looks.size * 1.17)
    paragraphs.marker = None
    blocks.close_block(writer, looks, room, box)
