"""Writes tables, and what Qt can only place by one: boxes side by side, and floating ones."""

from typing import TYPE_CHECKING

from flashcards.text.stylesheets import blocks
from flashcards.text.stylesheets.cascade import Looks
from flashcards.text.stylesheets.declarations import SIDES
from flashcards.text.stylesheets.drawn import Box
from flashcards.text.stylesheets.inline import Run
from flashcards.text.stylesheets.nodes import Node
from flashcards.text.stylesheets.paragraphs import Column

if TYPE_CHECKING:
    from flashcards.text.stylesheets.writing import Writer

DEEPEST = 5
"""Tables in tables; Qt takes twice as long for each."""
_MOST_CELLS = 12
"""Of a row that is no real one."""
_UPRIGHT = {"center": "middle", "end": "bottom", "flex-end": "bottom"}
"""Where elements side by side stand that are lower than others."""
_FLEX = frozenset({"flex", "inline-flex"})


def write(writer: "Writer", node: Node, looks: Looks, run: Run, block: Run, room: float) -> None:
    """Write a real table."""
    writer.paragraphs.end_line(block)
    if writer.tables >= DEEPEST:
        blocks.write(writer, node, looks, run, block, room)
        return
    if _centres(block.looks):
        looks.values |= {"margin-left": "auto", "margin-right": "auto"}
    space = blocks.extent(looks, room)
    joined = looks.get("border-collapse") == "collapse"
    spacing = 0.0 if joined else looks.length("border-spacing") or 0.0
    rows: list[str] = []
    writer.tables += 1
    inner = run.block(looks)
    first = writer.paragraphs.count
    for row in node.elements:
        own = writer.cascade.looks(row, looks)
        if row.name == "tr" and not own.is_gone:
            rows.append(_row(writer, row, own, inner.block(own), space.width, joined=joined))
    writer.tables -= 1
    if rows:
        writer.paragraphs.mark(block)
        _add_box(writer, looks, first)
        opening = _opening(writer, looks, room, spacing, joined=joined)
        _put(writer, opening, "".join(rows), looks, room)


def _add_box(writer: "Writer", looks: Looks, first: int) -> None:
    """Add the box around a table whose paragraphs begin with that number."""
    paragraphs, scale = writer.paragraphs, writer.scale
    shade, lines = blocks.background(looks), blocks.edges(looks, scale)
    if shade is not None or any(lines):
        box = Box(first, paragraphs.count - 1, background=shade, edges=lines, of_table=True)
        box.radius = blocks.radius(looks) * scale
        paragraphs.boxes.append(box)


def _centres(looks: Looks) -> bool:
    """Whether what stands in a block is put in its middle."""
    if looks.get("text-align") == "-webkit-center":
        return True
    if looks.get("display") not in _FLEX:
        return False
    across = looks.get("flex-direction", "row").startswith("row")
    return looks.get("justify-content" if across else "align-items") == "center"


def _put(writer: "Writer", opening: str, rows: str, looks: Looks, room: float) -> None:
    writer.paragraphs.out.append(f"{opening}{rows}</table>")
    writer.paragraphs.leave(looks.length("margin-bottom", room) or 0.0)


def _opening(writer: "Writer", looks: Looks, room: float, spacing: float, *, joined: bool) -> str:
    """Return the tag of a table, and leave the gap above it."""
    paragraphs, scale = writer.paragraphs, writer.scale
    paragraphs.leave(looks.length("margin-top", room) or 0.0)
    column = paragraphs.column
    above = column.begin(column.fixed + column.gap)
    width = looks.length("width", room)
    said = f'width="{round(min(width, room) * scale)}"' if width else ""
    auto = looks.get("margin-left") == looks.get("margin-right") == "auto"
    side = looks.get("float")
    left = column.left + (0 if auto else looks.length("margin-left", room) or 0.0)
    style = [
        f"margin-top:{above * scale:.0f}px",
        f"margin-left:{left * scale:.0f}px",
        f"margin-right:{column.right * scale:.0f}px",
    ]
    if side in ("left", "right"):
        style.append(f"float:{side}")
    elif auto:
        said += ' align="center"'
    if joined:
        style.append("border-collapse:collapse")
    return (
        f'<table {said} border="0" cellspacing="{spacing * scale:.0f}" cellpadding="0" '
        f'style="{";".join(style)}">'
    )


