"""Which option of a multiple choice card stands at a place of its text."""

from typing import cast

from PySide6.QtGui import QTextCursor, QTextFrame, QTextTable

from flashcards.text.tasks import OPTION


def option_at(cursor: QTextCursor) -> int:
    """Return the key of the option a place belongs to, counted from 1; 0 for none."""
    frame: QTextFrame | None = cursor.currentFrame()
    while frame is not None:
        if isinstance(frame, QTextTable):
            key = _key_of(frame, cursor)
            if key:
                return key
        frame = cast(QTextFrame | None, frame.parentFrame())
    return 0


def _key_of(table: QTextTable, cursor: QTextCursor) -> int:
    cell = table.cellAt(cursor)
    if not cell.isValid():
        return 0
    first = table.cellAt(cell.row(), 0).firstCursorPosition()
    first.movePosition(QTextCursor.MoveOperation.NextCharacter)
    for name in first.charFormat().anchorNames():
        if name.startswith(OPTION) and name.removeprefix(OPTION).isdecimal():
            return int(name.removeprefix(OPTION))
    return 0
