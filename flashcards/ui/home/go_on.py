"""Articles under way on the first screen: what to read next, and how much of it is read."""

from functools import partial
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QWidget

from flashcards.ui.kept_articles.words import percent
from flashcards.ui.widgets import ElidedLabel, button, column, label, row
from flashcards.ui.words import plural, tr

if TYPE_CHECKING:
    from flashcards.model.reading import UnderWay
    from flashcards.ui.main_window import MainWindow

MOST_SHOWN = 3


class GoOnPanel(QFrame):
    """One line for each of the next articles; hidden while none is under way."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self._window = window
        self.buttons: list[QPushButton] = []
        self.titles: list[ElidedLabel] = []
        self.shares: list[QLabel] = []
        self.more = button("", partial(window.go, "articles"), kind="link")
        head = row(None, label(tr("Go on reading"), "heading"), None, self.more)
        self._lines: list[QWidget] = []
        layout = column(self, head, gap="hair", margins="inside")
        for _ in range(MOST_SHOWN):
            layout.addWidget(self._line())
        self._shown: list[UnderWay] = []
        self.hide()

    def _line(self) -> QWidget:
        place = len(self._lines)
        line = QWidget()
        line.setProperty("role", "bare")
        title, share = ElidedLabel(""), label("", "number")
        go_on = button(tr("Read"), partial(self._go_on, place), kind="quiet", icon="articles")
        row(line, title, share, go_on, gap="between").setStretch(0, 1)
        self._lines.append(line)
        self.titles.append(title)
        self.shares.append(share)
        self.buttons.append(go_on)
        return line

    def shown_articles(self) -> list["UnderWay"]:
        """Return the articles offered, from top to bottom."""
        return self._shown

    def show_articles(self, under_way: list["UnderWay"]) -> None:
        """Offer those of which some is to be read now."""
        waiting = [each for each in under_way if each.waits]
        self._shown = waiting[:MOST_SHOWN]
        for place, line in enumerate(self._lines):
            line.setVisible(place < len(self._shown))
            if place < len(self._shown):
                self._show_line(place, self._shown[place])
        rest = len(under_way) - len(self._shown)
        self.more.setText(plural(rest, "{count} more", "{count} more"))
        self.more.setVisible(rest > 0)
        self.setVisible(bool(self._shown))

    def _show_line(self, place: int, each: "UnderWay") -> None:
        from flashcards.model.reading import CHARACTERS_A_MINUTE, Priority

        self.titles[place].set_text(each.title)
        words = tr("{share} read", share=percent(each.share))
        if each.portion:
            minutes = ceil((each.portion - each.read_this_week) / CHARACTERS_A_MINUTE)
            words = tr("{read}, {minutes} min left this week", read=words, minutes=minutes)
        if each.priority is Priority.HIGH:
            words = tr("high priority, {read}", read=words)
        self.shares[place].setText(words)
        self.buttons[place].setAccessibleName(tr("Read “{title}”", title=each.title))

    def _go_on(self, place: int) -> None:
        if place < len(self._shown):
            self._window.go("reading", source_id=self._shown[place].source_id)
