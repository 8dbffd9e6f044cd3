"""What stands where no article is open: what goes here, what was begun, what went wrong."""

import re
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QPushButton, QWidget

from flashcards.model.errors import UserError
from flashcards.model.messages import Translatable
from flashcards.ui import icons
from flashcards.ui.deck_from_article.keeping import Kept
from flashcards.ui.widgets import (
    ElidedLabel,
    EmptyState,
    ReadingColumn,
    button,
    column,
    label,
    panel,
    row,
    set_kind,
)
from flashcards.ui.words import numeral, tr, worded

WIDTH_PX, TEXT_WIDTH_PX = 640, 440
LONGEST = 400
_FORMATS: Translatable = (
    "Opens text, Markdown, saved web pages, Word, PDF and EPUB. Nothing leaves this computer. "
    "You decide on every card before it is added."
)
_NOTHING: Translatable = (
    "Nothing in it is marked as a term, a question, a list or a comparison. You can still read it "
    "here and make cards of your own from its passages."
)


def shortened(words: str) -> str:
    """Return words that a page has room for, with places to break them at."""
    words = " ".join(words.split())
    if len(words) > LONGEST:
        words = f"{words[:LONGEST]}…"
    return re.sub(r"(\S{40})(?=\S)", "\\1\u200b", words)


class StartPage(QWidget):
    """Offers to choose or paste an article, and to go on with those begun."""

    def __init__(
        self,
        choose: Callable[[], object],
        paste: Callable[[], object],
        go_on: Callable[[Kept], object],
        forget: Callable[[Kept], object],
        read: Callable[[], object],
    ) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._go_on, self._forget = go_on, forget
        self._kept: list[Kept] = []
        self.newest: QPushButton | None = None
        """Goes on with the article that was worked on last; None where none was begun."""
        self._says_start = True
        self.choose = button(tr("Choose a&n article…"), choose, kind="primary", icon="articles")
        self.paste = button(tr("Paste te&xt"), paste, icon="copy")
        self.third = button("", self._third, kind="quiet")
        self.read = button("", self._read, kind="link")
        self._read_new, self._read_action = read, read
        self._third_action: Callable[[], object] | None = None
        self.state = EmptyState("articles", "")
        for part in (self.state.title, self.state.text):
            part.setWordWrap(True)
            part.setFixedWidth(TEXT_WIDTH_PX)
        self.begun = QWidget()
        self.begun.setProperty("role", "bare")
        self._begun = column(self.begun, gap="inside")
        content = QWidget()
        content.setProperty("role", "bare")
        buttons = row(None, None, self.choose, self.paste, self.third, None)
        reading = row(None, None, self.read, None)
        layout = column(content, None, self.state, buttons, reading, self.begun, None,
                        gap="between")  # fmt: skip
        layout.setStretchFactor(self.state, 0)
        column(self, ReadingColumn(content, WIDTH_PX), gap="none")
        self.show_start()

    def _say(
        self, title: str, text: str, third: str = "", action: Callable[[], object] | None = None
    ) -> None:
        self._says_start = False
        for part, words in ((self.state.title, title), (self.state.text, text)):
            part.setVisible(bool(words))
            part.setText(shortened(words))
            part.setMinimumHeight(part.heightForWidth(TEXT_WIDTH_PX))
        self.third.setText(third)
        self._third_action = action
        self.third.setVisible(bool(third))
        for push in (self.choose, self.paste, self.read):
            push.setVisible(True)
        self.read.setText(tr("Read an a&rticle first…"))
        self._read_action = self._read_new
        self._mark_next_step()

    def _mark_next_step(self) -> None:
        """Make one button stand out."""
        to_choose = self.next_step() is not self.newest
        set_kind(self.choose, "primary" if to_choose else "")
        self.choose.setIcon(icons.icon("articles", "on_accent" if to_choose else "muted"))
        if self.newest is not None:
            set_kind(self.newest, "" if to_choose else "primary")

    def _third(self) -> None:
        if self._third_action is not None:
            self._third_action()

    def _read(self) -> None:
        self._read_action()

    def next_step(self) -> QPushButton:
        """Return the button a learner would press first."""
        if self.says_reading():
            return self.third
        return self.newest if self.newest is not None and self._says_start else self.choose

    def says_reading(self) -> bool:
        """Whether it says that something is being read."""
        return self.choose.isHidden()

    def show_start(self) -> None:
        """Say what goes here."""
        self._say(tr("Make a deck from an article"), tr(_FORMATS))
        self._says_start = True
        self._mark_next_step()

    def show_reading(self, name: str, cancel: Callable[[], object]) -> None:
        """Say what is being read."""
        self._say(tr("Reading {name}…", name=name), "", tr("Cancel"), cancel)
        for part in (self.choose, self.paste, self.read, self.begun):
            part.hide()

    def show_trouble(self, error: UserError) -> None:
        """Say why an article could not be read, and what to do."""
        hint = worded(error.hint) or tr("Try another article, or paste its text.")
        self._say(worded(error.what), hint)

    def show_nothing(
        self, title: str, anyway: Callable[[], object], read: Callable[[], object]
    ) -> None:
        """Say that no card was found in an article, which can be read all the same."""
        words = tr("No terms were found in “{title}”", title=title)
        self._say(words, tr(_NOTHING), tr("&Open it anyway"), anyway)
        self.read.setText(tr("&Read it, and make cards on the way"))
        self._read_action = read

    def show_begun(self, kept: Sequence[Kept]) -> None:
        """Offer the articles that were begun, the last one under the keyboard."""
        while (item := self._begun.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self._kept, self.newest = list(kept), None
        self.begun.setVisible(bool(kept))
        if kept:
            self._begun.addWidget(label(tr("Unfinished"), "heading"))
        for each in kept:
            self._begun.addWidget(self._row(each))
        self._mark_next_step()
        if self.choose.hasFocus():  # else the learner has gone elsewhere meanwhile
            self.next_step().setFocus()

    def shown_begun(self) -> list[Kept]:
        """Return the articles offered, from top to bottom."""
        return list(self._kept)

    def _row(self, each: Kept) -> QWidget:
        title = ElidedLabel(each.title)
        counts = tr("{count} of {of} chosen", count=numeral(each.chosen), of=numeral(each.of))
        on = button(tr("Continue"), partial(self._go_on, each))
        on.setAccessibleName(tr("Continue with {title}", title=each.title))
        away = button(tr("Discard"), partial(self._forget, each), kind="quiet")
        away.setAccessibleName(tr("Discard the choices for {title}", title=each.title))
        if self.newest is None:
            self.newest = on
        line = row(None, title, label(counts, "caption"), on, away)
        line.setStretch(0, 1)
        return panel(line, margins="inside")
