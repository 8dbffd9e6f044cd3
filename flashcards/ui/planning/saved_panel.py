"""The sessions kept under a name, each with the number of its cards."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QWidget

from flashcards.model.errors import UserError
from flashcards.ui import messages
from flashcards.ui.jobs import Job, Progress
from flashcards.ui.planning import custom_words
from flashcards.ui.planning.kept_list import KeptList, ListRow
from flashcards.ui.statistics.phrases import cards
from flashcards.ui.widgets import button, column, label, row
from flashcards.ui.words import tr, worded

if TYPE_CHECKING:
    from flashcards.study.saved import SavedSession
    from flashcards.ui.planning.custom_page import CustomPage


class SavedPanel(QFrame):
    """Enter starts the session chosen; F2 renames, Delete deletes it."""

    def __init__(self, page: "CustomPage") -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self._page = page
        self._found: dict[str, SavedSession] = {}
        self._counts: dict[str, int | str] = {}
        """How many cards each has, or why that cannot be said."""
        self.sessions = KeptList(tr("Saved sessions"))
        self._counting: Job | None = None
        self._none = label(
            tr("No saved sessions yet. Those you save appear here, each with a key to start it."),
            "muted",
            wrap=True,
        )
        self.start_button = button(tr("Start no&w"), self.start)
        self.change_button = button(tr("Ad&just"), self.change, kind="quiet")
        self.rename_button = button(tr("&Rename…"), self.rename, kind="quiet")
        self.delete_button = button(tr("De&lete"), self.delete, kind="quiet")
        self._actions = QWidget()
        self._actions.setProperty("role", "bare")
        row(self._actions, *self.buttons(), None, gap="hair")
        column(
            self, label(tr("Saved sessions"), "heading"), self._none, self.sessions, self._actions,
            gap="inside", margins="between",
        )  # fmt: skip
        self.sessions.use_changed.connect(page.follow)
        self.sessions.entered_row.connect(self.start)

    def buttons(self) -> list[QWidget]:
        """Return what one does to the session chosen."""
        return [self.start_button, self.change_button, self.rename_button, self.delete_button]

    def refresh(self) -> None:
        """Read the sessions again; their cards are counted in the background."""
        found = self._page.collection.planning.saved_sessions()
        self._found = {session.uid: session for session in found}
        self._page.follow_changing(self._found)
        self._none.setVisible(not found)
        self.sessions.setVisible(bool(found))
        self._actions.setVisible(bool(found))
        self._show()
        self.count()

    def count(self) -> None:
        """Count the cards of each; the numbers come when they are there."""
        self.stop()
        if not self._found:
            return
        planning, sessions = self._page.collection.planning, list(self._found.values())

        def counted(progress: Progress) -> dict[str, int | str]:
            counts: dict[str, int | str] = {}
            for session in sessions:
                try:
                    counts[session.uid] = planning.count_custom(session.study, progress)
                except UserError as error:
                    counts[session.uid] = worded(error.what)
            return counts

        jobs = self._page.window_.jobs
        self._counting = jobs.run(tr("Counting…"), counted, self._counted, quiet=True)

    def _counted(self, counts: dict[str, int | str]) -> None:
        self._counting = None
        self._counts = counts
        self._show()

    def stop(self) -> None:
        """Count no more: what is being counted is not wanted any longer."""
        job, self._counting = self._counting, None
        if job is not None:
            job.done = None
            self._page.window_.jobs.cancel(job)

    def _show(self) -> None:
        self.sessions.show_rows([self._row(session) for session in self._found.values()])
        self._page.follow()

    def _row(self, session: "SavedSession") -> ListRow:
        count, detail = self._counts.get(session.uid, ""), custom_words.described(session.study)
        if isinstance(count, int):
            return ListRow(session.uid, session.name, detail, cards(count))
        return ListRow(session.uid, session.name, count or detail, "–" if count else "")

    def chosen(self) -> "SavedSession | None":
        """Return the session chosen."""
        found = self.sessions.chosen()
        return None if found is None else self._found.get(found.uid)

    # Actions ----------------------------------------------------------------------------

    def start(self) -> None:
        """Study the session chosen."""
        session = self.chosen()
        if session is not None:
            self._page.start(session.study)

    def change(self) -> None:
        """Let the learner change which cards it means."""
        session = self.chosen()
        if session is not None:
            self._page.change(session)

    def rename(self) -> None:
        """Ask for another name."""
        session = self.chosen()
        if session is None:
            return
        page, planning = self._page, self._page.collection.planning

        def named(name: str) -> None:
            def renamed(_: object) -> None:
                page.refresh_lists()
                page.tell(tr("Renamed to “{name}”", name=name))

            page.do_at_once(lambda: planning.change_session(session.uid, name), renamed)

        messages.ask_text(page.window_, tr("Rename the session"), tr("&Name of the session"),
                          session.name, action=tr("Rename"), on_done=named)  # fmt: skip

    def delete(self) -> None:
        """Delete the session chosen; its cards stay as they are."""
        session = self.chosen()
        if session is None:
            return
        page, planning = self._page, self._page.collection.planning

        def deleted(_: object) -> None:
            page.refresh_lists()
            page.tell(tr("Deleted the session “{name}”", name=session.name))

        page.do_at_once(lambda: planning.delete_session(session.uid), deleted)

    def follow(self) -> None:
        """Let the buttons follow whether a session is chosen."""
        for each in self.buttons():
            each.setEnabled(self.chosen() is not None)
