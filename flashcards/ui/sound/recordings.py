"""Ways for a sound or video into a field: a file, or the microphone."""

from collections.abc import Callable, Sequence
from functools import cache, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from flashcards.model.recordings import ENDINGS, KINDS
from flashcards.ui.sound.lengths import length_words
from flashcards.ui.words import tr

if TYPE_CHECKING:
    from flashcards.ui.editor.field_edit import FieldEdit
    from flashcards.ui.main_window import MainWindow


def titles(window: "MainWindow") -> Callable[[str], str]:
    """Return what says of a sound or video what its file was called; of all else the name."""

    @cache
    def title(name: str) -> str:
        if name.rpartition(".")[2] not in KINDS:
            return name
        found = window.collection.recording(name)
        if found is None:
            return name
        length = length_words(found.seconds)
        return found.title or " ".join(part for part in (tr("Recording"), length) if part)

    return title


def choose(
    parent: QWidget, edit: "FieldEdit", then: Callable[["FieldEdit", Sequence[str]], object]
) -> None:
    """Let the learner choose files of sound or video; ``then`` gets their paths."""
    kinds = f"{tr('Sounds and videos')} ({' '.join('*' + ending for ending in ENDINGS)})"
    dialog = QFileDialog(parent, tr("Insert sound or video"), "", kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.filesSelected.connect(partial(then, edit))
    dialog.open()


def record(
    parent: QWidget, edit: "FieldEdit", then: Callable[["FieldEdit", bytes], object]
) -> None:
    """Let the learner record a sound; ``then`` gets it as a file once it is to be kept."""
    from flashcards.ui.sound.record_dialog import RecordDialog

    dialog = RecordDialog(parent)
    dialog.kept.connect(partial(then, edit))
    dialog.finished.connect(lambda _: edit.setFocus())
    dialog.open()
