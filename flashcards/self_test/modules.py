"""Imports every module of the program: nothing that is loaded late may be missing."""

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from typing import Final

import flashcards
from flashcards import children
from flashcards.self_test.bench import Bench, FailedError, Found

IN_PLACE: Final = {"flashcards.formats.anki.zstandard_library": "zstandard"}
"""Modules that are used in the place of others where a library is there, and that library."""


def names() -> Iterator[str]:
    """Yield the names of all modules of the program, packages before what is in them.

    What would be used in the place of another, but has no library here, is left out.
    """
    yield flashcards.__name__
    for found in pkgutil.walk_packages(flashcards.__path__, f"{flashcards.__name__}.", _skip):
        library = IN_PLACE.get(found.name)
        if library is None or find_spec(library) is not None:
            yield found.name


def _skip(_name: str) -> None:
    """Go on past a package that cannot be imported: it is told of when its turn comes."""


def all_import(_bench: Bench) -> Found:
    """Import all; those that are started by name in processes of their own must be among them."""
    failed: list[str] = []
    found = list(names())
    for name in found:
        try:
            import_module(name)
        except Exception as error:  # noqa: BLE001  (one that is broken must not hide the others)
            failed.append(f"{name} cannot be imported ({type(error).__name__}: {error})")
    failed += [f"{name} is missing" for name in sorted(children.WORKS - set(found))]
    if failed:
        raise FailedError(*failed)
    return Found(f"{len(found)} modules")