def _row(writer: "Writer", row: Node, looks: Looks, run: Run, room: float, *, joined: bool) -> str:
    cells: list[str] = []
    shown = [(cell, writer.cascade.looks(cell, looks)) for cell in row.elements]
    shown = [(cell, own) for cell, own in shown if cell.name in ("td", "th") and not own.is_gone]
    behind = blocks.background(looks)
    for cell, own in shown:
        if behind is not None and blocks.background(own) is None:
            own.values["background-color"] = behind.css
        if joined:
            _take_border(own, looks, first=cell is shown[0][0], last=cell is shown[-1][0])
        cells.append(_cell(writer, cell, own, run, room / max(1, len(shown))))
    return f"<tr>{''.join(cells)}</tr>"


def _take_border(cell: Looks, row: Looks, *, first: bool, last: bool) -> None:
    """Give a cell the border of its row where it has none, as it is with joined borders."""
    for side in ("top", "bottom", *(["left"] if first else []), *(["right"] if last else [])):
        if blocks.edge_width(row, side) and not blocks.edge_width(cell, side):
            for what in ("width", "style", "color"):
                name = f"border-{side}-{what}"
                cell.values.update({name: row.values[name]} if name in row.values else {})


def _cell(writer: "Writer", cell: Node, looks: Looks, run: Run, room: float) -> str:
    if cell.name == "th" and looks.get("text-align", "start") == "start":
        looks.values["text-align"] = "center"  # as browsers do, where no one says otherwise
    inner = run.block(looks)
    spare = looks.length("padding-top", room) or 0.0
    html, within = _apart(writer, cell, inner, room, spare)
    scale = writer.scale
    style = _edge_styles(looks, scale)
    for side in SIDES:
        pixels = (looks.length(f"padding-{side}", room) or 0.0) + within.get(side, 0.0)
        style.append(f"padding-{side}:{pixels * scale:.0f}px")
    shade = blocks.background(looks)
    if shade is not None:
        style.append(f"background-color:{shade.css}")
    said = "".join(
        f' {name}="{cell.attributes[name]}"' for name in ("colspan", "rowspan")
        if cell.attributes.get(name, "").isdigit()
    )  # fmt: skip
    width = looks.values.get("width", "")
    pixels_wide = looks.length("width") or looks.length("min-width")
    if width.endswith("%") and width[:-1].replace(".", "").isdigit():
        said += f' width="{width}"'
    elif pixels_wide:
        if looks.get("box-sizing") != "border-box":
            pixels_wide += sum(blocks.padding(looks, side, room) for side in ("left", "right"))
        said += f' width="{round(pixels_wide * scale)}"'
    upright = looks.get("vertical-align", "middle")
    upright = "top" if upright == "baseline" else upright  # their first lines are about even then
    said += f' valign="{upright if upright in ("top", "bottom") else "middle"}"'
    return f'<td{said} style="{";".join(style)}">{html}</td>'


def _apart(
    writer: "Writer", node: Node, run: Run, room: float, spare: float
) -> tuple[str, dict[str, float]]:
    """Return what an element holds, written for itself, and the room left above and below it.

    ``spare`` is what there is above it besides, of which some may be taken.
    """
    paragraphs = writer.paragraphs
    kept = paragraphs.out, paragraphs.column, paragraphs.marker
    column = Column(room, in_cell=True, spare=spare)
    paragraphs.out, paragraphs.column, paragraphs.marker = [], column, None
    writer.content(node, run, run, room)
    paragraphs.end_line(run)
    if not paragraphs.out:
        paragraphs.spacer(run, 1)
    html, column = "".join(paragraphs.out), paragraphs.column
    paragraphs.out, paragraphs.column, paragraphs.marker = kept
    return html, {"top": column.lead, "bottom": column.fixed}


