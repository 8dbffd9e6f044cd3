"""An answer that is taken back: the rest of the session stands as it stood before."""

from flashcards import Collection, Rating
from tests.conftest import FixedClock
from tests.effort import calls
from tests.study.learner import add, answer, asked, counts, front, left

FRONTS = [f"card {number}" for number in range(150)]


def test_the_next_card_after_an_undo_costs_the_same_however_many_wait(
    collection: Collection,
) -> None:
    add(collection, *FRONTS)

    def undone(waiting: int) -> int:
        collection.set_options("Deck", new_per_day=waiting)
        session = collection.study("Deck")
        for _ in range(2):  # the second time nothing is new to the program
            answer(session, Rating.EASY)
            front(session)
            cost = calls(lambda: (collection.undo(), front(session)))
        assert left(session) == (waiting, 0, 0)
        return cost

    few = undone(10)
    assert undone(150) < few + 100


def test_answers_are_taken_back_and_given_again_in_the_order_they_came(
    collection: Collection, fixed_clock: FixedClock
) -> None:
    add(collection, "one", "two", "three")
    session = collection.study("Deck")
    given = [answer(session, rating) for rating in (Rating.EASY, Rating.HARD, Rating.EASY)]
    assert left(session) == (0, 1, 0)
    for question in reversed(given):
        collection.undo()
        assert front(session) == question
    assert left(session) == (3, 0, 0)
    assert asked(session, Rating.EASY) == given
    fixed_clock.advance(days=30)
    assert counts(collection, "Deck") == (0, 0, 3)


def test_what_changed_before_an_undo_is_heeded_after_it(collection: Collection) -> None:
    add(collection, "one", "two", "three")
    session = collection.study("Deck")
    answer(session, Rating.EASY)
    add(collection, "four")
    assert left(session) == (3, 0, 0)
    collection.undo()  # the note
    collection.undo()  # the answer
    assert left(session) == (3, 0, 0)
    assert asked(session, Rating.EASY) == ["one", "two", "three"]
