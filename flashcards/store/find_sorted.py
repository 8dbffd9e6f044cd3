"""What cards are sorted by that no column of the file holds: it is worked out for those found."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from sqlalchemy import Connection

from flashcards.model.rows import Strength
from flashcards.store import moves
from flashcards.store.card_words import faces_of, read, words_of
from flashcards.store.find_numbers import strengths_now
from flashcards.store.find_scope import FindContext
from flashcards.store.operation import course
from flashcards.store.schema import FIELD_SEPARATOR

_BATCH: Final = 2_000
_TEXTS: Final = (
    "SELECT c.id, c.template_id, c.ordinal, n.fields FROM json_each(?) asked "
    "CROSS JOIN cards c ON c.id = asked.value CROSS JOIN notes n ON n.id = c.note_id"
)
Value = tuple[str, str] | float


def _answers(
    conn: Connection, _context: FindContext, cards: Sequence[int]
) -> Mapping[int, tuple[str, str]]:
    found: dict[int, tuple[str, str]] = {}
    for start in range(0, len(cards), _BATCH):
        course(conn).tick(start, len(cards))
        rows = read(conn, _TEXTS, cards[start : start + _BATCH])
        faces = faces_of(conn, {row[1] for row in rows})
        for card, template, ordinal, fields in rows:
            text = words_of(faces[template], fields.split(FIELD_SEPARATOR), ordinal)[1][:200]
            found[card] = text.casefold(), text
    return found


def _by(value: Callable[[Strength], float]) -> "_Working":
    def work(conn: Connection, context: FindContext, cards: Sequence[int]) -> Mapping[int, float]:
        begun = moves.with_ids(conn, cards)
        return {card: value(known) for card, known in strengths_now(conn, begun, context)}

    return work


_Working = Callable[[Connection, FindContext, Sequence[int]], Mapping[int, Value]]
WORKED_OUT: Final[Mapping[str, _Working]] = {
    "answer": _answers,
    "stability": _by(lambda known: known.stability),
    "difficulty": _by(lambda known: known.difficulty),
    "retrievability": _by(lambda known: known.retrievability),
}
"""What gives each card its value; a card without one comes last."""
