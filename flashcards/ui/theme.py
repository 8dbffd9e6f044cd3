"""One place for style: the active tokens, sizes and fonts, following the system live."""

from functools import cache
from types import SimpleNamespace
from typing import Any

from PySide6 import __version_info__
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFont, QFontDatabase, QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication, QStyleFactory

from flashcards.paths import resources_dir
from flashcards.settings import Contrast, Mode, Motion, Settings
from flashcards.ui.style import AROUND, BETWEEN, HAIR, INSIDE, RADIUS, palette, style_sheet
from flashcards.ui.tokens import DARK, DARK_HIGH, LIGHT, LIGHT_HIGH, Tokens

SPACE = SimpleNamespace(none=0, hair=HAIR, inside=INSIDE, between=BETWEEN, around=AROUND)
CARD_PT = 18.0
"""Size of card text at scale 1, in points."""
CARD_WIDTH_EM = 38
LINE_HEIGHT_PERCENT = 145
SMALLEST_SCALE, LARGEST_SCALE = 0.7, 3.0

_SANS = ["Inter", "Cantarell", "Noto Sans", "Segoe UI", "DejaVu Sans"]
_SERIF = ["Charter", "Source Serif 4", "Noto Serif", "Georgia", "DejaVu Serif"]
_MONO = ["JetBrains Mono", "SF Mono", "Cascadia Mono", "Noto Sans Mono", "DejaVu Sans Mono"]
_PLAIN_NAMES = {"", "sans", "sans serif", "sans-serif", "dejavu sans", "helvetica"}

__all__ = [
    "RADIUS",
    "SPACE",
    "Theme",
    "card_font",
    "code_families",
    "code_font",
    "color",
    "number_font",
    "tokens",
]


class _Active:
    """What is in force now; replaced as a whole, read by everything that paints."""

    tokens: Tokens = LIGHT
    still: bool = False


def tokens() -> Tokens:
    """Return the colours in force now."""
    return _Active.tokens


def color(name: str) -> QColor:
    """Return a token as a colour; ``heat0`` to ``heat4`` are the heatmap's steps."""
    if name.startswith("heat"):
        return QColor(_Active.tokens.heat[int(name[4:])])
    return QColor(getattr(_Active.tokens, name))


_PATTERNS = {
    "again": Qt.BrushStyle.BDiagPattern,
    "hard": Qt.BrushStyle.Dense5Pattern,
    "easy": Qt.BrushStyle.FDiagPattern,
    "outline": Qt.BrushStyle.DiagCrossPattern,
    "muted": Qt.BrushStyle.HorPattern,
    "warning": Qt.BrushStyle.CrossPattern,
    "heat2": Qt.BrushStyle.Dense6Pattern,
    "heat3": Qt.BrushStyle.Dense4Pattern,
}
"""What fills parts of charts where contrast is high; of what is full no chart has two."""


def brush(name: str) -> QBrush:
    """Return what parts of charts are filled with: where contrast is high, patterns differ, too."""
    pattern = _PATTERNS.get(name, Qt.BrushStyle.SolidPattern)
    return QBrush(color(name), pattern if _Active.tokens.high else Qt.BrushStyle.SolidPattern)


def ring_px() -> int:
    """Return how bold the line is round what has the keyboard."""
    return 3 if _Active.tokens.high else 1


def still() -> bool:
    """Whether nothing is to move by itself."""
    return _Active.still


class _Watch(QObject):
    """Tells what moves when that changes."""

    changed = Signal()


@cache
def motion_watch() -> _Watch:
    """Return what tells that things may move again, or are not to move any more."""
    return _Watch()


def ui_font() -> QFont:
    """Return the program's font: the system's own, or a calmer one where it is a mere default."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    if font.family().lower() in _PLAIN_NAMES:
        font.setFamilies([*_SANS, font.family()])
    font.setPointSizeF(max(10.0, font.pointSizeF()))
    return font


def number_font(base: QFont) -> QFont:
    """Return ``base`` with figures of one width, for numbers that stand in columns."""
    font = QFont(base)
    if __version_info__ >= (6, 8, 3):  # those before crash when they are given a feature
        font.setFeature(QFont.Tag("tnum"), 1)
    return font


def card_font(scale: float = 1.0, serif: bool = False) -> QFont:
    """Return the font cards are set in; ``scale`` is the learner's, 0.7 to 3."""
    font = ui_font()
    if serif:
        font.setFamilies([*_SERIF, "serif"])
    font.setPointSizeF(CARD_PT * min(LARGEST_SCALE, max(SMALLEST_SCALE, scale)))
    return font


def code_families() -> list[str]:
    """Return the families code is set in, best first."""
    return [*_MONO, "monospace"]


def code_font(base: QFont) -> QFont:
    """Return ``base`` in a face for code, as large as it is."""
    font = QFont(base)
    font.setFamilies(code_families())
    font.setStyleHint(QFont.StyleHint.Monospace)
    return font


@cache
def ending_of_marks() -> str:
    """Return how the names end of the ticks and arrows that this Qt can draw.

    Without its plugins for SVG, which some packages leave out, it draws nothing for one.
    """
    tried = QIcon(str(resources_dir() / "themes" / "light-tick.svg")).pixmap(20, 20).toImage()
    drawn = not tried.isNull() and any(
        tried.pixelColor(x, y).alpha() for x in range(tried.width()) for y in range(tried.height())
    )
    return ".svg" if drawn else ".png"


