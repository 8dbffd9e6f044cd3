"""The benchmark's work, done by this program: each figure in its own process.

    python tests/bench/work.py WORK --data DIR --base DIR

Prints one JSON object of figures, named as the yardstick (../shared/bench/peer_anki.py) names its
own. Times of single steps in ms, ``*_s`` in seconds.
"""

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import flashcards
from flashcards import Rating
from flashcards.model.enums import SchedulerKind

ROOT = Path(__file__).resolve().parents[2]
perf = time.perf_counter
Figures = dict[str, float]
BULK_NOTES = 20_000


def clock() -> datetime:
    """Return the present moment in UTC, as the yardstick's data has it."""
    return datetime.now(UTC)


def spread(name: str, seconds: list[float]) -> Figures:
    """Return p50, p95 and p99 in ms."""
    ordered = sorted(value * 1000 for value in seconds)
    return {
        f"{name}_p{part}_ms": ordered[min(len(ordered) - 1, int(part / 100 * len(ordered)))]
        for part in (50, 95, 99)
    }


def timed(action: Callable[[], object]) -> float:
    """Return how long ``action`` takes, in seconds."""
    started = perf()
    action()
    return perf() - started


def importing(path: Path, data: Path) -> Figures:
    """Import the notes into an empty collection."""
    with flashcards.open(path, clock) as collection:
        wall = timed(lambda: collection.import_file(data / "notes.tsv", deck="Bench"))
        collection._store.changed = False
    return {"wall_s": wall}


def grading(path: Path, data: Path) -> Figures:
    """Answer a thousand cards, all of them due."""
    del data
    with flashcards.open(path, clock) as collection:
        collection.deck_tree()
        started = perf()
        session = collection.study("Bench")
        session.next()
        figures = {"queue_build_ms": (perf() - started) * 1000}
        chance = random.Random(5)
        answers, fetches, cycles = [], [], []
        for _ in range(1_000):
            rating = Rating(chance.choices((1, 3, 2, 4), (10, 70, 10, 10))[0])
            started = perf()
            session.answer(rating, taken_ms=1_000)
            answered = perf()
            card = session.next()
            assert card is not None
            shown = card.id
            assert card.question_html
            assert card.answer_html
            done = perf()
            answers.append(answered - started)
            fetches.append(done - answered)
            cycles.append(done - started)
        for name, found in (("answer", answers), ("fetch", fetches), ("cycle", cycles)):
            figures.update(spread(name, found))
        figures["suspend_one_ms"] = timed(lambda: collection.suspend([shown])) * 1000
        figures["fetch_after_suspend_ms"] = timed(session.next) * 1000
        note = session.next()
        assert note is not None
        collection.update_note(note.note_id, {"Back": "changed"})
        figures["fetch_after_edit_ms"] = timed(session.next) * 1000
        for order in ("random", "interval", "ease"):
            collection.set_options("Bench", review_order=order)
            figures[f"queue_build_{order}_ms"] = timed(lambda: collection.study("Bench")) * 1000
        collection._store.changed = False
    return figures


def undoing(path: Path, data: Path) -> Figures:
    """Answer twenty cards and take them back, five times."""
    del data
    with flashcards.open(path, clock) as collection:
        session = collection.study("Bench")
        session.next()
        found = []
        for _ in range(5):
            for _ in range(20):
                session.answer(Rating.GOOD, taken_ms=1_000)
                session.next()
            for _ in range(20):
                found.append(timed(collection.undo))
                session.next()
        collection._store.changed = False
    return spread("undo", found)


def searching(path: Path, data: Path) -> Figures:
    """Look for words, tags and due cards."""
    queries = json.loads((data / "queries.json").read_text())
    kinds = {
        "common_word": queries["common_word"],
        "rare_word": queries["rare_word"],
        "two_word_and": [" ".join(pair) for pair in queries["two_word_and"]],
        "substring": [f"*{part}*" for part in queries["substring"]],
        "tag": [f"tag:{name}" for name in queries["tag"]],
        "deck_due": ["deck:Bench is:due"] * 50,
    }
    figures: Figures = {}
    with flashcards.open(path, clock) as collection:
        collection.search("zzzqqq")
        for kind, terms in kinds.items():
            figures.update(
                spread(kind, [timed(partial(collection.search, term)) for term in terms])
            )
    return figures


