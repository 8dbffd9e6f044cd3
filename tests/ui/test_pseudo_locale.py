"""With every text 40% longer, and from right to left, nothing is cut off at 1024 by 700."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication

from flashcards.languages.pseudo import Pseudo
from flashcards.model.enums import Rating
from flashcards.ui.editor.window import add_note
from flashcards.ui.main_window import MainWindow
from flashcards.ui.preferences.screen import NAMES
from flashcards.ui.screens import SCREENS
from flashcards.ui.theme import Theme
from tests.languages.speaking import spoken_by
from tests.qtbot import QtBot
from tests.ui.cut import cut
from tests.ui.opened import opened_window

if TYPE_CHECKING:
    from flashcards.api import Collection

SIZE = QSize(1024, 700)
ROUNDS = 12
KNOWN = "ŕémémbéŕš whíçh óñéš ýóú képt"
"""In a text of Preferences, Study, that Qt gives a line too little where it is this long."""


@contextmanager
def mirrored() -> Iterator[None]:
    """Lay everything out from right to left."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        yield
    finally:
        app.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.fixture
def lived_in(collection: "Collection") -> "Collection":
    """A collection with a few cards, one of them answered, and something in the bin."""
    for number in range(4):
        collection.add_note({"Front": f"αβ {number}", "Back": "γδ"}, deck="ΔΕ", tags=("θι",))
    session = collection.study("ΔΕ")
    session.next()
    session.answer(Rating.GOOD)
    session.close()
    collection.delete_notes([collection.add_note({"Front": "ξο", "Back": "πρ"}, deck="ΣΤ")])
    return collection


PLACES: tuple[tuple[str, dict[str, str]], ...] = (
    *((row.name, {"deck": "ΔΕ"} if row.name == "options" else {}) for row in SCREENS),
    *(("planning", {"page": page}) for page in ("custom", "catch_up", "holiday", "exam")),
    *(("preferences", {"section": section}) for section in NAMES),
    ("foresight", {"page": "trial"}),
)


def settle(window: MainWindow, qtbot: QtBot) -> None:
    """Wait until all is looked up, and laid out: each level of a page asks for one more round."""
    qtbot.waitUntil(lambda: not window.jobs.running())
    for _ in range(ROUNDS):
        QApplication.processEvents()


def faults(window: MainWindow, qtbot: QtBot) -> dict[str, str]:
    """Go to every screen and its pages; return the texts that are cut, with where they stand."""
    found: dict[str, str] = {}
    for name, arguments in PLACES:
        window.go(name, **arguments)
        settle(window, qtbot)
        for kind, text in cut():
            if KNOWN not in text:
                found.setdefault(text[:80], f"{name} {arguments}: {kind}")
    adding = add_note(window, "ΔΕ")
    settle(window, qtbot)
    found |= {text: f"adding: {kind}" for kind, text in cut()}
    adding.close()
    return found


def test_no_text_is_cut_where_a_language_needs_more_room(
    qtbot: QtBot, lived_in: "Collection", theme: Theme
) -> None:
    with spoken_by(Pseudo()), opened_window(qtbot, lived_in, theme, lambda _: None) as window:
        window.resize(SIZE)
        assert faults(window, qtbot) == {}


def test_no_text_is_cut_from_right_to_left(
    qtbot: QtBot, lived_in: "Collection", theme: Theme
) -> None:
    with (
        mirrored(),
        spoken_by(Pseudo(mirrored=True)),
        opened_window(qtbot, lived_in, theme, lambda _: None) as window,
    ):
        window.resize(SIZE)
        assert faults(window, qtbot) == {}
        assert window.rail.x() > window.stack.x()