def _edge_styles(looks: Looks, scale: float) -> list[str]:
    said = []
    for side, edge in zip(SIDES, blocks.edges(looks, scale), strict=True):
        if edge is not None:
            style = edge.style if edge.style in ("dashed", "dotted", "double") else "solid"
            said.append(f"border-{side}:{edge.width:.0f}px {style} {edge.colour.css}")
    return said


def write_shrunk(
    writer: "Writer", node: Node, looks: Looks, run: Run, block: Run, room: float
) -> None:
    """Write an element that is as wide as what it holds, or that other text flows around."""
    if writer.tables >= DEEPEST:
        blocks.write(writer, node, looks, run, block, room)
        return
    floats = blocks.stands_apart(looks)
    if floats and not _holds_something(node):
        return
    if not floats:
        writer.paragraphs.end_line(block)
    if "margin-left" not in looks.values and block.looks.get("text-align") == "center":
        looks.values["margin-left"] = looks.values["margin-right"] = "auto"
    if floats:
        opening = _floating(writer, looks, room)
    else:
        opening = _opening(writer, looks, room, 0, joined=False)
    writer.tables += 1
    looks.values.pop("width", None)
    cell = _cell(writer, node, looks, run, room)
    writer.tables -= 1
    writer.paragraphs.out.append(f"{opening}<tr>{cell}</tr></table>")
    if not floats:
        writer.paragraphs.leave(looks.length("margin-bottom", room) or 0.0)


def _holds_something(node: Node) -> bool:
    return node.name == "img" or any(
        bool(child.strip()) if isinstance(child, str) else _holds_something(child)
        for child in node.children
    )


def _floating(writer: "Writer", looks: Looks, room: float) -> str:
    """Return the tag of a table that text flows around; it stands above the present paragraph."""
    scale = writer.scale
    width = looks.length("width", room)
    said = f'width="{round(min(width, room) * scale)}"' if width else ""
    margins = (looks.length(f"margin-{side}", room) or 0.0 for side in SIDES)
    placed = " ".join(f"{max(0.0, margin) * scale:.0f}px" for margin in margins)
    style = f"float:{looks.get('float')};margin:{placed}"
    return f'<table {said} border="0" cellspacing="0" cellpadding="0" style="{style}">'


def is_row(node: Node, looks: Looks) -> bool:
    """Whether the elements in a block stand side by side."""
    if looks.get("display") not in _FLEX or not 2 <= len(node.elements) <= _MOST_CELLS:
        return False
    return looks.get("flex-direction", "row").startswith("row") and not node.text.strip()


def write_row(
    writer: "Writer", node: Node, looks: Looks, run: Run, block: Run, room: float
) -> None:
    """Write elements that stand side by side."""
    writer.paragraphs.end_line(block)
    box = blocks.open_block(writer, looks, room)
    wide = blocks.extent(looks, room).width
    inner = run.block(looks)
    shown = [(one, writer.cascade.looks(one, looks)) for one in node.elements]
    shown = [(one, own) for one, own in shown if not own.is_gone]
    spread = looks.get("justify-content").startswith("space")
    centred = looks.get("justify-content") == "center"
    upright = _UPRIGHT.get(looks.get("align-items"), "top")
    column = writer.paragraphs.column
    above = column.begin(column.fixed + column.gap)
    writer.tables += 1
    cells = []
    for place, (one, own) in enumerate(shown):
        if spread:
            own.values["text-align"] = "left" if place == 0 else (
                "right" if place == len(shown) - 1 else "center")  # fmt: skip
        own.values.setdefault("vertical-align", upright)
        cells.append(_cell(writer, one, own, inner, wide / max(1, len(shown))))
    writer.tables -= 1
    scale = writer.scale
    said = f'width="{round(wide * scale)}"' if spread else 'align="center"' if centred else ""
    gap = looks.length("column-gap") or looks.length("gap") or 0.0
    style = f"margin-top:{above * scale:.0f}px;margin-left:{column.left * scale:.0f}px"
    writer.paragraphs.out.append(
        f'<table {said} border="0" cellspacing="{gap * scale / 2:.0f}" cellpadding="0" '
        f'style="{style}"><tr>{"".join(cells)}</tr></table>'
    )
    blocks.close_block(writer, looks, room, box)
