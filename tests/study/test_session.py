"""The study session as a learner meets it."""

import gc
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

import flashcards
from flashcards import Collection, Quality, Rating, UserError
from flashcards.model.enums import CardState, ReviewKind
from flashcards.study.session import StudySession
from tests.conftest import FixedClock


@pytest.fixture
def collection(collection_path: Path, fixed_clock: FixedClock) -> Iterator[Collection]:
    with flashcards.open(collection_path, fixed_clock) as opened:
        yield opened


def add(collection: Collection, *fronts: str, deck: str = "Deck") -> None:
    for front in fronts:
        collection.add_note({"Front": front, "Back": f"{front} back"}, deck=deck)


def asked(session: StudySession) -> list[str]:
    """Answer everything Good and return the questions in the order they came."""
    found = []
    while (card := session.next()) is not None:
        found.append(card.question_html.removeprefix("<p>").removesuffix("</p>"))
        session.answer(Rating.GOOD)
    return found


def test_new_cards_come_in_the_order_they_were_added(collection: Collection) -> None:
    add(collection, "one", "two", deck="Z")
    add(collection, "three", deck="A")
    assert asked(collection.study()) == ["one", "two", "three"]


def test_the_same_card_is_given_until_it_is_answered(collection: Collection) -> None:
    add(collection, "one", "two")
    session = collection.study()
    first = session.next()
    assert first is session.next()
    session.answer(Rating.GOOD)
    assert session.next() is not first


def test_an_answer_below_four_is_drilled_the_same_day_and_the_schedule_stays(
    collection: Collection, fixed_clock: FixedClock
) -> None:
    add(collection, "one")
    session = collection.study("Deck")
    card = session.next()
    assert card is not None
    assert str(card.choices[Rating.HARD].label) == "today, then 1 d"
    assert card.choices[Rating.HARD].drills_today
    planned = card.choices[Rating.HARD].due_at
    review = session.answer(Rating.HARD, taken_ms=2_300)
    assert (review.kind, review.interval_days) == (ReviewKind.ANSWER, 1)
    assert session.remaining.learning == 1
    fixed_clock.advance(minutes=1)
    again = session.next()
    assert again is not None
    assert again.id == card.id
    assert again.card.due_at == planned
    assert session.answer(Rating.AGAIN).kind is ReviewKind.DRILL
    session.next()
    drill = session.answer(Rating.GOOD)
    assert drill.kind is ReviewKind.DRILL
    assert session.next() is None
    after = collection.card(card.id)
    assert after.due_at == planned
    assert after.memory.repetitions == 1
    assert collection.review_count() == 3
    assert collection.check() == []


@pytest.mark.parametrize(
    ("rating", "done"), [(Rating.AGAIN, False), (Rating.HARD, False), (Rating.GOOD, True)]
)
def test_a_drill_is_done_with_good_and_with_nothing_less(
    collection: Collection, fixed_clock: FixedClock, rating: Rating, done: bool
) -> None:
    add(collection, "one")
    session = collection.study("Deck")
    session.next()
    session.answer(Rating.AGAIN)
    fixed_clock.advance(minutes=10)
    session.next()
    session.answer(rating)
    assert session.remaining.learning == (not done)


def test_a_drill_left_undone_is_void_the_next_day(
    collection: Collection, fixed_clock: FixedClock
) -> None:
    add(collection, "one")
    session = collection.study()
    session.next()
    session.answer(Rating.AGAIN)
    assert collection.deck_tree()[0].learning == 1
    fixed_clock.advance(days=1)
    node = collection.deck_tree()[0]
    assert (node.learning, node.due) == (0, 1)
    session = collection.study()
    session.next()
    assert session.answer(Rating.GOOD).kind is ReviewKind.ANSWER


def test_a_drill_waits_ten_minutes_while_other_cards_are_left(
    collection: Collection, fixed_clock: FixedClock
) -> None:
    add(collection, "one", "two", "three")
    session = collection.study()
    first = session.next()
    assert first is not None
    session.answer(Rating.AGAIN)
    second = session.next()
    assert second is not None
    assert second.id != first.id
    session.answer(Rating.GOOD)
    fixed_clock.advance(minutes=10)
    drill = session.next()
    assert drill is not None
    assert drill.id == first.id


