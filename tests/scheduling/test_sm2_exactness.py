"""SM-2 against the published vectors and against a slow implementation in fractions."""

import json
import random
from dataclasses import dataclass
from datetime import UTC, datetime
from fractions import Fraction
from math import ceil
from pathlib import Path

import pytest

from flashcards.model.cards import NEW_MEMORY
from flashcards.model.enums import Profile, Quality
from flashcards.scheduling.protocol import occasion_at
from flashcards.scheduling.sm2 import SM2
from tests.scheduling.sm2_vectors import SEQUENCES, expected

NOW = occasion_at(datetime(2026, 3, 1, 12, tzinfo=UTC))


@dataclass
class SlowCard:
    """A card answered with exact fractions."""

    repetitions: int = 0
    ease_factor: Fraction = Fraction(5, 2)
    interval_days: int = 0

    def answer_by_paper(self, quality: int) -> None:
        """Answer as the published text says."""
        if quality < 3:
            self.repetitions = 0
        else:
            self.ease_factor = _changed(self.ease_factor, quality)
            self.repetitions += 1
        if self.repetitions <= 1:
            days = Fraction(1)
        elif self.repetitions == 2:
            days = Fraction(6)
        else:
            days = self.interval_days * self.ease_factor
        self.interval_days = min(ceil(days), 36_500)

    def answer_by_source(self, quality: int) -> None:
        """Answer as the published code does."""
        if quality < 3:
            self.repetitions, days = 0, 1
        else:
            self.repetitions += 1
            later = round(self.interval_days * self.ease_factor)
            days = {1: 1, 2: 6}.get(self.repetitions, later)
        self.ease_factor = _changed(self.ease_factor, quality)
        self.interval_days = min(days, 36_500)


def _changed(ease_factor: Fraction, quality: int) -> Fraction:
    missing = 5 - quality
    change = Fraction("0.1") - missing * (Fraction("0.08") + missing * Fraction("0.02"))
    return max(ease_factor + change, Fraction("1.3"))


@pytest.mark.parametrize("profile", Profile)
@pytest.mark.parametrize("qualities", SEQUENCES)
def test_a_sequence_comes_out_as_published(qualities: str, profile: Profile) -> None:
    memory = NEW_MEMORY
    for quality, row in zip(qualities, expected(qualities, profile.value), strict=True):
        memory = SM2(profile).review(memory, Quality(int(quality)), NOW).memory
        assert (memory.repetitions, memory.interval_days, memory.ease) == row


def test_the_sequences_are_those_of_the_reference_data(shared: Path) -> None:
    vectors = json.loads((shared / "vectors" / "sm2.json").read_text(encoding="utf-8"))["vectors"]
    for vector in vectors:
        for profile in Profile:
            if profile.value in vector:
                rows = vector[profile.value]
                found = [
                    (
                        row["repetitions"],
                        row["interval_days"],
                        int(Fraction(row["ease_factor"]) * 100),
                    )
                    for row in rows
                ]
                assert found == expected(vector["qualities"], profile.value)


@pytest.mark.parametrize("profile", Profile)
def test_ten_thousand_random_sequences_agree_with_exact_fractions(profile: Profile) -> None:
    chance = random.Random(20_260_301)
    scheduler = SM2(profile)
    for _ in range(10_000):
        slow, memory = SlowCard(), NEW_MEMORY
        weights = (1, 1, 1, chance.choice((2, 10)), chance.choice((2, 10)), chance.choice((2, 10)))
        for quality in chance.choices(range(6), weights, k=chance.randint(1, 15)):
            memory = scheduler.review(memory, Quality(quality), NOW).memory
            if profile is Profile.PAPER:
                slow.answer_by_paper(quality)
            else:
                slow.answer_by_source(quality)
            assert memory.repetitions == slow.repetitions
            assert Fraction(memory.ease, 100) == slow.ease_factor
            assert memory.interval_days == slow.interval_days
