"""Asks what to export, in which format and where to, then writes it in the background."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFormLayout

from flashcards.collection.files.leaving import FORMATS, Format, format_for
from flashcards.files import expanded
from flashcards.model.errors import CancelledError
from flashcards.model.exporting import AS_USUAL, ExportChoices
from flashcards.model.messages import Message
from flashcards.ui import theme
from flashcards.ui.importing.file_dialogs import choose_place, export_folder, fitting_name, write_to
from flashcards.ui.widgets import (
    button,
    check_field,
    choice_field,
    column,
    label,
    row,
    text_field,
)
from flashcards.ui.words import deck_words, plural, tr, worded

if TYPE_CHECKING:
    from flashcards.ui.jobs import Job, Progress
    from flashcards.ui.main_window import MainWindow

WIDTH_PX = 540


def _offered() -> list[tuple[str, object]]:
    return [(tr(each.name), each.suffix) for each in FORMATS if each.name]


class ExportDialog(QDialog):
    """Three choices with good answers already given; Enter exports."""

    def __init__(self, window: "MainWindow", deck: str | None) -> None:
        super().__init__(window)
        self._window = window
        self.setWindowTitle(tr("Export"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.setMinimumWidth(WIDTH_PX)
        names = window.collection.deck_names()
        choices: list[tuple[str, object]] = [(tr("All decks"), "")]
        self.deck = choice_field(
            tr("Deck"), [*choices, *((deck_words(name), name) for name in names)], deck
        )
        self.deck.setSizeAdjustPolicy(
            self.deck.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.format = choice_field(tr("Format"), _offered())
        self.place = text_field(tr("File"))
        self.guard = check_field(tr("Keep spreadsheets from &running cells as formulas"), True)
        self.learning = check_field(tr("What I have &learned: schedule, history, options"), True)
        self.media = check_field(tr("&Pictures and sounds"), True)
        self.older = check_field(tr("For Anki before 2.1.50 (&takes longer)"), False)
        self.browse = button(tr("&Browse…"), self._browse)
        self.go = button(tr("&Export"), self.accept, kind="primary")
        self.go.setAutoDefault(True)
        self.go.setDefault(True)
        form = QFormLayout()
        form.setSpacing(theme.SPACE.between)
        form.addRow(tr("&Deck"), self.deck)
        form.addRow(tr("&Format"), self.format)
        file = label(tr("F&ile"))
        file.setBuddy(self.place)
        form.addRow(file, row(None, self.place, self.browse))
        for choice in (self.guard, self.learning, self.media, self.older):
            form.addRow("", choice)
        self.along = label("", "muted", wrap=True)
        buttons = row(None, None, button(tr("Cancel"), self.reject), self.go)
        heading = label(tr("Export notes"), "heading")
        column(self, heading, form, self.along, buttons, gap="between", margins="around")
        self._suggested = ""
        self._job: Job | None = None
        self._stays: list[Message] = []
        self.learning.toggled.connect(self._say)
        self.media.toggled.connect(self._say)
        self.deck.currentIndexChanged.connect(self._suggest)
        self.deck.currentIndexChanged.connect(self._look)
        self.format.currentIndexChanged.connect(self._fit_suffix)
        self.place.textChanged.connect(lambda text: self.go.setEnabled(bool(text.strip())))
        self._suggest()
        self._fit_suffix()

    def path(self) -> Path:
        """Return where to write; a bare name lies in the folder of the last export."""
        typed = expanded(Path(self.place.text().strip()))
        path = typed if typed.is_absolute() else export_folder(self._window) / typed
        end = str(self.format.currentData())
        return path if path.name.lower().endswith(end) else path.with_name(path.name + end)

    def _look(self) -> None:
        """Find out what does not go along; large collections take a moment to count."""
        self._give_up()
        deck, file = str(self.deck.currentData()) or None, f"file{self.format.currentData()}"
        collection = self._window.collection
        self._job = self._window.jobs.run(
            tr("Counting…"),
            lambda _progress: collection.not_carried(file, deck),
            self._say_what_stays,
            quiet=True,
        )

    def _give_up(self) -> None:
        if self._job is not None:
            self._window.jobs.give_up(self._job)
            self._job = None

    def _say_what_stays(self, found: list[Message]) -> None:
        self._job, self._stays = None, found
        self._say()

    def _say(self) -> None:
        """Say what stays here: what the format cannot hold, and what the learner leaves out."""
        chosen, stays = self._chosen(), [worded(each) for each in self._stays]
        if chosen.is_package:
            if not self.learning.isChecked():
                stays.insert(0, tr("What you have learned: all cards are new there"))
            if not self.media.isChecked():
                stays.insert(0, tr("Pictures and sounds"))
        lines = [tr("Not in this file:") if stays else tr("Everything goes along.")]
        lines += [f"\u2022 {each}" for each in stays]
        if chosen.is_whole:
            lines.insert(0, tr("In Anki this file takes the place of all that is there."))
        self.along.setText("\n".join(lines))
        self.adjustSize()

    def done(self, result: int) -> None:
        """Close, whether something is written or not."""
        self._give_up()
        super().done(result)

    def _suggest(self) -> None:
        """Name the file after the deck, unless the learner has named it."""
        written = self._without_suffix()
        if written and written != self._suggested:
            return
        folder = Path(written).parent if written else export_folder(self._window)
        self._suggested = str(folder / fitting_name(str(self.deck.currentData())))
        self.place.setText(f"{self._suggested}{self.format.currentData()}")

    def _without_suffix(self) -> str:
        """Return what is written for the file, without the ending of a format."""
        path = self.place.text().strip()
        known = (each.suffix for each in FORMATS if path.lower().endswith(each.suffix))
        return path[: len(path) - len(max(known, key=len, default=""))]

    def _fit_suffix(self) -> None:
        self._look()
        path, end = self._without_suffix() or "flashcards", str(self.format.currentData())
        self.place.setText(path + end)
        chosen = self._chosen()
        self.guard.setVisible(chosen.is_table)
        for choice in (self.learning, self.media, self.older):
            choice.setVisible(chosen.is_package)
        if chosen.is_whole:
            self.deck.setCurrentIndex(0)
        self.deck.setEnabled(not chosen.is_whole)
        self.adjustSize()

    def _chosen(self) -> Format:
        return format_for(Path(f"file{self.format.currentData()}"))

    def _browse(self) -> None:
        choose_place(self._window, self, self.path(), lambda path: self.place.setText(str(path)))

    def accept(self) -> None:
        """Export, after asking before an existing file is replaced."""
        write_to(self._window, self, self.path(), self._export)

    def _export(self) -> None:
        path, deck = self.path(), str(self.deck.currentData()) or None
        super().accept()
        choices = ExportChoices(
            self.guard.isChecked(),
            self.learning.isChecked(),
            self.media.isChecked(),
            self.older.isChecked(),
        )
        export_to(self._window, path, deck, choices)


def export_to(
    window: "MainWindow", path: Path, deck: str | None, choices: ExportChoices = AS_USUAL
) -> None:
    """Write the notes of a deck, of all for None, in the background."""
    collection = window.collection

    def work(progress: "Progress") -> int:
        def step(done: int, total: int) -> bool:
            if not progress(done, total):
                raise CancelledError
            return True

        return collection.export(path, deck, step, **asdict(choices))

    def done(notes: int) -> None:
        words = plural(notes, "Exported {count} note", "Exported {count} notes")
        window.toast(tr("{notes} to {name}", notes=words, name=path.name))

    window.jobs.run(tr("Exporting to {name}", name=path.name), work, on_done=done)


def open_export(window: "MainWindow", deck: str | None = None) -> ExportDialog:
    """Open the dialog with a deck chosen; returns at once."""
    dialog = ExportDialog(window, deck)
    dialog.open()
    dialog.go.setFocus()
    return dialog
