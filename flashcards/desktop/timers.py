"""Chooses what reminds on this system while the program is closed, and keeps it as it is wanted."""

import os
import sys
from collections.abc import Mapping, Sequence
from typing import Protocol

from flashcards import identity
from flashcards.desktop import launch_agent, systemd, task_scheduler
from flashcards.desktop.program import kept_environment, starting_command
from flashcards.desktop.reminder import Reminder
from flashcards.installed import Kind, kind
from flashcards.model.errors import UserError
from flashcards.model.messages import Message, message

COMMAND = ("remind", "--notify")
"""What the program is told then."""


class Timer(Protocol):
    """Starts the program at the hour of the reminder."""

    @property
    def place(self) -> str:
        """Where it is written, or what it is called there."""

    def is_set_up(self) -> bool:
        """Whether it is there."""

    def is_as(
        self, reminder: Reminder, command: Sequence[str], environment: Mapping[str, str]
    ) -> bool:
        """Whether just this is set up: not where the program was moved since."""

    def problem(self) -> Message | None:
        """Say why none can be set up here; None where one can. May take a moment."""

    def set_up(
        self, reminder: Reminder, command: Sequence[str], environment: Mapping[str, str]
    ) -> None:
        """Set it up, or anew for other hours. Raises UserError."""

    def remove(self) -> None:
        """Leave nothing of it."""


class NoTimer:
    """In a Flatpak the system's timers are out of reach."""

    place = ""

    def is_set_up(self) -> bool:
        """Never."""
        return False

    def is_as(
        self, reminder: Reminder, command: Sequence[str], environment: Mapping[str, str]
    ) -> bool:
        """Never."""
        del reminder, command, environment
        return False

    def problem(self) -> Message | None:
        """Say what to do instead."""
        return message(
            "A Flatpak may set no timer, so nothing can remind you while {name} is closed. Let it "
            "start with the desktop instead.",
            name=identity.NAME,
        )

    def set_up(
        self, reminder: Reminder, command: Sequence[str], environment: Mapping[str, str]
    ) -> None:
        """Refuse."""
        del reminder, command, environment
        if (problem := self.problem()) is not None:
            raise UserError(problem)

    def remove(self) -> None:
        """Nothing is there."""


def timer_here() -> Timer:
    """Return what reminds on this system."""
    if kind() is Kind.FLATPAK:
        return NoTimer()
    if sys.platform == "win32":
        return task_scheduler.ScheduledTask()
    if sys.platform == "darwin":
        return launch_agent.LaunchAgent(launch_agent.agents_folder(), os.getuid())
    return systemd.SystemdTimer(systemd.units_folder())


def keep(timer: Timer, reminder: Reminder | None, collection: str = "") -> None:
    """Have the system remind at these hours; at none for None. Raises UserError.

    ``collection`` is the file whose cards count, where it is not the learner's usual one.
    """
    if reminder is None:
        timer.remove()
        return
    named = ("--collection", collection) if collection else ()
    wanted = reminder, (*starting_command(), *COMMAND, *named), kept_environment()
    if not timer.is_as(*wanted):
        timer.set_up(*wanted)
