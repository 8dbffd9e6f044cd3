"""What a learner keeps in a hub over months: one file comes to stand for all before it."""

from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest

import flashcards
from flashcards.api import Collection
from flashcards.collection.syncing import snapshots
from flashcards.model.enums import Quality
from flashcards.store.hub import connecting
from flashcards.store.hub.carrier import HubCarrier
from flashcards.sync.segment import SNAPSHOT, header_of
from tests.hub.conftest import Class
from tests.sync.machines import Clock, differences

PASSPHRASE = "four words of mine"


def _day(collection: Collection, day: int) -> None:
    collection.add_note({"Front": f"word {day}", "Back": f"secret {day}"}, deck="Latin")
    session = collection.study()
    assert session.next() is not None
    session.answer(Quality.GOOD if day % 3 else Quality.WRONG)


def _sync(address: str, *some: Collection) -> None:
    for each in some:
        report = each.sync(address, PASSPHRASE)
        assert ([str(trouble) for trouble in report.troubles], report.waiting) == ([], 0)


def _kinds(address: str) -> list[str]:
    """Return of what kind each file is that lies there."""
    with connecting.opened(address) as hub:
        carrier = HubCarrier(hub)
        return [header_of(carrier.read(each.name, 1 << 20)).kind for each in carrier.segments()]


def test_one_file_takes_the_place_of_many_and_a_new_computer_begins_with_it(
    school: Class, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("cryptography", reason="passphrases need an extra library")
    monkeypatch.setattr(snapshots, "_MANY_FILES", 8)
    clock = Clock()
    with ExitStack() as stack:

        def computer(name: str) -> Collection:
            (tmp_path / name).mkdir()
            path = tmp_path / name / "c.flashcards"
            return stack.enter_context(flashcards.open(path, clock))

        one, two = computer("one"), computer("two")
        for day in range(10):
            _day((one, two)[day % 2], day)
            _sync(school.ada, one, two)
            clock.moment += timedelta(days=1)
        before = _kinds(school.ada)
        assert before.count(SNAPSHOT) == 1
        clock.moment += timedelta(days=31)
        _sync(school.ada, one, two, one, two)
        after = _kinds(school.ada)
        assert after.count(SNAPSHOT) == 1
        assert len(after) < len(before) / 2
        third = computer("third")
        _day(two, 99)
        _sync(school.ada, two, third, one)
        for each in (two, third):
            assert differences(one, each) == []
            assert [str(problem) for problem in each.check()] == []
        assert third.review_count() == 11
    with connecting.opened(school.owner) as hub:
        kept = [bytes(row[0]) for row in hub.rows("SELECT bytes FROM flashcards_hub.segments")]
    assert all(header_of(data).lock is not None for data in kept)
