"""Which device writes into a collection: kept beside the file, so that a copy never inherits it.

Review numbers are unique per device. A copied, moved or restored collection that kept its device
would give the same numbers out again, and joining both copies later would drop answers.
"""

import hashlib
import json
import os
import platform
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from flashcards.model.ids import new_uid

_MACHINE_FILES = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))


@dataclass(frozen=True, slots=True)
class Device:
    """What is remembered of the device: it is this one only while machine and path agree."""

    uid: str
    machine: str
    path: str
    sequence: int = 0
    """The next free review number when the collection was last closed."""


def device_uid(path: Path, sequence_of: Callable[[str], int] | None = None) -> str:
    """Return the uid under which this device writes into the collection at ``path``.

    A new one is minted where none is remembered, the machine or the file's real path is another,
    or the file has gone back in time: ``sequence_of`` tells the next free review number the file
    has for a uid (0 when it does not know it), which must not be below the remembered one.
    Raises OSError.
    """
    here = Device("", _machine(), os.fspath(path.resolve()))
    known = _read(path)
    if (
        known is not None
        and (known.machine, known.path) == (here.machine, here.path)
        and (sequence_of is None or sequence_of(known.uid) >= known.sequence)
    ):
        return known.uid
    minted = Device(new_uid(), here.machine, here.path)
    _write(path, minted)
    return minted.uid


def remember_sequence(path: Path, uid: str, sequence: int) -> None:
    """Remember the next free review number at an orderly close. Raises OSError."""
    known = _read(path)
    if known is not None and known.uid == uid and known.sequence != sequence:
        _write(path, Device(uid, known.machine, known.path, sequence))


def forget_device(path: Path) -> None:
    """Let the next opening mint a new device, as after a restore. Raises OSError."""
    device_path(path).unlink(missing_ok=True)


def device_path(path: Path) -> Path:
    """Return the file that remembers the device of the collection at ``path``."""
    real = path.resolve()
    return real.with_name(real.name + ".device")


def _read(path: Path) -> Device | None:
    try:
        found = json.loads(device_path(path).read_text(encoding="utf-8"))
        return Device(
            str(found["uid"]), str(found["machine"]), str(found["path"]), int(found["sequence"])
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None  # missing or broken: a new device costs nothing


def _write(path: Path, device: Device) -> None:
    target = device_path(path)
    beside = target.with_name(target.name + ".partial")
    file = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(file, "w", encoding="utf-8", errors="surrogateescape") as stream:
        json.dump(asdict(device), stream)
        stream.flush()
        os.fsync(stream.fileno())
    beside.replace(target)


def _machine() -> str:
    """A name for this machine that says nothing about it to others (man 5 machine-id)."""
    return hashlib.sha256(f"flashcards {_machine_id()}".encode()).hexdigest()[:24]


def _machine_id() -> str:
    for file in _MACHINE_FILES:
        try:
            text = file.read_text(encoding="ascii").strip()
        except (OSError, ValueError):
            continue
        if text:
            return text
    return _windows_id() or platform.node()


if sys.platform == "win32":
    import winreg

    def _windows_id() -> str:
        place = r"SOFTWARE\Microsoft\Cryptography"
        try:
            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, place) as key:
                return str(winreg.QueryValueEx(key, "MachineGuid")[0])
        except OSError:
            return ""

else:

    def _windows_id() -> str:
        return ""
