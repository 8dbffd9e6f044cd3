"""The steps variant tells how it came to an interval, with the numbers."""

import pytest

from flashcards.model.cards import MINUTES_PER_DAY, NEW_MEMORY, Memory
from flashcards.model.enums import CardState, Quality, Rating
from flashcards.scheduling.days import MS_PER_DAY
from flashcards.scheduling.protocol import Occasion
from flashcards.scheduling.steps import Steps

AGAIN, HARD, GOOD, EASY = (rating.quality for rating in Rating)
DAY_MS = 1_750_000_000_000
STEPS = Steps()


def occasion_after(days: int) -> Occasion:
    """Return the occasion of an answer so many days after the last one."""
    return Occasion(DAY_MS + days * MS_PER_DAY, last_at_ms=DAY_MS)


def known(days: int, ease: int = 250) -> Memory:
    """Return the memory of a card in review."""
    return Memory(CardState.REVIEW, 3, ease, days * MINUTES_PER_DAY)


@pytest.mark.parametrize(
    ("memory", "quality", "waited", "told"),
    [
        (
            NEW_MEMORY,
            AGAIN,
            0,
            "Again: the card starts again with learning step 1 of 2; it comes back in 1 minute.",
        ),
        (
            NEW_MEMORY,
            HARD,
            0,
            (
                "learning step 1 of 2 is repeated; the card comes back in 6 minutes, halfway "
                "between the first two steps (1 minute and 10 minutes)."
            ),
        ),
        (
            NEW_MEMORY,
            GOOD,
            0,
            "Good: on to learning step 2 of 2; the card comes back in 10 minutes.",
        ),
        (
            NEW_MEMORY,
            EASY,
            0,
            (
                "the learning steps left are skipped; the first interval is 4 days; its ease "
                "starts at 2.50."
            ),
        ),
        (
            known(10),
            HARD,
            10,
            (
                "You answered Hard: 10 days × 1.20 for Hard gives 12 days; its ease falls "
                "from 2.50 to 2.35."
            ),
        ),
        (known(10), GOOD, 10, "You answered Good: 10 days × ease 2.50 gives 25 days."),
        (
            known(10),
            GOOD,
            14,
            "You answered Good, 4 days late: (10 days + half of 4) × ease 2.50 gives 30 days.",
        ),
        (
            known(10),
            EASY,
            14,
            (
                "4 days late: (10 days + 4) × ease 2.50 × 1.30 for Easy gives 46 days; its ease "
                "rises from 2.50 to 2.65."
            ),
        ),
        (
            known(10),
            EASY,
            6,
            (
                "4 days early: the longer of 6 days × ease 2.50 and the planned 10 days, × 1.15 "
                "for Easy gives 17 days; its ease rises from 2.50 to 2.65."
            ),
        ),
        (
            known(10),
            HARD,
            9,
            (
                "1 day early: the longer of 9 days × 1.20 and half of 10 days × 1.20 gives 11 "
                "days; its ease falls from 2.50 to 2.35."
            ),
        ),
        (
            known(40),
            AGAIN,
            40,
            (
                "the card was forgotten and comes back in 10 minutes, the first of its relearning"
                " steps; 1 day is left of its interval (40 days × 0.00, at least 1 day); its ease"
                " falls from 2.50 to 2.30."
            ),
        ),
        (known(1, 130), GOOD, 1, "1 day × ease 1.30 gives 3 days, at least a day more than Hard."),
        (
            known(36_500),
            GOOD,
            36_500,
            "36,500 days × ease 2.50 gives 36,500 days, the longest allowed.",
        ),
    ],
)
def test_an_interval_is_explained_with_its_numbers(
    memory: Memory, quality: Quality, waited: int, told: str
) -> None:
    occasion = occasion_after(waited)
    after = STEPS.review(memory, quality, occasion).memory
    assert str(STEPS.explain(memory, quality, after, occasion)).endswith(told)


def test_relearning_is_explained_too() -> None:
    lapsed = STEPS.review(known(40), AGAIN, occasion_after(40)).memory
    again, hard, good, easy = (
        str(
            STEPS.explain(
                lapsed,
                quality,
                STEPS.review(lapsed, quality, occasion_after(0)).memory,
                occasion_after(0),
            )
        )
        for quality in (AGAIN, HARD, GOOD, EASY)
    )
    assert "starts again with relearning step 1 of 1; it comes back in 10 minutes" in again
    assert "comes back in 15 minutes, half as long again as the only step (10 minutes)" in hard
    assert "the relearning steps are done; the card comes back in 1 day." in good
    assert "comes back in 2 days, with a day more for Easy." in easy
