"""A screen of its own for a test: Xvfb, the windows on it by their titles, and keys as pressed."""

import ctypes
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path

from tests.effort import PATIENCE_S
from tests.xvfb import display

WIDTH, HEIGHT = 1280, 860
LOOK_EVERY_S = 0.02
STILL_S = 0.6
"""A screen that has not changed for so long is done with what it was asked."""
_ALL_PLANES, _Z_PIXMAP, _REVERT_TO_ROOT, _ANY_TYPE, _VIEWABLE = 0xFFFFFFFF, 2, 1, 0, 2
_NAMED_KEYS = {" ": "space", "\t": "Tab"}
_HANDLER = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)


class _Image(ctypes.Structure):
    """The beginning of Xlib's XImage."""

    _fields_ = (
        ("size_and_format", ctypes.c_int * 4),
        ("data", ctypes.c_void_p),
        ("layout", ctypes.c_int * 5),
        ("bytes_per_line", ctypes.c_int),
    )


class _Attributes(ctypes.Structure):
    """Xlib's XWindowAttributes, as far as it is read, in room for all of it."""

    _fields_ = (
        ("geometry", ctypes.c_int * 5),
        ("_visual", ctypes.c_void_p),
        ("_root", ctypes.c_ulong),
        ("_skipped", ctypes.c_int * 4),
        ("_planes", ctypes.c_ulong * 2),
        ("_save_under", ctypes.c_int),
        ("_colormap", ctypes.c_ulong),
        ("_map_installed", ctypes.c_int),
        ("map_state", ctypes.c_int),
        ("_rest", ctypes.c_long * 8),
    )


class Desktop:
    """What a person at the machine has: eyes for titles and pixels, and a keyboard.

    Stands in for the window manager too: keys go to the window they are meant for.
    """

    def __init__(self, name: str, pictures: Path) -> None:
        self.name = name
        self._pictures = pictures
        self._x = _xlib()
        self._test = ctypes.CDLL("libXtst.so.6")
        self._test.XTestFakeKeyEvent.argtypes = [
            *(ctypes.c_void_p, ctypes.c_uint, ctypes.c_int, ctypes.c_ulong)
        ]
        # A window may be gone between looking and asking; Xlib's own handler ends the process.
        self._ignore = _HANDLER(lambda _display, _event: 0)
        self._x.XSetErrorHandler(self._ignore)
        self._display = self._x.XOpenDisplay(name.encode())
        assert self._display, f"The display {name} does not answer."
        self._root = self._x.XDefaultRootWindow(self._display)
        self.alive: Callable[[], None] = lambda: None
        """Raises when the program under test has ended, so that nobody waits for it."""

    def close(self) -> None:
        """Leave the display."""
        self._x.XCloseDisplay(self._display)

    # Seeing

    def windows(self) -> dict[str, int]:
        """Return every window in sight, by title."""
        root, parent, children = (
            ctypes.c_ulong(),
            ctypes.c_ulong(),
            ctypes.POINTER(ctypes.c_ulong)(),
        )
        count = ctypes.c_uint()
        out = map(ctypes.byref, (root, parent, children, count))
        self._x.XQueryTree(self._display, self._root, *out)
        found = [children[at] for at in range(count.value)]
        if children:
            self._x.XFree(children)
        return {
            title: window
            for window in found
            if (title := self._title(window)) and self._in_sight(window)
        }

    def _in_sight(self, window: int) -> bool:
        found = _Attributes()
        self._x.XGetWindowAttributes(self._display, window, ctypes.byref(found))
        return bool(found.map_state == _VIEWABLE)

    def _title(self, window: int) -> str:
        kind, length, left = ctypes.c_ulong(), ctypes.c_ulong(), ctypes.c_ulong()
        form, text = ctypes.c_int(), ctypes.c_void_p()
        name = self._x.XInternAtom(self._display, b"_NET_WM_NAME", 0)
        out = map(ctypes.byref, (kind, form, length, left, text))
        self._x.XGetWindowProperty(self._display, window, name, 0, 256, 0, _ANY_TYPE, *out)
        if not text.value:
            return ""
        try:
            return ctypes.string_at(text.value, length.value).decode()
        finally:
            self._x.XFree(text)

    def look(self) -> str:
        """Return a hash of all pixels."""
        return blake2b(self._pixels(), digest_size=8).hexdigest()

    def picture(self, name: str) -> Path:
        """Keep what is on the screen, and return where."""
        from PySide6.QtGui import QImage

        path = self._pictures / f"{name}.png"
        QImage(self._pixels(), WIDTH, HEIGHT, QImage.Format.Format_RGB32).save(str(path))
        return path

    def _pixels(self) -> bytes:
        area = (0, 0, WIDTH, HEIGHT)
        image = self._x.XGetImage(self._display, self._root, *area, _ALL_PLANES, _Z_PIXMAP)
        found = image.contents
        pixels = ctypes.string_at(found.data, found.bytes_per_line * HEIGHT)
        self._x.XFree(found.data)
        self._x.XFree(image)
        return pixels

    # Waiting

    def wait(self, what: str, ready: Callable[[], bool], seconds: float = PATIENCE_S) -> None:
        """Look again and again until ``ready``; fail with what is on the screen after a while."""
        until = time.monotonic() + seconds
        while not ready():
            self.alive()
            if time.monotonic() > until:
                seen = ", ".join(self.windows()) or "no window"
                picture = self.picture("too-late")
                raise AssertionError(f"Waited for {what}; there is {seen} (see {picture}).")
            time.sleep(LOOK_EVERY_S)

    def wait_for_window(self, title: str) -> None:
        """Wait for a window whose title begins so, and give it the keyboard."""
        self.wait(f"a window “{title}”", lambda: self._window(title) is not None)
        self.wait(f"the keyboard in “{title}”", lambda: self._give_keyboard(title))

    def wait_for_keyboard(self, title: str) -> None:
        """Wait until a window took the keyboard by itself, as it must where nobody gives it."""
        self.wait(f"“{title}” to take the keyboard", lambda: self._has_keyboard(title))

    def wait_until_gone(self, title: str) -> None:
        """Wait until no window's title begins so."""
        self.wait(f"the end of “{title}”", lambda: self._window(title) is None)

    def wait_until_still(self) -> None:
        """Wait until nothing on the screen moves any more."""
        last, since = self.look(), time.monotonic()

        def still() -> bool:
            nonlocal last, since
            seen, now = self.look(), time.monotonic()
            if seen != last:
                last, since = seen, now
            return now - since > STILL_S

        self.wait("the screen to come to rest", still)

    def _window(self, title: str) -> int | None:
        windows = self.windows().items()
        return next((window for name, window in windows if name.startswith(title)), None)

    def _give_keyboard(self, title: str) -> bool:
        window = self._window(title)
        if window is None:
            return False
        self._x.XSetInputFocus(self._display, window, _REVERT_TO_ROOT, 0)
        self._x.XSync(self._display, 0)
        return self._has_keyboard(title)

    def _has_keyboard(self, title: str) -> bool:
        has, revert = ctypes.c_ulong(), ctypes.c_int()
        self._x.XGetInputFocus(self._display, ctypes.byref(has), ctypes.byref(revert))
        return has.value == self._window(title)

    # Pressing

    def press(self, key: str, *held: str) -> None:
        """Press and release a key by its X name, such as ``Return``, while others are held."""
        codes = [self._code(name) for name in (*held, key)]
        for code in codes:
            self._test.XTestFakeKeyEvent(self._display, code, 1, 0)
        for code in reversed(codes):
            self._test.XTestFakeKeyEvent(self._display, code, 0, 0)
        self._x.XSync(self._display, 0)

    def type(self, text: str) -> None:
        """Press the keys that write a text of ASCII letters, digits and signs."""
        for letter in text:
            keysym = self._keysym(letter)
            code = self._x.XKeysymToKeycode(self._display, keysym)
            shifted = self._x.XkbKeycodeToKeysym(self._display, code, 0, 0) != keysym
            name = _NAMED_KEYS.get(letter, f"U{ord(letter):04X}")
            self.press(name, *(("Shift_L",) if shifted else ()))

    def _keysym(self, letter: str) -> int:
        # A Latin letter's keysym is its code point.
        return ord(letter) if letter not in _NAMED_KEYS else self._named(_NAMED_KEYS[letter])

    def _named(self, name: str) -> int:
        return int(self._x.XStringToKeysym(name.encode()))

    def _code(self, name: str) -> int:
        keysym = int(name[1:], 16) if len(name) == 5 and name[0] == "U" else self._named(name)
        code = int(self._x.XKeysymToKeycode(self._display, keysym))
        assert code, f"The keyboard has no key {name}."
        return code


