"""High contrast: everything can be read and told apart without colour; and less motion."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from threading import Event
from typing import cast

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QProgressBar, QPushButton

from flashcards.desktop.wire import Typed
from flashcards.settings import Contrast, Mode, Settings
from flashcards.ui import theme as themes
from flashcards.ui.everyday.readers_wishes import FollowDesktop
from flashcards.ui.home.week import BAR_STEP_PX, BAR_WIDTH_PX, WeekBars
from flashcards.ui.jobs import Progress
from flashcards.ui.main_window import MainWindow
from flashcards.ui.preferences.screen import PreferencesScreen
from flashcards.ui.statistics.year import _paint_level
from flashcards.ui.style import mixed
from flashcards.ui.theme import Theme
from flashcards.ui.tokens import DARK, DARK_HIGH, LIGHT, LIGHT_HIGH, Tokens, contrast, mix
from flashcards.ui.widgets import button, choice_field
from flashcards.ui.widgets.busy import show_busy
from flashcards.ui.work_line import WorkLine
from tests.desktop.test_readers import portal
from tests.effort import PATIENCE_S
from tests.qtbot import QtBot
from tests.session_bus import VARIABLE, session_bus

HIGH = pytest.mark.parametrize("tokens", [LIGHT_HIGH, DARK_HIGH], ids=["light", "dark"])
TEXT, PARTS = 7.0, 4.5
"""The least contrast of text, and of what carries meaning; WCAG's AAA and more than its AA."""
INKS = ("text", "muted", "accent", "again", "hard", "good", "easy", "warning")
GROUNDS = ("window", "surface", "raised", "hover", "code", "selection", "highlight")
WASH = 0.28
"""The strongest of the washes in a colour of the theme that lie behind words."""


@pytest.fixture(autouse=True)
def _usual_afterwards(theme: Theme) -> Iterator[None]:
    yield
    theme.follow_desktop(still=False, high_contrast=False)
    theme.set_motion("system")
    theme.set_mode("light")
    theme.set_contrast("usual")


def _words(tokens: Tokens) -> Iterator[tuple[str, str, str]]:
    """Yield which words are on which ground: what they are, and both colours."""
    made = mixed(tokens)
    colours = {name: getattr(tokens, name) for name in (*INKS, *GROUNDS)}
    grounds = {name: colours[name] for name in GROUNDS} | {
        name: made[name] for name in ("pressed", "notice")
    }
    for ink, (name, ground) in product(INKS, grounds.items()):
        yield f"{ink} on {name}", colours[ink], ground
    for ink in ("text", "muted"):
        yield f"{ink} where one is in the sidebar", colours[ink], made["rail_on"]
    for ground in (tokens.accent, made["accent_hover"]):
        yield "on the first button", tokens.on_accent, ground
    for ink in ("on_toast", "toast_action"):
        yield ink, made[ink], made["toast"]
    for ground in ("mask", "mask_asked", "mask_paper"):
        yield f"on {ground}", tokens.mask_edge, getattr(tokens, ground)
    for kind in ("again", "hard", "good", "easy"):
        yield f"{kind} under the mouse", colours[kind], mix(tokens.raised, colours[kind], 0.12)
    for kind in ("again", "good", "accent", "warning"):
        yield f"on a wash of {kind}", tokens.text, mix(tokens.raised, colours[kind], WASH)


@HIGH
def test_every_text_stands_out_from_every_ground_it_is_on(tokens: Tokens) -> None:
    found = {what: contrast(ink, ground) for what, ink, ground in _words(tokens)}
    assert {what: ratio for what, ratio in found.items() if ratio < TEXT} == {}
    for ground in (tokens.surface, tokens.raised):
        assert contrast(mixed(tokens)["disabled"], ground) >= PARTS


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_words_can_be_read_on_what_is_marked_in_the_usual_contrast_too(tokens: Tokens) -> None:
    for ink in INKS:
        assert contrast(getattr(tokens, ink), tokens.highlight) >= PARTS, ink


@HIGH
def test_every_border_and_ring_stands_out(tokens: Tokens) -> None:
    for part, ground in product(("border", "outline", "accent", "good"), GROUNDS[:3]):
        found = contrast(getattr(tokens, part), getattr(tokens, ground))
        assert found >= PARTS, f"{part} on {ground}: {found:.2f}"
    assert contrast(tokens.heat[-1], tokens.raised) >= PARTS


