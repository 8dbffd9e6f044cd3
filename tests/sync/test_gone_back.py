"""Restoring a backup takes all machines back to it, whatever they did since; see ``gone_back``."""

from tests.sync.gone_back import GoneBack
from tests.sync.scenarios import lived


def test_all_is_as_the_backup_says_whatever_was_done_since() -> None:
    assert {seed: found for seed in range(1, 11) if (found := lived(seed, 20, sort=GoneBack))} == {}


def test_a_text_of_a_note_that_comes_back_otherwise_is_in_its_history() -> None:
    assert lived(4, 30, sort=GoneBack) == []


def test_what_was_told_of_cards_that_are_gone_leaves_the_others_alone() -> None:
    assert lived(146, 40, sort=GoneBack) == []
