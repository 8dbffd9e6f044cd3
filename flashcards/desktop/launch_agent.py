"""An agent of launchd's that reminds while the program is closed: macOS."""

import contextlib
import os
import plistlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from flashcards import identity
from flashcards.desktop.program import Ask, ask, remove_files
from flashcards.desktop.reminder import Reminder
from flashcards.files import reason_of, write_whole
from flashcards.model.errors import UserError
from flashcards.model.messages import Message, message

REMINDER: Final = f"{identity.ID}.reminder"
_SUNDAY: Final = 7


@dataclass(frozen=True, slots=True)
class LaunchAgent:
    """A small file in the learner's Library, there only while it is wanted."""

    folder: Path
    """Where launchd looks for agents of this user."""
    user: int
    """Whose session it runs in."""
    ask: Ask = ask

    @property
    def file(self) -> Path:
        """What launchd reads."""
        return self.folder / f"{REMINDER}.plist"

    @property
    def place(self) -> str:
        """Where the agent is written, to be shown."""
        return os.fspath(self.file)

    def is_set_up(self) -> bool:
        """Whether the agent is there."""
        return self.file.is_file()

    def problem(self) -> Message | None:
        """Say why no agent can be set up here: nothing is known that hinders it."""
        return None

    def is_as(
        self, reminder: Reminder, command: Sequence[str], environment: Mapping[str, str]
    ) -> bool:
        """Whether just this is set up: not where the program was moved since."""
        with contextlib.suppress(OSError, ValueError):
            wanted = plistlib.dumps(agent_of(reminder, command, environment))
            return self.file.read_bytes() == wanted
        return False

    def set_up(
        self, reminder: Reminder, command: Sequence[str], environment: Mapping[str, str]
    ) -> None:
        """Set the agent up, or anew for other hours; raises UserError where that is refused."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            write_whole(self.file, plistlib.dumps(agent_of(reminder, command, environment)))
        except OSError as error:
            raise UserError(
                message(
                    "The reminder could not be set up in {folder}: {reason}.",
                    folder=self.folder,
                    reason=reason_of(error),
                ),
                message("Check the folder’s permissions."),
            ) from error
        self._boot_out()
        answer = self.ask("launchctl", "bootstrap", f"gui/{self.user}", os.fspath(self.file))
        if not answer.is_good:
            self.remove()
            raise UserError(
                message("launchd did not take the reminder: {reason}", reason=answer.said or "?"),
                message("Nothing was left behind."),
            )

    def remove(self) -> None:
        """Leave nothing of it; what is gone already does no harm."""
        if self.file.exists():
            self._boot_out()
            remove_files(self.file)

    def _boot_out(self) -> None:
        self.ask("launchctl", "bootout", f"gui/{self.user}/{REMINDER}")


def agent_of(
    reminder: Reminder, command: Sequence[str], environment: Mapping[str, str]
) -> dict[str, Any]:
    """Return the agent as launchd reads it."""
    return {
        "Label": REMINDER,
        "ProgramArguments": list(command),
        "EnvironmentVariables": dict(environment),
        "ProcessType": "Background",
        "StartCalendarInterval": [
            {"Weekday": day % _SUNDAY, "Hour": reminder.at.hour, "Minute": reminder.at.minute}
            for day in sorted(reminder.days)
        ],
    }


def agents_folder() -> Path:
    """Return where launchd looks for agents of this user."""
    return Path.home() / "Library" / "LaunchAgents"
