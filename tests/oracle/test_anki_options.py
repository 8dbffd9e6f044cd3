"""Options of newer collections read as Anki shows them, and are written as it keeps them."""

from collections.abc import Iterator
from typing import Any

import pytest

from flashcards.formats.anki import options, wire

anki_collection = pytest.importorskip("anki.collection", reason="needs the oracle extra")


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Return a collection of Anki's in which options of every kind are set."""
    made = anki_collection.Collection(str(tmp_path_factory.mktemp("anki") / "options.anki2"))
    deck = made.decks.get(made.decks.id("A::B"))
    deck.update(desc="x", newLimit=7, newLimitToday={"limit": 3, "today": 9}, md=True)
    made.decks.save(deck)
    made.decks.new_filtered("Filtered")
    preset = made.decks.add_config("mine")
    preset["new"].update(delays=[1.5, 20], order=0, bury=True)
    preset["rev"].update(ease4=1.45, perDay=321)
    preset.update(autoplay=False, replayq=False, timer=1, addon={"x": 1}, newMix=2)
    made.decks.update_config(preset)
    yield made
    made.close()


def without_usn(values: dict[str, Any]) -> dict[str, Any]:
    """Return options without the number that only syncing uses."""
    return {key: value for key, value in values.items() if key not in ("usn", "flds", "tmpls")}


def parts(data: Any) -> list[Any]:
    """Return the fields of a message in an order of their own."""
    return sorted(wire.fields(bytes(data)), key=lambda field: field[0])


def test_note_types(collection: Any) -> None:
    found = collection.db.all("select id, name, mtime_secs, config from notetypes")
    assert len(found) >= 6
    for identity, name, changed, config in found:
        theirs = collection.models.get(identity)
        ours = options.note_type(identity, name, changed, bytes(config))
        assert without_usn(ours) == without_usn(theirs)
        assert parts(options.note_type_config(theirs)) == parts(config)
    for kind, read, written, table in (
        ("flds", options.field, options.field_config, "fields"),
        ("tmpls", options.template, options.template_config, "templates"),
    ):
        rows = collection.db.all(f"select ntid, ord, name, config from {table}")
        for owner, place, name, config in rows:
            theirs = collection.models.get(owner)[kind][place]
            assert without_usn(read(name, place, bytes(config))) == without_usn(theirs)
            assert parts(written(theirs)) == parts(config)


def test_decks(collection: Any) -> None:
    rows = collection.db.all("select id, name, mtime_secs, common, kind from decks")
    assert len(rows) == 4
    for identity, name, changed, common, kind in rows:
        theirs = collection.decks.get(identity)
        ours = options.deck(identity, name, changed, bytes(common), bytes(kind))
        assert without_usn(ours) == without_usn(theirs)
        written = options.deck_parts(theirs)
        assert list(map(parts, written)) == [parts(common), parts(kind)]


def test_presets(collection: Any) -> None:
    known = {each["id"]: each for each in collection.decks.all_config()}
    rows = collection.db.all("select id, name, mtime_secs, config from deck_config")
    assert len(rows) == 2
    for identity, name, changed, config in rows:
        ours = options.preset(identity, name, changed, bytes(config))
        assert without_usn(ours) == without_usn(known[identity])
        assert parts(options.preset_config(known[identity])) == parts(config)
