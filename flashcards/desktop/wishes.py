"""What a start of the program can wish for beside files, in words that go to an open window."""

from typing import Final

STUDY: Final = "study"
"""Study what waits."""
ADD_NOTE: Final = "add-note"
QUIET: Final = "minimised"
"""Be there, without being in the way."""
REMIND: Final = "remind"
"""Remind the learner, if it is time and they are not before the window."""
MOST_MINUTES: Final = 24 * 60
_MINUTES: Final = "minutes"


def for_minutes(minutes: int) -> str:
    """Return the wish to study for so many minutes."""
    return f"{_MINUTES} {minutes}"


def minutes_of(wish: str) -> int | None:
    """Return for how many minutes to study; None for another wish, and for what none can be."""
    name, _, number = wish.partition(" ")
    if name != _MINUTES or not (number.isascii() and number.isdecimal()):
        return None
    return minutes if 0 < (minutes := int(number[:9])) <= MOST_MINUTES else None


def is_quiet(wish: str) -> bool:
    """Whether the window stays where it is."""
    return wish in (QUIET, REMIND)
