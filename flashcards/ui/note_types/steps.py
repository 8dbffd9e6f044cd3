"""The steps of changing a note type that is not saved yet, to be taken back one by one."""

from dataclasses import dataclass
from typing import Any

from flashcards.model.messages import Translatable
from flashcards.ui.note_types.edited import EditedType

MOST_STEPS = 200


@dataclass(frozen=True, slots=True)
class _Step:
    """What the type was before a step, and what the step is called."""

    before: EditedType
    name: Translatable
    typing: Any


class Steps:
    """Holds the value of the moment. Typing in one place is one step, however long it goes on."""

    def __init__(self, value: EditedType) -> None:
        self.value = value
        self._past: list[_Step] = []
        self._ahead: list[_Step] = []

    def take(self, value: EditedType, name: Translatable, typing: Any = None) -> bool:
        """Make a step; ``typing`` says in which place, for what is typed. False where nothing is.

        Of one place of typing the steps that follow each other are one.
        """
        if value == self.value:
            return False
        last = self._past[-1] if self._past else None
        goes_on = typing is not None and last is not None and last.typing == typing
        if not goes_on or self._ahead:
            self._past.append(_Step(self.value, name, typing))
            del self._past[:-MOST_STEPS]
        self._ahead.clear()
        self.value = value
        return True

    def undo_name(self) -> Translatable | None:
        """Return what the last step is called; None when there is none."""
        self._skip_empty(self._past)
        return self._past[-1].name if self._past else None

    def redo_name(self) -> Translatable | None:
        """Return what the step is called that was taken back last; None when there is none."""
        self._skip_empty(self._ahead)
        return self._ahead[-1].name if self._ahead else None

    def undo(self) -> None:
        """Take the last step back."""
        self._turn(self._past, self._ahead)

    def redo(self) -> None:
        """Bring the step back that was taken back last."""
        self._turn(self._ahead, self._past)

    def _turn(self, source: list[_Step], target: list[_Step]) -> None:
        self._skip_empty(source)
        if source:
            step = source.pop()
            target.append(_Step(self.value, step.name, None))
            self.value = step.before

    def _skip_empty(self, steps: list[_Step]) -> None:
        """Leave out what the undo of a text field has taken back by itself."""
        while steps and steps[-1].before == self.value:
            steps.pop()
