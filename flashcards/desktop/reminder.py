"""When the learner wants to be reminded, and that it happens once a day at most."""

import contextlib
import os
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Final

from flashcards.files import open_side_file
from flashcards.model.messages import Message, message, plural_message
from flashcards.paths import private_dir
from flashcards.settings import EVERY_DAY, Settings

TRY_AGAIN: Final = 75
"""The exit code for "there is no desktop that shows it so far", as sysexits.h has it."""
_MARK: Final = "reminded-"
"""Files of this name and a day say that of that day nothing is to be said any more."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """The hour and the days of the week."""

    minutes: int
    """After midnight, by the learner's clock."""
    days: frozenset[int]
    """1 for Monday to 7 for Sunday."""

    @property
    def at(self) -> time:
        """The time of day."""
        return time(*divmod(self.minutes, 60))


def wanted(settings: Settings) -> Reminder | None:
    """Return when the learner wants to be reminded; None for never."""
    if not settings.reminder:
        return None
    days = frozenset(int(day) for day in settings.reminder_days if day in EVERY_DAY)
    return Reminder(settings.reminder_minutes, days) if days else None


def day_to_remind(reminder: Reminder, now: datetime) -> date | None:
    """Return today's date where it is a day to remind on and the hour has come, else None.

    ``now`` is aware and local. An hour that was slept through counts until midnight.
    """
    if now.isoweekday() not in reminder.days:
        return None
    return now.date() if now.time() >= reminder.at else None


def next_time(reminder: Reminder, now: datetime) -> datetime:
    """Return when the hour comes next, seen from ``now``."""
    for ahead in range(8):
        day = now.date() + timedelta(days=ahead)
        moment = datetime.combine(day, reminder.at, now.tzinfo)
        if moment > now and day.isoweekday() in reminder.days:
            return moment
    raise ValueError("a reminder needs a day")


def claim(folder: Path, day: date) -> bool:
    """Whether the learner has heard nothing on that day yet; from now on nobody else may remind.

    The window and the timer both ask, in whatever order they come to it. ``folder`` is where the
    program keeps its data. Raises OSError where it cannot be written to.
    """
    private_dir(folder)
    file = folder / f"{_MARK}{day.isoformat()}"
    try:
        os.close(open_side_file(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
    except FileExistsError:
        return False
    for old in folder.glob(f"{_MARK}*"):
        if old.name < file.name:
            with contextlib.suppress(OSError):
                old.unlink()
    return True


def give_back(folder: Path, day: date) -> None:
    """Let somebody else remind on that day after all, as where nothing could be shown."""
    with contextlib.suppress(OSError):
        (folder / f"{_MARK}{day.isoformat()}").unlink()


def is_claimed(folder: Path, day: date) -> bool:
    """Whether of that day nothing is to be said any more."""
    return os.path.lexists(folder / f"{_MARK}{day.isoformat()}")


def what_waits(cards: int, seconds: int) -> Message:
    """Return what the notification says: how many cards, and about how long they take."""
    minutes = max(1, round(seconds / 60))
    return message(
        "{cards}, {minutes}.",
        cards=plural_message(cards, "{count} card to study", "{count} cards to study"),
        minutes=plural_message(minutes, "about {count} minute", "about {count} minutes"),
    )
