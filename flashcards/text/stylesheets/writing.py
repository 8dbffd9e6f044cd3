"""Goes through the elements of a side and writes them as Qt’s text draws them."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from flashcards.text.stylesheets import blocks, inline_boxes, lists, pictures, tables
from flashcards.text.stylesheets.cascade import Cascade, Looks
from flashcards.text.stylesheets.inline import Run, Typesetter, spaced
from flashcards.text.stylesheets.nodes import Node
from flashcards.text.stylesheets.paragraphs import Column, Paragraphs

SizeOf: TypeAlias = Callable[[str], tuple[float, float] | None]
"""Width and height of a picture in pixels; None where nobody knows."""

BLOCKS = frozenset(
    {
        "block", "list-item", "flex", "grid", "flow-root", "table-cell", "table-row",
        "table-row-group", "table-caption",
    }
)  # fmt: skip
_TABLES = frozenset({"table", "inline-table"})
_SHRUNK = frozenset({"inline-block", "inline-flex", "inline-grid"})
_CONTENT = re.compile(
    r"""\"((?:[^"\\]|\\.)*+)\"|'((?:[^'\\]|\\.)*+)'|attr\(\s*([\w-]+)\s*\)""", re.DOTALL
)
_ESCAPE = re.compile(r"\\([0-9a-fA-F]{1,6})\s?|\\(.)")
_LONGEST_CONTENT = 500


class Writer:
    """Writes one side of a card."""

    def __init__(
        self, cascade: Cascade, width: float, typesetter: Typesetter, size_of: SizeOf
    ) -> None:
        self.cascade = cascade
        self.size_of = size_of
        self.paragraphs = Paragraphs(typesetter, Column(width))
        self._typesetter = typesetter
        self.hides = False
        self.tables = 0
        """How many tables the present element lies in."""

    @property
    def scale(self) -> float:
        """Pixels of the window in one of the page."""
        return self.paragraphs.scale

    def content(self, node: Node, run: Run, block: Run, room: float) -> None:
        """Write what an element holds; ``block`` is the run of the paragraph it stands in."""
        self.generated(node, "before", run)
        for child in node.children:
            if isinstance(child, str):
                self.text(child, run)
            else:
                self.element(child, run, block, room)
        self.generated(node, "after", run)

    def text(self, text: str, run: Run) -> None:
        """Write text."""
        if run.is_hidden:
            if text.strip():
                self.hides = True
                self.paragraphs.add_hidden()
            return
        if not self.hides and text.strip():
            self.hides = self._typesetter.is_unseen(run)
        html = spaced(text, run.looks, self.paragraphs.behind_space)
        self.paragraphs.add(run, html, blank=not html.strip(" \n"))

    def generated(self, node: Node, where: str, run: Run) -> None:
        """Write what the sheet puts before or behind an element."""
        looks = run.looks.pseudo.get(where)
        if looks is None or looks.get("position") in ("absolute", "fixed"):
            return
        said = _content(looks.values.get("content", ""), node)
        if not said:
            return
        inner = run.inside(looks)
        apart = looks.get("display") in BLOCKS
        if apart:
            self.paragraphs.end_line(run)
        with inline_boxes.around(self, looks, inner) as boxed:
            self.text(said, boxed)
        if apart:
            self.paragraphs.end_line(inner)

    def element(self, node: Node, run: Run, block: Run, room: float) -> None:
        """Write an element, whatever it is."""
        looks = self.cascade.looks(node, run.looks)
        if looks.is_gone:
            self.hides = True
            return
        shown = looks.get("display", "inline").partition(" ")[0]
        if node.name == "br":
            self.paragraphs.add_break(run, block)
        elif node.name == "img":
            pictures.write(self, node, looks, run, block, room)
        elif node.name == "hr":
            blocks.write_rule(self, node, looks, run, block, room)
        elif shown in _TABLES and node.name == "table":
            tables.write(self, node, looks, run, block, room)
        elif blocks.stands_apart(looks) or (shown in _SHRUNK and _holds_blocks(node)):
            tables.write_shrunk(self, node, looks, run, block, room)
        elif shown in BLOCKS or shown in _TABLES:
            self._block(node, looks, run, block, room)
        else:
            self._inline(node, looks, run, block, room)

    def _block(self, node: Node, looks: Looks, run: Run, block: Run, room: float) -> None:
        if node.name in ("ul", "ol"):
            lists.write(self, node, looks, run, block, room)
        elif tables.is_row(node, looks) and self.tables < tables.DEEPEST:
            tables.write_row(self, node, looks, run, block, room)
        else:
            blocks.write(self, node, looks, run, block, room)

    def _inline(self, node: Node, looks: Looks, run: Run, block: Run, room: float) -> None:
        inner = replace(run.inside(looks), name=node.identity)
        address = node.attributes.get("href", "") if node.name == "a" else ""
        if address:
            inner = replace(inner, link=address)
        with inline_boxes.around(self, looks, inner) as boxed:
            self.content(node, boxed, block, room)


def _holds_blocks(node: Node) -> bool:
    return any(one.name in ("div", "p", "ul", "ol", "table", "h1", "h2", "h3") for one in
               node.elements)  # fmt: skip


def _content(value: str, node: Node) -> str:
    if len(value) > _LONGEST_CONTENT:
        return ""
    return "".join(
        _unescaped(first or second) if not name else node.attributes.get(name, "")
        for first, second, name in _CONTENT.findall(value)
    )


def _unescaped(text: str) -> str:
    def letter(found: re.Match[str]) -> str:
        code = int(found[1], 16) if found[1] else 0
        return found[2] or (
            chr(code)
            if 0x20 <= code < 0xD800 or 0xE000 <= code < 0x110000
            else "\n"
            if code == 10
            else ""
        )

    return _ESCAPE.sub(letter, text)
