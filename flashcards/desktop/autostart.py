"""Starts the program with the desktop, quietly: an entry that every system reads its own way."""

import contextlib
import os
import plistlib
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from flashcards import identity
from flashcards.desktop.launch_agent import agents_folder
from flashcards.desktop.program import kept_environment, starting_command
from flashcards.desktop.session_bus import BusError, SessionBus
from flashcards.desktop.wire import Typed
from flashcards.files import reason_of, write_whole
from flashcards.installed import Kind, kind
from flashcards.model.errors import UserError
from flashcards.model.messages import Message, message

COMMAND: Final = ("--minimised",)
"""What the program is told then."""
_AGENT: Final = f"{identity.ID}.start"
_RUN_KEY: Final = r"Software\Microsoft\Windows\CurrentVersion\Run"
_ENTRY: Final = """\
[Desktop Entry]
Type=Application
Name={name}
TryExec={program}
Exec={command}
Icon={id}
Terminal=false
StartupNotify=false
X-GNOME-Autostart-enabled=true
"""
_NEEDS: Final = "TryExec="
_ESCAPES: Final = {"\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
"""Signs that stand for others in the text of an entry."""
_RESERVED: Final = frozenset(" \t\n\"'\\><~|&;$*?#()`")
"""With one of these a word stands in quotes (Desktop Entry Specification, "The Exec key")."""


class Autostart(Protocol):
    """Starts the program when the learner logs in."""

    @property
    def place(self) -> str:
        """Where it is written; "" where only the system knows."""

    def is_on(self) -> bool | None:
        """Whether it is there; None where the system does not tell."""

    def turn(self, *, on: bool) -> None:
        """Write it, or remove it. Raises UserError where that is refused."""

    def renew(self) -> None:
        """Write it anew where it names a program that is gone; what was turned off stays so."""


@dataclass(frozen=True, slots=True)
class DesktopEntry:
    """A file that Linux desktops start when the learner logs in."""

    folder: Path

    @property
    def file(self) -> Path:
        """What they read."""
        return self.folder / f"{identity.ID}.desktop"

    @property
    def place(self) -> str:
        """Where it is written."""
        return os.fspath(self.file)

    def is_on(self) -> bool:
        """Whether it is there and holds.

        A desktop may have switched it off in its own settings, and one whose program is gone
        starts nothing.
        """
        lines = self._lines_wanted()
        needed = [line[len(_NEEDS) :] for line in lines if line.startswith(_NEEDS)]
        return bool(lines) and all(shutil.which(_unescaped(each.strip())) for each in needed)

    def renew(self) -> None:
        """Write the file anew where the program lies elsewhere since."""
        if self._lines_wanted() and not self.is_on():
            self.turn(on=True)

    def _lines_wanted(self) -> list[str]:
        """Return the lines of the file; none where it is not there, or was switched off."""
        try:
            lines = self.file.read_text("utf-8", "replace").splitlines()
        except OSError:
            return []
        told = {line.replace(" ", "").lower() for line in lines}
        return [] if told & {"hidden=true", "x-gnome-autostart-enabled=false"} else lines

    def turn(self, *, on: bool) -> None:
        """Write the file, or remove it."""
        words = [*starting_command(), *COMMAND]
        kept = [f"{name}={value}" for name, value in kept_environment().items()]
        command = " ".join(map(_quoted, ["env", *kept, *words] if kept else words))
        text = _ENTRY.format(
            name=identity.NAME, id=identity.ID, command=command, program=_escaped(words[0])
        )
        _put(self.file, text.encode() if on else None)


@dataclass(frozen=True, slots=True)
class LoginAgent:
    """A file that launchd reads when the learner logs in: macOS."""

    folder: Path

    @property
    def place(self) -> str:
        """Where it is written."""
        return os.fspath(self.folder / f"{_AGENT}.plist")

    def is_on(self) -> bool:
        """Whether it is there."""
        return Path(self.place).is_file()

    def renew(self) -> None:
        """Write the file anew where it is."""
        if self.is_on():
            self.turn(on=True)

    def turn(self, *, on: bool) -> None:
        """Write the file, or remove it; launchd looks at the next login."""
        what = {
            "Label": _AGENT,
            "ProgramArguments": [*starting_command(), *COMMAND],
            "EnvironmentVariables": dict(kept_environment()),
            "RunAtLoad": True,
        }
        _put(Path(self.place), plistlib.dumps(what) if on else None)


class RunKey:
    """A value in the registry that Windows runs when the learner logs in."""

    def renew(self) -> None:
        """Write the value anew where it is."""
        if self.is_on():
            self.turn(on=True)

    @property
    def place(self) -> str:
        """Where it is written."""
        return rf"HKEY_CURRENT_USER\{_RUN_KEY}"

    def is_on(self) -> bool:
        """Whether it is there."""
        if sys.platform == "win32":
            import winreg

            home, name = winreg.HKEY_CURRENT_USER, identity.ID
            with contextlib.suppress(OSError), winreg.OpenKey(home, _RUN_KEY) as key:
                return bool(winreg.QueryValueEx(key, name)[0])
        return False

    def turn(self, *, on: bool) -> None:
        """Write the value, or remove it."""
        if sys.platform == "win32":
            import winreg

            home, name, access = winreg.HKEY_CURRENT_USER, identity.ID, winreg.KEY_SET_VALUE
            try:
                with winreg.CreateKeyEx(home, _RUN_KEY, 0, access) as key:
                    if on:
                        line = run_line(starting_command())
                        winreg.SetValueEx(key, name, 0, winreg.REG_SZ, line)
                    else:
                        with contextlib.suppress(FileNotFoundError):
                            winreg.DeleteValue(key, name)
            except OSError as error:
                raise _refused(self.place, error) from error


@dataclass(frozen=True, slots=True)
class Portal:
    """What a program in a Flatpak asks the desktop for, which may ask the learner."""

    reason: str
    """What the desktop may tell the learner then, in their language."""

    @property
    def place(self) -> str:
        """Only the desktop knows."""
        return ""

    def is_on(self) -> None:
        """Nobody tells."""
        return

    def renew(self) -> None:
        """The desktop knows where the program lies."""
        return

    def turn(self, *, on: bool) -> None:
        """Ask the desktop to start the program, or not to."""
        what: Mapping[str, Typed] = {
            "reason": Typed("s", self.reason),
            "autostart": Typed("b", on),
            "commandline": Typed("as", [identity.COMMAND, *COMMAND]),
        }
        try:
            bus = SessionBus()
        except BusError as error:
            raise _not_asked() from error
        with contextlib.closing(bus):
            try:
                bus.call(
                    "org.freedesktop.portal.Desktop",
                    "/org/freedesktop/portal/desktop",
                    "org.freedesktop.portal.Background",
                    "RequestBackground",
                    "sa{sv}",
                    "",
                    what,
                )
            except BusError as error:
                raise _not_asked() from error


def autostart_here(reason: str) -> Autostart:
    """Return what starts programs with this desktop; some tell the learner a ``reason`` for it."""
    if kind() is Kind.FLATPAK:
        return Portal(reason)
    if sys.platform == "win32":
        return RunKey()
    if sys.platform == "darwin":
        return LoginAgent(agents_folder())
    return DesktopEntry(autostart_folder())


def autostart_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """Return where desktops look for what they start for this user."""
    configuration = environment.get("XDG_CONFIG_HOME", "")
    above = Path(configuration)
    return (above if above.is_absolute() else Path.home() / ".config") / "autostart"


def run_line(command: Sequence[str]) -> str:
    """Return the line that Windows runs."""
    return subprocess.list2cmdline([*command, *COMMAND])


def _quoted(word: str) -> str:
    """Return a word as a desktop reads it from an entry, where escapes are read twice."""
    word = word.replace("%", "%%")
    if not _RESERVED & set(word):
        return word
    for sign in ("\\", '"', "`", "$"):
        word = word.replace(sign, "\\" + sign)
    return _escaped(f'"{word}"')


def _escaped(text: str) -> str:
    """Return a text as it stands in an entry."""
    return "".join(_ESCAPES.get(sign, sign) for sign in text)


def _unescaped(text: str) -> str:
    """Return what a text in an entry means."""
    signs = {short: sign for sign, short in _ESCAPES.items()}
    return re.sub(r"\\.", lambda found: signs.get(found[0], found[0]), text)


def _put(file: Path, data: bytes | None) -> None:
    """Write a file, or remove it for None."""
    try:
        if data is None:
            file.unlink(missing_ok=True)
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            write_whole(file, data)
    except OSError as error:
        raise _refused(os.fspath(file), error) from error


def _refused(place: str, error: OSError) -> UserError:
    return UserError(
        message("{place} could not be changed: {reason}.", place=place, reason=reason_of(error)),
        message("Check its permissions."),
    )


def _not_asked() -> UserError:
    what: Message = message("The desktop does not answer, so {name} cannot start with it.",
                            name=identity.NAME)  # fmt: skip
    return UserError(what, message("Look in the desktop’s own settings for starting programs."))
