"""Where the source of a template or a style sheet is written, with names offered as one types."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import islice

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QSyntaxHighlighter, QTextCharFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QCompleter, QPlainTextEdit

from flashcards.text.template_language import marks
from flashcards.text.template_problems import split_mark
from flashcards.ui import theme
from flashcards.ui.editor.field_looks import units_of
from flashcards.ui.editor.one_escape import OneEscape
from flashcards.ui.hints import set_hint
from flashcards.ui.long_words import wrap_mode
from flashcards.ui.platform_keys import asks_for_offers, key_words, offers_key
from flashcards.ui.words import tr

MOST_OFFERED = 10
MOST_MARKS = 1_000
"""More are left in the colour of text, so that typing stays quick in a template of any length."""
LONGEST_BEGINNING = 100
_FOR_OFFERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
_OPEN = re.compile(r"(?:\{\{|<%)\s*([^{}<>%\n]*)$")

Span = tuple[int, int]
Look = tuple[int, int, QTextCharFormat]
"""Where in a text something stands, as Qt counts, and how it looks."""


class SourceEdit(QPlainTextEdit):
    """Plain text in a font for code. Tab goes on to the next field."""

    written = Signal(str)
    """The learner changed the text."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._quiet = False
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setFont(theme.code_font(self.font()))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.textChanged.connect(self._changed)

    def show_text(self, text: str) -> None:
        """Show a text; one that is shown already is left alone, with its cursor and its undo."""
        if text == self.toPlainText():
            return
        self._quiet = True
        self.setWordWrapMode(wrap_mode(text))
        self.setPlainText(text)
        self._quiet = False

    def _changed(self) -> None:
        if not self._quiet:
            self.written.emit(self.toPlainText())


