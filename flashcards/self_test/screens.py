"""Opens the window on a collection of its own, and every screen in it."""

from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

import flashcards
from flashcards.api import Collection
from flashcards.self_test import own_files
from flashcards.self_test.bench import Bench, FailedError, Found, until
from flashcards.self_test.shipped import is_blank
from flashcards.settings import Settings
from flashcards.ui.main_window import MainWindow
from flashcards.ui.screens import SCREENS
from flashcards.ui.theme import Theme

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
        finally:
            _away(window)
    if failed:
        raise FailedError(*failed)
    return Found(f"{len(SCREENS)} screens")


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


def _away(window: MainWindow) -> None:
    """Take the window down as the program does when it ends."""
    window.jobs.stop_all()
    window.hide()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
