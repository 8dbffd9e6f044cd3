"""What the bin says of a deletion."""

from datetime import datetime

from PySide6.QtCore import QLocale

from flashcards.model.binned import BinEntry
from flashcards.model.binning import BinKind
from flashcards.store.schema import FIELD_SEPARATOR
from flashcards.text.plain import plain_text
from flashcards.ui.home.words import cards_words
from flashcards.ui.words import deck_words, plural, tr


def title_words(entry: BinEntry) -> str:
    """Return what was deleted: ``Languages › French``, or ``the sun and 3 more notes``."""
    if entry.kind is BinKind.DECK:
        return deck_words(entry.name)
    if entry.kind is BinKind.MEDIA:
        others = plural(entry.files - 1, "{count} more file", "{count} more files")
        return (
            tr("{first} and {more}", first=entry.name, more=others)
            if entry.files > 1
            else (entry.name)
        )
    first = " ".join(plain_text(entry.name.split(FIELD_SEPARATOR)[0]).split()) or tr("(empty)")
    if entry.notes <= 1:
        return first
    more = plural(entry.notes - 1, "{count} more note", "{count} more notes")
    return tr("{first} and {more}", first=first, more=more)


def held_words(entry: BinEntry) -> str:
    """Return what comes back with it: ``Deck · 3 notes · 5 cards · 20 reviews``."""
    if entry.kind is BinKind.MEDIA:
        files = plural(entry.files, "{count} media file", "{count} media files")
        return " · ".join((files, QLocale().formattedDataSize(entry.size, 1)))
    parts = [
        plural(entry.notes, "{count} note", "{count} notes"),
        cards_words(entry.cards),
        plural(entry.reviews, "{count} review", "{count} reviews"),
    ]
    if entry.decks > 1:
        parts.insert(0, plural(entry.decks - 1, "{count} subdeck", "{count} subdecks"))
    if entry.kind is BinKind.DECK:
        parts.insert(0, tr("Deck"))
    return " · ".join(parts)


def time_words(entry: BinEntry, now: datetime) -> str:
    """Return how long ago it went, and for how long it is kept."""
    today = now.astimezone().date()
    ago = max(0, (today - entry.deleted_at.astimezone().date()).days)
    left = max(1, (entry.kept_until.astimezone().date() - today).days)
    when = tr("deleted today")
    if ago:
        when = plural(ago, "deleted {count} day ago", "deleted {count} days ago")
    days = plural(left, "{count} more day", "{count} more days")
    return tr("{when}, kept for {days}", when=when, days=days)
