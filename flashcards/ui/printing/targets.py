"""What pages are drawn on: a PDF file, or pictures for a preview."""

from collections.abc import Generator
from pathlib import Path
from typing import Final

from PySide6.QtCore import QFileDevice, QMarginsF, QSaveFile, QSizeF
from PySide6.QtGui import QImage, QPageSize, QPainter, QPdfWriter

from flashcards.files import refuse_unusual
from flashcards.model.errors import UserError
from flashcards.model.messages import message
from flashcards.ui.printing.choices import PrintChoices

_DOTS: Final = 1200
_INCH_MM: Final = 25.4


class PdfTarget:
    """A PDF file, which is there once ``finish`` was called, or not at all."""

    full = False

    def __init__(self, path: Path, choices: PrintChoices, title: str) -> None:
        """Raises UserError where the file cannot be written."""
        self._path = path
        if path.exists():
            try:
                refuse_unusual(path)
            except OSError as error:
                raise self._refused() from error
        self._file = QSaveFile(str(path))
        if not self._file.open(QSaveFile.OpenModeFlag.WriteOnly):
            raise self._refused()
        self._file.setPermissions(
            QFileDevice.Permission.ReadOwner | QFileDevice.Permission.WriteOwner
        )
        self._writer = QPdfWriter(self._file)
        self._writer.setTitle(title)
        self._writer.setCreator("Flashcards")
        self._writer.setResolution(_DOTS)
        size = QSizeF(*choices.millimetres)
        self._writer.setPageSize(QPageSize(size, QPageSize.Unit.Millimeter, choices.paper.value))
        self._writer.setPageMargins(QMarginsF(0, 0, 0, 0))
        self._pages = self._begun()

    def page(self) -> QPainter:
        """Begin a page."""
        return next(self._pages)

    def _begun(self) -> Generator[QPainter]:
        with QPainter(self._writer) as painter:
            while True:
                painter.resetTransform()
                painter.scale(_DOTS / _INCH_MM, _DOTS / _INCH_MM)
                yield painter
                self._writer.newPage()

    def finish(self) -> None:
        """Put the file in its place. Raises UserError where the disk refuses."""
        self._pages.close()
        if not self._file.commit():
            raise self._refused()

    def give_up(self) -> None:
        """Leave nothing of it; what was there before stays."""
        self._pages.close()
        self._file.cancelWriting()
        self._file.commit()

    def _refused(self) -> UserError:
        return UserError(
            message("{name} could not be written.", name=self._path.name),
            message("Choose another place, or free some space."),
        )


class PictureTarget:
    """The first pages, as pictures of this width in pixels."""

    def __init__(self, choices: PrintChoices, width: int, ratio: float, most: int) -> None:
        self._scale = width * ratio / choices.millimetres[0]
        high = round(choices.millimetres[1] * self._scale)
        self._size = round(width * ratio), high
        self._ratio, self._most = ratio, most
        self._under_way = self._begun()
        self.pages: list[QImage] = []

    @property
    def full(self) -> bool:
        """Whether all pages wanted have begun."""
        return len(self.pages) >= self._most

    def page(self) -> QPainter:
        """Begin a page."""
        return next(self._under_way)

    def _begun(self) -> Generator[QPainter]:
        while True:
            image = QImage(*self._size, QImage.Format.Format_RGB32)
            image.fill(0xFFFFFFFF)
            self.pages.append(image)
            try:
                with QPainter(image) as painter:
                    painter.setRenderHints(
                        QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
                    )
                    painter.scale(self._scale, self._scale)
                    yield painter
            finally:
                image.setDevicePixelRatio(self._ratio)

    def finish(self) -> None:
        """Let go of the page under way."""
        self._under_way.close()
