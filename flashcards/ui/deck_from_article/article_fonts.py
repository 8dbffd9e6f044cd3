"""The fonts and distances an article is set in, from the theme and the learner's text size."""

from dataclasses import dataclass, field

from PySide6.QtGui import QFont, QFontMetricsF

from flashcards.settings import Settings
from flashcards.ui import theme
from flashcards.ui.deck_from_article.page import Look, PageLine

ARTICLE_SHARE = 0.7
"""Size of an article's text as a share of that of cards."""
_HEADINGS = {1: 1.5, 2: 1.25, 3: 1.1}
_GAPS = {Look.HEADING: 1.1, Look.TERM: 0.7, Look.CODE: 0.7, Look.ROW: 0.5}
"""Space above what begins anew, in lines; 0.7 for all else."""
WIDEST_EM = 38


@dataclass(slots=True)
class ArticleFonts:
    """One set of fonts; make another when the theme or the size changes."""

    settings: Settings
    size: float | None = None
    """Size of the text as a multiple of the theme's own; None for that of cards."""
    base: QFont = field(init=False)
    line_px: float = field(init=False)
    """Height of a line of running text."""
    em_px: float = field(init=False)
    letter_px: float = field(init=False)
    """Mean width of a letter."""
    _scale: float = field(init=False)
    _fonts: dict[tuple[Look, int], QFont] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        font = theme.card_font(1.0, self.settings.serif)
        wanted = self.settings.text_scale if self.size is None else self.size
        scale = min(theme.LARGEST_SCALE, max(theme.SMALLEST_SCALE, wanted))
        font.setPointSizeF(font.pointSizeF() * ARTICLE_SHARE * scale)
        metrics = QFontMetricsF(font)
        self.base, self._scale = font, scale
        self.em_px = metrics.height() * 0.82
        self.line_px = metrics.height() * theme.LINE_HEIGHT_PERCENT / 118
        self.letter_px = metrics.horizontalAdvance("the quick brown fox jumps over it") / 33

    def of(self, line: PageLine) -> QFont:
        """Return the font of a line."""
        key = (line.look, line.level)
        found = self._fonts.get(key)
        if found is None:
            found = self._fonts[key] = self._made(*key)
        return found

    def _made(self, look: Look, level: int) -> QFont:
        font = QFont(self.base)
        size = font.pointSizeF()
        if look is Look.HEADING:
            # What is large already grows less, so that its words still fit into a row.
            more = (_HEADINGS.get(level, 1.0) - 1) / max(1.0, self._scale)
            font.setPointSizeF(size * (1 + more))
            font.setWeight(QFont.Weight.DemiBold)
        elif look is Look.TERM:
            font.setWeight(QFont.Weight.DemiBold)
        elif look is Look.CODE:
            font.setFamilies(theme.code_families())
            font.setPointSizeF(size * 0.88)
        elif look is Look.ASIDE:
            font.setPointSizeF(size * 0.88)
        elif look is Look.QUOTE:
            font.setItalic(True)
        return font

    def gap(self, line: PageLine) -> float:
        """Return the space above a line."""
        if not line.begins:
            return self.line_px * 0.12
        return self.line_px * _GAPS.get(line.look, 0.6)

    def indent(self, line: PageLine) -> float:
        """Return how far a line is moved in."""
        return line.indent * 1.5 * self.em_px
