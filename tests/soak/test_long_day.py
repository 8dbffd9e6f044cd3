"""A long day in the real window ends well: nothing breaks, nothing is lost, nothing grows."""

from pathlib import Path

import pytest

from tests.soak import long_day


@pytest.mark.window
@pytest.mark.timeout(3_600)
def test_a_day_of_keys_and_clicks_breaks_nothing(tmp_path: Path) -> None:
    code, said = long_day.run(1, 2_000, tmp_path)
    assert code == 0, said


@pytest.mark.soak
@pytest.mark.window
@pytest.mark.timeout(7_200)
@pytest.mark.parametrize("seed", range(101, 111))
def test_ten_long_days_break_nothing(seed: int, tmp_path: Path) -> None:
    code, said = long_day.run(seed, 5_000, tmp_path)
    assert code == 0, said
