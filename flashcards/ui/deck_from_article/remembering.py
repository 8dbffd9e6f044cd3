"""Remembers which cards of an article were kept and left out, for as long as they stay added."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from flashcards.collection.articles import choices
from flashcards.model.changes import Changes
from flashcards.model.messages import Message
from flashcards.model.parsed import ImportReport
from flashcards.settings import Settings
from flashcards.ui.deck_from_article.deciding import Choice, Review
from flashcards.ui.words import tr

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
class Decided:
    """Choices about cards, and where they are remembered."""

    label: Message | None
    """Name of the step that made them, the very object; None where none was made."""
    kept: Mapping[int, bool]
    """By number of the candidate."""
    name: str = ""
    """The file of the choices; empty where nothing is remembered, or not yet."""
    undone: bool = False
    gone: choices.Batch | None = None
    """What brings the choices back, while the step is undone."""


@dataclass(frozen=True, slots=True)
class Added:
    """What an adding came to."""

    report: ImportReport
    decided: Decided


def remembered(
    report: ImportReport, label: Message | None, draft: "Draft", kept: Mapping[int, bool]
) -> Added:
    """Remember the choices of cards that were just added; for the thread that added them."""
    if not report.added:
        return Added(report, Decided(None, {}))
    return Added(report, Decided(label, kept, choices.record(draft, kept)))


class Remembering(QObject):
    """Takes choices back with the step they belong to, and brings them back with it."""

    def __init__(self, window: "MainWindow", parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self._followed: list[tuple[Decided, dict[int, bool]]] = []
        window.changes.changed.connect(self._follow)

    def follow(self, decided: Decided, told: dict[int, bool]) -> None:
        """Keep an eye on a step; ``told`` says which choices of its article are remembered."""
        told.update(decided.kept)
        self._followed.append((decided, told))
        del self._followed[:-_MOST_FOLLOWED]

    def remember(self, decided: Decided, told: dict[int, bool], draft: "Draft") -> None:
        """Remember in the background what a step decided about candidates of a draft."""

        def recorded(name: str) -> None:
            decided.name = name
            if decided.undone:  # meanwhile
                decided.gone = choices.take_back(name)

        self.follow(decided, told)
        title, kept = tr("Remembering your choice"), decided.kept
        work = partial(choices.record, draft, kept)
        self._window.jobs.run(title, lambda _: work(), on_done=recorded, quiet=True)

    def _follow(self, changes: Changes) -> None:
        for decided, told in self._followed:
            if decided.label is not changes.label:
                continue
            decided.undone = changes.undone
            if changes.undone:
                decided.gone = choices.take_back(decided.name) if decided.name else None
                for number in decided.kept:
                    told.pop(number, None)
            else:
                if decided.gone is not None:
                    choices.bring_back([decided.gone])
                decided.gone = None
                told.update(decided.kept)
