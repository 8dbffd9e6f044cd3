"""Opens the window on a collection of its own, and every screen in it."""

from collections.abc import Callable
from typing import Any, TypeAlias

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget

import flashcards
from flashcards.api import Collection
from flashcards.self_test import own_files
from flashcards.self_test.bench import Bench, FailedError, Found, until
from flashcards.self_test.shipped import is_blank
from flashcards.settings import Settings
from flashcards.ui.editor.window import add_note, edit_note
from flashcards.ui.importing.export_dialog import open_export
from flashcards.ui.main_window import MainWindow
from flashcards.ui.occlusion.opening import add_occlusion
from flashcards.ui.palette import Palette
from flashcards.ui.printing.dialog import open_print
from flashcards.ui.screens import SCREENS
from flashcards.ui.theme import Theme

Opening: TypeAlias = Callable[[MainWindow], QWidget | None]

ARTICLE = """# Zorfs

**Plim**: a zorf of glims that zorfles the quum.

## What zorfles a quum?

Glims zorfle a quum.
"""


def all_open(bench: Bench) -> Found:
    """Show each screen in turn, until what it reads has come, and look whether it is painted."""
    failed: list[str] = []
    with flashcards.open(bench.place("window.flashcards")) as collection:
        own_files.fill(collection)
        arguments = _arguments(collection)
        theme = Theme("light")
        theme.apply()
        window = MainWindow(collection, Settings(theme="light"), lambda _: None, theme)
        try:
            window.show()
            for row in SCREENS:
                failed += _opened(window, row.name, arguments.get(row.name, {}))
            for name, opening in WINDOWS.items():
                failed += _beside(window, name, opening)
        finally:
            _away(window)
    if failed:
        raise FailedError(*failed)
    return Found(f"{len(SCREENS)} screens and {len(WINDOWS)} windows")


def _arguments(collection: Collection) -> dict[str, dict[str, Any]]:
    """Return what screens are opened on; keeps an article in the collection."""
    draft = collection.articles.read(ARTICLE)
    collection.articles.accept(draft, draft.above(0))
    (source,) = collection.articles.sources()
    on_article = {"source_id": source.id}
    return {
        "options": {"deck": "Try"},
        "reading": on_article,
        "article_map": on_article,
        "article_reading": on_article,
        "article_changed": {},
        "article_fresh": {},
    }


def _opened(window: MainWindow, name: str, arguments: dict[str, Any]) -> list[str]:
    try:
        screen = window.go(name, **arguments)
        until(lambda: not window.jobs.running(), f"what the screen {name} reads")
        if window.front() != name:
            return [f"{name} is not the screen in front"]
        if is_blank(screen.grab().toImage()):
            return [f"{name} is empty"]
    except FailedError as error:
        return list(error.what)
    except Exception as error:  # noqa: BLE001  (the others are opened all the same)
        return [f"{name} cannot be opened ({type(error).__name__}: {error})"]
    return []


def _beside(window: MainWindow, name: str, opening: Opening) -> list[str]:
    """Open a window beside the first one, and close it again."""
    try:
        shown = opening(window)
        if shown is None:
            return [f"{name} did not open"]
        until(lambda: not window.jobs.running(), f"what the window for {name} reads")
        blank = is_blank(shown.grab().toImage())
        shown.close()
    except FailedError as error:
        return list(error.what)
    except Exception as error:  # noqa: BLE001  (the others are opened all the same)
        return [f"{name} cannot be opened ({type(error).__name__}: {error})"]
    return [f"{name} is empty"] if blank else []


def _note_window(window: MainWindow) -> QWidget | None:
    (note,) = window.collection.notes_of(window.collection.search("dog"))
    return edit_note(window, note)


def _palette(window: MainWindow) -> QWidget | None:
    window.open_palette()
    return window.findChild(Palette)


def _help(window: MainWindow) -> QWidget | None:
    window.open_help()
    return window.help_page


WINDOWS: dict[str, Opening] = {
    "adding notes": add_note,
    "a note": _note_window,
    "image occlusion": add_occlusion,
    "exporting": open_export,
    "printing": open_print,
    "commands": _palette,
    "keys": _help,
}
"""What opens each window beside the first one."""


def _away(window: MainWindow) -> None:
    """Take the window down as the program does when it ends."""
    window.jobs.stop_all()
    window.hide()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
