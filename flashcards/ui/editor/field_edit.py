"""The field of a note: plain Markdown text that grows with what is written in it."""

from math import ceil
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QImage,
    QKeyEvent,
    QResizeEvent,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy

from flashcards.model.pictures import ENDINGS
from flashcards.ui.commands import Commands
from flashcards.ui.editor.markup import Marked, listed
from flashcards.ui.editor.shortcuts import format_of
from flashcards.ui.long_words import LONGEST_WORD, wrap_mode
from flashcards.ui.right_to_left import runs_left

FEWEST_LINES, MOST_LINES = 2, 14
_PADDING_PX = 26
"""Border, padding and the document's own margin above and below."""
_PARAGRAPH = "\u2029"


class FieldEdit(QPlainTextEdit):
    """Takes text only; pictures pasted or dropped are handed on to be kept."""

    asked = Signal(str)
    """A formatting key was pressed; the name of the format."""
    picture_given = Signal(object)
    """A picture was pasted or dropped: its path, or its bytes."""

    _growing = False

    def __init__(self, name: str, commands: Commands) -> None:
        super().__init__()
        self._commands = commands
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self.textChanged.connect(self._align)
        self.textChanged.connect(self._wrap_again)
        self._grow()

    def setPlainText(self, text: str) -> None:
        """Show a text; one with an endless word is laid out as fast as any other."""
        # While such a word still stands there, lines go on being broken anywhere.
        self._wrap(self.toPlainText() + text)
        super().setPlainText(text)

    def insertPlainText(self, text: str) -> None:
        """Write a text at the cursor."""
        if len(text) > LONGEST_WORD:
            self._wrap(self.toPlainText() + text)
        super().insertPlainText(text)

    def _wrap(self, text: str) -> None:
        mode = wrap_mode(text)
        if mode != self.wordWrapMode():
            self.setWordWrapMode(mode)

    def _wrap_again(self) -> None:
        """Break lines between words again once an endless one is gone, and the other way round."""
        anywhere = self.wordWrapMode() == QTextOption.WrapMode.WrapAnywhere
        if anywhere or self.textCursor().block().length() > LONGEST_WORD:
            self._wrap(self.toPlainText())

    def _align(self) -> None:
        """Stand at the right when the text begins in a script that runs to the left."""
        alignment = (
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute
            if runs_left(self.document().firstBlock().text())
            else Qt.AlignmentFlag.AlignLeft
        )
        option = self.document().defaultTextOption()
        if option.alignment() != alignment:
            option.setAlignment(alignment)
            self.document().setDefaultTextOption(option)

    def _grow(self) -> None:
        if self._growing:
            return  # a height that is being set breaks lines elsewhere; it is looked at below
        self._growing = True
        for _ in range(3):
            height = self._height_of_text()
            if height == self.minimumHeight() == self.maximumHeight():
                break
            self.setFixedHeight(height)
        self._growing = False

    def _height_of_text(self) -> int:
        # A plain text document measures its height in lines.
        lines = self.document().documentLayout().documentSize().height()
        shown = max(FEWEST_LINES, min(MOST_LINES, round(lines)))
        return ceil(shown * QFontMetricsF(self.font()).lineSpacing()) + _PADDING_PX

    def sizeHint(self) -> QSize:
        """Ask for a modest width and the height set."""
        return QSize(240, self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure again when lines break elsewhere."""
        super().resizeEvent(event)
        self._grow()

    def changeEvent(self, event: QEvent) -> None:
        """Measure again when the font changes."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._grow()

    # Keys

    def event(self, event: QEvent) -> bool:
        """Claim the formatting keys before the window's commands get them."""
        if event.type() == QEvent.Type.ShortcutOverride and self._format_of(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Format, or type."""
        name = self._format_of(event)
        if name:
            self.asked.emit(name)
            return
        super().keyPressEvent(event)

    def _format_of(self, event: QEvent) -> str:
        return format_of(self._commands, event) if isinstance(event, QKeyEvent) else ""

    # Marking

    def selected_text(self) -> str:
        """Return the selection with ordinary line ends."""
        return self.textCursor().selectedText().replace(_PARAGRAPH, "\n")

    def replace_selection(self, marked: Marked) -> None:
        """Put a marked text in place of the selection, as one step of undo."""
        cursor = self.textCursor()
        start = cursor.selectionStart()
        cursor.insertText(marked.text)
        cursor.setPosition(start + marked.start)
        cursor.setPosition(start + marked.end, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.setFocus()

    def toggle_list(self) -> None:
        """Make the selected lines items of a list, or plain lines again."""
        cursor = self.textCursor()
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        cursor.setPosition(start)
        cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        text = cursor.selectedText().replace(_PARAGRAPH, "\n")
        cursor.insertText(listed(text))
        self.setTextCursor(cursor)
        self.setFocus()

    def insert_picture(self, name: str) -> None:
        """Write a reference to a kept picture at the cursor."""
        self.textCursor().insertText(f"![]({name})")

    # Pasting and dropping

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Take text and pictures."""
        return source.hasText() or source.hasHtml() or source.hasImage() or bool(_files(source))

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Insert plain text alone; hand pictures on."""
        files = _files(source)
        if files:
            for path in files:
                self.picture_given.emit(path)
        elif source.hasText() and source.text().strip():
            self.insertPlainText(_tidy(source.text()))
        elif source.hasImage():
            data = _png(source)
            if data:
                self.picture_given.emit(data)
        elif source.hasHtml():
            from flashcards.text.plain import plain_text

            self.insertPlainText(plain_text(source.html()))


def _tidy(text: str) -> str:
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
