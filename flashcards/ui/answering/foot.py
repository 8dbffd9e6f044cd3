"""The foot of a page that asks cards: one button to see the answer, or one for each rating."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, Qt, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QProgressBar, QStackedWidget, QStyle, QWidget

from flashcards.model.enums import Quality, Rating
from flashcards.ui import theme
from flashcards.ui.answering import phrases
from flashcards.ui.answering.answer_edit import AnswerEdit
from flashcards.ui.answering.buttons import RATING_WIDTH_PX, TALL_PX, KeyButton
from flashcards.ui.answering.ratings import FOUR, RatingRow
from flashcards.ui.editor.shortcuts import first_key
from flashcards.ui.hints import set_hint
from flashcards.ui.platform_keys import key_words
from flashcards.ui.roles import pass_over
from flashcards.ui.widgets import row, tab_through
from flashcards.ui.words import tr, worded

if TYPE_CHECKING:
    from flashcards.study.session import Choice
    from flashcards.ui.main_window import MainWindow

NARROW_PX = 92
"""Width of a rating button where six have to stand side by side."""
FOOT_PX = TALL_PX + theme.SPACE.inside + theme.SPACE.between


@dataclass(frozen=True, slots=True)
class Small:
    """A small button beside the middle: the last part of its command's id, a word, an icon."""

    name: str
    word: str
    icon: str


