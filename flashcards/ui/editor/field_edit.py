"""The field of a note: its source, edited as it looks; grows with what is written in it."""

from collections.abc import Callable
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QFontMetricsF,
    QImage,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QTextEdit

from flashcards.model.notes import FieldSettings
from flashcards.model.recordings import KINDS
from flashcards.ui import theme
from flashcards.ui.commands import Commands
from flashcards.ui.editor import entering, mime
from flashcards.ui.editor.field_document import FieldSource, insert_source, load
from flashcards.ui.editor.field_looks import FieldLooks
from flashcards.ui.editor.field_places import FieldPlaces
from flashcards.ui.editor.shortcuts import format_of
from flashcards.ui.long_words import LONGEST_WORD, wrap_mode
from flashcards.ui.right_to_left import runs_left

if TYPE_CHECKING:
    from flashcards.ui.editor.picture_handles import PictureHandles
    from flashcards.ui.formulas import Formulas
    from flashcards.ui.pictures import Pictures

FEWEST_LINES, MOST_LINES = 2, 14
SMALLEST_PT, LARGEST_PT = 7, 40
"""Of a field's own font; what another program wrote may be anything."""
_PADDING_PX = 18
"""Border and padding above and below."""
_SWITCHED = (QEvent.Type.FontChange, QEvent.Type.StyleChange)


