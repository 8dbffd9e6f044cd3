"""Holds a field's source in a text document: what is shown of it, and the source, exactly.

Most characters stand for themselves. Where one is written otherwise (``<br>`` is a line, ``&amp;``
a sign) its source lies in its character format. A letter typed beside it inherits that format,
which therefore counts for the one character alone that it was made for.
"""

from collections.abc import Iterable

from PySide6.QtGui import QTextBlock, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument

from flashcards.text.field_units import BREAK, Unit, units
from flashcards.text.line_looks import UNIT

_WRITTEN = 0x100000 + 77
"""The property of a character format: the character that is shown, and behind it its source."""
_LINE = "\u2028"


def load(document: QTextDocument, source: str, *, html: bool) -> None:
    """Put a source in place of what the document holds, without a way back."""
    undo = document.isUndoRedoEnabled()
    document.setUndoRedoEnabled(False)
    found = units(source, html=html)
    if all(unit.source == unit.shown.replace(BREAK, "\n") for unit in found):
        document.setPlainText(source)
    else:
        document.clear()
        insert(QTextCursor(document), found)
    document.setUndoRedoEnabled(undo)


def insert(cursor: QTextCursor, found: Iterable[Unit]) -> None:
    """Write units in place of what is selected, as one step of undo."""
    cursor.beginEditBlock()
    cursor.removeSelectedText()
    for unit in found:
        if unit.source == unit.shown.replace(BREAK, "\n"):
            cursor.insertText(unit.shown, QTextCharFormat())
            continue
        written = QTextCharFormat()
        written.setProperty(_WRITTEN, unit.shown + unit.source)
        if unit.shown == BREAK:
            cursor.insertBlock(QTextBlockFormat(), written)
        else:
            cursor.insertText(unit.shown, written)
    cursor.endEditBlock()


def insert_source(cursor: QTextCursor, source: str, *, html: bool) -> None:
    """Write a source in place of what is selected, as one step of undo."""
    insert(cursor, units(source, html=html) if source else ())


class FieldSource:
    """Reads the source of one document; what it read last it knows as long as nothing changes."""

    def __init__(self, document: QTextDocument) -> None:
        self._document = document
        self._read: tuple[int, str] | None = None

    def text(self) -> str:
        """Return the source of the whole field."""
        revision = self._document.revision()
        if self._read is None or self._read[0] != revision:
            self._read = revision, self._whole()
        return self._read[1]

    def _whole(self) -> str:
        document = self._document
        if any(each.hasProperty(_WRITTEN) for each in document.allFormats()):
            return self.between(0, document.characterCount() - 1)
        return str(document.toRawText()).replace(BREAK, "\n").replace(_LINE, "\n")

    def between(self, start: int, end: int) -> str:
        """Return the source of what stands from one place in the document to another."""
        parts: list[str] = []
        block = self._document.findBlock(start)
        while block.isValid() and block.position() <= end:
            if block.position() > start:
                parts.append(_separator(block))
            parts.append(_within(block, start, end))
            block = block.next()
        return "".join(parts)


def line_text(block: QTextBlock) -> str:
    """Return a line as ``line_looks`` reads it: signs written otherwise are no marks."""
    text = block.text()
    if not _has_units(block):
        return text
    parts: list[str] = []
    fragments = block.begin()
    while not fragments.atEnd():
        fragment = fragments.fragment()
        written = _written(fragment.charFormat())
        shown = fragment.text()
        parts.append(shown.replace(written[0], UNIT) if written else shown)
        fragments += 1
    return "".join(parts)


def _has_units(block: QTextBlock) -> bool:
    return any(each.format.hasProperty(_WRITTEN) for each in block.textFormats())


def _written(written: QTextCharFormat) -> str:
    """Return the character a format was made for and its source; empty for any other format."""
    return str(written.property(_WRITTEN)) if written.hasProperty(_WRITTEN) else ""


def _separator(block: QTextBlock) -> str:
    written = _written(block.charFormat())
    return written[1:] if written[:1] == BREAK else "\n"


def _within(block: QTextBlock, start: int, end: int) -> str:
    first, last = block.position(), block.position() + block.length() - 1
    if not _has_units(block):
        text = block.text()
        if start > first or end < last:
            text = _cut(text, max(start - first, 0), min(end, last) - first)
        return text.replace(_LINE, "\n")
    parts: list[str] = []
    fragments = block.begin()
    while not fragments.atEnd():
        fragment = fragments.fragment()
        fragments += 1
        at, after = fragment.position(), fragment.position() + fragment.length()
        if after <= start or at >= end:
            continue
        text = _cut(fragment.text(), max(start - at, 0), min(end, after) - at)
        written = _written(fragment.charFormat())
        text = text.replace(_LINE, "\n") if not written or written[0] != _LINE else text
        parts.append(text.replace(written[0], written[1:]) if written else text)
    return "".join(parts)


def _cut(text: str, start: int, end: int) -> str:
    """Cut a text as Qt counts its characters."""
    if text.isascii() or max(text, default="") < "\U00010000":
        return text[start:end]
    return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le", "replace")
