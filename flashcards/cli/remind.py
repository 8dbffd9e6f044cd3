"""``flashcards remind``: how many cards wait today, said here or by a notification."""

import contextlib
import os
import sys
from pathlib import Path
from typing import Final

from flashcards import handing_over, paths, settings
from flashcards.cli.arguments import Arguments
from flashcards.cli.endings import DONE
from flashcards.cli.opening import existing_path
from flashcards.cli.terminal import output, write_json
from flashcards.cli.wording import worded
from flashcards.desktop import notifications, reminder
from flashcards.desktop.notifications import Heard, Shown
from flashcards.desktop.program import starting_command
from flashcards.desktop.session_bus import BusError, SessionBus
from flashcards.desktop.wishes import REMIND
from flashcards.handing_over import Request
from flashcards.installed import Kind, kind
from flashcards.languages import choosing
from flashcards.model.messages import Message, message
from flashcards.store.store import system_clock
from flashcards.study.glance import Waiting, waiting

HEARS_FOR_S: Final = 6 * 3600.0
"""A click on the notification is waited for so long: a desktop takes it away with its sender."""
_WINDOW_ANSWERS_S: Final = 2.0
_TOKEN: Final = "XDG_ACTIVATION_TOKEN"  # noqa: S105  (the name of a variable)

_JOURNAL: Final = "JOURNAL_STREAM"
"""The variable by which systemd says which stream goes into its journal."""


class _NobodySawError(Exception):
    """There is no desktop, or none yet."""


def remind(chosen: Arguments) -> int:
    """Say how many cards wait; the collection may be open elsewhere, and is not locked."""
    path = existing_path(chosen)
    if chosen.notify:
        return _notify(path, named=chosen.collection is not None)
    found = waiting(path, system_clock)
    if chosen.json:
        write_json({"cards": found.cards, "seconds": found.seconds})
    else:
        output().line(worded(_said(found)))
    return DONE


def _said(found: Waiting) -> Message:
    if not found.cards:
        return message("Nothing to study now")
    return reminder.what_waits(found.cards, found.seconds)


def _notify(path: Path, *, named: bool) -> int:
    """Show a notification where one is due; an open window decides that itself."""
    if handing_over.hand_over(path, Request(wish=REMIND), _WINDOW_ANSWERS_S):
        return DONE
    kept = settings.look(paths.settings_path())
    wanted, now = reminder.wanted(kept), system_clock()
    day = None if wanted is None else reminder.day_to_remind(wanted, now)
    if day is None or reminder.is_claimed(paths.data_dir(), day):
        return DONE
    found = waiting(path, system_clock)
    if reminder.claim(paths.data_dir(), day) and found.cards:
        choosing.speak_as(kept.language)
        words = reminder.what_waits(found.cards, found.seconds)
        try:
            token = _shown(
                worded(message("Time to study")), worded(words), worded(message("Study"))
            )
        except _NobodySawError:
            reminder.give_back(paths.data_dir(), day)
            return reminder.TRY_AGAIN
        if token is not None:
            _become_window(path if named else None, token)
    return DONE


def _shown(title: str, body: str, click: str) -> str | None:
    """Show a notification and wait for a click on it; return its token, None where none came.

    Raises _NobodySawError where it could be shown nowhere.
    """
    try:
        with contextlib.closing(SessionBus()) as bus:
            portal = kind() is Kind.FLATPAK
            return _click_on(notifications.show(bus, title, body, click, portal=portal))
    except BusError:
        return _shown_beside_the_tray(title, body)


def _click_on(shown: Shown) -> str | None:
    with contextlib.suppress(BusError):  # the desktop ends
        for signal in shown.bus.signals(HEARS_FOR_S):
            heard = shown.heard(signal)
            if heard is not None:
                return shown.token if heard is Heard.CLICKED else None
        shown.withdraw()  # of yesterday soon
    return None


def _shown_beside_the_tray(title: str, body: str) -> str | None:
    """Show it the way Windows and macOS have, or say it where somebody reads it."""
    from flashcards.ui import display

    opening = display.opening()
    if opening.trouble is None:
        from flashcards.ui.everyday import alone

        clicked = alone.show(title, body, opening.platform)
        if clicked is not None:
            return "" if clicked else None
    if not _is_read():
        raise _NobodySawError
    output().line(f"{title}: {body}")
    return None


def _is_read() -> bool:
    """Whether what is said here goes to a terminal, a letter or the like: not into the journal."""
    if sys.stdout is None:
        return False
    try:
        found = os.fstat(sys.stdout.fileno())
    except (OSError, ValueError):
        return True
    return os.environ.get(_JOURNAL) != f"{found.st_dev}:{found.st_ino}"


def _become_window(path: Path | None, token: str) -> None:
    """Let the window take the place of this process, which the system may end with its parent."""
    command = [*starting_command(), "--study"]
    if path is not None:
        command += ["--collection", os.fspath(path)]
    environment = os.environ | ({_TOKEN: token} if token else {})
    if sys.platform == "win32":
        import subprocess

        subprocess.Popen(command, env=environment)  # noqa: S603  (no shell; every word is ours)
        return
    os.execvpe(command[0], command, environment)  # noqa: S606  (no shell; every word is ours)
