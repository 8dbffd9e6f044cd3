"""What was deleted comes back from the bin as it was, with its history, also after a restart."""

from pathlib import Path

import pytest

import flashcards
from flashcards import Collection, Rating, UserError
from flashcards.model.binned import BinEntry
from flashcards.model.messages import message
from tests.collection.test_undo_everything import facts
from tests.conftest import FixedClock

OWN = (
    "SELECT d.name, n.guid, n.fields, n.tags, t.uid, c.id, c.ordinal, c.position, c.suspended, "
    "c.flag, c.state, c.due_at, c.interval_minutes, c.ease, c.repetitions, c.lapses, c.answers, "
    "c.last_review_at, c.drill_day, coalesce(s.title, ''), n.source_heading, n.created_ms "
    "FROM cards c JOIN notes n ON n.id = c.note_id JOIN decks d ON d.id = c.deck_id "
    "JOIN templates t ON t.id = c.template_id LEFT JOIN sources s ON s.id = n.source_id "
    "ORDER BY c.id"
)
TOTALS = (
    "SELECT t.day, d.name, t.kind, t.quality, t.phase, t.reviews, t.taken_ms FROM daily_totals t "
    "LEFT JOIN decks d ON d.id = t.deck_id ORDER BY 1, 2, 3, 4, 5"
)


def state(collection: Collection) -> list[tuple[object, ...]]:
    """Everything a learner could see of the cards and their past, whatever numbers rows have."""
    with collection._store.reading() as conn:
        asked = [conn.exec_driver_sql(sql).fetchall() for sql in (OWN, TOTALS)]
    return [tuple(row) for rows in asked for row in rows]


def answer_all(collection: Collection, clock: FixedClock, days: int = 3) -> None:
    for day in range(days):
        session, seen = collection.study(), set[int]()
        while (shown := session.next()) is not None:
            forgotten = day == 1 and shown.card.id not in seen
            seen.add(shown.card.id)
            session.answer(Rating.AGAIN if forgotten else Rating.GOOD, taken_ms=2_000)
        clock.advance(days=1)


def fill(collection: Collection, clock: FixedClock) -> None:
    """Two decks, one below the other, of each kind of note, answered over some days."""
    collection.add_note({"Front": "sun", "Back": "Sol"}, "Sky", ["far", "x::y"], source="A book")
    collection.add_note({"Front": "moon", "Back": "Luna"}, "Sky::Near", [], "basic-reverse")
    collection.add_note({"Text": "{{c1::Mars}} {{c2::is}} red"}, "Sky::Near", [], "cloze")
    collection.add_note({"Front": "cat", "Back": "felis"}, "Animals")
    collection.add_preset("Fast", deck="Sky")
    collection.add_preset("Slow", deck="Sky::Near")
    collection.set_options("Sky::Near", new_per_day=7, bury_new=False, bury_reviews=False)
    answer_all(collection, clock)
    cards = collection.search("deck:Sky::Near")
    collection.suspend(cards[:1])
    collection.flag(cards[1:2], 3)


def only(entries: list[BinEntry]) -> BinEntry:
    (entry,) = entries
    return entry


def test_a_deleted_deck_comes_back_as_it_was_after_a_restart(
    collection_path: Path, fixed_clock: FixedClock
) -> None:
    with flashcards.open(collection_path, fixed_clock) as collection:
        fill(collection, fixed_clock)
        before = state(collection)
        uids = {deck: collection.preset_of(deck).uid for deck in ("Sky", "Sky::Near")}
        collection.delete_deck("Sky")
    fixed_clock.advance(days=2)
    with flashcards.open(collection_path, fixed_clock) as collection:
        entry = only(collection.bin())
        assert (entry.kind, entry.name, entry.decks) == ("deck", "Sky", 2)
        assert (entry.notes, entry.cards, entry.reviews) == (3, 5, 20)
        assert (entry.kept_until - entry.deleted_at).days == 30
        assert collection.check() == []
        came = collection.restore_from_bin(entry.id)
        assert (came.decks, came.notes, came.cards) == (2, 3, 5)
        assert state(collection) == before
        assert {deck: collection.preset_of(deck).uid for deck in uids} == uids
        assert collection.bin() == []
        assert collection.search("luna") != []
        assert collection.search("tag:x::y") != []
        assert collection.check() == []
        assert collection.study().next() is not None


