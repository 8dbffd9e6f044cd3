"""The line above article and cards: which cards there are, and showing some of them alone."""

from collections import Counter
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QPushButton

from flashcards.ui.deck_from_article.deciding import ReviewCard
from flashcards.ui.deck_from_article.signs import kind_icon
from flashcards.ui.deck_from_article.words import GROUPS, KINDS, UNCERTAIN, WEAK, fits, group_name
from flashcards.ui.deck_from_article.wrapping import Wrapping
from flashcards.ui.widgets import button
from flashcards.ui.widgets.buttons import make_choice

_SAMPLE = QSize(18, 14)


class KindsBar(Wrapping):
    """One button a group; that of a kind shows how the kind is underlined in the article."""

    chosen = Signal(str)
    """A group, "" for all."""

    def __init__(self) -> None:
        self._buttons: dict[str, QPushButton] = {}
        for group in GROUPS:
            push = button("", partial(self._choose, group), kind="quiet")
            make_choice(push)
            if group in KINDS:
                push.setIcon(kind_icon(group))
                push.setIconSize(_SAMPLE)
            self._buttons[group] = push
        super().__init__(list(self._buttons.values()))

    def _choose(self, group: str) -> None:
        self.chosen.emit(group)

    def show_cards(self, cards: Sequence[ReviewCard], shown: str) -> None:
        """Count the cards of each group; groups without any are not offered."""
        counts = Counter(card.kind for card in cards)
        counts[""] = len(cards)
        counts[UNCERTAIN] = sum(card.uncertain for card in cards)
        counts[WEAK] = sum(fits(card, WEAK) for card in cards)
        for group, push in self._buttons.items():
            count = counts[group]
            space = " " if group in KINDS else ""
            push.setText(f"{space}{group_name(group)}  {count:,}")
            push.setVisible(not group or count > 0)
            push.setChecked(group == shown)
        self.lay_out()

    def groups(self) -> list[str]:
        """Return the groups offered, in order."""
        return [group for group, push in self._buttons.items() if not push.isHidden()]
