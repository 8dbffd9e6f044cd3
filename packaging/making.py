"""What every goal of ``packaging/build.py`` shares: where things lie, how a goal is asked for and
how it says that it cannot be made here."""

import os
import re
import runpy
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TEMPLATES = Path(__file__).resolve().parent
"""The folder of linux/, icons/ and the other folders of templates."""
LICENCES = TEMPLATES / "licences"
"""The texts of licences that packages have to bring."""
PROGRAM = ("flashcards", "decks", "resources")
"""The folders of the checkout that are installed."""
EPOCH = "SOURCE_DATE_EPOCH"


class NotHereError(Exception):
    """A goal needs another system or a tool that is missing; told in a sentence."""


class FailedError(Exception):
    """A goal was tried and what came out is wrong; told in a sentence."""


@dataclass(frozen=True, slots=True)
class Order:
    """What a goal is to make."""

    out: Path
    """The folder for what is made; it exists."""
    epoch: int
    """The seconds since 1970 that everything made is dated by, so that it comes out the same."""


@dataclass(frozen=True, slots=True)
class Goal:
    """Something that can be asked for by name."""

    help: str
    make: Callable[[Order], list[Path]]
    """Makes it and returns the files that came out, if any. Raises NotHereError and FailedError."""


def identity() -> dict[str, str]:
    """Return every name the program goes by, as flashcards/identity.py calls them."""
    told = runpy.run_path(str(ROOT / "flashcards" / "identity.py"))
    return {name: str(value) for name, value in told.items() if name.isupper()}


def filled(template: Path, **more: str) -> str:
    """Return a text with ``@WORD@`` replaced by the name of the program so called, or of ``more``.

    Raises KeyError for a word that means nothing.
    """
    words = {**identity(), **more}
    return re.sub(r"@([A-Z_]+)@", lambda found: words[found[1]], template.read_text("utf-8"))


def version() -> str:
    """Return the program's version, as flashcards/identity.py has it."""
    return identity()["VERSION"]


def epoch() -> int:
    """Return SOURCE_DATE_EPOCH where it is set, else the time of the last commit."""
    given = os.environ.get(EPOCH, "")
    if given.isdecimal():
        return int(given)
    command = ["git", "log", "-1", "--format=%ct"]
    try:
        told = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise NotHereError(f"Set {EPOCH}: the time of the last commit is not known.") from error
    return int(told.stdout)


def program_files() -> list[Path]:
    """Return all files that are installed, relative to the checkout and in order.

    They are what git tracks: whatever else lies beside them is nobody's business. In a copy that is
    no checkout they are all but compiled files. Raises NotHereError where git does not answer.
    """
    if (ROOT / ".git").exists():
        listing = ["git", "ls-files", "-z", "--cached", "--", *PROGRAM]
        try:
            told = subprocess.run(listing, cwd=ROOT, capture_output=True, check=True).stdout
        except (OSError, subprocess.CalledProcessError) as error:
            raise NotHereError("git does not tell which files belong to the program.") from error
        found = {Path(os.fsdecode(name)) for name in told.split(b"\0") if name}
    else:
        every = (path for folder in PROGRAM for path in (ROOT / folder).rglob("*"))
        found = {path.relative_to(ROOT) for path in every if "__pycache__" not in path.parts}
    return sorted(path for path in found if (ROOT / path).is_file())


def copy_program(target: Path, *more: str) -> None:
    """Copy all files that are installed, and ``more`` of the checkout, into a folder."""
    for path in (*program_files(), *map(Path, more)):
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / path, target / path)


def run(*command: str | Path, **extra: str) -> str:
    """Run a command with ``extra`` in its environment and return what it prints.

    Raises NotHereError where there is no such command, FailedError where it fails.
    """
    words = [str(word) for word in command]
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "TZ": "UTC", **extra}
    try:
        done = subprocess.run(
            words,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
        )
    except FileNotFoundError:
        raise NotHereError(f"The command {words[0]} is not installed here.") from None
    if done.returncode != 0:
        told = (done.stdout + done.stderr).strip()
        raise FailedError(f"{' '.join(words)} ended with {done.returncode}:\n{told}")
    return done.stdout
