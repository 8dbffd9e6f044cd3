"""Does rounds of syncing: at the start, after a session, on waking, now and then, at the end."""

import contextlib
import threading
import time
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from flashcards.model.errors import UserError
from flashcards.ui.jobs import TOLD_AFTER_MS
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.collection.syncing.report import Report
    from flashcards.model.changes import Changes
    from flashcards.model.syncing import SyncStatus
    from flashcards.ui.jobs import Job, Progress
    from flashcards.ui.main_window import MainWindow

FIRST_AFTER_MS = 2_000
"""Well after the first paint."""
SOON_MS = 1_000
AGAIN_MS = 5_000
"""After which a round is tried again that had to wait for a long write."""
EVERY_MS = 600_000
QUICK_S = 0.5
"""A round that took no longer is done once more before the window closes."""
LAST_S = 2.0
"""How long that one may take."""


class SyncRounds(QObject):
    """Does one round at a time in a job; what comes of it is kept here to be shown."""

    stood = Signal()
    """A round began or ended, or the collection joined or left."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self.status: SyncStatus | None = None
        """As it was after the last round; None before one has been looked at."""
        self.report: Report | None = None
        """What the last round did; None where it failed."""
        self.error: UserError | None = None
        """Why the last round could not be done."""
        self.at: datetime | None = None
        """When the last round was done, by the collection's clock."""
        self._job: Job | None = None
        self._leaving = False
        """Whether the collection is to leave as soon as the round has ended that goes on."""
        self._whose: Path | None = None
        self._takes_part = False
        """Whether the collection did as it was opened."""
        self._took_s = QUICK_S + 1
        self._front = ""
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self._soon.timeout.connect(self.round)
        self._often = QTimer(self, interval=EVERY_MS)
        self._often.timeout.connect(self.round)
        self._first = QTimer(self, singleShot=True, interval=FIRST_AFTER_MS)
        self._first.timeout.connect(self.round)
        window.screen_shown.connect(self._shown)
        window.day_watch.turned.connect(self._turned)
        window.changes.changed.connect(self._changed)
        window.jobs.over.connect(self._over)
        window.jobs.at_end.append(self._last_round)
        if self.place() is not None:
            self._first.start()
            self._often.start()

    # What is kept on this computer

    def _key(self) -> str:
        return str(self._window.collection.path)

    def place(self) -> str | None:
        """Return over what the collection keeps in step: a folder, or the address of a hub.

        None where it does not.
        """
        return self._window.settings.sync_place(self._key())

    def passphrase(self) -> str:
        """Return what protects it there; empty where nothing does."""
        return self._window.settings.sync_passphrases.get(self._key(), "")

    @property
    def astray(self) -> bool:
        """Whether the collection takes part, but nobody knows over what.

        So it is after its file was moved or renamed: places are kept by the path.
        """
        return self._takes_part and self.place() is None

    @property
    def running(self) -> bool:
        """Whether a round goes on."""
        return self._job is not None

    def _joining(self) -> str | None:
        """Return the name under which it has still to join there; None where it has done so."""
        return self._window.settings.sync_joining.get(self._key())

    def _keep(self, place: str | None, passphrase: str, joining: str | None = None) -> None:
        changes = self._window.settings.with_place(self._key(), place, passphrase, joining)
        self._window.change_settings(**changes)

    # Joining and leaving

    def begin(self, place: str, passphrase: str, name: str = "") -> None:
        """Keep in step over a place from now on; one that is another one is joined anew."""
        self._keep(place, passphrase, joining=name)
        self._often.start()
        if self._job is None:
            self._start(told=True)
        else:
            self._soon.start(SOON_MS)

    def leave(self) -> None:
        """Take part no longer; what is here stays. A round that goes on ends first."""
        for timer in (self._soon, self._often, self._first):
            timer.stop()
        self._keep(None, "")
        self._takes_part = False
        self.status, self.report, self.error, self.at = None, None, None, None
        self._leaving = self._job is not None
        if self._job is not None:
            self._window.jobs.give_up(self._job)
        else:
            self._window.writes.do(self._window.collection.syncing.leave)
        self.stood.emit()

    def look(self) -> None:
        """Read again how the collection stands, such as after a rename."""
        self.status = self._window.collection.syncing.status()
        self.stood.emit()

    def see_conflicts(self) -> None:
        """Note that the learner looks at what was changed on two computers."""
        self._window.collection.syncing.see_conflicts()
        self.look()

    # Rounds

    @Slot()
    def round(self) -> None:
        """Do a round nobody asked for: in silence, and later where something is being written."""
        if self.place() is None or self._job is not None:
            return
        if self._window.collection.busy or self._window.jobs.writing():
            self._soon.start(AGAIN_MS)
            return
        self._start(told=False)

    def sync_now(self) -> None:
        """Do a round since the learner asks; where there is no place yet, show the page."""
        if self.place() is None:
            self._window.go("preferences", section="sync")
            return
        self._save_what_is_typed()
        if self._job is None:
            self._start(told=True)
        else:  # what was typed just now is not in it
            self._soon.start(SOON_MS)

    def _save_what_is_typed(self) -> None:
        """Save notes that are being written, in Browse and in windows, as one leaves a field."""
        from flashcards.ui.editor.note_keeper import NoteKeeper

        for keeper in self._window.findChildren(NoteKeeper):
            keeper.settle()

    def _start(self, *, told: bool) -> None:
        place, passphrase, collection = self.place(), self.passphrase(), self._window.collection
        joining = self._joining()
        name, anew = joining or "", joining is not None
        assert place is not None

        def work(progress: "Progress") -> Any:
            began = time.monotonic()
            try:
                report = collection.syncing.sync(place, passphrase, progress, name=name, anew=anew)
            except UserError as error:
                return error, collection.syncing.status(), 0.0
            return report, collection.syncing.status(), time.monotonic() - began

        self._job = self._window.jobs.run(
            tr("Syncing"),
            work,
            lambda came: self._done(*came, told=told, over=(place, joining)),
            quiet=not told,
            told_after_ms=TOLD_AFTER_MS if told else 0,
        )
        self.stood.emit()

    def _done(
        self, came: "Report | UserError", status: "SyncStatus", took_s: float, *, told: bool,
        over: tuple[str, str | None],
    ) -> None:  # fmt: skip
        self.status = status
        if self.place() is None:  # it left meanwhile
            self.status = None
        elif isinstance(came, UserError):
            self.report, self.error = None, came
        else:
            if over == (self.place(), self._joining()) and over[1] is not None:
                self._keep(over[0], self.passphrase())  # it has joined there
            self.report, self.error, self._took_s = came, None, took_s
            self.at = self._window.collection.clock()
        if told:
            from flashcards.ui.syncing.status import status_words

            self._job = None
            self._window.toast(status_words(self).whole)

    @Slot(object)
    def _over(self, job: "Job") -> None:
        if self._job is None or job.number == self._job.number:
            self._job = None
            if self._leaving:
                self._leaving = False
                self._window.writes.do(self._window.collection.syncing.leave)
            self.stood.emit()

    @Slot(object)
    def _changed(self, changes: "Changes") -> None:
        """Count again what lost once the learner has decided, or takes that back."""
        if changes.former and not changes.merged and not changes.notes and self.status is not None:
            self.look()

    # What calls for a round

    @Slot(str)
    def _shown(self, name: str) -> None:
        before, self._front = self._front, name
        if before == "study" != name and self.place() is not None:
            self._soon.start(SOON_MS)
        if self._whose != self._window.collection.path:  # another collection is open now
            self._whose = self._window.collection.path
            self._takes_part = self._window.collection.syncing.takes_part()
            self.status, self.report, self.error, self.at = None, None, None, None
        self.stood.emit()  # the sidebar may have been made anew

    @Slot()
    def _turned(self) -> None:
        if self.place() is not None:
            self._soon.start(SOON_MS)

    def _last_round(self) -> None:
        """Tell the others what is new before the window closes, where that is known to be quick."""
        place, passphrase, collection = self.place(), self.passphrase(), self._window.collection
        if place is None or self.error is not None or self._took_s > QUICK_S:
            return
        ends = time.monotonic() + LAST_S

        def work() -> None:
            with contextlib.suppress(UserError):  # told in the next session
                collection.syncing.sync(
                    place, passphrase, lambda _done, _total: time.monotonic() < ends
                )

        thread = threading.Thread(target=work, name="last-sync", daemon=True)
        thread.start()
        thread.join(LAST_S)


def rounds_of(window: "MainWindow") -> SyncRounds:
    """Return what keeps a window's collection in step."""
    found = window.findChild(SyncRounds)
    assert isinstance(found, SyncRounds)
    return found
