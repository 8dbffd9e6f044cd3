"""Puts formulas and words with readings into a card's text, each as a picture in its line.

QTextDocument draws neither. Each becomes an object that sits on the line of the text as a letter
does, in the size and colour of the text around it; copied, it is its source again.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import (
    QFont,
    QFontInfo,
    QFontMetricsF,
    QImage,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from flashcards.text.clean import JOINER, escape, escape_attribute
from flashcards.text.formula_html import DRAWN
from flashcards.text.formula_source import MARKED, Formula, read
from flashcards.text.formulas import split
from flashcards.text.ruby import Ruby, rubies
from flashcards.text.tex.drawn import Drawing
from flashcards.text.tex.macros import Macros
from flashcards.text.tex.problems import words as problem
from flashcards.ui.formulas import (
    MOST_PIXELS_OF_CARD,
    Asked,
    Colours,
    Drawn,
    Formulas,
    asked_of,
)
from flashcards.ui.ruby import ruby_picture
from flashcards.ui.words import worded

if TYPE_CHECKING:
    from flashcards.ui.tokens import Tokens

OBJECT = "\ufffc"
"""What stands in a document for each picture."""
_SCHEME = DRAWN
_KEPT_SPACE = re.compile(rf'(<img src="{DRAWN}[^<>]*>(?:</span>)?)(?:&nbsp;|\xa0)(?=[^\s\xa0&])')
_IMAGE = QTextDocument.ResourceType.ImageResource.value
_SIZE = QTextFormat.Property
_FOREGROUND = QTextFormat.Property.ForegroundBrush.value
_LOW_LETTERS = 0.475
"""How high an x is in formulas, in em."""
_RAISED = (
    QTextCharFormat.VerticalAlignment.AlignSubScript,
    QTextCharFormat.VerticalAlignment.AlignSuperScript,
)
_RAISED_SIZE = 2 / 3
_SMALLEST = 0.5
"""A formula too wide for the text becomes smaller, but no smaller than so; then it is scrolled."""
_FIRST_STAND_IN = 0xE000
_STAND_INS = 0x1000


@dataclass(frozen=True, slots=True)
class Place:
    """What is drawn in a text: its source, and the picture for a size and colour of the text."""

    source: str
    picture: Callable[[QFont, float, str], tuple[QImage, float]]
    """(font of the text, em in pixels of the window, colour) -> a picture, and how far it hangs
    below the line."""


def ask_ahead(html: str, formulas: Formulas) -> None:
    """Let the formulas of safe HTML be drawn that may be shown soon."""
    if 'class="formula"' in html:
        formulas.ask_ahead(asked_of([read(marked[1]) for marked in MARKED.finditer(html)]))


class DrawnWords:
    """What is drawn in the text of one view."""

    def __init__(self, document: QTextDocument, formulas: Formulas) -> None:
        self._document = document
        self._formulas = formulas
        self._places: dict[str, Place] = {}
        self._around: dict[str, QTextCharFormat] = {}
        """What the text around each of them looks like."""
        self._natural = 0.0
        """How wide the widest formula is by itself."""
        self._serial = self._count = 0
        self._missing: list[Asked] = []
        self._tokens: Tokens | None = None
        self._ratio = 1.0
        self._widest = 10_000.0

    def set_up(self, tokens: "Tokens", ratio: float, widest: float) -> None:
        """Say how the text is shown: colours, pixels of the screen in one of the window, width."""
        self._tokens, self._ratio, self._widest = tokens, ratio, widest

    def prepared(self, html: str, commands: Macros | None = None) -> str:
        """Return safe HTML with a picture for each formula, and a word for what is wrong in one.

        ``commands`` are those of its note type. ``place`` sees to the pictures once the document
        holds them.
        """
        self._clear()
        if 'class="formula"' in html:
            html = self._with_formulas(html, commands)
        if "<ruby" in html:
            html = rubies(html, self._ruby_html)
        return html

    @property
    def waits(self) -> bool:
        """Whether a formula of the text is not drawn yet."""
        return bool(self._missing)

    def has_come(self) -> bool:
        """Whether one of those that were not drawn yet can be drawn now."""
        return any(self._formulas.drawn(one) is not None for one in self._missing)

    def _clear(self) -> None:
        for name in self._places:
            self._document.addResource(_IMAGE, QUrl(name), None)
        self._places.clear()
        self._around.clear()
        self._missing.clear()
        self._natural = 0.0
        self._serial += 1

    # Formulas -----------------------------------------------------------------------

    def _with_formulas(self, html: str, commands: Macros | None) -> str:
        found = [read(marked[1]) for marked in MARKED.finditer(html)]
        asked = asked_of(found, commands)
        self._count = len(found)
        self._formulas.ask(asked)
        one_by_one = iter(zip(found, asked, strict=True))

        def made(marked: re.Match[str]) -> str:
            formula, how = next(one_by_one)
            return self._formula_html(marked[0], formula, how)

        # A line may end behind a formula, and the next one would begin with a space that is kept.
        return _KEPT_SPACE.sub(r"\1 ", MARKED.sub(made, html))

    def _formula_html(self, as_it_was: str, formula: Formula, asked: Asked) -> str:
        if not split(formula.source)[0]:
            return as_it_was  # a class of its author's own
        drawn = self._formulas.drawn(asked)
        if drawn == "empty" and "\\" in formula.tex:
            return ""  # it only defines commands
        if isinstance(drawn, str):
            reason = worded(problem(drawn))
            return (
                f"<code>{escape(formula.source)}</code>"
                f' <span class="missing">{escape(reason)}</span>'
            )
        if drawn is None:
            self._missing.append(asked)

        def picture(font: QFont, em: float, colour: str) -> tuple[QImage, float]:
            larger = em * _larger(font)
            return self._formula_picture(formula, asked, drawn, larger, colour)

        image = self._image_html(Place(formula.source, picture))
        return f'<span class="cloze">{image}</span>' if formula.is_gap else image

    def _formula_picture(
        self, formula: Formula, asked: Asked, drawn: Drawn | None, em: float, colour: str
    ) -> tuple[QImage, float]:
        if not isinstance(drawn, Drawing):
            lines = 1 + formula.tex.count("\\\\")
            wide = min(max(1.0, len(formula.tex) * 0.3) * em, self._widest)
            high = (2.2 if formula.displayed else 1.0) * lines * em
            return _empty(wide, high, self._ratio), high * 0.2
        assert self._tokens is not None
        colours = Colours(colour, self._tokens.accent, self._tokens.warning)
        self._natural = max(self._natural, drawn.width * em)
        smaller = min(1.0, max(_SMALLEST, self._widest / (drawn.width * em)))
        most = MOST_PIXELS_OF_CARD // max(1, self._count)
        return self._formulas.picture(asked, drawn, em * smaller, colours, self._ratio, most)

    def _image_html(self, place: Place) -> str:
        name = f"{_SCHEME}{self._serial}.{len(self._places)}"
        self._places[name] = place
        return f'<img src="{name}" alt="{escape_attribute(place.source)}">'

    def _ruby_html(self, ruby: Ruby) -> str:
        def picture(font: QFont, em: float, colour: str) -> tuple[QImage, float]:
            return ruby_picture(ruby.pairs, font, em, colour, self._ratio)

        image = self._image_html(Place(ruby.source, picture))
        return f'<span class="cloze">{image}</span>' if ruby.is_gap else image

    # In the document ----------------------------------------------------------------

    def place(self) -> str:
        """Give each picture of the document its size, colour, and place on its line.

        Returns the words of the text with the sources of what is drawn, for who cannot see it;
        nothing where nothing is drawn.
        """
        if not self._places:
            return ""
        at_once = QTextCursor(self._document)
        at_once.beginEditBlock()  # so that the text is laid out once
        self._place_all()
        at_once.endEditBlock()
        return self.words()

    def _place_all(self) -> None:
        cursor = self._document.find(OBJECT)
        while not cursor.isNull():
            form = cursor.charFormat()
            name = form.toImageFormat().name() if form.isImageFormat() else ""
            place = self._places.get(name)
            if place is not None:
                # Placing it gives it a font of its own, so what was around it is kept.
                form = self._around.setdefault(name, form)
                image, below = place.picture(form.font(), _em_of(form), self._colour_of(form))
                self._document.addResource(_IMAGE, QUrl(name), image)
                cursor.setCharFormat(_on_line(form, form.font(), below))
            cursor = self._document.find(OBJECT, cursor)

    def _colour_of(self, form: QTextCharFormat) -> str:
        assert self._tokens is not None
        has_colour = form.hasProperty(_FOREGROUND)
        return form.foreground().color().name() if has_colour else self._tokens.text

    def refit(self, widest: float) -> None:
        """Draw formulas anew that are wider than the text is now, or than it was."""
        before, self._widest = self._widest, widest
        if self._places and before != widest and min(before, widest) < self._natural:
            self.place()

    def source_at(self, position: int) -> str:
        """Return the source of what stands for the character at a place; empty for others."""
        cursor = QTextCursor(self._document)
        cursor.setPosition(position)
        cursor.movePosition(QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.KeepAnchor)
        form = cursor.charFormat()
        place = self._places.get(form.toImageFormat().name()) if form.isImageFormat() else None
        return place.source if place is not None else ""

    def words(self, start: int = 0, end: int = -1) -> str:
        """Return the text between two places with sources for what is drawn."""
        cursor = QTextCursor(self._document)
        cursor.setPosition(start)
        cursor.setPosition(self._document.characterCount() - 1 if end < 0 else end, _KEEP)
        text = cursor.selectedText().replace("\u2029", "\n").replace("\u2028", "\n")
        text = text.replace("\xa0", " ")
        if OBJECT not in text or not self._places:
            return text.replace(JOINER, "")
        out: list[str] = []
        at = start
        for letter in text:
            out.append(self.source_at(at) if letter == OBJECT else letter)
            at += 2 if ord(letter) > 0xFFFF else 1
        return "".join(out).replace(JOINER, "")

    def copied(self, cursor: QTextCursor, data: QMimeData) -> QMimeData:
        """Return what Qt copies of a selection, with sources for what is drawn.

        The very object that Qt made: one made in Python would outlive Python on the clipboard.
        """
        selected = cursor.selectedText()
        if JOINER in selected or (self._places and OBJECT in selected):
            html = data.html()  # before anything else, since Qt fills all forms in at first asking
            data.setText(self.words(cursor.selectionStart(), cursor.selectionEnd()))
            data.setHtml(self._html_sources(html).replace(JOINER, ""))
        return data

    def _html_sources(self, html: str) -> str:
        """Return HTML that Qt made of the text, with sources for what is drawn."""

        def source(image: re.Match[str]) -> str:
            place = self._places.get(image[1])
            return escape(place.source) if place is not None else image[0]

        return re.sub(rf'<img src="({_SCHEME}[\d.]+)"[^<>]*>', source, html)

    def comparable(self, text: str) -> str:
        """Return the text of the document with a letter for what is drawn, alike for the same."""
        if OBJECT not in text or not self._places:
            return text
        stand_ins = iter(
            [chr(_FIRST_STAND_IN + hash(place.source) % _STAND_INS) for place in self._in_order()]
        )
        return "".join(next(stand_ins, letter) if letter == OBJECT else letter for letter in text)

    def _in_order(self) -> list[Place]:
        found: list[Place] = []
        cursor = self._document.find(OBJECT)
        while not cursor.isNull():
            form = cursor.charFormat()
            name = form.toImageFormat().name() if form.isImageFormat() else ""
            found.append(self._places.get(name, _OTHER))
            cursor = self._document.find(OBJECT, cursor)
        return found


_KEEP = QTextCursor.MoveMode.KeepAnchor


def _no_picture(_font: QFont, _em: float, _colour: str) -> tuple[QImage, float]:
    return QImage(), 0.0


_OTHER = Place("", _no_picture)


def _empty(width: float, height: float, ratio: float) -> QImage:
    image = QImage(
        max(1, round(width * ratio)),
        max(1, round(height * ratio)),
        QImage.Format.Format_ARGB32_Premultiplied,
    )
    image.fill(0)
    image.setDevicePixelRatio(ratio)
    return image


def _em_of(form: QTextCharFormat) -> float:
    em = float(QFontInfo(form.font()).pixelSize())
    return em * _RAISED_SIZE if form.verticalAlignment() in _RAISED else em


def _on_line(form: QTextCharFormat, font: QFont, below: float) -> QTextCharFormat:
    """Return what lets a picture hang below the line: Qt lets it hang as far as its font does."""
    form = QTextCharFormat(form)
    alignment = QTextCharFormat.VerticalAlignment
    if below <= 0:
        form.setVerticalAlignment(alignment.AlignNormal)
        return form
    form.setVerticalAlignment(alignment.AlignBaseline)
    for size in (_SIZE.FontSizeAdjustment, _SIZE.FontPointSize):
        form.clearProperty(size.value)
    form.setProperty(_SIZE.FontPixelSize.value, max(1, round(below / _hang_of(font))))
    return form


@lru_cache(maxsize=32)
def _larger_of(family: str, bold: bool) -> float:
    font = QFont(family)
    font.setBold(bold)
    font.setPixelSize(200)
    return min(max(QFontMetricsF(font).xHeight() / 200 / _LOW_LETTERS, 0.9), 1.2)


def _larger(font: QFont) -> float:
    """Return how much larger formulas are set: so that an x is as high as in the text."""
    return _larger_of(QFontInfo(font).family(), font.bold())


def _hang_of(font: QFont) -> float:
    """Return how far letters of a font hang below the line, in em."""
    large = QFont(font)
    large.setPixelSize(200)
    return max(0.02, QFontMetricsF(large).descent() / 200)
