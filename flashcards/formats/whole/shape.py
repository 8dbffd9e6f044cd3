"""What the entries of a whole collection's file look like: the one place that says it.

The schema in ``resources/collection.schema.json`` is made from here (``packaging/schema.py``), and
every entry that is read is compared with it.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

from flashcards.formats.whole.embedded import is_sound

MARK: Final = "flashcards collection"
"""What ``format`` says in every such file."""
VERSION: Final = 1
INNER: Final = "collection.json"
"""What the file is called in a package, beside a folder with media."""
MEDIA: Final = "media/"

_FIRST_MS, _LAST_MS = -62_135_596_800_000, 253_402_300_799_999
"""The years 1 to 9999."""
_MOST: Final = 1 << 40
_MINUTES: Final = 9999 * 366 * 24 * 60


class Kind(NamedTuple):
    """What a value can be."""

    fits: Callable[[Any], bool]
    schema: Mapping[str, Any]
    optional: bool = False
    """Whether it may be missing."""


Shape = Mapping[str, Kind]
"""The members of an object; others are passed over."""


def whole(low: int, high: int) -> Kind:
    """Return the kind of whole numbers between two."""
    return Kind(
        lambda value: type(value) is int and low <= value <= high,
        {"type": "integer", "minimum": low, "maximum": high},
    )


def text(least: int = 0) -> Kind:
    """Return the kind of texts without halves of characters and separators of ours."""
    schema: dict[str, Any] = {"type": "string"}
    return Kind(
        lambda value: isinstance(value, str) and len(value) >= least and _is_clean(value),
        {**schema, "minLength": least} if least else schema,
    )


def _is_clean(value: str) -> bool:
    if "\0" in value or "\x1f" in value:
        return False
    if value.isascii():
        return True
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def maybe(kind: Kind) -> Kind:
    """Return the kind of values that may be null."""
    return Kind(
        lambda value: value is None or kind.fits(value), {"anyOf": [kind.schema, {"type": "null"}]}
    )


def left_out(kind: Kind) -> Kind:
    """Return the kind of members that need not be there."""
    return kind._replace(optional=True)


def many(kind: Kind, least: int = 0, most: int = 0) -> Kind:
    """Return the kind of lists; ``most`` 0 for any number."""
    schema: dict[str, Any] = {"type": "array", "items": kind.schema}
    if least:
        schema["minItems"] = least
    if most:
        schema["maxItems"] = most
    return Kind(
        lambda value: (
            isinstance(value, list)
            and len(value) >= least
            and (not most or len(value) <= most)
            and all(map(kind.fits, value))
        ),
        schema,
    )


def each_of(*kinds: Kind) -> Kind:
    """Return the kind of lists with just these values."""
    return Kind(
        lambda value: isinstance(value, list)
        and len(value) == len(kinds)
        and all(kind.fits(one) for kind, one in zip(kinds, value, strict=True)),
        {"type": "array", "prefixItems": [kind.schema for kind in kinds], "minItems": len(kinds),
         "maxItems": len(kinds)},
    )  # fmt: skip


def of(shape: Shape) -> Kind:
    """Return the kind of objects of a shape."""
    return Kind(
        lambda value: isinstance(value, dict) and misfit(shape, value) is None,
        {
            "type": "object",
            "properties": {name: dict(kind.schema) for name, kind in shape.items()},
            "required": [name for name, kind in shape.items() if not kind.optional],
        },
    )


def misfit(shape: Shape, value: Mapping[str, Any]) -> str | None:
    """Return the first member of an object that is not as it must be; None where all are."""
    for name, kind in shape.items():
        if name not in value:
            if kind.optional:
                continue
            return name
        if not kind.fits(value[name]):
            return name
    return None


BIT = whole(0, 1)
COUNT = whole(0, _MOST)
PLACE = whole(0, 1 << 20)
MOMENT = whole(_FIRST_MS, _LAST_MS)
DAY = maybe(whole(-(1 << 31), 1 << 31))
STEP = whole(-(1 << 31), (1 << 31) - 1)
TEXT, NAME = text(), text(least=1)
TEXTS = many(TEXT)
NUMBER = Kind(
    lambda value: type(value) in (int, float) and abs(value) < 1e15, {"type": "number"}
)  # NaN and infinity are no JSON, and 1e999 is not below
JSON = Kind(is_sound, {})
"""What the program keeps as JSON: see docs/json-format.md for each."""

LEARNER: Shape = {"day_start_minutes": whole(0, 24 * 60 - 1), "changed_ms": MOMENT}
DEVICE: Shape = {"uid": NAME, "name": TEXT, "next_sequence": whole(1, _MOST)}
SCHEDULER: Shape = {
    "scheduler": NAME, "parameters": JSON, "day_start_minutes": whole(0, 24 * 60 - 1),
    "replaced_by": left_out(PLACE),
}  # fmt: skip
PRESET: Shape = {
    "uid": NAME, "name": NAME, "options": JSON, "scheduler": PLACE, "changed_ms": MOMENT,
    "fitted_day": left_out(COUNT),
}  # fmt: skip
DECK: Shape = {
    "uid": NAME, "name": NAME, "parent": maybe(NAME), "preset": NAME, "description": TEXT,
    "limits": JSON, "changed_ms": MOMENT,
}  # fmt: skip
TEMPLATE: Shape = {
    "uid": NAME, "name": TEXT, "position": PLACE, "question": TEXT, "answer": TEXT,
    "changed_ms": MOMENT,
}  # fmt: skip
FIELD: Shape = {"uid": NAME, "name": NAME, "at": PLACE}
NOTE_TYPE: Shape = {
    "uid": NAME, "name": NAME, "kind": TEXT, "markup": TEXT, "css": TEXT,
    "fields": many(of(FIELD), 1), "changed_ms": MOMENT, "templates": many(of(TEMPLATE)),
}  # fmt: skip
ARTICLE: Shape = {
    "uid": NAME, "title": TEXT, "text": TEXT, "address": TEXT, "digest": TEXT, "structure": JSON,
    "read_ms": maybe(MOMENT), "changed_ms": MOMENT,
}  # fmt: skip
HIGHLIGHT: Shape = {
    "uid": NAME, "article": NAME, "quote": TEXT, "start": maybe(COUNT), "stop": maybe(COUNT),
    "made_ms": MOMENT, "changed_ms": MOMENT,
}  # fmt: skip
READING: Shape = {
    "uid": NAME, "priority": whole(0, 2), "portion": COUNT, "finished_ms": maybe(MOMENT),
    "changed_ms": MOMENT,
}  # fmt: skip
READING_PLACE: Shape = {
    "uid": NAME, "position": COUNT, "top": COUNT, "spans": JSON, "week": STEP,
    "week_before": COUNT, "read_ms": MOMENT,
}  # fmt: skip
PLAN: Shape = {
    "uid": NAME, "kind": NAME, "name": TEXT, "definition": JSON, "created_ms": MOMENT,
    "changed_ms": MOMENT,
}  # fmt: skip
MEMORY: Shape = {
    "state": whole(0, 3), "repetitions": STEP, "ease": whole(1, 100_000),
    "interval_minutes": whole(0, _MINUTES), "lapses": STEP, "step": STEP,
    "stability": maybe(NUMBER), "difficulty": maybe(NUMBER),
}  # fmt: skip
REVIEW: Final = (
    PLACE, whole(1, _MOST - 1), MOMENT, whole(-1439, 1439), whole(0, 127), whole(0, 5),
    whole(0, _MOST), PLACE, whole(0, _MINUTES),
)  # fmt: skip
"""Device (its place in the list), sequence, at_ms, offset_minutes, kind, quality, taken_ms,
scheduler (its place in the list), interval_minutes; then perhaps a target and a memory."""
_TARGET: Final = Kind(
    lambda value: value is None
    or (isinstance(value, str) and NAME.fits(value))
    or (isinstance(value, list) and len(value) == 2 and all(map(fits_number, value, REVIEW))),
    {
        "anyOf": [
            {"type": "null"},
            NAME.schema,
            {"type": "array", "prefixItems": [kind.schema for kind in REVIEW[:2]], "minItems": 2,
             "maxItems": 2},
        ]
    },
)  # fmt: skip
_REVIEW_SCHEMA: Final = {
    "type": "array",
    "prefixItems": [
        *(kind.schema for kind in REVIEW), _TARGET.schema, maybe(of(MEMORY)).schema
    ],
    "minItems": len(REVIEW),
    "maxItems": len(REVIEW) + 2,
}  # fmt: skip


def fits_number(value: Any, kind: Kind) -> bool:
    """Whether a value is of a kind."""
    return kind.fits(value)


def _is_review(row: Any) -> bool:
    if not isinstance(row, list) or not 9 <= len(row) <= 11:
        return False
    if not all(kind.fits(value) for kind, value in zip(REVIEW, row, strict=False)):
        return False
    if len(row) > 9 and not _TARGET.fits(row[9]):
        return False
    return len(row) < 11 or row[10] is None or of(MEMORY).fits(row[10])


LOG: Final = many(Kind(_is_review, _REVIEW_SCHEMA))
CARD: Shape = {
    "template": NAME, "ordinal": PLACE, "deck": NAME, "position": whole(-(1 << 62), 1 << 62),
    "suspended": BIT, "buried_until": DAY, "flag": whole(0, 7), "seed": whole(0, (1 << 62)),
    "changed_ms": MOMENT, "past_scheduler": left_out(PLACE), "past_until_ms": left_out(MOMENT),
    "memory": left_out(JSON), "former_names": left_out(many(each_of(NAME, NAME, PLACE))),
    "reviews": left_out(LOG),
}  # fmt: skip
PASSAGE: Shape = {
    "article": NAME, "kind": TEXT, "term": TEXT, "heading": JSON, "start": maybe(COUNT),
    "stop": maybe(COUNT), "quote": TEXT, "made": TEXTS, "fresh_look": BIT, "former_quote": TEXT,
    "former_until_ms": maybe(MOMENT), "changed_ms": MOMENT,
}  # fmt: skip
_TAG: Final = Kind(
    lambda value: isinstance(value, str) and _is_clean(value) and value.split() == [value],
    {"type": "string", "minLength": 1},
)
NOTE: Shape = {
    "guid": NAME, "type": NAME, "fields": many(TEXT, 1), "tags": many(_TAG),
    "source": maybe(NAME), "heading": TEXT, "created_ms": MOMENT, "changed_ms": MOMENT,
    "cards": many(of(CARD)), "passage": left_out(of(PASSAGE)),
}  # fmt: skip
DELETED_CARD: Shape = {
    "card": whole(1, 1 << 62), "former_names": many(each_of(NAME, NAME, PLACE)), "reviews": LOG,
}  # fmt: skip
REVISION: Shape = {
    "kind": NAME, "uid": NAME, "field": TEXT, "value": TEXT, "since_ms": MOMENT,
    "until_ms": MOMENT, "device": maybe(PLACE),
}  # fmt: skip
ORIGIN: Shape = {
    "guid": NAME, "origin_id": whole(-(1 << 63), (1 << 63) - 1), "texts": JSON, "cards": JSON,
    "body": JSON, "changed_ms": MOMENT, "log": left_out(JSON),
}  # fmt: skip
ORIGIN_OPTIONS: Shape = {"kind": NAME, "uid": NAME, "body": JSON, "changed_ms": MOMENT}
MEDIA_FILE: Shape = {"name": NAME, "original_name": TEXT, "size": COUNT, "changed_ms": MOMENT}
DELETION: Shape = {
    "kind": NAME, "name": Kind(lambda value: isinstance(value, str) and _is_clean(
        value.replace("\x1f", "")), {"type": "string"}), "deleted_ms": MOMENT,
    "device": maybe(PLACE), "decks": COUNT, "notes": COUNT, "cards": COUNT, "reviews": COUNT,
}  # fmt: skip
DELETED_ROW: Shape = {"deletion": COUNT, "kind": NAME, "uid": NAME, "body": JSON}
TOMBSTONE: Shape = {"kind": NAME, "uid": NAME, "deleted_ms": MOMENT}

COUNTS: Shape = {"notes": COUNT, "cards": COUNT, "reviews": COUNT, "media": COUNT}
HEAD: Shape = {
    "format": Kind(lambda value: value == MARK, {"const": MARK}),
    "version": Kind(lambda value: value == VERSION, {"const": VERSION}),
    "program": TEXT, "written_ms": MOMENT, "collection": NAME, "deck": maybe(NAME),
    "counts": of(COUNTS), "learner": left_out(of(LEARNER)),
}  # fmt: skip
"""Members that are no lists; they come first."""
SECTIONS: Final[Mapping[str, Shape]] = {
    "devices": DEVICE, "schedulers": SCHEDULER, "presets": PRESET, "decks": DECK,
    "note_types": NOTE_TYPE, "articles": ARTICLE, "highlights": HIGHLIGHT, "readings": READING,
    "reading_places": READING_PLACE, "plans": PLAN, "media": MEDIA_FILE, "notes": NOTE,
    "deleted_cards": DELETED_CARD, "revisions": REVISION, "origins": ORIGIN,
    "origin_options": ORIGIN_OPTIONS, "deletions": DELETION, "deleted_rows": DELETED_ROW,
    "tombstones": TOMBSTONE,
}  # fmt: skip
"""The lists, in the order in which they stand in a file: each names only what stands before it."""


def schema() -> dict[str, Any]:
    """Return the JSON Schema of a file."""
    lists = {name: many(of(shape)).schema for name, shape in SECTIONS.items()}
    head = of(HEAD).schema
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A collection of Flashcards, version 1",
        "description": "See docs/json-format.md. Members that are not named here may be there.",
        "type": "object",
        "properties": {**head["properties"], **lists},
        "required": [*head["required"], *lists],
    }
