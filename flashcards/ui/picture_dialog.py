"""How wide a picture is shown, what it shows in words, and a smaller file on request."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QDialog, QLabel, QSlider, QWidget

from flashcards.text.picture_source import WIDEST
from flashcards.ui.pictures import Picture, Room, measured
from flashcards.ui.widgets import (
    button,
    check_field,
    column,
    label,
    number_field,
    row,
    text_field,
)
from flashcards.ui.words import plural, tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

SMALLEST = 16
_WIDTH_PX = 440
_PREVIEW = QSize(392, 220)
_SHARP = 2
"""A file made smaller keeps so many pixels for each one shown, for sharp screens."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the learner chose."""

    words: str
    width: int
    """0 for as wide as the picture is."""
    file_width: int = 0
    """How wide the file is to become, in pixels; 0 to leave it."""


class PictureDialog(QDialog):
    """Asks for the width and the words of one picture; nothing changes until OK."""

    def __init__(
        self,
        window: "MainWindow",
        parent: QWidget,
        path: Path,
        now: Chosen,
        then: Callable[[Chosen], object],
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Picture"))
        self.setAccessibleName(tr("Picture"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.setMinimumWidth(_WIDTH_PX)
        picture = measured(path, WIDEST)
        self._own = min(picture.shown.width(), WIDEST) if picture is not None else WIDEST
        self._size = picture.shown if picture is not None else QSize()
        self.words = text_field(tr("Description"), now.words, tr("What the picture shows"))
        self.width_field = number_field(
            tr("Width"), now.width or self._own, SMALLEST, WIDEST, tr(" px")
        )
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName(tr("Width"))
        self.slider.setRange(SMALLEST, max(self._own, SMALLEST + 1))
        self.slider.setPageStep(max(1, self._own // 10))
        self.slider.setSingleStep(max(1, self._own // 40))
        self.slider.setValue(now.width or self._own)
        self.slider.valueChanged.connect(self.width_field.setValue)
        self.width_field.valueChanged.connect(self._follow)
        self.smaller = check_field(tr("&Make the file smaller, too"))
        self.facts = label(_facts(self._size, path), "muted", wrap=True)
        self._preview = QLabel()
        self._preview.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._preview.setMinimumHeight(_PREVIEW.height())
        self._image = QImage()
        self._then = then
        self._lay_out()
        self._follow(self.width_field.value())
        self._read(window, picture)

    def _lay_out(self) -> None:
        words_label = label(tr("&Description"), "caption")
        words_label.setBuddy(self.words)
        width_label = label(tr("&Width"), "caption")
        width_label.setBuddy(self.width_field)
        own = button(tr("&Own size"), lambda: self.width_field.setValue(self._own), kind="quiet")
        accept = button(tr("OK"), self.accept, kind="primary")
        accept.setDefault(True)
        column(
            self,
            self._preview,
            self.facts,
            width_label,
            row(None, self.slider, self.width_field, own),
            words_label,
            self.words,
            self.smaller,
            row(None, None, button(tr("Cancel"), self.reject), accept),
            gap="inside",
            margins="around",
        )
        self.accepted.connect(lambda: self._then(self.chosen()))
        self.words.setFocus()

    def chosen(self) -> Chosen:
        """Return what is chosen now."""
        width = self.width_field.value()
        file_width = width * _SHARP if self.smaller.isChecked() else 0
        return Chosen(
            self.words.text().strip(),
            0 if width == self._own else width,
            file_width if file_width < self._size.width() else 0,
        )

    def _follow(self, width: int) -> None:
        if self.slider.value() != width:
            self.slider.blockSignals(True)
            self.slider.setValue(width)
            self.slider.blockSignals(False)
        self.smaller.setEnabled(width * _SHARP < self._size.width())
        self._draw()

    def _read(self, window: "MainWindow", picture: Picture | None) -> None:
        if picture is None or not Room().takes(picture):
            self.facts.setText(tr("This picture is missing or too large to show."))
            return
        small = measured(picture.path, _PREVIEW.width() * _SHARP)
        if small is not None:
            window.jobs.run(
                tr("Reading the pictures…"),
                lambda _progress: small.read(),
                self._came,
                quiet=True,
            )

    def _came(self, image: QImage) -> None:
        from shiboken6 import isValid

        if isValid(self):
            self._image = image
            self._draw()

    def _draw(self) -> None:
        """Show the picture as wide as it will be, as far as there is room."""
        if self._image.isNull():
            return
        ratio = self.devicePixelRatioF()
        shown = QSize(self.width_field.value(), self.width_field.value())
        height = self._image.height() * shown.width() // max(1, self._image.width())
        shown = QSize(shown.width(), max(1, height))
        if shown.width() > _PREVIEW.width() or shown.height() > _PREVIEW.height():
            shown = shown.scaled(_PREVIEW, Qt.AspectRatioMode.KeepAspectRatio)
        scaled = self._image.scaled(
            shown * ratio,
            Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        scaled.setDevicePixelRatio(ratio)
        self._preview.setPixmap(QPixmap.fromImage(scaled))


def _facts(size: QSize, path: Path) -> str:
    """Return how large a picture and its file are."""
    try:
        kilobytes = max(1, path.stat().st_size // 1_000)
    except OSError:
        return ""
    across = tr("{width} × {height} pixels", width=size.width(), height=size.height())
    return f"{across}, {plural(kilobytes, '{count} kB', '{count} kB')}"


def made_smaller(path: Path, width: int) -> bytes:
    """Return a picture's file no wider than ``width`` pixels, of the same kind where that is JPEG.

    For a worker. Raises UserError for what cannot be read or written.
    """
    from flashcards.model.errors import UserError
    from flashcards.model.messages import message
    from flashcards.ui.given_pictures import as_file

    picture = measured(path, width)
    image = picture.read() if picture is not None and Room().takes(picture) else QImage()
    if picture is None or image.isNull():
        raise UserError(message("This picture could not be read."), message("Choose another one."))
    return as_file(image, "JPEG" if picture.kind == "jpg" else "PNG")
