"""What the table remembers from one start to the next, as one line of JSON in the settings."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from flashcards.ui.browser.columns import BY_NAME

NAME = "browser"


@dataclass(frozen=True, slots=True)
class ListState:
    """How the learner has arranged the table."""

    columns: tuple[str, ...] = ()
    """Those shown, from left to right; none until the learner has arranged them."""
    widths: Mapping[str, int] = field(default_factory=dict)
    order: str = "due"
    """Name of the column sorted by."""
    descending: bool = False
    by_note: bool = False
    sidebar: bool | None = None
    """None until the learner has chosen: shown where there is room."""
    detail: bool = True
    splitter: tuple[int, ...] = ()
    current: int = 0
    """Id of the card (or note) the keyboard was on."""


def read(text: str) -> ListState:
    """Return what ``write`` wrote; anything else counts as not there."""
    try:
        stored = json.loads(text) if text else {}
    except (ValueError, RecursionError):
        stored = {}
    if not isinstance(stored, dict):
        stored = {}
    kept: dict[str, Any] = {}
    columns = stored.get("columns")
    if isinstance(columns, list):
        known = tuple(
            dict.fromkeys(name for name in columns if isinstance(name, str) and name in BY_NAME)
        )
        if known:
            kept["columns"] = known
    widths = stored.get("widths")
    if isinstance(widths, dict):
        kept["widths"] = {
            name: width
            for name, width in widths.items()
            if name in BY_NAME and type(width) is int and 20 <= width <= 4_000
        }
    order = stored.get("order")
    if isinstance(order, str) and order in BY_NAME:
        kept["order"] = order
    for name in ("descending", "by_note", "detail", "sidebar"):
        if isinstance(stored.get(name), bool):
            kept[name] = stored[name]
    splitter = stored.get("splitter")
    if isinstance(splitter, list) and all(type(size) is int and size >= 0 for size in splitter):
        kept["splitter"] = tuple(splitter)
    if type(stored.get("current")) is int:
        kept["current"] = stored["current"]
    return ListState(**kept)


def write(state: ListState) -> str:
    """Return a state as text."""
    return json.dumps(asdict(state), separators=(",", ":"))
