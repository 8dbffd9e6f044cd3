"""Refuses a segment that says what no program of ours says, before any of it is written."""

import json
from typing import Any

from flashcards.store import reviews
from flashcards.store.origins import Origin
from flashcards.store.syncing import claims, expected, former_fields
from flashcards.store.syncing.kinds import ORIGIN_OPTIONS, ORIGINS
from flashcards.sync.values import LogBlock, Segment


def refuse_impossible(segment: Segment) -> None:
    """Look at all that a segment says; raises one of ``expected.IMPOSSIBLE``."""
    expected.refuse_impossible(former_fields.as_now(segment.facts))
    claims.said_in(segment.facts)
    for kind, uid, field, value, *_ in segment.facts:
        if field == "all" and value is not None and kind in (ORIGINS.name, ORIGIN_OPTIONS.name):
            _refuse_odd_origin(kind, uid, value)
    if segment.log is not None:
        _refuse_odd_memories(segment.log)


def _refuse_odd_origin(kind: str, uid: str, value: Any) -> None:
    """What is kept of what another program said has to go back to it."""
    from flashcards.collection.anki import keeping  # late: most segments have none of it

    if kind == ORIGINS.name:
        number, texts, cards, body, log = value
        keeping.refuse_odd(Origin(uid, number, texts, cards, body, bytes.fromhex(log)))
    else:
        keeping.refuse_odd_options(uid.partition("/")[0], json.loads(value))


def _refuse_odd_memories(block: LogBlock) -> None:
    """Memories that rows say a card was left with."""
    for each in block.memories.values():
        reviews.memory_from_json(each)
