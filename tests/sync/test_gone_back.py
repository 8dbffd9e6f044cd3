"""Restoring a backup takes all machines back to it, whatever they did since; see ``gone_back``."""

import pytest

from tests.sync.gone_back import GoneBack
from tests.sync.scenarios import lived


@pytest.mark.parametrize("first", [1, 11])
def test_all_is_as_the_backup_says_whatever_was_done_since(first: int) -> None:
    seeds = range(first, first + 10)
    assert {seed: found for seed in seeds if (found := lived(seed, 20, sort=GoneBack))} == {}


def test_a_text_of_a_note_that_comes_back_otherwise_is_in_its_history() -> None:
    assert lived(4, 30, sort=GoneBack) == []
