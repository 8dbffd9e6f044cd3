"""How the screens about kept articles say dates, places and numbers."""

from datetime import datetime
from pathlib import PurePath
from typing import TYPE_CHECKING

from flashcards.ui import dates, words
from flashcards.ui.words import plural, tr

if TYPE_CHECKING:
    from flashcards.model.articles import ArticleRow


def day_words(moment: datetime | None) -> str:
    """Return the day of a moment in the learner's zone; empty for none."""
    if moment is None:
        return ""
    return dates.day_words(moment.astimezone())


def read_words(moment: datetime | None) -> str:
    """Return when an article was read."""
    return tr("read {day}", day=day_words(moment)) if moment is not None else ""


def is_file(address: str) -> bool:
    """Whether an address is the path of a file."""
    return bool(address) and "://" not in address


def place_words(address: str) -> str:
    """Return where an article came from, short."""
    if not address:
        return tr("pasted text")
    return PurePath(address).name if is_file(address) else address


def row_words(row: "ArticleRow") -> str:
    """Return the small line beneath an article's title."""
    notes = plural(row.notes, "{count} note", "{count} notes")
    return "  ·  ".join(filter(None, (place_words(row.address), read_words(row.read_at), notes)))


def path_words(heading: tuple[str, ...]) -> str:
    """Return headings as a path."""
    return " › ".join(heading)


def percent(share: float) -> str:
    """Return a share in percent, rounded down so that only all is 100."""
    return words.percent(int(100 * share + 1e-9) / 100)
