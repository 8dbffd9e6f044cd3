"""SM-2 moves a card once for answers of one day on devices that had not met."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from flashcards.model.cards import MINUTES_PER_DAY
from flashcards.model.enums import Quality, ReviewKind
from flashcards.model.ids import CardId, ReviewId, VersionId
from flashcards.model.reviews import Review
from flashcards.scheduling.protocol import Scheduler
from flashcards.scheduling.replay import DEVICE_BITS, Replayed, replay
from flashcards.scheduling.sm2 import SM2

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
DUE = timedelta(days=7)
LAPTOP, PHONE = 1, 2
Given = tuple[int, timedelta, Quality, int]
"""Device, time since the start, quality, interval in days that the device gave."""
KNOWN: list[Given] = [
    (LAPTOP, timedelta(0), Quality.GOOD, 1),
    (LAPTOP, timedelta(days=1), Quality.GOOD, 6),
]


def scheduler_of(version_id: VersionId) -> tuple[Scheduler, int]:
    return SM2(), 240


def after(given: Sequence[Given], corrects: int | None = None) -> Replayed:
    """Return where a card is after answers; the last one may stand in the place of another."""
    rows = [
        Review(
            ReviewId(device << DEVICE_BITS | at), CardId(7), START + since, 0, ReviewKind.ANSWER,
            quality, 1000, VersionId(1), days * MINUTES_PER_DAY,
            ReviewId(corrects) if corrects is not None and at == len(given) else None,
        )
        for at, (device, since, quality, days) in enumerate(given, 1)
    ]  # fmt: skip
    return replay(rows, scheduler_of, {})


def days(found: Replayed) -> int:
    return found.memory.interval_minutes // MINUTES_PER_DAY


def test_the_second_of_two_that_had_not_met_moves_nothing() -> None:
    unseen = after(
        [*KNOWN, (LAPTOP, DUE, Quality.GOOD, 15),
         (PHONE, DUE + timedelta(hours=2), Quality.GOOD, 15)]
    )  # fmt: skip
    assert (days(unseen), unseen.memory.repetitions, unseen.answers) == (15, 3, 4)
    assert unseen.due_at is not None
    assert (unseen.due_at.date() - (START + DUE).date()).days == 15


def test_one_that_had_seen_the_other_moves_the_card() -> None:
    seen = after(
        [*KNOWN, (LAPTOP, DUE, Quality.GOOD, 15),
         (PHONE, DUE + timedelta(hours=2), Quality.GOOD, 38)]
    )  # fmt: skip
    assert (days(seen), seen.memory.repetitions) == (38, 4)


def test_of_three_devices_one_moves_the_card() -> None:
    hours = [timedelta(hours=hour) for hour in range(3)]
    given: list[Given] = [
        (device, DUE + hours[device - 1], Quality.GOOD, 15) for device in (1, 2, 3)
    ]
    assert days(after([*KNOWN, *given])) == 15


def test_on_the_next_day_each_counts() -> None:
    given: list[Given] = [
        (LAPTOP, DUE, Quality.GOOD, 15),
        (PHONE, DUE + timedelta(days=1), Quality.GOOD, 15),
    ]
    assert days(after([*KNOWN, *given])) == 38


def test_two_answers_of_one_device_are_two() -> None:
    given: list[Given] = [(LAPTOP, DUE, Quality.GOOD, 15), (LAPTOP, DUE, Quality.GOOD, 15)]
    assert days(after([*KNOWN, (PHONE, DUE, Quality.GOOD, 15), *given])) == 38


def test_a_card_forgotten_on_one_of_them_is_forgotten() -> None:
    given: list[Given] = [
        (LAPTOP, DUE, Quality.GOOD, 15),
        (PHONE, DUE + timedelta(hours=2), Quality.WRONG, 1),
    ]
    assert days(after([*KNOWN, *given])) == 1
