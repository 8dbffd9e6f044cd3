"""pytest-qt's robot with types on its keys and mouse, and with one patience for all tests."""

from collections.abc import Callable
from typing import Any

import pytestqt.qtbot
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.wait_signal import SignalBlocker

# What never comes is waited for this long; what comes late beside twenty other processes is not.
PATIENCE_MS = 120_000

_NONE = Qt.KeyboardModifier.NoModifier
_LEFT = Qt.MouseButton.LeftButton
_MIDDLE = QPoint()


class QtBot(pytestqt.qtbot.QtBot):
    """Presses keys and buttons on a widget, and waits; a position left out is the middle."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = PATIENCE_MS) -> None:
        """Wait until ``callback`` is true, or says nothing and raises no AssertionError."""
        __tracebackhide__ = True
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(
        self,
        signal: Any,
        *,
        timeout: int = PATIENCE_MS,
        raising: bool | None = None,
        check_params_cb: Callable[..., bool] | None = None,
    ) -> SignalBlocker:
        """Wait, at the end of a ``with``, for a signal that may have come inside it."""
        return super().waitSignal(
            signal, timeout=timeout, raising=raising, check_params_cb=check_params_cb
        )

    def waitExposed(self, widget: QWidget, *, timeout: int = PATIENCE_MS) -> Any:
        """Wait, at the end of a ``with``, for a window to be on the screen."""
        return super().waitExposed(widget, timeout=timeout)

    @staticmethod
    def keyClick(
        widget: QWidget | None, key: Qt.Key, modifier: Qt.KeyboardModifier = _NONE
    ) -> None:
        """Press a key and let it go; without a widget it would end the process."""
        assert widget is not None, "nothing is there to take the key"
        QTest.keyClick(widget, key, modifier)

    @staticmethod
    def keyClicks(
        widget: QWidget | None, sequence: str, modifier: Qt.KeyboardModifier = _NONE
    ) -> None:
        """Type a text; Qt knows keys for ASCII letters alone, and ends the process at others."""
        assert widget is not None, "nothing is there to take the keys"
        assert sequence.isascii(), f"Qt has no keys for {sequence!r}"
        QTest.keyClicks(widget, sequence, modifier)

    @staticmethod
    def mouseClick(
        widget: QWidget | None,
        button: Qt.MouseButton = _LEFT,
        stateKey: Qt.KeyboardModifier = _NONE,  # noqa: N803  (Qt's name)
        pos: QPoint = _MIDDLE,
    ) -> None:
        """Press a button of the mouse and let it go."""
        assert widget is not None, "nothing is there to be clicked"
        QTest.mouseClick(widget, button, stateKey, pos)

    @staticmethod
    def mouseDClick(widget: QWidget, button: Qt.MouseButton = _LEFT, pos: QPoint = _MIDDLE) -> None:
        """Press a button of the mouse twice, as one double click."""
        QTest.mouseDClick(widget, button, _NONE, pos)

    @staticmethod
    def mousePress(widget: QWidget, button: Qt.MouseButton = _LEFT, pos: QPoint = _MIDDLE) -> None:
        """Press a button of the mouse and hold it."""
        QTest.mousePress(widget, button, _NONE, pos)

    @staticmethod
    def mouseMove(widget: QWidget, pos: QPoint = _MIDDLE) -> None:
        """Move the pointer there."""
        QTest.mouseMove(widget, pos)

    @staticmethod
    def mouseRelease(
        widget: QWidget, button: Qt.MouseButton = _LEFT, pos: QPoint = _MIDDLE
    ) -> None:
        """Let a held button of the mouse go."""
        QTest.mouseRelease(widget, button, _NONE, pos)
