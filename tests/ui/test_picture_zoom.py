"""A picture of a card is seen by itself, by a click or by keys alone."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from flashcards.ui.main_window import MainWindow
from flashcards.ui.picture_zoom import PictureZoom
from flashcards.ui.reviewer.screen import ReviewerScreen
from tests.qtbot import QtBot
from tests.ui.masked import LEFT, picture
from tests.ui.painted import painted
from tests.ui.studying import study


@pytest.fixture
def screen(window: MainWindow, qtbot: QtBot) -> ReviewerScreen:
    """A card with two pictures, asked."""
    one, other = (window.collection.import_media(picture(colour=c)) for c in ("#aa2222", "#22aa22"))
    window.collection.add_note({"Front": f"![a]({one}) ![b]({other})", "Back": "x"}, deck="French")
    opened = study(window, "French")
    qtbot.waitUntil(opened.page.pane.pictures.settled)
    return opened


def _zoomed(window: MainWindow, qtbot: QtBot) -> PictureZoom:
    found = window.findChild(PictureZoom)
    assert isinstance(found, PictureZoom)
    qtbot.waitUntil(lambda: not found.image.isNull())
    return found


def _colour(zoom: PictureZoom) -> str:
    return zoom.grab().toImage().pixelColor(zoom.rect().center()).name()


def test_i_shows_the_picture_and_tab_the_next_one(
    window: MainWindow, screen: ReviewerScreen, qtbot: QtBot
) -> None:
    qtbot.keyClick(screen, Qt.Key.Key_I)
    zoom = _zoomed(window, qtbot)
    assert (_colour(zoom), zoom.words) == ("#aa2222", "Picture 1 of 2")
    qtbot.keyClick(zoom, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: zoom.words == "Picture 2 of 2")
    assert _colour(zoom) == "#22aa22"
    assert zoom.accessibleDescription() == zoom.words
    qtbot.keyClick(zoom, Qt.Key.Key_Escape)
    assert not zoom.isVisible()
    assert QApplication.focusWidget() is not zoom


def test_no_key_reaches_the_card_beneath(
    window: MainWindow, screen: ReviewerScreen, qtbot: QtBot
) -> None:
    before = screen.page.pane.toPlainText()
    qtbot.keyClick(screen, Qt.Key.Key_I)
    zoom = _zoomed(window, qtbot)
    for key in (Qt.Key.Key_3, Qt.Key.Key_E, Qt.Key.Key_Delete):
        qtbot.keyClick(zoom, key)
    assert zoom.isVisible()
    qtbot.keyClick(zoom, Qt.Key.Key_Space)
    assert not zoom.isVisible()
    assert screen.page.pane.toPlainText() == before


def test_plus_minus_and_zero_change_the_size(
    window: MainWindow, screen: ReviewerScreen, qtbot: QtBot
) -> None:
    qtbot.keyClick(screen, Qt.Key.Key_I)
    zoom = _zoomed(window, qtbot)
    fitting = zoom.sight.box.width()
    qtbot.keyClick(zoom, Qt.Key.Key_Plus)
    assert zoom.sight.box.width() == pytest.approx(fitting * 1.25)
    qtbot.keyClick(zoom, Qt.Key.Key_0)
    assert zoom.sight.box.width() == pytest.approx(fitting)
    qtbot.keyClick(zoom, Qt.Key.Key_Minus)
    assert zoom.sight.box.width() < fitting


def test_a_click_on_a_picture_shows_it_and_another_click_closes_it(
    window: MainWindow, screen: ReviewerScreen, qtbot: QtBot
) -> None:
    pane = screen.page.pane
    image = pane.grab().toImage()
    places = ((x, y) for y in range(0, image.height(), 8) for x in range(0, image.width(), 8))
    at = next(QPoint(x, y) for x, y in places if image.pixelColor(x, y).name() == "#22aa22")
    qtbot.mouseClick(pane.viewport(), pos=at + QPoint(20, 20))
    zoom = _zoomed(window, qtbot)
    assert zoom.words == "Picture 2 of 2"
    qtbot.mouseClick(zoom)
    assert not zoom.isVisible()


def test_a_card_without_pictures_offers_no_zoom(window: MainWindow) -> None:
    window.collection.add_note({"Front": "a", "Back": "b"}, deck="Words")
    study(window, "Words")
    assert not window.commands.enabled("study.zoom")


def test_masks_stay_on_a_picture_that_is_made_larger(window: MainWindow, qtbot: QtBot) -> None:
    name = window.collection.import_media(picture())
    fields = {"Occlusion": LEFT, "Image": f'<img src="{name}">'}
    window.collection.add_note(fields, "Anatomy", note_type="image-occlusion")
    qtbot.keyClick(study(window, "Anatomy"), Qt.Key.Key_I)
    assert painted(_zoomed(window, qtbot), "mask_asked") > 100
