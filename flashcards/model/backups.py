"""What is known of a backup without restoring it."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from flashcards.model.messages import Message, Translatable, message

BY_HAND = "by hand"
"""Why a backup was made that the learner asked for."""

BEFORE_RESTORE = "before restore"
"""Why the backup was made that makes a restore undoable."""

BEFORE_LAYOUT = "before layout"
"""Begins why a backup was made before a new version of the program; the layout's number follows."""

OTHERS_FOLLOW: Translatable = (
    "The computers you sync with go back too. What was added since goes to their bins; answers "
    "stay."
)
"""What a restore does to other computers, where the collection is kept in step with them."""

_SHOWN = {BY_HAND: message("Manual"), BEFORE_RESTORE: message("Before a restore")}


@dataclass(frozen=True, slots=True)
class BackupInfo:
    """One collection file, as a list of backups shows it.

    ``at`` is aware (UTC), ``size`` in bytes; ``reviews`` counts answers that were not undone.
    """

    path: Path
    at: datetime
    notes: int
    cards: int
    reviews: int
    size: int
    reason: str = ""
    """Why it was made where that was no routine, as "before restore": stands in the file's name."""
    media: int = 0
    """How many pictures, sounds and other files it knows of."""

    @property
    def shown_reason(self) -> Message | None:
        """Why it was made, in words; None for a routine one or an unknown reason."""
        if self.reason.startswith(BEFORE_LAYOUT):
            return message("Before a program update")
        return _SHOWN.get(self.reason)


@dataclass(frozen=True, slots=True)
class MediaComing:
    """What becomes of the pictures, sounds and other files of a backup that is restored."""

    files: int
    """How many the backup needs."""
    back: int
    """How many of them come back, since they are missing where they belong."""
    lacking: int
    """How many are missing there, and in the backups too."""
    edited: int = 0
    """How many of those that come back are there with another content, which is kept too."""
