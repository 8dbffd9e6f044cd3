"""Watches what a process opens, writes and starts, by Python's audit hook."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_ONE_PATH = frozenset(
    f"os.{name}"
    for name in (
        *("remove", "mkdir", "rmdir", "truncate", "chmod", "chown", "utime"),
        *("mkfifo", "mknod", "setxattr", "removexattr"),
    )
)
_OF_NAMES = frozenset(("os.remove", "os.mkdir", "os.rmdir", "os.mkfifo", "os.mknod"))
_TWO_PATHS = frozenset(("os.rename", "os.link", "os.symlink"))
_NEVER = ("socket.connect", "socket.bind", "socket.getaddrinfo", "os.system", "os.exec", "os.fork")
_ALWAYS_READ = (
    "/proc/",
    "/sys/",
    "/dev/null",
    "/dev/urandom",
    "/usr/share/zoneinfo",
    "/etc/localtime",
    "/etc/machine-id",
)


def installed() -> tuple[str, ...]:
    """Return the folders of Python, of libraries and of the program itself."""
    import flashcards

    root = Path(flashcards.__file__).resolve().parents[1]
    found = {sys.prefix, sys.base_prefix, sys.exec_prefix, str(root), *map(str, sys.path)}
    return tuple(sorted({os.path.realpath(each) for each in found if each and each != "/"}))


def is_within(path: str, folders: Sequence[str]) -> bool:
    """Whether a path is one of these folders or files, or lies in one."""
    return any(path == each or path.startswith(each.rstrip("/") + "/") for each in folders)


class Watch:
    """Records what goes beyond what is allowed, while ``over`` is entered."""

    def __init__(self) -> None:
        self._on = False
        self._readable: tuple[str, ...] = ()
        self._writable: tuple[str, ...] = ()
        self.faults: list[str] = []
        self.most_mb = 0.0
        """What a process has held that was started."""
        self._installed = installed()
        sys.addaudithook(self._heard)

    @contextmanager
    def over(self, readable: Sequence[Path], writable: Sequence[Path]) -> Iterator[None]:
        """Watch the block; what may be written may be read, too."""
        self.faults, self.most_mb = [], 0.0
        self._writable = tuple(os.path.realpath(each) for each in writable)
        self._readable = (
            *self._installed,
            *(os.path.realpath(each) for each in readable),
            *self._writable,
        )
        self._on = True
        try:
            yield
        finally:
            self._on = False

    def _heard(self, event: str, arguments: tuple[object, ...]) -> None:
        if not self._on:
            return
        if event == "open":
            path, mode, flags = arguments
            written = isinstance(flags, int) and flags & _WRITING
            written = written or (isinstance(mode, str) and any(sign in mode for sign in "wax+"))
            self._seen(path, writes=bool(written))
        elif event == "sqlite3.connect":
            self._seen(arguments[0], writes=False)
        elif event in _ONE_PATH:
            self._seen(arguments[0], writes=True, itself=event in _OF_NAMES)
        elif event in _TWO_PATHS:
            self._seen(arguments[1], writes=True, itself=True)
            if event == "os.rename":
                self._seen(arguments[0], writes=True, itself=True)
        elif event.startswith(_NEVER):
            self.faults.append(f"{event} {arguments!r}"[:300])

    def _seen(self, path: object, *, writes: bool, itself: bool = False) -> None:
        """Judge a path; ``itself``: of a link the name is meant, and not what it leads to."""
        if not isinstance(path, str | bytes | os.PathLike):
            return  # a descriptor, whose path was seen before
        name = os.fsdecode(path)
        if name.startswith("file:"):
            name = name.removeprefix("file:").partition("?")[0]
        if name in (":memory:", ""):
            return
        self._on = False  # asking where a link goes may be heard as well
        try:
            if itself:
                folder, last = os.path.split(name.rstrip("/"))
                real = f"{os.path.realpath(folder)}/{last}"
            else:
                real = os.path.realpath(name)
        except (OSError, ValueError):
            return  # nothing is opened by such a name
        finally:
            self._on = True
        if is_within(real, self._writable) or (not writes and self._may_read(real)):
            return
        if real == "/dev/null":
            return
        self.faults.append(f"{'wrote' if writes else 'read'} {real}")

    def heard_of_others(self, lines: Sequence[str]) -> None:
        """Judge what processes that were started did: see ``sitecustomize``."""
        for line in lines:
            how, _, what = line.partition(" ")
            if how == "3":
                self.most_mb = max(self.most_mb, int(what) / 1024)
            elif how == "2":
                self.faults.append(f"another process: {what}")
            elif is_within(what, self._writable) or what == "/dev/null":
                continue
            elif how == "1" or not self._may_read(what):
                self.faults.append(f"another process {'wrote' if how == '1' else 'read'} {what}")

    def _may_read(self, real: str) -> bool:
        return is_within(real, self._readable) or real.startswith(_ALWAYS_READ)
