"""Times how long another machine takes to merge a day: 240 answers, 10 notes, 5 edits, 20 moves.

    python tests/bench/merging.py COLLECTION [--days 5] [--moved] [--more] [--profile]

The collection is told to an empty folder once; a copy of it, which is another device, merges each
day. Processor and clock in ms, and bytes of the day's segment. ``--moved``: before that every card
was put into another deck and every note tagged, so that something is kept of each. ``--more``: half
of the notes lie in the bin, and each day an article is read and one forgotten, a picture deleted,
20 notes deleted and 5 brought back, and a deck made that the other computer made as well.
"""

import argparse
import cProfile
import pstats
import shutil
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import flashcards
from flashcards.api import Collection
from flashcards.carriers.folder import FolderCarrier
from flashcards.collection.syncing import syncing
from flashcards.model.enums import Quality

DAYS_WITH_MORE = 10


def live(collection: Collection, day: int) -> int:
    """Live a day; return how many cards were answered."""
    session = collection.study()
    answered = 0
    while answered < 240 and session.next() is not None:
        session.answer(Quality.GOOD if answered % 9 else Quality.WRONG)
        answered += 1
    session.close()
    for number in range(10):
        texts = {"Front": f"question {day} {number} of usual length", "Back": "an answer"}
        collection.add_note(texts, deck="Languages")
    for note in collection.search_notes("")[day * 5 : day * 5 + 5]:
        collection.update_note(note, {"Front": f"another text {day} of usual length"})
    for card in collection.search("")[day * 20 : day * 20 + 20]:
        collection.move_cards([card], f"Elsewhere {day}")
    return answered


def prepare_more(collection: Collection) -> None:
    """Keep pictures, and put half of all notes into the bin, some of them five at a time."""
    for day in range(DAYS_WITH_MORE):
        collection.import_media(_picture(day))
    notes = collection.search_notes("")
    for day in range(DAYS_WITH_MORE):
        collection.delete_notes(notes[1000 + 5 * day : 1005 + 5 * day])
    collection.delete_notes(notes[len(notes) // 2 :])


def _picture(day: int) -> bytes:
    content = f'<svg xmlns="http://www.w3.org/2000/svg"><rect width="{day + 1}" height="1"/></svg>'
    return content.encode()


def live_more(collection: Collection, day: int) -> None:
    """Do what takes a merge longer."""
    terms = "".join(f"- **Term {day} {each}**: a word of article {day}\n" for each in range(20))
    text = f"# Article {day}\n\n{terms}\n" + "A paragraph that is read with the others. " * 200
    draft = collection.articles.read(text, f"article{day}.md")
    collection.articles.accept(draft, draft.above(0))
    if day:
        collection.articles.forget(collection.articles.sources()[-1].id)
    collection.media.put_into_bin([collection.import_media(_picture(day))])
    collection.delete_notes(collection.search_notes("")[500 + 20 * day : 520 + 20 * day])
    few = [each for each in collection.bin() if each.notes == 5]
    collection.restore_from_bin(few[0].id)
    collection.add_deck(f"Both {day}")


def main() -> None:
    """Measure as the command line asks."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("collection", type=Path)
    parser.add_argument("--days", type=int, default=5)
    parser.add_argument("--moved", action="store_true")
    parser.add_argument("--more", action="store_true")
    parser.add_argument("--profile", action="store_true")
    asked = parser.parse_args()
    fast = "/dev/shm" if Path("/dev/shm").is_dir() else None
    with tempfile.TemporaryDirectory(dir=fast) as name:
        base = Path(name)
        for each in ("one", "two", "folder"):
            (base / each).mkdir()
        shutil.copy(asked.collection, base / "one" / "c.flashcards")
        carrier = FolderCarrier(base / "folder")
        now = [datetime.now(UTC)]
        with flashcards.open(base / "one" / "c.flashcards", lambda: now[0]) as one:
            for deck in one.deck_names():
                one.set_options(deck, new_per_day=200, reviews_per_day=9_999)
            syncing.sync(one._store, carrier)
            if asked.moved:
                one.move_cards(one.search(""), "Moved")
                one.add_tags(one.search_notes(""), ["moved"])
                syncing.sync(one._store, carrier)
            if asked.more:
                prepare_more(one)
                syncing.sync(one._store, carrier)
            one.close(back_up=False)
        shutil.copy(base / "one" / "c.flashcards", base / "two" / "c.flashcards")
        with (
            flashcards.open(base / "one" / "c.flashcards", lambda: now[0]) as one,
            flashcards.open(base / "two" / "c.flashcards", lambda: now[0]) as two,
        ):
            syncing.sync(two._store, FolderCarrier(base / "folder"))
            for day in range(asked.days):
                now[0] += timedelta(days=1)
                before = set((base / "folder").iterdir())
                answered = live(one, day)
                if asked.more:
                    live_more(one, day)
                    two.add_deck(f"Both {day}")
                syncing.sync(one._store, carrier)
                size = sum(p.stat().st_size for p in set((base / "folder").iterdir()) - before)
                profile = cProfile.Profile()
                begun, clock = time.process_time(), time.perf_counter()
                if asked.profile and day:
                    profile.enable()
                report = syncing.sync(two._store, FolderCarrier(base / "folder"))
                profile.disable()
                took, waited = time.process_time() - begun, time.perf_counter() - clock
                print(
                    f"day {day}: {answered} answers, {size:,} bytes, {report.taken} taken in: "
                    f"{took * 1000:.0f} ms processor, {waited * 1000:.0f} ms clock, "
                    f"conflicts {report.conflicts}, troubles {len(report.troubles)}",
                    flush=True,
                )
                if asked.profile and day:
                    pstats.Stats(profile).sort_stats("cumtime").print_stats(60)
                    break
            for machine in (one, two):
                machine.close(back_up=False)


if __name__ == "__main__":
    main()
