"""Watched folders: how each stands, and the notes that wait for the learner."""

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from flashcards.model.changes import Changes
from flashcards.model.watching import Decision
from flashcards.ui import messages, theme
from flashcards.ui.commands import Command
from flashcards.ui.importing.problems import ProblemList
from flashcards.ui.screen import Screen
from flashcards.ui.watching.decision import DecisionPane
from flashcards.ui.watching.folder_watch import watch_of
from flashcards.ui.watching.lists import FolderList, FolderRow, Matter, MatterList
from flashcards.ui.widgets import EmptyState, button, column, label, row
from flashcards.ui.words import error_words, plural, tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

MOST_FOLDERS = 3
"""Folders that are seen at once; most people have one or two."""
PROBLEMS_PX = 84
MOST_MATTERS = 500
"""Notes that are listed at once, lest the window stand still for those of whole deleted files."""


class WatchedScreen(Screen):
    """The folders above, what waits below."""

    name = "watched"
    search_box = False

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._watch = watch_of(window)
        self.folders = FolderList()
        self.matters = MatterList()
        self.pane = DecisionPane(self._decide)
        self.waiting = label("", "heading")
        self.problems = ProblemList()
        self.problems.text.setMaximumHeight(PROBLEMS_PX)
        self._build()
        self.folders.selectionModel().selectionChanged.connect(lambda *_: self._show_folder())
        self.matters.selectionModel().selectionChanged.connect(lambda *_: self._show_matter())
        self._watch.looked.connect(self._looked)

    def title(self) -> str:
        """Name the screen."""
        return tr("Watched folders")

    # Laying out

    def _build(self) -> None:
        self.begin_button = button(tr("&Watch a folder…"), self.begin, kind="primary", icon="link")
        self.empty = EmptyState(
            "link",
            tr("No folder is watched"),
            tr(
                "Keep decks as Markdown files in a folder, in git or beside your notes, and edit "
                "them there or here: both sides are kept in step, and no edit is lost."
            ),
            self.begin_button,
        )
        full = QWidget()
        full.setProperty("role", "bare")
        both = row(None, self.matters, self.pane, gap="between")
        both.setStretch(0, 2)
        both.setStretch(1, 3)
        layout = column(
            full, self.folders, self._buttons(), self.waiting, both, self.problems, gap="inside"
        )
        layout.setStretch(3, 1)
        edge = theme.SPACE
        layout.setContentsMargins(edge.around, 0, edge.around, edge.inside)
        self._stack = QStackedWidget()
        self._stack.addWidget(full)
        self._stack.addWidget(self.empty)
        column(self, self._stack, gap="none").setContentsMargins(0, 0, 0, edge.inside)

    def _buttons(self) -> QHBoxLayout:
        self.check_button = button(tr("Check &now"), self._watch.look_now, icon="reset")
        self.stop_button = button(tr("Stop &watching…"), self.stop, icon="stop")
        self.more_button = button(tr("Watch a folder…"), self.begin, icon="link")
        return row(None, self.check_button, self.stop_button, None, self.more_button)

    # Coming and going

    def first_focus(self) -> QWidget | None:
        """Return what waits, else the folders."""
        if self._stack.currentIndex():
            return self.begin_button
        return self.matters if self.matters.rows.rows else self.folders

    def reload(self) -> None:
        """Show how the folders stand."""
        places = self._watch.folders()
        found = [
            FolderRow(
                each.uid,
                each.name,
                str(places.get(each.uid) or tr("on another computer")),
                self._state(each.uid, each.files, each.notes),
            )
            for each in self.collection.watching.folders()
        ]
        at = max(0, self.folders.row())
        self.folders.rows.show(found)
        self.folders.go_to(min(at, len(found) - 1))
        self._fit_folders(len(found))
        self._stack.setCurrentIndex(0 if found else 1)
        self._show_matters()
        self._show_folder()
        self.window_.commands.refresh()

    def changed(self, changes: Changes) -> None:
        """Show the counts again after a change of notes."""
        if changes.notes or changes.decks:
            self.reload()

    def _looked(self) -> None:
        if self.window_.front() == self.name:
            self.reload()
        else:
            self.stale = True

    def _state(self, uid: str, files: int, notes: int) -> str:
        if uid in self._watch.troubles:
            return error_words(self._watch.troubles[uid])
        parts = [
            plural(files, "{count} file", "{count} files"),
            plural(notes, "{count} note", "{count} notes"),
        ]
        report = self._watch.reports.get(uid)
        if report is not None and report.open:
            waits = plural(report.open, "{count} note waits for you", "{count} notes wait for you")
            parts.append(waits)
        elif report is not None:
            parts.append(tr("in step"))
        if report is not None and report.left_alone:
            parts.append(
                plural(
                    len(report.left_alone),
                    "{count} other Markdown file left alone: no deck of this program, link or copy",
                    "{count} other Markdown files left alone: no decks of this program, links or "
                    "copies",
                )
            )
        return " · ".join(parts)

    def _fit_folders(self, count: int) -> None:
        """Give the list of folders no more room than its rows need."""
        rows = max(1, min(count, MOST_FOLDERS))
        height = max(self.folders.sizeHintForRow(0), 0)
        self.folders.setFixedHeight(rows * height + 2 * self.folders.frameWidth() + rows)

    def _show_folder(self) -> None:
        current = self.folders.current()
        report = None if current is None else self._watch.reports.get(current.uid)
        self.problems.show_problems(() if report is None else report.problems)
        self.stop_button.setEnabled(current is not None)
        self.check_button.setEnabled(bool(self._watch.folders()))

    def _show_matters(self) -> None:
        waiting = self._watch.open_matters()
        found = list(islice(self._all_matters(), MOST_MATTERS))
        before = self.matters.current()
        at = max(0, self.matters.row())
        if found != self.matters.rows.rows:
            had = self.matters.hasFocus() or self.pane.isAncestorOf(self.focusWidget() or self)
            self.matters.rows.show(found)
            same = (place for place, each in enumerate(found) if each.is_of(before))
            kept = next(same, min(at, len(found) - 1))
            self.matters.go_to(kept)
            if had:
                (self.matters if found else self.folders).setFocus()
        words = plural(waiting, "{count} note waits for you", "{count} notes wait for you")
        if waiting > len(found):
            words = tr("{waiting}, of which {shown} are listed", waiting=words, shown=len(found))
        self.waiting.setText(words if found else tr("Nothing waits for you"))
        self.matters.setVisible(bool(found))
        self._show_matter()

    def _all_matters(self) -> Iterator[Matter]:
        for uid, report in self._watch.reports.items():
            yield from (Matter(uid, conflict) for conflict in report.conflicts)
            yield from (Matter(uid, missing) for missing in report.missing)

    def _show_matter(self) -> None:
        self.pane.show_matter(self.matters.current())

    # Doing

    def commands(self) -> list[Command]:
        """Return what can be done with the folder and the notes that wait."""
        waits = self.has_conflicts
        return [
            Command("watched.stop", "&Stop watching…", self.stop, ("Delete",), "stop", "Edit",
                    section=3, enabled_when=lambda: self.folders.current() is not None,
                    keywords=("end", "remove", "forget")),
            Command("watched.all_file", "Take the &files’ text in all conflicts",
                    lambda: self.decide_all(file=True), (), "check", "Edit", section=3,
                    enabled_when=waits, keywords=("resolve", "theirs")),
            Command("watched.all_here", "Keep the text &here in all conflicts",
                    lambda: self.decide_all(file=False), (), "check", "Edit", section=3,
                    enabled_when=waits, keywords=("resolve", "mine", "ours")),
        ]  # fmt: skip

    def has_conflicts(self) -> bool:
        """Whether notes wait that were changed on both sides."""
        return any(report.conflicts for report in self._watch.reports.values())

    def begin(self) -> None:
        """Choose another folder."""
        from flashcards.ui.watching.beginning import choose_folder

        choose_folder(self.window_)

    def stop(self) -> None:
        """Stop watching the folder chosen, when asked."""
        current = self.folders.current()
        if current is None:
            return
        messages.ask(
            self.window_,
            tr("Stop watching “{folder}”?", folder=current.name),
            tr("Its notes stay here and its files stay there; they go their own ways."),
            action=tr("Stop watching"),
            on_yes=lambda: self._watch.end(current.uid),
        )

    def _decide(self, folder: str, guid: str, decision: Decision) -> None:
        self._watch.decide(folder, {guid: decision})

    def decide_all(self, *, file: bool) -> None:
        """Let one side count in all conflicts; the other text stays in the history of the note."""
        for uid, report in self._watch.reports.items():
            decisions = {
                each.guid: Decision(
                    {one.place: one.file if file else one.here for one in each.differences},
                    each.differences,
                    file,
                )
                for each in report.conflicts
            }
            if decisions:
                self._watch.decide(uid, decisions)
