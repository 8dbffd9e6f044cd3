"""What was decided about an article beside its text: each decision is a fact of its own.

The collection keeps all of it in one column, as JSON; see ``collection.articles.structure``.
"""

import json
from typing import Any, Final

from flashcards.sync.registers import State

LEFT: Final = "left."
"""Begins the names of the fields that say which suggested card was left out."""
SEEN: Final = "seen."
"""Begins those that say which suggested card the learner has seen."""
HOME: Final = "home"
"""The deck chosen for the cards of the article: its uid, and its name then."""

_LISTS: Final = {LEFT: "left", SEEN: "seen"}
_NO_LAYOUT: Final[dict[str, Any]] = {"headings": []}


def taken_apart(structure: str) -> tuple[str, dict[str, Any]]:
    """Return how an article is laid out (empty for unknown), and what was decided, by field."""
    kept = _object(structure)
    if kept is None:
        return structure, {}
    decided: dict[str, Any] = {}
    for prefix, key in _LISTS.items():
        found = kept.pop(key, ())
        some = found if isinstance(found, list) else ()
        decided.update((prefix + each, True) for each in some if isinstance(each, str))
    home = kept.pop("deck", None)
    if isinstance(home, list) and [type(each) for each in home] == [str, str]:
        decided[HOME] = home
    return "" if kept == _NO_LAYOUT else _text(kept), decided


def put_together(layout: str, state: State) -> str:
    """Return what the collection keeps of an article beside its text."""
    lists = {
        key: sorted(
            name.removeprefix(prefix)
            for name, register in state.items()
            if name.startswith(prefix) and register.value
        )
        for prefix, key in _LISTS.items()
    }
    home = state[HOME].value if HOME in state else None
    laid_out = _object(layout)
    if laid_out is None and home is None and not any(lists.values()):
        return layout
    kept = {**_NO_LAYOUT, **(laid_out or {}), "seen": lists["seen"]}
    if home is not None:
        kept["deck"] = home
    if lists["left"]:
        kept["left"] = lists["left"]
    return _text(kept)


def _object(text: str) -> dict[str, Any] | None:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _text(kept: dict[str, Any]) -> str:
    return json.dumps(kept, separators=(",", ":"))
