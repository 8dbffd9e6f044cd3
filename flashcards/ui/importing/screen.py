"""The import screen: choose files, look at what they hold, import, read what was done."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QStackedLayout, QWidget

from flashcards.identity import SUFFIX
from flashcards.model.anki import AS_USUAL
from flashcards.model.changes import Changes
from flashcards.ui import theme
from flashcards.ui.importing.copied import as_table
from flashcards.ui.importing.looking import (
    FileLook,
    Imported,
    as_before,
    found_out,
    import_all,
    look_again,
    look_at,
    look_at_anki,
)
from flashcards.ui.importing.preview_page import PreviewPage
from flashcards.ui.importing.report_page import ReportPage
from flashcards.ui.importing.set_aside import NONE, Decisions, read_as_decided
from flashcards.ui.screen import Screen
from flashcards.ui.widgets import EmptyState, button, column
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.formats.csv_table import CsvChoices
    from flashcards.ui.jobs import Job, Progress
    from flashcards.ui.main_window import MainWindow

WIDTH_PX = 1_100
QUIET_BYTES = 1_000_000
"""A smaller file is read again in a moment, so nothing is said of it."""


class ImportScreen(Screen):
    """Three pages: nothing chosen yet, what the files hold, what was done."""

    name = "import"
    search_box = False

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._job: Job | None = None
        self._asked: tuple[Path, CsvChoices] | None = None
        """How the learner last wanted a file read, until it is shown so."""
        self.choose = button(tr("&Choose files…"), self.choose_files, kind="primary", icon="import")
        self.choose.setAutoDefault(True)
        self._aside = window.arrivals.aside
        self.go_on = button("", self._go_on)
        self.go_on.setAutoDefault(True)
        self._offer_to_go_on()
        self.empty = EmptyState(
            "import",
            tr("Choose files to import, or drop them here"),
            tr(
                "Imports packages and collections of Anki’s (.apkg, .colpkg), Markdown decks "
                "(.md), tables (.csv, .tsv, .txt) and decks of other programs. Rows copied from a "
                "spreadsheet can be pasted. You see a preview before anything is added."
            ),
            self.choose,
            self.go_on,
        )
        self.preview = PreviewPage(
            window,
            self.start,
            self.choose_files,
            self.read_again,
            self.read_as_article,
            self.take_as_own,
            self.read_as,
        )
        self.report = ReportPage(window, self.choose_files)
        pages = QWidget()
        pages.setProperty("role", "bare")
        self._pages = QStackedLayout(pages)
        self._pages.setContentsMargins(0, 0, 0, 0)
        for page in (self.empty, self.preview, self.report):
            self._pages.addWidget(page)
        for page in (self.preview, self.report):
            page.setMaximumWidth(WIDTH_PX)
        layout = column(self, pages)
        edge = theme.SPACE
        layout.setContentsMargins(edge.around, edge.inside, edge.around, edge.between)
        window.jobs.finished.connect(self._ended)
        window.jobs.failed.connect(self._failed)

    def title(self) -> str:
        """Return the screen's name."""
        return tr("Import")

    def shown(self, **arguments: Any) -> None:
        """Look at ``path`` or at ``paths``; without either, begin anew unless one is under way."""
        paths = list(arguments.get("paths") or ())
        if arguments.get("path") is not None:
            paths.insert(0, Path(arguments["path"]))
        if paths:
            self.look_at(paths, first_move=bool(arguments.get("first_move")))
        elif self._job is None and self._pages.currentWidget() is self.report:
            self._show(self.empty)

    def first_focus(self) -> QWidget | None:
        """Return where the next step is: a button, or columns of a table to be decided."""
        page = self._pages.currentWidget()
        if page is self.preview:
            return self.preview.next_step()
        if page is self.report:
            return self.report.study if self.report.study.isEnabled() else self.report.more
        return self.choose

    def step_back(self) -> bool:
        """Go back to choosing files while nothing runs."""
        if self._job is None and self.is_deciding():
            self._set_aside()
            self._show(self.empty)
            return True
        return False

    def _set_aside(self) -> None:
        """Keep what is decided of the files shown, for when they are looked at again."""
        if self.is_deciding():
            self._aside.put(self.preview.looks(), self.preview.decided())
            self._offer_to_go_on()

    def _offer_to_go_on(self) -> None:
        from flashcards.ui.importing.file_dialogs import short_name

        last = self._aside.last
        if last is not None:
            name = short_name(last).replace("&", "&&")
            self.go_on.setText(tr("&Go on with {name}", name=name))
        self.go_on.setVisible(last is not None)

    def _go_on(self) -> None:
        """Show again what was put aside last, as it was."""
        if self._aside.pasted is not None:
            self._looked([self._aside.pasted])
        elif self._aside.paths:
            self.look_at(self._aside.paths)

    def left(self) -> None:
        """Keep what is decided: the screen may be made anew before it is shown again."""
        self._set_aside()

    def is_busy(self) -> bool:
        """Whether files are read or imported just now."""
        return self._job is not None

    def is_deciding(self) -> bool:
        """Whether the learner decides about files that are not imported yet."""
        return self._pages.currentWidget() is self.preview

    def undecided(self) -> tuple[Path, ...]:
        """Return the files the learner decides about; what was pasted is none."""
        return self.preview.paths() if self.is_deciding() else ()

    def changed(self, changes: Changes) -> None:
        """See whether undo still means this import."""
        self.report.refresh()

    def reload(self) -> None:
        """Likewise after a while away."""
        self.report.refresh()

    def _show(self, page: QWidget) -> None:
        self._pages.setCurrentWidget(page)
        focus = self.first_focus()
        if self.isVisible() and focus is not None:
            focus.setFocus()

    # Choosing and looking

    def choose_files(self) -> None:
        """Let the learner choose files."""
        from flashcards.ui.importing.file_dialogs import choose_deck_files

        choose_deck_files(self.window_, self._chosen)

    def _chosen(self, paths: Sequence[Path]) -> None:
        """Look at files; a collection among them has a window of its own."""
        if any(path.suffix.lower() == SUFFIX for path in paths):
            self.window_.arrivals.take(paths)
        else:
            self.look_at(paths)

    def look_at(self, paths: Sequence[Path], *, first_move: bool = False) -> None:
        """Read files in the background and show what they hold.

        ``first_move``: the learner comes from Anki with all they have.
        """
        if self._job is not None:
            self.window_.toast(tr("Wait until the import under way has ended"))
            return
        self._set_aside()
        kept, decided = self.window_.settings.tables, self._aside.decisions(paths)
        one = tr("Reading {name}", name=paths[0].name)
        many = tr("Reading {count} files", count=len(paths))

        def look(progress: "Progress") -> list[FileLook]:
            found = look_at(self.collection, paths, progress, first_move=first_move, kept=kept)
            return [
                read_as_decided(self.collection, each, decided.get(each.path), progress)
                for each in found
            ]

        self._job = self.window_.jobs.run(
            one if len(paths) == 1 else many,
            look,
            on_done=lambda looks: self._looked(looks, decided),
        )

    def look_at_copied(self, text: str, deck: str) -> None:
        """Show what a table that was copied holds; its notes go into ``deck`` if one is given."""
        if self._job is not None:
            self.window_.toast(tr("Wait until the import under way has ended"))
            return
        self._set_aside()
        path, kept = Path(tr("Pasted notes")), self.window_.settings.tables

        def look(_progress: "Progress") -> list[FileLook]:
            found = look_again(self.collection, path, found_out(), data=as_table(text))
            again = as_before(self.collection, found, kept)
            return [replace(again, deck=deck or again.deck)]

        quiet = len(text) < QUIET_BYTES
        self._job = self.window_.jobs.run(
            tr("Reading {name}", name=path.name), look, on_done=self._looked, quiet=quiet
        )

    def _looked(self, looks: list[FileLook], decided: Decisions = NONE) -> None:
        self.preview.show_looks(looks, self.collection.deck_names(), decided)
        self._show(self.preview)

    def read_again(self, path: Path, choices: "CsvChoices") -> None:
        """Read a table as the learner wants it and show it so, in the background.

        What is asked for while one is read already waits; only the last of it counts.
        """
        if self._job is not None and self._asked is None:
            return  # an import is under way, or other files are looked at
        under_way, self._asked = self._asked is not None, (path, choices)
        if not under_way:
            self._read_asked()

    def take_as_own(self, path: Path) -> None:
        """Look at a package of Anki's that is the learner's own, however large."""
        if self._job is not None:
            return
        self.preview.set_busy(True)
        self._job = self.window_.jobs.run(
            tr("Reading {name}", name=path.name),
            lambda progress: look_at_anki(
                self.collection, path, replace(AS_USUAL, own=True), progress
            ),
            on_done=self._taken_as_own,
        )

    def read_as(self, path: Path, program: str) -> None:
        """Read a text deck with another program's marks."""
        if self._job is not None:
            return
        self.preview.set_reading(True)
        self._job = self.window_.jobs.run(
            tr("Reading {name}", name=path.name),
            lambda _progress: look_again(self.collection, path, found_out(), program),
            on_done=self.preview.show_again,
            quiet=_size(path) < QUIET_BYTES,
        )

    def _taken_as_own(self, look: FileLook) -> None:
        self.preview.show_again(look)
        self.preview.go.setFocus()

    def read_as_article(self, path: Path) -> None:
        """Read a file as an article instead, from which cards are made one by one."""
        if self._job is None:
            self.window_.go("article", path=path)

    def _read_asked(self) -> None:
        assert self._asked is not None
        path, choices = asked = self._asked
        self.preview.set_reading(True)
        pasted = self.preview.pasted(path)
        size = len(pasted) if pasted is not None else _size(path)
        self._job = self.window_.jobs.run(
            tr("Reading {name}", name=path.name),
            lambda _progress: look_again(self.collection, path, choices, data=pasted),
            on_done=lambda look: self._read_so(asked, look),
            quiet=size < QUIET_BYTES,
        )

    def _read_so(self, asked: "tuple[Path, CsvChoices]", look: FileLook) -> None:
        if self._asked is not asked:
            self._read_asked()
            return
        self._asked = None
        self.preview.show_again(look)
        self.preview.set_reading(False)

    def _failed(self, *_job_and_error: object) -> None:
        """Go on with the file as it is shown where reading it again came to a bad end."""
        if self._asked is not None and self._job is None:
            self._asked = None
            self.preview.set_reading(False)

    # Importing

    def start(self) -> None:
        """Import the files shown, in the background."""
        files = self.preview.wanted()
        if self._job is not None or not files:
            return
        self.preview.set_busy(True)
        one = tr("Importing {name}", name=files[0][0].name)
        many = tr("Importing {count} files", count=len(files))
        self._job = self.window_.jobs.run(
            one if len(files) == 1 else many,
            lambda progress: import_all(self.collection, files, progress),
            on_done=self._imported,
            writes=True,
        )

    def _imported(self, imported: Imported) -> None:
        outcomes = imported.outcomes
        self._aside.forget(each.path for each in outcomes if each.refused is None)
        self._offer_to_go_on()
        kept = self.preview.kept_tables(outcomes, self.window_.settings.tables)
        if kept != self.window_.settings.tables:
            self.window_.change_settings(tables=kept)
        self.report.show_imported(imported, self.preview.kept_words(outcomes))
        self._show(self.report)
        self.window_.announcer.say(self.report.title.text())
        if self.window_.front() != self.name:
            self.window_.toast(
                self.report.title.text(), tr("Show"), lambda: self.window_.go(self.name)
            )

    def _ended(self, job: "Job") -> None:
        """Unlock after the end of whatever kind; told before the job's own outcome is."""
        if job is self._job:
            self._job = None
            if self._asked is None:
                self.preview.set_busy(False)


def _size(path: Path) -> int:
    """Return the size of a file in bytes, of one that is gone as if it were large."""
    try:
        return path.stat().st_size
    except OSError:
        return QUIET_BYTES
