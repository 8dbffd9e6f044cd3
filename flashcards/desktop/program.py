"""How the system starts this program, and other programs that this one asks."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from flashcards import identity
from flashcards.files import reason_of
from flashcards.installed import Kind, is_frozen, kind, own_image
from flashcards.model.errors import UserError
from flashcards.model.messages import message
from flashcards.paths import HOME_VARIABLE

ANSWERS_WITHIN_S: Final = 20.0
_MOST_SAID: Final = 2_000


@dataclass(frozen=True, slots=True)
class Answer:
    """What another program said."""

    code: int
    said: str = ""
    """Its words, output and errors together."""

    @property
    def is_good(self) -> bool:
        """Whether it did what it was asked."""
        return self.code == 0


Ask = Callable[..., Answer]
"""Runs a program with its arguments, as ``ask`` does."""


def ask(*command: str) -> Answer:
    """Run another program, without a shell, and return what it says; never raises.

    Where there is none of that name, or it does not end, the code is -1.
    """
    try:
        done = subprocess.run(  # noqa: S603  (no shell, and every argument is ours)
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=ANSWERS_WITHIN_S,
            check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return Answer(-1, str(error))
    said = (done.stdout + done.stderr)[:_MOST_SAID].decode(errors="replace")
    return Answer(done.returncode, said.strip())


def starting_command(environment: Mapping[str, str] = os.environ) -> Sequence[str]:
    """Return what the system has to run to start this program; words follow behind it."""
    found = kind()
    if found is Kind.FLATPAK:
        return ("flatpak", "run", identity.ID)
    if image := own_image(environment):  # the program itself lies in a folder of the moment
        return (image,)
    if is_frozen():
        return (os.fspath(_beside(Path(sys.executable), ("",)) or sys.executable),)
    if found is Kind.DEB:
        return (f"/usr/bin/{identity.COMMAND}",)
    if (script := _beside(Path(sys.executable), ("-window", ""))) is not None:
        return (os.fspath(script),)
    return (sys.executable, "-m", identity.COMMAND)


def _beside(python: Path, ways: Sequence[str], system: str = sys.platform) -> Path | None:
    """Return what lies beside Python, or beside the program itself, and opens no black window."""
    windows = system == "win32"
    names = [f"{identity.COMMAND}{way}.exe" for way in ways] if windows else [identity.COMMAND]
    return next((file for name in names if (file := python.with_name(name)).is_file()), None)


def remove_files(*files: Path) -> None:
    """Remove what the system was told by; raises UserError where that is refused."""
    try:
        for file in files:
            file.unlink(missing_ok=True)
    except OSError as error:
        raise UserError(
            message(
                "The reminder could not be removed from {folder}: {reason}.",
                folder=files[0].parent,
                reason=reason_of(error),
            ),
            message("Check the folder’s permissions."),
        ) from error


def kept_environment(environment: Mapping[str, str] = os.environ) -> Mapping[str, str]:
    """Return the variables without which the program would look for another collection."""
    home = environment.get(HOME_VARIABLE)
    return {HOME_VARIABLE: os.path.abspath(os.path.expanduser(home))} if home else {}  # noqa: PTH100, PTH111  (text in, text out)
