"""A timer of systemd's that reminds while the program is closed: Linux with a user session."""

import contextlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from flashcards import identity
from flashcards.desktop.program import Ask, ask, remove_files
from flashcards.desktop.reminder import TRY_AGAIN, Reminder
from flashcards.files import reason_of, write_whole
from flashcards.model.errors import UserError
from flashcards.model.messages import Message, message

NAME: Final = f"{identity.ID}.reminder"
_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

_TRIES: Final = 30
"""How often it is tried anew, in half a day, until there is a desktop that shows it."""
_NOT_IN_A_PATH: Final = frozenset("\"'\\")
"""With one of these systemd runs no program, however it is quoted."""

_TIMER: Final = """\
[Unit]
Description={name}: the hour of the reminder

[Timer]
OnCalendar={days} *-*-* {time}:00
Persistent=true
AccuracySec=1min

[Install]
WantedBy=timers.target
"""

_SERVICE: Final = """\
[Unit]
Description={name}: says how many cards wait, if any do
After=graphical-session.target
StartLimitIntervalSec=12h
StartLimitBurst={tries}
{condition}
[Service]
Type=exec
RestartForceExitStatus={again}
RestartSec=2min
{environment}ExecStart={command}
"""


@dataclass(frozen=True, slots=True)
class SystemdTimer:
    """Two small files in the learner's own configuration, there only while they are wanted."""

    folder: Path
    """Where systemd looks for units of this user."""
    ask: Ask = ask

    @property
    def files(self) -> tuple[Path, ...]:
        """The timer and the service it starts."""
        return (self.folder / f"{NAME}.timer", self.folder / f"{NAME}.service")

    @property
    def place(self) -> str:
        """Where the timer is written, to be shown."""
        return os.fspath(self.files[0])

    def is_set_up(self) -> bool:
        """Whether the timer is there."""
        return self.files[0].is_file()

    def problem(self) -> Message | None:
        """Say why no timer can be set up here; None where one can. Asks systemd: takes a moment."""
        if self.ask("systemctl", "--user", "show-environment").is_good:
            return None
        return message(
            "No systemd session of yours runs here, so nothing can remind you while {name} is "
            "closed. Let it start with the desktop instead.",
            name=identity.NAME,
        )

    def is_as(
        self, reminder: Reminder, command: Sequence[str], environment: Mapping[str, str]
    ) -> bool:
        """Whether just this is set up: not where the program was moved since."""
        with contextlib.suppress(OSError, ValueError):
            found = tuple(file.read_text("utf-8") for file in self.files)
            return found == _units(reminder, command, environment)
        return False

    def set_up(
        self, reminder: Reminder, command: Sequence[str], environment: Mapping[str, str]
    ) -> None:
        """Set the timer up, or anew for other hours; raises UserError where that is refused."""
        if (problem := self.problem()) is not None:
            raise UserError(problem)
        timer, service = _units(reminder, command, environment)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            for file, text in zip(self.files, (timer, service), strict=True):
                write_whole(file, text.encode())
                file.chmod(0o644)
        except OSError as error:
            with contextlib.suppress(UserError):
                self.remove()
            raise UserError(
                message(
                    "The reminder could not be set up in {folder}: {reason}.",
                    folder=self.folder,
                    reason=reason_of(error),
                ),
                message("Check the folder’s permissions."),
            ) from error
        self.ask("systemctl", "--user", "daemon-reload")
        unit = self.files[0].name
        answer = self.ask("systemctl", "--user", "enable", unit)
        if answer.is_good:  # restarted, since it may run by the hour before
            answer = self.ask("systemctl", "--user", "restart", unit)
        if not answer.is_good:
            self.remove()
            raise UserError(
                message("systemd did not take the timer: {reason}", reason=answer.said or "?"),
                message("Nothing was left behind."),
            )

    def remove(self) -> None:
        """Leave nothing of it; what is gone already does no harm."""
        if any(os.path.lexists(file) for file in self.files):
            self.ask("systemctl", "--user", "disable", "--now", self.files[0].name)
            remove_files(*self.files)
            self.ask("systemctl", "--user", "daemon-reload")


def units_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """Return where systemd looks for units that a user wrote."""
    configuration = environment.get("XDG_CONFIG_HOME", "")
    above = Path(configuration) if os.path.isabs(configuration) else Path.home() / ".config"  # noqa: PTH117  (a text that may be no path)
    return above / "systemd" / "user"


def _units(
    reminder: Reminder, command: Sequence[str], environment: Mapping[str, str]
) -> tuple[str, str]:
    days = ",".join(_DAYS[day - 1] for day in sorted(reminder.days))
    timer = _TIMER.format(name=identity.NAME, days=days, time=f"{reminder.at:%H:%M}")
    kept = "".join(
        f"Environment={_quoted(f'{name}={value}')}\n" for name, value in environment.items()
    )
    for word in (*command, *environment.values()):
        _check(word)
    # Nothing is tried, and nothing fails, once the program was removed.
    condition = f"ConditionFileIsExecutable={command[0].replace('%', '%%')}\n"
    return timer, _SERVICE.format(
        name=identity.NAME,
        tries=_TRIES,
        again=TRY_AGAIN,
        environment=kept,
        command=" ".join(_words(command)),
        condition="" if command[0].endswith("\\") else condition,  # else the line would go on
    )


def _words(command: Sequence[str]) -> Sequence[str]:
    """Return a command as systemd reads it, which takes the program's own word differently."""
    program, *words = command
    first = [_quoted(program)]
    if _NOT_IN_A_PATH & set(program):
        if "=" in program:  # env would take it for a variable
            raise _not_taken(program)
        first = ["/usr/bin/env", _quoted(program, variables=True)]
    return [*first, *(_quoted(word, variables=True) for word in words)]


def _check(word: str) -> None:
    """Raise UserError for a word that no line of a unit can hold."""
    if not word.isascii():
        try:
            word.encode()
        except UnicodeEncodeError as error:
            raise _not_taken(word) from error
    if any(sign < " " or sign == "\x7f" for sign in word):
        raise _not_taken(word)


def _not_taken(word: str) -> UserError:
    return UserError(
        message("systemd cannot be told of this name: {name}", name=ascii(word)),
        message("Rename the file or its folder, or let the program start with the desktop."),
    )


def _quoted(word: str, *, variables: bool = False) -> str:
    """Return a word as systemd reads it back; ``variables``: where it would fill in ``$NAME``."""
    word = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return f'"{word.replace("$", "$$") if variables else word}"'
