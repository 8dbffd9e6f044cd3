"""With every text 40% longer, and from right to left, nothing is cut off at 1024 by 700."""

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from flashcards.languages.pseudo import Pseudo
from flashcards.model.enums import Rating
from flashcards.ui.editor.window import add_note
from flashcards.ui.main_window import MainWindow
from flashcards.ui.theme import Theme
from tests.languages.speaking import spoken_by
from tests.qtbot import QtBot
from tests.ui.cut_off import cut_off
from tests.ui.opened import mirrored, opened_window
from tests.ui.places import PLACES

if TYPE_CHECKING:
    from flashcards.api import Collection

SIZE = QSize(1024, 700)
ROUNDS = 12
PASSED = ("its hint needs", "is out of sight")
"""Hints in empty fields have an ellipsis, and rows of tabs this long can be pushed along."""


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


def settle(window: MainWindow, qtbot: QtBot) -> None:
    """Wait until all is looked up, and laid out: each level of a page asks for one more round."""
    qtbot.waitUntil(lambda: not window.jobs.running())
    for _ in range(ROUNDS):
        QApplication.processEvents()


def faults(window: MainWindow, qtbot: QtBot) -> dict[str, str]:
    """Go to every screen and its pages; return what is cut off, with where it stands."""
    found: dict[str, str] = {}
    for name, arguments in PLACES:
        window.go(name, **arguments)
        settle(window, qtbot)
        for fault in cut_off():
            if not any(passed in fault for passed in PASSED):
                found.setdefault(fault, f"{name} {arguments}")
    adding = add_note(window, "ΔΕ")
    settle(window, qtbot)
    found |= dict.fromkeys(cut_off(), "adding")
    adding.close()
    return found


def test_no_text_is_cut_where_a_language_needs_more_room(
    qtbot: QtBot, lived_in: "Collection", theme: Theme
) -> None:
    with spoken_by(Pseudo()), opened_window(qtbot, lived_in, theme, lambda _: None) as window:
        window.resize(SIZE)
        found = faults(window, qtbot)
        assert not found, chr(10).join(f"{k} | {v}" for k, v in found.items())


def test_no_text_is_cut_from_right_to_left(
    qtbot: QtBot, lived_in: "Collection", theme: Theme
) -> None:
    with (
        mirrored(),
        spoken_by(Pseudo(mirrored=True)),
        opened_window(qtbot, lived_in, theme, lambda _: None) as window,
    ):
        window.resize(SIZE)
        found = faults(window, qtbot)
        assert not found, chr(10).join(f"{k} | {v}" for k, v in found.items())
        assert window.rail.x() > window.stack.x()
