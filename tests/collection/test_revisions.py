"""What a field said before it was changed is kept, for the note's history and for a merge."""

from pathlib import Path

import flashcards
from flashcards import Collection, Rating
from flashcards.store import revisions
from tests.conftest import FixedClock


def values(collection: Collection, note: int) -> list[tuple[str, str]]:
    return [(found.field, found.value) for found in collection.revisions(note)]


def test_a_changed_field_keeps_what_it_said_when_and_where(
    collection_path: Path, fixed_clock: FixedClock
) -> None:
    with flashcards.open(collection_path, fixed_clock) as collection:
        note = collection.add_note({"Front": "sun", "Back": "Sol"}, "A")
        added = fixed_clock.now
        changed = fixed_clock.advance(days=1)
        collection.update_note(note, {"Back": "sol"})
        fixed_clock.advance(days=1)
        collection.update_note(note, {"Front": "the sun", "Back": "sol, solis"})
    with flashcards.open(collection_path, fixed_clock) as collection:
        assert values(collection, note) == [("Back", "sol"), ("Front", "sun"), ("Back", "Sol")]
        first = collection.revisions(note)[-1]
        assert (first.since, first.until) == (added, changed)
        with collection._store.reading() as conn:
            assert first.device == conn.exec_driver_sql("SELECT name FROM devices").scalar_one()
        assert collection.check() == []


def test_what_is_no_change_of_a_field_leaves_nothing(
    collection_path: Path, fixed_clock: FixedClock
) -> None:
    with flashcards.open(collection_path, fixed_clock) as collection:
        note = collection.add_note({"Front": "sun", "Back": "Sol"}, "A")
        collection.update_note(note, {"Front": "sun"}, tags=["new"])
        collection.add_tags([note], ["more"])
        collection.update_note(note, note_type="basic-reverse")
        session = collection.study()
        session.next()
        session.answer(Rating.GOOD)
        assert values(collection, note) == []


def test_typing_that_saves_by_itself_leaves_what_stood_before_the_sitting(
    collection_path: Path, fixed_clock: FixedClock
) -> None:
    with flashcards.open(collection_path, fixed_clock) as collection:
        note = collection.add_note({"Front": "sun", "Back": "Sol"}, "A")
        fixed_clock.advance(hours=1)
        for text in ("So", "S", "Sa", "Sat", "Saturn"):
            collection.update_note(note, {"Back": text})
            fixed_clock.advance(minutes=9)
        assert values(collection, note) == [("Back", "Sol")]
        fixed_clock.advance(minutes=2)
        collection.update_note(note, {"Back": "Solis"})
        assert values(collection, note) == [("Back", "Saturn"), ("Back", "Sol")]


def test_undo_takes_the_revision_along_and_leaves_none_of_its_own(
    collection_path: Path, fixed_clock: FixedClock
) -> None:
    with flashcards.open(collection_path, fixed_clock) as collection:
        note = collection.add_note({"Front": "sun", "Back": "Sol"}, "A")
        collection.update_note(note, {"Back": "sol"})
        collection.undo()
        assert values(collection, note) == []
        collection.redo()
        assert values(collection, note) == [("Back", "Sol")]


def test_a_field_keeps_its_newest_texts_alone(
    collection_path: Path, fixed_clock: FixedClock
) -> None:
    with flashcards.open(collection_path, fixed_clock) as collection:
        note = collection.add_note({"Front": "sun", "Back": "0"}, "A")
        for number in range(1, revisions.KEPT + 3):
            fixed_clock.advance(hours=1)
            collection.update_note(note, {"Back": str(number)})
        kept = [value for _, value in values(collection, note)]
        assert kept == [str(number) for number in range(revisions.KEPT + 1, 1, -1)]


def test_an_import_that_changes_a_text_keeps_the_one_before(
    collection_path: Path, fixed_clock: FixedClock, tmp_path: Path
) -> None:
    deck = tmp_path / "deck.md"
    deck.write_text("---\ndeck: D\nid: d\n---\n## One {#one}\nfirst\n")
    with flashcards.open(collection_path, fixed_clock) as collection:
        collection.import_file(deck)
        deck.write_text(deck.read_text().replace("first", "second"))
        fixed_clock.advance(days=1)
        collection.import_file(deck)
        (note,) = collection.search_notes("second")
        assert values(collection, note) == [("Back", "first")]


def test_revisions_go_with_the_note_and_come_back_with_it(
    collection_path: Path, fixed_clock: FixedClock
) -> None:
    with flashcards.open(collection_path, fixed_clock) as collection:
        for word in ("sun", "moon"):
            note = collection.add_note({"Front": word, "Back": "Sol"}, "A")
            fixed_clock.advance(days=1)
            collection.update_note(note, {"Back": "sol"})
        collection.delete_notes(collection.search_notes("sun"))
        fixed_clock.advance(days=1)
        collection.delete_notes(collection.search_notes("moon"))
        fixed_clock.advance(days=29, hours=12)
        collection.rest()
        (entry,) = collection.bin()
        collection.restore_from_bin(entry.id)
        (moon,) = collection.search_notes("moon")
        assert values(collection, moon) == [("Back", "Sol")]
        with collection._store.reading() as conn:
            assert conn.exec_driver_sql("SELECT count(*) FROM revisions").scalar_one() == 1
