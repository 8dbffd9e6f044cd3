"""Finds cards by the numbers that the program they came from gave them or their notes."""

import json
from collections.abc import Sequence
from typing import Final

from flashcards.search.tree import IdKind
from flashcards.store.find_scope import Scope

FOREIGN_FROM: Final = 1 << 31
"""Here notes and cards are counted from 1; Anki takes moments in milliseconds."""

_OF_NOTES: Final = (
    "c.note_id IN (SELECT n2.id FROM origins o JOIN notes n2 ON n2.guid = o.guid "
    "WHERE o.origin_id IN (SELECT value FROM json_each(?)))"
)
_OF_CARDS: Final = (
    "c.id IN (SELECT c2.id FROM origins o JOIN json_each(?) v ON instr(o.cards, v.value) "
    "JOIN json_each(o.cards) e JOIN notes n2 ON n2.guid = o.guid "
    "JOIN templates t2 ON t2.uid = e.value ->> 1 JOIN cards c2 ON c2.note_id = n2.id "
    "AND c2.template_id = t2.id AND c2.ordinal = e.value ->> 2 "
    "WHERE e.value ->> 0 = CAST(v.value AS INTEGER))"
)


def of_numbers(kind: IdKind, numbers: Sequence[int], scope: Scope) -> str:
    """Return the condition that a card or its note is called so, here or where it came from."""
    column = "c.id" if kind is IdKind.CARD else "c.note_id"
    own = scope.chosen(column, numbers)
    foreign = [number for number in numbers if number >= FOREIGN_FROM]
    if not foreign:
        return own
    if kind is IdKind.CARD:
        scope.bind(json.dumps(list(map(str, foreign))))
        return f"({own} OR {_OF_CARDS})"
    scope.bind(json.dumps(foreign))
    return f"({own} OR {_OF_NOTES})"
