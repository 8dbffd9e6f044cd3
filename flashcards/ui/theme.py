"""One place for style: the active tokens, sizes and fonts, following the system live."""

from functools import cache
from types import SimpleNamespace

from PySide6 import __version_info__
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication, QStyleFactory

from flashcards.paths import resources_dir
from flashcards.settings import Mode
from flashcards.ui.style import AROUND, BETWEEN, HAIR, INSIDE, RADIUS, palette, style_sheet
from flashcards.ui.tokens import DARK, LIGHT, Tokens

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


def tokens() -> Tokens:
    """Return the colours in force now."""
    return _Active.tokens


def color(name: str) -> QColor:
    """Return a token as a colour; ``heat0`` to ``heat4`` are the heatmap's steps."""
    if name.startswith("heat"):
        return QColor(_Active.tokens.heat[int(name[4:])])
    return QColor(getattr(_Active.tokens, name))


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


class Theme(QObject):
    """Keeps the application dressed: applies tokens and follows the system when told to."""

    changed = Signal()

    def __init__(self, mode: Mode = "system", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._mode: Mode = mode
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow)

    @property
    def mode(self) -> Mode:
        """What the learner chose: ``system``, ``light`` or ``dark``."""
        return self._mode

    def set_mode(self, mode: Mode) -> None:
        """Switch at once to light, dark or whatever the system says."""
        self._mode = mode
        self.apply()

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
        app.setStyleSheet(style_sheet(_Active.tokens, font.pointSizeF(), marks, ending_of_marks()))
        self.changed.emit()

    def _wanted(self) -> Tokens:
        if self._mode == "system":
            scheme = QGuiApplication.styleHints().colorScheme()
            return DARK if scheme == Qt.ColorScheme.Dark else LIGHT
        return DARK if self._mode == "dark" else LIGHT

    def _follow(self) -> None:
        if self._mode == "system":
            self.apply()
