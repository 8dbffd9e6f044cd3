"""The media files: unused ones go to the bin, missing ones come back or lead to their notes."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QStackedWidget, QWidget

from flashcards.model.changes import Changes
from flashcards.model.media import MediaReport, MissingFile, UnusedFile
from flashcards.ui import theme
from flashcards.ui.commands import Command
from flashcards.ui.media.file_list import FileList
from flashcards.ui.media.words import AnyFile, preview_html, size_words, summary_words, title_words
from flashcards.ui.rich_text import CardView
from flashcards.ui.screen import Screen
from flashcards.ui.widgets import ElidedLabel, EmptyState, button, column, row
from flashcards.ui.widgets.buttons import make_choice
from flashcards.ui.widgets.splitter import Splitter
from flashcards.ui.words import plural, tr
from flashcards.ui.work_line import WorkLine

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow

_UNUSED, _MISSING = 0, 1
_LIST_SHARE, _PREVIEW_SHARE = 3, 2


class MediaScreen(Screen):
    """Two lists of files, one of them in front, and a preview of the one the keyboard is on."""

    name = "media"
    search_box = False

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self.report = MediaReport()
        self._looked = False
        self.list = FileList(tr("Media files"))
        self.list.selected.connect(self._select)
        self.list.opened.connect(self.open)
        self.list.menu_asked.connect(self._open_menu)
        self.titles = QButtonGroup(self)
        for place in (_UNUSED, _MISSING):
            choice = button("", kind="quiet")
            make_choice(choice)
            self.titles.addButton(choice, place)
        self.titles.button(_UNUSED).setChecked(True)
        self.titles.idToggled.connect(lambda _place, _checked: self._show())
        self.delete_button = button(tr("&Delete"), self.delete, icon="delete")
        self.restore_button = button(
            tr("&Restore from backup"), self.restore, kind="primary", icon="restore"
        )
        self.notes_button = button(tr("Show &notes"), self.show_notes, icon="browse")
        self.line = WorkLine(window)
        self.summary = ElidedLabel("", "muted")
        self.preview = CardView(window, scale=0.8)
        self.preview.setAccessibleName(tr("Preview"))
        self._stack = QStackedWidget()
        self._nothing = {
            _UNUSED: EmptyState("check", tr("No media file is unused"), ""),
            _MISSING: EmptyState("check", tr("No media file is missing"), ""),
        }
        self._both = self._lists()
        self._stack.addWidget(self._both)
        for empty in self._nothing.values():
            self._stack.addWidget(empty)
        layout = column(self, self._head(), self._stack, self.line, gap="inside")
        edge = theme.SPACE
        layout.setContentsMargins(edge.inside, 0, edge.inside, edge.inside)
        self._name_titles()

    def _head(self) -> QWidget:
        head = QWidget()
        head.setProperty("role", "bare")
        row(
            head, self.titles.button(_UNUSED), self.titles.button(_MISSING), self.summary,
            self.notes_button, self.delete_button, self.restore_button, gap="between",
        ).setStretch(2, 1)  # fmt: skip
        return head

    def _lists(self) -> QWidget:
        splitter = Splitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self.list)
        splitter.addWidget(self.preview)
        splitter.setStretchFactor(0, _LIST_SHARE)
        splitter.setStretchFactor(1, _PREVIEW_SHARE)
        splitter.setChildrenCollapsible(False)
        return splitter

    # The screen

    def title(self) -> str:
        """Name the screen."""
        return tr("Media")

    def first_focus(self) -> QWidget | None:
        """Return the list, else the choice between the two."""
        files = self._files()
        return self.list if files else self._title()

    def reload(self) -> None:
        """Look through all notes again, in the background."""
        media = self.collection.media
        self.line.run(
            tr("Looking through the media files"),
            media.look_through,
            self._found,
            lambda error: self.line.text.set_text(str(error.what)),
        )

    def changed(self, changes: Changes) -> None:
        """Follow what came, went, or was written anew."""
        if changes.media or changes.bin or changes.notes:
            self.reload()

    def left(self) -> None:
        """Stop looking and playing."""
        self.line.drop()
        self.preview.sounds.stop()

    def commands(self) -> list[Command]:
        """Return what can be done with the files that are selected."""
        return [
            Command("media.delete", "&Delete unused files", self.delete, ("Delete",), "delete",
                    "Edit", section=3, enabled_when=self.has_unused,
                    keywords=("remove", "bin", "unused")),
            Command("media.restore", "&Restore from backup", self.restore, ("Ctrl+Alt+B",),
                    "restore", "Edit", section=3, enabled_when=self.has_backed_up,
                    keywords=("bring back", "missing")),
            Command("media.notes", "Show the &notes that name the file", self.show_notes,
                    ("Return", "Enter"), "browse", "Edit", section=3, enabled_when=self.has_notes,
                    keywords=("missing", "browse")),
            Command("media.all", "Select &all files", self.list.selectAll, ("Ctrl+A",), "", "Edit",
                    section=3, enabled_when=lambda: bool(self.list.model_.rows)),
            Command("media.turn", "Unused or &missing files", self.turn, ("M",), "", "View",
                    section=3, keywords=("switch",)),
            Command("media.look", "&Look through the media files again", self.reload, ("F5",), "",
                    "View", section=3, keywords=("refresh", "check")),
        ]  # fmt: skip

    # What was found

    def _found(self, report: MediaReport) -> None:
        first, self._looked = not self._looked, True
        self.report = report
        self.summary.set_text(summary_words(report))
        self.line.text.set_text("")
        if first and report.missing and not report.unused:
            self.titles.button(_MISSING).setChecked(True)
        self._show()
        if first and self.list.model_.rows and self._title().hasFocus():
            self.list.setFocus()

    def _files(self) -> list[AnyFile]:
        found = self.report
        return [*(found.missing if self.shows_missing() else found.unused)]

    def _title(self) -> QWidget:
        return self.titles.button(self.titles.checkedId())

    def shows_missing(self) -> bool:
        """Whether the missing files are in front."""
        return self.titles.checkedId() == _MISSING

    def _show(self) -> None:
        self._name_titles()
        files, had_focus = self._files(), self.list.hasFocus()
        self.list.show_files(files)
        nothing = self._nothing[_MISSING if self.shows_missing() else _UNUSED]
        self._stack.setCurrentWidget(nothing if self._looked and not files else self._both)
        if had_focus:  # else it would go with the list
            (self.list if files else self._title()).setFocus()

    def _name_titles(self) -> None:
        unused, missing = len(self.report.unused), len(self.report.missing)
        size = size_words(self.report.unused_size)
        words = tr("Unused ({count}, {size})", count=unused, size=size) if unused else tr("Unused")
        self.titles.button(_UNUSED).setText(words)
        words = tr("Missing ({count})", count=missing) if missing else tr("Missing")
        self.titles.button(_MISSING).setText(words)

    def _select(self) -> None:
        chosen = self.list.chosen()
        self.preview.set_html(preview_html(chosen[0] if len(chosen) == 1 else None))
        missing = self.shows_missing()
        self.delete_button.setVisible(not missing)
        self.notes_button.setVisible(missing)
        self.restore_button.setVisible(missing)
        self.delete_button.setEnabled(self.has_unused())
        self.notes_button.setEnabled(self.has_notes())
        self.restore_button.setEnabled(self.has_backed_up())
        self.window_.commands.refresh()

    # Actions

    def has_unused(self) -> bool:
        """Whether unused files are selected."""
        return bool(self._unused())

    def has_backed_up(self) -> bool:
        """Whether a missing file is selected that the backups have."""
        return any(file.in_backups for file in self._missing())

    def has_notes(self) -> bool:
        """Whether a missing file is selected that notes name."""
        return any(file.note_ids for file in self._missing())

    def _unused(self) -> list[UnusedFile]:
        return [file for file in self.list.chosen() if isinstance(file, UnusedFile)]

    def _missing(self) -> list[MissingFile]:
        return [file for file in self.list.chosen() if isinstance(file, MissingFile)]

    def turn(self) -> None:
        """Show the missing files instead of the unused ones, or the other way round."""
        self.titles.button(_UNUSED if self.shows_missing() else _MISSING).setChecked(True)

    def open(self) -> None:
        """Show the notes that name a missing file; an unused one has none."""
        if self.has_notes():
            self.show_notes()

    def delete(self) -> None:
        """Put the selected unused files into the bin."""
        files = self._unused()
        if not files:
            return
        names = [file.name for file in files]
        words = tr("Deleted “{what}”", what=title_words(files[0]))
        if len(files) > 1:
            words = plural(len(files), "Deleted {count} media file", "Deleted {count} media files")
        self.window_.writes.do(
            lambda: self.collection.media.put_into_bin(names),
            lambda _count: self.window_.toast(words, tr("Undo"), self.window_.undo),
        )

    def restore(self) -> None:
        """Bring the selected missing files back from the backups."""
        names = [file.name for file in self._missing() if file.in_backups]
        if names:
            self.window_.jobs.run(
                tr("Restoring"),
                lambda progress: self.collection.media.bring_missing(names, progress),
                on_done=self._restored,
            )

    def _restored(self, count: int) -> None:
        self.window_.toast(
            plural(
                count,
                "{count} media file came back from the backups",
                "{count} media files came back from the backups",
            )
        )
        self.reload()

    def show_notes(self) -> None:
        """Show the notes in Browse that name the selected missing files."""
        from flashcards.ui.browser.showing_notes import show_notes

        files = self._missing()
        ids = (note for file in files for note in file.note_ids)
        show_notes(self.window_, ids, max((file.notes for file in files), default=0))

    def _open_menu(self, at: Any) -> None:
        ids = ["media.notes", "media.restore"] if self.shows_missing() else ["media.delete"]
        menu = self.window_.commands.context_menu(ids, self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at)
