"""Rows that no undo can reach any more: dropped a part at a time, and in the end all of them."""

from pathlib import Path

import flashcards
from flashcards import Collection
from flashcards.store.connections import raw_of
from flashcards.store.undo import DROPPED_AT_ONCE
from tests.conftest import FixedClock

CARDS = DROPPED_AT_ONCE + 500


def logged(collection: Collection) -> int:
    raw = raw_of(collection._store.writer)
    return int(raw.execute("SELECT count(*) FROM undo_cards").fetchone()[0])


def test_a_small_change_drops_a_part_of_a_large_one_and_rest_drops_all(
    collection_path: Path, fixed_clock: FixedClock, tmp_path: Path
) -> None:
    table = tmp_path / "many.tsv"
    table.write_text("\n".join(f"{number}\tback" for number in range(CARDS)), encoding="utf-8")
    with flashcards.open(collection_path, fixed_clock) as collection:
        collection.import_file(table)
        cards = collection.search("")
        collection.flag(cards, 1)
        collection.undo()
        assert logged(collection) == 2 * CARDS
        collection.flag(cards[:1], 2)
        assert logged(collection) == 2 * CARDS - DROPPED_AT_ONCE + 1
        collection.undo()
        collection.redo()
        assert len(collection.search("flag:2")) == 1
        collection.rest()
        assert logged(collection) == 2
        collection.undo()
        assert collection.search("flag:2") == []
        assert collection.check() == []
