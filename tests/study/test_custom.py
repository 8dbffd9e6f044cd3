"""Sessions of the learner's own choosing."""

from pathlib import Path

import pytest

import flashcards
from flashcards import Collection, Rating, UserError
from flashcards.model.enums import CardState, ReviewKind
from flashcards.model.errors import CancelledError
from flashcards.study.custom import CustomKind, CustomOrder, CustomStudy
from flashcards.study.session import StudySession
from tests.conftest import FixedClock
from tests.study.learner import add, answer, asked, counts, front, left

AHEAD, FORGOTTEN, SEARCH, CRAM, PREVIEW = CustomKind


def begin(collection: Collection, study: CustomStudy) -> StudySession:
    return collection.planning.custom_study(study)


def number(collection: Collection, study: CustomStudy) -> int:
    return collection.planning.count_custom(study)


@pytest.fixture
def learned(collection: Collection, fixed_clock: FixedClock) -> Collection:
    """One and two have been answered yesterday, two with Again; three and four are new."""
    add(collection, "one", "two", "three", "four")
    collection.set_options("Deck", new_per_day=2)
    session = collection.study("Deck")
    answer(session)
    answer(session, Rating.AGAIN)
    answer(session)
    collection.set_options("Deck", new_per_day=0)
    fixed_clock.advance(days=1)
    return collection


def memories(collection: Collection) -> list[object]:
    return [collection.card(card_id) for card_id in collection.search("", order="created")]


def test_cards_asked_ahead_follow_the_real_schedule(
    learned: Collection, fixed_clock: FixedClock
) -> None:
    assert asked(learned.study("Deck")) == ["one", "two"]
    fixed_clock.advance(hours=1)
    assert number(learned, CustomStudy(AHEAD, "Deck", days=5)) == 1
    session = begin(learned, CustomStudy(AHEAD, "Deck", days=6))
    assert left(session) == (0, 0, 2)
    assert front(session) == "two"
    card = session.next()
    assert card is not None
    review = session.answer(Rating.GOOD)
    assert review.kind is ReviewKind.ANSWER
    assert learned.card(card.id).memory.interval_minutes == review.interval_minutes
    assert asked(session) == ["one"]
    assert learned.check() == []


def test_what_was_forgotten_lately_is_asked_again(
    learned: Collection, fixed_clock: FixedClock
) -> None:
    with pytest.raises(UserError, match="No card fits"):
        begin(learned, CustomStudy(FORGOTTEN, "Deck", days=1))
    session = begin(learned, CustomStudy(FORGOTTEN, "Deck", days=2))
    assert front(session) == "two"
    assert session.answer(Rating.GOOD).kind is ReviewKind.ANSWER  # it was due
    assert session.next() is None
    fixed_clock.advance(hours=1)
    again = begin(learned, CustomStudy(FORGOTTEN, "Deck", days=2))
    before = memories(learned)
    card = again.next()
    assert card is not None
    assert card.choices[Rating.GOOD].unchanged
    assert again.answer(Rating.GOOD).kind is ReviewKind.DRILL
    assert memories(learned) == before
    assert learned.check() == []


def test_a_search_chooses_the_cards_due_or_not(learned: Collection) -> None:
    learned.add_tags([1, 3], ["verb"])
    session = begin(learned, CustomStudy(SEARCH, query="tag:verb"))
    assert left(session) == (1, 0, 1)
    assert asked(session) == ["one", "three"]
    assert learned.card(learned.search("three")[0]).memory.state is CardState.REVIEW


def test_choosing_cards_is_stopped_when_the_learner_says_so(learned: Collection) -> None:
    with pytest.raises(CancelledError):
        learned.planning.custom_study(CustomStudy(CustomKind.CRAM), lambda *_: False)


def test_cramming_changes_no_card_and_counts_as_work(
    learned: Collection, fixed_clock: FixedClock
) -> None:
    before, tree = memories(learned), counts(learned, "Deck")
    session = begin(learned, CustomStudy(CRAM, "Deck", order=CustomOrder.ADDED))
    assert left(session) == (2, 0, 2)
    card = session.next()
    assert card is not None
    labels = [str(choice.label) for choice in card.choices.values()]
    assert labels == ["today", "today", "no change", "no change"]
    assert asked(session, Rating.EASY) == ["one", "two", "three", "four"]
    assert memories(learned) == before
    assert counts(learned, "Deck") == tree
    assert learned.review_count() == 3 + 4
    assert {row.kind for row in learned.history(card.id)[1:]} == {ReviewKind.DRILL}
    assert learned.check() == []


def test_a_card_failed_while_cramming_comes_again_in_the_same_session(learned: Collection) -> None:
    session = begin(learned, CustomStudy(CRAM, "Deck", query="one or two", order=CustomOrder.ADDED))
    assert answer(session, Rating.AGAIN) == "one"
    assert session.remaining.total == 2
    assert asked(session) == ["two", "one"]
    assert session.remaining.total == 0


def test_a_preview_leaves_new_cards_new(learned: Collection) -> None:
    session = begin(learned, CustomStudy(PREVIEW, "Deck"))
    assert left(session) == (2, 0, 0)
    assert asked(session) == ["three", "four"]
    assert {learned.card(card).memory.state for card in learned.search("three or four")} == {
        CardState.NEW
    }
    learned.set_options("Deck", new_per_day=2)
    assert counts(learned, "Deck") == (2, 0, 2)
    assert learned.check() == []


