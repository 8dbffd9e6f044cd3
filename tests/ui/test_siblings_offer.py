"""A collection from before siblings were kept apart is offered it once, on Today."""

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from flashcards.model.messages import message
from flashcards.ui.main_window import MainWindow
from tests.qtbot import QtBot
from tests.ui.at_home import home

if TYPE_CHECKING:
    from flashcards.api import Collection

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def older(collection: "Collection") -> "Collection":
    """A collection whose presets the last layout marked as undecided."""
    collection.add_note({"Front": "dog", "Back": "Hund"}, "German", note_type="basic-reverse")
    collection.set_options("German", bury_new=False, bury_reviews=False)
    with collection._store.writing(message("Bring up to date")) as conn:
        conn.exec_driver_sql(
            "UPDATE presets SET options = json_set(options, '$.offer_siblings', json('true'))"
        )
    return collection


def test_the_button_keeps_them_apart_and_undo_brings_the_offer_back(
    window: MainWindow, older: "Collection", qtbot: QtBot
) -> None:
    screen = home(window)
    assert screen.siblings.isVisible()
    assert screen.hero.big.text() == "2 cards"
    qtbot.mouseClick(screen.siblings.action, LEFT)
    qtbot.waitUntil(lambda: not screen.siblings.isVisible())
    assert screen.hero.big.text() == "1 card"
    assert window.toasts.text.text() == "Cards of one note are kept apart"
    window.undo()
    qtbot.waitUntil(screen.siblings.isVisible)
    assert not older.options("German").bury_new


def test_dismissed_it_is_offered_no_more_and_nothing_changes(
    window: MainWindow, older: "Collection", qtbot: QtBot
) -> None:
    screen = home(window)
    qtbot.mouseClick(screen.siblings.dismiss, LEFT)
    qtbot.waitUntil(lambda: not older.scheduling.offers_siblings())
    window.go("browse")
    assert not home(window).siblings.isVisible()
    assert not older.options("German").bury_new


def test_a_new_collection_is_offered_nothing(window: MainWindow, collection: "Collection") -> None:
    collection.add_note({"Front": "dog", "Back": "Hund"}, "German")
    assert not home(window).siblings.isVisible()
