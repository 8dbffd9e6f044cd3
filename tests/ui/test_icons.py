"""Icons are drawn from our own files, in the colour of the moment, sharp."""

import gc
import re

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from flashcards.paths import resources_dir
from flashcards.ui import icons
from flashcards.ui import theme as themes
from flashcards.ui.theme import Theme

NAMES = sorted(path.stem for path in (resources_dir() / "icons").glob("*.svg"))


@pytest.mark.parametrize("name", NAMES)
def test_every_icon_is_a_line_drawing_on_the_same_grid(name: str) -> None:
    drawing = icons.icon_path(name).read_text(encoding="utf-8")
    assert 'viewBox="0 0 20 20"' in drawing
    assert 'stroke-width="1.5"' in drawing
    assert 'stroke="currentColor"' in drawing
    assert not re.search(r"<(script|use|image|style|text)\b", drawing)


@pytest.mark.parametrize("name", NAMES)
def test_every_icon_shows_something(name: str, qapp: QApplication) -> None:
    image = icons.pixmap(name, "text", 20).toImage()
    inked = sum(image.pixelColor(x, y).alpha() > 100 for x in range(20) for y in range(20))
    assert 6 <= inked <= 260


def test_a_painted_icon_is_sharp_on_a_screen_of_small_pixels(qapp: QApplication) -> None:
    """A style, a delegate or a printer paints it; nobody but the painter knows how large."""
    painted = QPixmap(40, 40)
    painted.setDevicePixelRatio(2.0)
    painted.fill(Qt.GlobalColor.transparent)
    with QPainter(painted) as painter:
        icons.icon("search").paint(painter, QRect(0, 0, 20, 20))
    assert painted.toImage() == icons.pixmap("search", "text", 20, 2.0).toImage()


def _ink(icon: QIcon) -> QColor:
    image = icon.pixmap(QSize(40, 40)).toImage()
    solid = (
        image.pixelColor(x, y)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() == 255
    )
    return next(solid)


def test_an_icon_made_once_takes_on_the_colours_of_a_new_theme(theme: Theme) -> None:
    icon = icons.icon("close", "accent")
    theme.set_mode("light")
    assert _ink(icon).name() == themes.color("accent").name()
    theme.set_mode("dark")
    assert _ink(icon).name() == themes.color("accent").name()
    theme.set_mode("light")


def test_an_icon_has_as_many_pixels_as_a_dense_screen_shows(qapp: QApplication) -> None:
    drawn = icons.pixmap("edit", "text", 20, 2.0)
    assert drawn.width() == 40
    assert drawn.deviceIndependentSize().width() == 20


def test_a_button_on_a_dense_screen_is_given_every_pixel(qapp: QApplication) -> None:
    drawn = icons.icon("edit").pixmap(QSize(20, 20), 2.0)
    assert (drawn.width(), drawn.devicePixelRatio()) == (40, 2.0)


def test_copies_of_icons_outlive_the_first(qapp: QApplication) -> None:
    copies = [QIcon(icons.icon(name)) for name in NAMES for _ in range(5)]
    gc.collect()
    assert all(not copy.pixmap(20, 20).isNull() for copy in copies)


def test_no_name_means_no_icon(qapp: QApplication) -> None:
    assert icons.icon("").isNull()


def test_a_copy_of_an_icon_that_is_changed_goes_on_drawing(theme: Theme) -> None:
    theme.set_mode("light")
    copy = QIcon(icons.icon("close", "accent"))
    copy.setIsMask(True)  # only now does Qt ask for an engine of its own
    gc.collect()
    assert _ink(copy).name() == themes.color("accent").name()


def test_the_programs_own_icon_keeps_its_colours_and_is_simpler_when_small(theme: Theme) -> None:
    icon = icons.program_icon()
    drawn = {}
    for mode in ("light", "dark"):
        theme.set_mode(mode)
        for side in (16, 48):
            drawn[mode, side] = icon.pixmap(side, side).toImage()
    theme.set_mode("light")
    assert drawn["light", 16] == drawn["dark", 16]
    assert drawn["light", 48] == drawn["dark", 48]
    # The line of the question is one whole row of pixels, not a blur of two.
    line = [drawn["light", 16].pixelColor(x, 8).name() for x in range(4, 10)]
    above = [drawn["light", 16].pixelColor(x, 7).name() for x in range(4, 10)]
    assert set(above) == {"#ffffff"}
    assert len(set(line)) == 1
    assert QColor(line[0]).lightness() < 130
    assert drawn["light", 48].pixelColor(0, 0).alpha() == 0
