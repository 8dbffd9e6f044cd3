"""What both editor windows share: a floating window with its own keys, help and remembered size."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QWidget

from flashcards.model.errors import UserError
from flashcards.ui.commands import Command
from flashcards.ui.editor.check_line import CheckLine
from flashcards.ui.editor.floating import FloatingWindow
from flashcards.ui.editor.formats import FORMATS
from flashcards.ui.editor.note_form import NoteForm
from flashcards.ui.editor.preview import Preview
from flashcards.ui.editor.shortcuts import (
    CHECKS,
    CLOSE,
    HELP,
    MEND,
    NEXT_CARD,
    PLAY,
    PREVIOUS_CARD,
    SIDES,
    first_keys,
    format_id,
)
from flashcards.ui.syncing.commands import SYNC
from flashcards.ui.widgets import column, label, line, row, set_role
from flashcards.ui.widgets.splitter import Splitter
from flashcards.ui.words import error_words

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

FIRST_SIZE = QSize(880, 600)
SMALLEST = QSize(560, 420)


class EditorWindow(FloatingWindow):
    """A non-modal window with the fields of one note at the left and its cards at the right."""

    list_name = "editor"
    has_pins = False
    """Whether fields can keep their text for the next note, and the type can be any: it is new."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self.form = NoteForm(window, "Ta&gs", pins=self.has_pins)
        self.preview = Preview(window)
        self.notice = label("", "error", wrap=True)
        self.notice.hide()
        self.checks = CheckLine(window, self.form, changes_type=self.has_pins)
        self.form.complained.connect(self.complain)
        self.form.edited.connect(self._redraw)
        self.preview.told.connect(self.warn)
        self.form.gap_reached.connect(self.preview.turn_to_gap)

    def lay_out(self, top: QHBoxLayout, foot: QHBoxLayout) -> None:
        """Put the parts together; call once, at the end of the constructor."""
        left = QWidget()
        left.setProperty("role", "bare")
        column(left, top, self.form, self.checks, self.notice, gap="inside", margins="between")
        right = QWidget()
        right.setProperty("role", "bare")
        column(right, self.preview, gap="none", margins="inside")
        self.splitter = Splitter()
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(left)
        self.splitter.addWidget(right)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([460, 420])
        bottom = row(None, gap="inside", margins="between")
        bottom.addLayout(foot)
        column(self, self.splitter, line(), bottom, gap="none")
        self.take_place(FIRST_SIZE, SMALLEST)
        self.commands.add_screen(self.list_name, self._rows())
        self.commands.show_screen(self.list_name)
        self.form.bar.beside = self.commands

    def own_rows(self) -> list[Command]:
        """Return the window's own commands."""
        return []

    def _rows(self) -> list[Command]:
        formats = [
            Command(
                format_id(each.name),
                each.text,
                partial(self.form.apply, each.name),
                first_keys(format_id(each.name)),
            )
            for each in FORMATS
        ]
        shared = [
            Command(CLOSE, "Close", self.close, first_keys(CLOSE)),
            Command(HELP, "Keyboard shortcuts", self.open_help, first_keys(HELP)),
            Command(NEXT_CARD, "Next card", partial(self.preview.step, 1), first_keys(NEXT_CARD)),
            Command(
                PREVIOUS_CARD,
                "Previous card",
                partial(self.preview.step, -1),
                first_keys(PREVIOUS_CARD),
            ),
            Command(CHECKS, "Check cards while writing", self._check, first_keys(CHECKS)),
            Command(MEND, "Do what is suggested", self.checks.mend, first_keys(MEND)),
            Command(SIDES, "Question only", self.preview.turn_sides, first_keys(SIDES)),
            Command(PLAY, "Play the sounds", self.preview.play_sounds, first_keys(PLAY)),
        ]
        return [*self.own_rows(), *formats, *shared]

    def _check(self) -> None:
        self.warn(self.checks.switch())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Sync from here, too, where the learner gave these keys to nothing else in the window."""
        pressed = QKeySequence(event.keyCombination())
        if any(QKeySequence(each) == pressed for each in self.main.commands.shortcuts(SYNC)):
            self.main.commands.trigger(SYNC)
        else:
            super().keyPressEvent(event)

    # Saying

    def complain(self, text: str) -> None:
        """Say beneath the fields what is wrong; nothing for an empty text."""
        self._say(text, "error")

    def warn(self, text: str) -> None:
        """Say beneath the fields what the learner may want to know."""
        self._say(text, "warning")

    def _say(self, text: str, role: str) -> None:
        set_role(self.notice, role)
        self.notice.setText(text)
        self.notice.setVisible(bool(text))
        self.main.announcer.say(text, of=self, at_once=role == "error")

    def complain_error(self, error: UserError) -> None:
        """Say what is wrong in an error's own words."""
        self.complain(error_words(error))

    def _redraw(self) -> None:
        if self.form.note_type is not None:
            self.preview.follow(self.form.note_type, self.form.fields())

    def first_part(self) -> QWidget:
        """Return the field to write in first."""
        return self.form.focus_first()
