"""What the log says about a card's past and about the clock."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import flashcards
from flashcards import Rating
from flashcards.api import Collection
from flashcards.store import backup, reviews
from tests.conftest import FixedClock


def answer(collection: Collection, rating: Rating) -> int:
    session = collection.study()
    card = session.next()
    assert card is not None
    session.answer(rating)
    return card.id


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Honolulu"])
def test_an_answer_is_dated_by_the_calendar_where_it_was_given(
    collection_path: Path, zone: str
) -> None:
    at = datetime(2026, 3, 2, 23, 30, tzinfo=ZoneInfo(zone))
    with flashcards.open(collection_path, lambda: at) as collection:
        collection.add_note({"Front": "Q", "Back": "A"}, deck="D")
        card = answer(collection, Rating.GOOD)
        assert collection.why(card)[0].startswith("2026-03-02: ")


def test_a_clock_set_back_is_noticed_after_drills_undoing_and_resetting_too(
    collection_path: Path, fixed_clock: FixedClock
) -> None:
    with flashcards.open(collection_path, fixed_clock) as collection:
        collection.add_note({"Front": "Q", "Back": "A"}, deck="D")
        card = answer(collection, Rating.AGAIN)
        for deed in (
            lambda: answer(collection, Rating.AGAIN),
            lambda: collection.undo(),
            lambda: collection.redo(),
            lambda: collection.reset_cards([card]),
        ):
            last = fixed_clock.advance(hours=1)
            deed()
            assert collection.clock_warning() is None
            fixed_clock.advance(minutes=-30)
            warning = collection.clock_warning()
            assert warning is not None
            assert f"{last:%Y-%m-%d %H:%M}" in warning
            fixed_clock.now = last


def test_the_last_entry_is_found_in_a_log_written_before_it_was_noted_down(
    collection_path: Path, fixed_clock: FixedClock
) -> None:
    with flashcards.open(collection_path, fixed_clock) as collection:
        with collection._store.reading() as conn:
            assert reviews.last_answer_ms(conn) is None
        collection.add_note({"Front": "Q", "Back": "A"}, deck="D")
        answer(collection, Rating.AGAIN)
        fixed_clock.advance(minutes=5)
        answer(collection, Rating.AGAIN)
        with collection._store.reading() as conn:
            known = reviews.last_answer_ms(conn)
        with collection._store.writing("Forget", undoable=False) as conn:
            conn.exec_driver_sql("DELETE FROM collection WHERE key = 'last_entry_ms'")
        with collection._store.reading() as conn:
            assert reviews.last_answer_ms(conn) == known
        assert known == (fixed_clock.now - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(
            milliseconds=1
        )


def test_a_backup_counts_answers_as_the_collection_does(
    collection_path: Path, fixed_clock: FixedClock
) -> None:
    with flashcards.open(collection_path, fixed_clock) as collection:
        for number in range(5):
            collection.add_note({"Front": f"Q{number}", "Back": "A"}, deck="D")
        for _ in range(4):
            card = answer(collection, Rating.AGAIN)
        collection.reset_cards([card])
        collection.undo()
        collection.redo()
        collection.undo()
        collection.undo()
        collection.reset_cards([card])
        assert collection.review_count() == 3
        assert backup.describe(collection.backup()).reviews == 3
