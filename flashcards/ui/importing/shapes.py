"""Remembers how a table was imported for the next one of the same shape."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from flashcards.model.errors import UserError
from flashcards.model.tables import Existing, KnownBy

if TYPE_CHECKING:
    from flashcards.formats.csv_table import CsvChoices, CsvPreview

MOST_KEPT = 100
"""Shapes that are remembered; the oldest are forgotten."""
_MOST_CHARACTERS = 200_000
_NAMELESS = "-"
"""How shapes begin of tables without names of columns, which many have that are unlike."""


def shape_of(preview: "CsvPreview") -> str:
    """Return what tables share that are written by one program: their columns.

    It is told of a table as it is found out, since that is how the next one is met.
    """
    named = preview.has_header or preview.named
    columns = preview.columns if named else len(preview.columns)
    seen = json.dumps([preview.delimiter, columns])
    shape = hashlib.blake2b(seen.encode(), digest_size=9).hexdigest()
    return shape if named else f"{_NAMELESS}{shape}"


def kept_choices(kept: Mapping[str, str], shape: str) -> "CsvChoices | None":
    """Return what was chosen for a table of a shape; None where nothing was, or none that is."""
    from flashcards.formats.csv_table import CsvChoices

    try:
        stored: object = json.loads(kept.get(shape, "null"))
        if not isinstance(stored, dict):
            return None
        found = {name: fitting(stored.get(name)) for name, fitting in _FITTING.items()}
        return CsvChoices(**found)
    except (ValueError, TypeError, RecursionError, UserError):
        return None


def with_choices(kept: Mapping[str, str], shape: str, choices: "CsvChoices") -> dict[str, str]:
    """Return what is kept with one more, which is forgotten where nothing was chosen.

    How a table is read is kept of each; what becomes of its notes only where columns have names.
    """
    if shape.startswith(_NAMELESS):
        choices = replace(choices, added_tags=None, existing=None)
    others = {key: value for key, value in kept.items() if key != shape}
    chosen = {name: value for name, value in asdict(choices).items() if value is not None}
    written = json.dumps(chosen)
    if not chosen or len(written) > _MOST_CHARACTERS:
        return others
    return {**dict(list(others.items())[-(MOST_KEPT - 1) :]), shape: written}


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _switch(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _place(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _texts(value: object) -> tuple[str, ...] | None:
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return tuple(value)
    return None


def _existing(value: object) -> Existing | None:
    return Existing(value) if isinstance(value, str) else None


def _known_by(value: object) -> KnownBy | None:
    return KnownBy(value) if isinstance(value, str) else None


_FITTING: Mapping[str, Any] = {
    "encoding": _text,
    "delimiter": _text,
    "quote": _text,
    "has_header": _switch,
    "front_column": _place,
    "back_column": _place,
    "tags_column": _place,
    "note_type": _text,
    "meanings": _texts,
    "html": _switch,
    "added_tags": _texts,
    "existing": _existing,
    "known_by": _known_by,
}
"""What each choice has to be; a test compares them with those there are."""