@pytest.mark.parametrize(
    ("mode", "tokens"), [("light", LIGHT_HIGH), ("dark", DARK_HIGH)], ids=["light", "dark"]
)
def test_the_keyboard_is_shown_by_a_ring_of_three_pixels(
    theme: Theme, qtbot: QtBot, mode: Mode, tokens: Tokens
) -> None:
    theme.set_mode(mode)
    theme.set_contrast("high")
    push = button("Press")
    qtbot.addWidget(push)
    size = push.sizeHint()
    with qtbot.waitExposed(push):
        push.show()
    push.activateWindow()
    push.setFocus()
    qtbot.waitUntil(push.hasFocus)
    image = push.grab().toImage()
    middle = image.height() // 2
    assert [image.pixelColor(x, middle).name() for x in range(3)] == [tokens.accent] * 3
    assert push.sizeHint() == size, "nothing moves where the keyboard comes"
    assert themes.ring_px() == 3


def test_a_quiet_button_has_a_border_too(theme: Theme, qtbot: QtBot) -> None:
    theme.set_contrast("high")
    push = button("Press", kind="quiet")
    qtbot.addWidget(push)
    push.show()
    image = push.grab().toImage()
    assert image.pixelColor(0, image.height() // 2).name() == LIGHT_HIGH.border


def _filled(level: int) -> int:
    """How much of a day of the year is filled, in pixels."""
    image = QImage(20, 20, QImage.Format.Format_RGB32)
    image.fill(QColor(LIGHT_HIGH.raised))
    with QPainter(image) as painter:
        _paint_level(painter, QRectF(0, 0, 20, 20), level)
    ink = QColor(LIGHT_HIGH.heat[-1]).name()
    return sum(image.pixelColor(x, y).name() == ink for x in range(20) for y in range(20))


def test_the_days_of_the_year_are_told_apart_by_how_full_they_are(theme: Theme) -> None:
    theme.set_contrast("high")
    filled = [_filled(level) for level in range(5)]
    assert filled[0] == 0
    assert filled == sorted(set(filled))


def test_parts_of_charts_differ_by_pattern(theme: Theme) -> None:
    names = ("again", "hard", "good", "easy", "outline", "muted", "heat2", "heat3", "warning")
    assert {themes.brush(name).style() for name in names} == {Qt.BrushStyle.SolidPattern}
    theme.set_contrast("high")
    assert len({themes.brush(name).style() for name in names}) == len(names)
    assert themes.brush("accent").style() not in {
        themes.brush(name).style() for name in names if name != "good"
    }


def test_today_and_the_days_after_differ_by_pattern_in_the_week(theme: Theme, qtbot: QtBot) -> None:
    theme.set_contrast("high")
    bars = WeekBars()
    qtbot.addWidget(bars)
    bars.show_counts([8, 8, 0, 0, 0, 0, 0], 1)
    bars.show()
    image = bars.grab().toImage()
    middle = image.height() // 2
    wide = BAR_STEP_PX - BAR_WIDTH_PX
    seen = [
        {
            image.pixelColor(at * BAR_STEP_PX + wide // 2 + x, middle + y).name()
            for x, y in product(range(4, BAR_WIDTH_PX - 4), range(4))
        }
        for at in (0, 1)
    ]
    assert seen[0] == {LIGHT_HIGH.accent}
    assert len(seen[1]) > 1


def _appearance(window: MainWindow) -> PreferencesScreen:
    return cast(PreferencesScreen, window.go("preferences", section="appearance"))


def test_high_contrast_is_chosen_by_keys_and_kept(
    window: MainWindow, qtbot: QtBot, saved_settings: list[Settings]
) -> None:
    page = _appearance(window).appearance
    page.contrast.setFocus()
    qtbot.keyClick(page.contrast, Qt.Key.Key_End)
    assert themes.tokens() is LIGHT_HIGH
    assert saved_settings[-1].contrast == "high"
    window.change_settings(theme="dark")
    assert themes.tokens() is DARK_HIGH
    window.commands.trigger("theme.contrast")
    assert not themes.tokens().high
    assert page.contrast.currentData() == "usual"
    window.change_settings(theme="light")


@pytest.mark.parametrize(("contrast_", "high"), [("high", True), ("usual", False)])
def test_the_window_begins_in_the_contrast_that_was_kept(contrast_: Contrast, high: bool) -> None:
    Theme("light", contrast=contrast_).apply()
    assert themes.tokens().high is high


def _blinking() -> int:
    return QApplication.cursorFlashTime()


def _fades(effect: Qt.UIEffect) -> bool:
    return QApplication.isEffectEnabled(effect)


def test_nothing_moves_once_less_motion_is_wanted(
    window: MainWindow, qtbot: QtBot, saved_settings: list[Settings]
) -> None:
    whole, effect = Qt.UIEffect.UI_General, Qt.UIEffect.UI_AnimateMenu
    for each in (whole, effect):
        QApplication.setEffectEnabled(each, True)
    blinking = _blinking()
    field = _appearance(window).appearance.motion
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_End)
    assert saved_settings[-1].motion == "less"
    assert _blinking() == 0
    assert not _fades(effect)
    bar = QProgressBar()
    qtbot.addWidget(bar)
    show_busy(bar)
    assert (bar.minimum(), bar.maximum()) != (0, 0), "Qt moves such a bar"
    window.commands.trigger("theme.still")
    assert [each.motion for each in saved_settings][-2:] == ["less", "usual"]
    assert _blinking() == blinking
    assert _fades(effect)
    show_busy(bar)
    assert (bar.minimum(), bar.maximum()) == (0, 0)
    for each in (whole, effect):
        QApplication.setEffectEnabled(each, False)


def test_work_under_way_does_not_move_its_bar(window: MainWindow, theme: Theme) -> None:
    theme.set_motion("less")
    window.jobs.run("Working", lambda progress: None)
    for bar in window.findChildren(QProgressBar):
        assert not (bar.isVisible() and bar.minimum() == bar.maximum())


def test_a_bar_that_moves_stops_as_soon_as_less_motion_is_wanted(
    window: MainWindow, qtbot: QtBot
) -> None:
    bar, told = QProgressBar(), QProgressBar()
    for each in (bar, told):
        qtbot.addWidget(each)
        show_busy(each)
    told.setRange(0, 7)
    told.setValue(3)
    window.commands.trigger("theme.still")
    assert (bar.minimum(), bar.maximum()) != (0, 0)
    assert (told.minimum(), told.maximum(), told.value()) == (0, 7, 3)
    window.commands.trigger("theme.still")
    assert (bar.minimum(), bar.maximum()) == (0, 0)


def test_work_that_tells_no_end_does_not_move_its_bar_either(
    window: MainWindow, qtbot: QtBot, theme: Theme
) -> None:
    theme.set_motion("less")
    line, goes_on = WorkLine(window), Event()
    qtbot.addWidget(line)
    told: list[int] = []
    window.jobs.progressed.connect(lambda _job, done, _total: told.append(done))

    def work(progress: Progress) -> None:
        progress(1, 0)
        goes_on.wait(PATIENCE_S)

    line.run("Working", work, lambda _: None, lambda _: None)
    qtbot.waitUntil(lambda: told == [1])
    assert line.bar.minimum() != line.bar.maximum()
    goes_on.set()
    qtbot.waitUntil(lambda: not window.jobs.running())


def test_motion_and_contrast_are_as_the_desktop_has_them_until_the_learner_chooses(
    window: MainWindow, theme: Theme
) -> None:
    theme.set_contrast("system")
    theme.follow_desktop(still=True, high_contrast=True)
    assert themes.still()
    assert themes.tokens().high
    window.change_settings(motion="usual", contrast="usual")
    assert not themes.still()
    assert not themes.tokens().high
    window.change_settings(motion="system", contrast="system")
    assert themes.still()
    assert themes.tokens().high
    theme.follow_desktop(still=False, high_contrast=False)
    assert not themes.still()
    assert not themes.tokens().high


def test_the_desktop_is_asked_when_the_window_is_there(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with session_bus(tmp_path / "bus") as address:
        monkeypatch.setenv(VARIABLE, address)
        told = {"org.gnome.desktop.interface": {"enable-animations": Typed("b", False)}}
        with portal(told):
            FollowDesktop(window)
            qtbot.waitUntil(themes.still)
    assert window.commands.action("theme.still").isChecked()


def test_a_field_of_choices_has_room_for_the_longest(qtbot: QtBot, theme: Theme) -> None:
    field = choice_field("Contrast", [("Match system", 1), ("High", 2)])
    qtbot.addWidget(field)
    field.resize(field.sizeHint())
    field.show()
    whole = QPushButton()  # only to be sure that the sheet is there
    qtbot.addWidget(whole)
    room = field.grab().toImage()
    wider = choice_field("Contrast", [("Match system", 1), ("High", 2)])
    qtbot.addWidget(wider)
    wider.resize(field.sizeHint().width() + 40, field.sizeHint().height())
    wider.show()
    left = wider.grab().toImage().copy(0, 0, room.width() - 30, room.height())
    assert room.copy(0, 0, room.width() - 30, room.height()) == left, "nothing is left out"
