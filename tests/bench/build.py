"""Writes a collection with the notes and the whole log of the benchmark data.

    python tests/bench/build.py --data DIR --out FILE [--kind full|due] [--check]

DIR holds notes.tsv and revlog.tsv as ../shared/bench/make_data.py makes them. ``full`` replays the
whole log; ``due`` makes every card due, without a log, as the queue benchmarks need it.
"""

import argparse
import json
import random
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import flashcards
from flashcards.collection.files.checking import replay_cards
from flashcards.model.cards import Memory
from flashcards.model.enums import CardState, Rating, ReviewKind
from flashcards.model.messages import message
from flashcards.scheduling.days import due_ms
from flashcards.scheduling.sm2 import SM2
from flashcards.store import cards, derived, devices, reviews, verify

DAY_MS = 86_400_000
DECK = "Bench"
VERSION = 1
DAY_START = 240


def build(data: Path, out: Path, kind: str = "full") -> dict[str, float]:
    """Write the collection and return how long each part took, in seconds."""
    times: dict[str, float] = {}
    with flashcards.open(out, lambda: datetime.now(UTC)) as collection:
        started = time.perf_counter()
        collection.import_file(data / "notes.tsv", deck=DECK)
        times["import_s"] = time.perf_counter() - started
        started = time.perf_counter()
        collection.set_options(DECK, new_per_day=9_999, reviews_per_day=9_999)
        if kind == "full":
            _add_log(collection, data)
        else:
            _make_due(collection)
        times["log_s"] = time.perf_counter() - started
        collection._store.changed = False  # no backup of a benchmark
    return times


def _history(data: Path, shift_ms: int) -> Iterator[tuple[int, int, int, int, int]]:
    """Yield (note index, moment, quality, elapsed days, taken) of each row of the log."""
    with (data / "revlog.tsv").open() as lines:
        for line in lines:
            note, at_ms, rating, elapsed, taken = map(int, line.split("\t"))
            yield note, at_ms + shift_ms, int(Rating(rating).quality), elapsed, taken


def _add_log(collection: flashcards.Collection, data: Path) -> None:
    store = collection._store
    end_ms = json.loads((data / "meta.json").read_text())["end_ms"]
    shift_ms = int(time.time() * 1000) // DAY_MS * DAY_MS - end_ms
    card_ids = collection.search("", order="created")
    scheduler = SM2()
    with store.writing(message("Import history"), undoable=False) as conn:
        version = store_version(collection)
        rows: list[reviews.ReviewRow] = []
        memories: dict[int, tuple[int, int, int]] = {}
        first = devices.reserve_sequence(conn, store._device, 2_000_000)
        for number, (note, at_ms, quality, elapsed, taken) in enumerate(_history(data, shift_ms)):
            card_id = card_ids[note]
            memory = memories.get(card_id, (0, 250, 0))
            drill = elapsed == 0
            if not drill:
                memory = memories[card_id] = scheduler.step(*memory, quality)
            kind = ReviewKind.DRILL if drill else ReviewKind.ANSWER
            review_id = store._device << 40 | first + number
            rows.append((
                card_id, review_id, at_ms, 0, int(kind), quality, taken, version,
                memory[2] * 1440, None,
            ))  # fmt: skip
        rows.sort()
        reviews.add_history(conn, rows)
        replayed = replay_cards(conn, list(memories))
        verify.set_replayed(conn, list(replayed.items()))
        verify.set_counts(conn)
        derived.rebuild_totals(conn)


def store_version(collection: flashcards.Collection) -> int:
    """Return the scheduler version the benchmark deck uses."""
    return int(collection.preset_of(DECK).version_id)


def _make_due(collection: flashcards.Collection) -> None:
    chance = random.Random(11)
    now_ms = int(time.time() * 1000)
    rows = []
    for card_id in collection.search("", order="created"):
        late, interval = int(chance.random() ** 2 * 30), chance.randint(1, 120)
        memory = Memory(
            CardState.REVIEW, 5, chance.choice((250, 235, 220, 205)), interval * 1440, 0
        )
        last = now_ms - (late + interval) * DAY_MS
        rows.append(
            cards.memory_row(
                memory, due_ms(last, 0, interval * 1440, DAY_START), last, None, card_id
            )
        )
    with collection._store.writing(message("Make due"), undoable=False) as conn:
        cards.set_memories(conn, rows)


def main() -> int:
    """Build as the command line asks."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--kind", choices=("full", "due"), default="full")
    parser.add_argument("--check", action="store_true")
    asked = parser.parse_args()
    if asked.out.exists():
        parser.error(f"{asked.out} exists")
    print(json.dumps(build(asked.data, asked.out, asked.kind)))
    if asked.check:
        with flashcards.open(asked.out) as collection:
            problems = collection.check()
            print("\n".join(map(str, problems)) or "well")
            return 1 if problems else 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
