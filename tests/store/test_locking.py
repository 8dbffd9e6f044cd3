"""One process at a time, and the second learns who has the collection."""

import json
import os
import platform
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import flashcards
from flashcards.model.errors import CollectionInUseError, UserError
from flashcards.store import locking
from flashcards.store.locking import CollectionLock
from tests.processes import speaking

# Takes the lock at each line it is sent, says how it went, and lets go at the next one.
TAKER = """
import sys
from pathlib import Path
from flashcards.model.errors import CollectionInUseError
from flashcards.store.locking import CollectionLock

lock = CollectionLock(Path(sys.argv[1]))
print("ready", flush=True)
while sys.stdin.readline():
    try:
        lock.acquire()
        print("won", flush=True)
    except CollectionInUseError as error:
        print(error.what, flush=True)
    if not sys.stdin.readline():
        break
    lock.release()
    print("released", flush=True)
"""


class Taker:
    """Another process that takes the lock when told to."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process

    def say(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()

    def hear(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()


@contextmanager
def taker(path: Path, repository: Path) -> Iterator[Taker]:
    with speaking([sys.executable, "-c", TAKER, str(path)], repository, hears=True) as process:
        other = Taker(process)
        assert other.hear() == "ready"
        yield other


def test_of_two_processes_racing_twenty_times_one_wins_each_time(
    collection_path: Path, repository: Path
) -> None:
    with taker(collection_path, repository) as one, taker(collection_path, repository) as two:
        for _ in range(20):
            for each in (one, two):
                each.say()
            answers = [one.hear(), two.hear()]
            assert answers.count("won") == 1
            winner = (one, two)[answers.index("won")]
            lost = next(answer for answer in answers if answer != "won")
            assert lost == (
                f"Flashcards (process {winner.process.pid} on {platform.node()}) "
                "has this collection open."
            )
            for each in (one, two):
                each.say()
            assert [one.hear(), two.hear()] == ["released", "released"]


def test_a_killed_process_lets_go_and_is_remembered_as_not_having_closed(
    collection_path: Path, repository: Path
) -> None:
    with taker(collection_path, repository) as other:
        other.say()
        assert other.hear() == "won"
        other.process.kill()
        other.process.wait()
        lock = CollectionLock(collection_path)
        lock.acquire()
        assert lock.previous is not None
        assert lock.previous.process == other.process.pid
        lock.release()


def test_after_an_orderly_end_nobody_is_remembered(collection_path: Path) -> None:
    first = CollectionLock(collection_path)
    first.acquire()
    first.release()
    second = CollectionLock(collection_path)
    second.acquire()
    assert second.previous is None
    second.release()


def test_the_same_process_cannot_open_a_collection_twice(collection_path: Path) -> None:
    first = CollectionLock(collection_path)
    first.acquire()
    with pytest.raises(CollectionInUseError, match=f"process {os.getpid()} on"):
        CollectionLock(collection_path).acquire()
    first.release()
    second = CollectionLock(collection_path)
    second.acquire()
    second.release()


def test_a_collection_has_one_lock_whatever_link_leads_to_it(tmp_path: Path) -> None:
    collection = tmp_path / "real" / "a.flashcards"
    collection.parent.mkdir()
    collection.touch()
    link = tmp_path / "link.flashcards"
    link.symlink_to(collection)
    first = CollectionLock(link)
    first.acquire()
    with pytest.raises(CollectionInUseError):
        CollectionLock(collection).acquire()
    first.release()


def test_taking_and_letting_go_twice_is_harmless(collection_path: Path) -> None:
    lock = CollectionLock(collection_path)
    lock.acquire()
    lock.acquire()
    assert lock.held
    lock.release()
    lock.release()
    assert not lock.held


def test_a_forked_child_does_not_keep_the_lock(collection_path: Path) -> None:
    lock = CollectionLock(collection_path)
    lock.acquire()
    heard, said = os.pipe()
    child = os.fork()
    if child == 0:  # the child lives on until it is ended
        os.write(said, b"x")
        while True:
            signal.pause()
    try:
        os.read(heard, 1)
        os.close(lock._file)  # what the end of this process would do
        lock._file = -1
        other = CollectionLock(collection_path)
        other.acquire()
        other.release()
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(heard)
        os.close(said)


def test_the_holder_can_be_read_without_taking_the_lock(collection_path: Path) -> None:
    assert locking.holder(collection_path) is None
    lock = CollectionLock(collection_path)
    lock.acquire()
    found = locking.holder(collection_path)
    assert found is not None
    assert (found.process, found.host) == (os.getpid(), platform.node())
    lock.release()
    assert locking.holder(collection_path) is None


def test_a_missing_folder_is_said_in_plain_words(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="does not exist"):
        CollectionLock(tmp_path / "nowhere" / "a.flashcards").acquire()


def test_a_collection_left_open_on_another_computer_is_pointed_out(collection_path: Path) -> None:
    away = '{"process": 7, "host": "elsewhere", "program": "Flashcards", "since": "2026-03-01"}'
    locking.lock_path(collection_path).write_text(away)
    lock = CollectionLock(collection_path)
    lock.acquire()
    text = locking.left_elsewhere(lock.previous)
    assert text is not None
    assert "opened on elsewhere" in str(text)
    lock.release()
    assert locking.left_elsewhere(None) is None


@pytest.mark.parametrize("text", ["", "{", "[]", '{"process": "x"}', "\x00" * 50])
def test_a_broken_lock_file_does_not_lock_anybody_out(collection_path: Path, text: str) -> None:
    locking.lock_path(collection_path).write_text(text)
    lock = CollectionLock(collection_path)
    lock.acquire()
    assert lock.previous is None
    lock.release()


def test_a_collection_left_open_on_another_computer_is_told_of(collection_path: Path) -> None:
    flashcards.open(collection_path).close()
    left = {"process": 7, "host": "elsewhere", "program": "Flashcards", "since": "2026-01-01"}
    locking.lock_path(collection_path).write_text(json.dumps(left))
    with flashcards.open(collection_path) as collection:
        assert "elsewhere" in str(collection.location_warning())
    with flashcards.open(collection_path) as collection:
        assert "elsewhere" not in str(collection.location_warning())
