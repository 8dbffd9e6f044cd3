"""Colours can be read, and the window follows the choice of light and dark."""

import re
import runpy
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QImage, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QCompleter,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QWidget,
)

from flashcards.paths import resources_dir
from flashcards.settings import Mode
from flashcards.text.highlight import TOKEN_CLASSES
from flashcards.ui import theme as themes
from flashcards.ui.card_style import card_sheet
from flashcards.ui.style import style_sheet
from flashcards.ui.theme import Theme
from flashcards.ui.tokens import DARK, DARK_HIGH, LIGHT, LIGHT_HIGH, Tokens, contrast
from tests.conftest import ROOT
from tests.qtbot import QtBot

BOTH = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
HIGH = pytest.mark.parametrize("tokens", [LIGHT_HIGH, DARK_HIGH], ids=["light", "dark"])
ALL = pytest.mark.parametrize("tokens", [LIGHT, DARK, LIGHT_HIGH, DARK_HIGH])
BACKGROUNDS = ("window", "surface", "raised")


@ALL
def test_text_of_every_colour_can_be_read_on_every_background(tokens: Tokens) -> None:
    colours = (*("text", "muted", "accent", "again", "hard", "good", "easy", "warning"),)
    for colour, background in product(colours, BACKGROUNDS):
        found = contrast(getattr(tokens, colour), getattr(tokens, background))
        assert found >= 4.5, f"{colour} on {background}: {found:.2f}"


@ALL
def test_text_on_what_is_chosen_pressed_or_code_can_be_read(tokens: Tokens) -> None:
    assert contrast(tokens.on_accent, tokens.accent) >= 4.5
    for background in (tokens.selection, tokens.hover, tokens.code):
        assert contrast(tokens.text, background) >= 4.5
        assert contrast(tokens.muted, background) >= 4.5
    for colour in (tokens.accent, tokens.good, tokens.hard, tokens.easy):
        assert contrast(colour, tokens.code) >= 4.5


@ALL
def test_words_on_masks_can_be_read(tokens: Tokens) -> None:
    for colour in (tokens.mask, tokens.mask_asked, tokens.mask_paper):
        assert contrast(tokens.mask_edge, colour) >= 4.5


@ALL
def test_edges_that_carry_meaning_stand_out(tokens: Tokens) -> None:
    for background in BACKGROUNDS:
        assert contrast(tokens.outline, getattr(tokens, background)) >= 3.0
        assert contrast(tokens.accent, getattr(tokens, background)) >= 3.0


@BOTH
def test_the_year_grows_steadily_from_nothing_to_much(tokens: Tokens) -> None:
    steps = [contrast(step, tokens.surface) for step in tokens.heat]
    assert steps == sorted(steps)
    assert steps[-1] >= 3.0
    assert contrast(tokens.heat[0], tokens.raised) >= 1.15, "a day without study is not seen"


def test_contrast_is_that_of_the_published_formula() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@ALL
def test_ticks_and_arrows_wear_the_colours_of_their_theme(tokens: Tokens) -> None:
    drawn = {path.stem: path.read_text() for path in (resources_dir() / "themes").glob("*.svg")}
    sheet = style_sheet(tokens, 10, "/marks", ".svg")
    for name in set(re.findall(r"/marks-(\w+)\.svg", sheet)):
        wanted = tokens.on_accent if name in ("check", "dot") else tokens.muted
        assert f'stroke="{wanted}"' in drawn[f"{tokens.name}-{name}"]


def test_choosing_dark_dresses_the_whole_application(theme: Theme, qapp: QApplication) -> None:
    theme.set_mode("dark")
    assert themes.color("surface").name() == DARK.surface
    assert qapp.palette().color(QPalette.ColorRole.Window).name() == DARK.surface
    assert DARK.raised in qapp.styleSheet()
    theme.set_mode("light")
    assert qapp.palette().color(QPalette.ColorRole.Window).name() == LIGHT.surface


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit, QSpinBox, QComboBox])
def test_the_hint_in_an_empty_field_can_be_read(
    theme: Theme, qtbot: QtBot, mode: Mode, kind: type[QWidget]
) -> None:
    theme.set_mode(mode)
    field = kind()
    qtbot.addWidget(field)
    if isinstance(field, QComboBox):
        field.setEditable(True)
    written_in = field.findChild(QLineEdit) or field
    field.show()
    hint = written_in.palette().color(QPalette.ColorRole.PlaceholderText)
    assert hint.alpha() == 255
    assert contrast(hint.name(), (LIGHT if mode == "light" else DARK).raised) >= 4.5
    theme.set_mode("light")


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_what_a_field_is_completed_with_can_be_read(theme: Theme, qtbot: QtBot, mode: Mode) -> None:
    theme.set_mode(mode)
    field = QLineEdit()
    completer = QCompleter(["articles", "artists"], field)
    field.setCompleter(completer)
    qtbot.addWidget(field)
    popup = completer.popup()
    assert popup is not None
    popup.resize(200, 120)
    shown = popup.grab().toImage()
    colours = LIGHT if mode == "light" else DARK
    assert shown.pixelColor(100, 110).name() == colours.raised
    assert shown.pixelColor(0, 60).name() == colours.border
    theme.set_mode("light")


