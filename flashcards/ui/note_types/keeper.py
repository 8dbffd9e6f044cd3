"""Keeps a note type and what is written about it in step: drafts, steps back, and saving."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from flashcards.model.messages import Translatable
from flashcards.model.notes import NoteType
from flashcards.ui.editor.drafts import KEEP_MS
from flashcards.ui.note_types.edited import (
    EditedType,
    as_draft,
    edited_of,
    from_draft,
)
from flashcards.ui.note_types.rebasing import rebased
from flashcards.ui.note_types.steps import Steps

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow


def draft_name(uid: str) -> str:
    """Return under which name the draft of a note type is kept."""
    return f"note type {uid}"


class TypeKeeper(QObject):
    """Ties the pages of the screen to one note type at a time.

    What is changed is a draft on disk within ``KEEP_MS``, until it is saved or discarded.
    """

    opened = Signal()
    """Another type is open, or the same as it is stored now."""
    changed = Signal()
    """The type being edited says something else."""
    draft_told = Signal(str)
    """What the learner should know of a draft that was found; "" for nothing."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self.stored: NoteType | None = None
        self._steps: Steps | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEEP_MS)
        self._timer.timeout.connect(self.keep_draft)

    @property
    def value(self) -> EditedType:
        """The type as it is being edited; there is one open."""
        assert self._steps is not None
        return self._steps.value

    @property
    def is_open(self) -> bool:
        """Whether a type is open."""
        return self._steps is not None

    def is_dirty(self) -> bool:
        """Whether anything differs from what is stored."""
        return self.stored is not None and self.value != edited_of(self.stored)

    def open(self, note_type: NoteType | None) -> None:
        """Turn to a type, with its draft where there is one; None to none."""
        self.keep_draft()
        self.stored = note_type
        self._steps = None if note_type is None else Steps(edited_of(note_type))
        told = "" if note_type is None else self._take_up_draft(note_type)
        self.opened.emit()
        self.draft_told.emit(told)

    def _take_up_draft(self, stored: NoteType) -> str:
        found = from_draft(self._window.drafts.get(draft_name(stored.uid)), stored.kind)
        if found is None or self._steps is None:
            return ""
        edited, base = found
        now = edited_of(stored)
        if edited == now:
            self._window.drafts.drop(draft_name(stored.uid))
            return ""
        self._steps.take(rebased(edited, base, now), "Draft")
        return self._draft_words(elsewhere=base != now)

    def _draft_words(self, *, elsewhere: bool) -> str:
        from flashcards.ui.words import tr

        if elsewhere:
            return tr("This is your draft; the note type has been changed elsewhere since.")
        return tr("This is your draft; it is not saved yet.")

    def follow(self, note_type: NoteType) -> None:
        """Take in that the open type was changed; what is being edited stays."""
        if self.stored is None or note_type == self.stored:
            return
        dirty, base, now = self.is_dirty(), edited_of(self.stored), edited_of(note_type)
        mine = rebased(self.value, base, now)
        self.stored = note_type
        self._steps = Steps(now)
        if dirty and mine != now:
            self._steps.take(mine, "Draft")
            self.draft_told.emit(self._draft_words(elsewhere=True))
        else:
            self._window.drafts.drop(draft_name(note_type.uid))
            self.draft_told.emit("")
        self.opened.emit()

    def discard(self) -> None:
        """Give up what is written and show the type as it is stored."""
        stored = self.stored
        if stored is not None:
            self.take(edited_of(stored), "Discard changes")
            self.draft_told.emit("")

    def saved(self, note_type: NoteType) -> None:
        """Take in that what was edited is stored."""
        self._timer.stop()
        self._window.drafts.drop(draft_name(note_type.uid))
        self.stored = note_type
        self._steps = Steps(edited_of(note_type))
        self.opened.emit()
        self.draft_told.emit("")

    # Steps

    def take(self, value: EditedType, name: Translatable, typing: Any = None) -> None:
        """Make a step; ``typing`` says in which place, for what is typed."""
        if self._steps is not None and self._steps.take(value, name, typing):
            self._told()

    def undo_name(self) -> Translatable | None:
        """Return what would be taken back; None for nothing."""
        return self._steps.undo_name() if self._steps is not None else None

    def redo_name(self) -> Translatable | None:
        """Return what would be brought back; None for nothing."""
        return self._steps.redo_name() if self._steps is not None else None

    def undo(self) -> None:
        """Take a step back."""
        if self._steps is not None:
            self._steps.undo()
            self._told()

    def redo(self) -> None:
        """Bring a step back."""
        if self._steps is not None:
            self._steps.redo()
            self._told()

    def _told(self) -> None:
        if not self._timer.isActive():  # or it would never be kept while the typing goes on
            self._timer.start()
        self.changed.emit()

    def keep_draft(self) -> None:
        """Put what is written on disk, or away where it is nothing new."""
        self._timer.stop()
        stored = self.stored
        if stored is None:
            return
        name = draft_name(stored.uid)
        if self.is_dirty():
            self._window.drafts.put(name, as_draft(self.value, edited_of(stored)))
        elif self._window.drafts.get(name):
            self._window.drafts.drop(name)
