"""A card’s place in its article, looked up during study: marked, and with its answer covered."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from flashcards.model.reading import Span
from flashcards.ui.kept_articles.covers import Cover, Covers
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.kept_articles.source_words import Source
    from flashcards.ui.reading.screen import ReadingScreen

_STAYS = ("reading", "article_map")
"""Screens between which the card is still being looked up."""


class LookingUp(QObject):
    """Knows which card the learner came from, until they go back to it or elsewhere."""

    def __init__(self, screen: "ReadingScreen") -> None:
        super().__init__(screen)
        self._screen = screen
        self._window = screen.window_
        self._source: Source | None = None
        self._window.screen_shown.connect(self._follow)

    def is_on(self) -> bool:
        """Whether a card is being looked up."""
        return self._source is not None

    def begin(self, source: "Source") -> None:
        """Look a card up whose passage is in the article."""
        self._source = source

    def end(self) -> None:
        """Look nothing up any more, and stand again where the learner stopped."""
        if self._source is not None:
            self._screen.note_place()
            self.forget()
            self._screen.show_kept_place()

    def forget(self) -> None:
        """Look nothing up any more, as when the article has another text now."""
        self._source = None
        self.mark()

    def _follow(self, front: str) -> None:
        if front not in _STAYS:
            self.end()

    def show(self) -> None:
        """Go to the card’s place, once the article is open."""
        source, view = self._source, self._screen.page.view
        if source is None or source.place is None:
            return
        self.mark()
        view.go_to_place(source.place)
        view.bring_into_sight(*self._sentence(source))

    def mark(self) -> None:
        """Mark the passage, and cover what would give its answer away."""
        source, view = self._source, self._screen.page.view
        if source is None or source.paragraph_start is None:
            view.show_looked_up((0, 0), Covers())
        else:
            low = source.paragraph_start
            covers = [Cover(low + start, low + stop, asked=True) for start, stop in source.covers]
            known = Covers(view.flow.text, covers, (source.like,))
            view.show_looked_up(self._sentence(source), known)
        self._screen.page.back_button.setVisible(source is not None)
        self._window.commands.refresh()

    @staticmethod
    def _sentence(source: "Source") -> Span:
        low = source.paragraph_start or 0
        return low + source.sentence[0], low + source.sentence[1]

    def words(self) -> str:
        """Return what is to be known of the card; empty away from its place.

        Nothing else is told of sentences while an answer is covered, since it would tell it.
        """
        source, view = self._source, self._screen.page.view
        if source is None or view.here is None:
            return ""
        low, high = self._sentence(source)
        at_hand = view.here[0] < high and view.here[1] > low
        if not view.covers and not at_hand:
            return ""
        return source.notice or tr("Your card comes from here.")

    def go_back(self) -> None:
        """Go back to the card."""
        self._window.back_to("study")
