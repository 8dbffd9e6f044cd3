"""The steps that can be taken back or done again, in their order, and those that go together."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from flashcards.model.changes import Changes
from flashcards.model.messages import Message
from flashcards.store import undo
from flashcards.store.undo import Step


@dataclass(slots=True)
class Together:
    """Operations that are taken back as one, such as the import of several files."""

    label: Callable[[int], Message]
    """How the step is called for so many operations, two at the least."""
    last: Step | None = None
    """The step of them all so far; None before the first."""

    @property
    def name(self) -> Message | None:
        """The name of the step that they made; None where nothing was changed."""
        return self.last.label if self.last is not None else None

    @property
    def count(self) -> int:
        """How many operations are taken back with the last of them."""
        return len(self.last.parts) if self.last is not None else 0


class History:
    """What undo and redo go back and forth in; as long as a session."""

    def __init__(self) -> None:
        self.done: list[Step] = []
        self.undone: list[Step] = []
        self._here = threading.local()

    @property
    def has_steps(self) -> bool:
        """Whether there is anything to take back or to do again."""
        return bool(self.done or self.undone)

    @contextmanager
    def together(self, label: Callable[[int], Message]) -> Iterator[Together]:
        """Let the operations of this thread be one step in the block.

        What another thread does in between stays a step of its own, and parts those before from
        those behind. A block within another belongs to that one.
        """
        outer = getattr(self._here, "together", None)
        if outer is not None:
            yield outer
            return
        self._here.together = made = Together(label)
        try:
            yield made
        finally:
            self._here.together = None

    def rows_ahead(self, conn: Connection, *, redo: bool) -> int:
        """Return how many rows undo (or redo) would put back or take away."""
        steps = self.undone if redo else self.done
        rows = 0
        for part in steps[-1].parts if steps else ():
            rows += sum(last - first for first, last in part.inserted.values())
            rows += undo.count_logged(conn, part)
        return rows

    def remember(self, step: Step) -> list[Step]:
        """Put a step on top; return those that nobody can reach any more."""
        stale, self.undone = self.undone, []
        while self.done and undo.take_over(step, self.done[-1]):
            self.done.pop()
        together: Together | None = getattr(self._here, "together", None)
        if together is not None and self.done and self.done[-1] is together.last:
            _join(self.done.pop(), step, together.label)
        self.done.append(step)
        if together is not None:
            together.last = step
        if len(self.done) > undo.DEPTH:
            stale.append(self.done.pop(0))
        return stale


def _join(earlier: Step, step: Step, label: Callable[[int], Message]) -> None:
    """Let ``step`` stand for the one just before it, too."""
    step.before, earlier.before = earlier.before, []
    step.before.append(earlier)
    step.label = label(len(step.before) + 1)
    step.changes = _both(earlier.changes, step.changes, step.label)


def _both(first: Changes, second: Changes, label: Message) -> Changes:
    return replace(
        second,
        label=label,
        cards=first.cards or second.cards,
        notes=first.notes or second.notes,
        decks=first.decks or second.decks,
        presets=first.presets or second.presets,
        reviews=first.reviews or second.reviews,
        media=first.media or second.media,
        plans=first.plans or second.plans,
        bin=first.bin or second.bin,
        reading=first.reading or second.reading,
    )
