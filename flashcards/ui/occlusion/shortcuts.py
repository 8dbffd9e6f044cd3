"""What can be done while masks are drawn: one row each, for keys, buttons and help."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flashcards.model.messages import Translatable
from flashcards.ui.commands import Command

DRAWING = "drawing"
"""The place these commands belong to, as others belong to a screen."""


@dataclass(frozen=True, slots=True)
class Row:
    """One thing to do."""

    name: str
    text: Translatable
    keys: tuple[str, ...]
    icon: str = ""


TOOLS: tuple[Row, ...] = (
    Row("select", "Select", ("V",), "pointer"),
    Row("rect", "Rectangle", ("R",), "rectangle"),
    Row("ellipse", "Ellipse", ("E",), "ellipse"),
    Row("polygon", "Polygon", ("P",), "polygon"),
    Row("text", "Text", ("T",), "text"),
)
CHANGES: tuple[Row, ...] = (
    Row("undo", "Undo", ("Ctrl+Z",), "undo"),
    Row("redo", "Redo", ("Ctrl+Shift+Z", "Ctrl+Y"), "redo"),
    Row("duplicate", "Duplicate", ("Ctrl+D",), "copy"),
    Row("delete", "Delete", ("Del", "Backspace"), "delete"),
    Row("group", "Make one card of these", ("G",), "group"),
    Row("ungroup", "Make separate cards", ("Shift+G",), "ungroup"),
)
SIGHT: tuple[Row, ...] = (
    Row("zoom_out", "Zoom out", ("Ctrl+-",), "zoom-out"),
    Row("fit", "Show the whole picture", ("Ctrl+0",), "fit"),
    Row("zoom_in", "Zoom in", ("Ctrl++", "Ctrl+="), "zoom-in"),
)
OTHERS: tuple[Row, ...] = (
    Row("place", "Place in the middle, or write the text or name", ("Return", "Enter")),
    Row("name", "Name what the mask hides", ("F2", "L")),
    Row("all", "Select all masks", ("Ctrl+A",)),
    Row("next", "Next mask", ("N",)),
    Row("previous", "Previous mask", ("Shift+N",)),
    Row("turn", "Rotate clockwise", ("]",)),
    Row("turn_back", "Rotate anticlockwise", ("[",)),
    Row("corner", "Next corner of a polygon", ("C",)),
    Row("hide", "Hide one mask or all", ("H",)),
    Row("choose", "Choose a picture…", ("Ctrl+O",)),
    Row("paste", "Paste a picture", ("Ctrl+V",)),
    Row("save", "Add the cards, or save the masks", ("Ctrl+Return", "Ctrl+Enter")),
    Row("help", "Keyboard shortcuts", ("F1",)),
    Row("close", "Cancel the drawing, or close the window", ("Escape",)),
    Row("close_window", "Close the window", ("Ctrl+W",)),
)
ROWS = (*TOOLS, *CHANGES, *SIGHT, *OTHERS)


def command_id(name: str) -> str:
    """Return the id of a row's command."""
    return f"draw.{name}"


def drawing_rows(actions: Mapping[str, Callable[[], object]] | None = None) -> list[Command]:
    """Return the rows with what each does; without that, to choose keys by."""
    doing = actions or {}
    return [
        Command(
            command_id(row.name),
            row.text,
            doing.get(row.name, lambda: None),
            row.keys,
            row.icon,
            keywords=("draw", "mask", "occlusion", "picture"),
        )
        for row in ROWS
    ]
