"""Keys as each system has them: which it keeps for itself, what we use there instead, their names.

Keys are in Qt's portable writing. On a Mac ``Ctrl`` stands for the key ⌘ and ``Meta`` for ⌃.
"""

import sys
from collections.abc import Mapping, Sequence
from typing import Final, Literal, TypeAlias

from PySide6.QtGui import QKeyEvent, QKeySequence

Platform: TypeAlias = Literal["linux", "windows", "macos"]
_PLATFORMS: Final[Mapping[str, Platform]] = {"win32": "windows", "darwin": "macos"}
HERE: Final[Platform] = _PLATFORMS.get(sys.platform, "linux")
_DIGITS: Final = "1234567890"

RESERVED: Final[Mapping[Platform, Mapping[str, str]]] = {
    "linux": {
        "Alt+Tab": "goes to another window",
        "Alt+Shift+Tab": "goes to another window",
        "Alt+Escape": "goes to another window",
        "Alt+Space": "opens the menu of the window",
        "Alt+F1": "opens the menu of the desktop",
        "Alt+F2": "runs a command",
        "Alt+F4": "closes the window",
        "Alt+F7": "moves the window",
        "Alt+F8": "resizes the window",
        "Alt+F10": "makes the window large",
        "F10": "opens the menu bar",
        "Ctrl+Alt+T": "opens a terminal",
        "Ctrl+Alt+L": "locks the screen",
        "Ctrl+Alt+D": "shows the desktop",
        "Ctrl+Alt+Escape": "ends a window, or locks the screen",
        "Ctrl+Alt+Delete": "logs out",
        "Ctrl+Alt+Backspace": "ends the display server",
        "Ctrl+Alt+Left": "goes to another workspace",
        "Ctrl+Alt+Right": "goes to another workspace",
        "Ctrl+Alt+Up": "goes to another workspace",
        "Ctrl+Alt+Down": "goes to another workspace",
        "Ctrl+F7": "shows the windows of the program, on KDE",
        "Ctrl+F8": "shows all desktops, on KDE",
        "Ctrl+F9": "shows all windows of a desktop, on KDE",
        "Ctrl+F10": "shows all windows, on KDE",
        "Ctrl+F12": "shows the desktop, on KDE",
        **{f"Ctrl+Alt+F{number}": "goes to a console" for number in range(1, 13)},
        **{f"Ctrl+F{number}": "goes to a desktop, on KDE" for number in range(1, 5)},
    },
    "windows": {
        "Alt+Tab": "goes to another window",
        "Alt+Shift+Tab": "goes to another window",
        "Alt+Escape": "goes to another window",
        "Alt+Space": "opens the menu of the window",
        "Alt+F4": "closes the window",
        "Ctrl+Escape": "opens the start menu",
        "Ctrl+Shift+Escape": "opens the task manager",
        "Ctrl+Alt+Delete": "locks or logs out",
        "Ctrl+Alt+Tab": "shows all windows",
        "Ctrl+Shift+0": "chooses a keyboard, where there are several",
        "F10": "opens the menu bar",
        "F12": "belongs to debuggers",
        **{
            f"Ctrl+Alt+{arrow}": "turns the picture on the screen, by some graphics drivers"
            for arrow in ("Left", "Right", "Up", "Down")
        },
    },
    "macos": {
        "Ctrl+H": "hides the program",
        "Ctrl+Alt+H": "hides all others",
        "Ctrl+M": "puts the window away",
        "Ctrl+Alt+M": "puts all windows away",
        "Ctrl+Tab": "goes to another program",
        "Ctrl+Shift+Tab": "goes to another program",
        "Ctrl+`": "goes to another window",
        "Ctrl+Space": "opens Spotlight",
        "Ctrl+Alt+Space": "searches in the Finder",
        "Meta+Space": "chooses a keyboard",
        "Meta+Alt+Space": "chooses a keyboard",
        "Ctrl+Meta+Space": "offers emoji",
        "Ctrl+Meta+Q": "locks the screen",
        "Ctrl+Shift+Q": "logs out",
        "Ctrl+Alt+Escape": "forces a program to quit",
        "Ctrl+Alt+D": "hides the Dock",
        "Ctrl+Alt+W": "closes all windows",
        "Ctrl+Alt+8": "magnifies the screen",
        "Ctrl+Alt+=": "magnifies the screen",
        "Ctrl+Alt+-": "magnifies the screen",
        "Ctrl+F1": "mirrors the screen",
        "Ctrl+F5": "starts VoiceOver",
        "Ctrl+Alt+F5": "opens the choices for accessibility",
        "F11": "shows the desktop",
        "F12": "belongs to the Dashboard on older systems",
        "Meta+Left": "goes to another space",
        "Meta+Right": "goes to another space",
        "Meta+Up": "shows all windows",
        "Meta+Down": "shows the windows of the program",
        **{f"Ctrl+Shift+{digit}": "takes a picture of the screen" for digit in "3456"},
        **{f"Meta+F{number}": "goes about by keyboard" for number in range(1, 9)},
    },
}
"""Keys that do not reach a program, at least on some desktops, with what the system does by them.
Those that close windows, quit and open preferences are missing: there we do what is expected."""

