"""A card counts as a leech at the threshold and at every half of it beyond."""

import pytest

from flashcards.scheduling.leeches import became_leech


@pytest.mark.parametrize(
    ("threshold", "expected"),
    [
        (8, [8, 12, 16, 20]),
        (5, [5, 8, 11, 14, 17, 20]),
        (1, list(range(1, 21))),
        (2, list(range(2, 21))),
        (0, []),
    ],
)
def test_a_leech_is_told_at_the_threshold_and_every_half_of_it_beyond(
    threshold: int, expected: list[int]
) -> None:
    assert [n for n in range(1, 21) if became_leech(n - 1, n, threshold)] == expected


def test_an_answer_that_is_no_lapse_makes_no_leech() -> None:
    assert not became_leech(8, 8, 8)


def test_a_log_replayed_past_the_threshold_makes_a_leech() -> None:
    assert became_leech(3, 9, 8)


def test_a_lapse_taken_back_makes_no_leech() -> None:
    assert not became_leech(9, 8, 8)
