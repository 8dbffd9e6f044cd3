"""Shows a card: safe HTML in good typography, with images from the collection alone."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QSize, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QDesktopServices,
    QFont,
    QFontInfo,
    QFontMetricsF,
    QImage,
    QImageReader,
    QPainter,
    QResizeEvent,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from flashcards.files import fits, open_given
from flashcards.model.pictures import BEGINNING_BYTES, picture_kind
from flashcards.text.notices import word_notices
from flashcards.ui import theme
from flashcards.ui.card_style import card_sheet
from flashcards.ui.long_words import wrap_mode
from flashcards.ui.style import AROUND
from flashcards.ui.words import tr, worded

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

_NAME = re.compile(r"[0-9a-z][0-9a-z._-]{0,199}")
CODE_LINE_EM = 1.3
"""Height of a line of code."""
LARGEST_FILE = 64 << 20
LARGEST_SIDE = 16_384
LARGEST_DECODED_MB = 256
MOST_PIXELS = 40_000_000
"""Of one picture, and ``MOST_PIXELS_OF_CARD`` of all on a card: reading them takes a second."""
MOST_PIXELS_OF_CARD = 60_000_000
_JPEG_SHARE = 4
"""So many times faster a JPEG picture is read, since it need not be read whole to be made small."""
_KEPT_PICTURES = 24


@dataclass(slots=True)
class Room:
    """How many pixels of pictures may still be read for a card."""

    left: int = MOST_PIXELS_OF_CARD
    refused: bool = False
    """Whether the picture read last was too large."""
    read: int = 0
    """How many pictures were read."""

    def takes(self, size: QSize, kind: str) -> bool:
        """Whether there is room for a picture, which then is taken."""
        pixels = size.width() * size.height() // (_JPEG_SHARE if kind == "jpg" else 1)
        longest = max(size.width(), size.height())
        self.refused = longest > LARGEST_SIDE or pixels > min(self.left, MOST_PIXELS)
        if not self.refused:
            self.left -= pixels
            self.read += 1
        return not self.refused


def load_image(path: Path, widest: int, ratio: float = 1.0, room: Room | None = None) -> QImage:
    """Read an image no wider than ``widest`` logical pixels; null for what is not safe to read.

    ``room`` is what the card has for pictures; less of it is left afterwards.
    """
    room = room or Room()
    room.refused = False
    try:
        with open_given(path) as file:
            kind = picture_kind(file.read(BEGINNING_BYTES)) if fits(file, LARGEST_FILE) else None
    except (OSError, ValueError):
        return QImage()
    if kind is None:
        return QImage()
    QImageReader.setAllocationLimit(LARGEST_DECODED_MB)
    reader = QImageReader(str(path), QByteArray(kind.encode()))
    reader.setAutoDetectImageFormat(False)
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid() or not room.takes(size, kind):
        return QImage()
    if size.width() > widest * ratio:
        width = round(widest * ratio)
        reader.setScaledSize(QSize(width, max(1, size.height() * width // size.width())))
    image = reader.read()
    if not image.isNull() and size.width() > widest:
        image.setDevicePixelRatio(ratio)
    return image


class CardView(QTextBrowser):
    """Shows one side of a card. Nothing but the collection's own images is ever loaded."""

    def __init__(
        self, window: "MainWindow", parent: QWidget | None = None, *, scale: float = 1.0
    ) -> None:
        """``scale`` makes the text smaller where a card is shown beside something else."""
        super().__init__(parent)
        self._window = window
        self._scale = scale
        self._media: Callable[[str], Path] = window.collection.media_path
        self._html = ""
        self._css = ""
        self._pictures: dict[tuple[str, int, float], QImage] = {}
        self.room = Room()
        """What the card shown has left for pictures."""
        self.setProperty("role", "card")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setAcceptDrops(False)
        self.setAccessibleName(tr("Card"))
        self._wrap("")
        self.anchorClicked.connect(self._ask_link)
        window.theme.changed.connect(self.restyle)
        self._dress()

    def set_html(self, html: str, css: str = "", *, keep_scroll: bool = False) -> None:
        """Show safe HTML, as ``text.render`` makes it; ``css`` is the note type's own."""
        self._html, self._css = html, css
        self.room = Room()
        bar = self.verticalScrollBar()
        before = bar.value()
        document = self.document()
        sheet = card_sheet(theme.tokens(), round(self._em)) + css
        if sheet != document.defaultStyleSheet():  # reading it in takes longer than a card does
            document.setDefaultStyleSheet(sheet)
        self._wrap(html)
        self.setHtml(word_notices(html, worded))
        at_once = QTextCursor(document)
        at_once.beginEditBlock()  # so that the text is laid out once
        self._space_lines(document)
        self._set_margins()
        at_once.endEditBlock()
        bar.setValue(before if keep_scroll else 0)

    def _wrap(self, html: str) -> None:
        mode = wrap_mode(html)
        if mode != self.wordWrapMode():
            self.clear()  # what stands there need not be laid out once more
            self.setWordWrapMode(mode)

    def html(self) -> str:
        """Return what was given to ``set_html``."""
        return self._html

    def restyle(self) -> None:
        """Dress the text anew after a change of theme, size or face."""
        self._dress()
        self.set_html(self._html, self._css, keep_scroll=True)

    def _dress(self) -> None:
        settings = self._window.settings
        font = theme.card_font(settings.text_scale * self._scale, settings.serif)
        self.document().setDefaultFont(font)
        self._em: float = QFontInfo(font).pixelSize()
        # Qt's percentage is of the font's own line, which is taller than an em.
        own_line = QFontMetricsF(font).lineSpacing()
        self._line_percent = theme.LINE_HEIGHT_PERCENT * self._em / own_line

    def _space_lines(self, document: QTextDocument) -> None:
        cursor = QTextCursor(document)
        cursor.select(QTextCursor.SelectionType.Document)
        spaced = QTextBlockFormat()
        proportional = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
        spaced.setLineHeight(self._line_percent, proportional)
        cursor.mergeBlockFormat(spaced)
        code = QTextBlockFormat()
        code.setBackground(theme.color("code"))
        # Whole pixels, else the page shows between the lines.
        fixed = QTextBlockFormat.LineHeightTypes.FixedHeight.value
        code.setLineHeight(round(self._em * CODE_LINE_EM), fixed)
        block = document.begin()
        while block.isValid():
            if block.blockFormat().nonBreakableLines():
                QTextCursor(block).mergeBlockFormat(code)
            block = block.next()

    def column_width(self) -> int:
        """Return how wide text runs now, in logical pixels."""
        room = self.viewport().width() - 2 * AROUND
        widest = round(theme.CARD_WIDTH_EM * self._em)
        return max(120, min(room, widest))

    def _set_margins(self) -> None:
        side = max(AROUND, (self.viewport().width() - self.column_width()) / 2)
        frame = self.document().rootFrame()
        form = frame.frameFormat()
        form.setLeftMargin(side)
        form.setRightMargin(side)
        form.setTopMargin(self._air_above())
        form.setBottomMargin(AROUND)
        frame.setFrameFormat(form)

    def _air_above(self) -> float:
        return AROUND

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the column in the middle."""
        super().resizeEvent(event)
        self._set_margins()

    def loadResource(self, kind: int, url: QUrl | str) -> Any:
        """Give images by bare name out of the collection's media; everything else is blank."""
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return QByteArray()
        name = url.toString() if isinstance(url, QUrl) else url
        if not _NAME.fullmatch(name) or ".." in name:
            return _blank()
        ratio = self.devicePixelRatioF()
        key = name, self.column_width(), ratio
        if key not in self._pictures:
            image = load_image(self._media(name), self.column_width(), ratio, self.room)
            if self.room.refused:
                return _too_large(self.font(), self.palette().color(self.foregroundRole()))
            if image.isNull():
                return _blank()
            if len(self._pictures) >= _KEPT_PICTURES:
                self._pictures.clear()
            self._pictures[key] = image
        return self._pictures[key]

    def doSetSource(self, *_arguments: Any) -> None:
        """Go nowhere: a card is no browser."""

    def _ask_link(self, url: QUrl) -> None:
        if url.scheme() not in ("http", "https"):
            return
        from flashcards.ui import messages

        messages.ask(
            self._window,
            tr("Open this address in your browser?"),
            # As it is sent: decoded, a letter may look like another one.
            bytes(url.toEncoded().data()).decode("ascii", "replace"),
            action=tr("Open"),
            on_yes=lambda: QDesktopServices.openUrl(url),
        )


def _too_large(font: QFont, color: QColor) -> QImage:
    """Return what stands in the place of a picture that would take too long to read."""
    words = tr("This picture is too large to show.")
    size = QFontMetricsF(font).boundingRect(words).size().toSize() + QSize(8, 8)
    image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    with QPainter(image) as painter:
        painter.setFont(font)
        painter.setPen(color)
        painter.drawText(image.rect(), Qt.AlignmentFlag.AlignCenter, words)
    return image


def _blank() -> QImage:
    image = QImage(1, 1, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    return image