_INSTEAD: Final[Mapping[Platform, Mapping[str, tuple[str, ...]]]] = {
    "linux": {"Ctrl+F7": ("Ctrl+;", "Ctrl+F7")},
    "windows": {"Ctrl+Shift+0": ("Ctrl+Alt+0",)},
    "macos": {
        "Ctrl+M": ("Meta+M",),
        "Ctrl+Alt+M": ("Meta+Alt+M",),
        "Ctrl+Alt+H": ("Meta+Alt+H",),
        "Ctrl+F7": ("Ctrl+;",),
        "F1": ("Ctrl+/", "F1"),
        "F11": ("Meta+Ctrl+F",),
        "Ctrl+Space": ("Alt+Escape",),
        "Alt+Left": ("Ctrl+Alt+Left",),
        "Alt+Right": ("Ctrl+Alt+Right",),
        "Del": ("Backspace", "Del"),
        "Delete": ("Backspace", "Delete"),
        "Shift+Delete": ("Shift+Backspace", "Shift+Delete"),
        "Ctrl+Shift+Delete": ("Ctrl+Shift+Backspace", "Ctrl+Shift+Delete"),
        **{f"Ctrl+Shift+{digit}": (f"Meta+Shift+{digit}",) for digit in _DIGITS},
        **{f"Alt+{digit}": (f"Ctrl+Alt+{digit}",) for digit in "01234"},
        **{f"Alt+Shift+{digit}": (f"Ctrl+Alt+Shift+{digit}",) for digit in "123456"},
    },
}
"""What stands in for a key: one that is reserved, that writes a sign there (⌥ with a letter or
digit), or that keyboards of a Mac lack (Delete, Insert, F keys)."""
_OWN: Final[Mapping[Platform, Mapping[str, tuple[str, ...]]]] = {
    "linux": {},
    "windows": {},
    "macos": {
        # A key hit by mistake after a typed answer must not delete the card.
        "study.delete": ("Ctrl+Backspace", "Del"),
        "types.delete": ("Ctrl+Backspace", "Ctrl+Delete"),
        "options.delete_preset": ("Ctrl+Backspace", "Ctrl+Delete"),
        "options.reset_all": ("Ctrl+Alt+Backspace",),
        "today.add_note": ("Ctrl+Alt+N", "Insert"),
    },
}
"""By the id of a command: its keys where those of the table would not do."""

_SIGNS: Final = {"Meta": "⌃", "Alt": "⌥", "Shift": "⇧", "Ctrl": "⌘"}
"""In the order in which a Mac writes them."""
_NAMES: Final = {
    "Return": "↩",
    "Enter": "⌤",
    "Backspace": "⌫",
    "Del": "⌦",
    "Esc": "⎋",
    "Tab": "⇥",
    "Left": "←",
    "Right": "→",
    "Up": "↑",
    "Down": "↓",
    "PgUp": "⇞",
    "PgDown": "⇟",
    "Home": "↖",
    "End": "↘",
}
"""What is written on keys of a Mac."""


_TYPING: Final = ("Space", "Return", "Enter", "Tab", "Backspace", "Del")


def keys_for(command_id: str, keys: Sequence[str], platform: Platform = HERE) -> tuple[str, ...]:
    """Return the keys of a command on a system, given those of its row."""
    own = _OWN[platform].get(command_id)
    if own is not None:
        return own
    instead = _INSTEAD[platform]
    return tuple(dict.fromkeys(new for key in keys for new in instead.get(key, (key,))))


def offers_key(platform: Platform = HERE) -> str:
    """Return the key that asks a field for what could be typed next."""
    return keys_for("", ("Ctrl+Space",), platform)[0]


def asks_for_offers(event: QKeyEvent) -> bool:
    """Whether a key pressed in a field asks for what could be typed next."""
    return QKeySequence(event.keyCombination()) == QKeySequence(offers_key())


def key_words(key: str, platform: Platform = HERE) -> str:
    """Return a key as the keyboards of a system name it; Qt's Return is what most call Enter."""
    if platform == "macos":
        return _on_a_mac(key)
    native = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
    return native.replace("Return", "Enter")


def _parts(key: str) -> tuple[set[str], str]:
    """Return which keys are held down, and the one that is pressed."""
    written = QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText)
    held, _, last = written.removesuffix("+").rpartition("+")
    if written.endswith("+"):  # what is pressed is the sign + itself
        return set(filter(None, (held or last).split("+"))), "+"
    return set(filter(None, held.split("+"))), last


def _on_a_mac(key: str) -> str:
    held, pressed = _parts(key)
    signs = "".join(sign for name, sign in _SIGNS.items() if name in held)
    return signs + _NAMES.get(pressed, pressed)


def types_text(key: str, platform: Platform = HERE) -> bool:
    """Whether a key puts a character into a text, so that no field can give it up."""
    held, pressed = _parts(key)
    if held - {"Shift"} == {"Alt"} and platform == "macos":
        return len(pressed) == 1
    if held - {"Shift"}:
        return False
    return len(pressed) == 1 or pressed in _TYPING
