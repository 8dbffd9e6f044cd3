"""How large segments are, and how long they take to write and read.

    python tests/bench/segments.py --data DIR [--rows N] [--facts]

DIR holds notes.tsv and revlog.tsv as ../shared/bench/make_data.py makes them; intervals are SM-2's.
Times are of the processor, memory is the process's highest above what the log itself takes.
"""

import argparse
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np

from flashcards.model.enums import Rating, ReviewKind
from flashcards.model.ids import stable_uid
from flashcards.scheduling.sm2 import SM2
from flashcards.sync.secret import Key
from flashcards.sync.segment import (
    Fact,
    LogBlock,
    Segment,
    SegmentReader,
    SegmentWriter,
    header_of,
    unpack,
)

Made = TypeVar("Made")
DEVICE = ("benchdevice1", "bench")


def rows_of(data: Path, most: int) -> LogBlock:
    """Return the log as the program keeps it."""
    scheduler = SM2()
    memories: dict[int, tuple[int, int, int]] = {}
    rows = []
    with (data / "revlog.tsv").open() as lines:
        for sequence, line in zip(range(1, most + 1), lines, strict=False):
            note, at_ms, rating, elapsed, taken = map(int, line.split("\t"))
            quality = int(Rating(rating).quality)
            memory = memories.get(note, (0, 250, 0))
            if elapsed:
                memory = memories[note] = scheduler.step(*memory, quality)
            kind = ReviewKind.ANSWER if elapsed else ReviewKind.DRILL
            rows.append(
                (note, 0, sequence, at_ms, 0, kind, quality, taken, 0, memory[2] * 1440)
            )  # fmt: skip
    cards = [(stable_uid(f"note {note}"), "basictemplate", 0) for note in range(max(memories) + 1)]
    return LogBlock(cards, [("sm2", "{}", 240)], np.array(rows, np.int64))


def facts_of(data: Path) -> list[Fact]:
    """Return the notes as facts: two texts, a type, a deck, and a register for each tag."""
    facts = []
    with (data / "notes.tsv").open(encoding="utf-8") as lines:
        for place, line in enumerate(lines):
            front, back, tags = line.rstrip("\n").split("\t")
            uid, stamp = stable_uid(f"note {place}"), (1_790_000_000_000 + place) << 14
            values = {"front": front, "back": back, "type": "basic", "deck": "deck1"}
            values |= {f"tag:{tag}": "1" for tag in tags.split()}
            facts += [Fact("notes", uid, name, value, stamp, 0) for name, value in values.items()]
    return facts


def timed(name: str, work: Callable[[], Made]) -> Made:
    """Do some work and say how long it took."""
    before, began = _peak_mb(), time.process_time()
    made = work()
    took = time.process_time() - began
    print(f"{name}: {took:.2f} s, {_peak_mb() - before} MB more than before")
    return made


def _peak_mb() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def written(log: LogBlock | None, facts: list[Fact], key: Key | None = None) -> bytes:
    """Return the segment with these."""
    writer = SegmentWriter(Segment(DEVICE[0], 1, app="bench", devices=[DEVICE]), key)
    writer.add_facts(facts)
    if log is not None:
        writer.add_log(log)
    return writer.finish()


def main() -> int:
    """Measure as the command line asks."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--facts", action="store_true", help="measure the notes too")
    asked = parser.parse_args()
    log = rows_of(asked.data, asked.rows)
    count = len(log.rows)
    data = timed(f"write {count:,} reviews", lambda: written(log, []))
    print(f"{len(data):,} bytes, {len(data) / count:.2f} a review")
    for part in ("cards", "rows"):
        size = sum(each.packed for each in header_of(data).parts if each.name == part)
        print(f"  {part}: {size / count:.2f} a review")
    timed("read in blocks", lambda: sum(len(block.rows) for block in SegmentReader(data).log()))
    timed("read at once", lambda: unpack(data))
    key = Key(bytes(16), bytes(32))
    hidden = timed("write with a passphrase", lambda: written(log, [], key))
    timed("read with a passphrase", lambda: unpack(hidden, key))
    if asked.facts:
        facts = facts_of(asked.data)
        data = timed(f"write {len(facts):,} facts", lambda: written(None, facts))
        print(f"{len(data):,} bytes, {len(data) / len(facts):.2f} a fact")
        timed("read in pieces", lambda: sum(map(len, SegmentReader(data).facts())))
    return 0


if __name__ == "__main__":
    sys.exit(main())
