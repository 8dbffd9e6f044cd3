"""What the screen of note types remembers from one start to the next, as JSON in the settings."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

NAME = "note_types"
PAGES = ("fields", "cards", "style")
_WIDEST_PX = 10_000


@dataclass(frozen=True, slots=True)
class KeptState:
    """How the learner left the screen."""

    uid: str = ""
    """The type that was chosen."""
    page: str = PAGES[0]
    sizes: Sequence[int] = ()
    """How wide the list and what is beside it were, in pixels."""


def read(text: str) -> KeptState:
    """Return what ``write`` wrote; anything else counts as not there."""
    try:
        stored = json.loads(text) if text else {}
    except (ValueError, RecursionError):
        stored = {}
    if not isinstance(stored, dict):
        return KeptState()
    uid, page, sizes = stored.get("uid"), stored.get("page"), stored.get("sizes")
    fits = isinstance(sizes, list) and all(
        type(each) is int and 0 <= each <= _WIDEST_PX for each in sizes
    )
    return KeptState(
        uid if isinstance(uid, str) else "",
        page if isinstance(page, str) and page in PAGES else PAGES[0],
        tuple(sizes) if fits and isinstance(sizes, list) else (),
    )


def write(state: KeptState) -> str:
    """Return a state as one line."""
    return json.dumps(asdict(state))
