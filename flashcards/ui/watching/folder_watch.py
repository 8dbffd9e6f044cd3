"""Looks into watched folders: at the start, when a file changes, when the window comes to the
front, and now and then for drives that tell of no changes."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QFileSystemWatcher, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication

from flashcards.model.changes import Changes
from flashcards.model.errors import UserError
from flashcards.ui.words import plural, tr

if TYPE_CHECKING:
    from flashcards.model.watching import Decision, FolderReport
    from flashcards.ui.jobs import Job, Progress
    from flashcards.ui.main_window import MainWindow

FIRST_AFTER_MS = 3_000
"""Well after the first paint."""
SOON_MS = 1_500
"""After the last change to a file, so that half of one is seldom read."""
WRITE_AFTER_MS = 3_000
EVERY_MS = 60_000
MOST_WATCHED = 2_000
"""Files and folders that the system is asked to tell of; the others are looked at now and then."""

Looked: TypeAlias = "tuple[FolderReport, list[str]]"
"""What a look found, and the paths that the system is to tell of."""


class FolderWatch(QObject):
    """Keeps the folders of the collection in step; only what the learner must know is said."""

    looked = Signal()
    """A folder was looked into, or it could not be."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self.reports: dict[str, FolderReport] = {}
        """What the last look into each folder left, by its uid."""
        self.troubles: dict[str, UserError] = {}
        """Why a folder could not be looked into."""
        self._busy: dict[str, tuple[int, dict[str, Decision]]] = {}
        """The job that looks into a folder and what it is to do, by the folder's uid."""
        self._again = False
        self._decided: dict[str, dict[str, Decision]] = {}
        """What the learner decided while a folder was being looked into."""
        self._eyes: QFileSystemWatcher | None = None
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self._soon.timeout.connect(self.look)
        self._first = QTimer(self, singleShot=True, interval=FIRST_AFTER_MS)
        self._first.timeout.connect(self._look_first)
        self._often = QTimer(self, interval=EVERY_MS)
        self._often.timeout.connect(self.look)
        window.changes.changed.connect(self._changed_here)
        window.jobs.over.connect(self._stopped)
        QApplication.instance().applicationStateChanged.connect(self._state_changed)  # type: ignore[union-attr]  # there is one
        if window.settings.watched_folders:
            self._first.start()
            self._often.start()

    def folders(self) -> dict[str, Path]:
        """Return where the folders of the collection lie on this computer, by uid."""
        kept = self._window.settings.watched_folders
        if not kept:
            return {}
        try:
            here = {each.uid for each in self._window.collection.watching.folders()}
        except UserError:  # closed, while a backup takes its place
            return {}
        return {uid: Path(path) for uid, path in kept.items() if uid in here}

    def open_matters(self) -> int:
        """Return how many notes wait for the learner."""
        return sum(report.open for report in self.reports.values())

    # Beginning and ending

    def begin(self, path: Path) -> None:
        """Watch a folder from now on."""
        uid = self._window.collection.watching.begin(path)
        kept = {**self._window.settings.watched_folders, uid: str(path)}
        self._window.change_settings(watched_folders=kept)
        self._often.start()
        self._look_into(uid, path, thorough=True, told=True)

    def end(self, uid: str) -> None:
        """Watch a folder no longer."""
        self._window.collection.watching.end(uid)
        kept = {**self._window.settings.watched_folders}
        kept.pop(uid, None)
        self._window.change_settings(watched_folders=kept)
        self.reports.pop(uid, None)
        self.troubles.pop(uid, None)
        if not kept:
            self._often.stop()
        self.looked.emit()

    # Looking

    @Slot()
    def look(self) -> None:
        """Look into all folders, where files seem to have changed."""
        self._look(thorough=False)

    @Slot()
    def _look_first(self) -> None:
        self._look(thorough=True)

    def look_now(self) -> None:
        """Read every file of all folders, since the learner asks."""
        self._look(thorough=True, told=True)

    def _look(self, *, thorough: bool, told: bool = False) -> None:
        for uid, path in self.folders().items():
            self._look_into(uid, path, thorough=thorough, told=told)

    def decide(self, uid: str, decisions: "Mapping[str, Decision]") -> None:
        """Do with notes as the learner decided."""
        path = self.folders().get(uid)
        if path is not None:
            self._look_into(uid, path, decisions=decisions)

    def _look_into(
        self,
        uid: str,
        path: Path,
        *,
        thorough: bool = False,
        told: bool = False,
        decisions: "Mapping[str, Decision] | None" = None,
    ) -> None:
        self._decided.setdefault(uid, {}).update(decisions or {})
        if uid in self._busy:
            self._again = True
            return
        decided = self._decided.pop(uid)
        collection, drafts = self._window.collection, self._window.drafts

        def work(progress: "Progress") -> Looked:
            from flashcards.collection.watching.folder import listing

            report = collection.watching.check(
                uid,
                path,
                progress,
                thorough=thorough,
                decisions=decided,
                edited=drafts.edited_notes(),
            )
            found = listing(path)
            named = [*map(str, found.folders), *(str(path / each) for each in found.files)]
            return report, named[:MOST_WATCHED]

        job = self._window.jobs.run(
            tr("Looking into {folder}", folder=path.name),
            work,
            lambda came: self._done(uid, came, told=told),
            lambda error: self._failed(uid, error),
            on_broken=lambda: self._over(uid),
            writes=True,
            quiet=not told,
        )
        self._busy[uid] = job.number, decided

    def _done(self, uid: str, came: Looked, *, told: bool) -> None:
        report, named = came
        before = self.reports.get(uid)
        self.reports[uid] = report
        self.troubles.pop(uid, None)
        self._follow(named)
        self._over(uid)
        self._tell(report, before.open if before else 0, told=told)

    def _failed(self, uid: str, error: UserError) -> None:
        known = uid in self.troubles
        self.troubles[uid] = error
        self._over(uid)
        if not known:
            self._window.toast(tr("{what}", what=error.what), tr("Show"), self._show)

    def _over(self, uid: str) -> None:
        self._busy.pop(uid, None)
        if self._again and not self._busy:
            self._again = False
            self._soon.start()
        self.looked.emit()

    @Slot(object)
    def _stopped(self, job: "Job") -> None:
        """Let a folder be looked into again after a look that the learner stopped."""
        for uid, (number, decided) in list(self._busy.items()):
            if number == job.number:
                self._decided[uid] = {**decided, **self._decided.get(uid, {})}
                self._over(uid)

    def _tell(self, report: "FolderReport", before: int, *, told: bool) -> None:
        name = report.path.name
        came = report.added + report.updated + report.deleted
        if report.open > before or (told and report.open and not came):
            words = plural(
                report.open,
                "{count} note of {folder} waits for your decision",
                "{count} notes of {folder} wait for your decision",
                folder=name,
            )
            self._window.toast(words, tr("Show"), self._show)
        elif came:
            words = plural(
                came,
                "Took over {count} note from {folder}",
                "Took over {count} notes from {folder}",
                folder=name,
            )
            self._window.toast(words, tr("Undo"), self._window.undo_in_collection)
        elif told:
            self._window.toast(tr("{folder} is in step", folder=name))

    def _show(self) -> None:
        self._window.go("watched")

    # What calls for a look

    def _follow(self, named: list[str]) -> None:
        """Ask the system to tell of changes to these; where it cannot, the clock has to do."""
        if self._eyes is None:
            self._eyes = QFileSystemWatcher(self)
            self._eyes.directoryChanged.connect(self._stirred)
            self._eyes.fileChanged.connect(self._stirred)
        known = {*self._eyes.files(), *self._eyes.directories()}
        fresh = [path for path in named if path not in known]
        if fresh:
            self._eyes.addPaths(fresh[: max(0, MOST_WATCHED - len(known))])

    @Slot(str)
    def _stirred(self, _path: str) -> None:
        self._soon.start()

    @Slot(Qt.ApplicationState)
    def _state_changed(self, state: Qt.ApplicationState) -> None:
        if state == Qt.ApplicationState.ApplicationActive and self._window.settings.watched_folders:
            self._soon.start()

    @Slot(object)
    def _changed_here(self, changes: Changes) -> None:
        """Write what was edited here, once no more is edited for a moment."""
        edited = changes.notes or changes.decks
        if edited and self._window.settings.watched_folders and not self._busy:
            self._soon.start(WRITE_AFTER_MS)


def watch_of(window: "MainWindow") -> FolderWatch:
    """Return what watches the folders of a window's collection."""
    found = window.findChild(FolderWatch)
    assert isinstance(found, FolderWatch)
    return found
