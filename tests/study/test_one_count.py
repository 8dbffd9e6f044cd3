"""One count: Today, deck tree, every session and the statistics say the same at every moment."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

import flashcards
from flashcards import Collection, Rating
from flashcards.model.enums import Standing
from flashcards.study.session import StudySession
from flashcards.study.tree import DeckNode
from tests.conftest import FixedClock
from tests.study.learner import REVERSED, add, asked, counts, left

DECKS = ("Top", "Top::One", "Top::One::Deep", "Top::Two", "Other")


def nodes(tree: list[DeckNode]) -> Iterator[DeckNode]:
    for node in tree:
        yield node
        yield from nodes(list(node.children))


def assert_one_count(collection: Collection, running: StudySession | None = None) -> None:
    """Compare what every place says that counts cards."""
    tree = collection.deck_tree()
    for node in nodes(tree):
        said = (node.new, node.learning, node.due)
        assert said == left(collection.study(node.name)), node.name
    everything = collection.study()
    total = left(everything)
    assert (tree.waiting.new, tree.waiting.learning, tree.waiting.due) == total
    assert collection.overview().waiting == everything.remaining
    cards = collection.statistics().cards
    assert cards[Standing.LEARNING] + cards[Standing.RELEARNING] == total[1]
    quick = collection.planning.minutes_first(600)
    assert quick.remaining.total + quick.left_for_tomorrow.total == sum(total)
    if running is not None:
        running.next()
        progress = running.progress
        assert progress.total - progress.done == running.remaining.total
        expected = total if running.deck is None else counts(collection, running.deck)
        assert left(running) == expected


def test_a_subdeck_shows_nothing_once_the_limit_above_is_used_up(collection: Collection) -> None:
    for deck in ("Top::A", "Top::B"):
        add(collection, *(f"{deck} {number}" for number in range(9)), deck=deck)
    collection.set_options("Top", new_per_day=4)
    assert counts(collection, "Top::B") == left(collection.study("Top::B")) == (4, 0, 0)
    assert len(asked(collection.study("Top::A"))) == 4
    assert counts(collection, "Top::B") == left(collection.study("Top::B")) == (0, 0, 0)
    assert collection.study("Top::B").next() is None
    assert collection.overview().waiting.total == 0


def test_reviews_of_a_subdeck_keep_to_the_limit_above(
    collection: Collection, fixed_clock: FixedClock
) -> None:
    for deck in ("Top::A", "Top::B"):
        add(collection, *(f"{deck} {number}" for number in range(3)), deck=deck)
    asked(collection.study())
    fixed_clock.advance(days=1)
    collection.scheduling.set_deck_limits("Top", reviews_per_day=2)
    assert counts(collection, "Top::B") == left(collection.study("Top::B")) == (0, 0, 2)
    assert len(asked(collection.study("Top::A"))) == 2
    assert counts(collection, "Top::B") == left(collection.study("Top::B")) == (0, 0, 0)


def test_repeats_of_the_day_are_learning_in_the_statistics_too(
    collection: Collection, fixed_clock: FixedClock
) -> None:
    add(collection, *"abcd")
    session = collection.study()
    for rating in (Rating.AGAIN, Rating.HARD, Rating.HARD, Rating.GOOD):
        session.next()
        session.answer(rating)
    cards = collection.statistics().cards
    assert collection.overview().waiting.learning == 3
    assert (cards[Standing.LEARNING], cards[Standing.YOUNG]) == (3, 1)
    fixed_clock.advance(days=1)
    assert collection.overview().waiting.learning == 0
    assert collection.statistics().cards[Standing.YOUNG] == 4


def test_a_card_that_takes_the_place_of_a_buried_one_is_counted_at_once(
    collection: Collection,
) -> None:
    add(collection, *"abcdef")
    collection.set_options("Deck", new_per_day=4)
    session = collection.study()
    card = session.next()
    assert card is not None
    collection.bury([card.id])
    assert left(session) == counts(collection, "Deck") == (4, 0, 0)
    collection.undo()
    assert left(session) == counts(collection, "Deck") == (4, 0, 0)
    back = session.next()
    assert back is not None
    assert back.id == card.id


def test_notes_spread_over_decks_are_counted_once_where_siblings_are_put_off(
    collection: Collection,
) -> None:
    add(collection, *"abc", deck="Top::One", kind=REVERSED)
    collection.set_options("Top::One", bury_new=True)
    collection.move_cards(collection.search("")[1::2], "Top::Two")
    assert counts(collection, "Top::One") == counts(collection, "Top::Two") == (3, 0, 0)
    assert counts(collection, "Top") == left(collection.study("Top")) == (3, 0, 0)
    assert_one_count(collection)
    asked(collection.study("Top::One"))
    assert_one_count(collection)
    assert counts(collection, "Top") == (0, 0, 0)


def test_the_total_of_a_session_stays_unless_a_card_of_it_is_deleted(
    collection: Collection,
) -> None:
    """A card that was put away is done for today; one that was deleted never was one of them."""
    add(collection, *(f"card {number}" for number in range(20)))
    session = collection.study()

    def done(action: str) -> tuple[int, int]:
        card = session.next()
        assert card is not None
        if action == "undo":
            collection.undo()
        elif action == "redo":
            collection.redo()
        elif action in ("bury", "suspend"):
            getattr(collection, action)([card.id])
        elif action == "delete":
            collection.delete_notes([card.note_id])
        else:
            session.answer(Rating[action])
        session.next()
        return session.progress.done, session.progress.total

    steps = {
        "GOOD": 1, "EASY": 1, "undo": -1, "bury": 1, "AGAIN": 0, "suspend": 1, "delete": 0,
        "HARD": 0,
    }  # fmt: skip
    expected, total = 0, 20
    for action in ("GOOD", "EASY", "undo", "bury", "suspend", "AGAIN", "delete", "HARD", "EASY"):
        expected += steps[action]
        total -= action == "delete"
        assert done(action) == (expected, total), action
    actions = ("undo", "undo", "undo", "undo", "redo", "undo", "undo", "undo", "undo")
    assert [done(action)[0] for action in actions] == [3, 3, 3, 3, 3, 3, 2, 1, 0]
    assert session.progress.total == 20


def _options(chance: random.Random) -> dict[str, object]:
    return {
        "scheduler": chance.choice(["sm2", "sm2-steps", "fsrs"]),
        "learning_steps": chance.choice([(1, 10), (30,), (600, 900)]),
        "new_per_day": chance.randint(1, 9),
        "reviews_per_day": chance.randint(2, 12),
        "bury_new": chance.random() < 0.7,
        "bury_reviews": chance.random() < 0.7,
        "new_limit_from": chance.choice(["parents", "parents", "own"]),
        "new_within_reviews": chance.random() < 0.4,
        "new_order": chance.choice(["added", "random", "template"]),
        "review_order": chance.choice(["due", "random", "interval"]),
    }


def _act(chance: random.Random, collection: Collection, session: StudySession) -> None:
    """Do one thing a learner may do, mostly answer."""
    what = chance.random()
    card = session.next()
    if what < 0.7 and card is not None:
        session.answer(chance.choices(list(Rating), (2, 2, 5, 1))[0])
    elif what < 0.78:
        if str(collection.undo_name) in ("Answer card", "Bury cards", "Suspend cards"):
            collection.undo()
    elif what < 0.81:
        collection.redo()
    elif what < 0.93:
        found = collection.search("-is:suspended")
        away = collection.bury if what < 0.88 else collection.suspend
        away([card.id if card is not None else chance.choice(found)])
    elif what < 0.96:
        collection.unbury()
    else:
        collection.move_cards([chance.choice(collection.search(""))], chance.choice(DECKS))


@pytest.mark.parametrize("seed", range(6))
def test_every_place_says_the_same_through_days_of_answering_and_taking_back(
    collection_path: Path, fixed_clock: FixedClock, seed: int
) -> None:
    chance = random.Random(seed)
    with flashcards.open(collection_path, fixed_clock) as collection:
        for deck in DECKS:
            add(collection, *(f"{deck} {number}" for number in range(9)), deck=deck, kind=REVERSED)
        if seed % 2:  # notes whose cards lie in several decks
            collection.move_cards(collection.search("")[1::4], "Top::Two")
        collection.add_preset("Second", deck="Top::Two")
        for _ in range(5):
            collection.set_options("Top", **_options(chance))
            collection.set_options("Top::Two", **_options(chance))
            session = collection.study(chance.choice([None, *DECKS]))
            for _ in range(25):
                _act(chance, collection, session)
                fixed_clock.advance(minutes=chance.choice([0, 1, 5, 12]))
                assert_one_count(collection, session)
            fixed_clock.advance(days=1)
        assert collection.check() == []
