"""Dresses one side of a card: safe HTML and the sheet of its note type in, HTML for Qt out."""

from collections.abc import Callable

from flashcards.text.own_looks import split_sheets
from flashcards.text.stylesheets.base import BROWSER, CARD
from flashcards.text.stylesheets.blocks import background, edges, extent, padding, radius
from flashcards.text.stylesheets.cascade import Cascade, Looks, first_looks
from flashcards.text.stylesheets.colours import Colour
from flashcards.text.stylesheets.declarations import SIDES
from flashcards.text.stylesheets.drawn import Box, Drawn, Page
from flashcards.text.stylesheets.inline import Run, Typesetter
from flashcards.text.stylesheets.nodes import Node, read_nodes
from flashcards.text.stylesheets.sheets import Screen, read_sheet
from flashcards.text.stylesheets.writing import SizeOf, Writer

NIGHT = Colour(32, 32, 36)
"""About the colour of the page by night, where no sheet says."""
_PLATFORMS = {"linux": "linux isLin", "mac": "mac isMac", "win": "win isWin"}


MOST_ELEMENTS = 5_000
"""A side with more is drawn without its sheet."""


def dress(
    html: str,
    css: str,
    page: Page,
    size_of: SizeOf = lambda _name: None,
    go_on: Callable[[], bool] | None = None,
) -> Drawn | None:
    """Return a side of a card as its sheets say; None where it is too much to dress.

    ``html`` is safe, as ``render_card`` makes it, ``css`` the note type's, and ``size_of`` gives
    the size of a picture by its name. ``go_on`` is asked at each element: once it says no,
    CancelledError is raised.
    """
    html, own = split_sheets(html)
    if html.count("<") > 2 * MOST_ELEMENTS:
        return None
    author = [read_sheet(text) for text in (css, own) if text.strip()]
    scale = page.scale
    screen = Screen(page.width / scale, page.height / scale, page.dark)
    root, body, card = _page(page)
    read_nodes(html, card)
    ours = [read_sheet(CARD), read_sheet(page.sheet)]
    cascade = Cascade(read_sheet(BROWSER), [*ours, *author], screen, go_on)
    top = cascade.looks(root, first_looks(screen))
    top.root = top.size
    looks = cascade.looks(body, top)
    fonts = [font for sheet in author for font in sheet.fonts]
    brought = {family.lower(): found for family, file in fonts if (found := page.font_from(file))}
    return _drawn(cascade, (body, card), (top, looks), page, size_of, brought)


def _page(page: Page) -> tuple[Node, Node, Node]:
    """Return the elements a card lies in: the page, its body and what holds the card."""
    night = "night-mode" if page.dark else ""
    root = Node("html", {"class": f"{_PLATFORMS.get(page.platform, '')} {night}"}, None)
    dark = "nightMode night_mode" if page.dark else ""
    kinds = f"card card{page.number} {_PLATFORMS.get(page.platform, '')} {dark}"
    body = Node("body", {"class": kinds}, root)
    return root, body, Node("div", {"id": "qa"}, body)


def _drawn(
    cascade: Cascade,
    nodes: tuple[Node, Node],
    looks: tuple[Looks, Looks],
    page: Page,
    size_of: SizeOf,
    brought: dict[str, str],
) -> Drawn:
    scale, (top, body) = page.scale, looks
    room = page.width / scale
    if body.get("display").startswith("inline") and top.get("text-align") == "center":
        body.values |= {"margin-left": "auto", "margin-right": "auto"}
    space = extent(body, room)
    inside = {side: padding(body, side, room) for side in SIDES}
    ground = background(body) or background(top)
    dark = (ground or NIGHT) if page.dark else None
    typesetter = Typesetter(scale, page.has_font, dark, brought, ground)
    writer = Writer(cascade, space.width, typesetter, size_of)
    run, paragraphs = Run(body), writer.paragraphs
    paragraphs.leave(body.length("margin-top", room) or 0.0)
    box = _box(body, inside, scale, fills=background(top) is None)
    if box is not None:
        paragraphs.open_box(box, merges=not inside["top"])
    if inside["top"]:
        paragraphs.keep_apart(inside["top"])
    writer.element(nodes[1], run, run, space.width)
    paragraphs.end_line(run)
    if inside["bottom"]:
        paragraphs.keep_apart(inside["bottom"])
    if box is not None:
        paragraphs.close_box(merges=not inside["bottom"])
    paragraphs.leave(body.length("margin-bottom", room) or 0.0)
    column = paragraphs.column
    return Drawn(
        "".join(paragraphs.out),
        background(top) or background(body),
        body.colour("color"),
        (
            column.lead * scale,
            (space.right + inside["right"]) * scale,
            (column.fixed + column.gap) * scale,
            (space.left + inside["left"]) * scale,
        ),
        paragraphs.boxes,
        paragraphs.inline_boxes,
        writer.hides,
    )


def _box(body: Looks, inside: dict[str, float], scale: float, *, fills: bool) -> Box | None:
    """Return the box around the whole card; ``fills``: its colour is that of the page as well."""
    shade, lines = None if fills else background(body), edges(body, scale)
    if shade is None and not any(lines):
        return None
    box = Box(0, background=shade, edges=lines, radius=radius(body) * scale)
    box.left, box.right = -inside["left"] * scale, -inside["right"] * scale
    return box
