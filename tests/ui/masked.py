"""A picture with masks, and what a test sees of them."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage

from flashcards.model.enums import NoteKind
from flashcards.model.ids import NoteTypeId
from flashcards.model.notes import NoteType, Template

LEFT = "{{c1::image-occlusion:rect:left=.1:top=.2:width=.2:height=.6:oi=1}}"
"""A mask over the left of a picture that hides it on every card."""
RIGHT = "{{c2::image-occlusion:ellipse:left=.6:top=.2:rx=.15:ry=.3:oi=1}}"
_INSIDE = '<div id="image-occlusion-container">{{Image}}</div>'
_FACE = f'<div style="display: none">{{{{cloze:Occlusion}}}}</div>{_INSIDE}'
TYPE = NoteType(
    NoteTypeId(99),
    "masked",
    "Masked",
    NoteKind.CLOZE,
    ("Occlusion", "Image"),
    (Template("masked-1", "Card", _FACE, _FACE),),
    markup="html",
)


def picture(width: int = 400, height: int = 200, colour: str = "#1060a0") -> bytes:
    """Return a PNG picture of one colour."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # it takes no bytes
    return bytes(data.data())


def colour_at(image: QImage, x: float, y: float) -> str:
    """Return the colour at shares of an image's width and height."""
    at = int(x * image.width()), int(y * image.height())
    return image.pixelColor(*at).name()
