"""What Enter does in a field: a new line, the next item of a list, or the end of one."""

import re
from typing import TYPE_CHECKING

from PySide6.QtGui import QTextCursor

from flashcards.text.field_units import BREAK, ITEM, NOTHING, Unit
from flashcards.ui.editor.field_document import insert

if TYPE_CHECKING:
    from flashcards.ui.editor.field_edit import FieldEdit

_ITEM = re.compile(r"((?:[ \t]*>)?[ \t]*)(?:([-+*])|([0-9]{1,9})([.)]))([ \t]+)")


def into_text(edit: "FieldEdit") -> None:
    """Put the caret where typed letters belong: within the tags that take no room around a text.

    Behind the ``</div>`` that ends a field they would stand on a line of their own on the card, and
    before the ``<li>`` of an item outside of the list.
    """
    cursor = edit.textCursor()
    if not edit.folds or cursor.hasSelection():
        return
    text, at = cursor.block().text(), cursor.positionInBlock()
    ends = len(text.rstrip(NOTHING))
    begins = len(text) - len(text.lstrip(NOTHING + ITEM))
    place = max(min(at, ends), begins) if begins <= ends else at
    if place != at:
        cursor.setPosition(cursor.block().position() + place)
        edit.setTextCursor(cursor)


def past_nothing(edit: "FieldEdit", *, back: bool) -> None:
    """Step over characters that take no room, so that what is seen is erased next."""
    cursor = edit.textCursor()
    if not edit.folds or cursor.hasSelection():
        return
    text, at = cursor.block().text(), cursor.positionInBlock()
    while back and at and text[at - 1] == NOTHING:
        at -= 1
    while not back and at < len(text) and text[at] == NOTHING:
        at += 1
    if at != cursor.positionInBlock():
        cursor.setPosition(cursor.block().position() + at)
        edit.setTextCursor(cursor)


def begin_line(edit: "FieldEdit") -> None:
    """Begin a line where the caret is, in a list its next item, as one step of undo."""
    into_text(edit)
    cursor = edit.textCursor()
    if edit.folds:
        item = (
            cursor.block().text().lstrip(NOTHING).startswith(ITEM) and cursor.positionInBlock() > 0
        )
        broken = [Unit(BREAK, "</li>"), Unit(ITEM, "<li>")] if item else [Unit(BREAK, "<br>")]
        insert(cursor, broken)
    else:
        _next_line(edit, cursor)
    edit.ensureCursorVisible()


def _next_line(edit: "FieldEdit", cursor: QTextCursor) -> None:
    block = cursor.block()
    text, at = block.text(), cursor.positionInBlock()
    found = _ITEM.match(text)
    code = any(span.look == "fence" for span in edit.looks.line(block).spans)
    if found is None or at < found.end() or code or edit.markup != "markdown":
        cursor.insertText("\n")
    elif not text[found.end() :].strip() and not cursor.hasSelection():
        cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
    else:
        sign = found[2] or f"{int(found[3]) + 1}{found[4]}"
        cursor.insertText(f"\n{found[1]}{sign}{found[5]}")
