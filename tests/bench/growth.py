"""How a sync folder grows over years of daily study, with the real store.

    python tests/bench/growth.py [--years 5] [--answers 200] [--drills 40] [--notes 10] [--rounds 1]

Each day the notes are added and the answers written by one transaction each, as the log of SM-2,
and the collection syncs ``rounds`` times. Says what lies in the folder at the end of each year, the
most there ever was, and what was written in all; then lets an empty collection join.
"""

import argparse
import random
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import flashcards
from flashcards.api import Collection
from flashcards.carriers.folder import FolderCarrier
from flashcards.collection.syncing import syncing
from flashcards.model.enums import ReviewKind
from flashcards.model.messages import message
from flashcards.scheduling.days import moment_ms
from flashcards.scheduling.sm2 import SM2
from flashcards.store import devices
from flashcards.store.operation import operation

ROOT = Path(__file__).resolve().parents[2]
_INSERT = "INSERT INTO reviews VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)"


class Counting(FolderCarrier):
    """A folder that counts what is written into it."""

    written = 0

    def put(self, name: str, data: bytes) -> None:
        self.written += len(data)
        super().put(name, data)


class Learner:
    """Adds notes, and answers cards when SM-2 says so."""

    def __init__(self, collection: Collection, asked: argparse.Namespace) -> None:
        self._collection = collection
        self._asked = asked
        self._chance = random.Random(1)
        self._words = re.findall(r"\w+", " ".join(p.read_text() for p in (ROOT / "docs").glob("*")
                                                  if p.suffix == ".md"))  # fmt: skip
        self._memories: dict[int, tuple[int, int, int]] = {}
        """By card: repetitions, ease, interval in days."""
        self._due: dict[int, int] = {}
        self._scheduler = SM2()

    def day(self, day: int, part: int) -> None:
        """Live a part of a day: in one of its rounds."""
        rounds = self._asked.rounds
        for _ in range(self._asked.notes // rounds + (part < self._asked.notes % rounds)):
            texts = {"Front": self._text(6, 16), "Back": self._text(2, 8)}
            note = self._collection.add_note(texts, deck="Languages")
            card = self._collection.note_cards(note)[0]
            self._memories[card], self._due[card] = (0, 250, 0), day
        chosen = sorted(self._due, key=lambda card: self._due[card])
        self._write(day, chosen[: self._asked.answers // rounds], self._asked.drills // rounds)

    def _text(self, least: int, most: int) -> str:
        at = self._chance.randrange(len(self._words) - most)
        return " ".join(self._words[at : at + self._chance.randint(least, most)])

    def _write(self, day: int, cards: list[int], drills: int) -> None:
        store = self._collection._store
        with store.writing(message("Answers"), undoable=False) as conn:
            rows = []
            count = len(cards) + drills
            device = operation(conn).device
            first = devices.reserve_sequence(conn, device, count)
            at_ms = moment_ms(store.now())
            for place in range(count):
                card = cards[place % len(cards)]
                kind = ReviewKind.ANSWER if place < len(cards) else ReviewKind.DRILL
                quality = self._chance.choices((1, 3, 4, 5), (8, 12, 65, 15))[0]
                taken = int(self._chance.lognormvariate(8.7, 0.6))
                at_ms += taken + self._chance.randint(300, 2_000)
                if kind is ReviewKind.ANSWER:
                    memory = self._scheduler.step(*self._memories[card], quality)
                    self._memories[card], self._due[card] = memory, day + max(1, memory[2])
                interval = self._memories[card][2] * 1440
                number = device << 40 | first + place
                rows.append((card, number, at_ms, 60, kind, quality, taken, 1, interval))
            conn.exec_driver_sql(_INSERT, rows)


def lying(folder: Path) -> tuple[int, int]:
    """Return bytes and number of the files in a folder."""
    sizes = [each.stat().st_size for each in folder.glob("*.seg")]
    return sum(sizes), len(sizes)


def live(base: Path, asked: argparse.Namespace) -> Iterator[str]:
    """Live some years; yield what to say of them."""
    now = [datetime(2026, 1, 1, 18, tzinfo=UTC)]
    folder = base / "folder"
    folder.mkdir()
    carrier = Counting(folder)
    most = (0, 0)
    collection = flashcards.open(base / "c.flashcards", lambda: now[0])
    learner = Learner(collection, asked)
    longest = 0.0
    for day in range(asked.years * 365):
        for part in range(asked.rounds):
            learner.day(day, part)
            begun = time.process_time()
            report = syncing.sync(collection._store, carrier)
            longest = max(longest, time.process_time() - begun)
            assert not report.troubles, [str(each) for each in report.troubles]
            size, files = lying(folder)
            most = max(most[0], size), max(most[1], files)
            now[0] += timedelta(minutes=10)
        if (day + 1) % 365 == 0:
            snapshots = [each.stat().st_size for each in folder.glob("*-snapshot-*")]
            yield (
                f"year {(day + 1) // 365}: {size:,} bytes in {files} files, most {most[0]:,} in "
                f"{most[1]}; written {carrier.written:,}; snapshots {snapshots}; "
                f"longest round {longest:.2f} s"
            )
        now[0] = now[0].replace(hour=18, minute=0) + timedelta(days=1)
    collection.close(back_up=False)
    with flashcards.open(base / "late.flashcards", lambda: now[0]) as late:
        begun = time.process_time()
        report = syncing.sync(late._store, FolderCarrier(folder))
        took = time.process_time() - begun
        yield f"joining then: {took:.1f} s, {report.reviews:,} reviews in {report.taken} files"


def main() -> None:
    """Do what the command line asks."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--years", type=int, default=5)
    parser.add_argument("--answers", type=int, default=200)
    parser.add_argument("--drills", type=int, default=40)
    parser.add_argument("--notes", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=1)
    fast = "/dev/shm" if Path("/dev/shm").is_dir() else None
    with tempfile.TemporaryDirectory(dir=fast) as name:
        for line in live(Path(name), parser.parse_args()):
            print(line, flush=True)


if __name__ == "__main__":
    main()
