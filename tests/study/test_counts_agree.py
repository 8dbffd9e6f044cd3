"""Whatever the options and whatever the learner does, the deck tree says what will be asked."""

from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

import flashcards
from flashcards import Collection, Rating
from flashcards.model.enums import CardState
from tests.conftest import FixedClock
from tests.study.learner import REVERSED, add, assert_the_better_the_later, counts, left

DECKS = ("Top", "Top::One", "Top::Two", "Other")

options = st.fixed_dictionaries(
    {
        "scheduler": st.sampled_from(["sm2", "sm2-steps", "fsrs"]),
        "learning_steps": st.sampled_from([(), (1, 10), (30,), (600, 900)]),
        "relearning_steps": st.sampled_from([(), (10,)]),
        "new_per_day": st.integers(0, 6),
        "reviews_per_day": st.integers(0, 6),
        "bury_new": st.booleans(),
        "bury_reviews": st.booleans(),
        "new_limit_from": st.sampled_from(["parents", "own"]),
        "new_within_reviews": st.booleans(),
        "new_order": st.sampled_from(["added", "random", "template"]),
        "review_order": st.sampled_from(["due", "random", "interval", "ease", "retrievability"]),
        "new_mix": st.sampled_from(["mixed", "before", "after"]),
        "leech_lapses": st.integers(0, 2),
        "leech_action": st.sampled_from(["tag", "suspend", "tell"]),
    }
)
own_limits = st.fixed_dictionaries(
    {
        name: st.one_of(st.none(), st.integers(0, 5))
        for name in ("new_per_day", "reviews_per_day", "new_today", "reviews_today")
    }
)
actions = st.lists(
    st.one_of(
        st.tuples(st.just("answer"), st.sampled_from(list(Rating))),
        st.tuples(st.just("wait"), st.sampled_from([1, 12, 60, 600, 1_440, 9_000])),
        st.tuples(st.just("undo"), st.integers(1, 3)),
        st.tuples(st.just("redo"), st.just(1)),
        st.tuples(st.just("bury"), st.just(1)),
        st.tuples(st.just("again"), st.sampled_from(DECKS)),
    ),
    max_size=40,
)


@settings(max_examples=40)
@given(options, options, own_limits, st.sampled_from(DECKS), actions)
def test_the_tree_and_a_session_agree(
    one: dict[str, Any],
    other: dict[str, Any],
    limits: dict[str, int | None],
    deck: str,
    done: list[tuple[str, Any]],
) -> None:
    clock = FixedClock(datetime(2026, 3, 27, 10, 0, tzinfo=ZoneInfo("Europe/Berlin")))
    with TemporaryDirectory() as folder, flashcards.open(Path(folder) / "c", clock) as collection:
        for name in DECKS:
            add(collection, *(f"{name} {number}" for number in range(3)), deck=name, kind=REVERSED)
        collection.add_preset("Second", deck="Top::One")
        collection.set_options("Top", **one)
        collection.set_options("Top::One", **other)
        collection.scheduling.set_deck_limits("Top::Two", **limits)
        _live(collection, clock, deck, done)
        _ask_all(collection, deck)
        assert collection.check() == []


def _live(
    collection: Collection, clock: FixedClock, deck: str, done: list[tuple[str, Any]]
) -> None:
    session = collection.study(deck)
    for action, what in done:
        card = session.next()
        if action == "answer" and card is not None:
            assert_the_better_the_later(list(card.choices.values()))
            promised = card.choices[what]
            review = session.answer(what)
            if not card.drilled:
                assert collection.card(card.id).due_at == promised.due_at
                assert review.interval_days == promised.interval_days
        elif action == "wait":
            clock.advance(minutes=what)
        elif action == "undo":
            for _ in range(what):
                if str(collection.undo_name) == "Answer card":
                    collection.undo()
        elif action == "redo":
            collection.redo()
        elif action == "bury" and card is not None:
            collection.bury([card.id])
        elif action == "again":
            deck = what
        else:
            continue
        fresh = collection.study(deck)
        assert left(fresh) == counts(collection, deck)
        if action == "again":
            session = fresh


def _ask_all(collection: Collection, deck: str) -> None:
    """Answer a whole day at once: as many new and due cards come as the tree has said."""
    new, learning, due = counts(collection, deck)
    session = collection.study(deck)
    found = [0, 0, 0]
    while (card := session.next()) is not None:
        learned = card.drilled or card.step_ms is not None
        found[1 if learned else 0 if card.state is CardState.NEW else 2] += 1
        session.answer(Rating.EASY)
    waiting = session.remaining
    assert (found[0], found[1] + waiting.learning, found[2]) == (new, learning, due)
    assert waiting.total == waiting.learning
    assert left(collection.study(deck)) == counts(collection, deck) == (0, waiting.learning, 0)
