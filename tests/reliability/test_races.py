"""Two processes that open one collection at the same moment: one gets it, the other is told."""

import os
import platform
from pathlib import Path

import pytest

import flashcards
from flashcards.model.errors import CollectionInUseError
from tests.reliability.harness import assert_sound, kills, workers


def race(path: Path, repository: Path, times: int) -> None:
    """Let two processes race ``times`` times; each winner adds a note."""
    flashcards.open(path).close()
    os.mkfifo(path.parent / "gate")
    gate = os.open(path.parent / "gate", os.O_RDWR)  # both wait for a byte out of one pipe
    with workers(repository) as one, workers(repository) as two:
        for number in range(times):
            for each in (one, two):
                each.begin("race", path, seed=number)
                assert each.hear() == "ready"
            os.write(gate, b"go")
            said = [one.hear(), two.hear()]
            assert sorted(words == "won" for words in said) == [False, True]
            winner = (one, two)[said.index("won")]
            assert next(words for words in said if words != "won") == (
                f"CollectionInUseError: Flashcards (process {winner.pid} on {platform.node()}) "
                "has this collection open. Close it there first."
            )
            os.write(gate, b"!")
            assert [one.end(), two.end()] == [[], []]
    os.close(gate)
    with flashcards.open(path) as collection:
        assert len(collection.search()) == times
    assert_sound(path)


def test_of_two_processes_one_opens_the_collection_twenty_times_of_twenty(
    collection_path: Path, repository: Path
) -> None:
    race(collection_path, repository, 20)


@pytest.mark.soak
@pytest.mark.timeout(0)
def test_of_two_processes_one_opens_the_collection_every_time(
    collection_path: Path, repository: Path
) -> None:
    race(collection_path, repository, kills(200))


def test_the_process_that_is_too_late_writes_nothing(collection_path: Path) -> None:
    def seen() -> dict[str, tuple[int, int]]:
        # By their marks alone: opening the files here would drop the locks SQLite has on them.
        found = [file for file in collection_path.parent.rglob("*") if file.is_file()]
        return {str(file): (file.stat().st_size, file.stat().st_mtime_ns) for file in found}

    with flashcards.open(collection_path) as collection:
        collection.add_note({"Front": "f", "Back": "b"}, deck="A")
        backup = collection.backup()
        before = seen()
        with pytest.raises(CollectionInUseError, match=f"process {os.getpid()} on"):
            flashcards.open(collection_path)
        with pytest.raises(CollectionInUseError):
            flashcards.restore(backup, collection_path)
        assert seen() == before
        collection.add_note({"Front": "g", "Back": "b"}, deck="A")
    assert_sound(collection_path)
