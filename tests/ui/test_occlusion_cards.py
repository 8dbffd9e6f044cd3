"""Cards show pictures under their masks, in both themes and sharp on every screen."""

import re

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QPainter, QTextDocument

from flashcards.settings import Mode
from flashcards.text.occlusion import covering
from flashcards.text.render import render_card
from flashcards.ui import theme
from flashcards.ui.given_pictures import as_file
from flashcards.ui.main_window import MainWindow
from flashcards.ui.occlusion.in_sight import asked_box
from flashcards.ui.pictures import measured
from flashcards.ui.rich_text import CardView
from tests.qtbot import QtBot
from tests.ui.masked import LEFT, RIGHT, TYPE, colour_at, picture
from tests.ui.painted import painted
from tests.ui.studying import study

IMAGE = QTextDocument.ResourceType.ImageResource.value
PLAIN = "#1060a0"


def _shown(window: MainWindow, view: CardView, html: str, qtbot: QtBot) -> QImage:
    view.set_html(html)
    qtbot.waitUntil(view.pictures.settled)
    found = re.search(r'src="([^"]*)"', html)
    assert found is not None
    image = view.loadResource(IMAGE, QUrl(found[1]))
    assert isinstance(image, QImage)
    return image


@pytest.fixture
def view(window: MainWindow, qtbot: QtBot) -> CardView:
    made = CardView(window)
    qtbot.addWidget(made)
    made.resize(700, 600)
    made.show()
    return made


def _sides(window: MainWindow, masks: str, number: int) -> tuple[str, str]:
    name = window.collection.import_media(picture())
    card = render_card(TYPE, (masks, f'<img src="{name}">'), "masked-1", number)
    return card.question_html, card.answer_html


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_question_covers_all_and_the_answer_what_was_not_asked(
    window: MainWindow, view: CardView, qtbot: QtBot, mode: Mode
) -> None:
    window.theme.set_mode(mode)
    question, answer = _sides(window, LEFT + RIGHT, 1)
    asked = _shown(window, view, question, qtbot)
    other = theme.color("mask").name()
    assert colour_at(asked, 0.12, 0.3) == theme.color("mask_asked").name()
    assert colour_at(asked, 0.75, 0.5) == other
    assert colour_at(asked, 0.45, 0.5) == PLAIN
    told = _shown(window, view, answer, qtbot)
    assert colour_at(told, 0.2, 0.5) == PLAIN
    assert colour_at(told, 0.75, 0.5) == other


def test_what_is_not_asked_is_open_where_each_mask_hides_itself_alone(
    window: MainWindow, view: CardView, qtbot: QtBot
) -> None:
    question, _ = _sides(window, (LEFT + RIGHT).replace(":oi=1", ""), 1)
    asked = _shown(window, view, question, qtbot)
    assert colour_at(asked, 0.12, 0.3) == theme.color("mask_asked").name()
    assert colour_at(asked, 0.75, 0.5) == PLAIN


def test_the_answer_shows_the_name_of_what_was_hidden_and_the_question_does_not(
    window: MainWindow, view: CardView, qtbot: QtBot
) -> None:
    named = LEFT.replace(":oi=1", ":text=Femur:oi=1") + RIGHT
    plain = [_shown(window, view, html, qtbot) for html in _sides(window, LEFT + RIGHT, 1)]
    shown = [_shown(window, view, html, qtbot) for html in _sides(window, named, 1)]
    assert shown[0] == plain[0]
    paper = theme.color("mask_paper").name()
    below = [colour_at(image, 0.2, y / 100) for image in (plain[1], shown[1]) for y in (82, 84, 86)]
    assert paper not in below[:3]
    assert paper in below[3:]
    other = _shown(window, view, _sides(window, named, 2)[1], qtbot)
    assert colour_at(other, 0.2, 0.84) == PLAIN


