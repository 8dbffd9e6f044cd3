"""Buttons: one primary, the others quiet, all named and reachable by keyboard."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import QAbstractButton, QPushButton, QToolButton

from flashcards.ui import icons
from flashcards.ui.hints import set_hint
from flashcards.ui.platform_keys import key_words

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

_ICON_TINT = {"primary": "on_accent", "danger": "again"}
ICON_SIZE = 18


def dress(push: QPushButton, kind: str = "", icon: str = "") -> None:
    """Give a push button its kind and icon; the mouse leaves the keyboard where it is."""
    push.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    push.setAutoDefault(True)  # so that Enter presses it when it has the keyboard
    push.setCursor(Qt.CursorShape.PointingHandCursor)
    if kind:
        push.setProperty("kind", kind)
    if icon:
        push.setIcon(icons.icon(icon, _ICON_TINT.get(kind, "muted")))
        push.setIconSize(QSize(ICON_SIZE, ICON_SIZE))


def button(
    text: str,
    on: Callable[[], object] | None = None,
    *,
    kind: str = "",
    icon: str = "",
    hint: str = "",
) -> QPushButton:
    """Return a push button. Kinds: ``primary``, ``quiet``, ``link``, ``danger``, or a rating."""
    result = QPushButton(text)
    dress(result, kind, icon)
    if hint:
        set_hint(result, hint)
    if on is not None:
        result.clicked.connect(lambda _checked=False: on())
    return result


def make_choice(push: QAbstractButton) -> None:
    """Let a button be one of several of which exactly one is pressed, and be known as that."""
    push.setCheckable(True)
    push.setAutoExclusive(True)


def icon_button(
    icon: str, name: str, on: Callable[[], object] | None = None, *, kind: str = "quiet"
) -> QToolButton:
    """Return a button that shows an icon alone; ``name`` is its hint and its accessible name."""
    result = QToolButton()
    result.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    result.setProperty("kind", kind)
    result.setIcon(icons.icon(icon, "muted"))
    result.setIconSize(QSize(ICON_SIZE, ICON_SIZE))
    set_hint(result, name)
    result.setAccessibleName(name)
    if on is not None:
        result.clicked.connect(lambda _checked=False: on())
    return result


class CommandButton(QPushButton):
    """A button tied to a command: its text, icon, key and whether it is possible now."""

    def __init__(self, window: "MainWindow", command_id: str, kind: str = "") -> None:
        self._action = window.commands.action(command_id)
        super().__init__()
        dress(self, kind, window.commands.row(command_id).icon)
        self._commands = window.commands
        self._id = command_id
        self.clicked.connect(self._trigger)
        self._action.changed.connect(self._follow)
        self._follow()

    @Slot()
    def _trigger(self) -> None:
        self._commands.trigger(self._id)

    @Slot()
    def _follow(self) -> None:
        action, row = self._action, self._commands.row(self._id)
        self.setEnabled(action.isEnabled())
        self.setText(row.text_now)  # its own letter, which a menu may have to change
        keys = ", ".join(dict.fromkeys(key_words(key.toString()) for key in action.shortcuts()))
        name = row.plain_text
        set_hint(self, f"{name} ({keys})" if keys else name)


def command_button(window: "MainWindow", command_id: str, *, kind: str = "") -> CommandButton:
    """Return a button tied to a command."""
    return CommandButton(window, command_id, kind)