def test_undo_brings_the_answered_card_back_at_once(collection: Collection) -> None:
    add(collection, "one", "two")
    session = collection.study()
    first = session.next()
    session.answer(Rating.EASY)
    second = session.next()
    assert first is not None
    assert second is not None
    assert str(collection.undo()) == "Answer card"
    shown = session.next()
    assert shown is not None
    assert shown.id == first.id
    assert shown.state is CardState.NEW
    assert session.remaining.new == 2
    assert collection.review_count() == 0
    assert str(collection.redo()) == "Answer card"
    shown = session.next()
    assert shown is not None
    assert shown.id == second.id
    assert collection.review_count() == 1


def test_the_limit_of_new_cards_holds_for_the_day_and_the_tree(collection: Collection) -> None:
    add(collection, *"abcdef", deck="Top::One")
    add(collection, *"ghi", deck="Top::Two")
    collection.set_options("Top", new_per_day=4)
    assert len(asked(collection.study("Top::Two"))) == 3
    assert collection.deck_tree()[0].new == 1
    assert len(asked(collection.study("Top"))) == 1
    assert collection.study("Top").next() is None


def test_suspended_and_buried_cards_are_passed_over_without_a_new_queue(
    collection: Collection, fixed_clock: FixedClock
) -> None:
    add(collection, "one", "two", "three")
    session = collection.study()
    session.next()
    cards = collection.search("")
    collection.suspend([cards[0]])
    collection.bury([cards[1]])
    shown = session.next()
    assert shown is not None
    assert shown.id == cards[2]
    assert session.remaining.new == 1
    fixed_clock.advance(days=1)
    assert len(asked(collection.study())) == 2


def test_an_edited_card_is_shown_with_its_new_text(collection: Collection) -> None:
    add(collection, "one")
    session = collection.study()
    card = session.next()
    assert card is not None
    collection.update_note(card.note_id, {"Front": "uno"})
    shown = session.next()
    assert shown is not None
    assert "uno" in shown.question_html


def test_six_qualities_can_be_given(collection: Collection) -> None:
    add(collection, "one")
    collection.set_options("Deck", six_qualities=True)
    session = collection.study()
    card = session.next()
    assert card is not None
    assert list(card.choices) == list(Quality)
    assert session.answer(Quality.WRONG_EASY).quality is Quality.WRONG_EASY


def test_answering_with_nothing_due_is_refused_in_words(collection: Collection) -> None:
    with pytest.raises(UserError, match="no card"):
        collection.study().answer(Rating.GOOD)


def test_an_unknown_deck_is_refused_in_words(collection: Collection) -> None:
    with pytest.raises(UserError, match="no deck"):
        collection.study("Nowhere")


@pytest.mark.parametrize(("taken", "kept"), [(-5, 0), (2_300, 2_300), (10_000_000, 60_000)])
def test_the_time_an_answer_took_is_kept_within_reason(
    collection: Collection, taken: int, kept: int
) -> None:
    add(collection, "one")
    session = collection.study()
    session.next()
    assert session.answer(Rating.GOOD, taken_ms=taken).taken_ms == kept


def test_the_session_goes_on_over_the_day_s_start(
    collection: Collection, fixed_clock: FixedClock
) -> None:
    add(collection, *"abc")
    collection.set_options("Deck", new_per_day=2)
    session = collection.study()
    asked(session)
    assert session.next() is None
    fixed_clock.advance(days=1)
    card = session.next()
    assert card is not None
    assert session.remaining.total == 3


@pytest.mark.parametrize("order", ["due", "random", "interval", "ease"])
def test_every_order_asks_every_due_card_once(
    collection: Collection, fixed_clock: FixedClock, order: str
) -> None:
    add(collection, *"abcde", deck="D::E")
    asked(collection.study())
    collection.set_options("D", review_order=order)
    fixed_clock.advance(days=1)
    assert sorted(asked(collection.study("D"))) == list("abcde")


@pytest.mark.parametrize(("mix", "first"), [("before", "n"), ("after", "d")])
def test_new_cards_stand_where_the_options_say(
    collection: Collection, fixed_clock: FixedClock, mix: str, first: str
) -> None:
    add(collection, "d")
    asked(collection.study())
    fixed_clock.advance(days=1)
    add(collection, "n")
    collection.set_options("Deck", new_mix=mix)
    assert asked(collection.study())[0] == first


def test_a_drill_answered_after_midnight_is_still_a_drill(
    collection: Collection, fixed_clock: FixedClock
) -> None:
    add(collection, "one")
    session = collection.study()
    session.next()
    fixed_clock.advance(hours=17, minutes=30)  # 03:30, before the day's start
    session = collection.study()
    session.next()
    session.answer(Rating.HARD)
    card = session.next()
    assert card is not None
    fixed_clock.advance(hours=1)
    assert session.answer(Rating.GOOD).kind is ReviewKind.DRILL
    assert collection.card(card.id).memory.repetitions == 1
    assert collection.check() == []


