"""Writes and syncs that fail, one by one, in the system itself: nothing lost, nothing doubled."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import flashcards
from flashcards.store import location
from tests.reliability.harness import assert_sound
from tests.reliability.stubborn import NOW

ANSWERS = 60
SYNCS = "fsync,fdatasync"
WRITES = "pwrite64,write"
LONG = [pytest.mark.soak, pytest.mark.timeout(0)]


@pytest.fixture
def path(collection_path: Path) -> Path:
    with flashcards.open(collection_path, lambda: NOW) as collection:
        for number in range(ANSWERS):
            collection.add_note({"Front": f"front {number}", "Back": "back"}, deck="A")
        collection.set_options("A", new_per_day=9999)
    return collection_path


def study(
    path: Path, repository: Path, *tracing: str, ways: tuple[str, ...] = ()
) -> "subprocess.CompletedProcess[str]":
    """Study under strace, which meddles with the calls that touch the collection's files."""
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("strace is not here")
    # The folder's own calls are those that make a deleted journal stay deleted.
    places = (path, f"{path}-wal", path.parent if "network" in ways else path)
    files = [word for place in places for word in ("-P", str(place))]
    command = [strace, "-f", "-qq", "-o", str(path.parent / "trace"), *files, *tracing]
    command += [sys.executable, "-m", "tests.reliability.stubborn", str(path), str(ANSWERS), *ways]
    result = subprocess.run(command, cwd=repository, capture_output=True, text=True, check=False)
    if "ptrace" in result.stderr or "PTRACE" in result.stderr:
        pytest.skip("strace may not trace here")
    return result


def outcome(result: "subprocess.CompletedProcess[str]") -> tuple[int, dict[str, int]]:
    assert result.returncode == 0, result.stderr
    found = json.loads(result.stdout.splitlines()[-1])
    return found["answers"], found["said"]


def count(path: Path) -> int:
    with flashcards.open(path, lambda: NOW) as collection:
        return collection.review_count()


@pytest.mark.parametrize(("network", "journal", "synchronous"), [(0, "wal", 2), (1, "delete", 3)])
def test_every_connection_is_set_to_keep_what_it_acknowledged(
    path: Path, monkeypatch: pytest.MonkeyPatch, network: int, journal: str, synchronous: int
) -> None:
    monkeypatch.setattr(location, "on_network", lambda path: bool(network))
    with flashcards.open(path, lambda: NOW) as collection, collection._store.reading() as reader:
        for conn in (collection._store.writer, reader):
            found = conn.exec_driver_sql("PRAGMA journal_mode").scalar()
            assert found == journal
        writer = collection._store.writer
        assert writer.exec_driver_sql("PRAGMA synchronous").scalar() == synchronous
        assert writer.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        assert reader.exec_driver_sql("PRAGMA query_only").scalar() == 1
    assert_sound(path, lambda: NOW)


def test_each_answer_is_forced_to_the_disk(path: Path, repository: Path) -> None:
    outcome(study(path, repository, "-e", f"trace={SYNCS}"))
    calls = re.findall(r"\bf(?:data)?sync\(", (path.parent / "trace").read_text())
    assert len(calls) >= ANSWERS
    assert count(path) == ANSWERS


@pytest.mark.parametrize(
    ("calls", "error", "every", "words"),
    [
        (SYNCS, "EIO", 3, "The disk reported an error"),
        (WRITES, "EIO", 41, "The disk reported an error"),
        (WRITES, "ENOSPC", 43, "The disk is full"),
    ],
    ids=["sync fails", "write fails", "no room"],
)
def test_an_answer_whose_saving_fails_is_refused_in_words_and_saved_once_when_tried_again(
    path: Path, repository: Path, calls: str, error: str, every: int, words: str
) -> None:
    # The first calls are those of opening the collection.
    inject = f"inject={calls}:error={error}:when=12+{every}"
    answers, said = outcome(study(path, repository, "-e", inject))
    assert answers == ANSWERS
    assert sum(said.values()) >= 5
    assert all(text.startswith(words) for text in said)
    assert count(path) == ANSWERS
    assert_sound(path, lambda: NOW)


@pytest.mark.parametrize("place", [12, *(pytest.param(n, marks=LONG) for n in range(6, 60))])
def test_an_answer_refused_just_before_a_crash_counts_once_or_not_at_all(
    path: Path, repository: Path, place: int
) -> None:
    # The log's frames are written and the sync fails: reported as failed, and yet on the disk.
    inject = f"inject={SYNCS}:error=EIO:when={place}"
    answers, said = outcome(study(path, repository, "-e", inject, ways=("leave",)))
    assert count(path) in (answers, answers + len(said))
    assert_sound(path, lambda: NOW)


def test_a_commit_that_reports_failure_and_is_on_disk_counts_once(
    path: Path, repository: Path
) -> None:
    # Without a write-ahead log an answer is saved by deleting the journal. What fails is making
    # the deletion last, so that the answer is there although its saving is reported as failed.
    inject = f"inject={SYNCS}:error=EIO:when=30+5"
    answers, said = outcome(study(path, repository, "-e", inject, ways=("network",)))
    assert answers == ANSWERS
    failed = (path.parent / "trace").read_text().count("(INJECTED)")
    assert sum(said.values()) < failed  # the others were found to be saved, and not asked again
    assert count(path) == ANSWERS
    assert_sound(path, lambda: NOW)


@pytest.mark.parametrize(
    "place", [9, 31, *(pytest.param(n, marks=LONG) for n in range(1, 61) if n not in (9, 31))]
)
@pytest.mark.parametrize("calls", [WRITES, SYNCS], ids=["write", "sync"])
def test_a_kill_at_any_write_or_sync_loses_nothing_saved_before(
    path: Path, repository: Path, calls: str, place: int
) -> None:
    result = study(path, repository, "-e", f"inject={calls}:signal=KILL:when={place}")
    assert result.returncode == -9 or outcome(result)[0] == ANSWERS
    kept = count(path)
    assert 0 <= kept <= ANSWERS
    assert_sound(path, lambda: NOW)
    with flashcards.open(path, lambda: NOW) as collection:
        session = collection.study()
        while (card := session.next()) is not None:
            before = collection.review_count()
            session.answer(next(iter(reversed(card.choices))))
            assert collection.review_count() == before + 1
    assert_sound(path, lambda: NOW)


def test_a_file_that_may_not_grow_is_called_a_full_disk(path: Path, repository: Path) -> None:
    limit = path.stat().st_size + 4096 * 8
    code = (
        "import resource, runpy, sys; "
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, resource.RLIM_INFINITY)); "
        f"sys.argv = ['stubborn', {str(path)!r}, '60', 'leave']; "
        "runpy.run_module('tests.reliability.stubborn', run_name='__main__')"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=repository, capture_output=True, text=True, check=False
    )
    answers, said = outcome(result)
    (words,) = said
    assert "disk" in words
    assert "Make some room" in words or "drive" in words
    assert answers <= count(path) <= answers + 1
    assert_sound(path, lambda: NOW)
    assert path.stat().st_size <= limit
