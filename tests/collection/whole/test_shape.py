"""What the schema and docs/json-format.md say of a collection's file is so."""

import json
import re
import runpy
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

import flashcards
from flashcards import Collection
from flashcards.formats.whole import shape
from tests.collection.whole.everything import lived_in
from tests.conftest import ROOT, FixedClock

_TYPES: Mapping[str, type | tuple[type, ...]] = {
    "object": dict, "array": list, "string": str, "integer": int, "number": (int, float),
    "null": type(None),
}  # fmt: skip


@pytest.fixture
def collection(collection_path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    with flashcards.open(collection_path, fixed_clock) as opened:
        lived_in(opened, fixed_clock)
        yield opened


def wrong(schema: Mapping[str, Any], value: Any, where: str = "") -> Iterator[str]:
    """Yield where a value is not as a schema says; knows the words that ours uses."""
    if "const" in schema and value != schema["const"]:
        yield f"{where}: {value!r}"
    if "anyOf" in schema and all(any(wrong(each, value)) for each in schema["anyOf"]):
        yield f"{where}: {value!r}"
    kind = schema.get("type")
    if kind and (not isinstance(value, _TYPES[kind]) or isinstance(value, bool)):
        yield f"{where}: {value!r}"
        return
    if kind in ("integer", "number"):
        if not schema.get("minimum", value) <= value <= schema.get("maximum", value):
            yield f"{where}: {value!r}"
    elif kind == "string":
        if len(value) < schema.get("minLength", 0):
            yield f"{where}: {value!r}"
    elif kind == "array":
        yield from _wrong_items(schema, value, where)
    elif kind == "object":
        for name in schema.get("required", ()):
            if name not in value:
                yield f"{where}.{name} is missing"
        for name, each in schema.get("properties", {}).items():
            if name in value:
                yield from wrong(each, value[name], f"{where}.{name}")


def _wrong_items(schema: Mapping[str, Any], value: list[Any], where: str) -> Iterator[str]:
    if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
        yield f"{where}: {len(value)} items"
    first = schema.get("prefixItems", ())
    for at, each in enumerate(value):
        inner = first[at] if at < len(first) else schema.get("items", {})
        yield from wrong(inner, each, f"{where}[{at}]")


def test_the_schema_is_what_is_read(tmp_path: Path) -> None:
    tool = runpy.run_path(str(ROOT / "packaging" / "schema.py"))
    assert tool["SCHEMA"].read_text("utf-8") == tool["written"](), "run packaging/schema.py"


def test_what_is_written_is_as_the_schema_says(collection: Collection, tmp_path: Path) -> None:
    schema = json.loads((ROOT / "resources" / "collection.schema.json").read_text("utf-8"))
    for name, deck in (("all.json", None), ("one.json", "Languages")):
        collection.export(tmp_path / name, deck)
        found = json.loads((tmp_path / name).read_text("utf-8"))
        assert list(wrong(schema, found)) == []
        assert list(found)[-len(shape.SECTIONS) :] == list(shape.SECTIONS)
    assert list(wrong(schema, {**found, "version": 2}))
    assert list(wrong(schema, {**found, "notes": [{}]}))


def test_the_page_about_the_format_names_every_member() -> None:
    said = (ROOT / "docs" / "json-format.md").read_text("utf-8")
    words = set(re.findall(r"`([a-z_]+)`", said))
    shapes = {**shape.SECTIONS, "head": shape.HEAD, "counts": shape.COUNTS, "card": shape.CARD,
              "passage": shape.PASSAGE, "memory": shape.MEMORY, "template": shape.TEMPLATE,
              "field": shape.FIELD, "learner": shape.LEARNER}  # fmt: skip
    members = {member for each in shapes.values() for member in each}
    assert sorted((members | shape.SECTIONS.keys()) - words) == []
