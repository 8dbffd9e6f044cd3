"""A card that was one of two notes in turn comes back with one of them, not with both."""

from pathlib import Path

import flashcards
from flashcards.model.enums import Quality
from flashcards.model.messages import message
from tests.conftest import FixedClock


def test_a_card_known_by_two_names_comes_back_once(
    collection_path: Path, fixed_clock: FixedClock, tmp_path: Path
) -> None:
    package = tmp_path / "both.apkg"
    with flashcards.open(collection_path, fixed_clock) as collection:
        for each in ("a", "b"):
            collection.add_note({"Front": each, "Back": each}, "D")
        session = collection.study("D")
        while session.next() is not None:
            session.answer(Quality.PERFECT)
        session.close()
        collection.export(package)
        collection.delete_notes(collection.search_notes(""))
        with collection._store.writing(message("Discard")) as conn:
            conn.exec_driver_sql("UPDATE card_names SET id = (SELECT min(id) FROM card_names)")
        assert collection.import_file(package).added == 2
        assert len(collection.search("")) == 2