class Foot(QWidget):
    """Small actions at the sides, the one thing to do next in the middle."""

    def __init__(
        self,
        window: "MainWindow",
        prefix: str,
        show: str,
        left: Sequence[Small],
        right: Sequence[Small] = (),
    ) -> None:
        """``show`` is the word for showing the answer; the last of ``left`` is never hidden."""
        super().__init__()
        self.setProperty("role", "bare")
        self._window, self._prefix = window, prefix
        self._tied: dict[KeyButton, str] = {}
        self._writing = False
        self.show_button = self._tie("next", show, kind="primary", tall=True)
        self.go_on_button = self._tie("next", tr("Continue"), kind="primary", tall=True)
        self._left = [self._tie(each.name, each.word, icon=each.icon) for each in left]
        self._right = [self._tie(each.name, each.word, icon=each.icon) for each in right]
        self._small = [*self._right, *self._left]
        """The one that can be spared first comes first."""
        for made in self._small:
            made.setParent(self)
        self.rating_buttons: list[KeyButton] = []
        self._rows: tuple[RatingRow, ...] = ()
        self._ratings = _bare()
        self._question = _bare(self.show_button)
        self._pause = _bare(self.go_on_button)
        self._middle = QStackedWidget()
        self._middle.setProperty("role", "bare")
        self._middle.setFixedHeight(TALL_PX)
        for page in (self._question, self._ratings, self._pause):
            self._middle.addWidget(page)
        self._middle.setParent(self)
        self._left_bar = QProgressBar(self)
        self._left_bar.setTextVisible(False)
        pass_over(self._left_bar)
        self._left_bar.hide()
        self.setFixedHeight(FOOT_PX)
        self._make_ratings(FOUR)
        window.commands.changed.connect(self._show_keys)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow_keyboard)

    def small_button(self, name: str) -> KeyButton:
        """Return the small button of a command by the last part of its id."""
        return next(made for made in self._small if self._tied[made] == f"{self._prefix}.{name}")

    def _tie(
        self, name: str, word: str, *, kind: str = "quiet", icon: str = "", tall: bool = False
    ) -> KeyButton:
        """Return a button that does a command and is possible when the command is."""
        command_id, commands = f"{self._prefix}.{name}", self._window.commands
        made = KeyButton(
            word, lambda: commands.trigger(command_id), kind=kind, icon=icon, tall=tall
        )
        made.follow(commands.action(command_id))
        self._tied[made] = command_id
        return made

    def _make_ratings(self, rows: tuple[RatingRow, ...]) -> None:
        layout = self._ratings.layout()
        assert layout is not None
        for old in self.rating_buttons:
            del self._tied[old]
            layout.removeWidget(old)  # at once: it would take room until it is deleted
            old.hide()
            old.deleteLater()
        self._rows = rows
        self.rating_buttons = [
            self._tie(f"rate{each.number}", tr(each.word), kind=each.kind, tall=True)
            for each in rows
        ]
        for each in self.rating_buttons:
            layout.addWidget(each)
            each.show()
            if len(rows) > len(FOUR):
                each.ensurePolished()
                each.setMinimumWidth(NARROW_PX)
        self._order_tabs()
        self._show_keys()

    def _order_tabs(self) -> None:
        """Let Tab go along the parts as they stand side by side."""
        middle = (self.show_button, self.go_on_button, *self.rating_buttons)
        tab_through(*self._left, *middle, *self._right)

    def showEvent(self, event: QShowEvent) -> None:
        """Order the parts, which can be done only within a window."""
        super().showEvent(event)
        self._order_tabs()

    @Slot()
    def _show_keys(self) -> None:
        """Say which key does each, as far as they do now: a box takes letters while in use."""
        asking = self._middle.currentWidget() is self._question
        writing = self._writing and asking and isinstance(QApplication.focusWidget(), AnswerEdit)
        for made, command_id in self._tied.items():
            made.set_key(first_key(self._window, command_id, writing=writing))
        if self._writing:
            self.show_button.set_key(key_words("Return"))
        self._place()

    @Slot(QWidget, QWidget)
    def _follow_keyboard(self, before: QWidget | None, now: QWidget | None) -> None:
        if isinstance(before, AnswerEdit) or isinstance(now, AnswerEdit):
            self._show_keys()

    def ask(self, *, writing: bool = False) -> None:
        """Offer to show the answer; ``writing``: in a box, where Space is a letter."""
        self._writing = writing
        self._middle.setCurrentWidget(self._question)
        self._show_keys()

    def offer(
        self,
        rows: tuple[RatingRow, ...],
        choices: Mapping[Rating | Quality, "Choice"],
        alike: str = "",
        proposed: RatingRow | None = None,
    ) -> None:
        """Offer the ratings, each with what would follow.

        ``alike`` says why ratings that remember lead to the same interval, where they do.
        ``proposed`` is the one that what the learner typed or chose speaks for.
        """
        if rows is not self._rows:
            self._make_ratings(rows)
        for made, each in zip(self.rating_buttons, rows, strict=True):
            choice = choices[each.rating]
            remembers = each.kind in ("good", "easy")
            note = phrases.moved_words(choice) or (alike if remembers else "")
            made.set_proposed(each is proposed)
            label = choice.label
            made.set_detail(
                worded(label), note, phrases.spoken_interval(label), phrases.shorter_words(choice)
            )
        self._middle.setCurrentWidget(self._ratings)
        self._show_keys()

    def show_left(self, left: int, seconds: int, words: str) -> None:
        """Show how many of how many seconds the side still stays; nothing for no words."""
        self._left_bar.setVisible(bool(words))
        self._left_bar.setMaximum(max(1, seconds))
        self._left_bar.setValue(left)
        self._left_bar.setAccessibleName(words)
        set_hint(self._left_bar, words)
        asking = self._middle.currentWidget() is self._question
        self.show_button.set_detail(
            tr("in {count} s", count=left) if words and asking else "", words, aloud=""
        )  # seconds are not counted aloud

    def left_words(self) -> str:
        """Return how long the side still stays, in words; empty for as long as one likes."""
        return "" if self._left_bar.isHidden() else self._left_bar.accessibleName()

    def pause(self) -> None:
        """Offer to go on."""
        self._middle.setCurrentWidget(self._pause)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the parts out by hand: the middle stays put whatever stands beside it."""
        super().resizeEvent(event)
        self._place()

    def _widen_ratings(self) -> None:
        """Give each rating room for what follows it, first of all without hiding words beside."""
        buttons = self.rating_buttons
        edge, gap, inside = theme.SPACE.between, theme.SPACE.hair, theme.SPACE.inside
        least = RATING_WIDTH_PX if len(buttons) <= len(FOUR) else NARROW_PX
        least = max(least, *(made.minimumWidth() for made in buttons))
        for compact in (False, True):
            self._show_small(compact=compact)
            beside = _width(self._small, gap) + gap
            if not compact:
                beside = 2 * max(_width(self._left, gap), _width(self._right, gap))
            room = self.width() - 2 * edge - beside + inside - 2 * gap
            each = room // len(buttons) - inside
            if each >= least:
                break
        longest = phrases.longest_words()
        for made in buttons:
            made.set_room(max(least, min(each, made.width_for(longest))))

    def _show_small(self, *, compact: bool) -> None:
        for made in self._small:
            made.set_compact(compact)
            made.show()

    def _place(self) -> None:
        self._widen_ratings()
        edge, gap = theme.SPACE.between, theme.SPACE.hair
        middle = max(self._ratings.sizeHint().width(), self._question.sizeHint().width())
        side = (self.width() - middle) // 2 - edge - gap
        self._show_small(compact=False)
        if max(_width(self._left, gap), _width(self._right, gap)) > side:
            self._show_small(compact=True)
        room = self.width() - middle - 2 * edge - 2 * gap
        for made in self._small[:-1]:
            if _width(self._small, gap) > room:
                made.hide()
        left = edge
        for made in self._left:
            if not made.isHidden():
                self._put(made, left)
                left += made.sizeHint().width() + gap
        right, free = self.width() - edge, self.width() - gap
        for made in reversed(self._right):
            if not made.isHidden():
                right -= made.sizeHint().width()
                self._put(made, right)
                right = free = right - gap
        start = min(max((self.width() - middle) // 2, left), free - middle)
        self._put_at(self._middle, QRect(start, theme.SPACE.inside, middle, TALL_PX))
        self._left_bar.setGeometry(0, 0, self.width(), theme.SPACE.hair)

    def _put(self, made: KeyButton, left: int) -> None:
        size = made.sizeHint()
        top = theme.SPACE.inside + (TALL_PX - size.height()) // 2
        self._put_at(made, QRect(left, top, size.width(), size.height()))

    def _put_at(self, part: QWidget, place: QRect) -> None:
        """Put a part at a place as reckoned from the side where lines begin."""
        part.setGeometry(QStyle.visualRect(self.layoutDirection(), self.rect(), place))

    def changeEvent(self, event: QEvent) -> None:
        """Change sides with the direction of the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._place()


def _width(parts: Sequence[KeyButton], gap: int) -> int:
    """Return how wide the parts that are not hidden stand side by side."""
    return sum(part.sizeHint().width() + gap for part in parts if not part.isHidden())


def _bare(*parts: QWidget) -> QWidget:
    page = QWidget()
    page.setProperty("role", "bare")
    layout = row(page, *parts, gap="inside")
    layout.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return page
