"""The steps variant plans what Anki plans, on random histories; needs the ``oracle`` extra."""

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import pytest

from flashcards.model.cards import MINUTES_PER_DAY, NEW_MEMORY, Memory
from flashcards.model.enums import CardState, Rating
from flashcards.scheduling.days import MS_PER_DAY
from flashcards.scheduling.protocol import Occasion
from flashcards.scheduling.steps import Steps

anki_collection = pytest.importorskip("anki.collection", reason="needs the oracle extra")

HISTORIES = 1_000
ANSWERS = 10
TODAY = 20_000
"""Anki counts days from the collection's first one; cards must have had time to become old."""
FIRST_MS = 1_600_000_000_000
BUTTONS = (
    ("again", Rating.AGAIN),
    ("hard", Rating.HARD),
    ("good", Rating.GOOD),
    ("easy", Rating.EASY),
)
SHORT_STEPS = ((), (1,), (10,), (25,), (1, 10), (1, 9), (1, 10, 60), (5, 5, 30, 300), (3, 600, 900))
LONG_STEPS = ((1440,), (10, 1440), (10, 2880), (1440, 4320), (1000, 2000), (1, 10, 1440, 4320))


class Planned(NamedTuple):
    """What either program says follows from an answer."""

    state: CardState
    minutes: int
    ease: int | None
    lapses: int
    step: int
    coming_days: int


class Anki:
    """One card in a collection of Anki's own, with fuzz off."""

    def __init__(self, folder: Path) -> None:
        path = str(folder / "oracle.anki2")
        made = anki_collection.Collection(path)
        made.db.execute("update col set crt = crt - ?", TODAY * 86_400)
        made.close()
        self.collection = anki_collection.Collection(path)
        note = self.collection.new_note(self.collection.models.by_name("Basic"))
        note["Front"] = "front"
        self.collection.add_note(note, 1)
        self.card_id = note.card_ids()[0]
        self.filtered = self.collection.decks.new_filtered("ahead")
        self.today = self.collection.sched.today

    def use(self, steps: Steps) -> None:
        """Set the deck's options."""
        decks = self.collection.decks
        config = decks.config_dict_for_deck_id(1)
        config["new"]["delays"] = [float(minutes) for minutes in steps.learning_steps]
        config["new"]["ints"] = [steps.graduating_interval_days, steps.easy_interval_days, 0]
        config["new"]["initialFactor"] = steps.starting_ease * 10
        config["lapse"]["delays"] = [float(minutes) for minutes in steps.relearning_steps]
        config["lapse"]["mult"] = steps.lapse_multiplier / 100
        config["lapse"]["minInt"] = steps.minimum_lapse_interval_days
        config["rev"]["hardFactor"] = steps.hard_multiplier / 100
        config["rev"]["ease4"] = steps.easy_bonus / 100
        config["rev"]["ivlFct"] = steps.interval_modifier / 100
        config["rev"]["maxIvl"] = steps.maximum_interval_days
        decks.update_config(config)
        self.steps = steps

    def put(self, planned: Planned | None, waited_days: int) -> None:
        """Bring the card into a state, answered last ``waited_days`` ago; None is new."""
        card = self.collection.get_card(self.card_id)
        card.did, card.odid, card.odue = 1, 0, 0
        card.type = card.queue = card.due = card.ivl = card.left = card.lapses = 0
        card.factor = 0
        if planned is not None:
            card.lapses = planned.lapses
            card.factor = (planned.ease or 0) * 10
            card.type = int(planned.state)
            if planned.state is CardState.REVIEW:
                card.queue = 2
                card.ivl = planned.minutes // MINUTES_PER_DAY
                card.due = self.today - waited_days + card.ivl
                if card.due > self.today:
                    card.did, card.odid, card.odue, card.due = self.filtered, 1, card.due, 1
            else:
                learning = planned.state is CardState.LEARNING
                steps = self.steps.learning_steps if learning else self.steps.relearning_steps
                card.queue, card.due = 1, 1
                card.left = len(steps) - planned.step
                card.ivl = planned.coming_days
        self.collection.update_card(card)

    def next_states(self) -> dict[Rating, Planned]:
        """Return what each button would lead to."""
        states = self.collection._backend.get_scheduling_states(self.card_id)
        return {rating: self._planned(getattr(states, name)) for name, rating in BUTTONS}

    def _planned(self, state: Any) -> Planned:
        normal = state.normal
        if state.WhichOneof("kind") == "filtered":
            normal = state.filtered.rescheduling.original_state
        kind = normal.WhichOneof("kind")
        if kind == "learning":
            index = len(self.steps.learning_steps) - normal.learning.remaining_steps
            return Planned(CardState.LEARNING, _minutes(normal.learning), None, 0, index, 0)
        if kind == "review":
            minutes = normal.review.scheduled_days * MINUTES_PER_DAY
            return Planned(CardState.REVIEW, minutes, *_ease_and_lapses(normal.review), 0, 0)
        relearning = normal.relearning
        index = len(self.steps.relearning_steps) - relearning.learning.remaining_steps
        return Planned(
            CardState.RELEARNING,
            _minutes(relearning.learning),
            *_ease_and_lapses(relearning.review),
            index,
            relearning.review.scheduled_days,
        )


