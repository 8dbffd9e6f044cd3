"""The picture beside the caret of a field: how wide it is, what it shows, and its file."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QMouseEvent, QTextCursor
from shiboken6 import isValid

from flashcards.model.errors import UserError
from flashcards.text.picture_source import PictureSource, picture_near, pictures_in
from flashcards.ui import given_pictures
from flashcards.ui.editor.field_document import insert_source
from flashcards.ui.picture_dialog import Chosen, PictureDialog, made_smaller
from flashcards.ui.words import error_words, tr

if TYPE_CHECKING:
    from flashcards.ui.editor.field_edit import FieldEdit
    from flashcards.ui.editor.note_form import NoteForm
    from flashcards.ui.main_window import MainWindow


def open_options(window: "MainWindow", form: "NoteForm", edit: "FieldEdit") -> None:
    """Ask for the size and the words of the picture in the caret's line."""
    found = _at_caret(edit)
    if found is None:
        form.complained.emit(tr("There is no picture in this line. Put the cursor beside one."))
        return
    now = Chosen(found.words, found.width)
    path = window.collection.media_path(found.name)
    then = partial(_take, window, form, edit, edit.textCursor(), found.name)
    PictureDialog(window, form, path, now, then).open()


def _line(edit: "FieldEdit", cursor: QTextCursor) -> tuple[QTextCursor, str, int]:
    """Return the line of a cursor, selected, its source, and where in that the cursor is."""
    cursor = QTextCursor(cursor)
    at = cursor.position()
    cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
    start = cursor.position()
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    source = edit.source_between(start, cursor.position())
    return cursor, source, len(edit.source_between(start, at))


def _at_caret(edit: "FieldEdit") -> PictureSource | None:
    _, source, offset = _line(edit, edit.textCursor())
    return picture_near(source, offset)


def _take(
    window: "MainWindow",
    form: "NoteForm",
    edit: "FieldEdit",
    at: QTextCursor,
    was: str,
    chosen: Chosen,
) -> None:
    """Write what was chosen for the picture ``was``; ``at`` goes with the text around it."""
    path, width = window.collection.media_path(was), chosen.file_width

    def complain(error: UserError) -> None:
        if isValid(form):
            form.complained.emit(error_words(error))

    def kept(name: str) -> None:
        if isValid(edit) and isValid(form) and not _write(edit, at, was, chosen, name):
            form.complained.emit(
                tr("The picture was changed meanwhile, so nothing was written. Try again.")
            )

    if not width:
        kept(was)
        return

    window.jobs.run(
        tr("Making the picture smaller…"),
        lambda _progress: made_smaller(path, width),
        lambda data: given_pictures.keep_picture(window, data, kept, complain),
        complain,
    )


def _write(edit: "FieldEdit", at: QTextCursor, was: str, chosen: Chosen, name: str) -> bool:
    """Write the picture anew, as one step of undo; False where another one is there now."""
    cursor, source, offset = _line(edit, at)
    found = picture_near(source, offset)
    if found is None or found.name != was:
        return False
    now = found.written(name=name, words=chosen.words, width=chosen.width, markup=edit.markup)
    if now != source[found.start : found.end]:
        insert_source(cursor, source[: found.start] + now + source[found.end :], html=edit.folds)
    edit.setFocus()
    return True


def write_width(edit: "FieldEdit", place: int, was: str, width: int) -> bool:
    """Give the picture at a place of the text another width, as one step of undo.

    0 is its own width. False where another picture is there now.
    """
    at = QTextCursor(edit.document())
    at.setPosition(place)
    cursor, source, offset = _line(edit, at)
    found = picture_near(source, offset)
    if found is None or found.name != was:
        return False
    now = found.written(name=was, words=found.words, width=width, markup=edit.markup)
    if now != source[found.start : found.end]:
        insert_source(cursor, source[: found.start] + now + source[found.end :], html=edit.folds)
    return True


class PictureClicks(QObject):
    """Asks for a picture's options where it is clicked twice in a field."""

    def __init__(self, window: "MainWindow", form: "NoteForm", edit: "FieldEdit") -> None:
        super().__init__(edit)
        self._window, self._form, self._edit = window, form, edit
        self._pressed: int | None = None
        """Where in the text the picture is that was pressed last: a click shows its source."""
        edit.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take a double click on a picture."""
        if not isinstance(event, QMouseEvent):
            return False
        if event.type() == QEvent.Type.MouseButtonPress:
            self._pressed = self._picture_at(event)
        elif event.type() == QEvent.Type.MouseButtonDblClick and self._pressed is not None:
            cursor = QTextCursor(self._edit.document())
            cursor.setPosition(self._pressed)
            self._edit.setTextCursor(cursor)
            open_options(self._window, self._form, self._edit)
            return True
        return False

    def _picture_at(self, event: QMouseEvent) -> int | None:
        cursor = self._edit.cursorForPosition(event.position().toPoint())
        at, block = cursor.position(), cursor.block()
        offset = len(self._edit.source_between(block.position(), at))
        source = self._edit.source_between(block.position(), block.position() + block.length() - 1)
        found = any(each.start <= offset <= each.end for each in pictures_in(source))
        return at if found else None