@cache
def _readers() -> tuple[Any, Any]:
    """Return Qt's hints, and what they say of the readers; None for that before Qt 6.10.

    Both are held: the second wrapper is of no use without the first.
    """
    hints = QGuiApplication.styleHints()
    ask = getattr(hints, "accessibility", None)
    return hints, ask() if ask is not None else None


def _system_is_high() -> bool:
    """Whether Qt knows that the system asks for high contrast."""
    found = _readers()[1]
    return found is not None and found.contrastPreference() == Qt.ContrastPreference.HighContrast


class _Motion:
    """Keeps what Qt moves by itself: the caret that blinks, menus and hints that fade in."""

    _EFFECTS = (
        Qt.UIEffect.UI_General,
        Qt.UIEffect.UI_AnimateMenu,
        Qt.UIEffect.UI_FadeMenu,
        Qt.UIEffect.UI_AnimateCombo,
        Qt.UIEffect.UI_AnimateTooltip,
        Qt.UIEffect.UI_FadeTooltip,
        Qt.UIEffect.UI_AnimateToolBox,
    )

    def __init__(self) -> None:
        self._usual: tuple[int, tuple[bool, ...]] | None = None

    def stop(self, *, stopped: bool) -> None:
        """Let none of it move, or let it move as it did before."""
        if stopped and self._usual is None:
            moving = tuple(QApplication.isEffectEnabled(each) for each in self._EFFECTS)
            self._usual = QApplication.cursorFlashTime(), moving
            QApplication.setCursorFlashTime(0)
            for each in self._EFFECTS:
                QApplication.setEffectEnabled(each, False)
        elif not stopped and self._usual is not None:
            blinking, moving = self._usual
            self._usual = None
            QApplication.setCursorFlashTime(blinking)
            for each, moved in zip(self._EFFECTS, moving, strict=True):
                QApplication.setEffectEnabled(each, moved)


class Theme(QObject):
    """Keeps the application dressed: applies tokens and follows the system when told to."""

    changed = Signal()

    def __init__(
        self,
        mode: Mode = "system",
        parent: QObject | None = None,
        *,
        contrast: Contrast = "system",
        motion: Motion = "system",
    ) -> None:
        super().__init__(parent)
        self._mode: Mode = mode
        self._contrast: Contrast = contrast
        self._motion: Motion = motion
        self._desktop_is_high = self._desktop_is_still = False
        self._moving = _Motion()
        self.set_motion(motion)
        hints, accessibility = _readers()
        hints.colorSchemeChanged.connect(self._follow)
        if accessibility is not None:
            accessibility.contrastPreferenceChanged.connect(self._follow_contrast)

    @property
    def mode(self) -> Mode:
        """What the learner chose: ``system``, ``light`` or ``dark``."""
        return self._mode

    def set_mode(self, mode: Mode) -> None:
        """Switch at once to light, dark or whatever the system says."""
        self._mode = mode
        self.apply()

    def change(self, before: Settings, after: Settings) -> None:
        """Let what was changed in the settings take effect."""
        if after.theme != before.theme:
            self.set_mode(after.theme)
        if after.contrast != before.contrast:
            self.set_contrast(after.contrast)
        if after.motion != before.motion:
            self.set_motion(after.motion)

    def set_contrast(self, contrast: Contrast) -> None:
        """Switch at once to high or usual contrast, or to whatever the system says."""
        self._contrast = contrast
        self.apply()

    def set_motion(self, motion: Motion) -> None:
        """Let nothing move by itself from now on, or move as usual, or as the desktop has it."""
        self._motion = motion
        _Active.still = motion == "less" or (motion == "system" and self._desktop_is_still)
        self._moving.stop(stopped=_Active.still)
        motion_watch().changed.emit()

    def follow_desktop(self, *, still: bool, high_contrast: bool) -> None:
        """Take over what the desktop says by itself, where the learner wants it as the desktop."""
        if still != self._desktop_is_still:
            self._desktop_is_still = still
            self.set_motion(self._motion)
        if high_contrast != self._desktop_is_high:
            self._desktop_is_high = high_contrast
            self._follow_contrast()

    def apply(self) -> None:
        """Dress the whole application in the tokens in force."""
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            return
        _Active.tokens = self._wanted()
        # Where one sheet follows another, Qt dresses a part again for every part it lies in.
        app.setStyleSheet("")
        if app.style().name().lower() != "fusion":
            app.setStyle(QStyleFactory.create("Fusion"))
        font = ui_font()
        app.setFont(font)
        app.setPalette(palette(_Active.tokens))
        marks = (resources_dir() / "themes" / _Active.tokens.name).as_posix()
        ending, turned = ending_of_marks(), app.layoutDirection() is Qt.LayoutDirection.RightToLeft
        sheet = style_sheet(_Active.tokens, font.pointSizeF(), marks, ending, turned=turned)
        app.setStyleSheet(sheet)
        self.changed.emit()

    def _wanted(self) -> Tokens:
        dark = self._mode == "dark"
        if self._mode == "system":
            dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        system_is_high = self._desktop_is_high or _system_is_high()
        high = self._contrast == "high" or (self._contrast == "system" and system_is_high)
        return (DARK_HIGH if dark else LIGHT_HIGH) if high else (DARK if dark else LIGHT)

    def _follow_contrast(self) -> None:
        if self._contrast == "system":
            self.apply()

    def _follow(self) -> None:
        if self._mode == "system":
            self.apply()
