"""Remembers where a window was asked to go, for tests of screens that lead to others."""

from typing import Any

from flashcards.ui.main_window import MainWindow
from flashcards.ui.screen import Screen


def recorded_ways(window: MainWindow) -> list[tuple[str, dict[str, Any]]]:
    """Return a list that fills with each screen asked for from now on; nothing is shown."""
    ways: list[tuple[str, dict[str, Any]]] = []

    def go(name: str, **arguments: Any) -> Screen:
        ways.append((name, arguments))
        screen = window.built("today")
        assert screen is not None
        return screen

    window.go = go  # type: ignore[method-assign]  # heard, and not gone to
    return ways
