"""Reads what the learner types: single keys on a terminal, lines from anything else."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

ENTER = "\n"
END = ""
"""Nothing more will come."""
UNKNOWN = "\0"
"""A key without a meaning here, as an arrow."""


class Keys(Protocol):
    """Where keys come from. ``single``: a key does its action without Enter."""

    single: bool

    def read(self) -> str:
        """Wait for a key: its sign in small letters, ENTER, UNKNOWN, or END."""
        ...

    def read_line(self) -> str:
        """Wait for a line of words and return it without its end; END where no more will come."""
        ...


class LineKeys:
    """Takes a line for a key: pipes, files, and terminals that cannot do better."""

    single = False

    def read(self) -> str:
        """Return the first sign of the next line, ENTER for an empty one."""
        line = "" if sys.stdin is None else sys.stdin.readline()
        if not line:
            return END
        return line.strip().lower()[:1] or ENTER

    def read_line(self) -> str:
        """Return the next line; ENTER for an empty one."""
        line = "" if sys.stdin is None else sys.stdin.readline()
        return line.strip() or ENTER if line else END


@contextmanager
def keys() -> Iterator[Keys]:
    """Lend the keyboard; the terminal is as it was again afterwards, whatever happens."""
    if sys.stdin is None or not sys.stdin.isatty():
        yield LineKeys()
    elif sys.platform == "win32":
        yield _WindowsKeys()
    else:
        with _posix_keys() as found:
            yield found


if sys.platform != "win32":
    import select

    class _PosixKeys:
        single = True

        def __init__(self, file: int) -> None:
            self._file = file

        def read(self) -> str:
            try:
                first = os.read(self._file, 1)
            except OSError:  # the terminal was closed
                return END
            if first in (b"", b"\x04"):
                return END
            if first in (b"\r", b"\n", b" "):
                return ENTER
            if first == b"\x1b" or first >= b"\x80":
                self._skip()
                return UNKNOWN
            return first.decode("ascii").lower()

        def read_line(self) -> str:
            """Lend the terminal its own way of writing a line, with everything that erases."""
            import termios

            single = termios.tcgetattr(self._file)
            whole = [*single]
            whole[3] |= termios.ICANON | termios.ECHO
            termios.tcsetattr(self._file, termios.TCSADRAIN, whole)
            try:
                line = sys.stdin.readline()
            except OSError:  # the terminal was closed
                return END
            finally:
                termios.tcsetattr(self._file, termios.TCSADRAIN, single)
            return line.strip() or ENTER if line else END

        def _skip(self) -> None:
            """Read the rest of an arrow, or of a letter that takes several bytes."""
            while select.select([self._file], [], [], 0)[0]:
                if len(os.read(self._file, 1024)) < 1024:
                    return

    @contextmanager
    def _posix_keys() -> Iterator[Keys]:
        import termios
        import tty

        file = sys.stdin.fileno()
        before = termios.tcgetattr(file)
        try:
            # What was typed ahead is kept; Ctrl+C stays an interrupt.
            tty.setcbreak(file, termios.TCSADRAIN)
            yield _PosixKeys(file)
        finally:
            termios.tcsetattr(file, termios.TCSADRAIN, before)


class _WindowsKeys:
    single = True

    def read(self) -> str:
        import msvcrt

        sign: str = msvcrt.getwch()  # type: ignore[attr-defined,unused-ignore]  # Windows
        if sign == "\x03":
            raise KeyboardInterrupt
        if sign in ("\x00", "\xe0"):
            msvcrt.getwch()  # type: ignore[attr-defined,unused-ignore]  # Windows
            return UNKNOWN
        if sign in ("\x04", "\x1a"):
            return END
        return ENTER if sign in "\r\n " else sign.lower()

    def read_line(self) -> str:
        line = sys.stdin.readline()
        return line.strip() or ENTER if line else END
