"""Flashcards: decks from what one reads, reviews scheduled by SM-2, learning made visible.

The public face. Importing it costs nothing: each name is loaded when first used, and Qt never is.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from flashcards import identity

if TYPE_CHECKING:
    from flashcards.api import Collection, open, restore  # noqa: A004  (part of the public face)
    from flashcards.model.enums import Quality, Rating
    from flashcards.model.errors import UserError

__version__ = identity.VERSION
__all__ = ["Collection", "Quality", "Rating", "UserError", "__version__", "open", "restore"]

_HOMES = {
    "Collection": "flashcards.api",
    "open": "flashcards.api",
    "restore": "flashcards.api",
    "Quality": "flashcards.model.enums",
    "Rating": "flashcards.model.enums",
    "UserError": "flashcards.model.errors",
}


def __getattr__(name: str) -> Any:
    """Load a public name from its module on first use."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'flashcards' has no attribute {name!r}")
    value = getattr(import_module(home), name)
    globals()[name] = value
    return value