def _xlib() -> ctypes.CDLL:
    x = ctypes.CDLL("libX11.so.6")
    pointer, number, long = ctypes.c_void_p, ctypes.c_int, ctypes.c_ulong
    x.XOpenDisplay.restype = pointer
    x.XDefaultRootWindow.restype = x.XStringToKeysym.restype = x.XInternAtom.restype = long
    x.XkbKeycodeToKeysym.restype = long
    x.XKeysymToKeycode.restype = ctypes.c_ubyte
    x.XGetImage.restype = ctypes.POINTER(_Image)
    for name in ("XCloseDisplay", "XDefaultRootWindow", "XFree"):
        getattr(x, name).argtypes = [pointer]
    x.XSync.argtypes = [pointer, number]
    x.XQueryTree.argtypes = [pointer, long, *[pointer] * 4]
    x.XGetWindowAttributes.argtypes = [pointer, long, pointer]
    x.XInternAtom.argtypes = [pointer, ctypes.c_char_p, number]
    numbers = [long, long, ctypes.c_long, ctypes.c_long, number, long]
    x.XGetWindowProperty.argtypes = [pointer, *numbers, *[pointer] * 5]
    x.XGetImage.argtypes = [pointer, long, *[number] * 4, long, number]
    x.XKeysymToKeycode.argtypes = [pointer, long]
    x.XkbKeycodeToKeysym.argtypes = [pointer, ctypes.c_ubyte, number, number]
    x.XSetInputFocus.argtypes = [pointer, long, number, long]
    x.XGetInputFocus.argtypes = [pointer, pointer, pointer]
    x.XSetErrorHandler.argtypes = [_HANDLER]
    return x


@contextmanager
def started(pictures: Path) -> Iterator[Desktop]:
    """Start Xvfb on a display nobody has, and end it afterwards."""
    with display(WIDTH, HEIGHT) as name:
        desktop = Desktop(name, pictures)
        try:
            yield desktop
        finally:
            desktop.close()
