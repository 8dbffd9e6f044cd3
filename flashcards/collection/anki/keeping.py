"""What is kept of Anki's rows to give back, and by which later changes are told apart."""

import hashlib
import json
from collections.abc import Iterable, Sequence

from flashcards.formats.anki.collection import AnkiCard, AnkiNote, AnkiReview
from flashcards.store.origins import Origin

_DIGEST_BYTES = 6


def digests(tags: str, texts: Iterable[str]) -> list[str]:
    """Return a digest of a note's tags and of each field, by which a change is noticed."""
    return [
        hashlib.blake2b(text.encode(), digest_size=_DIGEST_BYTES).hexdigest()
        for text in (tags, *texts)
    ]


def origin(
    note: AnkiNote,
    tags: str,
    texts: Sequence[str],
    found: Sequence[tuple[AnkiCard, str, int, Sequence[AnkiReview]]],
) -> Origin:
    """Return what is kept of a note; ``found`` are its cards, each with template, ordinal, log."""
    return Origin(
        note.guid,
        note.id,
        json.dumps(digests(tags, texts), separators=(",", ":")),
        json.dumps([[card.id, uid, ordinal] for card, uid, ordinal, _ in found]),
        json.dumps(
            {
                "mod": note.changed_s,
                "flags": note.flags,
                "data": note.data,
                "cards": {str(card.id): card[4:] for card, _, _, _ in found},
                "log": {
                    str(card.id): [
                        [row.id, row.interval, row.last_interval, row.factor, row.type]
                        for row in log
                    ]
                    for card, _, _, log in found
                    if log
                },
            },
            separators=(",", ":"),
            ensure_ascii=False,
        ),
    )