def test_a_deleted_note_comes_back_with_its_history(
    collection_path: Path, fixed_clock: FixedClock
) -> None:
    with flashcards.open(collection_path, fixed_clock) as collection:
        fill(collection, fixed_clock)
        before, card = state(collection), collection.search("sun")[0]
        history = collection.history(card)
        collection.delete_notes(collection.search_notes("sun"))
        entry = only(collection.bin())
        assert (entry.kind, entry.notes, entry.cards, entry.reviews) == ("note", 1, 1, 4)
        assert entry.name.startswith("sun")
        collection.restore_from_bin(entry.id)
        assert state(collection) == before
        assert collection.history(card) == history
        assert collection.check() == []


def test_restoring_is_one_step_each_way(collection_path: Path, fixed_clock: FixedClock) -> None:
    with flashcards.open(collection_path, fixed_clock) as collection:
        fill(collection, fixed_clock)
        collection.delete_deck("Sky")
        gone, held = facts(collection), collection.bin()
        collection.restore_from_bin(held[0].id)
        back = facts(collection)
        assert str(collection.undo()) == "Restore deck"
        assert facts(collection) == gone
        assert collection.bin() == held
        assert collection.check() == []
        collection.redo()
        assert facts(collection) == back
        assert collection.bin() == []
        assert collection.check() == []
        collection.undo()
        collection.restore_from_bin(held[0].id)
        assert state(collection) != []
        assert collection.check() == []


def test_undoing_a_deletion_takes_it_out_of_the_bin(
    collection_path: Path, fixed_clock: FixedClock
) -> None:
    with flashcards.open(collection_path, fixed_clock) as collection:
        fill(collection, fixed_clock)
        before = state(collection)
        collection.delete_deck("Animals")
        collection.undo()
        assert collection.bin() == []
        assert state(collection) == before
        collection.redo()
        assert len(collection.bin()) == 1


def test_what_was_added_and_undone_is_not_in_the_bin(
    collection_path: Path, fixed_clock: FixedClock
) -> None:
    with flashcards.open(collection_path, fixed_clock) as collection:
        collection.add_note({"Front": "a", "Back": "b"}, "A")
        collection.undo()
        assert collection.bin() == []


def test_emptying_can_be_taken_back_and_time_empties_for_good(
    collection_path: Path, fixed_clock: FixedClock
) -> None:
    with flashcards.open(collection_path, fixed_clock) as collection:
        fill(collection, fixed_clock)
        collection.delete_deck("Animals")
        fixed_clock.advance(days=10)
        collection.delete_notes(collection.search_notes("sun"))
        held = collection.bin()
        assert [entry.kind for entry in held] == ["note", "deck"]
        assert collection.empty_bin([held[0].id]) == 1
        assert collection.bin() == held[1:]
        assert collection.empty_bin() == 1
        assert collection.bin() == []
        assert [str(collection.undo()), str(collection.undo())] == ["Empty bin", "Delete for good"]
        assert collection.bin() == held
        fixed_clock.advance(days=20)
        collection.rest()
        assert collection.bin() == held
        fixed_clock.advance(hours=1)
        collection.rest()
        assert collection.bin() == held[:1]
        with pytest.raises(UserError, match="not in the bin any more"):
            collection.restore_from_bin(held[1].id)
        assert collection.check() == []


def test_a_deck_made_anew_takes_in_what_comes_back(
    collection_path: Path, fixed_clock: FixedClock
) -> None:
    with flashcards.open(collection_path, fixed_clock) as collection:
        fill(collection, fixed_clock)
        before = state(collection)
        collection.delete_deck("Sky")
        collection.add_note({"Front": "star", "Back": "stella"}, "sky")
        collection.restore_from_bin(collection.bin()[0].id)
        assert collection.deck_names() == ["Animals", "sky", "sky::Near"]
        assert len(state(collection)) == len(before) + 1
        assert collection.check() == []


def test_a_note_comes_back_though_its_deck_and_preset_went_later(
    collection_path: Path, fixed_clock: FixedClock
) -> None:
    with flashcards.open(collection_path, fixed_clock) as collection:
        fill(collection, fixed_clock)
        before, sky = state(collection), collection.preset_of("Sky").uid
        collection.delete_notes(collection.search_notes("moon"))
        collection.delete_deck("Sky")
        slow = next(preset for preset in collection.presets() if preset.name == "Slow")
        collection.delete_preset(slow.id)
        deck, moon = collection.bin()
        collection.restore_from_bin(moon.id)
        assert collection.deck_names() == ["Animals", "Sky", "Sky::Near"]
        assert collection.preset_of("Sky::Near").uid == slow.uid
        assert collection.preset_of("Sky").uid == sky
        collection.restore_from_bin(deck.id)
        assert sorted(map(repr, state(collection))) == sorted(map(repr, before))
        assert collection.check() == []


