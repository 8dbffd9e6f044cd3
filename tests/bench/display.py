"""A screen of its own for the window's benchmark: Xvfb, its pixels and its keys, through libX11."""

import ctypes
import hashlib
import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager

from tests.xvfb import display

WIDTH, HEIGHT = 1600, 1000
Area = tuple[int, int, int, int]
"""Left, top, width and height in pixels."""
WHOLE: Area = (0, 0, WIDTH, HEIGHT)
Change = tuple[float, str]
"""When the pixels changed, in seconds since the start, and their hash."""

_ALL_PLANES, _Z_PIXMAP = 0xFFFFFFFF, 2
perf = time.perf_counter


class _Image(ctypes.Structure):
    _fields_ = (
        ("width", ctypes.c_int),
        ("height", ctypes.c_int),
        ("xoffset", ctypes.c_int),
        ("format", ctypes.c_int),
        ("data", ctypes.c_void_p),
        ("byte_order", ctypes.c_int),
        ("bitmap_unit", ctypes.c_int),
        ("bitmap_bit_order", ctypes.c_int),
        ("bitmap_pad", ctypes.c_int),
        ("depth", ctypes.c_int),
        ("bytes_per_line", ctypes.c_int),
    )


class Screen:
    """The pixels of a display as a person would see them, and keys as a person would press them."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._x11 = x11 = ctypes.CDLL("libX11.so.6")
        self._keys = ctypes.CDLL("libXtst.so.6")
        pointer, number, long = ctypes.c_void_p, ctypes.c_int, ctypes.c_ulong
        x11.XOpenDisplay.restype = pointer
        x11.XDefaultRootWindow.restype = long
        x11.XDefaultRootWindow.argtypes = [pointer]
        x11.XGetImage.restype = ctypes.POINTER(_Image)
        x11.XGetImage.argtypes = [pointer, long, *[number] * 4, long, number]
        x11.XStringToKeysym.restype = long
        x11.XKeysymToKeycode.argtypes = [pointer, long]
        x11.XKeysymToKeycode.restype = ctypes.c_ubyte
        x11.XFree.argtypes = x11.XFlush.argtypes = [pointer]
        self._keys.XTestFakeKeyEvent.argtypes = [pointer, ctypes.c_uint, number, long]
        self._display = x11.XOpenDisplay(name.encode())
        if not self._display:
            raise SystemExit(f"The display {name} does not answer.")
        self._root = x11.XDefaultRootWindow(self._display)

    def look(self, area: Area = WHOLE) -> str:
        """Return a hash of the pixels of an area."""
        image = self._x11.XGetImage(self._display, self._root, *area, _ALL_PLANES, _Z_PIXMAP)
        found = image.contents
        pixels = ctypes.string_at(found.data, found.bytes_per_line * area[3])
        self._x11.XFree(found.data)
        self._x11.XFree(image)
        return hashlib.blake2b(pixels, digest_size=8).hexdigest()

    def press(self, key: str, *held: str) -> None:
        """Press and release a key by its X name, such as ``space``, while others are ``held``."""
        codes = [
            self._x11.XKeysymToKeycode(self._display, self._x11.XStringToKeysym(name.encode()))
            for name in (*held, key)
        ]
        for code in codes:
            self._keys.XTestFakeKeyEvent(self._display, code, 1, 0)
        for code in reversed(codes):
            self._keys.XTestFakeKeyEvent(self._display, code, 0, 0)
        self._x11.XFlush(self._display)

    def changes(
        self, since: float, area: Area = WHOLE, *, quiet: float, most: float, before: str = ""
    ) -> list[Change]:
        """Watch until nothing changed for ``quiet`` seconds after the first change."""
        found: list[Change] = []
        last, at = before or self.look(area), perf()
        while perf() - since < most:
            seen, now = self.look(area), perf()
            if seen != last:
                found.append((now - since, seen))
                last, at = seen, now
            if found and now - at > quiet:
                break
            time.sleep(0.004 if area is WHOLE else 0.001)  # as in the yardstick
        return found

    def react(self, key: str, area: Area, *, quiet: float = 0.4, most: float = 5) -> list[Change]:
        """Press a key and return the changes it led to."""
        before = self.look(area)
        since = perf()
        self.press(key)
        return self.changes(since, area, quiet=quiet, most=most, before=before)

    def give_keyboard(self, title: str) -> None:
        """Let the window whose title contains ``title`` have the keyboard; there is no manager."""
        environment = {**os.environ, "DISPLAY": self.name}
        find = ["xdotool", "search", "--sync", "--onlyvisible", "--name", title]
        found = subprocess.run(find, env=environment, capture_output=True, text=True, check=False)
        for window in found.stdout.split()[:1]:
            subprocess.run(
                ["xdotool", "windowfocus", "--sync", window], env=environment, check=False
            )


@contextmanager
def started() -> Iterator[Screen]:
    """Start Xvfb on a free display and end it afterwards."""
    with display(WIDTH, HEIGHT) as name:
        yield Screen(name)
