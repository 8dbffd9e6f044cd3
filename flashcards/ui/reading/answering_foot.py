"""The foot of an article that is read and answered: show the words, then rate."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from flashcards.model.enums import Quality, Rating
from flashcards.study.session import Choice
from flashcards.ui import theme
from flashcards.ui.reviewer import phrases
from flashcards.ui.reviewer.buttons import TALL_PX, KeyButton
from flashcards.ui.reviewer.foot import FOOT_PX, NARROW_PX, first_key
from flashcards.ui.reviewer.ratings import FOUR, RatingRow
from flashcards.ui.widgets import row
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow


class AnsweringFoot(QWidget):
    """Undo and edit at the left, the one thing to do next in the middle."""

    def __init__(self, window: "MainWindow", prefix: str) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._window, self._prefix = window, prefix
        self._tied: dict[KeyButton, str] = {}
        self.show_button = self._tie("next", tr("Show"), kind="primary", tall=True)
        self.go_on_button = self._tie("next", tr("Go on"), kind="primary", tall=True)
        self.undo_button = self._tie("undo", tr("Undo"), icon="undo")
        self.edit_button = self._tie("edit", tr("Edit"), icon="edit")
        self.rating_buttons: list[KeyButton] = []
        self._rows: tuple[RatingRow, ...] = ()
        self._ratings = _bare()
        self._question, self._pause = _bare(self.show_button), _bare(self.go_on_button)
        self._middle = QStackedWidget()
        self._middle.setProperty("role", "bare")
        self._middle.setFixedHeight(TALL_PX)
        for page in (self._question, self._ratings, self._pause):
            self._middle.addWidget(page)
        left, right = _bare(self.undo_button, self.edit_button), QWidget()
        right.setProperty("role", "bare")
        layout = row(self, left, self._middle, right, gap="inside")
        for side in (0, 2):
            layout.setStretch(side, 1)
        layout.setAlignment(left, Qt.AlignmentFlag.AlignLeft)
        edge = theme.SPACE
        layout.setContentsMargins(edge.between, edge.inside, edge.between, edge.between)
        self.setFixedHeight(FOOT_PX)
        self._make_ratings(FOUR)
        window.commands.changed.connect(self._show_keys)

    def _tie(
        self, name: str, word: str, *, kind: str = "quiet", icon: str = "", tall: bool = False
    ) -> KeyButton:
        command_id, commands = f"{self._prefix}.{name}", self._window.commands
        made = KeyButton(
            word, lambda: commands.trigger(command_id), kind=kind, icon=icon, tall=tall
        )
        made.follow(commands.action(command_id))
        self._tied[made] = command_id
        return made

    def _make_ratings(self, rows: tuple[RatingRow, ...]) -> None:
        for old in self.rating_buttons:
            del self._tied[old]
            old.deleteLater()
        self._rows = rows
        self.rating_buttons = [
            self._tie(f"rate{each.number}", tr(each.word), kind=each.kind, tall=True)
            for each in rows
        ]
        layout = self._ratings.layout()
        assert layout is not None
        for each in self.rating_buttons:
            layout.addWidget(each)
            if len(rows) > len(FOUR):
                each.setMinimumWidth(NARROW_PX)
        self._show_keys()

    def _show_keys(self) -> None:
        for made, command_id in self._tied.items():
            made.set_key(first_key(self._window, command_id))

    def ask(self) -> None:
        """Offer to show the words."""
        self._middle.setCurrentWidget(self._question)

    def offer(
        self, rows: tuple[RatingRow, ...], choices: Mapping[Rating | Quality, Choice]
    ) -> None:
        """Offer the ratings, each with what would follow."""
        if rows is not self._rows:
            self._make_ratings(rows)
        for made, each in zip(self.rating_buttons, rows, strict=True):
            choice = choices[each.rating]
            made.set_detail(choice.label, phrases.moved_words(choice))
        self._middle.setCurrentWidget(self._ratings)

    def pause(self) -> None:
        """Offer to go on."""
        self._middle.setCurrentWidget(self._pause)


def _bare(*parts: QWidget) -> QWidget:
    page = QWidget()
    page.setProperty("role", "bare")
    layout = row(page, *parts, gap="inside")
    layout.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return page
