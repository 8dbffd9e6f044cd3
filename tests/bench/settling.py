"""Times what a round adds that tells of a deck: a merge of nothing, which sees to all decks.

    python tests/bench/settling.py COLLECTION

Processor ms of such rounds, with a copy of the collection; once more where an older deck of the
same name came from another machine, so that every card remembers a deck that is not shown.
"""

import shutil
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import flashcards
from flashcards.collection.syncing import syncing
from tests.sync.machines import Clock, Shelf, opened

ROUNDS = 5


def rounds(source: Path, folder: Path, *, with_twin: bool) -> list[float]:
    """Rename a deck some times; return what the round after each took."""
    shutil.copy(source, folder / "c.flashcards")
    shelf, found = Shelf(), []
    with flashcards.open(folder / "c.flashcards") as collection:
        name = collection.deck_names()[0]
        if with_twin:
            clock = Clock()
            clock.moment = datetime(2015, 1, 1, tzinfo=UTC)
            with opened(folder / "older.flashcards", clock) as older:
                older.add_note({"Front": "question", "Back": "answer"}, name)
                syncing.sync(older._store, shelf)
        syncing.sync(collection._store, shelf)
        for number in range(ROUNDS):
            collection.rename_deck(name, f"Deck {number}")
            name = f"Deck {number}"
            begun = time.process_time()
            syncing.sync(collection._store, shelf)
            found.append((time.process_time() - begun) * 1000)
        collection.close(back_up=False)
    return found


def main(source: Path) -> None:
    """Measure both."""
    for with_twin in (False, True):
        with tempfile.TemporaryDirectory() as name:
            found = rounds(source, Path(name), with_twin=with_twin)
        shown = ", ".join(f"{each:.1f}" for each in found)
        print(f"{'an older twin' if with_twin else 'no twin'}: {shown} ms")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
