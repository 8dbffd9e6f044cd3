"""Pictures that are pasted, dropped or chosen: taken into the collection without holding up a key.

A screenshot is made a file in a worker, since that takes longer than a key press may.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from flashcards.model.errors import UserError
from flashcards.model.messages import message
from flashcards.model.pictures import ENDINGS
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

PIXELS_AT_ONCE = 250_000
"""A copied picture of so many pixels is made a file at once, which takes some 20 ms."""
Given = Path | bytes | QImage
"""A picture as a file, as what stands in one, or as it was copied from a screen."""


def pictures_in(source: QMimeData) -> list[Given]:
    """Return the pictures among what was pasted or dropped: files, else the picture itself."""
    paths = [Path(url.toLocalFile()) for url in source.urls() if url.isLocalFile()]
    files: list[Given] = [path for path in paths if path.suffix.lower() in ENDINGS]
    if files or not source.hasImage():
        return files
    image = source.imageData()
    return [image] if isinstance(image, QImage) and not image.isNull() else []


def has_pictures(source: QMimeData) -> bool:
    """Whether a picture could be taken from what is dragged."""
    return source.hasImage() or bool(pictures_in(source))


def keep_picture(
    window: "MainWindow",
    given: Given,
    then: Callable[[str], object],
    failed: Callable[[UserError], object],
) -> None:
    """Take a picture into the collection; ``then`` gets the name that notes have for it."""
    if not isinstance(given, QImage):
        _keep(window, given, then, failed)
    elif given.width() * given.height() <= PIXELS_AT_ONCE:
        try:
            data = as_file(given)
        except UserError as error:
            failed(error)
        else:
            _keep(window, data, then, failed)
    else:
        image = given
        window.jobs.run(
            tr("Reading the pictures…"),
            lambda _progress: as_file(image),
            lambda data: _keep(window, data, then, failed),
            failed,
            quiet=True,
        )


def _keep(
    window: "MainWindow",
    given: Path | bytes,
    then: Callable[[str], object],
    failed: Callable[[UserError], object],
) -> None:
    collection = window.collection

    def work() -> str | UserError:
        try:
            return collection.import_media(given)
        except UserError as error:
            return error

    def done(result: str | UserError) -> None:
        if isinstance(result, UserError):
            failed(result)
        else:
            then(result)

    window.writes.do(work, then=done)


def as_file(image: QImage, kind: str = "PNG") -> bytes:
    """Return a picture as a file of a kind; raise UserError for one that cannot be written."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not image.save(buffer, kind):  # type: ignore[call-overload]  # its stub wants bytes
        raise UserError(message("This picture could not be read."), message("Copy it again."))
    return bytes(data.data())


def choose_pictures(
    window: "MainWindow",
    parent: QWidget,
    title: str,
    then: Callable[[list[Path]], object],
    *,
    several: bool = True,
) -> QFileDialog:
    """Ask for pictures among the learner's files."""
    kinds = f"{tr('Pictures')} ({' '.join('*' + ending for ending in ENDINGS)})"
    dialog = QFileDialog(parent, title, window.settings.last_folder, kinds)
    mode = QFileDialog.FileMode.ExistingFiles if several else QFileDialog.FileMode.ExistingFile
    dialog.setFileMode(mode)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.filesSelected.connect(lambda names: then([Path(name) for name in names]))
    dialog.open()
    return dialog
