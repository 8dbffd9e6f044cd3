"""A rating of the past can be corrected, struck and restored; card and figures follow the log."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import flashcards
from flashcards import Collection, Rating, UserError
from flashcards.model.enums import ReviewKind
from tests.conftest import FixedClock

START = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def collection(collection_path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    """One card, answered Good, Good, Good on its days; then it is due after 15 days."""
    with flashcards.open(collection_path, fixed_clock) as opened:
        opened.add_note({"Front": "one", "Back": "back"}, deck="Deck")
        for days in (0, 1, 6):
            fixed_clock.advance(days=days)
            _answer(opened, Rating.GOOD)
        yield opened


def _answer(collection: Collection, rating: Rating) -> None:
    session = collection.study()
    assert session.next() is not None
    session.answer(rating)


def _card(collection: Collection) -> int:
    return collection.search("")[0]


def _interval(collection: Collection) -> int:
    return collection.card(_card(collection)).memory.interval_days


def test_a_corrected_rating_changes_what_followed(collection: Collection) -> None:
    assert _interval(collection) == 15
    card = _card(collection)
    second = collection.history(card)[1]
    collection.scheduling.correct(card, second.id, Rating.AGAIN)
    assert _interval(collection) == 1  # forgotten, then passed once
    assert collection.card(card).memory.lapses == 1
    assert collection.check() == []


def test_the_first_rating_stays_in_the_log_and_can_be_restored(collection: Collection) -> None:
    card = _card(collection)
    second = collection.history(card)[1]
    collection.scheduling.correct(card, second.id, Rating.AGAIN)
    assert second in collection.history(card)
    assert collection.review_count() == 3
    collection.scheduling.restore(card, second.id)
    assert _interval(collection) == 15
    assert collection.review_count() == 3
    assert collection.check() == []


def test_a_correction_keeps_moment_and_time_taken_of_the_answer(collection: Collection) -> None:
    card = _card(collection)
    second = collection.history(card)[1]
    collection.scheduling.correct(card, second.id, Rating.HARD)
    corrected = next(row for row in collection.history(card) if row.target == second.id and
                     row.kind is ReviewKind.ANSWER)  # fmt: skip
    assert (corrected.at, corrected.taken_ms) == (second.at, second.taken_ms)
    assert corrected.interval_days == 6


def test_a_struck_review_counts_no_more(collection: Collection) -> None:
    card = _card(collection)
    collection.scheduling.strike(card, collection.history(card)[2].id)
    assert _interval(collection) == 6
    assert collection.review_count() == 2
    assert collection.card_rows([card])[0].reviews == 2
    assert collection.check() == []


def test_striking_every_review_makes_the_card_new_again(collection: Collection) -> None:
    card = _card(collection)
    for review in collection.history(card)[:3]:
        collection.scheduling.strike(card, review.id)
    assert collection.card(card).due_at is None
    assert collection.review_count() == 0
    assert collection.check() == []


def test_a_correction_can_be_corrected(collection: Collection) -> None:
    card = _card(collection)
    second = collection.history(card)[1]
    collection.scheduling.correct(card, second.id, Rating.AGAIN)
    corrected = collection.history(card)[-1]
    collection.scheduling.correct(card, corrected.id, Rating.EASY)
    assert _interval(collection) == 16  # 6 x 2.60 (2.50 + 0.10 - 0), rounded up
    assert collection.check() == []


def test_one_undo_takes_a_correction_back_and_redo_gives_it_again(collection: Collection) -> None:
    card = _card(collection)
    before = collection.card(card)
    collection.scheduling.correct(card, collection.history(card)[1].id, Rating.AGAIN)
    after = collection.card(card)
    assert str(collection.undo()) == "Correct rating"
    assert collection.card(card) == before
    assert collection.check() == []
    assert str(collection.redo()) == "Correct rating"
    assert collection.card(card) == after
    assert collection.check() == []


def test_the_statistics_follow_a_correction(collection: Collection) -> None:
    card = _card(collection)
    third = collection.history(card)[2]
    assert collection.statistics().today.again == 0
    collection.scheduling.correct(card, third.id, Rating.AGAIN)
    assert collection.statistics().today.again == 1
    collection.undo()
    assert collection.statistics().today.again == 0


def test_a_correction_survives_a_restart(
    collection: Collection, collection_path: Path, fixed_clock: FixedClock
) -> None:
    card = _card(collection)
    collection.scheduling.correct(card, collection.history(card)[1].id, Rating.AGAIN)
    collection.close()
    with flashcards.open(collection_path, fixed_clock) as again:
        assert _interval(again) == 1
        assert again.check() == []


def test_what_is_no_answer_is_refused_in_plain_words(collection: Collection) -> None:
    card = _card(collection)
    with pytest.raises(UserError, match="does not exist"):
        collection.scheduling.correct(card, 12345, Rating.GOOD)
    first = collection.history(card)[0]
    collection.scheduling.strike(card, first.id)
    with pytest.raises(UserError, match="ignored"):
        collection.scheduling.correct(card, first.id, Rating.GOOD)
    collection.reset_cards([card])
    reset = next(row for row in collection.history(card) if row.kind is ReviewKind.MANUAL)
    with pytest.raises(UserError, match="Only answers"):
        collection.scheduling.correct(card, reset.id, Rating.GOOD)


actions = st.lists(
    st.tuples(st.sampled_from(["correct", "strike", "restore", "undo", "redo", "answer"]),
              st.integers(0, 30), st.sampled_from(Rating)),
    max_size=12,
)  # fmt: skip


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(done=actions)
def test_whatever_is_corrected_the_collection_agrees_with_its_log(
    tmp_path_factory: pytest.TempPathFactory, done: list[tuple[str, int, Rating]]
) -> None:
    clock = FixedClock(START)
    path = tmp_path_factory.mktemp("any") / "c.flashcards"
    with flashcards.open(path, clock) as collection:
        collection.add_note({"Front": "one", "Back": "back"}, deck="Deck")
        _answer(collection, Rating.GOOD)
        card = _card(collection)
        for action, number, rating in done:
            clock.advance(days=1 + number % 3 * 20)
            history = collection.history(card)
            review = history[number % len(history)]
            try:
                match action:
                    case "correct":
                        collection.scheduling.correct(card, review.id, rating)
                    case "strike":
                        collection.scheduling.strike(card, review.id)
                    case "restore":
                        collection.scheduling.restore(card, review.id)
                    case "undo":
                        collection.undo()
                    case "redo":
                        collection.redo()
                    case "answer":
                        session = collection.study()
                        if session.next() is not None:
                            session.answer(rating)
            except UserError:
                pass
            if not collection.search(""):
                collection.redo()
            assert collection.check() == []
