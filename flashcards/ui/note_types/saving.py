"""Tells what saving a note type would do, and saves it once the learner agrees."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from flashcards.model.errors import UserError
from flashcards.model.notes import NoteType
from flashcards.model.type_effects import TypeEffect, UnagreedError
from flashcards.ui import messages
from flashcards.ui.jobs import TOLD_AFTER_MS, Job
from flashcards.ui.note_types.edited import EditedType, as_saved
from flashcards.ui.note_types.keeper import TypeKeeper, draft_name
from flashcards.ui.note_types.type_words import effect_words, loss_words
from flashcards.ui.words import error_words, tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

REST_MS = 250
"""How long keys rest before the effect is worked out."""


class Saving(QObject):
    """Follows what is being edited."""

    told = Signal(str, str)
    """What saving would do, with the role of the words: ``muted``, ``warning`` or ``error``."""
    saved = Signal(str)
    """A type was saved; its uid."""
    busy = Signal(bool)
    """A type is being written, or no more: meanwhile nothing can be changed."""

    def __init__(self, window: "MainWindow", keeper: TypeKeeper) -> None:
        super().__init__(window)
        self._window, self._keeper = window, keeper
        self._job: Job | None = None
        self._known: tuple[EditedType, TypeEffect] | None = None
        self._write_job: Job | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REST_MS)
        self._timer.timeout.connect(self._ask)
        keeper.changed.connect(self.follow)
        keeper.opened.connect(self.follow)
        window.jobs.finished.connect(self._end_writing)

    def follow(self) -> None:
        """Work the effect out anew as soon as the keys rest."""
        self._drop()
        self._known = None
        if not self._keeper.is_open:
            return
        if self._keeper.is_dirty():
            self._timer.start()
        else:
            self._timer.stop()
            self.told.emit(tr("All changes are saved"), "muted")

    def settle(self) -> None:
        """Work the effect out now, if it is not known yet."""
        if self._timer.isActive():
            self._timer.stop()
            self._ask()

    def stop(self) -> None:
        """Work nothing out until asked."""
        self._timer.stop()
        self._drop()

    def _drop(self) -> None:
        if self._job is not None:
            self._window.jobs.give_up(self._job)
            self._job = None

    def _ask(self) -> None:
        stored = self._keeper.stored
        if stored is None or not self._keeper.is_dirty():
            return
        value = self._keeper.value
        edited, collection = as_saved(value, stored), self._window.collection
        self._job = self._window.jobs.run(
            tr("Working out what changes"),
            lambda progress: collection.note_types.effect_of(edited, progress),
            on_done=lambda effect: self._tell(value, effect),
            on_error=self._refuse,
            quiet=True,
        )

    def _tell(self, value: EditedType, effect: TypeEffect) -> None:
        self._job = None
        self._known = value, effect
        words = effect_words(effect)
        if not words:
            self.told.emit(tr("No cards come or go."), "muted")
        else:
            role = "error" if effect.bare else "warning" if effect.loses else "muted"
            self.told.emit(tr("Saving: {effect}", effect=words), role)

    def _refuse(self, error: UserError) -> None:
        self._job = None
        self.told.emit(error_words(error), "error")

    # Saving

    def save(self) -> None:
        """Save; what takes answered cards or texts away is asked first, with its numbers."""
        stored = self._keeper.stored
        if stored is None or self._write_job is not None or not self._keeper.is_dirty():
            return
        self._keeper.keep_draft()
        known = self._known
        if known is not None and known[0] == self._keeper.value and known[1].loses:
            self._agree(known[1])
        else:
            self._write(None)

    def _agree(self, effect: TypeEffect) -> None:
        messages.ask(
            self._window,
            tr("Save the note type? {effect}", effect=effect_words(effect)),
            loss_words(effect),
            action=tr("Save and remove"),
            on_yes=lambda: self._write(effect),
            danger=True,
        )

    def _write(self, agreed: TypeEffect | None) -> None:
        stored = self._keeper.stored
        if stored is None:
            return
        edited, collection = as_saved(self._keeper.value, stored), self._window.collection
        self.busy.emit(True)
        self._write_job = self._window.jobs.run(
            tr("Saving note type"),
            lambda progress: collection.note_types.save(edited, agreed, progress),
            on_done=self._saved,
            on_error=self._failed,
            writes=True,
            told_after_ms=TOLD_AFTER_MS,
        )

    @Slot(object)
    def _end_writing(self, job: Job) -> None:
        """Let changes be made again, also where the learner cancelled."""
        if job is self._write_job:
            self._write_job = None
            self.busy.emit(False)

    def _saved(self, note_type: NoteType) -> None:
        stored = self._keeper.stored
        if stored is not None and stored.uid == note_type.uid:
            self._keeper.saved(note_type)
        else:
            self._window.drafts.drop(draft_name(note_type.uid))
        self.saved.emit(note_type.uid)
        self._window.toast(
            tr("Saved “{name}”", name=note_type.name), tr("Undo"), self._window.undo_in_collection
        )

    def _failed(self, error: UserError) -> None:
        if isinstance(error, UnagreedError):
            self._agree(error.effect)
        else:
            self.told.emit(error_words(error), "error")
