"""Rows of Anki's tables: what notes, note types, decks and settings are there."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from html import unescape
from typing import Any, Final

from flashcards.formats.anki import options
from flashcards.store.foreign_writing import NEWER, AnkiFile

_MEDIA: Final = re.compile(
    r"""<(?:img|audio|video|object|source)\b[^<>]*?\b(?:src|data)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))[^<>]*>""",
    re.IGNORECASE,
)
_TAG: Final = re.compile(
    r"<!--.*?-->|<style\b.*?</style>|<script\b.*?</script>|<[^>]*>", re.IGNORECASE | re.DOTALL
)


def note_row(
    number: int,
    guid: str,
    kind: tuple[int, int],
    changed_s: int,
    tags: str,
    fields: Sequence[str],
    flags: int = 0,
    data: str = "",
) -> tuple[object, ...]:
    """Return the row of a note; ``kind`` is the id of its type and the place of its sort field."""
    type_id, sorted_by = kind
    first = bare(fields[0])
    by = first if sorted_by == 0 else bare(fields[sorted_by]) if sorted_by < len(fields) else ""
    return (
        number, guid, type_id, changed_s, 0, f" {tags} " if tags else "", "\x1f".join(fields),
        by, checksum(first), flags, data,
    )  # fmt: skip


def checksum(first: str) -> int:
    """Return the number by which Anki finds notes whose first field says the same."""
    digest = hashlib.sha1(first.encode(), usedforsecurity=False).digest()
    return int.from_bytes(digest[:4])


def bare(field: str) -> str:
    """Return what a field says without its tags; pictures are named."""
    if "<" in field:
        field = _TAG.sub("", _MEDIA.sub(lambda found: f" {found[found.lastindex or 0]} ", field))
    return unescape(field).replace("\xa0", " ") if "&" in field else field


def col_row(
    created_s: int,
    schema: int,
    config: Mapping[str, Any],
    parts: Sequence[Iterable[Mapping[str, Any]]],
    tags: Iterable[str],
    changed_ms: int,
) -> tuple[object, ...]:
    """Return the row that says what a collection is; ``parts`` are note types, decks, presets."""
    said = ["", "", "", "", ""]
    if schema != NEWER:
        found = [{str(each["id"]): {**each, "usn": 0} for each in bodies} for bodies in parts]
        marked = dict.fromkeys(tags, 0)
        said = [json.dumps(each, ensure_ascii=False) for each in (config, *found, marked)]
    return 1, created_s, changed_ms, changed_ms, schema, 0, 0, 0, *said


def add_options(
    file: AnkiFile,
    note_types: Iterable[Mapping[str, Any]],
    decks: Iterable[Mapping[str, Any]],
    presets: Iterable[Mapping[str, Any]],
) -> None:
    """Add note types, decks and presets to the tables that newer collections have for them."""
    for each in note_types:
        identity = each["id"]
        file.add("notetypes", [(*_named(each), options.note_type_config(each))])
        file.add(
            "fields",
            [
                (identity, place, str(part["name"]), options.field_config(part))
                for place, part in enumerate(each["flds"])
            ],
        )
        file.add(
            "templates",
            [
                (identity, place, str(part["name"]), 0, 0, options.template_config(part))
                for place, part in enumerate(each["tmpls"])
            ],
        )
    for each in decks:
        identity, name, *rest = _named(each)
        named = (identity, str(name).replace("::", "\x1f"), *rest)
        file.add("decks", [(*named, *options.deck_parts(each))])
    for each in presets:
        file.add("deck_config", [(*_named(each), options.preset_config(each))])


def _named(each: Mapping[str, Any]) -> tuple[object, ...]:
    changed = each.get("mod")
    return each["id"], str(each["name"]), changed if isinstance(changed, int) else 0, 0
