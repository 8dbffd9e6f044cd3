"""SVG drawings are shown as large as they say, drawn by a process that cannot harm the window."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from flashcards.model.errors import UserError
from flashcards.model.pictures import is_drawing
from flashcards.ui.drawings import raster, size_of
from flashcards.ui.main_window import MainWindow
from flashcards.ui.pictures import measured
from flashcards.ui.rich_text import CardView
from tests.qtbot import QtBot

RED = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20">'
    b'<rect width="40" height="20" fill="red"/></svg>'
)


def kept(window: MainWindow, folder: Path, data: bytes) -> str:
    """Return the name a file is kept under."""
    file = folder / "given.svg"
    file.write_bytes(data)
    return window.collection.import_media(file)


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        (b'width="40" height="20"', (40, 20)),
        (b'viewBox="0 0 30 10"', (30, 10)),
        (b'width="60" viewBox="0 0 30 10"', (60, 20)),
        (b'width="1in" height="10mm"', (96, 38)),
        (b'width="100%" height="100%" viewBox="0,0,30,10"', (30, 10)),
        (b"", (300, 150)),
        (b'width="99999999" height="99999999"', (4096, 4096)),
        (b'width="-5" height="1e999"', (300, 150)),
    ],
)
def test_a_drawing_is_as_large_as_it_says(attributes: bytes, size: tuple[int, int]) -> None:
    found = size_of(b"<svg " + attributes + b">")
    assert (found.width(), found.height()) == size


@pytest.mark.parametrize(
    ("beginning", "known"),
    [
        (RED, True),
        (b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- a --><svg>', True),
        (b'<!DOCTYPE svg PUBLIC "a" "b" [<!ENTITY a "b">]><svg\n', True),
        (b"<html><svg>", False),
        (b"<svgx>", False),
        (b"", False),
        (b"<!--" * 1_000, False),
    ],
)
def test_drawings_are_known_by_how_they_begin(beginning: bytes, known: bool) -> None:
    assert is_drawing(beginning) is known


def test_a_drawing_on_a_card_is_drawn_and_sharp(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    name = kept(window, tmp_path, RED)
    assert name.endswith(".svg")
    view = CardView(window)
    qtbot.addWidget(view)
    view.resize(500, 300)
    view.set_html(f'<p><img src="{name}"></p>')
    view.show()
    qtbot.waitUntil(view.pictures.settled)
    image = view.document().resource(2, name)
    assert isinstance(image, QImage)
    assert image.size() == QSize(40, 20) * view.devicePixelRatioF()
    assert image.pixelColor(5, 5).name() == "#ff0000"


def test_a_drawing_that_cannot_be_drawn_says_so(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    name = kept(window, tmp_path, b"<svg width='40' height='20'><rect></svg>")
    view = CardView(window)
    qtbot.addWidget(view)
    view.set_html(f'<p><img src="{name}"></p>')
    view.show()
    qtbot.waitUntil(view.pictures.settled)
    image = view.document().resource(2, name)
    assert isinstance(image, QImage)
    assert image.width() > 100


def bomb() -> bytes:
    levels = "".join(
        f'<g id="g{n}">' + f'<use href="#g{n - 1}"/>' * 10 + "</g>" for n in range(1, 10)
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><defs>'
        f'<rect id="g0" width="1" height="1"/>{levels}</defs><use href="#g9"/></svg>'
    ).encode()


@pytest.mark.parametrize(
    "svg",
    [
        bomb(),
        b'<!DOCTYPE svg [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><svg width="9" height="9">&c;</svg>',
        b"<svg width='9' height='9'>" + b"<g>" * 100_000,
        b"<svg width='9' height='9' \xff\xfe",
    ],
)
def test_a_drawing_without_an_end_is_given_up(tmp_path: Path, svg: bytes) -> None:
    file = tmp_path / "a.svg"
    file.write_bytes(svg)
    picture = measured(file, 500)
    assert picture is not None
    assert picture.read().isNull()


def test_a_drawing_shows_no_other_file(tmp_path: Path) -> None:
    other = tmp_path / "b.png"
    image = QImage(20, 20, QImage.Format.Format_RGB32)
    image.fill(0xFF0000)
    image.save(str(other))
    href = f'href="{other.as_uri()}" xlink:href="{other}"'
    file = tmp_path / "a.svg"
    file.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'width="20" height="20"><image {href} width="20" height="20"/></svg>'
    )
    drawn = raster(file, QSize(20, 20))
    assert drawn.pixelColor(10, 10).alpha() == 0


def test_what_only_looks_like_a_drawing_is_not_kept(window: MainWindow, tmp_path: Path) -> None:
    with pytest.raises(UserError):
        kept(window, tmp_path, b"<html><svg></svg></html>")
