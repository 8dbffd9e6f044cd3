"""What Enter does in a field: a new line, the next item of a list, or the end of one."""

import re
from typing import TYPE_CHECKING

from PySide6.QtGui import QTextCursor

from flashcards.text.field_units import BREAK, ITEM, NOTHING, Unit
from flashcards.ui.editor.field_document import insert

if TYPE_CHECKING:
    from flashcards.ui.editor.field_edit import FieldEdit

_ITEM = re.compile(r"((?:[ \t]*>)?[ \t]*)(?:([-+*])|([0-9]{1,9})([.)]))([ \t]+)")


def begin_line(edit: "FieldEdit") -> None:
    """Begin a line where the caret is, in a list its next item, as one step of undo."""
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