class _Dressings(QObject):
    """Counts how often a widget is dressed anew."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Count, and let it happen."""
        self.count += event.type() == QEvent.Type.StyleChange
        return False


def test_a_part_is_not_dressed_more_often_the_deeper_it_lies(theme: Theme, qtbot: QtBot) -> None:
    theme.set_mode("light")
    outer = parent = QWidget()
    qtbot.addWidget(outer)
    for _ in range(12):
        parent = QWidget(parent)
    outer.show()
    dressings = [_Dressings(each) for each in (outer, parent)]
    theme.set_mode("dark")
    theme.set_mode("light")
    assert dressings[0].count == dressings[1].count > 0


def test_the_window_follows_the_system_while_it_is_told_to(theme: Theme) -> None:
    hints = QGuiApplication.styleHints()
    theme.set_mode("system")
    for scheme, wanted in ((Qt.ColorScheme.Dark, DARK), (Qt.ColorScheme.Light, LIGHT)):
        hints.setColorScheme(scheme)
        if hints.colorScheme() == scheme:
            assert themes.tokens() is wanted
    hints.unsetColorScheme()
    theme.set_mode("light")
    assert themes.tokens() is LIGHT


def test_card_text_keeps_within_the_scale_a_learner_may_choose(qapp: QApplication) -> None:
    assert themes.card_font(1.0).pointSizeF() == themes.CARD_PT
    assert themes.card_font(9.0).pointSizeF() == themes.CARD_PT * 3
    assert themes.card_font(0.1).pointSizeF() == pytest.approx(themes.CARD_PT * 0.7)


def test_code_and_clozes_are_dressed_in_both_themes() -> None:
    for name in TOKEN_CLASSES:
        assert f".{name}" in card_sheet(LIGHT, 20)
    assert DARK.accent in card_sheet(DARK, 20).split(".cloze")[1][:40]


MARKS = runpy.run_path(str(ROOT / "packaging" / "marks.py"))
DRAWINGS = sorted((resources_dir() / "themes").glob("*.svg"))


@pytest.mark.parametrize("scale", MARKS["SCALES"])
@pytest.mark.parametrize("drawing", DRAWINGS, ids=lambda drawing: drawing.stem)
def test_every_tick_and_arrow_is_there_as_a_picture_too(
    drawing: Path, scale: int, qapp: QApplication
) -> None:
    kept = QImage(str(MARKS["picture"](drawing, scale)))
    right = MARKS["drawn"](drawing, scale)
    assert kept.size() == right.size()
    apart = [
        abs(kept.pixelColor(x, y).alpha() - right.pixelColor(x, y).alpha())
        for x in range(right.width())
        for y in range(right.height())
    ]
    assert max(apart) < 40  # machines draw edges a little differently


def _ink(box: QCheckBox) -> int:
    """White in the middle of the box, which is of the accent's colour when it is ticked."""
    image = box.grab().toImage()
    middle = image.height() // 2
    places = ((x, y) for x in range(5, 13) for y in range(middle - 4, middle + 4))
    return sum(image.pixelColor(x, y).lightness() > 200 for x, y in places)


@pytest.mark.parametrize("drawn", [True, False], ids=["with SVG", "without"])
def test_a_box_that_is_ticked_shows_a_tick_whether_qt_reads_svg_or_not(
    drawn: bool, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not drawn:
        monkeypatch.setattr(themes, "QIcon", lambda _path: QIcon())
    themes.ending_of_marks.cache_clear()
    assert themes.ending_of_marks() == (".svg" if drawn else ".png")
    Theme("light").apply()
    box = QCheckBox()
    qtbot.addWidget(box)
    box.setChecked(True)
    assert 4 < _ink(box) < 40
    monkeypatch.undo()
    themes.ending_of_marks.cache_clear()
    Theme("light").apply()
