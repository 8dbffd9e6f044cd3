"""What is set up on one computer gives way to nothing that nobody chose; see ``owing``."""

from tests.sync import wider
from tests.sync.owing import Owing
from tests.sync.scenarios import lived

_MOVED_BEFORE = (30, 37, 43)
"""In these lives one machine had put fields into another order before it heard of others."""


def test_what_was_chosen_before_the_first_sync_stands() -> None:
    assert {
        seed: found for seed in _MOVED_BEFORE if (found := lived(seed, 8, wider.TYPES, Owing))
    } == {}