def test_a_card_put_away_while_it_is_asked_is_not_answered_nor_another_in_its_place(
    collection: Collection,
) -> None:
    add(collection, "one", "two")
    session = collection.study()
    card = session.next()
    assert card is not None
    collection.suspend([card.id])
    with pytest.raises(UserError, match="put away"):
        session.answer(Rating.EASY)
    assert collection.review_count() == 0
    following = session.next()
    assert following is not None
    assert following.id != card.id
    collection.undo()
    back = session.next()
    assert back is not None
    assert back.id == card.id


def test_a_bare_number_is_no_rating(collection: Collection) -> None:
    add(collection, "one")
    session = collection.study()
    session.next()
    with pytest.raises(TypeError):
        session.answer(3)  # type: ignore[arg-type]  # nobody who has types can


def test_a_card_answered_in_another_session_is_not_answered_from_old_knowledge(
    collection: Collection,
) -> None:
    add(collection, "one", "two")
    first, second = collection.study(), collection.study()
    assert first.next() is not None
    assert second.next() is not None
    first.answer(Rating.GOOD)
    with pytest.raises(UserError):
        second.answer(Rating.EASY)
    assert collection.review_count() == 1
    following = second.next()
    assert following is not None
    assert "two" in following.question_html
    assert collection.check() == []


def test_undo_takes_the_answer_off_the_session_that_gave_it_only(collection: Collection) -> None:
    add(collection, "one", "two")
    first, second = collection.study(), collection.study()
    first.next()
    first.answer(Rating.GOOD)
    second.next()
    second.answer(Rating.GOOD)
    collection.undo()
    assert (first.done, second.done) == (1, 0)
    assert second.remaining.new == 1


def test_a_session_follows_its_deck_and_preset_as_they_change(collection: Collection) -> None:
    add(collection, *"abc", deck="A")
    session = collection.study("A")
    session.next()
    preset = collection.add_preset("Other")
    collection.assign_preset("A", preset)
    collection.set_options("A", profile="source")
    review = session.answer(Rating.GOOD)
    assert review.version_id == collection.preset_of("A").version_id
    collection.rename_deck("A", "B")
    collection.delete_preset(preset)
    card = session.next()
    assert card is not None
    assert (card.deck, session.deck) == ("B", "B")
    session.answer(Rating.GOOD)
    collection.delete_deck("B")
    assert session.next() is None


def test_sessions_nobody_holds_are_forgotten(collection: Collection) -> None:
    add(collection, "one")
    before = len(collection._store._listeners)
    for _ in range(50):
        collection.study()
    gc.collect()
    assert len(collection._store._listeners) == before


def test_a_listener_s_fault_does_not_make_an_answer_look_failed(
    collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    reported: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: reported.append(kind))
    add(collection, "one")

    def fails(changes: object) -> None:
        raise ZeroDivisionError

    collection.subscribe(fails)
    session = collection.study()
    session.next()
    session.answer(Rating.GOOD)
    assert session.next() is None
    assert collection.review_count() == 1
    assert reported == [ZeroDivisionError]


def test_a_closed_collection_says_so(collection_path: Path, fixed_clock: FixedClock) -> None:
    opened = flashcards.open(collection_path, fixed_clock)
    add(opened, "one")
    opened.close()
    opened.close()
    for action in (opened.study, opened.deck_tree, opened.undo, lambda: opened.search("")):
        with pytest.raises(UserError, match="closed"):
            action()


def test_answers_and_moves_in_two_threads_leave_everything_right(collection: Collection) -> None:
    add(collection, *(f"card {number}" for number in range(60)), deck="A")
    collection.set_options("A", new_per_day=100)
    cards = collection.search("")
    done = threading.Event()

    def move() -> None:
        while not done.is_set():
            for deck in ("B", "A"):
                collection.move_cards(cards, deck)

    mover = threading.Thread(target=move)
    mover.start()
    session = collection.study()
    answered = 0
    while (card := session.next()) is not None and answered < 40:
        try:
            session.answer(Rating.GOOD)
            answered += 1
        except UserError:
            assert card is not None
    done.set()
    mover.join()
    assert collection.review_count() == answered
    assert collection.check() == []
