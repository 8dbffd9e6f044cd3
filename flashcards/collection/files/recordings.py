"""Finds the sound or video a card names, and makes sure that it is one before it is played."""

from dataclasses import dataclass
from pathlib import Path

from flashcards.collection.files.recording_length import seconds_of
from flashcards.files import fits, open_given
from flashcards.model.recordings import VIDEOS, recording_kind
from flashcards.store import media
from flashcards.store.store import Store
from flashcards.text.file_names import ways


@dataclass(frozen=True, slots=True)
class Recording:
    """A sound or video of the collection that is safe to play."""

    path: Path
    title: str
    """What the file was called before it was kept; empty for one recorded here."""
    video: bool
    seconds: float | None
    """How long it plays, where the file tells."""


def recording(store: Store, named: str) -> Recording | None:
    """Return the sound or video a card names; None where there is none, or it is something else."""
    with store.reading() as conn:
        row = media.meant(conn, named)
    if row is None:
        row = next(((name, "") for name in ways(named) if media.is_name(name)), None)
    return None if row is None else _looked_at(media.located(store.path, row[0]), row[1])


def _looked_at(path: Path, title: str) -> Recording | None:
    try:
        with open_given(path) as file:
            kind = recording_kind(file) if fits(file, media.MAXIMUM_BYTES) else None
            seconds = seconds_of(file, kind) if kind else None
    except (OSError, ValueError):
        return None
    return Recording(path, title, kind in VIDEOS, seconds) if kind else None
