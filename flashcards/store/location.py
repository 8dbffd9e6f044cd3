"""Whether the place a collection lies at is a safe one, and who may read it."""

import os
import sys
from pathlib import Path

from flashcards.files import make_private, reason_of
from flashcards.model.errors import UserError
from flashcards.model.messages import Message, message, sentences

_NETWORK = frozenset(
    {"9p", "afs", "ceph", "cifs", "coda", "davfs", "glusterfs", "lustre", "ncpfs", "nfs", "nfs4"}
    | {"prl_fs", "smb2", "smb3", "smbfs", "vboxsf"}
    | {"fuse.davfs2", "fuse.glusterfs", "fuse.rclone", "fuse.sshfs", "fuse.vmhgfs-fuse"}
)
"""Kinds of file systems whose locks or shared memory do not reach every reader."""

_SYNCED_PREFIXES = {
    "dropbox": "Dropbox",
    "onedrive": "OneDrive",
    "icloud": "iCloud",
    "mobile documents": "iCloud",
    "com~apple~clouddocs": "iCloud",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "pcloud": "pCloud",
    "pclouddrive": "pCloud",
    "megasync": "MEGA",
    "box sync": "Box",
    "yandex.disk": "Yandex Disk",
    "synologydrive": "Synology Drive",
    "seafile": "Seafile",
    "syncthing": "Syncthing",
    "tresorit": "Tresorit",
    "cloudstorage": "a cloud drive",
}
"""How names of folders begin that a program keeps in step with another computer."""

_SYNCED_MARKS = {
    ".stfolder": "Syncthing",
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".owncloudsync.log": "ownCloud",
    ".nextcloudsync.log": "Nextcloud",
}
"""What such programs leave at the top of the folders they look after."""

_CONFLICTS = ("conflicted copy", "sync-conflict", "in conflict", "case conflict")


def warning(path: Path) -> Message | None:
    """Say in plain words what is risky about keeping a collection at ``path``; None if nothing.

    Never raises: a place that cannot be looked at is not warned about.
    """
    found = [
        _network_warning(path),
        _synced_warning(path),
        _conflict_warning(path),
    ]
    warnings = [each for each in found if each is not None]
    return sentences(*warnings) if warnings else None


def on_network(path: Path) -> bool:
    """Whether ``path`` lies on a drive of another machine; False where that cannot be told."""
    try:
        real = path.resolve()
        if sys.platform == "win32":
            return _windows_remote(real)
        if sys.platform == "darwin":
            return _mac_remote(real)
        return kind_of_mount(real, Path("/proc/mounts").read_bytes()) in _NETWORK
    except (OSError, ValueError):
        return False


def kind_of_mount(real: Path, mounts: bytes) -> str:
    """Return the kind of file system that ``real`` lies on, by the text of /proc/mounts.

    Of two mounts at one place the later one hides the earlier. Empty when none fits.
    """
    best, kind = -1, ""
    name = os.fsencode(real)
    for line in mounts.splitlines():
        words = line.split(b" ")
        if len(words) < 3:
            continue
        top = _unescaped(words[1])
        inside = name == top or name.startswith(top.rstrip(b"/") + b"/")
        if inside and len(top) >= best:
            best, kind = len(top), words[2].decode("ascii", "replace")
    return kind


def ensure_private_folder(path: Path) -> Path:
    """Make the folder ``path`` for its owner alone (0700) where it is missing, and return it.

    One that exists keeps its mode: the learner may share it on purpose. Raises UserError.
    """
    try:
        make_private(path)
    except FileExistsError as error:
        raise UserError(
            message("{path} is a file, not a folder.", path=error.filename),
            message("Choose another folder."),
        ) from error
    except OSError as error:
        raise UserError(
            message(
                "The folder {path} cannot be made ({reason}).", path=path, reason=reason_of(error)
            ),
            message("Choose another folder."),
        ) from error
    return path


def make_private_file(path: Path) -> None:
    """Make an empty file for its owner alone (0600) where ``path`` is missing. Raises UserError.

    SQLite gives its journals the mode of the file, so they are private too.
    """
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        return
    except OSError as error:
        raise UserError(
            message("{path} cannot be made ({reason}).", path=path, reason=reason_of(error)),
            message("Choose another place."),
        ) from error


def _network_warning(path: Path) -> Message | None:
    if not on_network(path):
        return None
    return message(
        "This collection lies on a network drive, where another computer’s writing cannot be "
        "noticed and a lost connection can damage it. Keep it on a local drive and send backups "
        "to the network instead."
    )


def _synced_warning(path: Path) -> Message | None:
    program = synced_by(path)
    if not program:
        return None
    return message(
        "This collection lies in a folder that {program} copies between computers; such a copy, "
        "made in the middle of a session, can lose answers. Keep it elsewhere, or let only one "
        "computer use it and close Flashcards before the other one starts.",
        program=program,
    )


def synced_by(path: Path) -> str:
    """Return the name of the program that keeps the folder of ``path`` in step; empty if none."""
    for folder in path.absolute().parents:
        name = folder.name.casefold()
        for prefix, program in _SYNCED_PREFIXES.items():
            rest = name.removeprefix(prefix)
            # "OneDrive - School" and "Dropbox (Personal)", but not "dropboxes-of-paper".
            if rest != name and not rest[:1].isalpha():
                return program
        for mark, program in _SYNCED_MARKS.items():
            if os.path.lexists(folder / mark):
                return program
    return ""


def conflicted_copies(path: Path) -> list[Path]:
    """Return the files beside ``path`` that a syncing program put there as its rival versions."""
    try:
        beside = [item for item in path.parent.iterdir() if item.name.startswith(path.stem)]
    except OSError:
        return []
    return sorted(
        item
        for item in beside
        if item.name != path.name and any(word in item.name.casefold() for word in _CONFLICTS)
    )


def _conflict_warning(path: Path) -> Message | None:
    rivals = conflicted_copies(path)
    if not rivals:
        return None
    return message(
        "Beside this collection lies {file}: two computers have written to it at the "
        "same time, and answers given on one may be in that copy only.",
        file=rivals[0].name,
    )


def _unescaped(field: bytes) -> bytes:
    """Undo the octal escapes of /proc/mounts (man 5 fstab): space, tab, newline, backslash."""
    for code, byte in ((b"\\040", b" "), (b"\\011", b"\t"), (b"\\012", b"\n"), (b"\\134", b"\\")):
        field = field.replace(code, byte)
    return field


def _windows_remote(real: Path) -> bool:
    import ctypes

    if real.drive.startswith("\\\\"):
        return True
    drive_remote = 4  # DRIVE_REMOTE of GetDriveTypeW
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009  (exists on Windows alone)
    return bool(kernel.GetDriveTypeW(real.anchor) == drive_remote)


def _mac_remote(real: Path) -> bool:
    import ctypes

    existing = next(place for place in (real, *real.parents) if place.exists())
    room = ctypes.create_string_buffer(4096)
    if ctypes.CDLL(None).statfs(os.fsencode(existing), room) != 0:
        return False
    flags = int.from_bytes(room.raw[64:68], sys.byteorder)  # struct statfs, 64-bit inodes: f_flags
    local = 0x1000  # MNT_LOCAL
    return not flags & local
