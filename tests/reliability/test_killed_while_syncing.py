"""Two collections over one folder, either cut off by kill -9 at any moment: nothing is lost."""

import random
from dataclasses import dataclass
from pathlib import Path

import pytest

import flashcards
from flashcards.api import Collection
from flashcards.carriers.looking import is_whole
from tests.reliability.harness import Workers, assert_sound, kills, workers
from tests.sync.machines import differences

KILLS = 8
STEPS = 4
"""Acknowledgements within which a process is killed."""
ROUNDS = 3
"""In these all that was told has come to both."""


@dataclass
class Tally:
    """What the kills came to."""

    kills: int = 0
    notes: int = 0
    answers: int = 0
    rounds: int = 0


def test_nothing_is_lost_by_kills_while_two_sync(tmp_path: Path, repository: Path) -> None:
    _kill_while_syncing(tmp_path, repository, KILLS)


@pytest.mark.soak
@pytest.mark.timeout(0)
def test_nothing_is_lost_by_many_kills_while_two_sync(tmp_path: Path, repository: Path) -> None:
    tally = _kill_while_syncing(tmp_path, repository, kills(200))
    assert tally.notes > tally.kills / 2


def _kill_while_syncing(place: Path, repository: Path, times: int) -> Tally:
    chance, tally = random.Random(14), Tally()
    (place / "folder").mkdir()
    paths = [place / name / "collection.flashcards" for name in ("one", "two")]
    for path in paths:
        path.parent.mkdir()
    texts: set[str] = set()
    with workers(repository) as nursery:
        for number in range(times):
            path = paths[number % 2]
            texts |= _killed_once(nursery, path, chance, number, tally)
            assert_sound(path)
    _assert_nothing_lost(place, paths, texts, tally)
    print(tally)
    return tally


def _killed_once(
    nursery: Workers, path: Path, chance: random.Random, number: int, tally: Tally
) -> set[str]:
    """Kill a process that writes, answers and syncs; return the texts it acknowledged."""
    nursery.begin("sync", path, seed=number)
    lines = nursery.kill_at_random(chance, STEPS, 0.2)
    done = [line.split(maxsplit=2) for line in lines if line.startswith("ok ")]
    tally.kills += 1
    tally.answers += sum(words[1] == "answered" for words in done)
    tally.rounds += sum(words[1] == "synced" for words in done)
    texts = {words[2] for words in done if words[1] == "wrote"}
    tally.notes += len(texts)
    return texts


def _assert_nothing_lost(place: Path, paths: list[Path], texts: set[str], tally: Tally) -> None:
    folder = place / "folder"
    with flashcards.open(paths[0]) as one, flashcards.open(paths[1]) as two:
        for _ in range(ROUNDS):
            for each in (one, two):
                report = each.syncing.sync(folder)
                assert (report.troubles, report.waiting) == ((), 0)
        assert differences(one, two) == []
        for each in (one, two):
            assert texts - _texts(each) == set()
            assert each.review_count() >= tally.answers
    for path in paths:
        assert_sound(path)
    for file in folder.glob("*.seg"):
        with file.open("rb") as stream:
            assert is_whole(stream, file.stat().st_size)


def _texts(collection: Collection) -> set[str]:
    return {collection.note(number).fields[0] for number in collection.search_notes("")}
