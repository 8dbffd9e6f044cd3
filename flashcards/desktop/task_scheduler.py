"""A task of Windows' Task Scheduler that reminds while the program is closed."""

import os
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

from flashcards import identity
from flashcards.desktop.program import Ask, ask
from flashcards.desktop.reminder import Reminder
from flashcards.files import reason_of
from flashcards.model.errors import UserError
from flashcards.model.messages import Message, message

NAME: Final = f"{identity.NAME} reminder"
_DAYS: Final = (
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
)  # fmt: skip
_FIRST_DAY: Final = "2026-01-01"
"""Long ago: the task holds from then on."""

_TASK: Final = """<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <Triggers>
    <CalendarTrigger>
      <StartBoundary>{first}T{time}:00</StartBoundary>
      <ScheduleByWeek><WeeksInterval>1</WeeksInterval><DaysOfWeek>{days}</DaysOfWeek></ScheduleByWeek>
    </CalendarTrigger>
  </Triggers>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <StartWhenAvailable>true</StartWhenAvailable>
    <ExecutionTimeLimit>PT12H</ExecutionTimeLimit>
  </Settings>
  <Actions>
    <Exec><Command>{command}</Command><Arguments>{arguments}</Arguments></Exec>
  </Actions>
</Task>
"""


@dataclass(frozen=True, slots=True)
class ScheduledTask:
    """A task of this user's, there only while it is wanted."""

    ask: Ask = ask

    @property
    def place(self) -> str:
        """What the task is called in Task Scheduler."""
        return NAME

    def is_set_up(self) -> bool:
        """Whether the task is there."""
        return self.ask("schtasks", "/Query", "/TN", NAME).is_good

    def problem(self) -> Message | None:
        """Say why no task can be set up here; None where one can."""
        if self.ask("schtasks", "/?").is_good:
            return None
        return message(
            "Windows’ Task Scheduler does not answer, so nothing can remind you while {name} is "
            "closed. Let it start with the desktop instead.",
            name=identity.NAME,
        )

    def is_as(
        self, reminder: Reminder, command: Sequence[str], environment: Mapping[str, str]
    ) -> bool:
        """Never: what the task holds is not read, so it is written anew each time."""
        del reminder, command, environment
        return False

    def set_up(
        self, reminder: Reminder, command: Sequence[str], environment: Mapping[str, str]
    ) -> None:
        """Set the task up, or anew for other hours; raises UserError where that is refused.

        Of the ``environment`` nothing can be kept: a task has none of its own.
        """
        try:
            file, name = tempfile.mkstemp(suffix=".xml")
            with os.fdopen(file, "wb") as stream:
                stream.write(task_of(reminder, command).encode("utf-16"))
        except OSError as error:
            raise _refused(str(reason_of(error))) from error
        try:
            answer = self.ask("schtasks", "/Create", "/F", "/TN", NAME, "/XML", name)
        finally:
            Path(name).unlink(missing_ok=True)
        if not answer.is_good:
            raise _refused(answer.said)

    def remove(self) -> None:
        """Leave nothing of it."""
        self.ask("schtasks", "/Delete", "/F", "/TN", NAME)


def task_of(reminder: Reminder, command: Sequence[str]) -> str:
    """Return the task as Task Scheduler reads it."""
    return _TASK.format(
        first=_FIRST_DAY,
        time=f"{reminder.at:%H:%M}",
        days="".join(f"<{_DAYS[day - 1]} />" for day in sorted(reminder.days)),
        command=escape(command[0]),
        arguments=escape(subprocess.list2cmdline(command[1:])),
    )


def _refused(reason: str) -> UserError:
    return UserError(
        message("Task Scheduler did not take the reminder: {reason}", reason=reason or "?"),
        message("Nothing was left behind."),
    )
