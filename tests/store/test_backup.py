"""Backups that can be trusted: complete, verified, listed, and thinned with care."""

import random
import sqlite3
import stat
import sys
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection

from flashcards.model.backups import BY_HAND, BackupInfo
from flashcards.model.enums import ReviewKind
from flashcards.model.errors import CancelledError, UserError
from flashcards.store import backup, connections, leftovers, preparing
from flashcards.store.soundness import DamagedError
from tests.processes import speaking

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def no_seed(_: Connection, __: int) -> None:
    """Leave a new collection without rows."""


def add_sources(path: Path, count: int, size: int = 4000) -> None:
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.executemany(
            "INSERT INTO sources (uid, title, text, changed_ms) VALUES (?, '', zeroblob(?), 0)",
            [(str(random.random()), size) for _ in range(count)],
        )


def count_sources(path: Path) -> int:
    with closing(sqlite3.connect(path)) as raw:
        return int(raw.execute("SELECT count(*) FROM sources").fetchone()[0])


def add_review(path: Path, number: int, kind: ReviewKind, target: int | None = None) -> None:
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute(
            "INSERT INTO reviews VALUES (1, ?, 0, 0, ?, 4, 0, 1, 0, ?)", (number, kind, target)
        )


@pytest.fixture
def path(collection_path: Path) -> Path:
    preparing.prepare(collection_path, no_seed, 0)
    return collection_path


def test_a_backup_is_one_complete_private_file(path: Path) -> None:
    add_sources(path, 3)
    info = backup.make_backup(path, NOW)
    assert count_sources(info.path) == 3
    assert info.at == NOW
    assert info.size == info.path.stat().st_size
    assert stat.S_IMODE(info.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(info.path.parent.stat().st_mode) == 0o700
    assert {item.name for item in info.path.parent.iterdir()} == {info.path.name, "index.json"}


def test_a_backup_of_a_collection_in_use_holds_what_was_committed(path: Path) -> None:
    writer = connections.open_writer(path)
    statement = "INSERT INTO sources (uid, title, changed_ms) VALUES (?, '', 0)"
    writer.exec_driver_sql(statement, ("committed",))
    writer.exec_driver_sql("BEGIN IMMEDIATE")
    writer.exec_driver_sql(statement, ("unfinished",))
    info = backup.make_backup(path, NOW)
    writer.exec_driver_sql("COMMIT")
    connections.close(writer)
    assert count_sources(info.path) == 1


def test_a_backup_is_of_one_moment_although_writing_goes_on(path: Path) -> None:
    add_sources(path, 3000)
    writer = connections.open_writer(path)

    def write_meanwhile(_done: int, _total: int) -> bool:
        writer.exec_driver_sql("UPDATE sources SET title = 'later'")
        return True

    info = backup.make_backup(path, NOW, progress=write_meanwhile)
    connections.close(writer)
    with closing(sqlite3.connect(info.path)) as raw:
        assert raw.execute("SELECT DISTINCT title FROM sources").fetchall() == [("",)]


def test_answers_that_were_undone_are_not_counted(path: Path) -> None:
    add_review(path, 1, ReviewKind.ANSWER)
    add_review(path, 2, ReviewKind.DRILL)
    add_review(path, 3, ReviewKind.ANSWER)
    add_review(path, 4, ReviewKind.STRUCK, 3)
    assert backup.make_backup(path, NOW).reviews == 2
    add_review(path, 5, ReviewKind.UNSTRUCK, 3)
    assert backup.describe(path).reviews == 3


def test_backups_are_listed_newest_first_with_what_is_in_them(path: Path) -> None:
    first = backup.make_backup(path, NOW)
    add_review(path, 1, ReviewKind.ANSWER)
    second = backup.make_backup(path, NOW + timedelta(hours=1), "before restore")
    third = backup.make_backup(path, NOW + timedelta(hours=1))
    found = backup.list_backups(path)
    assert {item.path for item in found} == {first.path, second.path, third.path}
    assert found[-1] == first
    assert [item.reviews for item in found] == [1, 1, 0]
    assert sorted(item.reason for item in found) == ["", "", "before restore"]
    (first.path.parent / "index.json").write_text("{")
    assert backup.list_backups(path) == found


def test_two_backups_within_a_second_are_both_kept(path: Path) -> None:
    assert backup.make_backup(path, NOW).path != backup.make_backup(path, NOW).path
    assert len(backup.list_backups(path)) == 2


def test_a_backup_made_while_another_is_being_made_takes_nothing_from_it(path: Path) -> None:
    between: list[BackupInfo] = []

    def make_another(_done: int, _total: int) -> bool:
        if not between:
            between.append(backup.make_backup(path, NOW))
        return True

    around = backup.make_backup(path, NOW, progress=make_another)
    assert {each.path for each in backup.list_backups(path)} == {around.path, between[0].path}
    assert list(around.path.parent.glob("*.partial*")) == []


def test_files_of_others_and_damaged_ones_are_not_listed_and_not_removed(path: Path) -> None:
    good = backup.make_backup(path, NOW)
    folder = good.path.parent
    others = [folder / "notes.txt", folder / "collection-20260101T000000Z.flashcards"]
    for other in others:
        other.write_text("not a collection")
    assert backup.list_backups(path) == [good]
    backup.tidy(path, NOW + timedelta(days=9000))
    assert all(other.exists() for other in others)


def test_a_cancelled_backup_leaves_nothing(path: Path) -> None:
    add_sources(path, 3000)
    with pytest.raises(CancelledError):
        backup.make_backup(path, NOW, progress=lambda _done, _total: False)
    assert list(leftovers.backups_folder(path).iterdir()) == []


def test_progress_is_told_up_to_the_end(path: Path) -> None:
    add_sources(path, 3000)
    told: list[tuple[int, int]] = []

    def listen(done: int, total: int) -> bool:
        told.append((done, total))
        return True

    backup.make_backup(path, NOW, progress=listen)
    assert len(told) > 1
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]


