"""What comes into a field from the clipboard or by dropping, and what goes out of it."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData
from PySide6.QtGui import QImage

from flashcards.model.pictures import ENDINGS

if TYPE_CHECKING:
    from flashcards.ui.editor.field_edit import FieldEdit

OWN = "application/x-flashcards-field"
"""The source of a field, behind the name of its markup and a line end."""


def can_take(source: QMimeData) -> bool:
    """Whether there is text or a picture in what is offered."""
    return source.hasText() or source.hasHtml() or source.hasImage() or bool(_files(source))


def insert(edit: "FieldEdit", source: QMimeData) -> None:
    """Insert plain text alone; hand pictures on."""
    files = _files(source)
    own = _own(edit, source)
    if own:
        edit.insertPlainText(own)
    elif files:
        for path in files:
            edit.picture_given.emit(path)
    elif source.hasText() and source.text().strip():
        edit.insertPlainText(tidy(source.text()))
    elif source.hasImage():
        data = _png(source)
        if data:
            edit.picture_given.emit(data)
    elif source.hasHtml():
        from flashcards.text.plain import plain_text

        edit.insertPlainText(plain_text(source.html()))


def copied(edit: "FieldEdit") -> QMimeData:
    """Return the source of what is selected, for fields and for other programs."""
    text = edit.selected_text()
    data = QMimeData()
    data.setText(text)
    data.setData(OWN, QByteArray(f"{edit.markup}\n{text}".encode("utf-8", "replace")))
    return data


def _own(edit: "FieldEdit", source: QMimeData) -> str:
    """Return what was copied in a field of the same markup."""
    if not source.hasFormat(OWN):
        return ""
    markup, _, text = bytes(source.data(OWN).data()).decode("utf-8", "replace").partition("\n")
    return text if markup == edit.markup else ""


def tidy(text: str) -> str:
    """Return text with plain line ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")


def _files(source: QMimeData) -> list[Path]:
    """Return the local pictures among what was dropped."""
    paths = [Path(url.toLocalFile()) for url in source.urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() in ENDINGS]


def _png(source: QMimeData) -> bytes:
    image = source.imageData()
    if not isinstance(image, QImage) or image.isNull():
        return b""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # its stub wants bytes
    return bytes(data.data())
