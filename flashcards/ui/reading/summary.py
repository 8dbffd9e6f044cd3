"""What a reading came to, said quietly at its end."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QPushButton, QWidget

from flashcards.model.reading import ReadingSummary
from flashcards.ui.kept_articles.words import percent
from flashcards.ui.widgets import EmptyState, button, column, row
from flashcards.ui.words import numeral, plural, tr


@dataclass(frozen=True, slots=True)
class Gained:
    """What this reading has added to what there was."""

    share: float
    highlights: int
    cards: int


class ReadingEnd(QWidget):
    """Says what was read, highlighted and made, and what of it is due."""

    def __init__(
        self,
        answer: Callable[[], object],
        read_on: Callable[[], object],
        put_away: Callable[[], object],
        go_home: Callable[[], object],
    ) -> None:
        super().__init__()
        self.setProperty("role", "bare")
        self.state = EmptyState("check", "")
        self.answer = button(tr("Read and ans&wer"), answer, kind="primary", icon="study")
        self.home = button(tr("&Back to today"), go_home)
        self.read_on = button(tr("Go on read&ing"), read_on)
        self.put_away = button(tr("Put awa&y"), put_away, kind="quiet")
        ways = row(None, None, self.answer, self.home, self.read_on, self.put_away, None)
        layout = column(self, None, self.state, ways, None, gap="between", margins="around")
        layout.setStretchFactor(self.state, 0)

    def next_step(self) -> QPushButton:
        """Return the button a learner would press first."""
        return self.answer if not self.answer.isHidden() else self.home

    def show_summary(self, title: str, found: ReadingSummary, gained: Gained) -> None:
        """Say what reading the article called ``title`` came to."""
        read = tr("{share} of “{title}” read", share=percent(found.share), title=title)
        self.state.title.setText(read)
        self.state.text.setText("\n".join((_now(gained), _in_all(found))))
        self.answer.setVisible(found.due > 0)
        self.read_on.setVisible(found.share < 1)
        self.setAccessibleName(f"{read}. {self.state.text.text()}")


def _now(gained: Gained) -> str:
    return tr(
        "This time: {share} read, {highlights}, {cards}.",
        share=percent(gained.share),
        highlights=_highlights(gained.highlights),
        cards=plural(gained.cards, "{count} card made", "{count} cards made"),
    )


def _in_all(found: ReadingSummary) -> str:
    cards = plural(found.cards, "{count} card", "{count} cards")
    return tr(
        "In all: {highlights}, {cards}, {due} to answer today.",
        highlights=_highlights(found.highlights),
        cards=cards,
        due=numeral(found.due),
    )


def _highlights(count: int) -> str:
    return plural(count, "{count} highlight", "{count} highlights")
