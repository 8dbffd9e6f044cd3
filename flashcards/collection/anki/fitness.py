"""What of Anki's rows cannot be kept, whoever wrote it, and how many are taken up at once."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TypeVar

from flashcards.collection.cleaning import MAXIMUM_FIELD
from flashcards.formats.anki.collection import AnkiCard, AnkiNote
from flashcards.formats.wording import quoted
from flashcards.model.enums import NoteKind
from flashcards.model.messages import Message, message

LONGEST_GUID: Final = 1_000
"""Characters; Anki's have ten."""
MOST_CARDS: Final = 5_000
"""Of one note."""
UNFIT: Final = message("note that is too large")
_BATCH: Final = 4_000
_BATCH_TEXT: Final = 4_000_000
"""Characters."""
_SEPARATOR: Final = "\x1f"
_WIDENED: Final = len("<br>")
"""Characters that stand for the end of a field where two become one."""

_Row = TypeVar("_Row")


def templates_of(kind: NoteKind, count: int) -> int:
    """Return how many cards a note may have of a type of so many templates: of gaps, any number."""
    return sys.maxsize if kind is NoteKind.CLOZE else count


def unfit(note: AnkiNote, fields: int, templates: int, cards: Iterable[AnkiCard]) -> Message | None:
    """Return why a note with its cards cannot be kept; None where it can.

    ``fields`` and ``templates`` are those that its type has there.
    """
    if not any(0 <= card.place < templates for card in cards):
        why = message("None of its cards has a template.")
    elif len(note.guid) > LONGEST_GUID:
        why = message("Its id is longer than a thousand characters.")
    elif len(note.tags) > MAXIMUM_FIELD:
        why = message("Its tags are longer than a million characters.")
    elif len(note.fields) * _WIDENED > MAXIMUM_FIELD and _longest(note.fields, fields):
        why = message("It has a field of more than a million characters.")
    else:
        return None
    return message("{note} was left out. {why}", note=quoted(first_field(note)), why=why)


def _longest(written: str, fields: int) -> bool:
    texts = written.split(_SEPARATOR, max(0, fields - 1))
    last = len(texts[-1]) + texts[-1].count(_SEPARATOR) * _WIDENED
    return max(last, *map(len, texts)) > MAXIMUM_FIELD


def first_field(note: AnkiNote) -> str:
    """Return what a note is told apart by."""
    return note.fields[: note.fields.find(_SEPARATOR) if _SEPARATOR in note.fields else None]


def in_batches(rows: Iterable[tuple[AnkiNote, _Row]]) -> Iterator[Sequence[tuple[AnkiNote, _Row]]]:
    """Yield notes some thousand at a time, or fewer where they are large."""
    batch: list[tuple[AnkiNote, _Row]] = []
    size = 0
    for row in rows:
        batch.append(row)
        size += len(row[0].fields) + len(row[0].tags)
        if len(batch) == _BATCH or size > _BATCH_TEXT:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
