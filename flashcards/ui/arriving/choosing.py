"""Lets the learner choose another collection, or a place for a new one."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from flashcards.identity import SUFFIX
from flashcards.model.errors import UserError
from flashcards.starting.other_windows import begin_collection
from flashcards.ui import messages
from flashcards.ui.importing.file_dialogs import plain_dialog
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow


def choose_collection(window: "MainWindow") -> QFileDialog:
    """Let the learner choose a collection, which opens in a window of its own."""
    dialog = _dialog(window, tr("Open another collection"))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters([_filter(), tr("All files") + " (*)"])
    dialog.fileSelected.connect(lambda name: window.arrivals.take([Path(name)]))
    dialog.open()
    return dialog


def choose_new(window: "MainWindow") -> QFileDialog:
    """Let the learner say where a new collection is to lie, and open it there.

    One that is there already is opened as it is.
    """
    dialog = _dialog(window, tr("New collection"))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)  # nothing is overwritten
    dialog.setNameFilter(_filter())
    dialog.setDefaultSuffix(SUFFIX)
    dialog.fileSelected.connect(lambda name: _begin(window, Path(name)))
    dialog.open()
    return dialog


def _dialog(window: "MainWindow", title: str) -> QFileDialog:
    dialog = plain_dialog(window, title)
    dialog.setDirectory(str(window.collection.path.parent))
    return dialog


def _filter() -> str:
    return f"{tr('Collections')} (*{SUFFIX})"


def _begin(window: "MainWindow", path: Path) -> None:
    try:
        begin_collection(path)
    except UserError as error:
        messages.show_error(window, error)
    else:
        window.toast(tr("{name} opens in a window of its own", name=path.name))
