"""Writes what an element within a line has around its words: room at its sides, and a box."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from flashcards.text.stylesheets import blocks
from flashcards.text.stylesheets.cascade import Looks
from flashcards.text.stylesheets.drawn import InlineBox
from flashcards.text.stylesheets.inline import Run

if TYPE_CHECKING:
    from flashcards.text.stylesheets.writing import Writer

_MOST = 300
"""Boxes of one side; what is beyond has its background from Qt, without corners and border."""
_SMALLEST = 0.5
_PLACE = "box "
"""What the name of a place begins with: no id of an author’s holds a space."""
_ALONE = frozenset({"inline-block", "inline-flex", "inline-grid"})


@contextmanager
def around(writer: "Writer", looks: Looks, run: Run) -> Iterator[Run]:
    """Write what stands around the words of an element, and yield the run that they have."""
    box = None if run.is_hidden else _box(writer, looks)
    inner = run if box is None or box.background is None else replace(run, is_boxed=True)
    paragraphs = writer.paragraphs
    _keep(writer, replace(run, background=None), looks.length("margin-left"))
    if box is not None:
        if looks.get("display") in _ALONE:
            _make_room(writer, looks, run)
        paragraphs.add_place(inner, box.begins)
    _keep(writer, inner, _inside(looks, "left"))
    yield inner
    _keep(writer, inner, _inside(looks, "right"))
    if box is not None:
        paragraphs.add_place(inner, box.ends)
    _keep(writer, replace(run, background=None), looks.length("margin-right"))


def _keep(writer: "Writer", run: Run, pixels: float | None) -> None:
    """Keep room in the line, in pixels of the page."""
    if pixels is not None and pixels >= 1 and not run.is_hidden:
        writer.paragraphs.add(run, _room(pixels * writer.scale), blank=True)


def _room(pixels: float) -> str:
    """Return a space that is so wide, for text in any font."""
    style = f"font-size:1px;letter-spacing:{max(0.1, pixels - 0.3):.3g}px"
    return f'<span style="{style}">\u00a0</span>'


def _inside(looks: Looks, side: str) -> float:
    return max(0.0, looks.length(f"padding-{side}") or 0.0) + blocks.edge_width(looks, side)


def _box(writer: "Writer", looks: Looks) -> InlineBox | None:
    """Return the box around an element’s words, where Qt’s own background is not enough."""
    raised = looks.get("vertical-align") in ("sub", "super")
    if raised or len(writer.paragraphs.inline_boxes) >= _MOST:
        return None
    scale = writer.scale
    shade, edges = blocks.background(looks), blocks.edges(looks, scale)
    radius = blocks.radius(looks)
    above, below = _inside(looks, "top"), _inside(looks, "bottom")
    if not any(edges) and (shade is None or max(radius, above, below) < _SMALLEST):
        return None
    name = f"{_PLACE}{len(writer.paragraphs.inline_boxes)}"
    size = max(1, round(looks.size * scale))
    box = InlineBox(
        name, f"{name} ends", above * scale, below * scale, shade, edges, radius * scale, size
    )
    writer.paragraphs.inline_boxes.append(box)
    return box


def _make_room(writer: "Writer", looks: Looks, run: Run) -> None:
    above, below = (
        _inside(looks, side) + (looks.length(f"margin-{side}") or 0.0) for side in ("top", "bottom")
    )
    if above + below >= 1:
        writer.paragraphs.make_room(run, above, below)
