"""Lives of several machines drawn by fixed seeds end in the same state; see ``scenarios``."""

import pytest

from tests.sync.scenarios import lived


@pytest.mark.parametrize("first", range(1, 501, 10))
def test_machines_agree_after_any_life(first: int) -> None:
    steps = 25 if first < 101 else 16
    assert {seed: found for seed in range(first, first + 10) if (found := lived(seed, steps))} == {}


def test_what_went_in_a_merge_is_not_taken_for_younger_than_it_was() -> None:
    assert lived(8, 60) == []
