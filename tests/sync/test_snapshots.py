"""One file stands for all before it: whoever begins with it, or was away, has what all have."""

import random
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest

import flashcards
from flashcards.api import Collection
from flashcards.collection.syncing import joining, snapshots, syncing
from flashcards.collection.syncing.folders import FolderSync
from flashcards.collection.syncing.report import Report
from flashcards.model.enums import Quality
from flashcards.store.syncing import segments
from flashcards.sync import secret
from flashcards.sync.segment import SNAPSHOT, header_of
from tests.sync.condensed import Condensed
from tests.sync.machines import Clock, Shelf, differences, opened
from tests.sync.scenarios import lived


class Machines:
    """Machines with one clock over one shelf."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.clock, self.shelf = Clock(), Shelf()
        self._folder, self._stack = folder, stack

    def new(self, name: str) -> Collection:
        (self._folder / name).mkdir()
        made = opened(self._folder / name / "c.flashcards", self.clock)
        self._stack.callback(made.close, back_up=False)
        return made

    def sync(self, *some: Collection, key: secret.Key | None = None) -> list[Report]:
        found = [syncing.sync(each._store, self.shelf, key) for each in some]
        assert not [str(trouble) for each in found for trouble in each.troubles]
        return found

    def condense(self, machine: Collection, key: secret.Key | None = None) -> None:
        """Let a machine make a snapshot, after which there is nothing else."""
        self.sync(machine, key=key)
        assert snapshots.make(machine._store, key, set(self.shelf.files))
        self.sync(machine, key=key)
        for name in self.changes():
            self.shelf.delete(name)

    def changes(self) -> list[str]:
        """Return the names of the files that are no snapshots."""
        files = self.shelf.files.items()
        return sorted(name for name, data in files if header_of(data).kind != SNAPSHOT)


@pytest.fixture
def machines(tmp_path: Path) -> Iterator[Machines]:
    with ExitStack() as stack:
        yield Machines(tmp_path, stack)


def _set(collection: Collection, **texts: str) -> None:
    (number,) = collection.search_notes("")
    collection.update_note(number, texts)


def _front(collection: Collection) -> str:
    (number,) = collection.search_notes("")
    return collection.note(number).fields[0]


def _former(collection: Collection) -> list[str]:
    (number,) = collection.search_notes("")
    return sorted(each.value for each in collection.revisions(number))


def test_a_machine_that_begins_with_a_snapshot_has_all(machines: Machines) -> None:
    one, two = machines.new("one"), machines.new("two")
    for number in range(3):
        one.add_note({"Front": f"question {number}", "Back": "answer"}, deck="Biology")
    session = one.study()
    for _ in range(3):
        session.next()
        session.answer(Quality.GOOD)
    session.close()
    one.delete_notes([one.search_notes("")[0]])
    machines.condense(one)
    machines.sync(two, one)
    assert differences(one, two) == []
    assert [str(each) for each in two.check()] == []
    assert two.review_count() == 3
    two.add_note({"Front": "another", "Back": "one"}, deck="Biology")
    machines.sync(two, one)
    assert differences(one, two) == []


def test_what_lost_travels_along(machines: Machines) -> None:
    one, two, late = (machines.new(name) for name in ("one", "two", "late"))
    one.add_note({"Front": "first", "Back": "answer"}, deck="Biology")
    machines.sync(one, two)
    _set(one, Front="of one")
    _set(two, Front="of two")
    machines.sync(one, two, one)
    machines.condense(one)
    machines.sync(late)
    assert _front(late) == "of two"
    assert "of one" in _former(late)
    assert _former(late) == _former(one)


def test_a_machine_that_was_away_merges_and_is_told_of_no_conflict_that_was_none(
    machines: Machines,
) -> None:
    one, two = machines.new("one"), machines.new("two")
    one.add_note({"Front": "made", "Back": "answer"}, deck="Biology")
    _set(one, Front="first")
    machines.sync(one, two)
    for text in ("second", "third"):
        _set(one, Front=text)
        machines.sync(one)
    machines.condense(one)
    machines.clock.moment += timedelta(days=400)
    _set(two, Back="by two")
    (report,) = machines.sync(two)
    assert report.conflicts == 0
    machines.sync(one)
    assert differences(one, two) == []
    assert _front(two) == "third"


def test_nobody_waits_for_what_only_a_snapshot_named_that_is_gone(machines: Machines) -> None:
    one, away, joined = (machines.new(name) for name in ("one", "away", "joined"))
    one.add_note({"Front": "first", "Back": "answer"}, deck="Biology")
    machines.sync(one, away)
    one.add_note({"Front": "second", "Back": "answer"}, deck="Biology")
    machines.condense(one)
    before = set(machines.shelf.files)
    machines.sync(joined)
    machines.condense(joined)
    for name in before:  # a month later
        machines.shelf.delete(name)
    away.add_note({"Front": "third", "Back": "answer"}, deck="Biology")
    machines.sync(away)
    late = machines.new("late")
    (report,) = machines.sync(late)
    assert report.waiting == 0
    assert differences(away, late) == []


def test_what_was_typed_here_meanwhile_and_lost_is_told_of(machines: Machines) -> None:
    one, two = machines.new("one"), machines.new("two")
    one.add_note({"Front": "first", "Back": "answer"}, deck="Biology")
    machines.sync(one, two)
    _set(two, Front="typed far away")
    for text in ("second", "third"):
        _set(one, Front=text)
        machines.sync(one)
    machines.condense(one)
    (report,) = machines.sync(two)
    assert report.conflicts == 1
    assert _front(two) == "third"
    assert "typed far away" in _former(two)


def test_what_was_typed_here_later_beats_a_snapshot_without_a_conflict_for_what_it_replaced(
    machines: Machines,
) -> None:
    one, two = machines.new("one"), machines.new("two")
    one.add_note({"Front": "first", "Back": "answer"}, deck="Biology")
    machines.sync(one, two)
    one.add_note({"Front": "other", "Back": "answer"}, deck="Biology")
    machines.condense(one)
    note = two.search_notes("first")[0]
    for text in ("second", "third"):
        two.update_note(note, {"Front": text})
        syncing.publish(two._store, None, Report())
    (report,) = machines.sync(two)
    assert report.conflicts == 0
    machines.sync(one)
    assert differences(one, two) == []


def test_with_a_passphrase(machines: Machines) -> None:
    pytest.importorskip("cryptography", reason="encrypts")
    key = secret.Key(bytes(16), bytes(32))
    one, two = machines.new("one"), machines.new("two")
    one.add_note({"Front": "first", "Back": "answer"}, deck="Biology")
    machines.condense(one, key)
    assert b"first" not in b"".join(machines.shelf.files.values())
    machines.sync(two, key=key)
    assert differences(one, two) == []


def _write_one(machine: Collection, chance: random.Random) -> None:
    """Write 0.35 MB."""
    text = chance.randbytes(240_000).decode("utf-16", "replace").replace("\0", "")
    machine.add_note({"Front": text, "Back": "answer"}, deck="Biology")


def _write_much(machines: Machines, machine: Collection, chance: random.Random) -> None:
    """Let a machine write twice as much in two segments."""
    for _ in range(2):
        _write_one(machine, chance)
        machines.sync(machine)


def test_one_is_made_when_much_was_written_and_stays_alone_after_a_month(
    machines: Machines,
) -> None:
    chance = random.Random(1)
    one, two = machines.new("one"), machines.new("two")
    for machine in (one, two, one):
        _write_much(machines, machine, chance)
    made = set(machines.shelf.files) - set(machines.changes())
    assert len(made) == 1
    machines.clock.moment += timedelta(days=29)
    machines.sync(one, two)
    assert len(machines.changes()) == 6
    machines.clock.moment += timedelta(days=2)
    machines.sync(one, two)
    assert len(machines.changes()) <= 3
    late = machines.new("late")
    machines.sync(late)
    assert differences(one, late) == []
    for _ in range(3):
        _write_much(machines, one, chance)
    machines.sync(one, two, one)
    machines.clock.moment += timedelta(days=31)
    machines.sync(one, two, one)
    assert len(set(machines.shelf.files) - set(machines.changes())) == 1


def test_what_was_written_under_a_former_name_is_cleared_away(machines: Machines) -> None:
    one = machines.new("one")
    for number in range(3):
        one.add_note({"Front": f"question {number}", "Back": "answer"}, deck="Biology")
        machines.sync(one)
    assert snapshots.make(one._store, None, set(machines.shelf.files))
    machines.sync(one)
    one.add_note({"Front": "before", "Back": "answer"}, deck="Biology")
    machines.sync(one)
    joining.change_name(one._store)
    one.add_note({"Front": "after", "Back": "answer"}, deck="Biology")
    machines.sync(one)
    assert snapshots.make(one._store, None, set(machines.shelf.files))
    machines.sync(one)
    machines.clock.moment += timedelta(days=31)
    machines.sync(one)
    assert len(machines.shelf.files) == 1
    late = machines.new("late")
    machines.sync(late)
    assert differences(one, late) == []


def test_the_snapshot_of_a_computer_that_is_gone_is_cleared_away_after_two_months(
    machines: Machines,
) -> None:
    one, lost = machines.new("one"), machines.new("lost")
    lost.add_note({"Front": "first", "Back": "answer"}, deck="Biology")
    machines.sync(lost)
    for machine in (lost, one):
        machines.sync(machine)
        assert snapshots.make(machine._store, None, set(machines.shelf.files))
        machines.sync(machine)
        one.add_note({"Front": "other", "Back": "answer"}, deck="Biology")
    lying = []
    for _ in range(2):
        machines.clock.moment += timedelta(days=31)
        machines.sync(one)
        lying.append(len(set(machines.shelf.files) - set(machines.changes())))
    assert lying == [2, 1]
    late = machines.new("late")
    machines.sync(late)
    assert differences(one, late) == []


class _Counting(Shelf):
    """A shelf that knows which files were read, in which order."""

    def __init__(self) -> None:
        super().__init__()
        self.was_read: list[str] = []

    def read(self, name: str, limit: int) -> bytes:
        self.was_read.append(name)
        return super().read(name, limit)


def test_a_damaged_one_is_read_once_and_what_it_stood_for_stays(machines: Machines) -> None:
    machines.shelf = shelf = _Counting()
    one = machines.new("one")
    one.add_note({"Front": "first", "Back": "answer"}, deck="Biology")
    machines.sync(one)
    assert snapshots.make(one._store, None, set(shelf.files))
    machines.sync(one)
    (made,) = set(shelf.files) - set(machines.changes())
    shelf.files[made] = shelf.files[made][:-1] + b"?"
    machines.clock.moment += timedelta(days=61)
    shelf.was_read.clear()
    for _ in range(3):
        machines.clock.moment += timedelta(days=1)
        machines.sync(one)
    assert shelf.was_read == [made]
    assert len(machines.changes()) == 1


@pytest.mark.parametrize("begins", [False, True], ids=["was there before", "begins afterwards"])
def test_what_a_computer_wrote_that_is_gone_is_cleared_away_after_two_months(
    machines: Machines, begins: bool
) -> None:
    lost, away = machines.new("lost"), machines.new("away")
    lost.add_note({"Front": "first", "Back": "answer"}, deck="Biology")
    machines.sync(lost, away)
    one = lost if begins else machines.new("one")
    lost.add_note({"Front": "second", "Back": "answer"}, deck="Biology")
    machines.sync(lost, one)
    assert snapshots.make(one._store, None, set(machines.shelf.files))
    machines.sync(one)
    if begins:
        lost.add_note({"Front": "third", "Back": "answer"}, deck="Biology")
        machines.sync(lost)
        one = machines.new("one")
        machines.sync(one)
        assert snapshots.make(one._store, None, set(machines.shelf.files))
        machines.sync(one)
    lying = []
    for _ in range(2):
        machines.clock.moment += timedelta(days=31)
        machines.sync(one)
        lying.append(len(machines.changes()))
    assert lying[0] >= 2
    assert lying[1] == 0
    machines.clock.moment += timedelta(days=31)
    machines.sync(one)
    assert len(machines.shelf.files) == 1
    away.add_note({"Front": "of one that comes back", "Back": "answer"}, deck="Biology")
    late = machines.new("late")
    machines.sync(away, late, one)
    assert differences(one, late) == differences(one, away) == []


def test_one_that_somebody_deleted_is_made_again_after_a_week(machines: Machines) -> None:
    one = machines.new("one")
    one.add_note({"Front": "first", "Back": "answer"}, deck="Biology")
    machines.condense(one)
    machines.shelf.files.clear()
    machines.sync(one)
    machines.clock.moment += timedelta(days=8)
    machines.sync(one)
    late = machines.new("late")
    machines.sync(late)
    assert differences(one, late) == []


def test_what_was_lost_and_is_more_than_a_snapshot_names_is_told_again_once(
    machines: Machines, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(segments, "NEWEST", 3)
    one, two = machines.new("one"), machines.new("two")
    for number in range(5):
        one.add_note({"Front": f"question {number}", "Back": "answer"}, deck="Biology")
        machines.sync(one)
    machines.condense(one)
    for number in range(8):
        one.add_note({"Front": f"other {number}", "Back": "answer"}, deck="Biology")
        machines.sync(one)
    machines.sync(two)
    machines.shelf.files.clear()
    for _ in range(6):
        machines.sync(one, two)
        machines.clock.moment += timedelta(days=4)
    assert len(machines.shelf.files) == 2  # one of each machine
    late = machines.new("late")
    machines.sync(late)
    assert differences(one, late) == []


def test_where_none_can_be_made_the_rest_goes_on_and_a_day_later_it_is_tried_again(
    machines: Machines, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = machines.new("one"), machines.new("two")
    _write_much(machines, one, random.Random(2))
    found = []
    with monkeypatch.context() as large:
        large.setattr(snapshots, "LARGEST", 100)
        for seed in (3, 4, 5):
            _write_one(one, random.Random(seed))
            found.append(syncing.sync(one._store, machines.shelf))
    (trouble,) = [each for report in found for each in report.troubles]
    assert "cannot be told" in str(trouble)
    machines.clock.moment += timedelta(days=2)
    machines.sync(one, two)
    assert len(set(machines.shelf.files) - set(machines.changes())) == 1
    assert differences(one, two) == []


def test_a_folder_with_nothing_but_a_snapshot_is_still_the_same(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    clock = Clock()
    with flashcards.open(tmp_path / "c.flashcards", clock) as one:
        one.add_note({"Front": "first", "Back": "answer"}, deck="Biology")
        folder = FolderSync(tmp_path / "folder")
        folder.round(one._store)
        assert snapshots.make(one._store, None, [])
        folder.round(one._store)
        clock.moment += timedelta(days=31)
        folder.round(one._store)
        assert [each.name.split("-")[1] for each in (tmp_path / "folder").glob("*.seg")] == [
            "snapshot"
        ]
        FolderSync(tmp_path / "folder").round(one._store)


@pytest.mark.parametrize("first", range(1, 21, 10))
def test_machines_agree_after_any_life_with_snapshots(first: int) -> None:
    seeds = range(first, first + 10)
    wrong = {seed: found for seed in seeds if (found := lived(seed, 16, sort=Condensed))}
    assert wrong == {}