class TemplateEdit(SourceEdit):
    """The source of one side of a card: marks in colour, problems underlined, names offered."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._shown: tuple[object, ...] = ()
        """What was coloured last."""
        self._wrong: Sequence[Span] = ()
        self._doubtful: Sequence[Span] = ()
        self._fields: Sequence[str] = ()
        self._filters: Sequence[str] = ()
        self._names = QStringListModel(self)
        self.offers = QCompleter(self._names, self)
        self.offers.setWidget(self)
        self.offers.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.offers.setFilterMode(Qt.MatchFlag.MatchContains)
        self.offers.setMaxVisibleItems(MOST_OFFERED)
        self.offers.activated.connect(self._take)
        self._one_escape = OneEscape(self.offers, self)
        popup = self.offers.popup()
        assert popup is not None
        self._popup = popup
        self._popup.setAccessibleName(tr("Names for the template"))
        self.marked = Marked(self)
        set_hint(self, tr("{key} offers fields", key=key_words(offers_key())))

    # Names

    def set_names(self, fields: Sequence[str], filters: Sequence[str]) -> None:
        """Offer these: names to show, and what may stand before one."""
        self._fields, self._filters = fields, filters

    def words(self) -> list[str]:
        """Return what is offered now."""
        if not self._popup.isVisible():
            return []
        model = self.offers.completionModel()
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Type, and offer what could come next; Ctrl+Space asks for it anywhere."""
        if self._popup.isVisible() and event.key() in _FOR_OFFERS:
            event.ignore()  # so that the list of offers takes it
            return
        if asks_for_offers(event):
            self._offer(asked=True)
            return
        before = self.toPlainText()
        super().keyPressEvent(event)
        if self.toPlainText() != before:
            self._offer(asked=False)

    def _beginning(self) -> str | None:
        """Return what is written of a mark before the caret; None outside of marks."""
        line = self._beside_caret(QTextCursor.MoveOperation.StartOfBlock)
        found = _OPEN.search(line[-LONGEST_BEGINNING:])
        return None if found is None else found[1]

    def _beside_caret(self, way: QTextCursor.MoveOperation) -> str:
        """Return the line up to the caret, or from there on."""
        cursor = self.textCursor()
        cursor.setPosition(cursor.position())
        cursor.movePosition(way, QTextCursor.MoveMode.KeepAnchor)
        return cursor.selectedText()

    def _offer(self, *, asked: bool) -> None:
        begun = self._beginning()
        if begun is None and not asked:
            self._popup.hide()
            return
        word = _word(begun or "")
        section = (begun or "").lstrip()[:1] in ("#", "^", "/")
        names = [*self._fields, *([] if section else [f"{one}:" for one in self._filters])]
        self._names.setStringList(names)
        self.offers.setCompletionPrefix(word)
        fits = self.offers.completionCount()
        if not fits or (fits == 1 and self.offers.currentCompletion() == word):
            self._popup.hide()
            return
        caret = self.cursorRect()
        caret.setWidth(
            self._popup.sizeHintForColumn(0) + self._popup.verticalScrollBar().sizeHint().width()
        )
        self.offers.complete(caret)
        self._popup.setCurrentIndex(self.offers.completionModel().index(0, 0))

    def _take(self, chosen: str) -> None:
        """Write what was chosen in place of its beginning, and close the mark behind a name."""
        begun = self._beginning()
        cursor = self.textCursor()
        word = _word(begun or "")
        cursor.movePosition(
            QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, len(word)
        )
        after = self._beside_caret(QTextCursor.MoveOperation.EndOfBlock)
        closed = after.lstrip().startswith(("}}", "%>"))
        ending = "" if closed or chosen.endswith(":") else "}}"
        cursor.insertText(("{{" if begun is None else "") + chosen + ending)
        if closed and not chosen.endswith(":"):
            cursor.movePosition(
                QTextCursor.MoveOperation.Right, n=2 + len(after) - len(after.lstrip())
            )
        self.setTextCursor(cursor)
        if chosen.endswith(":"):
            self._offer(asked=False)

    # Colours

    def show_problems(self, wrong: Sequence[Span], doubtful: Sequence[Span]) -> None:
        """Colour the text, and underline places of it by what is wrong with them."""
        shown = (self.toPlainText(), tuple(wrong), tuple(doubtful))
        if shown != self._shown:
            self._shown = shown
            self._wrong, self._doubtful = wrong, doubtful
            self._dress()

    def place(self) -> int:
        """Return where the caret stands, in characters of the text."""
        cursor = self.textCursor()
        before = QTextCursor(cursor)
        before.setPosition(0)
        before.setPosition(cursor.position(), QTextCursor.MoveMode.KeepAnchor)
        return len(before.selectedText())

    def go_to(self, place: int) -> None:
        """Put the keyboard here, with the caret at a place."""
        cursor = self.textCursor()
        cursor.setPosition(units_of(self.toPlainText())(place))
        self.setTextCursor(cursor)
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def restyle(self) -> None:
        """Colour anew after a change of theme."""
        self._dress()

    def _dress(self) -> None:
        text = self.toPlainText()
        unit = units_of(text)
        wrong, doubtful = set(self._wrong), set(self._doubtful)
        looks = []
        for start, end, said in islice(marks(text), MOST_MARKS):
            look = QTextCharFormat()
            look.setForeground(theme.color(_tint(said)))
            if (start, end) in wrong or (start, end) in doubtful:
                look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
                token = "again" if (start, end) in wrong else "warning"
                look.setUnderlineColor(theme.color(token))
            looks.append((unit(start), unit(end), look))
        quiet, self._quiet = self._quiet, True  # colours are no change of the text
        self.marked.show(looks)
        self._quiet = quiet


class Marked(QSyntaxHighlighter):
    """Colours places of a text. Where two touch, Qt draws them right only like this."""

    def __init__(self, edit: QPlainTextEdit) -> None:
        super().__init__(edit.document())
        self.looks: list[Look] = []

    def show(self, looks: list[Look]) -> None:
        """Colour these places, from first to last, and no others."""
        if looks != self.looks:
            self.looks = looks
            self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        """Colour what of a line is to be coloured."""
        begin = self.currentBlock().position()
        end = begin + self.currentBlock().length()
        first = bisect_left(self.looks, begin, key=lambda look: look[1])
        for start, stop, look in islice(self.looks, first, None):
            if start >= end:
                break
            self.setFormat(max(start, begin) - begin, min(stop, end) - max(start, begin), look)


def _word(begun: str) -> str:
    """Return the name that is being written: what stands behind a sign and filters."""
    return begun.lstrip().lstrip("#^/").rpartition(":")[2].lstrip()


def _tint(said: str) -> str:
    return "good" if split_mark(said)[0] in ("#", "^", "/") else "accent"
