"""The menu of a misspelt word: what may have been meant, and letting the word pass."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QFont, QTextCursor
from PySide6.QtWidgets import QMenu
from shiboken6 import isValid

from flashcards.text.spelling.words import Word
from flashcards.ui.editor.shortcuts import format_id, words_of
from flashcards.ui.spelling.language_words import named
from flashcards.ui.spelling.spelling import CHECK, NEXT
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.editor.field_edit import FieldEdit
    from flashcards.ui.spelling.field_spelling import FieldSpelling


class WordActions(QObject):
    """Puts what concerns one word at the top of a menu; suggestions come when they are known."""

    def __init__(
        self, menu: QMenu, edit: "FieldEdit", spelling: "FieldSpelling", at: QTextCursor, word: Word
    ) -> None:
        super().__init__(menu)
        self._menu, self._edit, self._spelling = menu, edit, spelling
        self._at, self._word = at, word
        self._chooses = False
        before = menu.actions()
        self._waiting = menu.addAction(tr("Looking for suggestions…"))
        self._waiting.setEnabled(False)
        line = menu.addSeparator()
        add = menu.addAction(tr("&Add “{word}” to your dictionary", word=_shown(word.text)))
        add.triggered.connect(lambda _=False: spelling.form.add(spelling.tag, word.text))
        ignore = menu.addAction(tr("&Ignore in this note"))
        ignore.triggered.connect(lambda _=False: spelling.form.ignore(word.text))
        if before:  # at the top, above what the menu had
            menu.insertActions(before[0], [self._waiting, line, add, ignore])
            menu.insertSeparator(before[0])

    def ask(self, *, choose: bool) -> None:
        """Look for suggestions, once the menu is open; ``choose`` the first one."""
        self._chooses = choose
        speller = self._spelling.form.shared.speller(self._spelling.tag)
        if speller is not None:
            speller.suggest(self._word.text, self._take)

    def _take(self, found: list[str]) -> None:
        if not isValid(self) or not isValid(self._edit):
            return
        if not found:
            self._waiting.setText(tr("No suggestions"))
            return
        bold = QFont(self._menu.font())
        bold.setBold(True)
        actions = [self._meant(each) for each in found]
        for action in actions:
            action.setFont(bold)
            self._menu.insertAction(self._waiting, action)
        self._menu.removeAction(self._waiting)
        if self._chooses and self._menu.activeAction() is None:
            self._menu.setActiveAction(actions[0])

    def _meant(self, meant: str) -> QAction:
        action = self._menu.addAction(_shown(meant))
        action.triggered.connect(lambda _=False: self._write(meant))
        return action

    def _write(self, meant: str) -> None:
        if isValid(self._edit) and self._spelling.write(self._at, self._word, meant):
            self._edit.setFocus()


def _shown(word: str) -> str:
    """Return a word as a menu shows it letter by letter."""
    return word.replace("&", "&&")


def open_suggestions(edit: "FieldEdit") -> bool:
    """Open the menu of the misspelt word at the caret; False where there is none."""
    spelling = edit.looks.spelling
    at = QTextCursor(edit.textCursor())
    at.setPosition(at.selectionStart())
    word = spelling.wrong_at(at) if spelling is not None else None
    if spelling is None or word is None:
        return False
    menu = _menu(edit)
    actions = WordActions(menu, edit, spelling, at, word)
    menu.popup(edit.viewport().mapToGlobal(edit.cursorRect().bottomLeft()))
    actions.ask(choose=True)
    return True


def open_context_menu(edit: "FieldEdit", event: QContextMenuEvent) -> None:
    """Open a field's menu, with what concerns the word that is pointed at."""
    menu = edit.createStandardContextMenu(event.pos())
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    spelling = edit.looks.spelling
    if spelling is None:
        menu.popup(event.globalPos())
        return
    by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
    at = QTextCursor(edit.textCursor() if by_key else edit.cursorForPosition(event.pos()))
    at.setPosition(at.selectionStart())
    word = spelling.wrong_at(at)
    actions = WordActions(menu, edit, spelling, at, word) if word is not None else None
    _add_general(menu, edit, spelling, at)
    menu.popup(event.globalPos())
    if actions is not None:
        actions.ask(choose=by_key)


def _add_general(
    menu: QMenu, edit: "FieldEdit", spelling: "FieldSpelling", at: QTextCursor
) -> None:
    """Offer at the foot of a menu what concerns the spelling of all words."""
    menu.addSeparator()
    word = spelling.word_at(at) if spelling.tag else None
    if word is not None and spelling.form.shared.own.has(spelling.tag, word.text):
        out = menu.addAction(tr("Take “{word}” out of your dictionary", word=_shown(word.text)))
        take_out = partial(spelling.form.remove, spelling.tag, word.text)
        out.triggered.connect(lambda _=False: take_out())
    if word is not None and spelling.form.ignores(word.text):
        again = menu.addAction(tr("Mark “{word}” in this note again", word=_shown(word.text)))
        notice = partial(spelling.form.notice, word.text)
        again.triggered.connect(lambda _=False: notice())
    language = named(spelling.tag) if spelling.tag else tr("not checked")
    choose = menu.addAction(tr("Language of the field: {language}…", language=language))
    choose.triggered.connect(lambda _=False: spelling.form.choose_language())
    for name, words in ((NEXT, tr("Next misspelt word")), (CHECK, tr("Check spelling"))):
        keys = words_of(edit.commands, format_id(name))
        action = menu.addAction(f"{words}\t{keys}" if keys else words)
        action.triggered.connect(lambda _=False, name=name: spelling.form.apply(name, edit))
        if name == CHECK:
            action.setCheckable(True)
            action.setChecked(spelling.form.is_on)


def _menu(edit: "FieldEdit") -> QMenu:
    menu = QMenu(edit)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return menu
