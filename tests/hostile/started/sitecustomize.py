"""Watches the processes that a case starts: Python takes this in at their start, being told where.

What they open goes to the file that FLASHCARDS_HEARD names, a line each, and at last how many
kilobytes they have held.
"""

import atexit
import os
import sys

_FILE = os.environ.get("FLASHCARDS_HEARD")


def _watch(file: int) -> None:
    def heard(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open":
            path, mode, flags = arguments
            if isinstance(path, str | bytes | os.PathLike):
                written = int(
                    isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
                )
                if isinstance(mode, str) and any(sign in mode for sign in "wax+"):
                    written = 1
                name = os.path.realpath(os.fsdecode(path))
                os.write(file, f"{written} {name}\n".encode("utf-8", "replace"))
        elif event.startswith(("socket.connect", "socket.bind", "os.system", "subprocess.Popen")):
            os.write(file, f"2 {event}\n".encode())

    sys.addaudithook(heard)


def _tell_memory(file: int) -> None:
    try:
        with open("/proc/self/status", "rb") as told:  # noqa: PTH123  (as little as can be)
            peak = next(line.split()[1] for line in told if line.startswith(b"VmHWM"))
    except (OSError, StopIteration):
        return
    os.write(file, b"3 " + peak + b"\n")


if _FILE:
    _file = os.open(_FILE, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    atexit.register(_tell_memory, _file)
    _watch(_file)
