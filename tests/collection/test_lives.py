"""Whatever a learner does, on whatever device and clock: the cards are as the log says.

Lives are drawn: answers, undo, corrections, dates set by hand, plans, other rules for what comes
and for what was, decks and notes that come and go, clocks that jump, and another device in between.
After each action all that is derived is worked out anew from the log and compared.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

import flashcards
from flashcards import Rating, UserError
from flashcards.model.enums import ReviewKind
from flashcards.model.ids import CardId
from flashcards.study.custom import CustomKind, CustomStudy
from tests.conftest import FixedClock

ZONES = ("Europe/Berlin", "America/New_York", "Pacific/Kiritimati", "Australia/Lord_Howe")
RULES: tuple[dict[str, object], ...] = (
    {"scheduler": "sm2"},
    {"scheduler": "sm2", "profile": "source", "drill": False},
    {"scheduler": "sm2-steps"},
    {"scheduler": "sm2-steps", "learning_steps": (5, 1440, 20), "relearning_steps": ()},
    {"scheduler": "fsrs"},
    {"scheduler": "fsrs", "desired_retention": 80, "learning_steps": ()},
    {"fuzz": True},
    {"fuzz": False, "load_balance": False, "easy_days": (100,) * 7},
    {"load_balance": True, "easy_days": (0, 50, 100, 100, 100, 20, 0)},
    {"maximum_interval_days": 5},
    {"maximum_interval_days": 36_500},
    {"day_start_minutes": 0},
    {"day_start_minutes": 11 * 60},
    {"bury_new": True, "bury_reviews": True},
    {"leech_lapses": 1, "leech_action": "suspend"},
)
DECKS = ("Deck", "Deck::Sub", "Other")


class Life:
    """A learner, who does one thing after another with a collection."""

    def __init__(self, path: Path, clock: FixedClock) -> None:
        self.path, self.clock = path, clock
        self.collection = flashcards.open(path, clock)
        for number, deck in enumerate(DECKS):
            fields = {"Front": f"front {number}", "Back": "back"}
            self.collection.add_note(fields, deck, note_type="basic-reverse")

    def card(self, chance: Random) -> int:
        return chance.choice(self.collection.search("") or [0])

    def some(self, chance: Random) -> list[CardId]:
        found = list(self.collection.search(""))
        return chance.sample(found, min(len(found), chance.randint(1, 4)))

    def study(self, chance: Random) -> None:
        session = self.collection.study(chance.choice([None, *DECKS[:1]]))
        for _ in range(chance.randint(1, 5)):
            card = session.next()
            if card is None:
                return
            rating = chance.choice(card.ratings)
            expected = card.choices[rating]
            session.answer(rating, taken_ms=chance.randint(0, 9_000))
            if not card.drilled:
                assert self.collection.card(card.id).due_at == expected.due_at
            self.clock.advance(minutes=chance.randint(0, 3))
            if chance.random() < 0.2:
                self.collection.undo()

    def cram(self, chance: Random) -> None:
        before = self._dues()
        session = self.collection.planning.custom_study(
            CustomStudy(CustomKind.CRAM, chance.choice([None, *DECKS[:1]]))
        )
        for _ in range(chance.randint(1, 5)):
            if (card := session.next()) is None:
                break
            session.answer(chance.choice(card.ratings), taken_ms=chance.randint(0, 9_000))
            self.clock.advance(minutes=chance.randint(0, 3))
        assert self._dues() == before

    def days_pass(self, chance: Random) -> None:
        self.clock.advance(days=chance.choice([1, 1, 2, 6, 30]), minutes=chance.randint(-300, 300))

    def minutes_pass(self, chance: Random) -> None:
        self.clock.advance(minutes=chance.randint(1, 90))

    def clock_back(self, chance: Random) -> None:
        self.clock.advance(minutes=-chance.choice([1, 30, 600, 3_000]))

    def journey(self, chance: Random) -> None:
        self.clock.now = self.clock.now.astimezone(ZoneInfo(chance.choice(ZONES)))

    def another_device(self, chance: Random) -> None:
        self.collection.close(back_up=False)
        mark = self.path.with_name(f"{self.path.name}.device")
        other = mark.with_name("other.device")
        spare = mark.rename(mark.with_name("spare.device"))
        if other.exists():
            other.rename(mark)
        spare.rename(other)
        self.collection = flashcards.open(self.path, self.clock)

    def undo(self, chance: Random) -> None:
        for _ in range(chance.randint(1, 3)):
            self.collection.undo()

    def redo(self, chance: Random) -> None:
        for _ in range(chance.randint(1, 3)):
            self.collection.redo()

    def correct(self, chance: Random) -> None:
        self._mark(chance, "correct")

    def strike(self, chance: Random) -> None:
        self._mark(chance, "strike")

    def restore(self, chance: Random) -> None:
        self._mark(chance, "restore")

    def _mark(self, chance: Random, action: str) -> None:
        card = self.card(chance)
        marks = (ReviewKind.STRUCK, ReviewKind.UNSTRUCK)
        rows = [row.id for row in self.collection.history(card) if row.kind not in marks]
        if not rows:
            return
        row, scheduling = chance.choice(rows), self.collection.scheduling
        if action == "correct":
            scheduling.correct(card, row, chance.choice(list(Rating)))
        elif action == "strike":
            scheduling.strike(card, row)
        else:
            scheduling.restore(card, row)

    def set_due(self, chance: Random) -> None:
        low = chance.randint(0, 5)
        self.collection.scheduling.set_due(self.some(chance), (low, low + chance.randint(0, 9)))

    def forget(self, chance: Random) -> None:
        self.collection.scheduling.forget(self.some(chance))

    def reposition(self, chance: Random) -> None:
        self.collection.scheduling.reposition(self.some(chance), chance.randint(0, 5))

    def rules(self, chance: Random) -> None:
        self.collection.set_options(chance.choice(DECKS), **chance.choice(RULES))

    def own_rules(self, chance: Random) -> None:
        presets = self.collection.presets()
        if len(presets) < 3:
            self.collection.add_preset("More", presets[0].id)
        self.collection.assign_preset(
            chance.choice(DECKS), chance.choice(self.collection.presets()).id
        )

    def rules_for_the_past(self, chance: Random) -> None:
        scheduling = self.collection.scheduling
        deck = chance.choice([None, *DECKS])
        foretold = scheduling.preview_replay(deck)
        before = self._dues()
        moved = scheduling.apply_replay(deck)
        if not self.collection.planning.holidays():
            after = self._dues()
            assert moved == foretold.moved
            assert moved == sum(before[card] != after[card] for card in before)

    def _dues(self) -> dict[int, datetime | None]:
        return {card: self.collection.card(card).due_at for card in self.collection.search("")}

    def holiday(self, chance: Random) -> None:
        first = self.clock().date() + timedelta(days=chance.randint(0, 5))
        last = first + timedelta(days=chance.randint(0, 9))
        self.collection.planning.add_holiday(first, last, chance.choice([None, *DECKS]))

    def keep_holidays(self, chance: Random) -> None:
        self.collection.planning.keep_holidays()

    def exam(self, chance: Random) -> None:
        on = self.clock().date() + timedelta(days=chance.randint(1, 30))
        self.collection.planning.add_exam(chance.choice(DECKS), on, chance.randint(80, 97))

    def catch_up(self, chance: Random) -> None:
        self.collection.planning.apply_catch_up(chance.choice([None, *DECKS]), chance.randint(1, 9))

    def remove_plan(self, chance: Random) -> None:
        plans = self.collection.planning.plans()
        if plans:
            self.collection.planning.remove_plan(chance.choice(plans).uid)

    def put_away(self, chance: Random) -> None:
        ways: list[Callable[[list[CardId]], None]] = [
            self.collection.suspend,
            self.collection.bury,
            lambda cards: self.collection.suspend(cards, False),
        ]
        chance.choice(ways)(self.some(chance))

    def move_cards(self, chance: Random) -> None:
        self.collection.move_cards(self.some(chance), chance.choice(DECKS))

    def delete(self, chance: Random) -> None:
        if len(self.collection.search("")) > 4:
            self.collection.delete_notes(self.collection.notes_of([self.card(chance)]))

    def add(self, chance: Random) -> None:
        fields = {"Front": f"more {chance.random()}", "Back": "back"}
        self.collection.add_note(fields, chance.choice(DECKS))


COMMANDS: tuple[Callable[[Life, Random], None], ...] = (
    Life.study, Life.study, Life.study, Life.cram, Life.days_pass, Life.days_pass,
    Life.minutes_pass, Life.clock_back, Life.journey, Life.another_device, Life.undo, Life.redo,
    Life.correct, Life.strike, Life.restore, Life.set_due, Life.forget, Life.reposition, Life.rules,
    Life.own_rules, Life.rules_for_the_past, Life.holiday, Life.keep_holidays, Life.exam,
    Life.catch_up, Life.remove_plan, Life.put_away, Life.move_cards, Life.delete, Life.add,
)  # fmt: skip


@settings(max_examples=25)
@given(st.lists(st.tuples(st.sampled_from(COMMANDS), st.integers(0, 999)), min_size=1, max_size=40))
def test_cards_are_as_the_log_says_whatever_is_done(
    actions: list[tuple[Callable[[Life, Random], None], int]],
) -> None:
    clock = FixedClock(datetime(2026, 3, 27, 10, tzinfo=ZoneInfo("Europe/Berlin")))
    with TemporaryDirectory() as folder:
        life = Life(Path(folder) / "collection.flashcards", clock)
        try:
            for action, seed in actions:
                with suppress(UserError):
                    action(life, Random(seed))
                assert life.collection.check() == []
            for card in life.collection.search(""):
                assert life.collection.why(card)
                life.collection.scheduling.history(card)
        finally:
            life.collection.close(back_up=False)
