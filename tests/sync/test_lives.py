"""Lives of several machines drawn by fixed seeds end in the same state; see ``scenarios``."""

import pytest

from tests.sync.scenarios import lived


@pytest.mark.parametrize("first", range(1, 101, 10))
def test_machines_agree_after_any_life(first: int) -> None:
    assert {seed: found for seed in range(first, first + 10) if (found := lived(seed, 25))} == {}


def test_what_went_in_a_merge_is_not_taken_for_younger_than_it_was() -> None:
    assert lived(8, 60) == []
