"""Of a segment in which anything cannot be, nothing is taken in."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from flashcards.api import Collection
from flashcards.collection.syncing import syncing
from flashcards.model.enums import Rating
from flashcards.sync import segment as codec
from flashcards.sync.registers import stamp_of
from flashcards.sync.segment import SNAPSHOT, LogBlock, Segment
from flashcards.sync.values import Fact
from tests.formats.anki import making
from tests.sync.group import Group
from tests.sync.learner import fronts

LATE = stamp_of(1_900_000_000_000)
DEVICES = [("", ""), ("stranger", "stranger")]


def _told(group: Group) -> list[Segment]:
    return [codec.unpack(data) for data in group.shelf.files.values()]


def _say(group: Group, segment: Segment) -> None:
    data = codec.pack(segment)
    group.shelf.put(codec.name_of(segment, codec.hash_of(data)), data)


def _refused(group: Group, collection: Collection) -> bool:
    return len(syncing.sync(collection._store, group.shelf).troubles) == 1


@pytest.mark.parametrize("memory", ["{}", "[]", "1", '"x"', '{"state": 9}'])
def test_a_snapshot_with_an_impossible_memory_changes_nothing(group: Group, memory: str) -> None:
    one, two, _ = group.all
    one.add_note({"Front": "one", "Back": "b"}, "D")
    session = one.study("D")
    assert session.next() is not None
    session.answer(Rating.GOOD)
    group.meet()
    (note,) = {fact.uid for each in _told(group) for fact in each.facts if fact.kind == "notes"}
    (block,) = (each.log for each in _told(group) if each.log is not None)
    moment, manual = int(block.rows[0][3]) + 1000, 2
    rows = np.array([[0, 1, 1, moment, 0, manual, 0, 100, 0, 1440]], np.int64)
    _say(
        group,
        Segment(
            "stranger", 1, SNAPSHOT, covers=("ab" * 32,), devices=DEVICES,
            facts=[Fact("notes", note, "text.front", "HALF", LATE, 1, "")],
            log=LogBlock(block.cards[:1], block.versions, rows, memories={0: memory}),
        ),
    )  # fmt: skip
    for each in (one, two):
        assert _refused(group, each)
        assert fronts(each) == ["one"]
        assert each.check() == []


def _imported(collection: Collection, folder: Path) -> Path:
    """Import a package of one note; return it."""
    notes, cards = [making.note(1, "dog", "Hund")], [making.card(11, 1)]
    making.database(folder / "col.anki2", notes, cards, note_types=[making.note_type()])
    package = making.package(folder / "dogs.apkg", folder / "col.anki2")
    collection.import_file(package)
    return package


@pytest.mark.parametrize(
    ("kind", "place", "value"),
    [
        ("origins", 1, ""), ("origins", 1, "null"), ("origins", 1, "[5]"),
        ("origins", 2, "[[]]"), ("origins", 2, '[["x", "t", 0]]'),
        ("origins", 3, "[]"), ("origins", 3, "{}"), ("origins", 3, '{"mod": "x"}'),
        ("origins", 4, "ff"), ("origins", 3, "[" * 3000 + "]" * 3000),
        ("origin_options", None, ""), ("origin_options", None, "[]"),
    ],
)  # fmt: skip
def test_what_anki_cannot_have_said_is_refused_and_packages_go_in_and_out(
    group: Group, tmp_path: Path, kind: str, place: int | None, value: str
) -> None:
    one, two, _ = group.all
    package = _imported(one, tmp_path)
    group.meet()
    said = next(fact for each in _told(group) for fact in each.facts if fact.kind == kind)
    wrong: Any = value
    if place is not None:
        wrong = list(said.value)
        wrong[place] = value
    facts = [Fact(kind, said.uid, "all", wrong, LATE, 1, "")]
    _say(group, Segment("stranger", 1, devices=DEVICES, facts=facts))
    assert _refused(group, two)
    two.import_file(package)
    two.export(tmp_path / "back.apkg")
    assert (tmp_path / "back.apkg").stat().st_size > 100
