"""What an article's sitting came to, said quietly when nothing is left to answer."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QStackedWidget, QWidget

from flashcards.ui.answering.numbers import numbers_row, ratings_panel
from flashcards.ui.answering.tally import Tally
from flashcards.ui.widgets import EmptyState, button, column, label, row, spacer
from flashcards.ui.words import tr

WIDTH_PX = 560


class Summary(QStackedWidget):
    """One page at a time; Space and Enter press its first button."""

    def __init__(self, open_article: Callable[[], object], go_home: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self._open_article, self._go_home = open_article, go_home
        self.next_button: QPushButton | None = None
        self.heading = self.said = ""
        """The heading, and all that is said of the page to who cannot see it."""

    def show_nothing(self, title: str, text: str, *, opened: bool = True) -> None:
        """Say that there is nothing to answer, and why; ``opened`` tells of an article in front."""
        words = tr("&Show the article") if opened else tr("Go to a&rticles")
        self.next_button = button(words, self._open_article, kind="primary", icon="articles")
        picture = "check" if opened else "articles"
        self.said = f"{title}. {text}"
        self._put(title, EmptyState(picture, title, text, self.next_button))

    def show_done(self, title: str, tally: Tally, text: str) -> None:
        """Say what was answered."""
        heading, sentence = label(tr("Read to the end"), "title"), label(text, "muted", wrap=True)
        name = label(title, "muted", wrap=True)
        for each in (heading, sentence, name):
            each.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.next_button = button(
            tr("&Show the article"), self._open_article, kind="primary", icon="articles"
        )
        home = button(tr("&Back to today"), self._go_home)
        inner = QWidget()
        inner.setProperty("role", "bare")
        inner.setMaximumWidth(WIDTH_PX)
        buttons = row(None, None, self.next_button, home, None)
        column(
            inner, None, heading, name, spacer("inside"), numbers_row(tally), spacer("inside"),
            ratings_panel(tally), sentence, spacer("inside"), buttons, None,
            gap="inside", margins="around",
        )  # fmt: skip
        page = QWidget()
        page.setProperty("role", "bare")
        row(page, None, inner, None, gap="none").setStretch(1, 100)
        self.said = f"{tr('Read to the end')}. {title}. {text}"
        self._put(tr("Read to the end"), page)

    def _put(self, heading: str, page: QWidget) -> None:
        self.heading = heading
        before = self.currentWidget()
        self.addWidget(page)
        self.setCurrentWidget(page)
        if before is not None:
            self.removeWidget(before)
            before.deleteLater()
