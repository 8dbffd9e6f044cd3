"""What comes into a field from the clipboard or by dropping, and what goes out of it."""

import contextlib
from base64 import b64decode
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QMimeData

from flashcards.model import pictures, recordings
from flashcards.text.clean import escape
from flashcards.ui.given_pictures import pictures_in

if TYPE_CHECKING:
    from flashcards.ui.editor.field_edit import FieldEdit

_ENDINGS = (*pictures.ENDINGS, *recordings.ENDINGS)
MOST_PICTURES = 20
"""How many pictures within a copied text are kept."""
OWN = "application/x-flashcards-field"
"""The source of a field, behind the name of its markup and a line end."""


def can_take(source: QMimeData) -> bool:
    """Whether there is text or a picture in what is offered."""
    return source.hasText() or source.hasHtml() or source.hasImage() or bool(_files(source))


def insert(edit: "FieldEdit", source: QMimeData) -> None:
    """Insert what can be kept as source, clean of all else; hand pictures on."""
    files = _files(source)
    own = _own(edit, source)
    if own:
        edit.insertPlainText(own)
    elif files:
        for path in files:
            edit.picture_given.emit(path)
    elif not (_insert_formatted(edit, source) or insert_plain(edit, source)):
        for given in pictures_in(source):
            edit.picture_given.emit(given)


def insert_plain(edit: "FieldEdit", source: QMimeData) -> bool:
    """Insert the words alone; False where there are none."""
    text = tidy(source.text()) if source.hasText() else ""
    if not text.strip() and source.hasHtml():
        from flashcards.text.plain import plain_text

        text = plain_text(source.html())
    if not text.strip():
        return False
    if edit.folds:  # what is typed there is shown as it is, so what is pasted likewise
        text = escape(text).replace("\n", "<br>")
    edit.insertPlainText(text)
    return True


def _insert_formatted(edit: "FieldEdit", source: QMimeData) -> bool:
    """Insert bold, lists, tables, links and pictures; False where there is nothing of the kind."""
    from flashcards.text import pasted_html, pasted_source

    blocks = pasted_html.read(source.html()) if source.hasHtml() else []
    if not pasted_source.is_formatted(blocks):
        blocks = pasted_source.table_of(tidy(source.text())) if source.hasText() else []
    if not blocks:
        return False
    text = pasted_source.written(blocks, edit.markup)
    if text:
        edit.insertPlainText(text)
    for each in pasted_source.pictures(blocks)[:MOST_PICTURES]:
        with contextlib.suppress(ValueError):
            edit.picture_given.emit(b64decode(each.partition(",")[2], validate=True))
    return True


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
    """Return the local pictures, sounds and videos among what was dropped."""
    paths = [Path(url.toLocalFile()) for url in source.urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() in _ENDINGS]