def test_a_change_of_theme_paints_the_masks_anew(
    window: MainWindow, view: CardView, qtbot: QtBot
) -> None:
    question, _ = _sides(window, LEFT, 1)
    before = colour_at(_shown(window, view, question, qtbot), 0.12, 0.3)
    window.theme.set_mode("dark")
    qtbot.waitUntil(view.pictures.settled)
    assert colour_at(_shown(window, view, question, qtbot), 0.12, 0.3) != before


def test_masks_over_a_small_picture_are_as_sharp_as_the_screen(window: MainWindow) -> None:
    name = window.collection.import_media(picture(60, 40))
    plain = measured(window.collection.media_path(name), 500, 2.0)
    masks = covering(_address(LEFT))
    assert plain is not None
    assert masks is not None
    sharp = plain.under(masks, 2.0).read()
    assert (sharp.width(), sharp.devicePixelRatio()) == (120, 2.0)
    assert sharp.deviceIndependentSize().width() == 60


def _address(masks: str) -> str:
    card = render_card(TYPE, (masks, '<img src="a.png">'), "masked-1", 1)
    return card.question_html.partition("?")[2].partition('"')[0]


def test_an_address_that_says_no_masks_shows_no_picture(
    window: MainWindow, view: CardView, qtbot: QtBot
) -> None:
    name = window.collection.import_media(picture())
    image = _shown(window, view, f'<img src="{name}?q1.AAAA">', qtbot)
    assert (image.width(), image.height()) == (1, 1)


LOW = "{{c1::image-occlusion:rect:left=.3:top=.9:width=.2:height=.05:oi=1}}"


def test_what_a_tall_picture_asks_is_in_sight_on_both_sides(
    window: MainWindow, qtbot: QtBot
) -> None:
    name = window.collection.import_media(picture(300, 2_400))
    fields = {"Occlusion": LOW, "Image": f'<img src="{name}">'}
    window.collection.add_note(fields, "Anatomy", note_type="image-occlusion")
    screen = study(window, "Anatomy")
    view = screen.page.pane
    _sees_what_is_asked(view, qtbot)
    before = view.verticalScrollBar().value()
    qtbot.keyClick(screen, Qt.Key.Key_Space)
    _sees_what_is_asked(view, qtbot)
    assert view.verticalScrollBar().value() == before, "nothing moves"


def _sees_what_is_asked(view: CardView, qtbot: QtBot) -> None:
    qtbot.waitUntil(view.pictures.settled)
    box = asked_box(view)
    assert box is not None
    assert 0 <= box.top() < box.bottom() <= view.viewport().height()
    assert painted(view, "mask_asked") > 100


def test_a_picture_of_masks_lies_over_the_other_one(
    window: MainWindow, view: CardView, qtbot: QtBot
) -> None:
    under = window.collection.import_media(picture())
    masks = QImage(100, 50, QImage.Format.Format_ARGB32)
    masks.fill(Qt.GlobalColor.transparent)
    with QPainter(masks) as painter:
        painter.fillRect(0, 0, 50, 50, Qt.GlobalColor.red)
    over = window.collection.import_media(as_file(masks))
    image = _shown(window, view, f'<img src="{under}?m.{over}">', qtbot)
    assert (colour_at(image, 0.2, 0.5), colour_at(image, 0.8, 0.5)) == ("#ff0000", PLAIN)
    gone = _shown(window, view, f'<img src="{under}?m.0123456789abcdef01234567.png">', qtbot)
    assert gone.width() == 1, "what masks are to hide is not shown without them"


DRAWN = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="400" height="200">'
    b'<rect width="200" height="200" fill="#00ff00"/></svg>'
)


def test_masks_drawn_as_svg_lie_over_the_picture_and_are_drawn_beside_the_window(
    window: MainWindow, view: CardView, qtbot: QtBot
) -> None:
    under = window.collection.import_media(picture())
    over = window.collection.import_media(DRAWN)
    html = f'<img src="{under}?m.{over}">'
    view.set_html(html)
    assert not view.pictures.settled(), "a process draws it, which the window does not wait for"
    image = _shown(window, view, html, qtbot)
    assert (colour_at(image, 0.2, 0.5), colour_at(image, 0.8, 0.5)) == ("#00ff00", PLAIN)
