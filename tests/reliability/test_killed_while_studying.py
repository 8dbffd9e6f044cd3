"""Answers that were acknowledged are on disk after kill -9, each of them once."""

import random
from datetime import timedelta
from pathlib import Path

import pytest

import flashcards
from tests.reliability.harness import Workers, assert_sound, kills, workers
from tests.reliability.worker import START

CARDS = 300
KILLS_BEFORE_A_NEW_COLLECTION = 50
COUNTS = {"answer": 1, "undo": -1, "redo": 1}


def new_collection(path: Path) -> None:
    with flashcards.open(path, lambda: START) as collection:
        for number in range(CARDS):
            collection.add_note({"Front": f"front {number}", "Back": "back"}, deck="A::B")
        collection.set_options("A", new_per_day=9999, reviews_per_day=9999)


class Tally:
    """What the kills came to."""

    def __init__(self) -> None:
        self.kills = self.acknowledged = self.lost = self.doubled = 0
        self.unfinished_kept = self.unfinished_gone = 0

    def __str__(self) -> str:
        return (
            f"{self.kills:,} kills, {self.acknowledged:,} acknowledged answers, undos and redos: "
            f"{self.lost} lost, {self.doubled} counted twice; of "
            f"{self.unfinished_kept + self.unfinished_gone} cut off before their acknowledgement "
            f"{self.unfinished_kept} were on disk"
        )


def kill_once(
    nursery: Workers, path: Path, chance: random.Random, number: int, before: int, tally: Tally
) -> int:
    """Let one worker study and die; return how many answers there are now."""
    day = number * 10
    nursery.begin("study", path, seed=chance.randrange(1 << 30), day=day)
    lines = nursery.kill_at_random(chance, steps=150, seconds=0.004)
    done = [line.split() for line in lines if line.startswith("ok")]
    expected = before + sum(COUNTS[words[1]] for words in done)
    # What was announced and not acknowledged may be on disk or not; it may not be half there.
    cut_off = lines[-1].split()[1] if lines[-1].startswith("do") else None
    now = START + timedelta(days=day + 9)
    with flashcards.open(path, lambda: now) as collection:
        found = collection.review_count()
        assert collection.undo_name is None
        tally.kills += 1
        tally.acknowledged += len(done)
        difference = found - expected
        if cut_off is not None and difference == COUNTS[cut_off]:
            tally.unfinished_kept += 1
        elif difference == 0:
            tally.unfinished_gone += cut_off is not None
        else:
            tally.lost += max(0, -difference)
            tally.doubled += max(0, difference)
        known = {int(words[2]): int(words[3]) for words in done if words[1] == "answer"}
        for card_id, review_id in known.items():
            rows = [row.id for row in collection.history(card_id) if row.target is None]
            tally.lost += review_id not in rows
            tally.doubled += len(rows) - len(set(rows))
    assert_sound(path, lambda: now)
    return found


def kill_while_studying(folder: Path, repository: Path, times: int) -> Tally:
    tally, chance = Tally(), random.Random(8)
    path, answers = folder / "none", 0
    with workers(repository) as nursery:
        for number in range(times):
            if number % KILLS_BEFORE_A_NEW_COLLECTION == 0:
                path, answers = folder / f"{number}" / "collection.flashcards", 0
                path.parent.mkdir()
                new_collection(path)
            answers = kill_once(nursery, path, chance, number, answers, tally)
    print(tally)
    return tally


def test_no_answer_is_lost_or_counted_twice_by_a_kill(tmp_path: Path, repository: Path) -> None:
    tally = kill_while_studying(tmp_path, repository, 15)
    assert (tally.lost, tally.doubled) == (0, 0), str(tally)
    assert tally.acknowledged > 300


@pytest.mark.soak
@pytest.mark.timeout(0)
def test_no_answer_is_lost_or_counted_twice_by_many_kills(tmp_path: Path, repository: Path) -> None:
    tally = kill_while_studying(tmp_path, repository, kills(200))
    assert (tally.lost, tally.doubled) == (0, 0), str(tally)
