"""Brings cards back from the bin: under their old ids, so that their past is theirs again."""

from collections.abc import Mapping, Sequence
from typing import Any

from flashcards.collection.files.checking import replay_cards
from flashcards.scheduling.replay import Replayed
from flashcards.store import cards, verify
from flashcards.store.operation import operation
from flashcards.store.store import Connection

_BATCH = 500


def revive(conn: Connection, found: Sequence[tuple[Mapping[str, Any], int, int, int]]) -> None:
    """Add cards again, given as (what the bin kept, note id, deck id, template id).

    Their memory is what the log says of them, which outlived them.
    """
    work = operation(conn)
    kept = ("ordinal", "position", "suspended", "buried_until", "flag", "seed", "answers")
    rows = [
        (
            body["id"], note_id, deck_id, template_id, *(body[key] for key in kept),
            body["past_version"], body["past_until_ms"], work.now_ms,
        )
        for body, note_id, deck_id, template_id in found
    ]  # fmt: skip
    cards.revive(conn, rows)
    numbers = sorted(int(row[0]) for row in rows)
    for start in range(0, len(numbers), _BATCH):
        replayed = replay_cards(conn, numbers[start : start + _BATCH])
        known = [pair for pair in replayed.items() if pair[1] != Replayed()]
        verify.set_replayed(conn, known)
        verify.set_counts_of(conn, replayed)
        work.tick(start, len(numbers))
