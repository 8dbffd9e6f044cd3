"""What a later version of the program says, and this one does not know, is not lost on the way."""

import json
from pathlib import Path

import pytest

import flashcards
from flashcards.collection.syncing import snapshots, syncing
from flashcards.model.messages import message
from flashcards.store.syncing import later_kinds
from flashcards.sync import segment as codec
from flashcards.sync.values import SNAPSHOT, Fact, Segment
from tests.sync.machines import Clock, Shelf, opened

_LATER = ("laterdevice1", "later")
_STAMP = 1_800_000_000_000 << 14


def _told(*facts: Fact, number: int = 1) -> bytes:
    made = Segment(_LATER[0], number, app="9.0", devices=[("", ""), _LATER], facts=list(facts))
    return codec.pack(made)


def _put(shelf: Shelf, data: bytes) -> None:
    shelf.put(codec.name_of(codec.header_of(data), codec.hash_of(data)), data)


def _sync(machine: flashcards.Collection, shelf: Shelf) -> None:
    report = syncing.sync(machine._store, shelf)
    assert not report.troubles, [str(each) for each in report.troubles]


@pytest.mark.parametrize("newer_first", [True, False])
def test_facts_of_unknown_kinds_are_told_on_in_a_snapshot(
    tmp_path: Path, newer_first: bool
) -> None:
    shelf, clock = Shelf(), Clock()
    older = Fact("dreams", "d1", "said", "first", _STAMP, 1)
    newer = Fact("dreams", "d1", "said", ["second"], _STAMP + 5, 1, str(_STAMP))
    said = (newer, older) if newer_first else (older, newer)
    _put(shelf, _told(said[0], Fact("dreams", "d1", "mood", None, _STAMP, 0)))
    _put(shelf, _told(said[1], number=2))
    machine = opened(tmp_path / "c.flashcards", clock)
    _sync(machine, shelf)
    machine.close(back_up=False)
    with flashcards.open(tmp_path / "c.flashcards", clock) as again:
        assert again.check() == []
        assert snapshots.make(again._store, None, set(shelf.files))
        _sync(again, shelf)
    (data,) = [
        data for data in shelf.files.values() if codec.header_of(data).kind == SNAPSHOT
    ]  # fmt: skip
    made = codec.unpack(data)
    told = [fact for fact in made.facts if fact.kind == "dreams"]
    assert {(fact.field, json.dumps(fact.value), fact.stamp) for fact in told} == {
        ("said", '["second"]', _STAMP + 5),
        ("mood", "null", _STAMP),
    }
    assert [made.devices[each.device] for each in told if each.field == "said"] == [_LATER]


def test_what_was_kept_is_taken_in_by_the_version_that_knows_it(tmp_path: Path) -> None:
    """The older version had no plans: what it heard of them it kept as it was."""
    machine = opened(tmp_path / "c.flashcards", Clock())
    _sync(machine, Shelf())
    said = {
        "name": "Exam", "kind": "search", "created": 5,
        "definition": '{"query": "tag:exam", "place": 1.0}',
    }  # fmt: skip
    facts = [Fact("dreams", "p1", name, value, _STAMP, 1) for name, value in said.items()]
    with machine._store.writing(message("Sync"), undoable=False) as conn:
        later_kinds.keep(conn, Segment(_LATER[0], 1, devices=[("", ""), _LATER], facts=facts))
        conn.exec_driver_sql(
            "UPDATE sync_states SET uid = replace(uid, 'dreams', 'plans') WHERE kind = 0"
        )
    _sync(machine, Shelf())
    assert "Exam" in [each.name for each in machine.browsing.searches()]
    with machine._store.reading() as conn:
        assert later_kinds.kept(conn) == {}
    machine.close(back_up=False)