@pytest.mark.parametrize("kind", [CRAM, SEARCH])
def test_undo_and_redo_go_with_such_a_session(learned: Collection, kind: CustomKind) -> None:
    session = begin(learned, CustomStudy(kind, "Deck", order=CustomOrder.ADDED))
    answer(session)
    answer(session)
    assert front(session) == "three"
    learned.undo()
    assert front(session) == "two"
    assert (session.done, session.remaining.total) == (1, 3)
    learned.redo()
    assert front(session) == "three"
    assert (session.done, session.remaining.total) == (2, 2)
    assert asked(session) == ["three", "four"]
    learned.undo()
    assert asked(session) == ["four"]
    assert learned.check() == []


def test_undo_of_an_answer_elsewhere_brings_no_other_card_in(learned: Collection) -> None:
    session = begin(learned, CustomStudy(PREVIEW, "Deck"))
    answer(learned.study("Deck"))
    learned.undo()
    assert asked(session) == ["three", "four"]


def test_buried_deleted_and_edited_cards_are_followed(learned: Collection) -> None:
    session = begin(learned, CustomStudy(CRAM, "Deck", order=CustomOrder.ADDED))
    assert front(session) == "one"
    _, two, three, _ = learned.search("", order="created")
    learned.bury([two])
    learned.suspend([three])
    learned.update_note(1, {"Front": "uno"})
    assert front(session) == "uno"
    assert session.remaining.total == 2
    answer(session)
    assert front(session) == "four"
    learned.delete_notes([4])
    assert session.next() is None


def test_the_day_may_end_within_such_a_session(
    learned: Collection, fixed_clock: FixedClock
) -> None:
    session = begin(learned, CustomStudy(CRAM, "Deck", order=CustomOrder.ADDED))
    assert answer(session) == "one"
    fixed_clock.advance(days=1)
    assert asked(session) == ["two", "three", "four"]


def test_new_cards_added_meanwhile_are_not_taken_in(learned: Collection) -> None:
    session = begin(learned, CustomStudy(PREVIEW, "Deck"))
    add(learned, "five")
    assert asked(session) == ["three", "four"]


def test_steps_and_drills_of_the_chosen_cards_come_back(learned: Collection) -> None:
    session = begin(learned, CustomStudy(SEARCH, query="three"))
    answer(session, Rating.AGAIN)
    assert asked(session) == ["three"]
    learned.set_options("Deck", scheduler="sm2-steps")
    session = begin(learned, CustomStudy(SEARCH, query="four"))
    assert asked(session) == ["four", "four"]
    assert session.next() is None


def test_orders_and_limits_of_such_a_session(learned: Collection, fixed_clock: FixedClock) -> None:
    def first(order: CustomOrder, limit: int) -> list[str]:
        return asked(begin(learned, CustomStudy(CRAM, "Deck", limit=limit, order=order)))

    assert first(CustomOrder.ADDED, 3) == ["one", "two", "three"]
    assert first(CustomOrder.DUE, 0) == ["one", "two", "three", "four"]
    assert first(CustomOrder.ENDANGERED, 1) == ["two"]  # the one that was not known
    assert sorted(first(CustomOrder.RANDOM, 0)) == ["four", "one", "three", "two"]
    assert number(learned, CustomStudy(CRAM)) == 4


@pytest.mark.parametrize(
    ("study", "words"),
    [
        (CustomStudy(AHEAD, "Nowhere"), "no deck"),
        (CustomStudy(AHEAD, days=0), "days must lie"),
        (CustomStudy(CRAM, limit=-1), "must not be negative"),
        (CustomStudy(SEARCH, query="tag:nothing"), "No card fits"),
        (CustomStudy(SEARCH, query="due:x"), "not a day"),
    ],
)
def test_what_cannot_be_studied_is_refused_in_words(
    learned: Collection, study: CustomStudy, words: str
) -> None:
    with pytest.raises(UserError, match=words):
        begin(learned, study)


def test_sessions_are_kept_under_a_name_undone_and_found_after_a_restart(
    learned: Collection, collection_path: Path, fixed_clock: FixedClock
) -> None:
    study = CustomStudy(CRAM, "Deck", query="one", limit=5, order=CustomOrder.RANDOM)
    uid = learned.planning.save_session("  Before  class ", study)
    assert str(learned.undo()) == "Save session"
    assert learned.planning.saved_sessions() == []
    learned.redo()
    learned.rename_deck("Deck", "Verbs")
    learned.close()
    with flashcards.open(collection_path, fixed_clock) as again:
        (kept,) = again.planning.saved_sessions()
        assert (kept.uid, kept.name, kept.study.deck) == (uid, "Before class", "Verbs")
        assert asked(begin(again, kept.study)) == ["one"]
        again.planning.change_session(uid, "Later", CustomStudy(PREVIEW))
        assert again.planning.saved_sessions()[0].study == CustomStudy(PREVIEW)
        assert str(again.undo()) == "Change session"
        assert again.planning.saved_sessions()[0].study.kind is CRAM
        again.planning.delete_session(uid)
        assert again.planning.saved_sessions() == []
        assert str(again.undo()) == "Delete session"
        assert again.planning.saved_sessions()[0].uid == uid
        assert again.check() == []


def test_a_session_without_a_name_or_one_that_is_gone_is_refused(learned: Collection) -> None:
    with pytest.raises(UserError, match="needs a name"):
        learned.planning.save_session(" ", CustomStudy(CRAM))
    with pytest.raises(UserError, match="no deck"):
        learned.planning.save_session("Name", CustomStudy(CRAM, "Nowhere"))
    with pytest.raises(UserError, match="does not exist"):
        learned.planning.delete_session("unknown")