def test_a_note_comes_back_though_its_note_type_went_later(
    collection_path: Path, fixed_clock: FixedClock
) -> None:
    with flashcards.open(collection_path, fixed_clock) as collection:
        fill(collection, fixed_clock)
        before = state(collection)
        collection.delete_notes(collection.search_notes("mars"))
        with collection._store.writing(message("Delete note type")) as conn:
            conn.exec_driver_sql("DELETE FROM templates WHERE note_type_id = 3")
            conn.exec_driver_sql("DELETE FROM note_types WHERE id = 3")
        collection.restore_from_bin(only(collection.bin()).id)
        assert state(collection) == before
        assert collection.note_type("cloze").fields == ("Text", "Extra")
        assert collection.check() == []


@pytest.fixture
def deck_file(tmp_path: Path) -> Path:
    path = tmp_path / "deck.md"
    path.write_text("---\ndeck: D\nid: d\n---\n## One {#one}\nfirst\n\n## Two {#two}\nsecond\n")
    return path


def test_a_note_imported_again_gets_its_history_back_and_keeps_its_new_text(
    collection_path: Path, fixed_clock: FixedClock, deck_file: Path
) -> None:
    with flashcards.open(collection_path, fixed_clock) as collection:
        collection.import_file(deck_file)
        answer_all(collection, fixed_clock)
        before = {row[5]: row for row in state(collection) if len(row) > 10}
        collection.delete_deck("D")
        deck_file.write_text(deck_file.read_text().replace("first", "newer"))
        collection.import_file(deck_file)
        collection.restore_from_bin(collection.bin()[0].id)
        after = {row[5]: row for row in state(collection) if len(row) > 10}
        assert after.keys() == before.keys()
        assert [row[10:18] for row in after.values()] == [row[10:18] for row in before.values()]
        note = collection.note(collection.search_notes("newer")[0])
        assert [found.value for found in collection.revisions(note.id)] == ["first"]
        assert collection.check() == []


def test_a_card_answered_since_keeps_its_new_past(
    collection_path: Path, fixed_clock: FixedClock, deck_file: Path
) -> None:
    with flashcards.open(collection_path, fixed_clock) as collection:
        collection.import_file(deck_file)
        answer_all(collection, fixed_clock)
        collection.delete_deck("D")
        collection.import_file(deck_file)
        answer_all(collection, fixed_clock, days=1)
        now = state(collection)
        collection.restore_from_bin(collection.bin()[0].id)
        assert state(collection) == now
        assert collection.bin() == []
        assert collection.check() == []


def test_an_answered_card_taken_by_an_edit_comes_back_with_the_edit(
    collection_path: Path, fixed_clock: FixedClock
) -> None:
    with flashcards.open(collection_path, fixed_clock) as collection:
        fill(collection, fixed_clock)
        before = state(collection)
        (moon,) = collection.search_notes("moon")
        collection.update_note(moon, note_type="basic")
        (mars,) = collection.search_notes("mars")
        collection.update_note(mars, {"Text": "{{c1::Mars}} is red"})
        assert len(collection.search()) == 4
        assert collection.bin() == []
    with flashcards.open(collection_path, fixed_clock) as collection:
        collection.update_note(moon, note_type="basic-reverse")
        collection.update_note(mars, {"Text": "{{c1::Mars}} {{c2::is}} red"})
        assert state(collection) == before
        assert collection.check() == []
        while collection.undo():
            pass
        assert len(collection.search()) == 4
        assert collection.check() == []


def test_a_backup_keeps_the_bin(collection_path: Path, fixed_clock: FixedClock) -> None:
    with flashcards.open(collection_path, fixed_clock) as collection:
        fill(collection, fixed_clock)
        before = state(collection)
        collection.delete_deck("Sky")
        backup = collection.backup()
        collection.empty_bin()
    flashcards.restore(backup, collection_path, fixed_clock)
    with flashcards.open(collection_path, fixed_clock) as collection:
        collection.restore_from_bin(only(collection.bin()).id)
        assert state(collection) == before


def test_a_spoilt_bin_is_told_by_check(collection_path: Path, fixed_clock: FixedClock) -> None:
    with flashcards.open(collection_path, fixed_clock) as collection:
        fill(collection, fixed_clock)
        collection.delete_deck("Sky")
        with collection._store.writing(message("Spoil"), undoable=False) as conn:
            conn.exec_driver_sql("UPDATE bin_rows SET body = '[]' WHERE kind = 'cards'")
        assert [*map(str, collection.check())] == ["1 deletion in the bin cannot be restored."]
