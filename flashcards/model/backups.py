"""What is known of a backup without restoring it."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


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
    """Why it was made where that was no routine, as "before restore"."""
