"""Names that are the same on two machines: of articles, and of where an imported log came from."""

from pathlib import Path

import pytest

import flashcards
from flashcards import Collection
from flashcards.model.messages import message
from flashcards.store import devices
from tests.collection.coast import ARTICLE
from tests.conftest import FixedClock


def names(collection: Collection) -> tuple[set[str], set[str]]:
    """Uids of the sources, and guids of the notes."""
    with collection._store.reading() as conn:
        uids = {row[0] for row in conn.exec_driver_sql("SELECT uid FROM sources")}
        guids = {row[0] for row in conn.exec_driver_sql("SELECT guid FROM notes")}
    return uids, guids


def keep(collection: Collection, text: str, address: str) -> None:
    draft = collection.articles.read(text, address)
    collection.articles.accept(draft, draft.above(0))


def test_one_article_kept_on_two_machines_gives_the_same_names(
    tmp_path: Path, fixed_clock: FixedClock
) -> None:
    found = []
    for machine in ("desk", "lap"):
        fixed_clock.advance(days=1)
        with flashcards.open(tmp_path / f"{machine}.flashcards", fixed_clock) as collection:
            keep(collection, ARTICLE, f"{machine}.md")
            found.append(names(collection))
            assert collection.check() == []
    assert found[0] == found[1]
    assert len(found[0][1]) > 1


def test_an_article_that_was_read_on_keeps_its_name_and_another_gets_its_own(
    collection_path: Path, fixed_clock: FixedClock
) -> None:
    with flashcards.open(collection_path, fixed_clock) as collection:
        keep(collection, ARTICLE, "coast.md")
        before, _ = names(collection)
        keep(collection, ARTICLE + "\n\nA last word on birds.\n", "coast.md")
        assert names(collection)[0] == before
        with collection._store.writing(message("Two articles"), undoable=False) as conn:
            conn.exec_driver_sql("UPDATE sources SET title = 'Ferns', address = 'ferns.md'")
            conn.exec_driver_sql("UPDATE passages SET term = term || ' fern', quote = term")
        keep(collection, ARTICLE, "coast.md")
        assert len(names(collection)[0]) == 2


def test_the_source_of_a_deck_file_has_one_name_on_two_machines(
    tmp_path: Path, fixed_clock: FixedClock
) -> None:
    deck = tmp_path / "deck.md"
    deck.write_text("---\ndeck: Own\nsource: A book\n---\nQ: What is a tern?\nA: x\n")
    found = []
    for machine in ("desk", "lap"):
        with flashcards.open(tmp_path / f"{machine}.flashcards", fixed_clock) as collection:
            collection.import_file(deck)
            found.append(names(collection)[0])
    assert found[0] == found[1]
    assert len(found[0]) == 1


def test_a_log_from_elsewhere_has_a_device_named_by_its_origin(
    collection_path: Path, fixed_clock: FixedClock
) -> None:
    with flashcards.open(collection_path, fixed_clock) as collection:
        with collection._store.writing(message("Import"), undoable=False) as conn:
            own = devices.enter_device(conn, collection_path)
            one = devices.enter_origin(conn, "anki:1136073600", "Anki")
            assert devices.enter_origin(conn, "anki:1136073600", "Anki") == one
            other = devices.enter_origin(conn, "anki:7", "Anki")
            with pytest.raises(ValueError, match="colon"):
                devices.enter_origin(conn, "anki", "Anki")
        assert len({own, one, other}) == 3
        assert collection.check() == []
