"""Lives of machines over a folder service that does everything wrong; see ``stormy``."""

import pytest

from tests.sync.scenarios import lived
from tests.sync.stormy import Stormy


@pytest.mark.parametrize("first", [1, 61, 71])
def test_machines_agree_whatever_the_service_does(first: int) -> None:
    seeds = range(first, first + 10)
    assert {seed: found for seed in seeds if (found := lived(seed, 25, sort=Stormy))} == {}
