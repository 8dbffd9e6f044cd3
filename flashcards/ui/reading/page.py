"""The page one reads on: the column, a line on the sentence at hand, the keys beneath."""

from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from flashcards.model.articles import DraftCard
from flashcards.ui import theme
from flashcards.ui.answering.buttons import KeyButton
from flashcards.ui.deck_from_article.card_editor import CardEditor
from flashcards.ui.deck_from_article.wrapping import Wrapping
from flashcards.ui.editor.deck_field import DeckField
from flashcards.ui.platform_keys import key_words
from flashcards.ui.reading.view import ReadingView
from flashcards.ui.widgets import ElidedLabel, column, label, line, row
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

EDITOR_WIDTH_PX = 680
_DECK_SHARE, _DECK_PX = 0.2, (190, 320)
"""How wide the deck is: a share of the page, at least and at most so many pixels."""


class ReadingPage(QWidget):
    """Shows an article; what is done with it is elsewhere."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._window = window
        self.view = ReadingView(window.settings)
        self.told = ElidedLabel("", "muted")
        self.share = label("", "number")
        self.back_button = KeyButton(
            tr("Back to the card"), partial(window.commands.trigger, "read.card"), kind="quiet"
        )
        self.back_button.hide()
        self.deck = DeckField()
        self.where = label(tr("Int&o deck"), "muted")
        self.where.setBuddy(self.deck)
        self.keys: dict[str, KeyButton] = {}
        self.editor: CardEditor | None = None
        self._strip: Wrapping | None = None
        self._place = QWidget()
        self._place.setProperty("role", "bare")
        self._editors = column(self._place, gap="none")
        self._place.hide()
        self._strip_place = column(None, gap="none")
        edge = theme.SPACE
        below = row(None, self.told, self.back_button, self.share, gap="between")
        below.setStretch(0, 1)
        foot = column(None, below, gap="hair")
        strip = row(None, self.where, self.deck, gap="inside")
        strip.insertLayout(0, self._strip_place, 1)
        foot.addLayout(strip)
        foot.setContentsMargins(edge.around, edge.inside, edge.around, edge.inside)
        layout = column(self, line(), self.view, gap="none")
        layout.setStretch(1, 1)
        layout.addWidget(self._place, 0)
        layout.addWidget(line())
        layout.addLayout(foot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the deck its share of the width."""
        super().resizeEvent(event)
        least, most = _DECK_PX
        self.deck.setFixedWidth(max(least, min(most, round(_DECK_SHARE * self.width()))))

    def show_keys(self, ids: dict[str, str]) -> None:
        """Show what can be done with its keys, a word by each command's id."""
        commands = self._window.commands
        for command_id, word in ids.items():
            made = KeyButton(word, partial(commands.trigger, command_id), kind="quiet")
            made.follow(commands.action(command_id))
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.keys[command_id] = made
        self._strip = Wrapping(list(self.keys.values()), gap=0, one_line=True)
        self._strip_place.addWidget(self._strip)
        for before, after in pairwise((self.view, *self.keys.values(), self.deck)):
            QWidget.setTabOrder(before, after)
        commands.changed.connect(self._name_keys)
        self._name_keys()

    def _name_keys(self) -> None:
        for command_id, made in self.keys.items():
            keys = self._window.commands.shortcuts(command_id)
            made.set_key(key_words(keys[0]) if keys else "")
        keys = self._window.commands.shortcuts("read.card")
        self.back_button.set_key(key_words(keys[0]) if keys else "")
        if self._strip is not None:
            self._strip.lay_out()

    # The card that is being written

    def open_editor(self, card: DraftCard) -> CardEditor:
        """Open two fields under the article for a card of the learner's own."""
        self.close_editor()
        editor = CardEditor(self._window, card, lambda: None, done_id="read.keep")
        for part in (editor.split, editor.rule, editor.preview):
            part.hide()
        editor.done.setText(tr("Add card"))
        editor.setMaximumWidth(EDITOR_WIDTH_PX)
        self._window.toasts.leave_behind()
        beside = row(None, None, editor, None, gap="none", margins="inside")
        beside.setStretch(1, 100)
        self._editors.addLayout(beside)
        self._place.show()
        self.editor = editor
        return editor

    def close_editor(self) -> DraftCard | None:
        """Close the fields; return what was written in them, None where none were open."""
        editor, self.editor = self.editor, None
        if editor is None:
            return None
        written = editor.card()
        editor.hide()
        while (item := self._editors.takeAt(0)) is not None:
            inner = item.layout()
            while inner is not None and inner.takeAt(0) is not None:
                continue
        editor.deleteLater()
        self._place.hide()
        return written
