"""The definition of a plan, and apart from it where a saved search stands among the others."""

import json
from typing import Any, Final

from flashcards.sync.registers import State

PLACE: Final = "place"
_DEFINITION: Final = "definition"


def taken_apart(definition: str) -> dict[str, Any]:
    """Return what a definition says, by field."""
    try:
        said = json.loads(definition)
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict) or type(said.get(PLACE)) not in (int, float):
        return {_DEFINITION: definition}
    place = said.pop(PLACE)
    return {_DEFINITION: json.dumps(said, sort_keys=True), PLACE: place}


def put_together(state: State) -> str:
    """Return a definition as the collection keeps it."""
    definition = str(state[_DEFINITION].value or "") if _DEFINITION in state else ""
    place = state[PLACE].value if PLACE in state else None
    try:
        said = json.loads(definition) if place is not None else None
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        return definition
    return json.dumps({**said, PLACE: place}, sort_keys=True)
