"""Looks at a screen of X from outside of the program: which pixels it has, and windows' titles.

Only the standard library, Xvfb, xwd and xdotool are needed, so that it runs beside any program.
"""

import os
import re
import struct
import subprocess
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PATIENCE_S = 60.0
_PAUSE_S = 0.1


@dataclass(frozen=True, slots=True)
class Picture:
    """A screen's pixels, three bytes each (red, green, blue), row by row."""

    width: int
    height: int
    pixels: bytes

    def at(self, x: int, y: int) -> bytes:
        """Return one pixel."""
        start = 3 * (y * self.width + x)
        return self.pixels[start : start + 3]

    def colours(self) -> Counter[bytes]:
        """Return how often each colour is there."""
        return Counter(self.pixels[at : at + 3] for at in range(0, len(self.pixels), 3))

    def save(self, path: Path) -> None:
        """Write it as PNG."""
        stride = 3 * self.width
        rows = (b"\0" + self.pixels[at : at + stride] for at in range(0, len(self.pixels), stride))
        head = struct.pack(">2I5B", self.width, self.height, 8, 2, 0, 0, 0)
        parts = [(b"IHDR", head), (b"IDAT", zlib.compress(b"".join(rows))), (b"IEND", b"")]
        path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*part) for part in parts))


def _chunk(kind: bytes, data: bytes) -> bytes:
    checked = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", checked)


def read_xwd(data: bytes) -> Picture:
    """Return what ``xwd -root -silent`` wrote, of a screen of 24 bits."""
    head = struct.unpack(">25I", data[:100])
    size, width, height, bits, stride, colours = (head[at] for at in (0, 4, 5, 11, 12, 19))
    start, step = size + 12 * colours, bits // 8
    made = bytearray(3 * width * height)
    for y in range(height):
        row = data[start + y * stride : start + y * stride + step * width]
        for channel in range(3):  # they come as blue, green, red
            begin = 3 * y * width + channel
            made[begin : begin + 3 * width : 3] = row[2 - channel :: step]
    return Picture(width, height, bytes(made))


@contextmanager
def shown(width: int = 1280, height: int = 800) -> Iterator[None]:
    """Let programs that are started meanwhile show their windows on a screen of their own."""
    reading, writing = os.pipe()
    size = f"{width}x{height}x24"
    command = [
        "Xvfb",
        "-displayfd",
        str(writing),
        "-screen",
        "0",
        size,
        "-nolisten",
        "tcp",
        "-noreset",
    ]
    with subprocess.Popen(
        command, pass_fds=[writing], stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        os.close(writing)
        with os.fdopen(reading) as told:
            number = told.readline().strip()
        if not number:
            raise OSError("Xvfb did not start")
        os.environ["DISPLAY"] = f":{number}"
        try:
            yield
        finally:
            server.terminate()


def grab() -> Picture:
    """Return what is on the screen now."""
    command = ["xwd", "-root", "-silent"]
    return read_xwd(subprocess.run(command, capture_output=True, check=True).stdout)


def changed(before: Picture, after: Picture) -> tuple[int, int, int, int] | None:
    """Return the smallest box (left, top, right, bottom) outside of which two pictures agree."""
    found = [
        (at % before.width, at // before.width)
        for at in range(before.width * before.height)
        if before.pixels[3 * at : 3 * at + 3] != after.pixels[3 * at : 3 * at + 3]
    ]
    if not found:
        return None
    across, down = [x for x, _ in found], [y for _, y in found]
    return min(across), min(down), max(across) + 1, max(down) + 1


def marked(picture: Picture, box: tuple[int, int, int, int]) -> int:
    """Return how many pixels inside a box stand out from what most of it is filled with."""
    left, top, right, bottom = box
    inside = [
        picture.at(x, y) for y in range(top + 4, bottom - 4) for x in range(left + 4, right - 4)
    ]
    if not inside:
        return 0
    (ground, _), *_ = Counter(inside).most_common(1)
    return sum(sum(abs(a - b) for a, b in zip(each, ground, strict=True)) > 150 for each in inside)


def press(*keys: str) -> None:
    """Press keys in the window that has the keyboard, each as xdotool calls it."""
    subprocess.run(["xdotool", "key", "--delay", "50", *keys], check=True)


def titles() -> list[str]:
    """Return the titles of all windows that can be seen."""
    told = [_told("xdotool", "getwindowname", each).strip() for each in _windows()]
    return [each for each in told if each]


def classes() -> set[str]:
    """Return by which names desktops group the windows that can be seen."""
    told = "".join(_told("xprop", "-id", each, "WM_CLASS") for each in _windows())
    return set(re.findall(r'"([^"]*)"\s*$', told, re.MULTILINE))


def _windows() -> list[str]:
    return _told("xdotool", "search", "--onlyvisible", "--name", ".").split()


def _told(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def wait_until(met: Callable[[], bool]) -> bool:
    """Wait until something is so; return whether it was in time."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        if met():
            return True
        time.sleep(_PAUSE_S)
    return met()


def settled() -> Picture:
    """Return the screen once it has stopped changing."""
    seen = [grab()]

    def still() -> bool:
        time.sleep(3 * _PAUSE_S)
        seen.append(grab())
        return seen[-1].pixels == seen[-2].pixels

    wait_until(still)
    return seen[-1]
