"""Words for numbers and times on the command line."""

import pytest

from flashcards.cli.wording import duration, plural


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "0 s"),
        (59, "59 s"),
        (60, "1 min 0 s"),
        (3_599, "59 min 59 s"),
        (3_600, "1 h 0 min"),
        (3_720_000, "1,033 h 20 min"),
    ],
)
def test_a_length_of_time_is_told_in_its_two_largest_units(seconds: int, said: str) -> None:
    assert duration(seconds * 1000) == said


def test_one_is_told_in_the_singular_alone() -> None:
    told = [plural(count, "{count} card", "{count} cards") for count in (0, 1, 2)]
    assert told == ["0 cards", "1 card", "2 cards"]
    assert plural(1_200, "{count} reply", "{count} replies") == "1,200 replies"
