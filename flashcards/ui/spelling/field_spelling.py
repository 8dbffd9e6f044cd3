"""The spelling of one field: which of its words are marked, and what is written in their place."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextBlock, QTextCharFormat, QTextCursor

from flashcards.text.line_looks import Line
from flashcards.text.spelling.words import Word, around, words
from flashcards.ui.editor.field_looks import place_in, units_of

if TYPE_CHECKING:
    from flashcards.ui.editor.field_edit import FieldEdit
    from flashcards.ui.spelling.form_spelling import FormSpelling


class FieldSpelling(QObject):
    """Tells what is misspelt in a field; a word that is being written only once it is left."""

    def __init__(self, edit: "FieldEdit", form: "FormSpelling", language: str) -> None:
        """``language`` is the field's own, empty where it has none."""
        super().__init__(edit)
        self._edit = edit
        self.form = form
        self._own = language
        self.tag = form.shared.language(language)
        """The language that is checked; empty for none."""
        self._asked: set[str] = set()
        """Words of which nothing is known yet."""
        self._typing = False
        self._open: tuple[int, int] | None = None
        """The word that is being written: its line, and where in that it begins."""
        form.shared.came.connect(self._came)
        form.shared.changed.connect(self._changed)
        form.ignored_changed.connect(edit.looks.again)

    # Looking

    def wrong(self, block: QTextBlock, line: Line) -> list[Word]:
        """Return the misspelt words of a line, and let those be looked up that nobody knows."""
        text = block.text()
        if not self.tag or not text or not self._can_check():
            return []
        found = words(text, line)
        skipped = self._being_written(block, found)
        shown = [each for each in found if each is not skipped]
        known = [(each, self._judged(each)) for each in shown]
        unknown = {each.letters for each, right in known if right is None}
        if unknown:
            self._asked |= unknown
            self.form.shared.ask(self.tag, unknown)
        return [each for each, right in known if right is False]

    @property
    def problem(self) -> str:
        """Why what it says cannot be checked, see ``Speller.failed``; empty for nothing."""
        return self._trouble() if self.tag and self._edit.toPlainText().strip() else ""

    def _trouble(self) -> str:
        speller = self.form.shared.speller(self.tag)
        return "none" if speller is None else speller.problem

    @property
    def waits(self) -> bool:
        """Whether some words are still being looked up."""
        is_right = self.form.shared.is_right
        return any(is_right(self.tag, word) is None for word in self._asked)

    def _can_check(self) -> bool:
        if problem := self._trouble():
            self.form.tell_of(self.tag, problem)
        return not problem

    def _judged(self, word: Word) -> bool | None:
        if word.in_capitals and not self.form.shared.checks_capitals:
            return True
        if self.form.ignores(word.text):
            return True
        return self.form.shared.is_right(self.tag, word.letters)

    def _being_written(self, block: QTextBlock, found: tuple[Word, ...]) -> Word | None:
        number = block.blockNumber()
        if self._open is not None and self._open[0] == number:
            self._open = None
        if not self._typing or not self._edit.shows_caret():
            return None
        cursor = self._edit.textCursor()
        if cursor.blockNumber() != number:
            return None
        word = around(found, place_in(block.text(), cursor.positionInBlock()))
        if word is not None:
            self._open = number, word.start
        return word

    # What happens in the field

    def typed(self) -> None:
        """The text changes; if the learner writes, the word at the caret is not done yet."""
        self._typing = self._edit.shows_caret()

    def caret_moved(self) -> None:
        """Look at the word that was being written, once the caret or the keyboard has left it."""
        if self._open is None:
            self._typing = False
            return
        cursor = self._edit.textCursor()
        if self._edit.shows_caret() and cursor.blockNumber() == self._open[0]:
            word = self.word_at(cursor)
            if word is not None and word.start == self._open[1]:
                return
        (number, _), self._open, self._typing = self._open, None, False
        self._edit.looks.dress_one(self._edit.document().findBlockByNumber(number))

    def _came(self, tag: str) -> None:
        if tag != self.tag or not self._asked:
            return
        is_right = self.form.shared.is_right
        known = {word: is_right(tag, word) for word in self._asked}
        self._asked = {word for word, right in known.items() if right is None}
        if False in known.values():
            self._edit.looks.again()

    def _changed(self) -> None:
        self.tag = self.form.shared.language(self._own)
        self._edit.looks.again()

    # One word

    def word_at(self, cursor: QTextCursor) -> Word | None:
        """Return the word a cursor touches."""
        block = cursor.block()
        found = words(block.text(), self._edit.looks.line(block))
        return around(found, place_in(block.text(), cursor.positionInBlock()))

    def wrong_at(self, cursor: QTextCursor) -> Word | None:
        """Return the misspelt word a cursor touches."""
        word = self.word_at(cursor) if self.tag else None
        return word if word is not None and self._judged(word) is False else None

    def think_ahead(self, cursor: QTextCursor) -> None:
        """Let suggestions be thought of for a word that the learner was led to."""
        at = QTextCursor(cursor)
        at.setPosition(cursor.selectionStart())
        word, speller = self.wrong_at(at), self.form.shared.speller(self.tag)
        if word is not None and speller is not None:
            speller.suggest(word.text, lambda _meant: None)

    def next_wrong(self, after: int) -> QTextCursor | None:
        """Return the next misspelt word that begins at a place of the document or behind it."""
        document = self._edit.document()
        block = document.findBlock(after)
        self._typing = False
        while block.isValid():
            for word in self.wrong(block, self._edit.looks.line(block)):
                found = self.selected(block, word)
                if found.selectionStart() >= after:
                    return found
            block = block.next()
        return None

    def selected(self, block: QTextBlock, word: Word) -> QTextCursor:
        """Return a cursor that has a word selected."""
        unit = units_of(block.text())
        cursor = QTextCursor(block)
        cursor.setPosition(block.position() + unit(word.start))
        cursor.setPosition(block.position() + unit(word.end), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def write(self, at: QTextCursor, word: Word, meant: str) -> bool:
        """Write what was meant for a word, as one step of undo; marks within it are left.

        False where the word is not there any more.
        """
        block = at.block()
        found = words(block.text(), self._edit.looks.line(block))
        now = around(found, place_in(block.text(), at.positionInBlock()))
        if now is None or now.text != word.text:
            return False
        unit = units_of(block.text())
        cursor = QTextCursor(block)
        cursor.beginEditBlock()
        parts = _shared_out(meant, [end - start for start, end in now.pieces])
        for (start, end), part in reversed(list(zip(now.pieces, parts, strict=True))):
            cursor.setPosition(block.position() + unit(start))
            cursor.setPosition(block.position() + unit(end), QTextCursor.MoveMode.KeepAnchor)
            cursor.insertText(part, QTextCharFormat())
        cursor.endEditBlock()
        end = self.selected(block, now).selectionStart() + len(meant.encode("utf-16-le")) // 2
        if len(now.pieces) == 1:
            cursor.setPosition(end)
        self._edit.setTextCursor(cursor)
        return True


def _shared_out(meant: str, lengths: list[int]) -> list[str]:
    """Share a word out among the pieces of the one it replaces; the last one takes the rest."""
    parts, at = [], 0
    for length in lengths[:-1]:
        parts.append(meant[at : at + length])
        at += length
    return [*parts, meant[at:]]