def browsing(path: Path, data: Path) -> Figures:
    """Sort all cards and read pages of a hundred rows."""
    del data
    figures: Figures = {}
    with flashcards.open(path, clock) as collection:
        for order, name in (("due", "cardDue"), ("question", "noteFld"), ("deck", "deck")):
            times = [timed(partial(collection.search, "", order)) for _ in range(3)]
            figures[f"sorted_ids_{name}_first_ms"] = times[0] * 1000
            figures[f"sorted_ids_{name}_warm_ms"] = min(times[1:]) * 1000
        ids = collection.search("", "due")
        chance = random.Random(3)
        pages = []
        for _ in range(50):
            start = chance.randrange(max(1, len(ids) - 100))
            pages.append(timed(partial(collection.card_rows, ids[start : start + 100])))
        figures.update(spread("page100", pages))
    return figures


def counting(path: Path, data: Path) -> Figures:
    """All numbers of the statistics screen, for all time."""
    del data
    with flashcards.open(path, clock) as collection:
        first = timed(lambda: collection.statistics(days=None))
        return {
            "graphs_all_first_s": first,
            "graphs_365_first_s": timed(lambda: collection.statistics(days=365)),
        }


def bulk(path: Path, data: Path) -> Figures:
    """Tag many notes, take it back, and take the tag off again; ``anki_bulk.py`` does the same."""
    del data
    with flashcards.open(path, clock) as collection:
        notes = collection.search_notes("")[:BULK_NOTES]
        figures = {"tag_s": timed(lambda: collection.add_tags(notes, ["bench"]))}
        figures["undo_tag_s"] = timed(collection.undo)
        collection.add_tags(notes, ["bench"])
        figures["untag_s"] = timed(lambda: collection.remove_tags(notes, ["bench"]))
        collection._store.changed = False
    return figures


def opening(path: Path, data: Path) -> Figures:
    """Open the collection and count the decks."""
    del data
    started = perf()
    import flashcards.api

    imported = perf()
    collection = flashcards.open(path, clock)
    opened = perf()
    collection.deck_tree()
    counted = perf()
    figures = {
        "import_s": imported - started,
        "open_s": opened - imported,
        "tree_s": counted - opened,
    }
    collection.close()
    return figures


def judging(path: Path, data: Path) -> Figures:
    """Fit FSRS to the whole log, and judge all of it by FSRS and by SM-2."""
    del data
    with flashcards.open(path, clock) as collection:
        scheduling = collection.scheduling
        options = collection.preset_of("Bench").options
        fsrs = replace(options, scheduler=SchedulerKind.FSRS)
        return {
            "optimise_s": timed(lambda: scheduling.optimise("Bench")),
            "fsrs_replay_s": timed(lambda: scheduling.apply_replay("Bench", fsrs)),
            "sm2_replay_s": timed(lambda: scheduling.apply_replay("Bench", options)),
        }


WORK: dict[str, tuple[str, Callable[[Path, Path], Figures]]] = {
    "import": ("empty", importing),
    "grade": ("due", grading),
    "undo": ("due", undoing),
    "search": ("full", searching),
    "browse": ("full", browsing),
    "statistics": ("full", counting),
    "open": ("full", opening),
    "bulk": ("full", bulk),
    "past": ("full", judging),
}


def main() -> int:
    """Do one piece of work on a copy of its base collection."""
    parser = argparse.ArgumentParser()
    parser.add_argument("work", choices=WORK)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True)
    asked = parser.parse_args()
    base, action = WORK[asked.work]
    with tempfile.TemporaryDirectory(dir=asked.base) as folder:
        path = Path(folder) / "bench.flashcards"
        if base != "empty":
            shutil.copy(asked.base / f"{base}.flashcards", path)
            # A copy counts as changed and is read whole the first time; in a process of its own,
            # so that nothing is loaded before ``opening`` measures it.
            call = "import sys, flashcards; flashcards.open(sys.argv[1]).close()"
            subprocess.run([sys.executable, "-c", call, str(path)], cwd=ROOT, check=True)
            os.sync()  # else the first commits wait for the copy to reach the disk
        print(json.dumps(action(path, asked.data)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