def _minutes(learning: Any) -> int:
    return (int(learning.scheduled_secs) + 30) // 60


def _ease_and_lapses(review: Any) -> tuple[int, int]:
    return round(review.ease_factor * 100), review.lapses


def _ours(memory: Memory) -> Planned:
    learning = memory.state is CardState.LEARNING
    return Planned(
        memory.state,
        memory.interval_minutes,
        None if learning else memory.ease,
        memory.lapses,
        memory.step_index,
        memory.days_after_steps,
    )


def random_steps(random: Random) -> Steps:
    """Return options as somebody might set them: without steps longer than what follows them."""
    long = random.random() < 0.2
    return Steps(
        learning_steps=random.choice(LONG_STEPS if long else SHORT_STEPS),
        relearning_steps=random.choice(SHORT_STEPS),
        graduating_interval_days=(graduating := random.randint(3 if long else 1, 9)),
        easy_interval_days=graduating + random.randint(0, 9),
        starting_ease=random.randint(131, 400),
        hard_multiplier=random.choice((50, 85, 100, 105, 120, 120, 120, 130)),
        easy_bonus=random.choice((100, 115, 130, 130, 130, 200)),
        interval_modifier=random.choice((100, 100, 100, 50, 83, 97, 110, 160, 200)),
        lapse_multiplier=random.choice((0, 0, 15, 35, 50, 70, 100)),
        minimum_lapse_interval_days=random.choice((1, 1, 2, 5)),
        maximum_interval_days=random.choice((36_500, 36_500, 365, 100, 20)),
    )


def waited_days(random: Random, memory: Memory) -> int:
    """Return after how many days the card is answered: on time, late or, a review, ahead."""
    if memory.state is not CardState.REVIEW:
        return 0
    days = memory.interval_days
    when = random.random()
    if when < 0.4:
        return days
    if when < 0.7:
        return days + random.choice((1, 2, 3, 4, random.randint(5, 400)))
    return random.randint(0, days - 1)


@pytest.fixture(scope="module")
def anki(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Anki]:
    """Return Anki in the mode its own tests run in, which has no fuzz."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ANKI_TEST_MODE", "1")
        found = Anki(tmp_path_factory.mktemp("anki"))
        yield found
        found.collection.close()


def compare(anki: Anki, steps: Steps, random: Random) -> int:
    """Follow one history in both programs; return how many answers were compared."""
    anki.use(steps)
    memory, planned, at_ms, last_ms = NEW_MEMORY, None, FIRST_MS, None
    for _ in range(ANSWERS):
        waited = waited_days(random, memory)
        at_ms += waited * MS_PER_DAY
        anki.put(planned, waited)
        theirs = anki.next_states()
        occasion = Occasion(at_ms, last_at_ms=last_ms)
        after = {rating: steps.review(memory, rating.quality, occasion).memory for rating in Rating}
        for rating in Rating:
            expected = theirs[rating]
            if expected.minutes > steps.maximum_interval_days * MINUTES_PER_DAY:
                # Anki lets Easy of a card that is relearned go a day beyond.
                limit = steps.maximum_interval_days * MINUTES_PER_DAY
                assert expected.minutes == limit + MINUTES_PER_DAY
                expected = expected._replace(minutes=limit)
            assert _ours(after[rating]) == expected, (steps, memory, waited, rating)
        rating = random.choices(tuple(Rating), (3, 2, 6, 2))[0]
        memory, last_ms = after[rating], at_ms
        planned = _ours(memory)
    return ANSWERS * len(Rating)


def test_a_thousand_random_histories_get_the_numbers_anki_gives(anki: Anki) -> None:
    random = Random(20_250_614)
    compared = sum(compare(anki, random_steps(random), random) for _ in range(HISTORIES))
    assert compared == HISTORIES * ANSWERS * len(Rating)


def test_the_default_options_get_the_numbers_anki_gives(anki: Anki) -> None:
    random = Random(7)
    for _ in range(100):
        compare(anki, Steps(), random)
