"""Pictures of an article on its cards, before they are added and after."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage

from flashcards.ui.deck_from_article.deciding import Choice
from flashcards.ui.deck_from_article.words import card_words
from flashcards.ui.main_window import MainWindow
from tests.qtbot import QtBot
from tests.ui.waves import current, open_article, press, settle

if TYPE_CHECKING:
    from flashcards.api import Collection

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)

RED = QColor(201, 7, 33)
PAGE = (
    "<!doctype html><title>Hearts</title><body><article><h1>Hearts</h1>"
    "<figure><img src='heart.png'><figcaption>A heart with four chambers.</figcaption></figure>"
    "<p>They beat all day.</article>"
)


def test_a_picture_is_seen_on_its_card_before_it_is_added_and_kept_with_it(
    window: MainWindow, qtbot: QtBot, collection: "Collection", tmp_path: Path
) -> None:
    heart = QImage(300, 200, QImage.Format.Format_RGB32)
    heart.fill(RED)
    assert heart.save(str(tmp_path / "heart.png"))
    path = tmp_path / "hearts.html"
    path.write_text(PAGE, encoding="utf-8")
    screen = open_article(window, qtbot, path)
    assert card_words(current(screen).card)[0] == "What does this picture show?"
    shown = screen.page.list.viewport().grab().toImage()
    ratio = shown.devicePixelRatio()
    red = sum(shown.pixelColor(round(60 * ratio), y) == RED for y in range(shown.height()))
    assert red >= 80 * ratio
    press(screen, qtbot, Qt.Key.Key_Space)
    assert current(screen).choice is Choice.CHOSEN
    qtbot.keyClick(screen, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(window, qtbot)
    note = collection.note(collection.search_notes()[0])
    name = note.fields[0].partition("(")[2].partition(")")[0]
    assert collection.media_path(name).read_bytes() == (tmp_path / "heart.png").read_bytes()
