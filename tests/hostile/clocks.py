"""Clocks that are wrong, jump, run back or stand in zones nobody has: nothing is lost by them."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta, timezone
from random import Random

import flashcards
from flashcards import Rating
from tests.hostile.case import ANYTHING, Act, Case, Place

_MOMENTS = {
    "the year 1": datetime(1, 1, 3, tzinfo=UTC),
    "the year 9999": datetime(9999, 12, 29, 23, 59, 59, 999_999, tzinfo=UTC),
    "before 1970": datetime(1969, 12, 31, 23, 59, 59, tzinfo=UTC),
    "1970": datetime(1970, 1, 1, tzinfo=UTC),
    "2038": datetime(2038, 1, 19, 3, 14, 8, tzinfo=UTC),
    "a leap day": datetime(2028, 2, 29, 3, 59, 59, tzinfo=UTC),
    "today": datetime(2026, 3, 2, 9, 0, tzinfo=UTC),
    "a year on": datetime(2027, 3, 2, 9, 0, tzinfo=UTC),
    "a minute to four": datetime(2026, 3, 3, 3, 59, 59, tzinfo=UTC),
}
_OFFSETS = (0, 60, -60, 345, 840, -720, 1_439, -1_439, 1)


def _lived(moments: Sequence[datetime]) -> Act:
    """Return what adds, answers, undoes and looks back at each of these moments."""

    def act(place: Place) -> list[str]:
        now = [moments[0]]
        said: list[str] = []
        for moment in moments:
            now[0] = moment
            with flashcards.open(place.path, lambda: now[0]) as collection:
                collection.add_note({"Front": str(moment), "Back": "b"}, deck="A")
                session = collection.study()
                for rating in (Rating.AGAIN, Rating.GOOD):
                    if session.next() is not None:
                        session.answer(rating)
                collection.undo()
                collection.redo()
                collection.overview()
                collection.statistics()
                collection.backup()
                said += [str(each) for each in (collection.clock_warning(),) if each]
                assert collection.check() == []
        with flashcards.open(place.path, lambda: now[0]) as collection:
            assert len(collection.search()) == len(moments)
        return said

    return act


def cases(random: Random, count: int) -> Iterator[Case]:
    """Yield lives of three sessions, each at a moment and in a zone of its own."""
    for _ in range(count):
        names = random.choices(list(_MOMENTS), k=3)
        offsets = random.choices(_OFFSETS, k=3)
        moments = [
            _MOMENTS[name].astimezone(timezone(timedelta(minutes=offset)))
            for name, offset in zip(names, offsets, strict=True)
        ]
        yield Case(f"{', '.join(names)} at {offsets}", _lived(moments), ANYTHING)
