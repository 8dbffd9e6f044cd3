"""Modules that are loaded when something of them is first used, since no start needs them.

Written so that types and the import contract see an ordinary import:

    if TYPE_CHECKING:
        from flashcards.collection.decks import editing
    else:
        editing = later("flashcards.collection.decks.editing")
"""

from importlib import import_module
from typing import Any


class _Later:
    """Stands for a module until then, and passes on what is asked of it."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, attribute: str) -> Any:
        return getattr(import_module(self._name), attribute)


def later(name: str) -> Any:
    """Return what stands for the module ``name``, which is loaded when first used."""
    return _Later(name)
