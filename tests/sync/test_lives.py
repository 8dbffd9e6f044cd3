"""Lives of several machines drawn by fixed seeds end in the same state; see ``scenarios``."""

import pytest

from tests.sync import wider
from tests.sync.scenarios import MISFORTUNES, lived


@pytest.mark.parametrize("first", range(1, 501, 10))
def test_machines_agree_after_any_life(first: int) -> None:
    steps = 25 if first < 101 else 16
    assert {seed: found for seed in range(first, first + 10) if (found := lived(seed, steps))} == {}


@pytest.mark.parametrize("kind", MISFORTUNES)
def test_machines_agree_whatever_becomes_of_them(kind: str) -> None:
    extra = MISFORTUNES[kind]
    assert {seed: found for seed in range(1, 11) if (found := lived(seed, 16, extra))} == {}


def test_what_went_in_a_merge_is_not_taken_for_younger_than_it_was() -> None:
    assert lived(8, 60) == []


def test_nothing_is_lost_where_fields_come_and_go() -> None:
    assert {seed: found for seed in range(1, 9) if (found := lived(seed, 40, wider.FIELDS))} == {}
