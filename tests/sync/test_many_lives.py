"""A new share of random lives in each long run; see ``many_lives``."""

import os
import random

import pytest

from tests.sync import many_lives

_SEEDS = 1_000_000_000


def test_a_seed_says_all_of_a_life() -> None:
    one, two = (many_lives.lived(7)._replace(took_s=0) for _ in range(2))
    assert one == two
    assert not one.wrong


@pytest.mark.soak
@pytest.mark.timeout(0)
def test_machines_agree_after_any_of_very_many_lives(capsys: pytest.CaptureFixture[str]) -> None:
    """FLASHCARDS_LIFE is the first seed, FLASHCARDS_LIVES how many; half an hour on two cores."""
    chosen = os.environ.get("FLASHCARDS_LIFE", random.SystemRandom().randrange(_SEEDS))
    count = os.environ.get("FLASHCARDS_LIVES", 20_000)
    with capsys.disabled():
        print(f"\n{count} random lives; again or on: FLASHCARDS_LIFE={chosen}")
        wrong = many_lives.run(int(chosen), int(count))
    assert not wrong, many_lives.again(wrong[0].seed)