def damage(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(3 * 4096)
        file.write(random.Random(1).randbytes(20 * 4096))


def test_a_damaged_collection_is_not_taken_for_a_backup(path: Path) -> None:
    add_sources(path, 200)
    good = backup.make_backup(path, NOW)
    damage(path)
    with pytest.raises(UserError, match="damaged"):
        backup.make_backup(path, NOW + timedelta(days=1))
    assert backup.list_backups(path) == [good]
    assert len(list(good.path.parent.glob("*.partial*"))) == 0


def test_verifying_names_what_is_wrong(path: Path, tmp_path: Path) -> None:
    add_sources(path, 200)
    assert backup.verify(path).size == path.stat().st_size
    damage(path)
    with pytest.raises(DamagedError, match="damaged"):
        backup.verify(path)
    with closing(sqlite3.connect(tmp_path / "other.db")) as raw:
        raw.execute("CREATE TABLE t (x)")
    with pytest.raises(UserError, match="another program"):
        backup.verify(tmp_path / "other.db")


# Makes one backup after the other and says so after each.
MAKER = """
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from flashcards.store import backup

now = datetime(2026, 3, 2, tzinfo=UTC)
for number in range(1000):
    info = backup.make_backup(Path(sys.argv[1]), now + timedelta(hours=number))
    print(info.path.name, flush=True)
"""


def test_a_kill_during_a_backup_leaves_the_newest_good_one_and_nothing_partial(
    path: Path, repository: Path
) -> None:
    add_sources(path, 1000)
    folder = leftovers.backups_folder(path)
    chance = random.Random(5)
    for _ in range(5):
        with speaking([sys.executable, "-c", MAKER, str(path)], repository) as process:
            assert process.stdout is not None
            acknowledged = {process.stdout.readline().strip() for _ in range(chance.randint(1, 6))}
        leftovers.sweep(path)
        found = backup.list_backups(path)
        assert acknowledged <= {info.path.name for info in found}
        for info in found[:2]:
            assert backup.verify(info.path).size > 4_000_000
        assert {item.name for item in folder.iterdir()} <= {
            "index.json",
            *(info.path.name for info in found),
        }
        for info in found[1:]:
            info.path.unlink()


def at(*moments: datetime) -> list[BackupInfo]:
    return [BackupInfo(Path(moment.isoformat()), moment, 0, 0, 0, 0) for moment in moments]


def kept(moments: list[datetime], now: datetime) -> list[datetime]:
    gone = {info.path for info in backup.thin(at(*moments), now)}
    return sorted((item for item in moments if Path(item.isoformat()) not in gone), reverse=True)


def test_of_a_year_of_backups_every_half_hour_few_remain_and_the_recent_past_is_dense() -> None:
    moments: list[datetime] = []
    moment = NOW
    while moment > NOW - timedelta(days=365):
        moments.append(moment)
        moment -= timedelta(minutes=30)
    left = kept(moments, NOW)
    ages = [NOW - moment for moment in left]
    assert left[0] == NOW
    assert 24 <= sum(age < timedelta(days=1) for age in ages) <= 25
    assert 29 <= sum(timedelta(days=1) <= age < timedelta(days=30) for age in ages) <= 31
    assert 21 <= sum(timedelta(days=30) <= age < timedelta(weeks=26) for age in ages) <= 24
    assert 6 <= sum(age >= timedelta(weeks=26) for age in ages) <= 8
    assert kept(left, NOW) == left


@pytest.mark.parametrize(
    ("notes", "reviews", "stands"), [(5, 10, True), (10, 5, True), (4, 10, False), (10, 4, False)]
)
def test_a_backup_that_lost_more_than_half_stands_for_no_earlier_one(
    notes: int, reviews: int, stands: bool
) -> None:
    earlier, now = at(NOW - timedelta(minutes=2))[0], at(NOW)[0]
    later = replace(at(NOW - timedelta(minutes=1))[0], notes=notes, reviews=reviews)
    earlier = replace(earlier, notes=10, reviews=10)
    gone = backup.thin([earlier, later, replace(now, notes=0, reviews=0)], NOW)
    assert (earlier in gone) is stands


def test_thinning_day_by_day_keeps_a_year_in_reach() -> None:
    moments: list[datetime] = []
    now = NOW
    for _ in range(400):
        now += timedelta(days=1)
        moments = kept([*moments, now, now - timedelta(hours=3)], now)
    gaps = [later - earlier for later, earlier in pairwise(moments)]
    assert now - moments[-1] > timedelta(days=330)
    assert max(gaps) <= timedelta(days=62)
    assert len(moments) < 80


@pytest.mark.parametrize("jump_days", [-20_000, -400, 400, 3_650])
def test_a_clock_that_was_wrong_for_a_while_makes_no_backup_look_old(jump_days: int) -> None:
    moments = [NOW - timedelta(days=day) for day in range(20)]
    wrong = NOW + timedelta(days=jump_days)
    assert set(moments) <= set(kept([*moments, wrong], wrong))
    later = NOW + timedelta(days=1)
    assert {*moments, later} <= set(kept([*moments, wrong, later], later))


def test_who_returns_after_years_finds_every_backup_still_there() -> None:
    moments = [NOW - timedelta(days=day) for day in range(15)]
    back = NOW + timedelta(days=4000)
    assert set(kept([*moments, back], back)) == {*moments, back}


def test_a_backup_made_before_a_restore_is_not_displaced_by_a_routine_one() -> None:
    routine, before = at(NOW, NOW - timedelta(minutes=5))
    before = BackupInfo(before.path, before.at, 0, 0, 0, 0, "before restore")
    assert backup.thin([routine, before], NOW) == []


def test_every_backup_made_by_hand_is_kept_for_thirty_days_then_one_a_week() -> None:
    made = [
        BackupInfo(Path(f"{day} {minute}"), NOW - timedelta(days=day, minutes=minute), 0, 0, 0, 0,
                   BY_HAND)
        for day in range(60)
        for minute in (0, 5, 10)
    ]  # fmt: skip
    left = {info.path for info in made} - {info.path for info in backup.thin(made, NOW)}
    ages = [NOW - info.at for info in made if info.path in left]
    assert sum(age < timedelta(days=29) for age in ages) == 29 * 3
    assert 4 <= sum(age > timedelta(days=31) for age in ages) <= 6


def test_backing_up_twice_within_the_hour_keeps_both_and_what_closing_adds_goes_first(
    path: Path,
) -> None:
    routine = backup.make_backup(path, NOW).path
    asked = [
        backup.make_backup(path, NOW + timedelta(minutes=at), BY_HAND).path for at in (5, 10, 15)
    ]
    newest = backup.make_backup(path, NOW + timedelta(minutes=40)).path
    backup.tidy(path, NOW + timedelta(minutes=40))
    assert {info.path for info in backup.list_backups(path)} == {newest, *asked}
    assert not routine.exists()


@given(st.lists(st.integers(0, 10**9), max_size=60, unique=True), st.integers(-(10**9), 10**9))
def test_the_newest_backup_always_stays(seconds: list[int], now: int) -> None:
    moments = [NOW + timedelta(seconds=second) for second in seconds]
    left = kept(moments, NOW + timedelta(seconds=now))
    assert left[:1] == sorted(moments, reverse=True)[:1]


def test_tidying_removes_the_superfluous_files(path: Path) -> None:
    for minutes in range(0, 60, 20):
        backup.make_backup(path, NOW + timedelta(minutes=minutes))
    newest = backup.make_backup(path, NOW + timedelta(minutes=59))
    gone = backup.tidy(path, NOW + timedelta(hours=1))
    assert len(gone) == 3
    assert [info.path for info in backup.list_backups(path)] == [newest.path]


@pytest.mark.parametrize(
    ("minutes_ago", "changed", "due"),
    [
        (None, True, True),
        (None, False, False),
        (29, True, False),
        (31, True, True),
        (31, False, False),
        (-5, True, True),
        (-1_000_000, True, True),
    ],
)
def test_a_backup_is_due_when_something_changed_and_the_last_is_old(
    minutes_ago: int | None, changed: bool, due: bool
) -> None:
    last = None if minutes_ago is None else NOW - timedelta(minutes=minutes_ago)
    assert backup.due(last, changed, NOW) is due
