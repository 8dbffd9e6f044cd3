"""Remembers which cards of an article were kept and left out, for as long as they stay added."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from flashcards.collection.articles import choices
from flashcards.model.changes import Changes
from flashcards.model.messages import Message
from flashcards.model.parsed import ImportReport
from flashcards.settings import Settings
from flashcards.ui.deck_from_article.deciding import Choice, Review

if TYPE_CHECKING:
    from flashcards.collection.articles.drafting import Draft
    from flashcards.ui.main_window import MainWindow

LEARNING = "articles.learning"
_MOST_FOLLOWED = 500
"""As many as there are steps to undo."""


def learns(settings: Settings) -> bool:
    """Whether the learner's choices are remembered and used."""
    return settings.lists.get(LEARNING) != "off"


def verdicts(review: Review) -> dict[int, bool]:
    """Return which candidates are kept (True) or left out, without what is remembered already.

    Cards nobody decided about are not told, nor the learner's own. Of a card that was split, one
    part is enough to keep it.
    """
    kept: dict[int, bool] = {}
    for each in review.cards:
        if not each.known and each.choice is not Choice.OPEN:
            for number in each.card.candidates:
                kept[number] = kept.get(number, False) or each.choice is Choice.CHOSEN
    return {number: each for number, each in kept.items() if review.told.get(number) != each}


@dataclass(slots=True)
class Added:
    """What an adding came to, and where its choices are remembered."""

    report: ImportReport
    label: Message | None = None
    """Name of the step that added the cards, the very object; None where nothing was added."""
    name: str = ""
    """The file of its choices; empty where nothing is remembered."""
    kept: Mapping[int, bool] = field(default_factory=dict)
    gone: choices.Batch | None = None
    """What brings the choices back, while the adding is undone."""


def remembered(
    report: ImportReport, label: Message | None, draft: "Draft", kept: Mapping[int, bool]
) -> Added:
    """Remember the choices of cards that were just added; for the thread that added them."""
    if not report.added:
        return Added(report)
    return Added(report, label, choices.record(draft, kept), kept)


class Remembering(QObject):
    """Takes choices back with the adding they belong to, and brings them back with it."""

    def __init__(self, window: "MainWindow", parent: QObject) -> None:
        super().__init__(parent)
        self._followed: list[tuple[Added, Review]] = []
        window.changes.changed.connect(self._follow)

    def follow(self, added: Added, review: Review) -> None:
        """Keep an eye on the step that added the cards of a review."""
        if added.name:
            review.told.update(added.kept)
            self._followed.append((added, review))
            del self._followed[:-_MOST_FOLLOWED]

    def _follow(self, changes: Changes) -> None:
        for added, review in self._followed:
            if added.label is not changes.label:
                continue
            if changes.undone and added.gone is None:
                added.gone = choices.take_back(added.name)
                for number in added.kept:
                    review.told.pop(number, None)
            elif not changes.undone and added.gone is not None:
                choices.bring_back([added.gone])
                added.gone = None
                review.told.update(added.kept)
