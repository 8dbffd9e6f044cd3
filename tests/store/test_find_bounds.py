"""Where a search begins to find a card and where it ends: tables of the bounds themselves."""

import pytest

from tests.store.sample_cards import NOON
from tests.store.test_find import CONTEXT, TODAY, note, search


@pytest.mark.parametrize("days", [1, 2, 7])
def test_rated_begins_with_the_first_moment_of_its_first_day(days: int) -> None:
    first_ms = CONTEXT.start_ms(TODAY - days + 1)
    moments = (first_ms - 1, first_ms, NOON)
    notes = [note(reviews=[(at_ms, 0, 4, None)], last_review_at=at_ms) for at_ms in moments]
    assert search(notes, f"rated:{days}:good") == [2, 3]
    assert search(notes, f"rated:{days}:easy") == []


@pytest.mark.parametrize(
    ("sign", "found"), [("_", [1]), ("%", [2]), ("a_b", [1]), ("a%b", [2]), ("\\\\", [3])]
)
def test_signs_that_mean_more_to_the_file_are_looked_for_as_they_are(
    sign: str, found: list[int]
) -> None:
    notes = [note(f"a{each}b") for each in ("_", "%", "\\", "x")]
    for each in notes:
        each.heading = each.fields[0]
    assert search(notes, f'source:"{sign}"') == found
    assert search(notes, f'front:"{sign}"') == found


def test_a_card_in_learning_steps_of_minutes_is_not_young() -> None:
    minutes = (0, 1, 10, 1439, 1440, 21 * 1440 - 1, 21 * 1440)
    notes = [note(state=2, interval_minutes=each) for each in minutes]
    assert search(notes, "is:young") == [5, 6]
    assert search(notes, "is:mature") == [7]
