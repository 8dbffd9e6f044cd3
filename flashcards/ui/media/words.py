"""What is said of media files."""

from PySide6.QtCore import QLocale

from flashcards.model.fonts import FONTS
from flashcards.model.media import MediaReport, MissingFile, UnusedFile
from flashcards.model.pictures import ENDINGS
from flashcards.model.recordings import SOUNDS, VIDEOS
from flashcards.text.notices import notice, sound, video
from flashcards.ui.words import plural, tr

AnyFile = UnusedFile | MissingFile


def title_words(file: AnyFile) -> str:
    """Return what a file is called: as before it was kept, where that is known."""
    return file.title or file.name


def kind_words(file: AnyFile) -> str:
    """Return what kind of file it is, by its ending."""
    ending = file.name.rpartition(".")[2].lower()
    if f".{ending}" in ENDINGS:
        return tr("Picture")
    if ending in VIDEOS:
        return tr("Video")
    if ending in SOUNDS:
        return tr("Sound")
    return tr("Font") if ending in FONTS else tr("File")


def size_words(size: int) -> str:
    """Return a size in bytes as the learner's language writes it."""
    return QLocale().formattedDataSize(size, 1)


def about_words(file: AnyFile) -> str:
    """Return the small line beneath a file."""
    if isinstance(file, UnusedFile):
        return " · ".join((kind_words(file), size_words(file.size)))
    parts = [kind_words(file)]
    if file.notes:
        parts.append(plural(file.notes, "named by {count} note", "named by {count} notes"))
    if file.note_types:
        parts.append(
            plural(
                len(file.note_types),
                "named by the note type {names}",
                "named by the note types {names}",
                names=", ".join(file.note_types),
            )
        )
    parts.append(tr("a backup has it") if file.in_backups else tr("no backup has it"))
    return " · ".join(parts)


def summary_words(report: MediaReport) -> str:
    """Return how many files there are and how large they are."""
    files = plural(report.files, "{count} media file", "{count} media files")
    return " · ".join((files, size_words(report.size))) if report.files else files


def preview_html(file: AnyFile | None) -> str:
    """Return what shows a file, as safe HTML: a picture, or a button that plays it."""
    if file is None or isinstance(file, MissingFile):
        return ""
    ending = file.name.rpartition(".")[2]
    if f".{ending}" in ENDINGS:
        return f'<p align="center"><img src="{file.name}" /></p>'
    if ending in FONTS:
        return ""
    return f'<p align="center">{notice(video if ending in VIDEOS else sound, file.name)}</p>'
