"""Asking for files, beginning in the folder used last for the same."""

import os
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from flashcards.files import shown_name
from flashcards.model.errors import UserError
from flashcards.model.messages import message
from flashcards.ui import messages
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.main_window import MainWindow


_UNFIT = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
"""Signs that some file system does not take in a name."""
_LONGEST_NAME = 100
_LONGEST_SHOWN = 48
ANKI_FILES = "*.apkg *.colpkg *.anki2 *.anki21 *.anki"


def start_folder(window: "MainWindow") -> Path:
    """Return the folder files were opened from last, the learner's own where that is gone."""
    return _there(window.settings.last_folder) or Path.home()


def export_folder(window: "MainWindow") -> Path:
    """Return the folder files were written into last, else the one for documents.

    Not where the last import came from: what is brought in lies among downloads.
    """
    documents = QStandardPaths.StandardLocation.DocumentsLocation
    own = QStandardPaths.writableLocation(documents)
    return _there(window.settings.export_folder) or _there(own) or Path.home()


def _there(folder: str) -> Path | None:
    return Path(folder) if folder and os.path.isdir(folder) else None  # noqa: PTH112  (never raises)


def remember_folder(window: "MainWindow", folder: Path) -> None:
    """Begin in this folder the next time a file is opened."""
    if window.settings.last_folder != str(folder):
        window.change_settings(last_folder=str(folder))


def fitting_name(words: str) -> str:
    """Return a name, without an ending, that every file system takes."""
    name = " ".join(_UNFIT.sub(" - ", words).split())
    return name[:_LONGEST_NAME].strip(" .") or "flashcards"


def short_name(path: Path) -> str:
    """Return a file's name as a button or line has room for it, its ending in sight."""
    name = shown_name(path) or str(path)
    kept = _LONGEST_SHOWN // 2
    return name if len(name) <= _LONGEST_SHOWN else f"{name[:kept]}…{name[-kept:]}"


def choose_deck_files(
    window: "MainWindow", on_chosen: Callable[[Sequence[Path]], object]
) -> QFileDialog:
    """Let the learner choose one or more deck files; returns at once."""
    from flashcards.formats.kinds import KINDS

    endings = dict.fromkeys(ending for kind in KINDS for ending in kind.endings)
    files = " ".join(f"*{ending}" for ending in endings)
    filters = [f"{tr('Decks and tables')} ({files})", _anki_filter()]
    return _choose_files(window, tr("Import"), filters, on_chosen)


def choose_anki_files(
    window: "MainWindow", on_chosen: Callable[[Sequence[Path]], object]
) -> QFileDialog:
    """Let the learner choose packages or collections of Anki's; returns at once."""
    return _choose_files(window, tr("I come from Anki"), [_anki_filter()], on_chosen)


def _anki_filter() -> str:
    return f"{tr('Packages and collections of Anki’s')} ({ANKI_FILES})"


def _choose_files(
    window: "MainWindow",
    title: str,
    filters: Sequence[str],
    on_chosen: Callable[[Sequence[Path]], object],
) -> QFileDialog:
    dialog = plain_dialog(window, title)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.setNameFilters([*filters, tr("All files") + " (*)"])

    def chosen(names: Sequence[str]) -> None:
        paths = [Path(name) for name in names]
        if paths:
            remember_folder(window, paths[0].parent)
            on_chosen(paths)

    dialog.filesSelected.connect(chosen)
    dialog.open()
    return dialog


def choose_article(
    window: "MainWindow", title: str, on_chosen: Callable[[Path], object]
) -> QFileDialog:
    """Let the learner choose one article; returns at once."""
    from flashcards.ui.importing.kinds import ARTICLE_ENDINGS

    dialog = plain_dialog(window, title)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    endings = " ".join(f"*.{ending}" for ending in ARTICLE_ENDINGS)
    dialog.setNameFilters([f"{tr('Articles')} ({endings})", tr("All files") + " (*)"])

    def chosen(name: str) -> None:
        remember_folder(window, Path(name).parent)
        on_chosen(Path(name))

    dialog.fileSelected.connect(chosen)
    dialog.open()
    return dialog


def choose_directory(
    window: "MainWindow", title: str, on_chosen: Callable[[Path], object]
) -> QFileDialog:
    """Let the learner choose a folder; returns at once."""
    dialog = plain_dialog(window, title)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)

    def chosen(name: str) -> None:
        remember_folder(window, Path(name).parent)
        on_chosen(Path(name))

    dialog.fileSelected.connect(chosen)
    dialog.open()
    return dialog


def choose_place(
    window: "MainWindow", parent: QWidget, present: Path, on_chosen: Callable[[Path], object]
) -> QFileDialog:
    """Let the learner choose where a file is written; returns at once."""
    dialog = plain_dialog(window, tr("Export to"), parent)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)  # asked once, before exporting
    dialog.setNameFilter(f"{present.suffix} (*{present.suffix})")
    dialog.setDirectory(str(present.parent))
    dialog.selectFile(present.name)
    dialog.fileSelected.connect(lambda name: on_chosen(Path(name)))
    dialog.open()
    return dialog


def write_to(
    window: "MainWindow", parent: QWidget, place: Path, write: Callable[[], object]
) -> None:
    """Write a file where that is possible, after asking before one that is there is replaced."""
    if not os.path.isdir(place.parent):  # noqa: PTH112  (never raises, however long the name)
        no_folder = message("There is no folder {folder}.", folder=place.parent)
        messages.show_error(parent, UserError(no_folder, message("Choose another place.")))
        return

    def begin() -> None:
        if window.settings.export_folder != str(place.parent):
            window.change_settings(export_folder=str(place.parent))
        write()

    if os.path.exists(place):  # noqa: PTH110  (likewise)
        messages.ask(
            parent,
            tr("Replace {name}?", name=place.name),
            tr("There is already a file of this name in {folder}.", folder=place.parent),
            action=tr("Replace"),
            on_yes=begin,
            danger=True,
        )
    else:
        begin()


def plain_dialog(window: "MainWindow", title: str, parent: QWidget | None = None) -> QFileDialog:
    """Return a dialog that begins in the folder files were opened from last."""
    dialog = QFileDialog(parent or window, title, str(start_folder(window)))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return dialog
