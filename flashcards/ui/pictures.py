"""Reads the pictures of a card: small ones at once, all others in a thread while their place waits.

What a picture is and how large it is stands in its first bytes; only those are read in the window's
thread for a picture that takes longer.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QObject, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QImageIOHandler, QImageReader, QPainter
from shiboken6 import isValid

from flashcards.files import fits, open_given
from flashcards.formats.wording import safe_name
from flashcards.model.pictures import (
    BEGINNING_OF_DRAWING,
    DRAWING,
    is_drawing,
    picture_kind,
)
from flashcards.text.file_names import referred
from flashcards.text.occlusion import Covering, covering, laid_over
from flashcards.ui import theme
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.jobs import Jobs
    from flashcards.ui.occlusion.painting import MaskColours

LARGEST_FILE = 64 << 20
LARGEST_SIDE = 16_384
LARGEST_DECODED_MB = 256
MOST_PIXELS = 40_000_000
"""Of one picture, and ``MOST_PIXELS_OF_CARD`` of all on a card: reading them takes a second."""
MOST_PIXELS_OF_CARD = 60_000_000
PIXELS_AT_ONCE = 1_500_000
"""Of a card's pictures, so many are read before it is shown, which takes some 20 ms."""
_JPEG_SHARE = 4
"""So many times faster a JPEG picture is read, since it need not be read whole to be made small."""
_KEPT_PICTURES = 24
_KEPT_PIXELS = 3_000_000
"""So much is kept of other cards than the one a view shows: 12 MB, two photos of a dense screen."""
_TALLEST_SHARP = 8_192
"""A picture under masks is not made sharper than it is beyond so many pixels of height."""
_TURNED = QImageIOHandler.Transformation.TransformationRotate90.value


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that is safe to read, and how large it is and will be; in pixels of the screen."""

    path: Path
    kind: str
    size: QSize
    """As it is stored."""
    shown: QSize
    """As it will be seen: no wider than the text, and turned as its camera was."""
    turned: bool
    """Whether width and height change places between the two."""
    ratio: float
    """Pixels of the screen in a pixel of the window."""
    covered: Covering | None = None
    """The masks over it."""
    colours: "MaskColours | None" = None
    over: "Picture | None" = None
    """Another picture that is laid over it, of masks by themselves."""

    @property
    def pixels(self) -> int:
        """How much work reading it is, in pixels that are read whole."""
        if self.kind == DRAWING:
            return PIXELS_AT_ONCE + 1
        share = _JPEG_SHARE if self.kind == "jpg" else 1
        over = self.over.pixels if self.over is not None else 0
        return self.size.width() * self.size.height() // share + over

    def read(self) -> QImage:
        """Read the picture, in any thread; null for what is broken or was changed meanwhile."""
        image = self._read_drawing() if self.kind == DRAWING else self._read_pixels()
        if self.over is not None and not image.isNull():
            image = _laid(image, replace(self.over, shown=self.shown, turned=False).read())
        image.setDevicePixelRatio(self.ratio)
        if self.covered is not None and self.colours is not None and not image.isNull():
            from flashcards.ui.occlusion.painting import paint_card

            return paint_card(image, self.covered, self.colours)
        return image

    def _read_drawing(self) -> QImage:
        from flashcards.ui.drawings import raster

        return raster(self.path, self.shown)

    def _read_pixels(self) -> QImage:
        reader = _reader(self.path, self.kind)
        if reader.size() != self.size:
            return QImage()
        reader.setScaledSize(self.shown.transposed() if self.turned else self.shown)
        return reader.read()

    def under(self, masks: Covering, ratio: float) -> "Picture":
        """Return the picture with masks over it, which are as sharp as the screen is."""
        from flashcards.ui.occlusion.painting import MaskColours

        shown, sharp = self.shown, self.ratio
        if sharp < ratio and shown.height() * ratio <= _TALLEST_SHARP:
            shown, sharp = shown * ratio, ratio
        return replace(self, shown=shown, ratio=sharp, covered=masks, colours=MaskColours.now())

    def place(self, color: QColor) -> QImage:
        """Return a plain image that takes as much room as the picture will."""
        image = QImage(self.shown, QImage.Format.Format_RGB32)
        image.fill(color)
        image.setDevicePixelRatio(self.ratio)
        return image


@dataclass(slots=True)
class Room:
    """How many pixels of pictures may still be read for a card."""

    left: int = MOST_PIXELS_OF_CARD
    at_once: int = PIXELS_AT_ONCE
    """How many of them before the card is shown."""
    refused: bool = False
    """Whether the picture asked for last was too large."""
    taken: int = 0
    """How many pictures there was room for."""

    def takes(self, picture: Picture) -> bool:
        """Whether there is room for a picture, which then is taken."""
        longest = max(picture.size.width(), picture.size.height())
        self.refused = longest > LARGEST_SIDE or picture.pixels > min(self.left, MOST_PIXELS)
        if not self.refused:
            self.left -= picture.pixels
            self.taken += 1
        return not self.refused

    def takes_at_once(self, picture: Picture) -> bool:
        """Whether a picture is small enough to be read now, which then is taken."""
        small = picture.pixels <= self.at_once
        if small:
            self.at_once -= picture.pixels
        return small


def measured(path: Path, widest: int, ratio: float = 1.0) -> Picture | None:
    """Return a picture to be shown no wider than ``widest`` pixels of the window.

    None for what is not safe to read or no picture.
    """
    try:
        with open_given(path) as file:
            beginning = file.read(BEGINNING_OF_DRAWING) if fits(file, LARGEST_FILE) else b""
    except (OSError, ValueError):
        return None
    kind = picture_kind(beginning)
    if kind is None and path.suffix == f".{DRAWING}" and is_drawing(beginning):
        return _measured_drawing(path, beginning, widest, ratio)
    if kind is None:
        return None
    reader = _reader(path, kind)
    size = reader.size()
    if not size.isValid():
        return None
    turned = bool(reader.transformation().value & _TURNED)
    seen, width = size.transposed() if turned else size, round(widest * ratio)
    sharp = ratio if seen.width() > widest else 1.0
    if seen.width() > width:
        seen = QSize(width, max(1, seen.height() * width // seen.width()))
    return Picture(path, kind, size, seen, turned, sharp)


def named(
    name: str, path_of: Callable[[str], Path], widest: int, ratio: float, sharp: float
) -> Picture | None:
    """Return a picture as a card names it, behind ``?`` with what covers it; see ``measured``.

    Masks are as sharp as ``sharp`` pixels of the screen in one of the window. None also where what
    covers it cannot be read: it would show what it hides.
    """
    file, asks, query = name.partition("?")
    picture = measured(path_of(referred(file)), widest, ratio)
    if picture is None or not asks:
        return picture
    if mask := laid_over(query):
        over = measured(path_of(referred(mask)), widest, ratio)
        return replace(picture, over=over) if over is not None else None
    masks = covering(query)
    return picture.under(masks, sharp) if masks is not None else None


def _measured_drawing(path: Path, beginning: bytes, widest: int, ratio: float) -> Picture | None:
    from flashcards.ui.drawings import size_of

    size = size_of(beginning)
    if size.width() > widest:
        size = QSize(widest, max(1, size.height() * widest // size.width()))
    return Picture(path, DRAWING, size, size * ratio, turned=False, ratio=ratio)


def _reader(path: Path, kind: str) -> QImageReader:
    QImageReader.setAllocationLimit(LARGEST_DECODED_MB)
    reader = QImageReader(str(path), QByteArray(kind.encode()))
    reader.setAutoDetectImageFormat(False)
    reader.setAutoTransform(True)
    return reader


def _laid(image: QImage, masks: QImage) -> QImage:
    """Return a picture with masks of its size over it; nothing where these cannot be read."""
    if masks.isNull():
        return masks
    both = image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
    masks.setDevicePixelRatio(1.0)
    with QPainter(both) as painter:
        painter.drawImage(0, 0, masks)
    return both


def blank() -> QImage:
    """Return what stands in the place of a picture that cannot be shown."""
    image = QImage(1, 1, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    return image


_Key = tuple[str, int, float, str]
"""A picture's name, how wide it may be, the pixels of the screen in one of the window, and the
theme where something is painted over it."""


def _pixels(image: QImage) -> int:
    return image.width() * image.height()


def _key(name: str, widest: int, ratio: float) -> _Key:
    return name, widest, ratio, theme.tokens().name if "?" in name else ""


class Pictures(QObject):
    """The pictures of one card view: those read so far, and one after another those still to be."""

    came = Signal(str, QImage)
    """The name of a picture of the card that is shown, and what was read of it."""

    def __init__(
        self,
        jobs: "Jobs",
        path_of: Callable[[str], Path],
        parent: QObject,
        called: Callable[[str], str] | None = None,
    ) -> None:
        """``called`` says what to call a missing picture; without it nothing is said of one."""
        super().__init__(parent)
        self._jobs = jobs
        self._path_of = path_of
        self._called = called
        self._read: dict[_Key, QImage] = {}
        self._waiting: dict[_Key, Picture] = {}
        self._ahead: dict[_Key, Picture] = {}
        """Those of cards that may be shown soon; they come after all that are waited for."""
        self._under_way: _Key | None = None
        self._wanted: set[_Key] = set()
        """Those of the card that is shown which had not been read when it was shown."""
        self._of_card: set[_Key] = set()
        """Those of the card that is shown, which are kept in any case."""
        self.room = Room()
        """What the card shown has left for pictures."""
        self.widest = 0
        """How wide the last picture asked for may be, in pixels of the window."""

    def turn_card(self) -> None:
        """Begin with another card: what waits to be read for the last one is not read."""
        self.room = Room()
        self._waiting.clear()
        self._ahead.clear()
        self._wanted.clear()
        self._of_card.clear()

    def settled(self) -> bool:
        """Whether every picture of the card, and of those prepared, is there."""
        return not self._waiting and not self._ahead and self._under_way is None

    def has(self, name: str) -> bool:
        """Whether a picture has been read, in whatever size."""
        return any(key[0] == name for key in self._read)

    def find(self, name: str, widest: int, ratio: float, color: QColor) -> QImage:
        """Return a picture, or its place in ``color`` while it is read; ``came`` tells of it then.

        What is no picture is blank, a missing one in words, and null one there is no room for. A
        name may say behind ``?``
        what covers the picture, as ``text.occlusion`` writes it.
        """
        self.widest = widest
        key = _key(name, widest, ratio)
        self._of_card.add(key)
        if key in self._read:
            found = self._read[key] = self._read.pop(key)  # now the one used last
            return found
        picture = named(name, self._path_of, widest, ratio, ratio)
        if picture is None:
            return self._missing(referred(name.partition("?")[0]), widest, ratio)
        if key != self._under_way:
            if not self.room.takes(picture):
                return QImage()
            if self.room.takes_at_once(picture):
                return self._keep(key, picture.read())
            self._waiting[key] = picture
        self._wanted.add(key)
        self._read_next()
        return picture.place(color)

    def _missing(self, file: str, widest: int, ratio: float) -> QImage:
        if self._called is None or os.path.lexists(self._path_of(file)):
            return blank()
        from flashcards.ui.drawings import in_words

        words = tr("The picture “{name}” is missing.", name=safe_name(self._called(file)))
        return in_words(words, ratio, widest)

    def prepare(self, name: str, widest: int, ratio: float) -> None:
        """Read a picture, in a thread, that may be asked for with the next card."""
        key = _key(name, widest, ratio)
        if key == self._under_way or any(
            key in known for known in (self._read, self._waiting, self._ahead)
        ):
            return
        picture = named(name, self._path_of, widest, ratio, ratio)
        if picture is not None and Room().takes(picture):
            self._ahead[key] = picture
            self._read_next()

    def _read_next(self) -> None:
        waiting = self._waiting or self._ahead
        if self._under_way is not None or not waiting:
            return
        key = next(iter(waiting))
        picture = waiting.pop(key)
        self._under_way = key
        title = tr("Reading the pictures…")
        self._jobs.run(title, lambda _progress: picture.read(), self._end, quiet=True)

    def _end(self, image: QImage) -> None:
        if not isValid(self) or self._under_way is None:  # the view is gone
            return
        key, self._under_way = self._under_way, None
        image = self._keep(key, image)
        if key in self._wanted:
            self.came.emit(key[0], image)
        self._read_next()

    def _keep(self, key: _Key, image: QImage) -> QImage:
        if image.isNull() and key[0].partition("?")[0].lower().endswith(f".{DRAWING}"):
            image = self._words_for_drawing(key[2])
        kept = self._read[key] = blank() if image.isNull() else image
        self._make_room(key)
        return kept

    def pixels(self) -> int:
        """Return how many pixels of pictures are kept."""
        return sum(_pixels(image) for image in self._read.values())

    def _make_room(self, key: _Key) -> None:
        """Let go of what fits no more now that ``key`` is read, and of the oldest beyond bounds."""
        left = self.pixels()
        for other in [each for each in self._read if each not in self._of_card]:
            if other[1:3] != key[1:3] or left > _KEPT_PIXELS:  # read for another width: no more
                left -= _pixels(self._read.pop(other))
        while len(self._read) > _KEPT_PICTURES:
            del self._read[next(iter(self._read))]

    def _words_for_drawing(self, ratio: float) -> QImage:
        from flashcards.ui.drawings import in_words

        return in_words(tr("This drawing cannot be shown."), ratio)
