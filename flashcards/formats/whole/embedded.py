"""JSON that the collection keeps as text, as a value in a file and back, to the letter."""

import json
import math
import re
from typing import Any, Final

DEEPEST: Final = 40
"""How deep lists and objects may stand in each other; ours stand 5 deep."""

_HALF: Final = re.compile("[\ud800-\udfff]")
_WAYS: Final = {
    "spaced": json.JSONEncoder(allow_nan=False),
    "close": json.JSONEncoder(allow_nan=False, separators=(",", ":")),
    "shown": json.JSONEncoder(allow_nan=False, separators=(",", ":"), ensure_ascii=False),
    "spaced shown": json.JSONEncoder(allow_nan=False, ensure_ascii=False),
}
"""The ways in which parts of the program write JSON."""


def opened(text: str, way: str) -> Any:
    """Return what a text holds; the text itself where ``closed`` would write it otherwise.

    ``way``: how texts of this kind are written. Text that is no JSON stays a text as well.
    """
    try:
        value = json.loads(text)
        return text if isinstance(value, str) or closed(value, way) != text else value
    except (ValueError, RecursionError):
        return text


def closed(value: Any, way: str) -> str:
    """Return the text for a value that ``opened`` returned."""
    return value if isinstance(value, str) else _WAYS[way].encode(value)


def is_sound(value: Any, deepest: int = DEEPEST) -> bool:
    """Whether a value is shallow, with whole characters and finite numbers alone."""
    if isinstance(value, str):
        return value.isascii() or not _HALF.search(value)
    if isinstance(value, float):
        return math.isfinite(value)
    if isinstance(value, dict):
        if not all(is_sound(name, 0) for name in value):
            return False
        value = list(value.values())
    if not isinstance(value, list):
        return True
    return deepest > 0 and all(is_sound(each, deepest - 1) for each in value)