class FieldEdit(QTextEdit):
    """Holds source alone; pictures pasted or dropped are handed on to be kept."""

    asked = Signal(str)
    """A formatting key was pressed; the name of the format."""
    picture_given = Signal(object)
    """A picture was pasted or dropped: its path, or its bytes."""

    _growing = False
    _pressed = False
    _from_right = False

    def __init__(
        self,
        name: str,
        commands: Commands,
        markup: str = "markdown",
        pictures: "Pictures | None" = None,
        formulas: "Formulas | None" = None,
    ) -> None:
        super().__init__()
        self.commands = commands
        self.markup = markup
        self.pictures = pictures
        self.title_of: Callable[[str], str] = str
        """What the file of a name was called before it was kept."""
        self.formulas = formulas
        self.handles: PictureHandles | None = None
        """By which pictures are made larger, where they can be."""
        self.setAccessibleName(name)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._source = FieldSource(self.document())
        self.places = FieldPlaces(self)
        self.looks = FieldLooks(self)
        self.looks.markup = markup
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self.textChanged.connect(self._align)
        self.textChanged.connect(self._wrap_again)
        self.cursorPositionChanged.connect(self._caret_moved)
        if pictures is not None:
            pictures.came.connect(self._picture_came)
        if formulas is not None:
            formulas.came.connect(self._formula_came)
        self._grow()

    # The source

    def toPlainText(self) -> str:
        """Return the source, as exactly as it was given."""
        return self._source.text()

    def take_text(self, text: str) -> None:
        """Show a text that came from elsewhere; the caret stays where one writes."""
        place = self.textCursor().position() if self.hasFocus() else 0
        self.setPlainText(text)
        if place:
            cursor = self.textCursor()
            cursor.setPosition(min(place, max(0, self.document().characterCount() - 1)))
            self.setTextCursor(cursor)

    def setPlainText(self, text: str) -> None:
        """Show a source; one with an endless word is laid out as fast as any other."""
        # While such a word still stands there, lines go on being broken anywhere.
        self._wrap(self.toPlainText() + text)
        load(self.document(), text, html=self.folds)
        self.setTextCursor(QTextCursor(self.document()))

    def insertPlainText(self, text: str) -> None:
        """Write a source at the cursor."""
        if len(text) > LONGEST_WORD:
            self._wrap(self.toPlainText() + text)
        insert_source(self.textCursor(), text, html=self.folds)

    @property
    def folds(self) -> bool:
        """Whether what HTML writes by names is shown as the characters and lines it stands for."""
        return self.markup == "html" and not self.looks.raw

    def show_source(self, raw: bool) -> None:
        """Show everything as it is written, or as it looks."""
        if raw == self.looks.raw:
            return
        text = self.toPlainText()
        self.looks.raw = raw
        if self.markup == "html" and text:
            cursor = QTextCursor(self.document())
            cursor.select(QTextCursor.SelectionType.Document)
            insert_source(cursor, text, html=self.folds)
        self.looks.again()

    def dress(self, settings: FieldSettings, scale: float = 1.0) -> None:
        """Write from the right, and in a font of its own, where the note type says so.

        ``scale`` is how much larger than usual the learner wants the text of cards.
        """
        self._from_right = settings.right_to_left
        font = theme.ui_font()
        if settings.font:
            font.setFamilies([settings.font, *font.families()])
        if settings.size:
            font.setPointSize(max(SMALLEST_PT, min(LARGEST_PT, settings.size)))
        font.setPointSizeF(font.pointSizeF() * scale)
        if font != self.font():
            self.setFont(font)
        self._align()

    def source_between(self, start: int, end: int) -> str:
        """Return the source of what stands between two places of the document."""
        return self._source.between(start, end)

    def selected_text(self) -> str:
        """Return the source of the selection."""
        cursor = self.textCursor()
        return self._source.between(cursor.selectionStart(), cursor.selectionEnd())

    # How lines are broken, and how high the field is

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
            if self._from_right or runs_left(self.document().firstBlock().text())
            else Qt.AlignmentFlag.AlignLeft
        )
        direction = (
            Qt.LayoutDirection.RightToLeft
            if self._from_right
            else Qt.LayoutDirection.LayoutDirectionAuto
        )
        option = self.document().defaultTextOption()
        if option.alignment() != alignment or option.textDirection() != direction:
            option.setAlignment(alignment)
            option.setTextDirection(direction)
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
        line = QFontMetricsF(self.font()).lineSpacing()
        around = 2 * self.document().documentMargin()
        text = self.document().size().height() - around
        shown = max(FEWEST_LINES * line, min(MOST_LINES * line, text))
        return ceil(shown + around) + _PADDING_PX

    def sizeHint(self) -> QSize:
        """Ask for a modest width and the height set."""
        return QSize(240, self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure again when lines break elsewhere."""
        super().resizeEvent(event)
        if hasattr(self, "places") and self.places.refit() and self.pictures is not None:
            self.looks.again()  # pictures are no wider than the field
        self._grow()

    def changeEvent(self, event: QEvent) -> None:
        """Measure again when the font changes."""
        super().changeEvent(event)
        if event.type() in _SWITCHED and hasattr(self, "looks"):
            self.looks.again()
            self._grow()

    # What is drawn in place of its source

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the text, and over it what stands in place of its source."""
        super().paintEvent(event)
        across, down = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        block = self.cursorForPosition(event.rect().topLeft()).block()
        with QPainter(self.viewport()) as painter:
            while block.isValid():
                at = block.layout().position() - QPointF(across, down)
                if at.y() > event.rect().bottom():
                    break
                self.places.paint(painter, block, at)
                block = block.next()
            if self.handles is not None:
                self.handles.paint(painter)

    def _picture_came(self, _name: str, _image: QImage) -> None:
        self.looks.again()
        self.viewport().update()

    def _formula_came(self) -> None:
        if self.places.waits:
            self.places.waits = False
            self.looks.again()
            self.viewport().update()

    # The caret

    def shows_caret(self) -> bool:
        """Whether the caret is where the learner writes; not so while the pointer selects."""
        return self.hasFocus() and not self._pressed

    def _caret_moved(self) -> None:
        if self.shows_caret():
            self.looks.follow_caret()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the marks beside the caret."""
        super().focusInEvent(event)
        self._caret_moved()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show no marks."""
        super().focusOutEvent(event)
        self.looks.leave()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Let nothing move under the pointer while it selects."""
        self._pressed = True
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Show the marks beside the caret again."""
        super().mouseReleaseEvent(event)
        self._pressed = False
        self._caret_moved()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Dress the line again once a word is composed, for which Qt undresses it."""
        entering.into_text(self)
        super().inputMethodEvent(event)
        if not event.preeditString():
            self.looks.again_at_caret()

    # Keys

    def event(self, event: QEvent) -> bool:
        """Claim the formatting keys before the window's commands get them."""
        if event.type() == QEvent.Type.ShortcutOverride and self._format_of(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Format, begin a line, or type."""
        name = self._format_of(event)
        if name:
            self.asked.emit(name)
            return
        unheld = not event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        )
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and unheld:
            entering.begin_line(self)
            return
        if event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            entering.past_nothing(self, back=event.key() == Qt.Key.Key_Backspace)
        elif event.text().isprintable() and event.text():
            entering.into_text(self)
        super().keyPressEvent(event)

    def _format_of(self, event: QEvent) -> str:
        return format_of(self.commands, event) if isinstance(event, QKeyEvent) else ""

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Open the menu, which begins with what concerns the word pointed at."""
        from flashcards.ui.spelling.menu import open_context_menu

        open_context_menu(self, event)

    # Pasting, dropping and copying

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Take text and pictures."""
        return mime.can_take(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Insert what can be kept as source; hand pictures on."""
        entering.into_text(self)
        mime.insert(self, source)

    def createMimeDataFromSelection(self) -> QMimeData:
        """Give the source of the selection."""
        return mime.copied(self)

    def insert_picture(self, name: str) -> None:
        """Write a reference to a kept picture, sound or video at the cursor."""
        if name.rpartition(".")[2] in KINDS:
            self.insert_source(f"[sound:{name}]")
            return
        self.insert_source(f'<img src="{name}">' if self.markup == "html" else f"![]({name})")

    def insert_source(self, source: str) -> None:
        """Write a source at the cursor in place of the selection, as one step of undo."""
        entering.into_text(self)
        insert_source(self.textCursor(), source, html=self.folds)
