"""Prepares, while the learner thinks, what is likely to be shown next: so that it is there at once.

Nothing that is prepared here is ever shown as it is: it only fills what the views keep by its own
content (drawn formulas, pictures by name and size, sheets that were read), and the session keeps
the cards it read no longer than until something is written. So no card can be an old one.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from flashcards.text.tasks import Choosing

if TYPE_CHECKING:
    from flashcards.study.session import StudyCard, StudySession
    from flashcards.ui.reviewer.card_pane import CardPane

BEGIN_MS = 60
"""So long after a side is shown: a learner who only leafs through is not held up."""


class Ahead(QObject):
    """Prepares a step at a time, between which every key comes first."""

    def __init__(self, pane: "CardPane") -> None:
        super().__init__(pane)
        self._pane = pane
        self._session: StudySession | None = None
        self._sides: list[tuple[str, StudyCard]] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._step)

    def begin(self, session: "StudySession | None", asked: "StudyCard | None" = None) -> None:
        """A side is shown: prepare the answer of the card ``asked``, then those that may follow."""
        self._pane.forget_prepared()
        self._session = session
        self._sides = [] if asked is None else [(_answer(asked), asked)]
        self._timer.start(BEGIN_MS)

    def stop(self) -> None:
        """Prepare nothing more."""
        self._timer.stop()
        self._session, self._sides = None, []

    def _step(self) -> None:
        if self._sides:
            html, card = self._sides.pop(0)
            self._pane.prepare(html, card.css, card.number)
        elif self._session is not None:
            cards = self._session.prepare()
            self._session = None
            self._sides = [(_question(each), each) for each in cards]
        if self._sides or self._session is not None:
            self._timer.start(0)


def _question(card: "StudyCard") -> str:
    task = card.task
    if isinstance(task, Choosing):
        return task.asked(card.order, set())
    return card.question_html if task is None else task.question


def _answer(card: "StudyCard") -> str:
    if isinstance(card.task, Choosing):
        return card.task.answered(card.order, set())
    return card.answer_html
