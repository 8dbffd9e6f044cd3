"""The top of the first screen: what is due, the one way to start, the week around today."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QWidget

from flashcards.ui import theme
from flashcards.ui.editor.shortcuts import first_key
from flashcards.ui.hints import set_hint
from flashcards.ui.home.week import WeekBars, WeekDots
from flashcards.ui.home.words import cards_words, counts_words, day_words, duration_words, told_by
from flashcards.ui.planning.starting import ask_more_new, kept_minutes, more_new_words
from flashcards.ui.widgets import button, column, key_label, label, row
from flashcards.ui.words import numeral, plural, tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flashcards.study.overview import Overview
    from flashcards.study.tree import DeckNode
    from flashcards.ui.main_window import MainWindow

_ENTER, _CTRL_ENTER = "Return", "Ctrl+Return"


class Hero(QWidget):
    """``42 cards – about 9 min`` and the button that starts; or that all is done."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__()
        self.setProperty("role", "bare")
        commands = window.commands
        self.big = label("", "big")
        self.time = label("", "muted", wrap=True)
        set_hint(self.time, told_by())
        self.details = label("", "muted", wrap=True)
        self.study = button(
            tr("&Study now"), lambda: commands.trigger("today.study"), kind="primary", icon="play"
        )
        self.study.setAutoDefault(True)  # so that Enter presses it when it has the keyboard
        self.enter = key_label(_ENTER)
        self.ctrl_enter = key_label(_CTRL_ENTER)
        self.add = button(tr("&Add note"), window.add_note, icon="add")
        self.more_new = button("", lambda: ask_more_new(window, None), icon="add")
        self.more_new_key = label("", "key")
        self._key = partial(first_key, window, "planning.more_new")
        self.minutes = button(
            "", lambda: commands.trigger("planning.some_minutes"), kind="link", icon="clock"
        )
        self.more = button(
            tr("More &ways to study"), lambda: commands.trigger("go.custom"), kind="link"
        )
        self._kept_minutes = partial(kept_minutes, window)
        bottom = Qt.AlignmentFlag.AlignBottom
        line = row(None, gap="between")
        line.addWidget(self.big, 0, bottom)
        line.addWidget(self.time, 1, bottom)
        self.time.setContentsMargins(0, 0, 0, theme.SPACE.inside)
        ways = row(None, self.minutes, self.more, None, gap="between")
        words = column(None, line, self.details, ways, gap="hair")
        both = row(self, gap="inside")
        both.addLayout(words, 1)
        more_new = (self.more_new_key, self.more_new)
        for part in (self.enter, self.ctrl_enter, self.study, *more_new, self.add):
            both.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_day(
        self,
        found: "Overview",
        nodes: "Sequence[DeckNode]",
        today: int,
        next_due: str,
        more_new: int,
    ) -> None:
        """Show the day: what waits, or that nothing does and what comes next.

        ``more_new`` is how many more new cards could be let in.
        """
        waits = found.waiting.total > 0
        self.study.setVisible(waits)
        self.add.setVisible(not waits)
        self.more_new.setText(more_new_words(more_new))
        set_hint(self.more_new, tr("For today only; the deck’s limit stays as it is"))
        self.more_new_key.setText(self._key())
        for part in (self.more_new, self.more_new_key):
            part.setVisible(not waits and more_new > 0)
        self.time.setVisible(waits)
        self.minutes.setVisible(waits)
        self.minutes.setText(plural(self._kept_minutes(), "{count} &minute", "{count} &minutes"))
        self.more.setVisible(any(node.total for node in nodes))
        if waits:
            self.big.setText(cards_words(found.waiting.total))
            about = duration_words(found.estimate_seconds)
            known = any(found.last_days)  # before the first answers there is no pace of one's own
            words = tr("about {time} at your pace") if known else tr("about {time}")
            self.time.setText(words.format(time=about))
            self.details.setText(counts_words(found.waiting))
        elif not any(node.total for node in nodes):
            self.big.setText(tr("No cards yet"))
            self.details.setText(tr("Add a note or import a file to study it here."))
        else:
            done = found.answered_today > 0
            self.big.setText(tr("Done for today") if done else tr("Nothing is due today"))
            self.details.setText(
                " ".join(filter(None, (_answered(found), _coming(found, today, next_due))))
            )

    def show_key(self, deck_is_chosen: bool) -> None:
        """Show which key starts: Enter, unless it would study the chosen deck alone."""
        shown = not self.study.isHidden()
        self.enter.setVisible(shown and not deck_is_chosen)
        self.ctrl_enter.setVisible(shown and deck_is_chosen)


def _answered(found: "Overview") -> str:
    if not found.answered_today:
        return ""
    seconds = round(found.taken_today_ms / 1000)
    return plural(
        found.answered_today, "{count} review in {{time}}.", "{count} reviews in {{time}}."
    ).format(time=duration_words(seconds) if seconds >= 60 else tr("less than a minute"))


def _coming(found: "Overview", today: int, next_due: str) -> str:
    for ahead, count in enumerate(found.forecast):
        if ahead and count:
            day = day_words(ahead, today)
            return tr("{day}: {cards}.", day=day[:1].upper() + day[1:], cards=cards_words(count))
    return tr("The next card comes {day}.", day=next_due) if next_due else ""


class WeekPanel(QFrame):
    """The streak with the last seven days, and what falls due on the coming ones."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self.streak = label("", "heading")
        self.dots = WeekDots()
        self.bars = WeekBars()
        self._ahead = label(tr("Next 7 days"), "heading")
        # Both weeks stand on one line, so that the names of the days do.
        left = column(None, self.streak, None, self.dots, gap="inside")
        self._quiet = label(tr("Nothing due in the next 7 days"), "muted")
        right = column(None, self._ahead, None, self.bars, self._quiet, gap="inside")
        for half, week in ((left, self.dots), (right, self.bars)):
            half.setAlignment(week, Qt.AlignmentFlag.AlignLeading)
        self._both = row(self, left, right, gap="around", margins="between")
        self._both.setStretch(0, 1)

    def show_day(self, found: "Overview", today: int) -> None:
        """Show the seven days behind and ahead."""
        self.streak.setText(_streak(found))
        self.dots.show_days(found.last_days, today)
        self.bars.show_counts(found.forecast, today)
        self.bars.setVisible(any(found.forecast))
        self._quiet.setVisible(not any(found.forecast))

    def stand(self, upright: bool) -> None:
        """Lay the two weeks below each other, or side by side."""
        direction = QBoxLayout.Direction
        self._both.setDirection(direction.TopToBottom if upright else direction.LeftToRight)
        self._both.setStretch(0, 0 if upright else 1)


def _streak(found: "Overview") -> str:
    if found.streak_days > 1:
        return tr("{days} days in a row", days=numeral(found.streak_days))
    if found.last_days[-1]:
        return tr("Studied today")
    return tr("Studied yesterday") if found.streak_days else tr("Last 7 days")
